"""Queue entries in step with their campaign's rules: whose they are, and what their caller must know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, cast, func, select, update
from sqlalchemy.dialects import sqlite

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import WhoKind
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.tables import campaign_zones, leads, queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
_AT_ONCE = 500


def settle(work: Work, campaign: Campaign, lead_ids: Sequence[UUID] | None = None) -> None:
    """After the rules, leads or their owners changed: put entries where the rules want them.

    Without `lead_ids` all of the campaign. Promises stay with who gave them.
    """
    if not work.is_sqlite:
        ids = None if lead_ids is None else cast(list(lead_ids), ARRAY(leads.c.id.type))
        work.connection.execute(select(func.settle_queue(campaign.id, ids)))
        return
    for some in _stretches(lead_ids):
        _settle_owners(work, campaign, some)
        _settle_skills(work, campaign, some)


def settle_lead(work: Work, lead_id: UUID) -> None:
    """After a lead changed what asks for a skill: its entries in every campaign."""
    theirs = select(_q.campaign_id).where(_q.lead_id == lead_id)
    for campaign_id in work.connection.execute(theirs).scalars().all():
        campaign = Campaigns(work).get(campaign_id)
        if campaign is not None and campaign.rules.who.skill:
            settle(work, campaign, [lead_id])


def settle_scores(work: Work) -> int:
    """Give each place its lead's score where it has another; says how many had.

    On a server a score may change in the moment in which its lead joins a campaign, where neither of the two
    sees the other (their triggers). In a file one writes after the other: there is nothing to settle.
    """
    if work.is_sqlite:
        return 0
    return int(work.connection.execute(select(func.settle_scores())).scalar_one())


def settle_leads(work: Work, lead_ids: Collection[UUID]) -> None:
    """After many leads changed what asks for a skill: their entries in every campaign that asks for one."""
    if not lead_ids:
        return
    for campaign in Campaigns(work).all(include_inactive=True):
        if campaign.rules.who.skill:
            settle(work, campaign, list(lead_ids))


def for_anyone(work: Work) -> list[UUID]:
    """The campaigns whose leads anyone may call, whoever owns them."""
    every = Campaigns(work).all(include_inactive=True)
    return [campaign.id for campaign in every if campaign.rules.who.kind is WhoKind.ANYONE]


def _stretches(lead_ids: Sequence[UUID] | None) -> list[Sequence[UUID] | None]:
    if lead_ids is None:
        return [None]
    return [lead_ids[start : start + _AT_ONCE] for start in range(0, len(lead_ids), _AT_ONCE)]


def _of(campaign: Campaign, lead_ids: Sequence[UUID] | None) -> tuple[Any, ...]:
    these = () if lead_ids is None else (_q.lead_id.in_(lead_ids),)
    return (_q.campaign_id == campaign.id, *these)


def _settle_owners(work: Work, campaign: Campaign, lead_ids: Sequence[UUID] | None) -> None:
    wanted: Any = None
    if campaign.rules.who.kind is not WhoKind.ANYONE:
        wanted = select(leads.c.owner_id).where(leads.c.id == _q.lead_id).scalar_subquery()
    elif campaign.rules.who.same_days and lead_ids is None:
        return  # who spoke there lately keeps it
    work.connection.execute(
        update(queue_entries)
        .where(
            *_of(campaign, lead_ids),
            _q.lane.in_([int(Lane.RETRY), int(Lane.NEW)]),
            _q.owner_id.is_distinct_from(wanted),
        )
        .values(owner_id=wanted, version=_q.version + 1)
    )


def _settle_skills(work: Work, campaign: Campaign, lead_ids: Sequence[UUID] | None) -> None:
    field = campaign.rules.who.skill
    wanted: Any = ""
    if field:
        wanted = func.trim(select(leads.c[field]).where(leads.c.id == _q.lead_id).scalar_subquery())
    done = work.connection.execute(
        update(queue_entries)
        .where(*_of(campaign, lead_ids), _q.lane < FIRST_DONE_LANE, _q.skill != wanted)
        .values(skill=wanted, version=_q.version + 1)
    )
    if done.rowcount:
        places = select(_q.campaign_id, _q.zone, _q.priority, _q.skill).where(*_of(campaign, lead_ids))
        names = [campaign_zones.c[name] for name in ("campaign_id", "zone", "priority", "skill")]
        add = sqlite.insert(campaign_zones).from_select(names, places.distinct())
        work.connection.execute(add.on_conflict_do_nothing())
