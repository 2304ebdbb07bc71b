"""Draws the call-backs page with appointments: `python -m tests.ui.callbacks.pictures --out DIR`."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.leads import NewLead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import callbacks as callback_rows
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.callbacks.page import CallbacksPage
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.theme import apply_theme, load_icons
from crm_desktop.ui.widgets.focus import install_focus_ring
from tests.factories import Office, make_office
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.scene import Scene, make_services, open_scene, settle

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZoneInfo("Asia/Kolkata"))
NAMES = (
    "Meera Kulkarni", "சுப்ரமணியம் இராமச்சந்திரன்", "अनुराधा देशपांडे", "Bhaskar Reddy", "Omkar Shinde",
    "Thiruvengadam Venkatasubramaniam Ramachandran", "Lalita Joshi", "Farah Siddiqui", "Dilip Bhatt",
)  # fmt: skip
SIZES = (
    ("light", 1.0, 1366, 768),
    ("dark", 1.0, 1920, 1080),
    ("light", 1.5, 1366, 768),
    ("dark", 1.0, 911, 512),
)


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


def _draw(out: Path, theme: str, zoom: float, width: int, height: int) -> None:
    clock = SetClock(NOW)
    folder = Path(tempfile.mkdtemp())
    file = folder / "store.db"
    store = Store(open_engine(migrated_file(file), TEST_KEY), clock)
    office = make_office(store)
    fill(store, office)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark" if theme == "dark" else "light", zoom)
    scene = open_scene(
        make_services(store), clock, office.asha, InlineOperations(), folder / "w.ini", page="callbacks",
        size=(width, height),
    )  # fmt: skip
    stem = f"{theme}-{int(zoom * 100)}-{width}"
    for name, act in ACTS.items():
        act(scene)
        settle()
        scene.window.grab().save(str(out / f"{name}-{stem}.png"))
    scene.window.close()


def _today(scene: Scene) -> None:
    scene.callbacks.table.setFocus()


def _slot(scene: Scene) -> None:
    page: CallbacksPage = scene.callbacks
    page.strip.choose(1)
    page.table.setFocus()


def _change(scene: Scene) -> None:
    scene.callbacks.desk.change()
    settle()
    booker = scene.callbacks.desk._booker
    assert booker is not None
    booker.when.field.set_text("kal ya parso 11 baje")


ACTS = {"today": _today, "slot": _slot, "book": _change}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_icons()
    install_focus_ring(app)
    for size in SIZES:
        _draw(out, *size)


if __name__ == "__main__":
    main()
