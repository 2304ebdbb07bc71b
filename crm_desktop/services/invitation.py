"""An appointment as a calendar file (iCalendar, RFC 5545), which every calendar program reads."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.appointments import Appointment, AppointmentState

REMIND_BEFORE = timedelta(minutes=30)
_PRODUCT = "-//CRM Desktop//Appointments//EN"


def invitation(
    appointment: Appointment, *, zone: str, organiser: str, office: str, made_at: datetime
) -> bytes:
    """The file's content. The same id and a higher sequence replace an earlier invitation.

    Times stand in the customer's zone, whose rules are in the file; a cancelled appointment becomes a
    cancellation. Nothing of the customer but what the appointment itself says is in it.
    """
    from icalendar import Alarm, Calendar, Event  # 70 ms, needed by few

    is_cancelled = appointment.state is AppointmentState.CANCELLED
    local = ZoneInfo(zone)
    event = Event()
    event.add("uid", f"{appointment.id}@crm-desktop")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", made_at)
    event.add("dtstart", appointment.starts_at.astimezone(local))
    event.add("dtend", appointment.ends_at.astimezone(local))
    event.add("summary", f"{appointment.title} – {office}")
    event.add("description", "\n".join(part for part in (appointment.note, organiser) if part))
    if appointment.place:
        event.add("location", appointment.place)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if not is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", appointment.title)
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def file_name(appointment: Appointment, zone: str) -> str:
    """A name for the file that every system takes: "2026-11-21 1600 Visit.ics"."""
    when = appointment.starts_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H%M")
    title = re.sub(r"[^\w \-]", "", appointment.title).strip()[:60]
    return f"{when} {title or 'Appointment'}.ics"
