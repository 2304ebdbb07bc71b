"""The calling service: next lead, dial, result, undo; one act, one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, KnownHow
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.evidence import Piece
from crm_desktop.domain.gate_answers import LeadWhy
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.presence import Change
from crm_desktop.domain.queue import NothingToDial
from crm_desktop.domain.result_fields import Asked
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.turns import Missed, Turns
from crm_desktop.errors import NotFound, StoreBusy, UserError
from crm_desktop.services.calling import chosen
from crm_desktop.services.calling.claim import Search, claim_next, on_screen
from crm_desktop.services.calling.complete import Closed, complete
from crm_desktop.services.calling.dial import dial, refuse_while_on_call, usable_campaign
from crm_desktop.services.calling.explain import explain, sees_office
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.incoming import as_rung
from crm_desktop.services.calling.noted import asked_now
from crm_desktop.services.calling.undo import undo_completion
from crm_desktop.services.calling.values import (
    CallLater,
    CompleteCall,
    Completed,
    Dial,
    NextLead,
    OpenCall,
    Reopened,
    Skip,
    Today,
    payload_of,
)
from crm_desktop.services.calling.why import dialable_counts, why_nothing, why_of_office
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.targets import at_desk
from crm_desktop.store.ahead import about_result
from crm_desktop.store.board import BoardRows
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.queue import Queue
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.unit_of_work import Store, Work

_ROUNDS = 200  # transactions a search may take while thousands of refused leads stand ahead


class CallingService:
    """Everything a caller does with the queue and the line."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hours = OpenHours()
        self._turns = Turns()

    # --- the next lead ---

    def next_lead(self, actor: Actor, campaign_id: UUID) -> NextLead | NothingToDial:
        """Claim the next lead of a campaign; what was on the screen is given back."""
        actor.require(Permission.CALL)
        for _ in range(_ROUNDS):
            with self._store.write(actor) as work:
                refuse_while_on_call(work, actor)
                self._before_claim(work, actor)
                found = claim_next(self._search(work, actor, campaign_id))
                if isinstance(found, NextLead):
                    work.announce("queue", found.lead.id)
                    self._comes_on_screen(work, found)
                    return found
            if found == "nothing":
                return self.why_nothing(actor, campaign_id)
        raise StoreBusy("too many leads are being moved at once")

    def take_lead(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None = None) -> NextLead:
        """Put a chosen lead (from the list, a call-back) on the screen; still gated."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            found = chosen.take(work, actor, lead_id, campaign_id, self._hours)
            self._comes_on_screen(work, found)
            return found

    def change_phone(self, actor: Actor, lead_id: UUID, campaign_id: UUID, phone_id: UUID) -> NextLead:
        """Show another number of the lead to dial; gated. In a call: its result first, `stay_on_lead`."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            found = chosen.take(work, actor, lead_id, campaign_id, self._hours, phone_id=phone_id)
            self._comes_on_screen(work, found)
            return found

    def release(self, actor: Actor) -> None:
        """Give back what is on the screen, for a break or at the end; a running call keeps its lead."""
        with self._store.write(actor) as work:
            if Calls(work).open_of(actor.person_id) is None:
                Queue(work).free(actor.person_id)
                work.announce("queue")

    def renew(self, actor: Actor) -> bool:
        """Prolong the lease; False when nothing is held any more. Call it every few minutes."""
        with self._store.write(actor) as work:
            return Queue(work).renew(actor.person_id)

    # --- the line ---

    def dial(self, actor: Actor, command: Dial) -> Call:
        """Begin a call; the same call when the command, or its call id, comes again."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            call = dial(work, actor, command)
        self._turns.dialled(actor.person_id, command.lead_id)
        return call

    def line_number(self, actor: Actor, call_id: UUID) -> str:
        """The number of one's own running call in E.164, for the line alone: it is called, not shown."""
        with self._store.read(actor) as work:
            call = Calls(work).open_of(actor.person_id)
            if call is None or call.id != call_id:
                raise NotFound("This call is not running any more. Take the next lead.")
            lead = lead_card(work, call.lead_id)
            phones = lead.phones if lead is not None else ()
            return next((p.e164 for p in phones if p.phone_id == call.phone_id), "")

    def mark_answered(
        self, actor: Actor, call_id: UUID, at: datetime | None = None, *, is_measured: bool = False
    ) -> Call:
        """Someone answered, marked by hand or measured by the line; the first mark stays."""
        known_how = KnownHow.MEASURED if is_measured else KnownHow.MARKED
        return self._mark(actor, call_id, "answered_at", at, known_how=known_how.value)

    def mark_ended(self, actor: Actor, call_id: UUID, cause: str = "", at: datetime | None = None) -> Call:
        """The line is down; the first mark stays."""
        return self._mark(actor, call_id, "ended_at", at, end_cause=cause)

    # --- the result ---

    def complete_and_next(self, actor: Actor, command: CompleteCall) -> Completed:
        """Give the result and bring the next lead; a repeat gives the same and changes nothing."""
        actor.require(Permission.CALL)
        payload = payload_of(command)
        with self._store.write(actor) as work:
            Queue(work).lock_person(actor.person_id)  # a repeat waits for the first
            about_result(work, command.request_id, command.call_id, *self._about(command.call_id))
            earlier = work.earlier_result(command.request_id, "complete", payload)
            if earlier is not None:
                return self._again(work, actor, command, earlier)
            closed = complete(work, actor, command)
            found = self._following(work, actor, command, closed)
            lead = found.lead.id if isinstance(found, NextLead) else None
            if isinstance(found, NextLead):
                self._comes_on_screen(work, found)
            work.keep_result(
                command.request_id,
                "complete",
                payload,
                {
                    "call_id": closed.call.id,
                    "undo_id": closed.undo_id,
                    "callback_id": closed.callback_id,
                    "lead_id": lead,
                },
            )
        following: NextLead | NothingToDial | None = None
        if isinstance(found, NextLead):
            following = found
        elif found == "more":
            following = self.next_lead(actor, closed.campaign.id)
        elif found is not None:
            following = self.why_nothing(actor, closed.campaign.id)
        return Completed(closed.call, closed.undo_id, closed.callback_id, following)

    def undo(self, actor: Actor, undo_id: UUID) -> Reopened:
        """Take a result back: the call is open again and its lead on the screen."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            call, before = undo_completion(work, actor, undo_id)
            shown = as_rung(work, actor, self._of_call(work, actor, call), call)
            return Reopened(shown, call, before.disposition_code, before.values)

    def open_call(self, actor: Actor) -> OpenCall | None:
        """The call that still owes its result, after a crash or a power cut."""
        with self._store.read(actor) as work:
            call = Calls(work).open_of(actor.person_id)
            if call is None:
                return None
            return OpenCall(call, as_rung(work, actor, self._of_call(work, actor, call), call))

    def asked(self, actor: Actor) -> Asked:
        """What a result's fields are read with: the office's money and day, and what it sells."""
        with self._store.read(actor) as work:
            return asked_now(work)

    # --- decisions without a call ---

    def skip(self, actor: Actor, command: Skip) -> NextLead | NothingToDial:
        """Put the lead off for half an hour, say why, and bring the next."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            chosen.skip(work, actor, command)
        return self.next_lead(actor, command.campaign_id)

    def call_later(self, actor: Actor, command: CallLater) -> UUID:
        """Promise a call-back without calling now; gives its id. Then ask for the next lead."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            return chosen.call_later(work, actor, command)

    def note(self, actor: Actor, lead_id: UUID, text: str, request_id: UUID) -> None:
        """What was noted on a lead before a call that was not made."""
        from crm_desktop.services.leads import LeadService  # leads know the queue: not while both load

        LeadService(self._store).add_note(actor, lead_id, text, request_id)

    def pause(self, actor: Actor, reason: str, request_id: UUID) -> Change:
        """Begin a break; what is on the screen is given back with `release`."""
        return PresenceService(self._store).start_break(actor, reason, request_id)

    def resume(self, actor: Actor, request_id: UUID) -> None:
        """Back from the break."""
        PresenceService(self._store).end_break(actor, request_id)

    def step_away(self, actor: Actor, why: str, request_id: UUID) -> None:
        """The window is locked: nobody is there, unless it is a break."""
        PresenceService(self._store).step_away(actor, why, request_id)

    def step_back(self, actor: Actor, request_id: UUID) -> None:
        """Somebody is there again; a break goes on."""
        PresenceService(self._store).step_back(actor, request_id)

    def went_on(self, actor: Actor, request_id: UUID) -> None:
        """An earlier sign-in goes on in a new program."""
        self.step_back(actor, request_id)

    def current_break(self, actor: Actor) -> Change | None:
        """The break the person is in."""
        return PresenceService(self._store).current_break(actor)

    def do_not_call(self, actor: Actor, lead_id: UUID, phone_id: UUID, why: str) -> None:
        """Never dial this number again, for any lead."""
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            chosen.do_not_call(work, actor, lead_id, phone_id, why)

    def lift_do_not_call(
        self,
        actor: Actor,
        lead_id: UUID,
        phone_id: UUID,
        evidence: str,
        ground: str = "asked",
        file: Piece | None = None,
    ) -> None:
        """Let a number be dialled again; admins only. `file`: what shows it (`EvidenceService.bring`)."""
        with self._store.write(actor) as work:
            chosen.lift_do_not_call(work, actor, lead_id, phone_id, evidence, ground, file)

    # --- looking ---

    def why_nothing(self, actor: Actor, campaign_id: UUID) -> NothingToDial:
        """Every lead of the campaign once, with what it waits for."""
        with self._store.read(actor) as work:
            campaign = Campaigns(work).get(campaign_id)
            if campaign is None:
                raise NotFound("This campaign does not exist any more. Choose another one.")
            return why_nothing(work, actor, campaign, self._hours)

    def why_campaign(self, actor: Actor, campaign_id: UUID) -> NothingToDial:
        """Where a campaign's leads stand: for anyone of it to who leads a team, to others for themselves."""
        with self._store.read(actor) as work:
            campaign = Campaigns(work).get(campaign_id)
            if campaign is None:
                raise NotFound("This campaign does not exist any more. Choose another one.")
            count = why_of_office if sees_office(actor) else why_nothing
            return count(work, actor, campaign, self._hours)

    def why_lead(self, actor: Actor, lead_id: UUID) -> LeadWhy:
        """Every gate of a lead, passed or not, in each campaign it is in."""
        with self._store.read(actor) as work:
            return explain(work, actor, lead_id, self._hours)

    def today(self, actor: Actor, campaign_id: UUID | None = None) -> Today:
        """The person's day so far, that of the shift they are in, and what the campaign's queue holds."""
        with self._store.read(actor) as work:
            campaign = Campaigns(work).get(campaign_id) if campaign_id else None
            now, later = dialable_counts(work, actor, campaign, self._hours) if campaign else (0, 0)
            day = date_of(Shifts(work).day_of(actor.person_id, work.now))
            done = BoardRows(work).figures((number_of(day),), (actor.person_id,)).get(actor.person_id)
            figures = (done[0].calls, done[0].conversations, done[0].successes) if done else (0, 0, 0)
            shown = at_desk(work, actor, day, campaign_id)
        return Today(*figures, shown.calls, now, later, shown.goals, shown.is_goal_reached)

    # --- inside ---

    def _about(self, call_id: UUID) -> tuple[UUID | None, UUID | None]:
        """The lead and campaign of a call, where they are known without asking the store."""
        return None, None

    def _comes_on_screen(self, work: Work, found: NextLead) -> None:
        """A lead comes on the screen: a workstation that goes on without its server keeps it."""

    def _following(
        self, work: Work, actor: Actor, command: CompleteCall, closed: Closed
    ) -> NextLead | Missed | None:
        """What comes on the screen after a result: the same lead, the next one, or nothing."""
        if command.stay_on_lead:
            try:
                return chosen.take(
                    work,
                    actor,
                    closed.call.lead_id,
                    closed.campaign.id,
                    self._hours,
                    but_not=closed.call.phone_id,
                )
            except UserError:
                pass  # no other number may be dialled now: the result stands, the next lead comes
        if not command.take_next:
            return None
        if not closed.campaign.is_active:
            return "nothing"
        self._before_claim(work, actor)
        return claim_next(Search(work, actor, closed.campaign, self._hours, self._turns))

    def _before_claim(self, work: Work, actor: Actor) -> None:
        """For what must stand in the queue when the next lead is looked for."""

    def _search(self, work: Work, actor: Actor, campaign_id: UUID) -> Search:
        campaign = usable_campaign(work, campaign_id, also_paused=True)
        return Search(work, actor, campaign, self._hours, self._turns)

    def _mark(self, actor: Actor, call_id: UUID, column: str, at: datetime | None, **values: object) -> Call:
        actor.require(Permission.CALL)
        with self._store.write(actor) as work:
            calls = Calls(work)
            call = calls.get(call_id)
            if call is None or call.person_id != actor.person_id:
                raise NotFound("This call is not yours. Take the next lead.")
            if getattr(call, column) is not None:
                return call
            if call.state is CallState.CLOSED:
                raise UserError("This call has its result already. Nothing was changed.")
            calls.change(call_id, **{column: at or work.now}, **values)
            work.announce("calls", call_id)
            changed = calls.get(call_id)
            assert changed is not None
            return changed

    def _again(self, work: Work, actor: Actor, command: CompleteCall, earlier: dict[str, Any]) -> Completed:
        """What a repeated completion gave, as far as it still holds."""
        call = Calls(work).get(UUID(earlier["call_id"]))
        assert call is not None
        following: NextLead | NothingToDial | None = None
        claimed = Queue(work).claimed(actor.person_id)
        if claimed is not None and str(claimed.entry.lead_id) == earlier["lead_id"]:
            following = self._shown(work, actor, claimed.entry.lead_id, claimed.entry.campaign_id)
        elif earlier["lead_id"] is None and command.take_next and call.campaign_id is not None:
            campaign = Campaigns(work).get(call.campaign_id)
            assert campaign is not None
            following = why_nothing(work, actor, campaign, self._hours)
        callback_id = UUID(earlier["callback_id"]) if earlier["callback_id"] else None
        return Completed(call, UUID(earlier["undo_id"]), callback_id, following)

    def _of_call(self, work: Work, actor: Actor, call: Call) -> NextLead:
        assert call.campaign_id is not None
        return self._shown(work, actor, call.lead_id, call.campaign_id, call.phone_id)

    def _shown(
        self, work: Work, actor: Actor, lead_id: UUID, campaign_id: UUID, phone_id: UUID | None = None
    ) -> NextLead:
        """A lead as it stands on this person's screen already."""
        campaign: Campaign | None = Campaigns(work).get(campaign_id)
        stored = Queue(work).entry(lead_id, campaign_id)
        if campaign is None or stored is None:
            raise NotFound("This lead is not in the campaign any more. Take the next one.")
        search = Search(work, actor, campaign, self._hours)
        return on_screen(search, stored.entry, phone_id, None, workspace_zone(work))
