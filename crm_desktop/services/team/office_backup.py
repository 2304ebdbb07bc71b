"""The office server's daily backup: by PostgreSQL's own programs, run by the system, ours open or not."""

from __future__ import annotations

import shlex
import shutil
from datetime import datetime
from pathlib import Path

from crm_desktop.domain.erasure import BESIDE
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.services.team import office_keys
from crm_desktop.services.team.office_cluster import DATABASE, Cluster
from crm_desktop.services.team.office_machine import Machine
from crm_desktop.store.put_back import REACHES
from crm_desktop.store.server_care import DUMPS, REWRITTEN

PLACE = Path("/var/backups/crm-desktop")
SCRIPT = Path("/usr/local/sbin/crm-desktop-backup")
UNITS = Path("/etc/systemd/system")
CRON = Path("/etc/cron.d/crm-desktop-backup")
KEPT = 14
_NAME, _LIST = "crm-desktop-backup", "crm-desktop-erasures"


#: Tables that are written anew after an erasure, and whether there was one since the last time.
REWRITES = tuple(sorted({name.partition(".")[0] for name in PERSONAL} | set(BESIDE) | {"person_keys"}))
_SINCE = f"coalesce(nullif(current_setting('{REWRITTEN}', true), ''), '-infinity')::timestamptz"
DUE = f"SELECT count(*) FROM $schema.erasures WHERE erased_at > {_SINCE}"  # noqa: S608  names of our own
SCHEMAS = "SELECT schemaname FROM pg_tables WHERE tablename = 'erasure_lines' AND schemaname ~ '^crm_'"


def script(cluster: Cluster, place: Path) -> str:
    """A shell script that makes one backup, looks whether it can be read, and removes the oldest.

    It saves the database and the roles with their password verifiers; people's data lies in it in the clear,
    but for keys, which lie sealed in files of their own. `--keys` brings those back; it is typed the
    private key.
    Then nothing is left in the server's own files of who was erased since the night before.
    """
    port, socket = str(cluster.port), cluster.socket
    server = f"--port={port}" + (f" --host={shlex.quote(socket)}" if socket else "")
    return f"""#!/bin/sh
# Written by `crm-desktop office-server`. Restoring: see docs/shared-store.md.
set -eu
umask 077
export PATH={shlex.quote(str(cluster.installed.binaries))}:"$PATH"
{asking(server, DATABASE)}
{office_keys.apart(place, cluster.keys / office_keys.SEALING, DATABASE, KEPT)}
exec 9< "$0"
flock 9  # one at a time
if [ "${{1:-}}" = --keys ]; then bring_keys; exit 0; fi
# Every ten minutes: the list of erasures alone.
{listing(place, DATABASE)}
[ "${{1:-}}" != --erasures ] || exit 0
new="$place/crm-$(date +%Y-%m-%d)"
rm -f "$place"/*.new
pg_dump {server} $(apart) --format=custom --file="$new.dump.new" {DATABASE}
pg_restore --list "$new.dump.new" > /dev/null
pg_dumpall {server} --roles-only --file="$new.roles.new"
mv "$new.dump.new" "$new.dump"
mv "$new.roles.new" "$new.roles.sql"
for kind in dump roles.sql; do
    ls -1 "$place"/crm-????-??-??."$kind" | sort | head -n -{KEPT} | while read -r old; do rm -f "$old"; done
done
keep_keys
{rewriting(server, DATABASE)}"""


def asking(server: str, database: str) -> str:
    """What the script asks the database with, and where the teams' workspaces are."""
    return f"""ask() {{
    psql {server} --dbname={database} --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"
}}
schemas() {{
    ask -c "{SCHEMAS}"
}}
"""


def listing(place: Path, database: str) -> str:
    """What keeps the list of erasures beside the dumps, and brings back what a restored database lacks of it.

    The list says until when it reaches; once the database was put back it isn't moved on, and the database
    told: an admin's program lets dialling go on by that. Its lines are sealed, which this can't open.
    """
    return f"""place={shlex.quote(str(place))}
for schema in $(schemas); do
    file="$place/$schema.erasures"
    ask -c "SELECT $schema.notice_server()" > /dev/null
    off=$(ask -c "SELECT put_back_at IS NOT NULL FROM $schema.workspace")
    [ -f "$file" ] || : > "$file"
    reaches=$(sed -n 's/^# until \\([0-9TZ:-]*\\)$/\\1/p' "$file")
    sed '/^#/d' "$file" > "$file.new"
    set -- -c "CREATE TEMP TABLE brought (line text)" -c "\\copy brought FROM '$file.new'"
    set -- "$@" -c "INSERT INTO $schema.erasure_lines (digest, line, at)
        SELECT DISTINCT sha256(convert_to(line, 'UTF8')), line, now() FROM brought ON CONFLICT DO NOTHING"
    ask "$@" -c "\\copy (SELECT line FROM $schema.erasure_lines ORDER BY at, digest) TO '$file.lines'"
    if [ "$off" = f ]; then
        reaches=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    elif [ -n "$reaches" ]; then
        ask -c "ALTER DATABASE {database} SET {REACHES} = '$reaches'"
    fi
    {{ [ -z "$reaches" ] || echo "# until $reaches"; cat "$file.lines"; }} > "$file.new"
    mv "$file.new" "$file"
    rm "$file.lines"
done
"""  # noqa: S608  names of our own


