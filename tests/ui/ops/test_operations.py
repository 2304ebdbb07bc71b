"""Operations: lanes, order, errors, retries, staleness, progress, undo and the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from crm_desktop.errors import Cancelled, StoreBusy, UserError
from crm_desktop.ui.ops import (
    Change,
    Changed,
    Changes,
    InlineOperations,
    Operations,
    Progress,
    ProgressState,
    StillBusy,
)
from crm_desktop.ui.ops import operations as operations_module
from tests.ui.conftest import RecordingReporter


@pytest.fixture
def threaded(changes: Changes, reporter: RecordingReporter) -> Iterator[Operations]:
    operations = Operations(changes=changes, reporter=reporter, busy_waits_s=(0.001, 0.001))
    yield operations
    assert operations.close(5)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_work_runs_elsewhere_and_callbacks_on_the_gui_thread(
    threaded: Operations, owner: QWidget, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    threaded.store(owner, threading.get_ident).success(
        lambda ident: seen.append((ident, threading.get_ident()))
    ).start()
    qtbot.waitUntil(lambda: bool(seen))
    worker, callback = seen[0]
    assert callback == threading.get_ident()
    assert worker != callback


def test_changes_keep_their_order_and_never_overlap(
    threaded: Operations, owner: QWidget, qtbot: QtBot
) -> None:
    running, overlaps, order, done = [0], [0], [], []

    def work(number: int) -> int:
        running[0] += 1
        overlaps[0] = max(overlaps[0], running[0])
        order.append(number)
        running[0] -= 1
        return number

    def change(number: int) -> Callable[[], int]:
        return lambda: work(number)

    for number in range(200):
        threaded.store(owner, change(number)).success(done.append).start()
    qtbot.waitUntil(lambda: len(done) == 200)
    assert order == list(range(200))
    assert done == list(range(200))
    assert overlaps[0] == 1


def test_reads_do_not_wait_for_a_change(threaded: Operations, owner: QWidget, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[str] = []
    threaded.store(owner, lambda: gate.wait(5)).start()
    threaded.read(owner, lambda: "read").success(answers.append).start()
    qtbot.waitUntil(lambda: answers == ["read"])
    gate.set()


def test_two_reads_run_at_once_and_tasks_of_different_keys_too(
    threaded: Operations, owner: QWidget, qtbot: QtBot
) -> None:
    together = threading.Barrier(2, timeout=5)
    done: list[object] = []
    for _ in range(2):
        threaded.read(owner, together.wait).success(done.append).start()
    qtbot.waitUntil(lambda: len(done) == 2)
    for key in ("import", "mail"):
        threaded.task(owner, lambda _progress: together.wait(), key=key).success(done.append).start()
    qtbot.waitUntil(lambda: len(done) == 4)


def test_only_the_latest_answer_arrives(threaded: Operations, owner: QWidget, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[str] = []
    settled: list[str] = []

    def slow() -> str:
        gate.wait(5)
        return "stale"

    threaded.read(owner, slow).latest_only("find").success(answers.append).settled(
        lambda: settled.append("stale")
    ).start()
    threaded.read(owner, lambda: "fresh").latest_only("find").success(answers.append).start()
    qtbot.waitUntil(lambda: answers == ["fresh"])
    gate.set()
    qtbot.waitUntil(lambda: threaded.is_idle)
    assert answers == ["fresh"]
    assert settled == []


def test_a_stale_question_that_has_not_begun_is_never_asked(
    threaded: Operations, owner: QWidget, qtbot: QtBot
) -> None:
    gate = threading.Event()
    asked: list[int] = []
    answers: list[int] = []

    def ask(number: int) -> Callable[[], int]:
        def work() -> int:
            asked.append(number)
            return number

        return work

    for _ in range(2):
        threaded.read(owner, lambda: gate.wait(5)).start()
    for number in range(10):
        threaded.read(owner, ask(number)).latest_only("find").success(answers.append).start()
    gate.set()
    qtbot.waitUntil(lambda: threaded.is_idle)
    assert asked == [9]
    assert answers == [9]


def test_callbacks_are_dropped_when_the_owner_is_gone_but_the_change_is_announced(
    threaded: Operations, changes: Changes, qtbot: QtBot
) -> None:
    owner, gate = QObject(), threading.Event()
    called: list[object] = []
    heard: list[Change] = []
    changes.announced.connect(heard.append)
    threaded.store(owner, lambda: gate.wait(5)).changes("leads").success(called.append).settled(
        lambda: called.append("settled")
    ).start()
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [Change(frozenset({"leads"}), None)]
    assert called == []


def test_the_change_is_announced_after_the_callback_with_its_initiator(
    ops: InlineOperations, changes: Changes, owner: QWidget
) -> None:
    happened: list[object] = []
    changes.announced.connect(happened.append)
    ops.store(owner, lambda: Changed(7, frozenset({"calls"}))).changes("queue").success(
        happened.append
    ).start()
    assert happened == [7, Change(frozenset({"calls", "queue"}), owner)]


def test_nothing_is_announced_without_topics_or_when_it_failed(
    ops: InlineOperations, changes: Changes, owner: QWidget
) -> None:
    heard: list[Change] = []
    changes.announced.connect(heard.append)

    def refuse() -> None:
        raise UserError("No.")

    ops.store(owner, lambda: 1).start()
    ops.store(owner, refuse).changes("leads").start()
    assert heard == []


def test_a_busy_store_is_tried_again_and_then_told(
    ops: InlineOperations, owner: QWidget, reporter: RecordingReporter
) -> None:
    tries = [0]

    def busy_twice() -> str:
        tries[0] += 1
        if tries[0] < 3:
            raise StoreBusy
        return "done"

    def always_busy() -> str:
        tries[0] += 1
        raise StoreBusy

    got: list[str] = []
    failed: list[UserError] = []
    ops.store(owner, busy_twice).success(got.append).start()
    assert got == ["done"]
    tries[0] = 0
    ops.store(owner, always_busy).success(got.append).start()
    assert tries[0] == 4
    assert got == ["done"]
    assert reporter.errors == [str(StillBusy())]
    ops.store(owner, always_busy).failure(failed.append).start()
    assert [type(error) for error in failed] == [StillBusy]
    assert len(reporter.errors) == 1


def test_errors_find_their_way(ops: InlineOperations, owner: QWidget, reporter: RecordingReporter) -> None:
    refusal = UserError("This number can't be called.")
    fault = ZeroDivisionError("fault")
    failed: list[UserError] = []
    settled: list[str] = []

    def raising(error: BaseException) -> Callable[[], None]:
        def work() -> None:
            raise error

        return work

    ops.store(owner, raising(refusal)).start()
    assert reporter.errors == ["This number can't be called."]
    ops.store(owner, raising(refusal)).failure(failed.append).start()
    assert failed == [refusal]
    assert len(reporter.errors) == 1
    ops.store(owner, raising(Cancelled())).failure(failed.append).settled(lambda: settled.append("c")).start()
    assert failed == [refusal]
    ops.store(owner, raising(fault)).failure(failed.append).settled(lambda: settled.append("f")).start()
    assert reporter.crashes == [fault]
    assert settled == ["c", "f"]


def test_a_refused_change_is_told_even_when_its_screen_is_gone(
    threaded: Operations, reporter: RecordingReporter, qtbot: QtBot
) -> None:
    owner, gate = QObject(), threading.Event()
    failed: list[UserError] = []

    def refuse() -> None:
        gate.wait(5)
        raise UserError("Someone else changed this lead.")

    threaded.store(owner, refuse).failure(failed.append).start()
    threaded.read(owner, refuse).start()
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: threaded.is_idle)
    assert reporter.errors == ["Someone else changed this lead."]
    assert failed == []


def test_cancel_stops_the_work_at_its_next_report(
    threaded: Operations, owner: QWidget, reporter: RecordingReporter, qtbot: QtBot
) -> None:
    reported = threading.Event()
    done: list[object] = []

    def endless(progress: Progress) -> None:
        rows = 0
        while True:
            rows += 1
            progress.update(rows, 10_000_000)
            reported.set()

    op = threaded.task(owner, endless, key="import").success(done.append).settled(lambda: done.append("end"))
    op.start()
    assert reported.wait(5)
    op.cancel()
    qtbot.waitUntil(lambda: done == ["end"])
    assert reporter.errors == []
    assert reporter.crashes == []


def test_progress_is_shown_only_after_a_while_and_taken_down(
    threaded: Operations,
    owner: QWidget,
    reporter: RecordingReporter,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()

    def half(progress: Progress) -> None:
        progress.update(50, 100)
        gate.wait(5)

    threaded._watch.setInterval(5)
    threaded.task(owner, half, key="a").progress("Importing", cancellable=True).start()
    qtbot.wait(80)
    assert reporter.shown == []
    monkeypatch.setattr(operations_module, "PROGRESS_AFTER_S", 0.0)
    qtbot.waitUntil(lambda: bool(reporter.changed))
    assert reporter.shown == ["Importing"]
    assert reporter.changed[-1] == 0.5
    gate.set()
    qtbot.waitUntil(lambda: reporter.over == ["Importing"])


def test_quick_work_never_shows_progress(
    threaded: Operations, owner: QWidget, reporter: RecordingReporter, qtbot: QtBot
) -> None:
    threaded.store(owner, lambda: 1).progress("Saving").start()
    qtbot.waitUntil(lambda: threaded.is_idle)
    assert (reporter.shown, reporter.over) == ([], [])


def test_undo_is_offered_and_takes_the_value_back(
    ops: InlineOperations, owner: QWidget, reporter: RecordingReporter, changes: Changes
) -> None:
    data: list[int] = []
    heard: list[Change] = []
    changes.announced.connect(heard.append)

    def add() -> int:
        data.append(5)
        return 5

    ops.store(owner, add).changes("calls").undo(lambda value: f"Saved {value}", data.remove).start()
    label, undo = reporter.undos[0]
    assert (label, data) == ("Saved 5", [5])
    undo()
    assert data == []
    assert [change.topics for change in heard] == [frozenset({"calls"})] * 2


def test_close_finishes_changes_stops_tasks_and_forgets_reads(
    changes: Changes, reporter: RecordingReporter, owner: QWidget
) -> None:
    operations = Operations(changes=changes, reporter=reporter)
    written: list[int] = []
    begun = threading.Event()

    def write(number: int) -> Callable[[], None]:
        return lambda: written.append(number)

    def endless(progress: Progress) -> None:
        begun.set()
        while True:
            progress.wait(0.001)

    operations.task(owner, endless, key="import").start()
    assert begun.wait(5)
    gate, asked = threading.Event(), []
    operations.store(owner, lambda: gate.wait(5)).start()
    for number in range(50):
        operations.store(owner, write(number)).start()
    for _ in range(2):
        operations.read(owner, lambda: gate.wait(5)).start()
    operations.read(owner, lambda: asked.append("read")).start()
    opener = threading.Timer(0.05, gate.set)  # while close() waits
    opener.start()
    assert operations.close(5)
    opener.join()
    assert asked == []
    assert written == list(range(50))
    operations.store(owner, write(99)).start()
    assert 99 not in written
    assert reporter.crashes == []


def test_a_faulty_callback_does_not_keep_the_change_secret(
    ops: InlineOperations, changes: Changes, owner: QWidget
) -> None:
    heard: list[Change] = []
    changes.announced.connect(heard.append)

    def faulty(_value: int) -> None:
        raise RuntimeError("faulty callback")

    with pytest.raises(RuntimeError, match="faulty callback"):
        ops.store(owner, lambda: 1).changes("leads").success(faulty).start()
    assert len(heard) == 1


@given(done=st.integers(0, 10**7), total=st.none() | st.integers(0, 10**7), elapsed_s=st.floats(0, 10**5))
def test_progress_figures_are_never_absurd(done: int, total: int | None, elapsed_s: float) -> None:
    state = ProgressState(done, total, "", elapsed_s)
    assert state.share is None or 0 <= state.share <= 1
    assert state.left_s is None or state.left_s >= 0
    assert state.rate >= 0
