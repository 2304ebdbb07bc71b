"""Earlier changes of many leads: what, who, when, and taking one back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.batches import Batch
from crm_desktop.domain.formats import clock, day, group_indian
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.services.batches import Undone
from crm_desktop.store.hand_out_plans import HandOutPlan
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.leads.many_words import undone_words, what_words
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import PagePopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

LEAST_ROOM = 500  # px that words have across


class PastMany(PagePopover):
    """The newest first; those of the last 30 days can be taken back."""

    query_asked = Signal(object, str)  # LeadQuery, what it is called

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=560)
        self.title.setText(self.tr("Earlier changes of many leads"))
        self.setAccessibleName(self.tr("Earlier changes of many leads"))
        self.buttons: list[KeyCapButton] = []
        self.list = Scroll()
        self.column.addWidget(self.list)
        self.add_foot()

    def ask(self, anchor: QWidget) -> None:
        """Open with what was done."""
        batches, actor = self._session.services.batches, self._session.actor

        plans = self._session.services.hand_out_plans

        def read() -> tuple[tuple[Batch, ...], tuple[HandOutPlan, ...]]:
            return batches.past(actor), plans.all(actor)

        self.open_with(read, lambda found: self._fill(*found), anchor, "leads.many.past")

    def _fill(self, found: tuple[Batch, ...], plans: tuple[HandOutPlan, ...]) -> None:
        body = QWidget()
        column = Column(body, margins=(0, 4, 12, 4), gap=8)
        self.buttons = []
        for plan in plans:
            if self.buttons:
                column.addWidget(Rule())
            column.addLayout(self._plan(plan))
        for batch in found:
            if self.buttons or column.count():
                column.addWidget(Rule())
            column.addLayout(self._row(batch))
        if not found and not plans:
            empty = self.tr("Nothing yet. What you do to many leads at once stands here, to be taken back.")
            column.addWidget(Text(empty, "body", tone="muted", wrap=True))
        column.addStretch(1)
        self.list.setWidget(body)
        self.list.fit_words(360, LEAST_ROOM)

    def _row(self, batch: Batch) -> Row:
        row = Row(gap=12)
        words = Column(gap=2)
        title = Text(what_words(batch), "body_strong", wrap=True)
        title.setProperty("user_data", True)
        words.addWidget(title)
        told = Text(self._told(batch), "caption", tone="muted", wrap=True, tabular=True)
        told.setProperty("user_data", True)
        words.addWidget(told)
        row.addLayout(words, 1)
        if batch.kept and batch.undone_at is not None:
            show = KeyCapButton(self.tr("Show what stayed"), size="compact", kind="quiet")
            show.clicked.connect(self._showing(batch))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(show)
        elif batch.can_undo(self._session.clock.now()):
            undo = KeyCapButton(self.tr("Undo"), size="compact", icon="act.undo")
            undo.clicked.connect(self._undoing(batch))
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(undo)
        return row

    def _plan(self, plan: HandOutPlan) -> Row:
        """A hand-out that repeats, to be stopped."""
        zone = self._session.services.workspace.zone
        if plan.every_minutes is not None:
            often = plural(self.tr("Every %n minute(s)", "", plan.every_minutes), plan.every_minutes)
        else:
            often = self.tr("Daily")
        words = Column(gap=2)
        title = self.tr("Handed out again and again: {view}").format(view=plan.name)
        told = self.tr("{often} · next {day} {time}").format(
            often=often, day=day(plan.next_at, zone), time=clock(plan.next_at, zone)
        )
        for text in (Text(title, "body_strong", wrap=True), Text(told, "caption", tone="muted", wrap=True)):
            text.setProperty("user_data", True)
            words.addWidget(text)
        stop = KeyCapButton(self.tr("Stop"), size="compact", icon="act.close")
        stop.clicked.connect(self._stopping(plan))
        self.buttons.append(stop)
        row = Row(gap=12)
        row.addLayout(words, 1)
        row.addWidget(stop, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _stopping(self, plan: HandOutPlan) -> Callable[[], None]:
        def stop() -> None:
            plans, actor = self._session.services.hand_out_plans, self._session.actor
            self.dismiss()
            told = self.tr("No longer handed out by itself")
            op = self._context.ops.store(self, lambda: plans.stop(actor, plan.id))
            op.success(lambda _: self._context.notices.toast(told)).start()

        return stop

    def _told(self, batch: Batch) -> str:
        zone, at = self._session.services.workspace.zone, batch.at
        count = plural(self.tr("{count} lead(s)", "", batch.done), batch.done)
        said = [
            f"{day(at, zone)} {clock(at, zone)}",
            batch.person_name,
            count.format(count=group_indian(batch.done)),
        ]
        if batch.is_partly:
            said.append(self.tr("stopped of {found}").format(found=group_indian(batch.found)))
        if batch.undone_at is not None:
            said.append(self.tr("taken back"))
        if batch.kept:
            kept = plural(self.tr("{count} lead(s) stayed", "", batch.kept), batch.kept)
            said.append(kept.format(count=group_indian(batch.kept)))
        return " · ".join(said)

    def _undoing(self, batch: Batch) -> Callable[[], None]:
        def undo() -> None:
            batches, actor = self._session.services.batches, self._session.actor
            self.dismiss()

            def work(progress: Progress) -> Undone:
                return batches.undo(actor, batch.id, progress)

            def told(undone: Undone) -> None:
                self._context.notices.toast(undone_words(undone))

            op = self._context.ops.store_reporting(self, work).changes("leads", "queue")
            op.progress(self.tr("Taking it back"), cancellable=True).success(told).start()

        return undo

    def _showing(self, batch: Batch) -> Callable[[], None]:
        def show() -> None:
            batches, actor = self._session.services.batches, self._session.actor
            self.dismiss()

            def came(ids: tuple[object, ...]) -> None:
                query = LeadQuery(among=tuple(str(each) for each in ids))
                self.query_asked.emit(query, self.tr("What stayed"))

            self._context.ops.read(self, lambda: batches.kept(actor, batch.id)).success(came).start()

        return show
