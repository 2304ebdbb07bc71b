"""Contested calls and their rulings, as rows; a ruling writes the call as it counts since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, literal, or_, select, update

from crm_desktop.domain.call import Call
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.rulings import Claim, Contest, Counted, Ruling
from crm_desktop.ids import new_id
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.counted_rows import Span, narrowed
from crm_desktop.store.tables import calls, contests, leads, people, rulings
from crm_desktop.store.unit_of_work import Work

_k, _r, _c = contests.c, rulings.c, calls.c
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a ruling makes of a call: one of these; none of them: it is left out of all counting."""

    disposition: Disposition | None = None
    talk_s: int | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A claim as lists show it."""

    contest: Contest
    dialled_at: datetime | None  # None: the call is gone
    campaign_id: UUID | None
    lead_name: str
    person_name: str
    ruled_by_name: str


class Contests:
    """Repository of claims and rulings."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, contest_id: UUID) -> Contest | None:
        """One claim, with its ruling."""
        row = self._work.connection.execute(_rows().where(_k.id == contest_id)).one_or_none()
        return None if row is None else _contest(row)

    def of_calls(self, call_ids: Iterable[UUID]) -> dict[UUID, tuple[Contest, ...]]:
        """The claims about these calls, as far as the person sees them, the oldest first."""
        wanted, found = list(call_ids), dict[UUID, list[Contest]]()
        for start in range(0, len(wanted), _AT_ONCE):
            some = _rows().where(_k.call_id.in_(wanted[start : start + _AT_ONCE])).order_by(_k.at, _k.id)
            for row in self._work.connection.execute(some):
                found.setdefault(row.call_id, []).append(_contest(row))
        return {call_id: tuple(each) for call_id, each in found.items()}

    def is_ruled_on(self, call_id: UUID) -> bool:
        """Whether a ruling on the call is known."""
        asked = select(literal(1)).select_from(_JOINED).where(_k.call_id == call_id, _r.id.is_not(None))
        return self._work.connection.execute(asked.limit(1)).first() is not None

    def waits(self, call_id: UUID) -> bool:
        """Whether a claim about the call waits for its ruling."""
        asked = select(literal(1)).select_from(_JOINED).where(_k.call_id == call_id, _r.id.is_(None))
        return self._work.connection.execute(asked.limit(1)).first() is not None

    def sees_lead(self, lead_id: UUID) -> bool:
        """Whether the lead of a claim is within the sight of whoever rules."""
        asked = select(leads.c.id).where(leads.c.id == lead_id)
        return self._work.connection.execute(asked).first() is not None

    def any(self) -> bool:
        """Whether anything was ever contested."""
        return self._work.connection.execute(select(_k.id).limit(1)).first() is not None

    def upheld(self, span: Span) -> tuple[Contest, ...]:
        """Upheld claims of a question's people about calls it is about."""
        statement = (
            select(contests, *_RULING)
            .select_from(_JOINED.join(calls, _c.id == _k.call_id))
            .where(
                _k.person_id.in_(span.people),
                _r.is_upheld.is_(True),
                _c.day.between(span.first_day, span.last_day),
                *narrowed(span, _c.lead_id, _c.campaign_id),
            )
            .order_by(_k.at, _k.id)
        )
        return tuple(_contest(row) for row in self._work.connection.execute(statement))

    def page(self, people_ids: Sequence[UUID], *, waiting_only: bool, limit: int) -> tuple[ContestRow, ...]:
        """Claims of these people: those that wait first, the oldest of them first; then the newest ruled."""
        statement = _listed().where(_k.person_id.in_(people_ids))
        if waiting_only:
            statement = statement.where(_r.id.is_(None))
        ordered = statement.order_by(_r.id.is_not(None), _r.at.desc(), _k.at, _k.id).limit(limit)
        return tuple(_row(row) for row in self._work.connection.execute(ordered))

    def count_waiting(self, people_ids: Sequence[UUID]) -> int:
        """How many claims of these people wait."""
        asked = select(func.count()).select_from(_JOINED)
        asked = asked.where(_k.person_id.in_(people_ids), _r.id.is_(None))
        return int(self._work.connection.execute(asked).scalar_one())

    def ruled_since(self, person_id: UUID, since: datetime) -> tuple[ContestRow, ...]:
        """Rulings of others after `since` about this person's rows, the newest first."""
        statement = _listed().where(
            or_(_k.person_id == person_id, _r.other_id == person_id),
            _r.at > since,
            _r.person_id != person_id,
        )
        return tuple(_row(row) for row in self._work.connection.execute(statement.order_by(_r.at.desc())))

    def add(self, contest: Contest) -> None:
        """Keep a claim."""
        self._work.connection.execute(
            insert(contests).values(
                id=contest.id, call_id=contest.call_id, lead_id=contest.lead_id,
                person_id=contest.person_id, at=contest.at, claim=contest.claim.value, why=contest.why,
                was=contest.was.to_json(),
            )
        )  # fmt: skip

    def rule(self, contest: Contest, why: str, verdict: Verdict | None) -> Contest:
        """Keep the ruling on a claim and let its call count so, with the totals; `verdict` None: refused.

        The claim's call must be closed; on a server `rule_on` looks at all of it once more.
        """
        ruling_id, now = new_id(), self._work.now
        assert self._work.actor is not None, "somebody rules"
        by = self._work.actor.person_id
        if self._work.is_sqlite:
            counts_as = None if verdict is None else self._count_as(contest.call_id, verdict)
            self._work.connection.execute(
                insert(rulings).values(
                    id=ruling_id, contest_id=contest.id, lead_id=contest.lead_id,
                    person_id=by,
                    other_id=None if verdict is None else verdict.person_id,
                    at=now, is_upheld=verdict is not None, why=why,
                    counts_as=None if counts_as is None else counts_as.to_json(),
                )
            )  # fmt: skip
        else:
            said = verdict or Verdict()
            self._work.connection.execute(
                select(
                    func.rule_on(
                        literal(ruling_id, _r.id.type), literal(contest.id, _k.id.type),
                        literal(by, _r.person_id.type), literal(now, _r.at.type), why, verdict is not None,
                        literal(said.disposition.id if said.disposition else None, _c.disposition_id.type),
                        literal(said.talk_s, _c.talk_s.type), literal(said.person_id, _c.person_id.type),
                    )
                )
            )  # fmt: skip
        kept = self.get(contest.id)
        assert kept is not None, "just written"
        return kept

    def _count_as(self, call_id: UUID, verdict: Verdict) -> Counted:
        """Take the call out of the totals, write it as it counts, and count it so."""
        before = Calls(self._work).get(call_id)
        assert before is not None, "looked at before"
        values: dict[str, Any]
        if verdict.disposition is not None:
            said = verdict.disposition
            values = {
                "disposition_id": said.id, "disposition_code": said.code, "disposition_label": said.label,
                "disposition_flags": flags_text(said.flags_on(before.day)),
            }  # fmt: skip
        elif verdict.talk_s is not None:
            values = {"talk_s": verdict.talk_s}
        elif verdict.person_id is not None:
            values = {"person_id": verdict.person_id}
        else:
            values = {"is_left_out": True}
        hours = CallHours(self._work)
        hours.remove(before)
        self._work.connection.execute(update(calls).where(_c.id == call_id).values(values))
        after = Calls(self._work).get(call_id)
        assert after is not None, "just written"
        hours.add(after)
        return counted_as(self._work, after)


