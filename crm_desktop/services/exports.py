"""Exports: leads as CSV or workbook, with a reason, written whole or not at all, and audited."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import day_start
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.gate import Act, against_contact
from crm_desktop.domain.lead_query import LeadQuery, LeadRow
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import format_phone
from crm_desktop.domain.queue import LABELS as REASON_LABELS
from crm_desktop.domain.queue import Reason
from crm_desktop.domain.score import score_text
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import LeadService
from crm_desktop.services.progress import Progress
from crm_desktop.services.whole_file import whole_file
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.lead_contacts import contacts_of
from crm_desktop.store.queue import Queue
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store, Work

CHUNK = 1_000
EXPORT = "export"  # the kind of its disclosure
MOST_A_DAY = 500  # contacts a team lead takes out without an admin
FORMATS = ("csv", "xlsx")
HEADINGS: tuple[tuple[str, str], ...] = (
    ("name", "Name"),
    ("phone", "Phone"),
    ("company", "Company"),
    ("email", "E-mail"),
    ("city", "City"),
    ("status", "Status"),
    ("owner", "Owner"),
    ("last_result", "Last result"),
    ("last_call", "Last call"),
    ("next_call", "Next call"),
    ("attempts", "Tries"),
    ("source", "Source"),
    ("product", "Product"),
    ("score", "Score"),
    ("created", "Added"),
    ("withheld", "Contacts left out"),
    ("mark", "Exported by"),
)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many leads went into which file."""

    rows: int
    out: Path


class ExportService:
    """Writes what lists show into files."""

    def __init__(self, store: Store, leads: LeadService) -> None:
        self._store = store
        self._leads = leads

    def leads(
        self,
        actor: Actor,
        query: LeadQuery,
        format: str,
        out: Path,
        reason: str,
        progress: Progress | None = None,
    ) -> ExportResult:
        """Export what a query finds; the same rows in the same order as the list shows.

        The file appears under its name only when it is whole. Raises UserError for a missing reason, an
        unknown format, a place that can't be written to, or more contacts than a team lead may take in a day.
        """
        actor.require(Permission.EXPORT, Reach.TEAM)
        if not reason.strip():
            raise UserError("Say why the leads are exported; it is kept in the audit.", field="reason")
        if format not in FORMATS:
            raise UserError("“{format}” can't be written. Choose csv or xlsx.", field="format", format=format)
        numbers = self._leads.numbers(actor, query)
        with self._store.read(actor) as work:
            zone = workspace_info(work).zone
            check_most(work, actor, len(numbers))
            exported = new_id()
            mark = mark_of(actor, work.now, zone, exported)
        with whole_file(out) as part:
            with _writer(format, part) as write:
                write([title for _, title in HEADINGS])
                decided = Decided()
                for done, (row, against) in enumerate(self._rows(actor, numbers), 1):
                    decided.add(row.no, against)
                    write([*_cells(row, zone, against), mark])
                    if progress is not None and done % CHUNK == 0:
                        progress.update(done, len(numbers))
            self._disclose(actor, query, format, numbers, reason, decided, exported)
        return ExportResult(len(numbers), out)

    def _rows(self, actor: Actor, numbers: Sequence[int]) -> Iterator[tuple[LeadRow, Reason | None]]:
        """The leads, and what the gate has against handing their contacts on; asked for a set at a time."""
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            with self._store.read(actor) as work:
                known = contacts_of(work, some)
            for row in self._leads.rows_by_no(actor, some):
                contact = known.get(row.no)
                yield row, None if contact is None else against_contact(Act.EXPORT, contact)

    def _disclose(
        self,
        actor: Actor,
        query: LeadQuery,
        format: str,
        numbers: Sequence[int],
        reason: str,
        decided: Decided,
        exported: UUID,
    ) -> None:
        """Every export is a disclosure (DPDP Act 2023, s.11): who, when, how many, why."""
        with self._store.write(actor) as work:
            rows = len(numbers)
            Queue(work).lock_person(actor.person_id)  # two at once are counted one after the other
            check_most(work, actor, rows)
            gate = decided.told(rules_today(work).version)
            added = Disclosures(work).add(
                EXPORT, format, rows, reason.strip(), query.to_json(), numbers, gate, exported
            )
            work.record("leads_exported", "disclosure", added, rows=rows, format=format)


