"""Puts today's call-backs on paper: a PDF in the person's documents, noted as handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm_desktop.errors import UserError
from crm_desktop.ui.appointments.calendar_file import documents
from crm_desktop.ui.callbacks import paper
from crm_desktop.ui.i18n import plural

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
    made_of = paper.document(rows, person=actor.name, office=services.workspace.name, now=now, zone=zone)
    folder = documents()
    name = page.tr("Call-backs {day}").format(day=now.astimezone(ZoneInfo(zone)).date().isoformat())
    file = folder / f"{name}.pdf"

    def saved(_: object) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            pages = paper.save(file, made_of, name)
        except OSError:
            words = page.tr("The file {file} can’t be written. Close the program that has it open.")
            notices.error(words.format(file=file))
            return
        notices.toast(plural(page.tr("%n page(s): {file}", "", pages), pages).format(file=file))

    def refused(error: UserError) -> None:
        notices.user_error(error)

    op = page.context.ops.store(page, lambda: services.callbacks.printed(actor, len(rows)))
    op.success(saved).failure(refused).start()
