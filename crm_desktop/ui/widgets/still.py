"""Many parts changed, laid out once: showing a part inside a visible window lays out all around it at once."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtWidgets import QLayout, QWidget


class Still:
    """Holds back the layouts inside a widget: `with still:` change anything, then all is laid out once.

    May be entered while entered. Parts that get their own layout after this was made are laid out as
    usual. Sizes asked inside are right; places are the old ones until Qt has laid out, before it paints.
    """

    def __init__(self, widget: QWidget) -> None:
        found = (inner.layout() for inner in (widget, *widget.findChildren(QWidget)))
        self._layouts: list[QLayout] = [layout for layout in found if layout is not None]
        self._entered = 0

    def __enter__(self) -> None:
        self._entered += 1
        if self._entered == 1:
            for layout in self._layouts:
                layout.setEnabled(False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered -= 1
        if self._entered == 0:
            for layout in self._layouts:  # what changed has asked Qt to be laid out, once for all
                layout.setEnabled(True)
