"""The focus ring: one frame a window that follows the focus, 2 px wide with a 2 px gap."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

from crm_desktop.ui.theme import current, theme_changed
from crm_desktop.ui.widgets import paint

RING = "focusRing"
RADIUS = "focusRadius"


class _RingStyle(QProxyStyle):
    """Tells the frame how far it stands out around its widget."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            control = current().tokens.control
            return control.focus_ring + control.focus_gap
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returnData)  # type: ignore[arg-type]


class FocusRing(QFocusFrame):
    """The ring of one window."""

    def __init__(self, window: QWidget, style: QStyle) -> None:
        super().__init__(window)
        self.setStyle(style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        widget = cast("QWidget | None", self.widget())
        if widget is None:
            return
        theme = current()
        control = theme.tokens.control
        painter = QPainter(self)
        paint.smooth(painter)
        base = widget.property(RADIUS)
        radius = (theme.px(base) if isinstance(base, int) else theme.px(6)) + control.focus_gap
        on = widget.property("focusColour")
        colour: QColor = theme.colour(on if isinstance(on, str) else "focus")
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=radius + control.focus_ring,
            border=colour,
            width=control.focus_ring,
        )


def wants_ring(widget: QWidget | None) -> bool:
    """Buttons have a ring unless `focusRing` is False; other widgets when it is True."""
    if widget is None:
        return False
    wish = widget.property(RING)
    if isinstance(wish, bool):
        return wish
    return isinstance(widget, QAbstractButton)


class FocusRings(QObject):
    """Gives each window of the application its ring; one is made by `install_focus_ring`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._style = _RingStyle("Fusion")
        self._style.setParent(self)
        self._rings: dict[int, FocusRing] = {}
        app.focusChanged.connect(self.follow)
        theme_changed.connect(self.refit)

    def ring_of(self, window: QWidget) -> FocusRing | None:
        """The ring of a window, when it has one already."""
        return self._rings.get(id(window))

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """The focus moved."""
        if old is not None and (new is None or old.window() is not new.window()):
            ring = self.ring_of(old.window())
            if ring is not None:
                ring.setWidget(None)  # type: ignore[arg-type]
        if new is None:
            return
        window = new.window()
        ring = self.ring_of(window)
        if ring is None:
            if not wants_ring(new):
                return
            ring = self._rings[id(window)] = FocusRing(window, self._style)
            key = id(window)
            ring.destroyed.connect(lambda *_: self._rings.pop(key, None))
        ring.setWidget(new if wants_ring(new) else None)  # type: ignore[arg-type]

    def refit(self) -> None:
        """After a change of zoom the rings take their place again."""
        for ring in list(self._rings.values()):
            widget = ring.widget()
            ring.setWidget(None)  # type: ignore[arg-type]
            ring.setWidget(widget)


_installed: list[FocusRings] = []


def install_focus_ring(app: QApplication) -> FocusRings:
    """Let a ring follow the focus in every window; calling again changes nothing."""
    for rings in _installed:
        if rings.parent() is app:
            return rings
    rings = FocusRings(app)
    _installed.append(rings)
    return rings
