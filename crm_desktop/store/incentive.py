"""Slabs of incentive as rows, and the steps by which sales began to count and stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, insert, select, union

from crm_desktop.domain.incentive import (
    Rupees,
    SlabVersion,
    Step,
    earned,
    from_json,
    to_json,
)
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.sales import COUNTED
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.tables import incentive_slabs, leads, people, products, sale_changes, sales
from crm_desktop.store.unit_of_work import Work

INCENTIVE = ("earned_minor", "reversed_minor")
_i, _s = incentive_slabs.c, sales.c


@dataclass(frozen=True, slots=True)
class KeptSlabs:
    """A version of slabs, who made it and when."""

    version: SlabVersion
    person_name: str
    at: datetime


class Incentive:
    """Repository of slabs; `rows` counts what sales earned from their steps."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def versions(self) -> tuple[KeptSlabs, ...]:
        """Every version, the newest first; of two made for one day the later one holds."""
        statement = (
            select(incentive_slabs, people.c.display_name)
            .join(people, people.c.id == _i.person_id)
            .order_by(_i.from_on.desc(), _i.at.desc(), _i.id.desc())
        )
        return tuple(
            KeptSlabs(SlabVersion(r.product_id, r.from_on, from_json(r.slabs)), r.display_name, r.at)
            for r in self._work.connection.execute(statement)
        )

    def add(self, version: SlabVersion) -> None:
        """Keep a version."""
        assert self._work.actor is not None, "somebody makes it"
        self._work.connection.execute(
            insert(incentive_slabs).values(
                id=new_id(), product_id=version.product_id, from_on=version.from_on,
                slabs=to_json(version.slabs), person_id=self._work.actor.person_id, at=self._work.now,
            )
        )  # fmt: skip

    def rows(self, span: Span) -> list[tuple[BehindRow, dict[str, int]]]:
        """What was earned and taken back on these dates, a row each, with the sale and the slab."""
        versions = [kept.version for kept in self.versions()]
        if not versions:
            return []
        told, among = self._steps(span), frozenset(span.people)
        found = []
        for rupees, about in _with(earned([step for step, _ in told], versions), told):
            is_theirs = rupees.person_id in among
            is_then = rupees.person_id is not None and span.holds(rupees.person_id, rupees.step.day)
            if is_theirs and is_then and span.first_day <= rupees.step.day <= span.last_day:
                what = f"{about.product}, {rupees.nth}. ({rupees.slab})"
                row = BehindRow(
                    Source.SALE, about.sale_id, about.at, rupees.person_id, about.lead_id, about.lead,
                    about.campaign_id, what,
                )  # fmt: skip
                minor = rupees.minor
                figures = {"earned_minor": max(minor, 0), "reversed_minor": max(-minor, 0)}
                found.append((row, figures))
        return found

    def _steps(self, span: Span) -> list[tuple[Step, _About]]:
        """When sales of these people began to count and stopped, until these days' end, in order of time."""
        c, zone = sale_changes.c, ZoneInfo(workspace_zone(self._work))
        seller = func.coalesce(c.seller_id, _s.person_id)
        product = case((c.seller_id.is_(None), _s.product_id), else_=c.product_id)
        # Also what was somebody else's once, or is theirs no longer.
        theirs = union(
            select(_s.id).where(_s.person_id.in_(span.people)),
            select(c.sale_id).where(c.seller_id.in_(span.people)),
        )
        statement = (
            select(
                c.sale_id, c.at, c.state, c.is_confirmed, seller.label("person_id"),
                product.label("product_id"), func.coalesce(products.c.name, _s.product).label("product"),
                _s.lead_id, _s.campaign_id, leads.c.name.label("lead"),
            )
            .select_from(
                sale_changes.join(sales, _s.id == c.sale_id)
                .outerjoin(leads, leads.c.id == _s.lead_id)
                .outerjoin(products, products.c.id == product)
            )
            .where(_s.id.in_(theirs), c.at < span.until)
            .order_by(c.at, c.id)
        )  # fmt: skip
        return [
            (
                Step(
                    r.sale_id, r.person_id, r.product_id, number_of(r.at.astimezone(zone).date()),
                    bool(r.is_confirmed) and r.state in COUNTED,
                ),
                _About(r.sale_id, r.at, r.product, r.lead_id, r.lead or "", r.campaign_id),
            )
            for r in self._work.connection.execute(statement)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _About:
    """What a receipt says of a step's sale."""

    sale_id: UUID
    at: datetime
    product: str
    lead_id: UUID
    lead: str
    campaign_id: UUID | None


def _with(found: Sequence[Rupees], told: Sequence[tuple[Step, _About]]) -> list[tuple[Rupees, Any]]:
    about = {id(step): each for step, each in told}
    return [(rupees, about[id(rupees.step)]) for rupees in found]
