"""Bringing leads in: planning, running, taking back; the one place the screens and commands ask."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.import_mapping import Mapping, layout_signature
from crm_desktop.domain.import_rows import RowContext
from crm_desktop.domain.lawful import Basis
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import CrmError, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import Source, Table
from crm_desktop.readers.apart import Reading
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.evidence import EvidenceService
from crm_desktop.services.imports import running
from crm_desktop.services.imports.noting import KIND, Closing, Opening, payload
from crm_desktop.services.imports.plan import (
    DUPLICATES,
    ImportPlan,
    ImportResult,
    ImportSummary,
    Preview,
    UndoResult,
    check_of,
)
from crm_desktop.services.imports.preview import look_ahead
from crm_desktop.services.imports.reading import Rows, no_collections
from crm_desktop.services.imports.refused import RefusedFile, beside, has_reason
from crm_desktop.services.imports.running import ImportRun
from crm_desktop.services.imports.undoing import take_back
from crm_desktop.services.lawful import (
    AnswerWhy,
    Asked,
    LawfulService,
    checked_answer,
    scope_of,
    with_file,
)
from crm_desktop.services.progress import Progress
from crm_desktop.services.stored_files import check_readable
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.import_undo import ImportUndo
from crm_desktop.store.imports import Counts, ImportRow, Imports, PersonNames
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

FORGET = 2_000  # leads whose old undo data goes in one transaction
_log = logging.getLogger(__name__)


class ImportService:
    """Imports of one workspace. `workspace_dir` is its folder, where no refused rows may be put."""

    def __init__(
        self,
        store: Store,
        campaigns: CampaignService | None = None,
        workspace_dir: Path | None = None,
        evidence: EvidenceService | None = None,
    ) -> None:
        self._store, self._evidence = store, evidence
        self._campaigns = campaigns or CampaignService(store)
        self._workspace_dir = workspace_dir

    # planning

    def layout_for(self, actor: Actor, header: Sequence[str]) -> Mapping | None:
        """The mapping remembered for a file with these headings, None when there was no such file."""
        actor.require(Permission.IMPORT, Reach.TEAM)
        headings = list(header)
        with self._store.read(actor) as work:
            imports = Imports(work)
            found = imports.layout(layout_signature(headings))
            if found is None and has_reason(headings):
                found = imports.layout(layout_signature(headings[:-1]))
        return None if found is None else Mapping.from_json(found).for_header(headings)

    def people(self, actor: Actor) -> tuple[PersonNames, ...]:
        """Who may become owner of brought leads: the team's people for a team lead, all for an admin."""
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            return _people(work, actor, reach)

    def preview(
        self,
        actor: Actor,
        source: Source,
        sheet: str | None,
        mapping: Mapping,
        plan: ImportPlan,
        *,
        limit: int | None = 5_000,
        progress: Progress | None = None,
    ) -> Preview:
        """What the import would do, found out on the first `limit` rows (None: on all). Changes nothing."""
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        plan = replace(plan, mapping=mapping, sheet=sheet)
        _check(plan, source.table(sheet))
        with self._store.read(actor) as work:
            people = _people(work, actor, reach)
            reading = _reading(work, source, plan, people)
            return look_ahead(work, actor, reading, plan, people, limit, progress)

    # running

    def run(
        self,
        actor: Actor,
        source: Source,
        plan: ImportPlan,
        progress: Progress | None = None,
        refused_file: Path | None = None,
    ) -> ImportResult:
        """Bring the rows of a source in. Refused rows go to `refused_file`, else beside the source's file.

        All or nothing: a `UserError` about the file, `Cancelled` or any other error leaves the store as it
        was, but for leads that someone worked on meanwhile. A repeated `request_id` gives the first result.
        """
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        table = source.table(plan.sheet)
        _check(plan, table)
        earlier = self._earlier(actor, source, plan)
        if earlier is not None:
            return earlier
        if plan.why is not None:
            actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
            if plan.why_file is not None:
                check_readable(plan.why_file, "file")
            plan = replace(plan, why=with_file(plan.why, plan.why_file))
            assert plan.why is not None
            with self._store.read(actor) as work:
                checked_answer(plan.why, work)
        refused = self._refused_file(source, table, refused_file)
        try:
            with no_collections():
                result, is_new = self._run(actor, reach, source, plan, progress, refused)
            return self._answered(actor, plan, result, is_new)
        except BaseException:
            if refused is not None:
                refused.drop()
            raise

    def _answered(self, actor: Actor, plan: ImportPlan, result: ImportResult, is_new: bool) -> ImportResult:
        """Why its people may be called, if the import says so; else they wait where nobody answered.

        New leads came to their places by law; settled are those that were there, where anything changed.
        """
        lawful = LawfulService(self._store)
        is_in_place = result.updated == 0
        if plan.why is not None:
            with self._store.read(actor) as work:
                scope = scope_of(work, result.campaign_id, plan.why)
            is_local = self._store.engine.dialect.name == "sqlite"
            is_in_place = is_in_place and is_new and is_local
            answer = AnswerWhy(new_id(), result.campaign_id, plan.why, result.id, scope)
            self._answer(actor, answer, plan.why_file, settles=not is_in_place)
        elif not is_in_place:
            lawful.settle(actor, result.campaign_id)
        return result

    def _answer(self, actor: Actor, answer: AnswerWhy, file: Path | None, *, settles: bool) -> None:
        lawful = LawfulService(self._store)
        if file is None:
            lawful.answer(actor, answer, settles=settles)
            return
        assert self._evidence is not None, "a file is kept where documents are"

        def keep(piece: Piece) -> Asked:
            return lawful.answer(actor, replace(answer, file=piece), settles=settles)

        self._evidence.bring(actor, Whose(campaign_id=answer.campaign_id), file, keep)

    def _run(
        self,
        actor: Actor,
        reach: Reach,
        source: Source,
        plan: ImportPlan,
        progress: Progress | None,
        refused: RefusedFile | None,
    ) -> tuple[ImportResult, bool]:
        """What became of it, and whether its campaign was made for it."""
        with self._store.read(actor) as work:
            people = _people(work, actor, reach)
            reading = _reading(work, source, plan, people)
            known = Campaigns(work).id_by_name(" ".join(plan.campaign_name.split()))
        with Rows(reading, check_of(progress), first=running.BATCH) as rows:
            run = ImportRun(self._store, actor, plan, rows, refused, progress)
            return self._run_rows(actor, source, plan, people, known, run, refused), known is None

    def _run_rows(
        self,
        actor: Actor,
        source: Source,
        plan: ImportPlan,
        people: Sequence[PersonNames],
        known: UUID | None,
        run: ImportRun,
        refused: RefusedFile | None,
    ) -> ImportResult:
        is_short = run.read_first()  # a file that can't be read at all changes nothing
        campaign = self._campaigns.ensure(actor, plan.campaign_name)
        opening = Opening(actor, plan, source, campaign, people, run.import_id)
        closing = Closing(source, plan, run, campaign.id, refused)
        try:
            if is_short:
                with self._store.write(actor) as work:
                    run.prepare(opening.begin(work))
                    run.write_at_once(work)
                    return closing.end(work)
            return self._run_long(actor, run, opening, closing)
        except BaseException:
            if known is None:
                self._drop_campaign(actor, campaign.id)
            raise

    def _run_long(self, actor: Actor, run: ImportRun, opening: Opening, closing: Closing) -> ImportResult:
        """An import of many transactions, alone among its kind; taken back whatever stops it."""
        with import_lock(self._store) as is_ours:
            if not is_ours:
                raise UserError(
                    "Another big import is running in this workspace. Wait until it ends, then try again."
                )
            with self._store.write(actor) as work:
                run.prepare(opening.begin(work))
                work.announce("imports")
            try:
                run.write_in_batches()
                with self._store.write(actor) as work:
                    run.finish(work)
                    return closing.end(work)
            except BaseException as error:
                self._stopped(actor, run.import_id, error)
                raise

    def _stopped(self, actor: Actor | None, import_id: UUID, error: BaseException) -> None:
        """Take back what a stopped import wrote; what fails here is done at the next start."""
        try:
            take_back(self._store, actor, import_id, None, was_stopped=True)
        except CrmError as trouble:
            _log.warning("import stopped by %s, not yet taken back: %s", type(error).__name__, trouble)

    def _drop_campaign(self, actor: Actor, campaign_id: UUID) -> None:
        try:
            with self._store.write(actor) as work:
                if Imports(work).drop_empty_campaign(campaign_id):
                    work.record("campaign.dropped", "campaign", campaign_id)
                    work.announce("campaigns", campaign_id)
        except CrmError as trouble:
            _log.warning("the campaign of a stopped import stays: %s", trouble)

    # afterwards

    def undo(self, actor: Actor, import_id: UUID, progress: Progress | None = None) -> UndoResult:
        """Take an import back within 30 days (a setting); leads someone worked on since stay, and are listed.

        Goes in short transactions: when it is cancelled or killed, what is done stays done, and undoing
        again does the rest.
        """
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            found = Imports(work).get(import_id)
            now, undo_for = work.now, _undo_for(work)
        if found is None or not _is_theirs(found, actor, reach):
            raise NotFound("This import does not exist. Choose one from the list of imports.")
        if found.state == "undone":
            raise UserError("This import was taken back already. There is nothing left to do.")
        if found.state == "running":
            raise UserError("This import is still running. Wait until it is finished, or cancel it.")
        if now - found.started_at > undo_for:
            raise UserError(
                "This import is older than {days} days, too old to be taken back. Remove leads one by one.",
                days=undo_for.days,
            )
        with import_lock(self._store) as is_ours, no_collections():
            if not is_ours:  # it may be about to use phones that this would remove
                raise UserError(
                    "Another big import is running in this workspace. Wait until it ends, then try again."
                )
            return take_back(self._store, actor, import_id, progress)

    def list(self, actor: Actor, limit: int = 200) -> tuple[ImportSummary, ...]:
        """The imports this person may take back or ask about, newest first."""
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            rows = [row for row in Imports(work).all(limit) if _is_theirs(row, actor, reach)]
            undo_for = _undo_for(work)
            return tuple(_summary(row, work.now - row.started_at <= undo_for) for row in rows)

    def finish_interrupted(self, actor: Actor | None = None) -> int:
        """Take back imports whose program was killed; call it when a workspace is opened. How many."""
        with self._store.read(actor) as work:
            if not Imports(work).running():
                return 0
        with import_lock(self._store) as is_ours:
            if not is_ours:  # it runs in another window
                return 0
            with self._store.read(actor) as work:
                broken_off = Imports(work).running()
            for row in broken_off:
                take_back(self._store, actor, row.id, None, was_stopped=True)
                _log.info("import %s was broken off and is taken back", row.id)
        return len(broken_off)

    def forget_old(self, actor: Actor | None = None) -> int:
        """Delete what undoing would need of imports too old to be undone; how many leads' data it was.

        It is personal data nobody can use any more. Call it once a day, and when a workspace is opened.
        """
        with self._store.read(actor) as work:
            old = Imports(work).with_undo_data(work.now - _undo_for(work))
        deleted = 0
        for import_id in old:
            of_this = 0
            while True:
                with self._store.write(actor) as work:
                    some = ImportUndo(work, import_id.bytes).forget(FORGET)
                    of_this += some
                    if some < FORGET:
                        work.record("import.undo_data_deleted", "import", import_id, leads=of_this)
                        break
            deleted += of_this
        return deleted

    def _earlier(self, actor: Actor, source: Source, plan: ImportPlan) -> ImportResult | None:
        with self._store.read(actor) as work:
            found: dict[str, Any] | None = work.earlier_result(plan.request_id, KIND, payload(source, plan))
        if found is None:
            return None
        refused = found.get("refused_file")
        return ImportResult(
            id=UUID(found["id"]),
            campaign_id=UUID(found["campaign_id"]),
            read=int(found["read"]),
            created=int(found["created"]),
            updated=int(found["updated"]),
            skipped=int(found["skipped"]),
            refused=int(found["refused"]),
            repeated=int(found["repeated"]),
            refused_file=Path(refused) if refused else None,
        )

    def _refused_file(self, source: Source, table: Table, chosen: Path | None) -> RefusedFile | None:
        """Where refused rows go; made now, so that a folder that can't be written is known first."""
        origin = source.path
        if chosen is None:
            if origin is None:
                return None  # pasted cells, and no place named
            chosen = beside(origin)
        elif origin is not None and chosen.resolve() == origin.resolve():
            raise UserError(
                "The refused rows would overwrite the file they come from. Choose another place for them.",
                field="refused",
            )
        header = None if table.header_row is None else table.header
        return RefusedFile(chosen, header, self._workspace_dir)


