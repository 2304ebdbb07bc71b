"""The acts of the calling page that are about the screen: note, history, number, card, other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.people import Permission
from crm_desktop.domain.reminders import Preferences
from crm_desktop.domain.timeline import TimelineItem
from crm_desktop.services.calling.claim import TIMELINE_ITEMS
from crm_desktop.ui.appointments.booker import Booker, Customer
from crm_desktop.ui.calling.states import State, Strip
from crm_desktop.ui.consent.panel import ConsentPanel, Whom
from crm_desktop.ui.messages.writer import Addressee, Writer
from crm_desktop.ui.wishes.words import wish_words

if TYPE_CHECKING:
    from crm_desktop.ui.calling.page import CallingPage

translate = QCoreApplication.translate


class PageActs:
    """What keys and buttons of the page do beside the call itself."""

    def __init__(self, page: CallingPage) -> None:
        self._page = page
        self._writer: Writer | None = None  # made when first asked for
        self._booker: Booker | None = None  # likewise
        self._consent: ConsentPanel | None = None  # likewise

    # ---- note and history --------------------------------------------------------------------

    def open_note(self) -> None:
        """Type a note; a countdown waits meanwhile."""
        page = self._page
        page.presenter.wait()
        page.body.show_tab("")
        page.note.set_open(True)
        page.note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        """The history: focus it, or bring it into view where it has no room of its own."""
        page = self._page
        page.body.toggle_tab("history")
        if page.history.isVisible():
            page.history.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not page.note.edit.hasFocus():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_history(self, lead_id: UUID) -> None:
        """Something was added to the history of the lead on the screen: show it there at once."""
        page, p = self._page, self._page.presenter
        if p.lead is None or p.lead.lead.id != lead_id or p.lead.is_limited:
            return
        leads, actor = p.session.services.leads, p.session.actor

        def came(items: tuple[TimelineItem, ...]) -> None:
            if p.lead is not None and p.lead.lead.id == lead_id:
                page.history.show_history(items, p.zone, p.now)

        op = page.context.ops.read(page, lambda: leads.timeline(actor, lead_id, TIMELINE_ITEMS))
        op.latest_only("calling.history").success(came).failure(lambda _: None).start()

    def show_card(self) -> None:
        """The lead's fields, where they have no room of their own."""
        self._page.body.toggle_tab("lead")

    def show_wishes(self) -> None:
        """How the customer wants to be reached, read beside the call."""
        page, p = self._page, self._page.presenter
        page.lead.show_wish("")
        if p.lead is None:
            return
        reminders, actor, lead_id = p.session.services.reminders, p.session.actor, p.lead.lead.id

        def came(wishes: Preferences) -> None:
            if p.lead is not None and p.lead.lead.id == wishes.lead_id:
                page.lead.show_wish(wish_words(wishes))

        op = page.context.ops.read(page, lambda: reminders.preferences(actor, lead_id))
        op.latest_only("calling.wishes").success(came).failure(lambda _: None).start()

    # ---- the number --------------------------------------------------------------------------

    def _number(self) -> str:
        """The number in E.164; empty, and said in place, when it is hidden."""
        hidden, phone = self._page.presenter.hidden, self._page.presenter.phone
        if phone is None:
            return ""
        if hidden.is_hidden(phone):
            hidden.refuse()
            return ""
        return hidden.known(phone).e164

    def copy_number(self) -> None:
        """The number to the clipboard; a hidden one is not given away."""
        e164 = self._number()
        if e164:
            QGuiApplication.clipboard().setText(e164)
            self._page.context.notices.toast(translate("calling", "Number copied"))

    def toggle_qr(self) -> None:
        """Show the number as a QR code in the lead's panel, or hide it."""
        page = self._page
        if page.lead.is_qr_shown() and page.lead.isVisible():
            page.lead.set_qr("")
            if page.body.tab == "lead":
                page.body.show_tab("")
            return
        e164 = self._number()
        page.presenter.wait()
        if e164:
            page.lead.set_qr(f"tel:{e164}")
            if not page.lead.isVisible():
                page.body.show_tab("lead")

    def show_number(self) -> None:
        """Ask why the hidden number is to be shown."""
        self._page.presenter.ask.open(Strip.SHOW_NUMBER)

    def write(self) -> None:
        """A message to the lead, by WhatsApp unless another channel is chosen; a countdown waits."""
        page, p = self._page, self._page.presenter
        if p.lead is None or p.is_moving:
            return
        p.wait()
        to = Addressee(
            p.lead.lead.id,
            p.lead.lead.name,
            p.lead.campaign.id,
            p.call.id if p.call is not None else None,
            p.phone.phone_id if p.phone is not None else None,
        )
        if self._writer is None:
            self._writer = Writer(page, page.context)
            self._writer.handed.connect(self.read_history)
        self._writer.write_to(to, Channel.WHATSAPP, page.hero)

    def consent(self) -> None:
        """What the lead agreed to or refused, and what they say now; a countdown waits."""
        page, p = self._page, self._page.presenter
        if p.lead is None or p.is_moving or p.lead.is_limited:
            return
        p.wait()
        if self._consent is None:
            self._consent = ConsentPanel(page, page.context)
            self._consent.saved.connect(self.read_history)
        call_id = p.call.id if p.call is not None else None
        self._consent.ask(Whom(p.lead.lead.id, p.lead.lead.language, call_id), page.hero)

    def book(self) -> None:
        """An appointment with the lead, agreed in this call; a countdown waits."""
        page, p = self._page, self._page.presenter
        if p.lead is None or p.is_moving:
            return
        p.wait()
        lead = p.lead.lead
        if self._booker is None:
            self._booker = Booker(page, page.context)
            self._booker.done.connect(lambda row: self.read_history(row.appointment.lead_id))
        call_id = p.call.id if p.call is not None else None
        self._booker.book(Customer(lead.id, lead.name, p.zone, call_id), page.hero)

    # ---- other pages -------------------------------------------------------------------------

    def edit_lead(self) -> None:
        """Open the lead's card to change it; the lead stays with the caller."""
        page, p = self._page, self._page.presenter
        if p.lead is None or p.flow.is_double():
            return
        p.is_editing = True
        if not page.context.frame.open_page("leads", lead_id=p.lead.lead.id, edit=True):
            p.is_editing = False

    def call_back(self) -> None:
        """Ctrl+B: the result that asks for a call-back, whatever its place."""
        p = self._page.presenter
        place = next((i for i, result in enumerate(p.results()) if result.has(Flag.CALL_BACK)), None)
        if place is not None:
            p.flow.press_result(place)

    def may_bring(self) -> bool:
        """Whether the person may bring leads in."""
        return self._page.context.visitor.may(Permission.IMPORT)

    def bring_leads(self) -> None:
        """No leads yet: the import is on the page of leads; who may not import looks again."""
        if self.may_bring():
            self._page.context.frame.open_page("leads", bring=True)
        else:
            self._page.presenter.opening.reload()

    def show_leads(self, query: object) -> None:
        """The leads behind a reason why nothing can be dialled."""
        if isinstance(query, LeadQuery):
            self._page.context.frame.open_page("leads", query=query)

    def act_on_plain(self) -> None:
        """The one button of the states that have nothing else."""
        if self._page.presenter.state is State.NO_CAMPAIGN:
            self.bring_leads()
        else:
            self._page.presenter.opening.reload()

    def press(self, act_id: str) -> None:
        """A button of the bar."""
        self._page.context.acts.trigger(act_id)

    def choose_campaign(self, index: int) -> None:
        """Another line of the chooser."""
        chosen = self._page.around.chooser.itemData(index)
        if isinstance(chosen, UUID):
            self._page.presenter.opening.choose_campaign(chosen)
            self._page.focus_first()
