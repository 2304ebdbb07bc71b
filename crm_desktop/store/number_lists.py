"""Lists of numbers that aren't called, as rows, and the numbers that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, insert, select, update

from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import calls, do_not_calls, number_lists, people, phones
from crm_desktop.store.unit_of_work import Work

_n, _d, _p = number_lists.c, do_not_calls.c, phones.c


@dataclass(frozen=True, slots=True)
class NumberList:
    """A list of numbers that aren't called. `taken`: of its `numbers`, those that were called until then."""

    id: UUID
    file_name: str
    sha256: str
    source: str
    listed_on: date
    ends_at: datetime | None
    numbers: int
    taken: int
    unread: int
    at: datetime
    by: str = ""
    ended_at: datetime | None = None


class NumberLists:
    """Repository of the lists."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[NumberList, ...]:
        """Every list, the newest first."""
        statement = select(number_lists, people.c.display_name).join(people, people.c.id == _n.person_id)
        rows = self._work.connection.execute(statement.order_by(_n.at.desc(), _n.id.desc()))
        return tuple(_list(row) for row in rows)

    def of_file(self, sha256: str) -> NumberList | None:
        """The list of this very file that still holds."""
        found = (each for each in self.all() if each.sha256 == sha256 and each.ended_at is None)
        return next(found, None)

    def add(self, made: NumberList) -> None:
        """Keep a list, in the name of who acts."""
        actor = self._work.actor
        assert actor is not None, "lists are brought by people"
        names = ("id", "file_name", "sha256", "source", "ends_at", "numbers", "taken", "unread", "at")
        values = {name: getattr(made, name) for name in names}
        self._work.connection.execute(
            insert(number_lists).values(
                listed_on=number_of(made.listed_on), person_id=actor.person_id, **values
            )
        )

    def took(self, list_id: UUID, numbers: int) -> None:
        """So many of its numbers were called until now."""
        self._work.connection.execute(
            update(number_lists).where(_n.id == list_id).values(taken=_n.taken + numbers)
        )

    def end(self, list_id: UUID) -> None:
        """Its numbers are free again."""
        self._work.connection.execute(
            update(number_lists).where(_n.id == list_id).values(ended_at=self._work.now)
        )

    def over(self) -> tuple[NumberList, ...]:
        """Those whose time has come."""
        return tuple(
            each
            for each in self.all()
            if each.ended_at is None and each.ends_at is not None and each.ends_at <= self._work.now
        )

    def called(self, phone_ids: list[UUID]) -> list[UUID]:
        """Those of the phones that may be called."""
        statement = select(_p.id).where(_p.id.in_(phone_ids), _p.do_not_call_at.is_(None))
        return list(self._work.connection.execute(statement).scalars())

    def held_by(self, list_id: UUID, most: int) -> list[UUID]:
        """Phones that nothing but this list keeps from being called: no other word, no result since."""
        other = do_not_calls.alias("other")
        told = exists().where(and_(other.c.phone_id == _d.phone_id, other.c.at >= _d.at, other.c.id != _d.id))
        asked = exists().where(
            calls.c.phone_id == _d.phone_id,
            calls.c.dialled_at >= _d.at,
            calls.c.disposition_flags.contains("do_not_call"),
        )
        statement = (
            select(_d.phone_id)
            .join(phones, _p.id == _d.phone_id)
            .where(_d.list_id == list_id, _d.is_lifted.is_(False), _p.do_not_call_at.is_not(None))
            .where(~told, ~asked)
        )
        return list(self._work.connection.execute(statement.limit(most)).scalars())


def _list(row: Any) -> NumberList:
    return NumberList(
        row.id, row.file_name, row.sha256, row.source, date_of(row.listed_on), row.ends_at, row.numbers,
        row.taken, row.unread, row.at, row.display_name, row.ended_at,
    )  # fmt: skip
