"""Everything a person can do on the coaching page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from crm_desktop.domain.scorecards import ANSWER_LABELS, Answer
from crm_desktop.ui.coaching.question_row import QuestionRow
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.list_acts import CALM, FORM, LIST, ListActs

if TYPE_CHECKING:
    from crm_desktop.ui.coaching.page import CoachingPage

PAGE, QUESTION = "coaching", "question"
ANSWER_KEYS = {
    Answer.YES: "Y", Answer.NO: "N", Answer.ONE: "1", Answer.TWO: "2", Answer.THREE: "3", Answer.FOUR: "4",
    Answer.FIVE: "5", Answer.NOT_APPLICABLE: "A",
}  # fmt: skip


class CoachingActs(ListActs):
    """The acts of the page; a question that has the keyboard takes the keys of its answers."""

    def __init__(self, page: CoachingPage) -> None:
        super().__init__(page, PAGE, page.card)
        self._page = page
        group, card = self.tr("Coaching"), page.card

        def act(
            name: str, title: str, run: Callable[[], object], keys: tuple[str, ...], icon: str = "",
            states: frozenset[str] = CALM, enabled: Callable[[], bool] = lambda: True,
        ) -> None:  # fmt: skip
            self.add(Act(f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, enabled))

        act(
            "open", self.tr("Open the call or the review"), page.open_chosen, ("Return", "Enter"),
            "act.receipt", frozenset({LIST}), lambda: page.chosen is not None,
        )  # fmt: skip
        if page.is_coach:
            act("which", self.tr("To do, or published reviews"), page.switch, ("V",), "act.tasks")
            act("cards", self.tr("Scorecards"), page.show_cards, ("S",), "act.tasks")
            act("sampling", self.tr("Which calls are drawn"), page.show_sampling, ("G",), "act.filter")
            act(
                "talked", self.tr("It was talked over"), page.published.hold_talk, ("T",), "sign.ok",
                enabled=lambda: card.may_talk,
            )  # fmt: skip
            act(
                "talk_moved", self.tr("Talk it over at another time"), page.published.ask_talk, ("M",),
                "sign.calendar", enabled=lambda: card.may_talk,
            )  # fmt: skip
            act(
                "withdraw", self.tr("Withdraw the review"), page.published.ask_withdraw, ("W",), "act.undo",
                enabled=lambda: card.may_withdraw,
            )  # fmt: skip
            act(
                "save", self.tr("Keep what was changed"), page.keep, ("Ctrl+S",), "act.save",
                frozenset(), page.can_keep,
            )  # fmt: skip
        act(
            "reply", self.tr("Answer the review"), page.published.ask_reply, ("A",), "act.edit",
            enabled=lambda: card.may_reply,
        )  # fmt: skip
        act(
            "history", self.tr("History of the lead"), page.toggle_history, ("Ctrl+H",), "sign.clock",
            frozenset(), lambda: card.sheet is not None,
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.submit", self.tr("Publish, or save what is asked"), page.submit,
                ("Ctrl+Return", "Ctrl+Enter"), PAGE, group, "act.send",
            )
        )  # fmt: skip
        self.add(
            Act(
                f"{PAGE}.back", self.tr("Back to the list"), page.back, ("Escape",), PAGE, group,
                states=frozenset({LIST, QUESTION}), in_palette=False,
            )
        )  # fmt: skip
        if page.is_coach:
            for answer, key in ANSWER_KEYS.items():
                self.add(
                    Act(
                        f"{PAGE}.answer_{answer.value}", tr_label(ANSWER_LABELS[answer]),
                        self._answering(answer), (key,), PAGE, group, states=frozenset({QUESTION}),
                        in_palette=False, series=self.tr("Answer the question"),
                    )
                )  # fmt: skip
        self.follow_focus()

    def _answering(self, answer: Answer) -> Callable[[], None]:
        return lambda: self._page.card.form.answer(answer)

    def state(self) -> str:
        if self._asks.box is not None:
            return FORM
        return QUESTION if isinstance(QApplication.focusWidget(), QuestionRow) else super().state()
