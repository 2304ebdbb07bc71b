"""Rules of sampling, what was drawn by them, and the calls there are to draw from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.call import Call
from crm_desktop.domain.people import COMMAND_SEAT
from crm_desktop.domain.sampling import Outcome, SampleRule
from crm_desktop.store.calls import CALL_COLUMNS, call_of
from crm_desktop.store.tables import (
    calls,
    campaigns,
    leads,
    people,
    reviews,
    sample_draws,
    sample_rules,
    samples,
    sessions,
    teams,
)
from crm_desktop.store.unit_of_work import Work

_u, _d, _s, _c = sample_rules.c, sample_draws.c, samples.c, calls.c


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with the names it is shown with."""

    rule: SampleRule
    team: str
    campaign: str
    person_name: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw for one person and week came to; `unmeasured` calls were left out."""

    id: UUID
    rule_id: UUID
    week: int
    person_id: UUID
    person_name: str
    at: datetime
    outcome: Outcome
    wanted: int
    pool: int
    taken: int
    unmeasured: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A drawn call that nobody reviewed yet."""

    call_id: UUID
    week: int
    person_id: UUID
    person_name: str
    lead_name: str
    dialled_at: datetime
    talk_s: int | None
    outcome: str
    campaign_id: UUID | None


class Samples:
    """Repository of rules, draws and drawn calls."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # --- rules ---

    def rules(self) -> tuple[RuleRow, ...]:
        """The rules that hold, as far as the person sees them."""
        joined = (
            sample_rules.join(people, people.c.id == _u.person_id)
            .outerjoin(teams, teams.c.id == _u.team_id)
            .outerjoin(campaigns, campaigns.c.id == _u.campaign_id)
        )
        names = (teams.c.name.label("team"), campaigns.c.name.label("campaign"), people.c.display_name)
        wanted = select(sample_rules, *names).select_from(joined).where(_u.ended_at.is_(None))
        return tuple(
            RuleRow(
                SampleRule(
                    row.id, row.team_id, row.campaign_id, row.per_week, row.longer_than_s,
                    bool(row.takes_unmeasured), row.seed, row.at,
                ),
                row.team or "", row.campaign or "", row.display_name,
            )
            for row in self._work.connection.execute(wanted.order_by(_u.at, _u.id))
        )  # fmt: skip

    def add_rule(self, rule: SampleRule) -> None:
        """Keep a rule."""
        assert self._work.actor is not None, "somebody makes it"
        self._work.connection.execute(
            insert(sample_rules).values(
                id=rule.id, team_id=rule.team_id, campaign_id=rule.campaign_id, per_week=rule.per_week,
                longer_than_s=rule.longer_than_s, takes_unmeasured=rule.takes_unmeasured, seed=rule.seed,
                person_id=self._work.actor.person_id, at=rule.at,
            )
        )  # fmt: skip

    def end_rule(self, rule_id: UUID) -> bool:
        """A rule draws no more; what it drew stays. False where it was over."""
        done = self._work.connection.execute(
            update(sample_rules)
            .where(_u.id == rule_id, _u.ended_at.is_(None))
            .values(ended_at=self._work.now)
        )
        return done.rowcount > 0

    # --- drawing ---

    def candidates(
        self, campaign_id: UUID | None, first_day: int, last_day: int, people_ids: Collection[UUID]
    ) -> list[Call]:
        """Closed calls of these people and days that nobody drew or reviewed yet, erased leads' left out."""
        is_drawn = select(literal(1)).where(_s.call_id == _c.id).exists()
        is_reviewed = select(literal(1)).where(reviews.c.call_id == _c.id).exists()
        is_erased = (
            select(literal(1)).where(leads.c.id == _c.lead_id, leads.c.erased_at.is_not(None)).exists()
        )
        wanted = select(*CALL_COLUMNS).where(
            _c.day.between(first_day, last_day),
            _c.person_id.in_(people_ids),
            ~is_drawn,
            ~is_reviewed,
            ~is_erased,
        )
        if campaign_id is not None:
            wanted = wanted.where(_c.campaign_id == campaign_id)
        return [call_of(row) for row in self._work.connection.execute(wanted)]

    def were_there(self, people_ids: Collection[UUID], since: datetime, until: datetime) -> set[UUID]:
        """Who of these was signed in within a time; commands that act for somebody don't count."""
        s = sessions.c
        wanted = select(s.person_id).where(
            s.person_id.in_(people_ids),
            s.seat != COMMAND_SEAT,
            s.signed_in_at < until,
            func.coalesce(s.signed_out_at, s.last_seen_at) >= since,
        )
        return set(self._work.connection.execute(wanted.distinct()).scalars())

    def is_drawn(self, rule_id: UUID, week: int) -> set[UUID]:
        """For whom a rule has drawn a week already."""
        wanted = select(_d.person_id).where(_d.rule_id == rule_id, _d.week == week)
        return set(self._work.connection.execute(wanted).scalars())

    def add_draw(self, draw: Draw, chosen: Sequence[tuple[UUID, Call]]) -> bool:
        """Keep a draw with its calls; False where somebody else drew it meanwhile."""
        assert self._work.actor is not None, "somebody draws"
        run = self._work.connection.execute
        values = {
            "id": draw.id, "rule_id": draw.rule_id, "week": draw.week, "person_id": draw.person_id,
            "by_id": self._work.actor.person_id, "at": draw.at, "outcome": draw.outcome.value,
            "wanted": draw.wanted, "pool": draw.pool, "unmeasured": draw.unmeasured,
        }  # fmt: skip
        if not run(self._once(sample_draws, values)).rowcount:
            return False
        for sample_id, call in chosen:
            sample = {"id": sample_id, "draw_id": draw.id, "call_id": call.id, "lead_id": call.lead_id}
            run(self._once(samples, {**sample, "person_id": draw.person_id}))
        return True

    def _once(self, table: Table, values: dict[str, Any]) -> Any:
        """A row, unless it is there: two people may draw at the same time."""
        make = sqlite.insert if self._work.is_sqlite else postgresql.insert
        return make(table).values(values).on_conflict_do_nothing()

    # --- what was drawn ---

    def draws(self, people_ids: Collection[UUID], week: int) -> tuple[Draw, ...]:
        """What the draws of a week came to."""
        taken = select(func.count()).where(_s.draw_id == _d.id).scalar_subquery()
        wanted = (
            select(sample_draws, people.c.display_name, taken.label("taken"))
            .join(people, people.c.id == _d.person_id)
            .where(_d.person_id.in_(people_ids), _d.week == week)
            .order_by(people.c.display_name, _d.at)
        )
        return tuple(
            Draw(
                row.id, row.rule_id, row.week, row.person_id, row.display_name, row.at, Outcome(row.outcome),
                row.wanted, row.pool, row.taken, row.unmeasured,
            )
            for row in self._work.connection.execute(wanted)
        )  # fmt: skip

    def waiting(self, people_ids: Collection[UUID], limit: int) -> tuple[Waiting, ...]:
        """Drawn calls that still count and that nobody began to review, the oldest first."""
        begun = select(literal(1)).where(reviews.c.call_id == _s.call_id, reviews.c.withdrawn_at.is_(None))
        wanted = self._listed().where(_s.person_id.in_(people_ids), ~begun.exists())
        rows = self._work.connection.execute(wanted.order_by(_c.dialled_at, _c.id).limit(limit))
        return tuple(
            Waiting(
                row.call_id, row.week, row.person_id, row.display_name, row.lead_name or "", row.dialled_at,
                row.talk_s, row.disposition_label, row.campaign_id,
            )
            for row in rows
        )  # fmt: skip

    def _listed(self) -> Select[Any]:
        joined = (
            samples.join(sample_draws, _d.id == _s.draw_id)
            .join(calls, _c.id == _s.call_id)
            .join(people, people.c.id == _s.person_id)
            .outerjoin(leads, leads.c.id == _s.lead_id)
        )
        return (
            select(
                _s.call_id, _d.week, _s.person_id, people.c.display_name, leads.c.name.label("lead_name"),
                _c.dialled_at, _c.talk_s, _c.disposition_label, _c.campaign_id,
            )
            .select_from(joined)
            .where(~_c.is_left_out, _c.state == "closed", people.c.is_disabled.is_(False))
        )  # fmt: skip
