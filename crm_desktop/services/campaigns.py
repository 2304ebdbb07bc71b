"""Campaigns: making and changing them, their results and calling hours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.campaign import (
    READY_SCRIPT,
    CallClass,
    Campaign,
    CampaignRole,
    ClientData,
    DialMode,
    Hours,
)
from crm_desktop.domain.campaign_rules import SKILLS, Rules
from crm_desktop.domain.complaints import BRAKE_MARK
from crm_desktop.domain.dispositions import (
    READY_SET,
    Disposition,
)
from crm_desktop.domain.erasure import PUT_BACK_WHY
from crm_desktop.domain.lawful import Answer
from crm_desktop.domain.people import Actor, Permission, Reach, Role
from crm_desktop.domain.rule_check import fitting
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaign_checks import (
    EVERY_DAY,
    braked,
    check_results,
    checked,
    in_order,
    rules_name,
)
from crm_desktop.services.lawful import by_law, checked_answer, keep_answer
from crm_desktop.services.purposes import asked_anew
from crm_desktop.store.campaign_progress import leads_of_campaign, successes_by_campaign
from crm_desktop.store.campaigns import Campaigns, RulesVersion, office_date, workspace_zone
from crm_desktop.store.lawful import write_spans
from crm_desktop.store.people import People
from crm_desktop.store.queue_settling import settle
from crm_desktop.store.skills import Skills
from crm_desktop.store.unit_of_work import Store, Work

_WORKING_DAYS = frozenset(range(6))  # Monday to Saturday
_LONGEST_WHY = 120
TOLD_BEFORE = timedelta(days=14)  # an agreement's end


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A new campaign; see `Campaign` for what the fields mean."""

    name: str
    is_practice: bool = False
    role: CampaignRole = CampaignRole.OWN
    client_name: str = ""
    dial_mode: DialMode = DialMode.MANUAL
    countdown_s: int = 5
    start_minute: int = 600
    end_minute: int = 1140
    days: frozenset[int] = _WORKING_DAYS
    script: str = READY_SCRIPT
    rules: Rules = field(default_factory=Rules)
    call_class: CallClass = CallClass.PROMOTIONAL
    purpose_no: int | None = None  # of the office's own purposes
    people: frozenset[UUID] = frozenset()
    target: int = 0
    answer: Answer | None = None  # why its people may be called


@dataclass(frozen=True, slots=True)
class ChangeCampaign:
    """New values for a campaign; None leaves one as it is. `version` is the one it was read with.

    `no_office_hours`, `no_client_until` and `no_purpose` take away what None can't.
    """

    campaign_id: UUID
    version: int
    name: str | None = None
    role: CampaignRole | None = None
    client_name: str | None = None
    agreement_ref: str | None = None
    client_until: date | None = None
    no_client_until: bool = False
    client_data: ClientData | None = None
    call_class: CallClass | None = None
    purpose_no: int | None = None
    no_purpose: bool = False
    is_active: bool | None = None
    dial_mode: DialMode | None = None
    countdown_s: int | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    days: frozenset[int] | None = None
    office_hours: Hours | None = None
    no_office_hours: bool = False
    holidays: frozenset[date] | None = None
    people: frozenset[UUID] | None = None
    target: int | None = None
    wrap_up_s: int | None = None
    wrap_up_code: str | None = None
    recording_text: str | None = None
    script: str | None = None


