"""Saved reports on their page: the list of them, saving one, renaming, deleting, and when one is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.saved_reports import Asks, SavedReport
from crm_desktop.services.reports.service import REPORTS, Choices
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.name_form import NameForm
from crm_desktop.ui.reports.narrowing import KeptTo
from crm_desktop.ui.reports.schedule_form import ScheduleForm, often_words
from crm_desktop.ui.reports.words import period_words
from crm_desktop.ui.reports.written_by_itself import later_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import PagePopover
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

TOPIC = "reports"
WITH_ACTS, ALONE = 330, 450  # px for a name, with three buttons beside it or none
LEAST_ROOM = 500  # px that words have across


class SavedDesk(QObject):
    """Opens the popovers one after the other; `chosen` gives what shall be shown."""

    chosen = Signal(object, object)  # SavedReport, KeptTo

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page)
        self._context = context
        self._session = context.services
        self._anchor: QWidget = page
        self._asks: Asks | None = None
        self._page = page

    # Each is made when it is first asked.

    @cached_property
    def list(self) -> SavedList:
        """The saved reports."""
        made = SavedList(self._page, self._context)
        made.chosen.connect(self._choose)
        made.save_asked.connect(lambda: self.names.ask(self._anchor, self._asks, None))
        made.rename_asked.connect(lambda saved: self.names.ask(self._anchor, None, saved))
        made.delete_asked.connect(self._delete)
        made.plan_asked.connect(lambda saved: self.schedule.ask(self._anchor, saved))
        return made

    @cached_property
    def names(self) -> NameForm:
        """A name, and sharing."""
        may_share = self._session.actor.may(Permission.SHARE_VIEWS, Reach.TEAM)
        return NameForm(self._page, self._context, may_share=may_share)

    @cached_property
    def schedule(self) -> ScheduleForm:
        """When one is written."""
        return ScheduleForm(self._page, self._context)

    def open(self, anchor: QWidget, asks: Asks) -> None:
        """Show the saved reports below this; `asks` is what stands on the page, to be saved."""
        self._anchor, self._asks = anchor, asks
        self.list.ask(anchor)

    def _choose(self, saved: SavedReport, known: Choices) -> None:
        asks = saved.asks
        campaign = next((name for id, name in known.campaigns if id == asks.campaign_id), "")
        self.chosen.emit(saved, KeptTo(asks.campaign_id, campaign, asks.source, asks.tag))

    def _delete(self, saved: SavedReport) -> None:
        reports, actor = self._session.services.saved_reports, self._session.actor
        op = self._context.ops.store(self, lambda: reports.delete(actor, saved.id)).changes(TOPIC)
        told = self.tr("Saved report deleted: {name}").format(name=saved.name)
        op.undo(told, lambda gone: reports.put_back(actor, gone)).start()


class SavedList(PagePopover):
    """One's own and the shared ones; Enter shows one, buttons change one's own."""

    chosen = Signal(object, object)  # SavedReport, Choices
    save_asked = Signal()
    rename_asked = Signal(object)
    delete_asked = Signal(object)
    plan_asked = Signal(object)

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=560)
        self.title.setText(self.tr("Saved reports"))
        self.setAccessibleName(self.tr("Saved reports"))
        self.buttons: dict[UUID, KeyCapButton] = {}
        self._known = Choices((), (), ())
        self.list = Scroll()
        self.column.addWidget(self.list)
        self.save = KeyCapButton(self.tr("Save this report"), "Ctrl+S", icon="act.add")
        self.save.clicked.connect(self._closing(self.save_asked.emit))
        self.on_keys(("Ctrl+S",), self._closing(self.save_asked.emit))
        self.add_foot(self.save)

    def first_focus(self) -> QWidget:
        return next(iter(self.buttons.values()), self.save)

    def ask(self, anchor: QWidget) -> None:
        """Open with what is saved."""
        services, actor = self._session.services, self._session.actor

        def read() -> tuple[tuple[SavedReport, ...], Choices, str]:
            saved = services.saved_reports
            return saved.all(actor), services.reports.choices(actor), saved.seat()

        self.open_with(read, lambda found: self._fill(*found), anchor, "reports.saved")

    def _fill(self, found: tuple[SavedReport, ...], known: Choices, seat: str) -> None:
        self._known = known
        body = QWidget()
        column = Column(body, margins=(0, 4, 12, 4), gap=6)
        self.buttons = {}
        for saved in found:
            if self.buttons:
                column.addWidget(Rule())
            column.addLayout(self._row(saved, seat))
        if not found:
            empty = self.tr(
                "Nothing is saved yet. Choose a report, its days and what it keeps to, then save it "
                "under a name."
            )
            column.addWidget(Text(empty, "body", tone="muted", wrap=True))
        column.addStretch(1)
        self.list.setWidget(body)
        self.list.fit_words(380, LEAST_ROOM)

    def _row(self, saved: SavedReport, seat: str) -> Row:
        row, words = Row(gap=6), Column(gap=2)
        is_own = saved.owner_id == self._session.actor.person_id
        button = KeyCapButton("", kind="quiet", size="compact", spread=True, icon="page.reports")
        room = current().px(WITH_ACTS if is_own else ALONE)
        button.set_words(button.fontMetrics().elidedText(saved.name, Qt.TextElideMode.ElideRight, room))
        button.setAccessibleName(saved.name)
        button.setProperty("user_data", True)
        button.setProperty("elides", True)
        button.setToolTip(saved.name)
        button.clicked.connect(self._closing(lambda: self.chosen.emit(saved, self._known)))
        self.buttons[saved.id] = button
        words.addWidget(button)
        below = Column(margins=(12, 0, 0, 4), gap=2)
        words.addLayout(below)
        told = Text(self._told(saved, is_own=is_own), "caption", tone="muted", wrap=True)
        told.setProperty("user_data", True)
        below.addWidget(told)
        for line, tone in self._runs(saved, seat):
            text = Text(line, "caption", tone="danger" if tone else "muted", wrap=True, tabular=True)
            text.setProperty("user_data", True)
            below.addWidget(text)
        row.addLayout(words, 1)
        if is_own:
            acts = (
                ("sign.clock", self.tr("When {name} is written to a folder"), self.plan_asked),
                ("act.edit", self.tr("Rename or share {name}"), self.rename_asked),
                ("act.delete", self.tr("Delete {name}"), self.delete_asked),
            )
            for icon, name, signal in acts:
                act = IconButton(icon, name.format(name=saved.name))
                act.setProperty("user_data", True)
                act.clicked.connect(self._closing(partial(signal.emit, saved)))
                row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _told(self, saved: SavedReport, *, is_own: bool) -> str:
        asks = saved.asks
        report = REPORTS.get(asks.report)
        parts = [tr_label(report.title) if report else asks.report]
        if asks.period == "days" and asks.first and asks.last:
            parts.append(f"{asks.first.isoformat()} – {asks.last.isoformat()}")
        else:
            parts.append(period_words(asks.period))
        campaign = next((name for id, name in self._known.campaigns if id == asks.campaign_id), "")
        kept = KeptTo(asks.campaign_id, campaign, asks.source, asks.tag).words()
        parts += [kept] if kept else []
        if asks.is_compared:
            parts.append(self.tr("compared"))
        if not is_own:
            parts.append(self.tr("shared by {person}").format(person=saved.owner_name))
        elif saved.is_shared:
            parts.append(self.tr("shared"))
        return " · ".join(parts)

    def _runs(self, saved: SavedReport, seat: str) -> list[tuple[str, bool]]:
        """When it is written next and was last, or why not; True where something is wrong."""
        if saved.planned is None:
            return []
        planned, zone = saved.planned, self._session.services.workspace.zone
        if planned.schedule.seat != seat:
            return [(self.tr("Written to a folder by another computer of yours."), False)]
        if planned.trouble:
            return [(f"{planned.trouble} {later_words()}", True)]
        next_ = self.tr("{often} · next {day} {time}").format(
            often=often_words(planned.schedule),
            day=day(planned.next_at, zone),
            time=clock(planned.next_at, zone),
        )
        if planned.last_at is None:
            return [(next_, False)]
        last = self.tr("last {day} {time}").format(
            day=day(planned.last_at, zone), time=clock(planned.last_at, zone)
        )
        return [(f"{next_} · {last}", False)]

    def _closing(self, act: Callable[[], object]) -> Callable[[], None]:
        def close_and() -> None:
            self.dismiss()
            act()

        return close_and
