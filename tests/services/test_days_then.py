"""What held on which day: a campaign's days and who was in which team; past figures stay whatever changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.call import Call, Direction, KnownHow
from crm_desktop.domain.memberships import Membership, Memberships
from crm_desktop.domain.people import Actor, Person, Role
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.targets import Calendar, Measure, Period, Subject, Whose, of_person
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.report import THEN_SENTENCES
from crm_desktop.services.targets import TargetService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.people import People
from tests.calling_office import INDIA, CallingOffice, two_engines
from tests.made_up_calls import FLAGS, a_call, add_row
from tests.made_up_days import TODAY, days_of_coaching, days_of_work, prove
from tests.made_up_targets import put_calendar, put_target

DAY = timedelta(days=1)
PEOPLE, TEAMS = [UUID(int=n) for n in (1, 2, 3)], [UUID(int=n) for n in (11, 12)]
DAYS = [20261128, 20261129, 20261130, 20261201, 20261202, 20261203]


@given(
    st.fixed_dictionaries({who: st.sampled_from([None, *TEAMS]) for who in PEOPLE}),
    st.lists(
        st.builds(
            Membership, st.sampled_from(PEOPLE), st.sampled_from([None, *TEAMS]), st.sampled_from(DAYS)
        ),
        max_size=7,
    ),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
)
def test_a_teams_days_are_those_of_who_was_in_it(
    first_teams: dict[UUID, UUID | None], moves: list[Membership], one: int, other: int
) -> None:
    moves = [*(Membership(who, first_teams[who]) for who in {m.person_id for m in moves}), *moves]
    moves.sort(key=lambda each: each.from_on)
    now = {who: ([first_teams[who]] + [m.team_id for m in moves if m.person_id == who])[-1] for who in PEOPLE}
    known, first, last = Memberships(now, tuple(moves)), min(one, other), max(one, other)
    for day in (day for day in DAYS if first <= day <= last):
        for who in PEOPLE:
            held = [m.team_id for m in moves if m.person_id == who and m.from_on <= day]
            plain = held[-1] if held else now[who]
            assert known.team_on(who, day) == plain
            for team in TEAMS:
                among = [s for s in known.stretches(team, first, last) if s.person_id == who]
                assert sum(s.first <= day <= s.last for s in among) == (plain == team), (who, day)


def owed(co: CallingOffice, first: date, last: date) -> object:
    """What a campaign's goal of the week asks of these days, proven by its receipt."""
    reports, question = ReportService(co.store), Question(first, last, by="campaign")
    table = reports.run(co.office.admin, "targets", question)
    if not table.rows:
        return 0
    prove(reports.receipt(co.office.admin, "targets", question, "aim_calls", co.campaign.name))
    return table.rows[0].values["aim_calls"]


