"""At the desk: lock, another person, closing, upkeep, and a second start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Role
from crm_desktop.ids import new_id
from crm_desktop.services.leads import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.ui.entrance import upkeep
from crm_desktop.ui.entrance.main_window import CLOSE_NOTICE, Desk
from crm_desktop.ui.entrance.password import LockCard, NewPasswordCard
from crm_desktop.ui.entrance.program import forget_number
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.settings.registry import PARTS
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound


@pytest.fixture
def desk(office: Place) -> Desk:
    program = office.start()
    office.sign_in(program)
    assert program.desk is not None
    at = program.desk
    office.until(lambda: at.ops.is_idle)
    return at


def lock_card(desk: Desk) -> LockCard:
    card = desk.window.findChild(LockCard)
    assert isinstance(card, LockCard)
    return card


def shown_texts(window: QWidget) -> str:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return " ".join(labels + [edit.text() for edit in window.findChildren(QLineEdit) if edit.isVisible()])


def test_locked_it_shows_nothing_and_only_the_password_opens_it(
    desk: Desk, office: Place, qtbot: QtBot
) -> None:
    desk.session.services.campaigns.ensure(desk.session.actor, "Secret campaign")
    qtbot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: desk.window.is_covered)
    assert not desk.window.rail.isVisible()
    assert not desk.window.deck.isVisible()
    assert "Secret" not in shown_texts(desk.window)
    assert_sound(desk.window)
    card = lock_card(desk)
    qtbot.keyClicks(card.password.edit, "not this")
    qtbot.keyClick(card.password.edit, Qt.Key.Key_Return)
    office.until(lambda: bool(card.password.error()))
    assert desk.window.is_covered
    qtbot.keyClicks(card.password.edit, PASSWORD)
    qtbot.keyClick(card.password.edit, Qt.Key.Key_Return)
    office.until(lambda: not desk.window.is_covered)
    assert desk.window.rail.isVisible()


def test_it_locks_itself_when_idle_but_never_in_a_call(desk: Desk) -> None:
    seconds = [0.0]
    desk.idle._clock_s = lambda: seconds[0]
    desk.idle.touch()
    desk.window.set_presence("on_call", "On a call")
    seconds[0] = 3600
    desk.idle.look()
    assert not desk.window.is_covered
    desk.window.set_presence("wrap_up", "After the call")
    seconds[0] = 7200
    desk.idle.look()
    desk.lock()
    assert not desk.window.is_covered
    desk.window.set_presence("ready", "Ready")
    seconds[0] = 7200 + 9 * 60
    desk.idle.look()
    assert not desk.window.is_covered
    seconds[0] = 7200 + 10 * 60
    desk.idle.look()
    assert desk.window.is_covered


def test_another_person_sees_nothing_of_the_first(desk: Desk, office: Place, qtbot: QtBot) -> None:
    (program,) = office.programs
    people = desk.session.services.people
    people.add(desk.session.actor, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    desk.notices.warn("Something of Asha's")
    QGuiApplication.clipboard().setText("+91 98000 00390")
    first = desk.window
    desk.window.acts.trigger("session.switch")
    office.until(lambda: program.desk is None)
    card = program.flow.card
    assert isinstance(card, SignInCard)
    assert card.password.text() == ""
    assert QGuiApplication.clipboard().text() == ""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(first)
    office.sign_in(program, "imran")
    second = program.desk
    assert second is not None
    assert second is not desk
    assert second.session.actor.name == "Imran Sheikh"
    assert "Asha" not in shown_texts(second.window)
    assert list(second.notices.banners) == [] or all("Asha" not in n.text for n in second.notices.banners)
    assert second.window.rail.button("people") is None
    with second.session.services.opened.store.read() as work:
        ends = {row.end_reason for row in work.connection.exec_driver_sql("SELECT * FROM sessions")}
    assert "signed_out" in ends


def test_a_copied_text_that_is_no_number_stays() -> None:
    QGuiApplication.clipboard().setText("see you on Monday")
    forget_number(QGuiApplication.clipboard().text())
    assert QGuiApplication.clipboard().text() == "see you on Monday"


def test_closing_in_a_call_is_asked_about(desk: Desk, office: Place) -> None:
    desk.window.set_presence("on_call", "On a call")
    desk.window.close()
    assert desk.window.isVisible()
    notice = next(notice for notice in desk.notices.banners if notice.id == CLOSE_NOTICE)
    closed: list[bool] = []
    desk.closed.connect(lambda: closed.append(True))
    notice.acts[0].run()
    assert not closed
    desk.window.close()
    desk.notices.banners[0].acts[1].run()
    assert closed


def test_closing_anyway_ends_the_program(desk: Desk, office: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt asks every window once more when the program is told to quit, and the page would say no again."""
    desk.window.set_presence("on_call", "On a call")
    page = desk.window.deck.current_page
    assert page is not None
    monkeypatch.setattr(page, "may_leave", lambda: False)
    desk.window.close()
    assert desk.window.isVisible()
    closed: list[bool] = []
    desk.closed.connect(lambda: closed.append(True))
    desk.notices.banners[0].acts[1].run()
    assert desk.window.close()  # as Qt does it; a window that refuses keeps the program from leaving
    assert closed == [True]


