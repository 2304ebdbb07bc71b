"""Give a result and have the next lead: the service against the bare SQL of the very same statements.

One copy of the store is worked through the service while every statement and its values are written down;
a second copy, the same to the byte, replays them through the bare driver in the same transactions; a third is
worked through the service and timed. The last two take turns call by call, so that both meet the same
weather. Commits are durable everywhere. `python -m tests.scale.bench_calling profile 10000` shows where the
time goes.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallingService, CompleteCall, Completed, Dial, NextLead
from crm_desktop.store.engine import cache_for_this_machine, connect_file, open_engine
from crm_desktop.store.unit_of_work import Store
from tests.scale.results import Result, against, middle_half, percentile
from tests.scale.stores import NAME, WORKED_AT, BigStore, copied
from tests.stores import TEST_KEY

CALLS, WARM_UP = 240, 40
BARE_GOAL, GROWTH_GOAL = 2.0, 1.3
_CODES = (
    "NO_ANSWER",
    "BUSY",
    "NOT_INTERESTED",
    "CALL_BACK",
    "NO_ANSWER",
    "SWITCHED_OFF",
    "INTERESTED",
    "NO_ANSWER",
)

Statement = tuple[str, Any, bool]


@dataclass
class Script:
    """The statements of each act in order, BEGIN and COMMIT included."""

    dials: list[list[Statement]] = field(default_factory=list)
    completions: list[list[Statement]] = field(default_factory=list)


class Shift:
    """One caller working a big store through the service."""

    def __init__(self, big: BigStore, store: Store, clock: SetClock) -> None:
        self._asha: Actor = big.asha
        self._clock = clock
        self._calling = CallingService(store)
        found = self._calling.next_lead(self._asha, big.campaign_id)
        assert isinstance(found, NextLead), found
        self._shown = found
        self._codes = cycle(_CODES)

    def dial(self) -> CompleteCall:
        """Dial the lead on the screen; gives the command that ends the call."""
        shown = self._shown
        call_id = new_id()
        dial = Dial(new_id(), call_id, shown.lead.id, shown.campaign.id, shown.phone.phone_id, "by_hand")
        self._calling.dial(self._asha, dial)
        self._clock.move(seconds=40)
        code = next(self._codes)
        result = next(d for d in shown.campaign.dispositions if d.code == code)
        at = self._clock.now() + timedelta(hours=26) if result.needs_next_date else None
        return CompleteCall(new_id(), call_id, result.id, "Asked for the rate", at)

    def complete(self, command: CompleteCall) -> Completed:
        """Give the result and have the next lead."""
        return self._calling.complete_and_next(self._asha, command)

    def show(self, done: Completed) -> None:
        """Take over the next lead."""
        assert isinstance(done.next, NextLead), done.next
        self._shown = done.next


@dataclass
class Times:
    """Milliseconds of each call: by the clock, and of the processor alone."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Add one."""
        begun, used = time.perf_counter(), time.thread_time()
        yield
        self.processor.append(1000 * (time.thread_time() - used))
        self.clock.append(1000 * (time.perf_counter() - begun))


def run(sizes: Sequence[int]) -> list[Result]:
    """The service's typical time against the bare statements' at each size, and the growth between sizes."""
    results: list[Result] = []
    measured = measure(sizes)
    for size, times in measured.items():
        for what, goal in (("result and next lead", BARE_GOAL), ("dial", None)):
            ours, bare = times[what], times[f"bare {what}"]
            note = (
                f"p95 {percentile(ours.clock, 0.95):.1f} ms, bare {percentile(bare.clock, 0.95):.1f} ms; "
                f"processor {middle_half(ours.processor):.2f} ms, bare {middle_half(bare.processor):.2f} ms"
            )
            results.append(against(what, size, middle_half(ours.clock), middle_half(bare.clock), goal, note))
    small, big = (measured[size] for size in (min(sizes), max(sizes)))
    if big is not small:
        for what, goal in (("result and next lead", GROWTH_GOAL), ("bare result and next lead", None)):
            name = f"{what}, against {min(sizes):,} leads"
            results.append(
                against(name, max(sizes), middle_half(big[what].clock), middle_half(small[what].clock), goal)
            )
    return results


def measure(sizes: Sequence[int]) -> dict[int, dict[str, Times]]:
    """How long each dial and each completion takes at each size, through the service and bare.

    All of them take turns, call by call: the machine's pace changes from one minute to the next by more than
    what is looked for.
    """
    with ExitStack() as stack:
        contests = {size: Contest(size, stack) for size in sizes}
        os.sync()  # or the disk would still be busy with the copies, the longer the bigger they are
        gc.collect()
        gc.freeze()  # the scripts are not the program's: its collector need not walk over them
        for turn in range(CALLS):
            in_order = list(contests.values())
            for contest in in_order if turn % 2 else reversed(in_order):
                contest.play(turn)
    for contest in contests.values():
        for each in contest.times.values():
            del each.clock[:WARM_UP], each.processor[:WARM_UP]
    return {size: contest.times for size, contest in contests.items()}