@two_engines
def test_a_campaigns_days_move_what_is_owed_from_tomorrow_on(co: CallingOffice) -> None:
    """Friday 20 November; the campaign calls from Monday to Saturday until somebody changes it."""
    o, monday = co.office, TODAY - 4 * DAY
    put_calendar(co, Calendar(20260101, 0, frozenset(range(7))))
    campaign = Subject(Whose.CAMPAIGN, campaign_id=co.campaign.id)
    put_target(co, Measure.CALLS, Period.WEEK, 420, subject=campaign)
    days = len(co.campaign.days)
    before = [owed(co, monday + n * DAY, monday + n * DAY) for n in range(5)]
    assert before == [420 // days] * 5
    (goal,) = TargetService(co.store).of_campaign(o.admin, co.campaign.id)

    def change(**what: object) -> None:
        now = co.campaigns.get(o.admin, co.campaign.id)
        co.campaigns.update(o.admin, ChangeCampaign(now.id, now.version, **what))  # type: ignore[arg-type]

    # past days, and today, can be taken out of dialling: what they owed stays, however often that is said
    past = frozenset({TODAY - DAY, TODAY})
    change(holidays=past)
    change(holidays=past | {TODAY + DAY}, days=frozenset({0, 1, 2, 3, 4, 5}))
    change(script="Another script")  # which says nothing of days
    assert [owed(co, monday + n * DAY, monday + n * DAY) for n in range(5)] == before
    # Saturday is off by then; the days that are left owe their share of the days of then
    assert owed(co, TODAY + DAY, TODAY + 2 * DAY) == 0
    (still,) = TargetService(co.store).of_campaign(o.admin, co.campaign.id)
    assert still.expected == goal.expected
    co.clock.move(days=3)
    change(days=frozenset({0, 1}))
    assert owed(co, TODAY + 3 * DAY, TODAY + 3 * DAY) == 70  # still six days a week
    assert owed(co, TODAY + 4 * DAY, TODAY + 9 * DAY) == 210  # Tuesday alone is left
    assert [owed(co, monday + n * DAY, monday + n * DAY) for n in range(5)] == before


def dialled_later(co: CallingOffice, who: Actor, number: int) -> list[Call]:
    """Calls that somebody makes now."""
    made, lead_id = [], co.add_lead()
    with co.store.write(None) as work:
        for nth in range(number):
            at = co.clock.now() - timedelta(minutes=nth)
            call = a_call(
                lead_id, who.person_id, at, INDIA, campaign_id=co.campaign.id, direction=Direction.OUT,
                known_how=KnownHow.MARKED, flags=FLAGS[-1], closed_at=at, disposition_label="said",
            )  # fmt: skip
            add_row(work, call)
            CallHours(work).add(call)
            made.append(call)
    return made


def joined(co: CallingOffice, beside: Actor) -> Actor:
    """A caller who comes into the team of another."""
    who = replace(beside, person_id=new_id(), name="Gone Soon")
    person = Person(who.person_id, "gone", "Gone Soon", Role.TELECALLER, who.team_id, False, False, 1)
    with co.store.write(None) as work:
        People(work).add(person, "", None)
    return who


def move(co: CallingOffice, who: Actor, team_id: UUID | None) -> Actor:
    """Into another team, as an admin does."""
    with co.store.write(None) as work:
        person = People(work).get(who.person_id)
        assert person is not None
        assert People(work).change(person.id, person.version, team_id=team_id)
    return replace(who, team_id=team_id)


#: Reports whose lines are a team's, which of their figures are proven, and those the two teams share out.
THEN = {
    ("agent-day", "person"): ("talk_s", "conversion", "follow_ups_done", "follow_ups_missed", "sales_amount"),
    ("evening", "person"): (),
    ("attendance", "person"): ("worked_s",),
    ("worth-a-look", "person"): ("wrong_number_share", "bare_sales"),
    ("coaching", "person"): ("review_score",),
    ("coaching", "week_person"): ("review_score",),
    ("targets", "person"): ("of_calls",),
}
#: Those with rows of something else: which figure is proven, at the foot or (of a row) the first.
WAYS = {
    ("calls", "day"): "first_call",
    ("calls", "hour"): "last_call",
    ("calls", "campaign"): "lead_contact_rate",
    ("calls", "person"): "conversion",
    ("calls", "result"): "of a row: calls",
    ("results", "result"): "of a row: result_share",
    ("best-time", "weekday_hour"): "of a row: calls",
    ("funnel", "person"): "to_reach_s",
    ("timeline", "person"): "worked_s",
}
ADD_UP = frozenset(
    {"calls", "answered", "conversations", "talk_s", "follow_ups_set", "follow_ups_done", "follow_ups_missed",
     "sales", "worked_s", "reviews", "reviews_passed", "reviews_answered"}
)  # fmt: skip


@two_engines
def test_who_moves_takes_neither_past_credit_nor_past_calls_along(co: CallingOffice) -> None:
    o, reports, goals = co.office, ReportService(co.store), TargetService(co.store)
    old, new = o.lead.team_id, o.other_lead.team_id
    assert old is not None
    assert new is not None
    every = days_of_work(co, seed=21)
    days_of_coaching(co, every)
    gone = joined(co, o.asha)
    put_target(co, Measure.CALLS, Period.DAY, 7, subject=of_person(gone.person_id))
    every += dialled_later(co, gone, 3)
    made = [c for c in every if not c.is_practice and c.direction is Direction.OUT]
    put_calendar(co, Calendar(20260101, 0, frozenset(range(7))))
    for team in (old, new):
        put_target(co, Measure.CALLS, Period.MONTH, 3_000, subject=Subject(Whose.TEAM, team_id=team))
        put_target(co, Measure.AMOUNT, Period.MONTH, 3_000, subject=Subject(Whose.TEAM, team_id=team))
    with co.store.read() as work:
        names = {each.id: each.name for each in People(work).teams()}
    first = TODAY - 3 * DAY

    def of_team(who: Actor, team: UUID, last: date) -> dict[str, object]:
        """Each number of a team, a lead's proven; and whose its calls are said to be."""
        asked = Question(first, last, by="team")
        table = reports.run(who, "targets", asked)
        row = next(each for each in table.rows if each.key == names[team])
        for column in table.columns:
            if column.kpi is not None and who is not o.admin and last != TODAY:
                prove(reports.receipt(who, "targets", asked, column.id, row.key))
        told = reports.receipt(who, "targets", asked, "calls", row.key)
        return {**row.values, "whose": {told._person(each) for each in told.rows}}

    before = of_team(o.lead, old, TODAY)
    asha, gone = move(co, o.asha, new), move(co, gone, None)
    # today still counts where it was; the new lead sees the person at once, the old one no longer
    assert of_team(o.admin, old, TODAY) == before
    assert of_team(o.lead, old, TODAY) == {**before, "whose": {"no longer in the team", "Imran Sheikh"}}
    assert "asha" in {row.key for row in reports.run(o.other_lead, "agent-day", Question()).rows}
    assert "asha" not in {row.key for row in reports.run(o.lead, "agent-day", Question()).rows}
    co.clock.move(days=1)
    later = dialled_later(co, asha, 4)
    tomorrow = TODAY + DAY
    own = [c for c in made if c.day and number_of(first) <= c.day <= number_of(TODAY)]
    assert of_team(o.lead, old, tomorrow)["calls"] == of_team(o.admin, old, tomorrow)["calls"] == len(own)
    assert of_team(o.other_lead, new, tomorrow)["calls"] == len(later)
    both = reports.run(o.admin, "targets", Question(first, tomorrow, by="team"))
    assert both.total.values["calls"] == len(own) + len(later)
    # the goal itself: the month's sums on the bars of both leads and of who moved
    for who, done in ((o.lead, len(made)), (o.other_lead, len(later)), (asha, len(later))):
        calls = next(g for g in goals.together(who) if g.measure is Measure.CALLS)
        assert calls.reached == done
    # Everybody's line and the rows above it: the days in the team, those who left without name, each proven
    for (report, by), proven in THEN.items():
        whole = Question(first, tomorrow, by=by)
        left, came, all_ = (reports.run(who, report, whole) for who in (o.lead, o.other_lead, o.admin))
        keys = [row.key for row in left.rows if row.key.endswith("(former)")]
        assert bool(keys) == (report != "attendance"), report  # their time at work isn't told
        assert not [row.key for row in left.rows if "asha" in row.key or "gone" in row.key]
        assert report != "evening" or THEN_SENTENCES["evening"] in left.notes
        assert not [row.key for row in came.rows if "(former)" in row.key]
        for column in proven:
            for key in ("total", *keys):
                receipt = reports.receipt(o.lead, report, whole, column, key)
                prove(receipt)
                told = {(row.id, row.person_id, row.lead_id, row.lead) for row in receipt.rows}
                assert key not in keys or told <= {(None, None, None, "")}
                assert not {asha.person_id, gone.person_id} & {row.person_id for row in receipt.rows}
        if proven:
            prove(reports.receipt(o.other_lead, report, whole, proven[0]))
        for name in (each.id for each in all_.columns if each.id in ADD_UP):
            shares = (each.total.values[name] for each in (left, came))
            shared = sum(each for each in shares if isinstance(each, int))
            assert report == "attendance" or shared == all_.total.values[name], (report, by, name)
    # the same days are the same calls, whatever the rows stand for, also of some of the leads
    sums = [reports.run(o.lead, "agent-day", Question(first, tomorrow)).total.values]
    for (report, by), which in WAYS.items():
        place, _, column = which.rpartition(": ")
        question = Question(first, tomorrow, by=by)
        table = reports.run(o.lead, report, question)
        behind = reports.receipt(o.lead, report, question, column, table.rows[0].key if place else "total")
        prove(behind)
        assert not {asha.person_id, gone.person_id} & {row.person_id for row in behind.rows}
        if "calls" in table.total.values:
            sums.append(table.total.values)
            if by != "weekday_hour":
                sums.append(reports.run(o.lead, report, replace(question, source="")).total.values)
    assert {each["calls"] for each in sums} == {len(own)}
    assert len({(each["answered"], each["conversations"]) for each in sums}) == 1
    aimed = reports.run(o.lead, "targets", Question(first, tomorrow)).total.values
    assert aimed["calls"] == len(own)
    assert aimed["aim_calls"] == 4 * 80 + 4 * 7 + 5 * 80  # who moved, who left, who stayed
    # whoever is asked for alone shows all their days
    alone = reports.run(o.other_lead, "agent-day", Question(first, tomorrow, people=(asha.person_id,)))
    assert alone.total.values["calls"] == len(later) + sum(c.person_id == asha.person_id for c in own)
    # another team isn't shown, nor one of which only some were asked about
    assert [row.key for row in reports.run(o.lead, "targets", Question(first, tomorrow, by="team")).rows] == [
        names[old]
    ]
    some = Question(first, tomorrow, people=(o.imran.person_id,), by="team")
    assert reports.run(o.lead, "targets", some).rows == ()
    # who may not is told why, and what to choose instead
    for asked, who, words in (
        (some, o.lead, "Ask about everybody"),
        (Question(by="team"), o.imran, "choose “by person”"),
        (Question(by="office"), o.lead, "Choose “by person”"),
        (Question(by="team", campaign_id=co.campaign.id), o.lead, "all campaigns"),
    ):
        assert words in " ".join(reports.run(who, "targets", asked).notes)
    # back again the same day: from tomorrow on it counts as if nothing had been
    asha = move(co, asha, old)
    assert of_team(o.lead, old, tomorrow)["calls"] == len(own)
    co.clock.move(days=1)
    again = dialled_later(co, asha, 2)
    assert of_team(o.lead, old, tomorrow + DAY)["calls"] == len(own) + len(again)
    assert of_team(o.admin, new, tomorrow + DAY)["calls"] == len(later)
