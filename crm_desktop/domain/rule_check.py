"""Whether a campaign's rules make sense: none that never fires, contradicts another or leaves no time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.domain.campaign_rules import DAY_S, SKILLS, Caps, Rules, WhoKind
from crm_desktop.domain.caps import MOST_RECENT
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.errors import UserError

LEAST_WAIT_S = 120
LONGEST_WAIT_S = 90 * DAY_S
LONGEST_GAP_S = 7 * DAY_S
LONGEST_WRAP_UP_S = 30 * 60
LONGEST_RULES_NAME = 60

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
    check_rules(campaign.rules)
    for zone in zones:
        # An agreement may end, and the campaign be changed after it.
        if next_open(replace(campaign.window, last_day=None), zone, now) is None:
            raise UserError(
                "The hours leave no time to call people in {zone}. Change the calling hours, "
                "the office’s hours or the days.",
                field="start_minute",
                zone=zone,
            )
    _check_wrap_up(campaign)


def check_rules(rules: Rules) -> None:
    """The rules alone, whatever the hours."""
    if rules.mix.retries < 0 or rules.mix.new < 0 or rules.mix.retries + rules.mix.new == 0:
        raise UserError("Mix at least one kind of lead: retries, or new ones.", field="mix")
    for caps, whose in ((rules.phone_caps, "phone"), (rules.lead_caps, "lead")):
        _check_caps(caps, whose)
    if not 0 <= rules.gap_s <= LONGEST_GAP_S:
        raise UserError("The gap between two calls is at most 7 days.", field="gap_s")
    per_day = rules.phone_caps.per_day
    if rules.gap_s >= DAY_S and per_day is not None and per_day > 1:
        raise UserError(
            "The gap between two calls is a day or more, so a number can never be called {limit} times a "
            "day. Shorten the gap, or allow one call a day.",
            field="gap_s",
            limit=per_day,
        )
    lifetime = rules.phone_caps.lifetime
    for code, recycle in rules.recycling.items():
        if not LEAST_WAIT_S <= recycle.after_s <= LONGEST_WAIT_S:
            raise UserError(
                "Wait at least two minutes and at most 90 days before the next try.", field="recycling"
            )
        if recycle.most is not None and recycle.most < 1:
            raise UserError("Try again at least once, or make the result end the work.", field="recycling")
        if recycle.most is not None and lifetime is not None and recycle.most >= lifetime:
            raise UserError(
                "{result}: trying again {most} times can never happen, since a number is called {limit} "
                "times in all. Lower the one or raise the other.",
                field="recycling",
                result=code,
                most=recycle.most,
                limit=lifetime,
            )
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
