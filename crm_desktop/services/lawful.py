"""Why people may be called: the one plain question, what follows from the answer, the gate's switch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from crm_desktop.domain.campaign import CallClass, Campaign, Hours, hours_of
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.formats import minute_of_day
from crm_desktop.domain.gate import refused_by_law
from crm_desktop.domain.lawful import (
    LONGEST_PROOF,
    MOST_OVERRIDDEN,
    OWN_KINDS,
    Answer,
    Basis,
    Scope,
    Scrub,
    Span,
    answers_end,
    span_at,
    spans_from,
    standing_at,
)
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.lawful import (
    AT_ONCE,
    GATE_ON,
    Bases,
    Law,
    is_gate_on,
    keep_spans,
    next_leads,
    settle_lawful,
    spans_for,
    spans_for_all,
    write_spans,
)
from crm_desktop.store.people import People
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Store, Work

NO_END_DAYS = 36_500
ALWAYS_LOOKED = timedelta(days=7)  # what ran out longer ago was settled by somebody, or is when it is claimed


@dataclass(frozen=True, slots=True)
class AnswerWhy:
    """Why a campaign's people may be called; see `Answer` for what the fields mean.

    Of scope `import` it is kept as what was said about an import's leads, and the campaign's answer stays.
    """

    request_id: UUID
    campaign_id: UUID
    answer: Answer
    import_id: UUID | None = None
    scope: Scope = Scope.CAMPAIGN
    file: Piece | None = None  # what shows it, as `EvidenceService.bring` gives it


@dataclass(frozen=True, slots=True)
class RecordScrub:
    """An operator scrubbed the campaign's list: who, under which reference, when, how many went out of it."""

    request_id: UUID
    campaign_id: UUID
    provider: str
    reference: str
    scrubbed_at: datetime | None  # None: now
    submitted: int
    suppressed: int
    file: Piece | None = None  # the operator's report, likewise


@dataclass(frozen=True, slots=True)
class Asked:
    """A campaign with what was answered, by whom, and what holds now."""

    campaign_id: UUID
    name: str
    call_class: CallClass
    is_active: bool
    answer: Answer | None
    answered_by: str
    scrub: Scrub | None
    span: Span


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an answer would mean for leads that are to come into a campaign, there already or not.

    `asked`: what was answered for it, None while nobody did. `span`: what would hold now. `scope`: whether
    it would be for all of the campaign or for these leads alone. `enquiry_days`: how long whoever asked may
    be called.
    """

    call_class: CallClass
    is_practice: bool
    asked: Asked | None
    span: Span
    scope: Scope
    enquiry_days: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether the gate asks, and every campaign it asks about; practice is never asked."""

    is_on: bool
    campaigns: tuple[Asked, ...]

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """Active ones nobody answered for."""
        return tuple(each for each in self.campaigns if each.is_active and each.answer is None)


