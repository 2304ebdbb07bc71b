"""Contested rows: a telecaller says what is wrong with an own call, a team lead or an admin rules on it.

A ruling changes as what the call counts: reports, receipts and totals follow it, also in a month that is
closed, where it stands with its date. The lead itself is not touched: where a result sent it stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.formats import duration
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.rulings import (
    LONGEST_TALK_S,
    LONGEST_WHY,
    Claim,
    Contest,
    Counted,
    has_a_length,
    may_be_contested,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import is_advanced, require_advanced
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.contests import ContestRow, Contests, Verdict, counted_as
from crm_desktop.store.people import People
from crm_desktop.store.sales import Sales, SaleStep
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["Claims", "ContestRow", "Rule", "RulingService", "SaleStep", "Say", "Told"]

MOST_SHOWN = 500
REFUSED = "stays"
NOT_COUNTED = "not counted"
TOLD, TOLD_FOR = "rulings_told", timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Say:
    """A claim about an own call, with a sentence."""

    request_id: UUID
    call_id: UUID
    claim: Claim
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling with a sentence. Upheld, one of these says what the call counts as, none that it doesn't.

    `talk_s` in seconds; `person_id` is whose call it was; `file` shows it (`EvidenceService.bring`).
    """

    request_id: UUID
    contest_id: UUID
    is_upheld: bool
    why: str
    disposition_id: UUID | None = None
    talk_s: int | None = None
    person_id: UUID | None = None
    file: Piece | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What others did to a person's results since they were told last."""

    rulings: tuple[ContestRow, ...] = ()
    sales: tuple[SaleStep, ...] = ()
    until: datetime | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rulings) + len(self.sales)


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

    def ruled_words(self, row: ContestRow) -> str:
        """What became of a claim: "Not interested → Interested"; empty while it waits."""
        ruling = row.contest.ruling
        if ruling is None:
            return ""
        return REFUSED if ruling.now is None else changed_words(row.contest.was, ruling.now, self.names)


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

    def choices(self, actor: Actor, contest_id: UUID) -> Choices:
        """What a ruling on this claim may make of its call."""
        actor.require(Permission.RULE, Reach.TEAM)
        with self._store.read(actor) as work:
            contest = _reached(work, actor, contest_id)
            call = _closed_call(work, contest.call_id)
            campaign = None if call.campaign_id is None else Campaigns(work).get(call.campaign_id)
            results = () if campaign is None else tuple((d.id, d.label) for d in campaign.dispositions)
            others = tuple(p for p in People(work).all() if _may_get(actor, p, call))
            return Choices(call, results, others)

    def told(self, actor: Actor) -> Told:
        """What others did to this person's results since they were told last, at most two weeks ago."""
        with self._store.read(actor) as work:
            since = SettingRows(work).get("person", actor.person_id, TOLD)
            at = work.now - TOLD_FOR
            if since:
                at = max(at, datetime.fromisoformat(str(since)))
            sales = Sales(work).changed_by_others(actor.person_id, at)
            return Told(Contests(work).ruled_since(actor.person_id, at), sales, work.now)

    def was_told(self, actor: Actor, until: datetime) -> None:
        """Keep until when this person was told."""
        with self._store.write(actor) as work:
            SettingRows(work).set("person", actor.person_id, TOLD, until.astimezone(UTC).isoformat())

    # --- saying and ruling ---

    def contest(self, actor: Actor, command: Say) -> Contest:
        """Say what is wrong with an own call; a repeat changes nothing more.

        Raises UserError without a sentence, for a call that isn't one's own or whose claim already waits.
        """
        actor.require(Permission.SEE_REPORTS)
        why = _sentence(command.why)
        payload = {"call": str(command.call_id), "claim": command.claim.value, "why": why}
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "contest", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["contest"]))
            call = Calls(work).get(command.call_id)
            if call is None:
                raise NotFound("This call is not here any more.")
            if call.person_id != actor.person_id:
                raise NotAllowed("Only who made a call can contest it.")
            if not may_be_contested(call, actor.person_id):
                raise UserError("Practice, and calls without a result, count nowhere.")
            if Contests(work).waits(call.id):
                raise UserError("This call is contested already. Wait for the ruling.")
            if command.claim is Claim.LENGTH and not has_a_length(call):
                raise UserError("The length of a call entered afterwards counts nowhere.", field="claim")
            contest = Contest(
                new_id(), call.id, call.lead_id, actor.person_id, work.now, command.claim, why,
                counted_as(work, call),
            )  # fmt: skip
            Contests(work).add(contest)
            work.record("call.contested", "call", call.id, claim=command.claim.value)
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
        } | ({} if command.file is None else {"file": command.file.sha256})  # fmt: skip
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "rule", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["contest"]))
            contest = _reached(work, actor, command.contest_id)
            if contest.ruling is not None:
                raise UserError("This was ruled on already. Look at it again.")
            verdict = _verdict(work, actor, contest, command) if command.is_upheld else None
            ruled = Contests(work).rule(contest, why, verdict)
            if command.file is not None and ruled.ruling is not None:
                keep_evidence(work, About.RULING, [ruled.ruling.id], command.file)
            self._tell(work, ruled)
            work.keep_result(command.request_id, "rule", payload, {"contest": str(contest.id)})
            return ruled

    def _tell(self, work: Work, contest: Contest) -> None:
        ruling = contest.ruling
        assert ruling is not None, "just ruled"
        if Contests(work).sees_lead(contest.lead_id):  # it may be another team's by now
            names = {person.id: person.display_name for person in People(work).all()}
            said = REFUSED if ruling.now is None else changed_words(contest.was, ruling.now, names)
            Timeline(work).add(
                contest.lead_id, Kind.RULED, f"{said}\n{ruling.why}", call_id=contest.call_id,
                data={"contest": str(contest.id), "upheld": ruling.is_upheld},
            )  # fmt: skip
            work.announce("leads", contest.lead_id)
        work.record("call.ruled", "call", contest.call_id, contest=contest.id, upheld=ruling.is_upheld)
        work.announce("rulings", contest.id)
        if ruling.is_upheld:
            work.announce("calls", contest.lead_id)


