"""Contested rows: a telecaller says what is wrong with an own row, a team lead or an admin rules on it.

A row is a call, a sale (`ruled_sales.py`) or a stretch of a day (`ruled_times.py`). A ruling changes as what
it counts: reports, receipts and totals follow it, also in a month that is closed, where it stands with its
date. The totals of a month whose calls went as too old stay; a ruling stands beside them. The lead itself is
not touched: where a result sent it stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.rulings import (
    CLAIMS,
    LONGEST_TALK_S,
    LONGEST_WHY,
    Claim,
    Contest,
    has_a_length,
    may_be_contested,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services import ruled_sales, ruled_times
from crm_desktop.services.advanced import is_advanced, require_advanced
from crm_desktop.services.lead_rules import check_length
from crm_desktop.services.ruled_sales import MineChoices, SaleChoices, SaleVerdict
from crm_desktop.services.ruled_times import OwnTime, TimeChoices, TimeVerdict
from crm_desktop.services.ruled_words import Say as InWords
from crm_desktop.services.ruled_words import changed_words
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.contests import ContestRow, Contests, Verdict, counted_as
from crm_desktop.store.leaves import LateLeave, Leaves
from crm_desktop.store.people import People
from crm_desktop.store.sales import Sales, SaleStep
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

__all__ = [
    "Choices", "Claims", "ContestRow", "LateLeave", "MineChoices", "OwnTime", "Rule", "RulingService",
    "SaleChoices",
    "SaleStep", "SaleVerdict", "Say", "TimeChoices", "TimeVerdict", "Told",
]  # fmt: skip

MOST_SHOWN = 500
_OWN = "Nobody rules on own rows. Ask another team lead or an admin."
TOLD, TOLD_FOR = "rulings_told", timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Say:
    """A claim with a sentence about an own call, an own sale, or a stretch of the own day: one of these."""

    request_id: UUID
    call_id: UUID | None
    claim: Claim
    why: str
    sale_id: UUID | None = None
    time: OwnTime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling with a sentence. Upheld about a call, one of these says as what it counts, none: not at all.

    `talk_s` in seconds; `person_id` is whose call it was. `sale` and `time` are for claims about those.
    """

    request_id: UUID
    contest_id: UUID
    is_upheld: bool
    why: str
    disposition_id: UUID | None = None
    talk_s: int | None = None
    person_id: UUID | None = None
    sale: SaleVerdict | None = None
    time: TimeVerdict | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What others did to a person's results since they were told last.

    `leaves`: past days that became leave; `waiting`: claims of others that came since, for who rules on them.
    """

    rulings: tuple[ContestRow, ...] = ()
    sales: tuple[SaleStep, ...] = ()
    until: datetime | None = None
    leaves: tuple[LateLeave, ...] = ()
    waiting: tuple[ContestRow, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rulings) + len(self.sales) + len(self.leaves) + len(self.waiting)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a ruling may make of a call: the results of its campaign, and whose it may have been."""

    call: Call
    results: tuple[tuple[UUID, str], ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims of a list, and what people are called."""

    rows: tuple[ContestRow, ...]
    names: dict[UUID, str]

    def ruled_words(self, row: ContestRow, zone: str, say: InWords = str) -> str:
        """What became of a claim: "Not interested → Interested"; empty while it waits."""
        contest = row.contest
        if contest.ruling is None:
            return ""
        return changed_words(contest.was, contest.ruling.now, self.names, zone, say)


class RulingService:
    """Claims and rulings, behind the switch *Advanced*; what was ruled stays when it is switched off."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- looking ---

    def page(self, actor: Actor, *, waiting_only: bool = False) -> Claims:
        """Claims within reach, at most 500: those that wait for a ruling first."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            everybody = People(work).all()
            people = [person.id for person in everybody if _sees(actor, person)]
            rows = Contests(work).page(people, waiting_only=waiting_only, limit=MOST_SHOWN)
            return Claims(rows, {person.id: person.display_name for person in everybody})

    def count_waiting(self, actor: Actor) -> int:
        """How many claims this person may rule on; 0 while the switch is off."""
        if not actor.may(Permission.RULE, Reach.TEAM):
            return 0
        with self._store.read(actor) as work:
            if not is_advanced(work):
                return 0
            people = [p.id for p in People(work).all() if _sees(actor, p) and p.id != actor.person_id]
            return Contests(work).count_waiting(people)

    def choices(self, actor: Actor, contest_id: UUID) -> Choices | SaleChoices | MineChoices | TimeChoices:
        """What a ruling on this claim may make of its call, its sale, its time."""
        actor.require(Permission.RULE, Reach.TEAM)
        with self._store.read(actor) as work:
            contest = _reached(work, actor, contest_id)
            if contest.about is Source.TIME:
                return ruled_times.choices(work, contest)
            if contest.about is Source.SALE:
                return ruled_sales.choices(work, contest, lambda one, whose: _may_get(actor, one, whose))
            if contest.claim is Claim.MINE:
                return ruled_sales.mine_choices(work, actor, contest)
            call = _closed_call(work, contest)
            campaign = None if call.campaign_id is None else Campaigns(work).get(call.campaign_id)
            results = () if campaign is None else tuple((d.id, d.label) for d in campaign.dispositions)
            others = tuple(p for p in People(work).all() if _may_get(actor, p, call.person_id))
            return Choices(call, results, others)

    def told(self, actor: Actor) -> Told:
        """What others did to this person's results since they were told last, at most two weeks ago."""
        with self._store.read(actor) as work:
            since = SettingRows(work).get("person", actor.person_id, TOLD)
            at = work.now - TOLD_FOR
            if since:
                at = max(at, datetime.fromisoformat(str(since)))
            rulings = Contests(work).ruled_since(actor.person_id, at)
            ruled = {
                (r.contest.sale_id, r.contest.ruling.at) for r in rulings if r.contest.ruling is not None
            }
            steps = Sales(work).changed_by_others(actor.person_id, at)
            sales = tuple(step for step in steps if (step.sale_id, step.change.at) not in ruled)
            leaves, waiting = Leaves(work).late_since(actor.person_id, at), _new_claims(work, actor, at)
            return Told(rulings, sales, work.now, leaves, waiting)

    def was_told(self, actor: Actor, until: datetime) -> None:
        """Keep until when this person was told."""
        with self._store.write(actor) as work:
            SettingRows(work).set("person", actor.person_id, TOLD, until.astimezone(UTC).isoformat())

    # --- saying and ruling ---

    def contest(self, actor: Actor, command: Say) -> Contest:
        """Say what is wrong with an own row; a repeat changes nothing more.

        Raises UserError without a sentence, for a row that isn't one's own or whose claim already waits.
        """
        actor.require(Permission.SEE_REPORTS)
        why = _sentence(command.why)
        time = command.time
        payload = {
            "call": str(command.call_id), "claim": command.claim.value, "why": why,
            "sale": str(command.sale_id), "time": None if time is None else str((time.began, time.until)),
        }  # fmt: skip
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "contest", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["contest"]))
            contest = _contested(work, actor, command, why)
            Contests(work).add(contest)
            about = contest.about
            subject = {Source.CALL: contest.call_id, Source.SALE: contest.sale_id}.get(about)
            kind = "person" if subject is None else about.value
            work.record(f"{about}.contested", kind, subject or contest.person_id, claim=command.claim.value)
            work.announce("rulings", contest.id)
            work.keep_result(command.request_id, "contest", payload, {"contest": str(contest.id)})
            return contest

    def rule(self, actor: Actor, command: Rule) -> Contest:
        """Uphold or refuse a claim; a repeat changes nothing more.

        Raises NotAllowed for own rows, UserError where a ruling stands already or says nothing new.
        """
        actor.require(Permission.RULE, Reach.TEAM)
        why = _sentence(command.why)
        payload = {
            "contest": str(command.contest_id), "upheld": command.is_upheld, "why": why,
            "result": str(command.disposition_id), "talk_s": command.talk_s, "person": str(command.person_id),
            "sale": str(command.sale), "time": str(command.time),
        }  # fmt: skip
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "rule", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["contest"]))
            contest = _reached(work, actor, command.contest_id)
            if contest.ruling is not None:
                raise UserError("This was ruled on already. Look at it again.")
            ruled = _ruled(work, actor, contest, command, why)
            self._tell(work, ruled)
            work.keep_result(command.request_id, "rule", payload, {"contest": str(contest.id)})
            return ruled

    def _tell(self, work: Work, contest: Contest) -> None:
        ruling, lead_id, about = contest.ruling, contest.lead_id, contest.about
        assert ruling is not None, "just ruled"
        if lead_id is not None and Contests(work).sees_lead(lead_id):  # it may be another team's by now
            names = {person.id: person.display_name for person in People(work).all()}
            said = changed_words(contest.was, ruling.now, names, workspace_zone(work))
            Timeline(work).add(
                lead_id, Kind.RULED, f"{said}\n{ruling.why}", call_id=contest.call_id,
                data={"contest": str(contest.id), "upheld": ruling.is_upheld},
            )  # fmt: skip
            work.announce("leads", lead_id)
        subject = contest.sale_id or contest.call_id
        kind = "person" if subject is None else about.value
        work.record(
            f"{about}.ruled", kind, subject or contest.person_id, contest=contest.id, upheld=ruling.is_upheld
        )
        work.announce("rulings", contest.id)
        if ruling.is_upheld:
            topic = {Source.CALL: "calls", Source.SALE: "sales"}.get(about, "people")
            work.announce(topic, contest.sale_id or lead_id or contest.person_id)


