"""Bringing leads in: planning, running, taking back; the one place the screens and commands ask."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.import_mapping import Mapping, layout_signature
from crm_desktop.domain.import_rows import RowContext
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import CrmError, NotFound, UserError
from crm_desktop.readers import Source, Table
from crm_desktop.readers.apart import Reading
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.imports.packing import CUSTOM_KINDS, Setting
from crm_desktop.services.imports.plan import (
    DUPLICATES,
    ImportPlan,
    ImportResult,
    ImportSummary,
    Preview,
    Progress,
    UndoResult,
    check_of,
)
from crm_desktop.services.imports.preview import look_ahead
from crm_desktop.services.imports.reading import Rows, no_collections
from crm_desktop.services.imports.refused import RefusedFile, beside, has_reason
from crm_desktop.services.imports.running import ImportRun
from crm_desktop.services.imports.undoing import take_back
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.imports import ImportRow, Imports, PersonNames
from crm_desktop.store.unit_of_work import Store, Work

UNDO_FOR = timedelta(days=30)
_log = logging.getLogger(__name__)


class ImportService:
    """Imports of one workspace. `workspace_dir` is its folder, where no refused rows may be put."""

    def __init__(
        self, store: Store, campaigns: CampaignService | None = None, workspace_dir: Path | None = None
    ) -> None:
        self._store = store
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
        refused = self._refused_file(source, table, refused_file)
        try:
            with no_collections():
                return self._run(actor, reach, source, plan, progress, refused)
        except BaseException:
            if refused is not None:
                refused.drop()
            raise

    def _run(
        self,
        actor: Actor,
        reach: Reach,
        source: Source,
        plan: ImportPlan,
        progress: Progress | None,
        refused: RefusedFile | None,
    ) -> ImportResult:
        with self._store.read(actor) as work:
            people = _people(work, actor, reach)
            reading = _reading(work, source, plan, people)
            known = Campaigns(work).id_by_name(" ".join(plan.campaign_name.split()))
        with Rows(reading, check_of(progress)) as rows:
            run = ImportRun(self._store, actor, plan, rows, refused, progress)
            return self._run_rows(actor, source, plan, people, known, run, refused)

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
        opening = _Opening(actor, plan, source, campaign, people, run.import_id)
        closing = _Closing(source, plan, run, campaign.id, refused)
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

    def _run_long(self, actor: Actor, run: ImportRun, opening: _Opening, closing: _Closing) -> ImportResult:
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
        """Take an import back within 30 days; leads that someone worked on since stay and are listed.

        Goes in short transactions: when it is cancelled or killed, what is done stays done, and undoing
        again does the rest.
        """
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            found = Imports(work).get(import_id)
            now = work.now
        if found is None or not _is_theirs(found, actor, reach):
            raise NotFound("This import does not exist. Choose one from the list of imports.")
        if found.state == "undone":
            raise UserError("This import was taken back already. There is nothing left to do.")
        if found.state == "running":
            raise UserError("This import is still running. Wait until it is finished, or cancel it.")
        if now - found.started_at > UNDO_FOR:
            raise UserError(
                "This import is older than {days} days, too old to be taken back. Remove leads one by one.",
                days=UNDO_FOR.days,
            )
        return take_back(self._store, actor, import_id, progress)

    def list(self, actor: Actor, limit: int = 200) -> tuple[ImportSummary, ...]:
        """The imports this person may take back or ask about, newest first."""
        reach = actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            rows = [row for row in Imports(work).all(limit) if _is_theirs(row, actor, reach)]
            return tuple(
                ImportSummary(
                    id=row.id,
                    file_name=row.file_name,
                    campaign_name=row.campaign_name,
                    person_name=row.person_name,
                    state=row.state,
                    read=row.counts.read,
                    created=row.counts.created,
                    updated=row.counts.updated,
                    skipped=row.counts.skipped,
                    refused=row.counts.refused,
                    repeated=row.counts.repeated,
                    started_at=row.started_at,
                    finished_at=row.finished_at,
                    undone_at=row.undone_at,
                    kept=row.kept,
                    can_undo=row.state == "done" and work.now - row.started_at <= UNDO_FOR,
                )
                for row in rows
            )

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

    def _earlier(self, actor: Actor, source: Source, plan: ImportPlan) -> ImportResult | None:
        with self._store.read(actor) as work:
            found: dict[str, Any] | None = work.earlier_result(plan.request_id, _KIND, _payload(source, plan))
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


class _Opening:
    """What an import writes first, and what it then knows for all rows."""

    def __init__(
        self,
        actor: Actor,
        plan: ImportPlan,
        source: Source,
        campaign: Campaign,
        people: Sequence[PersonNames],
        import_id: UUID,
    ) -> None:
        self._actor, self._plan, self._source = actor, plan, source
        self._campaign, self._people, self._import_id = campaign, people, import_id

    def begin(self, work: Work) -> Setting:
        """Note the import, make custom fields that are missing."""
        actor, plan, campaign = self._actor, self._plan, self._campaign
        imports = Imports(work)
        imports.start(
            self._import_id,
            campaign.id,
            self._source.name,
            self._source.sha256,
            plan.duplicates,
            json.loads(plan.mapping.to_json()),
        )
        work.record("import.started", "import", self._import_id, campaign=campaign.id)
        zone = imports.workspace_zone()
        return Setting(
            import_id=self._import_id.bytes,
            campaign_id=campaign.id.bytes,
            person_id=actor.person_id.bytes,
            now=work.now,
            office_zone=zone,
            default_zone=plan.default_zone or zone,
            day_start=time(campaign.start_minute // 60, campaign.start_minute % 60),
            source=plan.source,
            country=plan.country,
            owner_id=None if plan.owner_id is None else plan.owner_id.bytes,
            team_id=None if actor.team_id is None else actor.team_id.bytes,
            teams={p.id.bytes: p.team_id.bytes if p.team_id else None for p in self._people},
            field_ids=imports.field_ids(_custom_fields(plan.mapping)),
            tag_ids=imports.tag_ids(),
            results={result.code: result for result in campaign.dispositions},
            has_custom=bool(_custom_fields(plan.mapping)),
        )


class _Closing:
    """The end of an import: its file of refused rows, its result, remembered under its request."""

    def __init__(
        self, source: Source, plan: ImportPlan, run: ImportRun, campaign_id: UUID, refused: RefusedFile | None
    ) -> None:
        self._source, self._plan, self._run = source, plan, run
        self._campaign_id, self._refused = campaign_id, refused

    def end(self, work: Work) -> ImportResult:
        """In the last transaction, since the refused rows must be safe before it is committed."""
        tally, plan = self._run.tally, self._plan
        refused_file = None if self._refused is None else self._refused.keep()
        result = ImportResult(
            id=self._run.import_id,
            campaign_id=self._campaign_id,
            read=tally.read,
            created=tally.created,
            updated=tally.updated,
            skipped=tally.skipped,
            refused=tally.refused,
            repeated=tally.repeated,
            refused_file=refused_file,
            problems=tally.problems(),
        )
        kept: dict[str, object] = {name: getattr(result, name) for name in _COUNTED}
        kept.update(id=result.id, campaign_id=result.campaign_id)
        kept["refused_file"] = None if refused_file is None else str(refused_file)
        work.keep_result(plan.request_id, _KIND, _payload(self._source, plan), kept)
        return result


_KIND = "import"
_COUNTED = ("read", "created", "updated", "skipped", "refused", "repeated")


def _payload(source: Source, plan: ImportPlan) -> dict[str, object]:
    return {
        "sha256": source.sha256,
        "campaign": plan.campaign_name,
        "duplicates": plan.duplicates,
        "match": plan.match,
        "sheet": plan.sheet,
    }


def _check(plan: ImportPlan, table: Table) -> None:
    """What is wrong with a plan before any row is read."""
    if plan.duplicates not in DUPLICATES:
        raise UserError("“{duplicates}” is no way to treat duplicates.", duplicates=plan.duplicates)
    if not plan.campaign_name.strip():
        raise UserError("Name the campaign these leads are for.", field="campaign")
    if plan.mapping.problem is not None:
        raise UserError(plan.mapping.problem, field="mapping")
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
    return Reading(source, plan.sheet, mapping, RowContext(today, names))


def _custom_fields(mapping: Mapping) -> list[tuple[str, str, str, Sequence[str]]]:
    found: list[tuple[str, str, str, Sequence[str]]] = []
    for rule in mapping.columns:
        if rule.target in CUSTOM_KINDS:
            found.append((rule.target, *CUSTOM_KINDS[rule.target]))
        elif rule.target.startswith("custom:"):
            found.append((rule.target[7:], rule.header, "text", ()))
    return found


def _is_theirs(row: ImportRow, actor: Actor, reach: Reach) -> bool:
    """Admins see every import, team leads their own and their team's."""
    if reach is Reach.ALL or row.person_id == actor.person_id:
        return True
    return row.team_id is not None and row.team_id == actor.team_id
