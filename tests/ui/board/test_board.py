"""The board in the real window: order, events, acts by key, the wall; and the bar at the caller's desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.presence import State as Presence
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.ui.board.page import AWAY, BoardPage
from crm_desktop.ui.board.people_model import NEED, PERSON, STATE
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.calling.told import BAR
from crm_desktop.ui.widgets import paint
from tests.factories import AGREED
from tests.ui.board.office import NAMES, Team, make_team, open_board
from tests.ui.calling.stage import OtherPage, Stage, press, type_text
from tests.ui.walk import assert_sound


def texts(page: BoardPage, column: int) -> list[str]:
    model = page.people.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def tell(stage: Stage, *topics: str) -> None:
    """Another workstation's change is heard of."""
    stage.ops.changes.announce(topics, None)


def choose(page: BoardPage, name: str) -> None:
    page.people.table.selectRow(texts(page, PERSON).index(name))


def banner(page: object) -> str:
    notices = page.context.notices.banners  # type: ignore[attr-defined]
    return next((f"{n.lead_in} {n.text}".strip() for n in notices if n.id == BAR), "")


@pytest.fixture
def team(stage: Stage) -> Team:
    for no in range(12):
        stage.add(f"Meera Kulkarni {no}")
    return make_team(stage, NAMES[:3])


def test_events_move_one_row_and_clocks_need_nobody(stage: Stage, team: Team) -> None:
    assert not stage.open(stage.office.asha).context.frame.open_page("board"), "a caller has no board"
    calling, asha, imran = stage.services.calling, stage.office.asha, stage.office.imran
    calling.release(asha)
    page = open_board(stage, stage.ops)
    assert sorted(texts(page, PERSON)) == sorted(["Asha Pawar", "Imran Sheikh", *NAMES[:3]])
    assert texts(page, NEED) == [""] * 5
    board, asked = page.session.services.board, []
    whole = board.whole
    board.whole = lambda actor: asked.append(actor) or whole(actor)  # type: ignore[method-assign]

    choose(page, NAMES[2])
    calling.pause(imran, "Tea", new_id())
    tell(stage, "people")
    stage.clock.move(minutes=27)
    team.beat()
    for _ in range(2):
        page.watch._tick()
    place = texts(page, PERSON).index("Imran Sheikh")
    assert texts(page, NEED)[place] == "break over by 12 min"
    assert texts(page, STATE)[place] == "Tea 27:00"
    assert {texts(page, NEED)[n] for n in range(5) if n != place} == {"no lead for 27 min"}
    assert page.people.table.currentIndex().row() == texts(page, PERSON).index(NAMES[2])
    assert page.person.end_break.isHidden()

    found = calling.next_lead(asha, stage.campaign.id)
    assert isinstance(found, NextLead)
    tell(stage, "queue")
    choose(page, "Asha Pawar")
    assert page.person.on.text() == f"{stage.campaign.name} · {found.lead.name}"
    assert "not dialling for 27 min" in texts(page, NEED)
    assert page.counts.states[Presence.BREAK].number.text() == "1"
    assert asked == [], "the whole team is read once"

    page.watch.failed.emit(UserError("The server can't be reached."))
    assert AWAY in [notice.id for notice in page.context.notices.banners]
    page.watch._is_failing = True
    page.watch._on_beat()
    assert AWAY not in [notice.id for notice in page.context.notices.banners]
    page.deactivate()
    assert not page.watch._clock.isActive()


def test_a_note_is_read_with_one_key_and_never_in_a_results_way(stage: Stage, team: Team) -> None:
    caller = stage.open(stage.office.asha)
    press(caller, "Space")
    press(caller, "Ctrl+Enter")
    assert caller.presenter.state is State.AFTER
    page = open_board(stage, stage.ops)
    choose(page, "Asha Pawar")
    page.people.table.setFocus()
    press(page, "N")
    press(page, "Enter")
    QApplication.processEvents()
    assert page.note_box.line.error() == "The note is empty. Type a line."
    type_text(page, "Call-backs first, please")
    press(page, "Enter")
    QApplication.processEvents()
    assert not page.note_box.isVisible()
    assert page.person.sent[0][0].text() == "Call-backs first, please"
    assert page.person.sent[0][1].text().endswith("not read yet")
    assert banner(caller) == "", "a result is being entered"
    caller.window().activateWindow()
    caller.presenter.flow.press_result(3)
    assert banner(caller) == "Joseph Lobo: Call-backs first, please"
    notes = stage.services.desk_notes
    notes.send(stage.office.lead, stage.office.asha.person_id, "And smile", new_id())
    tell(stage, "notes")
    assert banner(caller).endswith("(1 more)")
    caller.window().activateWindow()
    QTest.qWaitForWindowActive(caller.window(), 2000)
    QTest.keyClick(caller.window(), Qt.Key.Key_F7)
    assert banner(caller) == "Joseph Lobo: And smile"
    assert page.person.sent[1][1].text().startswith("read ")
    caller.presenter.told.dismiss()
    assert banner(caller) == ""
    assert notes.mine(stage.office.asha) == ()


