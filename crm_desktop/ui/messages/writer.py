"""Writing to a customer without leaving the page: channel, text and number by key, then handed over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.messages import Channel
from crm_desktop.domain.phone import format_phone
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.messages import HandedOver, HandOver, Preview, Writing
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.messages import words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import SUBMIT_KEYS, PagePopover
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

MOST_TEXTS = 9  # one key each
BODY_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom, and in which call and campaign, if any."""

    lead_id: UUID
    name: str
    campaign_id: UUID | None = None
    call_id: UUID | None = None
    phone_id: UUID | None = None


class Writer(PagePopover):
    """W, S and E choose the channel, 1 to 9 a saved text, N goes into it, Enter hands it over.

    While it is open no key of the page is awake. What was written stays when nothing took it.
    """

    handed = Signal(object)  # UUID of the lead another program has a text for

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=560)
        self._to: Addressee | None = None
        self._writing: Writing | None = None
        self._asked_for: Addressee | None = None  # for whom what is shown was read
        self._is_filling = False
        self._is_handing = False
        self._request = new_id()
        self._was_handed: HandOver | None = None
        self.channel = Channel.WHATSAPP
        self._build()

    def _build(self) -> None:
        row = Row(gap=8)
        self.channels = SegmentedChoice(
            [f"{words.channel_words(c)}  {words.KEYS[c]}" for c in Channel], self.tr("By which channel")
        )
        self.channels.changed.connect(lambda index: self.choose_channel(tuple(Channel)[index]))
        row.addWidget(self.channels)
        row.addStretch(1)
        self.to = ComboBox(self.tr("To"), size="compact")
        self.to.setProperty("user_data", True)
        row.addWidget(self.to)
        self.texts = ComboBox(self.tr("Saved text"))
        self.texts.setProperty("user_data", True)
        self.texts.currentIndexChanged.connect(self._text_chosen)
        self.subject = Field(self.tr("Subject"), size="compact")
        self.subject.edit.setProperty("user_data", True)
        self.body = NoteEdit(self.tr("Text"), style="body")
        self.body.setProperty("user_data", True)
        self.body.textChanged.connect(self._show_about)
        self.about = Text("", "caption", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        self.told = Text("", "body", tone="danger", wrap=True)
        self.hand = KeyCapButton("", "Enter", kind="primary", icon="act.send")
        self.hand.clicked.connect(self.submit)
        self.body.left.connect(lambda: self.hand.setFocus(Qt.FocusReason.OtherFocusReason))
        self.change = KeyCapButton(self.tr("Change the text"), "N", kind="quiet", icon="act.edit")
        self.change.clicked.connect(lambda: self.body.setFocus(Qt.FocusReason.OtherFocusReason))
        self.column.addLayout(row)
        for widget in (self.texts, self.subject, self.body, self.about, self.told):
            self.column.addWidget(widget)
        self.add_foot(self.hand, beside=(self.change,))
        follow_theme(self._rescale)
        self.on_keys(SUBMIT_KEYS, self.submit)

    def _rescale(self) -> None:
        self.body.setFixedHeight(current().px(BODY_HEIGHT))

    # ---- opening and closing -----------------------------------------------------------------

    def write_to(self, to: Addressee, channel: Channel, anchor: QWidget) -> None:
        """Open for a customer, with the text that fits them best."""
        self._to = to
        self.title.setText(self.tr("Write to {name}").format(name=to.name))
        self.title.setProperty("user_data", True)
        self.setAccessibleName(self.tr("Write to a customer"))
        self._renew()
        self._asked_for = None
        self.choose_channel(channel)
        self.open_under(anchor)

    def first_focus(self) -> QWidget:
        return self.hand if self.hand.isEnabled() else self

    # ---- channel and text --------------------------------------------------------------------

    def choose_channel(self, channel: Channel) -> None:
        """Write by this channel; its texts and numbers are read."""
        to = self._to
        if to is None or (channel is self.channel and self._asked_for is to):
            return
        self.channel, self._asked_for = channel, to
        self._forget()
        self.channels.choose(tuple(Channel).index(channel))
        self.hand.set_words(words.hand_words(channel))
        messages, actor = self._session.services.messages, self._session.actor
        self._context.ops.read(
            self, lambda: messages.writing(actor, to.lead_id, channel, to.campaign_id)
        ).latest_only("messages.writing").success(self._came).failure(self._refuse).start()

    def _forget(self) -> None:
        """Until the new ones are read nothing of what was shown may be handed over."""
        self._writing = None
        self._is_filling = True
        self.to.clear()
        self.texts.clear()
        self._is_filling = False
        self.subject.set_text("")
        self.body.clear()
        self.told.hide()
        self.hand.setEnabled(False)

    def _came(self, writing: Writing) -> None:
        if writing.channel is not self.channel:
            return
        self._writing = writing
        self._is_filling = True
        self.to.clear()
        for phone_id, address in writing.to:
            shown = address if phone_id is None else format_phone(address)
            self.to.addItem(shown, (phone_id, address))
            if self._to is not None and phone_id is not None and phone_id == self._to.phone_id:
                self.to.setCurrentIndex(self.to.count() - 1)
        self.to.setVisible(bool(writing.to))
        self.texts.clear()
        for place, preview in enumerate(writing.previews[:MOST_TEXTS], start=1):
            self.texts.addItem(f"{place}  {preview.template.name}")
        self.texts.addItem(self.tr("Own words"))
        self._is_filling = False
        self.texts.setCurrentIndex(0)
        self._text_chosen(0)
        self._refuse(writing.refusal)

    def _refuse(self, error: UserError | None) -> None:
        """Say why nothing can be handed over, or that it can."""
        self.told.setText(tr_error(error) if error is not None else "")
        self.told.setVisible(error is not None)
        is_barred = self._writing is not None and self._writing.refusal is not None
        for widget in (self.texts, self.body, self.change):
            widget.setVisible(not is_barred)
        self.subject.setVisible(not is_barred and self.channel is Channel.EMAIL)
        self.about.setVisible(not is_barred and bool(self.about.text()))
        self.hand.setEnabled(not is_barred and self._writing is not None)
        if self.isVisible() and not self.body.hasFocus():
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    @property
    def preview(self) -> Preview | None:
        """The saved text chosen, None for own words."""
        index, found = self.texts.currentIndex(), self._writing
        return found.previews[index] if found is not None and 0 <= index < len(found.previews) else None

    def _text_chosen(self, _index: int) -> None:
        if self._is_filling or self._writing is None:
            return
        preview = self.preview
        self.subject.set_text(preview.subject if preview else "")
        self.body.setPlainText(preview.body if preview else "")
        self._show_about()

    def _show_about(self) -> None:
        told = words.about(self.channel, self.body.toPlainText(), self.preview)
        self.about.setText(told)
        self.about.setVisible(bool(told))

    # ---- handing over ------------------------------------------------------------------------

    def _renew(self) -> None:
        self._request, self._was_handed = new_id(), None

    def _command(self, to: Addressee) -> HandOver:
        phone_id, address = self.to.currentData() or (None, "")
        preview = self.preview
        is_mail = self.channel is Channel.EMAIL
        return HandOver(
            request_id=self._request,
            lead_id=to.lead_id,
            channel=self.channel,
            body=self.body.toPlainText().strip(),
            subject=self.subject.text().strip() if is_mail else "",
            phone_id=None if is_mail else phone_id,
            email=address if is_mail else "",
            template_id=preview.template.id if preview else None,
            campaign_id=to.campaign_id,
            call_id=to.call_id,
        )

    def submit(self) -> None:
        """Hand the text over; the panel closes when another program has it."""
        to = self._to
        if to is None or self._is_handing or not self.hand.isEnabled():
            return
        command = self._command(to)
        if self._was_handed is not None and command != self._was_handed:
            self._renew()  # another text is another message
            command = self._command(to)
        self._was_handed = command
        preview = self.preview
        file_path = preview.template.file_path if preview else ""
        messages, actor = self._session.services.messages, self._session.actor

        def handed(done: HandedOver) -> None:
            self._copy(command.body if done.text_left_out else file_path)
            told = words.handed_words(command.channel, done, has_file=bool(file_path))
            self.dismiss()
            self._context.notices.toast(told)
            self.handed.emit(command.lead_id)

        self._set_handing(True)
        op = self._context.ops.task(
            self, lambda _progress: messages.hand_over(actor, command), key="messages.hand_over"
        )
        op.success(handed).failure(self._refuse).settled(lambda: self._set_handing(False))
        op.changes("leads").start()

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)

    def _set_handing(self, on: bool) -> None:
        self._is_handing = on
        self.hand.setEnabled(not on and self._writing is not None)

    # ---- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys, where no text has the keyboard."""
        typed = event.text().upper()
        channel = next((c for c, key in words.KEYS.items() if key == typed), None)
        if channel is not None:
            self.choose_channel(channel)
        elif typed == "N":
            self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif typed.isdigit() and 1 <= int(typed) <= self.texts.count():
            self.texts.setCurrentIndex(int(typed) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)
        event.accept()
