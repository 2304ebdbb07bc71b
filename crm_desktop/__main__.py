"""The command `crm-desktop`: without a command it opens the window, otherwise it does one thing and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 done, 1 refused or failed (one sentence on stderr), 2 used wrongly."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # late: the first paint does without its 10 to 20 ms

        multiprocessing.freeze_support()  # an import parses in a second process, which it starts as
    given = sys.argv[1:] if argv is None else argv
    if not given:
        from crm_desktop.cli.window import open_window

        return open_window()  # the usual start, without argparse in the way of the first paint
    from crm_desktop.cli.arguments import parse

    arguments = parse(given)
    if arguments.command is None:
        from crm_desktop.cli.window import open_window

        return open_window(arguments.workspace, arguments.seat)
    from crm_desktop.cli.run import run

    return run(arguments)


def command() -> NoReturn:
    """What the installed command does: run the program, then leave."""
    keep_to_ourselves()
    leave(main())


def keep_to_ourselves() -> None:
    """Let nobody else of this computer read what this process writes: it holds people's data.

    (Windows keeps a person's folders to that person anyway.) As the system's administrator, no compiled
    files are left beside the program: they would be root's in the folder of whoever updates it.
    """
    if os.name != "posix":
        return
    os.umask(0o077)
    if os.geteuid() == 0:
        sys.dont_write_bytecode = True


def leave(code: int) -> NoReturn:
    """End the process once exit functions ran and everything is written, without Python's taking itself down.

    All is saved and closed by now. Taking a million objects apart one by one, which the system takes back
    at once, kept the process for seconds after its window on a busy machine.
    """
    import atexit
    import threading

    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.exit(code)  # somebody has work that wants to be waited for
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a frozen program with windows has none
            try:
                stream.flush()
            except (OSError, ValueError):  # nobody reads it any more
                code = code or 1
    os._exit(code)


if __name__ == "__main__":
    command()
