"""Targets: owed by day as they held then, from tomorrow on, without days off; set by who leads."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import (
    AT_FIRST,
    EACH,
    FIGURES,
    OFFICE,
    Aims,
    Away,
    Calendar,
    Measure,
    OwnDays,
    Period,
    Subject,
    Target,
    Whose,
    WorkDays,
    days_between,
    in_whole,
    of_person,
)
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.leave import LeaveService
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.settings import SettingsService
from crm_desktop.services.targets import SetTarget, TargetService
from crm_desktop.store.people import People
from crm_desktop.store.targets import Targets
from tests.calling_office import CallingOffice, both_engines
from tests.examples import examples
from tests.made_up_days import TODAY, days_of_work, prove
from tests.made_up_targets import put_calendar, put_target
from tests.services.test_advanced import Nowhere

WHO, OTHER = UUID(int=1), UUID(int=2)
FIRST = date(2026, 10, 26)  # a Monday; the month turns within the days below
DAYS = [FIRST + timedelta(days=n) for n in range(24)]
day_numbers = st.sampled_from([number_of(day) for day in DAYS])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """The office's working days from some day on."""
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    off = draw(st.frozensets(day_numbers, max_size=3))
    return Calendar(draw(day_numbers), draw(st.sampled_from([0, 5, 6])), days, off)


@st.composite
def own_days(draw: st.DrawFn) -> OwnDays:
    """A campaign's days from some day on."""
    days, off = draw(st.frozensets(st.integers(0, 6))), draw(st.frozensets(day_numbers, max_size=2))
    return OwnDays(draw(day_numbers), days, off, draw(st.none() | day_numbers))


THERE = UUID(int=7)
subjects = st.sampled_from([EACH, of_person(WHO), of_person(WHO, THERE), of_person(OTHER), OFFICE])
made = st.lists(
    st.builds(
        Target,
        subjects,
        st.just(Measure.CALLS),
        st.sampled_from(list(Period)),
        st.one_of(st.none(), st.integers(0, 500)),
        day_numbers,
    ),
    max_size=8,
)
leaves = st.lists(st.tuples(day_numbers, st.integers(0, 4)), max_size=2)


def plain_owed(
    targets: list[Target],
    kept: list[Calendar],
    away: set[int],
    who: UUID,
    period: Period,
    day: date,
    own: list[OwnDays] | None = None,
) -> Fraction:
    """What a day owes, counted without the code it is to prove; with `own` of the person in a campaign."""

    def calendar(on: date) -> Calendar:
        return ([Calendar()] + [c for c in kept if c.from_on <= number_of(on)])[-1]

    def works(on: date) -> bool:
        """As it is known on the day that is asked about."""
        n, then = number_of(on), ([OwnDays()] + [c for c in own or [] if c.from_on <= number_of(day)])[-1]
        there = on.weekday() in then.days and n not in then.holidays and n <= (then.last_on or n)
        return on.weekday() in calendar(day).days and n not in calendar(day).holidays and there

    if not works(day) or number_of(day) in away:
        return Fraction(0)
    amount: int | None = None
    for subject in (EACH, of_person(who)) if own is None else (of_person(who, THERE),):
        versions = [t for t in targets if (t.subject, t.period) == (subject, period)]
        held = [t.amount for t in versions if t.from_on <= number_of(day)]
        if not held and subject == EACH:
            amount = AT_FIRST.get((Measure.CALLS, period))
        elif held and (held[-1] is not None or subject == EACH):
            amount = held[-1]
    if not amount:
        return Fraction(0)
    if period is Period.DAY:
        return Fraction(amount)
    if period is Period.WEEK:
        start = day
        while start.weekday() != calendar(day).week_starts:
            start -= timedelta(days=1)
        among = [start + timedelta(days=n) for n in range(7)]
    else:
        among = [day.replace(day=n) for n in range(1, 32) if n <= (31 if day.month == 10 else 30)]
    return Fraction(amount, sum(works(each) for each in among))


