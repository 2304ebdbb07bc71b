"""Long work of the GUI thread done in steps, one an event-loop turn: keys and paints come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Slices(QObject):
    """Takes a step of `steps` at each turn until there are none; `fault` gets what a step raised.

    With `every_ms` and `may_go` it only goes on now and then, and only when that says so: for work that
    may wait until nobody types.
    """

    def __init__(
        self,
        steps: Iterator[object],
        parent: QObject,
        *,
        fault: Callable[[Exception], object],
        done: Callable[[], object] = lambda: None,
        every_ms: int = 0,
        may_go: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._steps, self._fault, self._done, self._may_go = steps, fault, done, may_go
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Whether the last step was taken, or it was stopped."""
        return not self._timer.isActive()

    def stop(self) -> None:
        """Take no more steps; `done` is not called."""
        self._timer.stop()

    def _step(self) -> None:
        if not self._may_go():
            return
        try:
            next(self._steps)
        except StopIteration:
            self.stop()
            self._done()
        except Exception as error:
            self.stop()
            self._fault(error)
