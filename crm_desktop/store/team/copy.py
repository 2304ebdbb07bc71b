"""Reports from a copy of the server: a standby that follows it, used while it has all that was committed.

Long reports then take nothing from who claims leads. A copy that is away, behind, or in the middle of
something is no trouble: the server itself is asked instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError

from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.log import get_logger
from crm_desktop.store.engine import engine_of
from crm_desktop.store.team.server import PORT, ServerPlace, is_loopback
from crm_desktop.store.unit_of_work import Entering, Store, Work

if TYPE_CHECKING:
    from crm_desktop.clock import Clock

log = get_logger(__name__)

CATCH_UP_S = 1.5  # a healthy copy is behind by milliseconds
REST_S = 60.0  # a copy that failed is left alone for so long
_STEP_S = 0.05

T = TypeVar("T")


class CopyBehind(StoreProblem):
    """The copy doesn't have everything yet, or is no copy."""

    def __init__(self, server: str, why: str) -> None:
        super().__init__(
            "The copy {server} can't be used for reports: {why}.",
            field="reports_server",
            server=server,
            why=why,
        )


def copy_place(server: ServerPlace, typed: str) -> ServerPlace:
    """Where the copy typed as `host` or `host:port` is; database and certificate are the server's."""
    host, colon, port = typed.strip().rpartition(":")
    if not colon:
        host, port = port, str(server.hosts[0][1] or PORT)
    if not host or not port.isdigit() or not 0 < int(port) < 65536 or any(mark in host for mark in " ,/@"):
        raise UserError(
            "“{typed}” is not a server. Write its name, or name:port, like standby.local:5432.",
            field="reports_server",
            typed=typed,
        )
    if not server.is_encrypted and not is_loopback(host):
        raise UserError(
            "The team's server is spoken to in plain text on this computer, so {host} can't be its copy: "
            "what goes there would be open. Give the server a certificate first.",
            field="reports_server",
            host=host,
        )
    return replace(server, hosts=((host, int(port)),), addresses=())


class ServerCopy:
    """One copy, connected to as whoever is signed in."""

    def __init__(
        self, place: ServerPlace, connect: Callable[[ServerPlace], Any], clock: Clock, entering: Entering
    ) -> None:
        self.place = place
        self._store = Store(engine_of(lambda: connect(place)), clock, entering)
        self._rests_until = 0.0

    def look(self, actor: Actor, ask: Callable[[Work], T], committed: str) -> T:
        """Ask the copy, once it has what was `committed` (a place in the server's log); CopyBehind."""
        with self._store.read(actor) as work:
            self._wait_for(work, committed)
            return ask(work)

    def try_look(self, actor: Actor, ask: Callable[[Work], T], committed: str) -> tuple[T] | None:
        """As `look`, but None when the server must be asked instead."""
        if time.monotonic() < self._rests_until:
            return None
        try:
            return (self.look(actor, ask, committed),)
        except (StoreProblem, DBAPIError) as error:
            # Also a standby that cancels what stands in the way of following its server.
            log.info("a report is asked of the server itself", why=type(error).__name__)
        except UserError as error:
            if error.field not in ("password", "name"):
                raise  # the question itself is wrong
            log.info("the copy does not know the password yet")
        self._rests_until = time.monotonic() + REST_S
        return None

    def close(self) -> None:
        """Let its connections go."""
        self._store.close()

    def _wait_for(self, work: Work, committed: str) -> None:
        query = (
            "SELECT pg_is_in_recovery() AS follows, pg_last_wal_replay_lsn() >= %s::pg_lsn AS has_all, "
            "acting() IS NOT NULL AS knows"
        )
        deadline = time.monotonic() + CATCH_UP_S
        while True:
            row = work.connection.exec_driver_sql(query, (committed,)).one()
            if not row.follows:
                raise CopyBehind(self.place.shown, "it follows no server")
            if row.has_all and row.knows:
                return
            if time.monotonic() > deadline:
                raise CopyBehind(self.place.shown, "it is behind the server")
            time.sleep(_STEP_S)


def committed_until(work: Work) -> str:
    """How far the server's log is written: everything committed before lies before it."""
    return str(work.connection.exec_driver_sql("SELECT pg_current_wal_flush_lsn()::text").scalar_one())