def _check(plan: ImportPlan, table: Table) -> None:
    """What is wrong with a plan before any row is read."""
    if plan.duplicates not in DUPLICATES:
        raise UserError("“{duplicates}” is no way to treat duplicates.", duplicates=plan.duplicates)
    if not plan.campaign_name.strip():
        raise UserError("Name the campaign these leads are for.", field="campaign")
    if plan.mapping.problem is not None:
        raise UserError(plan.mapping.problem, field="mapping")
    if plan.asked_column is not None:
        if plan.why is None or plan.why.kind is not Basis.ASKED:
            raise UserError("Only who asked has a date on which they asked.", field="why")
        if not 0 <= plan.asked_column < len(plan.mapping.columns):
            raise UserError("The column that says when they asked isn't in this file.", field="asked_on")
    if len(plan.mapping.columns) > len(table.header):
        raise UserError(
            "The mapping is for {mapped} columns, but the file has {found}. Map its columns again.",
            field="mapping",
            mapped=len(plan.mapping.columns),
            found=len(table.header),
        )


def _people(work: Work, actor: Actor, reach: Reach) -> tuple[PersonNames, ...]:
    everyone = Imports(work).people()
    if reach is Reach.ALL:
        return everyone
    return tuple(p for p in everyone if p.team_id == actor.team_id or p.id == actor.person_id)


