"""What a team's workstation goes on with: acts in their turn, and what is kept here of a call."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NoReturn, TypeVar
from uuid import UUID

from crm_desktop.clock import Clock
from crm_desktop.domain.call import Call, CallState, KnownHow
from crm_desktop.domain.kept_acts import BEGINS, RESULTS, ActKind, ActState, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import NothingToDial, Reason, ReasonCount
from crm_desktop.domain.result_fields import Asked, checked_values
from crm_desktop.errors import NotFound, StoreBusy, UserError
from crm_desktop.services.calling import CallingService
from crm_desktop.services.calling.after import check_promise
from crm_desktop.services.calling.claim import numbers_of
from crm_desktop.services.calling.values import (
    CompleteCall,
    Completed,
    NextLead,
    Today,
)
from crm_desktop.services.offline.keeping import Keeper, Snapshot, name_in
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.services.offline.letting_go import LettingGo
from crm_desktop.services.offline.link import Link
from crm_desktop.services.offline.patience import PATIENCE_S, decided, patiently
from crm_desktop.services.offline.payloads import (
    CallFacts,
    moment,
    read,
    read_call,
)
from crm_desktop.services.offline.sending import CANT_TAKE, Sender, Sent
from crm_desktop.store.campaigns import kept_for
from crm_desktop.store.errors import ServerChanged, ServerForbids
from crm_desktop.store.kept_leads import KeptLead
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.unit_of_work import Store, Work

T = TypeVar("T")
TURN_S = 0.3


class ServerAway(UserError):
    """This can't be done while the server is away."""

    waits_for_server = True


NOT_KEPT = (
    "The server can’t be reached. Until it is back only the leads kept on this computer can be called: "
    "take the next one."
)
NOT_FRESH = (
    "The server hasn’t been reached for too long to be sure that this person may be called. "
    "Wait until it is back."
)
WAITS = "The server can’t be reached. This can be done when it is back."


@dataclass(frozen=True, slots=True)
class Aim:
    """How many calls a day are to be made, as a team's server said it last."""

    calls: int


@dataclass(frozen=True, slots=True)
class Done:
    """The last result: `undo_id` is what its giver was told, `act_id` its act. Until it `is_tried` on the
    server it can simply be taken back."""

    undo_id: UUID
    act_id: UUID
    call: Call
    shot: Snapshot | None
    is_tried: bool
    row: KeptLead | None = None  # the lead as it was kept before it was done with


