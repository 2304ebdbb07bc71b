"""How far campaigns are: successes counted so far."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from crm_desktop.store.tables import call_hours
from crm_desktop.store.unit_of_work import Work


def successes_by_campaign(work: Work) -> dict[UUID, int]:
    """Successes of each campaign in all, whoever had them; campaigns without one are left out."""
    if not work.is_sqlite:  # a team lead sees the hours of the own team alone
        made = func.campaign_successes().table_valued("campaign_id", "successes")
        rows = work.connection.execute(select(made.c.campaign_id, made.c.successes))
    else:
        summed = func.sum(call_hours.c.successes).label("successes")
        rows = work.connection.execute(
            select(call_hours.c.campaign_id, summed).group_by(call_hours.c.campaign_id).having(summed > 0)
        )
    return {row.campaign_id: int(row.successes) for row in rows}
