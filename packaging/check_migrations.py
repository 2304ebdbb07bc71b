"""`alembic check`: what the migrations build is what the program's tables say (PostgreSQL: in the tests)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from crm_desktop.store import migrate
from crm_desktop.store.engine import open_engine


def main() -> int:
    """0 when tables and migrations agree; otherwise each difference on a line and 1."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "check.db", bytes(32), create=True)
        migrate.upgrade(engine)
        with engine.connect() as connection:
            found = migrate.differences(connection)
        engine.dispose()
    for difference in found:
        print(difference)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
