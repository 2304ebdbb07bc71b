"""What is due by score, the highest first: sought in an index of its own, which holds scored places alone.

A campaign whose leads have no score pays nothing for it. Where there are scores, one question finds the
highest that have something due (of a hundred different ones at most, two seeks each; where little is due, by
what is), and the next takes what stands there. Leads without a score come after them, out of the index of
all places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, column, literal_column, select, text, union_all

from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane, Place
from crm_desktop.domain.score import MOST
from crm_desktop.store.prepared import Prepared, first, needed
from crm_desktop.store.queue_statements import (
    DUE,
    PLACES_AT_ONCE,
    SCORED,
    at_places,
    by_owner,
    urgency,
)
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
_UNSCORED: Any = literal_column("queue_entries.score = 0")


#: So many due are counted by their scores; among more, the highest scores are sought.
FEW = 100
_SIZES = (1, 2, 4, 8, 16, PLACES_AT_ONCE)


class Arm(NamedTuple):
    """One range of an index: a lane's entries at a place that are mine, or nobody's, of one score."""

    lane: int
    place: Place
    is_mine: bool
    score: int


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for what is due, where and when."""

    campaign_id: UUID
    person_id: UUID
    now: datetime

    @property
    def values(self) -> dict[str, Any]:
        """As parameters of the statements."""
        return {"campaign_id": self.campaign_id, "person_id": self.person_id, "now": self.now}


def due_by_score(
    work: Work, asker: Asker, places: Sequence[Place], limit: int, first_lane: Lane
) -> list[Any]:
    """What this person may dial now at these places, in order, at most `limit`: promises, then by score."""
    found: list[Any] = []
    arms = _arms(work, asker, places, limit, first_lane)
    for start in range(0, max(len(arms), len(places)), PLACES_AT_ONCE):
        there, some = places[start : start + PLACES_AT_ONCE], arms[start : start + PLACES_AT_ONCE]
        found += _ask(work, asker, there, some, limit)
    once = {row.id: row for row in found}.values()
    return sorted(once, key=lambda row: (_turn(row.lane, first_lane), row.urgency, row.next_at, row.id))[
        :limit
    ]


def _turn(lane: int, first_lane: Lane) -> int:
    return 0 if lane == Lane.PROMISED else 1 if lane == first_lane else 2


def _arms(work: Work, asker: Asker, places: Sequence[Place], limit: int, first_lane: Lane) -> list[Arm]:
    """Where the first `limit` stand: of each priority the highest scores first, then what has none.

    What has no score is asked for only where fewer than `limit` scored ones go before it, so that its seek
    walks over no more of them.
    """
    scored = top_scores(work, asker, places, limit)
    found: list[Arm] = []
    for lane in (first_lane, Lane.NEW if first_lane is Lane.RETRY else Lane.RETRY):
        count = 0
        for priority in sorted({place.priority for place in places}, reverse=True):
            here = {
                arm: due for arm, due in scored.items() if (arm.lane, arm.place.priority) == (lane, priority)
            }
            for _, level in groupby(sorted(here, key=lambda arm: -arm.score), key=lambda arm: arm.score):
                some = list(level)
                found += some
                count += sum(here[arm] for arm in some)
                if count >= limit:
                    break
            if count >= limit:
                break
            there = [place for place in places if place.priority == priority]
            found += [Arm(lane, place, is_mine, 0) for place in there for is_mine in (True, False)]
        if count >= limit:
            break
    return found


def top_scores(work: Work, asker: Asker, places: Sequence[Place], limit: int) -> dict[Arm, int]:
    """The highest scores of each range that have something due, and how many: until there are `limit`."""
    found: dict[Arm, int] = {}
    for start in range(0, len(places), PLACES_AT_ONCE):
        some = places[start : start + PLACES_AT_ONCE]
        rows = tops(len(some), limit).rows(work, **at_places(some), **asker.values)
        levels: dict[tuple[int, int, bool], list[Any]] = defaultdict(list)
        for row in rows:
            if row.is_counted:
                found[Arm(row.lane, some[row.place], bool(row.is_mine), row.score)] = row.above
                continue
            levels[row.lane, row.place, bool(row.is_mine)].append(row)
        for (lane, place, is_mine), steps in levels.items():
            steps.sort(key=lambda row: -1 if row.score is None else row.score, reverse=True)
            # Each row says how many were due above it, so that the next one tells how many are due there.
            for row, following in pairwise(steps):
                if following.above > row.above and row.score <= MOST:
                    found[Arm(lane, some[place], is_mine, row.score)] = following.above - row.above
    return found


