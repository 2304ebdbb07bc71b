"""Puts today's call-backs on paper: a PDF in the person's documents, noted as handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm_desktop.services.whole_file import whole_file
from crm_desktop.ui.callbacks import paper
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Progress

if TYPE_CHECKING:
    from crm_desktop.ui.callbacks.page import CallbacksPage


def print_today(page: CallbacksPage) -> None:
    """Overdue and today's on A4; says where the file is."""
    mine, session, notices = page.shown.mine, page.session, page.context.notices
    rows = (*mine.overdue, *mine.today)
    if not rows:
        notices.toast(page.tr("No call-backs are due today."))
        return
    services, actor, now, zone = session.services, session.actor, page.now(), page.zone
    name = page.tr("Call-backs {day}").format(day=now.astimezone(ZoneInfo(zone)).date().isoformat())
    file = documents() / f"{name}.pdf"

    def write(_progress: Progress) -> int:
        """Drawn beside, noted, and only then there under its name: no list leaves without its note."""
        made_of = paper.document(rows, person=actor.name, office=services.workspace.name, now=now, zone=zone)
        with whole_file(file) as part:
            file.parent.mkdir(parents=True, exist_ok=True)
            pages = paper.save(part, made_of, name)
            services.callbacks.printed(actor, len(rows))
        return pages

    def saved(pages: int) -> None:
        notices.toast(plural(page.tr("%n page(s): {file}", "", pages), pages).format(file=file))

    page.context.ops.task(page, write, key="callbacks.print").success(saved).failure(
        notices.user_error
    ).start()
