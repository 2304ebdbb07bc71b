"""Campaigns: making and changing them, their results and calling hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from crm_desktop.domain.campaign import READY_SCRIPT, Campaign, CampaignRole, DialMode
from crm_desktop.domain.dispositions import (
    MAX_CODE_LENGTH,
    MAX_PER_CAMPAIGN,
    READY_SET,
    Disposition,
    Flag,
)
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.queue import MAX_PER_DAY, MAX_PER_PHONE
from crm_desktop.domain.result_fields import check_fields
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.unit_of_work import Store, Work

_EVERY_DAY = frozenset(range(7))
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A new campaign; hours are local minutes after midnight, half open [start, end)."""

    name: str
    is_practice: bool = False
    role: CampaignRole = CampaignRole.OWN
    client_name: str = ""
    dial_mode: DialMode = DialMode.MANUAL
    countdown_s: int = 5
    start_minute: int = 600
    end_minute: int = 1140
    days: frozenset[int] = _EVERY_DAY
    max_per_day: int = MAX_PER_DAY
    max_per_phone: int = MAX_PER_PHONE
    script: str = READY_SCRIPT


@dataclass(frozen=True, slots=True)
class ChangeCampaign:
    """New values for a campaign; None leaves one as it is. `version` is the one it was read with."""

    campaign_id: UUID
    version: int
    name: str | None = None
    role: CampaignRole | None = None
    client_name: str | None = None
    is_active: bool | None = None
    dial_mode: DialMode | None = None
    countdown_s: int | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    days: frozenset[int] | None = None
    max_per_day: int | None = None
    max_per_phone: int | None = None
    script: str | None = None


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
                return _create(work, NewCampaign(wanted, is_practice=True, start_minute=0, end_minute=1440))
            return _create(work, NewCampaign(wanted))

    def update(self, actor: Actor, command: ChangeCampaign) -> Campaign:
        """Change a campaign; raises ChangedMeanwhile when someone else did since it was read."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            campaigns = Campaigns(work)
            before = _found(work, command.campaign_id)
            fields = {
                name: value
                for name in ChangeCampaign.__dataclass_fields__
                if name not in ("campaign_id", "version") and (value := getattr(command, name)) is not None
            }
            after = _checked(work, replace(before, **fields))
            if not campaigns.change(after, command.version):
                raise ChangedMeanwhile(
                    "Someone else changed the campaign {name} meanwhile. Look at it again, then change it.",
                    name=before.name,
                )
            work.record("campaign.changed", "campaign", before.id, fields=sorted(fields))
            work.announce("campaigns", before.id)
            work.announce("queue")
            return _found(work, before.id)

    def set_dispositions(self, actor: Actor, campaign_id: UUID, wanted: Sequence[Disposition]) -> Campaign:
        """Make these the campaign's results, in this order; those left out are switched off."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            before = _found(work, campaign_id)
            ordered = [
                replace(d, campaign_id=campaign_id, position=position, code=d.code.strip().upper())
                for position, d in enumerate(wanted, start=1)
            ]
            _check_dispositions(ordered)
            kept = {d.code: d for d in before.dispositions}
            # A result that comes back under its old code is the same result.
            ordered = [replace(d, id=kept[d.code].id) if d.code in kept else d for d in ordered]
            Campaigns(work).set_dispositions(campaign_id, ordered)
            work.record("campaign.results_changed", "campaign", campaign_id, count=len(ordered))
            work.announce("campaigns", campaign_id)
            return _found(work, campaign_id)


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
        max_per_day=command.max_per_day,
        max_per_phone=command.max_per_phone,
        script=command.script,
        version=1,
        dispositions=tuple(
            Disposition(
                new_id(),
                campaign_id,
                ready.code,
                ready.label,
                position,
                ready.flags,
                ready.retry_s,
                fields=ready.fields,
            )
            for position, ready in enumerate(READY_SET, start=1)
        ),
    )
    Campaigns(work).add(_checked(work, campaign))
    work.record("campaign.created", "campaign", campaign_id, practice=campaign.is_practice)
    work.announce("campaigns", campaign_id)
    return campaign


def _checked(work: Work, campaign: Campaign) -> Campaign:
    name = " ".join(campaign.name.split())
    if not name:
        raise UserError("Give the campaign a name.", field="name")
    if len(name) > _LONGEST_NAME:
        raise UserError("The name is too long. Use at most {limit} characters.", field="name", limit=80)
    known = Campaigns(work).id_by_name(name)
    if known not in (None, campaign.id):
        raise UserError("There is a campaign {name} already. Choose another name.", field="name", name=name)
    if not 0 <= campaign.start_minute < campaign.end_minute <= 24 * 60:
        raise UserError("Calling hours must begin before they end.", field="start_minute")
    if not campaign.days or not campaign.days <= _EVERY_DAY:
        raise UserError("Choose at least one day for calling.", field="days")
    if campaign.max_per_day < 1 or campaign.max_per_phone < 1:
        raise UserError("Allow at least one try.", field="max_per_day")
    if not 0 <= campaign.countdown_s <= 60:
        raise UserError("The countdown is between 0 and 60 seconds.", field="countdown_s")
    return replace(campaign, name=name)


def _check_dispositions(wanted: Sequence[Disposition]) -> None:
    if not wanted:
        raise UserError("A campaign needs at least one result.")
    if len(wanted) > MAX_PER_CAMPAIGN:
        raise UserError(
            "A campaign has at most {limit} results, one key each. Remove some.", limit=MAX_PER_CAMPAIGN
        )
    codes = [d.code for d in wanted]
    if len(set(codes)) != len(codes):
        raise UserError("Two results have the same code. Change one of them.", field="code")
    for each in wanted:
        if not each.code or len(each.code) > MAX_CODE_LENGTH or not each.label.strip():
            raise UserError(
                "Each result needs a name and a code of at most {limit} characters.",
                field="code",
                limit=MAX_CODE_LENGTH,
            )
        check_fields(each.fields, each.label)
        if each.retry_s is not None and each.retry_s < 120:
            raise UserError("Wait at least two minutes before the next try.", field="retry_s")
        if Flag.CALL_BACK in each.flags and each.flags & {Flag.FINAL, Flag.DO_NOT_CALL}:
            raise UserError(
                "“{result}” can't both end the work on a lead and ask for a call-back.",
                field="flags",
                result=each.label,
            )
