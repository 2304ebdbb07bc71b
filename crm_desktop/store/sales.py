"""Sales and their steps, as rows; lists of them and their sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, delete, func, insert, literal, or_, select, update

from crm_desktop.domain.sales import COUNTED, Sale, SaleChange, SaleState
from crm_desktop.ids import new_id
from crm_desktop.store.month_ends import late_day
from crm_desktop.store.tables import leads, people, sale_changes, sales
from crm_desktop.store.unit_of_work import Work

_s = sales.c
_open = _s.state.in_(sorted(COUNTED))
_waiting = and_(_s.confirmed_at.is_(None), _open)
# What waits for a confirmation comes first.
_first = case((_waiting, 0), else_=1)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose sales: one person's, or a whole team's; both None: everybody's."""

    person_id: UUID | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SaleQuery:
    """Which sales a list shows; days are yyyymmdd, both included."""

    first_day: int | None = None
    last_day: int | None = None
    state: SaleState | None = None
    waits_only: bool = False
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale as lists show it."""

    sale: Sale
    lead_name: str
    person_name: str
    team_id: UUID | None
    confirmed_by_name: str


@dataclass(frozen=True, slots=True)
class SaleKey:
    """Where a list goes on."""

    waits: bool
    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class SaleSum:
    """Sales of one day, person, campaign, product and state, confirmed or not."""

    day: int
    person_id: UUID
    campaign_id: UUID | None
    product: str
    state: SaleState
    is_confirmed: bool
    currency: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class SaleStep:
    """What somebody did with a sale, and with which."""

    sale_id: UUID
    product: str
    currency: str
    change: SaleChange


class Sales:
    """Repository of sales."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, sale_id: UUID) -> Sale | None:
        """One sale."""
        row = self._work.connection.execute(select(sales).where(_s.id == sale_id)).one_or_none()
        return None if row is None else _sale(row)

    def row(self, sale_id: UUID) -> SaleRow | None:
        """One sale as lists show it."""
        row = self._work.connection.execute(_rows().where(_s.id == sale_id)).one_or_none()
        return None if row is None else _row(row)

    def add(self, sale: Sale, why: str = "") -> None:
        """Keep a sale and its first step."""
        self._work.connection.execute(insert(sales).values(**_values(sale), version=1))
        self._step(sale, why)

    def change(self, sale: Sale, version: int, why: str = "") -> bool:
        """Write a sale and the step if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(sales)
            .where(_s.id == sale.id, _s.version == version)
            .values(**_values(sale), version=version + 1)
        )
        if done.rowcount != 1:
            return False
        self._step(sale, why)
        return True

    def _step(self, sale: Sale, why: str) -> None:
        self._work.connection.execute(
            insert(sale_changes).values(
                id=new_id(),
                sale_id=sale.id,
                at=self._work.now,
                person_id=self._work.actor.person_id if self._work.actor else None,
                state=sale.state.value,
                amount_minor=sale.amount_minor,
                is_confirmed=sale.is_confirmed,
                why=why,
                seller_id=sale.person_id,
                product_id=sale.product_id,
                counts_on=late_day(self._work, sale.day),
            )
        )

    def remove(self, sale_id: UUID) -> None:
        """Take back a sale whose call's result is taken back, with its steps."""
        if not self._work.is_sqlite:
            self._work.connection.execute(select(func.take_back_sale(literal(sale_id, _s.id.type))))
            return
        self._work.connection.execute(delete(sale_changes).where(sale_changes.c.sale_id == sale_id))
        self._work.connection.execute(delete(sales).where(_s.id == sale_id))

    # --- lists ---

    def of_lead(self, lead_id: UUID) -> tuple[SaleRow, ...]:
        """The sales of a lead and of those merged into it, newest first."""
        mine = select(leads.c.id).where(or_(leads.c.id == lead_id, leads.c.merged_into == lead_id))
        found = self._work.connection.execute(
            _rows().where(_s.lead_id.in_(mine)).order_by(_s.at.desc(), _s.id.desc())
        )
        return tuple(_row(row) for row in found)

    def of_same(self, lead_id: UUID) -> tuple[Sale, ...]:
        """The sales to whoever a lead stands for, merged or not and whoever sees the lead, newest first."""
        into = select(leads.c.merged_into).where(leads.c.id == lead_id)
        same = select(leads.c.id).where(
            or_(leads.c.merged_into == lead_id, leads.c.merged_into.in_(into), leads.c.id.in_(into))
        )
        found = self._work.connection.execute(
            select(sales)
            .where(or_(_s.lead_id == lead_id, _s.lead_id.in_(same)))
            .order_by(_s.at.desc(), _s.id.desc())
        )
        return tuple(_sale(row) for row in found)

    def changes(self, sale_id: UUID) -> tuple[SaleChange, ...]:
        """Every step of a sale, oldest first."""
        c = sale_changes.c
        found = self._work.connection.execute(
            select(c.at, people.c.display_name, c.state, c.amount_minor, c.is_confirmed, c.why)
            .select_from(sale_changes.outerjoin(people, people.c.id == c.person_id))
            .where(c.sale_id == sale_id)
            .order_by(c.at, c.id)
        )
        return tuple(
            SaleChange(r.at, r.display_name or "", SaleState(r.state), r.amount_minor, r.is_confirmed, r.why)
            for r in found
        )

    def changed_by_others(self, person_id: UUID, since: datetime) -> tuple[SaleStep, ...]:
        """What others did with this person's sales after `since`, the newest first."""
        c = sale_changes.c
        found = self._work.connection.execute(
            select(
                *(_s.id, _s.product, _s.currency, c.at, people.c.display_name, c.state, c.amount_minor),
                *(c.is_confirmed, c.why),
            )
            .select_from(
                sales.join(sale_changes, c.sale_id == _s.id).join(people, people.c.id == c.person_id)
            )
            .where(
                _s.person_id == person_id,
                or_(c.seller_id.is_(None), c.seller_id == person_id),  # not while it was another's
                c.at > since,
                c.person_id != person_id,
            )
            .order_by(c.at.desc(), c.id)
        )
        return tuple(
            SaleStep(
                r.id, r.product, r.currency,
                SaleChange(
                    r.at, r.display_name, SaleState(r.state), r.amount_minor, r.is_confirmed, r.why
                ),
            )
            for r in found
        )  # fmt: skip

    def page(
        self, query: SaleQuery, whose: Whose, after: SaleKey | None = None, limit: int = 200
    ) -> tuple[SaleRow, ...]:
        """The next sales: what waits for a confirmation first, then the newest."""
        statement = _within(_rows(), query, whose)
        if after is not None:
            place = 0 if after.waits else 1
            older = or_(_s.at < after.at, and_(_s.at == after.at, _s.id < after.id))
            statement = statement.where(or_(_first > place, and_(_first == place, older)))
        ordered = statement.order_by(_first, _s.at.desc(), _s.id.desc()).limit(limit)
        return tuple(_row(row) for row in self._work.connection.execute(ordered))

    def sums(self, query: SaleQuery, whose: Whose) -> tuple[SaleSum, ...]:
        """Count and amount by day, person, campaign, product, state and confirmed or not, in that order."""
        confirmed = _s.confirmed_at.is_not(None)
        by = (_s.day, _s.person_id, _s.campaign_id, _s.product, _s.state, confirmed, _s.currency)
        plain = select(
            *by[:5], confirmed.label("is_confirmed"), _s.currency, func.count().label("how_many"),
            func.sum(_s.amount_minor).label("amount"),
        ).select_from(_joined())  # fmt: skip
        statement = _within(plain, query, whose).group_by(*by).order_by(*by)
        return tuple(
            SaleSum(
                day=row.day or 0,
                person_id=row.person_id,
                campaign_id=row.campaign_id,
                product=row.product,
                state=SaleState(row.state),
                is_confirmed=bool(row.is_confirmed),
                currency=row.currency,
                count=int(row.how_many),
                amount_minor=int(row.amount),
            )
            for row in self._work.connection.execute(statement)
        )