class KeptDesk(CallingService):
    """A caller's desk beside the outbox: acts in their turn, kept leads, calls as they are known here."""

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        keeper: Keeper,
        sender: Sender,
        link: Link,
        clock: Clock,
        last_asked: LastSaid[Asked],
        key: Callable[[], bytes] = bytes,
        patience_s: float | None = PATIENCE_S,
        break_minutes: Callable[[], dict[str, int]] = dict,
        letting_go: LettingGo | None = None,
        last_aim: LastSaid[Aim] | None = None,
    ) -> None:
        """`key`: what the server gave this sign-in to sign its acts with; empty where it gave none.

        `patience_s`: how long the person waits for the server at an act; None: as long as it takes.
        `break_minutes`: how long each break may take, as the server said it last. `letting_go`: of people
        whose data was erased. `last_aim`: how many calls a day the server said last.
        """
        super().__init__(sender.sure)
        self.outbox, self.keeper, self.sender, self.link = outbox, keeper, sender, link
        self.clock = clock
        self._key = key
        self._last_asked = last_asked
        self.patience_s = patience_s
        self._break_minutes = break_minutes
        self._letting_go = letting_go
        self._last_aim = last_aim
        self._campaign_id: UUID | None = None  # the one being called
        self.learned: Asked | None = None  # what results ask, as the server said it since the start
        self._today: Today | None = None
        self._done: Done | None = None
        self._holds: dict[UUID, tuple[int, timedelta]] = {}  # how long leads of campaigns hold, by version
        self._on_screen: tuple[UUID, dict[str, str], timedelta] | None = None
        self.on_screen: NextLead | None = None  # what a call in takes away, and what comes back after it

    # --- the sign-in ---

    def begin(self, actor: Actor, *, is_away: bool) -> None:
        """Somebody begins here: with the server, or (`is_away`) going on with an earlier sign-in."""
        self._campaign_id = self._today = self._done = None
        if is_away:
            self.link.went(self.clock.now(), self.waiting(actor))
        else:
            self.link.came(self.waiting(actor))

    def note_alive(self, actor: Actor) -> None:
        """The program is alive: should it be killed, this is until when the person was there."""
        self.outbox.note_alive(actor.session_id, self.clock.now())

    def look(self, actor: Actor, campaign_id: UUID | None = None) -> Sent:
        """Now and then: is the server there? Then everything is sent, and leads are kept for an hour."""
        sent = self.sender.look(actor)
        campaign_id = campaign_id or self._campaign_id
        is_free = self.outbox.open_call(actor.person_id) is None
        is_there = not self.link.is_away or self.sender.is_slow
        if sent.is_all and campaign_id is not None and is_free and is_there:
            with self.sender.turn, suppress(StoreBusy, *CANT_TAKE):
                self.keeper.top_up(actor, campaign_id, lambda: self._done_with(actor))
        if self._letting_go is not None and is_there:
            with self.sender.turn, suppress(StoreBusy, *CANT_TAKE):
                self._letting_go.look(actor)
        return sent

    def _done_with(self, actor: Actor) -> frozenset[UUID]:
        """Leads that something waits here to be told of: they aren't called a second time."""
        return frozenset(a.lead_id for a in self.outbox.waiting(actor.person_id) if a.lead_id is not None)

    def waiting(self, actor: Actor) -> int:
        """How many of the person's calls and other acts lie here only."""
        return self.outbox.counts().get(actor.person_id, 0)

    def came_out_otherwise(self, actor: Actor) -> tuple[KeptAct, ...]:
        """Kept acts that weren't simply carried out, to be shown once; `shown` says that they were."""
        return self.outbox.unshown(actor.person_id)

    def shown(self, acts: tuple[KeptAct, ...]) -> None:
        """The person has seen these."""
        self.outbox.shown([act.id for act in acts])

    # --- acts in their turn ---

    def _before_claim(self, work: Work, actor: Actor) -> None:
        """The lead kept first stands in the queue again, so that what is kept doesn't go stale unused.

        It is forgotten here first: should the server go now, nobody knows whom it is given to next.
        """
        reservations = Reservations(work)
        kept = reservations.of_person(actor.person_id)
        for one in kept[:1]:
            self.keeper.drop(actor, one.lead_id)
            reservations.give_back(actor.person_id, one.lead_id)

    def behind_what_waits(self, actor: Actor, there: Callable[[], T], here: Callable[[], T]) -> T:
        """As `either`, once the server has every act of before: it would give a called lead again."""

        def on_server() -> tuple[T] | None:
            with self.sender.turn:
                if not self.link.is_away and self.sender.unsent(actor):
                    self.sender.send(actor)
                if self.link.is_away or self.sender.unsent(actor):
                    return None
                return self._seen(actor, there, here)

        return self._tried(actor, on_server, here)

    def either(self, actor: Actor, there: Callable[[], T], here: Callable[[], T]) -> T:
        """On the server; where it is away, or goes, what can be done here."""
        return self._tried(actor, lambda: self._seen(actor, there, here), here)

    def _tried(self, actor: Actor, on_server: Callable[[], tuple[T] | None], here: Callable[[], T]) -> T:
        """What the server gave; what can be done here where it is away or isn't to be waited for."""
        if self.link.is_away:
            return here()
        try:
            found = patiently(on_server, self.patience_s)
        except CANT_TAKE as error:
            self.sender.went(actor, error)
            found = None
        return here() if found is None else found[0]

    def _unhurried(self, actor: Actor, there: Callable[[], T | NothingToDial]) -> T | NothingToDial:
        """On a slow server, where nothing is kept here: as long as it takes, behind what waits."""
        with self.sender.turn:
            try:
                if self.sender.unsent(actor):
                    self.sender.send(actor)
                if not self.sender.unsent(actor):
                    return self._there(actor, there, self._nothing)
            except CANT_TAKE as error:
                self.sender.went(actor, error)
            return self._nothing()

    def _seen(
        self, actor: Actor, there: Callable[[], T], here: Callable[[], T], until: int | None = None
    ) -> tuple[T] | None:
        """As `_there`; None where the sign-in is over: it sees and takes nothing then, whatever it says."""
        try:
            return (self._there(actor, there, here, until),)
        except CANT_TAKE:
            raise
        except UserError:
            if self.sender.sign_in_is_over(actor):
                return None
            raise

    def _there(
        self, actor: Actor, there: Callable[[], T], here: Callable[[], T], until: int | None = None
    ) -> T:
        """On the server; where another answers than before, behind what that one has lost."""
        try:
            return there()
        except ServerChanged:
            try:
                self.sender.notice(actor)
            except ServerForbids as error:
                if not self.sender.sign_in_is_over(actor):  # as where the store is older than the sign-in
                    self.sender.went(actor, error)
                return here()
            if self.sender.unsent(actor, until):
                self.sender.send(actor, until)
            return here() if self.sender.unsent(actor, until) else there()

    def kept_first(self, actor: Actor, act: KeptAct, there: Callable[[], T], here: Callable[[], T]) -> T:
        """The act is kept; it is done on the server behind what was kept before, or waits."""

        def on_server() -> tuple[T] | None:
            with self.sender.turn:
                if self.link.is_away or not self._is_next(actor, act):
                    return None
                try:
                    return self._seen(actor, there, here, act.no)
                except CANT_TAKE:
                    raise
                except (UserError, StoreBusy):
                    if decided():
                        self.outbox.withdraw(act.id)  # nothing happened, and the person is told
                    raise

        def waits_here() -> T:
            self.link.counted(self.waiting(actor))
            # What is sent this moment isn't touched; but nobody waits until all of it is.
            is_ours = self.sender.turn.acquire(timeout=TURN_S)
            try:
                return here()
            finally:
                if is_ours:
                    self.sender.turn.release()

        try:
            return self._tried(actor, on_server, waits_here)
        finally:
            self.link.counted(self.waiting(actor))

    def send_what_waits(self, actor: Actor) -> None:
        """Send what was kept just now, as far as the server takes it; the rest waits."""
        if self.link.is_away:
            self.link.counted(self.waiting(actor))
            return
        try:
            patiently(lambda: self.sender.send(actor), self.patience_s)
        except CANT_TAKE as error:
            self.sender.went(actor, error)
        finally:
            self.link.counted(self.waiting(actor))

    def waits_for_call(self, call_id: UUID | None) -> bool:
        """Whether a call is known here alone; its result, when it comes, names what belongs to it."""
        return call_id is not None and self._waits(call_id)

    def _is_next(self, actor: Actor, act: KeptAct) -> bool:
        """Whether everything kept before is sent; tries to."""
        if not self.sender.unsent(actor, until=act.no):
            return True
        self.sender.send(actor, until=act.no)
        return not self.sender.unsent(actor, until=act.no)

    def _sent_then_next(
        self,
        actor: Actor,
        act: KeptAct,
        command: CompleteCall,
        facts: CallFacts,
        here: Callable[[], Completed],
    ) -> Completed:
        """The server is back, but knows nothing of the call: call and result go together."""
        done = here()
        if not self.sender.send(actor).is_all or self.link.is_away:
            return done
        following = done.next
        if command.take_next or command.stay_on_lead:
            following = self.next_lead(actor, facts.campaign_id)
        return replace(done, next=following)

    def act(
        self,
        actor: Actor,
        kind: ActKind,
        act_id: UUID,
        payload: str,
        lead_id: UUID | None,
        call_id: UUID | None = None,
        at: datetime | None = None,
        told: str = "",
    ) -> KeptAct:
        """Keep an act in the outbox, signed; the one that is there when it comes again."""
        made_at = at or self.clock.now()
        who = actor.person_id, actor.session_id, actor.name
        act = KeptAct(act_id, 0, *who, kind, lead_id, call_id, made_at, payload, told=told)
        return self.outbox.put(act, self._key())

    def _comes_on_screen(self, work: Work, found: NextLead) -> None:
        """What is needed to keep it is asked on its way, and once a campaign's version."""
        campaign = found.campaign
        known = self._holds.get(campaign.id)
        if known is None or known[0] != campaign.version:
            known = self._holds[campaign.id] = campaign.version, kept_for(work, campaign.id)
        self._on_screen = found.lead.id, numbers_of(work, found.lead.id), known[1]

    def remember(self, actor: Actor, found: NextLead | NothingToDial | None) -> None:
        """Keep what came on the screen: should the server go now, it can be called all the same."""
        shown, self._on_screen = self._on_screen, None
        self.on_screen = found if isinstance(found, NextLead) else None
        if not isinstance(found, NextLead):
            return
        if shown is not None and shown[0] == found.lead.id:
            self.keeper.remember(actor, found, *shown[1:])
            return
        with suppress(*CANT_TAKE), self._store.read(actor) as work:  # what an earlier act had given
            numbers = _numbers(work, found.lead.id)
            self.keeper.remember(actor, found, numbers, kept_for(work, found.campaign.id))

    def _kept(self, actor: Actor, lead_id: UUID) -> Snapshot:
        shot = self.keeper.get(actor, lead_id)
        if shot is None:
            raise ServerAway(NOT_KEPT)
        self.on_screen = shot.shown
        return shot

    def _kept_next(
        self, actor: Actor, campaign_id: UUID, but: UUID | None = None
    ) -> NextLead | NothingToDial:
        shot = self.keeper.next(actor, campaign_id, (but,) if but is not None else ())
        self.on_screen = None if shot is None else shot.shown
        return self._nothing() if shot is None else shot.shown

    def _nothing(self) -> NothingToDial:
        return NothingToDial(1, (ReasonCount(Reason.SERVER_AWAY, 1, None),), None)

    def refuse_while_on_kept_call(self, actor: Actor, call_id: UUID, act: KeptAct) -> None:
        """Raise UserError, and forget the act, while another call that is kept here owes its result."""
        running = self.outbox.open_call(actor.person_id)
        if running is None or running.call_id == call_id:
            return
        self.outbox.withdraw(act.id)
        shot = self.keeper.any(actor, running.lead_id) if running.lead_id is not None else None
        raise UserError(
            "You are still on a call with {name}. Give its result first.",
            name=name_in(shot),
        )

    def _dial_of(self, call_id: UUID) -> KeptAct | None:
        return next((act for act in self.outbox.of_call(call_id) if act.kind in BEGINS), None)

    def _waits(self, call_id: UUID) -> bool:
        """Whether the server knows nothing of the call: it was away, or has lost it since."""
        dial = self._dial_of(call_id)
        return dial is not None and dial.state is ActState.WAITING

    def _kept_result(self, call_id: UUID) -> KeptAct | None:
        """The result of a call that lies here and isn't known to be on the server."""
        return next(
            (
                act
                for act in self.outbox.of_call(call_id)
                if act.kind in RESULTS and act.state is ActState.WAITING
            ),
            None,
        )

    def _facts(self, dial: KeptAct) -> CallFacts:
        """The call as far as it is known here, with its first marks."""
        facts = read_call(read(dial.payload))
        assert dial.call_id is not None
        if dial.kind is ActKind.TAKE:
            shot = self.keeper.shot(dial.person_id, facts.lead_id)
            if shot is not None:  # the campaign is the lead's, known since it is on the screen
                facts = replace(facts, campaign_id=shot.shown.campaign.id)
        for act in self.outbox.of_call(dial.call_id):
            said = read(act.payload)
            if act.kind is ActKind.ANSWERED and facts.answered_at is None:
                how = KnownHow(said.get("known_how", KnownHow.MARKED.value))
                facts = replace(facts, answered_at=moment(said["at"]), known_how=how)
            if act.kind is ActKind.ENDED and facts.ended_at is None:
                facts = replace(facts, ended_at=moment(said["at"]), end_cause=str(said.get("end_cause", "")))
        return facts

    def _local_call(self, actor: Actor, dial: KeptAct) -> Call:
        facts = self._facts(dial)
        shot = self.keeper.any(actor, facts.lead_id)
        assert dial.call_id is not None
        return local_call(actor, dial.call_id, facts, shot.shown if shot is not None else None)

    def know_caller(self, actor: Actor, found: NextLead) -> None:
        """Keep who has rung, should the server go in mid-call; they aren't dialled from here."""
        with suppress(StoreBusy, *CANT_TAKE):
            with self._store.read(actor) as work:
                numbers = _numbers(work, found.lead.id)
                holds = kept_for(work, found.campaign.id)
            seen_at = self.clock.now()
            self.keeper.know(actor, Snapshot(found, numbers, seen_at, int(holds.total_seconds())))

    def _check(self, command: CompleteCall, shot: Snapshot | None, withdraw: KeptAct | None = None) -> None:
        """What the server would refuse and can be told without it; raises at the field."""
        if shot is None:
            return
        disposition = shot.shown.campaign.disposition(command.disposition_id)
        dial = self._dial_of(command.call_id)
        is_in = dial is not None and dial.kind is ActKind.TAKE
        can_be_called = any(not (p.is_do_not_call or p.is_wrong) for p in shot.shown.lead.phones)
        try:
            if disposition is None:
                raise NotFound("This result does not belong to the campaign. Choose another one.")
            if self.learned is not None:
                checked_values(disposition.fields, command.values, self.learned)
            campaign, zone = shot.shown.campaign, shot.shown.local_zone
            asking = disposition if can_be_called or command.callback_at or not is_in else None
            check_promise(command.callback_at, asking, campaign, zone, self.clock.now())
        except UserError:
            if withdraw is not None:
                self.outbox.withdraw(withdraw.id)
            raise


def _numbers(work: Work, lead_id: UUID) -> dict[str, str]:
    card = lead_card(work, lead_id)
    return {str(phone.phone_id): phone.e164 for phone in card.phones} if card is not None else {}


def local_call(actor: Actor, call_id: UUID, facts: CallFacts, shown: NextLead | None) -> Call:
    """A call as it is known here."""
    return Call(
        id=call_id,
        lead_id=facts.lead_id,
        campaign_id=facts.campaign_id,
        phone_id=facts.phone_id,
        person_id=actor.person_id,
        direction=facts.direction,
        state=CallState.OPEN,
        known_how=facts.known_how,
        is_practice=facts.is_practice,
        dialler=facts.dialler,
        attempt_no=shown.why.attempt_no if shown is not None else 1,
        dialled_at=facts.dialled_at,
        answered_at=facts.answered_at,
        ended_at=facts.ended_at,
        closed_at=None,
        talk_s=None,
        disposition_code="",
        disposition_label="",
        end_cause=facts.end_cause,
        note="",
    )


def waits() -> NoReturn:
    raise ServerAway(WAITS)
