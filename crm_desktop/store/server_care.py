"""What a PostgreSQL store needs now and then: months of calls and audit ahead, and noticing that it moved."""

from __future__ import annotations

from sqlalchemy import text

from crm_desktop.errors import StoreBusy
from crm_desktop.store.unit_of_work import Store


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
            work.connection.execute(text("SELECT keep_partitions()"))
    except StoreBusy:
        pass  # somebody reads for long; there are three months ahead, and the next sign-in tries again
    return came_back
