"""Calling at a team's workstation: what a caller does is kept here first, then done on the server."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.kept_acts import BESIDE_RESULT, RESULTS, ActKind, ActState
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.queue import NothingToDial
from crm_desktop.domain.result_fields import Asked
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.after import check_promise
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
)
from crm_desktop.services.offline.breaks import KeptBreaks
from crm_desktop.services.offline.desk import (
    NOT_FRESH,
    NOT_KEPT,
    Aim,
    Done,
    ServerAway,
    local_call,
    waits,
)
from crm_desktop.services.offline.keeping import Snapshot, against_by_law, may_call, name_in, usable
from crm_desktop.services.offline.payloads import (
    CallFacts,
    Result,
    read,
    read_call,
    write_call,
    write_result,
    written,
)
from crm_desktop.services.offline.sending import CANT_TAKE

T = TypeVar("T")
SAID_NO = "This person said no to such calls, or is under 18. Take the next lead."
NO_NUMBER = "This lead has no number that can be called. Add one, then call."


class KeptCallingService(KeptBreaks):
    """Calling that goes on without the server.

    Each act is on this computer's disk before it is tried on the server, and is forgotten only a week after
    the server had it. While the server is away only leads kept fresh here are called. Not for the GUI thread.
    """

    # --- the next lead ---

    def next_lead(self, actor: Actor, campaign_id: UUID) -> NextLead | NothingToDial:
        """As ever; while the server is away what is kept here."""
        actor.require(Permission.CALL)
        self._campaign_id = campaign_id

        def there() -> NextLead | NothingToDial:
            found = super(KeptCallingService, self).next_lead(actor, campaign_id)
            self.remember(actor, found)
            return found

        if self.sender.is_slow and self.keeper.next(actor, campaign_id) is None:
            return self._unhurried(actor, there)
        return self.behind_what_waits(actor, there, lambda: self._kept_next(actor, campaign_id))

    def take_lead(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None = None) -> NextLead:
        """As ever; while the server is away a lead that is kept here."""

        def there() -> NextLead:
            found = super(KeptCallingService, self).take_lead(actor, lead_id, campaign_id)
            self.remember(actor, found)
            return found

        return self.behind_what_waits(actor, there, lambda: self._kept(actor, lead_id).shown)

    def change_phone(self, actor: Actor, lead_id: UUID, campaign_id: UUID, phone_id: UUID) -> NextLead:
        """As ever; while the server is away among the numbers that are kept."""

        def there() -> NextLead:
            found = super(KeptCallingService, self).change_phone(actor, lead_id, campaign_id, phone_id)
            self.remember(actor, found)
            return found

        def here() -> NextLead:
            shown = self._kept(actor, lead_id).shown
            phone = next((p for p in shown.lead.phones if p.phone_id == phone_id), None)
            if phone is None or phone.is_wrong or phone.is_do_not_call:
                raise NotFound(NO_NUMBER)
            return replace(shown, phone=phone)

        return self.either(actor, there, here)

    def release(self, actor: Actor) -> None:
        """Give back what is on the screen; what is kept here stays kept."""
        self.either(actor, lambda: super(KeptCallingService, self).release(actor), lambda: None)

    def leave(self, actor: Actor) -> int:
        """The person signs out: what is kept goes back to the queue. Gives how many acts lie here unsent."""
        self.either(actor, lambda: self.keeper.give_back(actor), lambda: None)
        return self.waiting(actor)

    def renew(self, actor: Actor) -> bool:
        """As ever."""
        return self.either(actor, lambda: super(KeptCallingService, self).renew(actor), lambda: True)

    # --- the line ---

    def dial(self, actor: Actor, command: Dial) -> Call:
        """Kept, then begun on the server; while it is away only a lead kept fresh here is dialled."""
        actor.require(Permission.CALL)
        now = self.clock.now()
        facts = CallFacts(
            command.lead_id, command.campaign_id, command.phone_id, command.dialler, command.is_practice, now
        )
        act = self.act(
            actor, ActKind.DIAL, command.request_id, write_call(facts), command.lead_id, command.call_id, now
        )

        def here() -> Call:
            shot = self.keeper.get(actor, command.lead_id)
            if shot is None:
                self.outbox.withdraw(act.id)
                kept = self.keeper.any(actor, command.lead_id) is not None
                raise ServerAway(NOT_FRESH if kept else NOT_KEPT)
            if not may_call(shot, now):
                self.outbox.withdraw(act.id)
                raise UserError(SAID_NO)
            against = None if command.is_practice else against_by_law(shot, now)
            if against is not None:
                self.outbox.withdraw(act.id)
                raise against
            if all(p.phone_id != command.phone_id for p in usable(shot.shown.lead.phones)):
                self.outbox.withdraw(act.id)
                raise NotFound(NO_NUMBER)
            self.refuse_while_on_kept_call(actor, command.call_id, act)
            return local_call(actor, command.call_id, facts, shot.shown)

        def there() -> Call:
            call = super(KeptCallingService, self).dial(actor, command)
            self.sender.settle(act)
            return call

        return self.kept_first(actor, act, there, here)

    def line_number(self, actor: Actor, call_id: UUID) -> str:
        """The number of one's own running call; while the server is away from what is kept."""
        dial = self._dial_of(call_id)

        def here() -> str:
            if dial is None:
                raise NotFound("This call is not running any more. Take the next lead.")
            facts = read_call(read(dial.payload))
            shot = self.keeper.any(actor, facts.lead_id)
            return "" if shot is None else shot.numbers.get(str(facts.phone_id), "")

        if dial is not None and dial.state is ActState.WAITING:
            return here()
        return self.either(actor, lambda: super(KeptCallingService, self).line_number(actor, call_id), here)

    def _mark(self, actor: Actor, call_id: UUID, column: str, at: datetime | None, **values: object) -> Call:
        actor.require(Permission.CALL)
        dial = self._dial_of(call_id)
        if dial is None:  # a call that didn't begin here, or long ago
            return super()._mark(actor, call_id, column, at, **values)
        when = at or self.clock.now()
        kind = ActKind.ANSWERED if column == "answered_at" else ActKind.ENDED
        said = {"at": when, **{k: str(v) for k, v in values.items()}}
        act = self.act(actor, kind, new_id(), written(said), dial.lead_id, call_id, when)

        def here() -> Call:
            return self._local_call(actor, dial)

        def there() -> Call:
            if self._waits(call_id):
                return here()
            call = super(KeptCallingService, self)._mark(actor, call_id, column, when, **values)
            self.outbox.settle([act.id], self.clock.now(), self.sender.epoch)
            return call

        return self.kept_first(actor, act, there, here)

    # --- the result ---

    def complete_and_next(self, actor: Actor, command: CompleteCall) -> Completed:
        """Kept, then given on the server; while it is away it waits, and the next kept lead comes."""
        actor.require(Permission.CALL)
        dial = self._dial_of(command.call_id)
        if dial is None:
            return super().complete_and_next(actor, command)
        given = self._kept_result(command.call_id)
        if given is not None and given.id != command.request_id:
            raise UserError(
                "This call already has the result “{result}”. Undo it first.",
                result=str(read(given.payload)["code"]),
            )
        facts = self._facts(dial)
        shot, row = self.keeper.any(actor, facts.lead_id), self.keeper.row(actor, facts.lead_id)
        campaign = shot.shown.campaign if shot is not None else None
        disposition = campaign.disposition(command.disposition_id) if campaign is not None else None
        result = Result(
            command.disposition_id,
            disposition.code if disposition is not None else "",
            command.note,
            command.callback_at,
            command.callback_note,
            command.values,
            facts,
            tuple(a.id for a in self.outbox.of_call(command.call_id) if a.kind in BESIDE_RESULT),
            command.asked,
        )
        if dial.state is ActState.WAITING or self.link.is_away:
            self._check(command, shot)
        told = name_in(shot)
        kind = ActKind.RANG if dial.kind is ActKind.TAKE else ActKind.COMPLETE
        act = self.act(
            actor, kind, command.request_id, write_result(result), dial.lead_id, command.call_id,
            self.clock.now(), told,
        )  # fmt: skip

        is_tried = False  # on the server, which perhaps has it though nobody heard of it

        def here() -> Completed:
            self._check(command, shot, withdraw=act)
            call = replace(
                local_call(actor, command.call_id, facts, shot.shown if shot is not None else None),
                state=CallState.CLOSED,
                closed_at=act.made_at,
                disposition_code=result.code,
                disposition_label=disposition.label if disposition is not None else "",
                note=command.note,
            )
            self._done = Done(act.id, act.id, call, shot, is_tried, row)
            self._mark_number(actor, facts, disposition)
            following: NextLead | NothingToDial | None = None
            if command.take_next or command.stay_on_lead:
                following = self._kept_next(actor, facts.campaign_id, but=facts.lead_id)
            self.keeper.drop(actor, facts.lead_id)
            return Completed(call, act.id, None, following)

        def there() -> Completed:
            nonlocal is_tried
            is_tried = True
            if self._waits(command.call_id):
                return self._sent_then_next(actor, act, command, facts, here)
            done = super(KeptCallingService, self).complete_and_next(actor, command)
            self.sender.settle(act)
            self._done = Done(done.undo_id, act.id, done.call, shot, is_tried, row)
            self._mark_number(actor, facts, disposition)
            self.keeper.drop(actor, facts.lead_id)
            self.remember(actor, done.next)
            return done

        return self.kept_first(actor, act, there, here)

    def _about(self, call_id: UUID) -> tuple[UUID | None, UUID | None]:
        dial = self._dial_of(call_id)
        facts = None if dial is None else self._facts(dial)
        return (None, None) if facts is None else (facts.lead_id, facts.campaign_id)

    def _mark_number(self, actor: Actor, facts: CallFacts, result: Disposition | None) -> None:
        """What the result says of the number binds here at once."""
        if result is None or facts.is_practice:
            return
        if Flag.DO_NOT_CALL in result.flags:
            self.keeper.mark(actor, facts.lead_id, facts.phone_id, is_wrong=False)
        elif Flag.WRONG_NUMBER in result.flags:
            self.keeper.mark(actor, facts.lead_id, facts.phone_id, is_wrong=True)

    def undo(self, actor: Actor, undo_id: UUID) -> Reopened:
        """As ever; a result that was never sent is simply taken back.

        What the server has, or may have, is open again here at once, and there when it is back.
        """
        done = self._done
        if done is None or done.undo_id != undo_id:
            return self.either(actor, lambda: super(KeptCallingService, self).undo(actor, undo_id), waits)
        shot, call = done.shot, done.call
        with self.sender.turn:
            given = next((act for act in self.outbox.of_call(call.id) if act.id == done.act_id), None)
            if given is not None and given.state is ActState.WAITING and shot is not None:
                self.outbox.withdraw(given.id)
                if not done.is_tried:
                    return self._open_again(actor, done, shot)
        payload, told = written({"of": done.act_id}), name_in(shot)
        act = self.act(actor, ActKind.UNDO, new_id(), payload, call.lead_id, call.id, told=told)

        def here() -> Reopened:
            if shot is None:
                self.outbox.withdraw(act.id)
                waits()
            return self._open_again(actor, done, shot)

        def there() -> Reopened:
            with self._store.read(actor) as work:
                gave = (work.applied(done.act_id) or {}).get("undo_id")
            if gave is None:
                return here()
            reopened = super(KeptCallingService, self).undo(actor, UUID(str(gave)))
            self.sender.settle(act)
            self._done = None
            self.remember(actor, reopened.next_lead)
            return reopened

        return self.kept_first(actor, act, there, here)

    def _open_again(self, actor: Actor, done: Done, shot: Snapshot) -> Reopened:
        """The call owes its result again, as it is known here."""
        self._done = None
        call = replace(done.call, state=CallState.OPEN, closed_at=None, disposition_code="",
                       disposition_label="", note="", values=())  # fmt: skip
        if done.row is not None:  # as fresh as it was, no fresher
            self.keeper.put_back(done.row)
        return Reopened(shot.shown, call, done.call.disposition_code, done.call.values)

    def open_call(self, actor: Actor) -> OpenCall | None:
        """The call that owes its result: one that is known here alone, or the server's."""
        dial = self.outbox.open_call(actor.person_id)
        if dial is not None and not self.link.is_away:
            # Perhaps the server has the dial, and only its answer was lost.
            with suppress(*CANT_TAKE):
                known = super().open_call(actor)
                if known is not None and known.call.id == dial.call_id:
                    self.sender.settle(dial)
                    return known
        if dial is not None:
            shot = self.keeper.any(actor, read_call(read(dial.payload)).lead_id)
            if shot is not None:
                return OpenCall(self._local_call(actor, dial), shot.shown)

        def there() -> OpenCall | None:
            known = super(KeptCallingService, self).open_call(actor)
            if known is None or self._kept_result(known.call.id) is None:
                return known
            self.sender.send(actor)  # its result lies here: it is given, though nobody heard of it
            return None

        return self.either(actor, there, lambda: self._interrupted(actor))

    def _interrupted(self, actor: Actor) -> OpenCall | None:
        """The call the server knows of that was running when this program, or the server, went."""
        dial = self.outbox.last_dial(actor.person_id)
        if dial is None or dial.call_id is None:
            return None
        kinds = [act.kind for act in self.outbox.of_call(dial.call_id)]
        ended = max((i for i, kind in enumerate(kinds) if kind in RESULTS), default=-1)
        is_over = ActKind.PUT_DOWN in kinds or (ended >= 0 and ActKind.UNDO not in kinds[ended:])
        shot = None if is_over else self.keeper.any(actor, read_call(read(dial.payload)).lead_id)
        return None if shot is None else OpenCall(self._local_call(actor, dial), shot.shown)

    def asked(self, actor: Actor) -> Asked:
        """As ever; while the server is away as it was last, also at an earlier sign-in."""

        def there() -> Asked:
            self.learned = super(KeptCallingService, self).asked(actor)
            self._last_asked.keep(actor.person_id, self.learned)
            return self.learned

        def here() -> Asked:
            self.learned = self.learned or self._last_asked.of(actor.person_id)
            return self.learned or waits()

        return self.either(actor, there, here)

    # --- decisions without a call ---

    def skip(self, actor: Actor, command: Skip) -> NextLead | NothingToDial:
        """Kept, then done; the next lead comes."""
        payload = written({"campaign_id": command.campaign_id, "reason": command.reason.strip()})
        if not command.reason.strip():
            raise UserError("Say why you skip this lead.", field="reason")
        act = self.act(actor, ActKind.SKIP, command.request_id, payload, command.lead_id)

        def here() -> NextLead | NothingToDial:
            self.keeper.drop(actor, command.lead_id)
            return self._kept_next(actor, command.campaign_id)

        def there() -> NextLead | NothingToDial:
            found = super(KeptCallingService, self).skip(actor, command)
            self.sender.settle(act)
            self.keeper.drop(actor, command.lead_id)
            return found

        return self.kept_first(actor, act, there, here)

    def call_later(self, actor: Actor, command: CallLater) -> UUID:
        """Kept, then promised."""
        fields = {"campaign_id": command.campaign_id, "at": command.at, "note": command.note}
        act = self.act(actor, ActKind.CALL_LATER, command.request_id, written(fields), command.lead_id)

        def here() -> UUID:
            shot = self.keeper.any(actor, command.lead_id)
            if shot is None:
                self.outbox.withdraw(act.id)
                raise ServerAway(NOT_KEPT)
            try:
                check_promise(command.at, None, shot.shown.campaign, shot.shown.local_zone, self.clock.now())
            except UserError:
                self.outbox.withdraw(act.id)
                raise
            self.keeper.drop(actor, command.lead_id)
            return act.id

        def there() -> UUID:
            promised = super(KeptCallingService, self).call_later(actor, command)
            self.sender.settle(act)
            self.keeper.drop(actor, command.lead_id)
            return promised

        return self.kept_first(actor, act, there, here)

    def do_not_call(self, actor: Actor, lead_id: UUID, phone_id: UUID, why: str) -> None:
        """Kept, then done: a wish not to be called is never lost, and binds here at once."""
        shot = self.keeper.any(actor, lead_id)
        number = shot.numbers.get(str(phone_id)) if shot is not None else None
        payload = written({"phone_id": phone_id, "why": why, "number": number})
        act = self.act(actor, ActKind.NEVER, new_id(), payload, lead_id)

        def there() -> None:
            super(KeptCallingService, self).do_not_call(actor, lead_id, phone_id, why)
            self.sender.settle(act)
            here()

        def here() -> None:
            self.keeper.drop(actor, lead_id)
            self.keeper.mark(actor, lead_id, phone_id, is_wrong=False)

        self.kept_first(actor, act, there, here)

    def note(self, actor: Actor, lead_id: UUID, text: str, request_id: UUID) -> None:
        """Kept, then written."""
        if not text.strip():
            raise UserError("The note is empty. Type something, or leave it.", field="note")
        act = self.act(actor, ActKind.NOTE, request_id, written({"note": text.strip()}), lead_id)

        def there() -> None:
            super(KeptCallingService, self).note(actor, lead_id, text, request_id)
            self.sender.settle(act)

        self.kept_first(actor, act, there, lambda: None)

    # --- looking ---

    def why_nothing(self, actor: Actor, campaign_id: UUID) -> NothingToDial:
        """As ever; while the server is away how many leads wait for it isn't known."""
        return self.either(
            actor, lambda: super(KeptCallingService, self).why_nothing(actor, campaign_id), self._nothing
        )

    def today(self, actor: Actor, campaign_id: UUID | None = None) -> Today:
        """As ever; while the server is away what was known last, and the calls kept here."""

        def there() -> Today:
            self._today = super(KeptCallingService, self).today(actor, campaign_id)
            if self._last_aim is not None and self._today.target:
                self._last_aim.keep(actor.person_id, Aim(self._today.target))
            return self._today

        def here() -> Today:
            said = None if self._last_aim is None else self._last_aim.of(actor.person_id)
            before = self._today or Today(0, 0, 0, said.calls if said else 0, 0, 0)
            return replace(
                before,
                calls=before.calls + self.waiting(actor),
                dialable_now=self.keeper.count(actor),
                later_today=0,
            )

        return self.either(actor, there, here)
