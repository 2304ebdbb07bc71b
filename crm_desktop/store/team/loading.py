"""Loading many rows into fresh tables of a server: what each row would pay for waits until all are there.

Indexes and references are made in one go afterwards, and statistics taken; triggers that only refuse, and let
the tables' owner pass, aren't asked a million times. What others of them do is made good in one statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from crm_desktop.store.team.functions.counting import COUNT_ALL

if TYPE_CHECKING:
    import psycopg

FROM_ROWS = 20_000
MEMORY = "256MB"  # for making an index, of the server's
_OPEN = "CASE WHEN direction = 'out' THEN lead_id END"
# Tables whose triggers may be passed by when their owner writes, with what makes good what these would do.
# A table that isn't named here keeps its triggers.
MADE_GOOD: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *("audit", "batch_leads", "batch_rows", "callbacks", "commands", "do_not_calls", "field_values"),
            *("import_changes", "lead_emails", "lead_phones", "lead_search", "lead_tags", "leads", "phones"),
            *("presence", "sale_changes", "sales", "sessions", "skips", "timeline", "undo_acts"),
        ),
        (),
    ),
    "calls": (
        f"INSERT INTO open_calls (call_id, person_id, lead_id) SELECT id, person_id, {_OPEN} "
        "FROM calls WHERE state = 'open'",
    ),
    "queue_entries": (
        "UPDATE queue_entries q SET score = l.score FROM leads l "
        "WHERE l.id = q.lead_id AND q.score <> l.score",
        COUNT_ALL,
    ),
}
# What belongs to a constraint stays: rows come in the order of their keys, which others refer to.
_INDEXES = """SELECT i.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid = %s::regclass AND NOT x.indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype <> 'f')
    ORDER BY i.relname"""
_REFERENCES = """SELECT k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k
    WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid = %s::regclass ORDER BY k.conname"""


class SetAside:
    """What was taken off some tables of a schema, in the open transaction of the tables' owner."""

    def __init__(self, server: psycopg.Connection[Any], tables: Iterable[str]) -> None:
        """Take indexes, references and triggers off these tables; names are looked up by the search path."""
        self._server = server
        indexes: list[str] = []
        statistics: list[str] = []
        references: list[str] = []
        good: list[str] = []
        triggers: list[str] = []
        for table in tables:
            for name, rule in self._found(_REFERENCES, table):
                self._run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
                references.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {rule}')
            for name, made in self._found(_INDEXES, table):
                self._run(f'DROP INDEX "{name}"')
                indexes.append(made.replace(" ON ONLY ", " ON ", 1))  # of a table in months: on each of them
            statistics.append(f'ANALYZE "{table}"')
            if table in MADE_GOOD:
                self._run(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
                good += MADE_GOOD[table]
                triggers.append(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        # References last: how they are checked is planned by the statistics.
        self.again = (*good, *indexes, *statistics, *references, *triggers)

    def _found(self, ask: str, table: str) -> list[tuple[str, str]]:
        return self._server.execute(ask.encode(), (f'"{table}"',)).fetchall()

    def _run(self, statement: str) -> None:
        self._server.execute(statement.encode())

    def statements(self) -> Iterable[str]:
        """Make everything again, a statement each, so that a person may stop between them."""
        self._run(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        for statement in self.again:
            self._run(statement)
            yield statement
