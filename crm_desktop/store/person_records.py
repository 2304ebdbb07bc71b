"""Everything kept of one person, as rows: for who asks what there is, and who received it."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select

from crm_desktop.domain.person_records import HELD, Held, Way, is_told
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.store.prepared import rows_of
from crm_desktop.store.tables import (
    attachments,
    disclosures,
    field_definitions,
    imports,
    lead_phones,
    leads,
    metadata,
    phones,
    requests,
    sales,
    tags,
    undo_acts,
)
from crm_desktop.store.unit_of_work import Work

Row = dict[str, Any]


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of leads as they are kept with a disclosure: a million need some hundred kilobytes."""
    ordered = array("Q", sorted(numbers))
    steps = array("Q", [now - before for before, now in zip([0, *ordered], ordered, strict=False)])
    return zlib.compress(steps.tobytes(), 6)


def unpacked(kept: bytes) -> list[int]:
    """The numbers of the packed ones, in order."""
    return list(accumulate(array("Q", zlib.decompress(kept))))


def holds(kept: bytes, number: int) -> bool:
    """Whether a lead is among the packed ones."""
    steps, at = array("Q", zlib.decompress(kept)), 0
    for step in steps:
        at += step
        if at >= number:
            return at == number
    return False


class PersonRecords:
    """Repository of one person's data across all tables."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def ids_of(self, lead_id: UUID) -> tuple[UUID, ...]:
        """The lead and those merged into it."""
        found, asked = [lead_id], [lead_id]
        while asked:
            merged = select(leads.c.id).where(leads.c.merged_into.in_(asked))
            asked = [each for each in self._work.connection.execute(merged).scalars() if each not in found]
            found += asked
        return tuple(found)

    def of(self, lead_ids: tuple[UUID, ...], only: Container[str] | None = None) -> dict[str, list[Row]]:
        """The rows of each table of HELD that has any, oldest first, without what isn't about the person.

        `only`: of these tables.
        """
        found: dict[str, list[Row]] = {}
        for held in HELD:
            if only is not None and held.table not in only:
                continue
            rows = self._handed_on(lead_ids) if held.way is Way.HANDED_ON else self._rows(held, lead_ids)
            if rows:
                found[held.table] = rows
        return found

    def card(self, lead_id: UUID) -> tuple[str, str, str, tuple[str, ...]]:
        """Name, company, e-mail and numbers of a lead."""
        own = select(leads.c.name, leads.c.company, leads.c.email).where(leads.c.id == lead_id)
        row = self._work.connection.execute(own).one()
        numbers = (
            select(phones.c.e164)
            .join(lead_phones, lead_phones.c.phone_id == phones.c.id)
            .where(lead_phones.c.lead_id == lead_id)
            .order_by(lead_phones.c.position)
        )
        return row.name, row.company, row.email, tuple(self._work.connection.execute(numbers).scalars())

    def documents(self, lead_ids: Sequence[UUID]) -> list[Row]:
        """The attached documents: name, hash, size and whose key sealed them."""
        statement = select(attachments).where(attachments.c.lead_id.in_(lead_ids)).order_by(attachments.c.id)
        return [dict(row) for row in self._work.connection.execute(statement).mappings()]

    def _rows(self, held: Held, lead_ids: tuple[UUID, ...]) -> list[Row]:
        table = metadata.tables[held.table]
        names = [c.name for c in table.c if told(held.table, c.name)]
        if held.way is Way.UNDONE and not self._work.is_sqlite:
            columns = (undo_acts.c.before, undo_acts.c.at)
            ids = [literal(each, leads.c.id.type) for each in lead_ids]
            asked = [rows_of(func.undone_of(each), *columns) for each in ids]
            rows = [row for each in asked for row in self._work.connection.execute(each).mappings()]
        else:
            statement = self._within(held, lead_ids)
            rows = list(self._work.connection.execute(statement).mappings())
        told_rows = [{name: row[name] for name in names if name in row} for row in rows]
        return [self._named(held, row, plain) for row, plain in zip(told_rows, rows, strict=True)]

    def _within(self, held: Held, lead_ids: tuple[UUID, ...]) -> Select[Any]:
        table = metadata.tables[held.table]
        if held.way is Way.SELF:
            chosen = table.c.id.in_(lead_ids)
        elif held.way is Way.PHONE:
            theirs = select(lead_phones.c.phone_id).where(lead_phones.c.lead_id.in_(lead_ids))
            chosen = table.c["id" if held.table == "phones" else "phone_id"].in_(theirs)
        elif held.way is Way.SALE:
            chosen = table.c.sale_id.in_(select(sales.c.id).where(sales.c.lead_id.in_(lead_ids)))
        elif held.way is Way.REQUEST:
            chosen = table.c.request_id.in_(select(requests.c.id).where(requests.c.lead_id.in_(lead_ids)))
        else:
            chosen = table.c.lead_id.in_(lead_ids)
        return select(table).where(chosen).order_by(*table.primary_key.columns)

    def _named(self, held: Held, row: Row, plain: Any) -> Row:
        """What is kept as an id, in words: the tag, the field, the file an import came from."""
        if held.table == "lead_tags":
            row["tag"] = self._one(select(tags.c.name).where(tags.c.id == plain["tag_id"]))
            row.pop("tag_id", None)
        elif held.table == "field_values":
            row["field"] = self._one(
                select(field_definitions.c.label).where(field_definitions.c.id == plain["field_id"])
            )
        elif held.table == "leads" and plain["import_id"] is not None:
            row["came_from"] = self._one(
                select(imports.c.file_name).where(imports.c.id == plain["import_id"])
            )
        return row

    def _one(self, statement: Any) -> Any:
        return self._work.connection.execute(statement).scalar_one_or_none()

    def _handed_on(self, lead_ids: tuple[UUID, ...]) -> list[Row]:
        """What left the workspace with this person in it: when, in which form, why."""
        numbers = list(
            self._work.connection.execute(select(leads.c.no).where(leads.c.id.in_(lead_ids))).scalars()
        )
        rows = self._work.connection.execute(
            select(disclosures).where(disclosures.c.lead_nos.is_not(None)).order_by(disclosures.c.at)
        ).mappings()
        return [
            {name: row[name] for name in ("at", "kind", "format", "reason")}
            for row in rows
            if any(holds(row["lead_nos"], number) for number in numbers)
        ]


def told(table: str, column: str) -> bool:
    """Whether a column is told to the person it is about."""
    personal = PERSONAL.get(f"{table}.{column}")
    return personal.is_exported if personal is not None else is_told(column)
