"""Rules we keep: what the law says, since when, by which source; changed with a note by an admin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day as shown_day
from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.rule_packs import BASE_LABELS, KNOWN_RULES, KeptRow, RuleKind, checked_value
from crm_desktop.errors import UserError
from crm_desktop.services.rules_kept import ChangeRule, RulesKept
from crm_desktop.ui.i18n import tr_error, tr_label, tr_sentence
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


def value_words(rule: str, value: Any) -> str:
    """A rule's value as a sentence says it."""
    kind = KNOWN_RULES[rule].kind
    if kind is RuleKind.WORDS:
        return ", ".join(tr_label(BASE_LABELS[each]) for each in value) or tr_label("nobody")
    if kind is RuleKind.NUMBERS:
        return ", ".join(str(each) for each in value)
    return str(value).replace("-", "–")


def typed_words(rule: str, value: Any) -> str:
    """The same as it is typed."""
    if KNOWN_RULES[rule].kind in (RuleKind.WORDS, RuleKind.NUMBERS):
        return ", ".join(str(each) for each in value)
    return str(value)


def sentence(kept: KeptRow) -> str:
    """What the rule says."""
    rule = kept.row.rule
    return tr_sentence(KNOWN_RULES[rule].sentence, {"value": value_words(rule, kept.row.value)})


