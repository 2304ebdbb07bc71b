"""Files that other programs wrote, each brought by keyboard through the import of the real window.

CRM_DESKTOP_TEST_FILES names a folder of such files; without it there is nothing to do. Every file is either
imported, with figures that add up, or refused with one sentence, and nothing is written to the log.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm_desktop.services.imports import ImportSummary
from tests.end_to_end.office import ADMIN, make_office, open_books
from tests.end_to_end.program import Line, Program
from tests.end_to_end.test_import_keyboard import sign_in

FOLDER = os.environ.get("CRM_DESKTOP_TEST_FILES", "")
TRIES = 3
STEPS = 7  # Ctrl+Enter at most as often: columns, words, why, duplicates, result

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not FOLDER, reason="CRM_DESKTOP_TEST_FILES names no folder of files"),
]


@dataclass(frozen=True)
class Outcome:
    """What became of a file: the state the page ended in, and the sentence when it was refused."""

    file: Path
    state: str
    sentence: str


def test_every_file_is_imported_or_refused_with_one_sentence(
    at_workstation: Callable[[Path], Program], tmp_path: Path
) -> None:
    """Ctrl+O, the path, then Ctrl+Enter until the result or a sentence comes."""
    files = sorted(file for file in Path(FOLDER).rglob("*") if file.is_file())
    assert files
    program = at_workstation(tmp_path / "workspace")
    make_office(program.folder, 3)
    program.start()
    program.card("SignInCard")
    sign_in(program, ADMIN)
    program.reach("leads", "list", "ctrl+2")
    program.reach("import", "file", "i")
    outcomes = [bring(program, copied(file, tmp_path)) for file in files]
    assert program.close() == 0

    with open_books(program, ADMIN) as books:
        brought = {one.file_name: one for one in books.services.imports.list(books.actor)}
    for outcome in outcomes:
        one = brought.get(outcome.file.name)
        figures = one and (one.read, one.created, one.updated, one.skipped, one.refused)
        print(f"{outcome.file.name}: {outcome.state} {figures or ''} {outcome.sentence}")
    for outcome in outcomes:
        check(outcome, brought.get(outcome.file.name))
    assert program.complaints() == []


def copied(file: Path, tmp_path: Path) -> Path:
    """A copy in a folder that may be written to: refused rows are saved beside the file."""
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    copy = folder / f"{file.parent.name}-{file.name}"
    copy.write_bytes(file.read_bytes())
    return copy


def bring(program: Program, file: Path) -> Outcome:
    """One file to its end, as a person does who takes what is proposed."""
    screen = program.screen
    since = program.mark()
    choose(program, file)
    line = program.wait(f"{file.name} opened or refused", is_told, since)
    screen.focus()  # there is no window manager to give the keyboard back
    shoot(program, file, "1-opened")
    for step in range(2, STEPS + 2):
        if line["event"] == "list refused":
            return Outcome(file, "refused", line["sentence"])
        since = program.mark()
        if line.get("state") == "why":
            screen.press("5")  # nobody knows yet
        screen.press("ctrl+Return")
        line = program.wait(f"{file.name} after step {step}", moves_on, since)
        shoot(program, file, f"{step}-{line.get('state', line['event'])}")
        if line.get("state") == "result":
            return Outcome(file, "result", "")
    program.fail(f"{file.name} came to no end")


def choose(program: Program, file: Path) -> None:
    """Ctrl+O and the path, typed anew where Qt's own window for files took its Enter for a folder's."""
    screen, title = program.screen, "Choose a file"
    screen.press("ctrl+o")
    if not screen.has(title, within_s=20):
        program.fail(f"Ctrl+O opened no window for {file.name}")
    for _ in range(TRIES):
        screen.focus(title)
        screen.press("ctrl+a")
        screen.type(str(file))
        screen.press("Return")
        if not screen.has(title, is_wanted=False):
            return
    program.fail(f"{file.name} could not be chosen")


def shoot(program: Program, file: Path, step: str) -> None:
    """A picture of each step, for looking at."""
    if os.environ.get("CRM_DESKTOP_TEST_PICTURES"):
        program.screen.picture(program.pictures / f"{file.name}-{step}.png")


def is_told(line: Line) -> bool:
    """Whether the page says that a file was opened or refused."""
    return line["event"] in ("list opened", "list refused")


def moves_on(line: Line) -> bool:
    """Whether the page says that it is a step further, or why not."""
    if line["event"] in ("list refused", "list asks"):
        return True
    return (
        line["event"] == "keys awake"
        and line["page"] == "import"
        and line["state"] in ("columns", "why", "duplicates", "result")
    )


def check(outcome: Outcome, one: ImportSummary | None) -> None:
    """Hold one outcome against the books and against a plain count of the file's rows."""
    if outcome.state == "refused":
        assert outcome.sentence.endswith("."), outcome
        assert one is None, outcome
        return
    assert one is not None, outcome
    parts = one.created + one.updated + one.skipped + one.refused
    assert parts == one.read > 0, (outcome, one)
    wanted = rows_in(outcome.file)
    if wanted is not None:
        assert one.read == wanted, (outcome, one)


def rows_in(file: Path) -> int | None:
    """The rows as others count them: cards of a vCard file, rows of a CSV; None where nobody else counts."""
    if file.suffix == ".vcf":
        return sum(line.strip().upper() == b"BEGIN:VCARD" for line in file.read_bytes().splitlines())
    if file.suffix == ".csv":
        with file.open(newline="", encoding="utf-8-sig") as text:
            delimiter = ";" if ";" in text.readline() else ","
            text.seek(0)
            return sum(any(row) for row in csv.reader(text, delimiter=delimiter)) - 1
    return None