@settings(max_examples=examples(300))
@given(
    made,
    st.lists(calendars(), max_size=3),
    st.lists(own_days(), max_size=3),
    leaves,
    st.sampled_from(DAYS),
)
def test_what_days_owe_equals_a_plain_count(
    targets: list[Target],
    kept: list[Calendar],
    own: list[OwnDays],
    gone: list[tuple[int, int]],
    today: date,
) -> None:
    targets.sort(key=lambda each: each.from_on)
    kept.sort(key=lambda each: each.from_on)
    own.sort(key=lambda each: each.from_on)
    stretches = [(n, number_of(date_of(n) + timedelta(days=more))) for n, more in gone]
    away = {number_of(d) for first, last in stretches for d in days_between(date_of(first), date_of(last))}
    aims = Aims(targets, WorkDays(tuple(kept)), {WHO: Away(tuple(stretches))}, {THERE: own})
    for period in Period:
        first, last = aims.work_days.period_of(period, today)
        shares = {d: plain_owed(targets, kept, away, WHO, period, d) for d in days_between(first, last)}
        for day, share in shares.items():
            found = aims.owed(of_person(WHO), Measure.CALLS, period, day)
            assert (found.share if found else 0) == share, (period, day)
            there = aims.owed(of_person(WHO, THERE), Measure.CALLS, period, day)
            assert (there.share if there else 0) == plain_owed(targets, kept, away, WHO, period, day, own)
        reached = aims.reached(of_person(WHO), Measure.CALLS, period, today, lambda *_: 7)
        whole = int(sum(shares.values(), Fraction()) + Fraction(1, 2))
        if reached is None:
            assert not whole
            continue
        so_far = sum((share for day, share in shares.items() if day <= today), Fraction())
        assert (reached.target, reached.expected) == (whole, int(so_far + Fraction(1, 2)))
    # the parts of a receipt are whole, and make up exactly the sum
    parts = [found for d in DAYS if (found := aims.day_owes(of_person(WHO), Measure.CALLS, d)) is not None]
    assert sum(in_whole(parts)) == int(sum((p.share for p in parts), Fraction()) + Fraction(1, 2))
    # what is set for a day to come changes nothing of the days before it, whoever sets it
    later = Target(of_person(WHO), Measure.CALLS, Period.MONTH, 9_999, number_of(today + timedelta(days=1)))
    # nor do days that a campaign or the office changes
    closed, fewer = OwnDays(later.from_on, frozenset()), Calendar(later.from_on, 0, frozenset({6}))
    until = [each for each in own if each.from_on < later.from_on]
    known = [each for each in kept if each.from_on < later.from_on]
    before = Aims(targets, WorkDays(tuple(known)), aims.away, {THERE: until})
    after = Aims([*targets, later], WorkDays((*known, fewer)), aims.away, {THERE: [*until, closed]})
    for day in (day for day in DAYS if day <= today):
        for period in Period:
            for subject in (of_person(WHO), of_person(WHO, THERE)):
                one, two = (each.owed(subject, Measure.CALLS, period, day) for each in (after, before))
                assert (one and one.share) == (two and two.share)


