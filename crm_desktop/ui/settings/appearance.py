"""Appearance: theme, size, language, keys on buttons. This computer's, except the language."""

from __future__ import annotations

import os
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.i18n import PSEUDO, translations_dir
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell import look
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.person_menu import KEY_HINTS
from crm_desktop.ui.theme import Mode, current, current_mode
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.keycap import key_hints_on, set_key_hints
from crm_desktop.ui.widgets.tabs import SegmentedChoice

MODES: tuple[Mode, ...] = ("system", "light", "dark")
PSEUDO_SWITCH = "CRM_DESKTOP_PSEUDO"
# Languages are named in themselves, so they are not translated.
OWN_NAMES = {
    "en": "English",
    "hi": "हिन्दी",
    "mr": "मराठी",
    "ta": "தமிழ்",
    "te": "తెలుగు",
    "bn": "বাংলা",
    PSEUDO: "Pseudo",
}


def languages() -> list[str]:
    """The languages there are texts for; the pseudo-language only when the environment asks for it."""
    found = {file.stem.removeprefix("crm_desktop_") for file in translations_dir().glob("crm_desktop_*.qm")}
    found.add("en")
    if os.environ.get(PSEUDO_SWITCH, "") not in ("", "0"):
        found.add(PSEUDO)
    return sorted(found)


class AppearancePart(SettingsPart):
    """Each change is seen at once."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        panel = self.panel(self.tr("Appearance"))
        words = [self.tr("As the system"), self.tr("Light"), self.tr("Dark")]
        self.mode = SegmentedChoice(words, self.tr("Theme"))
        self.mode.changed.connect(self._set_mode)
        self.line(panel, self.tr("Theme"), self.mode)
        self.zoom = SegmentedChoice([f"{round(zoom * 100)} %" for zoom in look.ZOOMS], self.tr("Size"))
        self.zoom.changed.connect(self._set_zoom)
        self.line(panel, self.tr("Size of everything"), self.zoom, self.tr("Also Ctrl + and Ctrl -."))
        self.hints = CheckBox(self.tr("Show keys on buttons"))
        self.hints.toggled.connect(self._set_hints)
        self.line(panel, self.tr("Keys"), self.hints)
        self.language = ComboBox(self.tr("Language"))
        self.language.setProperty("user_data", True)
        self._languages = languages()
        for code in self._languages:
            self.language.addItem(OWN_NAMES.get(code, code), code)
        self.language.activated.connect(self._set_language)
        self.line(
            panel,
            self.tr("Language"),
            self.language,
            self.tr("Takes hold at the next sign-in; yours on any computer."),
        )
        self.column.addStretch(1)

    def load(self) -> None:
        """The look as it is, the language as it was chosen."""
        self.is_loading = True
        self.mode.choose(MODES.index(current_mode()))
        zooms = look.ZOOMS
        self.zoom.choose(min(range(len(zooms)), key=lambda at: abs(zooms[at] - current().zoom)))
        self.hints.setChecked(key_hints_on())
        self.is_loading = False
        settings, actor = self.session.services.settings, self.session.actor
        self.read(lambda: settings.get(actor, "language"), self._show_language)

    def _show_language(self, code: str) -> None:
        wanted = code or "en"
        self.language.setCurrentIndex(self._languages.index(wanted) if wanted in self._languages else 0)

    def _app(self) -> QApplication:
        return cast("QApplication", QApplication.instance())

    def _set_mode(self, index: int) -> None:
        if not self.is_loading:
            look.set_mode(self._app(), self.context.settings, MODES[index])

    def _set_zoom(self, index: int) -> None:
        if not self.is_loading:
            look.set_zoom(self._app(), self.context.settings, look.ZOOMS[index])

    def _set_hints(self, is_on: bool) -> None:
        if not self.is_loading:
            self.context.settings.setValue(KEY_HINTS, is_on)
            set_key_hints(is_on)

    def _set_language(self, index: int) -> None:
        self.keep("language", self._languages[index])
        self.context.notices.toast(self.tr("The language changes at the next sign-in"))
