"""What a campaign must be before it is kept: names, hours, days, results and the waits beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.campaign import Campaign, CampaignRole, Hours
from crm_desktop.domain.complaints import BRAKE_SENTENCE, brake_of, levels_of, stops
from crm_desktop.domain.dispositions import MAX_CODE_LENGTH, MAX_PER_CAMPAIGN, Disposition, Flag
from crm_desktop.domain.erasure import PUT_BACK_WHY
from crm_desktop.domain.result_fields import check_fields
from crm_desktop.domain.rule_check import LONGEST_RULES_NAME, check, check_end, what_is_checked
from crm_desktop.domain.zones import clock_of
from crm_desktop.errors import UserError
from crm_desktop.services.purposes import purpose_for
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.complaints import Complaints
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.skills import Skills
from crm_desktop.store.unit_of_work import Work

EVERY_DAY = frozenset(range(7))
_LONGEST_NAME = 80
_HIGHEST_TARGET = 1_000_000


def checked(work: Work, before: Campaign | None, campaign: Campaign) -> Campaign:
    """The campaign as it may be kept, `before`: as it was, None: it is new. Raises UserError with the field.

    What stayed as it was is kept even where it would be refused today: nobody must mend rules in order to
    switch a campaign off.
    """
    name = " ".join(campaign.name.split())
    if not name:
        raise UserError("Give the campaign a name.", field="name")
    if len(name) > _LONGEST_NAME:
        raise UserError("The name is too long. Use at most {limit} characters.", field="name", limit=80)
    known = Campaigns(work).id_by_name(name)
    if known not in (None, campaign.id):
        raise UserError("There is a campaign {name} already. Choose another name.", field="name", name=name)
    for hours in (Hours(campaign.start_minute, campaign.end_minute), campaign.office_hours):
        if hours is not None and not _are_hours(hours):
            raise UserError("Calling hours must begin before they end.", field="start_minute")
    if before is None or before.aim != campaign.aim or before.call_class is not campaign.call_class:
        purpose_for(work, campaign.purpose_no, campaign.call_class.value)
    if not campaign.days or not campaign.days <= EVERY_DAY:
        raise UserError("Choose at least one day for calling.", field="days")
    if not 0 <= campaign.countdown_s <= 60:
        raise UserError("The countdown is between 0 and 60 seconds.", field="countdown_s")
    if not 0 <= campaign.target <= _HIGHEST_TARGET:
        raise UserError("Give a target between 0 (none) and {limit}.", field="target", limit=_HIGHEST_TARGET)
    if campaign.role is CampaignRole.CLIENT and not campaign.client_name.strip():
        raise UserError("Say whose leads these are.", field="client_name")
    office = workspace_zone(work)
    zones = sorted({clock_of(zone, office) for zone in Campaigns(work).zones(campaign.id)} or {office})
    if before is None or what_is_checked(before) != what_is_checked(campaign):
        check(campaign, zones, work.now)
    if before is None or before.window != campaign.window:
        check_end(campaign, zones, work.now)
    if before is None or _whom(before) != _whom(campaign):
        _check_whom(work, campaign)
    return replace(campaign, name=name)


def _whom(campaign: Campaign) -> tuple[frozenset[UUID], str]:
    return campaign.people, campaign.rules.who.skill


def _check_whom(work: Work, campaign: Campaign) -> None:
    """Somebody can work on it, and somebody can what its rules ask for."""
    people, skill = campaign.people, campaign.rules.who.skill
    able = Skills(work).callers()
    if people and not people & able:
        raise UserError(
            "None of those who would work on this campaign can sign in any more. Choose somebody else.",
            field="people",
        )
    if skill and not Skills(work).known(skill, people & able or able):
        raise UserError(
            "Nobody here has such a skill yet, so leads that ask for one would be called by nobody. Say on "
            "the page People what each person can, then save this rule.",
            field="skill",
        )


def braked(work: Work, campaign: Campaign) -> Campaign:
    """The campaign as the brake of complaints wants it: a new one stands still as those of before do.

    So does one of a store that was put back, until it is known who was erased since.
    """
    if campaign.is_practice or not campaign.is_active or campaign.is_paused:
        return campaign
    if PutBack(work).since() is not None:
        return replace(campaign, paused_at=work.now, paused_why=PUT_BACK_WHY)
    count = Complaints(work).count()
    if not stops(brake_of(count, levels_of(rules_today(work).value("complaints"))), campaign.call_class):
        return campaign
    work.record("campaign.paused_by_complaints", "campaign", campaign.id, count=count)
    return replace(campaign, paused_at=work.now, paused_why=BRAKE_SENTENCE.format(count=count))


def _are_hours(hours: Hours) -> bool:
    begins, ends = hours.start_minute, hours.end_minute
    return 0 <= begins < 24 * 60 and 0 < ends <= 24 * 60 and begins != ends


def in_order(campaign: Campaign, wanted: Sequence[Disposition]) -> list[Disposition]:
    """Results as they are kept: in this order; one that comes back under its old code is the same one."""
    kept = {d.code: d.id for d in campaign.dispositions}
    ordered = [
        replace(d, campaign_id=campaign.id, position=position, code=d.code.strip().upper())
        for position, d in enumerate(wanted, start=1)
    ]
    return [replace(d, id=kept[d.code]) if d.code in kept else d for d in ordered]


def rules_name(typed: str) -> str:
    name = " ".join(typed.split())
    if len(name) > LONGEST_RULES_NAME:
        raise UserError(
            "The name is too long. Use at most {limit} characters.",
            field="rules_name",
            limit=LONGEST_RULES_NAME,
        )
    return name


def check_results(wanted: Sequence[Disposition]) -> None:
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
        if Flag.CALL_BACK in each.flags and each.flags & {Flag.FINAL, Flag.DO_NOT_CALL}:
            raise UserError(
                "“{result}” can't both end the work on a lead and ask for a call-back.",
                field="flags",
                result=each.label,
            )
