"""Workstations let go of erased people, say so, and hold the certificate open until then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert

from crm_desktop.domain.erasure import Erasure
from crm_desktop.domain.kept_acts import ActKind, ActState, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.domain.seats import OPEN_TOO_LONG
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import subkey
from crm_desktop.services.certificate import is_genuine
from crm_desktop.services.doctor import State, open_erasures
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.offline.letting_go import (
    SETTLES_S,
    Cleared,
    LettingGo,
    arrive,
    begin_anew,
    proof_of,
    was_cleared,
)
from crm_desktop.services.offline.workstation import workstation
from crm_desktop.services.seat_of_erased import clear_seat
from crm_desktop.services.seats import RetireSeat, SeatService
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.kept_dates import CALLBACK, KeptDate, KeptDates
from crm_desktop.store.kept_leads import WORKED, KeptLead, KeptLeads
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.put_back import LinesOnServer
from crm_desktop.store.seat import Seat
from crm_desktop.store.seats import Seats
from crm_desktop.store.settings import set_epoch
from crm_desktop.store.tables import seats
from tests.calling_office import CallingOffice
from tests.made_up_calls import a_call, add_row
from tests.services.test_erasure import service_of
from tests.stores import TEST_KEY

SECRETS = ("Qzar Vexhil", "9811122233", "planted note", "typed so far", "planted answer")


class Desk:
    """A seat of the office, with somebody signed in at it."""

    def __init__(self, co: CallingOffice, folder: Path, name: str, who: Actor) -> None:
        self.co, self.who = co, who
        self.seat = Seat.open(folder, name, TEST_KEY)
        self.ticks = [0.0]
        made = workstation(co.store, self.seat, co.clock, lambda: self.ticks[0], patience_s=None)
        self.calling, self.letting_go = made.calling, LettingGo(co.store, self.seat, lambda: self.ticks[0])
        self.calling._letting_go = self.letting_go

    def arrive(self, who: Actor | None = None) -> bool:
        """Sign in, as far as seats are concerned."""
        self.who = who or self.who
        with self.co.store.write(self.who) as work:
            return arrive(self.seat, work)

    def look(self, after_s: float = 60.0) -> int:
        """A minute later."""
        self.ticks[0] += after_s
        return self.letting_go.look(self.who)

    def keep(self, lead_id: UUID, call_id: UUID, *, state: ActState = ActState.SETTLED) -> None:
        """Something of everything that a seat keeps of a lead."""
        now, me = self.co.clock.now(), self.who.person_id
        snapshot = '{"name": "Qzar Vexhil", "phone": "+919811122233"}'
        KeptLeads(self.seat).put(
            KeptLead(me, lead_id, self.co.campaign.id, WORKED, 0, None, now, 60, snapshot)
        )
        KeptDates(self.seat).replace(me, CALLBACK, [KeptDate(new_id(), lead_id, now, snapshot)])
        outbox = Outbox(self.seat)
        for kind, whose, said in (
            (ActKind.NOTE, lead_id, '{"note": "planted note"}'),
            (ActKind.REQUEST, None, '{"name": "Qzar Vexhil", "phone": "9811122233"}'),
        ):
            act = outbox.put(
                KeptAct(new_id(), 0, me, self.who.session_id, "Asha", kind, whose, None, now, said,
                        told="Qzar Vexhil")
            )  # fmt: skip
            if state is ActState.SETTLED:
                outbox.settle([act.id], now, None)
        self.seat.save_draft(call_id, "typed so far", now)
        self.seat.set_open_call(call_id, now)
        self.seat.set("calling.answers", {"call": str(call_id), "typed": {"x": "planted answer"}})
        self.seat.set("calling.note_before_call", {"call": str(call_id), "lead": str(lead_id)})

    def bytes_on_disk(self) -> bytes:
        """Every page of the file, decrypted, and its log."""
        key = subkey(TEST_KEY, f"seat {self.seat.name}")
        plain = self.seat.file.with_name("plain.db")
        plain.unlink(missing_ok=True)
        connection = connect_file(self.seat.file, key)
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
        log = self.seat.file.with_name(self.seat.file.name + "-wal")
        connection.close()
        return plain.read_bytes() + (log.read_bytes() if log.exists() else b"")


@pytest.fixture
def desk(team_office: CallingOffice, tmp_path: Path) -> Iterator[Desk]:
    """Asha's."""
    made = Desk(team_office, tmp_path, "main", team_office.office.asha)
    yield made
    made.seat.close()


