"""Everything a person can do on the page of requests, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_desktop.domain.requests import Proof, Step
from crm_desktop.ui.evidence.field import KEY
from crm_desktop.ui.requests.acts_part import KEYS
from crm_desktop.ui.requests.words import STEP_ICONS, act_words
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.list_acts import CALM, FORM, LIST, ListActs

if TYPE_CHECKING:
    from crm_desktop.ui.requests.page import RequestsPage

PAGE = "requests"


class RequestActs(ListActs):
    """The acts of the page."""

    def __init__(self, page: RequestsPage) -> None:
        super().__init__(page, PAGE, page.card)
        self._page = page
        group, in_form = self.tr("Request"), frozenset({FORM})
        for step, key in ((what, key) for what, key in KEYS.items() if isinstance(what, Step)):
            self.add(
                Act(
                    f"{PAGE}.{step.value}", act_words(step), self._doing(step), (key,), PAGE, group,
                    STEP_ICONS[step], CALM, self._can(step),
                )
            )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.new", self.tr("New request"), page.begin_unknown, ("N",), PAGE, group, "act.add",
                CALM,
            )
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.lead", self.tr("Open the lead"), page.open_lead, ("Return", "Enter"), PAGE, group,
                "lead.person", frozenset({LIST}), lambda: page.card.row is not None,
            )
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.file", self.tr("Add a file"), page.begin_file, ("F",), PAGE, group, "act.attach",
                CALM, self._can(Step.NOTE),
            )
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.open_file", self.tr("Open the file"), page.open_file, ("V",), PAGE, group,
                "sign.file", CALM, lambda: page.card.chosen_file() is not None,
            )
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.choose_file", self.tr("Choose a file"), page.choose_file, (KEY,), PAGE, group,
                states=in_form, in_palette=False,
            )
        )  # fmt: skip
        self.add(
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
            self.add(Act(f"{PAGE}.{name}", title, self.opening(box), (key,), PAGE, shown, states=CALM))
        self.add(
            Act(
                f"{PAGE}.save", self.tr("Save"), page.submit, ("Ctrl+Return", "Ctrl+Enter"), PAGE, group,
                states=in_form, in_palette=False,
            )
        )  # fmt: skip
        for place in range(len(Proof)):
            title = self.tr("Proof {number}").format(number=place + 1)
            self.add(
                Act(
                    f"{PAGE}.proof_{place + 1}", title, self._pressing(place), (f"Alt+{place + 1}",), PAGE,
                    group, states=in_form, in_palette=False,
                )
            )  # fmt: skip
        self.follow_focus()

    def _doing(self, step: Step) -> Callable[[], None]:
        return lambda: self._page.ask(step)

    def _can(self, step: Step) -> Callable[[], bool]:
        return lambda: self._page.card.may(step)

    def _pressing(self, place: int) -> Callable[[], None]:
        def press() -> None:
            if not self._page.card.proof.isHidden():
                self._page.card.proof.press(place)

        return press
