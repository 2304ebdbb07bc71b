"""Presence while the server is away: kept on the workstation, applied in order as of when it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from crm_desktop.domain.kept_acts import ActKind, Outcome
from crm_desktop.domain.people import LOST
from crm_desktop.domain.presence import IDLE, State
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.services.offline.payloads import written
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.settings import BREAKS_SAID
from crm_desktop.store.tables import presence, sessions
from tests.calling_office import CallingOffice
from tests.factories import PASSWORD
from tests.kept_acts import kept
from tests.services.offline.conftest import Desk, both_desks


def states(co: CallingOffice) -> list[tuple[object, object, object]]:
    with co.store.read() as work:
        rows = work.connection.execute(presence.select().order_by(presence.c.at)).all()
    return [(row.state, row.reason, row.at) for row in rows]


@both_desks
def test_absence_without_the_server_has_its_own_times(desk: Desk) -> None:
    asha, began = desk.co.office.asha, desk.clock.now()
    desk.calling.look(asha)
    desk.cut()
    desk.calling.step_away(asha, IDLE, new_id())
    desk.calling.step_away(asha, IDLE, new_id())  # it is so already
    desk.pass_time(minutes=5)
    desk.calling.step_back(asha, new_id())
    desk.calling.step_back(asha, new_id())
    desk.pass_time(minutes=5)
    desk.calling.pause(asha, "Lunch", new_id())
    desk.calling.step_away(asha, IDLE, new_id())  # a break stays one under the lock
    desk.calling.step_back(asha, new_id())
    desk.pass_time(minutes=20)
    desk.calling.resume(asha, new_id())
    assert desk.calling.waiting(asha) == 4
    desk.pass_time(minutes=30)
    desk.mend()
    desk.calling.look(asha)
    assert desk.calling.waiting(asha) == 0
    minutes = [(state, reason, (at - began) // timedelta(minutes=1)) for state, reason, at in states(desk.co)]  # type: ignore[operator]
    assert minutes == [("away", "idle", 0), ("ready", "", 5), ("break", "Lunch", 10), ("ready", "", 30)]


def test_a_break_is_found_again_after_a_kill_without_the_server(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.seat.set(BREAKS_SAID, {"Tea": 20, "Lunch": 0})  # as the server said last
    desk.cut()
    begun = desk.calling.pause(asha, "Tea", new_id())
    desk.killed()
    found = desk.calling.current_break(asha)
    assert found == begun
    assert (begun.reason, begun.allowed_s, begun.at) == ("Tea", 1200, desk.clock.now())
    assert desk.calling.pause(asha, "Lunch", new_id()).allowed_s is None
    desk.calling.resume(asha, new_id())
    desk.killed()
    assert desk.calling.current_break(asha) is None
    desk.mend()
    desk.calling.look(asha)
    assert [state for state, _, _ in states(desk.co)] == ["break", "break", "ready"]


@pytest.mark.parametrize("state", ["ready", "break", "away"])
def test_a_killed_program_that_goes_on_was_gone_meanwhile(desk: Desk, state: str) -> None:
    """The sign-in goes on without the server; from the last heartbeat to the new start nobody was there."""
    asha, began = desk.co.office.asha, desk.clock.now()
    desk.calling.look(asha)
    desk.cut()
    desk.pass_time(minutes=10)
    if state == "break":
        desk.calling.pause(asha, "Lunch", new_id())
    elif state == "away":
        desk.calling.step_away(asha, IDLE, new_id())
    desk.calling.note_alive(asha)
    desk.killed()
    desk.pass_time(minutes=20)
    desk.calling.went_on(asha, new_id())
    desk.pass_time(minutes=5)
    desk.mend()
    desk.calling.look(asha)
    minutes = [(s, why, (at - began) // timedelta(minutes=1)) for s, why, at in states(desk.co)]  # type: ignore[operator]
    assert (
        minutes
        == {
            "ready": [("away", "closed", 10), ("ready", "", 30)],
            "break": [("break", "Lunch", 10)],  # the new program shows it, and goes on with it
            "away": [("away", "idle", 10), ("ready", "", 30)],
        }[state]
    )


def test_a_program_closed_for_a_moment_was_there(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.cut()
    desk.calling.note_alive(asha)
    desk.killed()
    desk.pass_time(minutes=1)
    desk.calling.went_on(asha, new_id())
    assert desk.calling.waiting(asha) == 0


def test_a_reason_that_is_none_is_refused_here(desk: Desk) -> None:
    desk.cut()
    with pytest.raises(UserError, match="not a reason"):
        desk.calling.pause(desk.co.office.asha, "Film", new_id())
    assert desk.calling.waiting(desk.co.office.asha) == 0


def test_a_lost_sign_in_was_there_until_its_last_act(sqlite_office: CallingOffice) -> None:
    """Its program worked on without the server, was closed, and the acts went out the next time."""
    co = sqlite_office
    asha, silent = co.office.asha, co.clock.now()
    with co.store.write(None) as work:
        work.connection.execute(
            update(sessions)
            .where(sessions.c.id == asha.session_id)
            .values(signed_out_at=silent, last_seen_at=silent, end_reason=LOST)
        )
    acts = [
        kept(asha, ActKind.BREAK, silent + timedelta(minutes=30), written({"reason": "Tea"}), None),
        kept(asha, ActKind.RESUME, silent + timedelta(minutes=40), written({}), None),
    ]
    co.clock.move(hours=2)
    again = co.office.people.sign_in("asha", PASSWORD, "desk").actor
    for act in acts + acts:
        assert apply_act(co.store, again, act)[0] is Outcome.APPLIED
    co.clock.move(minutes=1)
    spans = PresenceService(co.store).day(again).spans
    told = [
        (s.state, (s.began - silent) // timedelta(minutes=1), s.took // timedelta(minutes=1)) for s in spans
    ]
    assert told == [(State.READY, 0, 30), (State.BREAK, 30, 10), (State.READY, 120, 1)]


def test_a_break_of_a_sign_in_that_a_copy_has_lost_is_nothing(sqlite_office: CallingOffice) -> None:
    co = sqlite_office
    asha = co.office.asha
    act = kept(asha, ActKind.BREAK, co.clock.now(), written({"reason": "Tea"}), None)
    gone = type(act)(**{name: getattr(act, name) for name in act.__slots__} | {"session_id": new_id()})
    assert apply_act(co.store, asha, gone)[0] is Outcome.NOT_NEEDED
    assert states(co) == []