def _new_claims(work: Work, actor: Actor, since: datetime) -> tuple[ContestRow, ...]:
    """Claims after a moment that wait for this person's ruling, the oldest first."""
    if not actor.may(Permission.RULE, Reach.TEAM) or not is_advanced(work):
        return ()
    people = [p.id for p in People(work).all() if _sees(actor, p) and p.id != actor.person_id]
    rows = Contests(work).page(people, waiting_only=True, limit=MOST_SHOWN)
    return tuple(row for row in rows if row.contest.at > since)


def _sees(actor: Actor, person: Person) -> bool:
    return person.id == actor.person_id or actor.may_touch(Permission.SEE_REPORTS, person.id, person.team_id)


def _may_get(actor: Actor, person: Person, whose: UUID) -> bool:
    """Whether a ruling may give a row to this person: within reach, and neither theirs nor the ruler's."""
    is_within = actor.may_touch(Permission.RULE, person.id, person.team_id)
    return is_within and not person.is_disabled and person.id not in (whose, actor.person_id)


def _sentence(typed: str) -> str:
    why = " ".join(typed.split())
    if not why:
        raise UserError("Say why in a sentence; it is kept with the row.", field="why")
    check_length(why, LONGEST_WHY, "why")
    return why


def _known(work: Work, contest_id: UUID) -> Contest:
    contest = Contests(work).get(contest_id)
    if contest is None:
        raise NotFound("This claim is not here any more. Look at the list again.")
    return contest


