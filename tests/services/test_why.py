"""Why nothing is dialled: counts that add up, and that a recount lead by lead through the gate gives too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from crm_desktop.cli.about_queue import counts
from crm_desktop.domain.calling_window import day_start, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Caps, Rules, Who, WhoKind
from crm_desktop.domain.gate import Act, judge, local_day
from crm_desktop.domain.lead_facts import facts_for
from crm_desktop.domain.lead_query import DIALABLE, LeadQuery
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Place, QueueEntry, Reason
from crm_desktop.ids import new_id
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.why import why_nothing, why_of_office
from crm_desktop.services.leads import LeadService
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_groups import differing, rebuild
from crm_desktop.store.tables import lead_phones, leads, phones, queue_entries
from crm_desktop.store.unit_of_work import Work
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.campaign_acts import save_rules

ZONES = (INDIA, "", "America/Toronto", "Australia/Adelaide")
MINUTES = st.sampled_from([-3000, -1500, -90, -31, -14, -2, 0, 1, 7, 16, 61, 240, 1500])
TRIED = st.none() | st.sampled_from([0, 5, 40, 59, 61, 200, 1500])


@dataclass(frozen=True)
class Made:
    """One lead of a random store."""

    lane: Lane
    reason: str
    minutes: int
    zone: str
    priority: int
    skill: str
    owner: int
    claimed_by: int
    shares: bool  # its number is the one before's, too
    phones: int
    tried: int | None  # minutes since its last number was called
    by_itself: bool
    day_tries: int
    is_wrong: bool


MADE = st.builds(
    Made,
    lane=st.sampled_from(
        [Lane.PROMISED, Lane.RETRY, Lane.NEW, Lane.RETRY, Lane.NEW, Lane.BLOCKED, Lane.CLOSED]
    ),
    reason=st.sampled_from(["", "waiting_retry", "skipped", "day_cap"]),
    minutes=MINUTES,
    zone=st.sampled_from(ZONES),
    priority=st.sampled_from([0, 0, 1, -1]),
    skill=st.sampled_from(["", "", "Hindi", "Tamil"]),
    owner=st.sampled_from([-1, -1, -1, 0, 1, 2]),
    claimed_by=st.sampled_from([-1, -1, -1, -1, -1, 0, 1]),
    shares=st.booleans(),
    phones=st.sampled_from([1, 1, 1, 2]),
    tried=TRIED,
    by_itself=st.booleans(),
    day_tries=st.sampled_from([0, 1, 3, 4]),
    is_wrong=st.booleans(),
)
RULES = st.builds(
    Rules,
    phone_caps=st.sampled_from([Caps(per_day=3, lifetime=8), Caps(), Caps(per_day=1)]),
    lead_caps=st.sampled_from([Caps(), Caps(lifetime=4)]),
    gap_s=st.sampled_from([0, 3600]),
    who=st.builds(
        Who,
        kind=st.sampled_from(list(WhoKind)),
        after_minutes=st.sampled_from([1, 30, 95]),
        skill=st.sampled_from(["", "language"]),
    ),
)


def fill(co: CallingOffice, made: list[Made], people: list[Actor]) -> None:
    """The campaign's leads anew, as the rows of past work would have left them."""
    now = co.clock.now()
    screens: set[int] = set()
    with co.store.write(None) as work:
        for table in (queue_entries, lead_phones, leads, phones):
            work.connection.execute(delete(table))
        before: UUID | None = None
        for each in made:
            lead_id = new_id()
            tried = None if each.tried is None else now - timedelta(minutes=each.tried)
            zone = each.zone or INDIA
            lead: dict[str, Any] = {"id": lead_id, "zone": each.zone, "created_at": now, "updated_at": now}
            lead["last_call_at"] = tried if each.by_itself else None
            lead["attempts"] = each.day_tries if each.by_itself and tried else 0
            work.connection.execute(insert(leads).values(**lead))
            ids = [before] if each.shares and before is not None else []
            for _ in range(each.phones):
                phone_id = new_id()
                work.connection.execute(
                    insert(phones).values(id=phone_id, e164=f"+91{phone_id.int % 10**10}")
                )
                ids.append(phone_id)
            if tried is not None and each.day_tries:
                values = {
                    "attempts": each.day_tries, "day_attempts": each.day_tries,
                    "day": local_day(tried, zone), "last_attempt_at": tried,
                }  # fmt: skip
                work.connection.execute(update(phones).where(phones.c.id == ids[0]).values(**values))
            for position, phone_id in enumerate(ids):
                is_wrong = each.is_wrong and position > 0  # without any number left it would be blocked
                work.connection.execute(
                    insert(lead_phones).values(
                        lead_id=lead_id,
                        phone_id=phone_id,
                        position=position,
                        wrong_at=now if is_wrong else None,
                    )
                )
            before = ids[-1]
            claimed_by = None
            if each.claimed_by >= 0 and each.lane < Lane.BLOCKED and each.claimed_by not in screens:
                screens.add(each.claimed_by)
                claimed_by = people[each.claimed_by].person_id
            reason = each.reason if each.lane < Lane.BLOCKED else ""
            Queue(work).add_places(co.campaign.id, (Place(each.zone, each.priority, each.skill),))
            work.connection.execute(
                insert(queue_entries).values(
                    id=new_id(), campaign_id=co.campaign.id, lead_id=lead_id, lane=int(each.lane),
                    reason=reason, priority=each.priority, next_at=now + timedelta(minutes=each.minutes),
                    zone=each.zone, skill=each.skill, claimed_by=claimed_by,
                    owner_id=people[each.owner].person_id if each.owner >= 0 else None,
                    lease_until=None if claimed_by is None else now + timedelta(minutes=10),
                )
            )  # fmt: skip


