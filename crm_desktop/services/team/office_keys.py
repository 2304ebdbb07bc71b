"""Files of keys beside an office server's dumps: what is in no dump, so that a destroyed key is gone soon.

Keys of people's documents, of what is sealed after an erasure, and of the tombstones; the audit's too, since
it opens the list of erasures in the dump, in which the tombstones' key stands. The files are sealed to a
certificate whose private key only the system's administrator reads, and which belongs kept elsewhere.
"""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

from crm_desktop.services.team.certificates import make_sealing
from crm_desktop.services.team.office_cluster import Cluster, write
from crm_desktop.services.team.office_machine import Machine
from crm_desktop.store.sealer import AUDIT_KEY
from crm_desktop.store.server_care import KEYS_APART

SEALING, SEALING_KEY = "crm-keys.pem", "crm-keys.key"
ENDING = ".crmkeys"
#: Tables whose rows are in no dump.
APART = ("person_keys", "tombstone_keys", "shared_keys")
KEPT = 7  # days
KEPT_LACKING = 30  # while the database lacks keys, which these files may have
LACKING = """SELECT count(*) FROM (SELECT key_id FROM $schema.file_chunks
        UNION SELECT key_id FROM $schema.sealed_records) g
    WHERE NOT EXISTS (SELECT 1 FROM $schema.person_keys k WHERE k.id = g.key_id)"""


ROWS = (  # in one line, as psql wants it
    "SELECT 'p', id, encode(key, 'hex') FROM $schema.person_keys "
    "UNION ALL SELECT 't', NULL, encode(key, 'hex') FROM $schema.tombstone_keys "
    "UNION ALL SELECT 's', NULL, encode(key, 'hex') FROM $schema.shared_keys"
)
#: Of rows `brought (no, kind, id, key)`, the newest file's first: one destroyed in any stays destroyed.
BROUGHT = (
    """INSERT INTO $schema.person_keys (id, key)
                SELECT b.id, CASE WHEN NOT bool_or(b.key IS NULL) AND NOT EXISTS (SELECT 1
                        FROM $schema.erasure_leads e WHERE e.lead_id = b.id AND e.erased_at IS NOT NULL)
                    THEN decode((array_agg(b.key ORDER BY b.no))[1], 'hex') END
                FROM brought b WHERE b.kind = 'p' GROUP BY b.id
                ON CONFLICT (id) DO UPDATE SET key = NULL WHERE excluded.key IS NULL""",
    """INSERT INTO $schema.tombstone_keys (no, key)
                SELECT 1, decode(b.key, 'hex') FROM brought b WHERE b.kind = 't' ORDER BY b.no LIMIT 1
                ON CONFLICT DO NOTHING""",
    f"""INSERT INTO $schema.shared_keys (name, key)
                SELECT '{AUDIT_KEY}', decode(b.key, 'hex') FROM brought b WHERE b.kind = 's'
                ORDER BY b.no LIMIT 1 ON CONFLICT DO NOTHING""",  # noqa: S608  names of our own
)


def keep_sealing(cluster: Cluster, now: datetime) -> tuple[Path, bool]:
    """The file of the private key, made with its certificate where there is none; whether it was made now."""
    cluster.keys.mkdir(parents=True, exist_ok=True)
    key, certificate = cluster.keys / SEALING_KEY, cluster.keys / SEALING
    is_new = not key.exists()
    if is_new or not certificate.exists():
        made = make_sealing(now, None if is_new else key.read_bytes())
        write(key, made.key, mode=0o600)
        write(certificate, made.certificate, mode=0o644)
    return key, is_new


def bring_back(machine: Machine, cluster: Cluster, script: Path) -> list[str]:
    """After a dump was put back: the keys out of all files there are; gives what there is to say."""
    key = (cluster.keys / SEALING_KEY).read_text("utf-8")
    return machine.run([str(script), "--keys"], as_user=cluster.runs_as, typed=key).splitlines()


