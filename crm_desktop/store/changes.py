"""The sequence of changes in the order of commit, by which another window or workstation catches up.

A plain sequence loses what commits late: a transaction that took number 5 may commit after one that took 6
was read. So a reader on PostgreSQL never goes past the oldest running transaction, and orders by (tx, no);
on SQLite writers come one after another and `no` alone is the order.

What is committed beyond that oldest transaction is told at once, too, but the position stays before it, so
that it is told again with whatever comes to stand between. Looking costs the same however long one is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, TextClause, delete, func, or_, select, text, tuple_

from crm_desktop.store.tables import changes
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """How far someone has read the sequence."""

    tx: int = 0
    no: int = 0


START = Position()


@dataclass(frozen=True, slots=True)
class News:
    """What changed since a position: topics, and where to go on from; `ahead` is the last told early."""

    topics: frozenset[str]
    position: Position
    ahead: Position = START


@dataclass(frozen=True, slots=True)
class Acted:
    """Who changed something since a position: sign-ins by topic; None among them: nobody knows who."""

    topics: dict[str, frozenset[UUID | None]]
    position: Position
    ahead: Position = START


class ChangeFeed:
    """Repository of the sequence of changes."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def end(self) -> Position:
        """The position after everything that is settled now."""
        return self._end(START)[0]

    def _end(self, read: Position) -> tuple[Position, bool]:
        """Where what is settled ends, and whether the server no longer has what was `read` last.

        Then it came back from a copy, and its numbers begin again before those that were read: nothing would
        be heard until they had passed them.
        """
        there = changes.alias("there").c
        here = select(there.no).where(there.tx == read.tx, there.no == read.no).exists()
        newest = (
            select(changes.c.tx, changes.c.no, here.label("is_here"))
            .where(self._settled())
            .order_by(changes.c.tx.desc(), changes.c.no.desc())
            .limit(1)
        )
        row = self._work.connection.execute(newest).one_or_none()
        is_lost = read != START and not self._work.is_sqlite and (row is None or not row.is_here)
        return START if row is None else Position(row.tx, row.no), is_lost

    def since(self, position: Position, but_of: UUID | None = None, ahead: Position = START) -> News:
        """What others changed after `position`, and committed beyond it after `ahead`.

        The sign-in `but_of` knows its own changes.
        """
        ranges, end, newest = self._new(position, ahead)
        if ranges is None:
            return News(self._every_topic(), end, newest)
        topics: set[str] = set()
        for after, until in ranges:
            topics |= self._topics(after, until, but_of)
        return News(frozenset(topics), end, newest)

    def acted(self, position: Position, ahead: Position = START) -> Acted | None:
        """Who changed what after `position`, and beyond it after `ahead`; None: everything may be new."""
        ranges, end, newest = self._new(position, ahead)
        if ranges is None:
            return None
        found: dict[str, set[UUID | None]] = {}
        for after, until in ranges:
            asked = select(changes.c.topic, changes.c.session_id).distinct()
            statement: Select[Any] = self._between(asked, after, until)
            for topic, session_id in self._work.connection.execute(statement):
                found.setdefault(topic, set()).add(session_id)
        return Acted({topic: frozenset(by) for topic, by in found.items()}, end, newest)

    def _new(
        self, position: Position, ahead: Position
    ) -> tuple[list[tuple[Position, Position]] | None, Position, Position]:
        """What wasn't read yet (None: nobody knows), the new position, and what was told early by now."""
        settled, is_lost = self._end(position)
        if is_lost:
            return None, settled, max(self._newest(), settled)
        end = max(settled, position)
        newest = max(self._newest(), end)
        ranges = [(position, end)] if end > position else []
        if newest > max(end, ahead):
            ranges.append((max(end, ahead), newest))
        return ranges, end, max(newest, ahead)

    def _topics(self, after: Position, until: Position, but_of: UUID | None) -> frozenset[str]:
        found = self._between(select(changes.c.topic).distinct(), after, until)
        if but_of is not None:
            found = found.where(or_(changes.c.session_id.is_(None), changes.c.session_id != but_of))
        return frozenset(self._work.connection.execute(found).scalars())

    @staticmethod
    def _between(found: Select[Any], after: Position, until: Position) -> Select[Any]:
        place = tuple_(changes.c.tx, changes.c.no)
        return found.where(place > tuple_(after.tx, after.no), place <= tuple_(until.tx, until.no))

    def _every_topic(self) -> frozenset[str]:
        return frozenset(self._work.connection.execute(select(changes.c.topic).distinct()).scalars())

    def _newest(self) -> Position:
        """The last change that is committed, whatever may still come before it."""
        if self._work.is_sqlite:
            return Position()
        newest = (
            select(changes.c.tx, changes.c.no).order_by(changes.c.tx.desc(), changes.c.no.desc()).limit(1)
        )
        row = self._work.connection.execute(newest).one_or_none()
        return Position() if row is None else Position(row.tx, row.no)

    def forget(self, before: datetime) -> int:
        """Remove changes nobody needs for catching up any more; how many. The newest always stays."""
        newest = select(func.max(changes.c.no)).scalar_subquery()
        done = self._work.connection.execute(
            delete(changes).where(changes.c.at < before, changes.c.no < newest)
        )
        return int(done.rowcount)

    def _settled(self) -> TextClause:
        if self._work.is_sqlite:
            return text("1 = 1")
        return text("changes.tx < settled_tx()")
