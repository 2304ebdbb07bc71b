"""What can be wrong with a workspace: told in the window, each with its way out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.errors import UserError
from crm_desktop.secrets import errors as secret_errors
from crm_desktop.store import errors as store_errors
from crm_desktop.ui.entrance.keys import RecoverCard, RestoreCard
from crm_desktop.ui.entrance.problem import CHOOSE, PROBLEMS, RECOVER, RESTORE, TRY_AGAIN, ProblemCard
from crm_desktop.ui.entrance.sign_in import SignInCard
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound

ASKED_ELSEWHERE = {"PassphraseNeeded", "WrongPassphrase", "AuditKeyLacking", "LoginNotKept", "ValueNotKept"}


def damage(place: Place) -> None:
    store = place.folder / "workspace.db"
    content = bytearray(store.read_bytes())
    content[100:1000] = bytes(900)
    store.write_bytes(content)


def lose_key(place: Place) -> None:
    (place.folder / "key.sealed").unlink()


def lose_file(place: Place) -> None:
    (place.folder / "workspace.db").rename(place.folder / "away")


def spoil_description(place: Place) -> None:
    (place.folder / "workspace.json").write_text("{", "utf-8")


@pytest.mark.parametrize(
    ("harm", "kind", "ways"),
    [
        (damage, "StoreDamaged", (RESTORE, TRY_AGAIN, CHOOSE)),
        (lose_key, "KeyMissing", (RECOVER, TRY_AGAIN, CHOOSE)),
        (lose_file, "StoreMissing", (TRY_AGAIN, RESTORE, CHOOSE)),
        (spoil_description, "WorkspaceFileDamaged", (RESTORE, TRY_AGAIN, CHOOSE)),
    ],
)
def test_each_is_told_apart(
    office: Place, harm: Callable[[Place], None], kind: str, ways: tuple[str, ...]
) -> None:
    harm(office)
    program = office.start()
    office.wait_card(program, ProblemCard)
    card = program.flow.card
    assert isinstance(card, ProblemCard)
    assert type(card.problem).__name__ == kind
    assert card.ways == ways
    assert card.trouble.words() == str(card.problem)
    assert_sound(program.window)


def test_the_clock_set_right_and_tried_again(office: Place, clock: SetClock) -> None:
    clock.move(days=-30)
    program = office.start()
    office.wait_card(program, ProblemCard)
    card = program.flow.card
    assert isinstance(card, ProblemCard)
    assert "clock" in card.trouble.words()
    clock.move(days=30)
    card.buttons[TRY_AGAIN].click()
    office.wait_card(program, SignInCard)


def test_the_recovery_code_opens_it_and_sets_a_password(office: Place) -> None:
    place, code = office, office.code
    lose_key(place)
    program = place.start()
    place.wait_card(program, ProblemCard)
    problem = program.flow.card
    assert isinstance(problem, ProblemCard)
    problem.buttons[RECOVER].click()
    card = program.flow.card
    assert isinstance(card, RecoverCard)
    assert_sound(program.window)
    card.code.set_text("AAAAA" + code[5:])
    card.password.set_text("another password")
    card.submit()
    place.until(lambda: bool(card.code.error()))
    assert "Group 1" in card.code.error()
    card.code.set_text(code.lower().replace("-", " "))
    card.submit()
    place.wait_card(program, SignInCard)
    place.sign_in(program, password="another password")


def test_a_backup_restored_into_an_empty_folder(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    opened = program.flow.opened
    assert opened is not None
    admin = opened.services.people.sign_in("asha.pawar", PASSWORD).actor
    file = office.folder.parent / "kept.crmbackup"
    opened.services.workspaces.back_up(opened.services.opened, admin, file)
    office.end()
    office.programs.clear()
    elsewhere = office.folder.parent / "elsewhere"
    program = office.start(folder=elsewhere)
    program.flow.show_restore()
    card = program.flow.card
    assert isinstance(card, RestoreCard)
    card.file.set_path(file)
    card.submit()
    office.until(lambda: not card.is_busy, timeout=10_000)
    card.code.set_text(office.code)
    card.submit()
    office.wait_card(program, SignInCard)
    office.sign_in(program)
    assert program.desk is not None
    assert program.desk.session.services.workspace.name == "Shakti Finance"


def test_every_problem_of_opening_has_its_title_and_ways() -> None:
    opening = {
        name
        for module in (secret_errors, store_errors)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, UserError) and kind.__module__ == module.__name__
    }
    elsewhere = {
        name
        for name in opening
        if name.startswith(
            (
                "Backup",
                "Recovery",
                "File",
                "Person",
                "Seat",
                "NotAB",
                "NotAnArchive",
                "Archive",
                "Server",
                "Already",
                "TooOften",
            )
        )
    }
    assert opening - elsewhere - ASKED_ELSEWHERE <= set(PROBLEMS)
