"""The people page, by keyboard, on a real workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.domain.people import PERMISSIONS, Permission, Role
from crm_desktop.services.people import AddPerson, ChangePerson, PeopleService
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.people.delete_form import DeleteAccountForm
from crm_desktop.ui.people.leave_form import LeaveForm
from crm_desktop.ui.people.page import PeoplePage
from crm_desktop.ui.people.person_card import OneTimeCard
from crm_desktop.ui.people.person_form import PersonForm
from crm_desktop.ui.people.skills import SkillsForm
from crm_desktop.ui.people.words import GROUPS
from crm_desktop.ui.shell.page import Width
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound


def open_people(office: Place, name: str = "asha.pawar") -> tuple[Desk, PeoplePage]:
    program = office.start()
    office.sign_in(program, name)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    desk.window.open_page("people")
    page = desk.window.deck.current_page
    assert isinstance(page, PeoplePage)
    office.until(lambda: desk.ops.is_idle and desk.window.isActiveWindow())
    return desk, page


def names(page: PeoplePage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_adding_a_person_in_a_new_team_by_keyboard(office: Place, qtbot: QtBot) -> None:
    desk, page = open_people(office)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    form = page.forms.side
    assert isinstance(form, PersonForm)
    assert desk.window.focusWidget() is form.name.edit
    qtbot.keyClicks(form.name.edit, "Imran Sheikh")
    assert form.sign_in_name.text() == "imran.sheikh"
    form.team.setCurrentIndex(form.team.count() - 1)
    qtbot.keyClicks(form.new_team.edit, "North")
    qtbot.keyClick(form.new_team.edit, Qt.Key.Key_Return)
    office.until(lambda: isinstance(page.forms.side, OneTimeCard))
    card = page.forms.side
    assert isinstance(card, OneTimeCard)
    one_time = card.password.text()
    assert not page.may_leave()
    people: PeopleService = desk.session.services.people
    assert people.sign_in("imran.sheikh", one_time).must_change_password
    qtbot.keyClick(card.close_it, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    assert names(page) == ["Asha Pawar", "Imran Sheikh"]
    assert [team.name for team in people.teams(desk.session.actor)] == ["North"]
    assert page.may_leave()


def test_a_name_that_is_taken_is_said_at_its_field(office: Place) -> None:
    _, page = open_people(office)
    page.forms.begin_add()
    form = page.forms.side
    assert isinstance(form, PersonForm)
    form.submit()
    assert form.name.error()
    form.name.set_text("Asha Pawar")
    form.submit()
    office.until(lambda: bool(form.sign_in_name.error()))
    assert form.save.isEnabled()
    assert names(page) == ["Asha Pawar"]


def test_disable_is_undone_and_the_only_admin_stays(office: Place, qtbot: QtBot) -> None:
    desk, page = open_people(office)
    services, actor = desk.session.services, desk.session.actor
    services.people.add(actor, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    page.read()
    office.until(lambda: len(names(page)) == 2)
    assert page.card.disable.isHidden()  # oneself
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_D)
    office.until(lambda: desk.notices.can_undo)
    assert {p.sign_in_name: p.is_disabled for p in services.people.list(actor)}["imran"]
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: not any(p.is_disabled for p in services.people.list(actor)))


def test_changing_role_and_team(office: Place, qtbot: QtBot) -> None:
    desk, page = open_people(office)
    services, actor = desk.session.services, desk.session.actor
    services.people.add(actor, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    services.people.add_team(actor, "South")
    page.read()
    office.until(lambda: len(names(page)) == 2)
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_E)
    form = page.forms.side
    assert isinstance(form, PersonForm)
    form.role.setCurrentIndex(1)
    form.team.setCurrentIndex(1)
    before = next(p for p in services.people.list(actor) if p.sign_in_name == "imran")
    other = ChangePerson(before.id, before.version, "Imran S.", Role.TELECALLER, None)
    services.people.update(actor, other)  # at another desk
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "Save again" in form.error.text())
    assert "now here too: Name." in form.error.text()
    assert form.name.text() == "Imran S."
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    imran = next(p for p in services.people.list(actor) if p.sign_in_name == "imran")
    assert (imran.role, imran.display_name) == (Role.TEAM_LEAD, "Imran S.")
    assert imran.team_id == services.people.teams(actor)[0].id


def test_a_team_lead_sees_the_own_team_and_cannot_add(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    office.wait_open(program)
    people = program.flow.opened.services.people  # type: ignore[union-attr]
    admin = people.sign_in("asha.pawar", PASSWORD).actor
    north, south = people.add_team(admin, "North"), people.add_team(admin, "South")
    people.add(admin, AddPerson("joseph", "Joseph Lobo", Role.TEAM_LEAD, PASSWORD, north.id))
    people.add(admin, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD, north.id))
    people.add(admin, AddPerson("zoya", "Zoya Mirza", Role.TELECALLER, PASSWORD, south.id))
    office.end()
    office.programs.clear()
    _, page = open_people(office, "joseph")
    assert names(page) == ["Joseph Lobo", "Imran Sheikh"]
    assert page.add.isHidden()
    assert page.card.edit.isHidden()
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_O)
    office.until(lambda: isinstance(page.forms.side, OneTimeCard))


def test_sign_in_times_are_shown(office: Place) -> None:
    _, page = open_people(office)
    office.until(lambda: page.card.times.model().rowCount() > 0)
    assert page.card.times.model().index(0, 1).data() == "15:42"


def test_every_permission_is_explained() -> None:
    told = [permission for _, acts in GROUPS for permission, _ in acts]
    assert sorted(told) == sorted(Permission)
    assert set(told) == set(PERMISSIONS)


def show_list(page: PeoplePage) -> None:
    page.tabs.choose(0)


def show_form(page: PeoplePage) -> None:
    page.forms.begin_add()


def show_rights(page: PeoplePage) -> None:
    page.tabs.choose(1)


@pytest.mark.parametrize("show", [show_list, show_form, show_rights])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_it_is_sound(office: Place, show: Callable[[PeoplePage], None], size: tuple[int, int]) -> None:
    desk, page = open_people(office)
    desk.window.resize(*size)
    page.fit(Width.of(size[0]))
    show(page)
    assert_sound(page)


def test_it_is_translated(pseudo_language: None, office: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    _, page = open_people(office)
    for show in (show_list, show_rights, show_form):
        show(page)
        assert_sound(page, pseudo=True)


def test_what_a_person_can_is_set_by_keyboard(office: Place, qtbot: QtBot) -> None:
    desk, page = open_people(office)
    services, actor = desk.session.services, desk.session.actor
    assert page.card.person is not None
    person_id = page.card.person.id
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    office.until(lambda: isinstance(page.forms.side, SkillsForm))
    form = page.forms.side
    assert isinstance(form, SkillsForm)
    assert_sound(page)
    qtbot.keyClicks(form.fields["language"].edit, "Hindi,  Marathi ,")
    qtbot.keyClick(form.fields["language"].edit, Qt.Key.Key_Return)
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    assert services.campaigns.skills(actor, person_id) == {"language": frozenset({"Hindi", "Marathi"})}
    page.forms.begin_skills()
    office.until(lambda: isinstance(page.forms.side, SkillsForm))
    form = page.forms.side
    assert isinstance(form, SkillsForm)
    assert form.fields["language"].text() == "Hindi, Marathi"
    form.fields["language"].set_text("")
    form.fields["city"].set_text("Pune")
    form.submit()
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    assert services.campaigns.skills(actor, person_id) == {"city": frozenset({"Pune"})}


def test_a_leave_is_kept_and_taken_back_by_keyboard(office: Place, qtbot: QtBot) -> None:
    desk, page = open_people(office)
    services, actor = desk.session.services, desk.session.actor
    assert page.card.person is not None
    person_id = page.card.person.id
    qtbot.keyClick(page.table, Qt.Key.Key_V)
    office.until(lambda: isinstance(page.forms.side, LeaveForm))
    form = page.forms.side
    assert isinstance(form, LeaveForm)
    assert_sound(page)
    first = form.first.date()
    form.last.setDate(first.addDays(-1))
    form.submit()
    office.until(lambda: bool(form._last_line.error()))
    form.last.setDate(first.addDays(4))
    form.submit()
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    kept = services.leave.of(actor, person_id)
    assert kept is not None
    assert (kept.last - kept.first).days == 4
    page.forms.begin_leave()
    office.until(lambda: isinstance(page.forms.side, LeaveForm))
    form = page.forms.side
    assert isinstance(form, LeaveForm)
    form.back.click()
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    assert services.leave.of(actor, person_id) is None


def test_an_account_is_deleted_from_the_list_and_ones_own_from_the_settings(
    office: Place, qtbot: QtBot
) -> None:
    desk, page = open_people(office)
    services, actor = desk.session.services, desk.session.actor
    for name in ("imran", "zoya"):
        services.people.add(actor, AddPerson(name, name.title(), Role.TELECALLER, PASSWORD))
    imran = services.people.sign_in("imran", PASSWORD, "seat-2").actor
    services.settings.set(actor, "leaving_asks", True)
    services.leaving.ask(imran, "imran")
    page.read(imran.person_id)
    office.until(lambda: page.card.person is not None and page.card.person.id == imran.person_id)
    assert [page.model.index(row, 5).data() for row in range(3)].count("Asks to leave") == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    office.until(lambda: isinstance(page.forms.side, DeleteAccountForm))
    form = page.forms.side
    assert isinstance(form, DeleteAccountForm)
    assert desk.window.focusWidget() is form.name.edit
    assert [form.to.itemText(at) for at in range(form.to.count())] == [
        "stay under the neutral name", "Asha Pawar", "Zoya",
    ]  # fmt: skip
    qtbot.keyClicks(form.name.edit, "zoya")
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return)
    office.until(lambda: "imran" in form.name.error())
    form.name.edit.clear()
    qtbot.keyClicks(form.name.edit, "imran")
    assert_sound(desk.window)
    qtbot.keyClick(form.name.edit, Qt.Key.Key_Return)
    office.until(lambda: page.forms.side is None and desk.ops.is_idle)
    assert names(page) == ["Asha Pawar", "Zoya", "Former telecaller 1"]
    assert page.card.remove.isHidden()
    assert page.card.edit.isHidden()

    services.people.add(actor, AddPerson("meera", "Meera", Role.ADMIN, PASSWORD))
    desk.window.open_page("settings", part="account")
    settings_page: Any = desk.window.deck.current_page
    office.until(lambda: settings_page.part is not None and settings_page.part.plan is not None)
    part = settings_page.part
    assert part.asks.isChecked()
    assert_sound(desk.window)
    qtbot.keyClicks(part.name.edit, "asha.pawar")
    qtbot.keyClick(part.name.edit, Qt.Key.Key_Return)
    program = office.programs[-1]
    office.until(lambda: isinstance(program.flow.card, SignInCard))
    opened = program.flow.opened
    assert opened is not None
    assert opened.services.people.sign_in_names() == ("meera", "zoya")
