"""What a PostgreSQL store needs now and then: months of calls and audit ahead, and noticing that it moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, null, select, text

from crm_desktop.errors import StoreBusy
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.tables import commands, workspace
from crm_desktop.store.unit_of_work import Store, Work

# Since when the server runs, on which timeline, and which workspace that is: asked in the statement that
# begins each transaction, without a word more on the way. A promoted standby has another timeline; what was
# put back, another number of its tables or, where a whole disk was, a later start.
MARK = """concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
    CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END,
    to_regclass('workspace')::oid)"""
_INFO = "server mark"
# Word that a server's nightly script leaves with the database: since when nothing erased is left in its
# files, for how many days its dumps are kept, and for how many a copy of a key, where those lie apart.
REWRITTEN, DUMPS, KEYS_APART = "crm.rewritten_at", "crm.dumps_kept_days", "crm.keys_kept_days"
NIGHTLY = timedelta(days=3)  # one that ran longer ago is no nightly script any more
_SAID = text(
    "SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
    " WHERE d.datname = current_database() AND s.setrole = 0"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which past the store has, the mark of the server that said so (None where it isn't asked for), and its
    witness: what to show it at the next look (None where it gives none).
    """

    epoch: UUID
    mark: str | None
    witness: str | None = None


@dataclass(frozen=True, slots=True)
class ErasedFiles:
    """What is known of a server's own files: when they were written anew last, how long dumps are kept, and
    copies of keys.
    """

    rewritten_at: datetime | None
    dumps_days: int | None
    keys_days: int | None = None


def said_by_script(work: Work) -> dict[str, str]:
    """The words a server's own script left with the database."""
    return dict(row.partition("=")[::2] for row in work.connection.execute(_SAID).scalars())


def erased_files(work: Work) -> ErasedFiles:
    """As the server's nightly script said it; None where none runs."""
    said = said_by_script(work)
    rewritten = said.get(REWRITTEN, "")
    try:
        at = datetime.fromisoformat(rewritten) if rewritten else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or at < work.now - NIGHTLY:
        return ErasedFiles(None, None)
    dumps, keys = (
        int(days) if days.isdecimal() else None for days in map(said.get, (DUMPS, KEYS_APART), ("", ""))
    )
    return ErasedFiles(at, dumps, keys)


def keep_mark(connection: Connection, mark: str) -> None:
    """Remember what the server said of itself at the beginning of this transaction."""
    connection.info[_INFO] = mark


def mark_of(connection: Connection) -> str | None:
    """What it said; None where nobody asked."""
    found: str | None = connection.info.get(_INFO)
    return found


def standing(work: Work, witness: str | None = None) -> Standing:
    """Notice whether the store came from elsewhere, and give its epoch; in a transaction that writes.

    `witness`: the one it gave here last; a store that lacks what it tells of is an older one, and nothing is
    dialled until it is known who was erased since. `ServerForbids` where the sign-in is over, perhaps because
    the store is older than it.
    """
    ask, said = work.connection.execute, select(workspace.c.epoch, null())
    if not work.is_sqlite:
        ask(text("SELECT notice_server(), notice_witness(:witness)"), {"witness": witness})
        said = select(workspace.c.epoch, func.witness())
    row = ask(said).one_or_none()
    if row is None:
        raise ServerForbids
    return Standing(row[0], mark_of(work.connection), row[1])


def unknown_commands(work: Work, request_ids: Collection[UUID]) -> set[UUID]:
    """Which of one's own commands the store doesn't know of."""
    known = select(commands.c.request_id).where(commands.c.request_id.in_(request_ids))
    return set(request_ids) - set(work.connection.execute(known).scalars())


def look_after(store: Store) -> bool:
    """To be called before a sign-in writes anything; whether the store came back from a copy since last time.

    Such a store has a new epoch, and its order of commit goes on behind what was there. Nothing on SQLite.
    """
    if store.engine.dialect.name == "sqlite":
        return False
    with store.write(None) as work:
        came_back = bool(work.connection.execute(text("SELECT notice_server()")).scalar_one())
    try:
        with store.write(None) as work:
            work.connection.execute(text("SELECT keep_partitions(), drop_former_logins()"))
    except StoreBusy:
        pass  # somebody reads for long; there are three months ahead, and the next sign-in tries again
    return came_back