def rewriting(server: str, database: str) -> str:
    """What writes the tables of people anew where somebody was erased since the last time.

    VACUUM alone frees a dead row's place and leaves its bytes there. It also leaves word in the database of
    how long dumps are kept and since when nothing dead is left, for the certificates.
    """
    tables, due = " ".join(REWRITES), DUE
    said = f"ALTER DATABASE {database} SET {{}} = '{{}}'"
    return f"""export PGOPTIONS='-c lock_timeout=20s'
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
for schema in $(schemas); do
    [ "$(ask -c "{due}")" != 0 ] || continue
    set --
    for table in {tables}; do set -- "$@" -c "VACUUM (FULL, ANALYZE) $schema.$table"; done
    ask "$@"
done
ask -c "{said.format(REWRITTEN, "$now")}" -c "{said.format(DUMPS, KEPT)}"
ask -c CHECKPOINT -c "SELECT pg_switch_wal()" -c CHECKPOINT > /dev/null
"""


def arrange(machine: Machine, cluster: Cluster, place: Path, now: datetime) -> list[str]:
    """A backup every night, and the first one now; gives what there is to say."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.chown(place, cluster.runs_as, cluster.runs_as)
    SCRIPT.write_text(script(cluster, place), "utf-8")
    SCRIPT.chmod(0o755)
    key, is_new = office_keys.keep_sealing(cluster, now)
    brought = office_keys.bring_back(machine, cluster, SCRIPT)  # before the rotation of what there is
    machine.run([str(SCRIPT)], as_user=cluster.runs_as)
    told = [f"A backup of now lies in {place}; one is made every night and {KEPT} are kept."]
    if Path("/run/systemd/system").is_dir():
        (UNITS / f"{_NAME}.service").write_text(_service(cluster), "utf-8")
        (UNITS / f"{_NAME}.timer").write_text(_TIMER, "utf-8")
        machine.run(["systemctl", "daemon-reload"])
        machine.run(["systemctl", "enable", "--now", f"{_NAME}.timer"])
        (UNITS / f"{_LIST}.service").write_text(_service(cluster, " --erasures"), "utf-8")
        (UNITS / f"{_LIST}.timer").write_text(_OFTEN, "utf-8")
        machine.run(["systemctl", "daemon-reload"])
        machine.run(["systemctl", "enable", "--now", f"{_LIST}.timer"])
    elif CRON.parent.is_dir() and machine.has("cron"):
        lines = (
            f"15 1 * * * {cluster.runs_as} {SCRIPT}",
            f"*/10 * * * * {cluster.runs_as} {SCRIPT} --erasures",
        )
        CRON.write_text("\n".join(lines) + "\n", "utf-8")
    else:
        told = [
            f"A first backup lies in {place}. Neither systemd nor cron runs here, so let something run "
            f"{SCRIPT} as {cluster.runs_as} every night, and {SCRIPT} --erasures every ten minutes."
        ]
    told.append("A backup on the same disk dies with it: copy the folder to another one, encrypted.")
    if is_new:
        told.append(
            f"Copy the folder {key.parent} once to where the backups are not, a memory stick in a locked "
            "drawer: only with it a new computer is the same server to everybody, and only its crm-keys.key "
            f"opens the keys of documents, which lie in no dump but sealed beside it for {office_keys.KEPT} "
            "days."
        )
    told += brought
    return told


def _service(cluster: Cluster, words: str = "") -> str:
    return f"""[Unit]
Description=Backup of CRM Desktop's team workspaces
After=postgresql.service

[Service]
Type=oneshot
User={cluster.runs_as}
ExecStart={SCRIPT}{words}
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

_OFTEN = """[Unit]
Description=The list of erasures of CRM Desktop's team workspaces, beside their backups

[Timer]
OnCalendar=*:0/10

[Install]
WantedBy=timers.target
"""
