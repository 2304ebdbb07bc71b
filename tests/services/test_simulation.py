"""The simulator and the live queue decide alike; what trying a rule out tells, and what it refuses."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from crm_desktop.clock import SetClock
from crm_desktop.domain.campaign_rules import Caps, Mix, Numbers, Part, Recycle, Rules, Who, WhoKind
from crm_desktop.domain.lawful import Span as LegalSpan
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane, Reason
from crm_desktop.domain.rule_check import check_rules
from crm_desktop.domain.simulation import play
from crm_desktop.domain.simulation_past import Outcome
from crm_desktop.domain.simulation_reach import Missed, unreached
from crm_desktop.domain.simulation_records import Caller, Game, Played
from crm_desktop.domain.ticks import moment
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.services.simulation import SimulationService, Span, TryOut
from crm_desktop.store.engine import open_engine
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_snapshot import snapshot
from crm_desktop.store.tables import audit, calls, campaigns, leads, queue_entries, sessions
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import INDIA, CallingOffice, Template, both_engines, two_engines
from tests.campaign_acts import save_rules
from tests.conftest import TEST_NOW
from tests.stores import TEST_KEY

CODES = ("NO_ANSWER", "BUSY", "SWITCHED_OFF", "CALL_BACK", "NOT_INTERESTED", "WRONG_NUMBER", "DO_NOT_CALL")
TO_THE_END = datetime(2026, 11, 20, 16, 50, tzinfo=ZoneInfo(INDIA))


class Scripted:
    """Calls go as a list says, in the order leads and tries come."""

    between_s = 7

    def __init__(self, co: CallingOffice, codes: tuple[str, ...], handle_s: int) -> None:
        campaign = co.campaigns.get(co.office.admin, co.campaign.id)
        self._results = [next(d for d in campaign.dispositions if d.code == code) for code in codes]
        self._handle_s = handle_s

    def of_call(self, no: int, lead_id: bytes, attempt: int, now: datetime, zone: str) -> Outcome:
        result = self._results[(3 * no + attempt) % len(self._results)]
        after = timedelta(minutes=35) if result.needs_next_date else None
        return Outcome(result, self._handle_s + 11 * no, is_answered=True, promise_after=after)


_caps = st.builds(Caps, per_day=st.sampled_from([None, 1, 2, 3]), lifetime=st.sampled_from([None, 4, 8]))
_rules = st.builds(
    Rules,
    mix=st.sampled_from([Mix(1, 1), Mix(2, 1), Mix(1, 0), Mix(0, 1)]),
    recycling=st.fixed_dictionaries(
        {
            "BUSY": st.sampled_from([Recycle(900), Recycle(600, most=1)]),
            "NO_ANSWER": st.sampled_from([Recycle(1200), Recycle(900, part=Part.NEXT)]),
            "SWITCHED_OFF": st.just(Recycle(3600)),
            "CALL_BACK": st.just(Recycle(7200)),
        }
    ),
    phone_caps=st.one_of(_caps, st.just(Caps(per_24h=2, per_week=3))),
    lead_caps=st.sampled_from([Caps(), Caps(per_day=2), Caps(lifetime=3)]),
    gap_s=st.sampled_from([0, 600, 3600]),
    numbers=st.sampled_from(list(Numbers)),
    by_score=st.booleans(),
    who=st.sampled_from(
        [
            Who(),
            Who(WhoKind.ANYONE),
            Who(WhoKind.OWNER_FIRST, 20),
            Who(WhoKind.ANYONE, same_days=2),
            Who(WhoKind.ANYONE, skill="language"),
            Who(WhoKind.OWNER_FIRST, 20, skill="language"),
        ]
    ),
)
_lead = st.tuples(
    st.sampled_from([None, "asha", "imran", "other_caller"]),  # the last is away
    st.sampled_from([INDIA, "Asia/Dubai", ""]),
    st.sampled_from([Lane.NEW, Lane.RETRY]),
    st.integers(-3, 3),  # quarters of an hour from now
    st.sampled_from([0, 1, 2, "shared"]),
    st.sampled_from(["", "hindi", "Tamil"]),
    st.sampled_from([0, 0, 40, 41, 100]),
)
SPEAKS = {"asha": frozenset({"hindi"}), "imran": frozenset({"hindi", "tamil"})}


def fill(
    co: CallingOffice, wanted: list[tuple[object, ...]], rules: Rules, holidays: frozenset[date] = frozenset()
) -> None:
    """Leads with their phones, what people speak, one person who didn't come for days; then the rules."""
    admin, long_ago = co.office.admin, TEST_NOW - timedelta(days=10)
    with co.store.write(None) as work:
        away = sessions.c.person_id == co.office.other_caller.person_id
        work.connection.execute(
            update(sessions).where(away).values(signed_in_at=long_ago, last_seen_at=long_ago)
        )
        shared = co._add_phone(work)
    for owner, zone, lane, quarters, phones, language, score in wanted:
        at = TEST_NOW + timedelta(minutes=15 * int(str(quarters)))
        lead_id = co.add_lead(
            phones=(shared,) if phones == "shared" else int(str(phones)),
            zone=str(zone),
            owner=None if owner is None else getattr(co.office, str(owner)),
            lane=Lane(lane),  # type: ignore[arg-type]
            next_at=at,
            score=int(str(score)),
        )
        with co.store.write(None) as work:
            work.connection.execute(update(leads).where(leads.c.id == lead_id).values(language=language))
    for name, languages in SPEAKS.items():
        co.campaigns.set_skills(admin, getattr(co.office, name).person_id, "language", languages)
    campaign = co.campaigns.get(admin, co.campaign.id)
    if holidays:
        change = ChangeCampaign(campaign.id, campaign.version, holidays=holidays)
        campaign = co.campaigns.update(admin, change)
    save_rules(co.campaigns, admin, campaign, rules)  # which puts the leads where they want them


