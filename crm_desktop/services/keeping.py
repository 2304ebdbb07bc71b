"""How long each kind of data is kept: what the next sweep would take, the sweep, and what law holds back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.retention import (
    PERSON_KINDS,
    RULE_OF,
    SWEPT,
    UNDO_KEPT,
    LegalHold,
    OldKind,
    months_before,
)
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.log import get_logger
from crm_desktop.services.erasing_whom import names, someone
from crm_desktop.services.leaving import LeavingService
from crm_desktop.services.many_going import ManyGoing
from crm_desktop.services.progress import Progress
from crm_desktop.services.retention import AT_ONCE, RetentionService, kept_months_of
from crm_desktop.store.campaigns import office_date, workspace_zone
from crm_desktop.store.legal_holds import LegalHolds
from crm_desktop.store.old_records import OldRecords
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.sealed_records import SealedRecords
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

LONGEST = 300
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OldData:
    """One kind: kept for so many months (None: no period), how much is older, and what holds it back."""

    kind: OldKind
    months: int | None
    source: str  # the law the period comes from; empty: the office's own choice
    older_than: datetime | None
    count: int
    held_by: LegalHold | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the settings show: each kind, every hold, whether it goes by itself, the last sweep."""

    kinds: tuple[OldData, ...]
    holds: tuple[LegalHold, ...]
    is_swept: bool
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class HoldKind:
    """Keep a kind (None: all of them) from being deleted until the end of a day, and say why.

    `lead_id`: of that person alone, who stays unnamed; then one of `PERSON_KINDS`.
    """

    kind: OldKind | None
    reason: str
    law: str
    until: date
    lead_id: UUID | None = None


