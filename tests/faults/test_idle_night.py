"""A store that comes back older than it was is found out, and an ordinary failover of a night is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, text

from crm_desktop.domain.erasure import PUT_BACK_WHY
from crm_desktop.ids import id_at, new_id
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.server_care import look_after
from crm_desktop.store.tables import audit, changes
from tests.faults.hall import Hall
from tests.faults.standby import followed
from tests.stores import TEAM

pytestmark = [
    pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection"),
    pytest.mark.timeout(0),
]
# The morning after, for whatever the server decides by its clock.
_MORNING = f"""CREATE OR REPLACE FUNCTION {TEAM.schema}.server_now() RETURNS timestamptz LANGUAGE sql STABLE
    SECURITY DEFINER AS $$ SELECT now() + interval '9 hours' $$"""


@dataclass
class Night:
    """The office of a team, whose administrator writes what came about at some time."""

    hall: Hall

    def write(self, *, in_minutes: int) -> None:
        """Something is done and audited."""
        at = datetime.now(UTC) + timedelta(minutes=in_minutes)
        row = {"id": id_at(at), "at": at, "act": "worked", "subject_kind": "thing"}
        with self.hall.office.co.store.write(None) as work:
            work.connection.execute(insert(audit).values(row))
            work.connection.execute(insert(changes).values(at=at, topic="leads"))

    def is_off(self) -> bool:
        """Whether nothing is dialled, and every campaign says why."""
        with self.hall.office.co.store.read() as work:
            since = PutBack(work).since()
            all_stand = all(c.paused_why == PUT_BACK_WHY for c in Campaigns(work).all(include_inactive=False))
        assert (since is not None) == all_stand
        return all_stand

    def look(self, no: int) -> str:
        """A workstation looks at the server; what it keeps from then on."""
        caller = self.hall.callers[no]
        caller.calling.look(caller.who)
        return caller.calling.outbox.witness() or ""


def test_a_failover_in_an_idle_night_goes_on_unless_a_workstation_saw_more(tmp_path: Path) -> None:
    with followed(is_synchronous=False) as pair:
        hall = Hall((pair.leader, pair.standby), tmp_path, 2)
        night, store = Night(hall), hall.office.co.store
        try:
            before = hall.epoch()
            night.write(in_minutes=0)  # the last of the evening
            assert night.look(1)
            pair.restart_standby()  # an update of the night, say
            pair.follow_no_more()
            night.write(in_minutes=60)  # what the standby never gets: somebody is erased at home, say
            seen = night.look(0)
            pair.kill_leader()
            pair.promote()
            with store.write(None) as work:
                work.connection.execute(text(_MORNING))
            assert look_after(store)
            assert hall.epoch() != before
            other = hall.callers[1]
            with other.store.write(other.who) as work:  # what may yet be taken back is no witness
                work.record("made_up", "thing", None)
                told = str(work.connection.execute(select(func.witness())).scalar_one())
            with store.read() as work:
                named = select(audit.c.act).where(audit.c.id == UUID(told.split()[0]))
                assert work.connection.execute(named).scalar_one() != "made_up"
            night.look(1)
            assert not night.is_off()
            for forged in (
                "",
                "x",
                f"{new_id()} {'0' * 64}",
                seen[:-2] + ("00" if seen[-2:] != "00" else "11"),
            ):
                hall.callers[1].calling.outbox.keep_witness(forged)
                night.look(1)
                assert not night.is_off(), forged
            after = hall.epoch()
            night.look(0)
            assert night.is_off()
            assert hall.epoch() != after  # whatever was acknowledged is offered again
            with store.write(None) as work:
                assert PutBack(work).let_go("The list is whole")
            hall.callers[1].calling.outbox.keep_witness(seen)  # of another workstation, late
            night.look(1)
            assert not night.is_off()
        finally:
            hall.close()
