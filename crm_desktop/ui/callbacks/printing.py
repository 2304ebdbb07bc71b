"""Today's call-backs on a printer or as a PDF in the person's documents; noted as handed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.errors import UserError
from crm_desktop.services.whole_file import whole_file
from crm_desktop.ui.callbacks import paper
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.paper import Sheet, open_pdf, paint_pages, set_up

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from crm_desktop.ui.callbacks.page import CallbacksPage


def _make(page: CallbacksPage) -> tuple[Callable[[], Sheet], str, int] | None:
    """What makes today's sheet in a worker, its name, its rows; None, and said so, without any."""
    mine, session = page.shown.mine, page.session
    now, zone = page.now(), page.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    rows = (*mine.overdue, *mine.today)
    slots = tuple(
        row
        for row in page.shown.appointments
        if row.appointment.state is AppointmentState.PLANNED
        and row.appointment.ends_at > now
        and row.appointment.starts_at.astimezone(ZoneInfo(zone)).date() == today
    )
    if not rows and not slots:
        page.context.notices.toast(page.tr("No call-backs are due today."))
        return None
    person, office = session.actor.name, session.services.workspace.name

    def sheet() -> Sheet:
        return paper.sheet(rows, slots, person=person, office=office, now=now, zone=zone)

    name = page.tr("Call-backs {day}").format(day=today.isoformat())
    return sheet, name, len(rows) + len(slots)


def save_today(page: CallbacksPage) -> None:
    """Overdue and today's as an A4 PDF; says where the file is."""
    made, notices = _make(page), page.context.notices
    if made is None:
        return
    sheet, name, count = made
    callbacks, actor = page.session.services.callbacks, page.session.actor
    file = documents() / f"{name}.pdf"

    def write(_progress: Progress) -> int:
        """Drawn beside, noted, and only then there under its name: no list leaves without its note."""
        with whole_file(file) as part:
            file.parent.mkdir(parents=True, exist_ok=True)
            pages = paint_pages(open_pdf(part, name), sheet(), name)
            callbacks.printed(actor, count)
        return pages

    def saved(pages: int) -> None:
        notices.toast(plural(page.tr("%n page(s): {file}", "", pages), pages).format(file=file))

    page.context.ops.task(page, write, key="callbacks.print").success(saved).failure(
        notices.user_error
    ).start()


def print_today(page: CallbacksPage) -> None:
    """Overdue and today's on a printer the person chooses."""
    made = _make(page)
    if made is None:
        return
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a tenth of a second, and seldom wanted

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer)
    printer.setDocName(made[1])
    dialog = QPrintDialog(printer, page.window())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    dialog.accepted.connect(lambda: print_on(page, printer, *made))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def print_on(
    page: CallbacksPage, printer: QPrinter, sheet: Callable[[], Sheet], name: str, count: int
) -> None:
    """Noted first: what is on paper can't be called back."""
    callbacks, actor, notices = page.session.services.callbacks, page.session.actor, page.context.notices

    def put(_progress: Progress) -> int:
        callbacks.printed(actor, count)
        try:
            return paint_pages(printer, sheet(), name)
        except OSError as error:
            raise UserError(
                "{printer} took nothing. Is it on? Save it as a PDF instead.",
                printer=printer.printerName() or printer.outputFileName(),
            ) from error

    def sent(pages: int) -> None:
        words = plural(page.tr("%n page(s) sent to {printer}", "", pages), pages)
        notices.toast(words.format(printer=printer.printerName() or printer.outputFileName()))

    page.context.ops.task(page, put, key="callbacks.print").success(sent).failure(notices.user_error).start()
