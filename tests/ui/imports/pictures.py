"""Draws every step of the import page for looking at: python -m tests.ui.imports.pictures --out DIR"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from crm_desktop.clock import SetClock
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.imports.desk import Wish
from crm_desktop.ui.ops import InlineOperations, ProgressState
from tests.conftest import TEST_NOW
from tests.stores import TEST_KEY, migrated_file
from tests.ui.imports.samples import make_desk, outlook, property_fair
from tests.ui.looks import Album, run


def _draw(album: Album, folder: Path) -> None:
    store_path = migrated_file(folder / "store.db")
    clock = SetClock(TEST_NOW)
    store = Store(open_engine(store_path, TEST_KEY, cache_mb=32), clock)
    ops = InlineOperations()
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    desk = make_desk(store, clock, ops, settings)
    page = desk.page
    desk.window.setMinimumSize(200, 200)

    def shoot(name: str) -> None:
        album.settle()
        album.take(desk.window, f"imports-{name}")

    shoot("1-file-empty")
    fake = folder / "holiday.csv"
    fake.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    page.open_wish(Wish(fake))
    shoot("1-file-refused")
    page.open_wish(Wish(property_fair(folder / "property-fair-nov.xlsx", 30)))
    shoot("2-columns")
    page.columns.only.click()
    shoot("2-columns-only-questions")
    page.columns.only.click()
    page.columns.show_questions()
    shoot("2-questions")
    page.columns.show_table()
    if not page.columns.split.tabs.isHidden():
        page.columns.split.tabs.choose(1)
        shoot("2-truth")
        page.columns.split.tabs.choose(0)
    page.back()
    shoot("1-file-read")
    page.next()
    page.next()
    page.next()
    shoot("3-why-answered")
    for name in ("asked", "customers", "agreed", "list", "later"):
        page.why.cards[name].click()
        shoot(f"3-why-{name}")
        if name == "asked":
            page.why.fields.how.setCurrentIndex(page.why.fields.how.count() - 1)
            page.next()
            shoot("3-why-asked-once")
            if not page.why.split.tabs.isHidden():
                page.why.split.tabs.choose(1)
                shoot("3-why-follows")
                page.why.split.tabs.choose(0)
    page.next()
    shoot("4-duplicates")
    page.result.show_running("property-fair-nov.xlsx")
    page.wizard.go(4, "running")
    page.result.running.tell(ProgressState(2140, 4812, "", 5.2))
    page.result.running.ask()
    shoot("5-running")
    page.wizard.go(3, "duplicates")
    page.run()
    shoot("5-result")
    page.ask_undo()
    shoot("5-undo-asked")
    page.result.done.part.close_()
    page.another()
    shoot("1-file-past")
    page.ask_undo()
    shoot("1-file-undo-asked")
    page.file.past.part.yes.click()
    shoot("1-file-undone")
    enquiries = folder / "enquiries.csv"
    days = ("26/11/2026", "20/11/2026", "18/11/2026", "02/11/2026", "")
    lines = [f"Caller {n},98200000{n:02d},{days[n % 5]}" for n in range(40)]
    enquiries.write_text("\n".join(["Name,Mobile,Enquiry date", *lines]), "utf-8")
    page.open_wish(Wish(enquiries))
    while page.state() != "why":
        page.next()
    page.why.cards["asked"].click()
    page.why.fields.proof.set_text("Form on the website")
    shoot("3-why-column")
    if not page.why.split.tabs.isHidden():
        page.why.split.tabs.choose(1)
        shoot("3-why-column-follows")
        page.why.split.tabs.choose(0)
    page.open_wish(Wish(outlook(folder / "outlook-contacts.csv")))
    shoot("2-outlook")
    desk.window.close()
    desk.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    ops.close()
    store.close()


def draw(album: Album) -> None:
    """All steps of one import."""
    with tempfile.TemporaryDirectory() as folder:
        _draw(album, Path(folder))


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
