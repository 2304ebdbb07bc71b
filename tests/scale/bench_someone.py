"""Someone called: the last digits and whole numbers among a million leads, against the bare SQL, and painted.

`python -m tests.scale someone`. The bare SQL is the program's own statement with the driver's own values, in
one transaction, its rows fetched as plain tuples. Painted: from the key pressed in the panel over the window
until its list shows who was found, through the lanes the program uses.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from crm_desktop.domain.callers import FEWEST_DIGITS, MOST_FOUND, asked
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.services.callers import CallerService
from crm_desktop.store.callers import by_last_digits, digits_given, known_at
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, services_on
from tests.scale.lead_store import BENCH_DIR, CACHE_MB, lead_file, lead_store
from tests.scale.made_up import phone_of
from tests.scale.results import Result, absolute, against, middle, percentile, table
from tests.stores import TEST_KEY

ROUNDS, PAINTED = 240, 120
BARE, PAINTED_MS = 1.3, 30.0
FAMILY = 50

# Every second lead was called, half of them by Asha: those she knows although they are nobody's.
_CALLS = """INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, closed_at,
 disposition_code, disposition_label, phone_id)
 SELECT randomblob(16), l.id, CASE l.no % 4 WHEN 0 THEN ? ELSE ? END, 'out', 'closed', 'marked',
 l.created_at + l.no * 1000000, l.created_at + l.no * 1000000 + 60000000, 'NO_ANSWER', 'No answer',
 lp.phone_id FROM leads l JOIN lead_phones lp ON lp.lead_id = l.id WHERE l.no % 2 = 0 AND lp.position = 1"""
_TRIED = """UPDATE phones SET last_attempt_at = (SELECT max(dialled_at) FROM calls WHERE phone_id = phones.id)
 WHERE id IN (SELECT phone_id FROM calls)"""
_SAID = """UPDATE leads SET last_call_at = created_at + no * 1000000, last_result = 'No answer'
 WHERE no % 2 = 0"""


def called_store(size: int) -> tuple[Store, Office]:
    """A copy of the made-up leads, every second of which was called once."""
    plain, office = lead_store(size)
    plain.close()
    file = lead_file(size).with_name(f"called-{lead_file(size).name}")
    if not file.exists():
        building = BENCH_DIR / f"called-{size}.building"
        shutil.copyfile(lead_file(size), building)
        store = Store(open_engine(building, TEST_KEY, cache_mb=CACHE_MB), plain.clock)
        with store.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(_CALLS, (office.asha.person_id.bytes, office.imran.person_id.bytes))
            raw.execute(_TRIED)
            raw.execute(_SAID)
            raw.execute("COMMIT")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        building.replace(file)
    return Store(open_engine(file, TEST_KEY, cache_mb=CACHE_MB), plain.clock), office


def typed_texts(size: int) -> dict[str, list[str]]:
    """The last four to seven digits of numbers that are there, and whole numbers."""
    chosen = random.Random(11)
    found: dict[str, list[str]] = {"4 digits": [], "5–7 digits": [], "whole number": []}
    for _ in range(ROUNDS):
        number = phone_of(chosen.randrange(size), size)
        found["4 digits"].append(number[-4:])
        found["5–7 digits"].append(number[-chosen.randint(5, 7) :])
        found["whole number"].append(number.removeprefix("+91"))
    return found


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


class _Bare:
    """The program's statements, asked of the driver alone."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor

    def ask(self, raw: Any, work: Any, typed: str) -> None:
        """One look-up with a fetch of plain tuples."""
        wanted = asked(typed, "IN")
        if wanted.e164:
            statement = known_at(self._actor.reach(Permission.SEE_LEADS), FAMILY)
            given: dict[str, Any] = {"e164": wanted.e164}
        else:
            reach = self._actor.reach(Permission.SEE_LEADS)
            is_longer = len(wanted.digits) > FEWEST_DIGITS
            statement = by_last_digits(reach, MOST_FOUND + 1, is_longer=is_longer)
            given = digits_given(wanted.digits)
        given |= {"me": self._actor.person_id, "team": self._actor.team_id}
        names = {name for name, _ in statement.binds(work)}
        values = statement.parameters(work, **{n: v for n, v in given.items() if n in names})
        raw.execute("BEGIN")
        raw.execute(statement.sql(work), values).fetchall()
        raw.execute("COMMIT")


