"""Purposes: what the office calls people for, of its own; the one chosen to change below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import Notice
from crm_desktop.domain.notice_texts import LANGUAGES
from crm_desktop.domain.purposes import KIND_LABELS, LONGEST_VALID_DAYS, OwnPurpose
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


class PurposesPart(SettingsPart):
    """One purpose at a time; a new one begins empty, none is deleted."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.purpose: OwnPurpose | None = None
        self._purposes: tuple[OwnPurpose, ...] = ()
        self._wanted: UUID | None = None
        self._words: dict[str, str] = {}
        self._told_in: tuple[str, ...] = ()
        self._new_id = new_id()
        there = self.panel(
            self.tr("What people are called for"),
            self.tr(
                "Your own purposes, within service and offers: each is agreed to, refused and taken back by "
                "itself. A campaign says which one it calls for; notices name those in use. Where a person "
                "said nothing about one, what they said about its kind holds."
            ),
        )
        self.model = CellsModel([self.tr("Purpose"), self.tr("Kind of call"), self.tr("State")], self)
        self.table = TableView(self.tr("Purposes"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(
                self.tr("No purposes of your own"), self.tr("Name what you call for, such as Home loans.")
            )
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        row = Row(gap=8)
        self.new = KeyCapButton(self.tr("New purpose"), size="compact", icon="act.add")
        self.new.clicked.connect(self.begin_new)
        row.addWidget(self.new)
        row.addStretch(1)
        there.body.addLayout(row)
        self._make_form()
        self.add_save(self.tr("Save the purpose"))
        self.column.addStretch(1)
        self._fill(None)
        follow_theme(self._rescale)

    def _make_form(self) -> None:
        form = self.panel(self.tr("The purpose"))
        self.name = Field("", accessible_name=self.tr("Name"))
        self.name.edit.setProperty("user_data", True)
        self.name.text_changed.connect(self.edited)
        self.kind = ComboBox(self.tr("Kind of call"))
        for kind, words in KIND_LABELS.items():
            self.kind.addItem(tr_label(words), kind)
        self.kind.currentIndexChanged.connect(lambda _: self.edited())
        self.days = NumberField(self.tr("A yes holds, in days"), 0, LONGEST_VALID_DAYS)
        self.days.valueChanged.connect(lambda _: self.edited())
        self.language = ComboBox(self.tr("Language"))
        self.language.setProperty("user_data", True)
        self.language.currentIndexChanged.connect(lambda _: self._show_words())
        self.words = NoteEdit(self.tr("In the notice"), style="body")
        self.words.setProperty("user_data", True)
        self.words.textChanged.connect(self._typed)
        self.missing = Text("", tone="muted", wrap=True)
        self.missing.setProperty("user_data", True)
        self.is_used = CheckBox(self.tr("People are called for it"))
        self.is_used.toggled.connect(lambda _: self.edited())
        self.line(form, self.tr("Name"), self.name)
        self.line(form, self.tr("Kind of call"), self.kind)
        hint = self.tr("With 0 it holds until they take it back.")
        self.line(form, self.tr("A yes holds, in days"), self.days, hint)
        self.line(form, self.tr("Language"), self.language)
        self.line(form, self.tr("In the notice"), self.words)
        form.body.addWidget(self.missing)
        self._state = self.line(form, self.tr("State"), self.is_used)

    def _rescale(self) -> None:
        self.table.set_widths(420, 170, 130)
        self.table.setMinimumHeight(current().px(150))
        self.words.setFixedHeight(current().px(92))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the purposes, and in which languages people are told."""
        consent, actor = self.session.services.consent, self.session.actor
        self.read(lambda: (consent.purposes(actor), consent.notices(actor)), self._show)

    def _show(self, found: tuple[tuple[OwnPurpose, ...], tuple[Notice, ...]]) -> None:
        self._purposes, notices = found
        self._told_in = tuple(dict.fromkeys(notice.language for notice in reversed(notices)))
        was, self.is_loading = self.is_loading, True
        self.language.clear()
        for each in dict.fromkeys((*self._told_in, *LANGUAGES)):
            self.language.addItem(each, each)
        self.is_loading = was
        self.model.set_rows(
            [
                [
                    Cell(each.name, is_lead=True, tone="muted" if each.retired_at else ""),
                    Cell(tr_label(KIND_LABELS[each.kind]), tone="muted"),
                    Cell(self._state_of(each), tone="muted"),
                ]
                for each in self._purposes
            ],
            [each.id for each in self._purposes],
        )
        row = self.model.row_of(self._wanted or (self.purpose.id if self.purpose else None))
        self._wanted = None
        if self._purposes:
            self.table.selectRow(max(row, 0))
        self._fill(self._purposes[max(row, 0)] if self._purposes else None)

    def _state_of(self, purpose: OwnPurpose) -> str:
        if purpose.retired_at is not None:
            return self.tr("not used any more")
        if days := purpose.valid_days:
            return plural(self.tr("holds %n day(s)", "", days), days)
        return self.tr("holds until taken back")

    def _row_chosen(self) -> None:
        row = self.table.currentIndex().row()
        chosen = self._purposes[row] if 0 <= row < len(self._purposes) else None
        if self.is_loading or chosen is None or chosen == self.purpose:
            return
        if self.is_edited:
            row = self.model.row_of(self.purpose.id if self.purpose else None)
            self.stay_at(self.table, row, self.tr("Save this purpose first."))
            return
        self._fill(chosen)

    def _fill(self, purpose: OwnPurpose | None) -> None:
        was, self.is_loading = self.is_loading, True
        self.purpose, self._new_id = purpose, new_id()
        self._words = dict(purpose.words) if purpose else {}
        self.name.set_text(purpose.name if purpose else "")
        self.kind.setCurrentIndex(list(KIND_LABELS).index(purpose.kind) if purpose else 0)
        self.kind.setEnabled(purpose is None)
        self.days.setValue(purpose.valid_days if purpose else 0)
        self.is_used.setChecked(purpose is None or purpose.retired_at is None)
        self.is_used.setVisible(purpose is not None)
        self._state.setVisible(purpose is not None)
        self.is_loading = was
        self._show_words()
        self.set_edited(False)

    def _show_words(self) -> None:
        was, self.is_loading = self.is_loading, True
        self.words.setPlainText(self._words.get(self._language(), ""))
        self.is_loading = was
        self._show_missing()

    def _typed(self) -> None:
        if self.is_loading:
            return
        self._words[self._language()] = self.words.toPlainText()
        self._show_missing()
        self.edited()

    def _show_missing(self) -> None:
        missing = [each for each in self._told_in if not self._words.get(each, "").strip()]
        words = self.tr("The notice is in these languages too, words are missing: {languages}")
        self.missing.setText(words.format(languages=", ".join(missing)))
        self.missing.setVisible(bool(missing))

    def _language(self) -> str:
        return str(self.language.currentData() or "")

    def begin_new(self) -> None:
        """An empty form."""
        if self.is_edited:
            self.tell(self.tr("Save this purpose first."))
            return
        self.is_loading = True
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self.is_loading = False
        self._fill(None)
        self.name.edit.setFocus()

    # ---- saving ------------------------------------------------------------------------------------

    def check(self) -> str:
        """A name, and words for each language of the notice."""
        if not self.name.text().strip():
            return self.tr("Type a name.")
        if not self.missing.isHidden():
            return self.missing.text()
        if not any(words.strip() for words in self._words.values()):
            return self.tr("Say in the notice’s words what people are called for.")
        return ""

    def save(self) -> None:
        """Keep it, with the notices that name it."""
        consent, actor, before = self.session.services.consent, self.session.actor, self.purpose
        command = SavePurpose(
            before.id if before else self._new_id,
            self.name.text(),
            str(self.kind.currentData()),
            dict(self._words),
            self.days.value(),
            self.is_used.isChecked(),
            before.version if before else 0,
        )

        def done(_found: object) -> None:
            self._wanted = command.purpose_id
            self.saved(self.tr("Purpose saved: {name}").format(name=command.name))
            self.load()

        def refused(error: UserError) -> None:
            self.tell(tr_error(error))
            if before is not None and isinstance(error, ChangedMeanwhile):
                mine = {
                    "name": command.name, "days": command.valid_days, "is_used": command.is_used,
                    **{language: command.words.get(language, "") for language in LANGUAGES},
                }  # fmt: skip
                self.lay_together(
                    lambda: consent.purposes(actor), before.id, _values_of,
                    (_values_of(before), mine), self._take, self._in_words,
                )  # fmt: skip

        op = self.context.ops.store(self, lambda: consent.save_purpose(actor, command))
        op.changes("settings", "campaigns").success(done).failure(refused).start()

    def _take(self, purpose: OwnPurpose, values: Mapping[str, Any]) -> None:
        self._purposes = tuple(purpose if p.id == purpose.id else p for p in self._purposes)
        self.purpose = purpose
        self._words = {each: values[each] for each in LANGUAGES if values[each]}
        self.name.set_text(values["name"])
        self.days.setValue(values["days"])
        self.is_used.setChecked(values["is_used"])
        self._show_words()

    def _in_words(self, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        used = self.tr("in use") if values["is_used"] else self.tr("not used any more")
        notice = self.tr("In the notice")
        return {
            "name": (self.tr("Name"), values["name"]),
            "days": (self.tr("A yes holds, in days"), str(values["days"])),
            "is_used": (self.tr("State"), used),
            **{each: (f"{notice} ({each})", values[each]) for each in LANGUAGES},
        }


def _values_of(purpose: OwnPurpose) -> dict[str, Any]:
    return {
        "name": purpose.name,
        "days": purpose.valid_days,
        "is_used": purpose.retired_at is None,
        **{each: purpose.words.get(each, "") for each in LANGUAGES},
    }
