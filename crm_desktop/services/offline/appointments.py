"""Appointments at a team's workstation: booked without the server too, kept first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.appointments import LONGEST, Appointment, AppointmentState
from crm_desktop.domain.kept_acts import PROMISES_AHEAD, ActKind, KeptAct
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.errors import UserError
from crm_desktop.services.appointments import (
    AppointmentRow,
    AppointmentService,
    Arranged,
    BookAppointment,
    CalendarFile,
    MoveAppointment,
    calendar_file,
    check_booking,
    planned,
)
from crm_desktop.services.offline.beside_payloads import read_booking, write_booking
from crm_desktop.services.offline.desk import KeptDesk, ServerAway, waits
from crm_desktop.services.offline.promises import KnownPromises
from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.appointments import Appointments
from crm_desktop.store.kept_dates import APPOINTMENT, KeptDate, KeptDates
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.unit_of_work import Work

NOT_KEPT = (
    "The server can’t be reached, and this lead isn’t kept on this computer. "
    "The appointment can be booked when the server is back."
)


class KeptAppointmentService(AppointmentService):
    """Appointments; while the server is away those of the next hours, and those booked here."""

    def __init__(
        self, desk: KeptDesk, dates: KeptDates, promises: KnownPromises, info: WorkspaceInfo
    ) -> None:
        super().__init__(desk.sender.sure)
        self._desk, self._dates, self._promises, self._info = desk, dates, promises, info

    def read(self, work: Work, actor: Actor) -> Callable[[], None]:
        """Ask for one's own of the next hours; what it gives keeps them."""
        rows = Appointments(work).between(actor.person_id, work.now - LONGEST, work.now + PROMISES_AHEAD)
        kept = tuple(
            KeptDate(row.appointment.id, row.appointment.lead_id, row.appointment.starts_at, frozen(row))
            for row in rows
        )

        def keep() -> None:
            if kept != self._dates.all(actor.person_id, APPOINTMENT):
                self._dates.replace(actor.person_id, APPOINTMENT, kept)

        return keep

    # --- looking ---

    def between(self, actor: Actor, since: datetime, until: datetime) -> tuple[AppointmentRow, ...]:
        """As ever, with what was booked here; while the server is away what is kept here."""
        actor.require(Permission.SEE_CALLBACKS)

        def here() -> tuple[AppointmentRow, ...]:
            rows = (*self._kept(actor), *self._booked(actor))
            return tuple(row for row in rows if since <= row.appointment.starts_at < until)

        def there() -> tuple[AppointmentRow, ...]:
            found = super(KeptAppointmentService, self).between(actor, since, until)
            known = {row.appointment.id for row in found}
            more = [
                row
                for row in self._booked(actor)
                if row.appointment.id not in known and since <= row.appointment.starts_at < until
            ]
            return (
                tuple(sorted((*found, *more), key=lambda row: row.appointment.starts_at)) if more else found
            )

        return self._desk.either(actor, there, here)

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[AppointmentRow, ...]:
        """As ever; while the server is away what is kept here."""
        return self._desk.either(
            actor,
            lambda: super(KeptAppointmentService, self).of_lead(actor, lead_id),
            lambda: tuple(
                row
                for row in (*self._kept(actor), *self._booked(actor))
                if row.appointment.lead_id == lead_id
            ),
        )

    def clashing(
        self,
        actor: Actor,
        starts_at: datetime,
        ends_at: datetime,
        but_not: UUID | None = None,
        owner_id: UUID | None = None,
    ) -> tuple[AppointmentRow, ...]:
        """As ever; while the server is away among one's own that are kept here."""

        def here() -> tuple[AppointmentRow, ...]:
            if owner_id not in (None, actor.person_id):
                return ()
            return tuple(
                row
                for row in self.between(actor, starts_at - LONGEST, ends_at)
                if row.appointment.id != but_not
                and row.appointment.state is AppointmentState.PLANNED
                and row.appointment.meets(starts_at, ends_at)
            )

        return self._desk.either(
            actor,
            lambda: super(KeptAppointmentService, self).clashing(
                actor, starts_at, ends_at, but_not, owner_id
            ),
            here,
        )

    def file(self, actor: Actor, appointment_id: UUID) -> CalendarFile:
        """As ever; while the server is away, or hasn't heard of it, of one that is kept here."""

        def here() -> CalendarFile:
            rows = (*self._kept(actor), *self._booked(actor))
            row = next((each for each in rows if each.appointment.id == appointment_id), None)
            return waits() if row is None else calendar_file(row, self._info, self._desk.clock.now())

        if any(row.appointment.id == appointment_id for row in self._booked(actor)):
            return here()
        return self._desk.either(
            actor, lambda: super(KeptAppointmentService, self).file(actor, appointment_id), here
        )

    # --- acts ---

    def book(self, actor: Actor, command: BookAppointment) -> AppointmentRow:
        """Kept, then booked; while the server is away with a lead or a call-back that is kept here."""
        actor.require(Permission.CALL)
        desk = self._desk
        whom = self._whom(actor, command.lead_id)
        act = desk.act(
            actor, ActKind.BOOKED, command.request_id, write_booking(command), command.lead_id,
            command.call_id, told=whom[0] if whom is not None else "",
        )  # fmt: skip

        def here() -> AppointmentRow:
            try:
                if whom is None:
                    raise ServerAway(NOT_KEPT)
                if command.owner_id not in (None, actor.person_id):
                    waits()
                check_booking(command, desk.clock.now())
            except UserError:
                desk.outbox.withdraw(act.id)
                raise
            return self._row(actor, act)

        def there() -> AppointmentRow:
            call_id = None if desk.waits_for_call(command.call_id) else command.call_id
            row = super(KeptAppointmentService, self).book(actor, replace(command, call_id=call_id))
            desk.sender.settle(act)
            return row

        return desk.kept_first(actor, act, there, here)

    def move(self, actor: Actor, command: MoveAppointment) -> Arranged:
        """As ever; it waits for the server."""
        return self._desk.behind_what_waits(
            actor, lambda: super(KeptAppointmentService, self).move(actor, command), waits
        )

    def close(
        self, actor: Actor, appointment_id: UUID, version: int, state: AppointmentState, why: str = ""
    ) -> Arranged:
        """As ever; it waits for the server."""
        return self._desk.behind_what_waits(
            actor,
            lambda: super(KeptAppointmentService, self).close(actor, appointment_id, version, state, why),
            waits,
        )

    def undo(self, actor: Actor, undo_id: UUID) -> AppointmentRow:
        """As ever; it waits for the server."""
        return self._desk.behind_what_waits(
            actor, lambda: super(KeptAppointmentService, self).undo(actor, undo_id), waits
        )

    # --- inside ---

    def _kept(self, actor: Actor) -> tuple[AppointmentRow, ...]:
        rows = (_thawed(each.shown) for each in self._dates.all(actor.person_id, APPOINTMENT))
        return tuple(row for row in rows if row is not None)

    def _booked(self, actor: Actor) -> tuple[AppointmentRow, ...]:
        """What was booked here and isn't known to be on the server."""
        acts = self._desk.outbox.waiting(actor.person_id)
        return tuple(self._row(actor, act) for act in acts if act.kind is ActKind.BOOKED)

    def _row(self, actor: Actor, act: KeptAct) -> AppointmentRow:
        command = read_booking(act)
        appointment: Appointment = planned(command, command.owner_id or actor.person_id)
        name, company, email, zone = self._whom(actor, command.lead_id) or (act.told, "", "", "")
        return AppointmentRow(appointment, name, company, email, zone, actor.name, None, None)

    def _whom(self, actor: Actor, lead_id: UUID) -> tuple[str, str, str, str] | None:
        """Name, company, e-mail and zone of a lead that is known here."""
        shot = self._desk.keeper.any(actor, lead_id)
        if shot is not None:
            lead = shot.shown.lead
            return lead.name, lead.company, lead.email, shot.shown.local_zone
        row = next((row for row in self._promises.said(actor) if row.lead_id == lead_id), None)
        return None if row is None else (row.lead_name, row.company, "", row.zone)


def _thawed(shown: str) -> AppointmentRow | None:
    try:
        return thawed(AppointmentRow, shown)
    except (ValueError, KeyError, TypeError):
        return None  # by another version of the program
