"""Appointments: booking, moving, closing, taking that back, and their invitation as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.appointments import FARTHEST, LONGEST, USUAL, Appointment, AppointmentState
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.services.calling.values import payload_of
from crm_desktop.services.invitation import file_name, invitation
from crm_desktop.services.lead_rules import seen
from crm_desktop.store.appointments import AppointmentRow, Appointments
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.people import People
from crm_desktop.store.settings import WorkspaceInfo, workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Store, Work

__all__ = [
    "AppointmentRow",
    "AppointmentService",
    "Arranged",
    "BookAppointment",
    "CalendarFile",
    "MoveAppointment",
]

UNDO_FOR = timedelta(minutes=10)
UNDO_KIND = "appointment"


@dataclass(frozen=True, slots=True)
class BookAppointment:
    """Book a slot with a customer; `owner_id` None: oneself, `ends_at` None: half an hour."""

    request_id: UUID
    lead_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    note: str = ""
    owner_id: UUID | None = None
    call_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """New values for an appointment read with `version`; None leaves one as it is."""

    appointment_id: UUID
    version: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    title: str | None = None
    place: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Arranged:
    """An appointment as an act left it, and what takes the act back."""

    row: AppointmentRow
    undo_id: UUID


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """An invitation to save or attach."""

    name: str
    content: bytes


class AppointmentService:
    """The appointments a person may see: their own, or those of the leads within their reach."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- looking ---

    def between(self, actor: Actor, since: datetime, until: datetime) -> tuple[AppointmentRow, ...]:
        """One's own appointments that begin from `since` up to `until`, in order."""
        actor.require(Permission.SEE_CALLBACKS)
        with self._store.read(actor) as work:
            return Appointments(work).between(actor.person_id, since, until)

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[AppointmentRow, ...]:
        """A lead's appointments, the latest first."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Appointments(work).of_lead(lead_id)

    def clashing(
        self,
        actor: Actor,
        starts_at: datetime,
        ends_at: datetime,
        but_not: UUID | None = None,
        owner_id: UUID | None = None,
    ) -> tuple[AppointmentRow, ...]:
        """Planned appointments that overlap, one's own or a colleague's; to be told, not forbidden."""
        with self._store.read(actor) as work:
            whose = owner_of(work, actor, owner_id)
            near = Appointments(work).between(whose, starts_at - LONGEST, ends_at)
        return tuple(
            row
            for row in near
            if row.appointment.id != but_not
            and row.appointment.state is AppointmentState.PLANNED
            and row.appointment.meets(starts_at, ends_at)
        )

    def file(self, actor: Actor, appointment_id: UUID) -> CalendarFile:
        """The invitation (or cancellation) as it stands."""
        with self._store.read(actor) as work:
            row = _found(work, actor, appointment_id)
            return calendar_file(row, workspace_info(work), work.now)

    # --- acts ---

    def book(self, actor: Actor, command: BookAppointment) -> AppointmentRow:
        """Book a slot; a repeat gives the same appointment."""
        actor.require(Permission.CALL)
        payload = payload_of(command)
        with self._store.write(actor) as work:
            earlier = work.earlier_result(command.request_id, "book", payload)
            if earlier is not None:
                return _found(work, actor, UUID(earlier["appointment_id"]))
            seen(work, actor, command.lead_id, Permission.SEE_LEADS)
            check_booking(command, work.now)
            add_booked(work, planned(command, owner_of(work, actor, command.owner_id)))
            work.keep_result(command.request_id, "book", payload, {"appointment_id": command.request_id})
            return _found(work, actor, command.request_id)

    def move(self, actor: Actor, command: MoveAppointment) -> Arranged:
        """Change time, place or words; the invitation gets a new sequence when time or place changed."""
        with self._store.write(actor) as work:
            before = _planned(work, actor, command.appointment_id)
            starts_at = command.starts_at or before.starts_at
            length = before.ends_at - before.starts_at
            ends_at = command.ends_at or (
                starts_at + length if command.starts_at is not None else before.ends_at
            )
            title = before.title if command.title is None else " ".join(command.title.split())
            place = before.place if command.place is None else " ".join(command.place.split())
            _check(work.now, title, starts_at, ends_at)
            is_other = (starts_at, ends_at, place) != (before.starts_at, before.ends_at, before.place)
            _change(
                work,
                before,
                command.version,
                title=title,
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                note=before.note if command.note is None else command.note.strip(),
                sequence=before.sequence + is_other,
            )
            after = _found(work, actor, before.id)
            _tell(work, Kind.APPOINTMENT_CHANGED, after.appointment, "appointment.moved")
            return Arranged(after, _keep_undo(work, before, after.appointment))

    def close(
        self, actor: Actor, appointment_id: UUID, version: int, state: AppointmentState, why: str = ""
    ) -> Arranged:
        """Say how it ended: took place, did not, or cancelled. `why` is told on the timeline."""
        if state is AppointmentState.PLANNED:
            raise UserError("Choose how the appointment ended.", field="state")
        with self._store.write(actor) as work:
            before = _planned(work, actor, appointment_id)
            if state is not AppointmentState.CANCELLED and before.starts_at > work.now:
                raise UserError(
                    "The appointment is at {at}. Until then it can be moved or cancelled.",
                    at=full_when(before.starts_at, workspace_zone(work)),
                )
            is_cancelled = state is AppointmentState.CANCELLED
            _change(work, before, version, state=state.value, sequence=before.sequence + is_cancelled)
            after = _found(work, actor, before.id)
            _tell(work, Kind.APPOINTMENT_CHANGED, after.appointment, f"appointment.{state.value}", why=why)
            return Arranged(after, _keep_undo(work, before, after.appointment))

    def undo(self, actor: Actor, undo_id: UUID) -> AppointmentRow:
        """Take a move or a closing back while nobody touched the appointment since.

        Whoever took the changed invitation into a calendar needs the next one: its sequence counts on.
        """
        with self._store.write(actor) as work:
            act = UndoActs(work).take(UNDO_KIND, undo_id)
            if act.person_id != actor.person_id:
                raise NotFound("There is nothing to undo.")
            now = _found(work, actor, UUID(act.before["appointment"])).appointment
            if now.version != act.before["version"]:
                raise ChangedMeanwhile("Someone changed this appointment since. It can't be undone any more.")
            was = _was(act.before["was"])
            is_other = now.sequence != was.pop("sequence")
            _change(work, now, now.version, **was, sequence=now.sequence + is_other)
            after = _found(work, actor, now.id)
            _tell(work, Kind.APPOINTMENT_CHANGED, after.appointment, "appointment.undone", is_undone=True)
            return after


def planned(command: BookAppointment, owner_id: UUID) -> Appointment:
    """The appointment that is booked; its id is the command's, so that it is known without the server too."""
    return Appointment(
        id=command.request_id,
        lead_id=command.lead_id,
        call_id=command.call_id,
        owner_id=owner_id,
        title=" ".join(command.title.split()),
        starts_at=command.starts_at,
        ends_at=command.ends_at or command.starts_at + USUAL,
        place=" ".join(command.place.split()),
        note=command.note.strip(),
        state=AppointmentState.PLANNED,
        sequence=0,
        version=1,
    )


