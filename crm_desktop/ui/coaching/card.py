"""The card beside the list: a call being reviewed, a review being read with its acts, or what to do first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.services.coaching import Sheet
from crm_desktop.ui.coaching.boxes import ReplyBox, TalkBox, WithdrawBox
from crm_desktop.ui.coaching.form import ReviewForm
from crm_desktop.ui.coaching.reading import ReviewReading
from crm_desktop.ui.session import Session
from crm_desktop.ui.widgets.asking import AskBox, AskingCard
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Rule
from crm_desktop.ui.widgets.panel import EmptyState


class CoachingCard(AskingCard):
    """`form` while a call is reviewed, `reading` while a review is read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("CoachingCard", "Review"), parent)
        zone = session.services.workspace.zone
        self._me = session.actor.person_id
        self.sheet: Sheet | None = None
        self.may_withdraw = self.may_talk = self.may_reply = False
        self.form, self.reading = ReviewForm(zone), ReviewReading(zone)
        self.reply, self.talk, self.withdraw = ReplyBox(), TalkBox(zone), WithdrawBox()
        self._below = QWidget()
        column = Column(self._below, gap=0)
        column.addWidget(Rule())
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=8)
        self.answer = KeyCapButton(self.tr("Answer"), "A", size="compact", icon="act.edit")
        self.held = KeyCapButton(self.tr("Talked over"), "T", size="compact", icon="sign.ok")
        self.move_talk = KeyCapButton(self.tr("Another time"), "M", size="compact", icon="sign.calendar")
        self.take_back = KeyCapButton(self.tr("Withdraw"), "W", size="compact", kind="quiet")
        for button in (self.answer, self.held, self.move_talk, self.take_back):
            flow.addWidget(button)
        foot = Column(margins=(16, 8, 16, 10), gap=8)
        foot.addWidget(self._buttons)
        for box in self.boxes():
            foot.addWidget(box)
            box.left.connect(self.leave_box)
        column.addLayout(foot)
        self.empty = EmptyState("", icon="act.receipt")
        for widget in (self.form, self.reading, self.empty):
            self.body.addWidget(widget, 1)
        self.body.addWidget(self._below)
        self.show_parts()

    def boxes(self) -> tuple[AskBox, ...]:
        """The questions the card can ask."""
        return (self.reply, self.talk, self.withdraw)

    def set_side_by_side(self, is_on: bool) -> None:
        """It is one column everywhere."""

    @property
    def is_form(self) -> bool:
        """Whether a call is being reviewed here."""
        sheet = self.sheet
        is_published = (
            sheet is not None and sheet.row is not None and sheet.row.review.published_at is not None
        )
        return sheet is not None and sheet.card is not None and not is_published

    def show_sheet(self, sheet: Sheet | None, now: datetime, *, may_coach: bool, is_admin: bool) -> None:
        """Show a call, or a review; None: nothing is opened."""
        if self.box is not None:
            self.leave_box()
        self.sheet = sheet
        review = None if sheet is None or sheet.row is None else sheet.row.review
        is_mine = review is not None and review.person_id == self._me
        leads = may_coach and review is not None and not is_mine and review.published_at is not None
        stands = review is not None and review.withdrawn_at is None
        by_me = review is not None and review.by_id == self._me
        self.may_reply = is_mine and stands
        self.may_withdraw = leads and stands and (by_me or is_admin)
        self.may_talk = leads and stands and review is not None and (
            review.talk_at is not None and review.talked_at is None
        )  # fmt: skip
        if sheet is not None and self.is_form:
            self.form.show_sheet(sheet, now)
        elif sheet is not None and sheet.row is not None:
            self.reading.show_sheet(sheet, now)
        self.show_parts()

    def show_parts(self) -> None:
        is_read = self.sheet is not None and self.sheet.row is not None and not self.is_form
        self.form.setVisible(self.is_form)
        self.reading.setVisible(is_read)
        self.empty.setVisible(not is_read and not self.is_form)
        acts = (self.may_reply, self.may_talk, self.may_talk, self.may_withdraw)
        is_calm = self.box is None
        self._below.setVisible(is_read and (any(acts) or not is_calm))
        self._buttons.setVisible(is_calm)
        buttons = (self.answer, self.held, self.move_talk, self.take_back)
        for button, may in zip(buttons, acts, strict=True):
            button.setVisible(may)

    def tell(self, title: str, words: str, act: str = "", key: str = "", icon: str = "act.receipt") -> None:
        """What stands here while nothing is opened."""
        self.empty.tell(title, words, act=act, key=key, icon=icon)
