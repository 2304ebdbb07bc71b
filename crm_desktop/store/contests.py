"""What is contested and what was ruled, as rows; a ruling writes the call or the sale as it counts since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, literal, or_, select, update

from crm_desktop.domain.call import Call
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.ruled_time import RuledTime
from crm_desktop.domain.rulings import Claim, Contest, Counted, Ruling, SaleCounted, TimeCounted, Was
from crm_desktop.domain.sales import Sale
from crm_desktop.ids import new_id
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.counted_rows import Span, narrowed, within
from crm_desktop.store.sales import Sales
from crm_desktop.store.tables import calls, contests, leads, people, rulings, sales
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
    """A claim as lists show it; `happened_at` None: the call or the sale is gone."""

    contest: Contest
    happened_at: datetime | None
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

    def of_rows(self, source: Source, ids: Iterable[UUID]) -> dict[UUID, tuple[Contest, ...]]:
        """The claims about these calls or sales, as far as the person sees them, the oldest first."""
        wanted, found = list(ids), dict[UUID, list[Contest]]()
        column = _SALE if source is Source.SALE else _k.call_id
        for start in range(0, len(wanted), _AT_ONCE):
            some = _rows().where(column.in_(wanted[start : start + _AT_ONCE])).order_by(_k.at, _k.id)
            for row in self._work.connection.execute(some):
                contest = _contest(row)
                key = contest.sale_id if source is Source.SALE else contest.call_id
                assert key is not None, "asked for by it"
                found.setdefault(key, []).append(contest)
        return {row_id: tuple(each) for row_id, each in found.items()}

    def of_times(self, people_ids: Sequence[UUID], first_day: int, last_day: int) -> tuple[Contest, ...]:
        """Claims about stretches of these days (yyyymmdd) of these people, the oldest first."""
        which = _k.day.between(first_day, last_day), _k.person_id.in_(people_ids)
        rows = self._work.connection.execute(_rows().where(*which).order_by(_k.at, _k.id))
        return tuple(_contest(row) for row in rows)

    def ruled_times(self, span: Span) -> tuple[RuledTime, ...]:
        """As what stretches of these days of these people count since they were ruled on."""
        found = []
        for each in self.of_times(span.people, span.first_day, span.last_day):
            ruling = each.ruling
            if ruling is not None and isinstance(ruling.now, TimeCounted) and each.day is not None:
                now = ruling.now
                ruled = RuledTime(
                    each.person_id, each.day, now.state, now.reason, now.began, now.until, ruling.at
                )
                found.append(ruled)
        return tuple(found)

    def is_ruled_on(self, call_id: UUID) -> bool:
        """Whether a ruling on the call is known."""
        asked = select(literal(1)).select_from(_JOINED).where(_k.call_id == call_id, _r.id.is_not(None))
        return self._work.connection.execute(asked.limit(1)).first() is not None

    def waits(self, source: Source, row_id: UUID) -> bool:
        """Whether a claim about the call or the sale waits for its ruling."""
        column = _k.sale_id if source is Source.SALE else _k.call_id
        asked = select(literal(1)).select_from(_JOINED).where(column == row_id, _r.id.is_(None))
        return self._work.connection.execute(asked.limit(1)).first() is not None

    def sees_lead(self, lead_id: UUID) -> bool:
        """Whether the lead of a claim is within the sight of whoever rules."""
        asked = select(leads.c.id).where(leads.c.id == lead_id)
        return self._work.connection.execute(asked).first() is not None

    def any(self) -> bool:
        """Whether anything was ever contested."""
        return self._work.connection.execute(select(_k.id).limit(1)).first() is not None

    def upheld(self, source: Source, span: Span) -> tuple[Contest, ...]:
        """Upheld claims of a question's people about calls, sales or times it is about."""
        if source is Source.TIME:
            found = self.of_times(span.people, span.first_day, span.last_day)
            return tuple(one for one in found if one.ruling is not None and one.ruling.is_upheld)
        is_sale = source is Source.SALE
        table, id = (sales, _SALE) if is_sale else (calls, _k.call_id)
        whose = func.coalesce(_r.from_id, _k.person_id)  # who had the row until then
        c = table.c
        statement = (
            select(contests, *_RULING)
            .select_from(_JOINED.join(table, c.id == id))
            .where(
                whose.in_(span.people),
                _r.is_upheld.is_(True),
                *(() if is_sale else (_k.claim != Claim.MINE.value,)),
                c.day.between(span.first_day, span.last_day),
                *within(span, whose, c.day),
                *narrowed(span, c.lead_id, c.campaign_id),
            )
            .order_by(_k.at, _k.id)
        )
        return tuple(_contest(row) for row in self._work.connection.execute(statement))

    def page(self, people_ids: Sequence[UUID], *, waiting_only: bool, limit: int) -> tuple[ContestRow, ...]:
        """Claims of these people, and rulings that gave them a row or took a sale from them.

        Those that wait come first, the oldest of them first; then the newest ruled.
        """
        given = _r.other_id.in_(people_ids), _r.from_id.in_(people_ids)
        statement = _listed().where(or_(_k.person_id.in_(people_ids), *given))
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
            or_(_k.person_id == person_id, _r.other_id == person_id, _r.from_id == person_id),
            _r.at > since,
            _r.person_id != person_id,
        )
        return tuple(_row(row) for row in self._work.connection.execute(statement.order_by(_r.at.desc())))

    def add(self, contest: Contest) -> None:
        """Keep a claim."""
        self._work.connection.execute(
            insert(contests).values(
                id=contest.id, call_id=contest.call_id, sale_id=contest.sale_id, day=contest.day,
                lead_id=contest.lead_id, person_id=contest.person_id, at=contest.at,
                claim=contest.claim.value, why=contest.why, was=contest.was.to_json(),
                product=_product(contest.was),
            )
        )  # fmt: skip

    # --- rulings; on a server its functions look at all of it once more ---

    def rule(self, contest: Contest, why: str, verdict: Verdict | None) -> Contest:
        """Keep the ruling on a claim and let its call count so, with the totals; `verdict` None: refused.

        The claim's call must be closed.
        """
        said = verdict or Verdict()
        if self._work.is_sqlite:
            assert contest.call_id is not None, "asked of calls"
            now = None if verdict is None else self._count_as(contest.call_id, verdict)
            return self._kept(contest, why, now, said.person_id)
        disposition = said.disposition.id if said.disposition else None
        return self._by_server(
            contest, why, func.rule_on, verdict is not None, literal(disposition, _c.disposition_id.type),
            literal(said.talk_s, _c.talk_s.type), literal(said.person_id, _c.person_id.type),
        )  # fmt: skip

    def rule_sale(self, contest: Contest, why: str, was: Sale, now: Sale | None) -> Contest:
        """Keep the ruling on a claim about a sale and write the sale so, as one more step; None: refused."""
        other = None if now is None or now.person_id == was.person_id else now.person_id
        if self._work.is_sqlite:
            if now is not None:
                written = Sales(self._work).change(now, was.version, why)
                assert written, "read in this transaction"
            return self._kept(contest, why, None if now is None else sale_counted(now), other)
        said, s = now or was, sales.c
        return self._by_server(
            contest, why, func.rule_on_sale, now is not None, literal(said.person_id, s.person_id.type),
            literal(said.product_id, s.product_id.type), literal(said.product, s.product.type),
            literal(said.amount_minor, s.amount_minor.type), said.state.value,
        )  # fmt: skip

    def rule_mine(self, contest: Contest, why: str, sale: Sale) -> Contest:
        """Keep that a sale is whose who said so, and write it so, as one more step."""
        if self._work.is_sqlite:
            now = replace(sale, person_id=contest.person_id)
            written = Sales(self._work).change(now, sale.version, why)
            assert written, "read in this transaction"
            return self._kept(contest, why, sale_counted(now), contest.person_id, sale)
        work = self._work
        assert work.actor is not None, "somebody rules"
        ids = literal(new_id(), _r.id.type), literal(contest.id, _k.id.type)
        by = literal(work.actor.person_id, _r.person_id.type), literal(work.now, _r.at.type)
        work.connection.execute(select(func.rule_on_mine(*ids, *by, why, literal(sale.id, _r.sale_id.type))))
        return self._again(contest)

    def rule_time(self, contest: Contest, why: str, now: TimeCounted | None) -> Contest:
        """Keep the ruling on a claim about a stretch of a day, which counts so since; None: refused."""
        if self._work.is_sqlite:
            return self._kept(contest, why, now, None)
        assert isinstance(contest.was, TimeCounted), "asked of times"
        said = now or contest.was
        return self._by_server(
            contest, why, func.rule_on_time, now is not None, said.state.value, said.reason,
            literal(said.began, _r.at.type), literal(said.until, _r.at.type),
        )  # fmt: skip

    def _by_server(self, contest: Contest, why: str, function: Any, is_upheld: bool, *said: Any) -> Contest:
        """Let the server keep a ruling; what every one of its functions is told comes first."""
        work = self._work
        assert work.actor is not None, "somebody rules"
        ruling = literal(new_id(), _r.id.type), literal(contest.id, _k.id.type)
        by = literal(work.actor.person_id, _r.person_id.type), literal(work.now, _r.at.type)
        work.connection.execute(select(function(*ruling, *by, why, is_upheld, *said)))
        return self._again(contest)

    def _kept(
        self, contest: Contest, why: str, now: Was | None, other_id: UUID | None, found: Sale | None = None
    ) -> Contest:
        work = self._work
        assert work.actor is not None, "somebody rules"
        work.connection.execute(
            insert(rulings).values(
                id=new_id(), contest_id=contest.id, lead_id=contest.lead_id, person_id=work.actor.person_id,
                other_id=other_id, sale_id=found.id if found else None,
                from_id=found.person_id if found else None, at=work.now, is_upheld=now is not None, why=why,
                counts_as=None if now is None else now.to_json(),
                product="" if now is None else _product(now),
            )
        )  # fmt: skip
        return self._again(contest)

    def _again(self, contest: Contest) -> Contest:
        kept = self.get(contest.id)
        assert kept is not None, "just written"
        return kept

    def _count_as(self, call_id: UUID, verdict: Verdict) -> Counted:
        """Take the call out of the totals, write it as it counts, and count it so.

        In a month whose totals were closed nothing is written: the ruling stands beside them.
        """
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
        if ClosedMonths(self._work).get((before.day or 0) // 100) is not None:
            return _changed(counted_as(self._work, before), values)
        hours = CallHours(self._work)
        hours.remove(before)
        self._work.connection.execute(update(calls).where(_c.id == call_id).values(values))
        after = Calls(self._work).get(call_id)
        assert after is not None, "just written"
        hours.add(after)
        return counted_as(self._work, after)


#: The columns of a call that a ruling writes, and what `Counted` calls them.
_WRITTEN = {
    "disposition_id": "disposition_id", "disposition_code": "code", "disposition_label": "label",
    "disposition_flags": "flags", "talk_s": "talk_s", "person_id": "person_id", "is_left_out": "is_left_out",
}  # fmt: skip


def _changed(was: Counted, values: Mapping[str, Any]) -> Counted:
    return replace(was, **{_WRITTEN[name]: value for name, value in values.items()})


def sale_counted(sale: Sale) -> SaleCounted:
    """As what a sale counts at present."""
    return SaleCounted(
        sale.person_id, sale.product_id, sale.product, sale.amount_minor, sale.currency, sale.state
    )


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
    _r.why.label("ruled_why"), _r.counts_as, _r.product.label("product_now"),
    _r.sale_id.label("found_id"), _r.from_id,
)  # fmt: skip
_SALE = func.coalesce(_k.sale_id, _r.sale_id)
_ruler = people.alias("ruler")


