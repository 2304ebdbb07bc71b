"""The form of a person: a new one, or the name, role and team of one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Person, Role, Team
from crm_desktop.errors import UserError
from crm_desktop.services.people import AddPerson, ChangePerson
from crm_desktop.ui.entrance.door import sign_in_name
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.meanwhile import laid_together, words_of
from crm_desktop.ui.people.words import role_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class PersonForm(Panel):
    """`add_asked` gives an AddPerson, `change_asked` a ChangePerson; a new team's name goes beside."""

    add_asked = Signal(object, str)
    change_asked = Signal(object, str)
    cancelled = Signal()

    def __init__(
        self, teams: Sequence[Team], person: Person | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.person = person
        self._teams = list(teams)
        self._is_busy = False
        self.set_title(self.tr("Add a person") if person is None else self.tr("Change the person"))
        self.name = Field(self.tr("Name"))
        self.sign_in_name = Field(self.tr("Sign-in name"))
        self.sign_in_name.set_hint(self.tr("Made from the name; 2 to 40 letters, digits or dots."))
        self._is_own_name = False
        self.role = ComboBox(self.tr("Role"))
        for role in Role:
            self.role.addItem(role_words(role), role)
        self.team = ComboBox(self.tr("Team"))
        self.team.setProperty("user_data", True)
        self.team.addItem(self.tr("no team"), None)
        for team in teams:
            self.team.addItem(team.name, team.id)
        self.team.addItem(self.tr("New team…"), "new")
        self.new_team = Field(self.tr("New team’s name"))
        self.new_team.hide()
        hint = (
            self.tr("A one-time password is made; you read it out to them.")
            if person is None
            else self.tr(
                "Another team counts from tomorrow on: what was done until then stays with the team of then."
            )
        )
        self._hint = Text(hint, "caption", tone="muted", wrap=True)
        self.error = Text("", "caption", tone="danger", wrap=True)
        self.error.hide()
        self.body.addWidget(self.name)
        self.body.addWidget(self.sign_in_name)
        self.body.addLayout(_labelled(self.role))
        self.body.addLayout(_labelled(self.team))
        self.body.addWidget(self.new_team)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.error)
        words = self.tr("Add") if person is None else self.tr("Save")
        self.save = KeyCapButton(words, "Ctrl+Return", kind="primary")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        row = Row(gap=8)
        row.addWidget(self.cancel)
        row.addWidget(self.save, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        # Only now: a widget without a parent would flash up as a window of its own.
        self.sign_in_name.setVisible(person is None)
        self._show_hint()
        self._wire()
        if person is not None:
            self._fill(person)

    def _wire(self) -> None:
        self.name.text_changed.connect(self._suggest)
        self.sign_in_name.edit.textEdited.connect(self._own_name)
        self.team.currentIndexChanged.connect(self._team_chosen)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)
        for field in (self.name, self.sign_in_name, self.new_team):
            field.submitted.connect(self.submit)

    def _fill(self, person: Person) -> None:
        self.name.set_text(person.display_name)
        self.role.setCurrentIndex(list(Role).index(person.role))
        ids: list[UUID | None] = [None, *(team.id for team in self._teams)]
        self.team.setCurrentIndex(ids.index(person.team_id) if person.team_id in ids else 0)

    def _suggest(self, typed: str) -> None:
        if self.person is None and not self._is_own_name:
            self.sign_in_name.set_text(sign_in_name(typed))

    def _own_name(self, typed: str) -> None:
        self._is_own_name = bool(typed)

    def _team_chosen(self) -> None:
        is_new = self.team.currentData() == "new"
        self.new_team.setVisible(is_new)
        self._show_hint()
        if is_new:
            self.new_team.edit.setFocus()

    def _show_hint(self) -> None:
        """Of a new person always; of another once the team is to change."""
        self._hint.setVisible(self.person is None or self.team.currentData() != self.person.team_id)

    def focus_first(self) -> None:
        """The name comes first."""
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Ask to save, when the name is there."""
        if self._is_busy:
            return
        if not self.name.text().strip():
            self.name.set_error(self.tr("Type the person’s name."))
            self.name.edit.setFocus()
            return
        team = self.team.currentData()
        new_team = self.new_team.text().strip() if team == "new" else ""
        if team == "new" and not new_team:
            self.new_team.set_error(self.tr("Type the team’s name."))
            self.new_team.edit.setFocus()
            return
        team_id = team if isinstance(team, UUID) else None
        role = Role(self.role.currentData())
        self.error.hide()
        self.set_busy(True)
        if self.person is None:
            typed = self.sign_in_name.text().strip() or sign_in_name(self.name.text())
            self.add_asked.emit(AddPerson(typed, self.name.text().strip(), role, None, team_id), new_team)
        else:
            person = self.person
            self.change_asked.emit(
                ChangePerson(person.id, person.version, self.name.text().strip(), role, team_id), new_team
            )

    def set_busy(self, is_busy: bool) -> None:
        """Nothing is sent twice."""
        self._is_busy = is_busy
        self.save.setEnabled(not is_busy)

    def show_error(self, error: UserError) -> None:
        """At its field where it has one, else above the buttons."""
        self.set_busy(False)
        fields = {"sign_in_name": self.sign_in_name, "display_name": self.name, "team": self.new_team}
        field = fields.get(error.field or "")
        if field is not None and not field.isHidden():
            field.set_error(tr_error(error))
            field.edit.setFocus()
        else:
            self.error.setText(tr_error(error))
            self.error.show()

    def lay_over(self, now: Person) -> None:
        """Someone else changed the person meanwhile: what was typed stays beside what they changed."""
        if self.person is None:
            return
        mine = {"name": self.name.text(), "role": self.role.currentData(), "team": self.team.currentData()}
        found = laid_together(_values_of(self.person), mine, _values_of(now))
        self.person = now
        self.name.set_text(found.values["name"])
        self.role.setCurrentIndex(list(Role).index(found.values["role"]))
        self.team.setCurrentIndex(max(0, self.team.findData(found.values["team"])))
        labels = {"name": self.tr("Name"), "role": self.tr("Role"), "team": self.tr("Team")}
        team = self.team.itemText(max(0, self.team.findData(now.team_id)))
        theirs = {"name": now.display_name, "role": role_words(now.role), "team": team}
        self.error.setText(words_of(found, labels, theirs))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _values_of(person: Person) -> dict[str, Any]:
    return {"name": person.display_name, "role": person.role, "team": person.team_id}


def _labelled(box: ComboBox) -> Column:
    """A combo box under its name."""
    column = Column(gap=4)
    label = Text(box.accessibleName(), "caption", tone="muted")
    label.setBuddy(box)
    column.addWidget(label)
    column.addWidget(box)
    return column
