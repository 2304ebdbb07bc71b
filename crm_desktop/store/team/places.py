"""The order of commit of audit and changes, as a local store keeps it: one number after the other.

A server orders them by transaction and number; brought home they are numbered anew in that order, and the
audit's seals are told where their stretches lie now.
"""

from __future__ import annotations

from collections.abc import Callable, Set

from sqlalchemy import Table

from crm_desktop.store.tables import audit, audit_seals, changes
from crm_desktop.store.team.rows import Row, columns

Place = tuple[int, int]  # transaction, number
Sign = Callable[[int, int, bytes], bytes]  # the signature of a first seal: its number, last row, digest


class LocalPlaces:
    """Gives rows their places in a local store; `ends` are those of the seals on the server."""

    def __init__(self, ends: Set[Place], sign: Sign) -> None:
        self._ends = ends
        self._sign = sign
        self._found: dict[Place, int] = {}

    def form(self, table: Table) -> Callable[[Row], Row] | None:
        """What places the rows of a table, which come in their order; None where nothing must be."""
        if table is audit_seals:
            return self._placed_seal
        if table is not audit and table is not changes:
            return None
        names = columns(table)
        no_at, tx_at = names.index("no"), names.index("tx")
        given = 0

        def placed(row: Row) -> Row:
            nonlocal given
            given += 1
            if table is audit and (row[tx_at], row[no_at]) in self._ends:
                self._found[row[tx_at], row[no_at]] = given
            values = list(row)
            values[no_at], values[tx_at] = given, 0
            return tuple(values)

        return placed

    def _placed_seal(self, row: Row) -> Row:
        seal = dict(zip(columns(audit_seals), row, strict=True))
        for end in ("first", "last"):
            # What a shortened audit no longer has lies before everything.
            seal[f"{end}_no"] = self._found.get((seal[f"{end}_tx"], seal[f"{end}_no"]), 0)
            seal[f"{end}_tx"] = 0
        if seal["is_checkpoint"]:
            seal["previous"] = self._sign(seal["no"], seal["last_no"], seal["digest"])
        return tuple(seal.values())
