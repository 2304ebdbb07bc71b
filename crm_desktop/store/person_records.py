"""Everything kept of one person, as rows: for who asks what there is, and who received it."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select

from crm_desktop.domain.evidence import About
from crm_desktop.domain.person_records import HELD, Held, Way, is_told
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.domain.purposes import key_of
from crm_desktop.store.prepared import rows_of
from crm_desktop.store.tables import (
    attachments,
    disclosures,
    evidence,
    field_definitions,
    imports,
    lead_phones,
    leads,
    metadata,
    phones,
    purposes,
    requests,
    sales,
    tags,
    undo_acts,
)
from crm_desktop.store.unit_of_work import Work

Row = dict[str, Any]
_PART = 500


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of leads as they are kept with a disclosure: a million need some hundred kilobytes."""
    ordered = array("Q", sorted(numbers))
    steps = array("Q", [now - before for before, now in zip([0, *ordered], ordered, strict=False)])
    return zlib.compress(steps.tobytes(), 6)


def unpacked(kept: bytes) -> list[int]:
    """The numbers of the packed ones, in order."""
    return list(accumulate(array("Q", zlib.decompress(kept))))


class PersonRecords:
    """Repository of one person's data across all tables."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._files: dict[UUID, str | None] = {}
        self._purposes: dict[str, str] | None = None

    def ids_of(self, lead_id: UUID) -> tuple[UUID, ...]:
        """The lead and those merged into it."""
        found, asked = [lead_id], [lead_id]
        while asked:
            merged = select(leads.c.id).where(leads.c.merged_into.in_(asked))
            asked = [each for each in self._work.connection.execute(merged).scalars() if each not in found]
            found += asked
        return tuple(found)

    def families(self, lead_ids: Sequence[UUID]) -> list[tuple[UUID, ...]]:
        """These leads and those merged into them, a tuple a person: first the one the others went into."""
        into = self._into(leads.c.id, list(dict.fromkeys(lead_ids)))
        asked = list(into)
        while asked:
            further = self._into(leads.c.merged_into, asked)
            asked = [each for each in further if each not in into]
            into |= further
        people: dict[UUID, list[UUID]] = {}
        for lead_id in into:
            root = lead_id
            while (above := into[root]) is not None and above in into:
                root = above
            people.setdefault(root, []).append(lead_id)
        return [(root, *(each for each in some if each != root)) for root, some in people.items()]

    def _into(self, column: Any, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
        """The leads of which `column` is one of these, with what each was merged into."""
        asked = select(leads.c.id, leads.c.merged_into)
        return {
            row.id: row.merged_into
            for start in range(0, len(ids), _PART)
            for row in self._work.connection.execute(
                asked.where(column.in_(ids[start : start + _PART])).order_by(leads.c.id)
            )
        }

    def of_many(self, people: Sequence[tuple[UUID, ...]], only: Container[str]) -> list[dict[str, list[Row]]]:
        """`of` for many at once, of tables that hang on the lead, a phone or a request."""
        whose = {lead_id: at for at, theirs in enumerate(people) for lead_id in theirs}
        found: list[dict[str, list[Row]]] = [{} for _ in people]
        ids = tuple(whose)
        for held in HELD:
            if held.table not in only:
                continue
            if held.way is Way.HANDED_ON:
                for at, row in self._handed_on_to(whose):
                    found[at].setdefault(held.table, []).append(row)
                continue
            for start in range(0, len(ids), _PART):
                some = ids[start : start + _PART]
                behind = self._phones_of(some) if held.way is Way.PHONE else None
                for row, plain in self._told(held, some):
                    if behind is not None:
                        theirs = behind.get(plain["id" if held.table == "phones" else "phone_id"], set())
                    else:
                        theirs = {plain["id" if held.way is Way.SELF else "lead_id"]}
                    for at in {whose[lead_id] for lead_id in theirs}:
                        found[at].setdefault(held.table, []).append(row)
        return found

    def counts(self, lead_ids: Sequence[UUID]) -> dict[str, int]:
        """How many rows hang on these leads, by table, but for numbers, undo and hand-overs."""
        counted: dict[str, int] = {}
        for held in HELD:
            if held.way in (Way.PHONE, Way.UNDONE, Way.HANDED_ON):
                continue
            rows = 0
            for start in range(0, len(lead_ids), _PART):
                within = self._within(held, tuple(lead_ids[start : start + _PART])).order_by(None)
                asked = select(func.count()).select_from(within.subquery())
                rows += int(self._work.connection.execute(asked).scalar_one())
            if rows:
                counted[held.table] = rows
        return counted

    def _phones_of(self, lead_ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
        """Who of these has a phone, by phone."""
        has: dict[UUID, set[UUID]] = {}
        asked = select(lead_phones.c.phone_id, lead_phones.c.lead_id).where(
            lead_phones.c.lead_id.in_(lead_ids)
        )
        for row in self._work.connection.execute(asked):
            has.setdefault(row.phone_id, set()).add(row.lead_id)
        return has

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
        """Documents and evidence, each file once: whose, name, hash, size and the key that sealed it."""
        found: dict[tuple[str, UUID], Row] = {}
        for table in (attachments, evidence):
            names = (table.c[name] for name in ("lead_id", "name", "sha256", "size", "key_id"))
            asked = select(*names).where(table.c.lead_id.in_(lead_ids)).order_by(table.c.id)
            for row in self._work.connection.execute(asked).mappings():
                found.setdefault((row["sha256"], row["key_id"]), dict(row))
        return list(found.values())

    def proofs(self, lead_ids: Sequence[UUID]) -> list[Row]:
        """Of these, what shows that they agreed: each file once."""
        e = evidence.c
        names = (e.lead_id, e.name, e.sha256, e.size, e.key_id)
        asked = select(*names).where(e.lead_id.in_(lead_ids), e.about == About.CONSENT.value).distinct()
        return [dict(row) for row in self._work.connection.execute(asked).mappings()]

    def _rows(self, held: Held, lead_ids: tuple[UUID, ...]) -> list[Row]:
        return [row for row, _ in self._told(held, lead_ids)]

    def _told(self, held: Held, lead_ids: tuple[UUID, ...]) -> list[tuple[Row, Any]]:
        """What is told of each row, beside the whole one."""
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
        return [(self._named(held, row, plain), plain) for row, plain in zip(told_rows, rows, strict=True)]

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
        """What is kept as an id, in words: a tag, a field, an own purpose, the file of an import."""
        if held.table == "lead_tags":
            row["tag"] = self._one(select(tags.c.name).where(tags.c.id == plain["tag_id"]))
            row.pop("tag_id", None)
        elif held.table == "field_values":
            row["field"] = self._one(
                select(field_definitions.c.label).where(field_definitions.c.id == plain["field_id"])
            )
        elif held.table == "consents":
            row["purpose"] = self._purpose(str(plain["purpose"]))
        elif held.table == "leads" and plain["import_id"] is not None:
            row["came_from"] = self._file_of(plain["import_id"])
        return row

    def _purpose(self, key: str) -> str:
        """What the office calls a purpose of its own; the general ones stay what the ledger calls them."""
        if self._purposes is None:
            rows = self._work.connection.execute(select(purposes.c.no, purposes.c.name))
            self._purposes = {key_of(row.no): row.name for row in rows}
        return self._purposes.get(key, key)

    def _file_of(self, import_id: UUID) -> str | None:
        """The file an import came from; many leads come from one."""
        if import_id not in self._files:
            self._files[import_id] = self._one(select(imports.c.file_name).where(imports.c.id == import_id))
        return self._files[import_id]

    def _one(self, statement: Any) -> Any:
        return self._work.connection.execute(statement).scalar_one_or_none()

    def _handed_on(self, lead_ids: tuple[UUID, ...]) -> list[Row]:
        """What left the workspace with this person in it: when, in which form, why."""
        return [row for _, row in self._handed_on_to(dict.fromkeys(lead_ids, 0))]

    def _handed_on_to(self, whose: Mapping[UUID, int]) -> list[tuple[int, Row]]:
        """The same for many, beside each whose it is; every hand-over is unpacked once."""
        numbers: dict[int, int] = {}
        ids = list(whose)
        for start in range(0, len(ids), _PART):
            asked = select(leads.c.no, leads.c.id).where(leads.c.id.in_(ids[start : start + _PART]))
            numbers |= {row.no: whose[row.id] for row in self._work.connection.execute(asked)}
        rows = self._work.connection.execute(
            select(disclosures).where(disclosures.c.lead_nos.is_not(None)).order_by(disclosures.c.at)
        ).mappings()
        return [
            (at, {name: row[name] for name in ("at", "kind", "format", "reason")})
            for row in rows
            for at in {numbers[no] for no in unpacked(row["lead_nos"]) if no in numbers}
        ]


def told(table: str, column: str) -> bool:
    """Whether a column is told to the person it is about."""
    personal = PERSONAL.get(f"{table}.{column}")
    return personal.is_exported if personal is not None else is_told(column)
