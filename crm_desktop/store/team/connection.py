"""The store of a team as one workstation has it: nothing before somebody signed in, then as that person."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crm_desktop.clock import Clock, ServerClock
from crm_desktop.domain.people import Actor, Role
from crm_desktop.domain.second_factor import CodeNeeded, TooManyCodes, WrongCode
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.store import migrate
from crm_desktop.store.engine import engine_of
from crm_desktop.store.errors import ServerUnreachable, translated
from crm_desktop.store.server_care import MARK, keep_mark
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.team.copy import CopyBehind, ServerCopy, committed_until, copy_place
from crm_desktop.store.team.refusals import NoServer, WrongPassword
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.team.team_file import TeamFile
from crm_desktop.store.team.versions import COMMAND_VERSION, SETTING
from crm_desktop.store.together import begin_and_ask, begins_itself
from crm_desktop.store.unit_of_work import Store, Work

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
_DISABLED, _LOCKED, _RUN_OUT, _OTHER_VERSION, _OVER = "CR001", "CR002", "CR003", "CR005", "CR006"
_RETIRED = "CR011"
_CODES: dict[str, Callable[[], UserError]] = {"CR007": CodeNeeded, "CR008": WrongCode, "CR009": TooManyCodes}

PASSWORD_CHANGED = "The server no longer takes this password. Type the new one to go on."
SIGN_IN_OVER = "This sign-in has ended on the server. Type your password to go on."


class NotSignedIn(UserError):
    """The store of a team shows nothing to nobody."""

    def __init__(self) -> None:
        super().__init__("Nobody is signed in to the team's server. Sign in, then try again.")


class SignInAgain(ServerUnreachable):
    """The server is there, and takes nothing more from this sign-in before the password was typed again.

    `why`: `PASSWORD_CHANGED` or `SIGN_IN_OVER`.
    """

    def __init__(self, why: str) -> None:
        StoreProblem.__init__(self, why, field="password")


class CantGoOn(StoreProblem):
    """The sign-in is a day old, or was ended by its person: there is nothing to go on with."""

    def __init__(self) -> None:
        super().__init__(
            "This sign-in ended on the server and can't go on. Sign in anew: what is kept on this computer "
            "goes out then."
        )


class SeatRetired(CantGoOn):
    """An admin said that this workstation doesn't come back."""

    def __init__(self) -> None:
        StoreProblem.__init__(
            self,
            "An admin retired this workstation, and its sign-ins have ended. Sign in anew: what it kept is "
            "cleared first, also what was never sent.",
        )


