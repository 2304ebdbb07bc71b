"""Everything a person can do on the call-backs page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_desktop.domain.when import MOST_CHOICES
from crm_desktop.ui.callbacks.card import SNOOZES
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.list_acts import CALM, FORM, LIST, ListActs

if TYPE_CHECKING:
    from crm_desktop.ui.callbacks.page import CallbacksPage

PAGE = "callbacks"
# Besides where the keyboard is: which of several times is meant.
WHICH = "which"


class CallbackActs(ListActs):
    """The acts of the page."""

    def __init__(self, page: CallbacksPage) -> None:
        super().__init__(page, PAGE, page)
        self._page = page
        group, in_list, in_form = self.tr("Call-back"), frozenset({LIST}), frozenset({FORM})
        has_row: Callable[[], bool] = lambda: page.lead_id() is not None  # noqa: E731 - asked anew each time
        can_call: Callable[[], bool] = lambda: (  # noqa: E731
            page.desk.has_row() or (page.card.row is not None and page.card.call.isEnabled())
        )
        is_open: Callable[[], bool] = lambda: page.can_change() or page.desk.is_planned()  # noqa: E731
        can_close: Callable[[], bool] = lambda: page.can_change() or page.desk.has_begun()  # noqa: E731
        acts = [
            ("call", self.tr("Call"), page.call, ("Return", "Enter", "Ctrl+Return"), "call.dial", in_list),
            ("move", self.tr("Move"), page.asking.move, ("M",), "sign.clock", CALM),
            ("hand_over", self.tr("Hand over"), page.asking.hand_over, ("H",), "lead.owner", CALM),
            ("done", self.tr("Done without a call"), page.asking.done, ("X",), "sign.check", CALM),
            ("lead", self.tr("Open the lead"), page.open_lead, ("O",), "lead.person", CALM),
        ]
        acts += [
            ("print", self.tr("Print today’s call-backs"), page.print_today, ("Ctrl+P",), "act.print", CALM),
            ("paper", self.tr("Today’s call-backs as a PDF"), page.save_today, ("P",), "act.save", CALM),
            ("without_step", self.tr("Open without next step"), page.show_without_step, ("N",),
             "sign.warning", CALM),
        ]  # fmt: skip
        enabled = {
            "call": can_call,
            "move": is_open,
            "done": can_close,
            "lead": has_row,
            "print": lambda: True,
            "paper": lambda: True,
            "without_step": page.has_without_step,
        }
        for name, title, run, keys, icon, states in acts:
            may = enabled.get(name, page.can_change)
            self.add(Act(f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, may))
        self._add_snoozes(group)
        self._add_appointments(has_row)
        days = self.tr("Days")
        self.add(Act(f"{PAGE}.today", self.tr("Today"), self._today, ("T",), PAGE, days, states=CALM))
        self.add(Act(f"{PAGE}.days", self.tr("Choose a day"), self._days, ("D",), PAGE, days, states=CALM))
        self.add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.asking.submit, ("Ctrl+Return",), PAGE, group,
                states=in_form, in_palette=False,
            )
        )  # fmt: skip
        for place in range(6):
            self._add_choice(place, group, in_form | {WHICH})
        for place in range(MOST_CHOICES):
            self._add_meant(place, group)
        self.follow_focus()

    def _add_snoozes(self, group: str) -> None:
        page = self._page
        series = self.tr("Be quiet about it for 5, 10 or 30 minutes")
        for minutes, key in SNOOZES:
            title = plural(self.tr("Quiet for %n minute(s)", "", minutes), minutes)
            self.add(
                Act(
                    f"{PAGE}.snooze_{minutes}", title, self._snoozing(minutes), (key,), PAGE, group,
                    "sign.clock", CALM, page.can_snooze, series=series,
                )
            )  # fmt: skip

    def _snoozing(self, minutes: int) -> Callable[[], None]:
        return lambda: self._page.snooze(minutes)

    def _add_appointments(self, has_row: Callable[[], bool]) -> None:
        desk, group = self._page.desk, self.tr("Appointment")
        acts: list[tuple[str, str, Callable[[], object], tuple[str, ...], str, Callable[[], bool]]] = [
            ("book", self.tr("Book an appointment"), desk.book, ("A", "Ctrl+T"), "sign.calendar", has_row),
            ("missed", self.tr("Did not take place"), desk.missed, ("U",), "act.close", desk.has_begun),
            ("cancel", self.tr("Cancel the appointment"), desk.ask_cancel, ("C",), "result.blocked",
             desk.is_planned),
            ("file", self.tr("Save the calendar file"), desk.save_file, ("S",), "act.save", desk.has_row),
        ]  # fmt: skip
        for name, title, run, keys, icon, may in acts:
            self.add(Act(f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, CALM, may))

    def _add_choice(self, place: int, group: str, in_form: frozenset[str]) -> None:
        title = self.tr("Ready choice {number}").format(number=place + 1)
        self.add(
            Act(
                f"{PAGE}.choice_{place + 1}", title, lambda: self._press(place), (f"Alt+{place + 1}",), PAGE,
                group, states=in_form, in_palette=False,
            )
        )  # fmt: skip

    def _add_meant(self, place: int, group: str) -> None:
        title = self.tr("Time meant, place {number}").format(number=place + 1)
        self.add(
            Act(
                f"{PAGE}.meant_{place + 1}", title, lambda: self._press(place), (str(place + 1),), PAGE,
                group, states=frozenset({WHICH}), in_palette=False,
            )
        )  # fmt: skip

    def _press(self, place: int) -> None:
        card = self._page.card
        if not card.move_box.isHidden():
            card.move_box.press(place)
        elif not card.done_box.isHidden():
            card.done_box.press(place)

    def _today(self) -> None:
        self._page.strip.choose(0)
        self._page.table.setFocus()

    def _days(self) -> None:
        self._page.strip.button(self._page.strip.place()).setFocus()

    def state_changed(self) -> None:
        self._page.card.move_box.show_keys()
        super().state_changed()

    def state(self) -> str:
        found = super().state()
        return WHICH if found == FORM and self._page.card.move_box.is_choosing else found