class LawfulService:
    """Answers, scrubs, overrides, and the gate's switch."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked_at: datetime | None = None

    def state(self, actor: Actor) -> GateState:
        """Whether the gate is on, and what was answered for each campaign."""
        with self._store.read(actor) as work:
            every = Campaigns(work).all(include_inactive=True)
            known, law, names = Bases(work), Law(work), _names(work)
            answers, scrubs = known.answers(), known.scrubs()
            asked = tuple(
                _asked(work, each, answers.get(each.id), scrubs.get(each.id), law, names)
                for each in every
                if not each.is_practice
            )
            return GateState(is_gate_on(work), asked)

    def of_campaign(self, actor: Actor, campaign_id: UUID) -> Asked:
        """What was answered for one campaign."""
        with self._store.read(actor) as work:
            return _asked_of(work, _found(work, campaign_id))

    def missing(self, actor: Actor, campaign_id: UUID) -> UserError | None:
        """What stands against calling a campaign's people now, as a sentence; None: nothing of law does.

        Where each lead has a date of its own, the leads are judged one by one.
        """
        with self._store.read(actor) as work:
            campaign = _found(work, campaign_id)
            span = campaign.lawful_at(work.now)
            if span is None or not span.reasons:
                return None
            answer = Bases(work).newest(campaign_id)
            if answer is not None and answer.kind is Basis.ASKED and answer.on_date is None:
                return None
            return refused_by_law(span.reasons[0], span.ended_at, workspace_zone(work))

    def preview(self, actor: Actor, campaign: Campaign | CallClass, answer: Answer | None) -> Span:
        """What would follow at once from an answer, for a campaign or for a new one of a class."""
        with self._store.read(actor) as work:
            if isinstance(campaign, CallClass):
                return standing_at(Law(work).follows(campaign, answer, None), work.now)
            scrub = Bases(work).newest_scrub(campaign.id)
            return standing_at(Law(work).follows(campaign.call_class, answer, scrub), work.now)

    def ahead(self, actor: Actor, campaign_name: str, answer: Answer | None) -> Ahead:
        """What would follow of an answer for who is brought into the campaign of this name."""
        with self._store.read(actor) as work:
            known = Campaigns(work).id_by_name(" ".join(campaign_name.split()))
            campaign = None if known is None else _found(work, known)
            call_class = CallClass.PROMOTIONAL if campaign is None else campaign.call_class
            scope, asked, scrub = Scope.CAMPAIGN, None, None
            if campaign is not None:
                asked = _asked_of(work, campaign)
                scrub = asked.scrub
            if campaign is not None and answer is not None:
                scope = scope_of(work, campaign.id, answer)
            spans = Law(work).follows(call_class, answer, scrub)
            return Ahead(
                call_class,
                campaign is not None and campaign.is_practice,
                asked if asked is not None and asked.answer is not None else None,
                standing_at(spans, work.now),
                scope,
                enquiry_days(work),
                is_gate_on(work),
            )

    def answer(self, actor: Actor, command: AnswerWhy, *, settles: bool = True) -> Asked:
        """Keep an answer in one's own name; leads it lets be called come back to the queue.

        Without `settles` all are in their places already, as after an import that knew of the answer.
        Raises UserError for an answer that lacks its date, proof or source.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)

        def keep(work: Work, campaign: Campaign) -> None:
            checked = checked_answer(with_file(command.answer, command.file), work)
            keep_answer(work, campaign, checked, command.import_id, command.scope, command.file)

        said = {"campaign": str(command.campaign_id), "answer": repr(command.answer)}
        if command.file is not None:
            said["file"] = command.file.sha256
        return self._once(
            actor, command.campaign_id, command.request_id, "answer_why", said, keep, settles=settles
        )

    def override(
        self, actor: Actor, campaign_id: UUID, until: datetime, note: str, request_id: UUID
    ) -> Asked:
        """An admin lets a campaign be called until then whatever its answer lacks, once, with a note."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        note = " ".join(note.split())
        if not note:
            raise UserError("Say why this campaign may be called.", field="note")

        def keep(work: Work, campaign: Campaign) -> None:
            before = Bases(work).newest(campaign_id)
            if before is None:
                raise UserError("Answer first why these people may be called.", field="kind")
            if before.overridden_until is not None:
                raise UserError("This was overridden once already. Answer anew, or scrub the list.")
            if not work.now < until <= work.now + MOST_OVERRIDDEN:
                raise UserError(
                    "Choose an end within the next {days} days.", field="until", days=MOST_OVERRIDDEN.days
                )
            after = replace(before, overridden_until=until, why_overridden=note[:LONGEST_PROOF])
            Bases(work).add(campaign.id, after)
            work.record("campaign.basis_overridden", "campaign", campaign.id, until=until.isoformat())

        said = {"campaign": str(campaign_id), "until": until.isoformat()}
        return self._once(actor, campaign_id, request_id, "override_why", said, keep)

    def scrub(self, actor: Actor, command: RecordScrub) -> Asked:
        """Keep that an operator scrubbed a campaign's list; it holds as long as the rules say."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        provider, reference = " ".join(command.provider.split()), " ".join(command.reference.split())
        if not provider or not reference:
            raise UserError("Say who scrubbed the list and under which reference.", field="reference")
        if not 0 <= command.suppressed <= command.submitted:
            raise UserError("No more people can be taken out than were on the list.", field="suppressed")

        def keep(work: Work, campaign: Campaign) -> None:
            at = command.scrubbed_at or work.now
            if at > work.now:
                raise UserError("The list can't be scrubbed in the future.", field="scrubbed_at")
            made = Scrub(provider, reference, at, command.submitted, command.suppressed)
            scrub_id = Bases(work).add_scrub(campaign.id, made)
            if command.file is not None:
                keep_evidence(work, About.SCRUB, [scrub_id], command.file)
            work.record(
                "campaign.scrubbed", "campaign", campaign.id,
                submitted=command.submitted, suppressed=command.suppressed,
            )  # fmt: skip

        said = {"campaign": str(command.campaign_id), "reference": reference}
        return self._once(actor, command.campaign_id, command.request_id, "scrub", said, keep)

    def _once(
        self,
        actor: Actor,
        campaign_id: UUID,
        request_id: UUID,
        act: str,
        said: dict[str, str],
        keep: Callable[[Work, Campaign], None],
        *,
        settles: bool = True,
    ) -> Asked:
        """Keep something about a campaign, once a request; then what follows of it, and its places."""
        with self._store.write(actor) as work:
            if work.earlier_result(request_id, act, said) is None:
                campaign = _found(work, campaign_id)
                keep(work, campaign)
                work.keep_result(request_id, act, said, {})
                write_spans(work, campaign)
                _tell(work, campaign.id)
        if settles:
            self.settle(actor, campaign_id)
        return self.of_campaign(actor, campaign_id)

    def switch_on(self, actor: Actor) -> GateState:
        """From now on nobody is called for whom nobody answered; for good. All active ones are answered."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        waiting = self.state(actor).unanswered
        if waiting:
            raise UserError(
                "Answer first why these may be called: {names}.",
                names=", ".join(each.name for each in waiting),
            )
        with self._store.write(actor) as work:
            if not is_gate_on(work):
                SettingRows(work).set("workspace", workspace_info(work).id, GATE_ON, True)
                work.record("gate.switched_on", "workspace", None)
                write_all(work)
                work.announce("settings")
        self.settle_all(actor)
        return self.state(actor)

    def refresh(self, actor: Actor) -> None:
        """What follows from answers, by the rules and the day as they are now, and the queue in step with it.

        Asked for at each start and each hour: a new version of the program brings new rules, answers and
        scrubs run out. Where nothing of that happened it costs a few reads.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            if not is_gate_on(work):
                return
            now = work.now
            every = spans_for_all(work)
        is_stale = any(spans != spans_from(each.lawful, now) for each, spans in every)
        since = self._looked_at or now - ALWAYS_LOOKED
        if is_stale:
            with self._store.write(actor) as work:
                write_all(work)
            self.settle_all(actor)
        else:
            for each, _ in every:
                if any(span.until is not None and since < span.until <= now for span in each.lawful):
                    self.settle(actor, each.id)
        self._looked_at = now

    def settle_all(self, actor: Actor) -> None:
        """Put the places of all campaigns where law wants them."""
        with self._store.read(actor) as work:
            every = Campaigns(work).all(include_inactive=True)
        for each in every:
            if not each.is_practice:
                self.settle(actor, each.id)

    def settle(self, actor: Actor, campaign_id: UUID) -> None:
        """Put a campaign's places where law wants them, some leads at a time."""
        last: UUID | None = None
        while True:
            with self._store.write(actor) as work:
                some = next_leads(work, campaign_id, last)
                if some:
                    settle_lawful(work, _found(work, campaign_id), some)
            if len(some) < AT_ONCE:
                return
            last = some[-1]


