"""Where a lead stands in a campaign's queue: dialable now, or the one primary reason why not, and until when.

The same for one lead and for all of a kind at once, so that counts and a lead's own answer agree. In order:
closed, campaign paused, no number left, nobody (or not this person) may call it, what the gate says, on a
screen, waiting for its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Refusal
from crm_desktop.domain.queue import Lane, Reason


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry's place, or that of many alike. `zone` is never empty.

    `is_overdue`: it waited for its owner as long as the campaign's rules say.
    """

    lane: Lane
    reason: str
    zone: str
    skill: str
    owner_id: UUID | None
    next_at: datetime
    is_due: bool
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom leads are looked at: one person, or (without `person_id`) anyone of the campaign.

    `skills`: what they can of the field the rules ask for, casefolded. `able`: whose leads they are given.
    `absent`: who is not at work, so that others keep their promises.
    """

    person_id: UUID | None
    skills: frozenset[str]
    able: frozenset[UUID]
    absent: frozenset[UUID] = field(default_factory=frozenset)
    works: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """`reason` None: dialable now. `until` None: dialable, or not by itself."""

    reason: Reason | None
    until: datetime | None = None


def standing(
    spot: Spot, campaign: Campaign, whom: Whom, refusals: Sequence[Refusal], *, is_held: bool = False
) -> Standing:
    """The primary reason; `refusals` are the gate's, `is_held`: on a screen, or kept on a workstation."""
    shut = before_gate(spot, campaign, whom)
    if shut is not None:
        return shut
    if refusals:
        return Standing(refusals[0].reason, _free_at(spot, campaign, refusals))
    if is_held:
        return Standing(Reason.ON_ANOTHER_SCREEN)
    if not spot.is_due:
        return Standing(waits_for(spot), next_open(campaign.window, spot.zone, spot.next_at))
    return Standing(None)


def waits_for(spot: Spot) -> Reason:
    """What a lead waits for that isn't due yet."""
    if spot.lane is Lane.PROMISED:
        return Reason.PROMISED_LATER
    return Reason.SKIPPED if spot.reason == Reason.SKIPPED else Reason.WAITING_RETRY


def before_gate(spot: Spot, campaign: Campaign, whom: Whom) -> Standing | None:
    """What keeps a lead from being dialled whatever its numbers; None when nothing does."""
    if spot.lane is Lane.CLOSED:
        return Standing(Reason(spot.reason) if spot.reason else Reason.FINAL)
    if campaign.is_paused or not campaign.is_active:
        return Standing(Reason.PAUSED)
    if spot.lane is Lane.BLOCKED:
        return Standing(Reason(spot.reason) if spot.reason else Reason.NO_PHONE)
    if not whom.works:
        return Standing(Reason.NOT_MEMBER)
    if campaign.rules.who.skill and spot.skill and spot.skill.casefold() not in whom.skills:
        return Standing(Reason.OTHER_SKILL)
    return of_its_owner(spot, campaign, whom)


def of_its_owner(spot: Spot, campaign: Campaign, whom: Whom) -> Standing | None:
    """Whether it is given to whom it is looked at for; others come in when the rules say so."""
    if spot.owner_id is None or spot.owner_id in whom.able:
        return None
    is_away = spot.owner_id in whom.absent
    if spot.lane is Lane.PROMISED:
        takes_over = is_away and (spot.is_due or whom.person_id is None)
        return None if takes_over else Standing(Reason.PROMISED_OTHER)
    waits = campaign.rules.who.others_after
    if waits is None:
        return Standing(Reason.NOT_YOURS)
    if spot.is_overdue or (is_away and spot.is_due):
        return None
    return Standing(Reason.NOT_YOURS, next_open(campaign.window, spot.zone, spot.next_at + waits))


def _free_at(spot: Spot, campaign: Campaign, refusals: Sequence[Refusal]) -> datetime | None:
    untils = [refusal.until for refusal in refusals]
    if None in untils:
        return None
    latest = max(until for until in untils if until is not None)
    if spot.is_due or latest >= spot.next_at:
        return latest
    return next_open(campaign.window, spot.zone, spot.next_at)