class Contest:
    """One size: a store worked through the service, and its twin worked by the bare statements."""

    def __init__(self, size: int, stack: ExitStack) -> None:
        names = ("result and next lead", "dial", "bare result and next lead", "bare dial")
        self.times = {name: Times() for name in names}
        first = stack.enter_context(copied(size))
        first.store.close()  # people are signed in; from here on every copy is the same
        paths = [_copy(first.folder, name) for name in ("record", "replay", "timed")]
        self._script = _record(first, paths[0])
        paths[0].unlink()
        self._bare = _driver_connection(paths[1])
        stack.callback(self._bare.close)
        clock = SetClock(WORKED_AT)
        store = Store(open_engine(paths[2], TEST_KEY), clock)
        stack.callback(store.close)
        self._shift = Shift(first, store, clock)
        _play(self._bare, self._script.dials[0])  # how the shift's first lead came

    def play(self, turn: int) -> None:
        """One call on either side."""
        times, shift, script = self.times, self._shift, self._script
        with times["dial"].measured():
            command = shift.dial()
        with times["result and next lead"].measured():
            done = shift.complete(command)
        shift.show(done)
        with times["bare dial"].measured():
            _play(self._bare, script.dials[turn + 1])
        with times["bare result and next lead"].measured():
            _play(self._bare, script.completions[turn])


def _record(big: BigStore, path: Path) -> Script:
    """Work the whole shift once and write down what goes to the driver."""
    clock = SetClock(WORKED_AT)
    script = Script()
    with heard_statements() as heard:
        store = Store(open_engine(path, TEST_KEY), clock)
        with store.read():
            pass  # connected: from here on only the shift is heard
        heard.clear()
        shift = Shift(big, store, clock)
        script.dials.append(_taken(heard))
        for _ in range(CALLS):
            command = shift.dial()
            script.dials.append(_taken(heard))
            done = shift.complete(command)
            script.completions.append(_taken(heard))
            shift.show(done)
        store.close()
    return script


def _taken(heard: list[Statement]) -> list[Statement]:
    taken = heard.copy()
    heard.clear()
    return taken


@contextmanager
def heard_statements() -> Iterator[list[Statement]]:
    """Every statement that connections opened meanwhile send to the file, commits included."""
    import sqlcipher3.dbapi2 as sqlcipher

    heard: list[Statement] = []

    class HeardCursor(sqlcipher.Cursor):  # type: ignore[misc]
        """Writes down what is executed."""

        def execute(self, sql: str, values: Any = ()) -> Any:
            """As the driver's own."""
            heard.append((sql, values, False))
            return super().execute(sql, values)

        def executemany(self, sql: str, values: Any) -> Any:
            """As the driver's own."""
            heard.append((sql, list(values), True))
            return super().executemany(sql, heard[-1][1])

    class HeardConnection(sqlcipher.Connection):  # type: ignore[misc]
        """Hands out cursors that write down."""

        def cursor(self, factory: Any = HeardCursor) -> Any:
            """As the driver's own."""
            return super().cursor(factory)

        def commit(self) -> None:
            """As the driver's own."""
            heard.append(("COMMIT", (), False))
            super().commit()

    connect = sqlcipher.connect
    sqlcipher.connect = partial(connect, factory=HeardConnection)
    try:
        yield heard
    finally:
        sqlcipher.connect = connect


def _play(connection: Any, statements: Sequence[Statement]) -> None:
    """Run statements through the bare driver, every row fetched."""
    for sql, values, many in statements:
        cursor = connection.executemany(sql, values) if many else connection.execute(sql, values)
        cursor.fetchall()


def _driver_connection(path: Path) -> Any:
    """A bare connection set up as the engine sets up its own."""
    return connect_file(path, TEST_KEY, cache_mb=max(8, cache_for_this_machine() // 2))


def _copy(folder: Path, name: str) -> Path:
    path = folder / f"{name}.db"
    shutil.copyfile(folder / NAME, path)
    return path


def profile(size: int) -> None:
    """Print where the time of a completion goes, and its statements."""
    import cProfile
    import pstats

    with copied(size) as big:
        shift = Shift(big, big.store, big.clock)
        profiler = cProfile.Profile()
        for _ in range(CALLS):
            command = shift.dial()
            profiler.enable()
            done = shift.complete(command)
            profiler.disable()
            shift.show(done)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
        pstats.Stats(profiler).sort_stats("cumtime").print_stats("crm_desktop", 60)


def statements(size: int) -> None:
    """Print the statements of one completion with the bare milliseconds each takes."""
    with copied(size) as first:
        first.store.close()
        paths = [_copy(first.folder, name) for name in ("record", "replay")]
        script = _record(first, paths[0])
        bare = _driver_connection(paths[1])
        _play(bare, script.dials[0])
        spent: dict[str, list[float]] = {}
        for turn in range(CALLS):
            _play(bare, script.dials[turn + 1])
            for each in script.completions[turn]:
                begun = time.perf_counter()
                _play(bare, [each])
                spent.setdefault(" ".join(each[0].split())[:150], []).append(time.perf_counter() - begun)
        print(f"{sum(len(c) for c in script.completions) / CALLS:.1f} statements a completion")
        for sql, seconds in sorted(spent.items(), key=lambda s: -sum(s[1])):
            print(f"{1000 * sum(seconds) / CALLS:8.3f} ms {len(seconds) / CALLS:5.2f} × {sql}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["profile", size]:
            profile(int(size))
        case ["statements", size]:
            statements(int(size))
        case [size]:
            for each in run([int(size)]):
                print(each)
