"""What is asked over the board: the line of a note, the campaign to move to; and why one stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.board import BoardRow
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.board import CampaignNow
from crm_desktop.services.desk_notes import LONGEST
from crm_desktop.ui.campaigns.why_panel import WhyPanel
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover, PagePopover
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.text import Text


class NotePopover(FormPopover):
    """A line for somebody's calling screen."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=420)
        self._row: BoardRow | None = None
        self._done: Callable[[UUID], object] = lambda _: None
        self._request = new_id()
        self.line = Field(self.tr("Note"))
        self.line.edit.setMaxLength(LONGEST)
        hint = self.tr(
            "Shown on the calling screen, never while a result is entered. No customer’s data, please."
        )
        self.column.addWidget(self.line)
        self.column.addWidget(Text(hint, "caption", tone="muted", wrap=True))
        self.send = KeyCapButton(self.tr("Send"), "Enter", kind="primary", icon="act.send")
        self.send.clicked.connect(self.submit)
        self.add_foot(self.send)
        self.enter_submits(self.line)

    def ask(self, row: BoardRow, anchor: QWidget, done: Callable[[UUID], object]) -> None:
        """For this person."""
        self._row, self._done, self._request = row, done, new_id()
        self.title.setText(self.tr("Note to {name}").format(name=row.name))
        self.title.setProperty("user_data", True)
        self.setAccessibleName(self.title.text())
        self.line.set_text("")
        self.line.set_error("")
        self.tell("")
        self.open_under(anchor)

    def first_focus(self) -> QWidget:
        return self.line.edit

    def submit(self) -> None:
        row, words, request = self._row, self.line.text(), self._request
        if row is None or self._is_busy:
            return
        notes, actor = self._session.services.desk_notes, self._session.actor

        def done() -> None:
            self._context.notices.toast(self.tr("Sent to {name}").format(name=row.name))
            self._done(row.person_id)

        self.keep(lambda: notes.send(actor, row.person_id, words, request), ("notes",), done)

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"text": self.line}, error):
            super().refused(error)


class MovePopover(FormPopover):
    """To which campaign somebody goes."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=420)
        self._row: BoardRow | None = None
        self._done: Callable[[UUID], object] = lambda _: None
        self.to = ComboBox(self.tr("Campaign to move to"))
        self.to.setProperty("user_data", True)
        hint = self.tr("Their calling screen goes there after the call in hand, and tells them.")
        self.column.addWidget(self.to)
        self.column.addWidget(Text(hint, "caption", tone="muted", wrap=True))
        self.go = KeyCapButton(self.tr("Move"), "Ctrl+Return", kind="primary", icon="lead.reassign")
        self.go.clicked.connect(self.submit)
        self.add_foot(self.go)

    def ask(
        self, row: BoardRow, campaigns: Sequence[CampaignNow], anchor: QWidget, done: Callable[[UUID], object]
    ) -> None:
        """For this person; campaigns with most to dial come first, their own is left out."""
        self._row, self._done = row, done
        self.title.setText(self.tr("Move {name} to another campaign").format(name=row.name))
        self.title.setProperty("user_data", True)
        self.setAccessibleName(self.title.text())
        self.tell("")
        self.to.clear()
        others = [each for each in campaigns if each.id != row.campaign_id and not each.is_paused]
        for each in sorted(others, key=lambda one: -one.counts.dialable):
            words = self.tr("{name}: {now} now").format(name=each.name, now=each.counts.dialable)
            self.to.addItem(words, each.id)
        self.go.setEnabled(bool(others))
        if not others:
            self.tell(self.tr("There is no other campaign that is called at present."))
        self.open_under(anchor)

    def first_focus(self) -> QWidget:
        return self.to

    def submit(self) -> None:
        row, to, name = self._row, self.to.currentData(), self.to.currentText().rpartition(":")[0]
        if row is None or not isinstance(to, UUID) or self._is_busy:
            return
        self._is_busy = True
        notes, actor, left = self._session.services.desk_notes, self._session.actor, row.campaign_id
        request, back = new_id(), new_id()

        def done(_: object) -> None:
            self.dismiss()
            self._done(row.person_id)

        def settled() -> None:
            self._is_busy = False

        op = self._context.ops.store(self, lambda: notes.move(actor, row.person_id, to, request, left))
        op = op.changes("campaigns", "notes").success(done).failure(self.refused).settled(settled)
        if left is not None:
            words = self.tr("{name} works on {campaign} now").format(name=row.name, campaign=name)
            op = op.undo(words, lambda _: notes.move(actor, row.person_id, left, back, to))
        op.start()


class WhyPopover(PagePopover):
    """Why a campaign isn't dialling: the same counts as on its own page, each leading to its leads."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        self._fits = False
        super().__init__(page, context, width=860)
        self.title.setText(self.tr("Why isn’t it dialling?"))
        self.setAccessibleName(self.title.text())
        self.which = ComboBox(self.tr("Campaign"), size="compact")
        self.which.setProperty("user_data", True)
        self.panel = WhyPanel(context, self)
        self.column.addWidget(self.which)
        self.column.addWidget(self.panel, 1)
        self.add_foot()
        self._fits = True
        self.which.currentIndexChanged.connect(self._chosen)
        self._is_filling = False

    def ask(self, campaign_id: UUID, campaigns: Sequence[CampaignNow], anchor: QWidget) -> None:
        """Of this campaign; another can be chosen above."""
        self._is_filling = True
        self.which.clear()
        for each in campaigns:
            self.which.addItem(each.name, each.id)
        self.which.setCurrentIndex(max(0, self.which.findData(campaign_id)))
        self._is_filling = False
        known = next((each for each in campaigns if each.id == campaign_id), None)
        if known is not None:
            self.panel.show_counts(known.counts, campaign_id)
        self.panel.show_campaign(campaign_id)
        self.open_under(anchor)

    def place(self) -> None:
        if self._fits:  # once the panel is made
            room = self._page.height() - current().px(170)
            self.panel.setFixedHeight(max(current().px(150), min(current().px(430), room)))
        super().place()

    def first_focus(self) -> QWidget:
        return self.which

    def _chosen(self) -> None:
        campaign_id = self.which.currentData()
        if not self._is_filling and isinstance(campaign_id, UUID):
            self.panel.show_campaign(campaign_id)
