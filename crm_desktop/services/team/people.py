"""The people of a team: each is a login of the server, which checks passwords and keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from crm_desktop.domain.people import COMMAND_SEAT, Actor, Permission, Person, Reach
from crm_desktop.domain.shift import day_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.offline.letting_go import arrive, begin_anew
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import (
    Added,
    AddPerson,
    ChangePerson,
    PeopleService,
    SignedIn,
    check_password,
    give_back_held,
    new_person,
)
from crm_desktop.services.team.kept_sign_in import Kept, KeptSignIn, KeptSignIns
from crm_desktop.store.errors import ServerDiskFull, ServerUnreachable
from crm_desktop.store.people import People
from crm_desktop.store.seat import Seat
from crm_desktop.store.server_care import look_after
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.tables import sessions
from crm_desktop.store.team.connection import CantGoOn, TeamStore
from crm_desktop.store.team.refusals import (
    NoSuchDatabase,
    NotEncrypted,
    NotTheServer,
    ServerRefuses,
    WrongPassword,
)
from crm_desktop.store.team.scram import verifier
from crm_desktop.store.unit_of_work import Work

NAMES_KEPT = "team.names"  # in the seat: who signed in here
_MOST_NAMES = 30
_BEFORE = timedelta(milliseconds=1)


# The server can't be asked, for whatever reason: an earlier sign-in may go on without it.
AWAY = (ServerUnreachable, ServerDiskFull, ServerRefuses, NotTheServer, NotEncrypted, NoSuchDatabase)
CLOSED = "closed"  # why a sign-in ended: the window was closed


@dataclass(frozen=True, slots=True)
class _Here:
    """Who is signed in at this workstation, and how."""

    name: str
    seat: str
    day: int


class TeamPeopleService(PeopleService):
    """As `PeopleService`; passwords never reach the server but as a proof or a verifier."""

    def __init__(
        self, store: TeamStore, passwords: Passwords, kept: Kept | None, seat: Seat | None = None
    ) -> None:
        """`kept`: where this workstation keeps its sign-ins; `seat`: its own file, which it answers for."""
        super().__init__(store, passwords)
        self._seat = seat
        self._team = store
        self._kept = kept
        self._lasting = None if kept is None else KeptSignIns(kept, store.team.info.id)
        self._here: _Here | None = None
        self._unchanged: int | None = None  # the day of a sign-in whose one-time password wasn't changed yet

    # ---- signing in --------------------------------------------------------------------------------

    def sign_in_names(self) -> tuple[str, ...]:
        """Who signed in on this workstation before, the last one first; the server tells nobody more."""
        found = self._kept.get(NAMES_KEPT) if self._kept is not None else None
        return tuple(str(name) for name in found) if isinstance(found, list) else ()

    def sign_in(self, name: str, password: str, seat: str = "main", code: str = "") -> SignedIn:
        """Connect as the person, and begin a sign-in there; while the server is away the last one goes on."""
        wanted = name.strip().casefold()
        try:
            self._team.team.names.person(wanted)
        except UserError as error:
            raise WrongPassword from error
        started = self._team.clock.now()
        day = day_of(started, self._team.team.info.zone, None)
        try:
            granted = self._team.sign_in(wanted, password, new_id(), seat, day, code)
        except AWAY:
            kept = self._resumed(wanted, password, seat)
            if kept is None:
                raise
            return kept
        except UserError:
            if self._lasting is not None:
                self._lasting.forget_if_opened_by(wanted, password)
            raise
        actor = granted.actor
        self._here = _Here(wanted, seat, day)
        self._unchanged = day if granted.must_change else None
        if not granted.must_change:
            self._started(actor, day)
            self._keep_sign_in(actor)
        if seat != COMMAND_SEAT:
            self._keep_name(wanted)
        return SignedIn(actor, granted.must_change)

    def _resumed(self, name: str, password: str, seat: str) -> SignedIn | None:
        """The person's last sign-in here, which goes on without the server; None where none is kept."""
        if self._lasting is None or seat == COMMAND_SEAT:
            return None
        found = self._lasting.open(name, password, self._team.computer.now())
        if found is None or found.seat != seat:
            return None
        self._team.server_clock.set_apart(found.apart)
        self._team.resume(name, password, found.actor.session_id, seat, found.day, found.mac_key)
        self._here = _Here(name, seat, found.day)
        self._unchanged = None
        return SignedIn(found.actor, must_change_password=False, is_kept=True)

    def _keep_sign_in(self, actor: Actor) -> None:
        here = self._here
        if self._lasting is None or here is None or here.seat == COMMAND_SEAT:
            return
        apart = self._team.server_clock.apart
        sign_in = KeptSignIn(actor, here.seat, here.day, self._team.mac_key, apart)
        self._lasting.keep(here.name, self._team.password, sign_in, self._team.clock.now())

    def go_on(self, actor: Actor, password: str | None = None) -> SignedIn:
        """Tell the server that this sign-in goes on, where it hasn't heard or asks for the password again.

        Whatever the server refuses leaves acts and kept leads as they are.
        """
        here = self._here
        if here is not None and self._team.refused:
            self._forget(here)  # what the server no longer takes opens nothing here either
        if here is None or (password is None and not self._team.is_kept):
            return SignedIn(actor, must_change_password=False)
        try:
            granted = self._team.go_on(password)
        except AWAY:
            self._forget_if_refused(here)
            raise
        except CantGoOn:
            self._forget(here)
            raise
        except UserError as error:
            if error.field == "name":  # the person may not sign in any more
                self._forget(here)
            raise
        self._unchanged = here.day if granted.must_change else None
        if not granted.must_change:
            self._gone_on(granted.actor)
            self._keep_sign_in(granted.actor)
        return SignedIn(granted.actor, granted.must_change)

    def _gone_on(self, actor: Actor) -> None:
        with self._team.write(actor) as work:
            is_retired = not self._arrived(work)
            work.record("signed_in", "person", actor.person_id, goes_on=True)
            work.announce("people", actor.person_id)
        self._begin_anew(actor, is_retired=is_retired)

    def _arrived(self, work: Work) -> bool:
        """Say which workstation this is; False where it was retired. A command sits nowhere."""
        here = self._here
        if self._seat is None or here is None or here.seat == COMMAND_SEAT:
            return True
        return arrive(self._seat, work)

    def _begin_anew(self, actor: Actor, *, is_retired: bool) -> None:
        """A workstation that was retired lets go of all it kept before anything else is done at it."""
        if is_retired and self._seat is not None:
            begin_anew(self._seat, self._team, actor)

    def ended(self, actor: Actor) -> None:
        """The server doesn't know the sign-in any more: nothing is sent before the password was typed."""
        self._team.ended()
        if self._here is not None:
            self._forget(self._here)

    def _forget_if_refused(self, here: _Here) -> None:
        if self._team.refused:
            self._forget(here)

    def _forget(self, here: _Here) -> None:
        if self._lasting is not None:
            self._lasting.forget(here.name)

    def touch(self, actor: Actor) -> None:
        """As ever; and the sign-in may go on without the server for hours from now."""
        super().touch(actor)
        if self._lasting is not None and self._here is not None:
            apart = self._team.server_clock.apart
            self._lasting.confirm(self._here.name, self._team.clock.now(), apart)

    def _started(self, actor: Actor, day: int) -> None:
        look_after(self._team)
        with self._team.write(actor) as work:
            is_retired = not self._arrived(work)
            self._set_day(work, actor, day)
            work.record("signed_in", "person", actor.person_id)
            work.announce("people", actor.person_id)
            gone = People(work).gone(self.sign_in_names())
        self._begin_anew(actor, is_retired=is_retired)
        for name in gone:
            self.forget(name)

    def _set_day(self, work: Work, actor: Actor, day: int) -> None:
        """A night's shift goes on: which day it is of is asked of what the person did before."""
        mine = sessions.c.id == actor.session_id
        begun = work.connection.execute(sessions.select().where(mine)).one().signed_in_at
        found = Shifts(work).day_of(actor.person_id, begun - _BEFORE)
        if found != day:
            work.connection.execute(update(sessions).where(mine).values(day=found))

    def forget(self, sign_in_name: str) -> None:
        """Somebody’s account is gone: its name is offered no longer, no kept sign-in goes on."""
        if self._lasting is not None:
            self._lasting.forget(sign_in_name)
        if self._kept is not None and sign_in_name in self.sign_in_names():
            self._kept.set(NAMES_KEPT, [name for name in self.sign_in_names() if name != sign_in_name])

    def _keep_name(self, name: str) -> None:
        if self._kept is None:
            return
        others = [known for known in self.sign_in_names() if known != name]
        self._kept.set(NAMES_KEPT, [name, *others][:_MOST_NAMES])

    def sign_out(self, actor: Actor, reason: str = "signed_out") -> None:
        """End the sign-in, and the connections with it; closing the window without a server ends nothing."""
        if not self._team.is_signed_in:
            return
        here, is_told = self._here, bool(self._team.refused)
        try:
            with self._team.write(actor) as work:
                rows = People(work)
                if work.connection.execute(text("SELECT acting()")).scalar_one() is not None:
                    # Told while the sign-in is alive: afterwards the server takes nothing from it.
                    work.record("signed_out", "person", actor.person_id, reason=reason)
                    work.announce("people", actor.person_id)
                    if here is not None and here.seat != COMMAND_SEAT:
                        give_back_held(work, actor.person_id, here.seat)
                    work.write_announced()
                    rows.end_session(actor.session_id, reason)
            is_told = True  # or it is over already, or a one-time password was not changed
        finally:
            self._team.sign_out()
            self._here = None
            if here is not None and (is_told or reason != CLOSED):
                self._forget(here)

    def unlock(self, actor: Actor, password: str) -> None:
        """Check the password of the person whose window is locked."""
        if not self._team.is_password(password):
            raise UserError("The password is wrong. Try again.", field="password")

    # ---- passwords ---------------------------------------------------------------------------------

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change one's own password; from now on this workstation connects with the new one."""
        self.unlock(actor, old)
        check_password(new)
        if old == new:
            raise UserError("The new password is the old one. Choose another.", field="new_password")
        with self._team.write(actor) as work, _told():
            work.connection.execute(text("SELECT own_password_set(:verifier)"), {"verifier": verifier(new)})
        self._team.password_changed(new)
        with self._team.write(actor) as work:
            work.record("password_changed", "person", actor.person_id)
        if self._unchanged is not None:
            day, self._unchanged = self._unchanged, None
            self._started(actor, day)
        self._keep_sign_in(actor)

    def set_password_by_recovery(self, person_id: UUID, new: str) -> None:
        """Refused: a recovery code opens this computer's files, not the team's server."""
        raise NotAllowed(
            "A recovery code opens files of this computer, and this team's store is on its server. Ask an "
            "admin for a one-time password."
        )

    # ---- how a server keeps people -----------------------------------------------------------------

    @contextmanager
    def _writing(self, actor: Actor) -> Iterator[Work]:
        with self._team.write(actor) as work, _told():
            yield work

    def _proof(self, password: str) -> str:
        return verifier(password)

    def add(self, actor: Actor, command: AddPerson) -> Added:
        """Add a person, with a login of their own."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        self._team.team.names.person(new_person(command).sign_in_name)
        return super().add(actor, command)

    def _keep_new(self, work: Work, person: Person, proof: str, one_time_until: datetime | None) -> None:
        work.connection.execute(
            text("SELECT add_person(:id, :sign_in_name, :display_name, :role, :team, :verifier, :until)"),
            {
                "id": person.id,
                "sign_in_name": person.sign_in_name,
                "display_name": person.display_name,
                "role": person.role.value,
                "team": person.team_id,
                "verifier": proof,
                "until": one_time_until,
            },
        )

    def _keep_one_time(self, work: Work, person_id: UUID, proof: str, until: datetime) -> None:
        work.connection.execute(
            text("SELECT one_time_password_set(:id, :verifier, :until)"),
            {"id": person_id, "verifier": proof, "until": until},
        )

    def _keep_changed(self, work: Work, command: ChangePerson) -> bool:
        done = work.connection.execute(
            text("SELECT change_person(:id, :version, :display_name, :role, :team)"),
            {
                "id": command.person_id,
                "version": command.version,
                "display_name": command.display_name.strip(),
                "role": command.role.value,
                "team": command.team_id,
            },
        )
        return bool(done.scalar_one())

    def _keep_enabled(self, work: Work, person: Person, is_enabled: bool) -> None:
        work.connection.execute(
            text("SELECT person_enabled(:id, :is_enabled)"), {"id": person.id, "is_enabled": is_enabled}
        )


@contextmanager
def _told() -> Iterator[None]:
    """What the functions about people refuse, in the words people know."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state == "CR004":
            raise UserError("This is the only admin. Make someone else an admin first.") from error
        if state == "42710":  # a login of that name
            raise UserError(
                "The server has a login of this name already. Choose another sign-in name.",
                field="sign_in_name",
            ) from error
        if state == "22023":
            raise NotFound("This person is not here any more. Look at the list again.") from error
        raise