class ServerOlder(StoreProblem):
    """The server's schema is older than what this program works with."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            "The team's server has an older version (data version {revision}) than this program. Ask an "
            "admin to bring it up to date: crm-desktop upgrade-server.",
            revision=revision,
        )


class ServerNewer(StoreProblem):
    """The server no longer takes what this program sends."""

    def __init__(self) -> None:
        super().__init__(
            "The team's server works with a newer version of CRM Desktop. Update the program on this "
            "computer, then sign in again."
        )


@dataclass(frozen=True, slots=True)
class Granted:
    """A sign-in as the server gave it; `mac_key` signs acts that go out after it ended."""

    actor: Actor
    must_change: bool
    mac_key: bytes
    ahead: timedelta  # the server's clock of this computer's


@dataclass(slots=True)
class _SignedIn:
    """Who this workstation is connected as.

    `refused`: why the server takes nothing before the password is typed again. `is_kept`: it is a sign-in of
    before that goes on here, and the server hasn't heard of that yet.
    """

    name: str
    password: str
    session_id: UUID
    seat: str
    day: int
    token: str = ""
    mac_key: bytes = b""
    role: Role | None = None
    refused: str = ""
    is_kept: bool = False
    is_let_in: bool = False

    def __repr__(self) -> str:
        return "_SignedIn()"


class TeamStore(Store):
    """Connects as whoever signed in, two connections at most, and shows the sign-in's token each time."""

    def __init__(self, team: TeamFile, certificate: Path, clock: Clock) -> None:
        self.team = team
        self.server_clock = ServerClock(clock)
        self._computer = clock
        self._certificate = certificate
        self._who: _SignedIn | None = None
        self._copy: tuple[str, ServerCopy] | None = None
        super().__init__(engine_of(self._connect), self.server_clock, self._enter)
        begins_itself(self.engine)

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is."""
        return self._who is not None

    @property
    def computer(self) -> Clock:
        """The computer's own clock, which nothing was measured for."""
        return self._computer

    @property
    def role(self) -> Role | None:
        """The role of whoever is signed in, None without anybody."""
        return None if self._who is None else self._who.role

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of one's own as the person signed in, outside the pool; without the token."""
        return self._connect()

    @property
    def token(self) -> str:
        """The secret of the sign-in; `NotSignedIn`."""
        if self._who is None:
            raise NotSignedIn
        return self._who.token

    @property
    def mac_key(self) -> bytes:
        """What signs acts kept here, from the sign-in; empty without one."""
        return b"" if self._who is None else self._who.mac_key

    @property
    def password(self) -> str:
        """The password of whoever is signed in, for what is made to be opened by it; `NotSignedIn`."""
        if self._who is None:
            raise NotSignedIn
        return self._who.password

    def _connect(self) -> psycopg.Connection[Any]:
        return self._connect_to(self.team.server)

    def _connect_to(self, place: ServerPlace) -> psycopg.Connection[Any]:
        who = self._who
        if who is None:
            raise NotSignedIn
        if who.refused:  # not asked again and again: the server would count it, and lock the person out
            raise SignInAgain(who.refused)
        if who.is_kept:
            raise NoServer(place.shown)  # `go_on` tells it first who is here
        try:
            return self._connected(who.name, who.password, place)
        except WrongPassword as error:
            if not who.is_let_in:
                raise
            who.refused = PASSWORD_CHANGED
            raise SignInAgain(PASSWORD_CHANGED) from error

    def _connected(
        self, name: str, password: str, place: ServerPlace | None = None
    ) -> psycopg.Connection[Any]:
        return (place or self.team.server).connect(
            self.team.names.person(name),
            password,
            self._certificate,
            schema=self.team.names.schema + ",public",
            as_person=True,
        )

    def _enter(self, connection: Connection, actor: Actor | None) -> None:
        keep_mark(connection, show(connection, self.token))

    # ---- a copy for reports ------------------------------------------------------------------------

    def look(self, actor: Actor, ask: Callable[[Work], T]) -> T:
        """Ask the server's copy where there is one that has everything, else the server."""
        with self.read(actor) as work:
            typed = str(SettingRows(work).of_workspace("reports_server") or "")
            if not typed:
                return ask(work)
            committed = committed_until(work)
        found = self.copy_at(typed).try_look(actor, ask, committed)
        return super().look(actor, ask) if found is None else found[0]

    def check_copy(self, actor: Actor, typed: str) -> None:
        """UserError or StoreProblem when reports can't be asked there."""
        with self.read(actor) as work:
            own, committed = workspace_info(work).id, committed_until(work)
        other = self.copy_at(typed).look(actor, lambda work: workspace_info(work).id, committed)
        if other != own:
            raise CopyBehind(typed, "it is another workspace's")

    def copy_at(self, typed: str) -> ServerCopy:
        """The copy at an address, connected to at its first use."""
        kept = self._copy
        if kept is None or kept[0] != typed:
            if kept is not None:
                kept[1].close()
            place = copy_place(self.team.server, typed)
            kept = self._copy = typed, ServerCopy(place, self._connect_to, self.server_clock, self._enter)
        return kept[1]

    def close(self) -> None:
        """Close every connection."""
        self._let_copy_go()
        super().close()

    def _let_copy_go(self) -> None:
        if self._copy is not None:
            self._copy[1].close()
            self._copy = None

    # ---- signing in and out ------------------------------------------------------------------------

    def sign_in(
        self, name: str, password: str, session_id: UUID, seat: str, day: int, code: str = ""
    ) -> Granted:
        """Connect as a person and begin a sign-in; one sentence why not, and then as before.

        A person who was signed in here before is let go, without being signed out.
        """
        before, self._who = self._who, _SignedIn(name, password, session_id, seat, day)
        self._let_copy_go()
        try:
            self.engine.dispose()
            with self.engine.connect() as connection, connection.begin():
                check_version(connection)
                show(connection, "")
                sent = self._computer.now()
                row = connection.exec_driver_sql(
                    "SELECT * FROM sign_in(%s, %s, %s, %s)", (session_id, seat, day, code)
                ).one()
                answered = self._computer.now()
                self._keep_address(connection)
        except BaseException as error:
            self._who = before
            self.engine.dispose()
            told = _told(error)
            if told is None:
                raise
            raise told from error
        return self._granted(self._who, row, sent, answered)

    def _granted(self, who: _SignedIn, row: Any, sent: datetime, answered: datetime) -> Granted:
        role = Role(row.role)
        granted = replace(
            who, token=row.token, role=role, mac_key=bytes(row.mac_key), refused="", is_kept=False,
            is_let_in=True,
        )  # fmt: skip
        self._who = granted
        ahead = self.server_clock.measured(sent, row.server_now, answered)
        actor = Actor(row.person_id, who.session_id, row.display_name, role, row.team_id)
        return Granted(actor, row.must_change, granted.mac_key, ahead)

    def resume(self, name: str, password: str, session_id: UUID, seat: str, day: int, mac_key: bytes) -> None:
        """Go on with an earlier sign-in of this workstation while the server can't be asked: nothing is read
        or written there before `go_on`, and acts kept meanwhile are signed with `mac_key`."""
        self.engine.dispose()
        self._who = _SignedIn(
            name, password, session_id, seat, day, mac_key=mac_key, is_kept=True, is_let_in=True
        )

    @property
    def is_kept(self) -> bool:
        """Whether the server hasn't heard yet that its sign-in goes on here."""
        return self._who is not None and self._who.is_kept

    @property
    def refused(self) -> str:
        """Why the password must be typed again; empty while it needn't."""
        return "" if self._who is None else self._who.refused

    def ended(self) -> None:
        """The server doesn't know the sign-in any more: a day is over, or it began elsewhere."""
        if self._who is not None and not self._who.is_kept:
            self._who.refused = self._who.refused or SIGN_IN_OVER

    def go_on(self, password: str | None = None) -> Granted:
        """Go on with the sign-in under a new token; `password` where another must be shown from now on.

        Leaves all as it is when the server is away or says no; `WrongPassword` for a password given here,
        `SignInAgain` for the one at hand, `CantGoOn`.
        """
        import psycopg

        who = self._who
        if who is None:
            raise NotSignedIn
        try:
            connection = self._connected(who.name, who.password if password is None else password)
        except WrongPassword as error:
            if password is not None:
                raise
            who.refused = PASSWORD_CHANGED
            raise SignInAgain(PASSWORD_CHANGED) from error
        try:
            with connection, connection.cursor(row_factory=psycopg.rows.namedtuple_row) as cursor:
                found = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
                _check_revision(str(found and found[0]))
                cursor.execute(f"SELECT set_config('{SETTING}', '{COMMAND_VERSION}', true)")
                sent = self._computer.now()
                proof = hmac.digest(who.mac_key, str(who.session_id).encode(), "sha256").hex()
                row = cursor.execute(
                    "SELECT * FROM sign_in(%s, %s, %s, %s)", (who.session_id, who.seat, who.day, proof)
                ).fetchone()
                answered = self._computer.now()
        except psycopg.Error as error:
            told = _of_state(error) or translated(error)
            if told is None:
                raise
            raise told from error
        finally:
            connection.close()
        if self._who is None or self._who.session_id != who.session_id:
            raise NotSignedIn  # signed out meanwhile
        used = replace(who, password=who.password if password is None else password)
        granted = self._granted(used, row, sent, answered)
        self.engine.dispose()
        return granted

    def _keep_address(self, connection: Connection) -> None:
        """Remember in the folder where the server is, for a day on which its name isn't known."""
        driver: Any = connection.connection.driver_connection
        reached = self.team.server.reached_at(driver)
        if reached != self.team.server:
            self.team = replace(self.team, server=reached)
            with suppress(OSError):  # a folder that can't be written to is told by what needs it
                self.team.write(self._certificate.parent)

    def move_to(self, place: ServerPlace) -> TeamFile:
        """The server is there from now on: keep that in the folder, and connect there."""
        self.team = replace(self.team, server=place)
        self.team.write(self._certificate.parent)
        self._let_copy_go()
        self.engine.dispose()
        return self.team

    def sign_out(self) -> None:
        """Forget who was signed in."""
        self._who = None
        self._let_copy_go()
        self.engine.dispose()

    def is_password(self, password: str) -> bool:
        """Whether this is the password of the person signed in; asks the server where it differs."""
        who = self._who
        if who is None:
            raise NotSignedIn
        if secrets.compare_digest(who.password.encode(), password.encode()):
            return True
        try:  # it may have been changed elsewhere meanwhile
            connection = self._connected(who.name, password)
        except (WrongPassword, ServerUnreachable):
            return False
        asked = bool(connection.pgconn.used_password)
        connection.close()
        if asked:
            who.password = password
            who.refused = "" if who.refused == PASSWORD_CHANGED else who.refused
        return asked

    def password_changed(self, password: str) -> None:
        """Connect with this one from now on."""
        if self._who is not None:
            self._who.password, self._who.refused = password, ""


