"""Reports saved under a name: opened by it, shared, and written to a folder at set times, or caught up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.saved_reports import (
    LONGEST_NAME,
    Asks,
    Every,
    Planned,
    SavedReport,
    Schedule,
    file_name,
)
from crm_desktop.errors import Cancelled, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.log import get_logger
from crm_desktop.services.progress import Progress
from crm_desktop.services.reports.asked import Question
from crm_desktop.services.reports.files import WriteTable
from crm_desktop.services.reports.service import ReportService, checked
from crm_desktop.services.settings import WorkstationSettings
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.saved_reports import SavedReports
from crm_desktop.store.unit_of_work import Store

log = get_logger(__name__)

SEAT = "reports_seat"  # which workstation this is, in its own file
FORMATS = ("xlsx", "csv", "pdf")
TRY_AGAIN = timedelta(minutes=10)
_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written by itself, or why it couldn't be (then without a file)."""

    name: str
    file: Path | None
    error: UserError | None = None


class SavedReportService:
    """Keeps reports under names, and writes those whose time has come."""

    def __init__(self, store: Store, reports: ReportService, workstation: WorkstationSettings) -> None:
        self._store, self._reports, self._workstation = store, reports, workstation
        self._tried: dict[UUID, datetime] = {}

    # ---- keeping -----------------------------------------------------------------------------------

    def all(self, actor: Actor) -> tuple[SavedReport, ...]:
        """One's own and those shared with one, by name."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            return SavedReports(work).seen_by(actor)

    def named(self, actor: Actor, name: str) -> SavedReport:
        """The one of this name, one's own before a shared one; NotFound says which there are."""
        found, wanted = self.all(actor), name.strip().casefold()
        same = [saved for saved in found if saved.name.casefold() == wanted]
        if not same:
            raise NotFound(
                "No report is saved as “{name}”. There are: {names}.",
                name=name,
                names=", ".join(saved.name for saved in found) or "–",
            )
        return next((saved for saved in same if saved.owner_id == actor.person_id), same[0])

    def question(self, asks: Asks, at: datetime | None = None) -> Question:
        """What it asks at a moment, by the office's date; now unless said."""
        with self._store.read() as work:
            zone = workspace_zone(work)
            return _question(asks, work.now if at is None else at, zone)

    def save(self, actor: Actor, name: str, asks: Asks, *, is_shared: bool = False) -> SavedReport:
        """Keep it under a name; one's own of the same name asks this from now on, when it asked else."""
        actor.require(Permission.SEE_REPORTS)
        name = _name(name)
        _may_share(actor, is_shared)
        checked(asks.report, self.question(asks))
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            known = _own_of_name(rows, actor, name)
            saved = SavedReport(
                known.id if known else new_id(), actor.person_id, actor.team_id, name, asks, is_shared,
                actor.name, known.planned if known else None,
            )  # fmt: skip
            (rows.change if known else rows.add)(saved)
            work.record("report_saved", "saved_report", saved.id, report=asks.report, shared=is_shared)
            work.announce("reports")
        return saved

    def change(self, actor: Actor, report_id: UUID, *, name: str, is_shared: bool) -> SavedReport:
        """Another name, or shared with others; what it asks stays."""
        name = _name(name)
        _may_share(actor, is_shared)
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            saved, other = _own(rows, actor, report_id), _own_of_name(rows, actor, name)
            if other is not None and other.id != report_id:
                raise UserError(
                    "You have a report “{name}” already. Choose another name.", field="name", name=name
                )
            saved = replace(saved, name=name, is_shared=is_shared)
            rows.change(saved)
            work.record("report_renamed", "saved_report", saved.id, shared=is_shared)
            work.announce("reports")
        return saved

    def delete(self, actor: Actor, report_id: UUID) -> SavedReport:
        """Keep it no more, nor write it; gives what `put_back` takes."""
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            saved = _own(rows, actor, report_id)
            rows.remove(report_id)
            work.record("report_deleted", "saved_report", report_id)
            work.announce("reports")
        return saved

    def put_back(self, actor: Actor, saved: SavedReport) -> None:
        """As it was before it was deleted; what became due meanwhile is not written."""
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            if saved.owner_id != actor.person_id or _own_of_name(rows, actor, saved.name) is not None:
                raise UserError("You have a report “{name}” already. Choose another name.", name=saved.name)
            if saved.planned is not None:
                next_at = saved.planned.schedule.next_after(work.now, workspace_zone(work))
                saved = replace(saved, planned=replace(saved.planned, next_at=next_at))
            rows.add(saved)
            work.record("report_saved", "saved_report", saved.id, report=saved.asks.report)
            work.announce("reports")

    # ---- writing by itself -------------------------------------------------------------------------

    def seat(self) -> str:
        """Which workstation this is."""
        known = self._workstation.get(SEAT)
        if not known:
            known = str(new_id())
            self._workstation.set(SEAT, known)
        return str(known)

    def is_here(self, saved: SavedReport) -> bool:
        """Whether it is this workstation that writes it."""
        return saved.planned is not None and saved.planned.schedule.seat == self.seat()

    def plan(
        self,
        actor: Actor,
        report_id: UUID,
        *,
        every: str,
        at_minute: int,
        format: str,
        folder: str,
        on: int = 0,
    ) -> Planned:
        """Write it here from the next time on, in place of an earlier schedule."""
        schedule = _schedule(every, at_minute, format, folder, self.seat(), on)
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            saved = _own(rows, actor, report_id)
            planned = Planned(schedule, schedule.next_after(work.now, workspace_zone(work)))
            if saved.planned is not None:
                planned = replace(planned, last_at=saved.planned.last_at, last_file=saved.planned.last_file)
            rows.plan(saved, planned)
            work.record("report_planned", "saved_report", report_id, every=every, format=format)
            work.announce("reports")
        self._tried.pop(report_id, None)
        return planned

    def stop(self, actor: Actor, report_id: UUID) -> None:
        """Write it no more; the files stay."""
        with self._store.write(actor) as work:
            rows = SavedReports(work)
            _own(rows, actor, report_id)
            if rows.unplan(report_id):
                work.record("report_unplanned", "saved_report", report_id)
                work.announce("reports")

    def run_due(
        self,
        actor: Actor,
        write_pdf: WriteTable | None = None,
        progress: Progress | None = None,
    ) -> tuple[Written, ...]:
        """Write what is due here, each missed occasion of it once, with the rights of its owner alone.

        What can't be written, or is stopped, keeps its turn, and is tried again after `TRY_AGAIN`.
        """
        if not actor.may(Permission.SEE_REPORTS):
            return ()
        with self._store.read(actor) as work:
            now, zone = work.now, workspace_zone(work)
            due = SavedReports(work).due(actor.person_id, self.seat())
        told: list[Written] = []
        for saved in due:
            tried = self._tried.get(saved.id)
            if tried is not None and timedelta(0) <= now - tried < TRY_AGAIN:
                continue
            self._tried[saved.id] = now  # whatever comes in between
            try:
                told += self._catch_up(actor, saved, now, zone, write_pdf, progress)
            except Cancelled:
                break
            if told and told[-1].file is not None:
                self._tried.pop(saved.id, None)
        return tuple(told)

    def _catch_up(
        self,
        actor: Actor,
        saved: SavedReport,
        now: datetime,
        zone: str,
        write_pdf: WriteTable | None,
        progress: Progress | None,
    ) -> Iterator[Written]:
        """Writes one after the other. A turn is over once its file stands there, and not before: a program
        that is stopped or killed meanwhile writes it at its next start.
        """
        assert saved.planned is not None
        schedule, due_at = saved.planned.schedule, saved.planned.next_at
        occasions = schedule.missed(due_at, now, zone)
        after = schedule.next_after(now, zone)
        for place, at in enumerate(occasions):
            then = occasions[place + 1] if place + 1 < len(occasions) else after
            days = _days(saved.asks, at, zone)
            if any(_days(saved.asks, later, zone) == days for later in occasions[place + 1 :]):
                continue  # the very same file would be written again
            if progress is not None:
                progress.check()
            written = self._write(actor, saved, schedule, at, zone, write_pdf, progress)
            with self._store.write(actor) as work:
                rows = SavedReports(work)
                if written.file is None:
                    rows.failed(saved.id, due_at, str(written.error))
                elif rows.take(saved.id, due_at, then):  # planned anew meanwhile: that counts
                    rows.wrote(saved.id, written.file.name)
                work.announce("reports")
            yield written
            if written.file is None:
                break
            due_at = then

    def _write(
        self,
        actor: Actor,
        saved: SavedReport,
        schedule: Schedule,
        at: datetime,
        zone: str,
        write_pdf: WriteTable | None,
        progress: Progress | None,
    ) -> Written:
        first, last = _days(saved.asks, at, zone)
        out = Path(schedule.folder) / file_name(saved.name, first, last, schedule.format)
        reports = self._reports if progress is None else self._reports.watched(progress)
        try:
            if not out.parent.is_dir():
                raise UserError(
                    "The folder {folder} isn't there now. Connect it or make it again, or choose another "
                    "for this report.",
                    field="folder",
                    folder=out.parent,
                )
            reports.export(
                actor, saved.asks.report, _question(saved.asks, at, zone), schedule.format, out, write_pdf,
                is_compared=saved.asks.is_compared,
            )  # fmt: skip
        except UserError as error:
            if error.is_about_server:
                self._tried.pop(saved.id, None)  # as soon as it is back
                raise
            log.info("a report couldn't be written", template=error.template)
            return Written(saved.name, None, error)
        return Written(saved.name, out)


