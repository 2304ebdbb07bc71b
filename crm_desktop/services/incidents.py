"""The register of incidents: noted by an admin, told to whom the law names, within its hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.incidents import FIELD_LABELS, LONGEST, Incident, Notice
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.incidents import SENT, Incidents, IncidentStep
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["IncidentService", "IncidentStep", "NoteIncident"]

SOON = timedelta(minutes=5)
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class NoteIncident:
    """Something happened; `aware_at` None: it is known since now. `told` by field of FIELD_LABELS."""

    incident_id: UUID
    title: str
    told: Mapping[str, str]
    aware_at: datetime | None = None


class IncidentService:
    """Incidents; an admin's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, actor: Actor) -> tuple[Incident, ...]:
        """Every incident, the open ones first."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return Incidents(work).all()

    def steps(self, actor: Actor, incident_id: UUID) -> tuple[IncidentStep, ...]:
        """What was done about one, the oldest first."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return Incidents(work).steps(incident_id)

    def note(self, actor: Actor, command: NoteIncident) -> Incident:
        """Note an incident; its clocks run from when it was known. A repeat gives the same.

        Raises UserError without a title, for a time that is to come, for words that are too long.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        title, told = _checked(command.title, command.told)
        with self._store.write(actor) as work:
            known = Incidents(work).get(command.incident_id)
            if known is not None:
                return known
            aware_at = command.aware_at or work.now
            if aware_at > work.now + SOON:
                raise UserError("This is still to come. Give the time you knew of it.", field="aware_at")
            pack = rules_today(work)
            hours = tuple(pack.value("incident_hours", ()))
            made = Incident(
                command.incident_id,
                title,
                min(aware_at, work.now),
                pack.profile,
                hours,
                actor.person_id,
                told,
            )
            Incidents(work).add(made)
            Incidents(work).add_step(made.id, actor.person_id, "noted")
            _tell(work, made.id, "incident.noted")
        return made

    def change(
        self, actor: Actor, incident_id: UUID, version: int, title: str, told: Mapping[str, str]
    ) -> Incident:
        """More is known of it. Raises ChangedMeanwhile for an older version."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        title, told = _checked(title, told)
        with self._store.write(actor) as work:
            known = _open(work, incident_id)
            named = ", ".join(name for name in FIELD_LABELS if told.get(name, "") != known.told.get(name, ""))
            _change(work, incident_id, version, title=title, told=told)
            Incidents(work).add_step(incident_id, actor.person_id, "changed", text=named)
            _tell(work, incident_id, "incident.changed")
            return _found(work, incident_id)

    def send(self, actor: Actor, incident_id: UUID, version: int, notice: Notice, how: str) -> Incident:
        """Keep that a notice went out now. Raises UserError that names the fields it must have and lacks."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.write(actor) as work:
            known = _open(work, incident_id)
            self.check_notice(known, notice)
            _change(work, incident_id, version)
            Incidents(work).add_step(incident_id, actor.person_id, SENT, notice.value, clean(how))
            work.record("incident.told", "incident", incident_id, notice=notice.value)
            work.announce("incidents", incident_id)
            return _found(work, incident_id)

    @staticmethod
    def check_notice(incident: Incident, notice: Notice) -> None:
        """Raises UserError that names what a notice must say and doesn't yet."""
        missing = incident.missing(notice)
        if missing:
            names = ", ".join(FIELD_LABELS[name] for name in missing)
            raise UserError("This notice must also say: {fields}.", field=missing[0], fields=names)

    def close(self, actor: Actor, incident_id: UUID, version: int, *, is_closed: bool) -> Incident:
        """Close an incident whose notices all went out, or open it again."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.write(actor) as work:
            known = _found(work, incident_id)
            if is_closed and known.next_owed() is not None:
                raise UserError("Some notices are still owed. Send them first.")
            _change(work, incident_id, version, closed_at=work.now if is_closed else None)
            kind = "closed" if is_closed else "reopened"
            Incidents(work).add_step(incident_id, actor.person_id, kind)
            _tell(work, incident_id, f"incident.{kind}")
            return _found(work, incident_id)


def _checked(title: str, told: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    title = clean(title)
    if not title:
        raise UserError("Say in a few words what happened.", field="title")
    kept = {name: told[name].strip() for name in FIELD_LABELS if told.get(name, "").strip()}
    check_length(title, LONGEST_TITLE, "title")
    for field, text in kept.items():
        check_length(text, LONGEST, field)
    return title, kept


def _change(work: Work, incident_id: UUID, version: int, **values: object) -> None:
    if not Incidents(work).change(incident_id, version, **values):
        raise ChangedMeanwhile("Someone else has changed this incident. Look at it again.")


def _found(work: Work, incident_id: UUID) -> Incident:
    found = Incidents(work).get(incident_id)
    if found is None:
        raise NotFound("This incident is not here any more. Look at the list again.")
    return found


def _open(work: Work, incident_id: UUID) -> Incident:
    found = _found(work, incident_id)
    if found.closed_at is not None:
        raise UserError("This incident is closed. Open it again first.")
    return found


def _tell(work: Work, incident_id: UUID, act: str) -> None:
    work.record(act, "incident", incident_id)
    work.announce("incidents", incident_id)