def recounted(
    work: Work, campaign: Campaign, me: Actor | None, people: list[Actor]
) -> Counter[Reason | None]:
    """The same lead by lead: plainly, from the rows and the gate."""
    found: Counter[Reason | None] = Counter()
    queue = Queue(work)
    absent = queue.absent_people(new_id() if me is None else me.person_id, day_start(work.now, INDIA))
    skills = {s for p in ([me] if me else people) for s in queue.skills_of(p.person_id, "language")}
    rows = work.connection.execute(
        queue_entries.select().where(queue_entries.c.campaign_id == campaign.id)
    ).all()
    for row in rows:
        entry = next(e.entry for e in queue.of_lead(row.lead_id) if e.entry.campaign_id == campaign.id)
        found[_of_one(work, campaign, entry, me, absent, skills)] += 1
    return found


def _of_one(
    work: Work,
    campaign: Campaign,
    entry: QueueEntry,
    me: Actor | None,
    absent: frozenset[UUID],
    skills: set[str],
) -> Reason | None:
    if me is not None and entry.claimed_by == me.person_id:
        return None
    if entry.lane >= Lane.BLOCKED:
        if entry.lane is Lane.BLOCKED and campaign.is_paused:
            return Reason.PAUSED
        return (
            Reason(entry.reason)
            if entry.reason
            else Reason.FINAL
            if entry.lane is Lane.CLOSED
            else Reason.NO_PHONE
        )
    if campaign.is_paused:
        return Reason.PAUSED
    if campaign.rules.who.skill and entry.skill and entry.skill not in skills:
        return Reason.OTHER_SKILL
    is_due = entry.next_at <= work.now
    if me is not None and entry.owner_id not in (None, me.person_id):
        away = entry.owner_id in absent and is_due
        waits = campaign.rules.who.others_after
        if entry.lane is Lane.PROMISED and not away:
            return Reason.PROMISED_OTHER
        if entry.lane is not Lane.PROMISED and (
            waits is None or not (away or entry.next_at <= work.now - waits)
        ):
            return Reason.NOT_YOURS
    lead = Queue(work).facts(entry.lead_id, rules=campaign.rules)
    assert lead is not None
    verdict = judge(
        facts_for(Act.CLAIM, work.now, campaign, lead, INDIA, is_awaited=entry.lane is Lane.PROMISED)
    )
    if verdict.phone_id is None:
        return verdict.refusals[0].reason
    if lead.on_screen_of is not None and (me is None or lead.on_screen_of != me.person_id):
        return Reason.ON_ANOTHER_SCREEN
    if not is_due:
        if entry.lane is Lane.PROMISED:
            return Reason.PROMISED_LATER
        return Reason.SKIPPED if entry.reason == "skipped" else Reason.WAITING_RETRY
    return None


def as_counter(why: NothingToDial) -> Counter[Reason | None]:
    """A count by reason, the dialable without one."""
    return +Counter({None: why.dialable, **{each.reason: each.leads for each in why.reasons}})


_QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=60, deadline=None, suppress_health_check=_QUIET)
@given(made=st.lists(MADE, min_size=1, max_size=9), rules=RULES, hour=st.sampled_from([0, -6, 3, 9]))
def test_the_counts_are_those_of_a_recount_through_the_gate(
    co: CallingOffice, made: list[Made], rules: Rules, hour: int
) -> None:
    check(co, made, rules, hour)


@both_engines
@settings(max_examples=8, deadline=None, suppress_health_check=_QUIET)
@given(made=st.lists(MADE, min_size=5, max_size=9), rules=RULES, hour=st.sampled_from([0, -6, 3, 9]))
def test_a_server_counts_the_same(co: CallingOffice, made: list[Made], rules: Rules, hour: int) -> None:
    check(co, made, rules, hour)


