"""The hours' totals equal the calls: kept one by one, taken back, counted anew; on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.domain.dispositions import Flag
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import call_hours, calls, leads, workspace
from crm_desktop.store.unit_of_work import Work
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.made_up_calls import a_call, add_row, made_up_calls, plain_totals

# A zone half an hour off, one with a summer time that ends that week, one whose clock moves by half an hour.
ZONES = {
    "Asia/Kolkata": datetime(2026, 11, 20, 18, 30, tzinfo=UTC),
    "America/New_York": datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
}


def kept(work: Work) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = work.connection.execute(select(call_hours)).mappings()
    return {
        (row["day"], row["person_id"], row["hour_at"], row["campaign_id"]): {
            name: row[name] for name in (*COLUMNS, "first_at", "last_at")
        }
        for row in rows
    }


def begin(work: Work, zone: str) -> None:
    work.connection.execute(delete(call_hours))
    work.connection.execute(delete(calls))
    work.connection.execute(update(workspace).values(zone=zone))


def lead_of(co: CallingOffice) -> Any:
    known = co.rows(leads)
    return known[0]["id"] if known else co.add_lead()


@both_engines
@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_totals_equal_the_calls(co: CallingOffice, zone: str, data: st.DataObject) -> None:
    people = [co.office.asha.person_id, co.office.imran.person_id]
    lead_id = lead_of(co)
    one = made_up_calls(lead_id, people, [co.campaign.id, None], ZONES[zone], zone)
    found = data.draw(st.lists(one, min_size=1, max_size=25))
    taken_back = data.draw(st.lists(st.sampled_from(found), unique_by=lambda c: c.id))
    with co.store.write(None) as work:
        begin(work, zone)
        hours = CallHours(work)
        for call in found:
            add_row(work, call)
            hours.add(call)
        assert kept(work) == plain_totals(found, zone)
        assert hours.check() == 0
        for call in taken_back:
            hours.remove(call)
            work.connection.execute(delete(calls).where(calls.c.id == call.id))
        left = [call for call in found if call not in taken_back]
        assert kept(work) == plain_totals(left, zone)
        work.connection.execute(update(call_hours).values(attempts=call_hours.c.attempts + 1))
        assert hours.check() == len(plain_totals(left, zone))
        hours.rebuild(0, 99_999_999)
        assert kept(work) == plain_totals(left, zone)
        assert hours.check() == 0
        if work.is_sqlite:  # what is put together of the hours
            odd = work.connection.exec_driver_sql("UPDATE call_days SET talk_s = talk_s + 1").rowcount
            assert hours.check() == odd
            hours.rebuild(0, 99_999_999)
            assert hours.check() == 0


@both_engines
def test_a_closed_month_stands_without_its_calls(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    asha, spoke = co.office.asha.person_id, frozenset({Flag.HUMAN})
    found = [
        a_call(
            lead_id,
            asha,
            datetime(2026, month, 10, hour, 5, tzinfo=UTC),
            INDIA,
            flags=spoke,
        )
        for month in (9, 11)
        for hour in (4, 4, 9)
    ]
    with co.store.write(None) as work:
        hours = CallHours(work)
        for call in found:
            add_row(work, call)
            hours.add(call)
        before = kept(work)
        assert len(before) == 4
        assert hours.close_month(202609) == 2
        work.connection.execute(delete(calls).where(calls.c.day < 20261001))
        hours.rebuild(0, 99_999_999)
        assert kept(work) == before
        assert hours.check() == 0
        again = found[0]  # entered later into a month that is closed: counted, and taken back
        hours.add(again)
        hours.remove(again)
        assert kept(work) == before