def _measure(store: Store, who: Actor, name: str, kind: str, texts: Sequence[str], size: int) -> list[Result]:
    service, bare = CallerService(store), _Bare(store, who)
    ours: list[float] = []
    plain: list[float] = []
    with store.read(who) as work, store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        connection.rollback()
        for typed in texts:  # each connection has a cache of its own: both warm
            service.find(who, typed)
            bare.ask(raw, work, typed)
        for at, typed in enumerate(texts):
            # Whoever comes first brings the pages in for the other: they take turns.
            for is_ours in (at % 2 == 0, at % 2 == 1):
                if is_ours:
                    ours.append(_ms(lambda t=typed: service.find(who, t)))  # type: ignore[misc]
                else:
                    plain.append(_ms(lambda t=typed: bare.ask(raw, work, t)))  # type: ignore[misc]
    what = f"{name}, {kind}"
    return [
        against(f"{what}: p50 ÷ bare SQL", size, middle(ours), middle(plain), BARE),
        absolute(f"{what}: p95", size, percentile(ours, 0.95), None),
    ]


def _painted(store: Store, who: Actor, texts: dict[str, list[str]], size: int) -> dict[str, list[float]]:
    """From the last key to the list on the screen, each kind by itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from crm_desktop.store.seat import Seat
    from crm_desktop.ui.callers.desk import CallerDesk
    from crm_desktop.ui.ops import Operations
    from crm_desktop.ui.session import Session
    from crm_desktop.ui.shell.notices import Notices
    from crm_desktop.ui.shell.window import MainWindow, ShellContext
    from crm_desktop.ui.theme import apply_theme, load_icons

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    with tempfile.TemporaryDirectory() as folder:
        seat = Seat.open(Path(folder), "bench", TEST_KEY)
        ops, notices = Operations(), Notices()
        session = Session(who, services_on(store, Path(folder), seat), seat, store.clock)
        ini = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(ShellContext(ops, notices, ini, session, services=session, pages=()))
        desk = CallerDesk(session, ops, notices, window)
        window.resize(1366, 768)
        window.show()
        QTest.qWaitForWindowExposed(window)
        desk.open()
        panel = desk.panel
        shown: dict[str, list[float]] = {kind: [] for kind in texts}
        mixed = [(kind, typed) for kind, some in texts.items() for typed in some[: PAINTED // len(texts)]]
        random.Random(5).shuffle(mixed)
        for kind, typed in mixed:
            panel.edit.setText(typed[:-1])
            while not ops.is_idle:
                app.processEvents()
            begun = time.perf_counter()
            QTest.keyClick(panel.edit, typed[-1])
            while not (ops.is_idle and desk._found is not None and desk._found.asked == asked(typed, "IN")):
                app.processEvents()
            panel.list.viewport().repaint()
            shown[kind].append((time.perf_counter() - begun) * 1000)
        ops.close()
        window.close()
        window.deleteLater()
        app.processEvents()
        seat.close()
    return shown


def run(sizes: Sequence[int]) -> list[Result]:
    """Each way of typing, for a telecaller and a team lead, at each size."""
    found: list[Result] = []
    for size in sizes:
        store, office = called_store(size)
        texts = typed_texts(size)
        for name, who in (("caller", office.asha), ("team lead", office.lead)):
            for kind, some in texts.items():
                found += _measure(store, who, name, kind, some, size)
            shown = _painted(store, who, texts, size)
            goal = PAINTED_MS if size >= 1_000_000 else None
            for kind, times in shown.items():
                found.append(absolute(f"{name}, {kind}, painted: p95", size, percentile(times, 0.95), goal))
        store.close()
    return found


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [10_000])))