def show(connection: Connection, token: str) -> str:
    """Show the sign-in's token, and which commands come, for the rest of a transaction; gives the server's
    mark."""
    driver = connection.connection.dbapi_connection
    if token and not token.isalnum():
        raise NotSignedIn  # the server's tokens are letters and digits
    question = (
        f"SELECT {MARK}, set_config('crm.token', '{token}', true), "
        f"set_config('{SETTING}', '{COMMAND_VERSION}', true)"
    )
    try:
        said = begin_and_ask(driver, question).fetchone()
    except Exception as error:
        told = translated(error)
        if told is None:
            raise
        raise told from error
    return str(said[0])


def check_version(connection: Connection) -> None:
    """Refuse a server whose schema is older than this program's; a newer one says itself what it takes."""
    _check_revision(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _check_revision(revision: str) -> None:
    if revision != migrate.head() and revision in migrate.known_revisions():
        raise ServerOlder(str(revision))


def _told(error: BaseException) -> UserError | None:
    return _of_state(error.orig) if isinstance(error, DBAPIError) else None


def _of_state(error: BaseException | None) -> UserError | None:
    """What the server's refusal of a sign-in means."""
    state = getattr(error, "sqlstate", None)
    if state == _DISABLED:
        return UserError("This person can no longer sign in. Ask an admin.", field="name")
    if state == _LOCKED:
        return UserError(
            "Too many wrong passwords. Wait a quarter of an hour, then try again, or ask your team lead "
            "for a one-time password.",
            field="password",
        )
    if state == _RUN_OUT:
        return UserError(
            "The one-time password has run out. Ask your team lead for a new one.", field="password"
        )
    if state == _OTHER_VERSION:
        return ServerNewer()
    if state in _CODES:
        return _CODES[state]()
    if state == _OVER:
        return CantGoOn()
    if state == _RETIRED:
        return SeatRetired()
    if state in ("42P01", "42883", "42501", "3F000"):  # no such table, function, right or schema
        return StoreProblem(
            "The team's workspace is no longer on this server, or this sign-in has no part in it. Ask an "
            "admin."
        )
    return None
