"""Everything a person can do on the page of requests, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from crm_desktop.domain.requests import Proof, Step
from crm_desktop.ui.requests.card import KEYS
from crm_desktop.ui.requests.words import STEP_ICONS, act_words
from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.requests.page import RequestsPage

PAGE = "requests"
# The list has the keyboard; a field or button has it; the card asks something.
LIST, FIELD, FORM = "list", "field", "form"
CALM = frozenset({LIST, FIELD})
FOCUSABLE = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


class RequestActs(QObject):
    """Registers the acts and says in which state the page is."""

    def __init__(self, page: RequestsPage) -> None:
        super().__init__(page)
        self._page = page
        group, in_form = self.tr("Request"), frozenset({FORM})
        for step, key in KEYS.items():
            self._add(
                Act(
                    f"{PAGE}.{step.value}", act_words(step), self._doing(step), (key,), PAGE, group,
                    STEP_ICONS[step], CALM, self._can(step),
                )
            )  # fmt: skip
        self._add(
            Act(
                f"{PAGE}.new", self.tr("New request"), page.begin_unknown, ("N",), PAGE, group, "act.add",
                CALM,
            )
        )  # fmt: skip
        self._add(
            Act(
                f"{PAGE}.lead", self.tr("Open the lead"), page.open_lead, ("Return", "Enter"), PAGE, group,
                "lead.person", frozenset({LIST}), lambda: page.card.row is not None,
            )
        )  # fmt: skip
        self._add(
            Act(
                f"{PAGE}.erase", self.tr("Delete everything we have"), page.erase, ("E",), PAGE, group,
                "lead.erase", CALM, page.card.may_erase,
            )
        )  # fmt: skip
        shown = self.tr("What is shown")
        for name, title, key, box in (
            ("state", self.tr("Which requests"), "S", page.state),
            ("kind", self.tr("What is asked"), "K", page.kind),
        ):
            self._add(Act(f"{PAGE}.{name}", title, self._opening(box), (key,), PAGE, shown, states=CALM))
        self._add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.submit, ("Ctrl+Return", "Ctrl+Enter"), PAGE, group,
                states=in_form, in_palette=False,
            )
        )  # fmt: skip
        for place in range(len(Proof)):
            title = self.tr("Proof {number}").format(number=place + 1)
            self._add(
                Act(
                    f"{PAGE}.proof_{place + 1}", title, self._pressing(place), (f"Alt+{place + 1}",), PAGE,
                    group, states=in_form, in_palette=False,
                )
            )  # fmt: skip
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def _add(self, act: Act) -> None:
        self._page.context.acts.add(act, scope=self._page)

    def _doing(self, step: Step) -> Callable[[], None]:
        return lambda: self._page.ask(step)

    def _can(self, step: Step) -> Callable[[], bool]:
        return lambda: self._page.card.may(step)

    def _opening(self, box: QComboBox) -> Callable[[], None]:
        def open_it() -> None:
            box.setFocus()
            box.showPopup()

        return open_it

    def _pressing(self, place: int) -> Callable[[], None]:
        def press() -> None:
            if not self._page.card.proof.isHidden():
                self._page.card.proof.press(place)

        return press

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._page.isVisible():
            self.state_changed()

    def state_changed(self) -> None:
        """Say where the keyboard is."""
        if self._page.card.box is not None:
            state = FORM
        elif isinstance(QApplication.focusWidget(), FOCUSABLE):
            state = FIELD
        else:
            state = LIST
        self._page.context.acts.set_state(PAGE, state)
