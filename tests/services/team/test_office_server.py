"""*Make this PC the office server*, on a cluster made for the test: real certificates, TLS and dumps."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509

from crm_desktop.clock import SystemClock
from crm_desktop.errors import UserError
from crm_desktop.services.team import (
    certificates,
    office_backup,
    office_keys,
    office_renewal,
    office_restore,
    office_server,
)
from crm_desktop.services.team.office_cluster import (
    AUTHORITY,
    AUTHORITY_KEY,
    CERTIFICATE,
    DATABASE,
    KEY,
    OWNER,
    PLACE_FILE,
    Cluster,
    ask,
    set_up,
)
from crm_desktop.services.team.office_machine import (
    Machine,
    ProgramFailed,
    windows_folders,
)
from crm_desktop.services.team.office_restore import Saved
from crm_desktop.services.team.office_server import (
    OfficeServerService,
    Wish,
    checked_name,
    free_port,
    names_of,
)
from tests.own_cluster import own_cluster

NAME = "shakti-server.local"
PASSWORD = "a made-up long password"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A running cluster in a folder of its own, as an installation leaves it."""
    with own_cluster(tls=True) as own:
        own.make()
        own.start()
        yield Cluster(
            *(own.installed, own.data, own.data, own.folder / "keys", own.port, own.runs_as, own.restart),
            socket=str(own.folder),
        )


@pytest.fixture(scope="module")
def certificate(cluster: Cluster) -> Path:
    """The cluster set up; gives the authority's certificate."""
    return set_up(
        Machine(),
        cluster,
        office="Shakti Finance",
        names=names_of(NAME),
        networks=("samenet",),
        password=PASSWORD,
        now=NOW,
    )


def _connect(cluster: Cluster, **more: object) -> psycopg.Connection:
    told: dict[str, object] = {
        "host": NAME,
        "hostaddr": "127.0.0.1",
        "port": cluster.port,
        "dbname": DATABASE,
        "user": OWNER,
        "password": PASSWORD,
        "sslmode": "verify-full",
        "sslrootcert": str(cluster.keys / AUTHORITY),
    }
    return psycopg.connect(**{**told, **more})  # type: ignore[arg-type]


def test_a_workstation_connects_encrypted_and_knows_the_server_by_its_name(
    cluster: Cluster, certificate: Path
) -> None:
    assert certificate == cluster.keys / AUTHORITY
    for name in names_of(NAME):
        with _connect(cluster, host=name) as connection:
            assert connection.pgconn.ssl_in_use
            row = connection.execute(
                "SELECT rolsuper, rolcreaterole, pg_encoding_to_char(encoding), datctype"
                " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
            ).fetchone()
    assert row == (False, True, "UTF8", "C.UTF-8")


@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"host": "another.local"}, "does not match host name"),
        ({"sslmode": "disable"}, "pg_hba.conf rejects"),
        ({"password": "another one"}, "password authentication failed"),
        ({"sslrootcert": "system"}, "certificate verify failed"),
        ({"user": "postgres"}, "password authentication failed"),
    ],
)
def test_anything_else_is_refused(cluster: Cluster, told: dict[str, object], refusal: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=refusal):
        _connect(cluster, **told)


def test_it_may_be_done_again(cluster: Cluster, certificate: Path) -> None:
    """The same authority and certificate stay, nothing stands twice, a new password counts from now on."""
    before = {
        name: (cluster.config / name).read_bytes() for name in (CERTIFICATE, "pg_hba.conf", "postgresql.conf")
    }
    authority = certificate.read_bytes()
    wish = {"office": "Shakti Finance", "networks": ("samenet",), "now": NOW}
    set_up(Machine(), cluster, names=names_of(NAME), password=f"{PASSWORD} 2", **wish)  # type: ignore[arg-type]
    assert certificate.read_bytes() == authority
    assert {name: (cluster.config / name).read_bytes() for name in before} == before
    _connect(cluster, password=f"{PASSWORD} 2").close()
    set_up(Machine(), cluster, names=(*names_of(NAME), "new.local"), password=PASSWORD, **wish)  # type: ignore[arg-type]
    assert (cluster.config / CERTIFICATE).read_bytes() != before[CERTIFICATE]
    _connect(cluster, host="new.local").close()