def test_a_changed_password(desk: Desk, office: Place) -> None:
    desk.window.acts.trigger("session.password")
    card = desk.window.findChild(NewPasswordCard)
    assert isinstance(card, NewPasswordCard)
    assert_sound(desk.window)
    for field, words in ((card.old, PASSWORD), (card.new, "a new password"), (card.again, "a new password")):
        field.set_text(words)
    card.submit()
    office.until(lambda: not desk.window.is_covered)
    assert desk.session.services.people.sign_in("asha.pawar", "a new password")
    # Each part of the settings is found by its name: an incident's hours run.
    office.until(lambda: any(act.id == "settings.go.incidents" for act in desk.window.acts.acts()))
    desk.window.acts.trigger("settings.go.incidents")
    assert desk.window.deck.current_id == "settings"


@pytest.mark.allow_log("the daily backup failed")
def test_upkeep_backs_up_touches_and_seals(desk: Desk, office: Place, clock: SetClock) -> None:
    services = desk.session.services
    desk.upkeep.back_up()
    desk.upkeep.touch()
    desk.upkeep.seal()
    office.until(lambda: desk.ops.is_idle)
    assert services.workspaces.last_backup_at(services.opened) is not None
    desk.upkeep.seal()  # what the upkeep itself noted meanwhile
    office.until(lambda: desk.ops.is_idle)
    assert services.opened.sealer.verify(None).unsealed <= 1
    clock.move(days=1)
    services.settings.set(desk.session.actor, "backup_folder", str(office.folder.parent / "gone"))
    desk.upkeep.back_up()
    office.until(lambda: any(n.id == upkeep.BACKUP for n in desk.notices.banners))


def test_what_another_window_changed_reaches_this_one(desk: Desk, office: Place) -> None:
    office.until(lambda: desk.ops.is_idle)
    heard: list[frozenset[str]] = []
    desk.ops.changes.announced.connect(lambda change: heard.append(change.topics))
    services = desk.session.services
    services.leads.create(desk.session.actor, NewLead("Made here"))
    desk.upkeep.look_for_news()
    office.until(lambda: desk.ops.is_idle)
    assert heard == []  # its own sign-in's changes were told when they were made
    other = replace(desk.session.actor, session_id=new_id())
    services.leads.create(other, NewLead("Made at the other window"))
    desk.upkeep.look_for_news()
    office.until(lambda: heard == [frozenset({"leads"})])


def test_the_recovery_code_is_reminded_of_from_the_next_day(
    desk: Desk, office: Place, clock: SetClock
) -> None:
    desk.upkeep.look_at_recovery()
    office.until(lambda: desk.ops.is_idle)
    assert all(notice.id != upkeep.RECOVERY for notice in desk.notices.banners)
    clock.move(days=1)
    desk.upkeep.look_at_recovery()
    office.until(lambda: any(notice.id == upkeep.RECOVERY for notice in desk.notices.banners))
    services = desk.session.services
    services.workspaces.confirm_recovery_code(services.opened, desk.session.actor, office.code)
    desk.ops.changes.announce({"settings"})
    office.until(lambda: all(notice.id != upkeep.RECOVERY for notice in desk.notices.banners))


class WindowsShown(QObject):
    """Remembers every window that comes up; a part shown before it has a parent flashes as one."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            inside = [type(part).__name__ for part in watched.findChildren(QWidget)][:9]
            self.names.append(f"{type(watched).__name__} {watched.accessibleName()} {inside}")
        return False


def test_no_part_flashes_up_as_a_window(office: Place, qapp: QApplication) -> None:
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    program = office.start()
    for show in (
        program.flow.show_forgot,
        program.flow.show_recover,
        program.flow.show_restore,
        program.flow.show_choose,
        program.flow.show_sign_in,
    ):
        show()
    office.sign_in(program)
    desk = program.desk
    assert desk is not None
    desk.lock()
    desk.window.uncover()
    desk.window.open_page("people")
    office.until(lambda: desk.ops.is_idle)
    desk.window.acts.trigger("people.add")
    for spec in PARTS:
        desk.window.open_page("settings", part=spec.id)
        office.until(lambda: desk.ops.is_idle)
    qapp.removeEventFilter(shown)
    assert [name.split(" ")[0] for name in shown.names] == ["EntranceWindow", "MainWindow"], shown.names


def test_a_second_start_raises_the_first(desk: Desk, office: Place, qtbot: QtBot) -> None:
    from crm_desktop.app import claim_place

    (program,) = office.programs
    with qtbot.waitSignal(program.place.raise_asked):  # type: ignore[union-attr]
        assert claim_place(office.folder, "main") is None
    other = claim_place(office.folder, "desk-2")
    assert other is not None
    other.release()
