"""The first and the last words of an import in the store: what it is, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.consent import LONGEST_EVIDENCE
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_ready import BroughtConsent, Setting
from crm_desktop.domain.lawful import Answer, Basis, Scope, agreed_for, answers_end, span_at
from crm_desktop.domain.people import Actor
from crm_desktop.readers import Source
from crm_desktop.services.imports.packing import CUSTOM_KINDS
from crm_desktop.services.imports.plan import ImportPlan, ImportResult
from crm_desktop.services.imports.refused import RefusedFile
from crm_desktop.services.imports.running import ImportRun
from crm_desktop.services.lawful import checked_answer, enquiry_days, own_basis, scope_of
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.imports import Imports, PersonNames
from crm_desktop.store.lawful import spans_with
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Work

KIND = "import"
_COUNTED = ("read", "created", "updated", "skipped", "refused", "repeated")


class Opening:
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
        own, days = self._bases(work)
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
            changes_leads=plan.duplicates in ("fill", "update"),
            span=span_at(spans_with(work, campaign, self._answer_of_all(work)), work.now),
            own_basis=own,
            enquiry_days=days,
            brought=self._brought(work),
        )

    def _brought(self, work: Work) -> BroughtConsent | None:
        """What everybody of the file agreed to; kept only where it is known when, and what shows it."""
        why = self._plan.why
        if why is None or why.kind is not Basis.AGREED or why.on_date is None or not why.proof.strip():
            return None
        zone = workspace_zone(work)
        noon = datetime.combine(why.on_date, time(12), ZoneInfo(zone))
        until = answers_end(why, rules_today(work), zone)
        return BroughtConsent(
            self._campaign.aim.key,
            " ".join(why.proof.split())[:LONGEST_EVIDENCE],
            pack_time(noon),
            None if until is None else pack_time(until),
        )

    def _answer_of_all(self, work: Work) -> Answer | None:
        """The answer that will hold for all of the campaign once the import is done, if it brings one."""
        why = self._plan.why
        if why is None or scope_of(work, self._campaign.id, why) is not Scope.CAMPAIGN:
            return None
        return checked_answer(why, work)

    def _bases(self, work: Work) -> tuple[tuple[str, int | None] | None, int | None]:
        """The basis that all leads get of the answer, or how long each one's own day holds."""
        why = self._plan.why
        if why is None:
            return None, None
        if self._plan.asked_column is not None:
            return None, enquiry_days(work)
        if scope_of(work, self._campaign.id, why) is Scope.CAMPAIGN:
            return None, None
        kind, until = own_basis(work, why)
        if kind == Basis.AGREED.value:
            kind = agreed_for(self._campaign.purpose_no)
        return (kind, None if until is None else pack_time(until)), None


class Closing:
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
        work.keep_result(plan.request_id, KIND, payload(self._source, plan), kept)
        return result


def payload(source: Source, plan: ImportPlan) -> dict[str, object]:
    """What tells a repeated import from another one."""
    return {
        "sha256": source.sha256,
        "campaign": plan.campaign_name,
        "duplicates": plan.duplicates,
        "match": plan.match,
        "sheet": plan.sheet,
    }


def _custom_fields(mapping: Mapping) -> list[tuple[str, str, str, Sequence[str]]]:
    found: list[tuple[str, str, str, Sequence[str]]] = []
    for rule in mapping.columns:
        if rule.target in CUSTOM_KINDS:
            found.append((rule.target, *CUSTOM_KINDS[rule.target]))
        elif rule.target.startswith("custom:"):
            found.append((rule.target[7:], rule.header, "text", ()))
    return found
