"""Tells a person what others did to their results, whatever page is open; each thing once."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import money
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.rulings import Claim, SaleCounted
from crm_desktop.domain.sales import LABELS
from crm_desktop.services.rulings import ContestRow, LateLeave, SaleStep, Told
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.people.words import leave_words
from crm_desktop.ui.shell.telling import TellsOnce


class ResultsWatcher(TellsOnce):
    """Looks at its start and when rulings or sales were changed, or something contested, elsewhere."""

    banner, key = "results.changed", "F6"
    topics = frozenset({"rulings", "sales"})

    def look(self) -> None:
        """Ask what others did."""
        rulings, actor = self._session.services.rulings, self._session.actor
        self.ask(lambda: rulings.told(actor), self._tell)

    def _tell(self, told: Told) -> None:
        if told.until is None or not told.count:
            return
        lead_in = self.tr("Your results:")
        open_: Callable[[], object]
        if told.rulings:
            row = told.rulings[0]
            words, open_ = self._of_ruling(row), lambda: self._open_claims(row)
        elif told.sales:
            words, open_ = self._of_sale(told.sales[0]), lambda: self._frame.open_page("sales")
        elif told.leaves:
            words, open_ = self._of_leave(told.leaves[0]), lambda: self._frame.open_page("day")
        else:
            claim = told.waiting[0]
            lead_in = self.tr("To rule on:")
            words, open_ = self._of_claim(claim), lambda: self._open_claims(claim)
        self.show(lead_in, words, told.count, open_)
        rulings, actor = self._session.services.rulings, self._session.actor
        self.keep(lambda until: rulings.was_told(actor, until), told.until)

    def _open_claims(self, row: ContestRow) -> None:
        """The contested rows; behind them the report is of the day of this one."""
        at = row.happened_at or row.contest.at
        day = at.astimezone(ZoneInfo(self._session.services.workspace.zone)).date()
        report = "sales" if isinstance(row.contest.was, SaleCounted) else "agent-day"
        self._frame.open_page("reports", report=report, on=day, claims=row.contest.id)

    def _of_leave(self, late: LateLeave) -> str:
        words = self.tr("{who} entered leave for you: {days}")
        return words.format(who=late.set_by or "–", days=leave_words(late.leave))

    def _of_claim(self, row: ContestRow) -> str:
        words = self.tr("{who} contests what was done with {lead}: “{why}”")
        if row.contest.about is Source.TIME:
            words = self.tr("{who} contests a time of the own day: “{why}”")
        return words.format(who=row.person_name, lead=row.lead_name or "–", why=row.contest.why)

    def _of_ruling(self, row: ContestRow) -> str:
        ruling = row.contest.ruling
        assert ruling is not None, "asked of rulings"
        is_time = row.contest.about is Source.TIME
        me = self._session.actor.person_id
        was = row.contest.was
        if row.contest.claim is Claim.MINE and isinstance(was, SaleCounted) and was.person_id == me:
            words = self.tr("{who} ruled that your sale to {lead} was another’s: “{why}”")
        elif row.contest.person_id != me:
            words = self.tr("{who} ruled that what was done with {lead} was yours: “{why}”")
        elif is_time and ruling.is_upheld:
            words = self.tr("{who} upheld what you said of your time: “{why}”")
        elif is_time:
            words = self.tr("{who} refused what you said of your time: “{why}”")
        elif ruling.is_upheld:
            words = self.tr("{who} upheld what you said of {lead}: “{why}”")
        else:
            words = self.tr("{who} refused what you said of {lead}: “{why}”")
        return words.format(who=row.ruled_by_name, lead=row.lead_name or "–", why=ruling.why)

    def _of_sale(self, step: SaleStep) -> str:
        change = step.change
        state = tr_label(LABELS[change.state])
        if change.is_confirmed:
            state = self.tr("{state}, confirmed").format(state=state)
        words = self.tr("{who} changed your sale {product}, {amount}: {state}").format(
            who=change.person_name, product=step.product, amount=money(change.amount_minor, step.currency),
            state=state,
        )  # fmt: skip
        return f"{words} “{change.why}”" if change.why else words
