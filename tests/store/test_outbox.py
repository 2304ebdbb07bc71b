"""The outbox in the seat's file: order, signatures, what waits, what is offered again; and the older file."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from crm_desktop.domain.kept_acts import ActKind, ActState, KeptAct, mac_of, signed_text
from crm_desktop.ids import new_id
from crm_desktop.secrets import subkey
from crm_desktop.store.engine import connect_file
from crm_desktop.store.kept_dates import APPOINTMENT, CALLBACK, KeptDate, KeptDates
from crm_desktop.store.kept_leads import CLAIMED, MOST_WORKED, PROMISED, RESERVED, WORKED, KeptLead, KeptLeads
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.seat import Seat
from crm_desktop.store.seat_clearing import SeatClearing

KEY = bytes(range(32))
MAC_KEY = bytes(range(100, 132))
NOW = datetime(2026, 11, 21, 10, 30, 15, 123456, tzinfo=UTC)
ASHA, IMRAN = uuid4(), uuid4()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    """A new seat."""
    opened = Seat.open(tmp_path, "desk 1", KEY)
    yield opened
    opened.close()


def _act(
    kind: ActKind = ActKind.NOTE, who: UUID = ASHA, call: UUID | None = None, **payload: object
) -> KeptAct:
    said = json.dumps(payload or {"note": "पैसे"})
    return KeptAct(new_id(), 0, who, uuid4(), "Asha Pawar", kind, uuid4(), call, NOW, said)


def test_acts_are_there_after_a_kill_in_their_order(seat: Seat, tmp_path: Path) -> None:
    outbox = Outbox(seat)
    kept = [outbox.put(_act()) for _ in range(5)]
    seat.close()
    again = Seat.open(tmp_path, "desk 1", KEY)
    assert Outbox(again).waiting() == tuple(kept)
    assert [act.no for act in kept] == sorted(act.no for act in kept)
    again.close()


def test_a_repeat_is_the_one_that_is_there(seat: Seat) -> None:
    outbox, act = Outbox(seat), _act()
    first = outbox.put(act, MAC_KEY)
    assert outbox.put(replace(act, payload='{"other": 1}'), MAC_KEY) == first
    assert outbox.waiting() == (first,)


def test_the_mac_covers_everything_that_counts(seat: Seat) -> None:
    kept = Outbox(seat).put(_act(), MAC_KEY)
    assert kept.mac == hmac.new(MAC_KEY, signed_text(kept).encode(), hashlib.sha256).digest()
    other = {
        "id": uuid4(), "no": 9, "person_id": uuid4(), "session_id": uuid4(), "kind": ActKind.SKIP,
        "lead_id": None, "call_id": uuid4(), "made_at": NOW + timedelta(seconds=1), "payload": "{}",
    }  # fmt: skip
    for name, value in other.items():
        assert mac_of(replace(kept, **{name: value}), MAC_KEY) != kept.mac, name  # type: ignore[arg-type]


def test_a_call_without_result_is_the_open_one(seat: Seat) -> None:
    outbox, call = Outbox(seat), uuid4()
    dial = outbox.put(_act(ActKind.DIAL, call=call))
    outbox.put(_act(ActKind.ANSWERED, call=call))
    assert outbox.open_call(ASHA) == dial
    assert outbox.open_call(IMRAN) is None
    assert outbox.to_send(ASHA) == ()
    assert outbox.counts() == {ASHA: 1}
    done = outbox.put(_act(ActKind.COMPLETE, call=call))
    assert outbox.open_call(ASHA) is None
    assert outbox.to_send(ASHA) == (done,)
    assert outbox.counts() == {ASHA: 1}
    outbox.settle([act.id for act in outbox.of_call(call)], NOW, uuid4())
    assert outbox.waiting() == ()
    assert outbox.counts() == {}


def test_acknowledged_acts_are_offered_to_another_epoch_for_a_week(seat: Seat) -> None:
    outbox, before, after = Outbox(seat), uuid4(), uuid4()
    old, new = outbox.put(_act()), outbox.put(_act())
    outbox.settle([old.id], NOW - timedelta(days=8), before)
    outbox.settle([new.id], NOW - timedelta(days=6), before)
    outbox.forget_old(NOW)
    assert outbox.offer_again(before) == 0
    assert outbox.offer_again(after) == 1
    assert [act.id for act in outbox.waiting()] == [new.id]


def test_what_came_out_otherwise_is_shown_once(seat: Seat) -> None:
    outbox = Outbox(seat)
    fine, other = outbox.put(_act()), outbox.put(_act())
    outbox.settle([fine.id], NOW, None)
    outbox.settle([other.id], NOW, None, "overtaken")
    assert [act.id for act in outbox.unshown(ASHA)] == [other.id]
    assert outbox.unshown(IMRAN) == ()
    outbox.shown([other.id])
    assert outbox.unshown(ASHA) == ()


def test_acts_of_two_people_wait_apart(seat: Seat) -> None:
    outbox = Outbox(seat)
    hers, his = outbox.put(_act()), outbox.put(_act(who=IMRAN))
    assert outbox.waiting(ASHA) == (hers,)
    outbox.submitted([his.id])
    assert outbox.waiting() == (hers,)
    assert outbox.people() == {ASHA: "Asha Pawar"}
    outbox.withdraw(hers.id)
    outbox.withdraw(his.id)  # submitted: not to be forgotten any more
    assert outbox.waiting() == ()
    assert outbox.offer_again(uuid4()) == 1


def test_an_erased_lead_leaves_nothing_but_what_waits(seat: Seat) -> None:
    outbox, leads = Outbox(seat), KeptLeads(seat)
    sent, waits = outbox.put(_act()), outbox.put(_act())
    outbox.settle([sent.id], NOW, None)
    for act in (sent, waits):
        assert act.lead_id is not None
        leads.put(KeptLead(ASHA, act.lead_id, uuid4(), RESERVED, 1, None, NOW, 60, "{}"))
        SeatClearing(seat).forget([act.lead_id])
    assert [act.id for act in outbox.waiting()] == [waits.id]
    assert outbox.offer_again(uuid4()) == 0
    assert leads.all(ASHA) == ()


def test_kept_leads_stay_by_person_and_kind(seat: Seat) -> None:
    leads, campaign = KeptLeads(seat), uuid4()

    def lead(kind: str, place: int, who: UUID = ASHA) -> KeptLead:
        due = NOW if kind == PROMISED else None
        return KeptLead(who, uuid4(), campaign, kind, place, due, NOW, 7200, '{"name": "आशा"}')

    shown, kept, his = lead(CLAIMED, 0), [lead(RESERVED, n) for n in (2, 1)], lead(RESERVED, 1, IMRAN)
    leads.put(shown)
    leads.put(his)
    leads.replace(ASHA, [RESERVED], kept)
    assert leads.all(ASHA) == (shown, kept[1], kept[0])
    leads.replace(ASHA, [RESERVED, PROMISED], [lead(PROMISED, 5)])
    assert [one.kind for one in leads.all(ASHA)] == [CLAIMED, PROMISED]
    leads.drop(ASHA, shown.lead_id, NOW)
    worked = leads.get(ASHA, shown.lead_id)
    assert worked is not None
    assert (worked.kind, worked.fresh_s) == (WORKED, 0), "known should it ring, and never dialled"
    leads.clear(ASHA)
    assert leads.all(ASHA) == (worked,)
    for n in range(MOST_WORKED + 5):
        other = lead(CLAIMED, 0)
        leads.put(other)
        leads.drop(ASHA, other.lead_id, NOW + timedelta(minutes=n))
    assert len(leads.all(ASHA)) == MOST_WORKED
    leads.put(last := lead(CLAIMED, 0))
    leads.drop(ASHA, last.lead_id, NOW + timedelta(days=3))
    assert [one.lead_id for one in leads.all(ASHA)] == [last.lead_id]
    assert leads.all(IMRAN) == (his,)


def test_a_seat_of_the_first_format_keeps_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "seats" / "desk 1.db"
    file.parent.mkdir()
    call = uuid4()
    old = connect_file(file, subkey(KEY, "seat desk 1"), create=True)
    old.execute("CREATE TABLE drafts (call_id BLOB PRIMARY KEY, note TEXT NOT NULL, saved_at TEXT NOT NULL)")
    old.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    old.execute(
        "CREATE TABLE open_call (one INTEGER PRIMARY KEY CHECK (one = 1), call_id BLOB NOT NULL,"
        " at TEXT NOT NULL)"
    )
    old.execute(
        "CREATE TABLE sealed_heads (no INTEGER PRIMARY KEY, last_tx INTEGER NOT NULL,"
        " last_no INTEGER NOT NULL, digest BLOB NOT NULL, sealed_at TEXT NOT NULL)"
    )
    old.execute("INSERT INTO drafts VALUES (?, 'call after six', ?)", (call.bytes, NOW.isoformat()))
    old.execute("PRAGMA user_version = 1")
    old.close()
    seat = Seat.open(tmp_path, "desk 1", KEY)
    kept = seat.draft(call)
    assert kept is not None
    assert kept.note == "call after six"
    act = Outbox(seat).put(_act())
    seat.close()
    again = Seat.open(tmp_path, "desk 1", KEY)
    assert Outbox(again).waiting() == (act,)
    assert act.state is ActState.WAITING
    again.close()


def test_what_a_newer_program_kept_is_left_for_it(seat: Seat) -> None:
    """Somebody went back to an older program: its own acts go on, the others wait."""
    outbox = Outbox(seat)
    known, newer = outbox.put(_act()), outbox.put(_act())
    seat.run("UPDATE acts SET kind = 'beamed' WHERE id = ?", (newer.id.bytes,))
    assert outbox.waiting() == outbox.to_send(ASHA) == (known,)
    assert outbox.get(newer.id) is None
    outbox.settle([known.id], NOW, None)
    outbox.forget_old(NOW + timedelta(days=30))
    assert seat.run("SELECT count(*) FROM acts") == [(1,)]
    assert outbox.last_dial(ASHA) is None


def test_a_seat_of_the_second_format_keeps_its_acts_and_learns_dates(tmp_path: Path) -> None:
    seat = Seat.open(tmp_path, "desk 1", KEY)
    act = Outbox(seat).put(_act(), MAC_KEY)
    seat.run("DROP TABLE kept_dates")
    seat.run("PRAGMA user_version = 2")
    seat.close()
    again = Seat.open(tmp_path, "desk 1", KEY)
    assert Outbox(again).waiting() == (act,)
    dates, kept = KeptDates(again), KeptDate(uuid4(), uuid4(), NOW, '{"name": "आशा"}')
    dates.replace(ASHA, CALLBACK, [kept])
    dates.replace(ASHA, APPOINTMENT, [replace(kept, id=uuid4())])
    assert dates.all(ASHA, CALLBACK) == (kept,)
    assert dates.all(IMRAN, CALLBACK) == ()
    dates.replace(ASHA, APPOINTMENT, [])
    assert dates.all(ASHA, CALLBACK) == (kept,)
    SeatClearing(again).forget([kept.lead_id])
    assert dates.all(ASHA, CALLBACK) == ()
    again.close()