@given(st.lists(st.integers(0, 120), min_size=24, max_size=24), leaves)
def test_a_streak_skips_days_off_and_ends_at_a_day_below(
    calls: list[int], gone: list[tuple[int, int]]
) -> None:
    stretches = tuple((n, number_of(date_of(n) + timedelta(days=more))) for n, more in gone)
    kept = Calendar(0, 0, frozenset(range(6)), frozenset({number_of(DAYS[10])}))
    long_ago = Target(EACH, Measure.CALLS, Period.DAY, 0, 20260101)  # nothing before these days
    aims = Aims(
        [long_ago, Target(EACH, Measure.CALLS, Period.DAY, 80, number_of(FIRST))],
        WorkDays((kept,)),
        {WHO: Away(stretches)},
    )
    figures = {day: {"attempts": n} for day, n in zip(DAYS, calls, strict=True)}
    away = {d for first, last in stretches for d in days_between(date_of(first), date_of(last))}
    counted = [
        n >= 80
        for day, n in zip(DAYS, calls, strict=True)
        if day.weekday() != 6 and day != DAYS[10] and day not in away
    ]
    today_counts = DAYS[-1].weekday() != 6 and DAYS[-1] not in away
    if today_counts and counted and not counted[-1]:
        counted.pop()  # today isn't over
    expected = next((n for n, met in enumerate(reversed(counted)) if not met), len(counted))
    assert aims.streak(WHO, DAYS[-1], figures) == expected


@both_engines
def test_who_sets_what_and_from_when(co: CallingOffice) -> None:
    o, service = co.office, TargetService(co.store)
    campaign, mine = Subject(Whose.CAMPAIGN, campaign_id=co.campaign.id), of_person(o.asha.person_id)
    there = of_person(o.asha.person_id, co.campaign.id)
    team = Subject(Whose.TEAM, team_id=o.lead.team_id)

    def put(who: Actor, subject: Subject, amount: int | None = 60, on: date | None = None) -> None:
        service.set(who, SetTarget(subject, Measure.CALLS, Period.DAY, amount, on))

    for subject in (mine, there, campaign, team, EACH, OFFICE):
        with pytest.raises(NotAllowed):
            put(o.asha, subject)
    far = of_person(o.other_caller.person_id)
    for subject in (EACH, OFFICE, far, Subject(Whose.TEAM, team_id=o.other_caller.team_id)):
        with pytest.raises(NotAllowed):
            put(o.lead, subject)
    for on in (TODAY, TODAY - timedelta(days=3)):
        with pytest.raises(UserError, match="from tomorrow on"):
            put(o.admin, mine, on=on)
    with pytest.raises(UserError, match="24 hours"):
        service.set(o.lead, SetTarget(mine, Measure.TALK, Period.DAY, 90_000))
    for subject in (mine, there, campaign, team):
        put(o.lead, subject)
    put(o.admin, OFFICE, 500)
    reports = ReportService(co.store)
    assert [(g.target, g.subject.whose) for g in service.mine(o.asha).goals] == [(80, Whose.PERSON)]
    assert reports.my_day(o.asha).calls_target == 80
    co.clock.move(days=1)
    goals = service.mine(o.asha)
    assert [(g.target, g.subject.whose) for g in goals.goals] == [(60, Whose.PERSON), (60, Whose.IN_CAMPAIGN)]
    assert [(g.target, g.subject.whose) for g in goals.together] == [(60, Whose.TEAM), (500, Whose.OFFICE)]
    today = co.calling.today(o.asha, co.campaign.id)
    assert (today.target, [g.target for g in today.goals]) == (60, [60])
    assert [g.target for g in service.of_campaign(o.lead, co.campaign.id)] == [60]
    assert reports.my_day(o.asha, TODAY).calls_target == 80  # yesterday stays
    # as everybody again, from the day after on
    put(o.lead, mine, None)
    assert service.mine(o.asha).goals[0].target == 60
    co.clock.move(days=2)  # a Sunday owes nothing
    assert service.mine(o.asha).goals[0].target == 80
    assert [k.target.amount for k in service.kept(o.asha, mine)] == [60, None]
    assert {k.target.subject for k in service.kept(o.imran)} == {campaign, team, OFFICE}
    # switched off by the person
    mine_settings = SettingsService(co.store, Nowhere())
    mine_settings.set(o.asha, "team_goal_shown", False)
    assert service.mine(o.asha).together == () != service.mine(o.imran).together


