"""Tells a person what others did to their results, whatever page is open; each thing once."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import money
from crm_desktop.domain.sales import LABELS
from crm_desktop.services.rulings import ContestRow, SaleStep, Told
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

BANNER = "results.changed"
TOPICS = frozenset({"rulings", "sales"})


class ResultsWatcher(QObject):
    """Made for each sign-in; looks at its start and when rulings or sales were changed elsewhere."""

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._is_on = False

    def start(self) -> None:
        """Look now, and with each change."""
        if not self._is_on:
            self._is_on = True
            self._ops.changes.announced.connect(self._heard)
        self.look()

    def _heard(self, change: Change) -> None:
        if change.topics & TOPICS:
            self.look()

    def look(self) -> None:
        """Ask what others did; in the read lane. A server that is away is not asked."""
        rulings, actor = self._session.services.rulings, self._session.actor
        op = self._ops.read(self, lambda: rulings.told(actor)).latest_only("results.told")
        op.success(self._tell).failure(lambda _error: None).start()

    def _tell(self, told: Told) -> None:
        until = told.until
        if until is None or not told.count:
            return
        first = told.rulings[0] if told.rulings else None
        words = self._of_ruling(first) if first is not None else self._of_sale(told.sales[0])
        if told.count > 1:
            more = plural(self.tr("and %n more", "", told.count - 1), told.count - 1)
            words = f"{words} · {more}"

        def look() -> None:
            self._notices.dismiss(BANNER)
            self._frame.open_page("reports" if first is not None else "sales")

        act = NoticeAct(self.tr("Look at it"), look)
        lead_in = self.tr("Your results:")
        self._notices.show(Notice(BANNER, Tone.INFO, words, (act,), icon="act.receipt", lead_in=lead_in))
        self._keep(until)

    def _of_ruling(self, row: ContestRow) -> str:
        ruling = row.contest.ruling
        assert ruling is not None, "asked of rulings"
        if row.contest.person_id != self._session.actor.person_id:
            words = self.tr("{who} ruled that a call with {lead} was yours: “{why}”")
        elif ruling.is_upheld:
            words = self.tr("{who} upheld what you said of a call with {lead}: “{why}”")
        else:
            words = self.tr("{who} refused what you said of a call with {lead}: “{why}”")
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

    def _keep(self, until: datetime) -> None:
        rulings, actor = self._session.services.rulings, self._session.actor
        op = self._ops.task(self, lambda _progress: rulings.was_told(actor, until), key="results.told")
        op.failure(lambda _error: None).start()
