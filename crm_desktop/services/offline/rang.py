"""Calls that didn't start here at a team's workstation: kept first, whether or not the server is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.formats import clock
from crm_desktop.domain.kept_acts import BEGINS, OF_A_CALL, ActKind, ActState, KeptAct
from crm_desktop.domain.outside_calls import BEGAN_WITHIN, DOUBLE_WITHIN, HOLD, check_earlier
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.result_fields import checked_values
from crm_desktop.errors import NotFound
from crm_desktop.services.calling.after import check_promise
from crm_desktop.services.calling.earlier import DoubleCall, check_talk
from crm_desktop.services.calling.incoming import BY_PHONE
from crm_desktop.services.calling.values import NextLead, Why
from crm_desktop.services.offline.desk import NOT_KEPT, KeptDesk, ServerAway, local_call
from crm_desktop.services.offline.keeping import Snapshot
from crm_desktop.services.offline.payloads import CallFacts, moment, read, write_call, written
from crm_desktop.services.offline.rung_payloads import write_earlier, write_missed
from crm_desktop.services.outside_calls import (
    EarlierCall,
    EarlierForm,
    Held,
    Missed,
    MissedCall,
    OnLine,
    OutsideCallService,
    TakeCall,
)
from crm_desktop.store.outbox import Outbox

NOT_KNOWN = (
    "The server can’t be reached, and this lead isn’t kept on this computer. Note the call as a new lead "
    "with the number: it is put to the right lead when the server is back."
)
NOBODY = UUID(int=0)  # the campaign of a call whose lead the server alone knows


class KeptOutsideCalls(OutsideCallService):
    """Calls in, missed and earlier ones; each is on this computer's disk before the server hears of it."""

    def __init__(self, desk: KeptDesk, outbox: Outbox, days_back: Callable[[], int]) -> None:
        """`days_back`: how long ago a call may have been that is entered now, as last known."""
        super().__init__(desk.sender.sure)
        self._desk, self._outbox, self._days_back = desk, outbox, days_back

    # --- a call in ---

    def take(self, actor: Actor, command: TakeCall) -> OnLine:
        """Kept, then begun on the server; while it is away with whoever is known here."""
        actor.require(Permission.CALL)
        desk, now = self._desk, self._desk.clock.now()
        began = max(min(command.began_at or now, now), now - BEGAN_WITHIN)
        shot = desk.keeper.any(actor, command.lead_id)
        facts = _facts(command, began, shot)
        act = desk.act(
            actor, ActKind.TAKE, command.request_id, write_call(facts), command.lead_id, command.call_id, now,
            facts.name,
        )  # fmt: skip

        def here() -> OnLine:
            kept = self._known(shot, act)
            desk.refuse_while_on_kept_call(actor, command.call_id, act)
            shown = _as_rung(kept.shown, facts.phone_id)
            desk.keeper.know(actor, replace(kept, shown=shown))
            return OnLine(local_call(actor, command.call_id, facts, shown), shown, self._held(command))

        def there() -> OnLine:
            line = super(KeptOutsideCalls, self).take(actor, command)
            desk.sender.settle(act)
            desk.know_caller(actor, line.next_lead)
            return line

        return desk.kept_first(actor, act, there, here)

    def _known(self, shot: Snapshot | None, act: KeptAct) -> Snapshot:
        """The lead as it is kept here. Where it isn't, the act is forgotten: ServerAway says what to do."""
        if shot is None:
            self._outbox.withdraw(act.id)
            raise ServerAway(NOT_KNOWN)
        return shot

    def _held(self, command: TakeCall) -> Held | None:
        """What is on the screen: it comes back after the call, and nobody else has it meanwhile."""
        shown = self._desk.on_screen
        if shown is None or shown.entry is None or shown.lead.id == command.lead_id:
            return None
        entry = shown.entry
        until = self._desk.clock.now() + HOLD
        return Held(entry.lead_id, entry.campaign_id, entry.lane, entry.reason, entry.next_at, until)

    def put_down(self, actor: Actor, call_id: UUID) -> None:
        """Not them: what the server never heard of is forgotten, else it hears of this too."""
        desk = self._desk
        acts = self._outbox.of_call(call_id)
        begun = next((act for act in acts if act.kind is ActKind.TAKE), None)
        if begun is None:
            super().put_down(actor, call_id)
            return
        if begun.state is ActState.WAITING and desk.link.is_away:
            act_ids = [act.id for act in acts if act.kind in OF_A_CALL - BEGINS]
            for act_id in act_ids:
                self._outbox.withdraw(act_id)
        act = desk.act(actor, ActKind.PUT_DOWN, call_id_of(call_id), written({}), begun.lead_id, call_id)

        def there() -> None:
            if begun.state is ActState.WAITING:
                desk.sender.send(actor)
                return
            super(KeptOutsideCalls, self).put_down(actor, call_id)
            desk.sender.settle(act)

        desk.kept_first(actor, act, there, lambda: None)

    def take_back(self, actor: Actor, held: Held) -> NextLead:
        """As ever; while the server is away from what is kept here."""
        desk = self._desk

        def there() -> NextLead:
            found = super(KeptOutsideCalls, self).take_back(actor, held)
            desk.remember(actor, found)
            return found

        def here() -> NextLead:
            shot = desk.keeper.get(actor, held.lead_id)
            if shot is None:
                raise ServerAway(NOT_KEPT)
            desk.on_screen = shot.shown
            return shot.shown

        return desk.behind_what_waits(actor, there, here)

    def give_back(self, actor: Actor, held: Held) -> None:
        """As ever; what is kept here stays kept."""
        self._desk.either(actor, lambda: super(KeptOutsideCalls, self).give_back(actor, held), lambda: None)

    # --- a missed call ---

    def note_missed(self, actor: Actor, command: MissedCall) -> Missed:
        """Kept, then noted; while the server is away it becomes a call-back when that is back."""
        actor.require(Permission.CALL)
        desk, now = self._desk, self._desk.clock.now()
        at = command.at or now
        shot = desk.keeper.any(actor, command.lead_id)
        command = replace(command, at=at)
        name, number = _whose(shot, command.phone_id)
        if desk.link.is_away:
            self._check_missed(actor, command, shot)
        act = desk.act(
            actor, ActKind.MISSED, command.request_id, write_missed(command, number, name), command.lead_id,
            command.call_id, now, name,
        )  # fmt: skip

        def here() -> Missed:
            call = _over(actor, command.call_id, self._known(shot, act), Direction.MISSED, at, command.note)
            return Missed(call, None, None, "", is_kept=True)

        def there() -> Missed:
            missed = super(KeptOutsideCalls, self).note_missed(actor, command)
            desk.sender.settle(act)
            return missed

        return desk.kept_first(actor, act, there, here)

    def _check_missed(self, actor: Actor, command: MissedCall, shot: Snapshot | None) -> None:
        """What the server would refuse and can be told without it."""
        zone, at = _zone(shot), command.at
        assert at is not None
        check_earlier(at, self._desk.clock.now(), self._days_back(), zone)
        if not command.is_double_fine:
            self._refuse_double(actor, ActKind.MISSED, command.lead_id, at, zone, Direction.MISSED)

    def _refuse_double(
        self, actor: Actor, kind: ActKind, lead_id: UUID, at: datetime, zone: str, direction: Direction
    ) -> None:
        for act in self._outbox.waiting(actor.person_id):
            if act.kind is not kind or act.lead_id != lead_id:
                continue
            said = read(act.payload)
            known = moment(said.get("at"))
            is_same_way = kind is ActKind.MISSED or said.get("direction") == direction.value
            if known is None or not is_same_way or abs(known - at) > DOUBLE_WITHIN:
                continue
            if kind is ActKind.MISSED:
                raise DoubleCall(
                    "A missed call at {at} is noted already. Nothing was added.",
                    field="at",
                    at=clock(known, zone),
                )
            raise DoubleCall(
                "You entered a call at {at} with this lead already. Save again if there were two.",
                field="at",
                at=clock(known, zone),
            )

    # --- a call made earlier ---

    def earlier_form(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None) -> EarlierForm:
        """As ever; while the server is away as it is kept here."""
        actor.require(Permission.CALL)
        desk = self._desk

        def there() -> EarlierForm:
            form = super(KeptOutsideCalls, self).earlier_form(actor, lead_id, campaign_id)
            desk.learned = form.asked
            return form

        def here() -> EarlierForm:
            shot, asked = desk.keeper.any(actor, lead_id), desk.learned
            if shot is None:
                raise ServerAway(NOT_KNOWN)
            if asked is None:
                asked = desk.asked(actor)
            lead, campaign = shot.shown.lead, shot.shown.campaign
            return EarlierForm(
                lead.name or lead.company, shot.shown.local_zone, campaign, asked, self._days_back()
            )

        return desk.either(actor, there, here)

    def log_earlier(self, actor: Actor, command: EarlierCall) -> Call:
        """Kept, then entered."""
        actor.require(Permission.CALL)
        desk, now = self._desk, self._desk.clock.now()
        shot = desk.keeper.any(actor, command.lead_id)
        name, number = _whose(shot, command.phone_id)
        if shot is not None and desk.link.is_away:
            command = replace(command, campaign_id=shot.shown.campaign.id)
            self._check_earlier(actor, command, shot)
        act = desk.act(
            actor, ActKind.EARLIER, command.request_id, write_earlier(command, number, name), command.lead_id,
            command.call_id, now, name,
        )  # fmt: skip

        def here() -> Call:
            kept = self._known(shot, act)
            call = _over(actor, command.call_id, kept, command.direction, command.at, command.note)
            result = kept.shown.campaign.disposition(command.disposition_id)
            if result is None:
                return call
            return replace(call, disposition_code=result.code, disposition_label=result.label)

        def there() -> Call:
            call = super(KeptOutsideCalls, self).log_earlier(actor, command)
            desk.sender.settle(act)
            return call

        return desk.kept_first(actor, act, there, here)

    def _check_earlier(self, actor: Actor, command: EarlierCall, shot: Snapshot) -> None:
        """What the server would refuse and can be told without it."""
        desk, shown = self._desk, shot.shown
        now = desk.clock.now()
        check_earlier(command.at, now, self._days_back(), shown.local_zone)
        check_talk(command, now)
        result = shown.campaign.disposition(command.disposition_id)
        if result is None:
            raise NotFound("This result does not belong to the campaign. Choose another one.", field="result")
        if desk.learned is not None:
            checked_values(result.fields, command.values, desk.learned)
        if command.callback_at is not None:
            check_promise(command.callback_at, result, shown.campaign, shown.local_zone, now)
        if not command.is_double_fine:
            self._refuse_double(
                actor, ActKind.EARLIER, command.lead_id, command.at, shown.local_zone, command.direction
            )


