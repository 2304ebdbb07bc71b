"""Breaks, absence and the timeline of a day as the services keep them; on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from crm_desktop.domain.people import Actor
from crm_desktop.domain.presence import IDLE, LOCKED, Now, State
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.reports import Question
from crm_desktop.services.reports.service import ReportService
from crm_desktop.services.settings import SettingsService
from crm_desktop.store.tables import presence
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.factories import PASSWORD, administering
from tests.services.test_shift_days import sign_in


def india(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


class Nowhere:
    """No workstation."""

    def get(self, key: str) -> None:
        return None

    def set(self, key: str, value: object) -> None:
        raise AssertionError(key)


@pytest.fixture
def service(co: CallingOffice) -> PresenceService:
    for no in range(4):
        co.add_lead(f"Lead {no}")
    return PresenceService(co.store)


def beat(co: CallingOffice, who: Actor) -> None:
    """The program's heartbeat, up to which it was seen."""
    co.office.people.touch(who)


def told(service: PresenceService, who: Actor, day: int | None = None) -> list[tuple[str, str, str, int]]:
    found = service.day(who, day=day)
    zone = ZoneInfo(found.zone)
    return [
        (s.state.value, f"{s.began.astimezone(zone):%H:%M}", f"{s.until.astimezone(zone):%H:%M}", s.over_s)
        for s in found.spans
    ]


@both_engines
def test_a_day_from_the_first_sign_in(co: CallingOffice, service: PresenceService) -> None:
    asha = sign_in(co, india(23, 10))
    co.clock.set(india(23, 10, 10))
    call = co.dial(asha, co.next(asha))
    co.clock.move(minutes=3)
    co.calling.mark_ended(asha, call)
    co.clock.move(minutes=1)
    co.result(asha, call, "NOT_INTERESTED", take_next=False)
    co.clock.set(india(23, 10, 30))
    co.calling.pause(asha, "Tea", new_id())
    co.clock.move(minutes=20)
    co.calling.resume(asha, new_id())
    co.clock.move(minutes=5)
    co.calling.step_away(asha, IDLE, new_id())
    co.clock.move(minutes=5)
    co.calling.step_back(asha, new_id())
    co.clock.move(minutes=10)
    beat(co, asha)
    assert told(service, asha) == [
        ("ready", "10:00", "10:10", 0),
        ("on_call", "10:10", "10:13", 0),
        ("wrap_up", "10:13", "10:14", 0),
        ("ready", "10:14", "10:30", 0),
        ("break", "10:30", "10:50", 300),
        ("ready", "10:50", "10:55", 0),
        ("away", "10:55", "11:00", 0),
        ("ready", "11:00", "11:10", 0),
    ]
    row = ReportService(co.store).run(asha, "attendance", Question()).rows[0].values
    assert (row["worked_s"], row["break_s"], row["away_s"]) == (70 * 60, 20 * 60, 5 * 60)
    assert (row["breaks"], row["long_breaks"], row["long_break_s"]) == (1, 1, 300)


@both_engines
def test_a_repeat_changes_nothing(co: CallingOffice, service: PresenceService) -> None:
    asha, request = sign_in(co, india(23, 10)), new_id()
    first = co.calling.pause(asha, "Tea", request)
    assert co.calling.pause(asha, "Tea", request) == first
    assert first.allowed_s == 900
    assert service.current_break(asha) == first
    co.clock.move(minutes=20)
    back = new_id()
    assert service.end_break(asha, back)
    assert service.end_break(asha, back)
    assert not service.end_break(asha, new_id())
    assert service.current_break(asha) is None
    assert len(co.rows(presence)) == 2
    with pytest.raises(UserError, match="not a reason"):
        co.calling.pause(asha, "Film", new_id())
    with pytest.raises(UserError, match="over already"):
        co.calling.pause(asha, "Tea", request)


@both_engines
def test_a_window_that_locks_itself_ends_no_break(co: CallingOffice, service: PresenceService) -> None:
    asha = sign_in(co, india(23, 10))
    co.calling.pause(asha, "Lunch", new_id())
    co.clock.move(minutes=10)
    beat(co, asha)
    assert not service.step_away(asha, IDLE, new_id())
    assert not service.step_back(asha, new_id())
    assert service.mine_now(asha).state is State.BREAK
    co.calling.resume(asha, new_id())
    assert service.step_away(asha, LOCKED, new_id())
    assert not service.step_away(asha, IDLE, new_id())
    assert not service.end_break(asha, new_id())
    assert service.mine_now(asha).state is State.AWAY
    assert service.step_back(asha, new_id())
    assert service.mine_now(asha).state is State.READY


@both_engines
def test_what_a_break_may_take_is_the_workspaces_to_say(co: CallingOffice, service: PresenceService) -> None:
    settings = SettingsService(co.store, Nowhere())
    settings.set(co.office.admin, "break_minutes_tea", 20)
    settings.set(co.office.admin, "break_minutes_lunch", 0)
    assert settings.break_minutes() == {"Tea": 20, "Lunch": 0, "Washroom": 10, "Meeting": 0, "Power": 0}
    asha = sign_in(co, india(23, 10))
    assert co.calling.pause(asha, "Tea", new_id()).allowed_s == 1200
    assert co.calling.pause(asha, "Lunch", new_id()).allowed_s is None
    settings.set(co.office.admin, "break_minutes_lunch", 30)
    assert service.day(asha).spans[-1].reason == "Lunch"
    co.clock.move(hours=1)
    beat(co, asha)
    assert told(service, asha)[-1] == ("break", "10:00", "11:00", 0)  # as it was said when it began


