"""Where to go from an import's result: the folder of what was refused, the leads, calling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from crm_desktop.domain.lead_query import LeadQuery

if TYPE_CHECKING:
    from crm_desktop.ui.imports.page import ImportPage


def open_folder(page: ImportPage) -> None:
    """Show the folder of the refused rows."""
    result = page.result.done.result
    if result is not None and result.refused_file is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.refused_file.parent)))


def start_calling(page: ImportPage) -> None:
    """Work through what was brought: its campaign becomes the one the person calls for."""
    result, session = page.result.done.result, page.session
    if result is None or not page.result.done.has_people:
        return
    campaign_id = result.campaign_id

    def remember() -> None:
        session.services.settings.set(session.actor, "last_campaign", str(campaign_id))

    (
        page.context.ops.store(page, remember)
        .settled(lambda: page.context.frame.open_page("calling", campaign_id=campaign_id))
        .start()
    )


def see_leads(page: ImportPage) -> None:
    """The list of what this import brought."""
    result = page.result.done.result
    if result is not None:
        page.context.frame.open_page("leads", query=LeadQuery(import_id=str(result.id)))
