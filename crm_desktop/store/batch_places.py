"""Many leads put into a campaign's queue at once, and taken out again where nobody worked there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Text,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.batches import leads_of
from crm_desktop.store.queue_settling import settle
from crm_desktop.store.tables import campaign_zones, lead_phones, leads, phones, queue_entries
from crm_desktop.store.types import Id
from crm_desktop.store.unit_of_work import Work

_l, _q = leads.c, queue_entries.c
_UNTOUCHED = (int(Lane.NEW), int(Lane.BLOCKED))


class BatchPlaces:
    """Repository of places that a batch gave."""

    def __init__(self, work: Work, batch_id: UUID, part: int) -> None:
        self._work, self._connection = work, work.connection
        self._theirs = leads_of(batch_id, part)

    def add(self, campaign: Campaign) -> None:
        """As new where a phone can be called, else blocked and why; then as the campaign's rules want it."""
        chance: Any = func.randomblob(16, type_=Id()) if self._work.is_sqlite else func.gen_random_uuid()
        can_call = _has_phone(lead_phones.c.wrong_at.is_(None), phones.c.do_not_call_at.is_(None))
        has_refused = _has_phone(phones.c.do_not_call_at.is_not(None))
        rows = select(
            chance, literal(campaign.id, _q.campaign_id.type), _l.id,
            case((can_call, int(Lane.NEW)), else_=int(Lane.BLOCKED)),
            case(
                (can_call, cast(literal(""), Text)),
                (has_refused, Reason.DO_NOT_CALL.value), else_=Reason.NO_PHONE.value,
            ),
            literal(self._work.now, _q.next_at.type), _l.zone, _l.owner_id, _l.score,
        ).where(_l.id.in_(self._theirs))  # fmt: skip
        names = ["id", "campaign_id", "lead_id", "lane", "reason", "next_at", "zone", "owner_id", "score"]
        self._connection.execute(insert(queue_entries).from_select(names, rows))
        make: Any = sqlite.insert if self._work.is_sqlite else postgresql.insert
        places = (
            select(_q.campaign_id, _q.zone, _q.priority, _q.skill)
            .where(_q.campaign_id == campaign.id, _q.lead_id.in_(self._theirs))
            .distinct()
        )
        zones = make(campaign_zones).from_select(["campaign_id", "zone", "priority", "skill"], places)
        self._connection.execute(zones.on_conflict_do_nothing())
        settle(self._work, campaign, list(self._connection.execute(self._theirs).scalars()))

    def remove(self, campaign_id: UUID) -> None:
        """Take them out again."""
        self._connection.execute(
            delete(queue_entries).where(_q.campaign_id == campaign_id, _q.lead_id.in_(self._theirs))
        )


def is_in(campaign_id: UUID) -> ColumnElement[bool]:
    """Whether a lead has a place there, however it stands."""
    return select(_q.id).where(_q.lead_id == _l.id, _q.campaign_id == campaign_id).exists()


def nobody_tried(campaign_id: UUID) -> ColumnElement[bool]:
    """Its place there is as it was given: not tried, promised, ended, or on a screen."""
    return (
        select(_q.id)
        .where(
            _q.lead_id == _l.id,
            _q.campaign_id == campaign_id,
            _q.attempts == 0,
            _q.claimed_by.is_(None),
            _q.lane.in_(_UNTOUCHED),
        )
        .exists()
    )


def _has_phone(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a lead has a phone of which this holds."""
    of_lead = select(phones.c.id).join(lead_phones, lead_phones.c.phone_id == phones.c.id)
    return of_lead.where(lead_phones.c.lead_id == _l.id, *which).exists()
