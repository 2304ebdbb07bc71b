"""Which leads a simulated stretch of work never reached, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.gate import Act, judge, usable
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead_facts import facts_for
from crm_desktop.domain.placing import place_of_refused
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane, Reason
from crm_desktop.domain.simulation_leads import NOBODY, StandingLeads
from crm_desktop.domain.simulation_records import Game, Played
from crm_desktop.domain.ticks import ticks
from crm_desktop.domain.turns import has_skill
from crm_desktop.domain.zones import clock_of


class Missed(StrEnum):
    """Why a lead was not called. The first six: it never would be; the last two: not in that time."""

    DO_NOT_CALL = "do_not_call"
    NO_PHONE = "no_phone"
    TRIES_USED = "tries_used"
    BASIS = "basis"
    OWNER_AWAY = "owner_away"
    NO_SKILL = "no_skill"
    HOURS = "hours"
    LATER = "later"
    NO_TURN = "no_turn"


NEVER = (
    Missed.DO_NOT_CALL,
    Missed.NO_PHONE,
    Missed.TRIES_USED,
    Missed.BASIS,
    Missed.OWNER_AWAY,
    Missed.NO_SKILL,
    Missed.HOURS,
)
_OF_GATE = {
    Reason.DO_NOT_CALL: Missed.DO_NOT_CALL,
    Reason.NO_PHONE: Missed.NO_PHONE,
    Reason.MAX_ATTEMPTS: Missed.TRIES_USED,
    **dict.fromkeys(BASIS_REASONS, Missed.BASIS),
}


@dataclass(frozen=True, slots=True)
class Unreached:
    """Leads (their numbers) that were not called for one reason; `opens_at`: when those of HOURS could be."""

    why: Missed
    leads: tuple[int, ...]
    opens_at: datetime | None = None

    @property
    def is_never(self) -> bool:
        """Whether more time wouldn't help."""
        return self.why in NEVER


def unreached(game: Game, played: Played) -> tuple[Unreached, ...]:
    """All leads that were open at the start and not called, by reason: those never reached first, most first.

    With what `Played.called` holds and what was finished before they add up to the campaign's leads.
    """
    found: dict[tuple[Missed, datetime | None], list[int]] = {}
    look = _Look(game, played)
    for no in range(len(game.leads)):
        if game.leads.lanes[no] < FIRST_DONE_LANE and no not in played.called:
            found.setdefault(look.why(no), []).append(no)
    groups = [Unreached(why, tuple(leads), opens_at) for (why, opens_at), leads in found.items()]
    return tuple(sorted(groups, key=lambda group: (not group.is_never, -len(group.leads), group.why)))


class _Look:
    """Looks at leads after the play; what several share is asked once."""

    def __init__(self, game: Game, played: Played) -> None:
        self.game, self.leads, self.campaign = game, played.leads, game.campaign
        self.end = ticks(game.ends_at)
        self.now = played.ends_at
        self.at_work = [
            caller
            for caller in game.callers
            if caller.hours and (caller.is_extra or game.campaign.is_worked_by(caller.person_id))
        ]
        self._shared: dict[tuple[int, int, int], tuple[Missed, datetime | None] | None] = {}

    def why(self, no: int) -> tuple[Missed, datetime | None]:
        """Why a lead was not called."""
        leads = self.leads
        if (of_gate := self._for_good(no)) is not None:
            return of_gate, None
        key = leads.lanes[no], leads.place[no], leads.owner[no]
        if key not in self._shared:
            self._shared[key] = self._of_all_there(*key)
        shared = self._shared[key]
        if shared is not None:
            return shared
        return (Missed.LATER if leads.next_at[no] >= self.end else Missed.NO_TURN), None

    def _for_good(self, no: int) -> Missed | None:
        leads, rules = self.leads, self.campaign.rules
        if leads.lanes[no] >= FIRST_DONE_LANE:
            return _OF_GATE.get(Reason(leads.reasons[no]), Missed.NO_PHONE)
        most = rules.phone_caps.lifetime
        of_lead = rules.lead_caps.lifetime
        if of_lead is None or leads.lead_tries[no] < of_lead:
            for at in leads.phones_of(no):
                phone = leads.lead_phones[at]
                is_free = not leads.wrong[at] and not leads.phone_do_not_call[phone]
                if is_free and (most is None or leads.phone_attempts[phone] < most):
                    return None
        facts = facts_for(Act.CLAIM, self.now, self.campaign, leads.facts(no, self.now), leads.office_zone)
        if usable(facts):
            return None
        _, reason, _ = place_of_refused(facts, judge(facts), Lane(leads.lanes[no]), self.now)
        return _OF_GATE.get(reason, Missed.NO_PHONE)

    def _of_all_there(self, lane: int, place_no: int, owner: int) -> tuple[Missed, datetime | None] | None:
        """What keeps all leads of a lane, place and owner from being called; None: nothing does."""
        who, leads = self.campaign.rules.who, self.leads
        place = leads.places[place_no]
        theirs = list(self.at_work)
        if owner != NOBODY and not self._goes_to_others(lane, owner):
            theirs = [caller for caller in theirs if caller.person_id == leads.people[owner]]
            if not theirs:
                return Missed.OWNER_AWAY, None
        if who.skill:
            theirs = [caller for caller in theirs if has_skill(place, caller.skills)]
            if not theirs:
                return Missed.NO_SKILL, None
        window, zone = self.campaign.window, clock_of(place.zone, leads.office_zone)
        for caller in theirs:
            for begins, ends in caller.hours:
                opens_at = next_open(window, zone, begins)
                if opens_at is not None and opens_at < ends:
                    return None
        return Missed.HOURS, next_open(window, zone, self.game.starts_at)

    def _goes_to_others(self, lane: int, owner: int) -> bool:
        """Whether somebody else may be given what this person owns, sooner or later."""
        if lane == Lane.PROMISED:
            return self.leads.people[owner] in self.game.everybody - self.game.others_present
        return self.campaign.rules.who.others_after is not None


def lead_ids(leads: StandingLeads, numbers: Sequence[int]) -> tuple[bytes, ...]:
    """The ids of these leads."""
    return tuple(leads.lead_ids[no] for no in numbers)
