"""How appointments are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.appointments import LABELS, AppointmentState
from crm_desktop.domain.formats import clock, duration, full_when
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

NOTHING = "–"


def with_whom(row: AppointmentRow) -> str:
    """The customer."""
    return row.lead_name or row.company or NOTHING


def what(row: AppointmentRow) -> str:
    """What it is about and where: "Test drive, Baner showroom"."""
    return ", ".join(part for part in (row.appointment.title, row.appointment.place) if part)


def slot(row: AppointmentRow, zone: str) -> str:
    """From when until when: "Sat 21 Nov, 16:00–16:30"."""
    return f"{full_when(row.appointment.starts_at, zone)}–{clock(row.appointment.ends_at, zone)}"


def history_title(data: Mapping[str, object]) -> str:
    """What a change of an appointment is called in a lead's history; empty for a mere move."""
    translate = QCoreApplication.translate
    if data.get("is_undone"):
        return translate("appointments", "Appointment as it was before")
    return {
        AppointmentState.KEPT.value: translate("appointments", "Appointment took place"),
        AppointmentState.MISSED.value: translate("appointments", "Appointment did not take place"),
        AppointmentState.CANCELLED.value: translate("appointments", "Appointment cancelled"),
    }.get(str(data.get("state")), "")


def standing(row: AppointmentRow, now: datetime) -> tuple[str, ChipKind]:
    """How it stands, and the kind of its chip."""
    translate = QCoreApplication.translate
    appointment = row.appointment
    if appointment.state is not AppointmentState.PLANNED:
        kinds: dict[AppointmentState, ChipKind] = {
            AppointmentState.KEPT: "ok",
            AppointmentState.MISSED: "bad",
        }
        return tr_label(LABELS[appointment.state]), kinds.get(appointment.state, "plain")
    if appointment.ends_at <= now:
        return translate("appointments", "took place?"), "warn"
    if appointment.starts_at <= now:
        return translate("appointments", "now"), "accent"
    ahead = appointment.starts_at - now
    minutes = timedelta(minutes=max(1, -(-int(ahead.total_seconds()) // 60)))
    return translate("appointments", "in {time}").format(time=duration(minutes)), "plain"