def _rows() -> Select[Any]:
    return select(contests, *_RULING).select_from(_JOINED)


def _listed() -> Select[Any]:
    joined = (
        _JOINED.join(people, people.c.id == _k.person_id)
        .outerjoin(_ruler, _ruler.c.id == _r.person_id)
        .outerjoin(leads, leads.c.id == _k.lead_id)
        .outerjoin(calls, _c.id == _k.call_id)
        .outerjoin(sales, sales.c.id == _k.sale_id)
    )
    return select(
        contests,
        *_RULING,
        func.coalesce(_c.dialled_at, sales.c.at).label("happened_at"),
        func.coalesce(_c.campaign_id, sales.c.campaign_id).label("campaign_id"),
        leads.c.name.label("lead_name"),
        people.c.display_name.label("person_name"),
        _ruler.c.display_name.label("ruler_name"),
    ).select_from(joined)


def _row(row: Any) -> ContestRow:
    contest = _contest(row)
    at = contest.was.began if isinstance(contest.was, TimeCounted) else row.happened_at
    return ContestRow(
        contest, at, row.campaign_id, row.lead_name or "", row.person_name, row.ruler_name or ""
    )


def _contest(row: Any) -> Contest:
    claimed = Contest(
        row.id, row.call_id, row.lead_id, row.person_id, row.at, Claim(row.claim), row.why,
        _was(row, row.was, row.product), sale_id=row.sale_id, day=row.day,
    )  # fmt: skip
    if row.ruling_id is None:
        return claimed
    said: Mapping[str, Any] | None = row.counts_as
    if row.found_id is not None and said is not None:  # a sale that was another's
        found = SaleCounted.from_json(said, row.product_now)
        claimed = replace(claimed, sale_id=row.found_id, was=replace(found, person_id=row.from_id))
        ruling = Ruling(row.ruling_id, row.ruled_at, row.ruled_by, row.ruled_why, found)
        return replace(claimed, ruling=ruling)
    now = None if said is None else _was(row, said, row.product_now)
    return replace(claimed, ruling=Ruling(row.ruling_id, row.ruled_at, row.ruled_by, row.ruled_why, now))


def _was(row: Any, kept: Mapping[str, Any], product: str) -> Was:
    if row.sale_id is not None:
        return SaleCounted.from_json(kept, product)
    return Counted.from_json(kept) if row.day is None else TimeCounted.from_json(kept)


def _product(was: Was) -> str:
    return was.product if isinstance(was, SaleCounted) else ""
