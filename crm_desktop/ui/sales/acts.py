"""Everything a person can do on the sales page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_desktop.domain.sales import SaleAct
from crm_desktop.ui.sale_texts import act_words
from crm_desktop.ui.sales.boxes import MOST_REASONS
from crm_desktop.ui.sales.card import ICONS, KEYS
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.list_acts import CALM, FORM, LIST, ListActs

if TYPE_CHECKING:
    from crm_desktop.ui.sales.page import SalesPage

PAGE = "sales"


class SaleActs(ListActs):
    """The acts of the page."""

    def __init__(self, page: SalesPage) -> None:
        super().__init__(page, PAGE, page.card)
        self._page = page
        group, in_form = self.tr("Sale"), frozenset({FORM})
        for act, key in KEYS.items():
            keys = (key, "Ctrl+Return") if act is SaleAct.CONFIRM else (key,)
            title, icon = act_words(act), ICONS[act]
            self.add(
                Act(
                    f"{PAGE}.{act.value}", title, self._doing(act), keys, PAGE, group, icon, CALM,
                    self._can(act),
                )
            )  # fmt: skip
        self.add(
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
            self.add(Act(f"{PAGE}.{name}", title, self.opening(box), (key,), PAGE, shown, states=CALM))
        self.add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.submit, ("Ctrl+Return",), PAGE, group, states=in_form,
                in_palette=False,
            )
        )  # fmt: skip
        for place in range(MOST_REASONS):
            title = self.tr("Ready reason {number}").format(number=place + 1)
            self.add(
                Act(
                    f"{PAGE}.reason_{place + 1}", title, self._pressing(place), (f"Alt+{place + 1}",), PAGE,
                    group, states=in_form, in_palette=False,
                )
            )  # fmt: skip
        self.follow_focus()

    def _doing(self, act: SaleAct) -> Callable[[], None]:
        return lambda: self._page.ask(act)

    def _can(self, act: SaleAct) -> Callable[[], bool]:
        return lambda: self._page.card.may(act)

    def _pressing(self, place: int) -> Callable[[], None]:
        def press() -> None:
            if not self._page.card.why.isHidden():
                self._page.card.why.press(place)

        return press
