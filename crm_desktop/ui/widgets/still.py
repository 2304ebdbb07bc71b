"""Many parts changed, laid out once: showing one part in a visible window lays out all around it."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QLayout, QWidget


class Still:
    """Holds back the layouts inside a widget: `with still:` change anything, then all is laid out once.

    May be entered while entered. Parts that get their own layout after this was made are laid out as
    usual. Sizes asked inside are right; places are the old ones until Qt has laid out, before it paints.
    """

    def __init__(self, widget: QWidget) -> None:
        found = ((inner, inner.layout()) for inner in (widget, *widget.findChildren(QWidget)))
        self._parts: list[tuple[QWidget, QLayout]] = [
            (w, layout) for w, layout in found if layout is not None
        ]
        self._hidden: list[QWidget] = []
        self._entered = 0

    def __enter__(self) -> None:
        self._entered += 1
        if self._entered == 1:
            self._hidden = [part for part, _ in self._parts if not part.isVisible()]
            for _, layout in self._parts:
                layout.setEnabled(False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered -= 1
        if self._entered:
            return
        for part, layout in self._parts:
            layout.setEnabled(True)
            if layout.geometry() != part.contentsRect():  # resized meanwhile: its layout did not hear of it
                layout.update()
        for part in self._hidden:
            if part.isVisible():  # what was asked for while it was hidden is only done when it is shown
                QCoreApplication.postEvent(part, QEvent(QEvent.Type.LayoutRequest))


class PaintTurn(QObject):
    """Painting in a turn of its own: between what changed with its layout, and the paint, keys are answered.

    Qt lays out and paints before it looks for anything else to do; both after one key are a long wait on a
    slow machine. The widget is painted whole then: hold it only when most of it changes.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._let_go)

    def hold(self) -> None:
        """What is on the screen stays until the next turn; a second call changes nothing."""
        if not self._timer.isActive() and self._widget.isVisible():
            self._widget.setUpdatesEnabled(False)
            self._timer.start(0)

    def _let_go(self) -> None:
        self._widget.setUpdatesEnabled(True)
