"""Of which rows each figure is made, so that it can be shown with its receipt.

A figure counts rows of one kind, sums something up over them, or divides one such number by another. What
`domain/call_totals.py` says of a column of calls is not said again here: a receipt names the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """What the rows of a receipt are."""

    CALL = "call"
    CALLBACK = "call_back"
    SALE = "sale"
    LEAD = "lead"
    SKIP = "skip"
    TARGET = "target"  # a day with what it owed
    REVIEW = "review"
    TIME = "time"  # a stretch of somebody's day: at work, on a break, away


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows a number is made of: `adds` and `less` name what each row adds to it or takes off it.

    For calls they are columns of the totals. A number without `adds` has no receipt.
    """

    source: Source
    adds: tuple[str, ...]
    less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A figure's rows: those it counts, for a division those of its part and of its whole."""

    part: Behind
    whole: Behind | None = None
    is_of_all: bool = False  # the whole is that of all rows of the report


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row of a receipt.

    `part` and `whole` are what it adds to either number: 1 where rows are counted, else seconds or minor
    units of money; `whole` is None where nothing is divided. `ended` is when a stretch of time was over.
    `late_of`: the day (yyyymmdd) of a sale whose month was closed by then.
    """

    source: Source
    id: UUID | None
    at: datetime
    person_id: UUID | None
    lead_id: UUID | None = None
    lead: str = ""
    campaign_id: UUID | None = None
    what: str = ""
    part: int = 0
    whole: int | None = None
    ended: datetime | None = None
    late_of: int | None = None


def _call(*adds: str, less: tuple[str, ...] = ()) -> Behind:
    return Behind(Source.CALL, adds, less)


def _callback(*adds: str, less: tuple[str, ...] = ()) -> Behind:
    return Behind(Source.CALLBACK, adds, less)


def _of(source: Source, *adds: str) -> Behind:
    return Behind(source, adds)


_LEAD, _SALE, _TIME = Source.LEAD, Source.SALE, Source.TIME
_TARGET, _REVIEW = Source.TARGET, Source.REVIEW

#: Which rows stand behind each figure of `domain/kpi.py`; the formulas are in its sentences.
BASES: Mapping[str, Basis] = {
    "calls": Basis(_call("attempts")),
    "answered": Basis(_call("answered")),
    "conversations": Basis(_call("conversations")),
    "connect_rate": Basis(_call("answered"), _call("attempts")),
    "contact_rate": Basis(_call("conversations", less=("incoming_conversations",)), _call("attempts")),
    "interested": Basis(_call("interested")),
    "successes": Basis(_call("successes")),
    "conversion": Basis(_call("successes"), _call("conversations")),
    "incoming": Basis(_call("incoming")),
    "missed_calls": Basis(_call("missed")),
    "entered_later": Basis(_call("entered_later")),
    "wrong_numbers": Basis(_call("wrong_numbers")),
    "do_not_calls": Basis(_call("do_not_calls")),
    "talk_s": Basis(_call("talk_s")),
    "aht_s": Basis(_call("talk_s", "wrap_s"), _call("talk_calls")),
    "occupancy": Basis(_call("talk_s", "wrap_s"), Behind(_TIME, ("worked_s",), ("break_s", "away_s"))),
    "first_call": Basis(_call("first")),
    "last_call": Basis(_call("last")),
    "leads_attempted": Basis(_of(_LEAD, "attempted")),
    "lead_contact_rate": Basis(_of(_LEAD, "reached"), _of(_LEAD, "attempted")),
    "lead_conversion": Basis(_of(_LEAD, "successes"), _of(_LEAD, "attempted")),
    "penetration": Basis(_of(_LEAD, "tried"), _of(_LEAD, "dialable")),
    "speed_median_s": Basis(_of(_LEAD, "waited_s")),
    "speed_p90_s": Basis(_of(_LEAD, "waited_s")),
    "follow_ups_set": Basis(_callback("set")),
    "follow_ups_done": Basis(_callback("kept", "late")),
    "follow_ups_kept": Basis(_callback("kept")),
    "follow_ups_late": Basis(_callback("late")),
    "follow_ups_due": Basis(_callback("due")),
    "follow_ups_missed": Basis(_callback("due", less=("due_kept",))),
    "promises_kept": Basis(_callback("due_kept"), _callback("due")),
    "sales": Basis(_of(_SALE, "sales")),
    "sales_amount": Basis(_of(_SALE, "sales_minor")),
    "sales_received": Basis(_of(_SALE, "received_minor")),
    "sales_promised": Basis(Behind(_SALE, ("sales_minor",), ("received_minor",))),
    "sales_waiting": Basis(_of(_SALE, "waiting")),
    "average_sale": Basis(_of(_SALE, "sales_minor"), _of(_SALE, "sales")),
    "first_sign_in": Basis(_of(_TIME, "first_sign_in")),
    "last_sign_out": Basis(_of(_TIME, "last_sign_out")),
    "worked_s": Basis(_of(_TIME, "worked_s")),
    "break_s": Basis(_of(_TIME, "break_s")),
    "breaks": Basis(_of(_TIME, "breaks")),
    "long_breaks": Basis(_of(_TIME, "long_breaks")),
    "long_break_s": Basis(_of(_TIME, "long_break_s")),
    "away_s": Basis(_of(_TIME, "away_s")),
    "leads_in": Basis(_of(_LEAD, "f_in")),
    "leads_in_tried": Basis(_of(_LEAD, "f_tried")),
    "leads_in_reached": Basis(_of(_LEAD, "f_reached")),
    "leads_in_interested": Basis(_of(_LEAD, "f_interested")),
    "leads_in_won": Basis(_of(_LEAD, "f_won")),
    "reach_share": Basis(_of(_LEAD, "f_reached"), _of(_LEAD, "f_in")),
    "win_share": Basis(_of(_LEAD, "f_won"), _of(_LEAD, "f_in")),
    "to_try_s": Basis(_of(_LEAD, "to_try_s")),
    "to_reach_s": Basis(_of(_LEAD, "to_reach_s")),
    "to_win_s": Basis(_of(_LEAD, "to_win_s")),
    "on_call_s": Basis(_of(_TIME, "on_call_s")),
    "after_call_s": Basis(_of(_TIME, "after_call_s")),
    "ready_s": Basis(_of(_TIME, "ready_s")),
    "result_share": Basis(_call("attempts"), _call("attempts"), is_of_all=True),
    "leads_held": Basis(_of(_LEAD, "leads_held")),
    "leads_tried": Basis(_of(_LEAD, "leads_tried")),
    "leads_open": Basis(_of(_LEAD, "leads_open")),
    "leads_ended": Basis(_of(_LEAD, "leads_ended")),
    "ended_share": Basis(_of(_LEAD, "leads_ended"), _of(_LEAD, "leads_held")),
    "incentive_earned": Basis(_of(_SALE, "earned_minor")),
    "incentive_reversed": Basis(_of(_SALE, "reversed_minor")),
    "incentive": Basis(Behind(_SALE, ("earned_minor",), ("reversed_minor",))),
    "quick_results": Basis(_call("quick")),
    "same_results": Basis(_call("same")),
    "bare_sales": Basis(_of(_SALE, "bare_sales")),
    "moved_promises": Basis(_callback("moved")),
    "skipped_leads": Basis(_of(Source.SKIP, "skipped")),
    "do_not_call_share": Basis(_call("do_not_calls"), _call("attempts")),
    "wrong_number_share": Basis(_call("wrong_numbers"), _call("attempts")),
    "leads_found": Basis(_of(_LEAD, "found")),
    "found_share": Basis(_of(_LEAD, "found"), _of(_LEAD, "looked_at")),
    "aim_calls": Basis(_of(_TARGET, "aimed_attempts")),
    "of_calls": Basis(_call("attempts"), _of(_TARGET, "aimed_attempts")),
    "aim_conversations": Basis(_of(_TARGET, "aimed_conversations")),
    "of_conversations": Basis(_call("conversations"), _of(_TARGET, "aimed_conversations")),
    "aim_successes": Basis(_of(_TARGET, "aimed_successes")),
    "of_successes": Basis(_call("successes"), _of(_TARGET, "aimed_successes")),
    "aim_talk_s": Basis(_of(_TARGET, "aimed_talk_s")),
    "of_talk_s": Basis(_call("talk_s"), _of(_TARGET, "aimed_talk_s")),
    "aim_sales": Basis(_of(_TARGET, "aimed_sales")),
    "of_sales": Basis(_of(_SALE, "sales"), _of(_TARGET, "aimed_sales")),
    "aim_sales_amount": Basis(_of(_TARGET, "aimed_sales_minor")),
    "of_sales_amount": Basis(_of(_SALE, "sales_minor"), _of(_TARGET, "aimed_sales_minor")),
    "reviews": Basis(_of(_REVIEW, "reviews")),
    "review_score": Basis(_of(_REVIEW, "r_got"), _of(_REVIEW, "r_of")),
    "reviews_passed": Basis(_of(_REVIEW, "r_passed")),
    "reviews_failed": Basis(_of(_REVIEW, "r_failed")),
    "reviews_to_talk": Basis(_of(_REVIEW, "r_talks")),
    "reviews_fatal": Basis(_of(_REVIEW, "r_fatal")),
    "reviews_answered": Basis(_of(_REVIEW, "r_answered")),
    "pass_share": Basis(_of(_REVIEW, "r_passed"), _of(_REVIEW, "r_decided")),
    "question_answers": Basis(_of(_REVIEW, "q_answers")),
    "question_score": Basis(_of(_REVIEW, "q_got"), _of(_REVIEW, "q_of")),
    "question_left_out": Basis(_of(_REVIEW, "q_left_out")),
}

#: What a median is taken of: a wait of no seconds is a wait, and one there was none of is left out.
WAITS = frozenset({"waited_s", "to_try_s", "to_reach_s", "to_win_s"})


def counted(behind: Behind, figures: Mapping[str, int | None]) -> int:
    """What a row with these ones adds to a number."""
    plus = sum(int(figures.get(name) or 0) for name in behind.adds)
    return plus - sum(int(figures.get(name) or 0) for name in behind.less)
