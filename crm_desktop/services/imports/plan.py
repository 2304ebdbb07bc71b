"""What an import is asked to do, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.lawful import Answer
from crm_desktop.ids import new_id
from crm_desktop.services.progress import Progress

Duplicates = Literal["skip", "fill", "update", "create"]
Match = Literal["phone", "phone_name"]
DUPLICATES: tuple[Duplicates, ...] = ("skip", "fill", "update", "create")


def check_of(progress: Progress | None) -> Callable[[], None]:
    """What to call to hear whether to stop."""
    return (lambda: None) if progress is None else progress.check


@dataclass(frozen=True)
class ImportPlan:
    """How a file is brought in.

    `duplicates` says what happens to a row whose lead is there already: "skip" leaves it out, "fill" fills
    its empty fields, "update" overwrites what the row gives, "create" adds another lead. `match`: the same
    lead is one with any of the row's phones ("phone"), or with one of them and the same name ("phone_name",
    for families). A row without a phone is the same lead as one with its e-mail and name.
    """

    campaign_name: str
    mapping: Mapping
    duplicates: Duplicates = "skip"
    match: Match = "phone"
    owner_id: UUID | None = None
    source: str = ""
    country: str = "IN"
    default_zone: str = ""  # the workspace's own when empty
    remember_layout: bool = True
    sheet: str | None = None
    why: Answer | None = None  # why its people may be called
    why_file: Path | None = None  # what shows it
    asked_column: int | None = None  # of `why` asked: the column that says when each asked
    request_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class ProblemCount:
    """Something that was not taken as written: how often, and where it stood first."""

    reason: str
    column: str
    count: int
    first_row: int
    example: str


@dataclass(frozen=True)
class ImportResult:
    """What became of the rows; created + updated + skipped + refused = read, always.

    `repeated` counts rows that came earlier in the same file; each is in one of the four as well.
    """

    id: UUID
    campaign_id: UUID
    read: int
    created: int
    updated: int
    skipped: int
    refused: int
    repeated: int
    refused_file: Path | None
    problems: tuple[ProblemCount, ...] = ()


@dataclass(frozen=True)
class Question:
    """Something the person should decide before the import: `kind` is person, result, status or date_order.

    `value` is what the file says, `candidates` the ids or codes it may mean, `rows` how often it comes.
    """

    kind: str
    column: str
    value: str
    candidates: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class AskedRows:
    """Rows by when their people asked: so lately that they may be called, too long ago, or not said."""

    lately: int
    long_ago: int
    unsaid: int


@dataclass(frozen=True)
class Preview:
    """What the import would do; the four add up to `rows`. `is_exact` when the whole file was looked at."""

    rows: int
    is_exact: bool
    created: int
    updated: int
    skipped: int
    refused: int
    repeated: int
    problems: tuple[ProblemCount, ...]
    questions: tuple[Question, ...]
    samples: tuple[PreviewRow, ...]
    asked: AskedRows | None = None  # where a column says when they asked


@dataclass(frozen=True)
class PreviewRow:
    """One of the first rows as it was understood: `fate` is new, update, skip or refuse."""

    row: int
    name: str
    company: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    fields: Map[str, str]
    fate: str
    why: str


@dataclass(frozen=True)
class KeptLead:
    """A lead an undo left alone, and why (an English sentence)."""

    lead_id: UUID
    why: str


@dataclass(frozen=True)
class UndoResult:
    """What an undo did: leads removed, leads set back, and those kept because someone worked on them."""

    removed: int
    restored: int
    kept: tuple[KeptLead, ...]


@dataclass(frozen=True)
class ImportSummary:
    """One import in the list of imports; `can_undo` also says that its 30 days are not over.

    `state` is "running", "done", "undone", or "stopped": broken off and taken back, its counts are zero and
    `kept` says how many leads stay because someone worked on them meanwhile. A stopped import of which
    nothing stays is not in the list.
    """

    id: UUID
    file_name: str
    campaign_name: str
    person_name: str
    state: str
    read: int
    created: int
    updated: int
    skipped: int
    refused: int
    repeated: int
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    kept: int | None
    can_undo: bool