def _reached(work: Work, actor: Actor, contest_id: UUID) -> Contest:
    """A claim this person may rule on."""
    contest = _known(work, contest_id)
    if contest.person_id == actor.person_id:
        raise NotAllowed(_OWN)
    person = next((each for each in People(work).all() if each.id == contest.person_id), None)
    if person is None or not actor.may_touch(Permission.RULE, person.id, person.team_id):
        raise NotAllowed("This row is not yours to rule on. Ask an admin.")
    return contest


def _contested(work: Work, actor: Actor, command: Say, why: str) -> Contest:
    if command.sale_id is not None:
        contest = ruled_sales.contested(work, actor, command.sale_id, command.claim, why)
    elif command.time is not None:
        contest = ruled_times.contested(work, actor, command.time, command.claim, why)
    else:
        contest = _contested_call(work, actor, command, why)
    if command.claim not in CLAIMS[contest.about]:
        raise UserError("This can’t be wrong with such a row. Choose what is.", field="claim")
    return contest


def _contested_call(work: Work, actor: Actor, command: Say, why: str) -> Contest:
    call = None if command.call_id is None else Calls(work).get(command.call_id)
    if call is None:
        raise NotFound("This call is not here any more.")
    if call.person_id != actor.person_id:
        raise NotAllowed("Only who made a call can contest it.")
    if not may_be_contested(call, actor.person_id):
        raise UserError("Practice, and calls without a result, count nowhere.")
    if Contests(work).waits(Source.CALL, call.id):
        raise UserError("This call is contested already. Wait for the ruling.")
    if command.claim is Claim.LENGTH and not has_a_length(call):
        raise UserError("The length of a call entered afterwards counts nowhere.", field="claim")
    was = counted_as(work, call)
    return Contest(new_id(), call.id, call.lead_id, actor.person_id, work.now, command.claim, why, was)