def test_a_certificate_is_made_anew_before_it_ends() -> None:
    authority = certificates.make_authority("Shakti", NOW)
    pair = certificates.make_server(authority, [NAME], NOW)
    assert certificates.is_good_for(pair.certificate, authority.certificate, [NAME], NOW)
    late = NOW + certificates.SERVER_FOR - timedelta(days=100)
    assert not certificates.is_good_for(pair.certificate, authority.certificate, [NAME], late)
    other = certificates.make_authority("Shakti", NOW)
    assert not certificates.is_good_for(pair.certificate, other.certificate, [NAME], NOW)
    assert not certificates.is_good_for(b"nothing", authority.certificate, [NAME], NOW)
    said = x509.load_pem_x509_certificate(pair.certificate).extensions
    names = said.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == []  # an address may change any day


@pytest.mark.usefixtures("certificate")
def test_who_could_change_what_root_runs_is_told(tmp_path: Path) -> None:
    assert office_renewal.others_may_change(Path("/usr/bin")) == ""
    if os.geteuid() == 0:  # the folder is another's; else it is one's own, which isn't root's either
        os.chown(tmp_path, pwd.getpwnam("nobody").pw_uid, -1)
    (tmp_path / "crm" / ".venv").mkdir(parents=True)
    assert office_renewal.others_may_change(tmp_path / "crm" / ".venv") == tmp_path.owner()


def test_a_certificate_that_ends_soon_is_renewed_without_a_restart(cluster: Cluster) -> None:
    """Under the same names and by the same authority, so that workstations notice nothing."""
    assert office_renewal.renew(Machine(), cluster, NOW) is None
    authority = certificates.Pair(
        (cluster.keys / AUTHORITY).read_bytes(), (cluster.keys / AUTHORITY_KEY).read_bytes()
    )
    nearly_over = NOW - certificates.SERVER_FOR + timedelta(days=100)
    old = certificates.make_server(authority, names_of(NAME), nearly_over)
    (cluster.config / CERTIFICATE).write_bytes(old.certificate)
    (cluster.config / KEY).write_bytes(old.key)
    ask(Machine(), cluster, "SELECT pg_reload_conf();")
    with _connect(cluster) as before:
        until = office_renewal.renew(Machine(), cluster, NOW)
        assert until is not None
        assert until > NOW + timedelta(days=1800)
        before.execute("SELECT 1")  # nobody was cut off
    for name in names_of(NAME):
        _connect(cluster, host=name).close()
    assert office_renewal.renew(Machine(), cluster, NOW) is None
    (cluster.config / CERTIFICATE).rename(cluster.config / "away")
    with pytest.raises(UserError, match="not an office's server"):
        office_renewal.renew(Machine(), cluster, NOW)
    (cluster.config / "away").rename(cluster.config / CERTIFICATE)


