"""The window while the team's server is away from the start on, and when it asks for the password again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.ui.calling.states import State
from crm_desktop.ui.entrance.going_on import GoOnCard
from crm_desktop.ui.entrance.password import NewPasswordCard
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.shell.away_page import AwayPage
from tests.away_office import IMRAN, AwayOffice, server_away
from tests.ui.entrance.away import at_work, banner, kill, page_of, press, settle
from tests.ui.entrance.places import Place

NEW = "quite another word"


def test_the_morning_goes_on_with_the_call_that_was_interrupted(
    away_office: AwayOffice, workstation: Place, qtbot: QtBot
) -> None:
    place = workstation
    program, presenter = at_work(place)
    desk: Any = program.desk
    keeper = desk.session.services.offline.keeper
    place.until(lambda: keeper.count(desk.session.actor) > 1, timeout=10_000)  # kept for bad times
    name = presenter.lead.lead.name
    press(qtbot, Qt.Key.Key_Space)
    place.until(lambda: presenter.call is not None and not presenter.is_moving, timeout=10_000)
    presenter.note.typed("she asked for the rate")
    presenter.note.flush()
    place.until(lambda: presenter.note.is_saved)
    kill(place, program)
    with server_away(away_office):
        program = place.start()
        place.sign_in(program, "imran", IMRAN)
        presenter = page_of(program).presenter
        place.until(lambda: presenter.state is State.AFTER, timeout=10_000)
        assert presenter.lead.lead.name == name
        assert presenter.is_recovered
        assert "Signed in without the server" in banner(program).text or "1 waiting" in banner(program).text
        settle(place, program)
        desk = program.desk
        press(qtbot, Qt.Key.Key_1)
        press(qtbot, Qt.Key.Key_Return)
        place.until(lambda: presenter.state is State.PREVIEW, timeout=10_000)
        assert presenter.lead.lead.name != name
        assert "1 waiting" in banner(program).text
        settle(place, program)
        press(qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        waiting = desk.window.deck.current_page
        assert isinstance(waiting, AwayPage)
        assert "needs the team" in waiting.state.title.text()
        press(qtbot, Qt.Key.Key_Return)
        assert desk.window.deck.current_id == "calling"
        desk.window.open_page("leads")
        assert isinstance(desk.window.deck.current_page, AwayPage)
    place.until(lambda: banner(program) is None, timeout=20_000)
    assert not isinstance(desk.window.deck.current_page, AwayPage)
    place.until(lambda: desk.window.deck.current_page.table.model().rowCount() > 0, timeout=10_000)
    assert away_office.ask("SELECT state, note FROM calls") == [("closed", "she asked for the rate")]


def test_a_wrong_password_and_one_too_old_are_told_at_the_card(
    away_office: AwayOffice, workstation: Place
) -> None:
    place = workstation
    program = place.start()
    place.sign_in(program, "imran", IMRAN)
    settle(place, program)
    kill(place, program)
    with server_away(away_office):
        program = place.start()
        place.wait_open(program)
        card = program.flow.card
        assert isinstance(card, SignInCard)
        card.person.set_text("imran")
        card.password.set_text("a guess")
        card.submit()
        place.until(lambda: bool(card.password.error()), timeout=10_000)
        assert card.password.error() == "The password is wrong. Try again."
        away_office.clock.by = timedelta(hours=13)
        card.password.set_text(IMRAN)
        card.submit()
        place.until(lambda: bool(card.trouble.words()), timeout=10_000)
        assert "more than 12 hours old" in card.trouble.words()
        assert program.desk is None


def test_a_one_time_password_set_in_use_is_asked_for_after_the_call(
    away_office: AwayOffice, workstation: Place, qtbot: QtBot
) -> None:
    place = workstation
    program, _ = at_work(place)
    once = away_office.as_admin(
        lambda services, admin: services.people.set_one_time_password(admin, away_office.imran_id)
    )
    desk: Any = program.desk
    place.until(lambda: desk.window.is_covered, timeout=10_000)
    card = desk.window._cover.card
    assert isinstance(card, GoOnCard)
    card.password.set_text("not this one")
    card.submit()
    place.until(lambda: bool(card.password.error()), timeout=10_000)
    card.password.set_text(once)
    press(qtbot, Qt.Key.Key_Return)
    place.until(lambda: isinstance(desk.window._cover.card, NewPasswordCard), timeout=10_000)
    chosen = desk.window._cover.card
    chosen.new.set_text(NEW)
    chosen.again.set_text(NEW)
    chosen.submit()
    place.until(lambda: not desk.window.is_covered, timeout=10_000)
    place.until(lambda: banner(program) is None, timeout=10_000)
    assert program.desk is desk


def test_on_a_call_nothing_covers_the_window_and_the_result_is_kept(
    away_office: AwayOffice, workstation: Place, qtbot: QtBot
) -> None:
    place = workstation
    program, presenter = at_work(place)
    press(qtbot, Qt.Key.Key_Space)
    place.until(lambda: presenter.call is not None and not presenter.is_moving, timeout=10_000)
    away_office.as_admin(
        lambda services, admin: services.people.set_one_time_password(admin, away_office.imran_id)
    )
    place.until(lambda: banner(program) is not None, timeout=10_000)
    desk: Any = program.desk
    assert not desk.window.is_covered
    assert [act.text for act in banner(program).acts] == ["Type the password"]
    assert presenter.call is not None
    banner(program).acts[0].run()
    assert not desk.window.is_covered
