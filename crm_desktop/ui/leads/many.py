"""Many leads at once: hand them out, give, tag or change them, with what would happen shown before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.batches import NEEDS, Batch, Change, Kind
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.handing_out import Preview, Share
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.leads.ending_many import DeletingPart, MergingPart
from crm_desktop.ui.leads.many_words import done_words, left_alone_words, undone_words
from crm_desktop.ui.leads.takers import TakersPart
from crm_desktop.ui.leads.words import status_words
from crm_desktop.ui.ops import Changed, Progress
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import SUBMIT_KEYS, PagePopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text

PREVIEW_MS = 150


class ManyPanel(PagePopover):
    """What to do, to whom, how many it changes; Ctrl+Enter does it. No key of the page is awake meanwhile."""

    done = Signal()
    past_asked = Signal()
    erase_asked = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=520)
        self._numbers: Sequence[int] = ()
        self._view: tuple[LeadQuery, str] | None = None
        self._preview: Preview | None = None
        self._is_busy = self._is_filling = False
        self.title.setText(self.tr("Many leads at once"))
        self.setAccessibleName(self.tr("Many leads at once"))
        self.count = Text("", "body", tone="muted", wrap=True)
        self.what = ComboBox(self.tr("What to do"))
        self.takers = TakersPart()
        self.person = ComboBox(self.tr("To whom"))
        self.person.setPlaceholderText(self.tr("To whom"))
        self.person.setProperty("user_data", True)
        self.status = ComboBox(self.tr("Status"))
        self.campaign = ComboBox(self.tr("Campaign"))
        self.campaign.setPlaceholderText(self.tr("Campaign"))
        self.campaign.setProperty("user_data", True)
        self.tag = Field(self.tr("Tag"))
        self.tag.edit.setProperty("user_data", True)
        self.merging = MergingPart()
        self.deleting = DeletingPart()
        self.told = Text("", "body_strong", wrap=True, tabular=True)
        self.left = Text("", "table", tone="muted", wrap=True)
        self.error = Text("", "table", tone="danger", wrap=True)
        self._fill_choices()
        self._lay_out()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(PREVIEW_MS)
        self._wire()

    def _fill_choices(self) -> None:
        for kind, words in (
            (Kind.HAND_OUT, self.tr("Hand out among several")),
            (Kind.OWNER, self.tr("Give to one person")),
            (Kind.CAMPAIGN, self.tr("Put into a campaign")),
            (Kind.STATUS, self.tr("Change the status")),
            (Kind.TAG, self.tr("Add a tag")),
            (Kind.UNTAG, self.tr("Take a tag off")),
            (Kind.MERGE, self.tr("Merge doubles")),
            (Kind.DELETE, self.tr("Delete")),
        ):
            permission, reach = NEEDS[kind]
            if self._session.actor.may(permission, reach):
                self.what.addItem(words, kind.value)
        for status in LeadStatus:
            self.status.addItem(status_words(status), status.value)

    def _lay_out(self) -> None:
        self.go = KeyCapButton(self.tr("Do it"), "Ctrl+Return", kind="primary", icon="lead.reassign")
        self.past = KeyCapButton(self.tr("Earlier changes"), kind="link", size="compact")
        self.erase = KeyCapButton(self.tr("Erase them for good instead …"), kind="link", size="compact")
        self._may_erase = self._session.actor.may(Permission.ANSWER_PEOPLE, Reach.ALL)
        answer = Column(gap=2)
        for line in (self.told, self.left, self.error):
            answer.addWidget(line)
        column = self.column
        column.addWidget(self.count)
        for part in (
            self.what,
            self.takers,
            self.person,
            self.campaign,
            self.status,
            self.tag,
            self.merging,
            self.deleting,
        ):
            column.addWidget(part)
        instead = Row()
        instead.addWidget(self.erase)
        instead.addStretch(1)
        column.addLayout(instead)
        column.addLayout(answer)
        self.add_foot(self.go, beside=(self.past,))

    def _wire(self) -> None:
        self._asking.timeout.connect(self._look_ahead)
        self.what.currentIndexChanged.connect(lambda _: self._chosen())
        for box in (self.person, self.campaign, self.status):
            box.currentIndexChanged.connect(lambda _: self._changed())
        self.tag.text_changed.connect(lambda _: self._changed())
        self.takers.changed.connect(self._changed)
        self.merging.changed.connect(self._changed)
        self.go.clicked.connect(self.submit)
        self.past.clicked.connect(self._to_past)
        self.erase.clicked.connect(self._to_erase)
        # Queued: the key that does it must not be heard again by the page below.
        self.tag.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)
        self.on_keys(SUBMIT_KEYS, self.submit)

    def first_focus(self) -> QWidget:
        return self.what

    def ask(
        self,
        numbers: Sequence[int],
        anchor: QWidget,
        *,
        view: tuple[LeadQuery, str] | None,
        kind: Kind | None = None,
    ) -> None:
        """Open for these leads; `view`, with its name: nothing was chosen, it is about all that it shows."""
        self._numbers, self._view = numbers, view
        are_all = view is not None
        self.takers.offer_repeat(view is not None and not view[0].text and not view[0].among)
        batches, actor = self._session.services.batches, self._session.actor
        count = len(numbers)
        if are_all:
            words = plural(self.tr("All {count} lead(s) of this view", "", count), count)
        else:
            words = plural(self.tr("{count} lead(s) chosen", "", count), count)
        self.count.setText(words.format(count=group_indian(count)))

        campaigns = self._session.services.campaigns

        def read() -> tuple[tuple[Share, ...], list[tuple[str, str]]]:
            return batches.takers(actor), [(c.name, str(c.id)) for c in campaigns.list(actor)]

        def fill(read: tuple[tuple[Share, ...], list[tuple[str, str]]]) -> None:
            takers, named = read
            self._is_filling = True
            self.campaign.clear()
            for name, campaign_id in named:
                self.campaign.addItem(name, campaign_id)
            self.campaign.setCurrentIndex(-1)
            self.takers.show_takers(takers)
            self.person.clear()
            self.person.addItem(self.tr("Nobody: whoever calls next"), "")
            for share in takers:
                self.person.addItem(share.name, str(share.person_id))
            self.person.setCurrentIndex(-1)
            self.tag.set_text("")
            self.merging.begin()
            self.tag.set_error("")
            if kind is not None:
                self.what.setCurrentIndex(self.what.findData(kind.value))
            self._is_filling = False
            self._chosen()

        self.open_with(read, fill, anchor, "leads.many.takers")

    @property
    def kind(self) -> Kind:
        """What is to be done."""
        return Kind(self.what.currentData())

    # ---- before ----------------------------------------------------------------------------------

    def _chosen(self) -> None:
        kind = self.kind
        named = {
            Kind.HAND_OUT: self.tr("Hand out"),
            Kind.DELETE: self.tr("Delete"),
            Kind.MERGE: self.tr("Merge"),
        }
        self.go.set_words(named.get(kind, self.tr("Change")))
        icons = {Kind.DELETE: "act.delete", Kind.MERGE: "lead.merge"}
        self.go.set_icon(icons.get(kind, "lead.reassign"))
        self.go.set_kind("danger" if kind is Kind.DELETE else "primary")
        self.merging.setVisible(kind is Kind.MERGE)
        self.deleting.setVisible(kind is Kind.DELETE)
        self.erase.setVisible(kind is Kind.DELETE and self._may_erase)
        self.takers.setVisible(kind is Kind.HAND_OUT)
        self.person.setVisible(kind is Kind.OWNER)
        self.campaign.setVisible(kind is Kind.CAMPAIGN)
        self.status.setVisible(kind is Kind.STATUS)
        self.tag.setVisible(kind in (Kind.TAG, Kind.UNTAG))
        self._changed()

    def _changed(self) -> None:
        if self._is_filling:
            return
        self._preview = None
        self.go.setEnabled(False)
        self.error.hide()
        self._asking.start()

    def _what(self) -> HandOut | Change | None:
        """What is asked for; None while something is still to be said."""
        kind = self.kind
        if kind is Kind.HAND_OUT:
            return self.takers.how()
        if kind is Kind.OWNER:
            at = self.person.currentIndex()
            return None if at < 0 else Change(kind, str(self.person.currentData()))
        if kind is Kind.CAMPAIGN:
            at = self.campaign.currentIndex()
            return None if at < 0 else Change(kind, str(self.campaign.currentData()))
        if kind is Kind.STATUS:
            return Change(kind, str(self.status.currentData()))
        if kind is Kind.DELETE:
            return Change(kind)
        if kind is Kind.MERGE:
            stays, with_other_names = self.merging.how()
            return Change(kind, stays.value, with_other_names)
        tag = self.tag.text().strip()
        return Change(kind, tag) if tag else None

    def _look_ahead(self) -> None:
        what, numbers = self._what(), self._numbers
        if what is None:
            self._show(None)
            return
        batches, actor = self._session.services.batches, self._session.actor

        def look() -> Preview:
            if isinstance(what, HandOut):
                return batches.preview_hand_out(actor, numbers, what)
            return batches.preview(actor, numbers, what)

        op = self._context.ops.read(self, look).latest_only("leads.many")
        op.success(self._show).failure(self._refuse).start()

    def _show(self, preview: Preview | None) -> None:
        self._preview = preview
        self.takers.show_shares(preview.shares if preview is not None else ())
        self.go.setEnabled(self._can_go(preview))
        self.left.setVisible(preview is not None and bool(preview.skipped))
        if preview is None:
            self.told.setText(self.tr("Say what, and you see here what it does."))
            return
        words = plural(self.tr("Changes {count} lead(s)", "", preview.changed), preview.changed)
        if self.kind is Kind.HAND_OUT:
            words = plural(self.tr("Hands out {count} lead(s)", "", preview.changed), preview.changed)
        elif self.kind is Kind.MERGE:
            words = plural(self.tr("Merges {count} double(s)", "", preview.changed), preview.changed)
        elif self.kind is Kind.DELETE:
            words = plural(self.tr("Deletes {count} lead(s)", "", preview.changed), preview.changed)
        self.told.setText(words.format(count=group_indian(preview.changed)))
        self.left.setText(left_alone_words(preview.skipped))

    def _can_go(self, preview: Preview | None) -> bool:
        """Something changes; what is done again and again may begin with nothing."""
        repeats = self.kind is Kind.HAND_OUT and self.takers.repeats() is not None
        return preview is not None and (preview.changed > 0 or repeats)

    def _refuse(self, error: UserError) -> None:
        self._preview = None
        self.go.setEnabled(False)
        self.told.setText("")
        self.left.hide()
        self.error.setText(tr_error(error))
        self.error.show()

    # ---- doing it --------------------------------------------------------------------------------

    def submit(self) -> None:
        """Do it, once it was seen what it does."""
        what, numbers = self._what(), self._numbers
        if what is None or not self._can_go(self._preview) or self._is_busy:
            return
        self._is_busy = True
        batches, actor, request = self._session.services.batches, self._session.actor, new_id()

        repeats, view, plans = self.takers.repeats(), self._view, self._session.services.hand_out_plans

        def work(progress: Progress) -> Batch:
            if isinstance(what, Change):
                return batches.change(actor, numbers, what, request, progress)
            done = batches.hand_out(actor, numbers, what, request, progress)
            if repeats is not None and view is not None:  # last: tried again it makes no second
                every, at = repeats
                plans.save(actor, view[0], what, name=view[1], every_minutes=every, at_minute=at)
            return done

        def settled() -> None:
            self._is_busy = False

        self.dismiss()
        ops = self._context.ops
        op = ops.store_reporting(self, work).changes("leads", "queue").undo(done_words, self._take_back)
        op.progress(self.tr("Changing leads"), cancellable=True)
        op.success(lambda _: self.done.emit()).settled(settled).start()

    def _take_back(self, batch: Batch) -> Changed[None]:
        undone = self._session.services.batches.undo(self._session.actor, batch.id)
        if undone.kept or undone.erased or undone.worked:
            QTimer.singleShot(0, self, lambda: self._context.notices.info(undone_words(undone)))
        return Changed(None, frozenset({"leads", "queue"}))

    def _to_past(self) -> None:
        self.dismiss()
        self.past_asked.emit()

    def _to_erase(self) -> None:
        self.dismiss()
        self.erase_asked.emit()