def changed_words(was: Counted, now: Counted, names: dict[UUID, str]) -> str:
    """What a ruling changed: "No answer → Interested"."""
    if now.is_left_out:
        return NOT_COUNTED
    if now.person_id != was.person_id:
        return f"{names.get(was.person_id, '–')} → {names.get(now.person_id, '–')}"
    if now.disposition_id != was.disposition_id:
        return f"{was.label or '–'} → {now.label or '–'}"
    lengths = ("–" if each.talk_s is None else duration(each.talk_s) for each in (was, now))
    return " → ".join(lengths)


def _sees(actor: Actor, person: Person) -> bool:
    return person.id == actor.person_id or actor.may_touch(Permission.SEE_REPORTS, person.id, person.team_id)


def _may_get(actor: Actor, person: Person, call: Call) -> bool:
    """Whether a ruling may give the call to this person: within reach, and neither theirs nor the ruler's."""
    is_within = actor.may_touch(Permission.RULE, person.id, person.team_id)
    return is_within and not person.is_disabled and person.id not in (call.person_id, actor.person_id)


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
        raise NotAllowed("Nobody rules on own rows. Ask another team lead or an admin.")
    person = next((each for each in People(work).all() if each.id == contest.person_id), None)
    if person is None or not actor.may_touch(Permission.RULE, person.id, person.team_id):
        raise NotAllowed("This row is not yours to rule on. Ask an admin.")
    return contest


def _closed_call(work: Work, call_id: UUID) -> Call:
    call = Calls(work).get(call_id)
    if call is None:
        raise NotFound("This call was deleted as too old. Nothing can be ruled about it any more.")
    if call.state is not CallState.CLOSED:
        raise UserError("The result of this call was taken back meanwhile. There is nothing to rule on.")
    return call


def _verdict(work: Work, actor: Actor, contest: Contest, command: Rule) -> Verdict:
    call = _closed_call(work, contest.call_id)
    if call.person_id == actor.person_id:
        raise NotAllowed("Nobody rules on own rows. Ask another team lead or an admin.")
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
        if person is None or not _may_get(actor, person, call):
            raise UserError("Choose somebody of the team, neither who contests nor you.", field="person")
        return Verdict(person_id=person.id)
    return Verdict()
