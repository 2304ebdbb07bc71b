"""Erasing everybody a filter finds: whom it would take, and taking it back before it has begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.erasure import SHORTEST_NAME, State, redacted
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.errors import UserError
from crm_desktop.services.calling.blocking import block_unusable
from crm_desktop.services.calling.standing_lists import lists_of
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.erasing_whom import NAMES_SOMEBODY, Someone, kept_until, people_of, together
from crm_desktop.services.lead_rules import today
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.legal_holds import LegalHolds
from crm_desktop.store.person_records import PersonRecords
from crm_desktop.store.queue import Queue
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Work

MOST_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class CountedMany:
    """Whom an erasure of many would take.

    `leads` are what the filter finds; `merged` more went into them and go with them; `waiting` others are in
    another erasure already, `on_call` somebody speaks with now. `sealed` people's least is kept until
    `sealed_until` at the latest.
    """

    leads: int
    merged: int
    waiting: int
    on_call: int
    rows: Mapping[str, int]
    own_phones: int
    shared_phones: int
    emails: int
    sealed: int
    sealed_until: datetime | None
    held: int  # of whom a legal hold wants something kept

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


def free_of(work: Work, of: LeadQuery | Sequence[int]) -> tuple[list[UUID], int]:
    """Whom a filter finds, or who has these row numbers, and how many another erasure has already.

    Raises UserError for more than are possible.
    """
    numbers: Sequence[int]
    if isinstance(of, LeadQuery):
        assert work.actor is not None, "lists are shown to someone who is signed in"
        numbers = lists_of(work, work.actor, of).numbers(of, today(work))
    else:
        numbers = of
    if len(numbers) > MOST_AT_ONCE:
        raise UserError(
            "The filter finds {count} people; {most} are possible at once. Narrow it.",
            count=len(numbers),
            most=MOST_AT_ONCE,
        )
    return Erasures(work).free_of(numbers)


def counted_many(work: Work, lead_ids: Sequence[UUID], waiting: int) -> CountedMany:
    """What erasing these would take."""
    people = people_of(work, lead_ids, only=_DATED)
    everybody = [each for who in people for each in who.lead_ids]
    ends = [until for who in people if (until := kept_until(work, who)) is not None]
    return CountedMany(
        leads=len(lead_ids),
        merged=len(everybody) - len(lead_ids),
        waiting=waiting,
        on_call=Erasures(work).on_call(everybody),
        rows=PersonRecords(work).counts(everybody),
        own_phones=len({phone for who in people for phone in who.own}),
        shared_phones=len({phone for who in people for phone in who.shared}),
        emails=len({email for who in people for email in who.emails}),
        sealed=len(ends),
        sealed_until=max(ends, default=None),
        held=len({hold.lead_id for hold in LegalHolds(work).of_leads(everybody, office_date(work))}),
    )


#: What says when people were last dealt with, and who they are.
_DATED = frozenset({"leads", "lead_emails", "calls", "messages", "timeline"})


def refuse_naming_any(reason: str, people: Sequence[Someone]) -> None:
    """The reason stays when all else is gone: no number, no e-mail, nobody's whole name."""
    folded = " ".join(reason.casefold().split())
    names = {" ".join(name.casefold().split()) for who in people for name in who.names}
    is_named = any(len(name) >= SHORTEST_NAME and name in folded for name in names if " " in name)
    if is_named or (_may_name(reason) and redacted(reason, together(people)) != reason):
        raise UserError(NAMES_SOMEBODY, field="reason")


def _may_name(reason: str) -> bool:
    """Whether a number or an e-mail may stand there at all: thousands are looked for one by one."""
    return "@" in reason or sum(letter.isdigit() for letter in reason) >= 8


def let_back(work: Work, erasure_id: UUID) -> tuple[UUID, ...]:
    """Give back what this erasure suppressed, as it was; what else forbids it by now is asked anew.

    Tombstones of it go. Where another one that waits meant the same person at a number, its own stay.
    """
    rows = Erasures(work)
    theirs = rows.leads_of(erasure_id, left=True)
    mine = {text for who in people_of(work, theirs) for text in who.tombstones}
    others = {each.id: rows.sharing(each.id, theirs) for each in rows.waiting() if each.id != erasure_id}
    rows.set_state(erasure_id, State.CANCELLED)
    back = rows.let_back(erasure_id)
    for other_id, sharing in others.items():
        texts = {text: kind for who in people_of(work, sharing) for text, kind in who.tombstones.items()}
        Tombstones(work).bury(other_id, {text: kind for text, kind in texts.items() if text in mine})
    queue = Queue(work)
    for lead_id in rows.changed_meanwhile(back):
        facts = queue.facts(lead_id)
        if facts is None:
            continue
        for phone in facts.phones[:1]:
            block_unusable(work, phone.phone_id, only_lead=lead_id)
        unblock(work, lead_id)
    return back