def simulated(co: CallingOffice, codes: tuple[str, ...], handle_s: int) -> tuple[Game, Played]:
    """The rest of the day with two people, from what is in the store."""
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    with co.store.read(co.office.admin) as work:
        since = TEST_NOW - timedelta(days=20)
        known = snapshot(work, campaign, (), since, with_recent=campaign.rules.counts_recent)
    start = TEST_NOW + timedelta(seconds=30)
    callers = tuple(
        Caller(
            getattr(co.office, who).person_id, SPEAKS[who], ((start + timedelta(seconds=later), TO_THE_END),)
        )
        for later, who in enumerate(("asha", "imran"))
    )
    outcomes = Scripted(co, codes, handle_s)
    present, everybody = known.present, known.everybody
    game = Game(campaign, known.leads, callers, outcomes, start, TO_THE_END, present, everybody)
    return game, play(game)


def lived(co: CallingOffice, game: Game, played: Played) -> None:
    """The same day through the calling service: whom it brings must be whom the simulator brought."""
    who = (co.office.asha, co.office.imran)
    moments: list[tuple[datetime, int, str, object]] = [
        *((call.at, call.caller, "asks", call) for call in played.calls),
        *((call.closed_at, call.caller, "closes", call) for call in played.calls),
        *((at, caller, "in vain", None) for at, caller in played.asked_in_vain),
    ]
    running: dict[int, UUID] = {}
    for at, caller, what, call in sorted(moments, key=lambda each: each[:3]):
        co.clock.set(at)
        if what == "closes":
            more = {"callback_at": call.promised_for} if call.promised_for else {}  # type: ignore[attr-defined]
            code = call.code  # type: ignore[attr-defined]
            co.result(who[caller], running.pop(caller), code, take_next=False, **more)
            continue
        found = co.calling.next_lead(who[caller], co.campaign.id)
        if what == "in vain":
            assert not isinstance(found, NextLead), (at, caller, found.lead.id)
            continue
        assert isinstance(found, NextLead), (at, caller)
        assert found.lead.id.bytes == played.leads.lead_ids[call.no]  # type: ignore[attr-defined]
        assert found.phone.phone_id == call.phone_id  # type: ignore[attr-defined]
        running[caller] = co.dial(who[caller], found)


