"""The office server's night without a shell, as Windows' task planner starts it; here on Linux."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert

from crm_desktop.domain.tombstones import Buried, of_phone
from crm_desktop.ids import new_id
from crm_desktop.services.team import office_night
from crm_desktop.services.team.office_backup import KEPT as KEPT_DUMPS
from crm_desktop.services.team.office_cluster import Cluster
from crm_desktop.services.team.office_keys import APART, KEPT
from crm_desktop.services.team.office_machine import Installed, Machine
from crm_desktop.store.errors import PersonKeyGone
from crm_desktop.store.sealer import AUDIT_KEY, kept_key
from crm_desktop.store.tables import erasures, shared_keys
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.tombstones import Tombstones
from tests.calling_office import CallingOffice
from tests.postgres import find_binaries
from tests.services.team.test_office_server import Recorded
from tests.stores import TEAM, TEST_KEY, by_its_own_clock


def test_the_night_without_a_shell_keeps_the_same_apart(team_office: CallingOffice, tmp_path: Path) -> None:
    co, files, now = team_office, SharedFiles(team_office.store), datetime.now(UTC)
    kept, gone = (files.put(io.BytesIO(word), new_id()) for word in (b"kept", b"gone"))
    with co.store.write(None) as work:
        by_its_own_clock(work.driver)
        done = {"id": new_id(), "kind": "person", "state": "erased", "person_id": co.office.admin.person_id}
        times = {"at": work.now, "starts_at": work.now, "erased_at": now}
        work.connection.execute(insert(erasures).values(**done, **times, reason="they asked"))
        Tombstones(work).bury(done["id"], {of_phone("+919800000009"): Buried.PHONE})
        work.connection.execute(insert(shared_keys).values(name=AUDIT_KEY, key=TEST_KEY))
    url = co.store.engine.url
    database, place, binaries = str(url.database), tmp_path / "backups", find_binaries()
    assert binaries is not None
    place.mkdir()
    where = psycopg.conninfo.conninfo_to_dict(url.set(drivername="postgresql").render_as_string())
    cluster = Cluster(Installed(15, binaries), tmp_path, tmp_path, tmp_path / "keys", int(where["port"] or 0),
                      "", lambda: None, str(where["host"]))  # fmt: skip
    assert [office_night.keep_sealing(cluster.keys) for _ in range(2)] == [True, False]
    private = (cluster.keys / office_night.SEALING_KEY).read_text()

    def night(days: int) -> office_night.Night:
        return office_night.Night(Machine(), cluster, place, now + timedelta(days=days))

    for day in range(1, 21):
        (place / f"crm-2026-01-{day:02}.dump").touch()
    night(0).run(database)
    files.erase(gone.person_key_id)
    night(1).run(database)
    night(1).erasures(database)
    dump = max(place.glob("*.dump"))
    assert len(list(place.glob("*.dump"))) == KEPT_DUMPS
    listed = subprocess.run(
        [binaries / "pg_restore", "--list", dump], capture_output=True, text=True, check=True
    ).stdout
    assert " TABLE DATA crm_" in listed
    assert not [table for table in APART if f" {table} " in "".join(re.findall(r" TABLE DATA .*", listed))]
    assert "CREATE ROLE" in max(place.glob("*.roles.sql")).read_text()
    assert (place / f"{TEAM.schema}.erasures").read_text().startswith("# until 20")
    found = sorted(place.glob("*.crmkeys"))
    assert len(found) == 2
    assert TEST_KEY.hex().encode() not in found[0].read_bytes()
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(), autocommit=True) as server:
        said = "SELECT current_setting('crm.keys_kept_days'), current_setting('crm.rewritten_at')"
        (days, rewritten) = server.execute(said).fetchone() or ("", "")
        assert (days, rewritten[:10]) == (str(KEPT), f"{now + timedelta(days=1):%Y-%m-%d}")
        for table in APART:
            server.execute(f"DELETE FROM {TEAM.schema}.{table}".encode())
        told = night(1).bring_keys(office_night.SEALING, database)
        assert [line.partition(" can't")[0] for line in told[:2]] == [str(file) for file in reversed(found)]
        assert night(1).bring_keys(private, database) == []
    assert files.open(kept).read() == b"kept"
    with pytest.raises(PersonKeyGone):
        files.open(gone)
    with co.store.read() as work:
        assert Tombstones(work).standing([of_phone("+919800000009")])
        assert kept_key(work) == TEST_KEY
    night(8).run(database)
    assert [file.name[-18:-8] for file in sorted(place.glob("*.crmkeys"))] == [
        f"{(now + timedelta(days=day)).astimezone():%Y-%m-%d}" for day in (1, 8)
    ]
    machine = Recorded({}, set())
    told = office_night.arrange(machine, cluster, place, database)
    assert "pgpass.conf" in told[0]
    assert machine.ran[0].endswith("/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F")
    (backup, listing) = machine.ran[-2:]
    assert re.search(r"/SC DAILY /ST 01:15 /RU SYSTEM .* office-server --night --backups ", backup)
    assert re.search(r"/SC MINUTE /MO 10 /RU SYSTEM .* office-server --erasures --backups ", listing)
