"""The figures reports show: what each is called, its formula, and how it follows from plain sums.

An empty denominator gives None, which is shown as “–”; what the line does not measure gives NOT_MEASURED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from statistics import median
from typing import Any

# Sums by name: the columns of the hours' totals and what else a report counts. A name that is not there is 0.
Figures = Mapping[str, Any]
_Number = Callable[[Figures], int]
_EARLIEST = frozenset({"first_at", "first_sign_in"})
_LATEST = frozenset({"last_at", "last_sign_out"})


class Unit(StrEnum):
    """What a value is: a number, a share of one, seconds, money in minor units, a moment, a day, a text."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    MONEY = "money"
    MOMENT = "moment"
    DAY = "day"
    TEXT = "text"


class Missing(Enum):
    """Why there is no value although something happened."""

    NOT_MEASURED = "not measured"


NOT_MEASURED = Missing.NOT_MEASURED
Value = int | float | str | datetime | Missing | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure. `of` gives its value of the sums; `parts` the numbers its formula divides, if any.

    `version` goes up whenever what it counts changes: receipts name it.
    """

    id: str
    unit: Unit
    of: Callable[[Figures], Value]
    parts: tuple[_Number, _Number] | None = None
    version: int = 1

    @property
    def title(self) -> str:
        """What the column is called."""
        return LABELS[self.id]

    @property
    def formula(self) -> str:
        """How the figure is counted, in words."""
        return SENTENCES[self.id]


def merged(many: Iterable[Figures]) -> dict[str, Any]:
    """The sums of several rows as one; first and last moments are the earliest and the latest."""
    total: dict[str, Any] = {}
    for figures in many:
        for name, value in figures.items():
            before = total.get(name)
            if value is None or before is None:
                total[name] = before if value is None else value
            elif name in _EARLIEST:
                total[name] = min(before, value)
            elif name in _LATEST:
                total[name] = max(before, value)
            else:
                total[name] = before + value
    return total


# --- how values follow from sums ---


def _sum(name: str) -> Callable[[Figures], Value]:
    return lambda f: f.get(name) or 0


def _kept(name: str) -> Callable[[Figures], Value]:
    return lambda f: f.get(name)


def _n(name: str) -> _Number:
    return lambda f: int(f.get(name) or 0)


def _share(id: str, part: _Number, whole: _Number) -> Kpi:
    return Kpi(id, Unit.SHARE, lambda f: part(f) / whole(f) if whole(f) else None, (part, whole))


def _dialled_conversations(f: Figures) -> int:
    return _n("conversations")(f) - _n("incoming_conversations")(f)


def _talk(f: Figures) -> Value:
    if f.get("talk_calls"):
        return int(f["talk_s"])
    return NOT_MEASURED if f.get("answered") or f.get("incoming") else None


def _handled_s(f: Figures) -> int:
    return _n("talk_s")(f) + _n("wrap_s")(f)


def _at_work_s(f: Figures) -> int:
    return max(0, _n("worked_s")(f) - _n("break_s")(f) - _n("away_s")(f))


def _where_measured(part: _Number, whole: _Number, *, needs_all: bool = False) -> Callable[[Figures], Value]:
    """A division that means nothing unless talk was measured; `needs_all`: that of every answered call."""

    def value(f: Figures) -> Value:
        if not f.get("talk_calls"):
            return _talk(f)
        if needs_all and f["talk_calls"] < _n("answered")(f) + _n("incoming")(f):
            return NOT_MEASURED
        return part(f) / whole(f) if whole(f) else None

    return value


def _median_of(name: str) -> Callable[[Figures], Value]:
    return lambda f: int(median(f[name])) if f.get(name) else None


def _ninth_of_ten_waits(f: Figures) -> Value:
    """The wait that nine of ten did not exceed (nearest rank)."""
    waits = sorted(f.get("waits_s") or ())
    return int(waits[-(len(waits) // 10) - 1]) if waits else None


def _average_sale(f: Figures) -> Value:
    return round(f["sales_minor"] / f["sales"]) if f.get("sales") else None


_OCCUPANCY = _where_measured(_handled_s, _at_work_s, needs_all=True)

LABELS: dict[str, str] = {
    "calls": "Calls",
    "answered": "Answered",
    "conversations": "Conversations",
    "connect_rate": "Connect rate",
    "contact_rate": "Contact rate",
    "interested": "Interested",
    "successes": "Successes",
    "conversion": "Conversion",
    "incoming": "Calls taken",
    "missed_calls": "Calls missed",
    "entered_later": "Entered later",
    "wrong_numbers": "Wrong numbers",
    "do_not_calls": "Do not call",
    "talk_s": "Talk",
    "aht_s": "Handling time",
    "occupancy": "Occupancy",
    "first_call": "First call",
    "last_call": "Last call",
    "leads_attempted": "Leads tried",
    "lead_contact_rate": "Contact rate of leads",
    "lead_conversion": "Conversion of leads",
    "penetration": "Penetration",
    "speed_median_s": "Speed to lead",
    "speed_p90_s": "Speed to lead, slowest tenth",
    "follow_ups_set": "Follow-ups set",
    "follow_ups_done": "Follow-ups done",
    "follow_ups_kept": "Kept",
    "follow_ups_late": "Late",
    "follow_ups_due": "Due",
    "follow_ups_missed": "Follow-ups missed",
    "promises_kept": "Promises kept",
    "sales": "Sales",
    "sales_amount": "Sales amount",
    "sales_received": "Received",
    "sales_promised": "Promised",
    "sales_waiting": "To be confirmed",
    "average_sale": "Average sale",
    "first_sign_in": "First sign-in",
    "last_sign_out": "Last sign-out",
    "worked_s": "Worked",
    "break_s": "Breaks",
    "breaks": "Number of breaks",
    "long_breaks": "Over-long breaks",
    "long_break_s": "Over the limit",
    "away_s": "Away",
    "leads_in": "Leads in",
    "leads_in_tried": "Tried",
    "leads_in_reached": "Reached",
    "leads_in_interested": "Interested or won",
    "leads_in_won": "Won",
    "reach_share": "Reached, share",
    "win_share": "Won, share",
    "to_try_s": "To the first try",
    "to_reach_s": "To the first conversation",
    "to_win_s": "To the win",
    "on_call_s": "On calls",
    "after_call_s": "After calls",
    "ready_s": "Idle",
    "result_share": "Share of calls",
    "leads_held": "Leads",
    "leads_tried": "Tried",
    "leads_open": "Still to dial",
    "leads_ended": "Done with",
    "ended_share": "Done with, share",
    "incentive_earned": "Earned",
    "incentive_reversed": "Taken back",
    "incentive": "Incentive",
    "quick_results": "Results within 5 s",
    "same_results": "Same result 10 times",
    "bare_sales": "Sales without a conversation",
    "moved_promises": "Promises moved 3 times",
    "skipped_leads": "Skipped",
    "do_not_call_share": "Do-not-call, share",
    "wrong_number_share": "Wrong numbers, share",
    "leads_found": "Leads",
    "found_share": "Share",
    "aim_calls": "Calls: target",
    "of_calls": "Calls: reached",
    "aim_conversations": "Conversations: target",
    "of_conversations": "Conversations: reached",
    "aim_successes": "Successes: target",
    "of_successes": "Successes: reached",
    "aim_talk_s": "Talk: target",
    "of_talk_s": "Talk: reached",
    "aim_sales": "Sales: target",
    "of_sales": "Sales: reached",
    "aim_sales_amount": "Sales amount: target",
    "of_sales_amount": "Sales amount: reached",
    "reviews": "Reviews",
    "review_score": "Score",
    "reviews_passed": "Passed",
    "reviews_failed": "Failed",
    "reviews_to_talk": "Talked over",
    "reviews_fatal": "Fatal",
    "reviews_answered": "Answered",
    "pass_share": "Passed, share",
    "question_answers": "Answers",
    "question_score": "Score of the question",
    "question_left_out": "Not applicable",
}

SENTENCES: dict[str, str] = {
    "calls": "Calls dialled. Practice never counts.",
    "answered": "Calls dialled with talk above zero where the line measures it; by hand, those whose result "
    "says that a human spoke or that were marked as answered.",
    "conversations": "Answered calls and calls taken whose result says that a human spoke.",
    "connect_rate": "answered ÷ calls",
    "contact_rate": "conversations of calls dialled ÷ calls",
    "interested": "Successes that leave the lead open.",
    "successes": "Calls whose result counts as a success.",
    "conversion": "successes ÷ conversations",
    "incoming": "Calls that came in and were taken.",
    "missed_calls": "Calls that came in and were not taken.",
    "entered_later": "Calls entered after they were made; they count in the other columns too.",
    "wrong_numbers": "Calls whose result marks the number as wrong.",
    "do_not_calls": "Calls whose result forbids further calls.",
    "talk_s": "Talk of answered calls and calls taken, where it was measured or marked; others are left out.",
    "aht_s": "(talk + time until the result) ÷ answered calls with measured talk; holding is not measured.",
    "occupancy": "(talk + time until the result) ÷ (worked − breaks − away), where all talk is measured or "
    "marked.",
    "first_call": "When the first call was dialled or taken.",
    "last_call": "When the last call was dialled or taken.",
    "leads_attempted": "Leads dialled at least once on these days; each campaign counts its own.",
    "lead_contact_rate": "leads with at least one conversation ÷ leads tried",
    "lead_conversion": "successes of calls dialled ÷ leads tried",
    "penetration": "Of the whole campaign until now: leads ever tried ÷ leads that can be dialled or were.",
    "speed_median_s": "Median time from a lead’s coming in to its first try, for first tries of these days.",
    "speed_p90_s": "Nine of ten leads were first tried within this time of coming in.",
    "follow_ups_set": "Call-backs promised on these days.",
    "follow_ups_done": "Call-backs made on these days: kept + late.",
    "follow_ups_kept": "Call-backs made not later than 15 minutes after the promised time.",
    "follow_ups_late": "Call-backs made later than 15 minutes after the promised time.",
    "follow_ups_due": "Call-backs promised for these days whose time has come; not those cancelled or handed "
    "over.",
    "follow_ups_missed": "Call-backs due on these days that were not made within 15 minutes of their time.",
    "promises_kept": "call-backs made within 15 minutes of the promised time ÷ call-backs due",
    "sales": "Confirmed sales that are promised or received, to the credit of whoever made the call.",
    "sales_amount": "Amount of the confirmed sales.",
    "sales_received": "Amount of the confirmed sales whose money has been received.",
    "sales_promised": "Amount of the confirmed sales whose money is promised.",
    "sales_waiting": "Sales that nobody has confirmed yet; they don't count.",
    "average_sale": "amount of the confirmed sales ÷ confirmed sales",
    "first_sign_in": "When the person first signed in on the day.",
    "last_sign_out": "When the person last signed out; empty while signed in.",
    "worked_s": "Time signed in, counted once where two seats overlap. A program left open counts until the "
    "last call or break of the shift.",
    "break_s": "Time in breaks that are over, without calls taken meanwhile.",
    "breaks": "Breaks that are over.",
    "long_breaks": "Breaks longer than their reason allows.",
    "long_break_s": "Time beyond what the reasons of the breaks allow.",
    "away_s": "Time in which the window was locked outside a break.",
    "leads_in": "Leads of the campaign that came in on these days.",
    "leads_in_tried": "Of the leads that came in on these days, those dialled since.",
    "leads_in_reached": "Of the leads that came in on these days, those with a conversation since.",
    "leads_in_interested": "Of the leads that came in on these days, those with a success since.",
    "leads_in_won": "Of the leads that came in on these days, those with a success that finished them.",
    "reach_share": "leads reached ÷ leads in",
    "win_share": "leads won ÷ leads in",
    "to_try_s": "Median time from a lead’s coming in to its first try.",
    "to_reach_s": "Median time from a lead’s coming in to its first conversation.",
    "to_win_s": "Median time from a lead’s coming in to its being won.",
    "on_call_s": "Time on calls, from dialling or taking them to their end.",
    "after_call_s": "Time from a call’s end until its result.",
    "ready_s": "Time signed in that is neither a call nor its result, a break nor away.",
    "result_share": "calls with this result ÷ all calls dialled on these days",
    "leads_held": "Leads of the campaign.",
    "leads_tried": "Leads of the campaign that were ever dialled.",
    "leads_open": "Leads of the campaign that are still to be dialled, now or later.",
    "leads_ended": "Leads of the campaign that are dialled no more: finished, used up or taken out.",
    "ended_share": "leads done with ÷ leads of the campaign",
    "incentive_earned": "For each sale confirmed on these days what its slab says: the n-th of its product "
    "that a person has confirmed in a month.",
    "incentive_reversed": "What sales had earned that stopped counting on these days.",
    "incentive": "earned − taken back",
    "quick_results": "Calls dialled whose result came less than 5 seconds after the dial.",
    "same_results": "Calls dialled in a row of 10 or more with the same result, one after the other.",
    "bare_sales": "Sales that stand, of a call in which no human spoke or of no known call.",
    "moved_promises": "Promises due on these days that were moved 3 times or more.",
    "skipped_leads": "Leads passed over.",
    "do_not_call_share": "results that forbid further calls ÷ calls",
    "wrong_number_share": "results that mark the number as wrong ÷ calls",
    "leads_found": "Leads that the check finds.",
    "found_share": "leads found ÷ leads looked at",
    "aim_calls": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_calls": "calls ÷ target of these days",
    "aim_conversations": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_conversations": "conversations ÷ target of these days",
    "aim_successes": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_successes": "successes ÷ target of these days",
    "aim_talk_s": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_talk_s": "talk ÷ target of these days",
    "aim_sales": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_sales": "sales ÷ target of these days",
    "aim_sales_amount": "What the days owed by the targets that held on them; a day off owes nothing.",
    "of_sales_amount": "amount of sales ÷ target of these days",
    "reviews": "Reviews published on these days that were not withdrawn.",
    "review_score": "scores of the reviews in per cent ÷ 100 for each review with a score. A review’s score: "
    "weight × answer, summed up, ÷ the weights of the questions that apply, in whole per cent; yes is 1, no "
    "0, n of 5 is (n − 1) ÷ 4; a fatal question answered with no makes it 0.",
    "reviews_passed": "Reviews with the result pass.",
    "reviews_failed": "Reviews with the result fail.",
    "reviews_to_talk": "Reviews whose result is to talk it over with the person.",
    "reviews_fatal": "Reviews with a fatal question answered with no.",
    "reviews_answered": "Reviews to which their person said something.",
    "pass_share": "passed ÷ (passed + failed)",
    "question_answers": "Answers to the question that count: it applied.",
    "question_score": "answers in per cent ÷ 100 for each that counts; yes is 100, no 0, n of 5 is "
    "(n − 1) × 25. The weight doesn’t matter here.",
    "question_left_out": "Reviews in which the question didn’t apply.",
}

_C, _S, _T, _M, _W = Unit.COUNT, Unit.SHARE, Unit.SECONDS, Unit.MONEY, Unit.MOMENT

KPIS: Mapping[str, Kpi] = {
    kpi.id: kpi
    for kpi in (
        Kpi("calls", _C, _sum("attempts")),
        Kpi("answered", _C, _sum("answered")),
        Kpi("conversations", _C, _sum("conversations")),
        _share("connect_rate", _n("answered"), _n("attempts")),
        _share("contact_rate", _dialled_conversations, _n("attempts")),
        Kpi("interested", _C, _sum("interested")),
        Kpi("successes", _C, _sum("successes")),
        _share("conversion", _n("successes"), _n("conversations")),
        Kpi("incoming", _C, _sum("incoming")),
        Kpi("missed_calls", _C, _sum("missed")),
        Kpi("entered_later", _C, _sum("entered_later")),
        Kpi("wrong_numbers", _C, _sum("wrong_numbers")),
        Kpi("do_not_calls", _C, _sum("do_not_calls")),
        Kpi("talk_s", _T, _talk),
        Kpi("aht_s", _T, _where_measured(_handled_s, _n("talk_calls")), (_handled_s, _n("talk_calls"))),
        Kpi("occupancy", _S, _OCCUPANCY, (_handled_s, _at_work_s)),
        Kpi("first_call", _W, _kept("first_at")),
        Kpi("last_call", _W, _kept("last_at")),
        Kpi("leads_attempted", _C, _kept("leads_attempted")),
        _share("lead_contact_rate", _n("leads_reached"), _n("leads_attempted")),
        _share("lead_conversion", _n("lead_successes"), _n("leads_attempted")),
        _share("penetration", _n("leads_tried"), _n("leads_dialable")),
        Kpi("speed_median_s", _T, _median_of("waits_s")),
        Kpi("speed_p90_s", _T, _ninth_of_ten_waits),
        Kpi("follow_ups_set", _C, _sum("set")),
        Kpi("follow_ups_done", _C, lambda f: _n("kept")(f) + _n("late")(f)),
        Kpi("follow_ups_kept", _C, _sum("kept")),
        Kpi("follow_ups_late", _C, _sum("late")),
        Kpi("follow_ups_due", _C, _sum("due")),
        Kpi("follow_ups_missed", _C, lambda f: _n("due")(f) - _n("due_kept")(f)),
        _share("promises_kept", _n("due_kept"), _n("due")),
        Kpi("sales", _C, _sum("sales")),
        Kpi("sales_amount", _M, _sum("sales_minor")),
        Kpi("sales_received", _M, _sum("received_minor")),
        Kpi("sales_promised", _M, lambda f: _n("sales_minor")(f) - _n("received_minor")(f)),
        Kpi("sales_waiting", _C, _sum("waiting")),
        Kpi("average_sale", _M, _average_sale, (_n("sales_minor"), _n("sales"))),
        Kpi("first_sign_in", _W, _kept("first_sign_in")),
        Kpi("last_sign_out", _W, lambda f: None if f.get("signed_in") else f.get("last_sign_out")),
        Kpi("worked_s", _T, _sum("worked_s")),
        Kpi("break_s", _T, _sum("break_s")),
        Kpi("breaks", _C, _sum("breaks")),
        Kpi("long_breaks", _C, _sum("long_breaks")),
        Kpi("long_break_s", _T, _sum("long_break_s")),
        Kpi("away_s", _T, _sum("away_s")),
        Kpi("leads_in", _C, _sum("f_in")),
        Kpi("leads_in_tried", _C, _sum("f_tried")),
        Kpi("leads_in_reached", _C, _sum("f_reached")),
        Kpi("leads_in_interested", _C, _sum("f_interested")),
        Kpi("leads_in_won", _C, _sum("f_won")),
        _share("reach_share", _n("f_reached"), _n("f_in")),
        _share("win_share", _n("f_won"), _n("f_in")),
        Kpi("to_try_s", _T, _median_of("to_try_s")),
        Kpi("to_reach_s", _T, _median_of("to_reach_s")),
        Kpi("to_win_s", _T, _median_of("to_win_s")),
        Kpi("on_call_s", _T, _sum("on_call_s")),
        Kpi("after_call_s", _T, _sum("after_call_s")),
        Kpi("ready_s", _T, _sum("ready_s")),
        _share("result_share", _n("attempts"), _n("all_attempts")),
        Kpi("leads_held", _C, _sum("leads_held")),
        Kpi("leads_tried", _C, _sum("leads_tried")),
        Kpi("leads_open", _C, _sum("leads_open")),
        Kpi("leads_ended", _C, _sum("leads_ended")),
        _share("ended_share", _n("leads_ended"), _n("leads_held")),
        Kpi("incentive_earned", _M, _sum("earned_minor")),
        Kpi("incentive_reversed", _M, _sum("reversed_minor")),
        Kpi("incentive", _M, lambda f: _n("earned_minor")(f) - _n("reversed_minor")(f)),
        Kpi("quick_results", _C, _sum("quick")),
        Kpi("same_results", _C, _sum("same")),
        Kpi("bare_sales", _C, _sum("bare_sales")),
        Kpi("moved_promises", _C, _sum("moved")),
        Kpi("skipped_leads", _C, _sum("skipped")),
        _share("do_not_call_share", _n("do_not_calls"), _n("attempts")),
        _share("wrong_number_share", _n("wrong_numbers"), _n("attempts")),
        Kpi("leads_found", _C, _sum("found")),
        _share("found_share", _n("found"), _n("looked_at")),
        Kpi("aim_calls", _C, _sum("aimed_attempts")),
        _share("of_calls", _n("attempts"), _n("aimed_attempts")),
        Kpi("aim_conversations", _C, _sum("aimed_conversations")),
        _share("of_conversations", _n("conversations"), _n("aimed_conversations")),
        Kpi("aim_successes", _C, _sum("aimed_successes")),
        _share("of_successes", _n("successes"), _n("aimed_successes")),
        Kpi("aim_talk_s", _T, _sum("aimed_talk_s")),
        _share("of_talk_s", _n("talk_s"), _n("aimed_talk_s")),
        Kpi("aim_sales", _C, _sum("aimed_sales")),
        _share("of_sales", _n("sales"), _n("aimed_sales")),
        Kpi("aim_sales_amount", _M, _sum("aimed_sales_minor")),
        _share("of_sales_amount", _n("sales_minor"), _n("aimed_sales_minor")),
        Kpi("reviews", _C, _sum("reviews")),
        _share("review_score", _n("r_got"), _n("r_of")),
        Kpi("reviews_passed", _C, _sum("r_passed")),
        Kpi("reviews_failed", _C, _sum("r_failed")),
        Kpi("reviews_to_talk", _C, _sum("r_talks")),
        Kpi("reviews_fatal", _C, _sum("r_fatal")),
        Kpi("reviews_answered", _C, _sum("r_answered")),
        _share("pass_share", _n("r_passed"), _n("r_decided")),
        Kpi("question_answers", _C, _sum("q_answers")),
        _share("question_score", _n("q_got"), _n("q_of")),
        Kpi("question_left_out", _C, _sum("q_left_out")),
    )
}