def check(co: CallingOffice, made: list[Made], rules: Rules, hour: int) -> None:
    """Counts and recount of one random store, for a caller and for the office."""
    people = [co.office.asha, co.office.imran, co.office.other_caller]
    admin = co.office.admin
    start = co.clock.now()
    co.clock.move(minutes=60 * hour)
    try:
        campaign = co.campaigns.get(admin, co.campaign.id)
        co.campaigns.set_skills(admin, people[0].person_id, "language", frozenset({"Hindi"}))
        campaign = save_rules(co.campaigns, admin, campaign, rules)
        fill(co, made, people)
        for me in (None, people[0]):
            with co.store.read(me or admin) as work:
                hours = OpenHours()
                known = Campaigns(work).get(campaign.id)
                assert known is not None
                why = why_nothing(work, me, known, hours) if me else why_of_office(work, admin, known, hours)
            with co.store.read(None) as work:
                assert as_counter(why) == recounted(work, known, me, people)
                assert why.total == len(made)
                for reason in why.reasons:  # each has a time, or nothing comes by itself
                    is_for_good = reason.reason in FOR_GOOD
                    assert (reason.first_at is None) == is_for_good or reason.reason in SOMETIMES
                    assert reason.first_at is None or reason.first_at > work.now
        with co.store.write(None) as work:
            assert differing(work) == 0
            rebuild(work)
            assert differing(work) == 0
    finally:
        co.clock.set(start)


FOR_GOOD = {
    Reason.FINAL, Reason.NO_PHONE, Reason.DO_NOT_CALL, Reason.MAX_ATTEMPTS, Reason.ON_ANOTHER_SCREEN,
    Reason.OTHER_SKILL, Reason.PROMISED_OTHER, Reason.PAUSED,
}  # fmt: skip
SOMETIMES = {Reason.NOT_YOURS}


@settings(max_examples=30, deadline=None, suppress_health_check=_QUIET)
@given(made=st.lists(MADE, min_size=1, max_size=9), rules=RULES, hour=st.sampled_from([0, -6, 3]))
def test_the_list_behind_each_count_holds_as_many_leads(
    co: CallingOffice, made: list[Made], rules: Rules, hour: int
) -> None:
    people = [co.office.asha, co.office.imran, co.office.other_caller]
    admin, start, lists = co.office.admin, co.clock.now(), LeadService(co.store)
    co.clock.move(minutes=60 * hour)
    try:
        campaign = co.campaigns.get(admin, co.campaign.id)
        co.campaigns.set_skills(admin, people[0].person_id, "language", frozenset({"Hindi"}))
        campaign = save_rules(co.campaigns, admin, campaign, rules)
        fill(co, made, people)
        why = co.calling.why_campaign(admin, campaign.id)
        seen: set[int] = set()
        counts = as_counter(why)
        for standing in (DIALABLE, *Reason):
            wanted = None if standing == DIALABLE else Reason(standing)
            query = LeadQuery(campaign=str(campaign.id), standing=str(standing))
            found = lists.numbers(admin, query)
            assert len(found) == lists.count(admin, query) == counts[wanted]
            assert seen.isdisjoint(found)
            seen.update(found)
        assert len(seen) == len(made)
    finally:
        co.clock.set(start)


@both_engines
def test_what_scripts_read_of_a_campaign_has_the_published_codes_and_adds_up(co: CallingOffice) -> None:
    admin, asha, imran, now = co.office.admin, co.office.asha, co.office.imran, co.clock.now()
    names = ("Bought", "Busy", "Asked not to be called", "On a screen")
    for name in names:
        co.add_lead(name)
    for code in ("NOT_INTERESTED", "BUSY", "DO_NOT_CALL"):
        co.call(asha, code, take_next=False)
    co.next(imran)
    co.add_lead("Without a number", phones=0, lane=Lane.BLOCKED)
    co.add_lead("Far away", zone="America/New_York")
    co.add_lead("Promised", owner=asha, lane=Lane.PROMISED, next_at=now + timedelta(hours=2))
    co.add_lead("Free")
    found = counts(co.calling.why_campaign(admin, co.campaign.id))
    reasons = {code: (each["count"], each["next_at"]) for code, each in found["reasons"].items()}
    waits, opens = now + timedelta(minutes=15), next_open(co.campaign.window, "America/New_York", now)
    assert opens is not None
    assert reasons == {
        "FINISHED": (1, None), "DO_NOT_CALL": (1, None), "NO_PHONE": (1, None), "CLAIMED": (1, None),
        "WAITING": (2, waits.isoformat()), "OUTSIDE_HOURS": (1, opens.isoformat()),
    }  # fmt: skip
    assert (found["leads"], found["dialable"], found["next_at"]) == (8, 1, waits.isoformat())
    co.campaigns.pause(co.office.lead, co.campaign.id)
    found = counts(co.calling.why_campaign(admin, co.campaign.id))
    assert found["reasons"] == {
        "FINISHED": {"count": 1, "next_at": None}, "DO_NOT_CALL": {"count": 1, "next_at": None},
        "PAUSED": {"count": 6, "next_at": None},
    }  # fmt: skip
    assert (found["leads"], found["dialable"], found["next_at"]) == (8, 0, None)
