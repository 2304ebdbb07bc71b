"""A workbook as an office brings it, from the file to the next call, by keyboard and mouse."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.services.lawful import Ahead
from crm_desktop.ui.imports.choice_card import ChoiceCard
from tests.ui.imports.samples import ImportDesk, focus_name, property_fair

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(
    desk: ImportDesk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is."""
    target = desk.window.focusWidget() or desk.window
    QTest.keyClick(target, key, modifier)


def choose(box: object, words: str) -> None:
    """Choose an entry of a combo box as a person does: its text, then `activated`."""
    from PySide6.QtWidgets import QComboBox

    assert isinstance(box, QComboBox)
    place = box.findText(words)
    assert place >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def names(desk: ImportDesk) -> set[str]:
    """Everyone in the store."""
    found = desk.leads.rows_by_no(desk.office.admin, desk.leads.numbers(desk.office.admin, LeadQuery()))
    return {row.name for row in found}


def test_from_the_file_to_the_next_call(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    desk.window.open_page("import", path=str(property_fair(tmp_path / "fair.xlsx")))
    assert page.state() == "columns"
    assert page.wizard.file_name.text() == "fair.xlsx"
    table = page.columns.table.rows
    assert table.rowCount() == 12  # neither the two title rows nor the total
    assert "2 rows above the headings, 1 row of totals" in page.file.reading.left_out.text()
    assert table.data(table.index(1, 2)) == "+91 98000 01014"
    bad = [row.no for row in page.draft.checked.rows if row.refused]
    assert bad == [11]
    assert page.draft.checked.rows[2].cells[1].ground == "bad"  # a made-up number, another beside it

    truth = page.columns.truth.preview
    assert truth is not None
    assert (truth.created, truth.updated, truth.skipped, truth.refused) == (10, 0, 1, 1)
    assert truth.created + truth.updated + truth.skipped + truth.refused == truth.rows == 12

    # questions come first; answering them maps the values
    press(desk, KEY.Key_Return, CTRL)
    assert page.columns.shows_questions
    lines = {line.question.value: line for line in page.columns.questions.lines}
    assert set(lines) == {"05/12/2026", "Pooja", "zzz"}
    choose(lines["zzz"].box, "Busy")
    choose(lines["Pooja"].box, "Imran Sheikh")
    choose(lines["05/12/2026"].box, "Day first: 05/11 is 5 November")
    assert not page.draft.open_questions()
    assert page.draft.mapping.values["result"] == {"zzz": "BUSY"}
    shown = [row.cells[5].text for row in page.draft.checked.rows]
    assert "zzz → Busy" in shown

    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "why"
    assert focus_name(desk.window) == "As answered for Home loan, November: They agreed"
    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "duplicates"
    assert focus_name(desk.window) == "Skip: leave the lead as it is"
    assert isinstance(desk.window.focusWidget(), ChoiceCard)
    press(desk, KEY.Key_Down)
    assert page.draft.duplicates == "fill"
    assert page.duplicates.truth.preview.updated == 1
    assert "row 13, Anil Wagh, +91 98000 01001" in page.duplicates.example.text()

    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "result"
    done = page.result.done
    assert done.title.text() == "10 new leads in Home loan, November"
    result = done.result
    assert (result.created, result.updated, result.skipped, result.refused, result.read) == (10, 1, 0, 1, 12)
    assert focus_name(desk.window) == "Start calling"
    with (tmp_path / "fair - refused.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][-1] == "Reason"
    assert len(rows) == 2
    assert rows[1][1] == "12345"
    assert {"Vikram Solanki", "Anil Wagh", "Shabnam Kazi"} <= names(desk)

    press(desk, KEY.Key_Return, CTRL)
    assert desk.other("calling").shown == [{"campaign_id": result.campaign_id}]
    settings = page.session.services.settings
    assert settings.get(desk.office.admin, "last_campaign") == str(result.campaign_id)


def test_undo_from_the_result(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    for _ in range(4):
        press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "result"
    assert len(names(desk)) == 10
    press(desk, KEY.Key_U, ALT)
    part = page.result.done.part
    assert part.is_asking
    assert focus_name(desk.window) == "Keep it"
    press(desk, KEY.Key_Escape)
    assert not part.is_asking
    assert len(names(desk)) == 10
    press(desk, KEY.Key_U, ALT)
    QTest.mouseClick(part.yes, Qt.MouseButton.LeftButton)
    assert part.words.text() == "Taken back: 10 leads removed, 0 set back, 0 kept."
    assert names(desk) == set()
    assert not page.can_undo()
    assert page.foot.next.isHidden()


def test_undo_from_the_list_keeps_leads_that_were_worked_on(
    desk: ImportDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    page, admin = desk.page, desk.office.admin
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    for _ in range(4):
        press(desk, KEY.Key_Return, CTRL)
    found = desk.leads.find(admin, "Joseph")
    from crm_desktop.ids import new_id

    desk.leads.add_note(admin, found[0].id, "Speaks Konkani", new_id())
    press(desk, KEY.Key_Escape)  # done: back to the file step
    assert page.state() == "file"
    past = page.file.past
    assert past.chosen().file_name == "fair.xlsx"
    assert "10 new + 0 changed + 1 skipped + 1 refused = 12 rows" in past.detail.text()
    press(desk, KEY.Key_U, ALT)
    qtbot.mouseClick(past.part.yes, Qt.MouseButton.LeftButton)
    assert past.part.words.text() == "Taken back: 9 leads removed, 0 set back, 1 kept."
    kept = past.part.kept.model()
    assert kept.data(kept.index(0, 0)) == "Joseph Lobo"
    assert kept.data(kept.index(0, 1)) == "Someone wrote a note since."
    assert names(desk) == {"Joseph Lobo"}
    assert past.chosen().state == "undone"
    assert not page.can_undo()


def test_the_leads_of_this_import(desk: ImportDesk, tmp_path: Path) -> None:
    desk.page.open(path=property_fair(tmp_path / "fair.xlsx"))
    for _ in range(4):
        press(desk, KEY.Key_Return, CTRL)
    press(desk, KEY.Key_L, ALT)
    query = desk.other("leads").shown[-1]["query"]
    assert isinstance(query, LeadQuery)
    assert len(desk.leads.numbers(desk.office.admin, query)) == 10


def test_a_layout_is_remembered(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    box = next(
        b for s, b in page.columns.table.head.boxes.items() if page.columns.table.rows.file_column(s) == 3
    )
    choose(box, "Address")
    for _ in range(4):
        press(desk, KEY.Key_Return, CTRL)
    page.another()
    page.open(path=property_fair(tmp_path / "next fair.xlsx"))
    assert page.draft.found.is_remembered
    assert page.draft.target(3) == "address"
    assert page.draft.undecided() == []


def test_pasted_cells(desk: ImportDesk, monkeypatch: object, tmp_path: Path) -> None:
    page = desk.page
    from PySide6.QtCore import QStandardPaths

    monkeypatch.setattr(  # type: ignore[attr-defined]
        QStandardPaths, "writableLocation", staticmethod(lambda _place: str(tmp_path))
    )
    QGuiApplication.clipboard().setText(
        "Name\tMobile\tCity\nAsha Rao\t98000 03001\tNashik\nNobody\t123\tPune\n"
    )
    press(desk, KEY.Key_V, CTRL)
    assert page.state() == "columns"
    assert page.wizard.file_name.text() == "Pasted cells"
    press(desk, KEY.Key_Return, CTRL)
    press(desk, KEY.Key_Return, CTRL)
    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "result"
    assert page.result.done.result.created == 1
    assert names(desk) == {"Asha Rao"}
    refused = page.result.done.result.refused_file
    assert refused is not None
    assert refused.parent == tmp_path
    QGuiApplication.clipboard().clear()


def test_a_new_campaign_is_named_in_place(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    where = page.columns.where
    choose(where.campaigns, "New campaign …")
    where.new_name.set_text("")
    page.next()  # the questions, once
    page.next()
    assert page.state() == "columns"
    assert where.new_name.error() == "Give the campaign a name."
    QTest.keyClicks(where.new_name.edit, "Property fair")
    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "why"
    press(desk, KEY.Key_Return, CTRL)
    assert "Choose an answer" in page.why.trouble.text()
    press(desk, KEY.Key_3)
    assert page.why.chosen() == "agreed"
    press(desk, KEY.Key_Return, CTRL)
    assert page.why.fields.proof.error()
    QTest.keyClicks(desk.window.focusWidget(), "Form of the fair")
    assert page.why.follows.until.words.text() == "May be called."
    press(desk, KEY.Key_Return, CTRL)
    press(desk, KEY.Key_Return, CTRL)
    assert page.state() == "result", (page.state(), page.why.trouble.text(), page.why.fields.proof.error())
    assert page.result.done.title.text() == "10 new leads in Property fair"
    found = {c.name for c in desk.page.session.services.campaigns.list(desk.office.admin)}
    assert "Property fair" in found


def test_who_answers_before_the_campaign_is_read_is_heard(
    desk: ImportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number, words and Ctrl+Enter while it isn't known yet whether the campaign is answered."""
    page, held = desk.page, list[Ahead]()
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    page.next()  # the questions, once
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(page.why, "show_ahead", held.append)
        press(desk, KEY.Key_Return, CTRL)
        assert page.state() == "why"
        press(desk, KEY.Key_3)
        QTest.keyClicks(desk.window.focusWidget(), "Form of ")
    page.why.show_ahead(held[0])
    QTest.keyClicks(desk.window.focusWidget(), "the fair")
    assert (page.why.chosen(), page.why.fields.proof.text()) == ("agreed", "Form of the fair")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(page.why, "show_ahead", held.append)
        press(desk, KEY.Key_Left, ALT)
        press(desk, KEY.Key_Return, CTRL)
        press(desk, KEY.Key_Return, CTRL)
        assert (page.state(), page.why.is_waiting) == ("why", True)
    page.why.show_ahead(held[-1])
    assert page.state() == "duplicates"