def apart(place: Path, certificate: Path, database: str, dumps_kept: int) -> str:
    """Functions of the script, behind `asking`: what leaves the keys out of a dump, keeps and brings them.

    A file is kept for a week: for thirty days while the database lacks keys of documents it has. For how many
    days a key may lie somewhere is left with the database, for the certificates; a dump of before counts.
    """
    names = f"""place={shlex.quote(str(place))}
certificate={shlex.quote(str(certificate))}
"""
    brought = "\n".join(f'            set -- "$@" -c "{each}"' for each in BROUGHT)
    return f"""{names}apart() {{
    for schema in $(schemas); do
        for table in {" ".join(APART)}; do echo "--exclude-table-data=$schema.$table"; done
    done
}}
lacking() {{
    ask -c "{LACKING}"
}}
keep_keys() {{
    longest={KEPT}
    for schema in $(schemas); do
        file="$place/$schema-$(date +%Y-%m-%d){ENDING}"
        rm -f "$file.whole"
        {{ ask -c "\\copy ({ROWS}) TO STDOUT" \\
            && : > "$file.whole"; }} \\
            | openssl cms -encrypt -aes-256-gcm -binary -outform DER -out "$file.new" "$certificate"
        rm "$file.whole"
        mv "$file.new" "$file"
        days={KEPT}
        [ "$(lacking)" = 0 ] || days={KEPT_LACKING}
        [ "$days" -le "$longest" ] || longest=$days
        oldest="$place/$schema-$(date -d "$days days ago" +%Y-%m-%d){ENDING}"
        for old in "$place/$schema"-????-??-??{ENDING}; do
            if [ "$old" \\< "$oldest" ]; then rm -f "$old"; fi
        done
    done
    for old in "$place"/crm-????-??-??.dump; do
        if [ "$longest" -lt {dumps_kept} ] \\
            && pg_restore --list "$old" 2> /dev/null | grep -q ' TABLE DATA [^ ]* person_keys '; then
            longest={dumps_kept}
        fi
    done
    ask -c "ALTER DATABASE {database} SET {KEYS_APART} = '$longest'"
}}
opened() {{
    ls -1 "$place/$schema"-????-??-??{ENDING} 2> /dev/null | sort -r | while read -r file; do
        if plain=$(openssl cms -decrypt -binary -inform DER -in "$file" -inkey /dev/stdin 2> /dev/null <<END
$key
END
        ); then
            [ -z "$plain" ] || printf '%s\\n' "$plain"
        else
            echo "$file can't be opened with this private key." >&3
        fi
    done
}}
bring_keys() {{
    key=$(cat)
    exec 3>&1
    for schema in $(schemas); do
        if ls "$place/$schema"-????-??-??{ENDING} > /dev/null 2>&1; then
            set -- -c "CREATE TEMP TABLE brought (no serial, kind text, id uuid, key text)"
            set -- "$@" -c "\\copy brought (kind, id, key) FROM pstdin"
{brought}
            opened | ask "$@"
        elif [ "$(lacking)" != 0 ]; then
            echo "No file of keys of $schema lies in $place."
        fi
        count=$(lacking)
        [ "$count" = 0 ] || echo "The keys of $count people or records of $schema are known nowhere: their \\
documents, and what is sealed, can't be read any more. Put files of keys there and run this again."
        count=$(ask -c "SELECT count(*) FROM $schema.tombstones WHERE NOT EXISTS (
            SELECT 1 FROM $schema.tombstone_keys)")
        [ "$count" = 0 ] || echo "The key of the tombstones of $schema is missing: nobody can be added \\
until an admin signed in whose workstation has the list of erasures."
        count=$(ask -c "SELECT count(*) FROM $schema.audit_seals WHERE NOT EXISTS (
            SELECT 1 FROM $schema.shared_keys)")
        [ "$count" = 0 ] || echo "The key of the audit of $schema is missing: it can't be verified, nor \
the list of erasures read."
    done
}}
"""  # noqa: S608  names of our own


__all__ = [
    "APART", "BROUGHT", "ENDING", "KEPT", "KEPT_LACKING", "LACKING", "ROWS", "SEALING", "SEALING_KEY",
    "apart", "bring_back", "keep_sealing",
]  # fmt: skip
