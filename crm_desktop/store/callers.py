"""Who may have rung, as rows: by the last digits, by a whole number, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)

from crm_desktop.domain.callers import FEWEST_DIGITS, CallerRow
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.lead_finding import find_rows
from crm_desktop.store.prepared import Prepared, first, needed, rows_of
from crm_desktop.store.tables import (
    callbacks,
    calls,
    lead_phones,
    leads,
    people,
    phones,
)
from crm_desktop.store.unit_of_work import Work

MOST_PHONES = 8
_CHUNK = 300
_STATUS = {status.value: status for status in LeadStatus}
_l, _p, _lp = leads.c, phones.c, lead_phones.c


def _given(name: str, kind: Any) -> Any:
    return bindparam(name, type_=kind, required=True)


def _unindexed(of: Any) -> Any:
    """A column by which no index is sought: the phone has found the few leads already."""
    return func.coalesce(of, of)


def _is_me(of: Any) -> Any:
    """Whether a column holds the asking person."""
    return _unindexed(of) == _given("me", of.type)


def _promise(mine: bool) -> Any:
    """The soonest open promise of the lead; a person's own, or anybody's."""
    statement = select(func.min(callbacks.c.due_at)).where(
        callbacks.c.lead_id == _l.id, literal_column("callbacks.state = 'open'")
    )
    if mine:
        statement = statement.where(_is_me(callbacks.c.owner_id))
    return statement.correlate(leads).scalar_subquery()


_ROW = (
    _l.id, _l.name, _l.company, _l.city, _l.owner_id, people.c.display_name, _l.team_id, _l.status,
    _l.last_result, _l.last_call_at, _l.zone, _p.id.label("phone_id"), _p.e164, _p.do_not_call_at,
    _lp.wrong_at, _promise(mine=False).label("promise_at"), _promise(mine=True).label("my_promise_at"),
)  # fmt: skip
_JOINED = (
    phones.join(lead_phones, _lp.phone_id == _p.id)
    .join(leads, _l.id == _lp.lead_id)
    .outerjoin(people, people.c.id == _l.owner_id)
)


def seen_by(reach: Reach) -> Any:
    """The leads a person knows when they ring: those they may see, and those they called themselves."""
    mine = _is_me(_l.owner_id)
    any_call = exists(select(calls.c.id).where(calls.c.lead_id == _l.id, _is_me(calls.c.person_id)))
    called = and_(_unindexed(_l.last_call_at).is_not(None), any_call)
    if reach is Reach.ALL:
        return true()
    if reach is Reach.TEAM:
        team = _unindexed(_l.team_id)
        return or_(team == _given("team", _l.team_id.type), team.is_(None), mine, called)
    return or_(mine, called)


def _newest_first(statement: Select[Any]) -> Select[Any]:
    """Whoever was on a call lately rings back soonest."""
    return statement.order_by(
        case((_l.last_call_at.is_(None), 1), else_=0), _l.last_call_at.desc(), _l.no, _lp.position
    )


@lru_cache(maxsize=8)
def by_last_digits(reach: Reach, how_many: int, *, is_longer: bool) -> Prepared:
    """Leads with a phone that ends in the digits: the index knows the last four, more are compared.

    A hundred leads may end so: the index gives those dialled last first, and only as many are read as are
    shown.
    """

    def build(is_sqlite: bool) -> Select[Any]:
        if not is_sqlite:
            asked = _given("last_four_text", Text()), _given("ends", Text()), *_asking(reach, how_many)
            return rows_of(func.callers_ending(*asked), *_ROW)
        four: Any = literal_column("CAST(substr(phones.e164, -4) AS INTEGER)", Integer())  # the index's words
        chosen = (
            select(_lp.lead_id, _lp.phone_id)
            .select_from(phones.join(lead_phones, _lp.phone_id == _p.id).join(leads, _l.id == _lp.lead_id))
            .where(four == _given("last_four", Integer()), _l.status != "merged", seen_by(reach))
        )
        if is_longer:
            chosen = chosen.where(_p.e164.like(_given("ends", Text())))
        dialled_last = _p.last_attempt_at.desc().nulls_last()  # in the order of the index
        few = first(chosen.order_by(dialled_last), how_many).subquery("few")
        shown = (
            few.join(leads, _l.id == few.c.lead_id)
            .join(phones, _p.id == few.c.phone_id)
            .join(lead_phones, and_(_lp.lead_id == few.c.lead_id, _lp.phone_id == few.c.phone_id))
            .outerjoin(people, people.c.id == _l.owner_id)
        )
        return _newest_first(select(*_ROW).select_from(shown))

    return Prepared(build)


def digits_given(digits: str) -> dict[str, Any]:
    """What `by_last_digits` is asked with."""
    return {"last_four": int(digits[-4:]), "last_four_text": digits[-4:], "ends": f"%{digits}"}


@lru_cache(maxsize=8)
def at_number(reach: Reach, how_many: int) -> Prepared:
    """Everybody's leads at a whole number, and whether the person knows them."""
    known = case((seen_by(reach), 1), else_=0).label("is_known")

    def build(is_sqlite: bool) -> Select[Any]:
        number = needed("e164", _p.e164)
        if not is_sqlite:
            return rows_of(func.callers_at(number, *_asking(reach, how_many)), *_ROW, known)
        here = select(*_ROW, known).select_from(_JOINED).where(_p.e164 == number, _l.status != "merged")
        found: Select[Any] = first(_newest_first(here), how_many)
        return found

    return Prepared(build)


