"""Why a lead isn't dialled: every gate with what decided, of the same rules that decide live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Part
from crm_desktop.domain.caps import Check
from crm_desktop.domain.formats import clock, day_of_date, duration, full_when, minute_of_day
from crm_desktop.domain.gate import (
    PERSON_REASONS,
    Act,
    Facts,
    checks_of_basis,
    checks_of_hours,
    checks_of_lead,
    checks_of_person,
    checks_of_phone,
)
from crm_desktop.domain.gate_answers import GATE_OF, CampaignWhy, Gate, GateAnswer, LeadWhy
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.queue import LABELS, Lane, QueueEntry, Reason
from crm_desktop.domain.standing import Standing, Whom
from crm_desktop.domain.zones import clock_of
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.why import Standings, whom_of_office, whom_of_person
from crm_desktop.services.lead_rules import masked_lead, seen
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_past import QueuePast
from crm_desktop.store.unit_of_work import Work


def explain(work: Work, actor: Actor, lead_id: UUID, hours: OpenHours) -> LeadWhy:
    """Every gate of a lead in each campaign it is in; raises NotAllowed, NotFound."""
    card = masked_lead(work, actor, seen(work, actor, lead_id, Permission.SEE_LEADS))
    queue, found = Queue(work), []
    for stored in queue.of_lead(lead_id):
        campaign = Campaigns(work).get(stored.entry.campaign_id)
        lead = None if campaign is None else queue.facts(lead_id, rules=campaign.rules)
        if campaign is None or lead is None:
            continue
        is_office = sees_office(actor)
        whom = (whom_of_office if is_office else whom_of_person)(work, actor, campaign)
        asked = _Asked(work, actor, campaign, whom, stored.entry, lead, card.phones, hours)
        found.append(asked.answer())
    return LeadWhy(lead_id, card.name, tuple(found))


def sees_office(actor: Actor) -> bool:
    """Whether a person sees where leads stand for everybody, not for themselves alone."""
    return actor.may(Permission.CHANGE_CAMPAIGNS, Reach.ALL)


class _Asked:
    """One lead in one campaign, gate by gate."""

    def __init__(
        self,
        work: Work,
        actor: Actor,
        campaign: Campaign,
        whom: Whom,
        entry: QueueEntry,
        lead: LeadFacts,
        phones: tuple[LeadPhone, ...],
        hours: OpenHours,
    ) -> None:
        self._work, self._actor, self._campaign, self._whom = work, actor, campaign, whom
        self._entry, self._lead = entry, lead
        self._office = workspace_zone(work)
        self._zone = lead.zone or self._office
        self._numbers = {phone.phone_id: phone.e164 for phone in phones}
        self._standings = Standings(work, campaign, whom, hours)
        self._spot = self._standings.spot_of(entry, lead)
        self._past = QueuePast(work)

    def answer(self) -> CampaignWhy:
        """All gates, and which of them decides."""
        stands = self._standings.of_entry(self._entry, self._lead)
        gates = (*self._of_campaign(), *self._of_gate(), self._screen(), self._waiting(stands))
        return CampaignWhy(
            campaign_id=self._campaign.id,
            campaign=self._campaign.name,
            zone=self._zone,
            reason=stands.reason,
            until=stands.until,
            gates=gates,
        )

    # --- before the gate ---

    def _of_campaign(self) -> Iterator[GateAnswer]:
        entry, campaign = self._entry, self._campaign
        by_law = entry.lane is Lane.BLOCKED and entry.reason in (*BASIS_REASONS, *PERSON_REASONS)
        if entry.lane in (Lane.CLOSED, Lane.BLOCKED) and not by_law:  # which is told below
            reason = Reason(entry.reason) if entry.reason else Reason.FINAL
            said = "closed" if entry.lane is Lane.CLOSED else "blocked"
            yield GateAnswer(Gate.CLOSED, False, said, {"reason": LABELS[reason]}, labelled=("reason",))
        else:
            yield GateAnswer(Gate.CLOSED, True, "open", {})
        if not campaign.is_active:
            yield GateAnswer(Gate.CAMPAIGN, False, "campaign off", {})
        elif campaign.paused_at is not None:
            said = "paused why" if campaign.paused_why else "paused"
            at = self._when(campaign.paused_at, self._office)
            yield GateAnswer(Gate.CAMPAIGN, False, said, {"at": at, "why": campaign.paused_why})
        else:
            yield GateAnswer(Gate.CAMPAIGN, True, "campaign on", {})
        if self._whom.person_id is not None:
            works = self._whom.works
            yield GateAnswer(Gate.MEMBER, works, "member" if works else "no member", {})
        yield self._skill()
        yield self._owner()

    def _skill(self) -> GateAnswer:
        skill = self._entry.skill if self._campaign.rules.who.skill else ""
        if not skill:
            return GateAnswer(Gate.SKILL, True, "no skill", {})
        if skill.casefold() in self._whom.skills:
            return GateAnswer(Gate.SKILL, True, "skill", {"skill": skill})
        said = "skill nobody" if self._whom.person_id is None else "skill missing"
        return GateAnswer(Gate.SKILL, False, said, {"skill": skill})

    def _owner(self) -> GateAnswer:
        owner_id, entry = self._entry.owner_id, self._entry
        if owner_id is None:
            return GateAnswer(Gate.OWNER, True, "nobodys", {})
        if owner_id == self._actor.person_id:
            return GateAnswer(Gate.OWNER, True, "yours", {})
        stands = self._standings.of_owner(self._spot)
        name = {"name": self._past.name_of(owner_id)}
        leave = Leaves(self._work).of(owner_id)
        today = self._work.now.astimezone(ZoneInfo(self._office)).date()
        if leave is not None and leave.holds(today):
            until = None if stands is None else stands.until
            values = name | {"day": day_of_date(leave.last)}
            return GateAnswer(Gate.OWNER, stands is None, "owner on leave", values, until)
        at = self._when(entry.next_at)
        if stands is None:
            is_away = owner_id in self._whom.absent
            return GateAnswer(Gate.OWNER, True, "owner away" if is_away else "somebodys", name)
        if stands.until is not None:
            values = name | {"until": self._when(stands.until)}
            return GateAnswer(Gate.OWNER, False, "others wait", values, stands.until)
        if entry.lane is Lane.PROMISED:
            return GateAnswer(Gate.OWNER, False, "promised to", name | {"at": at})
        said = "owner gone" if self._whom.person_id is None else "somebodys"
        return GateAnswer(Gate.OWNER, False, said, name)

    # --- the gate ---

    def _of_gate(self) -> Iterator[GateAnswer]:
        facts = facts_for(
            Act.CLAIM, self._work.now, self._campaign, self._lead, self._office,
            is_awaited=self._entry.lane is Lane.PROMISED,
        )  # fmt: skip
        against = checks_of_person(facts)
        if not against:
            yield GateAnswer(Gate.PERSON, True, "no refusal", {})
        for check in (*against, *checks_of_basis(facts)):
            yield self._of_check(facts, check)
        if not facts.phones:
            yield GateAnswer(Gate.NUMBER, False, "no number", {})
        for phone in facts.phones:
            for check in checks_of_phone(facts, phone):
                yield self._of_check(facts, check)
        for check in checks_of_lead(facts):
            yield self._of_check(facts, check)
        for check in checks_of_hours(facts):
            yield self._of_check(facts, check)

    def _of_check(self, facts: Facts, check: Check) -> GateAnswer:
        number = "" if check.phone_id is None else self._numbers.get(check.phone_id, "")
        said, values = self._said(facts, check)
        return GateAnswer(GATE_OF[check.reason], check.passes, said, values, check.until, number)

    def _said(self, facts: Facts, check: Check) -> tuple[str, dict[str, str]]:
        match check.reason:
            case Reason.DO_NOT_CALL:
                return ("may be called" if check.passes else "asked not"), {}
            case Reason.ERASED:
                return "erased", {}
            case Reason.MINOR:
                return "minor", {}
            case Reason.CONSENT_WITHDRAWN:
                return "said no", {}
            case Reason.NO_PHONE:
                return ("number fine" if check.passes else "wrong number"), {}
            case _ if check.reason in BASIS_REASONS:
                said = "answered" if check.passes else _BY_LAW[check.reason]
                return said, {} if check.at is None else {"at": self._when(check.at)}
            case Reason.TOO_SOON:
                return self._gap(check)
            case Reason.OUTSIDE_HOURS:
                return self._hours(facts)
            case Reason.AGREEMENT_ENDED:
                last = self._campaign.last_day
                assert last is not None, "only an end makes it end"
                return "agreement ended", {"day": day_of_date(last)}
        said = "tries of lead" if check.phone_id is None else "tries"
        return said, {"tries": str(check.tries), "most": str(check.most)}

    def _gap(self, check: Check) -> tuple[str, dict[str, str]]:
        assert check.at is not None
        assert check.phone_id is not None
        values = {"at": self._when(check.at), "gap": duration(check.gap_s or 0)}
        is_own = check.at == self._lead.tries.last_at
        if not is_own and not check.gap_s and self._entry.lane is Lane.PROMISED:
            return "promise kept", values
        if name := self._past.last_caller(check.phone_id):
            return ("gap own name" if is_own else "gap name"), values | {"name": name}
        return ("gap own" if is_own else "gap"), values

    def _hours(self, facts: Facts) -> tuple[str, dict[str, str]]:
        window, now = facts.window, self._work.now
        values = {
            "start": window.start.strftime("%H:%M"),
            "end": window.end.strftime("%H:%M"),
            "place": self._zone.rpartition("/")[2].replace("_", " "),
            "now": self._when(now) if window.days != frozenset(range(7)) else clock(now, self._zone),
        }
        office = self._campaign.office_hours
        if office is None:
            return "hours", values
        return "hours office", values | {
            "office_start": minute_of_day(office.start_minute),
            "office_end": minute_of_day(office.end_minute),
        }

    # --- after it ---

    def _screen(self) -> GateAnswer:
        holder = self._lead.on_screen_of
        if holder is None:
            return GateAnswer(Gate.SCREEN, True, "no screen", {})
        if holder == self._actor.person_id:
            return GateAnswer(Gate.SCREEN, self._whom.person_id is not None, "on your screen", {})
        return GateAnswer(Gate.SCREEN, False, "on screen", {"name": self._past.name_of(holder)})

    def _waiting(self, stands: Standing) -> GateAnswer:
        entry, is_due = self._entry, self._spot.is_due
        values = {"at": self._when(entry.next_at)}
        until = None
        if not is_due:
            until = stands.until if stands.until is not None else entry.next_at
        if entry.lane is Lane.PROMISED:
            return GateAnswer(Gate.WAITING, is_due, "promised", values, until)
        if entry.lane not in (Lane.RETRY, Lane.NEW):
            return GateAnswer(Gate.WAITING, True, "due", values)
        if entry.reason == Reason.SKIPPED:
            return GateAnswer(Gate.WAITING, is_due, "skipped", values, until)
        last = self._past.last_result(self._lead.lead_id, entry.campaign_id)
        if last is None or entry.lane is Lane.NEW:
            return GateAnswer(Gate.WAITING, is_due, "due" if is_due else "due at", values, until)
        rule = self._campaign.rules.after(last.code)
        said = "after result part" if rule.part is Part.NEXT else "after result"
        values |= {
            "result": last.label,
            "called": self._when(last.at),
            "after": duration(timedelta(seconds=rule.after_s)),
        }
        return GateAnswer(Gate.WAITING, is_due, said, values, until, labelled=("result",))

    def _when(self, moment: datetime, zone: str = "") -> str:
        """The time, with its day where that isn't today there."""
        zone = clock_of(zone, self._zone)
        is_today = full_when(moment, zone)[:-5] == full_when(self._work.now, zone)[:-5]
        return clock(moment, zone) if is_today else full_when(moment, zone)


_BY_LAW = {
    Reason.NO_BASIS: "no basis",
    Reason.BASIS_EXPIRED: "basis ended",
    Reason.SCRUB_MISSING: "scrub missing",
    Reason.SCRUB_EXPIRED: "scrub ended",
    Reason.LINE_SERIES: "no series",
}
