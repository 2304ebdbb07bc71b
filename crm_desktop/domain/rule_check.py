"""Whether a campaign's rules make sense: none that never fires, contradicts another or leaves no time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, is_over, next_open
from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.domain.campaign_rules import DAY_S, SKILLS, Caps, Part, Rules, WhoKind
from crm_desktop.domain.caps import MOST_RECENT, next_midnight
from crm_desktop.domain.day_parts import parts_of
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import day_of_date
from crm_desktop.errors import UserError

LEAST_WAIT_S = 120
LONGEST_WAIT_S = 90 * DAY_S
LONGEST_GAP_S = 7 * DAY_S
LONGEST_WRAP_UP_S = 30 * 60
LONGEST_RULES_NAME = 60

#: After such a result the queue tries neither again: the lead is done, or the number was a wrong one.
ENDING = frozenset({Flag.FINAL, Flag.DO_NOT_CALL, Flag.WRONG_NUMBER})
_TOO_OFTEN = {
    "phone": "{result}: trying again {most} times can never happen, since a number is called {limit} times "
    "in all. Lower the one or raise the other.",
    "lead": "{result}: trying again {most} times can never happen, since a lead is called {limit} times "
    "in all. Lower the one or raise the other.",
}
_SPANS = (
    ("per_day", "a day"),
    ("per_24h", "in 24 hours"),
    ("per_week", "in a week"),
    ("lifetime", "in all"),
)


def check(campaign: Campaign, zones: Iterable[str], now: datetime) -> None:
    """Raises UserError, with the field, for the first rule that can't be kept.

    `zones` are those its leads live in: hours that never come are refused for each of them.
    """
    places = list(zones)
    check_rules(campaign.rules)
    _check_results(campaign)
    for zone in places:
        if next_open(_without_end(campaign), zone, now) is None:
            raise UserError(
                "The hours leave no time to call people in {zone}. Change the calling hours, "
                "the office’s hours or the days.",
                field="start_minute",
                zone=zone,
            )
    _check_reach(campaign, places, now)
    _check_parts(campaign, places, now)
    _check_wrap_up(campaign)


def check_end(campaign: Campaign, zones: Iterable[str], now: datetime) -> None:
    """Raises UserError when no time to call is left until a client's last day; one that is past may stand."""
    last = campaign.last_day
    if last is None:
        return
    places = [zone for zone in zones if not is_over(campaign.window, zone, now)]
    if places and all(next_open(campaign.window, zone, now) is None for zone in places):
        raise UserError(
            "The agreement ends on {day}, and until then no time is left to call anybody. Give a later day, "
            "or change the days, hours or holidays.",
            field="client_until",
            day=day_of_date(last),
        )


def what_is_checked(campaign: Campaign) -> tuple[object, ...]:
    """What of a campaign `check` goes by: where it stays as it was nothing new can be wrong."""
    results = tuple((d.code, d.flags, d.is_active, d.fields) for d in campaign.dispositions)
    return campaign.rules, _without_end(campaign), results, campaign.wrap_up_s, campaign.wrap_up_code


def fitting(rules: Rules, results: Iterable[Disposition]) -> Rules:
    """The rules without waits for results that end the work on a lead, or on the number."""
    ending = {result.code for result in results if result.flags & ENDING}
    if not ending & rules.recycling.keys():
        return rules
    kept = {code: recycle for code, recycle in rules.recycling.items() if code not in ending}
    return replace(rules, recycling=kept)


