"""The first start by keyboard alone: four answers, then the first call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.office import PASSWORD, open_books
from tests.end_to_end.program import Program


def test_from_nothing_to_the_first_call(at_workstation: Callable[[Path], Program], tmp_path: Path) -> None:
    """Office, name, password, made-up people; Space dials, and a result brings the second lead."""
    program = at_workstation(tmp_path / "workspace")
    screen = program.screen
    program.start()
    program.card("FirstStartCard")
    for answer in ("Shakti Finance", "Rohini Nambiar", PASSWORD):
        screen.type(answer)
        screen.press("Return")
    # The keyboard is on the file now; the made-up people are the second button after it.
    program.reach("calling", "preview", "Tab", "Tab", "Return")
    program.reach("calling", "dialling", "space")
    screen.type("Speaks Marathi, wants the rates")
    program.reach("calling", "after", "ctrl+Return")
    screen.press("Escape")  # out of the note: single keys are results now
    program.reach("calling", "preview", "4")
    assert program.close() == 0

    with open_books(program, "rohini.nambiar") as books:
        calls = books.calls()
        assert [(call.is_practice, call.note, call.disposition_code) for call in calls] == [
            (True, "Speaks Marathi, wants the rates", "NO_ANSWER")
        ]
        assert books.queue().total == 20
        assert books.counted_today() == 0  # practice counts for nothing
    assert program.complaints() == []
