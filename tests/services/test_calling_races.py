"""Two people at once on PostgreSQL, interleaved at the exact spot where it used to go wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, text, update

from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead, Skip
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_groups import QueueGroups
from crm_desktop.store.tables import callbacks, calls, lead_phones, phones, queue_entries
from crm_desktop.store.undo_acts import UndoActs
from tests.calling_office import CallingOffice


@pytest.fixture
def co(postgres_office: CallingOffice) -> CallingOffice:
    return postgres_office


class Meanwhile:
    """Lets an act happen on another connection at a chosen spot: until it is done, or waits for a lock."""

    def __init__(self, co: CallingOffice, patch: pytest.MonkeyPatch) -> None:
        self._co, self._patch = co, patch
        self._thread: threading.Thread | None = None
        self.trouble: BaseException | None = None

    def after(self, where: type, method: str, act: Callable[[], object], *, before: bool = False) -> None:
        """Start `act` once `method` was called for the first time (or just `before` that)."""
        plain: Any = getattr(where, method)

        def watched(*args: Any, **more: Any) -> Any:
            if before:
                self._start(act)
            found = plain(*args, **more)
            self._start(act)
            return found

        self._patch.setattr(where, method, watched)

    def _start(self, act: Callable[[], object]) -> None:
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._do, args=(act,))
        self._thread.start()
        while self._thread.is_alive() and not self._waits():
            self._thread.join(0.01)

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:
            self.trouble = error

    def _waits(self) -> bool:
        with self._co.store.engine.connect() as connection:
            return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())

    def done(self) -> None:
        """Wait for the act; raises what it raised."""
        assert self._thread is not None, "the spot was never reached"
        self._thread.join()
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def meanwhile(co: CallingOffice, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    return Meanwhile(co, monkeypatch)


def phone_of(co: CallingOffice, lead_id: UUID) -> UUID:
    found = co.rows(lead_phones, lead_id=lead_id)[0]["phone_id"]
    assert isinstance(found, UUID)
    return found


def test_a_moved_promise_does_not_bring_back_who_went_on(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, lead = co.office.asha, co.office.lead
    promised = co.add_lead("Promised")
    done = co.call(asha, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1))
    assert done.callback_id is not None
    following = co.add_lead("Following")
    co.calling.take_lead(lead, promised)
    meanwhile.after(Queue, "of_lead", lambda: co.next(lead))
    co.callbacks.move(asha, done.callback_id, 1, co.clock.now() + timedelta(hours=2))
    meanwhile.done()
    assert co.entry(promised).entry.claimed_by is None
    assert co.entry(following).entry.claimed_by == lead.person_id
    assert co.entry(promised).entry.next_at == co.clock.now() + timedelta(hours=2)


def test_a_moved_promise_stays_on_the_screen_it_is_on(co: CallingOffice) -> None:
    asha, lead = co.office.asha, co.office.lead
    promised = co.add_lead("Promised")
    done = co.call(asha, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1))
    assert done.callback_id is not None
    co.calling.take_lead(lead, promised)
    before = co.entry(promised).entry
    co.clock.move(minutes=1)
    co.callbacks.done(asha, done.callback_id, 1, "rang us")
    after = co.entry(promised).entry
    assert (after.claimed_by, after.lease_until) == (lead.person_id, before.lease_until)
    assert after.lane is Lane.RETRY


def test_a_result_never_overwrites_a_relatives_do_not_call(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    husband = co.add_lead("Ravi Chauhan")
    wife = co.add_lead("Meena Chauhan", phones=(phone_of(co, husband),))
    his = co.dial(asha, co.calling.take_lead(asha, husband))
    co.clock.move(minutes=1)
    hers = co.dial(imran, co.calling.take_lead(imran, wife))
    meanwhile.after(Queue, "facts", lambda: co.result(asha, his, "DO_NOT_CALL", take_next=False))
    co.result(imran, hers, "NO_ANSWER", take_next=False)
    meanwhile.done()
    for lead_id in (husband, wife):
        assert co.entry(lead_id).entry.lane in (Lane.BLOCKED, Lane.CLOSED)
        assert co.entry(lead_id).entry.claimed_by is None


def test_two_do_not_calls_at_once_block_who_has_both_numbers(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    first, second = co.add_lead("Ravi Chauhan"), co.add_lead("Amit Chauhan")
    both = co.add_lead("Meena Chauhan", phones=(phone_of(co, first), phone_of(co, second)))
    co.calling.take_lead(asha, first)
    co.calling.take_lead(imran, second)
    meanwhile.after(
        Queue,
        "free",  # whom to block is decided, nothing is committed
        lambda: co.calling.do_not_call(imran, second, phone_of(co, second), "asked in a letter"),
        before=True,
    )
    co.calling.do_not_call(asha, first, phone_of(co, first), "asked in a letter")
    meanwhile.done()
    assert [co.entry(e).entry.lane for e in (first, second, both)] == [Lane.BLOCKED] * 3


def test_two_relatives_dialled_at_once_use_one_try(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    husband = co.add_lead("Ravi Chauhan")
    shared = phone_of(co, husband)
    wife = co.add_lead("Meena Chauhan", phones=(shared,))
    with co.store.write(None) as work:
        work.connection.execute(update(phones).where(phones.c.id == shared).values(attempts=7))
    his, hers = co.calling.take_lead(asha, husband), co.calling.take_lead(imran, wife)
    meanwhile.after(Queue, "facts", lambda: co.dial(imran, hers))
    co.dial(asha, his)
    with pytest.raises(UserError, match="dialled 8 times"):
        meanwhile.done()
    assert co.rows(phones, id=shared)[0]["attempts"] == 8


def test_what_is_refused_for_now_stays_blocked_for_good(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    husband = co.add_lead("Ravi Chauhan")
    shared = phone_of(co, husband)
    co.calling.take_lead(asha, husband)
    wife = co.add_lead("Meena Chauhan", phones=(shared,))
    with co.store.write(None) as work:  # a moment ago: refused until the gap is over
        work.connection.execute(update(phones).values(last_attempt_at=work.now))
    meanwhile.after(
        Queue, "move_on", lambda: co.calling.do_not_call(asha, husband, shared, "asked"), before=True
    )
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)
    meanwhile.done()
    assert (co.entry(wife).entry.lane, co.entry(wife).entry.reason) == (Lane.BLOCKED, Reason.DO_NOT_CALL)


def test_who_goes_on_waits_for_who_moves_the_lead_on_the_screen(
    co: CallingOffice, meanwhile: Meanwhile
) -> None:
    asha, lead = co.office.asha, co.office.lead
    promised = co.add_lead("Promised")
    done = co.call(asha, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1))
    assert done.callback_id is not None
    following = co.add_lead("Following")
    co.calling.take_lead(lead, promised)
    meanwhile.after(Queue, "place", lambda: co.next(lead))  # its entry is locked by the move
    co.callbacks.move(asha, done.callback_id, 1, co.clock.now() + timedelta(hours=2))
    meanwhile.done()
    assert co.entry(promised).entry.claimed_by is None
    assert co.entry(following).entry.claimed_by == lead.person_id


def test_two_results_of_one_call_at_once_are_one(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha = co.office.asha
    co.add_lead()
    call_id = co.dial(asha, co.next(asha))
    meanwhile.after(Calls, "get", lambda: co.result(asha, call_id, "BUSY", take_next=False))
    co.result(asha, call_id, "NO_ANSWER", take_next=False)
    with pytest.raises(UserError, match="already has the result"):
        meanwhile.done()
    assert co.call_row(call_id)["disposition_label"] == "No answer"


def test_a_second_number_of_a_family_stays_dialable(co: CallingOffice) -> None:
    """The other direction: who keeps a number that may be called is not blocked."""
    asha = co.office.asha
    husband = co.add_lead("Ravi Chauhan")
    son = co.add_lead("Amit Chauhan")
    with co.store.write(None) as work:
        work.connection.execute(
            insert(lead_phones).values(lead_id=son, phone_id=phone_of(co, husband), position=2)
        )
    co.calling.take_lead(asha, husband)
    co.calling.do_not_call(asha, husband, phone_of(co, husband), "asked")
    assert co.entry(son).entry.lane is Lane.NEW


def test_a_promise_made_meanwhile_is_not_moved_on(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    husband = co.add_lead("Ravi Chauhan")
    at = co.clock.now() + timedelta(hours=1)

    def promised() -> None:
        co.call(asha, "CALL_BACK", co.calling.take_lead(asha, husband), callback_at=at, take_next=False)
        with co.store.write(None) as work:  # and his wife, at the same number
            work.connection.execute(update(phones).values(last_attempt_at=work.now + timedelta(seconds=1)))

    meanwhile.after(Queue, "due", promised)  # found as a new lead; by now its number was just called
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)
    meanwhile.done()
    entry = co.entry(husband).entry
    assert (entry.lane, entry.next_at, entry.owner_id) == (Lane.PROMISED, at, asha.person_id)


def test_a_promise_taken_up_meanwhile_is_not_broken(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    husband = co.add_lead("Ravi Chauhan")
    at = co.clock.now() + timedelta(hours=1)
    co.call(asha, "CALL_BACK", callback_at=at, take_next=False)
    co.clock.move(hours=2)
    with co.store.write(None) as work:  # no number is left, and the promise's owner is away
        work.connection.execute(update(lead_phones).values(wrong_at=work.now))
        work.connection.execute(update(queue_entries).values(owner_id=imran.person_id))
    meanwhile.after(Queue, "closed", lambda: _moved_by_an_hour(co, husband), before=True)
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)
    meanwhile.done()
    assert co.entry(husband).entry.lane is Lane.PROMISED
    assert [row["state"] for row in co.rows(callbacks)] == ["open"]


def _moved_by_an_hour(co: CallingOffice, lead_id: UUID) -> None:
    with co.store.write(None) as work:
        work.connection.execute(
            update(queue_entries)
            .where(queue_entries.c.lead_id == lead_id)
            .values(next_at=work.now + timedelta(hours=1))
        )


def test_a_call_given_up_for_lost_has_no_result_at_the_same_moment(
    co: CallingOffice, meanwhile: Meanwhile
) -> None:
    asha, imran = co.office.asha, co.office.imran
    co.add_lead()
    lost = co.dial(asha, co.next(asha))
    co.clock.move(hours=2)
    again = co.calling.take_lead(imran, co.rows(calls, id=lost)[0]["lead_id"])  # type: ignore[arg-type]
    assert again.lead.name
    meanwhile.after(Calls, "get", lambda: co.dial(imran, again))
    with pytest.raises(UserError, match="silent for more than an hour"):
        co.result(asha, lost, "BUSY", take_next=False)
    meanwhile.done()
    assert co.call_row(lost)["end_cause"] == "lost"
    assert co.call_row(lost)["disposition_label"] == ""


def test_who_dials_keeps_the_lead_whose_lease_ran_out(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    shown = co.next(asha)
    co.clock.move(minutes=5)  # her program was silent; nobody has taken the lead back yet
    meanwhile.after(Calls, "add", lambda: co.calling.next_lead(imran, co.campaign.id), before=True)
    call_id = co.dial(asha, shown)
    meanwhile.done()
    assert co.entry(lead_id).entry.claimed_by == asha.person_id
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)
    assert co.call_row(call_id)["state"] == "open"


def test_why_nothing_is_told_while_others_go_on(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    for name in ("Ravi Chauhan", "Meena Chauhan"):
        co.add_lead(name)
    shown = co.next(asha)

    def go_on() -> None:
        skip = Skip(new_id(), shown.lead.id, co.campaign.id, "busy_line")
        co.calling.skip(asha, skip)  # the other one comes on the screen
        co.calling.take_lead(asha, shown.lead.id)  # and this one again, of another kind now

    meanwhile.after(QueueGroups, "counted", go_on)
    told = co.calling.why_nothing(imran, co.campaign.id)
    meanwhile.done()
    assert 0 < told.total <= 3
    assert all(count.leads > 0 for count in told.reasons)


def test_two_undos_at_once_are_one(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha = co.office.asha
    co.add_lead()
    done = co.call(asha, "BUSY", take_next=False)
    meanwhile.after(UndoActs, "get", lambda: co.calling.undo(asha, done.undo_id))
    assert co.calling.undo(asha, done.undo_id).call.id == done.call.id
    meanwhile.done()


def test_a_promise_kept_at_the_last_moment_is_not_broken(co: CallingOffice, meanwhile: Meanwhile) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    co.call(asha, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1), take_next=False)
    co.clock.move(days=60)
    call_id = co.dial(asha, co.calling.take_lead(asha, lead_id))
    again = co.clock.now() + timedelta(hours=1)
    meanwhile.after(
        Callbacks,
        "missed_before",
        lambda: co.result(asha, call_id, "CALL_BACK", callback_at=again, take_next=False),
    )
    assert co.callbacks.sweep(imran) == 0
    meanwhile.done()
    assert "broken" not in [row["state"] for row in co.rows(callbacks)]
    assert (co.entry(lead_id).entry.lane, co.entry(lead_id).entry.next_at) == (Lane.PROMISED, again)


def test_a_search_keeps_nobody_waiting_who_was_quicker(
    co: CallingOffice, meanwhile: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what it met on others' screens it holds nothing until its end: they dial it meanwhile."""
    asha, imran, lead = co.office.asha, co.office.imran, co.office.lead
    ids = [co.add_lead(name) for name in ("Ravi Chauhan", "Amit Joshi", "Meena Pillai")]
    taken: list[NextLead] = []
    dialling = Meanwhile(co, monkeypatch)

    def two_are_quicker() -> None:
        taken.extend((co.next(asha), co.next(lead)))
        theirs = tuple(zip((asha, lead), taken, strict=True))
        dialling.after(Queue, "claim", lambda: [co.dial(*each) for each in theirs], before=True)

    meanwhile.after(Queue, "due", two_are_quicker)
    last = co.next(imran)
    meanwhile.done()
    dialling.done()
    assert {each.lead.id for each in (*taken, last)} == set(ids)
    assert {row["lead_id"] for row in co.rows(calls)} == {each.lead.id for each in taken}