def _question(asks: Asks, at: datetime, zone: str) -> Question:
    first, last = _days(asks, at, zone)
    return Question(first, last, asks.people, asks.by, asks.campaign_id, asks.source, asks.tag)


def _days(asks: Asks, at: datetime, zone: str) -> tuple[date, date]:
    return asks.days(at.astimezone(ZoneInfo(zone)).date())


def _name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise UserError("A saved report needs a name. Type one.", field="name")
    if len(plain) > LONGEST_NAME:
        raise UserError(
            "The name is longer than {most} letters. Shorten it.", field="name", most=LONGEST_NAME
        )
    return plain


def _may_share(actor: Actor, is_shared: bool) -> None:
    if is_shared:
        actor.require(Permission.SHARE_VIEWS, Reach.TEAM)


def _own(rows: SavedReports, actor: Actor, report_id: UUID) -> SavedReport:
    found = next((saved for saved in rows.seen_by(actor) if saved.id == report_id), None)
    if found is None:
        raise NotFound("This report was deleted already.")
    if found.owner_id != actor.person_id:
        raise NotAllowed("Only whoever saved this report can change it. Save it under a name of your own.")
    return found


def _own_of_name(rows: SavedReports, actor: Actor, name: str) -> SavedReport | None:
    wanted = name.casefold()
    own = (saved for saved in rows.seen_by(actor) if saved.owner_id == actor.person_id)
    return next((saved for saved in own if saved.name.casefold() == wanted), None)


