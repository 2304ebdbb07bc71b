"""Terms and policies in a new version: read once, accepted by a tick that nobody set before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.policies import Policy
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.domain.people import Actor
    from crm_desktop.errors import UserError
    from crm_desktop.services.acceptance import AcceptanceService

TEXT_HEIGHT, LEAST_TEXT = 220, 96


class AcceptCard(EntranceCard):
    """Every text that is new, one tick for each, and Go on."""

    accepted = Signal()

    def __init__(self, shown: Sequence[Policy], parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Before you go on"), self.tr("Read this once; it is asked again when it changes.")
        )
        self.asked_for = tuple(shown)
        inside = QWidget()
        column = Column(inside, margins=(0, 0, 8, 0), gap=8)
        for policy in shown:
            heading = Text(policy.title, "body_strong", wrap=True)
            words = Text(policy.text, "table", wrap=True, selectable=True)
            for each in (heading, words):
                each.setProperty("user_data", True)  # as the file has it
                column.addWidget(each)
        column.addStretch(1)
        self.area = Scroll()
        self.area.setAccessibleName(self.tr("What is accepted"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it is read by the arrows
        self.area.setWidget(inside)
        self.body.addWidget(self.area)
        self.ticks: list[CheckBox] = []
        for policy in shown:
            tick = CheckBox(self.tr("I accept: {title}").format(title=policy.title))
            tick.setProperty("user_data", True)
            self.ticks.append(tick)
            self.body.addWidget(tick)
        self.go = self.add_primary(self.tr("Go on"))
        back = KeyCapButton(self.tr("Sign out"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)
        self._room = 0
        follow_theme(self._resize_text)

    def _resize_text(self) -> None:
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """The text gives way, so that ticks and buttons are in view without scrolling."""
        self._room = room
        px = current().px
        rest = self.sizeHint().height() - self.area.minimumHeight()
        self.area.setFixedHeight(max(px(LEAST_TEXT), min(px(TEXT_HEIGHT), room - rest)))
        self.updateGeometry()

    def focus_first(self) -> None:
        """The first tick: Space sets it, Enter goes on."""
        self.ticks[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Go on once everything is ticked."""
        if self.is_busy:
            return
        left = next((tick for tick in self.ticks if not tick.isChecked()), None)
        if left is not None:
            self.trouble.tell(self.tr("Tick what you accept, then go on."))
            self.fit(self._room)
            left.setFocus()
            return
        self.trouble.tell("")
        self.accepted.emit()


class Accepting:
    """Asks what is missing, shows the card where something is, and goes on."""

    def __init__(
        self,
        service: AcceptanceService,
        actor: Actor,
        task: Callable[[Callable[[Any], object]], Any],
        show: Callable[[EntranceCard], None],
        refused: Callable[[UserError], None],
    ) -> None:
        self._service = service
        self._actor = actor
        self._task = task
        self._show = show
        self._refused = refused

    def begin(self, go_on: Callable[[], None], leave: Callable[[], None]) -> None:
        """`go_on` once everything is accepted, `leave` where somebody goes instead."""
        service, actor = self._service, self._actor

        def found(missing: tuple[Policy, ...]) -> None:
            if not missing:
                go_on()
                return
            card = AcceptCard(missing)

            def accept() -> None:
                card.set_busy(True, card.tr("Saving…"))
                self._task(lambda _progress: service.accept(actor, missing)).success(
                    lambda _none: go_on()
                ).failure(self._refused).start()

            card.accepted.connect(accept)
            card.back.connect(leave)
            self._show(card)

        self._task(lambda _progress: service.missing(actor)).success(found).failure(self._refused).start()
