"""An Excel file brought in by keyboard alone, from the list of leads to the first call of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crm_desktop.tour.sheet import ROWS, write_sheet
from tests.end_to_end.office import ADMIN, PASSWORD, make_office, open_books
from tests.end_to_end.program import Program


def test_a_workbook_from_the_list_to_the_first_call(
    at_workstation: Callable[[Path], Program], tmp_path: Path
) -> None:
    """I, the path typed, Ctrl+Enter through the steps; then the same file again, taken back by Alt+U."""
    program = at_workstation(tmp_path / "workspace")
    screen = program.screen
    make_office(program.folder, 3)
    file = tmp_path / "list.xlsx"
    write_sheet(file)
    program.start()
    program.card("SignInCard")
    sign_in(program, ADMIN)
    program.reach("leads", "list", "ctrl+2")
    program.reach("import", "file", "i")

    bring(program, file)
    program.reach("import", "result", "ctrl+Return")  # with Duplicates as proposed: skip
    program.reach("calling", "preview", "ctrl+Return", through="moving")  # Start calling
    program.reach("calling", "by_hand", "space")
    program.reach("calling", "preview", "9")

    program.reach("import", "result", "ctrl+i")  # the page stays where it was
    since = program.mark()
    screen.press("Escape")
    program.arrive("import", "file", since)
    bring(program, file, choose_create=True)
    program.reach("import", "result", "ctrl+Return")
    screen.press("alt+u", "shift+Tab", "Return")  # it asks in place; “Keep it” has the keyboard
    program.reach("calling", "preview", "ctrl+1", through="moving")
    assert program.close() == 0

    with open_books(program, ADMIN) as books:
        brought = books.services.imports.list(books.actor)
        assert [(i.read, i.created, i.skipped, i.refused) for i in brought][-1] == (ROWS, 59, 1, 2)
        assert len(books.lead_ids()) == 3 + 59
        assert len(books.calls()) == 1
    refused = sorted(file.parent.glob("list - refused*.csv"))
    assert refused
    assert "98000" in refused[0].read_text("utf-8-sig")
    assert program.complaints() == []


def sign_in(program: Program, name: str) -> None:
    """Name, password, Enter: the calling page comes."""
    since = program.mark()
    program.screen.type(name)
    program.screen.press("Return")
    program.screen.type(PASSWORD)
    program.screen.press("Return")
    program.arrive("calling", "preview", since)


def bring(program: Program, file: Path, *, choose_create: bool = False) -> None:
    """Ctrl+O, the path, Enter; Ctrl+Enter until the duplicates are asked."""
    screen = program.screen
    since = program.mark()
    screen.press("ctrl+o")
    screen.focus("Choose a file")
    screen.type(str(file))
    screen.press("Return")
    program.arrive("import", "columns", since)
    screen.focus()  # there is no window manager to give the keyboard back
    program.reach("import", "why", "ctrl+Return")
    program.reach("import", "duplicates", "ctrl+Return")
    if choose_create:
        screen.press("Down", "Down", "Down")