def check_rules(rules: Rules) -> None:
    """The rules alone, whatever the hours and results."""
    if rules.mix.retries < 0 or rules.mix.new < 0 or rules.mix.retries + rules.mix.new == 0:
        raise UserError("Mix at least one kind of lead: retries, or new ones.", field="mix")
    for caps, whose in ((rules.phone_caps, "phone"), (rules.lead_caps, "lead")):
        _check_caps(caps, whose)
    if not 0 <= rules.gap_s <= LONGEST_GAP_S:
        raise UserError("The gap between two calls is at most 7 days.", field="gap_s")
    per_day = rules.phone_caps.per_day
    if rules.gap_s >= DAY_S and per_day is not None and per_day > 1:
        raise UserError(
            "A number is left in peace for a day or more, yet may be called {limit} times a day: one "
            "contradicts the other. Shorten the gap, or allow one call a day.",
            field="gap_s",
            limit=per_day,
        )
    _check_recycling(rules)
    _check_who(rules)


def _check_recycling(rules: Rules) -> None:
    if rules.lead_caps.lifetime == 1:
        raise UserError(
            "A lead would be called once in all, so nothing could ever be tried again, on no other number "
            "either. Allow two calls, or set “1 in all” for a number.",
            field="lead.lifetime",
        )
    for code, recycle in rules.recycling.items():
        if not LEAST_WAIT_S <= recycle.after_s <= LONGEST_WAIT_S:
            raise UserError(
                "Wait at least two minutes and at most 90 days before the next try.", field="recycling"
            )
        if recycle.most is not None and recycle.most < 1:
            raise UserError("Try again at least once, or make the result end the work.", field="recycling")
        for whose, caps in (("phone", rules.phone_caps), ("lead", rules.lead_caps)):
            limit = caps.lifetime
            if recycle.most is not None and limit is not None and recycle.most >= limit:
                raise UserError(
                    _TOO_OFTEN[whose], field="recycling", result=code, most=recycle.most, limit=limit
                )


def _check_who(rules: Rules) -> None:
    who = rules.who
    if who.kind is WhoKind.OWNER_FIRST and not 1 <= who.after_minutes <= 7 * 24 * 60:
        raise UserError("Others may call after one minute to seven days.", field="after_minutes")
    if not 0 <= who.same_days <= 365:
        raise UserError("The same person calls for at most 365 days.", field="same_days")
    if who.kind is WhoKind.OWNER and who.same_days:
        raise UserError(
            "Only owners call here, so “the same person for {days} days” can never decide. "
            "Choose one of the two.",
            field="same_days",
            days=who.same_days,
        )
    if who.skill and who.skill not in SKILLS:
        raise UserError("Choose a field of the lead that asks for a skill.", field="skill")


def _check_results(campaign: Campaign) -> None:
    """No wait for a result after which there is no next try."""
    for result in campaign.dispositions:
        if result.is_active and result.flags & ENDING and result.code in campaign.rules.recycling:
            raise UserError(
                "“{result}” ends the work on a lead or its number, so a wait after it can never come about. "
                "Take the wait out, or let the result leave the lead open.",
                field="recycling",
                result=result.code,
            )


def _check_reach(campaign: Campaign, zones: Iterable[str], now: datetime) -> None:
    """No cap that a shorter one keeps from ever being reached, on the days on which people are called."""
    caps_set = (campaign.rules.phone_caps, campaign.rules.lead_caps)
    if all(caps.per_24h is None and caps.per_week is None for caps in caps_set):
        return
    window = replace(campaign.window, holidays=frozenset(), last_day=None)
    weeks = [_weekdays(window, zone, now) for zone in zones]
    # Dates within any 24 hours; within any 7 times 24 hours lie one more than a week has: the first one's
    # evening and the last one's morning.
    in_a_row = 2 if any((day + 1) % 7 in week for week in weeks for day in week) else 1
    dates = max((len(week) for week in weeks), default=0) + 1
    sittings = min(7, len(campaign.days) + 1)
    for caps, whose in zip(caps_set, ("phone", "lead"), strict=True):
        most_24h = None if caps.per_day is None else caps.per_day * in_a_row
        weekly = (
            None if caps.per_day is None else caps.per_day * dates,
            None if caps.per_24h is None else caps.per_24h * sittings,
        )
        most_week = min((each for each in weekly if each is not None), default=None)
        for name, cap, words, most in (
            ("per_24h", caps.per_24h, "in 24 hours", most_24h),
            ("per_week", caps.per_week, "in a week", most_week),
        ):
            if cap is not None and most is not None and cap > most:
                raise UserError(
                    "{value} calls {span} can never be reached: the shorter limits let {most} happen at "
                    "most. Lower it, or leave it empty.",
                    field=f"{whose}.{name}",
                    value=cap,
                    span=words,
                    most=most,
                )