def call_id_of(call_id: UUID) -> UUID:
    """The act that puts a call down: one for each call, so that a repeat is the same."""
    return UUID(bytes=bytes((*call_id.bytes[:15], call_id.bytes[15] ^ 1)))


def _facts(command: TakeCall, began: datetime, shot: Snapshot | None) -> CallFacts:
    name, number = _whose(shot, command.phone_id)
    phones = shot.shown.lead.phones if shot is not None else ()
    phone_id = command.phone_id or next((phone.phone_id for phone in phones), NOBODY)
    campaign = shot.shown.campaign if shot is not None else None
    return CallFacts(
        command.lead_id,
        campaign.id if campaign is not None else command.campaign_id or NOBODY,
        phone_id,
        BY_PHONE,
        campaign.is_practice if campaign is not None else False,
        began,
        answered_at=began,
        direction=Direction.IN,
        number=number,
        name=name,
        line=command.way.line,
        our_number=command.way.our_number,
        forwarded_from=command.way.forwarded_from,
    )


def _whose(shot: Snapshot | None, phone_id: UUID | None) -> tuple[str, str]:
    """Name and number as far as they are known here."""
    if shot is None:
        return "", ""
    lead = shot.shown.lead
    first = next(iter(shot.numbers.values()), "")
    return lead.name or lead.company, shot.numbers.get(str(phone_id), first)


def _zone(shot: Snapshot | None) -> str:
    return shot.shown.local_zone if shot is not None else "UTC"


def _as_rung(shown: NextLead, phone_id: UUID) -> NextLead:
    """A kept lead as its screen shows it when it has rung."""
    phone = next((phone for phone in shown.lead.phones if phone.phone_id == phone_id), shown.phone)
    can_be_called = any(not (p.is_do_not_call or p.is_wrong) for p in shown.lead.phones)
    why = Why("rang", None, shown.why.attempt_no, shown.why.max_attempts)
    return replace(shown, phone=phone, why=why, may_be_dialled=can_be_called)


def _over(actor: Actor, call_id: UUID, shot: Snapshot, direction: Direction, at: datetime, note: str) -> Call:
    """A call that is over, as it is known here."""
    shown = shot.shown
    facts = CallFacts(
        shown.lead.id, shown.campaign.id, shown.phone.phone_id, BY_PHONE, False, at, direction=direction
    )
    call = local_call(actor, call_id, facts, shown)
    return replace(call, state=CallState.CLOSED, closed_at=at, note=note, known_how=KnownHow.LATER)
