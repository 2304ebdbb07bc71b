"""The own day on My day, the team's states on People, the alert of a long break, the lock as absence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.domain.presence import State
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State as Calling
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.password import LockCard
from crm_desktop.ui.people.page import PeoplePage
from crm_desktop.ui.presence import watcher
from crm_desktop.ui.reports.my_day import SPANS, MyDayPage
from crm_desktop.ui.settings.page import SettingsPage
from crm_desktop.ui.settings.workspace import WorkspacePart
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound

FROM, TO, STATE, FOR, WHY = range(5)


def signed_in(place: Place, name: str) -> Desk:
    program = place.start()
    place.sign_in(program, name)
    desk = program.desk
    assert desk is not None
    place.until(lambda: desk.ops.is_idle)
    return desk


def caller(place: Place, number: int = 0) -> str:
    return (place.folder / "callers.txt").read_text("utf-8").splitlines()[number]


def on_break(desk: Desk, place: Place, qtbot: QtBot) -> CallingPage:
    desk.window.open_page("calling")
    page = desk.window.deck.current_page
    assert isinstance(page, CallingPage)
    place.until(lambda: desk.ops.is_idle)
    qtbot.keyClick(page, Qt.Key.Key_B)
    qtbot.keyClick(page, Qt.Key.Key_1)
    place.until(lambda: page.presenter.state is Calling.BREAK and desk.ops.is_idle)
    return page


def later(place: Place, desk: Desk, **gap: float) -> None:
    """Time passes, with the heartbeat."""
    clock = place.clock
    assert isinstance(clock, SetClock)
    clock.set(clock.now() + timedelta(**gap))
    desk.session.services.people.touch(desk.session.actor)


def banners(desk: Desk) -> list[str]:
    return [f"{n.lead_in} {n.text}" for n in desk.notices.banners if n.id == watcher.BANNER]


def test_the_own_day_as_strip_and_in_words(evening: Place, qtbot: QtBot) -> None:
    desk = signed_in(evening, caller(evening))
    desk.window.open_page("day")
    page = desk.window.deck.current_page
    assert isinstance(page, MyDayPage)
    evening.until(lambda: desk.ops.is_idle and bool(page.strip.spans))
    spans, model = page.strip.spans, page.spans.model_
    assert_sound(desk.window)
    qtbot.mouseClick(page.strip.strip, Qt.MouseButton.LeftButton, pos=_point(page, "Lunch"))
    assert page.tabs.index() == SPANS
    row = page.spans.currentIndex().row()
    told = [str(model.index(row, column).data()) for column in range(5)]
    assert told == ["13:30", "14:27", "Break", "57 min", "Lunch, 12 min over"]
    qtbot.keyClick(page.spans, Qt.Key.Key_Up)
    assert model.index(page.spans.currentIndex().row(), FROM).data() == "14:27"
    states = [str(model.index(n, STATE).data()) for n in range(model.rowCount())]
    assert states.count("Break") == 3
    assert "Signed out" in states  # from 19:05 to the sign-in at 19:10
    assert len(states) == len(spans) + 1
    described = page.strip.strip.accessibleDescription()
    assert "Break: 1 h 36 min" in described
    assert "Over the limit: 12 min" in described
    assert "Away: 12 min" in described


def _point(page: MyDayPage, reason: str) -> QPoint:
    strip = page.strip.strip
    span = next(s for s in page.strip.spans if s.reason == reason)
    start, end = strip.extent()
    middle = span.began + (span.until - span.began) / 2
    return QPoint(int(strip.width() * ((middle - start) / (end - start))), strip.height() // 4)


def test_the_day_grows_and_hears_of_a_break(evening: Place, qtbot: QtBot) -> None:
    desk = signed_in(evening, caller(evening))
    on_break(desk, evening, qtbot)
    desk.window.open_page("day")
    page = desk.window.deck.current_page
    assert isinstance(page, MyDayPage)
    evening.until(lambda: desk.ops.is_idle)
    later(evening, desk, minutes=16)
    page.strip.grow()
    last = page.strip.spans[-1]
    assert (last.state, last.is_open, last.over_s) == (State.BREAK, True, 60)
    first = [str(page.spans.model_.index(0, column).data()) for column in range(5)]
    assert first == ["19:10", "now", "Break", "16 min", "Tea, 1 min over"]


def test_a_long_break_is_told_once(evening: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = signed_in(evening, caller(evening))
    told: list[str] = []
    monkeypatch.setattr(desk.breaks, "_tell_system", lambda title, text: told.append(text))
    page = on_break(desk, evening, qtbot)
    later(evening, desk, minutes=14)
    desk.breaks.look()
    evening.until(lambda: desk.ops.is_idle)
    assert banners(desk) == []
    later(evening, desk, minutes=2)
    desk.breaks.look()
    evening.until(lambda: desk.ops.is_idle)
    assert banners(desk) == ["Your break is over: Tea may take 15 minutes, and began at 19:10."]
    desk.notices.dismiss(watcher.BANNER)
    desk.breaks.look()
    evening.until(lambda: desk.ops.is_idle)
    assert banners(desk) == []
    assert len(told) == 1
    qtbot.keyClick(page, Qt.Key.Key_Space)
    evening.until(lambda: page.presenter.state is not Calling.BREAK and desk.ops.is_idle)
    assert desk.session.services.presence.current_break(desk.session.actor) is None


def test_a_lock_is_absence_and_no_break_ends_by_it(evening: Place, qtbot: QtBot) -> None:
    desk = signed_in(evening, caller(evening))
    presence, actor = desk.session.services.presence, desk.session.actor

    def unlock() -> None:
        (card,) = desk.window.findChildren(LockCard)
        card.asked.emit(PASSWORD)
        evening.until(lambda: not desk.window.is_covered and desk.ops.is_idle)

    desk.idle.idle.emit()
    evening.until(lambda: desk.ops.is_idle)
    now = presence.mine_now(actor)
    assert (now.state, now.reason) == (State.AWAY, "idle")
    unlock()
    assert presence.mine_now(actor).state is State.READY
    page = on_break(desk, evening, qtbot)
    desk.lock()
    evening.until(lambda: desk.ops.is_idle)
    assert presence.mine_now(actor).state is State.BREAK
    unlock()
    assert presence.mine_now(actor).state is State.BREAK
    assert page.presenter.state is Calling.BREAK


def test_the_team_as_it_is_now(evening: Place, qtbot: QtBot) -> None:
    desk = signed_in(evening, "asha.pawar")
    desk.window.open_page("people")
    page = desk.window.deck.current_page
    assert isinstance(page, PeoplePage)
    evening.until(lambda: desk.ops.is_idle)
    assert_sound(desk.window)

    def told() -> dict[str, tuple[str, str]]:
        rows = range(page.model.rowCount())
        return {
            str(page.model.index(n, 6).data()): tuple(str(page.model.index(n, c).data()) for c in (1, 2))  # type: ignore[misc]
            for n in rows
        }

    first, second, third = (caller(evening, n) for n in range(3))
    assert told()[first] == ("Signed out", "Today 19:05")
    assert told()[second] == ("Break: Tea", "18:50 · 20 min, 5 min over")
    assert told()[third] == ("Away", "19:02 · 8 min")
    person = next(p for p in page._people.values() if p.sign_in_name == second)
    page.table.selectRow(page.model.row_of(person.id))
    evening.until(lambda: desk.ops.is_idle and bool(page.card.day.spans))
    assert page.card.day.spans[-1].reason == "Tea"
    services = desk.session.services
    other = services.people.sign_in(first, PASSWORD, "elsewhere").actor
    services.calling.pause(other, "Washroom", other.session_id)
    desk.upkeep.look_for_news()
    evening.until(lambda: told()[first][0] == "Break: Washroom")
    assert page.model.key(page.table.currentIndex().row()) == person.id  # the row chosen stays


def test_an_admin_says_how_long_breaks_may_take(evening: Place) -> None:
    desk = signed_in(evening, "asha.pawar")
    desk.window.open_page("settings", part="workspace")
    page = desk.window.deck.current_page
    assert isinstance(page, SettingsPage)
    evening.until(lambda: desk.ops.is_idle)
    part = page.part
    assert isinstance(part, WorkspacePart)
    assert part.numbers["break_minutes_lunch"].value() == 45
    part.numbers["break_minutes_lunch"].setValue(30)
    part.save()
    evening.until(lambda: desk.ops.is_idle)
    assert desk.session.services.settings.break_minutes()["Lunch"] == 30
