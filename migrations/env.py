"""Alembic's environment: runs on the connection the program hands in, never opens one of its own."""

from __future__ import annotations

from typing import Any

from alembic import context

config = context.config
OURS_ALONE = ("lead_fts", "sqlite_")  # made by hand in a migration; alembic can't compare them


def include_name(name: str | None, type_: str, parents: Any) -> bool:
    """Leave the full-text index and its shadow tables out of comparisons."""
    if type_ == "index" and name == "ix_lead_search_trigram":
        return False
    return not (type_ == "table" and name is not None and name.startswith(OURS_ALONE))


def run() -> None:
    """Run the migrations in the caller's transaction."""
    connection = config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=config.attributes.get("target_metadata"),
        include_name=include_name,
        transactional_ddl=True,
        transaction_per_migration=False,
        render_as_batch=False,
        compare_type=True,
    )
    context.run_migrations()


run()