class RulesPart(SettingsPart):
    """The rules of the chosen jurisdiction in a list; the one chosen to read whole and to change below."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: RulesKept | None = None
        self._rows: list[KeptRow | None] = []
        self.kept: KeptRow | None = None
        self._wanted: tuple[str, date] | None = None  # to be chosen once it is read
        where = self.panel(
            self.tr("Rules we keep"),
            self.tr("What the law says about calling, with its dates. Facts, not legal advice."),
        )
        self.profile = ComboBox(self.tr("Rules of"))
        self.profile.activated.connect(self._profile_chosen)
        self.line(where, self.tr("Rules of"), self.profile)
        self.model = CellsModel([self.tr("Rule"), self.tr("Since"), self.tr("Source")], self)
        self.table = TableView(self.tr("Rules"), rows="compact")
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(EmptyState(self.tr("No rules"), self.tr("Choose whose rules are kept.")))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        where.body.addWidget(self.table)
        self._make_form()
        self.add_save(self.tr("Change the rule"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _make_form(self) -> None:
        form = self.panel(self.tr("The rule"))
        self.whole = Text("", "body_strong", wrap=True)
        self.about = Text("", "caption", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        form.body.addWidget(self.whole)
        form.body.addWidget(self.about)
        self.value = Field("", accessible_name=self.tr("Value"))
        self.from_on = DateField(self.tr("From"), QDate(2026, 1, 1))
        self.note = Field("", accessible_name=self.tr("Why"))
        self.note.edit.setProperty("user_data", True)
        self.note.set_hint(self.tr("Such as the notice, or who advised it. It is kept with your name."))
        for field in (self.value, self.note):
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)
        self.from_on.dateChanged.connect(self.edited)
        self.line(form, self.tr("Value"), self.value)
        self.line(form, self.tr("From"), self.from_on, self.tr("What holds until then stays as it is."))
        self.line(form, self.tr("Why"), self.note)

    def _rescale(self) -> None:
        self.table.set_widths(470, 120, 200)
        self.table.setMinimumHeight(current().px(300))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what is kept."""
        rules, actor = self.session.services.rules, self.session.actor
        self.read(lambda: rules.kept(actor), self._show)

    def _show(self, found: RulesKept) -> None:
        chosen = (self.kept.row.rule, self.kept.row.from_on) if self.kept else None
        chosen, self._wanted = self._wanted or chosen, None
        self._found = found
        self.profile.clear()
        for profile in found.profiles:
            self.profile.addItem(tr_label(profile.name), profile.id)
        self.profile.setCurrentIndex(self.profile.findData(found.pack.profile))
        known = [(KNOWN_RULES[kept.row.rule], kept) for kept in found.pack.kept.values()]
        terms = [kept for rule, kept in known if rule.kind is RuleKind.TERM]
        keeping = [kept for rule, kept in known if rule.is_checked and rule.id.endswith("_kept_months")]
        checked = [kept for rule, kept in known if rule.is_checked and kept not in (*terms, *keeping)]
        others = [kept for rule, kept in known if not rule.is_checked]
        rows: list[list[Cell]] = []
        self._rows = []
        self._group(rows, self.tr("For every call"), checked)
        self._group(rows, self.tr("For what people ask about their data"), terms)
        self._group(rows, self.tr("How long it is kept"), keeping)
        self._group(rows, self.tr("Coming"), found.pack.coming)
        self._group(rows, self.tr("To know; the program doesn’t check them yet"), others)
        self.table.clearSpans()
        self.model.set_rows(rows, list(range(len(rows))))
        for place, kept in enumerate(self._rows):
            if kept is None:  # a heading goes over the whole row
                self.table.setSpan(place, 0, 1, 3)
        at = next(
            (i for i, kept in enumerate(self._rows) if kept and (kept.row.rule, kept.row.from_on) == chosen),
            1,
        )
        self.table.selectRow(at)
        self._fill(self._rows[at])

    def _group(self, rows: list[list[Cell]], title: str, group: Iterable[KeptRow]) -> None:
        group = list(group)
        if not group:
            return
        rows.append([Cell(title, kind="group"), Cell(), Cell()])
        self._rows.append(None)
        for kept in group:
            icon = "act.edit" if kept.change else ""
            rows.append(
                [
                    Cell(sentence(kept), is_lead=True, icon=icon),
                    Cell(day_of_date(kept.row.from_on), kind="figures", tone="muted"),
                    Cell(kept.row.source, tone="muted"),
                ]
            )
            self._rows.append(kept)

    def _row_chosen(self) -> None:
        row = self.table.currentIndex().row()
        chosen = self._rows[row] if 0 <= row < len(self._rows) else None
        if self.is_loading or chosen is None or chosen == self.kept:
            return
        if self.is_edited:
            row = self._rows.index(self.kept)
            self.stay_at(self.table, row, self.tr("Save this rule first."))
            return
        self._fill(chosen)

    def _fill(self, kept: KeptRow | None) -> None:
        was_loading, self.is_loading = self.is_loading, True
        self.kept = kept
        if kept is not None and self._found is not None:
            today = self._found.pack.day
            self.whole.setText(sentence(kept))
            self.about.setText(self._about(kept))
            self.value.set_text(typed_words(kept.row.rule, kept.row.value))
            self.value.set_hint(self._hint(kept.row.rule))
            day = max(kept.row.from_on, today)
            self.from_on.setMinimumDate(QDate(today.year, today.month, today.day))
            self.from_on.setDate(QDate(day.year, day.month, day.day))
            self.note.set_text("")
        self.tell("")
        self.is_loading = was_loading

    def _about(self, kept: KeptRow) -> str:
        assert self._found is not None
        pieces = [kept.row.source]
        if kept.change is not None:
            pieces.append(
                self.tr("Changed by {name} on {day}: {note}").format(
                    name=self._found.names.get(kept.change.person_id, "?"),
                    day=shown_day(kept.change.at, self.session.services.workspace.zone),
                    note=kept.change.note,
                )
            )
        elif kept.row.note:
            pieces.append(kept.row.note)
        return "\n".join(pieces)

    def _hint(self, rule: str) -> str:
        if KNOWN_RULES[rule].kind is RuleKind.WORDS:
            return self.tr("Between commas: asked, customers, agreed, list. Empty: nobody.")
        if KNOWN_RULES[rule].kind is RuleKind.HOURS:
            return self.tr("Such as 10:00-21:00")
        return ""

    # ---- changing ----------------------------------------------------------------------------------

    def _profile_chosen(self, _index: int) -> None:
        if self.is_loading or self._found is None:
            return
        rules, actor, wanted = self.session.services.rules, self.session.actor, self.profile.currentData()
        if wanted == self._found.pack.profile:
            return

        def chosen(_pack: object) -> None:
            self.kept = None
            self.saved(self.tr("These rules hold from now on"))
            self.load()

        self.context.ops.store(self, lambda: rules.choose(actor, str(wanted))).changes("settings").success(
            chosen
        ).failure(self._keep_refused).start()

    def check(self) -> str:
        """A value the rule can have, and a reason."""
        if self.kept is None:
            return self.tr("Choose a rule first.")
        try:
            checked_value(self.kept.row.rule, self.value.text())
        except UserError as error:
            return tr_error(error)
        if not self.note.text().strip():
            return self.tr("Say why, such as the notice or who advised it.")
        return ""

    def save(self) -> None:
        """Keep the change."""
        assert self.kept is not None
        rules, actor = self.session.services.rules, self.session.actor
        chosen = self.from_on.date()
        command = ChangeRule(
            self.kept.row.rule,
            self.kept.row_from,
            date(chosen.year(), chosen.month(), chosen.day()),
            self.value.text(),
            self.note.text(),
        )

        def changed(_pack: object) -> None:
            self._wanted = command.rule, command.from_on
            self.saved(self.tr("Rule changed"))
            self.load()

        self.context.ops.store(self, lambda: rules.change(actor, command)).changes("settings").success(
            changed
        ).failure(self.refused).start()
