"""Today's call-backs on A4: who, the number, what was said, room to write; for a day without the computer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, day, full_when
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.appointments.words import what, with_whom
from crm_desktop.ui.callbacks.words import NOTHING, lead_words, phone_words, said
from crm_desktop.ui.paper import Sheet

_CELL = 'style="padding:4px 8px 4px 0;border-bottom:0.5px solid #999"'
_HEAD = 'style="padding:4px 8px 4px 0;border-bottom:1px solid #333"'
WIDTHS = (16.0, 21.0, 17.0, 27.0, 19.0)
BOX = "\u2610"


def sheet(
    rows: Sequence[CallbackRow],
    appointments: Sequence[AppointmentRow] = (),
    *,
    person: str,
    office: str,
    now: datetime,
    zone: str,
) -> Sheet:
    """The list by time, so that overdue ones come first, each with its day where it is not today's."""
    tr = QCoreApplication.translate
    titles = (
        tr("CallbackPaper", "When"),
        tr("CallbackPaper", "Who"),
        tr("CallbackPaper", "Number"),
        tr("CallbackPaper", "What was said"),
        tr("CallbackPaper", "Result"),
    )
    timed = [(row.due_at, _line(row, now, zone)) for row in rows]
    timed += [(row.appointment.starts_at, _slot(row, now, zone)) for row in appointments]
    title = tr("CallbackPaper", "Call-backs of {person}, {day}").format(person=person, day=day(now, zone))
    made = tr("CallbackPaper", "{office}, printed on {when}").format(office=office, when=full_when(now, zone))
    return Sheet(
        above=f"<h2 style='margin:0'>{escape(title)}</h2>"
        f"<p style='margin:2px 0 0 0;color:#444'>{escape(made)}</p>"
        "<p style='margin:0;font-size:4pt'>&nbsp;</p>",  # a margin before a table is not kept
        head="".join(f'<th align="left" {_HEAD}>{escape(words)}</th>' for words in titles),
        rows=[html for _, html in sorted(timed)],
        widths=WIDTHS,
    )


def _line(row: CallbackRow, now: datetime, zone: str) -> str:
    note = said(row)
    who = escape(lead_words(row))
    if row.lead_name and row.company:
        who += f"<br/><span style='color:#444'>{escape(row.company)}</span>"
    return _cells(_when(row.due_at, now, zone), who, phone_words(row.phone), "" if note == NOTHING else note)


def _slot(row: AppointmentRow, now: datetime, zone: str) -> str:
    """An appointment of the day, among the call-backs."""
    words = QCoreApplication.translate("CallbackPaper", "Appointment until {time}: {what}")
    told = words.format(time=clock(row.appointment.ends_at, zone), what=what(row))
    return _cells(_when(row.appointment.starts_at, now, zone), escape(with_whom(row)), "", told)


def _when(at: datetime, now: datetime, zone: str) -> str:
    time = clock(at, zone)
    return time if day(at, zone) == day(now, zone) else f"{day(at, zone)}, {time}"


def _cells(when: str, who: str, phone: str, note: str) -> str:
    """The cells of a line; `who` is HTML already."""
    phone = phone.replace(" ", "\u00a0")  # a number stays in one line
    cells = (f"<b>{escape(when)}</b>", who, escape(phone), escape(note), BOX)
    return "".join(f'<td valign="top" {_CELL}>{cell}</td>' for cell in cells)