def assert_alike(co: CallingOffice, codes: tuple[str, ...], handle_s: int) -> None:
    game, played = simulated(co, codes, handle_s)
    results = {d.code: d for d in game.campaign.dispositions}
    if any(results[c.code].needs_next_date and c.promised_for is None for c in played.calls):
        return  # no number is left for the promise: a caller gives another result then
    lived(co, game, played)
    leads, kept = played.leads, {row["id"]: row for row in co.rows(queue_entries)}
    for no in range(len(leads)):
        row = kept[UUID(bytes=leads.entry_ids[no])]
        is_alike = (row["lane"], row["reason"], row["owner_id"], row["attempts"]) == (
            leads.lanes[no],
            leads.reasons[no],
            leads.person_id(leads.owner[no]),
            leads.attempts[no],
        )
        if leads.lanes[no] < FIRST_DONE_LANE:
            assert row["next_at"] == moment(leads.next_at[no]), row
        assert is_alike, (row, leads.lanes[no], leads.reasons[no], leads.person_id(leads.owner[no]))
    groups = unreached(game, played)
    assert sum(len(group.leads) for group in groups) + len(played.called) == len(leads)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    leads=st.lists(_lead, min_size=1, max_size=7),
    rules=_rules,
    holidays=st.frozensets(st.sampled_from([date(2026, 11, day) for day in (20, 21, 22)]), max_size=2),
    codes=st.lists(st.sampled_from(CODES), min_size=1, max_size=4).map(tuple),
    handle_s=st.integers(20, 600),
)
def test_the_simulator_and_the_live_queue_decide_alike(
    sqlite_office_template: Template,
    leads: list[tuple[object, ...]],
    rules: Rules,
    holidays: frozenset[date],
    codes: tuple[str, ...],
    handle_s: int,
) -> None:
    try:
        check_rules(rules)
    except UserError:
        assume(False)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.db"
        shutil.copyfile(sqlite_office_template.place, path)
        clock = SetClock(TEST_NOW)
        store = Store(open_engine(path, TEST_KEY, cache_mb=8), clock)
        try:
            co = sqlite_office_template.opened(store, clock)
            fill(co, leads, rules, holidays)
            assert_alike(co, codes, handle_s)
        finally:
            store.close()


@both_engines
def test_both_engines_decide_as_the_simulator_does(co: CallingOffice) -> None:
    owners = (None, "asha", "imran", "other_caller")
    leads = [
        (
            *(owners[n % 4], INDIA, Lane.NEW if n % 3 else Lane.RETRY, -n),
            *("shared" if n > 6 else 2, "", 30 * (n % 3)),
        )
        for n in range(9)
    ]
    rules = Rules(recycling={"BUSY": Recycle(900)}, phone_caps=Caps(per_24h=3), numbers=Numbers.IN_TURN)
    fill(co, leads, rules)  # type: ignore[arg-type]
    assert_alike(co, ("BUSY", "CALL_BACK", "NO_ANSWER", "NOT_INTERESTED"), 90)


@both_engines
def test_trying_out_tells_what_changes_and_writes_nothing(co: CallingOffice) -> None:
    for number in range(40):
        co.add_lead(f"Lead {number}")
    with co.store.read(None) as work:
        before = [work.connection.execute(select(table)).all() for table in (queue_entries, calls, audit)]
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    changed = replace(
        campaign, rules=replace(campaign.rules, phone_caps=Caps(per_day=1, lifetime=1), recycling={})
    )
    service = SimulationService(co.store)
    told = service.try_out(co.office.admin, TryOut(changed, people=2, seed=7))
    assert told == service.try_out(co.office.admin, TryOut(changed, people=2, seed=7))
    assert told.today.leads == told.changed.leads == 40
    assert told.today.reached == told.changed.reached == 40
    assert told.today.calls > told.changed.calls == 40
    assert told.changed.dry_at is not None
    assert sum(hour.calls for hour in told.changed.hours) == 40
    assert sum(person.calls for person in told.changed.people) == 40
    assert len(told.assumed) == 3  # nobody called yet: usual values, and the panel says so
    with co.store.read(None) as work:
        after = [work.connection.execute(select(table)).all() for table in (queue_entries, calls, audit)]
    assert before == after


@pytest.mark.parametrize("co", ["team_office"], indirect=True)
def test_a_team_lead_on_a_server_is_told_what_an_admin_is(co: CallingOffice) -> None:
    """Half of it is another team's: its leads, calls, promises, languages and who was there."""
    office, south = co.office, co.office.other_caller
    for number in range(12):
        owner = (None, office.asha, south)[number % 3]
        lead_id = co.add_lead(f"Lead {number}", owner=owner)
        language = ("Hindi", "Tamil", "Odia")[number % 3]  # the last is nobody's
        with co.store.write(None) as work:
            work.connection.execute(update(leads).where(leads.c.id == lead_id).values(language=language))
    for who, language in ((office.asha, "hindi"), (south, "tamil"), (office.imran, "tamil")):
        co.campaigns.set_skills(office.admin, who.person_id, "language", frozenset({language}))
    campaign = co.campaigns.get(office.admin, co.campaign.id)
    save_rules(co.campaigns, office.admin, campaign, Rules(who=Who(WhoKind.OWNER_FIRST, 20)))
    for who, code in ((south, "NO_ANSWER"), (south, "CALL_BACK"), (office.asha, "BUSY"), (south, "BUSY")):
        running = co.dial(who, co.next(who))
        co.clock.move(minutes=4)
        more = {"callback_at": co.clock.now() + timedelta(days=1)} if code == "CALL_BACK" else {}
        co.result(who, running, code, take_next=False, **more)
    co.clock.set(TEST_NOW + timedelta(days=1))
    campaign = co.campaigns.get(office.admin, co.campaign.id)
    rules = replace(campaign.rules, who=Who(WhoKind.ANYONE, skill="language"), phone_caps=Caps(per_week=2))
    changed, service = replace(campaign, rules=rules), SimulationService(co.store)
    for wanted in (TryOut(changed, seed=3), TryOut(changed, Span.LAST_DAYS, days=1)):
        told = service.try_out(office.lead, wanted)
        assert told == service.try_out(office.admin, wanted)
        assert told.past_calls == 4
        assert told.people == 2
        assert any(group.why is Missed.NO_SKILL for group in told.changed.unreached)


