"""The theme in force: scheme, zoom, colours, fonts; set by `apply_theme`, told by `theme_changed`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme.fonts import make_font, quiet_font_log
from crm_desktop.ui.theme.palette import make_palette
from crm_desktop.ui.theme.stylesheet import make_stylesheet
from crm_desktop.ui.theme.tokens import Colours, Scheme, Tokens, load

Mode = Literal["light", "dark", "system"]
ZOOM_MIN, ZOOM_MAX = 0.9, 1.5


@dataclass(frozen=True)
class Theme:
    """One look: a scheme at a zoom. Colours and fonts are made once and kept."""

    scheme: Scheme
    zoom: float
    tokens: Tokens
    _colours: dict[str, QColor] = field(default_factory=dict, repr=False, compare=False)
    _fonts: dict[tuple[str, bool, int | None], QFont] = field(default_factory=dict, repr=False, compare=False)
    _metrics: dict[tuple[str, bool, int | None], QFontMetrics] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def colours(self) -> Colours:
        """The colours of the scheme as hex strings."""
        return self.tokens.colours(self.scheme)

    def colour(self, name: str) -> QColor:
        """A colour by its token name; `chart_1` … `chart_8` too. AttributeError when unknown."""
        found = self._colours.get(name)
        if found is None:
            if name.startswith("chart_"):
                text = self.colours.chart[int(name.removeprefix("chart_")) - 1]
            else:
                text = getattr(self.colours, name)
            found = self._colours[name] = QColor(text)
        return found

    def px(self, size: float) -> int:
        """A token size at this zoom, in whole px; never 0 for a size above 0."""
        return max(1, round(size * self.zoom)) if size > 0 else 0

    def space(self, step: int) -> int:
        """Space step 0–7 at this zoom, in px."""
        return self.px(self.tokens.space[step])

    def line(self, style: str) -> int:
        """The line height of a type style at this zoom, in px."""
        return self.px(self.tokens.type[style].line)

    def font(self, style: str, *, tabular: bool = False, weight: int | None = None) -> QFont:
        """The font of a type style (`body`, `caption`, `number` …); `tabular` for figures."""
        key = (style, tabular, weight)
        found = self._fonts.get(key)
        if found is None:
            found = make_font(self.tokens, style, self.zoom, tabular=tabular, weight=weight)
            self._fonts[key] = found
        return found

    def metrics(self, style: str, *, tabular: bool = False, weight: int | None = None) -> QFontMetrics:
        """Font metrics of a type style."""
        key = (style, tabular, weight)
        found = self._metrics.get(key)
        if found is None:
            found = QFontMetrics(self.font(style, tabular=tabular, weight=weight))
            self._metrics[key] = found
        return found


class _Notifier(QObject):
    """Tells that the theme changed, and keeps following the system when asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "light"
        self.theme: Theme | None = None
        self.followed: QApplication | None = None

    def system_changed(self) -> None:
        """The system switched between light and dark."""
        app = QApplication.instance()
        if self.mode == "system" and isinstance(app, QApplication):
            apply_theme(app, "system", current().zoom)


_notifier = _Notifier()
theme_changed = _notifier.changed


def current() -> Theme:
    """The theme in force; light at 100 % before the first `apply_theme`."""
    if _notifier.theme is None:
        _notifier.theme = Theme("light", 1.0, load())
    return _notifier.theme


def current_mode() -> Mode:
    """What was asked for: light, dark or the system's."""
    return _notifier.mode


def follow_theme(slot: Callable[[], None]) -> None:
    """Call `slot` now and after each change of theme; `slot` should be a method of a QObject."""
    theme_changed.connect(slot)
    slot()


def _system_scheme(app: QApplication) -> Scheme:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _hint_scheme(app: QApplication, mode: Mode) -> None:
    """Let the system draw title bars to match, where it can."""
    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)


def apply_theme(app: QApplication, mode: Mode = "system", zoom: float = 1.0) -> Theme:
    """Dress the whole application; may be called again at any time.

    `zoom` 0.9–1.5 multiplies every token and is clamped to that range. Emits `theme_changed`.
    """
    zoom = min(ZOOM_MAX, max(ZOOM_MIN, zoom))
    _notifier.mode = mode
    if _notifier.followed is not app:
        quiet_font_log()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(_notifier.system_changed)
        _notifier.followed = app
    _hint_scheme(app, mode)
    scheme: Scheme = _system_scheme(app) if mode == "system" else mode
    theme = Theme(scheme, zoom, load())
    _notifier.theme = theme
    app.setPalette(make_palette(theme.colours))
    app.setFont(theme.font("body"))
    app.setStyleSheet(make_stylesheet(theme.tokens, theme.colours, zoom))
    theme_changed.emit()
    return theme


def animate_ms(name: str) -> int:
    """A motion token in milliseconds; 0 where the system asks for less motion."""
    motion = current().tokens.motion
    if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
        return motion.reduced
    return int(getattr(motion, name))
