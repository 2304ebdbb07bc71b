"""The call-backs page of a person with 5,000 open ones: `python -m tests.scale callbacks`.

From the key to the paint, as the page does it: read, laid out, the whole window drawn; all in one thread,
so that nothing is hidden, and calm as the program is. Once for today, once for days with hundreds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from crm_desktop.clock import SetClock
from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.ids import new_id
from crm_desktop.services.leads import NewLead
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import callbacks
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.ops import InlineOperations, calm
from crm_desktop.ui.theme import apply_theme, load_icons
from tests.conftest import TEST_NOW
from tests.factories import Office, make_office
from tests.scale.results import Result, absolute, middle, percentile
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.scene import Scene, make_services, open_scene, settle

OPEN, LEADS, ROUNDS = 5_000, 500, 30
GOAL_MS = 100


def run(sizes: Sequence[int]) -> list[Result]:
    """p95 from asking to painted; the store's size plays no part, so it is measured once."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    folder = Path(mkdtemp())
    clock = SetClock(TEST_NOW)
    store = Store(open_engine(migrated_file(folder / "store.db"), TEST_KEY), clock)
    office = make_office(store)
    _fill(store, office)
    scene = open_scene(
        make_services(store), clock, office.asha, InlineOperations(), folder / "window.ini", page="callbacks"
    )
    calm.begin()
    calm.settle()
    today = _rounds(scene, lambda step: 0)
    days = _rounds(scene, lambda step: 1 + step % 13)
    calm.end()
    scene.window.close()
    store.close()
    return [
        _result("call-backs of 5,000 open, today painted", today),
        _result("call-backs of 5,000 open, another day painted", days),
    ]


def _fill(store: Store, office: Office) -> None:
    """A tenth overdue, the others over three weeks."""
    dice, services = random.Random(5), make_services(store)
    leads = [
        services.leads.create(office.asha, NewLead(f"Lead {no}", (f"98{no:08d}",))).id for no in range(LEADS)
    ]
    rows = [
        {
            "id": new_id(),
            "lead_id": leads[no % LEADS],
            "owner_id": office.asha.person_id,
            "due_at": TEST_NOW + timedelta(minutes=dice.randint(-3_000, 30_000)),
            "note": "Asks about part-payment charges; wife will co-apply",
            "state": CallbackState.OPEN.value,
            "kind": "promise",
            "created_at": TEST_NOW,
            "version": 1,
            "moved_count": 0,
        }
        for no in range(OPEN)
    ]
    with store.write(office.asha) as work:
        work.connection.execute(insert(callbacks), rows)


def _rounds(scene: Scene, place: Callable[[int], int]) -> list[float]:
    """Milliseconds from choosing a day to the painted window, each round."""
    page, window = scene.callbacks, scene.window
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    found = []
    for step in range(ROUNDS + 2):
        wanted = place(step)
        begun = perf_counter()
        if page.strip.place() == wanted:
            page.read()
        else:
            page.strip.choose(wanted)
        painter = QPainter(image)
        window.render(painter, QPoint())
        painter.end()
        found.append((perf_counter() - begun) * 1000)
        settle()
        assert page.model.rowCount() > 100
    return found[2:]  # the first ones fill caches of fonts and statements


def _result(name: str, times: list[float]) -> Result:
    note = f"p50 {middle(times):.1f} ms of {len(times)}"
    return absolute(f"{name}, p95", OPEN, percentile(times, 0.95), GOAL_MS, note=note)