def test_a_local_workstation_lets_go_of_what_a_window_left_in_its_file(
    sqlite_office: CallingOffice, tmp_path: Path
) -> None:
    co, admin = sqlite_office, sqlite_office.office.admin
    gone, other = co.add_lead("Qzar Vexhil"), co.add_lead("Meena Kini")
    made = [a_call(each, admin.person_id, co.clock.now(), "Asia/Kolkata") for each in (gone, other)]
    seat = Seat.open(tmp_path, "main", TEST_KEY)
    with co.store.write(None) as work:
        for call in made:
            add_row(work, call)
    for call in made:
        seat.save_draft(call.id, "Qzar asked for Meena", co.clock.now())
    seat.set("calling.note_before_call", {"lead": str(gone), "note": "Qzar"})
    assert clear_seat(co.store, seat, admin) == 0
    erased(co, tmp_path, gone)
    assert clear_seat(co.store, seat, admin) == 2
    assert [draft.call_id for draft in seat.drafts()] == [made[1].id]
    assert seat.get("calling.note_before_call") is None
    assert (clear_seat(co.store, seat, admin), clear_seat(co.store, None, admin)) == (0, 0)
    seat.close()


def erased(co: CallingOffice, folder: Path, lead_id: UUID) -> tuple[ErasureService, Erasure]:
    service = service_of(co, folder)
    return service, service.erase(co.office.admin, ErasePerson(new_id(), lead_id, "Asked on the phone"))


def test_it_closes_once_every_workstation_let_go(desk: Desk, tmp_path: Path) -> None:
    co, admin = desk.co, desk.co.office.admin
    other = Desk(co, tmp_path / "other", "main", co.office.imran)
    lead_id, stays = co.add_lead("Qzar Vexhil"), co.add_lead("Meena Kini")
    call_id = co.call(co.office.asha, "BUSY", co.next(co.office.asha), take_next=False).call.id
    assert co.lead_row(lead_id)["attempts"] == 1
    assert desk.arrive()
    assert other.arrive()
    desk.keep(lead_id, call_id)
    KeptLeads(desk.seat).put(
        KeptLead(desk.who.person_id, stays, co.campaign.id, WORKED, 0, None, co.clock.now(), 60, "{}")
    )
    before = desk.bytes_on_disk()
    assert [secret for secret in SECRETS if secret.encode() not in before] == []
    assert desk.look() == 0  # nothing waits for it
    service, done = erased(co, tmp_path, lead_id)
    with co.store.write(admin) as work:  # of the list of erasures, which a seat can't read
        LinesOnServer(work).add(["AAAA", "BBBB", of_many := "C" * 14_000_000])
        LinesOnServer(work).drop([of_many])  # as long as one of fifty thousand people
    assert done.closed_at is None
    assert done.certificate is not None
    assert len(done.certificate["seats"]) == 2
    assert {each["what"]: each["count"] for each in done.certificate["kept"]}["seats"] == 2
    held = SeatService(co.store).holding_open(admin)[done.id]
    assert {each.seat.last_person for each in held} == {"Asha Pawar", "Imran Sheikh"}
    assert desk.look() == 0  # the first look lets go of it
    left = desk.bytes_on_disk()
    assert [secret for secret in SECRETS if secret.encode() in left] == []
    assert [lead.lead_id for lead in KeptLeads(desk.seat).all(desk.who.person_id)] == [stays]
    assert desk.look(SETTLES_S) == 1  # the second finds nothing more and says so
    assert desk.look() == 0
    assert service.close(admin) == ()
    with co.store.write(admin) as work:  # put back from a dump of before
        LinesOnServer(work).drop(["AAAA"])
        assert LinesOnServer(work).all() == ["BBBB"]
    with co.store.write(None) as work:
        set_epoch(work, new_id())
    desk.look()
    with co.store.read(admin) as work:
        assert set(LinesOnServer(work).all()) == {"BBBB", "AAAA"}
    other.look()
    assert other.look(1.0) == 0  # something may still be on its way there
    assert other.look() == 1
    (closed,) = service.close(admin)
    assert closed == service.get(admin, done.id)
    assert closed.closed_at == co.clock.now()
    assert closed.closing is not None
    assert is_genuine(closed.closing, TEST_KEY)
    assert closed.closing["certificate"] == done.certificate["signature"]["value"]
    assert [bool(each["acknowledged_at"]) for each in closed.closing["seats"]] == [True, True]
    assert service.close(admin) == ()
    other.seat.close()


def test_what_is_not_sent_yet_holds_it_open_and_is_not_thrown_away(desk: Desk, tmp_path: Path) -> None:
    co = desk.co
    lead_id = co.add_lead("Qzar Vexhil")
    desk.arrive()
    desk.keep(lead_id, new_id(), state=ActState.WAITING)
    erased(co, tmp_path, lead_id)
    assert (desk.look(), desk.look()) == (0, 0)
    (note, request) = Outbox(desk.seat).waiting()
    assert (note.lead_id, request.lead_id) == (lead_id, None)
    Outbox(desk.seat).settle([note.id, request.id], co.clock.now(), None, "without_text")
    assert (desk.look(), desk.look()) == (0, 1)
    told = Outbox(desk.seat).unshown(desk.who.person_id)  # how it came out is told, not whose it was
    assert [(act.outcome, act.told, act.lead_id) for act in told] == [("without_text", "", None)]
    assert Outbox(desk.seat).offer_again(new_id()) == 0