def add_booked(work: Work, appointment: Appointment) -> None:
    """Keep it, and tell it at the lead."""
    Appointments(work).add(appointment)
    _tell(work, Kind.APPOINTMENT, appointment, "appointment.booked", appointment.call_id)


def check_booking(command: BookAppointment, now: datetime) -> None:
    """Whether there can be such an appointment; raises UserError at the field."""
    _check(now, command.title, command.starts_at, command.ends_at or command.starts_at + USUAL)


def calendar_file(row: AppointmentRow, info: WorkspaceInfo, now: datetime) -> CalendarFile:
    """The invitation to an appointment as it stands."""
    zone = row.zone or info.zone
    content = invitation(row.appointment, zone=zone, organiser=row.owner_name, office=info.name, made_at=now)
    return CalendarFile(file_name(row.appointment, zone), content)


def _check(now: datetime, title: str, starts_at: datetime, ends_at: datetime) -> None:
    if not title.strip():
        raise UserError("Say what the appointment is about.", field="title")
    if starts_at <= now:
        raise UserError("This time has passed. Give a time in the future.", field="starts_at")
    if starts_at > now + FARTHEST:
        raise UserError("This is more than a year away. Give an earlier time.", field="starts_at")
    if ends_at <= starts_at:
        raise UserError("The appointment must end after it begins.", field="ends_at")
    if ends_at - starts_at > LONGEST:
        hours = LONGEST // timedelta(hours=1)
        raise UserError("An appointment lasts {hours} hours at most.", field="ends_at", hours=hours)