def mark_of(actor: Actor, at: datetime, zone: str, exported: UUID) -> str:
    """What each row of an export bears, so that a piece of it still tells who took it out, and when.

    The last letters are those of the disclosure's id, which the audit has too.
    """
    local = at.astimezone(ZoneInfo(zone))
    return f"{actor.name}, {local:%Y-%m-%d %H:%M}, {exported.hex[-8:]}"


class Decided:
    """The gate's decision about one export: counts by reason, and a digest over every lead's own."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._digest = hashlib.sha256()

    def add(self, no: int, against: Reason | None) -> None:
        """One lead's; in the order in which they are written."""
        said = "passed" if against is None else against.value
        self._counts[said] += 1
        self._digest.update(f"{no} {said}\n".encode())

    def told(self, rules: str) -> dict[str, Any]:
        """As it is kept."""
        counts = dict(sorted(self._counts.items()))
        return {"rules": rules, "counts": counts, "sha256": self._digest.hexdigest()}


def check_most(work: Work, actor: Actor, rows: int) -> None:
    """Raises UserError where so many more contacts would be too many for a day; admins' aren't limited."""
    if actor.may(Permission.EXPORT, Reach.ALL):
        return
    since = day_start(work.now, workspace_info(work).zone)
    before = Disclosures(work).rows_of(actor.person_id, EXPORT, since)
    if before + rows > MOST_A_DAY:
        raise UserError(
            "A team lead exports at most {most} contacts a day; today it would be {rows}. Ask an admin.",
            most=MOST_A_DAY,
            rows=before + rows,
        )


def _cells(row: LeadRow, zone: str, against: Reason | None) -> list[str]:
    """What the gate is against goes without phone and e-mail, with the reason; of who is erased all."""

    def when(moment: object) -> str:
        return full_when(moment, zone) if moment is not None else ""  # type: ignore[arg-type]

    if against is not None:
        row = row._replace(phone="", email="")
    if against is Reason.ERASED:
        row = row._replace(name="", company="", city="", source="", product="", score=0, last_result="")
    phone = row.phone if "•" in row.phone else format_phone(row.phone) if row.phone else ""
    return [
        row.name,
        phone,
        row.company,
        row.email,
        row.city,
        row.status.value,
        row.owner_name,
        row.last_result,
        when(row.last_call_at),
        when(row.next_call_at),
        str(row.attempts),
        row.source,
        row.product,
        score_text(row.score),
        row.created_at.astimezone(ZoneInfo(zone)).date().isoformat(),
        "" if against is None else REASON_LABELS[against],
    ]


class _Csv:
    """CSV with a byte-order mark, which spreadsheets need to read other than English letters."""

    def __init__(self, out: Path) -> None:
        self._file = out.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)

    def __enter__(self) -> Callable[[Sequence[str]], None]:
        return lambda cells: self._writer.writerow([as_text_cell(c) for c in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class _Workbook:
    """A workbook written row by row; every cell is text, so that nothing turns into a formula or a link."""

    def __init__(self, out: Path) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(out), options)
        self._sheet = self._book.add_worksheet("Leads")
        self._row = 0

    def __enter__(self) -> Callable[[Sequence[str]], None]:
        return self._write

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def _write(self, cells: Sequence[str]) -> None:
        for column, cell in enumerate(cells):
            self._sheet.write_string(self._row, column, cell)
        self._row += 1


class _Writer(Protocol):
    """Opens a file and gives what writes one row of it."""

    def __enter__(self) -> Callable[[Sequence[str]], None]: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def _writer(format: str, out: Path) -> _Writer:
    return _Csv(out) if format == "csv" else _Workbook(out)


def as_text_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is guarded by an apostrophe; phones are not."""
    if cell.startswith(_FORMULA) and not cell[1:].replace(" ", "").isdigit():
        return "'" + cell
    return cell
