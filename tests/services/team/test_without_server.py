"""Work that begins while the server is away: the last sign-in goes on, all arrives once, as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from crm_desktop.domain.kept_acts import ActKind, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.calling.values import CompleteCall, Dial, NextLead
from crm_desktop.services.offline.letting_go import Cleared
from crm_desktop.services.offline.payloads import written
from crm_desktop.services.offline.workstation import Workstation
from crm_desktop.services.seats import RetireSeat
from crm_desktop.services.team.kept_sign_in import ClockBehindSignIn, TooOld
from crm_desktop.services.team.people import CLOSED
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.seat import IDENTITY
from crm_desktop.store.team import connection
from crm_desktop.store.team.connection import PASSWORD_CHANGED, SIGN_IN_OVER, SeatRetired, SignInAgain
from crm_desktop.store.team.refusals import NoServer, WrongPassword
from tests.away_office import IMRAN, AwayOffice, server_away
from tests.factories import PASSWORD

NEW = "quite another word"


class Desk:
    """A program at the workstation, driven through its services."""

    def __init__(self, office: AwayOffice) -> None:
        self.office = office
        self.services: Services = office.open()
        assert self.services.opened.seat is not None
        self.outbox = Outbox(self.services.opened.seat)
        self.actor: Any = None

    @property
    def offline(self) -> Workstation:
        """What goes on without the server."""
        assert self.services.offline is not None
        return self.services.offline

    def enter(self, name: str = "imran", password: str = IMRAN) -> Actor:
        """Sign in."""
        signed = self.services.people.sign_in(name, password, "main")
        self.actor, self.is_kept = signed.actor, signed.is_kept
        return signed.actor

    def look(self) -> Any:
        """The look that comes every minute, or every five seconds without a server."""
        return self.offline.calling.look(self.actor, self.office.campaign_id)

    def next(self) -> NextLead:
        """The next lead, which must be there."""
        found = self.offline.calling.next_lead(self.actor, self.office.campaign_id)
        assert isinstance(found, NextLead), found
        return found

    def dial(self, lead: NextLead | None = None) -> UUID:
        """Dial what is shown."""
        shown = lead or self.next()
        command = Dial(
            new_id(), new_id(), shown.lead.id, shown.campaign.id, shown.phone.phone_id, "by_hand"
        )  # fmt: skip
        self.offline.calling.dial(self.actor, command)
        self.results = shown.campaign.dispositions
        return command.call_id

    def complete(self, call_id: UUID, code: str = "NO_ANSWER", note: str = "") -> None:
        """Give the result."""
        result = next(each for each in self.results if each.code == code)
        self.offline.calling.complete_and_next(
            self.actor, CompleteCall(new_id(), call_id, result.id, note=note, take_next=False)
        )

    def killed(self) -> None:
        """The program, or the computer, is gone."""
        self.services.opened.close()
        self.__init__(self.office)  # type: ignore[misc]


@pytest.fixture
def desk(away_office: AwayOffice) -> Iterator[Desk]:
    """A program; nobody is signed in."""
    with ExitStack() as stack:
        made = Desk(away_office)
        stack.callback(lambda: made.services.opened.close())
        yield made


def calls_of(office: AwayOffice) -> list[tuple[Any, ...]]:
    """What the server has: state, result, note, whose, and the sign-in."""
    return office.ask(
        "SELECT c.state, c.disposition_code, c.note, p.sign_in_name, c.session_id FROM calls c"
        " JOIN people p ON p.id = c.person_id ORDER BY c.dialled_at"
    )


def test_a_call_interrupted_by_a_power_cut_gets_its_result_and_the_morning_goes_on(
    away_office: AwayOffice, desk: Desk
) -> None:
    before = desk.enter()
    desk.look()
    shown = desk.next()
    desk.dial(shown)
    desk.look()
    with server_away(away_office):
        desk.killed()
        assert desk.enter() == before
        assert desk.is_kept
        assert desk.look().is_all is False
        found = desk.offline.calling.open_call(desk.actor)
        assert found is not None
        assert found.next_lead.lead.name == shown.lead.name
        desk.results = found.next_lead.campaign.dispositions
        desk.complete(found.call.id, note="fell silent")
        assert desk.offline.calling.open_call(desk.actor) is None
        for _ in range(2):
            desk.complete(desk.dial())
        assert desk.offline.calling.waiting(desk.actor) == 3
        desk.killed()  # and once more
        desk.enter()
        desk.complete(desk.dial())
        assert desk.offline.calling.waiting(desk.actor) == 4
    sent = desk.look()
    assert (sent.sent, sent.is_all) == (4, True)
    assert calls_of(away_office) == [
        ("closed", "NO_ANSWER", note, "imran", before.session_id) for note in ("fell silent", "", "", "")
    ]
    ended = away_office.ask(
        f"SELECT signed_out_at, end_reason FROM sessions WHERE id = '{before.session_id}'"
    )
    assert ended == [(None, "")], "the same sign-in goes on"
    assert desk.look().sent == 0
    assert len(calls_of(away_office)) == 4
    desk.complete(desk.dial())
    assert len(calls_of(away_office)) == 5


def test_acts_go_out_as_theirs_also_through_somebody_else_after_they_were_disabled(
    away_office: AwayOffice, desk: Desk
) -> None:
    desk.enter()
    desk.look()
    shown = desk.next()
    with server_away(away_office):
        desk.killed()
        desk.enter()
        desk.complete(desk.dial(shown), note="kept")
        desk.killed()
    away_office.as_admin(lambda services, admin: services.people.disable(admin, away_office.imran_id))
    desk.enter("asha", PASSWORD)
    desk.look()
    assert [row[1:4] for row in calls_of(away_office)] == [("NO_ANSWER", "kept", "imran")]


def test_an_older_program_finishes_its_day_on_an_upgraded_server_and_its_acts_go_in(
    away_office: AwayOffice, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = connection.COMMAND_VERSION
    desk.enter()
    desk.look()
    shown = desk.next()
    with server_away(away_office):
        desk.killed()
        desk.enter()
        desk.complete(desk.dial(shown), note="kept before")
    away_office.upgrade_to(now + 1)
    assert desk.look().is_all  # what was kept is in, by the program that kept it
    desk.complete(desk.dial(), note="on the new server")
    desk.killed()
    desk.enter()  # and it may sign in again
    desk.look()
    with server_away(away_office):
        desk.killed()
        desk.enter()
        desk.complete(desk.dial(), note="kept after")
    monkeypatch.setattr(connection, "COMMAND_VERSION", now + 1)
    monkeypatch.setattr(connection.migrate, "head", lambda: "9999")
    desk.killed()  # the program is updated over an outbox of the older one
    desk.enter()
    assert desk.look().is_all
    notes = [row[2] for row in calls_of(away_office)]
    assert notes == ["kept before", "on the new server", "kept after"]
    with server_away(away_office):
        desk.killed()
        desk.enter()
        desk.complete(desk.dial(), note="two behind")
    away_office.upgrade_to(now + 3)
    assert not desk.look().is_all
    desk.killed()
    with pytest.raises(StoreProblem, match="Update the program"):
        desk.enter()
    monkeypatch.setattr(connection, "COMMAND_VERSION", now + 3)
    desk.enter()
    assert desk.look().is_all  # nothing was lost by the wait
    assert [row[2] for row in calls_of(away_office)] == [*notes, "two behind"]


def test_only_who_signed_in_here_lately_and_with_the_password(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    with server_away(away_office):
        desk.killed()
        with pytest.raises(NoServer):
            desk.enter("asha", PASSWORD)  # never signed in at this workstation
        for _ in range(3):
            with pytest.raises(UserError, match="The password is wrong"):
                desk.enter(password="a guess")
        with pytest.raises(UserError, match=r"Wait \d seconds") as told:
            desk.enter()
        assert told.value.params["seconds"] == 5
        desk.killed()  # a new program doesn't forget
        with pytest.raises(UserError, match=r"Wait \d seconds"):
            desk.enter()
        away_office.clock.by += timedelta(seconds=6)
        with pytest.raises(UserError, match="The password is wrong"):
            desk.enter(password="another guess")
        with pytest.raises(UserError, match=r"Wait 10 seconds|Wait 9 seconds"):
            desk.enter()
        away_office.clock.by += timedelta(seconds=11)
        desk.enter()
        assert desk.is_kept


def test_it_ends_after_twelve_hours_and_with_the_clock_turned_back(
    away_office: AwayOffice, desk: Desk
) -> None:
    desk.enter()
    with server_away(away_office):
        desk.killed()
        away_office.clock.by = timedelta(hours=-1)
        with pytest.raises(ClockBehindSignIn):
            desk.enter()
        away_office.clock.by = timedelta(hours=11, minutes=58)
        desk.enter()
        desk.killed()
        away_office.clock.by = timedelta(hours=12, minutes=1)
        with pytest.raises(TooOld):
            desk.enter()
        away_office.clock.by = timedelta(0)
        with pytest.raises(NoServer):
            desk.enter()  # what was too old is gone


def test_each_sign_of_life_begins_the_hours_anew(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    away_office.clock.by = timedelta(hours=5)
    desk.services.people.touch(desk.actor)
    with server_away(away_office):
        desk.killed()
        away_office.clock.by = timedelta(hours=16)
        desk.enter()
        desk.killed()
        away_office.clock.by = timedelta(hours=18)
        with pytest.raises(TooOld):
            desk.enter()


def test_a_sign_out_ends_it_and_closing_without_a_server_does_not(
    away_office: AwayOffice, desk: Desk
) -> None:
    desk.enter()
    with server_away(away_office):
        with pytest.raises(UserError):
            desk.services.people.sign_out(desk.actor, CLOSED)
        desk.killed()
        desk.enter()
        with pytest.raises(UserError):
            desk.services.people.sign_out(desk.actor)
        desk.killed()
        with pytest.raises(NoServer):
            desk.enter()
    desk.enter()
    desk.services.calling.next_lead(desk.actor, away_office.campaign_id)
    held = "SELECT count(claimed_by), (SELECT count(*) FROM reservations) FROM queue_entries"
    assert away_office.ask(held)[0][0] == 1
    desk.services.people.sign_out(desk.actor, CLOSED)
    assert away_office.ask(held) == [(0, 0)]
    with server_away(away_office), pytest.raises(NoServer):
        desk.enter()


def test_the_own_new_password_opens_it_and_the_old_one_does_not(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    desk.services.people.change_password(desk.actor, IMRAN, NEW)
    with server_away(away_office):
        desk.killed()
        with pytest.raises(UserError, match="The password is wrong"):
            desk.enter()
        desk.enter(password=NEW)
        assert desk.is_kept


def test_a_password_the_server_no_longer_takes_ends_it(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    desk.killed()
    away_office.as_admin(
        lambda services, admin: services.people.set_one_time_password(admin, away_office.imran_id)
    )
    with pytest.raises(WrongPassword):
        desk.enter(password="mistyped")
    with pytest.raises(WrongPassword):
        desk.enter()
    with server_away(away_office), pytest.raises(NoServer):
        desk.enter()


def test_what_is_kept_holds_neither_password_nor_key_in_the_clear(desk: Desk) -> None:
    actor = desk.enter()
    seat = desk.services.opened.seat
    assert seat is not None
    kept = str(seat.run("SELECT name, value FROM settings", ()))
    assert "team.sign_in.imran" in kept
    store: Any = desk.services.opened.store
    for secret in (IMRAN, store.mac_key.hex(), store.token, str(actor.session_id)):
        assert secret not in kept


# ---- the password changed in use -----------------------------------------------------------------


def test_a_password_changed_elsewhere_is_asked_for_and_nothing_is_lost(
    away_office: AwayOffice, desk: Desk
) -> None:
    desk.enter()
    desk.look()
    shown = desk.next()
    other = away_office.open(seat=None)
    there = other.people.sign_in("imran", IMRAN, "command").actor
    other.people.change_password(there, IMRAN, NEW)
    other.opened.close()
    with server_away(away_office):
        call_id = desk.dial(shown)
    desk.look()
    why = desk.offline.link.state.why
    assert isinstance(why, SignInAgain)
    assert why.template == PASSWORD_CHANGED
    desk.complete(call_id, note="kept")
    with pytest.raises(WrongPassword):
        desk.services.people.go_on(desk.actor, "not this one")
    again = desk.services.people.go_on(desk.actor, NEW)
    assert again.actor == desk.actor
    assert desk.look().is_all
    assert [row[1:4] for row in calls_of(away_office)] == [("NO_ANSWER", "kept", "imran")]
    assert desk.offline.link.state.why is None


def test_a_one_time_password_set_in_use_loses_no_act(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    desk.look()
    call_id = desk.dial()
    once = away_office.as_admin(
        lambda services, admin: services.people.set_one_time_password(admin, away_office.imran_id)
    )
    desk.complete(call_id, note="kept")  # over connections that still stand
    assert desk.offline.calling.waiting(desk.actor) == 1
    why = desk.offline.link.state.why
    assert isinstance(why, SignInAgain)
    assert why.template in (SIGN_IN_OVER, PASSWORD_CHANGED)
    again = desk.services.people.go_on(desk.actor, once)
    assert again.must_change_password
    desk.services.people.change_password(desk.actor, once, NEW)
    assert desk.look().is_all
    assert [row[1:4] for row in calls_of(away_office)] == [("NO_ANSWER", "kept", "imran")]
    with server_away(away_office):
        desk.killed()
        desk.enter(password=NEW)
        assert desk.is_kept


def test_begun_anew_elsewhere_it_does_not_push_the_other_out_by_itself(
    away_office: AwayOffice, desk: Desk
) -> None:
    desk.enter()
    desk.look()
    store: Any = desk.services.opened.store
    away_office.ask(
        f"UPDATE sessions SET signed_out_at = now(), end_reason = 'lost' WHERE id = '{desk.actor.session_id}'"
        " RETURNING id"
    )
    desk.look()
    desk.look()
    assert store.refused == SIGN_IN_OVER
    desk.services.people.go_on(desk.actor, IMRAN)
    assert desk.look().is_all
    assert store.refused == ""


def test_who_was_disabled_meanwhile_is_told_and_the_acts_wait(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    desk.look()
    shown = desk.next()
    with server_away(away_office):
        desk.killed()
        desk.enter()
        desk.complete(desk.dial(shown))
    away_office.as_admin(lambda services, admin: services.people.disable(admin, away_office.imran_id))
    desk.look()
    why = desk.offline.link.state.why
    assert why is not None
    assert desk.offline.calling.waiting(desk.actor) == 1
    desk.killed()
    with server_away(away_office), pytest.raises(NoServer):
        desk.enter()


def test_a_sign_in_of_a_day_ago_or_signed_out_is_not_taken_up(away_office: AwayOffice, desk: Desk) -> None:
    desk.enter()
    for change in ("signed_in_at = now() - interval '25 hours'", "signed_out_at = now(), end_reason = 'x'"):
        away_office.ask(f"UPDATE sessions SET {change} WHERE id = '{desk.actor.session_id}' RETURNING id")
        with pytest.raises(UserError, match="can't go on"):
            desk.services.people.go_on(desk.actor, IMRAN)


def test_a_retired_workstation_signs_nobody_in_before_it_let_go_of_everything(
    away_office: AwayOffice, desk: Desk
) -> None:
    me = desk.enter()
    seat = desk.services.opened.seat
    assert seat is not None
    before = seat.get(IDENTITY)
    note = written({"note": "only here"})
    desk.outbox.put(
        KeptAct(
            new_id(),
            0,
            me.person_id,
            me.session_id,
            "",
            ActKind.NOTE,
            new_id(),
            None,
            away_office.clock.now(),
            note,
        )
    )

    def retire(services: Services, admin: Actor) -> None:
        (known,) = services.seats.all(admin)
        assert (known.name, known.last_person) == ("main", "Imran Sheikh")
        services.seats.retire(admin, RetireSeat(known.id, "Left in a taxi"))

    away_office.as_admin(retire)
    assert not desk.look().is_all  # nothing is handed in from it any more
    with pytest.raises(SeatRetired):
        desk.services.people.go_on(desk.actor, IMRAN)
    desk.killed()
    desk.enter()
    assert not desk.is_kept
    seat = desk.services.opened.seat
    assert seat is not None
    assert seat.get(IDENTITY) != before
    assert desk.outbox.waiting() == ()
    assert desk.offline.was_cleared() == Cleared(1)
    assert desk.offline.was_cleared() is None
    assert away_office.ask("SELECT retired_at IS NULL, cleared_at IS NULL FROM seats ORDER BY made_at") == [
        (False, False),
        (True, True),
    ]
