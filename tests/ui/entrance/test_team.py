"""Sharing with a team and joining one by hand: settings, the cards of the entrance, a real server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Role
from crm_desktop.services.people import AddPerson
from crm_desktop.store.team.checks import Check, CheckState
from crm_desktop.store.team.team_file import TeamFile, is_team
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.password import NewPasswordCard
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.entrance.team import JoinCard, SharedCard
from crm_desktop.ui.settings.team import TeamPart
from tests.factories import PASSWORD
from tests.postgres import PgDatabase
from tests.team_offices import OWNER_PASSWORD
from tests.ui.entrance.places import Place


@pytest.fixture
def working(office: Place) -> Place:
    """The office by the computer's own clock, as a server has it."""
    office.clock = SystemClock()
    return office


def team_part(place: Place, program: Program) -> TeamPart:
    """The settings' part, read."""
    part = open_part(place, program, "team")
    assert isinstance(part, TeamPart)
    return part


def open_part(place: Place, program: Program, name: str) -> Any:
    """A part of the settings, opened and read."""
    desk = program.desk
    assert desk is not None
    desk.window.open_page("settings", part=name)
    place.until(lambda: desk.ops.is_idle)
    return desk.window.deck.current_page.part  # type: ignore[union-attr]


def test_a_workspace_is_shared_and_another_computer_joins(
    asking_place: PgDatabase, working: Place, tmp_path: Path
) -> None:
    program = working.start()
    working.sign_in(program)
    desk = program.desk
    assert desk is not None
    people = desk.session.services.people
    people.add(desk.session.actor, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    part = team_part(working, program)
    part.server.set_text("postgres at server")
    part.share_button.click()
    assert part.mine.error()
    part.mine.set_text(PASSWORD)
    part.share_button.click()
    working.until(lambda: bool(part.server.error()))
    part.server.set_text(asking_place.url())
    part.check_button.click()
    working.until(lambda: bool(part.owner.error()))
    part.owner.set_text(OWNER_PASSWORD)
    part.check_button.click()
    working.until(lambda: part.found.isVisible(), timeout=10_000)
    part.share_button.click()
    working.until(lambda: isinstance(program.flow.card, SharedCard), timeout=30_000)
    card = program.flow.card
    assert isinstance(card, SharedCard)
    assert is_team(working.folder)
    card.copy.click()
    name, _, word = QApplication.clipboard().text().splitlines()[0].partition("\t")
    link = QApplication.clipboard().text().splitlines()[-1]
    assert name == "Imran Sheikh"
    card.submit()
    working.wait_card(program, SignInCard)
    working.sign_in(program)
    backup = open_part(working, program, "backup")
    assert backup.now.isVisible()
    assert not backup.choose.isVisible()  # a server's daily backups are its own
    part = team_part(working, program)
    part.save_to(str(tmp_path / "team.crminvite"))
    working.until(lambda: (tmp_path / "team.crminvite").exists())
    assert "127.0.0.1" in program.flow.view.foot.words()
    for typed, words in (("a copy", "not a server"), ("127.0.0.1:1", "answer")):
        part.copy.set_text(typed)
        part.copy.edit.returnPressed.emit()
        working.until(lambda words=words: words in part.copy.error() and part.keep_copy.isEnabled())  # type: ignore[misc]
    for typed, words in (
        ("office", "not a server"),
        (asking_place.url().replace(str(asking_place.port), "1"), "answer"),
    ):
        part.new_place.set_text(typed)
        part.move_button.click()
        working.until(lambda words=words: words in part.new_place.error() and part.move_button.isEnabled())  # type: ignore[misc]
    elsewhere = asking_place.url().replace("127.0.0.1", "localhost")
    part.new_place.set_text(elsewhere)
    part.move_button.click()
    working.until(lambda: "localhost" in part.place.text())
    assert TeamFile.read(working.folder).server.hosts[0][0] == "localhost"
    part.copy.set_text("")
    part.keep_copy.click()
    working.until(part.keep_copy.isEnabled)
    assert not part.copy.error()

    other = working.start(folder=tmp_path / "other")
    working.wait_card(other, FirstStartCard)
    first = other.flow.card
    assert isinstance(first, FirstStartCard)
    first.joins.click()
    joining = other.flow.card
    assert isinstance(joining, JoinCard)
    joining.submit()
    assert joining.trouble.words()
    joining.link.set_text(link)
    joining.submit()
    working.wait_card(other, SignInCard)
    working.wait_open(other)
    entering = other.flow.card
    assert isinstance(entering, SignInCard)
    entering.person.set_text("imran")
    entering.password.set_text(word)
    entering.submit()
    working.wait_card(other, NewPasswordCard)


def test_this_pc_becomes_the_office_server_out_of_the_window(
    working: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system asks for its administrator; what comes back fills the form, and a no says what to type."""
    asking = tmp_path / "pkexec"
    asking.write_text(
        "#!/bin/sh\n"
        f'[ -e "{tmp_path}/yes" ] || exit 126\n'
        'echo "$@" | grep -q "office-server --office Shakti Finance --json" || exit 1\n'
        """echo '{"server": "postgresql://crm_office@shakti.local:5432/crm", "certificate": "/etc/a.pem","""
        """ "password": "made once", "told": ["No firewall."]}'\n"""
    )
    asking.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    program = working.start()
    working.sign_in(program)
    assert program.desk is not None
    assert program.desk.window.acts.trigger("workspace.share")  # as from the palette
    part = team_part(working, program)
    part.office.button.click()
    working.until(lambda: part.office.trouble.isVisible())
    assert "sudo" in part.office.trouble.text()
    (tmp_path / "yes").touch()
    part.office.button.click()
    working.until(lambda: part.office.facts.isVisible())
    assert (part.server.text(), part.owner.text()) == (
        "postgresql://crm_office@shakti.local:5432/crm",
        "made once",
    )
    assert part.certificate_name.text() == "a.pem"
    assert not part.office.trouble.isVisible()
    checks = (Check("a", CheckState.GOOD, "Good"), Check("b", CheckState.MISSING, "Not", "Do this"))
    part.show_checks(checks)
    assert part.verdict.text().startswith("1 thing")
    assert part.found.isVisible()


def test_a_dropped_invitation_leads_to_its_team(place: Place, tmp_path: Path) -> None:
    program = place.start()
    place.wait_card(program, FirstStartCard)
    first = program.flow.card
    assert isinstance(first, FirstStartCard)
    (tmp_path / "x.crminvite").write_text("{}")
    first.file.set_path(tmp_path / "x.crminvite")
    joining = program.flow.card
    assert isinstance(joining, JoinCard)
    joining.submit()
    place.until(lambda: bool(joining.trouble.words() or joining.link.error()))
    assert not (place.folder / "team.json").exists()


def test_a_wrong_password_of_one_s_own_moves_nothing(asking_place: PgDatabase, working: Place) -> None:
    program = working.start()
    working.sign_in(program)
    part = team_part(working, program)
    part.server.set_text(asking_place.url())
    part.owner.set_text(OWNER_PASSWORD)
    part.mine.set_text("not mine")
    part.share_button.click()
    working.until(lambda: bool(part.mine.error()), timeout=10_000)
    assert program.desk is not None
    assert not is_team(working.folder)
