"""Callers of a team at their seats, a stretch of network before each of its servers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crm_desktop.clock import SystemClock
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.team.server import ServerPlace
from tests.faults.ordeal import Books, Caller, Ordeal
from tests.faults.proxy import Proxy
from tests.faults.seats import TeamOffice, make_team_office
from tests.own_cluster import OwnCluster


class Hall:
    """Two callers with real logins and a team lead; the first of the servers is the one that works."""

    def __init__(
        self,
        servers: Sequence[OwnCluster],
        folder: Path,
        leads: int,
        database: str = "postgres",
        authority: bytes = b"",
        through: ServerPlace | None = None,
        further: int = 0,
    ) -> None:
        """With an `authority` people come in over TLS alone, to servers that are called localhost.

        `further`: so many callers beside the two.
        """
        if authority:
            (folder / "server-root.pem").write_bytes(authority)
        host = "localhost" if authority else "127.0.0.1"
        self.proxies = [Proxy("127.0.0.1", one.port) for one in servers]
        through = through or ServerPlace(
            tuple((host, proxy.port) for proxy in self.proxies), database, bool(authority), authority.decode()
        )
        around = ServerPlace(tuple((str(one.folder), one.port) for one in servers), database, False)
        self.office: TeamOffice = make_team_office(through, around, leads, further)
        with self.office.co.store.read() as work:
            info = workspace_info(work)
        self.books = Books(info=info)
        self.callers = []
        for name in ("asha", "imran", *(f"p{n}" for n in range(further))):
            store, who = self.office.seat(name, folder)
            self.callers.append(Caller(who, store, folder, store.clock, self.books))
        for caller in self.callers:  # as the program does when its window has opened
            caller.calling.look(caller.who, self.office.co.campaign.id)
        store, self.lead = self.office.seat("joseph", folder)
        self.desk = Caller(self.lead, store, folder, store.clock, Books(info=info))

    def epoch(self) -> object:
        """The store's epoch, as the server has it."""
        with self.office.co.store.read() as work:
            return workspace_info(work).epoch

    def ordeal(self, seed: int, caller: Caller | None = None) -> Ordeal:
        """The network fails as the seed says; of all callers, or of one who works beside the others."""
        callers = self.callers if caller is None else [caller]
        ordeal = Ordeal(self.office.co, callers, self.proxies[0], SystemClock(), seed)
        # What a caller may no longer write, since the lead is out of sight, a team lead's program does.
        ordeal.settled = lambda: self.desk.calling.look(self.lead)
        return ordeal

    def close(self) -> None:
        """Everybody goes."""
        for caller in (*self.callers, self.desk):
            caller.seat.close()
            caller.store.close()
        self.office.co.store.close()
        for proxy in self.proxies:
            proxy.stop()