def checked_answer(answer: Answer, work: Work) -> Answer:
    """The answer as it is kept; raises UserError that says what is missing."""
    proof, source, line = (clean(text) for text in (answer.proof, answer.source, answer.line))
    for text, field in ((proof, "proof"), (source, "source"), (line, "line")):
        check_length(text, LONGEST_PROOF, field)
    today = work.now.date() + timedelta(days=1)  # it is tomorrow somewhere
    if answer.on_date is not None and answer.on_date > today:
        raise UserError("This date is still to come. Give the day it happened.", field="on_date")
    match answer.kind:
        case Basis.ASKED | Basis.AGREED if not proof:
            raise UserError("Say how you can show it, such as a form or a message.", field="proof")
        case Basis.CUSTOMERS if answer.on_date is None:
            raise UserError("Say since when they are your customers.", field="on_date")
        case Basis.LIST if not source:
            raise UserError("Say whom you have the list from.", field="source")
    return replace(answer, proof=proof, source=source, line=line, overridden_until=None, why_overridden="")


def with_file(answer: Answer, file: Piece | Path | None) -> Answer:
    """The answer with the file's name as what shows it, where nothing else is said."""
    shows_it = answer.kind in (Basis.ASKED, Basis.AGREED) and file is not None
    return replace(answer, proof=file.name) if shows_it and file and not answer.proof.strip() else answer


