"""Over the list of contested rows: the ruling on one, of a call, a sale or a stretch of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.formats import duration, money, short_when
from crm_desktop.domain.presence import BREAK_REASONS, LABELS, State
from crm_desktop.domain.rulings import CLAIM_LABELS, LONGEST_TALK_S, Claim, TimeCounted
from crm_desktop.domain.sales import COUNTED, SaleState
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.ruled_words import sale_words, time_words
from crm_desktop.services.rulings import (
    Choices,
    ContestRow,
    MineChoices,
    Rule,
    SaleChoices,
    SaleVerdict,
    TimeChoices,
    TimeVerdict,
)
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import NumberField, TimeField
from crm_desktop.ui.widgets.text import Text

_Found = Choices | SaleChoices | MineChoices | TimeChoices
MINUTE_S = 60
TOPICS = ("rulings", "calls", "sales", "people", "leads")
_A_DAY = timedelta(days=1)

REFUSE, RESULT, LENGTH, PERSON, NOT_AT_ALL = "refuse", "result", "length", "person", "out"
PRODUCT, AMOUNT, COUNTS, MINE = "product", "amount", "counts", "mine"
#: The verdict that a claim asks for.
_WANTED = {
    Claim.RESULT: RESULT, Claim.LENGTH: LENGTH, Claim.PERSON: PERSON, Claim.PRODUCT: PRODUCT,
    Claim.MINE: MINE, Claim.AMOUNT: AMOUNT, Claim.CANCELLED: COUNTS, Claim.NOT_A_BREAK: State.READY.value,
    Claim.SIGN_OUT: State.SIGNED_OUT.value, Claim.POWER: State.BREAK.value,
}  # fmt: skip


class RulePopover(FormPopover):
    """A claim, what its row counts as, and the ruling with a sentence."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=480)
        self._row: ContestRow | None = None
        self._found: _Found | None = None
        self._request = new_id()
        self.title.setText(self.tr("Rule on this row"))
        self.setAccessibleName(self.tr("Rule on this row"))
        self.row, self.said = Text("", "body_medium", wrap=True), Text("", "body", wrap=True)
        for text in (self.row, self.said):
            text.setProperty("user_data", True)
        self.verdict = ComboBox(self.tr("The ruling"))
        self.result, self.person = ComboBox(self.tr("Another result")), ComboBox(self.tr("Whose it was"))
        self.sale = ComboBox(self.tr("Which sale"))
        self.product, self.reason = ComboBox(self.tr("Another product")), ComboBox(self.tr("Which break"))
        for box in (self.result, self.person, self.product, self.sale):
            box.setProperty("user_data", True)
        for each in BREAK_REASONS:
            self.reason.addItem(tr_label(LABELS[each.code]), each.code)
        self.typed_product = Field(self.tr("Another product"))
        self.amount = Field(self.tr("Another amount"))
        for field in (self.typed_product, self.amount):
            self.enter_submits(field)
        most = LONGEST_TALK_S // MINUTE_S
        self.minutes = NumberField(self.tr("Minutes"), 0, most, unit=self.tr(" min"))
        self.seconds = NumberField(self.tr("Seconds"), 0, MINUTE_S - 1, unit=self.tr(" s"))
        self.began = TimeField(self.tr("From"), QTime(0, 0))
        self.until = TimeField(self.tr("Until"), QTime(0, 0))
        self.length = _in_line(self.minutes, self.seconds)
        to = Text(self.tr("until"), "body")
        self.times = _in_line(Text(self.tr("from"), "body"), self.began, to, self.until)
        self.why = Field(
            self.tr("Say why in a sentence"),
            hint=self.tr("Its person reads it, and it is kept with the row."),
        )
        self.enter_submits(self.why)
        self.save = KeyCapButton(self.tr("Rule so"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        self._parts: tuple[tuple[QWidget, frozenset[str]], ...] = (
            (self.result, frozenset({RESULT})),
            (self.length, frozenset({LENGTH})),
            (self.product, frozenset({PRODUCT})),
            (self.typed_product, frozenset({PRODUCT})),
            (self.amount, frozenset({AMOUNT})),
            (self.person, frozenset({PERSON})),
            (self.sale, frozenset({MINE})),
            (self.reason, frozenset({State.BREAK.value})),
            (self.times, frozenset({*(state.value for state in State)})),
        )
        for part in (self.row, self.said, self.verdict, *(part for part, _ in self._parts), self.why):
            self.column.addWidget(part)
        self.add_foot(self.save)
        self.verdict.currentIndexChanged.connect(self._show_verdict)

    def ask(self, row: ContestRow, anchor: QWidget) -> None:
        """Open for this claim, once what its row may count as is known."""
        self._row, self._request = row, new_id()
        rulings, actor = self._session.services.rulings, self._session.actor
        self.open_with(
            lambda: rulings.choices(actor, row.contest.id), lambda found: self._fill(row, found), anchor,
            "reports.choices",
        )  # fmt: skip

    def _fill(self, row: ContestRow, found: _Found) -> None:
        self._found = found
        contest = row.contest
        self.said.setText(f"{tr_label(CLAIM_LABELS[contest.claim])}: “{contest.why}”")
        self.verdict.clear()
        self.verdict.addItem(self.tr("Refused: it counts as it did"), REFUSE)
        if isinstance(found, Choices):
            self._fill_call(row, found)
        elif isinstance(found, SaleChoices):
            self._fill_sale(row, found)
        elif isinstance(found, MineChoices):
            self._fill_mine(row, found)
        else:
            self._fill_time(row)
        wanted = self.verdict.findData(_WANTED.get(contest.claim, REFUSE))
        self.verdict.setCurrentIndex(max(0, wanted))
        for field in (self.why, self.typed_product, self.amount):
            field.set_error("")
        self.why.set_text("")
        self.tell("")
        self._show_verdict()

    def _head(self, row: ContestRow, at: datetime, *told: str) -> None:
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        parts = (row.person_name, row.lead_name, *told, short_when(at, zone, now))
        self.row.setText(" · ".join(part for part in parts if part))

    def _fill_call(self, row: ContestRow, found: Choices) -> None:
        call = found.call
        length = "–" if call.talk_s is None else duration(call.talk_s)
        self._head(row, call.dialled_at, call.disposition_label or "–", length)
        results = ((words, id) for id, words in found.results if words != call.disposition_label)
        people = ((person.display_name, person.id) for person in found.people)
        if _fill_box(self.result, results):
            self.verdict.addItem(self.tr("Upheld: another result"), RESULT)
        self.verdict.addItem(self.tr("Upheld: another length"), LENGTH)
        if _fill_box(self.person, people):
            self.verdict.addItem(self.tr("Upheld: somebody else’s call"), PERSON)
        self.verdict.addItem(self.tr("Upheld: not counted"), NOT_AT_ALL)
        self.minutes.setValue((call.talk_s or 0) // MINUTE_S)
        self.seconds.setValue((call.talk_s or 0) % MINUTE_S)

    def _fill_sale(self, row: ContestRow, found: SaleChoices) -> None:
        sale = found.sale
        self._head(row, sale.at, sale_words(found.counted, tr_label))
        others = ((name, id) for id, name in found.products if id != sale.product_id)
        people = ((person.display_name, person.id) for person in found.people)
        _fill_box(self.product, others)
        self.verdict.addItem(self.tr("Upheld: another product"), PRODUCT)
        self.verdict.addItem(self.tr("Upheld: another amount"), AMOUNT)
        if _fill_box(self.person, people):
            self.verdict.addItem(self.tr("Upheld: somebody else’s sale"), PERSON)
        if sale.state in COUNTED:
            self.verdict.addItem(self.tr("Upheld: cancelled, not counted"), NOT_AT_ALL)
        else:
            self.verdict.addItem(self.tr("Upheld: not cancelled, it counts"), COUNTS)
        self.amount.set_text(money(sale.amount_minor, sale.currency))
        self.typed_product.set_text("")

    def _fill_mine(self, row: ContestRow, found: MineChoices) -> None:
        at = row.contest.at if found.call is None else found.call.dialled_at
        self._head(row, at, "" if found.call is None else found.call.disposition_label)
        zone, now = self._session.services.workspace.zone, self._session.clock.now()
        offered = (
            (
                f"{person.display_name} · {sale_words(counted, tr_label)} · {short_when(sale.at, zone, now)}",
                sale.id,
            )
            for sale, counted, person in found.sales
        )
        if _fill_box(self.sale, offered):
            self.verdict.addItem(
                self.tr("Upheld: this sale is {person}’s").format(person=row.person_name), MINE
            )
        else:
            none = self.tr("Nobody else of your team has a sale of this lead. An admin sees every team’s.")
            self.said.setText(f"{self.said.text()}\n{none}")

    def _fill_time(self, row: ContestRow) -> None:
        was = row.contest.was
        assert isinstance(was, TimeCounted), "asked of times"
        zone = self._session.services.workspace.zone
        self._head(row, was.began, time_words(was, zone, tr_label))
        for state, words in (
            (State.READY, self.tr("Upheld: at work")),
            (State.BREAK, self.tr("Upheld: on a break")),
            (State.AWAY, self.tr("Upheld: away")),
            (State.SIGNED_OUT, self.tr("Upheld: signed out, not at work")),
        ):
            self.verdict.addItem(words, state.value)
        for field, at in ((self.began, was.began), (self.until, was.until)):
            local = at.astimezone(ZoneInfo(zone))
            field.setTime(QTime(local.hour, local.minute))
        is_power = row.contest.claim is Claim.POWER
        self.reason.setCurrentIndex(max(0, self.reason.findData("Power" if is_power else was.reason)))

    def _show_verdict(self, *_: object) -> None:
        chosen = str(self.verdict.currentData())
        for part, verdicts in self._parts:
            part.setVisible(chosen in verdicts)
        has_list = self.product.count() > 0
        self.product.setVisible(chosen == PRODUCT and has_list)
        self.typed_product.setVisible(chosen == PRODUCT and not has_list)
        if self.isVisible():
            self.place()

    def submit(self) -> None:
        """Keep the ruling; says at the field what is missing."""
        row, chosen = self._row, str(self.verdict.currentData())
        if row is None or self._is_busy or not self.isVisible():
            return
        try:
            sale = self._sale_verdict(chosen)
        except UserError as error:
            self.refused(error)
            return
        is_call = isinstance(self._found, Choices)
        command = Rule(
            self._request,
            row.contest.id,
            chosen != REFUSE,
            self.why.text(),
            disposition_id=self.result.currentData() if chosen == RESULT else None,
            talk_s=self._length_s() if chosen == LENGTH else None,
            person_id=self.person.currentData() if is_call and chosen == PERSON else None,
            sale=sale,
            time=self._time_verdict(row, chosen),
        )
        rulings, actor = self._session.services.rulings, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Ruled. {person} is told").format(person=row.person_name))
            self.saved.emit()

        self.keep(lambda: rulings.rule(actor, command), TOPICS, done)

    def _length_s(self) -> int:
        return self.minutes.value() * MINUTE_S + self.seconds.value()

    def _sale_verdict(self, chosen: str) -> SaleVerdict | None:
        found = self._found
        if isinstance(found, MineChoices) and chosen == MINE:
            return SaleVerdict(sale_id=self.sale.currentData())
        if not isinstance(found, SaleChoices) or chosen == REFUSE:
            return None
        match chosen:
            case "product" if self.product.count():
                return SaleVerdict(product_id=self.product.currentData())
            case "product":
                if not self.typed_product.text().strip():
                    raise UserError("Say what was sold.", field="product")
                return SaleVerdict(product=self.typed_product.text())
            case "amount":
                return SaleVerdict(amount_minor=parse_amount(self.amount.text(), found.sale.currency))
            case "person":
                return SaleVerdict(person_id=self.person.currentData())
            case "counts":
                was_paid = found.sale.state is SaleState.REFUNDED
                return SaleVerdict(state=SaleState.RECEIVED if was_paid else SaleState.PROMISED)
            case _:
                return SaleVerdict()

    def _time_verdict(self, row: ContestRow, chosen: str) -> TimeVerdict | None:
        was = row.contest.was
        if not isinstance(was, TimeCounted) or chosen == REFUSE:
            return None
        reason = str(self.reason.currentData()) if chosen == State.BREAK.value else ""
        return TimeVerdict(
            State(chosen), self._moment(self.began, was.began), self._moment(self.until, was.until), reason
        )

    def _moment(self, field: TimeField, was: datetime) -> datetime:
        """The time that is typed, on the day that lies nearest; to the second where it wasn't changed."""
        local = was.astimezone(ZoneInfo(self._session.services.workspace.zone))
        typed = field.time()
        if (typed.hour(), typed.minute()) == (local.hour, local.minute):
            return was
        on = local.replace(hour=typed.hour(), minute=typed.minute(), second=0, microsecond=0)
        return min((on - _A_DAY, on, on + _A_DAY), key=lambda at: abs(at - was))

    def refused(self, error: UserError) -> None:
        fields = {"why": self.why, "amount": self.amount, "product": self.typed_product}
        if not self.refuse_at({name: each for name, each in fields.items() if each.isVisible()}, error):
            super().refused(error)


def _in_line(*parts: QWidget) -> QWidget:
    line = QWidget()
    line.setProperty("transparent", True)
    row = Row(line, gap=8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return line


def _fill_box(box: ComboBox, entries: Iterable[tuple[str, UUID]]) -> bool:
    """Offer these; whether there are any."""
    box.clear()
    for words, data in entries:
        box.addItem(words, data)
    return bool(box.count())
