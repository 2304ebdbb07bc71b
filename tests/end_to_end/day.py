"""A caller's whole day, key by key: a shift in which call-backs are worked, customers ring, and some buy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.end_to_end.office import PASSWORD, TWO_NUMBERS
from tests.end_to_end.program import Line, Program
from tests.end_to_end.shift import AT_ONCE, CALL, Entry, Shift, When, in_words, later_by

PAGE = "callbacks"
AMOUNTS = (("25k", 25_000_00), ("1,25,000", 1_25_000_00), ("499.50", 499_50), ("1.5 lakh", 1_50_000_00))


@dataclass(frozen=True)
class Promise:
    """A call promised the day before, `due` that many minutes after the day begins, and what becomes of it.

    `deed` is an act of `Day` on the call-backs page, `ends` how the promise stands in the books then.
    """

    due: int
    deed: Callable[[Day, int], None]
    ends: str

    def due_at(self, begins: datetime) -> datetime:
        """When it is due, to the minute."""
        return (begins + timedelta(minutes=self.due)).replace(second=0, microsecond=0)


class Day(Shift):
    """A shift that begins with the call-backs; customers ring too, and buy at different prices."""

    at_once = tuple(one for one in AT_ONCE if one[1] != "SOLD")  # sales are made on purpose

    def __init__(self, program: Program, seed: int) -> None:
        super().__init__(program, PASSWORD, TWO_NUMBERS, seed)
        self.begins = datetime.now(UTC)
        self.sold: list[int] = []  # amounts in paise, in their order
        self.rung: list[int] = []  # who rang us, by place in the list
        self.moved: list[tuple[int, When]] = []  # lead and the new time
        self._open = 0  # call-backs on the page
        self._waits: list[int] = []  # leads whose overdue call-back was closed: the queue has them at once

    # ---- sales -------------------------------------------------------------------------------

    def _sell(self, key: str) -> None:
        typed, amount = AMOUNTS[len(self.sold) % len(AMOUNTS)]
        self.program.reach(CALL, "fields", key)
        self.program.reach(CALL, "preview", "ctrl+Return", typed=typed)
        self.sold.append(amount)

    def undo(self) -> None:
        """A sale that is undone is not sold."""
        if self.ledger.calls[-1].code == "SOLD":
            self.sold.pop()
        super().undo()

    def sells(self) -> None:
        """A call that sells."""
        self.dial()
        self._sell("0")
        self.ledger.calls.append(Entry(self._at, "SOLD", ""))
        self._at += 1

    # ---- calls in ----------------------------------------------------------------------------

    def rings(self, lead: int) -> None:
        """Somebody we promised a call rings first: F3, the last digits, Enter; they are not interested."""
        program = self.program
        since = program.mark()
        self.screen.press("F3")
        self.screen.type(f"{1000 + lead:05d}")
        program.wait("who rang", lambda line: line["event"] == "callers shown" and line["rows"] == 1, since)
        program.reach(CALL, "on_call", "Return")
        self.screen.type("rang us herself")
        program.reach(CALL, "after", "ctrl+Return")
        program.reach(CALL, "preview", "3")
        self.rung.append(lead)

    def expected(self) -> list[int]:
        """Leads a call-back was promised to on this day and who have not rung yet."""
        made = [entry.lead for entry in self.ledger.calls if entry.promised is not None]
        return [lead for lead in made if lead not in self.rung]

    # ---- the call-backs page -----------------------------------------------------------------

    def work_call_backs(self, promises: Sequence[Promise], first_lead: int) -> None:
        """Go through the list of call-backs from the top, then back to the leads."""
        self._open = len(promises)
        self._look("ctrl+3")
        for place, promise in enumerate(promises):
            promise.deed(self, first_lead + place)
            if promise.deed == Day.close_without_call and promise.due < 0:
                self._waits.append(first_lead + place)
        self.program.reach(CALL, "preview", "ctrl+1", through="moving")
        for lead in self._waits:
            self.dial()
            self.program.reach(CALL, "preview", "3")
            self.ledger.calls.append(Entry(lead, "NOT_INTERESTED", ""))

    def answer(self, lead: int, key: str, code: str) -> None:
        """Enter calls; the result ends the promise, and the list is taken up again."""
        self._call()
        self.program.reach(CALL, "preview", key)
        self._back(lead, code)

    def promise_again(self, lead: int) -> None:
        """They ask for another call tomorrow: one promise ends, one begins."""
        self._call()
        self.program.reach(CALL, "promise", "1")
        self.program.reach(CALL, "preview", "alt+4", "Return")
        self._open += 1
        self._back(lead, "INTERESTED", later_by(days=1))

    def sell(self, lead: int) -> None:
        """They buy."""
        self._call()
        self._sell("0")
        self._back(lead, "SOLD")

    def try_early(self, lead: int) -> None:
        """Nobody answers before the time: the promise stands, and Down goes on to the next one."""
        self._call()
        self.program.reach(CALL, "preview", "4")
        self._open += 1
        self._back(lead, "NO_ANSWER")
        self.screen.press("Down")

    def snooze_and_call(self, lead: int) -> None:
        """Quiet for ten minutes, and then called all the same."""
        since = self.program.mark()
        self.screen.press("1")
        self._shown(since)
        self.answer(lead, "3", "NOT_INTERESTED")

    def hand_over(self, lead: int) -> None:
        """H, the colleague by her first letter, Ctrl+Enter."""
        self._ask("h", "f", "ctrl+Return", ends=1)

    def close_without_call(self, lead: int) -> None:
        """X and a ready reason."""
        self._ask("x", "alt+1", ends=1)

    def move(self, lead: int) -> None:
        """M and another time in words."""
        text, promised = in_words()[0]
        self._ask("m", "ctrl+Return", typed=text)
        self.moved.append((lead, promised))

    def _ask(self, key: str, *answer: str, typed: str = "", ends: int = 0) -> None:
        """A question in the card and its answer; where it ends the call-back, the next one is chosen."""
        self.program.reach(PAGE, "form", key)
        since = self.program.mark()
        self._open -= ends
        self.program.reach(PAGE, "list", *answer, typed=typed)
        self._shown(since)

    def _call(self) -> None:
        """Enter takes the chosen call-back's lead to the calling page; Space dials."""
        self.program.reach(CALL, "preview", "Return", through="moving")
        self.dial()

    def _back(self, lead: int, code: str, promised: When | None = None) -> None:
        """Remember the call and take the list up again, at the next call-back."""
        self.ledger.calls.append(Entry(lead, code, "", promised))
        self._open -= 1
        self._look("ctrl+3")

    def _look(self, key: str) -> None:
        since = self.program.mark()
        self.program.reach(PAGE, "list", key)
        self._shown(since)

    def _shown(self, since: int) -> None:
        """Wait until the page shows as many as there are now."""

        def is_shown(line: Line) -> bool:
            if line["event"] != "call-backs shown":
                return False
            return bool(line["overdue"] + line["today"] + line["coming"] == self._open)

        self.program.wait(f"{self._open} call-backs on the page", is_shown, since)
