"""Everything a person can do on the sales page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from crm_desktop.domain.sales import SaleAct
from crm_desktop.ui.sale_texts import act_words
from crm_desktop.ui.sales.boxes import MOST_REASONS
from crm_desktop.ui.sales.card import ICONS, KEYS
from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.sales.page import SalesPage

PAGE = "sales"
# The list has the keyboard; a field or button has it; the card asks something.
LIST, FIELD, FORM = "list", "field", "form"
CALM = frozenset({LIST, FIELD})
FOCUSABLE = (QAbstractButton, QComboBox, QLineEdit)


class SaleActs(QObject):
    """Registers the acts and says in which state the page is."""

    def __init__(self, page: SalesPage) -> None:
        super().__init__(page)
        self._page = page
        group, in_form = self.tr("Sale"), frozenset({FORM})
        for act, key in KEYS.items():
            keys = (key, "Ctrl+Return") if act is SaleAct.CONFIRM else (key,)
            title, icon = act_words(act), ICONS[act]
            self._add(
                Act(
                    f"{PAGE}.{act.value}", title, self._doing(act), keys, PAGE, group, icon, CALM,
                    self._can(act),
                )
            )  # fmt: skip
        self._add(
            Act(
                f"{PAGE}.lead", self.tr("Open the lead"), page.open_lead, ("Return", "Enter"), PAGE, group,
                "lead.person", frozenset({LIST}), lambda: page.card.row is not None,
            )
        )  # fmt: skip
        shown = self.tr("What is shown")
        for name, title, key, box in (
            ("days", self.tr("Days"), "D", page.filters.days),
            ("state", self.tr("State"), "S", page.filters.state),
        ):
            self._add(Act(f"{PAGE}.{name}", title, self._opening(box), (key,), PAGE, shown, states=CALM))
        self._add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.submit, ("Ctrl+Return",), PAGE, group, states=in_form,
                in_palette=False,
            )
        )  # fmt: skip
        for place in range(MOST_REASONS):
            title = self.tr("Ready reason {number}").format(number=place + 1)
            self._add(
                Act(
                    f"{PAGE}.reason_{place + 1}", title, self._pressing(place), (f"Alt+{place + 1}",), PAGE,
                    group, states=in_form, in_palette=False,
                )
            )  # fmt: skip
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def _add(self, act: Act) -> None:
        self._page.context.acts.add(act, scope=self._page)

    def _doing(self, act: SaleAct) -> Callable[[], None]:
        return lambda: self._page.ask(act)

    def _can(self, act: SaleAct) -> Callable[[], bool]:
        return lambda: self._page.card.may(act)

    def _opening(self, box: QComboBox) -> Callable[[], None]:
        def open_it() -> None:
            box.setFocus()
            box.showPopup()

        return open_it

    def _pressing(self, place: int) -> Callable[[], None]:
        def press() -> None:
            if not self._page.card.why.isHidden():
                self._page.card.why.press(place)

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