class KeepingService:
    """Lets what is old go; an admin's."""

    def __init__(
        self,
        store: Store,
        retention: RetentionService,
        sealer: Sealer,
        leaving: LeavingService,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        """`sealer`: of the audit; `leaving` deletes accounts. `rest` waits for so many seconds between two
        batches, so that callers' acts come in between.
        """
        self._store = store
        self._sealer = sealer
        self._leaving = leaving
        self._retention = retention
        self._rest = rest

    def preview(self, actor: Actor) -> Kept:
        """What the next sweep would take; changes nothing."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        old_calls = sum(month.calls for month in self._retention.old_months(actor))
        with self._store.read(actor) as work:
            old, holds = OldRecords(work), LegalHolds(work).standing()
            kinds = []
            for each in _periods(work, holds):
                count = old_calls if each.kind is OldKind.CALLS else 0
                if each.kind is OldKind.LOGS and each.older_than is not None:
                    count = self._sealer.old_rows(work, each.older_than)
                elif each.older_than is not None and each.kind is not OldKind.CALLS:
                    count = old.count(each.kind, each.older_than)
                kinds.append(replace(each, count=count))
            return Kept(tuple(kinds), holds, _is_swept(work), old.last_sweep_at())

    def run(self, actor: Actor, progress: Progress | None = None) -> tuple[OldData, ...]:
        """Take what is old, some at a time; gives what was taken. What is held stays.

        Stopped in between, it goes on the next time.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.read(actor) as work:
            due = _periods(work, LegalHolds(work).standing())
        return tuple(self._take(actor, each, progress) for each in due)

    def sweep_today(self, actor: Actor) -> tuple[OldData, ...]:
        """Once a day by the office's calendar, where it goes by itself; months of calls go as they did.

        Where nothing is old this asks one index a kind.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.read(actor) as work:
            zone, old = ZoneInfo(workspace_zone(work)), OldRecords(work)
            periods = _periods(work, LegalHolds(work).standing())
            is_wanted = _is_swept(work)
            last = old.last_sweep_at()
            is_done = last is not None and last.astimezone(zone).date() == work.now.astimezone(zone).date()
            due = [
                each
                for each in periods
                if each.kind is not OldKind.CALLS
                and each.held_by is None
                and each.older_than is not None
                and is_wanted
                and not is_done
                and (
                    self._sealer.is_any_old(work, each.older_than)
                    if each.kind is OldKind.LOGS
                    else old.is_any(each.kind, each.older_than)
                )
            ]
            calls = [p for p in periods if p.kind is OldKind.CALLS and p.held_by is None]
        return tuple(self._take(actor, each, None) for each in (*calls, *due))

    def hold(self, actor: Actor, command: HoldKind) -> LegalHold:
        """Keep a kind; raises UserError without a reason and the law, or for a day that is past.

        Of a person also for a kind that isn't theirs, and for words that name them.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        reason, law = " ".join(command.reason.split()), " ".join(command.law.split())
        if not reason:
            raise UserError("Say why it must be kept, such as the case and its number.", field="reason")
        if not law:
            raise UserError("Say which law or order wants it kept.", field="law")
        if max(len(reason), len(law)) > LONGEST:
            raise UserError(
                "That is too long. Use at most {limit} characters.", field="reason", limit=LONGEST
            )
        with self._store.write(actor) as work:
            if command.until < office_date(work):
                raise UserError("Choose today or a later day.", field="until")
            if command.lead_id is not None:
                if command.kind is not None and command.kind not in PERSON_KINDS:
                    raise UserError("Of one person, calls, messages, sales or everything can be held.")
                if names(f"{reason} {law}", someone(work, command.lead_id)):
                    raise UserError(
                        "This names the person, and stays when all else goes. Give the number of the case.",
                        field="reason",
                    )
            made = LegalHold(
                new_id(), command.kind, reason, law, command.until, work.now, actor.person_id, command.lead_id
            )
            LegalHolds(work).add(made)
            kind = "all" if command.kind is None else command.kind.value
            of_lead = {} if command.lead_id is None else {"lead_id": str(command.lead_id)}
            work.record(
                "hold.made", "legal_hold", made.id, kind=kind, until=command.until.isoformat(), **of_lead
            )
            work.announce("settings")
        return made

    def lift(self, actor: Actor, hold_id: UUID) -> None:
        """Let go of a hold before its day; `NotFound` when it is lifted already.

        What an erasure sealed for it alone goes with the next upkeep.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            if not LegalHolds(work).lift(hold_id):
                raise NotFound("This was lifted already. Look at the list again.")
            sealed = SealedRecords(work).end_hold(hold_id)
            work.record("hold.lifted", "legal_hold", hold_id, sealed=sealed)
            work.announce("settings")

    def holds_of(self, actor: Actor, lead_id: UUID) -> tuple[LegalHold, ...]:
        """What holds a person's data today."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.read(actor) as work:
            return LegalHolds(work).of_leads([lead_id], office_date(work))

    def _take(self, actor: Actor, due: OldData, progress: Progress | None) -> OldData:
        if due.held_by is not None or due.older_than is None:
            return due
        if due.kind is OldKind.CALLS:
            taken = self._retention.sweep(actor, progress)
            return replace(due, count=sum(month.taken for month in taken))
        if due.kind is OldKind.LOGS:
            return self._end_stretch(actor, due)
        if due.kind is OldKind.ACCOUNTS:
            return self._delete_accounts(actor, due)
        total = 0
        with self._store.read(actor) as work:
            many = OldRecords(work).count(due.kind, due.older_than)
        with ManyGoing(self._store, actor, many) as going:
            while True:
                if progress is not None:
                    progress.check()
                begun = time.monotonic()
                with self._store.write(actor) as work:
                    going.say(work)
                    taken_now = OldRecords(work).take(due.kind, due.older_than, AT_ONCE)
                    total += taken_now
                    if taken_now < AT_ONCE:
                        if total:
                            OldRecords(work).note_sweep(due.kind, due.older_than, total)
                            work.record("old_data_taken", "workspace", None, kind=due.kind.value, rows=total)
                        break
                if progress is not None:
                    progress.update(total)
                self._rest(time.monotonic() - begun)
        return replace(due, count=total)

    def _end_stretch(self, actor: Actor, due: OldData) -> OldData:
        """The audit goes by stretches: the chain begins anew with a signed seal, and is checked as before."""
        assert due.older_than is not None
        gone = self._sealer.end_stretch(due.older_than)
        if gone:
            with self._store.write(actor) as work:
                OldRecords(work).note_sweep(due.kind, due.older_than, gone)
                work.record("old_data_taken", "workspace", None, kind=due.kind.value, rows=gone)
        return replace(due, count=gone)

    def _delete_accounts(self, actor: Actor, due: OldData) -> OldData:
        """What they did stays under a neutral name; who can't be deleted yet waits for the next time."""
        assert due.older_than is not None
        with self._store.read(actor) as work:
            going = OldRecords(work).accounts(due.older_than)
        gone = 0
        for person_id, name in going:
            try:
                self._leaving.delete(actor, name, person_id)
                gone += 1
            except UserError as error:
                log.info("an old account stays for now", template=error.template)
        if gone:
            with self._store.write(actor) as work:
                OldRecords(work).note_sweep(due.kind, due.older_than, gone)
                work.record("old_data_taken", "workspace", None, kind=due.kind.value, rows=gone)
        return replace(due, count=gone)


def _is_swept(work: Work) -> bool:
    kept = SettingRows(work).of_workspace(SWEPT)
    return bool(SETTINGS[SWEPT].default if kept is None else kept)


def _periods(work: Work, holds: tuple[LegalHold, ...]) -> list[OldData]:
    """Each kind with its period of today; counts are still to be asked."""
    today = office_date(work)
    pack = rules_today(work).kept
    found = []
    for kind in OldKind:
        held = next((hold for hold in holds if hold.holds(kind, today)), None)
        months: int | None = None
        source, before = "", None
        if kind in (OldKind.UNDO, OldKind.LEADS):
            before = work.now - UNDO_KEPT
        elif kind is OldKind.CALLS:
            months = kept_months_of(work) or None
        elif (rule := pack.get(RULE_OF[kind])) is not None:
            months, source = int(rule.row.value), rule.row.source
        if months is not None:
            before = months_before(work.now, months)
        found.append(OldData(kind, months, source, before, 0, held))
    return found