def test_a_forgotten_break_is_ended_at_the_desk_too(stage: Stage, team: Team) -> None:
    caller = stage.open(stage.office.asha)
    caller.presenter.ask._break("Tea")
    assert caller.presenter.state is State.BREAK
    stage.clock.move(minutes=40)
    team.beat()
    page = open_board(stage, stage.ops)
    choose(page, "Asha Pawar")
    assert not page.person.end_break.isHidden()
    page.people.table.setFocus()
    press(page, "E")
    assert caller.presenter.state is State.PREVIEW
    assert caller.presenter.countdown_s is None, "nobody may be there: nothing is dialled by itself"
    assert banner(caller) == "Joseph Lobo ended your break (Tea): you are ready again."
    assert texts(page, STATE)[texts(page, PERSON).index("Asha Pawar")].startswith("Ready")
    page.end_break()
    assert page.person.end_break.isHidden()


def test_moving_takes_the_calling_screen_along_and_can_be_taken_back(stage: Stage, team: Team) -> None:
    caller = stage.open(stage.office.asha)
    press(caller, "Space")
    answer = {"answer": AGREED, "days": frozenset(range(7))}
    other = stage.services.campaigns.create(stage.office.admin, NewCampaign("Car loan", **answer))  # type: ignore[arg-type]
    stage.add("Zoya Mirza", campaign_id=other.id)
    page = open_board(stage, stage.ops)
    choose(page, "Asha Pawar")
    page.people.table.setFocus()
    press(page, "M")
    assert [page.move_box.to.itemText(n) for n in range(page.move_box.to.count())] == ["Car loan: 1 now"]
    press(page, "Ctrl+Enter")
    assert not page.move_box.isVisible()
    assert caller.presenter.campaign is not None
    assert caller.presenter.campaign.id == stage.campaign.id, "the call in hand comes first"
    caller.window().activateWindow()
    press(caller, "Ctrl+Enter")
    caller.presenter.flow.press_result(3)
    assert caller.presenter.campaign is not None
    assert caller.presenter.campaign.name == "Car loan"
    assert caller.presenter.lead is not None
    assert caller.presenter.lead.lead.name == "Zoya Mirza"
    assert banner(caller) == "Joseph Lobo moved you to Car loan."
    page.context.notices.take_undo()
    caller.presenter.told.dismiss()
    assert caller.presenter.campaign.id == stage.campaign.id
    assert banner(caller) == f"Joseph Lobo moved you to {stage.campaign.name}."


def test_why_leads_and_the_wall_by_one_key_each(
    stage: Stage, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {"answer": AGREED, "days": frozenset(range(7))}
    still = stage.services.campaigns.create(stage.office.admin, NewCampaign("Car loan", **answer))  # type: ignore[arg-type]
    for no in range(3):
        stage.add(f"Zoya Mirza {no}", campaign_id=still.id)
    stage.services.campaigns.pause(stage.office.admin, still.id, "New rates on Monday")
    team.call(stage.office.asha, "CALL_BACK", 1, callback_at=stage.clock.now() + timedelta(minutes=5))
    found = stage.services.calling.next_lead(stage.office.asha, stage.campaign.id)
    assert isinstance(found, NextLead)
    stage.clock.move(minutes=30)
    team.beat()
    stage.services.calling.renew(stage.office.asha)
    page = open_board(stage, stage.ops)
    assert page.campaigns.lines[0].name.text() == "Car loan", "what stands still comes first"
    assert page.campaigns.lines[0].lasts.text() == "Paused for everyone"
    press(page, "W")
    assert page.why_box.isVisible()
    assert page.why_box.panel.blocked.number.text() == "3"
    press(page, "Esc")
    assert not page.why_box.isVisible()
    choose(page, "Asha Pawar")
    OtherPage.opened.clear()
    page.people.table.setFocus()

    press(page, "F11")
    assert page.wall is not None
    said: list[str] = []
    draw = paint.text

    def heard(painter: QPainter, rect: object, words: str, *rest: object) -> None:
        said.append(words)
        draw(painter, rect, words, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(paint, "text", heard)
    page.wall.resize(1920, 1080)
    page.wall.render(QImage(1920, 1080, QImage.Format.Format_RGB32))
    whole = " | ".join(said)
    assert "not dialling for 30 min" in whole
    assert "Asha Pawar" in whole
    assert "Meera Kulkarni" not in whole, "nothing of a customer"
    page.deactivate()
    assert page.watch._clock.isActive(), "the wall lives on"
    QTest.keyClick(page.wall, Qt.Key.Key_Escape)
    assert page.wall is None

    page.window().activateWindow()
    page.hand_out()
    page.open_promises()
    page.open_week()
    opened, promises, week = OtherPage.opened
    first, last = promises["on"]  # type: ignore[misc]
    assert (promises["report"], (last - first).days) == ("follow-ups", 7)  # of a Monday too
    assert week == {"report": "agent-day", "period": "last_week", "compared": True}
    assert opened["hand_out"] is True
    assert opened["query"].campaign == str(stage.campaign.id)  # type: ignore[attr-defined]


def test_the_board_has_names_and_words_and_room(stage: Stage, team: Team, pseudo_language: None) -> None:
    stage.services.calling.pause(stage.office.asha, "Tea", new_id())
    stage.clock.move(minutes=40)
    team.beat()
    stage.services.desk_notes.send(stage.office.lead, stage.office.asha.person_id, "Hello", new_id())
    page = open_board(stage, stage.ops, 1920, 1080)
    choose(page, "Asha Pawar")
    assert_sound(page, pseudo=True)
    for ask, box in ((page.ask_note, "note_box"), (page.ask_move, "move_box"), (page.ask_why, "why_box")):
        ask()
        QApplication.processEvents()
        assert_sound(getattr(page, box), pseudo=True)
        getattr(page, box).dismiss()
    page.window().resize(911, 512)
    QApplication.processEvents()
    assert_sound(page)
