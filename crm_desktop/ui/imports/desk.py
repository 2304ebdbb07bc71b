"""What the import page asks of readers and services; every method here runs in a worker."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.import_guess import ColumnGuess, guess_columns, mapping_from
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_takers import RowContext
from crm_desktop.errors import Cancelled, NotFound
from crm_desktop.readers import OpenOptions, Source, Table, open_source
from crm_desktop.ui.imports.checking import Checked, check_rows, date_columns

if TYPE_CHECKING:
    from crm_desktop.domain.lawful import Answer
    from crm_desktop.services.imports import ImportPlan, ImportResult, ImportSummary, Preview, UndoResult
    from crm_desktop.services.lawful import Ahead
    from crm_desktop.services.progress import Progress
    from crm_desktop.store.imports import PersonNames
    from crm_desktop.store.leads import FieldDefinition
    from crm_desktop.ui.session import Session

COUNTED_ROWS = 20_000
NAMED_KEPT = 200
"""Of how many kept leads an undo tells the name."""


@dataclass(frozen=True)
class Wish:
    """What to open (a file, or pasted text) and how to read it; `sheet` None is the first one."""

    where: Path | str
    options: OpenOptions = field(default_factory=OpenOptions)
    sheet: str | None = None

    @property
    def path(self) -> Path | None:
        """The file, None for pasted cells."""
        return self.where if isinstance(self.where, Path) else None


@dataclass(frozen=True)
class Found:
    """An opened file and what was understood of it, with everything there is to choose from."""

    wish: Wish
    source: Source
    table: Table
    mapping: Mapping
    guesses: tuple[ColumnGuess, ...]
    is_remembered: bool
    totals: int  # rows of totals at the end, left out
    people: tuple[PersonNames, ...]
    campaigns: tuple[str, ...]
    fields: tuple[FieldDefinition, ...]
    checked: Checked
    date_columns: tuple[int, ...]  # whose cells are days, most of them
    turn: threading.Lock = field(default_factory=threading.Lock, compare=False)
    """Held while the source is read: it serves one reader at a time."""


class Stop:
    """Progress of a look ahead: `done` rows so far; it can be told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.done = 0

    def cancel(self) -> None:
        """Stop at the next row."""
        self._stop.set()

    @property
    def is_set(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Keep how many rows were looked at, for whoever watches."""
        self.done = done
        self.check()

    def check(self) -> None:
        """Raise `Cancelled` once told to stop."""
        if self._stop.is_set():
            raise Cancelled


@dataclass(frozen=True)
class KeptName:
    """A lead that an undo left as it is: who, and the English sentence why."""

    name: str
    why: str


@dataclass(frozen=True)
class Undone:
    """What an undo did, with the names of the first kept leads."""

    removed: int
    restored: int
    kept: int
    names: tuple[KeptName, ...]


def _totals(source: Source, table: Table) -> int:
    """How many rows of totals stand at the end; 0 too where finding out would mean reading a big file."""
    if table.row_count is None or table.row_count > COUNTED_ROWS:
        return 0
    for _ in source.rows(table.sheet):
        pass
    return len(source.oddities.total_rows)


class Desk:
    """The import services as one person of one sign-in sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.country = session.services.workspace.country
        self.zone = session.services.workspace.zone

    def _context(self, people: Sequence[PersonNames]) -> RowContext:
        today = self._session.clock.now().astimezone(ZoneInfo(self.zone)).date()
        return RowContext(today, {str(person.id): person.names for person in people})

    def open(self, wish: Wish) -> Found:
        """Open a file or pasted text, find its table, and guess its columns or recall them."""
        session, services = self._session, self._session.services
        source = open_source(wish.where, wish.options)
        try:
            table = source.table(wish.sheet)
            people = services.imports.people(session.actor)
            context = self._context(people)
            sample = [cells for _, cells in table.preview]
            guesses = tuple(guess_columns(table.header, sample, self.country, people=context.people))
            mapping = mapping_from(table.header, guesses, self.country, table.header_row is not None)
            known = services.imports.layout_for(session.actor, table.header) if mapping.has_header else None
            mapping = known or mapping
            return Found(
                wish=replace(wish, sheet=table.sheet),
                source=source,
                table=table,
                mapping=mapping,
                guesses=guesses,
                is_remembered=known is not None,
                totals=_totals(source, table),
                people=people,
                campaigns=tuple(c.name for c in services.campaigns.list(session.actor) if not c.is_practice),
                fields=services.leads.fields(session.actor),
                checked=check_rows(table, mapping, context),
                date_columns=date_columns(table, mapping, context),
            )
        except BaseException:
            source.close()
            raise

    def why(self, campaign: str, answer: Answer | None) -> Ahead:
        """What would follow of an answer for these leads."""
        return self._session.services.lawful.ahead(self._session.actor, campaign, answer)

    def check(self, found: Found, mapping: Mapping) -> Checked:
        """The first rows as this mapping understands them."""
        return check_rows(found.table, mapping, self._context(found.people))

    def preview(self, found: Found, plan: ImportPlan, limit: int | None, stop: Stop) -> Preview:
        """What the import would do with the first `limit` rows, None: with all."""
        with found.turn:
            stop.check()
            return self._session.services.imports.preview(
                self._session.actor,
                found.source,
                found.wish.sheet,
                plan.mapping,
                plan,
                limit=limit,
                progress=stop,
            )

    def run(
        self, found: Found, plan: ImportPlan, progress: Progress, refused_file: Path | None
    ) -> ImportResult:
        """Bring the leads in; all or nothing."""
        with found.turn:
            return self._session.services.imports.run(
                self._session.actor, found.source, plan, progress, refused_file
            )

    def past(self) -> tuple[ImportSummary, ...]:
        """The imports so far, newest first."""
        return self._session.services.imports.list(self._session.actor)

    def undo(self, import_id: UUID, progress: Progress) -> Undone:
        """Take an import back, and find out whose leads were kept."""
        session = self._session
        result: UndoResult = session.services.imports.undo(session.actor, import_id, progress)
        names: list[KeptName] = []
        for kept in result.kept[:NAMED_KEPT]:
            try:
                lead = session.services.leads.get(session.actor, kept.lead_id)
            except NotFound:
                continue
            names.append(KeptName(lead.name or lead.company or str(lead.no), kept.why))
        return Undone(result.removed, result.restored, len(result.kept), tuple(names))

    def load_mapping(self, path: Path, header: Sequence[str]) -> Mapping:
        """A mapping saved to a file, fitted to these columns."""
        return Mapping.from_json(path.read_text(encoding="utf-8-sig")).for_header(header)

    def save_mapping(self, path: Path, mapping: Mapping) -> Path:
        """Save a mapping to a file; gives the file."""
        path.write_text(mapping.to_json(), encoding="utf-8")
        return path
