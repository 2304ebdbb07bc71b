"""Programs run in processes of their own to see how they start; used by `test_start.py` and the bench.

    python -m tests.start_drivers minimal            a minimal Qt window
    python -m tests.start_drivers program            this program (folders from CRM_DESKTOP_HOME)
    python -m tests.start_drivers leave FILE         the installed command, with something that takes long to
                                                     take apart; its exit function writes the file

Each prints one line of JSON: milliseconds from the start to the first paint (`paint_ms`, of computing
alone `paint_cpu_ms`) and, for the program, to the first card that takes typing (`ready_ms`), with the
names of the modules loaded at the first paint (`modules`) and whether Qt's enumerations were, which take
a seventh of the time (`has_enumerations`).
"""

import sys
from time import perf_counter, process_time

BEGUN = perf_counter()


def minimal() -> None:
    """The least a Qt program can do: an empty window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    told: list[float] = []
    cpu: list[float] = []

    class Window(QWidget):
        def paintEvent(self, event: object) -> None:
            if not told:
                told.append(0.0)
                QTimer.singleShot(0, self.done)

        def done(self) -> None:
            told.append((perf_counter() - BEGUN) * 1000)
            cpu.append(process_time() * 1000)
            app.quit()

    window = Window()
    window.resize(800, 768)
    window.show()
    app.exec()
    tell(paint_ms=told[-1], paint_cpu_ms=cpu[0])


def program() -> None:
    """The program as the command starts it, ended once its first card takes typing."""
    import crm_desktop.app as entry
    from crm_desktop.__main__ import main

    found: dict[str, object] = {}
    real = entry.make_program

    def made(*arguments: object, **named: object) -> object:
        found["paint_ms"] = (perf_counter() - BEGUN) * 1000
        found["paint_cpu_ms"] = process_time() * 1000
        found["modules"] = sorted(sys.modules)
        found["has_enumerations"] = "Qt" in vars(sys.modules["PySide6.QtCore"])
        made_program = real(*arguments, **named)  # type: ignore[arg-type]

        def ready() -> None:
            from PySide6.QtCore import QTimer

            found["ready_cpu_ms"] = process_time() * 1000
            found["ready_ms"] = (perf_counter() - BEGUN) * 1000
            found["card"] = type(made_program.flow.card).__name__
            QTimer.singleShot(0, made_program.quit)

        made_program.ready.connect(ready)
        return made_program

    entry.make_program = made  # type: ignore[assignment]
    found["code"] = main([])
    tell(**found)


class Heavy:
    """Takes a minute to be taken apart, as all of the program's modules do on a busy machine."""

    def __del__(self) -> None:
        import time

        time.sleep(60)


def leave(file: str) -> None:
    """The installed command, ended once its first card takes typing."""
    import atexit
    from pathlib import Path

    import crm_desktop.app as entry
    from crm_desktop.__main__ import command

    real = entry.make_program

    def made(*arguments: object, **named: object) -> object:
        made_program = real(*arguments, **named)  # type: ignore[arg-type]
        made_program.window.closing.connect(
            lambda: made_program.settings.setValue("kept", "when the window closed")
        )
        made_program.ready.connect(made_program.quit)
        return made_program

    entry.make_program = made  # type: ignore[assignment]
    entry.heavy = Heavy()  # type: ignore[attr-defined]
    atexit.register(lambda: Path(file).write_text("written at the exit", "utf-8"))
    print("printed")
    sys.argv[1:] = []
    command()


def tell(**found: object) -> None:
    """Print what was found."""
    import json

    print(json.dumps(found))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["minimal"]:
            minimal()
        case ["leave", written]:
            leave(written)
        case _:
            program()