@both_engines
def test_figures_beside_targets_equal_the_rows_and_leave_owes_nothing(co: CallingOffice) -> None:
    """Made-up days, nights too; what was done is counted from the calls, one by one."""
    o, service, reports = co.office, TargetService(co.store), ReportService(co.store)
    made = days_of_work(co, seed=11)
    first = TODAY - timedelta(days=2)
    for measure, amount in ((Measure.CALLS, 1_000), (Measure.TALK, 7_200), (Measure.AMOUNT, 500_00)):
        put_target(co, measure, Period.WEEK, amount)
    put_target(co, Measure.CALLS, Period.DAY, 0)
    put_target(
        co, Measure.CALLS, Period.WEEK, 400, subject=of_person(o.asha.person_id), from_on=number_of(TODAY)
    )
    put_target(co, Measure.CALLS, Period.MONTH, 900, subject=OFFICE)
    put_target(co, Measure.CALLS, Period.DAY, 9, subject=of_person(o.asha.person_id, co.campaign.id))
    put_calendar(co, Calendar(20260101, 0, frozenset(range(7)), frozenset({number_of(first)})))
    LeaveService(co.store).set(o.lead, o.imran.person_id, Leave(TODAY, TODAY))
    counted = [call for call in made if not call.is_practice and call.direction.value == "out"]

    def dialled(who: Actor, since: date, campaign: bool = False) -> int:
        return sum(
            c.person_id == who.person_id and number_of(since) <= (c.day or 0) <= number_of(TODAY)
            and (not campaign or c.campaign_id == co.campaign.id)
            for c in counted
        )  # fmt: skip

    monday = TODAY - timedelta(days=TODAY.weekday())
    week = next(g for g in service.of_person(o.lead, o.asha.person_id) if g.period is Period.WEEK)
    assert (week.first, week.reached) == (monday, dialled(o.asha, monday))
    working = [d for d in days_between(monday, monday + timedelta(days=6)) if d != first]
    before = sum(d < TODAY for d in working)
    new = len(working) - before
    shares = Fraction(before * 1_000 + new * 400, len(working))
    assert week.target == int(shares + Fraction(1, 2))
    table = reports.run(o.admin, "targets", Question(first, TODAY))
    rows = {row.key: row.values for row in table.rows}
    assert (rows["asha"]["calls"], rows["imran"]["calls"]) == (
        dialled(o.asha, first),
        dialled(o.imran, first),
    )
    per_day = Fraction(1_000, len(working))
    assert rows["imran"]["aim_calls"] == int(per_day + Fraction(1, 2))  # a holiday, a day, a day of leave
    assert rows["asha"]["aim_calls"] == int(per_day + Fraction(400, len(working)) + Fraction(1, 2))
    receipt = reports.receipt(o.admin, "targets", Question(first, TODAY), "aim_calls", "asha")
    assert (len(receipt.rows), receipt.part) == (2, rows["asha"]["aim_calls"])
    sums = [row.figures.get("aimed_attempts", 0) for row in table.rows]
    assert table.total.figures["aimed_attempts"] == sum(sums)
    within = reports.run(o.admin, "targets", Question(first, TODAY, campaign_id=co.campaign.id))
    asha = next(row for row in within.rows if row.key == "asha")
    assert (asha.values["calls"], asha.values["aim_calls"]) == (dialled(o.asha, first, campaign=True), 18)
    # together: all calls of the month, told as sums alone
    (office,) = service.mine(o.asha).together
    assert office.reached == sum(number_of(office.first) <= (c.day or 0) <= number_of(TODAY) for c in counted)
    # what the bars count by hand is what the reports' sums count
    with co.store.read() as work:
        done = Targets(work).done(first, TODAY, [o.asha.person_id])[o.asha.person_id]
    figures = next(row.figures for row in table.rows if row.key == "asha")
    for measure in (Measure.CALLS, Measure.TALK, Measure.AMOUNT):
        name = FIGURES[measure]
        assert sum(day.get(name, 0) for day in done.values()) == int(figures.get(name) or 0)