def _reading(work: Work, source: Source, plan: ImportPlan, people: Iterable[PersonNames]) -> Reading:
    """How the rows are read and understood; a chosen owner must be one of the people."""
    known = tuple(people)
    if plan.owner_id is not None and all(p.id != plan.owner_id for p in known):
        raise UserError("The chosen owner is not one of your people. Choose another.", field="owner")
    today = work.now.astimezone(ZoneInfo(Imports(work).workspace_zone())).date()
    names = {str(p.id): p.names for p in known}
    mapping = replace(plan.mapping, country=plan.country)
    context = RowContext(today, names, plan.asked_column)
    return Reading(source, plan.sheet, mapping, context)


def _undo_for(work: Work) -> timedelta:
    """How long imports can be undone, as the admin chose."""
    days = SettingRows(work).of_workspace("import_undo_days")
    return timedelta(days=int(SETTINGS["import_undo_days"].default if days is None else days))


def _summary(row: ImportRow, is_new_enough: bool) -> ImportSummary:
    """An import as the list tells it; of a stopped one no counts, for nothing of it counts."""
    is_stopped = row.state == "undone" and row.finished_at is None
    counts = Counts(0, 0, 0, 0, 0, 0) if is_stopped else row.counts
    return ImportSummary(
        id=row.id,
        file_name=row.file_name,
        campaign_name=row.campaign_name,
        person_name=row.person_name,
        state="stopped" if is_stopped else row.state,
        read=counts.read,
        created=counts.created,
        updated=counts.updated,
        skipped=counts.skipped,
        refused=counts.refused,
        repeated=counts.repeated,
        started_at=row.started_at,
        finished_at=row.finished_at,
        undone_at=row.undone_at,
        kept=row.kept,
        can_undo=row.state == "done" and is_new_enough,
    )


def _is_theirs(row: ImportRow, actor: Actor, reach: Reach) -> bool:
    """Admins see every import, team leads their own and their team's."""
    if reach is Reach.ALL or row.person_id == actor.person_id:
        return True
    return row.team_id is not None and row.team_id == actor.team_id