def test_a_look_at_the_server_does_it(desk: Desk, tmp_path: Path) -> None:
    co = desk.co
    lead_id = co.add_lead("Qzar Vexhil")
    assert co.next(desk.who).lead.id == lead_id
    desk.arrive()
    desk.calling.look(desk.who, co.campaign.id)
    assert [lead.lead_id for lead in KeptLeads(desk.seat).all(desk.who.person_id)] == [lead_id]
    service, _ = erased(co, tmp_path, lead_id)
    for _ in range(2):
        desk.ticks[0] += 60
        desk.calling.look(desk.who, co.campaign.id)
    assert KeptLeads(desk.seat).all(desk.who.person_id) == ()
    assert len(service.close(co.office.admin)) == 1


def test_a_lost_one_is_retired_and_clears_itself_should_it_come_back(desk: Desk, tmp_path: Path) -> None:
    co, admin = desk.co, desk.co.office.admin
    lead_id = co.add_lead("Qzar Vexhil")
    desk.arrive()
    desk.keep(lead_id, new_id(), state=ActState.WAITING)
    service, _done = erased(co, tmp_path, lead_id)
    co.clock.move(days=8)
    found = open_erasures(co.store, admin)
    assert (found.state, proof_of(desk.seat).computer in found.told) == (State.WARNING, True)
    assert timedelta(days=8) > OPEN_TOO_LONG
    at_it, rows = SeatService(co.store, desk.seat), SeatService(co.store)
    (seat,) = rows.all(admin)
    assert (seat.name, seat.last_person, seat.owes) == ("main", "Asha Pawar", 1)
    for why in (" ", "x" * 400):
        with pytest.raises(UserError):
            rows.retire(admin, RetireSeat(seat.id, why))
    with pytest.raises(UserError, match="You sit at this one"):
        at_it.retire(admin, RetireSeat(seat.id, "sold"))
    for who in (co.office.asha, co.office.lead):
        for act in (
            lambda who=who: rows.all(who),
            lambda who=who: rows.holding_open(who),
            lambda who=who: rows.retire(who, RetireSeat(seat.id, "sold")),
            lambda who=who: service.close(who),
        ):
            with pytest.raises(NotAllowed):
                act()
    retired = rows.retire(admin, RetireSeat(seat.id, "Stolen  from the car"))
    assert (retired.retired_why, retired.owes) == ("Stolen from the car", 0)
    with pytest.raises(NotFound):
        rows.retire(admin, RetireSeat(seat.id, "again"))
    (closed,) = service.close(admin)
    assert closed.closing is not None
    assert closed.closing["seats"][0]["why"] == "Stolen from the car"
    assert open_erasures(co.store, admin).state is State.SOUND
    with pytest.raises(ServerForbids):  # its sign-in has ended
        desk.arrive()
    before = proof_of(desk.seat)
    desk.seat.set("dialler", "practice")
    assert not desk.arrive(co.office.imran)
    begin_anew(desk.seat, co.store, co.office.imran)
    assert proof_of(desk.seat).id != before.id
    assert desk.seat.get("dialler") == "practice"
    assert [secret for secret in SECRETS if secret.encode() in desk.bytes_on_disk()] == []
    assert was_cleared(desk.seat) == Cleared(2)
    assert was_cleared(desk.seat) is None
    again, gone = rows.all(admin)
    assert (again.retired_at, gone.cleared_at) == (None, co.clock.now())
    assert desk.arrive(co.office.imran)


def test_a_workspace_brought_home_knows_who_never_answered(
    sqlite_office: CallingOffice, tmp_path: Path
) -> None:
    co, admin = sqlite_office, sqlite_office.office.admin
    service, done = erased(co, tmp_path, co.add_lead("Qzar Vexhil"))
    assert done.closed_at == co.clock.now()
    with co.store.write(None) as work:
        values = {"name": "main", "computer": "FRONT-2", "proof": bytes(32)}
        at = {"made_at": work.now, "last_seen_at": work.now}
        work.connection.execute(insert(seats).values(id=new_id(), **values, **at))
    later, second = erased(co, tmp_path, co.add_lead("Anil Rao"))
    assert second.closed_at is None
    assert service.close(admin) == ()
    (seat,) = SeatService(co.store).all(admin)
    assert seat.shown == "FRONT-2"
    SeatService(co.store).retire(admin, RetireSeat(seat.id, "Left with the team's server"))
    assert [each.id for each in later.close(admin)] == [second.id]
    with co.store.read(admin) as work:
        assert Seats(work).open_here() == ()