@pytest.mark.usefixtures("certificate")
def test_the_nightly_backup_can_be_put_back_elsewhere(cluster: Cluster) -> None:
    """With the roles and their passwords; of fourteen days, and what is older goes."""
    place = Path(cluster.socket) / "backups"
    place.mkdir()
    if cluster.runs_as:
        uid = pwd.getpwnam(cluster.runs_as)
        os.chown(place, uid.pw_uid, uid.pw_gid)
    for day in range(1, 21):
        for kind in ("dump", "roles.sql"):
            (place / f"crm-2026-01-{day:02}.{kind}").touch()
    with _connect(cluster) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('नमस्ते')")
    script = Path(cluster.socket) / "backup.sh"
    script.write_text(office_backup.script(cluster, place))
    script.chmod(0o755)
    (key, is_new), (_, is_new_again) = (office_keys.keep_sealing(cluster, NOW) for _ in range(2))
    assert (key.stat().st_mode & 0o077, is_new, is_new_again) == (0, True, False)
    assert office_keys.bring_back(Machine(), cluster, script) == []  # no team is there yet
    Machine().run(["sh", str(script)], as_user=cluster.runs_as)
    kept = sorted(path.name for path in place.iterdir())
    today = kept[-1].removesuffix(".roles.sql")
    assert not today.startswith("crm-2026-01")
    assert kept[-2:] == [f"{today}.dump", f"{today}.roles.sql"]
    assert len(kept) == 2 * office_backup.KEPT
    assert (place / f"{today}.dump").stat().st_mode & 0o077 == 0
    assert f"CREATE ROLE {OWNER}" in (place / f"{today}.roles.sql").read_text()
    ask(Machine(), cluster, "CREATE DATABASE put_back ENCODING 'UTF8' TEMPLATE template0;")
    Machine().run(
        [cluster.installed.program("pg_restore"), "-p", str(cluster.port), "-h", cluster.socket,
         "-U", "postgres", "-d", "put_back", str(place / f"{today}.dump")],
        as_user=cluster.runs_as,
    )  # fmt: skip
    done = subprocess.run(
        ["psql", "-h", cluster.socket, "-p", str(cluster.port), "-U", "postgres", "-At", "put_back",
         "-c", "SELECT word FROM kept"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "नमस्ते"


@pytest.mark.usefixtures("certificate")
def test_a_backup_is_put_back_on_a_new_computer_by_one_command(cluster: Cluster, tmp_path: Path) -> None:
    """With the logins and the new password of the owner; never over workspaces, and whole or not at all."""
    with pytest.raises(UserError, match="no backup in"):
        Saved.find(tmp_path)
    with pytest.raises(UserError, match="can't be read"):
        Saved.find(tmp_path / "nowhere")
    ask(
        Machine(),
        cluster,
        "CREATE SCHEMA crm_shakti; CREATE TABLE crm_shakti.kept AS SELECT 7 AS n;",
        DATABASE,
    )
    ask(Machine(), cluster, "CREATE ROLE crm_shakti_pooja LOGIN;")
    away, place = tmp_path / "stick", Path(cluster.socket) / "put back"
    away.mkdir()
    for program, file in (
        ("pg_dump -Fc crm", "crm-2026-11-29.dump"),
        ("pg_dumpall --roles-only", "x.roles.sql"),
    ):
        words = program.split()
        words[:1] = [
            cluster.installed.program(words[0]),
            "-h",
            cluster.socket,
            "-p",
            str(cluster.port),
            "-U",
            "postgres",
        ]
        with (away / file).open("wb") as out:
            subprocess.run(words, stdout=out, check=True)
    (away / "x.roles.sql").rename(away / "crm-2026-11-29.roles.sql")
    (away / "crm-2026-11-30.dump").write_bytes(b"cut short")  # its roles are missing: not a whole backup
    (away / "crm-desktop-office").mkdir()
    for name in office_restore.KEPT_ELSEWHERE[:2]:
        (away / "crm-desktop-office" / name).write_bytes((cluster.keys / name).read_bytes())
    (away / "crm-desktop-office" / PLACE_FILE).write_text(f"{NAME}:5439\n")
    saved = Saved.find(away)
    assert (saved.day, saved.known_as()) == ("2026-11-29", (NAME, 5439))
    with pytest.raises(UserError, match=r"crm_shakti.*Nothing was put back"):
        office_restore.put_back(Machine(), cluster, saved, place, PASSWORD)

    def fresh() -> None:
        ask(
            Machine(),
            cluster,
            "DROP DATABASE IF EXISTS crm WITH (FORCE); DROP ROLE IF EXISTS crm_shakti_pooja;",
        )
        set_up(Machine(), cluster, office="x", names=names_of(NAME), networks=(), password="new", now=NOW)

    fresh()
    whole = saved.dump.read_bytes()
    saved.dump.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ProgramFailed):
        office_restore.put_back(Machine(), cluster, saved, place, "new")
    with _connect(cluster, password="new") as connection:
        assert connection.execute("SELECT to_regclass('crm_shakti.kept')").fetchone() == (None,)
    saved.dump.write_bytes(whole)
    told = office_restore.put_back(Machine(), cluster, saved, place, "new")
    assert "2026-11-29 was put back: crm_shakti" in told[0]
    assert "No file of keys" in told[1]
    assert ask(Machine(), cluster, "SELECT n FROM crm_shakti.kept;", DATABASE).strip() == "7"
    _connect(cluster, user=OWNER, password="new").close()
    assert (place / saved.dump.name).stat().st_mode & 0o077 == 0
    keys = tmp_path / "keys"
    assert saved.bring_keys(keys)
    assert {path.name: path.stat().st_mode & 0o777 for path in keys.iterdir()} == {
        AUTHORITY: 0o644, AUTHORITY_KEY: 0o600, PLACE_FILE: 0o644
    }  # fmt: skip
    assert office_restore.known_as(cluster.keys) == (NAME, cluster.port)
    fresh()
    set_up(
        Machine(),
        cluster,
        office="x",
        names=names_of(NAME),
        networks=("samenet",),
        password=PASSWORD,
        now=NOW,
    )


class Recorded(Machine):
    """Runs nothing; notes what would be run, and gives made-up answers."""

    def __init__(self, answers: dict[str, str], programs: set[str], *, is_administrator: bool = True) -> None:
        self.ran: list[str] = []
        self._answers, self._programs, self._may = answers, programs, is_administrator

    @property
    def is_administrator(self) -> bool:
        return self._may

    def has(self, program: str) -> bool:
        return program in self._programs

    def run(
        self,
        command: Sequence[str],
        *,
        as_user: str = "",
        typed: str = "",
        environment: dict[str, str] | None = None,
    ) -> str:
        line = " ".join(command)
        self.ran.append(line)
        return next((told for begin, told in self._answers.items() if line.startswith(begin)), "")


def test_without_the_administrators_rights_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Recorded({}, set(), is_administrator=False)
    monkeypatch.setattr("sys.argv", ["crm-desktop"])
    with pytest.raises(UserError, match="sudo crm-desktop office-server"):
        OfficeServerService(SystemClock(), machine).make(Wish(name=NAME))
    assert machine.ran == []


def test_where_postgresql_is_missing_it_is_installed_or_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office_server, "find_postgres", lambda: None)
    with pytest.raises(UserError, match="no apt-get"):
        OfficeServerService(SystemClock(), Recorded({}, set())).make(Wish(name=NAME))
    monkeypatch.setattr(office_server, "CREATE_CLUSTER", tmp_path / "createcluster.d")
    machine = Recorded({}, {"apt-get"})
    with pytest.raises(UserError, match="older than 15"):
        OfficeServerService(SystemClock(), machine).make(Wish(name=NAME))
    assert machine.ran[-1] == "apt-get -q -y install postgresql"
    assert list((tmp_path / "createcluster.d").iterdir()) == []  # only for that installation


