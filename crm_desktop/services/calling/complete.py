"""Giving a call its result: everything that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import LOST, Call, CallState, Direction, KnownHow
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition, Flag, status_after
from crm_desktop.domain.gate import Act, usable
from crm_desktop.domain.kept_acts import Settlement
from crm_desktop.domain.lead_facts import LeadFacts, facts_for, with_effect
from crm_desktop.domain.outside_calls import leaves_queue_alone, settled
from crm_desktop.domain.people import Actor
from crm_desktop.domain.placing import NextPlace, keeps_number, owner_after, place_after, whose_place
from crm_desktop.domain.queue import DIALLED_LANES, Lane
from crm_desktop.domain.quick import quick
from crm_desktop.domain.result_fields import FieldValue
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.calling.after import check_promise, check_reachable
from crm_desktop.services.calling.asked_again import keep_asked
from crm_desktop.services.calling.blocking import block_unusable
from crm_desktop.services.calling.images import entry_image, lead_image, merged
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.services.calling.noted import as_text, beside_sale, make_sale, noted
from crm_desktop.services.calling.room import check_room
from crm_desktop.services.calling.values import CompleteCall
from crm_desktop.store.ahead import about_lead
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls, LeadState
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.month_ends import day_of_result
from crm_desktop.store.outside_calls import OutsideCalls, Way
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Work

UNDO_FOR = timedelta(minutes=10)
UNDO_KIND = "complete"
ENTERED_LATER = "entered_later"  # such a call can't be open again: it was over before it was kept


@quick
@dataclass(frozen=True, slots=True)
class Closed:
    """What completing a call did."""

    call: Call
    campaign: Campaign
    undo_id: UUID
    callback_id: UUID | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A result that comes in late: how much of it counts, and whether its call comes with it.

    `session_id`: the sign-in in which a call was made that comes with its result, if it is still known;
    `way`: how it reached us, where it rang in.
    """

    settlement: Settlement
    is_new_call: bool
    session_id: UUID | None = None
    way: Way = field(default_factory=Way)


def complete(work: Work, actor: Actor, command: CompleteCall) -> Closed:
    """Close the call and apply its result; the claim on the lead ends with it."""
    return complete_call(work, actor, command, _my_open_call(work, actor, command.call_id))


def complete_call(
    work: Work, actor: Actor, command: CompleteCall, call: Call, kept: Kept | None = None
) -> Closed:
    """The same for a call that is known already: one entered later was over before it was kept.

    `kept`: the result lay on a workstation while the server was away. It is judged by what it was then:
    nothing is refused any more.
    """
    campaign = Campaigns(work).get(call.campaign_id) if call.campaign_id else None
    if campaign is None:
        raise NotFound("The campaign of this call does not exist any more.")
    result = campaign.disposition(command.disposition_id)
    if result is None or not (result.is_active or kept is not None):
        raise NotFound("This result does not belong to the campaign. Choose another one.")
    return _Completion(work, actor, command, call, campaign, result, kept).apply()


def _my_open_call(work: Work, actor: Actor, call_id: UUID) -> Call:
    call = Calls(work).get(call_id)
    if call is None or call.person_id != actor.person_id:
        raise NotFound("This call is not yours. Take the next lead.")
    if call.state is not CallState.OPEN and call.end_cause == LOST:
        raise UserError(
            "This program was silent for more than an hour, so the lead was given to someone else, who has "
            "called it. Your try counts, without a result. Take the next lead."
        )
    if call.state is not CallState.OPEN:
        raise UserError(
            "This call already has the result “{result}”. Undo it first.", result=call.disposition_label
        )
    return call


