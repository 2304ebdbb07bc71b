"""The menu under the person's name: whose turn it is, how it looks, and the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from crm_desktop.ui.shell import look
from crm_desktop.ui.theme import Mode, current, current_mode, icon
from crm_desktop.ui.widgets.keycap import key_hints_on, set_key_hints

KEY_HINTS = "look/key_hints"


class PersonMenu(QObject):
    """Fills the menu; asks go out through the acts given."""

    def __init__(self, menu: QMenu, settings: QSettings, trigger: Callable[[str], object]) -> None:
        super().__init__(menu)
        self._menu = menu
        self._settings = settings
        self._trigger = trigger
        self._add("session.switch", "act.switch_person", self.tr("Switch person"))
        self._add("session.lock", "act.lock", self.tr("Lock"), "Ctrl+L")
        self._add("session.password", "sign.key", self.tr("Change password"))
        menu.addSeparator()
        self._theme_menu()
        self._zoom_menu()
        self._hints = menu.addAction(self.tr("Show keys on buttons"))
        self._hints.setCheckable(True)
        self._hints.toggled.connect(self._set_hints)
        menu.addSeparator()
        self._add("session.sign_out", "act.sign_out", self.tr("Sign out"))
        menu.aboutToShow.connect(self._refresh)
        set_key_hints(bool(settings.value(KEY_HINTS, True, type=bool)))
        self._refresh()

    def _add(self, act_id: str, icon_name: str, words: str, key: str = "") -> None:
        action = self._menu.addAction(icon(icon_name, "text_muted"), f"{words}\t{key}" if key else words)
        action.setData(act_id)
        action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._trigger(str(sender.data()))

    def _theme_menu(self) -> None:
        menu = self._menu.addMenu(icon("sign.light", "text_muted"), self.tr("Theme"))
        self._modes = QActionGroup(menu)
        for mode, words in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(mode)
            self._modes.addAction(action)
        self._modes.triggered.connect(self._set_mode)

    def _zoom_menu(self) -> None:
        menu = self._menu.addMenu(icon("act.search", "text_muted"), self.tr("Size"))
        self._zooms = QActionGroup(menu)
        for zoom in look.ZOOMS:
            action = menu.addAction(f"{round(zoom * 100)} %")
            action.setCheckable(True)
            action.setData(zoom)
            self._zooms.addAction(action)
        self._zooms.triggered.connect(self._set_zoom)

    def _refresh(self) -> None:
        for action in self._modes.actions():
            action.setChecked(action.data() == current_mode())
        for action in self._zooms.actions():
            action.setChecked(abs(float(action.data()) - current().zoom) < 0.01)
        self._hints.setChecked(key_hints_on())

    def _set_mode(self, action: QAction) -> None:
        app = QApplication.instance()
        mode: Mode = action.data()
        if isinstance(app, QApplication):
            look.set_mode(app, self._settings, mode)

    def _set_zoom(self, action: QAction) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.set_zoom(app, self._settings, float(action.data()))

    def _set_hints(self, is_on: bool) -> None:
        self._settings.setValue(KEY_HINTS, is_on)
        set_key_hints(is_on)
