"""The first day, step by step: start, Excel file, calls, call-backs, the lists, the looks of the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from crm_desktop.clock import SetClock
from crm_desktop.errors import UserError
from crm_desktop.tour.player import Player
from crm_desktop.tour.sheet import ROWS, write_sheet
from crm_desktop.tour.whole_day import WholeDay
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.shell.window import MainWindow

USUAL, SMALL, LARGE = (1366, 768), (911, 512), (1920, 1080)
PASSWORD = "a-made-up-password"
AFTER_HOURS = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)  # 19:15 in India
FILE = "Home loan enquiries.xlsx"


class FirstDay:
    """Rohini Nambiar opens an office, brings a list and calls it."""

    def __init__(self, player: Player, program: Program, clock: SetClock, folder: Path) -> None:
        self.player, self.program, self.clock = player, program, clock
        self.file = folder / FILE
        self.rest = WholeDay(self)

    def play(self) -> None:
        """The whole day."""
        self.start()
        self.bring_leads()
        self.calls()
        self.rest.calls()
        self.lists()
        self.looks()
        self.evening()

    @property
    def window(self) -> MainWindow:
        """The main window."""
        desk = self.program.desk
        if desk is None:
            raise UserError("The tour lost the window at {step}.", step=self.player.step)
        return desk.window

    def picture(self, name: str, size: tuple[int, int] | None = None) -> None:
        """A picture of the main window; what was moving is waited for."""
        self.player.picture(self.window, name, size)

    def reach(self, page: str, state: str, step: str) -> None:
        """Wait until a page is in a state."""
        self.player.until(
            lambda: (
                self.program.desk is not None
                and self.window.acts.context == page
                and self.window.acts.state(page) == state
            ),
            step,
        )

    # ---- the first start ---------------------------------------------------------------------

    def start(self) -> None:
        """Four answers on one card."""
        player, view = self.player, self.program.flow.view
        player.until(lambda: isinstance(view.card, FirstStartCard), "the first start")
        write_sheet(self.file)
        for answer in ("Shakti Finance", "Rohini Nambiar", PASSWORD):
            player.type(answer)
            player.press("Return")
        player.press("Space")  # the keyboard is on the file
        player.until(lambda: isinstance(QApplication.activeWindow(), QFileDialog), "choosing the Excel file")
        player.type(str(self.file))
        player.press("Return")
        card = view.card
        player.until(
            lambda: isinstance(card, FirstStartCard) and card.file.path == self.file, "the Excel file taken"
        )
        player.picture(self.program.window, "first-start", USUAL)
        player.press("Return")  # the keyboard is on the button that starts
        self.reach("import", "columns", "the columns of the Excel file")
        self.window.resize(*USUAL)

    # ---- import ------------------------------------------------------------------------------

    def bring_leads(self) -> None:
        """Columns, why we call, duplicates, result: Ctrl+Enter goes on."""
        player = self.player
        self.rest.stock()
        self.window_is_calm()
        self.picture("import-columns")
        player.press("Ctrl+Return")
        for _ in range(3):  # the questions about words come before the duplicates, when there are any
            player.settle()
            if self.window.acts.state("import") != "columns":
                break
            self.window_is_calm()
            player.press("Ctrl+Return")
        self.reach("import", "why", "why these people may be called")
        self.window_is_calm()
        player.press("3")  # they agreed
        player.type("Signed at the property fair")
        self.window_is_calm()
        self.picture("import-why")
        player.press("Ctrl+Return")
        self.reach("import", "duplicates", "what to do with duplicates")
        self.window_is_calm()
        self.picture("import-duplicates")
        player.press("Ctrl+Return")
        self.reach("import", "result", f"the {ROWS} rows brought in")
        self.picture("import-result")
        player.press("Ctrl+Return")
        self.reach("calling", "preview", "the first lead")

    def window_is_calm(self) -> None:
        """Until the background has nothing to do."""
        desk = self.program.desk
        self.player.until(lambda: desk is not None and desk.ops.is_idle, "the work in the background")
        self.player.rest(60)

    # ---- calls -------------------------------------------------------------------------------

    def calls(self) -> None:
        """Five calls with five results, a note, and a call-back in the caller's words."""
        player = self.player
        self.window_is_calm()
        self.picture("next-lead")
        self.dial()
        player.press("A")
        self.reach("calling", "on_call", "the call answered")
        player.type("Wants the rates for 18 lakh. dec ")
        self.clock.move(minutes=2, seconds=14)
        player.rest(1100)  # the timer is told once a second
        self.picture("on-call")
        player.press("Ctrl+Return", "Escape")
        self.reach("calling", "after", "the call over")
        self.picture("after-the-call")
        player.press("2")
        self.reach("calling", "promise", "when to call back")
        player.type("kal 4 baje")
        player.rest(200)
        self.picture("call-back-in-words")
        player.press("Return")
        self.reach("calling", "preview", "the second lead")
        self.window_is_calm()
        self.picture("promised-and-next")
        for key, name in (("4", "no answer"), ("3", "not interested"), ("5", "busy")):
            self.dial()
            player.press(key)
            self.reach("calling", "preview", f"the lead after {name}")
        self.dial()
        player.press("N")
        player.type("Asked for a visit on Monday morning")
        player.press("Escape", "1")
        self.reach("calling", "promise", "the next date")
        player.press("Alt+6", "Return")
        self.reach("calling", "preview", "the sixth lead")

    def dial(self) -> None:
        """Dial the lead on the screen by hand, a little later."""
        self.clock.move(seconds=40)
        self.player.press("Space")
        self.reach("calling", "by_hand", "a lead dialled")

    def without_toasts(self) -> None:
        """What passes by has passed: nobody waits eight seconds for each."""
        for toast in self.window.notices.toasts:
            self.window.notices.toast_over(toast)
        self.player.rest(200)

    # ---- lists -------------------------------------------------------------------------------

    def lists(self) -> None:
        """The palette, the keys, the leads, a card, the call-backs."""
        player = self.player
        player.press("?")
        player.until(lambda: self.window.keys_sheet.isVisible(), "the sheet of keys")
        self.picture("keys")
        player.press("Escape", "Ctrl+K")
        player.until(lambda: self.window.palette_overlay.isVisible(), "the palette")
        player.type("harsh")
        player.rest(300)
        self.window_is_calm()
        self.picture("find-anything")
        player.press("Escape")
        player.until(lambda: not self.window.palette_overlay.isVisible(), "the palette closed")
        self.without_toasts()
        player.press("Ctrl+2")
        self.reach("leads", "list", "the list of leads")
        self.window_is_calm()
        player.press("Down")
        self.window_is_calm()
        self.picture("leads")
        player.press("Ctrl+3")
        self.reach("callbacks", "list", "the call-backs")
        self.window_is_calm()
        self.picture("call-backs")
        self.rest.lists()
        player.press("Ctrl+1")
        self.reach("calling", "preview", "back at the calls")

    # ---- looks -------------------------------------------------------------------------------

    def looks(self) -> None:
        """A small screen, a large one, dark, and everything half as large again."""
        player = self.player
        self.window_is_calm()
        self.picture("small-screen", SMALL)
        self.picture("large-screen", LARGE)
        self._act("light or dark")
        self.picture("dark")
        self.dial()
        player.press("A")
        self.reach("calling", "on_call", "a call in the dark")
        player.type("Asks for the branch in Nashik")
        self.picture("dark-on-call")
        player.press("Escape")
        for _ in range(3):
            player.press("Ctrl++")
        player.settle()
        self.picture("dark-150-percent")
        for _ in range(3):
            player.press("Ctrl+-")
        player.press("Ctrl+Return")
        self.reach("calling", "after", "the call in the dark over")
        player.press("9")
        self.reach("calling", "preview", "the next lead in the dark")
        self._act("light or dark")

    def _act(self, words: str) -> None:
        """An act without a key of its own, through the palette."""
        player = self.player
        player.press("Ctrl+K")
        player.until(lambda: self.window.palette_overlay.isVisible(), "the palette")
        player.type(words)
        player.rest(200)
        self.window_is_calm()
        player.press("Return")
        player.until(lambda: not self.window.palette_overlay.isVisible(), f"the act {words}")

    # ---- evening -----------------------------------------------------------------------------

    def evening(self) -> None:
        """After calling hours nothing is dialled, and the screen says why; then the window is locked."""
        player = self.player
        self.clock.set(AFTER_HOURS)
        player.press("S")
        self.reach("calling", "skip", "why to skip")
        player.press("2")
        self.reach("calling", "nothing", "nothing to dial")
        self.window_is_calm()
        self.without_toasts()
        self.picture("nothing-to-dial")
        self.rest.evening()
        player.press("Ctrl+L")
        player.until(lambda: self.window.is_covered, "the lock")
        self.picture("locked")
