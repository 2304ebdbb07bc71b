"""A day of 25 people over a big campaign, tried out: `python -m tests.scale simulator`.

The baseline is the same calls' bare decisions, one judgement of the gate each, on the same leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import perf_counter
from uuid import UUID

from crm_desktop.domain.campaign import Campaign, CampaignRole, DialMode
from crm_desktop.domain.dispositions import READY_SET, Disposition
from crm_desktop.domain.gate import Act, judge
from crm_desktop.domain.lead_facts import facts_for
from crm_desktop.domain.queue import Lane, Place
from crm_desktop.domain.simulation import play
from crm_desktop.domain.simulation_leads import PhoneNow, StandingLeads
from crm_desktop.domain.simulation_past import DrawnOutcomes, Past
from crm_desktop.domain.simulation_reach import unreached
from crm_desktop.domain.simulation_records import Caller, Game
from crm_desktop.domain.ticks import ticks
from tests.scale.results import Result, absolute, against

ZONE = "Asia/Kolkata"
BEGINS = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)  # 10:00 there, a Monday
PEOPLE, HOURS, GOAL_S = 25, 9, 10.0
MOST_LEADS = 100_000


def run(sizes: Sequence[int]) -> list[Result]:
    """Seconds for a day, unreached leads counted too, and against the bare judgements of as many calls.

    Of 100,000 leads at most: as many as the goal is about.
    """
    return [
        result for size in sorted({min(size, MOST_LEADS) for size in sizes}) for result in _measured(size)
    ]


def _measured(size: int) -> list[Result]:
    campaign, leads = _campaign(), _leads(size)
    hours = ((BEGINS, BEGINS + timedelta(hours=HOURS)),)
    callers = tuple(Caller(UUID(int=1 + no), frozenset(), hours) for no in range(PEOPLE))
    outcomes = DrawnOutcomes(Past(), campaign.dispositions, 1)
    ends = BEGINS + timedelta(hours=HOURS)
    everybody = frozenset(caller.person_id for caller in callers)
    game = Game(campaign, leads, callers, outcomes, BEGINS, ends, frozenset(), everybody)
    before = perf_counter()
    played = play(game)
    unreached(game, played)
    seconds = perf_counter() - before
    before = perf_counter()
    for call in played.calls:
        facts = leads.facts(call.no, call.at)
        judge(facts_for(Act.CLAIM, call.at, campaign, facts, ZONE))
    bare = perf_counter() - before
    note = f"{len(played.calls)} calls"
    return [
        absolute(f"a day of {PEOPLE} people tried out", size, seconds, GOAL_S, "s", note),
        against("the same ÷ bare judgements of its calls", size, seconds * 1000, bare * 1000, None, note),
    ]


def _campaign() -> Campaign:
    campaign_id = UUID(int=99)
    results = tuple(
        Disposition(UUID(int=200 + no), campaign_id, each.code, each.label, no, each.flags, None)
        for no, each in enumerate(READY_SET, start=1)
    )
    return Campaign(
        id=campaign_id, name="Big", role=CampaignRole.OWN, client_name="", is_active=True,
        is_practice=False, dial_mode=DialMode.MANUAL, countdown_s=0, start_minute=600, end_minute=1140,
        days=frozenset(range(7)), script="", version=1, office_zone=ZONE, dispositions=results,
    )  # fmt: skip


def _leads(size: int) -> StandingLeads:
    """A third are retries, a fifth somebody's, in three zones and three priorities."""
    made, zones = StandingLeads(ZONE), (ZONE, "Asia/Dubai", "Asia/Kathmandu")
    start = ticks(BEGINS)
    for no in range(size):
        name = (no + 1).to_bytes(16)
        owner = UUID(int=1 + no % PEOPLE) if no % 5 == 0 else None
        lane, minutes = (Lane.RETRY, no % 600) if no % 3 == 0 else (Lane.NEW, -no % 600 - 600)
        place = Place(zones[no % 97 % 3], (no % 7 == 0) - (no % 11 == 0))
        phone = PhoneNow((no + 1 + size).to_bytes(16), attempts=no % 3, last_at=start - 86_400_000_000)
        next_at = start + minutes * 60_000_000
        made.add(name, name, lane, "", next_at, place, owner, owner, no % 3, no % 3, 0, [phone])
    return made
