"""What acts are about to ask, put together: on a server it goes one way there and back instead of many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from crm_desktop.store.callbacks import OPEN_OF_LEAD
from crm_desktop.store.calls import GET, OPEN_OF
from crm_desktop.store.campaigns import KEPT_FOR, STATE
from crm_desktop.store.lead_cards import CARD, LEFT
from crm_desktop.store.outside_calls import CALLS_AFTER
from crm_desktop.store.people import KNOWN_SESSION
from crm_desktop.store.prepared import Question, ask_ahead
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_statements import FACTS, FACTS_LOCKED, MINE, OF_LEAD
from crm_desktop.store.reservations import OF_PERSON
from crm_desktop.store.settings import OF_WORKSPACE
from crm_desktop.store.timeline import newest
from crm_desktop.store.unit_of_work import EARLIER, Work


def about_dial(
    work: Work, person_id: UUID, request_id: UUID, call_id: UUID, lead_id: UUID, campaign_id: UUID
) -> None:
    """What a dial asks before it changes anything; the lead's phones are held from here on."""
    Queue(work).lock_phones(lead_id)
    ask_ahead(
        work,
        (
            (EARLIER, {"request_id": request_id}),
            (GET, {"call_id": call_id}),
            (OPEN_OF, {"person_id": person_id}),
            (STATE, {"campaign_id": campaign_id}),
            (FACTS_LOCKED, {"lead_id": lead_id}),
        ),
    )


def about_result(
    work: Work, request_id: UUID, call_id: UUID, lead_id: UUID | None, campaign_id: UUID | None
) -> None:
    """What giving a result asks; with what its call is about, where that is known, whose phones are held."""
    asked: list[Question] = [(EARLIER, {"request_id": request_id}), (GET, {"call_id": call_id})]
    # whether its month is closed
    asked += [(OF_WORKSPACE, {"key": key}) for key in ("advanced", "months_closed_through")]
    if campaign_id is not None:
        asked.append((STATE, {"campaign_id": campaign_id}))
    if lead_id is not None:
        Queue(work).lock_phones(lead_id)
        asked += _of_lead(lead_id)
    ask_ahead(work, asked)


def about_lead(work: Work, lead_id: UUID) -> None:
    """A lead as a result finds it: facts, promises, places."""
    ask_ahead(work, _of_lead(lead_id))


def about_kept_result(
    work: Work, act_id: UUID, session_id: UUID, call_id: UUID, lead_id: UUID, campaign_id: UUID,
    dialled_at: datetime,
) -> None:  # fmt: skip
    """What a result that lay on a workstation asks before it changes anything; the phones are held."""
    Queue(work).lock_phones(lead_id)
    lead = {"lead_id": lead_id}
    ask_ahead(
        work,
        (
            (EARLIER, {"request_id": act_id}),
            (STATE, {"campaign_id": campaign_id}),
            (FACTS_LOCKED, lead),
            (LEFT, lead),
            (GET, {"call_id": call_id}),
            (OF_LEAD, lead),
            (CALLS_AFTER, lead | {"but": call_id, "at": dialled_at}),
            (OPEN_OF_LEAD, lead),
            (KNOWN_SESSION, {"session_id": session_id}),
        ),
    )


def about_keeping(work: Work, person_id: UUID, campaign_id: UUID | None = None) -> None:
    """What is this person's: on the screen, and kept for the workstation; and how a campaign stands."""
    asked: list[Question] = [(MINE, {"person_id": person_id}), (OF_PERSON, {"person_id": person_id})]
    if campaign_id is not None:
        asked += [(STATE, {"campaign_id": campaign_id}), (KEPT_FOR, {"campaign_id": campaign_id})]
    ask_ahead(work, asked)


def about_screens(
    work: Work, lead_ids: Iterable[UUID], timeline_items: int, *, with_places: bool = False
) -> None:
    """What the calling screen shows of each of these leads."""
    asked: list[Question] = [(OF_WORKSPACE, {"key": "numbers_hidden"})]
    for lead_id in lead_ids:
        lead = {"lead_id": lead_id}
        asked += [(statement, lead) for statement in (*CARD, newest(timeline_items), OPEN_OF_LEAD)]
        if with_places:
            asked.append((OF_LEAD, lead))
    ask_ahead(work, asked)


def _of_lead(lead_id: UUID) -> list[Question]:
    return [(statement, {"lead_id": lead_id}) for statement in (FACTS, OPEN_OF_LEAD, OF_LEAD)]