def test_past_days_are_played_again_with_the_results_they_had(co: CallingOffice) -> None:
    for number in range(12):
        co.add_lead(f"Lead {number}")
    for _ in range(12):
        co.clock.set(co.clock.now() + timedelta(minutes=2))
        co.call(co.office.asha, "NOT_INTERESTED", take_next=False)
    co.clock.set(TEST_NOW + timedelta(days=1))
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    told = SimulationService(co.store).try_out(co.office.admin, TryOut(campaign, Span.LAST_DAYS, days=1))
    assert told.today == told.changed
    assert told.today.calls == told.today.as_they_were == told.today.reached
    assert dict(told.today.results) == {"NOT_INTERESTED": told.today.calls}
    assert told.today.calls >= 10


def test_what_is_refused(co: CallingOffice) -> None:
    service, campaign = SimulationService(co.store), co.campaigns.get(co.office.admin, co.campaign.id)
    with pytest.raises(NotAllowed):
        service.try_out(co.office.asha, TryOut(campaign))
    for command, field in (
        (TryOut(campaign, Span.LAST_DAYS, days=2), "days"),  # nobody called
        (TryOut(campaign, people=0), "people"),
        (TryOut(campaign, seed=-1), "seed"),
        (TryOut(replace(campaign, rules=Rules(mix=Mix(0, 0)))), "mix"),
    ):
        with pytest.raises(UserError) as raised:
            service.try_out(co.office.admin, command)
        assert raised.value.field == field
    with pytest.raises(UserError, match="does not exist"):
        service.try_out(co.office.admin, TryOut(replace(campaign, id=new_id())))


@both_engines
@pytest.mark.usefixtures("by_chance")
def test_what_stands_alike_comes_by_chance_and_as_the_simulator_says(co: CallingOffice) -> None:
    made = [co.add_lead(f"Lead {number}") for number in range(30)]
    with co.store.write(co.office.asha) as work:
        queue = Queue(work)
        due = queue.due(co.campaign.id, queue.places(co.campaign.id), co.office.asha.person_id, 30)
    assert {each.lead_id for each in due} == set(made)
    assert [each.lead_id for each in due] not in (made, made[::-1])
    assert len({each.next_at for each in due}) == 1
    game, played = simulated(co, ("NOT_INTERESTED",), 60)
    lived(co, game, played)
    assert {played.leads.lead_ids[call.no] for call in played.calls} == {each.bytes for each in made}


@two_engines
def test_whose_reason_to_call_ends_is_called_only_before(co: CallingOffice) -> None:
    """Everybody asked themselves, and the law lets that be enough until noon tomorrow."""
    zone = ZoneInfo(INDIA)
    day = (co.clock.now().astimezone(zone) + timedelta(days=1)).date()
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    for number in range(120):
        co.add_lead(f"Lead {number}")
    spans = [LegalSpan(None, (Reason.NO_BASIS,), ("asked",)).as_json()]
    with co.store.write(None) as work:
        run = work.connection.execute
        run(update(leads).values(basis_kind="asked", basis_until=noon))
        run(update(campaigns).values(lawful=spans, version=campaigns.c.version + 1))
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    told = SimulationService(co.store).try_out(co.office.admin, TryOut(campaign, people=1, seed=3)).today
    called = {hour.begins_at.astimezone(zone).hour for hour in told.hours if hour.calls}
    assert called
    assert max(called) < 12
    assert [group.why for group in told.unreached] == [Missed.BASIS]
