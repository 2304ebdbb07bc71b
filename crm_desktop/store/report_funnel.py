"""What became of the leads that came in: tried, reached, interested, won, and after how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select

from crm_desktop.store.batch_deleting import is_deleted
from crm_desktop.store.call_hours import counted_calls, counts
from crm_desktop.store.counted_rows import Span, by_other, narrowed, within
from crm_desktop.store.report_leads import listed, numbers, seconds_between
from crm_desktop.store.tables import calls, leads, queue_entries
from crm_desktop.store.unit_of_work import Work

_c, _q, _l = calls.c, queue_entries.c, leads.c
# What counts a step that came, and the seconds to it.
_COUNTS = (
    ("f_tried", "tried_at"), ("f_reached", "reached_at"), ("f_interested", "interested_at"),
    ("f_won", "won_at"),
)  # fmt: skip
_WAITS = (("to_try_s", "tried_at"), ("to_reach_s", "reached_at"), ("to_win_s", "won_at"))


@dataclass(frozen=True, slots=True)
class Way:
    """One lead's way through a campaign: when it came in and when each step happened first."""

    campaign_id: UUID
    lead_id: UUID
    came_at: datetime
    tried_at: datetime | None
    reached_at: datetime | None
    interested_at: datetime | None
    won_at: datetime | None

    def figures(self) -> dict[str, int | None]:
        """What it adds to the funnel's numbers; seconds from coming in, None where it didn't come to that."""
        return {
            "f_in": 1,
            "f_tried": int(self.tried_at is not None),
            "f_reached": int(self.reached_at is not None),
            "f_interested": int(self.interested_at is not None),
            "f_won": int(self.won_at is not None),
            "to_try_s": self._after(self.tried_at),
            "to_reach_s": self._after(self.reached_at),
            "to_win_s": self._after(self.won_at),
        }

    def _after(self, at: datetime | None) -> int | None:
        return None if at is None else max(0, int((at - self.came_at).total_seconds()))


class Funnel:
    """Repository of the ways of leads through their campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def came_in(self, span: Span) -> dict[UUID, int]:
        """How many leads of each campaign came in on these days."""
        statement = (
            select(_q.campaign_id, func.count())
            .join_from(queue_entries, leads, _l.id == _q.lead_id)
            .where(*_of_days(span))
            .group_by(_q.campaign_id)
        )
        return {campaign: int(count) for campaign, count in self._work.connection.execute(statement)}

    def sums(self, span: Span) -> dict[UUID, dict[str, Any]]:
        """What the ways of each campaign's leads that had a call add up to; the seconds one by one."""
        way, is_sqlite = self._ways(span).subquery("way").c, self._work.is_sqlite
        took = {name: seconds_between(way.created_at, way[at], is_sqlite=is_sqlite) for name, at in _WAITS}
        statement = select(
            way.campaign_id,
            *(func.count(way[at]).label(name) for name, at in _COUNTS),
            *(numbers(seconds, is_sqlite=is_sqlite).label(name) for name, seconds in took.items()),
        ).group_by(way.campaign_id)
        return {
            row["campaign_id"]: {
                **{name: int(row[name]) for name, _ in _COUNTS},
                **{name: listed(row[name]) for name, _ in _WAITS},
            }
            for row in self._work.connection.execute(statement).mappings()
        }

    def ways(self, span: Span, *, with_untouched: bool = False) -> Iterable[Way]:
        """The ways of the leads that came in on these days and had a call; of all `with_untouched`."""
        ordered = self._ways(span, with_untouched=with_untouched).order_by(_l.created_at, _q.lead_id)
        return [Way(*row) for row in self._work.connection.execute(ordered)]

    def _ways(self, span: Span, *, with_untouched: bool = False) -> Select[Any]:
        happened = (
            select(
                _c.campaign_id,
                _c.lead_id,
                *(
                    func.min(case((which, _c.dialled_at))).label(name)
                    for name, which in (
                        ("tried_at", counts("attempts")),
                        ("reached_at", counts("conversations")),
                        ("interested_at", counts("successes")),
                        ("won_at", and_(counts("successes"), counts("finals"))),
                    )
                ),
            )
            .where(
                _c.day >= span.week_before,
                by_other(_c.person_id).in_(span.people),
                *within(span, by_other(_c.person_id), _c.day),
                *counted_calls(),
            )
            .group_by(_c.campaign_id, _c.lead_id)
            .subquery("happened")
        )
        joined = queue_entries.join(leads, _l.id == _q.lead_id).join(
            happened,
            and_(happened.c.lead_id == _q.lead_id, happened.c.campaign_id == _q.campaign_id),
            isouter=with_untouched,
        )
        steps: Any = (happened.c.tried_at, happened.c.reached_at, happened.c.interested_at, happened.c.won_at)
        return (
            select(_q.campaign_id, _q.lead_id, _l.created_at, *steps)
            .select_from(joined)
            .where(*_of_days(span))
        )


def _of_days(span: Span) -> tuple[Any, ...]:
    # What was deleted came in all the same; the calls of what was merged are those of the lead that stays.
    is_told = or_(_l.status != "merged", is_deleted())
    came = (_l.created_at >= span.since, _l.created_at < span.until, is_told)
    return *came, *narrowed(span, _q.lead_id, _q.campaign_id)
