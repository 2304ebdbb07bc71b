"""Calling: how calls are made on this computer, and a person's own ready remarks."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.dialers.registry import DIALERS
from crm_desktop.domain.settings import READY_REMARKS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import NoteEdit

LONGEST_KEY = 12


def remarks_text(remarks: dict[str, str]) -> str:
    """One line a remark: the abbreviation, a blank, the text."""
    return "\n".join(f"{key} {text}" for key, text in sorted(remarks.items()))


def read_remarks(text: str) -> tuple[dict[str, str], str]:
    """The remarks of such lines, and the first line that is none (empty when all are)."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        key, _, words = line.strip().partition(" ")
        if not words.strip() or len(key) > LONGEST_KEY or key.casefold() in found:
            return found, line.strip()
        found[key.casefold()] = words.strip()
    return found, ""


class CallingPart(SettingsPart):
    """The line is saved at once, the remarks with the button."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        panel = self.panel(self.tr("How calls are made on this computer"))
        self.dialler = ComboBox(self.tr("How calls are made"))
        for entry in DIALERS:
            self.dialler.addItem(tr_label(entry.label), entry.name)
        self.dialler.activated.connect(self._set_dialler)
        self.line(
            panel,
            self.tr("Calls are made"),
            self.dialler,
            self.tr("By hand: dial on any phone, then give the result. The practice line rings nobody."),
        )
        shown = self.panel(self.tr("What My day shows"))
        self.team_goal = CheckBox(self.tr("The team’s goal"))
        self.streak = CheckBox(self.tr("My streak: days in a row on which I reached the day’s targets"))
        for box, key in ((self.team_goal, "team_goal_shown"), (self.streak, "streaks_shown")):
            box.toggled.connect(lambda on, key=key: self.keep(key, on))
            shown.body.addWidget(box)
        remarks = self.panel(
            self.tr("Ready remarks"),
            self.tr("In a note, type the abbreviation and a blank. One a line: abbreviation, blank, text."),
        )
        self.remarks = NoteEdit(self.tr("Ready remarks"), style="body")
        self.remarks.setProperty("user_data", True)
        self.remarks.textChanged.connect(self.edited)
        self.remarks.setMinimumHeight(180)
        remarks.body.addWidget(self.remarks)
        self.add_save()
        self.column.addStretch(1)

    def load(self) -> None:
        """Read both."""
        settings, actor = self.session.services.settings, self.session.actor
        keys = ("dialler", "remarks", "team_goal_shown", "streaks_shown")

        def ask() -> tuple[dict[str, Any], bool]:
            has_streaks = settings.is_advanced(actor) and bool(settings.get(actor, "streaks"))
            return {key: settings.get(actor, key) for key in keys}, has_streaks

        self.read(ask, lambda found: self._show(*found))

    def _show(self, found: dict[str, Any], has_streaks: bool) -> None:
        dialler, remarks = found["dialler"], found["remarks"]
        self.team_goal.setChecked(bool(found["team_goal_shown"]))
        self.streak.setChecked(bool(found["streaks_shown"]))
        self.streak.setVisible(has_streaks)
        names = [entry.name for entry in DIALERS]
        self.dialler.setCurrentIndex(names.index(dialler) if dialler in names else 0)
        self.remarks.setPlainText(remarks_text({**READY_REMARKS, **remarks}))

    def _set_dialler(self, index: int) -> None:
        self.keep("dialler", DIALERS[index].name)
        self.context.notices.toast(self.tr("Holds from the next lead on"))

    def check(self) -> str:
        """Each line an abbreviation and a text."""
        _, wrong = read_remarks(self.remarks.toPlainText())
        if not wrong:
            return ""
        return self.tr(
            "This line needs a new abbreviation (up to 12 letters), a blank and a text: {line}"
        ).format(line=wrong)

    def save(self) -> None:
        """Save the remarks."""
        remarks, _ = read_remarks(self.remarks.toPlainText())
        settings, actor = self.session.services.settings, self.session.actor
        self.context.ops.store(self, lambda: settings.set(actor, "remarks", remarks)).changes(
            "settings"
        ).success(lambda _: self.saved()).failure(self.refused).start()
