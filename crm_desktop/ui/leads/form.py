"""The form of a lead, for a new one and for changing one: what is typed stays whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lead import Lead, LeadStatus, shown
from crm_desktop.errors import UserError
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.store.leads import FieldDefinition
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.leads.card_values import Difference
from crm_desktop.ui.leads.conflict import ConflictBox
from crm_desktop.ui.leads.words import NOTHING, is_masked, phone_words, status_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import TitleRow
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

PLAIN = (
    "name", "email", "company", "city", "state", "address", "postal_code", "language", "product", "source",
    "score",
)  # fmt: skip
MOST_PHONES = 8


class LeadForm(QWidget):
    """Fields in one column, Save and Cancel below. `saved` gives NewLead or EditLead, `left` on Cancel."""

    saved = Signal(object)  # NewLead | EditLead
    left = Signal()
    look_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Lead | None = None
        self._fields: dict[str, Field] = {}
        self._choices: dict[str, ComboBox] = {}
        self._custom: tuple[FieldDefinition, ...] = ()
        self._phones: list[Field] = []
        self._hides_phones = False
        column = Column(self, gap=0)
        self._title = TitleRow("")
        column.addWidget(self._title)
        column.addWidget(Rule())
        self._scroll = Scroll()
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule())
        foot = Row(margins=(16, 10, 16, 10), gap=8)
        self.error = Text("", "table", tone="danger", wrap=True)
        self.error.hide()
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        foot.addWidget(self.error, 1)
        foot.addStretch(0)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)
        self.cancel.clicked.connect(self.left)
        self.save.clicked.connect(self.submit)
        self.conflict = ConflictBox()
        self.conflict.look_asked.connect(self.look_asked)

    # ---- filling it --------------------------------------------------------------------------

    def labels(self) -> dict[str, str]:
        """What each field is called."""
        return {
            "name": self.tr("Name"),
            "phones": self.tr("Phone"),
            "email": self.tr("E-mail"),
            "company": self.tr("Company"),
            "city": self.tr("City"),
            "state": self.tr("State"),
            "address": self.tr("Address"),
            "postal_code": self.tr("PIN code"),
            "language": self.tr("Language"),
            "product": self.tr("Product asked about"),
            "source": self.tr("Source"),
            "score": self.tr("Score, 0 to 100"),
            "status": self.tr("Status"),
            "tags": self.tr("Tags, with commas between"),
            "note": self.tr("Note"),
            "campaign": self.tr("Campaign"),
        }

    def label(self, name: str) -> str:
        """What a field is called, the workspace's own fields too."""
        if name.startswith("custom."):
            key = name.removeprefix("custom.")
            return next((f.label for f in self._custom if f.key == key), key)
        return self.labels().get(name, name)

    def begin_new(self, fields: Sequence[FieldDefinition], campaigns: Sequence[tuple[UUID, str]]) -> None:
        """An empty form for a new lead."""
        self._begin(None, fields)
        self._title.set_title(self.tr("New lead"))
        body = self._body
        self._add_field(body, "note")
        if campaigns:
            pairs: list[tuple[object, str]] = [(None, self.tr("None")), *campaigns]
            self._add_choice(body, "campaign", pairs, 1 if len(campaigns) == 1 else 0)
        body.addStretch(1)

    def begin_edit(self, lead: Lead, fields: Sequence[FieldDefinition]) -> None:
        """The form of a lead as it is."""
        self._begin(lead, fields)
        self._title.set_title(self.tr("Change the lead"))
        self._body.addStretch(1)

    def _begin(self, lead: Lead | None, fields: Sequence[FieldDefinition]) -> None:
        self._base = lead
        self._custom = tuple(fields)
        self._fields.clear()
        self._choices.clear()
        self._phones.clear()
        self.error.hide()
        self.conflict.setParent(None)
        self.conflict.hide()
        holder = QWidget()
        self._body = Column(holder, margins=(16, 12, 16, 12), gap=10)
        self._body.addWidget(self.conflict)
        self._add_field(self._body, "name")
        self._add_phones(lead)
        for name in PLAIN[1:]:
            self._add_field(self._body, name)
        if lead is not None:
            pairs = [(status.value, status_words(status)) for status in LeadStatus]
            at = [status.value for status in LeadStatus].index(lead.status.value)
            self._add_choice(self._body, "status", pairs, at)
        self._add_field(self._body, "tags")
        for field in self._custom:
            self._add_custom(field)
        self._scroll.setWidget(holder)
        if lead is not None:
            for name, field_widget in self._fields.items():
                field_widget.set_text(shown(lead, name))

    def _add_field(self, column: Column, name: str) -> Field:
        field = Field(self.label(name), kind="figures" if name == "score" else "text", size="compact")
        field.edit.setProperty("user_data", True)
        if name.startswith("custom."):
            field.setProperty("user_data", True)
        self._fields[name] = field
        column.addWidget(field)
        return field

    def _add_choice(self, column: Column, name: str, pairs: Sequence[tuple[object, str]], index: int) -> None:
        column.addWidget(Text(self.label(name), "caption", tone="muted"))
        combo = ComboBox(self.label(name), size="compact")
        if name != "status":
            combo.setProperty("user_data", True)
        for value, words in pairs:
            combo.addItem(words, value)
        combo.setCurrentIndex(index)
        self._choices[name] = combo
        column.addWidget(combo)

    def _add_custom(self, field: FieldDefinition) -> None:
        name = f"custom.{field.key}"
        options = field.options if field.kind == "choice" else ("Yes", "No") if field.kind == "yes_no" else ()
        if not options:
            self._add_field(self._body, name)
            return
        known = self._base.custom.get(field.key, "") if self._base is not None else ""
        pairs = [("", NOTHING), *((option, option) for option in options)]
        values = [value for value, _ in pairs]
        self._add_choice(self._body, name, pairs, values.index(known) if known in values else 0)

    def _add_phones(self, lead: Lead | None) -> None:
        self._hides_phones = lead is not None and any(is_masked(p.e164) for p in lead.phones)
        if self._hides_phones:
            hidden = Text(
                self.tr("The numbers are hidden from you and stay as they are."), "table", wrap=True
            )
            self._body.addWidget(hidden)
            return
        holder = QWidget()
        self._phone_column = Column(holder, gap=10)
        self._body.addWidget(holder)
        for phone in lead.phones if lead is not None else ():
            self._add_phone(phone_words(phone.e164, phone.extension))
        if not self._phones:
            self._add_phone("")
        more = KeyCapButton(self.tr("Another phone"), kind="quiet", size="compact", icon="act.add")
        more.clicked.connect(self._another_phone)
        row = Row()
        row.addWidget(more)
        row.addStretch(1)
        self._body.addLayout(row)

    def _add_phone(self, words: str) -> Field:
        number = len(self._phones) + 1
        label = self.tr("Phone") if number == 1 else self.tr("Phone {number}").format(number=number)
        field = Field(label, kind="figures", size="compact")
        field.edit.setProperty("user_data", True)
        field.set_text(words)
        self._phones.append(field)
        self._phone_column.addWidget(field)
        return field

    def _another_phone(self) -> None:
        if len(self._phones) < MOST_PHONES:
            self._add_phone("").setFocus()

    # ---- reading it --------------------------------------------------------------------------

    @property
    def base(self) -> Lead | None:
        """The lead as it was read, None for a new one."""
        return self._base

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self._fields["name"].edit

    def field(self, name: str) -> Field:
        """A field by its name; "phones" is the first phone."""
        return self._phones[0] if name == "phones" else self._fields[name]

    def choice(self, name: str) -> ComboBox:
        """A choice by its name."""
        return self._choices[name]

    def value(self, name: str) -> str:
        """What stands in a field, as it is compared."""
        if name == "phones":
            return ", ".join(f.text().strip() for f in self._phones if f.text().strip())
        if name in self._choices:
            return str(self._choices[name].currentData() or "")
        return " ".join(self._fields[name].text().split()) if name in self._fields else ""

    def is_touched(self, name: str) -> bool:
        """Whether the person changed this field."""
        if name == "phones":
            return not self._hides_phones and self._phones_as_typed() != self._phones_before()
        before = shown(self._base, name) if self._base is not None else ""
        return self.value(name) != " ".join(before.split())

    def has_changes(self) -> bool:
        """Whether anything was typed that would be lost."""
        names = [*self._fields, *self._choices, "phones"]
        if self._base is None:
            names.remove("phones")
            names = [n for n in names if n != "campaign"]
            return any(self.value(n) for n in names) or any(f.text().strip() for f in self._phones)
        return any(self.is_touched(name) for name in names)

    def _phones_as_typed(self) -> tuple[str, ...]:
        return tuple(f.text().strip() for f in self._phones if f.text().strip())

    def _phones_before(self) -> tuple[str, ...]:
        if self._base is None:
            return ()
        return tuple(phone_words(p.e164, p.extension) for p in self._base.phones)

    def submit(self) -> None:
        """Give out what is typed, for the service to check."""
        self.error.hide()
        custom = {
            f.key: self.value(f"custom.{f.key}") for f in self._custom if self.is_touched(f"custom.{f.key}")
        }
        tags = tuple(t.strip() for t in self.value("tags").split(",") if t.strip())
        if self._base is None:
            campaign = self._choices["campaign"].currentData() if "campaign" in self._choices else None
            plain = {name: self.value(name) for name in PLAIN}
            self.saved.emit(
                NewLead(
                    **plain,  # type: ignore[arg-type]
                    phones=self._phones_as_typed(),
                    tags=tags,
                    custom={key: value for key, value in custom.items() if value},
                    note=self._fields["note"].text().strip(),
                    campaign_id=campaign,
                )
            )
            return
        changes = {name: self.value(name) for name in (*PLAIN, "status") if self.is_touched(name)}
        apart = [name for name in ("phones", "tags") if self.is_touched(name)]
        touched = (*changes, *apart, *(f"custom.{key}" for key in custom))
        self.saved.emit(
            EditLead(
                self._base.id,
                self._base.version,
                changes,
                phones=self._phones_as_typed() if "phones" in apart else None,
                tags=tags if "tags" in apart else None,
                custom=custom or None,
                was={name: shown(self._base, name) for name in touched},
            )
        )

    # ---- what came of it -----------------------------------------------------------------------

    def refuse(self, error: UserError) -> None:
        """Say at the field, or below, why it was not saved."""
        words = tr_error(error)
        field = self._field_of(error)
        if field is not None:
            field.set_error(words)
            field.setFocus()
            self._scroll.bring(field)
            return
        self.error.setText(words)
        self.error.show()

    def _field_of(self, error: UserError) -> Field | None:
        if error.field == "phone":
            raw = str(error.params.get("raw", ""))
            return next((f for f in self._phones if raw and raw in f.text()), None)
        if error.field in self._fields:
            return self._fields[error.field]
        key = next((f.key for f in self._custom if error.field in (f.key, f.label)), None)
        return self._fields.get(f"custom.{key}") if key else None

    def tell_conflict(self, words: str, changes: Sequence[Difference]) -> None:
        """Someone else was quicker: what they changed, with what was typed kept."""
        self.conflict.tell(words, changes)
        self._scroll.verticalScrollBar().setValue(0)
        self.conflict.look.setFocus()

    def rebase(self, lead: Lead, changes: Sequence[Difference]) -> None:
        """Take their changes in: fields not touched here show them, touched ones say what is there now."""
        touched = {c.name for c in changes if self.is_touched(c.name)}
        for change in changes:
            if change.name in touched or change.name == "phones":
                continue
            if change.name in self._choices:
                at = self._choices[change.name].findData(change.now)
                self._choices[change.name].setCurrentIndex(max(0, at))
            elif change.name in self._fields:
                self._fields[change.name].set_text(change.now)
        self._base = lead
        for change in changes:
            if change.name in touched and change.name in self._fields:
                said = self.tr("Now: {value}").format(value=change.now or NOTHING)
                self._fields[change.name].set_hint(said)
                self._fields[change.name].setProperty("user_data", True)
        if any(c.name == "phones" for c in changes) and "phones" not in touched and not self._hides_phones:
            self._show_phones(lead)
        self.conflict.hide()
        self.save.setFocus()

    def _show_phones(self, lead: Lead) -> None:
        for field in self._phones:
            field.hide()
            field.deleteLater()
        self._phones.clear()
        for phone in lead.phones:
            self._add_phone(phone_words(phone.e164, phone.extension)).show()
        if not self._phones:
            self._add_phone("").show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)
