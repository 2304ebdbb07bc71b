"""What goes wrong is one sentence in place; what is stopped leaves nothing; nobody waits."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Role
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.ops import Changes, Operations
from tests.ui.imports.samples import ImportDesk, make_desk, make_session, outlook, property_fair

JPEG = b"\xff\xd8\xff\xe0" + bytes(400)


HOSTILE = {
    "photo.csv": (JPEG, "“photo.csv” is a picture (JPEG), not a list of leads."),
    "nothing.csv": (b"", "“nothing.csv” is empty. Choose a file with leads in it."),
    "broken.xlsx": (b"PK\x03\x04" + bytes(300), "“broken.xlsx”"),
    "nul.csv": (b"Name,Phone\nAsha,98000\x0003001\n", "NUL bytes"),
    "wide.csv": (b",".join(b"c%d" % n for n in range(5000)) + b"\n" + b"1," * 4999 + b"1\n", "5000 columns"),
}


def test_hostile_files_get_one_sentence(desk: ImportDesk, tmp_path: Path) -> None:
    refusal = desk.page.file.refusal
    for name, (data, sentence) in HOSTILE.items():
        path = tmp_path / name
        path.write_bytes(data)
        desk.page.open(path=path)
        assert refusal.isVisible()
        assert sentence in refusal.words.text()
        assert desk.page.state() == "file"
        assert desk.page.draft is None
        assert not desk.window.notices.banners
    desk.page.open(path=property_fair(tmp_path / "fair.xlsx"))
    assert not refusal.isVisible()
    assert desk.page.state() == "columns"
    desk.page.open(path=tmp_path / "photo.csv")
    assert refusal.words.text().endswith("bring that. “fair.xlsx” is still open.")
    assert desk.page.draft is not None


def test_an_import_that_brought_nobody_says_so(desk: ImportDesk, tmp_path: Path) -> None:
    """No green tick, nobody to call: the refused rows or another file come next."""
    page = desk.page
    path = tmp_path / "bad.csv"
    path.write_text("Name,Mobile\nAsha,12\nRavi,13\n", encoding="utf-8")
    page.open(path=path)
    page.next()
    page.next()
    page.next()
    done = page.result.done
    assert page.state() == "result"
    assert done.title.text() == "Nobody was brought in: every row was refused"
    assert not page.foot.next.isVisible()
    assert page.foot.another.hasFocus()
    good = tmp_path / "good.csv"
    good.write_text("Name,Mobile\nAsha,9820012345\n", encoding="utf-8")
    page.open(path=good)
    page.next()
    page.next()
    page.next()
    assert page.foot.next.isVisible()
    again = tmp_path / "again.csv"
    again.write_bytes(good.read_bytes())
    page.open(path=again)
    page.next()
    page.next()
    page.next()
    assert done.title.text() == "Nobody is new: every row is here already"
    assert page.foot.next.isVisible()  # those who are here can be called


def test_a_file_without_phones_is_told_what_it_needs(desk: ImportDesk, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("age;job;y\n30;services;no\n39;admin.;yes\n", encoding="utf-8")
    desk.page.open(path=path)
    sentence = desk.page.columns.truth.error.text()
    assert "add one to the file" in sentence
    desk.page.next()
    assert desk.page.state() == "columns"


def test_what_was_open_stays_when_the_next_file_is_refused(desk: ImportDesk, tmp_path: Path) -> None:
    desk.page.open(path=property_fair(tmp_path / "fair.xlsx"))
    (tmp_path / "photo.csv").write_bytes(JPEG)
    desk.page.open(path=tmp_path / "photo.csv")
    assert desk.page.draft is not None
    assert desk.page.file.reading.name.text() == "fair.xlsx"
    desk.page.next()
    assert desk.page.state() == "columns"


def test_sheets_headings_encoding_and_separator_can_be_chosen(desk: ImportDesk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Liste\nNom;Téléphone\nZoé Dias;98000 04001\n".encode("cp1252"))
    page, reading = desk.page, desk.page.file.reading
    page.open(path=path)
    page.back()
    assert page.state() == "file"
    assert reading.delimiter.currentData() == ";"
    assert reading.encoding.currentData() == "cp1252"
    reading.encoding.setCurrentIndex(reading.encoding.findData("cp1251"))
    reading.encoding.activated.emit(0)
    assert "Zoй Dias" in str(page.draft.found.table.preview)
    reading.headings.setCurrentIndex(reading.headings.findData(0))
    reading.headings.activated.emit(0)
    assert page.draft.found.table.header_row is None
    assert page.state() == "file"
    reading.delimiter.setCurrentIndex(reading.delimiter.findData("|"))
    reading.delimiter.activated.emit(0)
    assert len(page.draft.found.table.header) == 1


def test_no_column_to_know_a_person_by(desk: ImportDesk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("City,Colour\nPune,red\nNashik,blue\n", encoding="utf-8")
    desk.page.open(path=path)
    assert "No column is a phone number or an e-mail" in desk.page.columns.truth.error.text()
    desk.page.next()
    assert desk.page.state() == "columns"
    assert "No column is a phone number" in desk.window.notices.toasts[-1].text
    desk.page.open(path=property_fair(tmp_path / "fair.xlsx"))
    assert desk.page.columns.truth.error.isHidden()


def test_refused_rows_go_elsewhere_when_the_folder_can_not_be_written(
    desk: ImportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    page.draft.refused_file = tmp_path / "no such folder" / "refused.csv"
    page.next()
    page.next()
    page.next()
    page.next()
    assert page.state() == "file"
    assert "The refused rows can't be saved in the folder" in page.file.refusal.words.text()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(page.ask, "folder", lambda _title, answer: answer(tmp_path / "elsewhere"))
    page.file.refusal.act.click()
    assert page.state() == "result"
    assert page.result.done.result.refused_file == tmp_path / "elsewhere" / "fair - refused.csv"


def test_only_rows_with_a_question(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    rows = page.columns.table.rows
    assert [rows.data(rows.index(at, 0)) for at in range(rows.rowCount())] == ["7", "10", "11", "15"]
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert rows.rowCount() == 12


def test_ninety_columns(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    page.open(path=outlook(tmp_path / "outlook.csv"))
    rows, head = page.columns.table.rows, page.columns.table.head
    assert rows.columnCount() == 1 + 21  # the empty ones are folded away
    assert len(head.boxes) < 12  # only those in view were made
    box = head.boxes[1]
    box.setFocus()
    for _ in range(15):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
    focused = next(section for section, made in head.boxes.items() if made.hasFocus())
    assert focused == 16  # Tab goes through the columns in reading order, also beyond the edge
    assert 0 <= head.sectionViewportPosition(16) < head.viewport().width()
    page.columns.empty.click()
    assert rows.columnCount() == 91


def test_mapping_files(desk: ImportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    page.draft.set_target(3, "state")
    kept = tmp_path / "fair.columns.json"
    monkeypatch.setattr(page.ask, "save", lambda _title, _kinds, _name, answer: answer(kept))
    monkeypatch.setattr(page.ask, "open", lambda _title, _kinds, answer: answer(kept))
    page.columns.where.save.click()
    page.draft.set_target(3, "ignore")
    page.columns.where.load.click()
    assert page.draft.target(3) == "state"
    kept.write_text("{", encoding="utf-8")
    page.columns.where.load.click()
    assert "mapping file is no JSON" in desk.window.notices.banners[0].text


def test_a_file_dropped_on_any_page(desk: ImportDesk, tmp_path: Path) -> None:
    desk.window.open_page("leads")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(property_fair(tmp_path / "fair.xlsx")))])
    where, left, none = QPoint(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(desk.window, drop)
    assert desk.window.deck.current_id == "import"
    assert desk.page.state() == "columns"


def test_ctrl_i_from_anywhere_and_not_for_callers(
    desk: ImportDesk, sqlite_store: Store, clock: SetClock, qtbot: QtBot
) -> None:
    desk.window.open_page("leads")
    QTest.keyClick(desk.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.deck.current_id == "import"
    assert desk.window.rail.button("leads").isChecked()
    assert desk.window.rail.button("import") is None
    assert desk.office.asha.role is Role.TELECALLER
    desk.window.context.services = make_session(sqlite_store, desk.office, clock, desk.office.asha)
    desk.window.set_visitor(desk.office.asha)
    assert not desk.window.open_page("import")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/list.csv")])
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    assert not enter.isAccepted()


# ---- with real threads -------------------------------------------------------------------------------


@pytest.fixture
def slow_desk(
    qtbot: QtBot, sqlite_store: Store, clock: SetClock, changes: Changes, settings: QSettings
) -> object:
    ops = Operations(changes=changes)
    made = make_desk(sqlite_store, clock, ops, settings)
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    ops.close()


def test_a_stopped_import_leaves_nothing(
    slow_desk: ImportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = slow_desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx", 5))
    qtbot.waitUntil(lambda: page.state() == "columns")
    qtbot.waitUntil(lambda: page.columns.truth.preview is not None)
    page.next()
    page.next()
    qtbot.waitUntil(lambda: page.why.chosen() == "as before")
    page.next()
    assert page.state() == "duplicates"
    gate, real = threading.Event(), page.desk.run
    begun = threading.Event()

    def held(found: object, plan: object, progress: object, refused: object) -> object:
        begun.set()
        gate.wait(5)
        return real(found, plan, progress, refused)  # type: ignore[arg-type]

    monkeypatch.setattr(page.desk, "run", held)
    page.next()
    assert page.state() == "running"
    assert begun.wait(5)
    QTest.keyClick(slow_desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert page.result.running.is_asking
    QTest.keyClick(slow_desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert not page.result.running.is_asking
    QTest.keyClick(slow_desk.window.focusWidget(), Qt.Key.Key_Escape)
    page.result.running.stop.click()
    gate.set()
    qtbot.waitUntil(lambda: page.state() == "duplicates")
    admin = slow_desk.office.admin
    assert len(slow_desk.leads.numbers(admin, LeadQuery())) == 0
    assert slow_desk.imports.list(admin) == ()
    assert not list(tmp_path.glob("*refused*"))
    assert slow_desk.window.notices.toasts[-1].text == "The import was stopped. Nothing was changed."
    qtbot.waitUntil(lambda: slow_desk.window.context.ops.is_idle)


def test_the_window_shows_an_import_whose_page_was_left(
    slow_desk: ImportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, window = slow_desk.page, slow_desk.window
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    qtbot.waitUntil(lambda: page.columns.truth.preview is not None)
    page.next()
    page.next()
    qtbot.waitUntil(lambda: page.why.chosen() == "as before")
    page.next()
    gate, real = threading.Event(), page.desk.run

    def held(*arguments: object) -> object:
        gate.wait(5)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(page.desk, "run", held)
    page.next()
    window.open_page("leads")
    assert [ticket.label for ticket in window.notices.tickets] == ["Importing fair.xlsx"]
    gate.set()
    qtbot.waitUntil(lambda: page.state() == "result")
    assert window.notices.tickets == ()
    assert window.notices.toasts[-1].text == "10 new leads in Home loan, November"
    window.open_page("import")
    assert page.result.done.isVisible()
    qtbot.waitUntil(lambda: window.context.ops.is_idle)


def test_one_file_after_another(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    wide, narrow = outlook(tmp_path / "wide.csv"), tmp_path / "narrow.csv"
    narrow.write_text("Name,Phone\nAsha Rao,98000 05001\n", encoding="utf-8")
    for path, columns in ((wide, 22), (narrow, 3), (wide, 22), (narrow, 3)):
        page.open(path=path)
        assert page.columns.table.rows.columnCount() == columns
        assert {box.accessibleName() for box in page.columns.table.head.boxes.values()} <= {
            f"{name} becomes" for name in page.draft.found.table.header
        }
