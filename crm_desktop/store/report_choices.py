"""What a report can be narrowed to: campaigns, sources and tags, by name."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from crm_desktop.domain.people import Actor
from crm_desktop.store.lead_lists import visible_leads
from crm_desktop.store.tables import campaigns, leads, tags
from crm_desktop.store.unit_of_work import Work

MOST_SOURCES = 500


class ReportChoices:
    """Repository of what reports are narrowed to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def campaign_name(self, campaign_id: UUID) -> str | None:
        """What it is called; None where there is none."""
        named = select(campaigns.c.name).where(campaigns.c.id == campaign_id)
        return self._work.connection.execute(named).scalar()

    def tag_id(self, name: str) -> UUID | None:
        """The tag of this name, however it is written in capitals."""
        same = func.lower(tags.c.name) == name.strip().lower()
        return self._work.connection.execute(select(tags.c.id).where(same)).scalar()

    def campaigns(self) -> tuple[tuple[UUID, str], ...]:
        """Every campaign, also those that are over, by name."""
        rows = self._work.connection.execute(select(campaigns.c.id, campaigns.c.name))
        return tuple(sorted(((row.id, row.name) for row in rows), key=lambda one: one[1].casefold()))

    def wanted(self) -> tuple[tuple[UUID, str, int], ...]:
        """Every campaign with the successes wanted of it in all (0: none set), by name."""
        rows = self._work.connection.execute(select(campaigns.c.id, campaigns.c.name, campaigns.c.target))
        return tuple(sorted(((r.id, r.name, r.target) for r in rows), key=lambda one: one[1].casefold()))

    def tags(self) -> tuple[str, ...]:
        """Every tag by name."""
        return tuple(self._work.connection.execute(select(tags.c.name).order_by(tags.c.name)).scalars())

    def sources(self, actor: Actor) -> tuple[str, ...]:
        """The sources of the leads within reach, the most frequent of very many, by name."""
        how_many = func.count()
        statement = (
            select(leads.c.source)
            .where(leads.c.source != "", visible_leads(actor))
            .group_by(leads.c.source)
            .order_by(how_many.desc())
            .limit(MOST_SOURCES)
        )
        return tuple(sorted(self._work.connection.execute(statement).scalars(), key=str.casefold))
