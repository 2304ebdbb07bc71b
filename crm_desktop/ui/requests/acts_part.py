"""The acts of a request: what comes next on top, the usual ones below, the rest under “More”."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.domain.requests import WITHOUT_PROOF, Request, RequestKind, Step
from crm_desktop.ui.requests.words import STEP_ICONS, act_words
from crm_desktop.ui.theme import icon
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.keycap import key_words
from crm_desktop.ui.widgets.layouts import Column, Row


class Other(StrEnum):
    """What can be done beside the steps."""

    ERASE = "erase"
    FILE = "file"
    LEAD = "lead"


Doing = Step | Other

# In the order in which a request is dealt with, then as often as they are wanted.
KEYS: dict[Doing, str] = {
    Step.ACKNOWLEDGED: "A",
    Step.IDENTITY: "I",
    Other.ERASE: "E",
    Step.NOMINATED: "G",
    Step.EXPORTED: "X",
    Step.ANSWERED: "C",
    Step.LETTER: "L",
    Step.NOTE: "O",
    Other.FILE: "V",
    Step.EXTENDED: "M",
    Step.PASSED_ON: "P",
    Step.REFUSED: "R",
    Step.TAKEN_BACK: "W",
    Step.REOPENED: "U",
    Other.LEAD: "Return",
}
WHAT_IS_ASKED: dict[RequestKind, Doing] = {
    RequestKind.ERASURE: Other.ERASE,
    RequestKind.ACCESS: Step.EXPORTED,
    RequestKind.PORTABILITY: Step.EXPORTED,
    RequestKind.NOMINATION: Step.NOMINATED,
}


def in_view(request: Request, offered: Collection[Doing]) -> list[Doing]:
    """The acts with a button of their own, in their order: at most four, whatever was done already.

    It doesn't depend on the steps, which come later: no button moves away under the pointer.
    """
    wanted: set[Doing] = {Step.ACKNOWLEDGED, Step.LETTER, Step.NOTE, Step.REOPENED}
    if Step.ACKNOWLEDGED not in offered:
        wanted.add(Step.ANSWERED)
    if request.kind not in WITHOUT_PROOF:
        wanted.add(Step.IDENTITY)
    if request.kind in WHAT_IS_ASKED:
        wanted.add(WHAT_IS_ASKED[request.kind])
    if Step.LETTER not in offered:  # who answers nothing: all there is
        wanted.add(Step.IDENTITY)
    return [what for what in KEYS if what in wanted and what in offered]


def comes_next(request: Request, shown: Collection[Doing], done: Collection[Step]) -> Doing | None:
    """The act that a request waits for; None once it is closed."""
    if not request.is_open:
        return None
    first = (Step.ACKNOWLEDGED, Step.IDENTITY, WHAT_IS_ASKED.get(request.kind), Step.ANSWERED)
    return next((what for what in first if what in shown and what not in done), None)


class ActsPart(QWidget):
    """Shows what may be done; `asked` gives a `Doing`."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.buttons: dict[Doing, KeyCapButton] = {}
        for what, key in KEYS.items():
            button = KeyCapButton(words_of(what), key, icon=icon_of(what), spread=True, size="compact")
            button.clicked.connect(self._asking(what))
            self.buttons[what] = button
            if what is not Other.LEAD:
                column.addWidget(button)
        self.more = KeyCapButton(
            QCoreApplication.translate("requests", "More"), icon="act.more", size="compact"
        )
        self.more.clicked.connect(self._open_more)
        self.menu = QMenu(self.more)
        last = Row(gap=8)
        last.addWidget(self.buttons[Other.LEAD], 1)
        last.addWidget(self.more)
        column.addLayout(last)
        column.addStretch(1)

    def show_acts(self, request: Request | None, offered: Collection[Doing], done: Collection[Step]) -> None:
        """The acts of this request as it stands; `done`: its steps so far."""
        shown = in_view(request, offered) if request is not None else []
        first = comes_next(request, shown, done) if request is not None else None
        for what, button in self.buttons.items():
            button.setVisible(what in shown or (what is Other.LEAD and what in offered))
            button.set_kind("primary" if what is first else "normal")
        self.menu.clear()
        rest = [what for what in KEYS if what in offered and what not in (*shown, Other.LEAD)]
        for what in rest:
            words = f"{words_of(what)}\t{key_words(KEYS[what])}"
            self.menu.addAction(icon(icon_of(what), "text_muted"), words).triggered.connect(
                self._asking(what)
            )
        self.more.setVisible(bool(rest))

    def _open_more(self) -> None:
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _asking(self, what: Doing) -> Callable[[], None]:
        return lambda: self.asked.emit(what)


def words_of(what: Doing) -> str:
    """What the button says."""
    translate = QCoreApplication.translate
    if isinstance(what, Step):
        return act_words(what)
    return {
        Other.ERASE: translate("requests", "Delete everything we have"),
        Other.FILE: translate("requests", "Open the file"),
        Other.LEAD: translate("requests", "Open the lead"),
    }[what]


def icon_of(what: Doing) -> str:
    """The icon beside it."""
    if isinstance(what, Step):
        return STEP_ICONS[what]
    return {Other.ERASE: "lead.erase", Other.FILE: "sign.file", Other.LEAD: "lead.person"}[what]