def _schedule(every: str, at_minute: int, format: str, folder: str, seat: str, on: int) -> Schedule:
    if every not in list(Every):
        raise UserError("Choose how often the report is written.", field="every")
    if not 0 <= at_minute < _A_DAY:
        raise UserError("Choose a time of the day.", field="at")
    if format not in FORMATS:
        raise UserError("“{format}” can't be written here. Choose {formats}.", field="format", format=format,
                        formats=", ".join(FORMATS))  # fmt: skip
    if (every == Every.WEEK and not 0 <= on < 7) or (every == Every.MONTH and not 1 <= on <= 31):
        raise UserError("Choose the day it is written on.", field="on")
    return Schedule(Every(every), at_minute, format, str(_writable(folder)), seat, on)


def _writable(folder: str) -> Path:
    """The folder, once a file could be made in it."""
    if not folder.strip():
        raise UserError("Choose a folder.", field="folder")
    there = Path(folder.strip()).expanduser()
    if not there.is_absolute():
        raise UserError(
            "{folder} is no whole path. Choose a folder with its drive.", field="folder", folder=folder
        )
    if not there.is_dir():
        raise UserError(
            "There is no folder {folder}. Choose another, or make it first.", field="folder", folder=there
        )
    try:
        handle, name = tempfile.mkstemp(prefix=".crm-", dir=there)
        os.close(handle)
        os.unlink(name)
    except OSError as error:
        raise UserError(
            "Nothing can be written to {folder} ({why}). Choose another folder.",
            field="folder",
            folder=there,
            why=error.strerror or "no access",
        ) from error
    return there
