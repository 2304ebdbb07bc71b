"""Alembic's environment: runs on the connection the program hands in, never opens one of its own."""

from __future__ import annotations

from alembic import context

config = context.config


def run() -> None:
    """Run the migrations in the caller's transaction."""
    connection = config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=config.attributes.get("target_metadata"),
        include_name=config.attributes["include_name"],
        transactional_ddl=True,
        transaction_per_migration=False,
        render_as_batch=False,
        compare_type=True,
    )
    context.run_migrations()


run()
