"""On which days campaigns called, as versions from a day on; a server's triggers keep the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, select

from crm_desktop.domain.campaign import Campaign, CampaignRole
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.targets import OwnDays
from crm_desktop.ids import new_id
from crm_desktop.store.tables import campaign_days, campaigns
from crm_desktop.store.unit_of_work import Work

_d, _c = campaign_days.c, campaigns.c
_OWN = (_c.id, _c.days, _c.holidays, _c.role, _c.client_until)


class CampaignDays:
    """Repository of the days of campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of(self, campaign_ids: Collection[UUID]) -> dict[UUID, tuple[OwnDays, ...]]:
        """Every version of each, in the order in which they hold."""
        if not campaign_ids:
            return {}
        found: dict[UUID, list[OwnDays]] = {}
        run = self._work.connection.execute
        kept = select(campaign_days).where(_d.campaign_id.in_(campaign_ids))
        for row in run(kept.order_by(_d.from_on, _d.at, _d.id)):
            found.setdefault(row.campaign_id, []).append(_version(row.from_on, row, row.last_on))
        always = [each for each in campaign_ids if each not in found]
        for row in run(select(*_OWN).where(_c.id.in_(always))) if always else ():
            found[row.id] = [_version(0, row, _last_on(row))]
        return {campaign: tuple(versions) for campaign, versions in found.items()}

    def changes(self, campaign: Campaign, version: int, today: date) -> None:
        """Keep what a campaign of this version becomes, from tomorrow on; asked before its row is written.

        A server's trigger does it by itself.
        """
        if not self._work.is_sqlite:
            return
        run = self._work.connection.execute
        row = run(select(*_OWN).where(_c.id == campaign.id, _c.version == version)).one_or_none()
        if row is None:
            return
        tomorrow = number_of(today + timedelta(days=1))
        last = None if campaign.last_day is None else number_of(campaign.last_day)
        holidays = frozenset(number_of(day) for day in campaign.holidays)
        before, after = _version(0, row, _last_on(row)), OwnDays(tomorrow, campaign.days, holidays, last)
        if (before.days, before.holidays, before.last_on) == (after.days, after.holidays, after.last_on):
            return
        is_known = run(select(exists().where(_d.campaign_id == campaign.id))).scalar_one()
        for each in (after,) if is_known else (before, after):
            self._add(campaign.id, each)

    def _add(self, campaign_id: UUID, version: OwnDays) -> None:
        actor = self._work.actor
        self._work.connection.execute(
            insert(campaign_days).values(
                id=new_id(), campaign_id=campaign_id, from_on=version.from_on,
                days="".join(str(day) for day in sorted(version.days)), holidays=sorted(version.holidays),
                last_on=version.last_on, set_by=actor.person_id if actor else None, at=self._work.now,
            )
        )  # fmt: skip


def _version(from_on: int, row: Any, last_on: int | None) -> OwnDays:
    days = frozenset(int(day) for day in row.days)
    return OwnDays(from_on, days, frozenset(int(day) for day in row.holidays or ()), last_on)


def _last_on(row: Any) -> int | None:
    return None if row.client_until is None or row.role != CampaignRole.CLIENT.value else row.client_until