def test_a_port_that_is_taken_is_left_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(set(), port) != port
    assert (free_port(set(), port), free_port({port}, port) != port) == (port, True)


@pytest.mark.parametrize("name", ["192.168.1.20", "", "-x", "a b", "शक्ति", "x" * 80])
def test_the_server_needs_a_name_and_no_address(name: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_name(name)
    assert refused.value.field == "name"


def test_the_firewall_lets_the_own_networks_in() -> None:
    routes = '[{"dst": "192.168.1.0/24", "dev": "eth0"}, {"dst": "default"}]'
    machine = Recorded({"ufw status": "Status: active\n", "ip ": routes}, {"ufw"})
    OfficeServerService(SystemClock(), machine)._open_firewall(5433)
    assert machine.ran[-1] == "ufw allow from 192.168.1.0/24 to any port 5433 proto tcp"
    machine = Recorded({"nft": "chain input { type filter hook input priority 0; policy drop; }"}, {"nft"})
    service = OfficeServerService(SystemClock(), machine)
    service._open_firewall(5433)
    assert "tcp dport 5433 accept" in service._told[-1]


def test_an_installation_on_windows_is_found_by_its_folder(tmp_path: Path) -> None:
    for version in ("14", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    found = {each.version: each for each in windows_folders(tmp_path)}
    assert set(found) == {14, 17}
    assert found[17].data == tmp_path / "17" / "data"
    assert found[17].service == "postgresql-x64-17"


def test_a_program_that_fails_says_its_last_words() -> None:
    with pytest.raises(ProgramFailed, match=r"ls failed: .*No such file"):
        Machine().run(["ls", "/not-there"])
    with pytest.raises(ProgramFailed):
        Machine().run(["/not-there/at-all"])
