"""The office server's daily backup: by PostgreSQL's own programs, run by the system, ours open or not."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from crm_desktop.domain.erasure import BESIDE
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.services.team.office_cluster import DATABASE, Cluster
from crm_desktop.services.team.office_machine import Machine
from crm_desktop.store.server_care import DUMPS, REWRITTEN

PLACE = Path("/var/backups/crm-desktop")
SCRIPT = Path("/usr/local/sbin/crm-desktop-backup")
UNITS = Path("/etc/systemd/system")
CRON = Path("/etc/cron.d/crm-desktop-backup")
KEPT = 14
_NAME = "crm-desktop-backup"


def script(cluster: Cluster, place: Path) -> str:
    """A shell script that makes one backup, looks whether it can be read, and removes the oldest.

    It saves the database and the roles with their password verifiers; people's data lies in it in the clear.
    Then nothing is left in the server's own files of who was erased since the night before.
    """
    port, socket = str(cluster.port), cluster.socket
    server = f"--port={port}" + (f" --host={shlex.quote(socket)}" if socket else "")
    return f"""#!/bin/sh
# Written by `crm-desktop office-server`. Restoring: see docs/shared-store.md.
set -eu
umask 077
export PATH={shlex.quote(str(cluster.installed.binaries))}:"$PATH"
place={shlex.quote(str(place))}
new="$place/crm-$(date +%Y-%m-%d)"
rm -f "$place"/*.new
pg_dump {server} --format=custom --file="$new.dump.new" {DATABASE}
pg_restore --list "$new.dump.new" > /dev/null
pg_dumpall {server} --roles-only --file="$new.roles.new"
mv "$new.dump.new" "$new.dump"
mv "$new.roles.new" "$new.roles.sql"
for kind in dump roles.sql; do
    ls -1 "$place"/crm-????-??-??."$kind" | sort | head -n -{KEPT} | while read -r old; do rm -f "$old"; done
done
{rewriting(server, DATABASE)}"""


def rewriting(server: str, database: str) -> str:
    """What writes the tables of people anew where somebody was erased since the last time.

    VACUUM alone frees a dead row's place and leaves its bytes there. It also leaves word in the database of
    how long dumps are kept and since when nothing dead is left, for the certificates.
    """
    tables = " ".join(sorted({name.partition(".")[0] for name in PERSONAL} | set(BESIDE)))
    schemas = "SELECT schemaname FROM pg_tables WHERE tablename = 'erasures' AND schemaname ~ '^crm_'"
    since = f"coalesce(nullif(current_setting('{REWRITTEN}', true), ''), '-infinity')::timestamptz"
    due = f"SELECT count(*) FROM $schema.erasures WHERE erased_at > {since}"  # noqa: S608  names of our own
    said = f"ALTER DATABASE {database} SET {{}} = '{{}}'"
    return f"""ask() {{
    psql {server} --dbname={database} --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"
}}
export PGOPTIONS='-c lock_timeout=20s'
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
for schema in $(ask -c "{schemas}"); do
    [ "$(ask -c "{due}")" != 0 ] || continue
    set --
    for table in {tables}; do set -- "$@" -c "VACUUM (FULL, ANALYZE) $schema.$table"; done
    ask "$@"
done
ask -c "{said.format(REWRITTEN, "$now")}" -c "{said.format(DUMPS, KEPT)}"
ask -c CHECKPOINT -c "SELECT pg_switch_wal()" -c CHECKPOINT > /dev/null
"""


def arrange(machine: Machine, cluster: Cluster, place: Path) -> list[str]:
    """A backup every night, and the first one now; gives what there is to say."""
    if sys.platform == "win32":
        return _on_windows(machine, cluster, place)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.chown(place, cluster.runs_as, cluster.runs_as)
    SCRIPT.write_text(script(cluster, place), "utf-8")
    SCRIPT.chmod(0o755)
    machine.run([str(SCRIPT)], as_user=cluster.runs_as)
    told = [f"A first backup lies in {place}; one is made every night and {KEPT} are kept."]
    if Path("/run/systemd/system").is_dir():
        (UNITS / f"{_NAME}.service").write_text(_service(cluster), "utf-8")
        (UNITS / f"{_NAME}.timer").write_text(_TIMER, "utf-8")
        machine.run(["systemctl", "daemon-reload"])
        machine.run(["systemctl", "enable", "--now", f"{_NAME}.timer"])
    elif CRON.parent.is_dir() and machine.has("cron"):
        CRON.write_text(f"15 1 * * * {cluster.runs_as} {SCRIPT}\n", "utf-8")
    else:
        told = [
            f"A first backup lies in {place}. Neither systemd nor cron runs here, so let something run "
            f"{SCRIPT} as {cluster.runs_as} every night."
        ]
    told.append("A backup on the same disk dies with it: copy the folder to another one, encrypted.")
    return told


def _service(cluster: Cluster) -> str:
    return f"""[Unit]
Description=Backup of CRM Desktop's team workspaces
After=postgresql.service

[Service]
Type=oneshot
User={cluster.runs_as}
ExecStart={SCRIPT}
"""


_TIMER = """[Unit]
Description=Backup of CRM Desktop's team workspaces, every night

[Timer]
OnCalendar=*-*-* 01:15:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""


def _on_windows(machine: Machine, cluster: Cluster, place: Path) -> list[str]:
    """By the task planner. Not tried."""
    folder = place if place.drive else cluster.keys / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    batch = cluster.keys / "backup.cmd"
    dump = cluster.installed.program("pg_dump")
    batch.write_text(
        f'@"{dump}" --port={cluster.port} --username=postgres --no-password --format=custom '
        f'--file="{folder}\\crm-%DATE:/=-%.dump" {DATABASE}\r\n',
        "utf-8",
    )
    machine.run(["schtasks", "/Create", "/F", "/SC", "DAILY", "/ST", "01:15", "/RU", "SYSTEM",
                 "/TN", "CRM Desktop backup", "/TR", str(batch)])  # fmt: skip
    return [
        f"Every night at 01:15 a backup is written to {folder}. For that PostgreSQL must know the password "
        "of postgres without asking: put it into pgpass.conf of the SYSTEM account."
    ]
