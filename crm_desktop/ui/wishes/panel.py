"""The panel that asks how a customer wants to be reached: which way, at which hours, how long before."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.reminders import Preferences
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text
from crm_desktop.ui.wishes.words import CHOICES, clock_words, days_typed, days_words, minute_typed, way_words


class WishesPanel(Popover):
    """Filled when it opens; while it is open no key of the page is awake."""

    saved = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, "", width=380)
        self._context = context
        self._session: Session = context.services
        self._wishes: Preferences | None = None
        self._is_busy = False
        self.title.setText(self.tr("How to reach the customer"))
        self.setAccessibleName(self.tr("How to reach the customer"))
        self.way = ComboBox(self.tr("Which way"))
        for choice in CHOICES:
            self.way.addItem(way_words(choice), choice)
        self.begin_at = Field(self.tr("From"), placeholder="17:00")
        self.end_at = Field(self.tr("Until"), placeholder="18:00")
        hours = Row(gap=12)
        for field in (self.begin_at, self.end_at):
            hours.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.days = Field(self.tr("Days before a date"), placeholder="30, 15, 7, 1")
        self.days.set_hint(self.tr("Empty: as the date itself says."))
        self.told = Text("", "table", tone="danger", wrap=True)
        self.told.hide()
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        back.clicked.connect(self.dismiss)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.save)
        way = Column(gap=4)
        way.addWidget(Text(self.tr("Which way"), "caption", tone="muted"))
        way.addWidget(self.way)
        self.column.addLayout(way)
        self.column.addLayout(hours)
        self.column.addWidget(self.days)
        self.column.addWidget(self.told)
        self.column.addLayout(foot)
        for field in (self.begin_at, self.end_at, self.days):
            field.edit.setProperty("user_data", True)
            # Queued: the key that saves must not be heard again by the page below.
            field.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)
        self.opened.connect(lambda: context.acts.suspend(True))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._context.acts.suspend(False)

    def ask(self, lead_id: UUID, anchor: QWidget) -> None:
        """Open with what this customer wishes."""
        reminders, actor = self._session.services.reminders, self._session.actor

        def came(wishes: Preferences) -> None:
            self._fill(wishes)
            self.open_under(anchor)

        op = self._context.ops.read(self, lambda: reminders.preferences(actor, lead_id))
        op.latest_only("wishes").success(came).start()

    def _fill(self, wishes: Preferences) -> None:
        self._wishes = wishes
        self._tell("")
        self.way.setCurrentIndex(max(0, self.way.findData(wishes.channel)))
        for field, minute in ((self.begin_at, wishes.from_minute), (self.end_at, wishes.to_minute)):
            field.set_text("" if minute is None else clock_words(minute))
            field.set_error("")
        self.days.set_text(days_words(wishes.days_before or ()))
        self.days.set_error("")

    def submit(self) -> None:
        """Save; says at the field what can't be."""
        wishes = self._typed()
        if wishes is None or self._is_busy:
            return
        self._is_busy = True
        reminders, actor = self._session.services.reminders, self._session.actor

        def done(_: object) -> None:
            self.dismiss()
            self._context.notices.toast(self.tr("Saved how to reach the customer"))
            self.saved.emit()

        def settled() -> None:
            self._is_busy = False

        op = self._context.ops.store(self, lambda: reminders.set_preferences(actor, wishes))
        op.changes("leads").success(done).failure(self._refuse).settled(settled).start()

    def _typed(self) -> Preferences | None:
        if self._wishes is None or not self.isVisible():
            return None
        minutes: list[int | None] = []
        for field in (self.begin_at, self.end_at):
            text = field.text().strip()
            minute = minute_typed(text) if text else None
            if text and minute is None:
                field.set_error(self.tr("Type a time such as 17:00."))
                field.setFocus()
                return None
            minutes.append(minute)
        days = days_typed(self.days.text())
        if days is None:
            self.days.set_error(self.tr("Type numbers between commas, such as 30, 15, 7, 1."))
            self.days.setFocus()
            return None
        return replace(
            self._wishes,
            channel=str(self.way.currentData()),
            from_minute=minutes[0],
            to_minute=minutes[1],
            days_before=days or None,
        )

    def _refuse(self, error: UserError) -> None:
        fields = {"to_minute": self.end_at, "days_before": self.days}
        field = fields.get(error.field or "")
        if field is None:
            self._tell(tr_error(error))
            return
        field.set_error(tr_error(error))
        field.setFocus()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