def keep_answer(
    work: Work,
    campaign: Campaign,
    answer: Answer,
    import_id: UUID | None = None,
    scope: Scope = Scope.CAMPAIGN,
    file: Piece | None = None,
) -> None:
    """Write an answer that was checked, with the file that shows it."""
    base_id = Bases(work).add(campaign.id, answer, import_id, scope)
    if file is not None:
        keep_evidence(work, About.BASIS, [base_id], file)
    work.record("campaign.basis_answered", "base", base_id, campaign=campaign.id, kind=answer.kind.value)


def scope_of(work: Work, campaign_id: UUID, answer: Answer) -> Scope:
    """For whom an import's answer holds: for all of a campaign nobody answered for; else, where leads can
    have such a basis of their own, for its leads alone."""
    is_own = answer.kind in OWN_KINDS and Bases(work).newest(campaign_id) is not None
    return Scope.IMPORT if is_own else Scope.CAMPAIGN


def own_basis(work: Work, answer: Answer) -> tuple[str, datetime | None]:
    """The basis of their own that leads get of an answer, and until when it holds."""
    return answer.kind.value, answers_end(answer, rules_today(work), workspace_zone(work))


def enquiry_days(work: Work) -> int:
    """How many days whoever asked may be called; many years where the rules set no end."""
    return int(rules_today(work).value("enquiry_days", NO_END_DAYS))


def by_law(work: Work, before: Campaign | None, after: Campaign) -> Campaign:
    """A campaign with what follows of its answer; hours may only narrow what law leaves.

    Raises UserError where hours or class changed and the hours go beyond it.
    """
    spans = spans_for(work, after)
    law = hours_of(span_at(spans, work.now))
    is_new = before is None or _own_hours(before) != _own_hours(after)
    if law is not None and is_new and not Hours(after.start_minute, after.end_minute).is_within(law):
        raise UserError(
            "Calls of this kind may only be made {start}–{end} there. Choose hours within that.",
            field="start_minute",
            start=minute_of_day(law.start_minute),
            end=minute_of_day(law.end_minute),
        )
    return replace(after, lawful=spans)


def _own_hours(campaign: Campaign) -> tuple[int, int, CallClass]:
    return campaign.start_minute, campaign.end_minute, campaign.call_class


def write_all(work: Work) -> None:
    """Keep what follows for every campaign, worked out anew."""
    for campaign, spans in spans_for_all(work):
        if keep_spans(work, campaign, spans):
            _tell(work, campaign.id)


def _names(work: Work) -> dict[UUID, str]:
    return {person.id: person.display_name for person in People(work).all()}


def _asked_of(work: Work, campaign: Campaign) -> Asked:
    known = Bases(work)
    answer, scrub = known.newest(campaign.id), known.newest_scrub(campaign.id)
    return _asked(work, campaign, answer, scrub, Law(work), _names(work))


def _asked(
    work: Work,
    campaign: Campaign,
    answer: Answer | None,
    scrub: Scrub | None,
    law: Law,
    names: dict[UUID, str],
) -> Asked:
    span = standing_at(law.follows(campaign.call_class, answer, scrub), work.now)
    by = "" if answer is None or answer.person_id is None else names.get(answer.person_id, "")
    return Asked(campaign.id, campaign.name, campaign.call_class, campaign.is_active, answer, by, scrub, span)


def _found(work: Work, campaign_id: UUID) -> Campaign:
    campaign = Campaigns(work).get(campaign_id)
    if campaign is None:
        raise NotFound("This campaign does not exist any more. Choose another one.")
    return campaign


def _tell(work: Work, campaign_id: UUID) -> None:
    work.announce("campaigns", campaign_id)
    work.announce("queue")
