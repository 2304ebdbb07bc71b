"""A new campaign, or a copy of the one chosen: its form is opened, and it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from crm_desktop.domain.campaign import CallClass, Campaign
from crm_desktop.domain.lawful import Answer, Span
from crm_desktop.services.campaigns import NewCampaign

if TYPE_CHECKING:
    from crm_desktop.ui.campaigns.page import CampaignsPage


class NewOne(QObject):
    """The form of a new campaign in the place of the one chosen."""

    def __init__(self, page: CampaignsPage) -> None:
        super().__init__(page)
        self._page = page
        self._ops, self._session = page.context.ops, page.session
        page.list.new.clicked.connect(self.begin_new)
        page.list.empty.acted.connect(self.begin_new)
        page.head.copy_asked.connect(self.begin_copy)
        page.new_form.made.connect(self._make)
        page.new_form.asked.connect(self._ask)
        page.new_form.cancelled.connect(self.end_new)

    def begin_new(self) -> None:
        """The form of a new campaign."""
        self._page.after_question(lambda: self._ask_new(None))

    def begin_copy(self) -> None:
        """The form of a copy of the one chosen."""
        base = self._page.base
        if base is not None:
            self._page.after_question(lambda: self._ask_new(base.id))

    def _ask_new(self, copied: UUID | None) -> None:
        zone = ZoneInfo(self._session.services.workspace.zone)
        self._page.new_form.set_today(self._session.clock.now().astimezone(zone).date())
        self._page.new_form.ask(self._page.list.names(), copied)
        self._page.new_form.show()
        self._page.arrange()
        self._page.acts.state_changed()
        self._page.new_form.focus_first()

    def end_new(self) -> None:
        """Back to the campaign chosen."""
        self._page.new_form.hide()
        self._page.arrange()
        self._page.acts.state_changed()
        self._page.focus_first()

    def _ask(self, copied: object, answer: Answer) -> None:
        """What would follow of the answer typed."""
        services, actor = self._session.services, self._session.actor

        def work() -> Span:
            base = CallClass.PROMOTIONAL
            if isinstance(copied, UUID):
                base = services.campaigns.get(actor, copied).call_class
            return services.lawful.preview(actor, base, answer)

        def show(span: Span) -> None:
            self._page.new_form.show_follows(span, services.workspace.zone)

        self._ops.read(self._page, work).latest_only("campaigns.why").success(show).start()

    def _make(self, name: str, copied: object, answer: Answer | None) -> None:
        campaigns, actor = self._session.services.campaigns, self._session.actor

        def work() -> Campaign:
            if isinstance(copied, UUID):
                return campaigns.copy(actor, copied, name, answer)
            week = frozenset(range(6))  # Monday to Saturday
            return campaigns.create(actor, NewCampaign(name, days=week, answer=answer))

        def done(made: Campaign) -> None:
            self._page.context.notices.toast(self.tr("Campaign made: {name}").format(name=made.name))
            self._page.new_form.hide()
            self._page.acts.state_changed()
            self._page.show_campaign(made)
            self._page.tabs.choose(0)
            self._page.arrange()
            self._page.read(made.id)
            self._page.go_into()

        self._ops.store(self._page, work).changes("campaigns").success(done).failure(
            self._page.new_form.show_error
        ).start()
