"""What lies in the outbox goes to the server: in order, each once, also what belongs to somebody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from crm_desktop.clock import Clock, ServerClock
from crm_desktop.domain.kept_acts import ENDS_CALL, OF_A_CALL, ActState, KeptAct, Outcome
from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreBusy, UserError
from crm_desktop.log import get_logger
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.services.offline.link import Link
from crm_desktop.services.offline.patience import ServerSlow, attempted
from crm_desktop.store.errors import (
    ServerChanged,
    ServerDiskFull,
    ServerForbids,
    ServerGone,
    ServerUnreachable,
)
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.server_care import mark_of, standing, unknown_commands
from crm_desktop.store.submitted import SubmittedActs
from crm_desktop.store.team.connection import SIGN_IN_OVER, CantGoOn, NotSignedIn, SignInAgain
from crm_desktop.store.team.refusals import (
    NoSuchDatabase,
    NotEncrypted,
    NotTheServer,
    ServerRefuses,
    WrongPassword,
)
from crm_desktop.store.unit_of_work import Store

log = get_logger(__name__)

# The server can't take anything now, or not from this sign-in; what was done stays here.
CANT_TAKE = (
    ServerUnreachable, ServerDiskFull, ServerRefuses, NotTheServer, NotEncrypted, NoSuchDatabase,
    WrongPassword, NotSignedIn, CantGoOn,
)  # fmt: skip
_ASKED = text("SELECT clock_timestamp(), acting() IS NULL AND NOT is_owner()")
BUSY_WAITS_S = (0.05, 0.2, 0.8)
AT_A_TIME = 200
# A question within a transaction of its own; an act takes four or five times as long.
QUICK_S, SLOW_S = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Sent:
    """What a look at the server brought: acts sent, whether all are, acts offered again after a restore."""

    sent: int = 0
    is_all: bool = True
    offered_again: int = 0


class Standing(Protocol):
    """What the sender needs of the service of people: that the server knows who is here."""

    def go_on(self, actor: Actor) -> object:
        """Tell the server that the sign-in goes on, where it hasn't heard; refusals pass."""
        ...

    def ended(self, actor: Actor) -> None:
        """The server doesn't know the sign-in any more."""
        ...


class Known:
    """The server knows who is here, as it does without a team's sign-in."""

    def go_on(self, actor: Actor) -> object:
        """Nothing to tell."""
        return None

    def ended(self, actor: Actor) -> None:
        """Nothing to keep in mind."""