@dataclass(frozen=True, slots=True)
class SaveCampaign:
    """Everything of a campaign at once; None leaves rules (their name too) or results as they are.

    Rules under another name ('' is none), or others, are kept as the campaign's next version.
    """

    change: ChangeCampaign
    rules: Rules | None = None
    rules_name: str = ""
    results: tuple[Disposition, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A client's campaign whose agreement ends soon or has ended, and how many of its leads are kept.

    `only_here`: leads of no other campaign, which are that client's alone.
    """

    campaign: Campaign
    last_day: date
    is_over: bool
    leads: int
    only_here: int


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may be put to work on a campaign."""

    person_id: UUID
    name: str
    is_disabled: bool


class CampaignService:
    """Campaigns of the workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, actor: Actor, include_inactive: bool = False) -> tuple[Campaign, ...]:
        """Campaigns by name, without their results."""
        with self._store.read(actor) as work:
            return Campaigns(work).all(include_inactive=include_inactive)

    def get(self, actor: Actor, campaign_id: UUID) -> Campaign:
        """A campaign with its results."""
        with self._store.read(actor) as work:
            return _found(work, campaign_id)

    def create(self, actor: Actor, command: NewCampaign) -> Campaign:
        """Make a campaign with the ready set of results."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            return _create(work, command)

    def ensure(self, actor: Actor, name: str, *, is_practice: bool = False) -> Campaign:
        """The campaign of this name, made when there is none; an import needs no more."""
        actor.require(Permission.IMPORT, Reach.TEAM)
        wanted = " ".join(name.split())
        with self._store.write(actor) as work:
            known = Campaigns(work).id_by_name(wanted)
            if known is not None:
                return _found(work, known)
            if is_practice:  # rings nobody: at any hour
                at_any_hour = NewCampaign(
                    wanted, is_practice=True, start_minute=0, end_minute=1440, days=EVERY_DAY
                )
                return _create(work, at_any_hour)
            return _create(work, NewCampaign(wanted))

    def update(self, actor: Actor, command: ChangeCampaign) -> Campaign:
        """Change a campaign; raises ChangedMeanwhile when someone else did since it was read."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            campaigns = Campaigns(work)
            before = _found(work, command.campaign_id)
            fields = _fields(command)
            after = _as_braked(work, before, checked(work, before, replace(before, **fields)))
            _write(work, before, after, command.version)
            if command.people is not None:
                campaigns.set_people(before.id, command.people)
            work.record("campaign.changed", "campaign", before.id, fields=sorted(fields))
            _tell(work, before.id)
            return _found(work, before.id)

    def save(self, actor: Actor, command: SaveCampaign) -> Campaign:
        """Change values, results and rules of a campaign in one act: all of it holds, or nothing.

        Results are kept in their order, those left out are switched off; their waits stand in the rules.
        Raises UserError with the field of the first value that can't be kept, also for rules that can never
        fire, contradict each other or leave no time to call; ChangedMeanwhile when someone else changed the
        campaign since it was read.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        change = command.change
        with self._store.write(actor) as work:
            campaigns = Campaigns(work)
            before = _found(work, change.campaign_id)
            if change.version != before.version:
                raise _changed_meanwhile(before)
            fields, after = _fields(change), before
            if command.results is not None:
                ordered = in_order(before, command.results)
                check_results(ordered)
                after = replace(after, dispositions=tuple(ordered))
            # A result that ends the work from now on takes its wait along.
            rules = fitting(before.rules, after.dispositions) if command.rules is None else command.rules
            after = _as_braked(work, before, checked(work, before, replace(after, **fields, rules=rules)))
            _write(work, before, after, change.version)
            if change.people is not None:
                campaigns.set_people(before.id, change.people)
            if command.results is not None:
                campaigns.set_dispositions(before.id, after.dispositions)
            what = [*sorted(fields), *(["results"] if command.results is not None else [])]
            work.record("campaign.changed", "campaign", before.id, fields=what)
            name = before.rules_name if command.rules is None else rules_name(command.rules_name)
            if (after.rules, name) != (before.rules, before.rules_name):
                self._keep_rules(work, before, after.rules, name)
            _tell(work, before.id)
            return _found(work, before.id)

    def _keep_rules(self, work: Work, before: Campaign, rules: Rules, name: str) -> None:
        """Another version of the rules, and all leads where they want them."""
        no = Campaigns(work).add_rules(before.id, rules, name)
        if rules.who != before.rules.who:
            settle(work, replace(before, rules=rules))
        work.record("campaign.rules_changed", "campaign", before.id, no=no)

    def successes(self, actor: Actor) -> dict[UUID, int]:
        """How many successes each campaign has had in all; practice counts for nothing."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            return successes_by_campaign(work)

    def endings(self, actor: Actor) -> tuple[Ending, ...]:
        """Clients' campaigns whose agreement ends within TOLD_BEFORE, or ended while leads are still kept."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            today = office_date(work)
            found = []
            for campaign in Campaigns(work).all(include_inactive=True):
                last = campaign.last_day
                if last is None or last > today + TOLD_BEFORE:
                    continue
                leads, only_here = leads_of_campaign(work, campaign.id)
                if leads or last >= today:
                    found.append(Ending(campaign, last, last < today, leads, only_here))
        return tuple(sorted(found, key=lambda each: each.last_day))

    def workers(self, actor: Actor) -> tuple[Worker, ...]:
        """Everybody who may work on a campaign, of all teams, by name; also who can't sign in any more."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            people = People(work).all()
        found = (Worker(p.id, p.display_name, p.is_disabled) for p in people)
        return tuple(sorted(found, key=lambda worker: worker.name.casefold()))

    def rules_versions(self, actor: Actor, campaign_id: UUID) -> tuple[RulesVersion, ...]:
        """Every version of a campaign's rules, the newest first."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            return Campaigns(work).versions(_found(work, campaign_id).id)

    def pause(self, actor: Actor, campaign_id: UUID, why: str = "") -> Campaign:
        """Nobody is given another lead of it from now on; who is on a call finishes it."""
        return self._set_paused(actor, campaign_id, is_paused=True, why=" ".join(why.split())[:_LONGEST_WHY])

    def resume(self, actor: Actor, campaign_id: UUID) -> Campaign:
        """Its leads are given out again."""
        return self._set_paused(actor, campaign_id, is_paused=False, why="")

    def _set_paused(self, actor: Actor, campaign_id: UUID, *, is_paused: bool, why: str) -> Campaign:
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            before = _found(work, campaign_id)
            if before.is_paused == is_paused:
                return before
            if not is_paused and before.paused_why.startswith(BRAKE_MARK) and actor.role is not Role.ADMIN:
                raise NotAllowed("The brake of complaints holds this campaign. An admin lets it go on.")
            if not is_paused and before.paused_why == PUT_BACK_WHY:
                raise NotAllowed(
                    "Nothing is dialled since the store was put back from a copy. An admin says in Settings, "
                    "Erased people, that it may go on."
                )
            after = replace(before, paused_at=work.now if is_paused else None, paused_why=why)
            _write(work, before, after, before.version)
            work.record("campaign.paused" if is_paused else "campaign.resumed", "campaign", campaign_id)
            _tell(work, campaign_id)
            return _found(work, campaign_id)

    def copy(self, actor: Actor, campaign_id: UUID, name: str, answer: Answer | None = None) -> Campaign:
        """A new campaign with everything but the leads: hours, people, results, rules, script.

        Why its people may be called is answered anew: they are others.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            known, made_id = _found(work, campaign_id), new_id()
            results = tuple(
                replace(result, id=new_id(), campaign_id=made_id)
                for result in known.dispositions
                if result.is_active
            )
            made = replace(
                known,
                id=made_id,
                name=name,
                version=1,
                is_active=True,
                paused_at=None,
                paused_why="",
                dispositions=results,
                rules=fitting(known.rules, results),
            )
            Campaigns(work).add(by_law(work, None, braked(work, checked(work, known, made))))
            _answer(work, made, answer)
            work.record("campaign.created", "campaign", made_id, copied_from=str(campaign_id))
            work.announce("campaigns", made_id)
            return _found(work, made_id)

    def skills(self, actor: Actor, person_id: UUID) -> dict[str, frozenset[str]]:
        """What a person can, by the lead's field."""
        with self._store.read(actor) as work:
            return Skills(work).of(person_id)

    def set_skills(self, actor: Actor, person_id: UUID, field: str, values: frozenset[str]) -> None:
        """What a person can, of one field's values; nothing: only leads that ask for none."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        if field not in SKILLS:
            raise UserError("Choose a field of the lead that asks for a skill.", field="skill")
        with self._store.write(actor) as work:
            Skills(work).set(person_id, field, {" ".join(value.split()) for value in values if value.strip()})
            work.record("person.skills_changed", "person", person_id, field=field, count=len(values))
            work.announce("queue")


def _found(work: Work, campaign_id: UUID) -> Campaign:
    campaign = Campaigns(work).get(campaign_id)
    if campaign is None:
        raise NotFound("This campaign does not exist any more. Choose another one.")
    return campaign


def _create(work: Work, command: NewCampaign) -> Campaign:
    campaign_id = new_id()
    campaign = Campaign(
        id=campaign_id,
        name=" ".join(command.name.split()),
        role=command.role,
        client_name=command.client_name,
        is_active=True,
        is_practice=command.is_practice,
        dial_mode=command.dial_mode,
        countdown_s=command.countdown_s,
        start_minute=command.start_minute,
        end_minute=command.end_minute,
        days=command.days,
        script=command.script,
        version=1,
        rules=command.rules,
        call_class=command.call_class,
        purpose_no=command.purpose_no,
        people=command.people,
        target=command.target,
        office_zone=workspace_zone(work),
        dispositions=tuple(
            Disposition(
                new_id(),
                campaign_id,
                ready.code,
                ready.label,
                position,
                ready.flags,
                None,
                fields=ready.fields,
            )
            for position, ready in enumerate(READY_SET, start=1)
        ),
    )
    Campaigns(work).add(by_law(work, None, braked(work, checked(work, None, campaign))))
    _answer(work, campaign, command.answer)
    work.record("campaign.created", "campaign", campaign_id, practice=campaign.is_practice)
    work.announce("campaigns", campaign_id)
    return _found(work, campaign_id)


def _answer(work: Work, campaign: Campaign, answer: Answer | None) -> None:
    """Why a new campaign's people may be called, if anybody knows."""
    if answer is not None:
        keep_answer(work, campaign, checked_answer(answer, work))
        write_spans(work, campaign)


def _fields(command: ChangeCampaign) -> dict[str, Any]:
    """What a command changes, by the campaign's names."""
    apart = ("campaign_id", "version", "no_office_hours", "no_client_until", "no_purpose")
    fields: dict[str, Any] = {
        name: value
        for name in ChangeCampaign.__dataclass_fields__
        if name not in apart and (value := getattr(command, name)) is not None
    }
    if command.no_office_hours:
        fields["office_hours"] = None
    if command.no_client_until:
        fields["client_until"] = None
    if command.no_purpose:
        fields["purpose_no"] = None
    return fields


def _write(work: Work, before: Campaign, after: Campaign, version: int) -> None:
    if not Campaigns(work).change(by_law(work, before, after), version):
        raise _changed_meanwhile(before)
    asked_anew(work, before, after)


def _as_braked(work: Work, before: Campaign, after: Campaign) -> Campaign:
    """Switched on again, or of another kind of call, it is as new to the brake of complaints."""
    is_as_new = (after.is_active and not before.is_active) or after.call_class is not before.call_class
    return braked(work, after) if is_as_new else after


def _changed_meanwhile(campaign: Campaign) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Someone else changed the campaign {name} meanwhile. Look at it again, then change it.",
        name=campaign.name,
    )


def _tell(work: Work, campaign_id: UUID) -> None:
    work.announce("campaigns", campaign_id)
    work.announce("queue")