class _Completion:
    """One completion while it is being applied; `before` gathers what undoing needs."""

    def __init__(
        self,
        work: Work,
        actor: Actor,
        command: CompleteCall,
        call: Call,
        campaign: Campaign,
        result: Disposition,
        kept: Kept | None = None,
    ) -> None:
        self.work, self.actor, self.command = work, actor, command
        self.call, self.campaign, self.result, self.kept = call, campaign, result, kept
        self.queue, self.calls, self.callbacks = Queue(work), Calls(work), Callbacks(work)
        self.began_on = call.day
        if (day := day_of_result(work, call.day)) != call.day:
            self.call = replace(call, day=day)
        self.before: dict[str, Any] = {"call_id": str(call.id), "campaign_id": str(campaign.id)}
        self.topics = {"calls", "queue", "leads"}
        self.is_later = call.known_how is KnownHow.LATER
        self.moment = call.dialled_at if self.is_later else work.now  # when what follows was decided

    def apply(self) -> Closed:
        """Write everything; gives what was done."""
        is_given = self.kept is None or self.command.values
        values = noted(self.work, self.result, self.command.values) if is_given else ()
        self.queue.lock_phones(self.call.lead_id)
        about_lead(self.work, self.call.lead_id)
        lead = self.queue.facts(self.call.lead_id, rules=self.campaign.rules)
        assert lead is not None, "a lead with calls is never deleted"
        office = workspace_zone(self.work)
        if self.kept is None:
            self._still_open(lead)
            self._check(lead, office)
        elif self.command.asked:
            self._asked(lead, office)
        state = LeadState(lead.status, lead.last_result, lead.next_call_at, lead.owner_id, lead.team_id)
        promises = self.callbacks.open_of_lead(lead.lead_id)
        answered = next((c for c in promises if c.campaign_id in (None, self.campaign.id)), None)
        entries = self.queue.of_lead(lead.lead_id)
        stays = self._place_that_stays(entries, promises)
        place = stays or place_after(
            self.result,
            self.campaign,
            lead,
            self.call.phone_id,
            self.command.callback_at,
            answered,
            self.actor.person_id,
            self.moment,
            office,
            self._given_before(),
        )
        closed_call = self._closed_call(values)
        self._close(closed_call, values)
        CallHours(self.work).add(closed_call)
        self._tell_timeline(values)
        if (sale := make_sale(self.work, self.call, self.campaign, values, self.moment)) is not None:
            self.before["sale"] = str(sale.id)
        closed = self._close_promises(promises, place)
        callback_id = self._promise()
        me = self.actor.person_id
        owner = owner_after(lead.owner_id, self.result, place, me)
        self._place(entries, place, owner)
        left = [p for p in promises if p.id not in closed]
        self._change_lead(state, place, owner, left, is_moved=stays is None)
        if not self.call.is_practice and (self.kept is None or self.kept.settlement.marks_number):
            self._mark_phone(lead)
        undo_id = self._keep_undo()
        self.work.record(
            "call.completed",
            "call",
            self.call.id,
            lead_id=lead.lead_id,
            result=self.result.code,
            practice=self.call.is_practice,
        )
        for topic in sorted(self.topics):
            self.work.announce(topic, lead.lead_id)
        return Closed(closed_call, self.campaign, undo_id, callback_id)

    def _still_open(self, lead: LeadFacts) -> None:
        """Whoever waited for the lead's phones may find the call given up for lost: raises UserError then."""
        is_live = self.call.direction is Direction.OUT and not self.is_later
        if is_live and lead.in_call_of != self.call.person_id:
            _my_open_call(self.work, self.actor, self.call.id)

    def _check(self, lead: LeadFacts, office: str) -> None:
        """Whether what is promised can be kept; raises UserError at callback_at."""
        self._check_promise(lead, lead.zone or office, office)
        if self.command.callback_at is None:
            return
        if self.command.asked:
            lead = self._asked(lead, office)
        marked = with_effect(lead, self.call.phone_id, self.result)
        check_reachable(self.command.callback_at, self.work.now, self.campaign, marked, office)
        promises = self.callbacks.open_of_lead(lead.lead_id)
        mine = [p for p in promises if p.owner_id == self.actor.person_id]
        check_room(self.work, self.actor.person_id, freed=len(mine))

    def _asked(self, lead: LeadFacts, office: str) -> LeadFacts:
        """The person asked for the call-back: their own reason to be called."""
        words, at = self.command.asked, self.moment
        return keep_asked(self.work, self.call, self.campaign, lead, words, at, office)

    def _check_promise(self, lead: LeadFacts, zone: str, office: str) -> None:
        """A next date is asked for, except of what is over already, and of who must not be called."""
        result: Disposition | None = self.result
        if self.command.callback_at is None and self.call.direction is Direction.IN:
            facts = facts_for(Act.CHOOSE, self.work.now, self.campaign, lead, office)
            result = self.result if usable(facts) else None
        if self.command.callback_at is None and self.is_later:
            result = None
        check_promise(self.command.callback_at, result, self.campaign, zone, self.work.now)

    def _place_that_stays(
        self, entries: tuple[StoredEntry, ...], promises: tuple[Callback, ...]
    ) -> NextPlace | None:
        """The lead's place when this call moves nothing; None when it does."""
        if self.kept is not None:
            return None if self.kept.settlement.moves_lead else self._place_now(entries)
        if self.command.callback_at is not None or (
            not self.is_later and self.call.direction is Direction.OUT
        ):
            return None
        is_overtaken = self.is_later and self.calls.newer_on_lead(self.call.lead_id, self.call)
        if not leaves_queue_alone(self.call, self.result, is_overtaken=is_overtaken):
            return None
        mine = (p for p in promises if p.campaign_id in (None, self.campaign.id))
        if any(settled(promise, self.call, self.result) is not None for promise in mine):
            return None
        return self._place_now(entries)

    def _place_now(self, entries: tuple[StoredEntry, ...]) -> NextPlace | None:
        """The lead's place as it is; None when it isn't in the campaign."""
        entry = next((e.entry for e in entries if e.entry.campaign_id == self.campaign.id), None)
        if entry is None:
            return None
        promise_of = entry.owner_id if entry.lane is Lane.PROMISED else None
        return NextPlace(entry.lane, entry.reason, entry.next_at, promise_of)

    def _close(self, closed: Call, values: tuple[FieldValue, ...]) -> None:
        if self.kept is not None and self.kept.is_new_call:
            OutsideCalls(self.work).add_closed(closed, self.result, self.kept.session_id, self.kept.way)
        else:
            if self.call.day != self.began_on:
                self.calls.change(self.call.id, day=self.call.day)
            self.calls.close(
                self.call.id, self.result, self.command.note, _talk_s(self.call), values, day=self.call.day
            )

    def _closed_call(self, values: tuple[FieldValue, ...]) -> Call:
        return replace(
            self.call,
            state=CallState.CLOSED,
            closed_at=self.work.now,
            talk_s=_talk_s(self.call),
            disposition_code=self.result.code,
            disposition_label=self.result.label,
            flags=self.result.flags_on(self.call.day),
            note=self.command.note,
            values=values,
        )

    def _tell_timeline(self, values: tuple[FieldValue, ...]) -> None:
        data: dict[str, Any] = {
            "label": self.result.label,
            "code": self.result.code,
            "attempt": self.call.attempt_no,
        }
        if (talk_s := _talk_s(self.call)) is not None:
            data["talk_s"] = talk_s
        if self.call.is_practice:
            data["practice"] = True
        told = values if self.call.is_practice else beside_sale(values)
        text = "\n".join(part for part in (self.command.note, as_text(told)) if part)
        if self.call.direction is not Direction.OUT:
            data["direction"] = self.call.direction.value
        if self.is_later:
            data |= {"entered_at": self.work.now.isoformat(), "from": self.call.dialler}
        rows: list[tuple[Kind, str, dict[str, Any]]] = [(Kind.CALL, text, data)]
        if self.command.callback_at is not None:
            at = self.command.callback_at.isoformat()
            rows.append((Kind.PROMISED, self.command.callback_note, {"at": at}))
        for kind, text, details in rows:
            Timeline(self.work).add(
                self.call.lead_id,
                kind,
                text,
                campaign_id=self.campaign.id,
                call_id=self.call.id,
                data=details,
                at=self.call.dialled_at if self.is_later and kind is Kind.CALL else None,
            )

    def _close_promises(self, promises: tuple[Callback, ...], place: NextPlace) -> set[UUID]:
        """End the promises this call answered, and all of a lead that is not called any more."""
        closed: dict[UUID, CallbackState] = {}
        for promise in promises:
            if promise.campaign_id not in (None, self.campaign.id):
                continue
            state = settled(promise, self.call, self.result)
            if state is not None:
                closed[promise.id] = state
            elif place.lane not in DIALLED_LANES or self.command.callback_at is not None:
                closed[promise.id] = CallbackState.CANCELLED
        for promise_id, state in closed.items():
            self.callbacks.close(promise_id, state, self.call.id)
        if closed:
            self.topics.add("callbacks")
        self.before["closed"] = [str(promise_id) for promise_id in closed]
        return set(closed)

    def _promise(self) -> UUID | None:
        if self.command.callback_at is None:
            return None
        promise = Callback(
            id=self.command.request_id,  # known where it was promised, also without the server
            lead_id=self.call.lead_id,
            campaign_id=self.campaign.id,
            owner_id=self.actor.person_id,
            due_at=self.command.callback_at,
            note=self.command.callback_note or self.command.note,  # what was said, for whoever keeps it
            state=CallbackState.OPEN,
            created_at=self.work.now,
            closed_at=None,
            version=1,
        )
        self.callbacks.add(promise, call_id=self.call.id)
        self.topics.add("callbacks")
        self.before["promised"] = str(promise.id)
        return promise.id

    def _given_before(self) -> int:
        """How often the lead had this result in the campaign, where a rule asks."""
        if self.campaign.rules.after(self.result.code).most is None:
            return 0
        return self.calls.count_results(self.call.lead_id, self.campaign.id, self.result.code)

    def _keeps_number(self, at: datetime) -> bool:
        """Whether who spoke there now also calls there at that time."""
        return keeps_number(self.campaign, self.result, self.moment, at)

    def _keep_number(self) -> list[dict[str, Any]]:
        """Everybody else at the number goes to who spoke there, for some days; images to undo it by."""
        phone_id, images = self.call.phone_id, []
        if phone_id is None or not self._keeps_number(self.moment):
            return []
        for lead_id in self.queue.leads_with_phone(phone_id):
            stored = None if lead_id == self.call.lead_id else self.queue.entry(lead_id, self.campaign.id)
            if stored is None or stored.entry.lane not in (Lane.RETRY, Lane.NEW):
                continue
            entry = stored.entry
            if entry.owner_id != self.actor.person_id and self._keeps_number(entry.next_at):
                after = (entry.lane, entry.reason, entry.next_at, self.actor.person_id)
                images.append(entry_image(entry, after))
                self.queue.keep(entry.id, self.call.id, self.actor.person_id)
        return images

    def _place(self, entries: tuple[StoredEntry, ...], place: NextPlace, owner: UUID | None) -> None:
        """Move this campaign's entry; the others only follow a new owner."""
        images = []
        for stored in entries:
            entry = stored.entry
            if entry.campaign_id == self.campaign.id:
                after = (
                    place.lane,
                    place.reason,
                    place.next_at,
                    whose_place(self.campaign, self.result, place, owner, self.actor.person_id, self.moment),
                )
            elif entry.owner_id is None and owner is not None and entry.lane is not Lane.PROMISED:
                theirs = Campaigns(self.work).get(entry.campaign_id)
                if theirs is None or theirs.owner_of_place(owner) is None:
                    continue
                after = (entry.lane, entry.reason, entry.next_at, owner)
            else:
                continue
            images.append(entry_image(entry, after))
            # What is entered later is no reason to take the lead off the screen it is on.
            leaves = None if self.is_later else self.actor.person_id
            self.queue.place(entry.id, *after, off_screen_of=leaves)
        self.before["entries"] = images + self._keep_number()

    def _change_lead(
        self,
        state: LeadState,
        place: NextPlace,
        owner: UUID | None,
        open_promises: list[Callback],
        *,
        is_moved: bool,
    ) -> None:
        times = [p.due_at for p in open_promises]
        if place.lane in DIALLED_LANES:
            times.append(place.next_at)
        team = state.team_id
        if owner != state.owner_id and owner == self.actor.person_id:
            team = self.actor.team_id or team
        after = LeadState(
            status=status_after(self.result.flags, state.status) if is_moved else state.status,
            last_result=self.result.label if is_moved else state.last_result,
            next_call_at=min(times, default=None),
            owner_id=owner,
            team_id=team,
        )
        self.calls.set_lead_state(self.call.lead_id, after, before=state)
        self.before["lead_id"] = str(self.call.lead_id)
        self.before["lead"] = lead_image(state)
        self.before["lead_after"] = lead_image(after)

    def _mark_phone(self, lead: LeadFacts) -> None:
        """Wrong number marks the phone for this lead, do-not-call for everybody who has it."""
        phone = next((p for p in lead.phones if p.phone_id == self.call.phone_id), None)
        if phone is None:
            return
        if self.result.has(Flag.WRONG_NUMBER) and not phone.is_wrong:
            self.calls.set_wrong(lead.lead_id, phone.phone_id, self.work.now)
            self.before["wrong"] = str(phone.phone_id)
        if self.result.has(Flag.DO_NOT_CALL) and not phone.is_do_not_call:
            self.calls.set_do_not_call(phone.phone_id, self.work.now, self.result.label, self.call.id)
            self.before["do_not_call"] = str(phone.phone_id)
        if self.result.flags & {Flag.WRONG_NUMBER, Flag.DO_NOT_CALL}:
            only = lead.lead_id if not self.result.has(Flag.DO_NOT_CALL) else None
            blocked = block_unusable(self.work, phone.phone_id, self.campaign, lead.lead_id, only)
            self.before["entries"] = merged(self.before["entries"], blocked.entries)
            self.before["closed"] += blocked.closed
            self.before["others"] = blocked.leads
            if blocked.closed:  # promised for other campaigns too
                set_next_call(self.work, lead.lead_id)
                self.before["lead_after"] = lead_image(self.calls.lead_state(lead.lead_id))

    def _keep_undo(self) -> UUID:
        kind = ENTERED_LATER if self.is_later else UNDO_KIND
        return UndoActs(self.work).keep(kind, self.call.lead_id, self.before, UNDO_FOR)


def _talk_s(call: Call) -> int | None:
    """Seconds of talk, None unless both its ends are known."""
    if call.answered_at is None or call.ended_at is None:
        return None
    return max(0, round((call.ended_at - call.answered_at).total_seconds()))
