"""The day of sign-ins and calls as the services keep it, over midnight; on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crm_desktop.domain.people import COMMAND_SEAT, Actor
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import call_hours, calls, sessions
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.factories import PASSWORD


def india(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


@pytest.fixture
def night(co: CallingOffice) -> CallingOffice:
    """An office that calls around the clock, with leads enough."""
    c = co.campaign
    co.campaigns.update(
        co.office.admin,
        ChangeCampaign(c.id, c.version, start_minute=0, end_minute=1440, days=frozenset(range(7))),
    )
    for no in range(12):
        co.add_lead(f"Lead {no}")
    return co


def sign_in(co: CallingOffice, at: datetime, seat: str = "seat-asha") -> Actor:
    co.clock.set(at)
    return co.office.people.sign_in("asha", PASSWORD, seat).actor


def call_at(co: CallingOffice, who: Actor, at: datetime) -> int:
    """Dial and give a result at this moment; the day the call got."""
    co.clock.set(at)
    done = co.call(who, "NOT_INTERESTED", take_next=False)
    row = co.call_row(done.call.id)
    assert done.call.day == row["day"]
    return int(str(row["day"]))


def session_day(co: CallingOffice, who: Actor) -> object:
    return co.rows(sessions, id=who.session_id)[0]["day"]


@both_engines
def test_a_night_shift_belongs_to_the_day_it_began(night: CallingOffice) -> None:
    asha = sign_in(night, india(23, 21))
    assert session_day(night, asha) == 20261123
    assert [call_at(night, asha, india(23, 22)), call_at(night, asha, india(24, 0, 30))] == [20261123] * 2
    night.clock.set(india(24, 2))
    night.office.people.sign_out(asha)
    again = sign_in(night, india(24, 4))  # two hours later: the shift goes on
    assert session_day(night, again) == 20261123
    assert call_at(night, again, india(24, 5)) == 20261123
    assert call_at(night, again, india(24, 10)) == 20261124  # left open, and a new morning
    assert call_at(night, again, india(24, 10, 10)) == 20261124
    with night.store.read() as work:
        assert CallHours(work).check() == 0


@both_engines
def test_pauses_keep_a_shift_and_commands_do_not(night: CallingOffice) -> None:
    asha = sign_in(night, india(23, 21))
    call_at(night, asha, india(23, 22))
    night.clock.set(india(24, 0, 30))
    night.calling.pause(asha, "Meeting", new_id())
    night.clock.set(india(24, 3))
    night.calling.resume(asha, new_id())
    assert call_at(night, asha, india(24, 5)) == 20261123
    sign_in(night, india(24, 7, 30), COMMAND_SEAT)
    night.clock.set(india(24, 7, 31))
    assert call_at(night, asha, india(24, 8, 30)) == 20261124


def test_a_killed_program_proves_no_presence(night: CallingOffice) -> None:
    asha = sign_in(night, india(23, 20))
    night.clock.set(india(24, 7))
    night.office.people.touch(asha)  # its program ran all night
    morning = sign_in(night, india(24, 8))
    assert session_day(night, morning) == 20261124
    assert call_at(night, morning, india(24, 9)) == 20261124


@both_engines
def test_a_result_taken_back_leaves_the_hour_as_it_was(night: CallingOffice) -> None:
    asha = sign_in(night, india(23, 15))
    call_at(night, asha, india(23, 15, 5))
    before = night.rows(call_hours)
    night.clock.set(india(23, 15, 20))
    done = night.call(asha, "INTERESTED", callback_at=india(23, 17), take_next=False)
    assert night.rows(call_hours) != before
    night.calling.undo(asha, done.undo_id)
    assert night.rows(call_hours) == before
    night.result(asha, done.call.id, "NO_ANSWER")
    with night.store.read() as work:
        found = work.connection.execute(select(call_hours)).mappings().one()
        assert (found["attempts"], found["answered"], found["interested"]) == (2, 1, 0)
        assert (found["first_at"], found["last_at"]) == (india(23, 15, 5), india(23, 15, 20))
        assert CallHours(work).check() == 0
        assert work.connection.execute(select(calls.c.day)).scalars().all() == [20261123] * 2