@lru_cache(maxsize=2 * PLACES_AT_ONCE)
def tops(places: int, limit: int) -> Prepared:
    """The scores of each lane, place and owner that have something due.

    Where few are due they are counted. Else a recursion steps from one score that stands there down to the
    next, until `limit` are due; `above` says how many are due before that score.
    """

    def build(is_sqlite: bool) -> Any:
        named = ", ".join(
            f"({at}, CAST(:zone_{at} AS text), CAST(:priority_{at} AS smallint), CAST(:skill_{at} AS text))"
            for at in range(places)
        )
        both = (True, False)
        ranges = ", ".join(_ranges(is_mine, limit, is_sqlite) for is_mine in both)
        parts = "\nUNION ALL\n".join(_counted_and_stepped(is_mine, is_sqlite) for is_mine in both)
        sql = f"""WITH RECURSIVE place(place, zone, priority, skill) AS (VALUES {named}),
            lane(lane) AS (VALUES ({int(Lane.RETRY)}), ({int(Lane.NEW)})), {ranges} {parts}"""
        binds = [
            needed("campaign_id", _q.campaign_id),
            needed("person_id", _q.owner_id),
            needed("now", _q.next_at),
        ]
        for at in range(places):
            binds += [
                needed(f"zone_{at}", _q.zone), needed(f"priority_{at}", _q.priority),
                needed(f"skill_{at}", _q.skill),
            ]  # fmt: skip
        columns = [
            column(name, Integer) for name in ("lane", "place", "is_mine", "score", "above", "is_counted")
        ]
        return text(sql).bindparams(*binds).columns(*columns)

    return Prepared(build)


def _there(of: str, is_mine: bool) -> str:
    """The entries of one range, in the words of the partial indexes."""
    owner = "q.owner_id = :person_id" if is_mine else "q.owner_id IS NULL"
    return f"""q.campaign_id = :campaign_id AND q.lane = {of}.lane AND q.zone = {of}.zone
        AND q.priority = {of}.priority AND q.skill = {of}.skill AND {owner}
        AND q.claimed_by IS NULL AND q.lane < {FIRST_DONE_LANE}"""


def _by(name: str, is_sqlite: bool) -> str:
    return f" INDEXED BY ix_queue_entries_{name}" if is_sqlite else ""


def _ranges(is_mine: bool, limit: int, is_sqlite: bool) -> str:
    """How many are due in each range, `FEW` and one at most; and the steps through scores where it is more.

    PostgreSQL sees an index's order only with the owner in it; without an order it would rather scan.
    """
    by_score, by_time, whose = _by("scored", is_sqlite), _by("due", is_sqlite), _whose(is_mine)
    here, below_it = _there("a", is_mine), _there("l", is_mine)
    due = f"""(SELECT count(*) FROM (SELECT 1 FROM queue_entries AS q{by_time} WHERE {here}
        AND q.next_at <= :now ORDER BY q.owner_id, q.next_at LIMIT {FEW + 1}) AS these)"""
    following = f"""(SELECT q.score FROM queue_entries AS q{by_score} WHERE {below_it} AND q.score > 0
        AND q.score < l.score ORDER BY q.owner_id DESC, q.score DESC LIMIT 1)"""
    of_score = f"""(SELECT count(*) FROM (SELECT 1 FROM queue_entries AS q{by_score} WHERE {below_it}
        AND q.score > 0 AND q.score = l.score AND q.next_at <= :now
        ORDER BY q.owner_id, q.score, q.next_at LIMIT {limit}) AS these)"""
    return f"""due_{whose} AS MATERIALIZED (
        SELECT a.lane, a.place, a.zone, a.priority, a.skill, {due} AS due
        FROM (SELECT lane.lane, place.place, place.zone, place.priority, place.skill
              FROM place CROSS JOIN lane) AS a),
    step_{whose}(lane, place, zone, priority, skill, score, above) AS (
        SELECT lane, place, zone, priority, skill, CAST({MOST + 1} AS smallint), CAST(0 AS bigint)
        FROM due_{whose} WHERE due > {FEW}
        UNION ALL
        SELECT l.lane, l.place, l.zone, l.priority, l.skill, {following}, l.above + {of_score}
        FROM step_{whose} AS l WHERE l.score IS NOT NULL AND l.above < {limit})"""