@lru_cache(maxsize=8)
def known_at(reach: Reach, how_many: int) -> Prepared:
    """The leads a person knows at a whole number; a server finds them by the last digits, uncounted."""

    def build(is_sqlite: bool) -> Select[Any]:
        assert is_sqlite
        number = needed("e164", _p.e164)
        here = select(*_ROW).select_from(_JOINED)
        here = here.where(_p.e164 == number, _l.status != "merged", seen_by(reach))
        found: Select[Any] = first(_newest_first(here), how_many)
        return found

    return Prepared(build)


def _asking(reach: Reach, how_many: int) -> tuple[Any, ...]:
    """Who asks a function of the server, how far they see, and for how many rows."""
    me, team = _given("me", _l.owner_id.type), _given("team", _l.team_id.type)
    return me, team, literal(reach.value, Text()), literal(how_many, Integer())


def _phone(is_sqlite: bool) -> Select[Any]:
    number = needed("e164", _p.e164)
    return select(_p.id).where(_p.e164 == number) if is_sqlite else rows_of(func.phone_at(number), _p.id)


PHONE = Prepared(_phone)


class Callers:
    """Repository of who may have rung."""

    def __init__(self, work: Work) -> None:
        self._work = work
        if work.actor is None:
            raise RuntimeError("callers are shown to someone who is signed in")
        self._actor: Actor = work.actor

    def by_last_digits(self, digits: str, limit: int) -> tuple[CallerRow, ...]:
        """Leads the person knows with a phone that ends so, whoever was on a call lately first."""
        reach = self._actor.reach(Permission.SEE_LEADS)
        statement = by_last_digits(reach, limit, is_longer=len(digits) > FEWEST_DIGITS)
        given = {**digits_given(digits), **self._who()}
        return tuple([_row(row) for row in statement.rows(self._work, **given)])

    def known_at(self, e164: str, limit: int) -> tuple[CallerRow, ...]:
        """Leads the person knows at a whole number."""
        if not self._work.is_sqlite:
            return self.by_last_digits(e164, limit)
        statement = known_at(self._actor.reach(Permission.SEE_LEADS), limit)
        return tuple([_row(row) for row in statement.rows(self._work, e164=e164, **self._who())])

    def at_number(self, e164: str, limit: int) -> tuple[CallerRow, ...]:
        """Everybody's leads at a whole number; `is_limited` where the person doesn't know them."""
        statement = at_number(self._actor.reach(Permission.SEE_LEADS), limit)
        found = statement.rows(self._work, e164=e164, **self._who())
        return tuple([_row_or_limited(row) for row in found])

    def by_name(self, parts: tuple[str, ...], limit: int) -> tuple[CallerRow, ...]:
        """Leads the person may see whose name, company or e-mail holds all parts, by their first number."""
        ids = [row.id for row in find_rows(self._work, self._actor, parts, limit)]
        statement = select(*_ROW).select_from(_JOINED).where(_l.id.in_(ids))
        by_lead: dict[UUID, CallerRow] = {}
        for row in self._work.connection.execute(
            _newest_first(statement).limit(limit * MOST_PHONES), {"me": self._actor.person_id}
        ):
            by_lead.setdefault(row.id, _row(row))
        return tuple(by_lead.values())[:limit]

    def at_numbers(self, e164s: Sequence[str]) -> tuple[CallerRow, ...]:
        """Leads at these numbers whose calls the person may note unasked: known to them, or nobody's."""
        reach = self._actor.reach(Permission.SEE_LEADS)
        known = or_(seen_by(reach), _l.owner_id.is_(None))
        found: list[CallerRow] = []
        for start in range(0, len(e164s), _CHUNK):
            some = list(e164s[start : start + _CHUNK])
            here = (_p.e164.in_(some), _l.status != "merged", known)
            most = _CHUNK * MOST_PHONES
            ordered: Any = _newest_first(select(*_ROW).select_from(_JOINED).where(*here)).limit(most)
            if not self._work.is_sqlite:
                asked = literal(some, ARRAY(Text())), *_asking(reach, most)
                ordered = rows_of(func.callers_at_all(*asked), *_ROW)
            found += (_row(r) for r in self._work.connection.execute(ordered, self._who()))
        return tuple(found)

    def phone_id(self, e164: str) -> UUID | None:
        """The phone of a number, None when nobody here has it."""
        row = PHONE.row(self._work, e164=e164)
        return None if row is None else row.id

    def _who(self) -> dict[str, Any]:
        return {"me": self._actor.person_id, "team": self._actor.team_id}


def _row(row: Any) -> CallerRow:
    mine = row.my_promise_at
    return CallerRow(
        row.id,
        row.name,
        row.company,
        row.city,
        row.phone_id,
        row.e164,
        row.owner_id,
        row.display_name or "",
        _STATUS[row.status],
        row.last_result,
        row.last_call_at,
        mine or row.promise_at,
        mine is not None,
        row.do_not_call_at is not None,
        row.wrong_at is not None,
        clock_of(row.zone, ""),
    )


def _row_or_limited(row: Any) -> CallerRow:
    found = _row(row)
    return found if row.is_known else replace(found, is_limited=True)
