"""A phone's own log: which of its calls were never logged here. What is no lead's is never kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from crm_desktop.domain.call import Direction
from crm_desktop.domain.callers import CallerRow
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.outside_calls import DOUBLE_WITHIN
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.phone_log import LeftOut, LeftOutRow, LogRow, find_columns, matched, read_row
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.calling.earlier import days_back, log_earlier
from crm_desktop.services.calling.incoming import campaign_for
from crm_desktop.services.calling.missed import note_missed
from crm_desktop.services.calling.outside_values import EarlierCall, MissedCall
from crm_desktop.services.lead_rules import hides_numbers
from crm_desktop.services.progress import Progress
from crm_desktop.store.callers import Callers
from crm_desktop.store.outside_calls import KnownCall, OutsideCalls
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store, Work

PHONE_LOG = "phone_log"  # how such calls say where their times come from: measured by the phone
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class LogLine:
    """A row of the log that is a lead's. `others` share the number; `number` is masked where it must be."""

    row: LogRow
    lead: CallerRow
    number: str
    others: int
    campaign_id: UUID | None
    result_id: UUID | None  # what is proposed, None: to be chosen (a missed call needs none)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A number of the log that is no lead the person may see, and its calls."""

    e164: str
    name: str
    calls: int
    last: LogRow


@dataclass(frozen=True, slots=True)
class PhoneLog:
    """A log compared with what is kept. rows = logged + missing + the strangers' calls + left_out."""

    file_name: str
    rows: int
    logged: tuple[LogLine, ...]
    missing: tuple[LogLine, ...]
    strangers: tuple[Stranger, ...]
    left_out: tuple[LeftOutRow, ...]
    campaigns: dict[UUID, Campaign]

    @property
    def stranger_calls(self) -> int:
        """Calls with numbers that are no lead."""
        return sum(stranger.calls for stranger in self.strangers)


@dataclass(frozen=True, slots=True)
class ToLog:
    """One call of the log that is to be kept, with its result (None for a missed call)."""

    line: LogLine
    result_id: UUID | None


@dataclass(frozen=True, slots=True)
class Logged:
    """How many were kept, how many were here already, and what was refused, by row."""

    added: int
    already: int
    refused: tuple[tuple[LogLine, UserError], ...]


class PhoneLogService:
    """Reads a log, and keeps of it what the person chooses."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, actor: Actor, path: Path, working_on: UUID | None = None) -> PhoneLog:
        """Compare a log with the calls that are kept; nothing is written.

        Raises UserError with one sentence when the file can't be read or is no log.
        """
        actor.require(Permission.CALL)
        with self._store.read(actor) as work:
            info, back, now = workspace_info(work), days_back(work), work.now
        read: list[LogRow | LeftOutRow] = []
        seen: set[tuple[str, Direction, datetime]] = set()
        with open_source(path) as source:
            table = source.table()
            columns = find_columns(table.header, [cells for _, cells in table.preview])
            for row_no, cells in source.rows():
                if len(read) >= MOST_ROWS:
                    raise UserError(
                        "“{file}” has more than {most} calls. Export fewer days, then bring it again.",
                        file=source.name,
                        most=f"{MOST_ROWS:,}",
                    )
                row = read_row(row_no, cells, columns, info.country, info.zone, now, back)
                if isinstance(row, LogRow):
                    said = (row.e164, row.direction, row.at)
                    if said in seen:
                        row = LeftOutRow(row_no, LeftOut.TWICE, row.name or row.e164)
                    seen.add(said)
                read.append(row)
        rows = [row for row in read if isinstance(row, LogRow)]
        left_out = tuple(row for row in read if isinstance(row, LeftOutRow))
        with self._store.read(actor) as work:
            return _compared(work, actor, path.name, rows, left_out, working_on)

    def log(self, actor: Actor, chosen: Sequence[ToLog], progress: Progress | None = None) -> Logged:
        """Keep these calls, each in its own transaction; the same log again adds nothing."""
        actor.require(Permission.CALL)
        added = already = 0
        refused: list[tuple[LogLine, UserError]] = []
        for place, call in enumerate(chosen):
            if progress is not None:
                progress.check()
                progress.update(place, len(chosen))
            try:
                with self._store.write(actor) as work:
                    if _keep(work, actor, call):
                        added += 1
                    else:
                        already += 1
            except UserError as error:
                refused.append((call.line, error))
        with self._store.write(actor) as work:
            work.record("phone_log.logged", "person", actor.person_id, added=added, already=already)
        return Logged(added, already, tuple(refused))


def results_for(campaign: Campaign) -> tuple[Disposition, ...]:
    """The results a row of a log can get by one key: those that ask for nothing that must be given."""
    active = (d for d in campaign.dispositions if d.is_active)
    plain = (d for d in active if not any(field.is_required for field in d.fields))
    return tuple(sorted(plain, key=lambda d: d.position))


def _compared(
    work: Work,
    actor: Actor,
    file_name: str,
    rows: list[LogRow],
    left_out: tuple[LeftOutRow, ...],
    working_on: UUID | None,
) -> PhoneLog:
    leads = _leads(work, [row.e164 for row in rows])
    mine = [row for row in rows if row.e164 in leads]
    known: tuple[KnownCall, ...] = ()
    if mine:
        phones = list({found[0].phone_id for found in leads.values()})
        first, last = min(row.at for row in mine), max(row.at for row in mine)
        known = OutsideCalls(work).at_phones(phones, first - DOUBLE_WITHIN, last + DOUBLE_WITHIN)
    keys = [((leads[row.e164][0].phone_id, row.direction), row.at) for row in mine]
    is_kept = matched(keys, [((call.phone_id, call.direction), call.dialled_at) for call in known])
    campaigns: dict[UUID, Campaign] = {}
    show = mask_phone if hides_numbers(work, actor) else str
    choose = _campaigns(work, working_on, campaigns)
    lines = [_line(row, leads[row.e164], choose, campaigns, show) for row in mine]
    return PhoneLog(
        file_name=file_name,
        rows=len(rows) + len(left_out),
        logged=tuple(line for place, line in enumerate(lines) if place in is_kept),
        missing=tuple(line for place, line in enumerate(lines) if place not in is_kept),
        strangers=_strangers([row for row in rows if row.e164 not in leads]),
        left_out=left_out,
        campaigns=campaigns,
    )


def _leads(work: Work, e164s: list[str]) -> dict[str, list[CallerRow]]:
    """The leads at each number, whoever waits for a call or was called lately first."""
    found: dict[str, list[CallerRow]] = {}
    for row in Callers(work).at_numbers(list(dict.fromkeys(e164s))):
        found.setdefault(row.phone, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: not row.is_promise_mine)
    return found


def _campaigns(
    work: Work, working_on: UUID | None, campaigns: dict[UUID, Campaign]
) -> Callable[[UUID], UUID | None]:
    """The campaign of each lead's calls, asked once a lead; None where none can be chosen."""
    chosen: dict[UUID, UUID | None] = {}

    def choose(lead_id: UUID) -> UUID | None:
        if lead_id not in chosen:
            try:
                campaign = campaign_for(work, lead_id, Queue(work).of_lead(lead_id), working_on)
            except UserError:
                chosen[lead_id] = None
            else:
                campaigns[campaign.id] = campaign
                chosen[lead_id] = campaign.id
        return chosen[lead_id]

    return choose


