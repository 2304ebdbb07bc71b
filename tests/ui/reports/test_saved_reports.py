"""Saved reports on their page: saved by key, shown, planned, deleted and put back; the paper they come on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from crm_desktop.clock import SetClock
from crm_desktop.errors import UserError
from crm_desktop.services.logo import HIGHEST, WIDEST
from crm_desktop.store.tables import leads
from crm_desktop.ui.paper import unwatched
from crm_desktop.ui.reports.paper import paper_of
from crm_desktop.ui.reports.paper_chart import chart_of
from crm_desktop.ui.reports.written_by_itself import later_words
from crm_desktop.ui.settings.logo import read_logo
from tests.ui.entrance.places import Place
from tests.ui.reports.test_reports_pages import reports_page
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_report_is_saved_shown_planned_and_deleted(busy: Place, qtbot: QtBot, tmp_path: Path) -> None:
    desk, page = reports_page(busy)
    services, actor = desk.session.services, desk.session.actor
    with services.opened.store.write(None) as work:
        some = select(leads.c.id).where(leads.c.no % 2 == 0)
        work.connection.execute(update(leads).where(leads.c.id.in_(some)).values(source="इंडियामार्ट"))
    page.open(report="calls")
    page.by.setCurrentIndex(page.by.findData("hour"))
    busy.until(lambda: desk.ops.is_idle)
    assert page.found is not None
    everything = page.found.table.total.values["calls"]
    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_K)
    busy.until(lambda: page.narrowing.isVisible())
    page.narrowing.source.setCurrentIndex(page.narrowing.source.findData("इंडियामार्ट"))
    assert_sound(desk.window)
    qtbot.keyClick(page.narrowing.source, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle)
    some_calls = page.found.table.total.values["calls"]
    assert isinstance(some_calls, int)
    assert isinstance(everything, int)
    assert 0 < some_calls < everything
    assert page.found.hours is not None
    assert page.found.hours.total.values["calls"] == some_calls  # the chart is of the same calls
    assert page.choices.narrow.words() == "इंडियामार्ट"

    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_S)
    busy.until(lambda: page.desk.list.isVisible())
    assert_sound(desk.window)
    qtbot.keyClick(page.desk.list.save, Qt.Key.Key_S, CTRL)
    form = page.desk.names
    busy.until(lambda: form.isVisible())
    assert form.name.text() == "Calls, today"
    form.name.set_text("  ")
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle)
    assert form.name.error() == "A saved report needs a name. Type one."
    form.name.set_text("कॉल, आज")
    form.share.setChecked(True)
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle and not form.isVisible())
    (saved,) = services.saved_reports.all(actor)
    assert (saved.name, saved.asks.source, saved.asks.by, saved.is_shared) == (
        "कॉल, आज", "इंडियामार्ट", "hour", True,
    )  # fmt: skip

    page.choices.keep_to(type(page.choices.kept_to)())
    page.open(report="sales")
    busy.until(lambda: desk.ops.is_idle)
    page.open_saved()
    busy.until(lambda: page.desk.list.isVisible())
    qtbot.keyClick(page.desk.list.buttons[saved.id], Qt.Key.Key_Space)
    busy.until(lambda: desk.ops.is_idle and page.found is not None and page.found.table.report == "calls")
    assert page.found.table.total.values["calls"] == some_calls

    page.desk.schedule.ask(page.saved, saved)
    page.desk.schedule.folder.set_text("nowhere")
    page.desk.schedule.submit()
    busy.until(lambda: desk.ops.is_idle)
    assert "no whole path" in page.desk.schedule.folder.error()
    out = tmp_path / "out"
    out.mkdir()
    page.desk.schedule.folder.set_text(str(out))
    page.desk.schedule.format.choose(2)
    page.desk.schedule.at.setTime(QTime(21, 0))
    page.desk.schedule.submit()
    busy.until(lambda: desk.ops.is_idle and not page.desk.schedule.isVisible())
    assert isinstance(busy.clock, SetClock)
    busy.clock.move(hours=3)
    desk.written.look()
    busy.until(lambda: desk.ops.is_idle)
    assert [f.name for f in out.iterdir()] == ["कॉल, आज 2026-11-20.pdf"]
    out.rename(tmp_path / "away")
    busy.clock.move(hours=24)  # a Saturday, worked on in India
    desk.written.look()
    busy.until(lambda: desk.ops.is_idle)
    told = services.saved_reports.named(actor, "कॉल, आज").planned
    assert told is not None
    assert "isn't there now" in told.trouble, told
    busy.until(lambda: bool(desk.notices.banners), timeout=15_000)
    assert desk.notices.banners[0].lead_in == "कॉल, आज wasn’t written."
    assert desk.notices.banners[0].text.endswith(later_words())
    page.open_saved()
    busy.until(lambda: page.desk.list.isVisible())
    assert_sound(desk.window)
    page.desk.list.dismiss()

    page.desk.list.delete_asked.emit(saved)
    busy.until(lambda: desk.ops.is_idle)
    assert services.saved_reports.all(actor) == ()
    desk.notices.take_undo()
    busy.until(lambda: desk.ops.is_idle)
    assert services.saved_reports.named(actor, "कॉल, आज").planned is not None


def test_the_paper_has_logo_and_chart(busy: Place, tmp_path: Path) -> None:
    desk, page = reports_page(busy)
    assert page.found is not None
    picture = QImage(1400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#b3261e"))
    picture.save(str(tmp_path / "logo.jpg"))
    png = read_logo(tmp_path / "logo.jpg")
    kept = QImage.fromData(png)
    assert (kept.width() <= WIDEST, kept.height() <= HIGHEST) == (True, True)
    services, actor = desk.session.services, desk.session.actor
    services.logo.set(actor, png)
    assert services.logo.get(actor) == png
    (tmp_path / "none.png").write_bytes(b"no picture")
    with pytest.raises(UserError, match="no picture"):
        read_logo(tmp_path / "none.png")
    with pytest.raises(UserError, match="no picture"):
        services.logo.set(actor, b"no picture")
    wide = QImage(3000, 10, QImage.Format.Format_RGB32)
    wide.save(str(tmp_path / "wide.png"))
    with pytest.raises(UserError, match="too large"):
        services.logo.set(actor, (tmp_path / "wide.png").read_bytes())
    assert chart_of(page.found.table, 260) is not None
    plain, full = tmp_path / "plain.pdf", tmp_path / "full.pdf"
    paper_of("Shakti Finance", b"")(page.found.table, plain, unwatched)
    paper_of("Shakti Finance", png)(page.found.table, full, unwatched)
    images = [file.read_bytes().count(b"/Subtype /Image") for file in (plain, full)]
    assert images == [1, 2]
