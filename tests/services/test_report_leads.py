"""What reports say of leads, by campaign: equal to a plain recount of the rows; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from crm_desktop.domain.call import Call, CallState, Direction
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kpi import KPIS
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService, Row
from crm_desktop.services.retention import RetentionService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.tables import call_hours, calls, leads, queue_entries
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.made_up_calls import a_call, add_row, made_up_calls

AROUND = datetime(2026, 11, 18, 6, tzinfo=UTC)
OF_LEADS = ("leads_attempted", "lead_contact_rate", "lead_conversion", "penetration")
SPEED = ("speed_median_s", "speed_p90_s")


def keep(co: CallingOffice, found: list[Call]) -> None:
    """Calls as rows and in the totals."""
    with co.store.write(None) as work:
        for call in found:
            add_row(work, call)
            if call.state is CallState.CLOSED:
                CallHours(work).add(call)


def by_campaign(co: CallingOffice, *days: date, people: tuple[UUID, ...] = ()) -> dict[str, Row]:
    table = ReportService(co.store).run(
        co.office.admin, "calls", Question(*days, people=people, by="campaign")
    )
    return {row.key: row for row in table.rows} | {"total": table.total}


# --- equal to a plain recount ---


@both_engines
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_leads_equal_a_plain_recount(co: CallingOffice, data: st.DataObject) -> None:
    people = [co.office.asha.person_id, co.office.imran.person_id]
    known = [row["id"] for row in co.rows(leads)] or [co.add_lead() for _ in range(4)]
    campaigns = [co.campaign.id, None]
    found: list[Call] = []
    for lead_id in known:
        one = made_up_calls(lead_id, people, campaigns, AROUND, INDIA)  # type: ignore[arg-type]
        some = data.draw(st.lists(one, min_size=1, max_size=6))
        found += some
        again = timedelta(minutes=data.draw(st.integers(-2000, 2000)))  # the same lead tried once more
        found += [replace(c, id=new_id(), **moved(c, again)) for c in some[:2]]
    found += [replace(c, id=new_id(), person_id=people[0]) for c in found[:1]]  # two at one moment
    if found and data.draw(st.booleans()):  # running, or taken back: counts nowhere
        found.append(replace(found[0], id=new_id(), state=CallState.OPEN, day=None))
    made = {lead_id: AROUND + timedelta(hours=data.draw(st.integers(-200, 80))) for lead_id in known}
    entries = {
        lead_id: (data.draw(st.sampled_from(list(Lane))), data.draw(st.integers(0, 2))) for lead_id in known
    }
    first = AROUND.date() + timedelta(days=data.draw(st.integers(-3, 2)))
    last = first + timedelta(days=data.draw(st.integers(0, 4)))
    whose = data.draw(st.sampled_from([(), (people[0],)]))
    with co.store.write(None) as work:
        work.connection.execute(delete(call_hours))
        work.connection.execute(delete(calls))
        for lead_id in known:
            lane, attempts = entries[lead_id]
            work.connection.execute(
                update(leads).where(leads.c.id == lead_id).values(created_at=made[lead_id])
            )
            work.connection.execute(
                update(queue_entries)
                .where(queue_entries.c.lead_id == lead_id)
                .values(lane=lane.value, attempts=attempts)
            )
    keep(co, found)
    rows = by_campaign(co, first, last, people=whose)
    tries = [c for c in found if c.direction is Direction.OUT and c.state is CallState.CLOSED]
    tries = sorted((c for c in tries if not c.is_practice), key=lambda c: (c.dialled_at, c.id))
    everything: list[float] = []
    for campaign_id, key in ((co.campaign.id, co.campaign.name), (None, "")):
        mine = [c for c in tries if c.campaign_id == campaign_id]
        here = [c for c in mine if is_asked(c, first, last, whose)]
        firsts: dict[UUID, Call] = {}
        for call in mine:
            firsts.setdefault(call.lead_id, call)
        waits = [
            max(0, int((c.dialled_at - made[c.lead_id]).total_seconds()))
            for c in firsts.values()
            if is_asked(c, first, last, whose)
        ]
        if key not in rows:
            assert not here
            continue
        everything += waits
        values = rows[key].values
        tried = {c.lead_id for c in here}
        reached = {c.lead_id for c in here if Flag.HUMAN in c.flags and c.is_answered}
        won = sum(Flag.SUCCESS in c.flags for c in here)
        assert values["leads_attempted"] == len(tried)
        assert values["lead_contact_rate"] == (len(reached) / len(tried) if tried else None)
        assert values["lead_conversion"] == (won / len(tried) if tried else None)
        assert values["speed_median_s"] == (int(median(waits)) if waits else None)
        if waits:
            p90 = values["speed_p90_s"]
            assert p90 in waits
            assert sum(w <= p90 for w in waits) >= 0.9 * len(waits)  # type: ignore[operator]
            assert sum(w < p90 for w in waits) < 0.9 * len(waits)  # type: ignore[operator]
        ever = sum(attempts > 0 for _, attempts in entries.values())
        can = sum(
            attempts > 0 or lane in (Lane.PROMISED, Lane.RETRY, Lane.NEW)
            for lane, attempts in entries.values()
        )
        assert values["penetration"] == (ever / can if can and campaign_id else None)
    assert rows["total"].values["speed_median_s"] == (int(median(everything)) if everything else None)


def moved(call: Call, by: timedelta) -> dict[str, Any]:
    """When a call would have been, so much later."""
    at, closed_at = call.dialled_at + by, (call.closed_at or call.dialled_at) + by
    times = {"dialled_at": at, "closed_at": closed_at, "answered_at": None, "ended_at": None, "talk_s": None}
    return {**times, "direction": Direction.OUT, "day": number_of(at.astimezone(ZoneInfo(INDIA)).date())}


def is_asked(call: Call, first: date, last: date, whose: tuple[UUID, ...]) -> bool:
    assert call.day is not None
    is_theirs = not whose or call.person_id in whose
    return number_of(first) <= call.day <= number_of(last) and is_theirs


# --- one after the other ---


@both_engines
def test_figures_of_leads_by_campaign(co: CallingOffice) -> None:
    o, tried = co.office, [co.add_lead() for _ in range(3)]
    co.add_lead()
    closed = co.add_lead()  # never tried and closed: nothing to dial
    human, none = frozenset({Flag.HUMAN}), frozenset[Flag]()
    won = frozenset({Flag.HUMAN, Flag.SUCCESS})
    made = co.clock.now()
    with co.store.write(None) as work:
        q = queue_entries
        work.connection.execute(update(q).where(q.c.lead_id.in_(tried)).values(attempts=1))
        work.connection.execute(update(q).where(q.c.lead_id == closed).values(lane=Lane.CLOSED.value))
    plan = [(0, none), (0, human), (1, won), (1, won), (2, none), (2, none)]
    keep(
        co,
        [
            call_of(co, tried[lead], made + timedelta(minutes=place * 10), flags=flags)
            for place, (lead, flags) in enumerate(plan)
        ],
    )
    values = by_campaign(co)[co.campaign.name].values
    assert (values["calls"], values["leads_attempted"]) == (6, 3)
    assert (values["lead_contact_rate"], values["lead_conversion"]) == (2 / 3, 2 / 3)
    assert values["penetration"] == 3 / 4
    assert (values["speed_median_s"], values["speed_p90_s"]) == (20 * 60, 40 * 60)
    assert by_campaign(co, people=(o.imran.person_id,)).keys() == {"total"}


@both_engines
def test_a_lead_tried_before_these_days_has_no_first_try_on_them(co: CallingOffice) -> None:
    lead_id, now = co.add_lead(), co.clock.now()
    keep(co, [call_of(co, lead_id, now), call_of(co, lead_id, now - timedelta(days=1))])
    row = by_campaign(co)[co.campaign.name]
    assert (row.values["leads_attempted"], row.values["speed_median_s"]) == (1, None)


@both_engines
def test_a_call_entered_later_may_be_the_first_try(co: CallingOffice) -> None:
    """Before the lead stood here: no wait at all, rather than less than none."""
    lead_id, now = co.add_lead(), co.clock.now()
    keep(
        co,
        [call_of(co, lead_id, now + timedelta(minutes=5)), call_of(co, lead_id, now - timedelta(minutes=9))],
    )
    assert by_campaign(co)[co.campaign.name].values["speed_median_s"] == 0


@both_engines
def test_where_old_calls_were_deleted_leads_are_not_counted_short(co: CallingOffice) -> None:
    old, now = datetime(2025, 3, 10, 6, tzinfo=UTC), co.clock.now()
    stale, fresh = co.add_lead(), co.add_lead()
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == stale).values(created_at=old))
        SettingRows(work).set("workspace", workspace_info(work).id, "calls_kept_months", 12)
    later = now + timedelta(minutes=5)
    keep(co, [call_of(co, stale, old), call_of(co, stale, later), call_of(co, fresh, later)])
    RetentionService(co.store, rest=lambda _seconds: None).sweep(co.office.admin)
    today = by_campaign(co)[co.campaign.name].values
    assert (today["leads_attempted"], today["speed_median_s"]) == (2, 300)  # of the fresh one alone
    asked = Question(date(2025, 3, 1), date(2026, 11, 20), by="campaign")
    table = ReportService(co.store).run(co.office.admin, "calls", asked)
    values = table.rows[0].values
    assert (values["calls"], values["leads_attempted"], values["speed_median_s"]) == (3, None, None)
    assert any("leads tried" in note for note in table.notes)


@pytest.mark.parametrize(
    ("waits", "middle", "slow"),
    [([], None, None), ([7], 7, 7), ([1, 4], 2, 4), (list(range(10)), 4, 8), (list(range(11)), 5, 9)],
)
def test_the_middle_wait_and_that_of_nine_in_ten(waits: list[int], middle: Any, slow: Any) -> None:
    figures = {"waits_s": waits}
    assert (KPIS["speed_median_s"].of(figures), KPIS["speed_p90_s"].of(figures)) == (middle, slow)


def call_of(co: CallingOffice, lead_id: UUID, at: datetime, **more: Any) -> Call:
    """A call out of Asha's in the campaign."""
    return a_call(lead_id, co.office.asha.person_id, at, INDIA, campaign_id=co.campaign.id, **more)
