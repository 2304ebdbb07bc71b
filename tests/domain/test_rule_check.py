"""What is refused of a campaign's rules; of what passes, each part has a history in which it decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign, CampaignRole, DialMode, Hours
from crm_desktop.domain.campaign_rules import Caps, Part, Recycle, Rules, Who, WhoKind
from crm_desktop.domain.caps import Check, check_caps
from crm_desktop.domain.day_parts import part_of
from crm_desktop.domain.dispositions import READY_SET, Disposition, Flag
from crm_desktop.domain.gate import Act, PhoneFacts, Tries, judge
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.placing import place_after
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.rule_check import check, check_end, fitting
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from tests.examples import examples

INDIA, DUBAI = "Asia/Kolkata", "Asia/Dubai"
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # a Friday, half past eleven in India
ME = new_id()
LATE = timedelta(minutes=50)
WAYS = [(start, day) for start in range(7) for day in (8, 7, 6, 5, 4, 3, 2, 1, 0)]


def results() -> tuple[Disposition, ...]:
    """The ready set."""
    made = new_id()
    return tuple(
        Disposition(new_id(), made, ready.code, ready.label, place, ready.flags, None, fields=ready.fields)
        for place, ready in enumerate(READY_SET)
    )


RESULTS = results()
PLAIN = Campaign(
    new_id(), "Home loan", CampaignRole.OWN, "", True, False, DialMode.MANUAL, 5, 600, 1140,
    frozenset(range(6)), "", 1, office_zone=INDIA, dispositions=RESULTS,
)  # fmt: skip


def with_flags(code: str, *flags: Flag) -> tuple[Disposition, ...]:
    """The ready set with another meaning of one result."""
    return tuple(replace(r, flags=frozenset(flags)) if r.code == code else r for r in RESULTS)


def _changed(**values: object) -> Campaign:
    return replace(PLAIN, **values)  # type: ignore[arg-type]


MORNINGS = {"start_minute": 600, "end_minute": 720}


@pytest.mark.parametrize(
    ("campaign", "field", "said"),
    [
        (_changed(**MORNINGS), "recycling", "another part"),
        (_changed(office_hours=Hours(960, 1080)), "recycling", "another part"),
        (_changed(dispositions=with_flags("BUSY", Flag.FINAL)), "recycling", "ends the work"),
        (_changed(dispositions=with_flags("BUSY", Flag.WRONG_NUMBER)), "recycling", "ends the work"),
        (_changed(rules=Rules(lead_caps=Caps(lifetime=1))), "lead.lifetime", "tried again"),
        (_changed(rules=Rules(recycling={"BUSY": Recycle(900, most=2)}, lead_caps=Caps(lifetime=2))),
         "recycling", "a lead is called 2 times"),
        (_changed(rules=Rules(phone_caps=Caps(per_day=3, per_24h=7))), "phone.per_24h", "never be reached"),
        (_changed(rules=Rules(phone_caps=Caps(per_day=3, per_week=22))), "phone.per_week", "21 happen"),
        (_changed(rules=Rules(lead_caps=Caps(per_24h=2, per_week=15))), "lead.per_week", "14 happen"),
        (_changed(days=frozenset({0, 3}), rules=Rules(phone_caps=Caps(per_day=2, per_24h=3))),
         "phone.per_24h", "2 happen"),
        (_changed(days=frozenset({6}), start_minute=720, end_minute=120, office_hours=Hours(540, 1080),
                  rules=Rules(phone_caps=Caps(per_day=5, per_24h=6))), "phone.per_24h", "5 happen"),
        (_changed(rules=Rules(gap_s=25 * 3600)), "gap_s", "contradicts"),
        (_changed(wrap_up_s=60, wrap_up_code="SOLD"), "wrap_up_code", "by itself"),
        (_changed(wrap_up_s=60, wrap_up_code="NOTHING"), "wrap_up_code", "Choose the result"),
    ],
)  # fmt: skip
def test_what_could_never_fire_is_refused_with_the_reason(campaign: Campaign, field: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as raised:
        check(campaign, [INDIA], NOW)
    assert raised.value.field == field


def test_what_one_zone_alone_can_never_have_another_one_has() -> None:
    """Office hours leave only the morning in Dubai; in India both parts are left."""
    office = _changed(start_minute=660, end_minute=1140, office_hours=Hours(660, 780))
    check(office, [INDIA, DUBAI], NOW)
    with pytest.raises(UserError, match="another part"):
        check(office, [DUBAI], NOW)


def test_an_agreement_that_ends_before_anybody_can_be_called_is_refused() -> None:
    client = _changed(role=CampaignRole.CLIENT, client_name="Kotak")
    days = [date(2026, 11, day) for day in (20, 21, 23, 24)]
    ends = replace(client, client_until=days[-1])
    check_end(ends, [INDIA], NOW)
    check_end(replace(client, client_until=date(2026, 11, 1)), [INDIA], NOW)  # long over: it may stand
    with pytest.raises(UserError, match="Tue 24 Nov 2026") as raised:
        check_end(replace(ends, holidays=frozenset(days)), [INDIA], NOW)
    assert raised.value.field == "client_until"


def test_a_result_that_ends_the_work_takes_its_wait_along() -> None:
    ending = with_flags("BUSY", Flag.FINAL)
    rules = fitting(PLAIN.rules, ending)
    assert rules.recycling.keys() == PLAIN.rules.recycling.keys() - {"BUSY"}
    assert fitting(PLAIN.rules, RESULTS) is PLAIN.rules
    check(_changed(dispositions=ending, rules=rules), [INDIA], NOW)


# ---- what passes -----------------------------------------------------------------------------------------

_cap = st.none() | st.integers(1, 8)
_caps = st.builds(
    Caps, per_day=_cap, per_24h=_cap, per_week=st.none() | st.integers(1, 24),
    lifetime=st.none() | st.integers(1, 40),
)  # fmt: skip
_recycling = st.dictionaries(
    st.sampled_from([r.code for r in RESULTS]),
    st.builds(
        Recycle, st.sampled_from([120, 900, 7200, 5 * 86400]), st.none() | st.integers(1, 5),
        st.sampled_from(Part),
    ),
    max_size=4,
)  # fmt: skip
_values: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    rules=st.builds(
        Rules, recycling=_recycling, phone_caps=_caps, lead_caps=st.just(Caps()) | _caps,
        gap_s=st.sampled_from([0, 3600, 86400, 5 * 86400]),
        who=st.builds(Who, st.sampled_from(WhoKind), same_days=st.sampled_from([0, 3])),
    ),
    start_minute=st.sampled_from([0, 540, 600, 720, 960, 1260]),
    end_minute=st.sampled_from([120, 660, 720, 1140, 1440]),
    office_hours=st.none() | st.just(Hours(540, 1080)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
).filter(lambda values: values["start_minute"] != values["end_minute"])  # fmt: skip
ZONES = st.sampled_from([(INDIA,), (INDIA, DUBAI), ("America/New_York",)])


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(values=_values, ends=st.booleans(), zones=ZONES)
def test_each_part_of_a_rule_that_passes_decides_in_some_history(
    values: dict[str, object], ends: bool, zones: tuple[str, ...]
) -> None:
    campaign = _changed(**values, dispositions=with_flags("BUSY", Flag.FINAL) if ends else RESULTS)
    try:
        check(campaign, zones, NOW)
    except UserError:
        assume(False)
    for zone in zones:
        assert next_open(campaign.window, zone, NOW) is not None
    for result in campaign.dispositions:
        if result.code in campaign.rules.recycling:
            assert any(_is_tried_again(campaign, result, zone) for zone in zones), result.code
    zone = zones[0]
    for caps in (campaign.rules.phone_caps, campaign.rules.lead_caps):
        for reason in _set_in(caps):
            assert any(_is_reached(campaign, caps, reason, zone, *of) for zone in zones for of in WAYS), (
                reason,
                caps,
            )
    if campaign.rules.gap_s:
        _gap_decides(campaign, zone)


def _set_in(caps: Caps) -> list[Reason]:
    names = {
        Reason.DAY_CAP: caps.per_day, Reason.ROLLING_CAP: caps.per_24h, Reason.WEEK_CAP: caps.per_week,
        Reason.MAX_ATTEMPTS: caps.lifetime,
    }  # fmt: skip
    return [reason for reason, cap in names.items() if cap is not None]


def _phone(*tries: datetime, zone: str = INDIA) -> PhoneFacts:
    if not tries:
        return PhoneFacts(new_id())
    today = tries[-1].astimezone(ZoneInfo(zone)).date()
    of_day = sum(at.astimezone(ZoneInfo(zone)).date() == today for at in tries)
    return PhoneFacts(new_id(), tries=Tries(len(tries), of_day, number_of(today), tries[-1], tries))


def _lead(zone: str, tries: Tries, *phones: PhoneFacts) -> LeadFacts:
    return LeadFacts(new_id(), "open", zone, None, None, "", None, phones, tries, None)


def _is_tried_again(campaign: Campaign, result: Disposition, zone: str) -> bool:
    """A first try at some hour of the coming days is followed by another as the rule says."""
    rule = campaign.rules.recycling[result.code]
    at = next_open(campaign.window, zone, NOW)
    while at is not None and at < NOW + timedelta(days=9):
        phone = _phone(at, zone=zone)
        others = () if campaign.rules.phone_caps.lifetime != 1 else (_phone(),)
        lead = _lead(zone, phone.tries, phone, *others)
        after = partial(place_after, result, campaign, lead, phone.phone_id, None, None, ME, at, INDIA)
        place = after(0)
        is_there = rule.part is Part.ANY or part_of(place.next_at, zone) is not part_of(at, zone)
        if place.lane is Lane.RETRY and is_there and place.next_at >= at + timedelta(seconds=rule.after_s):
            return rule.most is None or after(rule.most).lane is Lane.CLOSED
        at = next_open(campaign.window, zone, at + timedelta(hours=1))
    return False


def _is_reached(campaign: Campaign, caps: Caps, reason: Reason, zone: str, start: int, day: int) -> bool:
    """Tries one after the other, each allowed, until this cap says no.

    From a day on, late in the hours up to another one, from the opening on after it: so most fall into
    a week.
    """
    tries: list[datetime] = []
    first = at = next_open(campaign.window, zone, NOW + timedelta(days=start))
    assert first is not None
    end = first + timedelta(days=400 if reason is Reason.MAX_ATTEMPTS else 16)
    while at is not None and at < end:
        against = [check for check in _checks(campaign, caps, tries, at, zone) if not check.passes]
        if any(check.reason is reason for check in against):
            return True
        opened = next_open(campaign.window, zone, at - LATE)
        is_early = at < first + timedelta(days=day) and opened is not None and at < opened + LATE
        if against:
            frees = [check.until for check in against if check.until is not None]
            if len(frees) < len(against):
                return False
            at = max(frees)
        elif is_early and opened is not None:
            at = next_open(campaign.window, zone, opened + LATE)
        else:
            tries.append(at)
            at = next_open(campaign.window, zone, at + timedelta(seconds=20))
    return False


def _checks(
    campaign: Campaign, caps: Caps, tries: Sequence[datetime], at: datetime, zone: str
) -> list[Check]:
    today = at.astimezone(ZoneInfo(zone)).date()
    of_day = sum(each.astimezone(ZoneInfo(zone)).date() == today for each in tries)
    return check_caps(caps, tries, len(tries), of_day, now=at, zone=zone, window=campaign.window)


def _gap_decides(campaign: Campaign, zone: str) -> None:
    """A relative's call a while ago keeps the number in peace."""
    at = next_open(campaign.window, zone, NOW)
    assert at is not None
    lead = _lead(zone, Tries(), _phone(at - timedelta(seconds=60), zone=zone))
    refused = judge(facts_for(Act.CLAIM, at, campaign, lead, INDIA)).refusals
    assert Reason.TOO_SOON in [refusal.reason for refusal in refused]
