"""Settings of a connection that suit a bulk load."""

from __future__ import annotations

from crm_desktop.store.unit_of_work import Work

BULK_CHECKPOINT_PAGES = 16_000
USUAL_CHECKPOINT_PAGES = 1_000


def relax_checkpoints(work: Work) -> None:
    """Let SQLite's log grow to 64 MB before it is copied into the file: a page written often is copied once.

    Holds for the connection until `usual_checkpoints`; a commit that comes later already counts.
    """
    if work.is_sqlite:
        work.connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {BULK_CHECKPOINT_PAGES}")


def usual_checkpoints(work: Work) -> None:
    """SQLite's own default again."""
    if work.is_sqlite:
        work.connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {USUAL_CHECKPOINT_PAGES}")