def owner_of(work: Work, actor: Actor, wanted: UUID | None) -> UUID:
    """Whose appointment it is; for someone else only within the reach of giving out leads."""
    if wanted is None or wanted == actor.person_id:
        return actor.person_id
    person = People(work).get(wanted)
    if person is None or person.is_disabled:
        raise NotFound("This person can't take appointments. Choose someone else.", field="owner")
    if not actor.may_touch(Permission.ASSIGN_LEADS, person.id, person.team_id):
        raise NotAllowed("This person is not in your team. Choose someone of your team.", field="owner")
    return person.id


def _found(work: Work, actor: Actor, appointment_id: UUID) -> AppointmentRow:
    row = Appointments(work).get(appointment_id)
    if row is None:
        raise NotFound("This appointment does not exist any more.")
    if row.appointment.owner_id != actor.person_id:
        seen(work, actor, row.appointment.lead_id, Permission.SEE_LEADS)
    return row


def _planned(work: Work, actor: Actor, appointment_id: UUID) -> Appointment:
    appointment = _found(work, actor, appointment_id).appointment
    if appointment.state is not AppointmentState.PLANNED:
        raise ChangedMeanwhile("This appointment was closed meanwhile. Nothing was changed.")
    return appointment


def _change(work: Work, before: Appointment, version: int, **values: object) -> None:
    if not Appointments(work).change(before.id, version, **values):
        raise ChangedMeanwhile("Someone changed this appointment meanwhile. Look at it again.")


def _keep_undo(work: Work, before: Appointment, after: Appointment) -> UUID:
    was = {
        "title": before.title,
        "starts_at": before.starts_at.isoformat(),
        "ends_at": before.ends_at.isoformat(),
        "place": before.place,
        "note": before.note,
        "state": before.state.value,
        "sequence": before.sequence,
    }
    image = {"appointment": str(after.id), "version": after.version, "was": was}
    return UndoActs(work).keep(UNDO_KIND, after.lead_id, image, UNDO_FOR)


def _was(image: dict[str, Any]) -> dict[str, Any]:
    moments = {name: datetime.fromisoformat(image[name]) for name in ("starts_at", "ends_at")}
    return {**image, **moments}


def _tell(
    work: Work,
    kind: Kind,
    appointment: Appointment,
    act: str,
    call_id: UUID | None = None,
    why: str = "",
    *,
    is_undone: bool = False,
) -> None:
    text = ", ".join(part for part in (appointment.title, appointment.place, why.strip()) if part)
    Timeline(work).add(
        appointment.lead_id,
        kind,
        text,
        call_id=call_id,
        data={
            "at": appointment.starts_at.isoformat(),
            "state": appointment.state.value,
            **({"is_undone": True} if is_undone else {}),
        },
    )
    work.record(act, "appointment", appointment.id, lead_id=appointment.lead_id)
    work.announce("appointments", appointment.lead_id)
    work.announce("leads", appointment.lead_id)
