"""Everything a person can do on the call-backs page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from crm_desktop.domain.when import MOST_CHOICES
from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.callbacks.page import CallbacksPage

PAGE = "callbacks"
# The list has the keyboard; a button has it; the card asks something; or which of several times is meant.
LIST, FIELD, FORM, WHICH = "list", "field", "form", "which"
CALM = frozenset({LIST, FIELD})
FOCUSABLE = (QAbstractButton, QComboBox, QLineEdit)


class CallbackActs(QObject):
    """Registers the acts and says in which state the page is."""

    def __init__(self, page: CallbacksPage) -> None:
        super().__init__(page)
        self._page = page
        group, in_list, in_form = self.tr("Call-back"), frozenset({LIST}), frozenset({FORM})
        has_row: Callable[[], bool] = lambda: page.card.row is not None  # noqa: E731 - asked anew each time
        can_call: Callable[[], bool] = lambda: has_row() and page.card.call.isEnabled()  # noqa: E731
        acts = [
            ("call", self.tr("Call"), page.call, ("Return", "Enter", "Ctrl+Return"), "call.dial", in_list),
            ("move", self.tr("Move"), page.ask_move, ("M",), "sign.clock", CALM),
            ("hand_over", self.tr("Hand over"), page.ask_hand_over, ("H",), "lead.owner", CALM),
            ("done", self.tr("Done without a call"), page.ask_done, ("X",), "sign.check", CALM),
            ("lead", self.tr("Open the lead"), page.open_lead, ("O",), "lead.person", CALM),
        ]
        acts += [
            ("print", self.tr("Print today’s call-backs"), page.print_today, ("P", "Ctrl+P"), "act.print",
             CALM),
            ("without_step", self.tr("Open without next step"), page.show_without_step, ("N",),
             "sign.warning", CALM),
        ]  # fmt: skip
        enabled = {
            "call": can_call,
            "lead": has_row,
            "print": lambda: True,
            "without_step": page.has_without_step,
        }
        for name, title, run, keys, icon, states in acts:
            may = enabled.get(name, page.can_change)
            self._add(Act(f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, may))
        days = self.tr("Days")
        self._add(Act(f"{PAGE}.today", self.tr("Today"), self._today, ("T",), PAGE, days, states=CALM))
        self._add(Act(f"{PAGE}.days", self.tr("Choose a day"), self._days, ("D",), PAGE, days, states=CALM))
        self._add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.submit, ("Ctrl+Return",), PAGE, group, states=in_form,
                in_palette=False,
            )
        )  # fmt: skip
        for place in range(6):
            self._add_choice(place, group, in_form | {WHICH})
        for place in range(MOST_CHOICES):
            self._add_meant(place, group)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def _add(self, act: Act) -> None:
        self._page.context.acts.add(act, scope=self._page)

    def _add_choice(self, place: int, group: str, in_form: frozenset[str]) -> None:
        title = self.tr("Ready choice {number}").format(number=place + 1)
        self._add(
            Act(
                f"{PAGE}.choice_{place + 1}", title, lambda: self._press(place), (f"Alt+{place + 1}",), PAGE,
                group, states=in_form, in_palette=False,
            )
        )  # fmt: skip

    def _add_meant(self, place: int, group: str) -> None:
        title = self.tr("Time meant, place {number}").format(number=place + 1)
        self._add(
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

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._page.isVisible():
            self.state_changed()

    def state_changed(self) -> None:
        """Say where the keyboard is."""
        self._page.card.move_box.show_keys()
        if self._page.card.box is not None:
            state = WHICH if self._page.card.move_box.is_choosing else FORM
        elif isinstance(QApplication.focusWidget(), FOCUSABLE):
            state = FIELD
        else:
            state = LIST
        self._page.context.acts.set_state(PAGE, state)
