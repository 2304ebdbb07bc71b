"""How far campaigns are: successes counted so far, and leads that are kept for them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, func, select

from crm_desktop.domain.queue import Reason
from crm_desktop.store.call_days import call_days
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Work


def successes_by_campaign(work: Work) -> dict[UUID, int]:
    """Successes of each campaign in all, whoever had them; campaigns without one are left out."""
    if not work.is_sqlite:  # a team lead sees the hours of the own team alone
        made = func.campaign_successes().table_valued("campaign_id", "successes")
        rows = work.connection.execute(select(made.c.campaign_id, made.c.successes))
    else:
        summed = func.sum(call_days.c.successes).label("successes")
        rows = work.connection.execute(
            select(call_days.c.campaign_id, summed).group_by(call_days.c.campaign_id).having(summed > 0)
        )
    return {row.campaign_id: int(row.successes) for row in rows}


def leads_of_campaign(work: Work, campaign_id: UUID) -> tuple[int, int]:
    """How many leads are in a campaign, and how many of them in no other; deleted ones are not."""
    entry, other = queue_entries.alias("entry"), queue_entries.alias("other")
    elsewhere = exists().where(other.c.lead_id == entry.c.lead_id, other.c.campaign_id != campaign_id)
    counted = select(func.count(), func.count().filter(~elsewhere)).where(
        entry.c.campaign_id == campaign_id, entry.c.reason != Reason.DELETED.value
    )
    every, only_here = work.connection.execute(counted).one()
    return int(every), int(only_here)
