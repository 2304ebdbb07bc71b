"""Icons by meaning, tinted from the theme; the icon font is loaded only after the first paint.

`icon("call.dial")` gives a QIcon that finds its colour when it is painted, so it follows the theme
by itself. `paint_icon` paints one into a rectangle. Before the font is there both paint nothing, and
everything is repainted once it is. The font is read from QtAwesome's files: importing that package makes
half of Qt's enums and signatures anew, which holds the window up for a third of a second.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme.current import current

FONT, CODES = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"

# One table: what is meant → the Phosphor line icon that says it.
ICONS: dict[str, str] = {
    # places
    "page.calling": "headphones",
    "page.leads": "users",
    "page.callbacks": "alarm",
    "page.day": "sun",
    "page.sales": "currency-inr",
    "page.campaigns": "megaphone-simple",
    "page.team": "squares-four",
    "page.reports": "chart-bar",
    "page.consent": "shield-check",
    "page.people": "identification-badge",
    "page.privacy": "fingerprint",
    "page.settings": "gear-six",
    "page.import": "upload-simple",
    "page.backup": "hard-drives",
    # calling
    "call.dial": "phone",
    "call.on_call": "phone-call",
    "call.dialling": "phone-outgoing",
    "call.end": "phone-disconnect",
    "call.missed": "phone-x",
    "call.incoming": "phone-incoming",
    "call.hold": "pause",
    "call.mute": "microphone-slash",
    "call.keypad": "dots-nine",
    "call.skip": "skip-forward",
    "call.other_number": "repeat",
    "call.later": "alarm",
    "call.break": "coffee",
    "call.resume": "play",
    "call.help": "question",
    "call.message": "chat-text",
    "call.practice": "target",
    "call.script": "article",
    "call.next": "arrow-right",
    "call.wait": "hourglass-medium",
    # results
    "result.success": "star",
    "result.sold": "currency-inr",
    "result.callback": "alarm",
    "result.no": "x",
    "result.missed": "phone-x",
    "result.blocked": "prohibit",
    "result.wrong_number": "phone-slash",
    "result.language": "translate",
    "result.retry": "arrow-clockwise",
    # leads and their history
    "lead.person": "user",
    "lead.company": "buildings",
    "lead.city": "map-pin",
    "lead.email": "envelope-simple",
    "lead.phone": "phone",
    "lead.tag": "tag-simple",
    "lead.owner": "user-circle",
    "lead.created": "user-plus",
    "lead.merge": "git-merge",
    "lead.edit": "pencil-simple",
    "lead.note": "note-pencil",
    "lead.family": "users-three",
    "lead.reassign": "swap",
    "lead.erase": "eraser",
    "lead.view": "star",
    "lead.service": "wrench",
    "consent.given": "check",
    "consent.refused": "prohibit",
    "consent.said": "hand-palm",
    "consent.rules": "scales",
    # acts
    "act.add": "plus",
    "act.delete": "trash-simple",
    "act.edit": "pencil-simple",
    "act.copy": "copy-simple",
    "act.search": "magnifying-glass",
    "act.filter": "funnel-simple",
    "act.columns": "columns",
    "act.export": "download-simple",
    "act.import": "upload-simple",
    "act.save": "floppy-disk",
    "act.print": "printer",
    "act.undo": "arrow-counter-clockwise",
    "act.refresh": "arrows-clockwise",
    "act.close": "x",
    "act.more": "dots-three",
    "act.show": "eye",
    "act.hide": "eye-slash",
    "act.qr": "qr-code",
    "act.sign_out": "sign-out",
    "act.switch_person": "users",
    "act.lock": "lock-simple",
    "act.unlock": "lock-simple-open",
    "act.keys": "keyboard",
    "act.open": "folder-open",
    "act.paste": "clipboard-text",
    "act.receipt": "receipt",
    "act.attach": "paperclip",
    "act.send": "paper-plane-tilt",
    "act.tasks": "list-bullets",
    "act.drag": "dots-six-vertical",
    "act.settings": "sliders-horizontal",
    # signs
    "sign.check": "check",
    "sign.ok": "check-circle",
    "sign.info": "info",
    "sign.warning": "warning",
    "sign.error": "warning-circle",
    "sign.offline": "wifi-slash",
    "sign.due": "bell",
    "sign.clock": "clock",
    "sign.calendar": "calendar-blank",
    "sign.file": "file-text",
    "sign.sheet": "table",
    "sign.key": "key",
    "sign.light": "sun",
    "sign.dark": "moon",
    "sign.language": "translate",
    "sign.empty": "tray",
    "sign.flag": "flag",
    "sign.chevron_down": "caret-down",
    "sign.chevron_up": "caret-up",
    "sign.chevron_left": "caret-left",
    "sign.chevron_right": "caret-right",
    "sign.sort_up": "arrow-up",
    "sign.sort_down": "arrow-down",
    "sign.backup": "shield-check",
    "sign.question": "question",
}


def _fonts_dir() -> Path:
    """Where QtAwesome's fonts lie; ModuleNotFoundError when it isn't installed."""
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome is not installed", name="qtawesome")
    return Path(spec.submodule_search_locations[0]) / "fonts"


class _Font(QObject):
    """The icon font: family and code points, empty until loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.family = ""
        self.codes: dict[str, str] = {}
        self.is_asked = False

    def ask(self) -> None:
        """Load soon; called while painting, so the load comes after the first paint."""
        if not self.is_asked:
            self.is_asked = True
            QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Read the font and the names of its glyphs; everything on screen is painted again."""
        self.is_asked = True
        if self.family or not isinstance(QApplication.instance(), QApplication):
            return
        folder = _fonts_dir()
        families = QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFontFromData((folder / FONT).read_bytes())
        )
        codes: dict[str, str] = json.loads((folder / CODES).read_text("utf-8"))
        self.codes = {name: chr(int(codes[name], 16)) for name in set(ICONS.values())}
        self.family = families[0]
        for widget in QApplication.allWidgets():
            if widget.isVisible():
                widget.update()


_font = _Font()


def load_icons() -> None:
    """Load the icon font now; for pictures and tests, never before the first paint."""
    _font.load()


@lru_cache(maxsize=256)
def _outline(name: str) -> QPainterPath:
    """The icon as a path in a 1024 × 1024 box."""
    font = QFont(_font.family)
    font.setPixelSize(1024)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    path = QPainterPath()
    path.addText(0, 0, font, _font.codes[ICONS[name]])
    path.translate(0, 1024)  # the glyphs stand on the baseline and fill the em box
    return path


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    side = max(1, round(size * ratio))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 1024, side / 1024)
    painter.fillPath(_outline(name), QColor(colour))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` px at the screen's ratio; a null pixmap until the font is there.

    KeyError when the table does not know the name.
    """
    if name not in ICONS:
        raise KeyError(name)
    if not _font.family:
        _font.ask()
        return QPixmap()
    return _pixmap(name, colour.name(), size, ratio)


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor, size: int) -> None:
    """Paint the icon in the middle of the rectangle, on whole pixels."""
    device = painter.device()
    pixmap = icon_pixmap(name, colour, size, device.devicePixelRatio() if device else 1.0)
    if pixmap.isNull():
        return
    centre = QRectF(rect).center()
    painter.drawPixmap(QPoint(round(centre.x() - size / 2), round(centre.y() - size / 2)), pixmap)


class _ThemeIcon(QIconEngine):
    """Paints an icon in the theme's colour of the moment."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def _tint(self, mode: QIcon.Mode) -> QColor:
        return current().colour("text_disabled" if mode == QIcon.Mode.Disabled else self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._tint(mode), min(rect.width(), rect.height()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = round(min(size.width(), size.height()) / scale)
        found = icon_pixmap(self._name, self._tint(mode), side, scale)
        if found.isNull():
            found = QPixmap(size)
            found.fill(Qt.GlobalColor.transparent)
            found.setDevicePixelRatio(scale)
        return found

    def clone(self) -> QIconEngine:
        return _ThemeIcon(self._name, self._colour)


_engines: dict[tuple[str, str], tuple[QIcon, QIconEngine]] = {}


def icon(name: str, colour: str = "text") -> QIcon:
    """A QIcon for menus, tabs and foreign widgets; `colour` is a token name. KeyError when unknown."""
    if name not in ICONS:
        raise KeyError(name)
    key = (name, colour)
    if key not in _engines:
        engine = _ThemeIcon(name, colour)
        _engines[key] = (QIcon(engine), engine)
    return _engines[key][0]
