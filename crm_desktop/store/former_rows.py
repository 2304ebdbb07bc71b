"""What people did in a team who are out of sight by now: what each row adds, never whose it is.

A local store reads their rows as anybody's; a server, where they are hidden, tells them by functions of its
own (`team/functions/former.py`), which look once more who may ask. What is kept to a source or a tag is about
leads one sees, whose calls and sales a server doesn't hide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, case, column, func, literal, or_, select

from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.domain.memberships import Stretch
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.reviews import Result, Review
from crm_desktop.domain.scorecards import answers_from_json
from crm_desktop.store.call_hours import NO_CAMPAIGN, CallHours
from crm_desktop.store.counted_rows import Span, sales_counted
from crm_desktop.store.receipt_rows import CallsOf, Found, ReceiptRows
from crm_desktop.store.report_leads import LeadSums
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.reviews import ReviewRow, Reviews
from crm_desktop.store.scorecards import Scorecards
from crm_desktop.store.tables import calls
from crm_desktop.store.unit_of_work import Work

OF_SALES = tuple(sales_counted())
#: What a lead adds, and under which name it is summed up.
OF_LEADS = {"attempted": "leads_attempted", "reached": "leads_reached", "successes": "lead_successes"}
_NEVER = {"reached": 0}
OF_FOLLOW_UPS = ("set", "kept", "late", "due", "due_kept")
NOBODY = UUID(int=0)
_id, _at = calls.c.id.type, calls.c.dialled_at.type


class FormerRows:
    """Repository of a team's former people on their days in it (`stretches`)."""

    def __init__(self, work: Work, team_id: UUID, stretches: Sequence[Stretch]) -> None:
        self._work, self._team_id, self._stretches = work, team_id, tuple(stretches)

    def totals(self, span: Span, by: str) -> dict[Any, dict[str, Any]]:
        """The totals of their calls by "day", "hour_at" or "campaign_id"; those of deleted months too."""
        if self._are_seen(span):
            return ReportSums(self._work).calls(self._theirs(span), by)
        rows = self._run(func.totals_of_former, by, span.first_day, span.last_day, self._campaign(span))
        return {
            row._mapping[by]: {
                **{name: int(row._mapping[name]) for name in (*COLUMNS, "closed")},
                "first_at": row.first_at,
                "last_at": row.last_at,
            }
            for row in rows
        }

    def by_result(self, span: Span) -> Sequence[Mapping[Any, Any]]:
        """The totals of their calls by result, counted from the calls."""
        if self._are_seen(span):
            return CallHours(self._work).by_result(self._theirs(span))
        told = func.rows_of_former(
            literal(self._team_id, _id), span.first_day, span.last_day, self._campaign(span)
        )
        f = told.table_valued(
            column("is_sale", Boolean), column("at", _at), "code", "label",
            *(column(name, BigInteger) for name in COLUMNS),
        ).c  # fmt: skip
        at = case((or_(f.attempts > 0, f.incoming > 0), f.at))
        statement = select(
            f.code.label("disposition_code"), func.max(f.label).label("label"), func.count().label("calls"),
            *(func.sum(f[name]).cast(BigInteger).label(name) for name in COLUMNS),
            func.min(at).label("first_at"), func.max(at).label("last_at"),
        ).where(~f.is_sale).group_by(f.code)  # fmt: skip
        return self._work.connection.execute(statement).mappings().all()

    def calls_and_sales(self, span: Span, of: CallsOf = CallsOf()) -> list[Found]:  # noqa: B008  # frozen
        """Each call (of these) and sale with all figures it adds to, in order of time."""
        if self._are_seen(span):
            there, rows = self._theirs(span), ReceiptRows(self._work)
            found = [*rows.calls(there, COLUMNS, of), *rows.sales(there, OF_SALES)]
            return [(_untold(row), figures) for row, figures in found]
        return [
            (
                BehindRow(
                    Source.SALE if row.is_sale else Source.CALL, None, row.at, None,
                    campaign_id=row.campaign_id, what=row.label or row.kind,
                ),
                {name: int(row._mapping[name]) for name in (OF_SALES if row.is_sale else COLUMNS)},
            )
            for row in self._run(func.rows_of_former, span.first_day, span.last_day, self._campaign(span))
            if row.is_sale or of.holds(row.campaign_id, row.code)
        ]  # fmt: skip

    def lead_sums(self, span: Span, those: Span) -> dict[UUID, dict[str, int]]:
        """What they add to `LeadSums.attempted` of `those`, by campaign."""
        found: dict[UUID, dict[str, int]] = {}
        for campaign, _, _, adds in self.leads(span, those):
            into = found.setdefault(campaign, dict.fromkeys(OF_LEADS.values(), 0))
            for name, told in OF_LEADS.items():
                into[told] += adds[name]
        return found

    def leads(self, span: Span, those: Span) -> list[tuple[UUID, None, datetime, dict[str, int]]]:
        """What each lead they dialled adds to `LeadSums.each_attempted` of `those`: not which it is."""
        if self._are_seen(span):
            sums = LeadSums(self._work)
            seen = {(campaign, lead): adds for campaign, lead, _, adds in sums.each_attempted(those)}
            return [
                (campaign, None, at, {
                    "attempted": int((campaign, lead) not in seen),
                    "reached": max(adds["reached"] - seen.get((campaign, lead), _NEVER)["reached"], 0),
                    "successes": adds["successes"],
                })
                for campaign, lead, at, adds in sums.each_attempted(self._theirs(span))
            ]  # fmt: skip
        return [
            (
                row.campaign_id or NO_CAMPAIGN, None, row.at,
                {name: int(row._mapping[name]) for name in OF_LEADS},
            )
            for row in self._run(func.leads_of_former, span.first_day, span.last_day, self._campaign(span))
        ]  # fmt: skip

    def follow_ups(self, span: Span) -> list[Found]:
        """Call-backs with the figures each adds to; what was set and is due stands once for each."""
        if self._are_seen(span):
            found = ReceiptRows(self._work).follow_ups(self._theirs(span), OF_FOLLOW_UPS)
            return [(_untold(row), figures) for row, figures in found]
        return [
            (
                BehindRow(Source.CALLBACK, None, row.at, None, campaign_id=row.campaign_id, what=row.state),
                {name: int(row._mapping[f"is_{name}"]) for name in OF_FOLLOW_UPS},
            )
            for row in self._run(
                func.follow_ups_of_former, span.first_day, span.last_day, literal(span.since, _at),
                literal(span.noon_after, _at), self._campaign(span),
            )
        ]  # fmt: skip

    def reviews(self, span: Span) -> tuple[ReviewRow, ...]:
        """Reviews of their calls that were published on these days, without a word of them."""
        if self._work.is_sqlite:
            found = Reviews(self._work).counted(self._theirs(span))
            return tuple(
                ReviewRow(
                    replace(each.review, id=NOBODY, person_id=NOBODY, lead_id=NOBODY, note=""), "", "", "",
                    None, None, "", each.replies,
                )
                for each in found
            )  # fmt: skip
        cards = Scorecards(self._work)
        rows = self._run(
            func.reviews_of_former, literal(span.since, _at), literal(span.until, _at), self._campaign(span)
        )
        told = []
        for row in rows:
            card = cards.get(row.scorecard_id)
            assert card is not None, "cards stay"
            review = Review(
                NOBODY, NOBODY, NOBODY, row.campaign_id, NOBODY, NOBODY, card,
                answers_from_json(row.answers), "", None if row.result is None else Result(row.result),
                row.published_at, row.published_at, None, None, None, 1,
            )  # fmt: skip
            told.append(ReviewRow(review, "", "", "", None, None, "", row.said))
        return tuple(told)

    def _theirs(self, span: Span) -> Span:
        whose = tuple({each.person_id for each in self._stretches})
        return replace(span, people=whose, stretches=self._stretches)

    def _campaign(self, span: Span) -> Any:
        return literal(span.campaign_id, _id)

    def _are_seen(self, span: Span) -> bool:
        """Whether their rows are read as anybody's: what was done with leads one sees, whoever sees these.

        Kept to a source or a tag only such leads count, and a server tells all calls of a lead with it.
        """
        return self._work.is_sqlite or span.has_leads

    def _run(self, function: Any, *asked: Any) -> Sequence[Any]:
        called = function(literal(self._team_id, _id), *asked)
        return self._work.connection.execute(select("*").select_from(called)).all()


def _untold(row: BehindRow) -> BehindRow:
    """A row without whose it is, about whom, and what was typed of a sale."""
    what = row.what.rpartition(", ")[2] if row.source is Source.SALE else row.what
    return replace(row, id=None, person_id=None, lead_id=None, lead="", what=what)
