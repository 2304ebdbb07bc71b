"""Draws every step of the import page for looking at: python -m tests.ui.imports.pictures --out DIR"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.imports.desk import Wish
from crm_desktop.ui.ops import InlineOperations, ProgressState
from crm_desktop.ui.theme import apply_theme, load_icons
from crm_desktop.ui.widgets.focus import install_focus_ring
from tests.conftest import TEST_NOW
from tests.stores import TEST_KEY, migrated_file
from tests.ui.imports.samples import ImportDesk, make_desk, outlook, property_fair


class Camera:
    """Takes pictures of one window in one look."""

    def __init__(self, app: QApplication, desk: ImportDesk, out: Path, look: str) -> None:
        self.app, self.desk, self.out, self.look = app, desk, out, look

    def settle(self) -> None:
        """Let layouts and repaints happen."""
        for _ in range(6):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.app.processEvents()

    def shoot(self, name: str) -> None:
        """Save a picture."""
        self.settle()
        self.desk.window.grab().save(str(self.out / f"{name}-{self.look}.png"))


def draw(app: QApplication, folder: Path, out: Path, look: str, size: tuple[int, int]) -> None:
    """All steps of one import in one look."""
    store_path = migrated_file(folder / f"{look}.db")
    clock = SetClock(TEST_NOW)
    store = Store(open_engine(store_path, TEST_KEY, cache_mb=32), clock)
    ops = InlineOperations()
    settings = QSettings(str(folder / f"{look}.ini"), QSettings.Format.IniFormat)
    desk = make_desk(store, clock, ops, settings)
    page = desk.page
    desk.window.setMinimumSize(200, 200)
    desk.window.resize(*size)
    camera = Camera(app, desk, out, look)
    camera.shoot("1-file-empty")
    fake = folder / "holiday.csv"
    fake.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    page.open_wish(Wish(fake))
    camera.shoot("1-file-refused")
    page.open_wish(Wish(property_fair(folder / "property-fair-nov.xlsx", 30)))
    camera.shoot("2-columns")
    page.columns.only.click()
    camera.shoot("2-columns-only-questions")
    page.columns.only.click()
    page.columns.show_questions()
    camera.shoot("2-questions")
    page.columns.show_table()
    if not page.columns.split.tabs.isHidden():
        page.columns.split.tabs.choose(1)
        camera.shoot("2-truth")
        page.columns.split.tabs.choose(0)
    page.back()
    camera.shoot("1-file-read")
    page.next()
    page.next()
    page.next()
    camera.shoot("3-duplicates")
    page.result.show_running("property-fair-nov.xlsx")
    page.wizard.go(3, "running")
    page.result.running.tell(ProgressState(2140, 4812, "", 5.2))
    page.result.running.ask()
    camera.shoot("4-running")
    page.wizard.go(2, "duplicates")
    page.run()
    camera.shoot("4-result")
    page.ask_undo()
    camera.shoot("4-undo-asked")
    page.result.done.part.close_()
    page.another()
    camera.shoot("1-file-past")
    page.ask_undo()
    camera.shoot("1-file-undo-asked")
    page.file.past.part.yes.click()
    camera.shoot("1-file-undone")
    page.open_wish(Wish(outlook(folder / "outlook-contacts.csv")))
    camera.shoot("2-outlook")
    desk.window.close()
    desk.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ops.close()
    store.close()


LOOKS = {
    "1366": ((1366, 768), "light", 1.0),
    "1366-dark": ((1366, 768), "dark", 1.0),
    "1920": ((1920, 1080), "light", 1.0),
    "911": ((911, 512), "light", 1.0),
    "150": ((1366, 768), "light", 1.5),
    "1920-150-dark": ((1920, 1080), "dark", 1.5),
}


def main() -> None:
    """Draw the looks asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("looks", nargs="*", default=list(LOOKS))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_icons()
    install_focus_ring(app)
    for look in asked.looks:
        size, mode, zoom = LOOKS[look]
        apply_theme(app, mode, zoom)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            draw(app, Path(folder), asked.out, look, size)


if __name__ == "__main__":
    main()
