"""A caller's shift, key by key, and the caller's own ledger of it, to be held against the books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle
from random import Random
from time import sleep
from zoneinfo import ZoneInfo

from tests.end_to_end.program import Program

INDIA = ZoneInfo("Asia/Kolkata")
When = Callable[[datetime, datetime], bool]  # (local time of the call, local time promised): as it should be
SAVED_S = 1.1  # typed longer ago than this survives a power cut
CALL = "calling"


def later_by(**delay: float) -> When:
    """Promised that long after the call, give or take the minute it is rounded to."""
    wanted = timedelta(**delay)
    return lambda at, due: abs(due - at - wanted) <= timedelta(minutes=2)


def _on_day(days: int, clock: time | None = None) -> When:
    """Promised on the day so many days on, at a clock time if one was said."""

    def fits(at: datetime, due: datetime) -> bool:
        return due.date() == at.date() + timedelta(days=days) and clock in (None, due.time())

    return fits


def _next_monday(at: datetime, due: datetime) -> bool:
    return due.weekday() == 0 and timedelta(0) < due.date() - at.date() <= timedelta(days=7)


# What a caller presses or types when asked for a time, and what must stand in the books then.
BY_KEY: tuple[tuple[str, When], ...] = (
    ("alt+1", later_by(minutes=30)),
    ("alt+2", later_by(hours=2)),
    ("alt+4", later_by(days=1)),
    ("alt+5", later_by(days=3)),
    ("alt+6", _next_monday),
)
TYPED: tuple[tuple[str, When], ...] = (
    ("tomorrow 4pm", _on_day(1, time(16))),
    ("kal shaam 6 baje", _on_day(1, time(18))),
    ("parso subah 11", _on_day(2, time(11))),
    ("15 din baad", _on_day(15)),
    ("tomorrow 10:30 am", _on_day(1, time(10, 30))),
)
# Before 04:00 “tomorrow” may be the day that has begun, and the program asks which: a caller says otherwise.
AT_NIGHT: tuple[tuple[str, When], ...] = (
    ("15 din baad", _on_day(15)),
    ("20 days", _on_day(20)),
)


def in_words() -> tuple[tuple[str, When], ...]:
    """What a caller types at this hour."""
    return TYPED if datetime.now(INDIA).hour >= 4 else AT_NIGHT


# Key and code of every result of the ready set; those that ask for a time first.
ASK = (("1", "INTERESTED"), ("2", "CALL_BACK"), ("8", "LANGUAGE"))
AT_ONCE = (
    ("3", "NOT_INTERESTED"), ("4", "NO_ANSWER"), ("5", "BUSY"), ("6", "SWITCHED_OFF"), ("7", "WRONG_NUMBER"),
    ("9", "ALREADY_BOUGHT"), ("0", "SOLD"), ("q", "DO_NOT_CALL"),
)  # fmt: skip


@dataclass
class Entry:
    """One call as the caller remembers it.

    `lead` is the place of the lead in the list; of the note's end `may_lack` was typed just before the
    power cut.
    """

    lead: int
    code: str
    note: str
    promised: When | None = None
    may_lack: str = ""


@dataclass
class Ledger:
    """What the caller did. `later` and `never` name leads by their place in the list."""

    calls: list[Entry] = field(default_factory=list)
    later: dict[int, When] = field(default_factory=dict)
    never: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    breaks: int = 0
    undone: int = 0


class Shift:
    """Works a list by keyboard. Every answer of the program is awaited in its log, as eyes would.

    The list comes in the order it was made in, so the caller knows which lead is on the screen; every
    `two_numbers`th lead has a second number. `at_once` are the results that ask for no time.
    """

    at_once: tuple[tuple[str, str], ...] = AT_ONCE

    def __init__(self, program: Program, password: str, two_numbers: int, seed: int) -> None:
        self.program, self.screen, self.password = program, program.screen, password
        self.ledger = Ledger()
        self._random = Random(seed)
        self._two_numbers = two_numbers
        self._at = 0
        self._asked = 0

    def work(self, calls: int, kill_at: int) -> None:
        """So many calls, everything else a caller does between them, and a power cut in call `kill_at`."""
        done = self.ledger.calls
        between = cycle((self.undo, self.skip, self.take_break, self.call_later, self.do_not_call))
        since_last = 0
        while len(done) < calls:
            no = len(done) + 1
            if no == kill_at:
                self.killed_in_a_call(no)
            elif self._has_two and self._at % 2 == 0 and calls - len(done) >= 2 and no + 1 != kill_at:
                self.call_both_numbers(no)
            elif self._has_two:
                self.call_other_number(no)
            else:
                self.call(no, is_marked=no % 7 == 3)
            since_last += 1
            if since_last >= 2 and not self._has_two:
                since_last = 0
                next(between)()

    @property
    def _has_two(self) -> bool:
        return self._at % self._two_numbers == 0

    # ---- coming and going --------------------------------------------------------------------

    def sign_in(self, name: str, state: str = "preview") -> None:
        """Name (when it isn't kept), password, Enter."""
        since = self.program.mark()
        self.program.start()
        self.program.card("SignInCard", since)
        if name:
            self.screen.type(name)
            self.screen.press("Return")
        self.screen.type(self.password)
        self.screen.press("Return")
        self.program.arrive(CALL, state, since)

    # ---- calls -------------------------------------------------------------------------------

    def dial(self) -> None:
        """Space."""
        self.program.reach(CALL, "by_hand", "space")

    def note(self, text: str) -> None:
        """N, the note, Esc."""
        self.screen.press("n")
        self.screen.type(text)
        self.screen.press("Escape")

    def call(self, no: int, *, is_marked: bool = False) -> None:
        """Dial, note something, give a result; the next lead is there afterwards."""
        self.dial()
        if is_marked:  # answered and ended, marked by hand
            self.program.reach(CALL, "on_call", "a")
            self.screen.type(f"Call {no}: rnr but rang back")  # the note has the keyboard
            text = f"Call {no}: Rang, no reply. but rang back"
            self.program.reach(CALL, "after", "ctrl+Return")
            self.screen.press("Escape")
        else:
            text = self._random.choice(["", f"Call {no}: wants the rates", f"Call {no}: has a loan already"])
            if text:
                self.note(text)
        self.result(text)

    def result(self, note: str, may_lack: str = "") -> None:
        """Give one of the results by its key, with a time where one is asked."""
        if self._random.random() < 0.4:
            key, code = self._random.choice(ASK)
            promised: When | None = self._promise(key)
        else:
            # On another number of the lead these two would leave it in the list.
            found = [
                one
                for one in self.at_once
                if not (self._has_two and one[1] in ("WRONG_NUMBER", "DO_NOT_CALL"))
            ]
            key, code = self._random.choice(found)
            promised = None
            if code == "SOLD":
                self._sell(key)
            else:
                self.program.reach(CALL, "preview", key)
        self.ledger.calls.append(Entry(self._at, code, note, promised, may_lack))
        self._at += 1

    def _sell(self, key: str) -> None:
        """A sale asks for its amount; what is optional is passed."""
        self.program.reach(CALL, "fields", key)
        self.program.reach(CALL, "preview", "ctrl+Return", typed="25k")

    def _promise(self, key: str) -> When:
        """The strip: Enter takes what is proposed, a key or words say another time."""
        self.program.reach(CALL, "promise", key)
        self._asked += 1
        ways = ("words", "key") if key == "2" else ("words", "enter", "key")
        way = ways[self._asked % len(ways)]
        if way == "enter":
            self.program.reach(CALL, "preview", "Return")
            return later_by(days=1)
        if way == "key":
            pressed, promised = BY_KEY[self._asked % len(BY_KEY)]
            self.program.reach(CALL, "preview", pressed, "Return")
            return promised
        text, promised = in_words()[self._asked % len(in_words())]
        self.program.reach(CALL, "preview", "Return", typed=text)
        return promised

    def call_both_numbers(self, no: int) -> None:
        """No answer at the first number: Alt+2 keeps the lead for its second one."""
        self.dial()
        self.screen.press("alt+2")
        self.program.reach(CALL, "preview", "4")
        self.ledger.calls.append(Entry(self._at, "NO_ANSWER", ""))
        self.call(no + 1)

    def call_other_number(self, no: int) -> None:
        """Alt+2 before dialling: the second number instead of the first."""
        self.program.reach(CALL, "preview", "alt+2")
        self.call(no)

    def killed_in_a_call(self, no: int) -> None:
        """The power goes while a note is typed; the next start asks for the result of that call."""
        kept, lost = f"Call {no}: her brother decides, ring him", " in the evening"
        self.dial()
        self.screen.press("n")
        self.screen.type(kept)
        sleep(SAVED_S)  # what the promise is about: a second of typing may be lost, no more
        self.screen.type(lost)
        self.program.kill()
        self.sign_in("", "after")
        self.result(kept + lost, may_lack=lost)

    # ---- between calls -----------------------------------------------------------------------

    def undo(self) -> None:
        """Wrong key: Ctrl+Z opens the call again, and it gets another result."""
        self.program.reach(CALL, "after", "ctrl+z")
        wrong = self.ledger.calls.pop()
        self._at = wrong.lead
        self.ledger.undone += 1
        self.result(wrong.note, wrong.may_lack)

    def skip(self) -> None:
        """S and a reason."""
        self.program.reach(CALL, "skip", "s")
        self.program.reach(CALL, "preview", str(self._random.randint(1, 5)))
        self.ledger.skipped.append(self._at)
        self._at += 1

    def take_break(self) -> None:
        """B and a reason; Space goes on."""
        self.program.reach(CALL, "pause", "b")
        self.program.reach(CALL, "break", str(self._random.randint(1, 5)))
        self.program.reach(CALL, "preview", "space")
        self.ledger.breaks += 1

    def call_later(self) -> None:
        """L and a time, without calling."""
        self.program.reach(CALL, "promise", "l")
        text, promised = self._random.choice(in_words())
        self.program.reach(CALL, "preview", "Return", typed=text)
        self.ledger.later[self._at] = promised
        self._at += 1

    def do_not_call(self) -> None:
        """D and a reason."""
        self.program.reach(CALL, "do_not_call", "d")
        self.program.reach(CALL, "preview", "1")
        self.ledger.never.append(self._at)
        self._at += 1