@both_engines
def test_a_killed_program_ends_everything_at_its_last_word(
    co: CallingOffice, service: PresenceService
) -> None:
    asha = sign_in(co, india(23, 10))
    co.clock.set(india(23, 11))
    co.calling.pause(asha, "Tea", new_id())
    co.clock.set(india(23, 11, 5))
    beat(co, asha)
    co.clock.set(india(23, 11, 20))
    silent = service.now(co.office.lead)[asha.person_id]
    assert silent == Now(State.SIGNED_OUT, india(23, 11, 5), is_lost=True)
    again = sign_in(co, india(23, 12))
    co.clock.set(india(23, 12, 1))
    assert told(service, again) == [
        ("ready", "10:00", "11:00", 0),
        ("break", "11:00", "11:05", 0),
        ("ready", "12:00", "12:01", 0),
    ]
    assert service.current_break(again) is None


@both_engines
def test_a_clock_put_back_makes_nothing_negative(co: CallingOffice, service: PresenceService) -> None:
    asha = sign_in(co, india(23, 10))
    co.clock.set(india(23, 12))
    co.calling.pause(asha, "Tea", new_id())
    co.clock.set(india(23, 11))
    co.calling.resume(asha, new_id())
    co.clock.set(india(23, 12, 30))
    beat(co, asha)
    assert told(service, asha) == [("ready", "10:00", "12:00", 0), ("break", "12:00", "12:00", 0), (
        "ready", "12:00", "12:30", 0)]  # fmt: skip
    before, after = [row["at"] for row in co.rows(presence)]
    assert after - before == timedelta(microseconds=1)


@both_engines
def test_a_night_is_one_day(co: CallingOffice, service: PresenceService) -> None:
    asha = sign_in(co, india(23, 22))
    co.clock.set(india(23, 23, 50))
    co.calling.pause(asha, "Meeting", new_id())
    co.clock.set(india(24, 3, 30))  # a long one, which is known about
    co.calling.resume(asha, new_id())
    co.clock.set(india(24, 5))
    beat(co, asha)
    assert told(service, asha) == [
        ("ready", "22:00", "23:50", 0),
        ("break", "23:50", "03:30", 0),
        ("ready", "03:30", "05:00", 0),
    ]
    assert {row["day"] for row in co.rows(presence)} == {20261123}
    co.clock.set(india(24, 9))
    assert told(service, asha, 20261123)[-1][:2] == ("ready", "03:30")
    assert told(service, asha) == []


@both_engines
def test_left_open_over_night_the_morning_begins_with_unlocking(
    co: CallingOffice, service: PresenceService
) -> None:
    asha = sign_in(co, india(23, 15))
    co.clock.set(india(23, 18))
    co.calling.pause(asha, "Tea", new_id())
    co.clock.set(india(23, 18, 10))
    co.calling.resume(asha, new_id())
    co.clock.set(india(23, 18, 20))
    co.calling.step_away(asha, IDLE, new_id())
    co.clock.set(india(24, 9, 30))
    beat(co, asha)
    co.calling.step_back(asha, new_id())
    co.clock.set(india(24, 9, 40))
    beat(co, asha)
    assert told(service, asha) == [("ready", "09:30", "09:40", 0)]
    assert told(service, asha, 20261123) == [
        ("ready", "15:00", "18:00", 0),
        ("break", "18:00", "18:10", 0),
    ]


@both_engines
def test_a_team_lead_sees_the_own_team(co: CallingOffice, service: PresenceService) -> None:
    o = co.office
    asha = sign_in(co, india(23, 10))
    co.calling.pause(asha, "Washroom", new_id())
    co.clock.move(minutes=12)
    beat(co, asha)
    co.clock.move(minutes=1)
    found = service.now(o.lead)
    assert o.other_caller.person_id not in found
    now = found[asha.person_id]
    assert (now.state, now.reason, now.since) == (State.BREAK, "Washroom", india(23, 10))
    assert now.over_s(co.clock.now()) == 180
    assert o.other_caller.person_id in service.now(o.admin)
    with pytest.raises(NotAllowed):
        service.now(asha)
    with pytest.raises(NotAllowed):
        service.day(asha, o.imran.person_id)
    with pytest.raises(NotAllowed):
        service.day(o.lead, o.other_caller.person_id)
    assert service.day(o.lead, asha.person_id).spans[0].state is State.BREAK
    co.calling.resume(asha, new_id())
    call = co.dial(asha, co.next(asha))
    assert service.now(o.lead)[asha.person_id].state is State.ON_CALL
    co.calling.mark_ended(asha, call)
    assert service.now(o.lead)[asha.person_id].state is State.WRAP_UP
    co.office.people.sign_out(asha)
    left = service.now(o.lead)[asha.person_id]
    assert (left.state, left.since, left.is_lost) == (State.SIGNED_OUT, co.clock.now(), False)


@both_engines
def test_nobody_rewrites_a_change(co: CallingOffice) -> None:
    asha = sign_in(co, india(23, 10))
    co.calling.pause(asha, "Tea", new_id())
    for statement in (
        update(presence).values(at=india(23, 9)),
        update(presence).values(reason="Meeting"),
        presence.delete(),
    ):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            administering(co.store),
            co.store.write(None) as work,
        ):
            work.connection.execute(statement)
    assert len(co.rows(presence)) == 1


@both_engines
def test_a_change_belongs_to_its_sign_in(co: CallingOffice, service: PresenceService) -> None:
    first = sign_in(co, india(23, 10), "one")
    co.calling.pause(first, "Tea", new_id())
    co.clock.move(minutes=5)
    second = co.office.people.sign_in("asha", PASSWORD, "two").actor
    assert service.current_break(second) is None
    co.clock.move(minutes=1)
    beat(co, first)
    beat(co, second)
    assert service.mine_now(second).state is State.READY
