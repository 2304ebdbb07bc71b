"""Someone on the phone asks about their data: where their number is from, and what they want, by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.domain.queue import NothingToDial
from crm_desktop.domain.requests import RequestKind
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import NextLead
from crm_desktop.services.requests import ASKED, STOPS, RequestRow, TakeRequest, WhereFrom
from crm_desktop.ui.calling.states import State, Strip
from crm_desktop.ui.requests.words import taken_words, where_words

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

# What is asked, in the order of the keys.
ASKED_LABELS: dict[str, str] = {
    "erase": "Delete everything, never call again",
    "stop": "Never call again",
    "access": "What do you have of me?",
    "correct": "Correct it",
    "complain": "A complaint",
    "take_along": "My data to take along",
}
KINDS: dict[str, RequestKind] = {
    "erase": RequestKind.ERASURE,
    "stop": RequestKind.OBJECTION,
    "access": RequestKind.ACCESS,
    "correct": RequestKind.CORRECTION,
    "complain": RequestKind.GRIEVANCE,
    "take_along": RequestKind.PORTABILITY,
}
NEVER = frozenset({"erase", "stop"})


class AskedData:
    """What is known of where the number is from, and the request that follows."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self._found: WhereFrom | None = None

    def begin(self) -> None:
        """The strip opens: read where the number is from; what the lead says stands there at once."""
        p = self._p
        if p.lead is None:
            return
        lead_id, campaign_id = p.lead.lead.id, p.lead.campaign.id
        self._found = WhereFrom(p.lead.lead.source, None)
        requests, actor = p.session.services.requests, p.session.actor

        def came(found: WhereFrom) -> None:
            if p.ask.strip is Strip.ASKED and p.lead is not None and p.lead.lead.id == lead_id:
                self._found = found
                p.shown.emit()

        op = p.ops.read(p, lambda: requests.where_from(actor, lead_id, campaign_id))
        op.latest_only("calling.where_from").success(came).failure(lambda _error: None).start()

    def words(self) -> str:
        """What to say to “Who gave you my number?”."""
        p = self._p
        return where_words(self._found, p.zone)

    def choose(self, asked: str) -> None:
        """Take it down; a number that is never to be called again is so from this moment."""
        p = self._p
        if p.lead is None:
            return
        which = next(code for code, label in ASKED_LABELS.items() if label == asked)
        requests, calling, actor = p.session.services.requests, p.session.services.calling, p.session.actor
        lead, phone = p.lead, p.phone
        is_never = which in NEVER and phone is not None
        in_call = p.state is not State.PREVIEW
        command = TakeRequest(
            new_id(),
            KINDS[which],
            lead_id=lead.lead.id,
            campaign_id=lead.campaign.id,
            call_id=p.call.id if p.call is not None else None,
            text=p.note.text.strip() if which in ("correct", "complain") else "",
            never_phone_id=phone.phone_id if phone is not None and is_never and in_call else None,
        )

        def in_the_call() -> RequestRow:
            return requests.take(actor, command)

        def taken(row: RequestRow) -> None:
            p.ask.close()
            p.ops.changes.announce(("requests",), p)
            p.notices.toast(taken_words(row))
            stops = STOPS.get(KINDS[which])
            if stops is not None and p.lead is not None and p.lead.lead.id == lead.lead.id:
                p.lead = p.lead.refusing(stops)
            p.shown.emit()

        def then_next() -> tuple[RequestRow, NextLead | NothingToDial]:
            row = requests.take(actor, command)
            assert phone is not None
            calling.do_not_call(actor, lead.lead.id, phone.phone_id, ASKED)
            return row, calling.next_lead(actor, lead.campaign.id)

        def went_on(found: tuple[RequestRow, NextLead | NothingToDial]) -> None:
            taken(found[0])
            p.arrived(found[1])

        if is_never and not in_call:
            p.keep_note()
            p.move(then_next, went_on, p.ask.refused)
        else:
            p.move(in_the_call, taken, p.ask.refused)
