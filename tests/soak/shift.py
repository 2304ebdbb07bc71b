"""A random shift: many callers at once on one store, whose transactions and answers are lost at random."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.clock import SetClock
from crm_desktop.domain.call import LOST
from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import LOST_CALL_S, SKIP_REASONS
from crm_desktop.errors import CrmError, StoreBusy, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.callbacks import CallbackService
from crm_desktop.services.calling import CallingService, CallLater, CompleteCall, Dial, NextLead, Skip
from crm_desktop.store.calls import Calls
from crm_desktop.store.unit_of_work import Store, Work
from tests.calling_office import usual_values

T = TypeVar("T")
INDIA = ZoneInfo("Asia/Kolkata")
_TRIES = 60  # of one act while the store is busy or dies


class Killed(CrmError):
    """The program, or its connection, ended here; nobody knows whether the act counted."""


class ShiftClock(SetClock):
    """A clock many threads move on; it leaves out the nights."""

    def __init__(self, start: SetClock) -> None:
        super().__init__(start.now())
        self._lock = threading.Lock()

    def move(self, **by: float) -> None:
        """Move on, one at a time."""
        with self._lock:
            super().move(**by)
            local = self.now().astimezone(INDIA)
            if local.hour >= 19:
                self.set((local + timedelta(days=1)).replace(hour=10, minute=0))


class MortalStore(Store):
    """A store that loses one in `one_in` transactions: before the commit, or the answer after it."""

    def __init__(self, store: Store, clock: SetClock, random: Random, one_in: int) -> None:
        super().__init__(store.engine, clock)
        self._random, self._one_in = random, one_in
        self.killed = Counter[str]()

    @contextmanager
    def write(self, actor: Actor | None) -> Iterator[Work]:
        """As the real one, while it lives."""
        fate = self._random.choice(("before", "after")) if self._random.randrange(self._one_in) == 0 else ""
        with super().write(actor) as work:
            yield work
            if fate == "before":
                self.killed[fate] += 1
                self._kill(work)
        if fate == "after":
            self.killed[fate] += 1
            raise Killed

    def _kill(self, work: Work) -> None:
        """End the transaction from outside: the server drops the connection, the program dies."""
        if not work.is_sqlite:
            try:
                work.connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
            except Exception as error:
                raise Killed from error
        raise Killed


class Caller:
    """One caller at one workstation; every act is drawn from `seed`."""

    def __init__(
        self, store: Store, clock: ShiftClock, actor: Actor, campaigns: Sequence[Campaign], seed: str
    ) -> None:
        self.random = Random(seed)
        self.store = MortalStore(store, clock, self.random, 12)
        self.clock, self.actor, self.campaigns = clock, actor, campaigns
        self.calling, self.callbacks = CallingService(self.store), CallbackService(self.store)
        self.others: Sequence[Actor] = ()
        self.shown: NextLead | None = None
        self.call_id: UUID | None = None
        self.undo_id: UUID | None = None
        self.answered: dict[UUID, str] = {}  # results given and acknowledged: call, label
        self.acts = Counter[str]()
        self.trouble: BaseException | None = None

    def work(self, acts: int) -> None:
        """Do so many random acts, then end the open call; keeps what went wrong."""
        try:
            for _ in range(acts):
                self.clock.move(seconds=self.random.uniform(1, 20))
                self._act()
            self._finish_up()
        except BaseException as error:
            self.trouble = error

    def _act(self) -> None:
        if self.call_id is not None:
            chosen: Callable[[], None] = self.random.choices(
                (self._complete, self._mark, self._restart, self._forbidden), (10, 4, 1, 1)
            )[0]
        elif self.shown is not None:
            chosen = self.random.choices(
                (self._dial, self._skip, self._later, self._forbid, self._away, self._undo, self._renew),
                (20, 2, 2, 0.5, 1, 3, 1),
            )[0]
        else:
            chosen = self.random.choices(
                (self._next, self._promises, self._undo, self._restart), (20, 3, 2, 1)
            )[0]
        self.acts[chosen.__name__] += 1
        chosen()

    # --- acts ---

    def _next(self) -> None:
        found = self._asked(lambda: self.calling.next_lead(self.actor, self._campaign().id))
        self.shown = found if isinstance(found, NextLead) else None
        if self.shown is None:
            self.clock.move(minutes=2)  # everybody waits

    def _dial(self) -> None:
        assert self.shown is not None
        shown = self.shown
        command = Dial(new_id(), new_id(), shown.lead.id, shown.campaign.id, shown.phone.phone_id, "by_hand")
        call = self._asked(lambda: self.calling.dial(self.actor, command))
        if call is None:
            self.shown = None
            return
        assert call.id == command.call_id
        if self.random.random() < 0.2:  # a second key press
            again = self._asked(lambda: self.calling.dial(self.actor, command))
            assert again is None or again.id == call.id
        self.call_id = call.id

    def _mark(self) -> None:
        assert self.call_id is not None
        call_id, mark = self.call_id, self.random.choice(("mark_answered", "mark_ended"))
        self._asked(lambda: getattr(self.calling, mark)(self.actor, call_id))

    def _complete(self) -> None:
        assert self.shown is not None
        assert self.call_id is not None
        shown = self.shown
        result = self.random.choice([d for d in shown.campaign.dispositions if d.is_active])
        at = None
        if result.needs_next_date:
            wanted = self.clock.now() + timedelta(minutes=self.random.choice((5, 15, 60, 1500)))
            at = next_open(shown.campaign.window, shown.local_zone, wanted)
        command = CompleteCall(
            new_id(),
            self.call_id,
            result.id,
            "a remark",
            at,
            take_next=self.random.random() < 0.8,
            stay_on_lead=self.random.random() < 0.1,
            values=usual_values(result),
        )
        done = self._asked(lambda: self.calling.complete_and_next(self.actor, command))
        if done is None:  # refused, for instance since calling hours end
            self._give_up_lost()
            return
        if self.random.random() < 0.2:
            again = self._asked(lambda: self.calling.complete_and_next(self.actor, command))
            assert again is None or again.undo_id == done.undo_id
        self.answered[command.call_id] = result.label
        self.call_id, self.undo_id = None, done.undo_id
        self.shown = done.next if isinstance(done.next, NextLead) else None

    def _undo(self) -> None:
        if self.undo_id is None:
            return
        undo_id, self.undo_id = self.undo_id, None
        reopened = self._asked(lambda: self.calling.undo(self.actor, undo_id))
        if reopened is not None:
            self.shown, self.call_id = reopened.next_lead, reopened.call.id
            del self.answered[reopened.call.id]

    def _skip(self) -> None:
        assert self.shown is not None
        reason = self.random.choice(SKIP_REASONS)
        command = Skip(new_id(), self.shown.lead.id, self.shown.campaign.id, reason)
        found = self._asked(lambda: self.calling.skip(self.actor, command))
        self.shown = found if isinstance(found, NextLead) else None

    def _later(self) -> None:
        assert self.shown is not None
        shown = self.shown
        at = next_open(shown.campaign.window, shown.local_zone, self.clock.now() + timedelta(minutes=30))
        assert at is not None
        command = CallLater(new_id(), shown.lead.id, shown.campaign.id, at)
        self._asked(lambda: self.calling.call_later(self.actor, command))
        self.shown = None

    def _forbid(self) -> None:
        assert self.shown is not None
        lead_id, phone_id = self.shown.lead.id, self.shown.phone.phone_id
        self._asked(lambda: self.calling.do_not_call(self.actor, lead_id, phone_id, "asked by letter"))
        self.shown = None

    def _renew(self) -> None:
        self._asked(lambda: self.calling.renew(self.actor))

    def _away(self) -> None:
        self._asked(lambda: self.calling.release(self.actor))
        self.shown = None

    def _promises(self) -> None:
        mine = self._asked(lambda: self.callbacks.mine(self.actor))
        listed = (*mine.overdue, *mine.today, *mine.coming) if mine is not None else ()
        if not listed:
            return
        row = self.random.choice(listed)
        match self.random.randrange(4):
            case 0:
                found = self._asked(lambda: self.calling.take_lead(self.actor, row.lead_id, row.campaign_id))
                self.shown = found
            case 1:
                at = next_open(self.campaigns[0].window, row.zone, self.clock.now() + timedelta(minutes=20))
                assert at is not None
                self._asked(lambda: self.callbacks.move(self.actor, row.id, row.version, at))
            case 2:
                self._asked(lambda: self.callbacks.done(self.actor, row.id, row.version, "settled"))
            case _:
                other = self.random.choice(self.others)
                self._asked(
                    lambda: self.callbacks.hand_over(self.actor, row.id, row.version, other.person_id)
                )

    def _forbidden(self) -> None:
        """What nobody may do during a call is refused."""
        try:
            self.calling.next_lead(self.actor, self._campaign().id)
        except (UserError, StoreBusy, Killed):
            return
        if self._give_up_lost():
            return
        raise AssertionError("a lead was given out during a call")

    def _restart(self) -> None:
        """The program starts again: the open call is found, if there is one."""
        found = self._asked(lambda: self.calling.open_call(self.actor))
        if found is None:
            assert self.call_id is None or self._give_up_lost(), "the open call was not found again"
            self.shown = None
            return
        self.shown, self.call_id = found.next_lead, found.call.id

    def _finish_up(self) -> None:
        self._restart()
        for _ in range(_TRIES):
            if self.call_id is None:
                break
            self._complete()
        self._asked(lambda: self.calling.release(self.actor))
        assert self.call_id is None, "the last call got no result"

    # --- inside ---

    def _give_up_lost(self) -> bool:
        """Whether the call lay over the night, and somebody else called the lead since."""
        with self.store.read() as work:
            call = None if self.call_id is None else Calls(work).get(self.call_id)
        if call is None or call.end_cause != LOST:
            return False
        assert self.clock.now() - call.dialled_at > timedelta(seconds=LOST_CALL_S), "given up too early"
        self.acts["lost"] += 1
        self.call_id = self.shown = None
        return True

    def _campaign(self) -> Campaign:
        return self.random.choice(self.campaigns)

    def _asked(self, act: Callable[[], T]) -> T | None:
        """Do an act until it is answered; a lost answer means doing it again. None when it was refused."""
        for _ in range(_TRIES):
            try:
                return act()
            except Killed:
                self.acts["killed"] += 1
            except StoreBusy:
                threading.Event().wait(0.002)
            except UserError as refused:
                self.acts[f"refused: {refused.template[:40]}"] += 1
                return None
        raise AssertionError("the act was never answered")