class Sender:
    """Sends the outbox of one workstation. One at a time; never on the GUI thread."""

    def __init__(
        self, store: Store, outbox: Outbox, link: Link, clock: Clock, standing: Standing | None = None
    ) -> None:
        self._store, self._outbox, self._link, self._clock = store, outbox, link, clock
        self._standing = standing or Known()
        self.turn = threading.RLock()  # also held by acts that go straight to the server
        self.epoch: UUID | None = None
        self._mark: str | None = None  # of the server that was looked at last
        self.sure = store.checked(self._watched)  # for acts: only while that one answers, and quickly
        self.is_slow = False
        self.trip_s = 0.0  # the quickest question and answer of the last look
        self._stuck: set[UUID] = set()

    def look(self, actor: Actor) -> Sent:
        """Whether the server is there; then its clock is measured and everything is sent. Never raises for
        a server that is away."""
        try:
            self._standing.go_on(actor)
            self._measure(actor)
            again = self.notice(actor)
        except UserError as error:  # also a sign-in that can't go on: what was done stays here
            self.is_slow = False
            self.went(actor, error)
            return Sent(is_all=False)
        except StoreBusy:
            return Sent(is_all=False)
        if self.is_slow and self.trip_s <= QUICK_S:
            self.is_slow = False
            self._link.came(self._waiting(actor))
        elif self.trip_s > SLOW_S:
            self.is_slow = True  # known before anybody has to wait for it
        # Whether it is back is told by what is sent: one that answers may still take nothing.
        self._stuck.clear()
        done = self.send(actor)
        if done.is_all:
            self._hand_in_for_others(actor)
            self._apply_submitted(actor)
        return Sent(done.sent, done.is_all, again)

    def send(self, actor: Actor, until: int | None = None) -> Sent:
        """Send the person's own acts in order; ends at the first that the server can't take.

        `until`: only what was done before the act of this number.
        """
        was_away, sent = self._link.is_away and not self.is_slow, 0
        with self.turn:
            for act in self._outbox.to_send(actor.person_id):
                if act.id in self._stuck or (until is not None and act.no >= until):
                    continue
                try:
                    outcome, why = self._patiently(actor, act)
                except CANT_TAKE as error:
                    self.went(actor, error)
                    return Sent(sent, is_all=False)
                except StoreBusy:
                    self._link.came(self._waiting(actor))
                    return Sent(sent, is_all=False)
                except ServerForbids as error:
                    if self._handed_in([act], actor):
                        sent += 1  # a lead out of this person's sight: a team lead's program applies it
                        continue
                    self._leave(act, error)
                    continue
                except Exception as error:  # whatever it is, the others must go out
                    self._leave(act, error)
                    continue
                self.settle(act, outcome, why)
                sent += 1
        waiting = self._waiting(actor)
        if self.is_slow:
            self.went(actor, ServerSlow())  # which it stays until a look finds it quick again
        elif sent and not waiting:
            self._link.all_sent(self._clock.now(), sent)
        elif was_away or sent:
            self._link.came(waiting)
        return Sent(sent, is_all=not waiting)

    def unsent(self, actor: Actor, until: int | None = None) -> bool:
        """Whether acts wait that can go out; one that can't, for whatever fault, holds nobody up."""
        return any(
            act.id not in self._stuck and (until is None or act.no < until)
            for act in self._outbox.to_send(actor.person_id)
        )

    def settle(self, act: KeptAct, outcome: Outcome = Outcome.APPLIED, why: str = "") -> None:
        """The server has the act; a result settles its call's dial and marks, which came along."""
        now = self._clock.now()
        if act.call_id is not None and act.kind in ENDS_CALL:
            along = [
                other.id
                for other in self._outbox.of_call(act.call_id)
                if other.no < act.no and other.state is ActState.WAITING and other.kind in OF_A_CALL
            ]
            self._outbox.settle(along, now, self.epoch)
        self._outbox.settle([act.id], now, self.epoch, outcome.value, why)

    def went(self, actor: Actor, error: UserError) -> None:
        """The server can't be reached, or takes nothing; why is told where the person can mend it."""
        self.is_slow |= isinstance(error, ServerSlow)
        why = ServerSlow() if self.is_slow else None if isinstance(error, ServerGone) else error
        self._link.went(self._clock.now(), self._waiting(actor), why, is_slow=self.is_slow)

    def _waiting(self, actor: Actor) -> int:
        return self._outbox.counts().get(actor.person_id, 0)

    def _patiently(self, actor: Actor, act: KeptAct) -> tuple[Outcome, str]:
        for wait_s in BUSY_WAITS_S:
            try:
                return apply_act(self.sure, actor, act)
            except StoreBusy:
                time.sleep(wait_s)
        return apply_act(self.sure, actor, act)

    def _leave(self, act: KeptAct, error: BaseException) -> None:
        """It stays in the outbox and is tried again at the next look; the others go on."""
        self._stuck.add(act.id)
        log.error("a kept act could not be sent", error, kind=act.kind.value)

    # --- the server itself ---

    def _measure(self, actor: Actor) -> None:
        """Ask what time it is there; which is also how it is found to be there."""
        took: list[float] = []

        def ask() -> datetime:
            began = time.monotonic()
            now = self._server_now(actor)
            took.append(time.monotonic() - began)
            return now

        if isinstance(self._clock, ServerClock):
            self._clock.measure(ask)
        else:
            ask()
        self.trip_s = min(took)

    def _server_now(self, actor: Actor) -> datetime:
        with self._store.read(actor) as work:
            if work.is_sqlite:
                return self._clock.now()
            now: datetime
            now, is_over = work.connection.execute(_ASKED).one()
        if is_over:
            self._standing.ended(actor)
            raise SignInAgain(SIGN_IN_OVER)
        return now

    def sign_in_is_over(self, actor: Actor) -> bool:
        """Whether the server refused something because it doesn't know the sign-in any more."""
        try:
            self._server_now(actor)
        except SignInAgain as error:
            self.went(actor, error)
            return True
        except (StoreBusy, UserError):
            return False  # what it refused before counts
        return False

    @contextmanager
    def _watched(self) -> Iterator[Callable[[Connection], None]]:
        """Let nothing be done on a server that was promoted, put back or started anew since it was looked at:
        it may never have heard of the call whose result comes now. Nor for somebody who waits no more."""
        attempt = attempted()
        with nullcontext() if attempt is None else attempt.watching() as uses:

            def look(connection: Connection) -> None:
                if mark_of(connection) != self._mark:
                    raise ServerChanged
                if uses is not None:
                    uses(connection)

            yield look

    def notice(self, actor: Actor) -> int:
        """Offer again what another epoch had acknowledged, to a store that was promoted or came back from a
        copy; and what it doesn't know of, where a whole disk was put back and nothing else tells. Gives how
        many acts. Store errors pass."""
        with self._store.write(actor) as work:
            found = standing(work, self._outbox.witness())
            mine = {} if found.mark == self._mark else self._outbox.settled(actor.person_id, found.epoch)
            lost = [mine[act_id] for act_id in unknown_commands(work, mine.keys())] if mine else []
        with self.turn:
            again = self._outbox.offer_again(found.epoch)
            if lost:
                again += self._outbox.offer_since(min(lost))
            self.epoch, self._mark = found.epoch, found.mark
        self._outbox.keep_witness(found.witness)
        self._outbox.forget_old(self._clock.now())
        return again

    # --- acts of others ---

    def _hand_in_for_others(self, actor: Actor) -> None:
        """Hand in what others left at this workstation: it goes out as theirs, whoever sits here."""
        others = [act for act in self._outbox.waiting() if act.person_id != actor.person_id and act.mac]
        for start in range(0, len(others), AT_A_TIME):
            if not self._handed_in(others[start : start + AT_A_TIME], actor):
                return

    def _handed_in(self, acts: list[KeptAct], actor: Actor) -> bool:
        if not all(act.mac for act in acts):
            return False
        try:
            with self._store.write(actor) as work:
                SubmittedActs(work).submit(acts)
        except (DBAPIError, ServerForbids, StoreBusy, *CANT_TAKE) as error:
            log.info("acts of others could not be handed in", why=type(error).__name__)
            return False
        self._outbox.submitted([act.id for act in acts])
        return True

    def _apply_submitted(self, actor: Actor) -> None:
        """Apply what was handed in for this person, and for those this person may act for."""
        try:
            with self._store.read(actor) as work:
                acts = SubmittedActs(work).to_apply(actor)
            for act in acts:
                self._apply_one(actor, act)
        except (StoreBusy, *CANT_TAKE):
            return  # another time

    def _apply_one(self, actor: Actor, act: KeptAct) -> None:
        try:
            outcome, why = apply_act(self._store, actor, act)
            with self._store.write(actor) as work:
                SubmittedActs(work).settle(act.id, outcome.value if not why else f"{outcome.value}: {why}")
        except ServerForbids:  # out of this person's sight as well: someone else's program has it to do
            log.info("an act handed in is out of sight")
        except DBAPIError as error:
            log.error("an act handed in could not be applied", error)
