"""Other rows than leads that a batch changes: how they were, to be taken back."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, cast, func, insert, literal, select

from crm_desktop.store.tables import batch_rows
from crm_desktop.store.unit_of_work import Work

_r = batch_rows.c
NAMES = ("batch_id", "part", "kind", "row_id", "lead_id", "before")


class RowKind(StrEnum):
    """What a row is. `row_id` is its own, or what it is beside the lead."""

    ENTRY = "entry"  # a place in a queue; before: lane and reason
    PROMISED = "promised"  # a place that took over the promise of a double's; before: how it was
    CALLBACK = "callback"
    APPOINTMENT = "appointment"
    SERVICE = "service"
    CHILD = "child"  # a lead that had been merged into the double
    PHONE = "phone"
    EMAIL = "email"  # row_id: the lead that stays; before: the last position of its own
    TAG = "tag"
    VALUE = "value"  # of a field of the workspace's own
    WISHES = "wishes"
    FIELD = "field"  # followed by a dot and its name; row_id: the lead that stays
    REMINDER = "reminder"  # a call-back that a date made; a date that goes over makes its own
    STAYED = "stayed"  # written when it is taken back: the lead that somebody worked on since


class BatchJournal:
    """Repository of how other rows were before one part of a batch."""

    def __init__(self, work: Work, batch_id: UUID, part: int) -> None:
        self._work, self._batch_id, self._part = work, batch_id, part

    def keep(self, kind: str, rows: Select[Any]) -> None:
        """Write how rows are; `rows` gives row_id, lead_id and a text that says how."""
        found = rows.subquery()
        row_id, lead_id, before = found.c
        mine = (literal(self._batch_id, _r.batch_id.type), literal(self._part), literal(kind))
        self._work.connection.execute(
            insert(batch_rows).from_select(NAMES, select(*mine, row_id, lead_id, before))
        )

    def keep_one(self, kind: str, row_id: UUID, lead_id: UUID, before: str) -> None:
        """Write how one row is."""
        values = (self._batch_id, self._part, kind, row_id, lead_id, before)
        self._work.connection.execute(insert(batch_rows).values(dict(zip(NAMES, values, strict=True))))

    def of(self, kind: str) -> ColumnElement[bool]:
        """A condition on `batch_rows`: of this part and kind."""
        return and_(_r.batch_id == self._batch_id, _r.part == self._part, _r.kind == kind)

    def rows(self, kind: str) -> Select[Any]:
        """The ids of the rows of a kind."""
        return select(_r.row_id).where(self.of(kind))


def place_before(lane: Any, reason: Any) -> Any:
    """How a place in a queue stands, as one text: its lane is one digit."""
    return cast(lane, Text).concat(":").concat(reason)


def lane_before() -> Any:
    """The lane of `place_before`."""
    return cast(func.substr(_r.before, 1, 1), Integer)


def reason_before() -> Any:
    """The reason of `place_before`."""
    return func.substr(_r.before, 3)
