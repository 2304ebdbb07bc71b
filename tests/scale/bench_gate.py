"""The gate: how long a decision takes with everything at hand."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.campaign_rules import Caps, Rules
from crm_desktop.domain.gate import Act, Facts, PhoneFacts, Tries, judge
from crm_desktop.domain.lawful import Answer, Basis, OwnBasis, Scrub, span_at, spans_of
from crm_desktop.domain.rule_packs import RulePack, pack_on
from crm_desktop.ids import new_id
from crm_desktop.store.rule_packs import profiles
from tests.scale.results import Result, absolute, percentile

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
INDIA = "Asia/Kolkata"
TIMES = 10_000
GOAL_US = 50.0


def run(sizes: Sequence[int]) -> list[Result]:
    """The same at any size: a decision knows one lead."""
    return [_measure(name, facts) for name, facts in _cases().items()]


def _measure(name: str, cases: Sequence[Facts]) -> Result:
    took: list[float] = []
    # Each by itself: of many together nearly all would hold a moment in which the machine did something else.
    for facts in islice(cycle(cases), TIMES):
        begun = time.perf_counter()
        judge(facts)
        took.append(1e6 * (time.perf_counter() - begun))
    note = f"median {percentile(took, 0.5):.1f} µs"
    return absolute(f"the gate, {name}, p95", 0, percentile(took, 0.95), GOAL_US, "µs", note)


def _cases() -> dict[str, Sequence[Facts]]:
    def rules_on(day: date) -> RulePack:
        return pack_on(profiles()[0], (), day)

    run_at = NOW - timedelta(hours=2)
    answer = Answer(Basis.LIST, source="Fair", line="+91 140 1234567")
    spans = spans_of(answer, Scrub("Operator", "R-1", run_at, 10, 1), "promotional", rules_on, NOW, INDIA)
    tried = Tries(2, 1, 20261120, NOW - timedelta(hours=3), (NOW - timedelta(hours=3),))
    caps = Caps(lifetime=8, per_day=3, per_24h=3, per_week=6)
    lead = Facts(
        Act.DIAL,
        NOW,
        INDIA,
        CallingWindow(),
        replace(Rules(), phone_caps=caps, lead_caps=caps),
        (PhoneFacts(new_id(), tries=tried), PhoneFacts(new_id(), tries=tried)),
        tried,
        span=span_at(spans, NOW),
        own=OwnBasis("", None, NOW - timedelta(days=3)),
    )
    hours = replace(lead, now=NOW.replace(hour=20))
    nobody = replace(lead, span=span_at(spans_of(None, None, "promotional", rules_on, NOW, INDIA), NOW))
    often = tuple(NOW - timedelta(hours=5 * ago) for ago in range(24, 0, -1))
    dear = Tries(24, 0, None, often[-1], often)  # the days of the tries aren't counted: looked up
    room = Caps(lifetime=80, per_day=24, per_24h=24, per_week=24 + 1)
    five = replace(
        lead,
        rules=replace(Rules(), phone_caps=room, lead_caps=room),
        phones=tuple(PhoneFacts(new_id(), is_wrong=no < 4, tries=dear) for no in range(5)),
        lead=dear,
    )
    # Every cap is used up, by times no other lead has: each says when there is room again.
    full = Caps(lifetime=40, per_day=2, per_24h=4, per_week=20)
    capped = replace(five, rules=replace(Rules(), phone_caps=full, lead_caps=full))
    chosen = random.Random(3)

    def used_up() -> PhoneFacts:
        earlier = timedelta(seconds=chosen.randrange(4 * 3600))
        own = tuple(at - earlier for at in often)
        return PhoneFacts(new_id(), tries=Tries(24, 9, 20261120, own[-1], own))

    leads = [replace(capped, phones=tuple(used_up() for _ in range(5))) for _ in range(2_000)]
    return {
        "it passes": [lead], "outside hours": [hours], "nobody answered": [nobody], "five numbers": [five],
        "five numbers, all caps reached": leads,
    }  # fmt: skip