@both_engines
def test_what_is_reached_together_has_its_rows_and_receipts(co: CallingOffice) -> None:
    """Campaigns, teams and the office beside a plain recount; a lead is shown the own team alone."""
    o, reports = co.office, ReportService(co.store)
    made = [
        call for call in days_of_work(co, seed=12) if not call.is_practice and call.direction.value == "out"
    ]
    first = TODAY - timedelta(days=2)
    put_calendar(co, Calendar(20260101, 0, frozenset(range(7))))
    team = Subject(Whose.TEAM, team_id=o.lead.team_id)
    campaign = Subject(Whose.CAMPAIGN, campaign_id=co.campaign.id)
    for subject, amount in ((team, 50), (OFFICE, 70), (campaign, 31)):
        put_target(co, Measure.CALLS, Period.DAY, amount, subject=subject)
    put_target(co, Measure.AMOUNT, Period.WEEK, 1_001, subject=team)
    put_target(co, Measure.AMOUNT, Period.WEEK, 1_001, subject=campaign)
    with co.store.read() as work:
        people = People(work).all()
        (name,) = (each.name for each in People(work).teams() if each.id == o.lead.team_id)
    ours = {person.id for person in people if person.team_id == o.lead.team_id}
    dialled = [c for c in made if number_of(first) <= (c.day or 0) <= number_of(TODAY)]
    plain = {
        "campaign": (co.campaign.name, 93, [c for c in dialled if c.campaign_id == co.campaign.id]),
        "team": (name, 150, [c for c in dialled if c.person_id in ours]),
        "office": (None, 210, dialled),
    }
    for by, (key, aim, calls) in plain.items():
        question = Question(first, TODAY, by=by)
        table = reports.run(o.admin, "targets", question)
        (row,) = table.rows
        assert key in (None, row.key)
        assert (row.values["aim_calls"], row.values["calls"]) == (aim, len(calls)), by
        assert table.total.values["calls"] == len(calls)
        for column in (c for c in table.columns if c.kpi is not None):
            for which in (row.key, "total"):
                prove(reports.receipt(o.admin, "targets", question, column.id, which))
        told = reports.receipt(o.admin, "targets", question, "of_calls", row.key)
        assert {each.id for each in told.rows if each.part} == {call.id for call in calls}
        of_lead = reports.run(o.lead, "targets", question)
        assert [each.key for each in of_lead.rows] == ([name] if by == "team" else [])
        assert reports.run(o.asha, "targets", question).rows == ()


@both_engines
def test_leave_that_is_past_stays_and_streaks_are_ones_own(co: CallingOffice) -> None:
    o, leave, service = co.office, LeaveService(co.store), TargetService(co.store)
    who = o.asha.person_id
    leave.set(o.lead, who, Leave(TODAY, TODAY + timedelta(days=5)))
    co.clock.move(days=2)
    leave.set(o.lead, who, None)
    day = TODAY + timedelta(days=2)
    assert leave.of(o.lead, who) is None
    with co.store.read() as work:
        aims = Targets(work).aims([who])
    assert [aims.away[who].holds(TODAY + timedelta(days=n)) for n in range(4)] == [True, True, False, False]
    leave.set(o.lead, who, Leave(TODAY, day))  # begins where the past one did: goes on after it
    with co.store.read() as work:
        aims = Targets(work).aims([who])
    assert [aims.away[who].holds(TODAY + timedelta(days=n)) for n in range(4)] == [True, True, True, False]
    assert service.mine(o.asha).streak is None  # Advanced is off
    SettingsService(co.store, Nowhere()).set(o.admin, "advanced", True)
    assert service.mine(o.asha).streak == 0
    SettingsService(co.store, Nowhere()).set(o.asha, "streaks_shown", False)
    assert service.mine(o.asha).streak is None
