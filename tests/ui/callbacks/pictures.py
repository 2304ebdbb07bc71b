"""Draws the call-backs page with appointments: `python -m tests.ui.callbacks.pictures --out DIR`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from crm_desktop.clock import SetClock
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.leads import NewLead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import callbacks as callback_rows
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.callbacks import printing
from crm_desktop.ui.callbacks.page import CallbacksPage
from crm_desktop.ui.callbacks.watcher import CallbackWatcher
from crm_desktop.ui.paper import open_pdf, paint_pages
from tests.factories import Office, make_office
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.pictures import Photographer, Studio, nothing, studios
from tests.ui.leads.scene import Scene, make_services, settle
from tests.ui.looks import Album, run

Act = Callable[[Scene], object]

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZoneInfo("Asia/Kolkata"))
NAMES = (
    "Meera Kulkarni", "சுப்ரமணியம் இராமச்சந்திரன்", "अनुराधा देशपांडे", "Bhaskar Reddy", "Omkar Shinde",
    "Thiruvengadam Venkatasubramaniam Ramachandran", "Lalita Joshi", "Farah Siddiqui", "Dilip Bhatt",
)  # fmt: skip


def fill(store: Store, office: Office) -> None:
    """Call-backs of every kind, and appointments."""
    services = make_services(store)
    for no, name in enumerate(NAMES * 4):
        lead = services.leads.create(office.asha, NewLead(f"{name}", (f"98000 {no + 100:05d}",)))
        due = NOW + timedelta(minutes=(-75, -6, 20, 95, 1500, 3000, 4300, 9000, 30_000)[no % 9] + no)
        made = new_id()
        with store.write(office.asha) as work:
            note = ("Wants the rate on paper", "", "Birthday", "पत्नी से बात करके बताएँगे")[no % 4]
            Callbacks(work).add(
                Callback(
                    made, lead.id, None, office.asha.person_id, due, note, CallbackState.OPEN, NOW, None, 1
                )
            )
            kind = {1: {"kind": "missed_call"}, 2: {"kind": "reminder", "occasion_on": 20261205}}.get(no % 4)
            if kind:
                work.connection.execute(
                    callback_rows.update().where(callback_rows.c.id == made).values(**kind)
                )
        if no < 6:
            at = NOW + timedelta(hours=(-1, 1, 24, 26, 80, 400)[no], minutes=18)
            if at > NOW:
                services.appointments.book(
                    office.asha, BookAppointment(new_id(), lead.id, "Test drive", at, place="Baner showroom")
                )


def _today(scene: Scene) -> None:
    scene.callbacks.table.setFocus()


def _slot(scene: Scene) -> None:
    page: CallbacksPage = scene.callbacks
    page.strip.choose(1)
    page.table.setFocus()


def _change(scene: Scene) -> None:
    _slot(scene)
    settle()
    scene.callbacks.desk.change()
    settle()
    booker = scene.callbacks.desk._booker
    assert booker is not None
    booker.when.field.set_text("kal ya parso 11 baje")


def due(scene: Scene) -> None:
    """With the banner."""
    watcher = CallbackWatcher(
        scene.session, scene.ops, scene.notices, scene.window, scene.window, lambda *_: True
    )
    watcher.start()
    settle()
    watcher._timer.stop()


def asked(name: str) -> Callable[[Scene], None]:
    """The card asks something."""

    def act(scene: Scene) -> None:
        getattr(scene.callbacks, f"ask_{name}")()
        if name == "move":
            scene.callbacks.card.move_box.field.set_text("kal 4 baje")

    return act


def _paper(album: Album, scene: Scene) -> None:
    """The list of today on A4, and the page it was asked on."""
    made = printing._make(scene.callbacks)
    assert made is not None
    sheet, name, _ = made
    file = album.out / "callbacks-a4.pdf"
    paint_pages(open_pdf(file, name), sheet(), name)
    album.keep_paper(file)


SCENES: tuple[tuple[str, Act], ...] = (
    ("today", _today), ("slot", _slot), ("book", _change), ("due", due), ("move", asked("move")),
    ("hand", asked("hand_over")), ("done", asked("done")),
)  # fmt: skip


def draw(album: Album) -> None:
    """Every scene, in an office with appointments, and in one without anything."""
    clock = SetClock(NOW)
    folder = Path(tempfile.mkdtemp())
    store = Store(open_engine(migrated_file(folder / "store.db"), TEST_KEY), clock)
    studio = Studio(store, make_office(store), clock, folder)
    fill(store, studio.office)
    shoot = Photographer(album, "callbacks").shoot
    for name, act in SCENES:
        shoot(name, studio, act, page="callbacks", who="asha")
    shoot("paper", studio, partial(_paper, album), page="callbacks", who="asha")
    store.close()
    with studios(200) as (full, empty):
        shoot("few", full, nothing, page="callbacks", who="asha")
        shoot("empty", empty, nothing, page="callbacks", who="asha")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
