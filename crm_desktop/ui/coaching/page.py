"""The coaching page: calls to review beside their review; the own reviews, to be read and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.services.coaching import Queue, ReviewRow, Sheet
from crm_desktop.ui.coaching.acts import CoachingActs
from crm_desktop.ui.coaching.card import CoachingCard
from crm_desktop.ui.coaching.cards_panel import CardsPanel
from crm_desktop.ui.coaching.list_model import CoachingModel, CoachingTable, Item
from crm_desktop.ui.coaching.published import PublishedActs
from crm_desktop.ui.coaching.sampling_panel import SamplingPanel
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.shell.beside import CARD_TAB
from crm_desktop.ui.shell.list_page import ListPage
from crm_desktop.ui.shell.page import PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.tabs import SegmentedChoice, Tabs

TODO, PUBLISHED = 0, 1
FOOT = 56  # px at 100 %
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows, read in one go."""

    queue: Queue | None
    published: tuple[ReviewRow, ...]


class CoachingPage(ListPage[Item]):
    """Calls and reviews are opened one by one, since each opening is kept."""

    CARD_WIDTHS = (560, 700)
    card: CoachingCard

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.is_coach = self.session.actor.may(Permission.COACH, Reach.TEAM)
        self.is_admin = self.session.actor.reach(Permission.COACH) is Reach.ALL
        self.chosen: Item | None = None
        self._queue: Queue | None = None
        self._wanted: UUID | None = None
        self._has_drawn = False
        self.model = CoachingModel(self.zone, self)
        self.table = CoachingTable(self.tr("Calls and reviews"))
        self.table.is_own = not self.is_coach
        self.empty = EmptyState(self.tr("Looking …"), icon="act.receipt")
        self.card = CoachingCard(self.session)
        self.filters = self._make_filters()
        self.lay_out(
            Tabs([self.tr("List"), self.tr("Review")], self.tr("List or review")),
            self.tr("List of calls and reviews"),
        )
        self._wire()
        self.published = PublishedActs(self)
        self.acts = CoachingActs(self)
        self._show_nothing()
        follow_theme(self.rescale)

    def _make_filters(self) -> QWidget:
        found = QWidget()
        row = Row(found, gap=8)
        self.which = SegmentedChoice([self.tr("To do"), self.tr("Published")], self.tr("What is shown"))
        self.cards_button = KeyCapButton(self.tr("Scorecards"), "S", icon="act.tasks")
        self.sampling_button = KeyCapButton(self.tr("Which calls are drawn"), "G", icon="act.filter")
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.cards_button)
        row.addWidget(self.sampling_button)
        found.setVisible(self.is_coach)
        return found

    def _wire(self) -> None:
        self.which.changed.connect(lambda _: self._show_items())
        self.cards_button.clicked.connect(self.show_cards)
        self.sampling_button.clicked.connect(self.show_sampling)
        self.table.opened.connect(lambda _: self.open_chosen())
        self.table.clicked.connect(lambda _: self.open_chosen())
        card, form = self.card, self.card.form
        form.publish_asked.connect(self.submit)
        form.save_asked.connect(self.keep)
        form.drop_asked.connect(self.drop)
        card.empty.acted.connect(self._begin)
        self.empty.acted.connect(self._begin)

    @cached_property
    def cards_panel(self) -> CardsPanel:
        """The scorecards; made when they are first asked for."""
        panel = CardsPanel(self.context)
        self._add_panel(panel)
        return panel

    @cached_property
    def sampling_panel(self) -> SamplingPanel:
        """Which calls are drawn."""
        panel = SamplingPanel(self.context)
        self._add_panel(panel)
        return panel

    def _add_panel(self, panel: CardsPanel | SamplingPanel) -> None:
        panel.left.connect(self.back)
        panel.hide()
        layout = self.layout()
        assert isinstance(layout, QBoxLayout), "a column"
        layout.addWidget(panel, 1)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`call_id` opens that call to be reviewed, `review_id` that review."""
        call_id, review_id = arguments.get("call_id"), arguments.get("review_id")
        if isinstance(call_id, UUID) and self.is_coach:
            self._open_call(call_id)
        elif isinstance(review_id, UUID):
            self.which.choose(PUBLISHED)
            self._open_review(review_id)

    def activate(self) -> None:
        if not self.is_coach or self._has_drawn:
            self.read()
            return
        self._has_drawn = True
        sampling, actor = self.session.services.sampling, self.session.actor
        op = self.context.ops.store(self, lambda: sampling.draw(actor)).changes("reviews")
        op.success(lambda _: None).failure(lambda _: None).settled(self.read).start()

    def deactivate(self) -> None:
        """What was typed is kept as a draft."""
        self._keep_quietly()

    def focus_first(self) -> None:
        if self.card.is_form:
            self.card.form.focus_first()
        else:
            self.table.setFocus()

    def rescale(self) -> None:
        super().rescale()
        if self._shown_panel() is not None:
            self._show_panel(self._shown_panel())
        self.filters.setVisible(self.filters.isVisibleTo(self) and self.is_coach)

    def status_parts(self) -> StatusParts:
        if self._queue is None:
            return StatusParts()
        count = self._queue.count
        words = plural(self.tr("{} call(s) to review", "", count), count)
        talks = len(self._queue.talks)
        told = plural(self.tr("{} talk(s) to hold", "", talks), talks)
        return StatusParts([StatusPart(words, str(count)), StatusPart(told, str(talks))])

    def toast_clearance(self) -> int:
        """The foot of the card, or of the panel in its place."""
        return max(current().px(FOOT), self.card.form.foot.height() if self.card.form.isVisible() else 0)

    # ---- reading -------------------------------------------------------------------------------

    def read(self) -> None:
        coaching, actor, is_coach = self.session.services.coaching, self.session.actor, self.is_coach

        def ask() -> _Read:
            return _Read(coaching.queue(actor) if is_coach else None, coaching.published(actor))

        op = self.context.ops.read(self, ask).latest_only("coaching.list")
        op.success(self._came).failure(self._failed).start()

    def _came(self, read: _Read) -> None:
        self._has_read, self._queue, self._reviews = True, read.queue, read.published
        self._show_items()

    def _failed(self, error: UserError) -> None:
        self._queue = None
        self.not_read(error, self.tr("There is nothing to show"))

    def _show_items(self) -> None:
        if not self._has_read:
            return
        queue, is_todo = self._queue, self.is_coach and self.which.index() == TODO
        if is_todo and queue is not None:
            items = [Item(row=row, is_todo=True) for row in (*queue.drafts, *queue.talks)]
            items += [Item(drawn, is_todo=True) for drawn in queue.waiting]
            soon = self.now() + SOON
            items.sort(key=lambda item: _rank(item, soon))
        else:
            items = [Item(row=row) for row in sorted(self._reviews, key=_published_rank)]
        self._tell_empty(is_todo=is_todo)
        kept = None if self.chosen is None else self.model.id_of(self.chosen)
        self.show_rows(items, self._wanted or kept)
        self._wanted = None

    def _tell_empty(self, *, is_todo: bool) -> None:
        queue = self._queue
        if not self.is_coach:
            self.empty.tell(
                self.tr("No review yet"),
                self.tr("When one of your calls was reviewed you are told, read it here and can answer it."),
            )
        elif not is_todo or queue is None:
            self.empty.tell(
                self.tr("Nothing published yet"), self.tr("Published reviews stand here."), icon="act.receipt"
            )
        elif not queue.has_card:
            self.empty.tell(
                self.tr("No scorecard yet"),
                self.tr("A scorecard says what a call is reviewed by. Make one first."),
                act=self.tr("Make a scorecard"), key="S",
            )  # fmt: skip
        elif not queue.has_rule:
            self.empty.tell(
                self.tr("No calls are drawn"),
                self.tr("Say how many calls a week are drawn, or review a call from a report’s rows."),
                act=self.tr("Which calls are drawn"), key="G",
            )  # fmt: skip
        else:
            self.empty.tell(
                self.tr("Everything is reviewed"),
                self.tr("The next calls are drawn when this week is over."),
                icon="sign.ok",
            )

    def _begin(self) -> None:
        """What an empty list, or a card without a scorecard, offers."""
        if self._queue is not None and self._queue.has_card and self.card.sheet is None:
            self.show_sampling()
        else:
            self.show_cards()

    def choose(self, row: Item | None) -> None:
        self.chosen = row
        self.acts.state_changed()

    def _show_nothing(self) -> None:
        words = (
            self.tr("Choose a call in the list and press Enter. That you opened it is kept.")
            if self.is_coach
            else self.tr("Choose a review in the list and press Enter.")
        )
        self.card.tell(self.tr("Nothing opened"), words)

    # ---- opening -------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """The chosen call or review, in the card."""
        if self.chosen is None:
            return
        if self.chosen.is_form:
            self._open_call(self.chosen.call_id)
        else:
            assert self.chosen.row is not None, "what is published is a review"
            self._open_review(self.chosen.row.review.id)

    def _open_call(self, call_id: UUID) -> None:
        coaching, actor = self.session.services.coaching, self.session.actor
        self._open(lambda: coaching.open_call(actor, call_id))

    def _open_review(self, review_id: UUID) -> None:
        coaching, actor = self.session.services.coaching, self.session.actor
        self._open(lambda: coaching.open_review(actor, review_id))

    def _open(self, ask: Callable[[], Sheet]) -> None:
        self._keep_quietly()
        self._close_panels()
        op = self.context.ops.store(self, ask)
        op.success(self._opened).failure(self.context.notices.user_error).start()

    def _opened(self, sheet: Sheet) -> None:
        self.card.show_sheet(sheet, self.now(), may_coach=self.is_coach, is_admin=self.is_admin)
        if sheet.card is None:
            self.card.tell(
                self.tr("No scorecard for this call"),
                self.tr("Its campaign has none, and there is none for all others. Make one first."),
                act=self.tr("Make a scorecard"), key="S",
            )  # fmt: skip
        if self._width < Width.FULL:
            self.tabs.choose(CARD_TAB)
        if self.card.is_form:
            self.card.form.focus_first()
        self.acts.state_changed()

    def back(self) -> None:
        """The list again, with the keyboard."""
        if self._shown_panel() is not None:
            self._close_panels()
            self.read()
        if self._width < Width.FULL:
            self.tabs.choose(0)
        self.table.setFocus()

    def switch(self) -> None:
        """What is to be done, or what was published."""
        self.which.choose(PUBLISHED if self.which.index() == TODO else TODO)

    def toggle_history(self) -> None:
        """The lead's history, in the card."""
        facts = self.card.form.facts if self.card.is_form else self.card.reading.facts
        facts.history.setChecked(not facts.history.isChecked())

    # ---- reviewing -----------------------------------------------------------------------------

    def submit(self) -> None:
        if self.card.box is not None:
            self.card.box.submit()
        elif self._shown_panel() is None and self.card.is_form:
            self._save(is_published=True)

    def can_keep(self) -> bool:
        """Whether there is anything to keep with Ctrl+S."""
        return self._shown_panel() is not None or self.card.is_form

    def keep(self) -> None:
        """Keep the draft, or what was changed in the panel that is shown."""
        panel = self._shown_panel()
        if panel is not None:
            panel.submit()
        elif self.card.is_form:
            self._save(is_published=False)

    def _keep_quietly(self) -> None:
        if self.card.is_form and self.card.form.is_edited:
            self._save(is_published=False, is_quiet=True)

    def _save(self, *, is_published: bool, is_quiet: bool = False) -> None:
        form = self.card.form
        command = form.command(is_published=is_published)
        if command is None or (self._is_busy and not is_quiet):
            return
        self._is_busy = True
        coaching, actor = self.session.services.coaching, self.session.actor

        def done(row: ReviewRow) -> None:
            if is_published:
                self.context.notices.toast(
                    self.tr("Published. {name} is told").format(name=row.person_name)
                )  # fmt: skip
                self._go_on(row.review.call_id)
                return
            call = None if form.sheet is None else form.sheet.call
            if call is not None and call.id == row.review.call_id:
                form.kept(row.review.id, row.review.version)
            if not is_quiet:
                self.context.notices.toast(self.tr("Kept as a draft"))
            self.read()

        def refused(error: UserError) -> None:
            if is_quiet:
                self.context.notices.user_error(error)
            else:
                form.show_trouble(error, tr_error(error))

        op = self.context.ops.store(self, lambda: coaching.save(actor, command)).changes("reviews")
        op.success(done).failure(refused).settled(self.settled).start()

    def _go_on(self, call_id: UUID) -> None:
        """The next call to review; without one the list."""
        shown = self.model.shown
        at = next((place for place, item in enumerate(shown) if item.call_id == call_id), -1)
        after = [item for item in (*shown[at + 1 :], *shown[: max(at, 0)]) if item.is_form and item.is_todo]
        self.card.form.is_edited = False
        self.card.show_sheet(None, self.now(), may_coach=self.is_coach, is_admin=self.is_admin)
        self._show_nothing()
        self.read()
        if after and after[0].call_id != call_id:
            self._wanted = after[0].call_id
            self._open_call(after[0].call_id)
        else:
            self.back()

    def drop(self) -> None:
        """Drop the draft; a drawn call waits again."""
        draft = self.card.form.draft_id
        coaching, actor = self.session.services.coaching, self.session.actor
        if draft is None:
            return
        self.card.form.is_edited = False
        self.act(lambda: coaching.drop(actor, draft), self.tr("Dropped"), closes=True)

    # ---- acts ----------------------------------------------------------------------------------

    def act(self, work: Callable[[], object], words: str, *, closes: bool = False) -> None:
        if self._is_busy:
            return
        self._is_busy = True

        def done(_: object) -> None:
            self.card.leave_box()
            self.context.notices.toast(words)
            if closes:
                self.card.show_sheet(None, self.now(), may_coach=self.is_coach, is_admin=self.is_admin)
                self._show_nothing()
                self.back()
            else:
                self._open_review(self.published.review_id())
            self.read()

        op = self.context.ops.store(self, work).changes("reviews")
        op.success(done).failure(self.refused).settled(self.settled).start()

    # ---- scorecards and sampling ---------------------------------------------------------------

    def show_cards(self) -> None:
        """The scorecards, in place of the list."""
        self._keep_quietly()
        sheet = self.card.sheet
        campaign_id = None if sheet is None or sheet.call is None else sheet.call.campaign_id
        self.cards_panel.load(campaign_id if sheet is not None and sheet.card is None else None)
        self._show_panel(self.cards_panel)

    def show_sampling(self) -> None:
        """Which calls are drawn, in place of the list."""
        self._keep_quietly()
        self.sampling_panel.load()
        self._show_panel(self.sampling_panel)

    def _shown_panel(self) -> CardsPanel | SamplingPanel | None:
        for name in ("cards_panel", "sampling_panel"):
            panel: CardsPanel | SamplingPanel | None = self.__dict__.get(name)
            if panel is not None and panel.isVisibleTo(self):
                return panel
        return None

    def _show_panel(self, panel: CardsPanel | SamplingPanel | None) -> None:
        if panel is None:
            return
        self._close_panels(is_back=False)
        for part in (self.filters, self.tabs, self.list_panel, self.card):
            part.hide()
        self._stretch(0)
        panel.show()
        panel.focus_first()

    def _close_panels(self, *, is_back: bool = True) -> None:
        for name in ("cards_panel", "sampling_panel"):
            if name in self.__dict__:
                self.__dict__[name].hide()
        if is_back:
            self._stretch(1)
            super().rescale()
            self.filters.setVisible(self.is_coach and not self.filters.isHidden())

    def _stretch(self, factor: int) -> None:
        """Give the list room, or none: a hidden row of a layout still takes its share."""
        layout = self.layout()
        assert isinstance(layout, QBoxLayout), "a column"
        layout.setStretchFactor(self._beside, factor)


def _rank(item: Item, soon: datetime) -> int:
    """Talks of the next day, then drafts, then calls drawn, then later talks."""
    if item.row is None:
        return 2
    review = item.row.review
    if review.published_at is None:
        return 1
    return 0 if review.talk_at is not None and review.talk_at <= soon else 3


def _published_rank(row: ReviewRow) -> int:
    """As headings follow each other: talks to come, those that stand, those withdrawn."""
    review = row.review
    if review.withdrawn_at is not None:
        return 2
    return 0 if review.talk_at is not None and review.talked_at is None else 1
