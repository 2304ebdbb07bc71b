"""“Who gave you my number? Never call again, delete everything”: done and proven at the window, by keyboard.

And what an admin answers to who asks what is kept of them: the folder, the letter, the answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crm_desktop.domain.letters import Officer
from crm_desktop.domain.people import COMMAND_SEAT
from crm_desktop.domain.requests import Step
from crm_desktop.store.tables import lead_search, leads, phones, queue_entries, request_steps, requests
from tests.end_to_end.office import ADMIN, CALLER, PASSWORD, make_office, open_books, opened
from tests.end_to_end.program import PATIENCE_S, Program

pytestmark = pytest.mark.soak  # two windows each; the pages' own tests do the same by keys
WITHIN_S = 120  # from the customer's first word to the certificate, the admin's sign-in in it
DIALOGS = ("Save the certificate", "Where everything we have", "Save the letter")


class Hands:
    """One person's hands at the window."""

    def __init__(self, program: Program) -> None:
        self.program, self.screen = program, program.screen
        self.keys: list[str] = []

    def sign_in(self, name: str, *before: str) -> None:
        """Start the program and come in; `before`: keys that clear the name kept there."""
        since = self.program.mark()
        self.program.start()
        self.program.card("SignInCard", since)
        self.press(*before)
        self.type(name)
        self.press("Return")
        self.type(PASSWORD)
        self.press("Return", page="calling", state="preview")

    def open_requests(self) -> None:
        """The page of requests, by its name."""
        self.press("ctrl+k")
        self.type("requests")
        self.press("Return", page="requests", state="list")

    def press(self, *keys: str, page: str = "", state: str = "", through: str = "") -> None:
        """Press keys, then wait for the page, if one is said."""
        self.keys += keys
        if page:
            self.program.reach(page, state, *keys, through=through)
        elif keys:
            self.screen.press(*keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.keys.append(text)
        self.screen.type(text)

    def choose(self, dialog: str, path: Path, folder: Path, wanted: str) -> Path:
        """Answer the system's window for files; gives what was written, once it is there."""
        self.screen.focus(dialog)
        self.type(str(path))
        self.press("Return")
        self.screen.focus()  # there is no window manager to give the keyboard back
        deadline = time.monotonic() + PATIENCE_S
        while not (found := [*folder.glob(wanted)]):
            if time.monotonic() > deadline:
                self.program.fail(f"{wanted} was not written")
            time.sleep(0.05)
        return found[0]

    def kept(self, step: Step) -> None:
        """Wait until a step of the only request is in the store; the page shows it with the next event."""
        deadline = time.monotonic() + PATIENCE_S
        with opened(self.program.folder) as services:
            asked = select(request_steps.c.id).where(request_steps.c.kind == step.value)
            while time.monotonic() < deadline:
                with services.opened.store.read(None) as work:
                    if work.connection.execute(asked).first() is not None:
                        time.sleep(0.3)
                        return
                time.sleep(0.05)
        self.program.fail(f"{step} was not kept")

    def look(self, what: str) -> None:
        """A picture, to be looked at."""
        self.screen.picture(self.program.pictures / f"{what}.png")


def name_officer(program: Program) -> None:
    """Who stands on letters and certificates, which wait for it."""
    with opened(program.folder) as services:
        admin = services.people.sign_in(ADMIN, PASSWORD, COMMAND_SEAT).actor
        services.answers.name_officer(admin, Officer("रोहिणी नंबियार", email="privacy@shakti.example"))
        services.people.sign_out(admin, COMMAND_SEAT)


def test_never_call_again_delete_everything(
    at_workstation: Callable[[Path], Program], tmp_path: Path
) -> None:
    program = at_workstation(tmp_path / "workspace")
    first = make_office(program.folder, 3)[0]
    name_officer(program)
    hands = Hands(program)
    hands.sign_in(CALLER)
    hands.press("space", page="calling", state="by_hand")
    begun = time.monotonic()
    hands.press("alt+d", page="calling", state="asked_data")  # where the number is from stands there
    hands.look("1 who gave you my number")
    hands.press("1", page="calling", state="by_hand", through="moving")
    hands.look("2 taken down")
    hands.press("4", page="calling", state="preview")
    assert program.close() == 0
    with open_books(program) as books:  # both numbers of theirs, though one was dialled
        (place,) = [row for row in books.rows(queue_entries) if row["lead_id"] == first]
        assert place["reason"] in ("do_not_call", "consent_withdrawn")

    # The admin: it is made sure who asks, counted, erased, and the certificate lies there.
    hands.sign_in(ADMIN, "shift+Tab", "ctrl+a")
    hands.open_requests()
    hands.look("3 the request")
    hands.press("i", page="requests", state="form")
    hands.press("alt+1", page="requests", state="list")
    hands.kept(Step.IDENTITY)
    hands.press("e", page="leads", state="form")
    hands.look("4 what goes")
    since = program.mark()
    hands.press("ctrl+Return", "ctrl+Return")
    program.wait("the erasure", lambda line: line["event"] == "erased and searched", since)
    hands.look("5 erased")
    hands.press("ctrl+s")
    written = hands.choose(DIALOGS[0], tmp_path, tmp_path, "erasure-*.json")
    took = time.monotonic() - begun
    assert program.close() == 0
    assert took < WITHIN_S
    print(f"{took:.0f} s, {len(hands.keys)} keys and texts: {' '.join(hands.keys)}")
    certificate: dict[str, Any] = json.loads(written.read_text("utf-8"))
    with open_books(program, ADMIN) as books:
        (kept,) = books.services.erasure.all(books.actor)
        assert (certificate["id"], certificate["persons"]) == (str(kept.id), 1)
        assert certificate["pages"]["planted_found_before"]
        assert certificate["verified"]["found"] == {} or not any(certificate["verified"]["found"].values())
        assert {row["name"] for row in books.rows(leads)} == {"", "Ravi Jadhav", "Sunita Jadhav"}
        assert not any("harshada" in str(row).casefold() for row in books.rows(lead_search))
        assert "+919800001000" not in {row["e164"] for row in books.rows(phones)}
        (asked,) = books.rows(requests)
        assert (asked["name"], asked["kind"]) == ("", "erasure")
    assert program.complaints() == []


def test_an_access_request_is_answered(at_workstation: Callable[[Path], Program], tmp_path: Path) -> None:
    program = at_workstation(tmp_path / "workspace")
    make_office(program.folder, 3)
    name_officer(program)
    hands = Hands(program)
    hands.sign_in(ADMIN)
    hands.open_requests()
    begun = time.monotonic()
    hands.press("n", page="requests", state="form")
    hands.type("Harshada")
    time.sleep(0.5)  # the finder answers while one types
    hands.press("Return")
    hands.look("1 who asks")
    hands.press("ctrl+Return", page="requests", state="list")
    hands.kept(Step.TAKEN)
    hands.press("a")
    hands.kept(Step.ACKNOWLEDGED)
    hands.press("i", page="requests", state="form")
    hands.press("alt+1", page="requests", state="list")
    hands.kept(Step.IDENTITY)
    hands.press("x")
    record = hands.choose(DIALOGS[1], tmp_path, tmp_path, "R*/person.pdf")
    hands.kept(Step.EXPORTED)
    hands.press("l", page="requests", state="form")
    hands.look("2 the letter")
    hands.press("ctrl+Return")
    letter = hands.choose(DIALOGS[2], tmp_path / "letter.pdf", tmp_path, "letter.pdf")
    hands.kept(Step.LETTER)
    hands.press("c", page="requests", state="form")
    hands.type("Folder and letter by e-mail")
    hands.press("ctrl+Return", page="requests", state="list")
    hands.kept(Step.ANSWERED)
    hands.look("3 answered")
    took = time.monotonic() - begun
    assert program.close() == 0
    print(f"{took:.0f} s, {len(hands.keys)} keys and texts: {' '.join(hands.keys)}")
    told = json.loads((record.parent / "person.json").read_text("utf-8"))
    assert "Harshada Jadhav" in json.dumps(told)
    assert letter.read_bytes().startswith(b"%PDF")
    with open_books(program, ADMIN) as books:
        assert [row["state"] for row in books.rows(requests)] == ["answered"]
        kinds = [row["kind"] for row in sorted(books.rows(request_steps), key=lambda row: row["at"])]
        assert kinds == ["taken", "acknowledged", "identity", "exported", "letter", "answered"]
    assert program.complaints() == []
