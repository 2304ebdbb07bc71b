"""The rest of the day: a text handed over, a sale, who rang, an appointment, and the day's numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.appointments.booker import Booker
from crm_desktop.ui.callers.panel import CallerPanel
from crm_desktop.ui.messages.writer import Writer

if TYPE_CHECKING:
    from crm_desktop.tour.day import FirstDay

PRODUCTS = (("Home loan", ""), ("Gold loan", "1,25,000"), ("Health cover, family", "18,500"))
EVENING = datetime(2026, 11, 20, 13, 50, tzinfo=UTC)  # 19:20 in India


class WholeDay:
    """Played between the first calls and the evening of a first day."""

    def __init__(self, first_day: FirstDay) -> None:
        self.day, self.player = first_day, first_day.player

    def calls(self) -> None:
        """A text, a sale that asks for its product and amount, someone who rang, a visit agreed."""
        self.write()
        self.sell()
        self.someone_called()
        self.book()

    def stock(self) -> None:
        """What the office sells, as the admin entered it before."""
        desk = self.day.program.desk
        assert desk is not None
        services, actor = desk.session.services, desk.session.actor
        for name, price in PRODUCTS:
            services.products.add(actor, name, price)

    def _open(self, kind: type[QWidget], step: str) -> None:
        def is_open() -> bool:
            return any(panel.isVisible() for panel in self.day.window.findChildren(kind))

        self.player.until(is_open, step)
        self.day.window_is_calm()

    def _closed(self, kind: type[QWidget], step: str) -> None:
        self.player.press("Escape")
        self.player.until(
            lambda: not any(panel.isVisible() for panel in self.day.window.findChildren(kind)), step
        )

    def write(self) -> None:
        """W: the saved text that fits, filled in."""
        self.player.press("W")
        self._open(Writer, "a text to hand over")
        self.day.picture("write")
        self._closed(Writer, "the text left")

    def sell(self) -> None:
        """The result that asks: product by its number, amount as it is said."""
        player, day = self.player, self.day
        day.dial()
        player.press("A")
        day.reach("calling", "on_call", "a call that sells")
        player.type("Takes the family cover from 1 December. ")
        day.clock.move(minutes=4, seconds=9)
        player.press("Ctrl+Return", "Escape")
        day.reach("calling", "after", "the sale agreed")
        player.press("0")
        day.reach("calling", "fields", "what a sale asks for")
        player.press("3")
        player.rest(400)
        day.picture("sale")
        player.press("Ctrl+Return")
        day.reach("calling", "preview", "the lead after the sale")

    def someone_called(self) -> None:
        """F3 and the last digits of the number that rings."""
        player = self.player
        player.press("F3")
        self._open(CallerPanel, "who called")
        player.type("0412")
        player.rest(300)
        self.day.window_is_calm()
        self.day.picture("someone-called")
        self._closed(CallerPanel, "who called left")

    def book(self) -> None:
        """A visit with the lead on the screen, in the caller's words."""
        player = self.player
        player.press("Ctrl+T")
        self._open(Booker, "an appointment")
        player.type("kal 5 baje")
        player.press("Return")
        player.rest(200)
        player.type("Visit with the papers")
        self.day.window_is_calm()
        self.day.picture("appointment")
        player.press("Return")
        player.rest(300)
        self.day.window_is_calm()
        self._closed(Booker, "the appointment booked")

    def lists(self) -> None:
        """The sales, as whoever confirms them sees them; one's own day."""
        player, day = self.player, self.day
        player.press("Ctrl+4")
        day.reach("sales", "list", "the sales")
        day.window_is_calm()
        day.picture("sales")
        player.press("C")
        day.window_is_calm()
        if (desk := day.program.desk) is not None:
            desk.upkeep.touch()  # the tour's clock ran ahead of the minutes that say so by themselves
        day.window_is_calm()
        player.press("Ctrl+5")
        player.until(lambda: day.window.deck.current_id == "day", "my day")
        day.window_is_calm()
        player.rest(400)  # the chart's library comes
        day.window_is_calm()
        day.picture("my-day")

    def evening(self) -> None:
        """The evening report, which one key passes on."""
        player, day = self.player, self.day
        day.clock.set(EVENING)
        day.window.open_page("reports", report="evening")
        player.until(lambda: day.window.deck.current_id == "reports", "the reports")
        day.window_is_calm()
        player.rest(200)
        day.picture("evening-report")