def _line(
    row: LogRow,
    found: list[CallerRow],
    choose: Callable[[UUID], UUID | None],
    campaigns: dict[UUID, Campaign],
    show: Callable[[str], str],
) -> LogLine:
    lead = found[0]
    campaign_id = choose(lead.lead_id)
    proposed = None
    if campaign_id is not None and row.direction is Direction.OUT and row.talk_s == 0:
        proposed = _nobody_answered(campaigns[campaign_id])
    return LogLine(row, lead, show(row.e164), len(found) - 1, campaign_id, proposed)


def _nobody_answered(campaign: Campaign) -> UUID | None:
    """The result of a call without a second of talk: No answer, or the first at which nobody spoke."""
    quiet = [d for d in results_for(campaign) if not d.flags & {Flag.HUMAN, Flag.FINAL, Flag.DO_NOT_CALL}]
    found = next((d for d in quiet if d.code == "NO_ANSWER"), quiet[0] if quiet else None)
    return None if found is None else found.id


def _strangers(rows: list[LogRow]) -> tuple[Stranger, ...]:
    by_number: dict[str, list[LogRow]] = {}
    for row in rows:
        by_number.setdefault(row.e164, []).append(row)
    found = [
        Stranger(
            e164, next((r.name for r in calls if r.name), ""), len(calls), max(calls, key=lambda r: r.at)
        )
        for e164, calls in by_number.items()
    ]
    return tuple(sorted(found, key=lambda stranger: (-stranger.calls, stranger.e164)))


def _keep(work: Work, actor: Actor, call: ToLog) -> bool:
    """Keep one call of a log; False when one of that moment is here already."""
    line, row = call.line, call.line.row
    same = OutsideCalls(work).near(line.lead.lead_id, row.direction, row.at, timedelta(0))
    if same is not None:
        return False
    call_id, request_id = new_id(), new_id()
    if row.direction is Direction.MISSED:
        note_missed(
            work,
            actor,
            MissedCall(
                request_id, call_id, line.lead.lead_id, line.lead.phone_id, line.campaign_id, row.at,
                dialler=PHONE_LOG, is_double_fine=True,
            ),
        )  # fmt: skip
        return True
    if call.result_id is None:
        raise UserError("Choose how the call ended.", field="result")
    log_earlier(
        work,
        actor,
        EarlierCall(
            request_id, call_id, line.lead.lead_id, row.direction, row.at, call.result_id,
            line.lead.phone_id, line.campaign_id, talk_s=row.talk_s, dialler=PHONE_LOG, is_double_fine=True,
        ),
    )  # fmt: skip
    return True
