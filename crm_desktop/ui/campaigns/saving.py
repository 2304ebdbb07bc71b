"""Saving what was typed on the page of campaigns, and saying at which field it can't be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ui.campaigns.draft import command_for
from crm_desktop.ui.campaigns.section import TOPICS, first_control
from crm_desktop.ui.i18n import tr_error, tr_label

if TYPE_CHECKING:
    from crm_desktop.ui.campaigns.page import CampaignsPage


class Saving(QObject):
    """All sections in one act; what is refused is said at its field."""

    def __init__(self, page: CampaignsPage) -> None:
        super().__init__(page)
        self._page = page
        self._ops, self._session = page.context.ops, page.session
        self._is_saving = False
        page.foot.save.clicked.connect(self.save)

    def save(self) -> None:
        """Save all sections in one act."""
        mine, before = self._page.mine(), self._page.before
        if not self._page.is_edited or self._is_saving or mine is None or before is None:
            return
        if any(not result.label.strip() for result in mine.dispositions):
            self._point("results", self.tr("Each result needs a name."))
            return
        campaigns, actor, command = (
            self._session.services.campaigns,
            self._session.actor,
            command_for(before, mine),
        )
        self._is_saving = True

        def done(saved: Campaign) -> None:
            then = self._page.foot.answered()
            self._page.set_edited(False)
            self._page.context.notices.toast(self.tr("Campaign saved: {name}").format(name=saved.name))
            self._page.show_campaign(saved)
            self._page.read()
            if then is not None:
                then()

        def settled() -> None:
            self._is_saving = False

        self._ops.store(self._page, lambda: campaigns.save(actor, command)).changes(*TOPICS).success(
            done
        ).failure(self._refused).settled(settled).start()

    def _refused(self, error: UserError) -> None:
        self._page.foot.answered()
        if isinstance(error, ChangedMeanwhile):
            self._page.read()
            return
        field, code = error.field or "", str(error.params.get("result", ""))
        if field == "recycling" and code:
            labels = {result.code: tr_label(result.label) for result in self._page.results.results()}
            error.params["result"] = labels.get(code, code)
            self._point("", tr_error(error))
            self._page.tabs.choose(self._page.sections.index(self._page.rules))
            line = self._page.rules.point(code, tr_error(error))
            if line is not None:
                self._bring(line)
            return
        self._point(field, tr_error(error))

    def _point(self, field: str, sentence: str) -> None:
        """Say what is wrong at its field, in its section, and beside Save."""
        self._page.foot.tell(sentence)
        section = next((each for each in self._page.sections if field in each.errors), None)
        if section is None:
            return
        self._page.tabs.choose(self._page.sections.index(section))
        place = section.errors[field]
        place.set_error(sentence)
        self._bring(cast("QWidget", place))

    def _bring(self, widget: QWidget) -> None:
        """Into view, with the keyboard."""
        self._page.area.bring(widget)
        first_control(widget).setFocus(Qt.FocusReason.OtherFocusReason)