def counted_as(work: Work, call: Call) -> Counted:
    """As what a call counts at present."""
    said = work.connection.execute(select(_c.disposition_id).where(_c.id == call.id)).scalar_one()
    return Counted(
        call.person_id, said, call.disposition_code, call.disposition_label, flags_text(call.flags),
        call.talk_s, call.is_left_out,
    )  # fmt: skip


_JOINED = contests.outerjoin(rulings, _r.contest_id == _k.id)
_RULING = (
    _r.id.label("ruling_id"), _r.at.label("ruled_at"), _r.person_id.label("ruled_by"),
    _r.why.label("ruled_why"), _r.counts_as,
)  # fmt: skip
_ruler = people.alias("ruler")


def _rows() -> Select[Any]:
    return select(contests, *_RULING).select_from(_JOINED)


def _listed() -> Select[Any]:
    joined = (
        _JOINED.join(people, people.c.id == _k.person_id)
        .outerjoin(_ruler, _ruler.c.id == _r.person_id)
        .outerjoin(leads, leads.c.id == _k.lead_id)
        .outerjoin(calls, _c.id == _k.call_id)
    )
    return select(
        contests,
        *_RULING,
        _c.dialled_at,
        _c.campaign_id,
        leads.c.name.label("lead_name"),
        people.c.display_name.label("person_name"),
        _ruler.c.display_name.label("ruler_name"),
    ).select_from(joined)


def _row(row: Any) -> ContestRow:
    return ContestRow(
        _contest(row), row.dialled_at, row.campaign_id, row.lead_name or "", row.person_name,
        row.ruler_name or "",
    )  # fmt: skip


def _contest(row: Any) -> Contest:
    claimed = Contest(
        row.id, row.call_id, row.lead_id, row.person_id, row.at, Claim(row.claim), row.why,
        Counted.from_json(row.was),
    )  # fmt: skip
    if row.ruling_id is None:
        return claimed
    said: Mapping[str, Any] | None = row.counts_as
    now = None if said is None else Counted.from_json(said)
    return replace(claimed, ruling=Ruling(row.ruling_id, row.ruled_at, row.ruled_by, row.ruled_why, now))