def _ruled(work: Work, actor: Actor, contest: Contest, command: Rule, why: str) -> Contest:
    """The claim with its ruling, kept; what it is about counts so."""
    rows = Contests(work)
    if contest.about is Source.TIME:
        if command.is_upheld and command.time is None:
            raise UserError("Say as what the time counts, and from when until when.", field="time")
        said = command.time if command.is_upheld else None
        return rows.rule_time(
            contest, why, None if said is None else ruled_times.as_ruled(work, contest, said)
        )
    if contest.claim is Claim.MINE and command.is_upheld:
        return rows.rule_mine(contest, why, ruled_sales.found_mine(work, actor, contest, command.sale))
    if contest.about is Source.CALL:
        return rows.rule(contest, why, _verdict(work, actor, contest, command) if command.is_upheld else None)
    sale = ruled_sales.standing(work, contest)
    if not command.is_upheld:
        return rows.rule_sale(contest, why, sale, None)
    if sale.person_id == actor.person_id:
        raise NotAllowed(_OWN)
    verdict = command.sale or SaleVerdict()
    now = ruled_sales.as_ruled(work, sale, verdict, lambda one, whose: _may_get(actor, one, whose))
    return rows.rule_sale(contest, why, sale, now)


def _closed_call(work: Work, contest: Contest) -> Call:
    call = None if contest.call_id is None else Calls(work).get(contest.call_id)
    if call is None:
        raise NotFound("This call was deleted as too old. Nothing can be ruled about it any more.")
    if call.state is not CallState.CLOSED:
        raise UserError("The result of this call was taken back meanwhile. There is nothing to rule on.")
    return call


def _verdict(work: Work, actor: Actor, contest: Contest, command: Rule) -> Verdict:
    call = _closed_call(work, contest)
    if call.person_id == actor.person_id:
        raise NotAllowed(_OWN)
    given = (command.disposition_id, command.talk_s, command.person_id)
    if sum(each is not None for each in given) > 1:
        raise UserError("Rule on one thing at a time: the result, the length, whose it is.")
    if command.disposition_id is not None:
        campaign = None if call.campaign_id is None else Campaigns(work).get(call.campaign_id)
        said = None if campaign is None else campaign.disposition(command.disposition_id)
        if said is None:
            raise NotFound("This result does not belong to the campaign. Choose another one.", field="result")
        if said.id == counted_as(work, call).disposition_id:
            raise UserError("The call counts as that already. Choose another result.", field="result")
        return Verdict(disposition=said)
    if command.talk_s is not None:
        if not has_a_length(call):
            raise UserError("The length of a call entered afterwards counts nowhere.", field="length")
        if not 0 <= command.talk_s <= LONGEST_TALK_S:
            raise UserError("Type a length of at most 6 hours.", field="length")
        if command.talk_s == call.talk_s:
            raise UserError("The call counts as that long already. Type another length.", field="length")
        return Verdict(talk_s=command.talk_s)
    if command.person_id is not None:
        person = next((each for each in People(work).all() if each.id == command.person_id), None)
        if person is None or not _may_get(actor, person, call.person_id):
            raise UserError("Choose somebody of the team, neither who contests nor you.", field="person")
        return Verdict(person_id=person.id)
    return Verdict()