def _weekdays(window: CallingWindow, zone: str, now: datetime) -> frozenset[int]:
    """On which weekdays of a zone anybody is called at all."""
    found: set[int] = set()
    at = next_open(window, zone, now)
    while at is not None and at < now + timedelta(days=8):
        found.add(at.astimezone(ZoneInfo(zone)).weekday())
        at = next_open(window, zone, next_midnight(at, zone))
    return frozenset(found)


def _check_parts(campaign: Campaign, zones: Iterable[str], now: datetime) -> None:
    """No second try in another part of the day where the hours lie in one and the same part everywhere."""
    window = _without_end(campaign)
    parts = [parts_of(window, zone, now) for zone in zones]
    if not parts or any(len(each) > 1 for each in parts):
        return
    open_ones = {result.code for result in campaign.dispositions if result.is_active}
    for code, recycle in campaign.rules.recycling.items():
        if recycle.part is Part.NEXT and code in open_ones:
            raise UserError(
                "{result}: another part of the day can never come, since the calling hours lie within one "
                "(parts end at 12:00, at 16:00 and with the day). Choose any time of day, or longer hours.",
                field="recycling",
                result=code,
            )


def _without_end(campaign: Campaign) -> CallingWindow:
    """Its hours; an agreement may end, and the campaign be changed after it."""
    return replace(campaign.window, last_day=None)


def _check_caps(caps: Caps, whose: str) -> None:
    set_ones = [(name, words, value) for name, words in _SPANS if (value := getattr(caps, name)) is not None]
    for name, _, value in set_ones:
        if value < 1:
            raise UserError("Allow at least one try.", field=f"{whose}.{name}")
        if name != "lifetime" and value > MOST_RECENT:
            raise UserError(
                "At most {limit} tries can be counted within a day or a week.",
                field=f"{whose}.{name}",
                limit=MOST_RECENT,
            )
    for (name, words, value), (_, longer_words, longer) in pairwise(set_ones):
        if value > longer:
            raise UserError(
                "{value} calls {span} can never happen: at most {longer} {longer_span} are allowed. "
                "Lower the first or raise the second.",
                field=f"{whose}.{name}",
                value=value,
                span=words,
                longer=longer,
                longer_span=longer_words,
            )


def _check_wrap_up(campaign: Campaign) -> None:
    if not 0 <= campaign.wrap_up_s <= LONGEST_WRAP_UP_S:
        raise UserError("The time after a call is at most 30 minutes.", field="wrap_up_s")
    if campaign.wrap_up_s == 0:
        return
    results = [d for d in campaign.dispositions if d.is_active and d.code == campaign.wrap_up_code]
    if not results:
        raise UserError(
            "Choose the result that is given when the time after a call is over.", field="wrap_up_code"
        )
    if not may_be_given_alone(results[0]):
        raise UserError(
            "“{result}” asks for a date or for fields, so it can’t be given by itself. Choose another one.",
            field="wrap_up_code",
            result=results[0].label,
        )


def may_be_given_alone(result: Disposition) -> bool:
    """Whether a result can be given without anyone answering anything."""
    return not result.needs_next_date and not any(field.is_required for field in result.fields)


def dials_by_itself(mode: DialMode, reports_hang_up: bool) -> bool:
    """Whether the next lead is dialled without a key: only where the dialer knows that a call ended."""
    return mode is DialMode.PROGRESSIVE and reports_hang_up