def _counted_and_stepped(is_mine: bool, is_sqlite: bool) -> str:
    whose, mine, here = _whose(is_mine), int(is_mine), _there("a", is_mine)
    these = f"queue_entries AS q{_by('due', is_sqlite)} ON {here} AND q.next_at <= :now"
    if not is_sqlite:
        these = f"""LATERAL (SELECT q.score FROM queue_entries AS q WHERE {here} AND q.next_at <= :now
            ORDER BY q.owner_id, q.next_at LIMIT {FEW}) AS q ON true"""
    join = "CROSS JOIN" if is_sqlite else "JOIN"
    return f"""SELECT a.lane, a.place, {mine} AS is_mine, q.score, count(*) AS above, 1 AS is_counted
            FROM due_{whose} AS a {join} {these}
            WHERE a.due BETWEEN 1 AND {FEW} AND q.score > 0 GROUP BY a.lane, a.place, q.score
        UNION ALL
        SELECT lane, place, {mine}, score, above, 0 FROM step_{whose}"""


def _whose(is_mine: bool) -> str:
    return "mine" if is_mine else "nobodys"


def _ask(work: Work, asker: Asker, places: Sequence[Place], arms: Sequence[Arm], limit: int) -> list[Any]:
    """What is promised at some places, and what stands in some ranges."""
    if not places and not arms:
        return []
    asked = _filled_up(arms)
    values = at_places(places) | asker.values
    for at, arm in enumerate(asked, len(places)):
        values |= at_places((arm.place,), at) | {f"lane_{at}": arm.lane}
        if arm.score:
            values[f"score_{at}"] = arm.score
    return chosen(len(places), tuple(_kind(arm) for arm in asked), limit).rows(work, **values)


def _filled_up(arms: Sequence[Arm]) -> list[Arm]:
    """The ranges by kind, each kind's filled up by repeating: few statements are compiled."""
    found: list[Arm] = []
    for _, some in groupby(sorted(arms, key=_kind), key=_kind):
        these = list(some)
        size = next(size for size in _SIZES if size >= len(these))
        found += these + [these[-1]] * (size - len(these))
    return found


class _Kind(NamedTuple):
    """What of a range is written into its statement, not given to it."""

    is_mine: bool
    is_scored: bool


def _kind(arm: Arm) -> _Kind:
    return _Kind(arm.is_mine, arm.score > 0)


@lru_cache(maxsize=256)
def chosen(places: int, kinds: tuple[_Kind, ...], limit: int) -> Prepared:
    """What is due of the promises at so many places, and of so many ranges of the other lanes."""

    def build(is_sqlite: bool) -> Any:
        parts = [
            by_owner(Lane.PROMISED, place, is_mine, limit, by_score=True)
            for place in range(places)
            for is_mine in (True, False)
        ]
        parts += [_of_arm(at, kind, limit) for at, kind in enumerate(kinds, places)]
        return union_all(*parts)

    return Prepared(build)


def _of_arm(at: int, kind: _Kind, limit: int) -> Any:
    owner = _q.owner_id == needed("person_id", _q.owner_id) if kind.is_mine else _q.owner_id.is_(None)
    part = (
        select(_q.id, _q.lead_id, _q.lane, urgency(by_score=True).label("urgency"), _q.next_at)
        .where(
            _q.campaign_id == needed("campaign_id", _q.campaign_id),
            _q.lane == needed(f"lane_{at}", _q.lane),
            _q.zone == needed(f"zone_{at}", _q.zone),
            _q.priority == needed(f"priority_{at}", _q.priority),
            _q.skill == needed(f"skill_{at}", _q.skill),
            owner,
            DUE,
            *((SCORED, _q.score == needed(f"score_{at}", _q.score)) if kind.is_scored else (_UNSCORED,)),
            _q.next_at <= needed("now", _q.next_at),
        )
        .order_by(_q.owner_id, *((_q.score,) if kind.is_scored else ()), _q.next_at, _q.id)
    )
    return select(first(part, limit).subquery())
