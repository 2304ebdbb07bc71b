"""Over a row of a receipt: what is wrong with it, said by its person; and the ruling on it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import duration, short_when
from crm_desktop.domain.receipts import BehindRow
from crm_desktop.domain.rulings import CLAIM_LABELS, LONGEST_TALK_S, Claim
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.rulings import Choices, ContestRow, Rule, Say
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.text import Text

MINUTE_S = 60
TOPICS = ("rulings", "calls")


class ContestPopover(FormPopover):
    """One own call, the claim and a sentence."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=440)
        self._call: UUID | None = None
        self._request = new_id()
        self.title.setText(self.tr("Contest this row"))
        self.setAccessibleName(self.tr("Contest this row"))
        self.row = Text("", "body", wrap=True)
        self.row.setProperty("user_data", True)
        self.claim = ComboBox(self.tr("What is wrong"))
        for claim in Claim:
            self.claim.addItem(tr_label(CLAIM_LABELS[claim]), claim.value)
        self.why = Field(
            self.tr("Say it in a sentence"), hint=self.tr("It is kept with the row, as your claim.")
        )
        self.enter_submits(self.why)
        self.save = KeyCapButton(self.tr("Contest it"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        for part in (self.row, self.claim, self.why):
            self.column.addWidget(part)
        self.add_foot(self.save)

    def ask(self, row: BehindRow, anchor: QWidget) -> None:
        """Open for this call."""
        assert row.id is not None, "asked of calls"
        self._call, self._request = row.id, new_id()
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        told = (row.lead, row.what, short_when(row.at, zone, now))
        self.row.setText(" · ".join(part for part in told if part))
        self.claim.setCurrentIndex(0)
        self.why.set_text("")
        self.why.set_error("")
        self.tell("")
        self.open_under(anchor)

    def submit(self) -> None:
        """Keep the claim; says at the field what is missing."""
        if self._call is None or self._is_busy or not self.isVisible():
            return
        command = Say(self._request, self._call, Claim(str(self.claim.currentData())), self.why.text())
        rulings, actor = self._session.services.rulings, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Contested. Your team lead rules on it"))
            self.saved.emit()

        self.keep(lambda: rulings.contest(actor, command), TOPICS, done)

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"why": self.why}, error):
            super().refused(error)


REFUSE, RESULT, LENGTH, PERSON, NOT_AT_ALL = "refuse", "result", "length", "person", "out"


class RulePopover(FormPopover):
    """A claim, what its call counts as, and the ruling with a sentence."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=480)
        self._row: ContestRow | None = None
        self._request = new_id()
        self.title.setText(self.tr("Rule on this row"))
        self.setAccessibleName(self.tr("Rule on this row"))
        self.row, self.said = Text("", "body_medium", wrap=True), Text("", "body", wrap=True)
        for text in (self.row, self.said):
            text.setProperty("user_data", True)
        self.verdict = ComboBox(self.tr("The ruling"))
        self.result, self.person = ComboBox(self.tr("Another result")), ComboBox(self.tr("Whose call it was"))
        for box in (self.result, self.person):
            box.setProperty("user_data", True)
        most = LONGEST_TALK_S // MINUTE_S
        self.minutes = NumberField(self.tr("Minutes"), 0, most, unit=self.tr(" min"))
        self.seconds = NumberField(self.tr("Seconds"), 0, MINUTE_S - 1, unit=self.tr(" s"))
        self.length = QWidget()
        self.length.setProperty("transparent", True)
        line = Row(self.length, gap=8)
        for field in (self.minutes, self.seconds):
            line.addWidget(field)
        line.addStretch(1)
        self.why = Field(
            self.tr("Say why in a sentence"),
            hint=self.tr("Its person reads it, and it is kept with the row."),
        )
        self.enter_submits(self.why)
        self.save = KeyCapButton(self.tr("Rule so"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        for part in (self.row, self.said, self.verdict, self.result, self.length, self.person, self.why):
            self.column.addWidget(part)
        self.add_foot(self.save)
        self.verdict.currentIndexChanged.connect(self._show_verdict)

    def ask(self, row: ContestRow, anchor: QWidget) -> None:
        """Open for this claim, once what its call may count as is known."""
        self._row, self._request = row, new_id()
        rulings, actor = self._session.services.rulings, self._session.actor
        self.open_with(
            lambda: rulings.choices(actor, row.contest.id), lambda found: self._fill(row, found), anchor,
            "reports.choices",
        )  # fmt: skip

    def _fill(self, row: ContestRow, found: Choices) -> None:
        call, contest = found.call, row.contest
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        length = "–" if call.talk_s is None else duration(call.talk_s)
        told = (row.person_name, row.lead_name, call.disposition_label or "–", length)
        self.row.setText(
            " · ".join((*(part for part in told if part), short_when(call.dialled_at, zone, now)))
        )
        self.said.setText(f"{tr_label(CLAIM_LABELS[contest.claim])}: “{contest.why}”")
        for box, entries in (
            (self.result, [(words, id) for id, words in found.results if words != call.disposition_label]),
            (self.person, [(person.display_name, person.id) for person in found.people]),
        ):
            box.clear()
            for words, data in entries:
                box.addItem(words, data)
        self.verdict.clear()
        self.verdict.addItem(self.tr("Refused: it counts as it did"), REFUSE)
        if self.result.count():
            self.verdict.addItem(self.tr("Upheld: another result"), RESULT)
        self.verdict.addItem(self.tr("Upheld: another length"), LENGTH)
        if self.person.count():
            self.verdict.addItem(self.tr("Upheld: somebody else’s call"), PERSON)
        self.verdict.addItem(self.tr("Upheld: not counted"), NOT_AT_ALL)
        wanted = {Claim.RESULT: RESULT, Claim.LENGTH: LENGTH, Claim.PERSON: PERSON}.get(contest.claim, REFUSE)
        self.verdict.setCurrentIndex(max(0, self.verdict.findData(wanted)))
        self.minutes.setValue((call.talk_s or 0) // MINUTE_S)
        self.seconds.setValue((call.talk_s or 0) % MINUTE_S)
        self.why.set_text("")
        self.why.set_error("")
        self.tell("")
        self._show_verdict()

    def _show_verdict(self, *_: object) -> None:
        chosen = self.verdict.currentData()
        self.result.setVisible(chosen == RESULT)
        self.length.setVisible(chosen == LENGTH)
        self.person.setVisible(chosen == PERSON)
        if self.isVisible():
            self.place()

    def submit(self) -> None:
        """Keep the ruling; says at the field what is missing."""
        row, chosen = self._row, self.verdict.currentData()
        if row is None or self._is_busy or not self.isVisible():
            return
        command = Rule(
            self._request,
            row.contest.id,
            chosen != REFUSE,
            self.why.text(),
            disposition_id=self.result.currentData() if chosen == RESULT else None,
            talk_s=self._length_s() if chosen == LENGTH else None,
            person_id=self.person.currentData() if chosen == PERSON else None,
        )
        rulings, actor = self._session.services.rulings, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Ruled. {person} is told").format(person=row.person_name))
            self.saved.emit()

        self.keep(lambda: rulings.rule(actor, command), (*TOPICS, "leads"), done)

    def _length_s(self) -> int:
        return self.minutes.value() * MINUTE_S + self.seconds.value()

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"why": self.why}, error):
            super().refused(error)