_confirmer = people.alias("confirmer")


def _joined() -> Any:
    return (
        sales.join(people, people.c.id == _s.person_id)
        .join(leads, leads.c.id == _s.lead_id)
        .outerjoin(_confirmer, _confirmer.c.id == _s.confirmed_by)
    )


def _rows() -> Select[Any]:
    return select(
        sales,
        leads.c.name.label("lead_name"),
        people.c.display_name.label("person_name"),
        people.c.team_id,
        _confirmer.c.display_name.label("confirmer_name"),
    ).select_from(_joined())


def _within(statement: Select[Any], query: SaleQuery, whose: Whose) -> Select[Any]:
    if whose.person_id is not None and whose.team_id is not None:
        statement = statement.where(or_(_s.person_id == whose.person_id, people.c.team_id == whose.team_id))
    elif whose.person_id is not None:
        statement = statement.where(_s.person_id == whose.person_id)
    elif whose.team_id is not None:
        statement = statement.where(people.c.team_id == whose.team_id)
    if query.first_day is not None:
        statement = statement.where(_s.day >= query.first_day)
    if query.last_day is not None:
        statement = statement.where(_s.day <= query.last_day)
    if query.state is not None:
        statement = statement.where(_s.state == query.state.value)
    if query.waits_only:
        statement = statement.where(_waiting)
    if query.person_id is not None:
        statement = statement.where(_s.person_id == query.person_id)
    return statement


def _values(sale: Sale) -> dict[str, Any]:
    values = {name: getattr(sale, name) for name in Sale.__dataclass_fields__ if name != "version"}
    return values | {"state": sale.state.value}


def _sale(row: Any) -> Sale:
    values = {name: getattr(row, name) for name in Sale.__dataclass_fields__}
    return Sale(**values | {"state": SaleState(row.state)})


def _row(row: Any) -> SaleRow:
    return SaleRow(_sale(row), row.lead_name, row.person_name, row.team_id, row.confirmer_name or "")
