"""People: signing in and out, passwords, teams; who may do it is asked of the permission table."""

from __future__ import annotations

import math
import re
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.people import COMMAND_SEAT, LOST, Actor, Permission, Person, Reach, Role, Team
from crm_desktop.domain.second_factor import WrongCode
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.second_factor import passes
from crm_desktop.store.calls import Calls
from crm_desktop.store.people import Credentials, People, SignIn
from crm_desktop.store.queue import Queue
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.second_factors import SecondFactors
from crm_desktop.store.server_care import look_after
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.unit_of_work import Store, Work

MIN_PASSWORD = 8
ONE_TIME_FOR = timedelta(days=2)
# After the third wrong password each further one doubles the wait, up to a quarter of an hour.
FREE_TRIES = 3
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A successful sign-in. `is_kept`: an earlier one goes on at this workstation, the server being away."""

    actor: Actor
    must_change_password: bool
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A new person. Without a password a one-time password is made."""

    sign_in_name: str
    display_name: str
    role: Role
    password: str | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The new person and the one-time password to tell them, if one was made."""

    person: Person
    one_time_password: str | None


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """New values for a person; `version` is the one they were read with."""

    person_id: UUID
    version: int
    display_name: str
    role: Role
    team_id: UUID | None


class PeopleService:
    """Everything about the people of a workspace."""

    def __init__(self, store: Store, passwords: Passwords) -> None:
        self._store = store
        self._passwords = passwords

    # signing in

    def sign_in_names(self) -> tuple[str, ...]:
        """The names the sign-in window offers."""
        with self._store.read() as work:
            return People(work).sign_in_names()

    def sign_in_name(self, actor: Actor) -> str:
        """The own sign-in name."""
        with self._store.read(actor) as work:
            return existing(People(work), actor.person_id).sign_in_name

    def sign_in(self, name: str, password: str, seat: str = "main", code: str = "") -> SignedIn:
        """Check a password and begin a sign-in; takes as long as argon2 does, and waits after failures.

        Raises CodeNeeded where the person has a second factor and no `code` came. At the seat COMMAND_SEAT
        a command acts beside the person's window and says nothing about presence.
        """
        wanted = name.strip().casefold()
        look_after(self._store)
        with self._store.read() as work:
            found = People(work).credentials(wanted)
        self._refuse_early(found)
        if found is None:
            self._passwords.hash(password)  # as slow as for a name that exists
            raise UserError("The name or the password is wrong. Try again.", field="password")
        if not self._passwords.matches(found.password_hash, password):
            self._note_failed(found)
            raise UserError("The name or the password is wrong. Try again.", field="password")
        return self._begin(found, seat, code)

    def _refuse_early(self, found: Credentials | None) -> None:
        if found is None:
            return
        now = self._store.clock.now()
        if found.locked_until is not None and found.locked_until > now:
            seconds = math.ceil((found.locked_until - now).total_seconds())
            raise UserError(
                "Too many wrong passwords. Wait {seconds} seconds, then try again, "
                "or ask your team lead for a one-time password.",
                field="password",
                seconds=seconds,
            )
        if found.person.is_disabled:
            raise UserError("This person can no longer sign in. Ask an admin.", field="name")
        if found.one_time_until is not None and found.one_time_until < now:
            raise UserError(
                "The one-time password has run out. Ask your team lead for a new one.", field="password"
            )

    def _note_failed(self, found: Credentials) -> None:
        count = found.failed_count + 1
        wait = min(FIRST_WAIT * 2 ** max(0, count - FREE_TRIES), LONGEST_WAIT)
        with self._store.write(None) as work:
            locked = work.now + wait if count >= FREE_TRIES else None
            People(work).note_failed(found.person.id, count, locked)
            work.record("sign_in_failed", "person", found.person.id, count=count)

    def _begin(self, found: Credentials, seat: str, code: str) -> SignedIn:
        person = found.person
        actor = Actor(person.id, new_id(), person.display_name, person.role, person.team_id)
        with self._store.write(actor) as work:
            is_right = passes(work, person.id, code)
            rows = People(work)
            if is_right:
                self._start(work, rows, found, actor, seat)
        if not is_right:
            self._note_failed(found)
            raise WrongCode
        return SignedIn(actor, person.must_change_password)

    def _start(self, work: Work, rows: People, found: Credentials, actor: Actor, seat: str) -> None:
        person = found.person
        if found.failed_count:
            rows.note_failed(person.id, 0, None)
        rows.end_open_sessions(person.id, seat, LOST)
        day = Shifts(work).day_of(person.id, work.now)
        rows.start_session(actor.session_id, person.id, seat, day)
        work.record("signed_in", "person", person.id)
        work.announce("people", person.id)

    def sign_out(self, actor: Actor, reason: str = "signed_out") -> None:
        """End the sign-in; an open break ends with it."""
        with self._store.write(actor) as work:
            rows = People(work)
            work.record("signed_out", "person", actor.person_id, reason=reason)
            work.announce("people", actor.person_id)
            if reason != COMMAND_SEAT:
                give_back_held(work, actor.person_id, rows.seat_of(actor.session_id))
            work.write_announced()  # a server takes nothing more from a sign-in that has ended
            rows.end_session(actor.session_id, reason)

    def unlock(self, actor: Actor, password: str) -> None:
        """Check the password of the person whose window is locked; the sign-in goes on."""
        with self._store.read() as work:
            person = People(work).get(actor.person_id)
            found = None if person is None else People(work).credentials(person.sign_in_name)
        self._refuse_early(found)
        if found is None or not self._passwords.matches(found.password_hash, password):
            if found is not None:
                self._note_failed(found)
            raise UserError("The password is wrong. Try again.", field="password")

    def go_on(self, actor: Actor, password: str | None = None) -> SignedIn:
        """Go on with the sign-in where the server asks for that; a local workspace never does."""
        return SignedIn(actor, must_change_password=False)

    def ended(self, actor: Actor) -> None:
        """The server doesn't know the sign-in any more; a local workspace always does."""

    def touch(self, actor: Actor) -> None:
        """Remember that the person's program is alive; called about once a minute."""
        with self._store.write(actor) as work:
            People(work).touch_session(actor.session_id)

    def sign_ins(self, actor: Actor, person_id: UUID, since_days: int = 31) -> tuple[SignIn, ...]:
        """A person's sign-ins of the last days, oldest first: one's own, or with the right to see people."""
        with self._store.read(actor) as work:
            if person_id != actor.person_id:
                self._within_reach(work, actor, Permission.SEE_PEOPLE, person_id)
            return People(work).sign_ins(person_id, work.now - timedelta(days=since_days))

    # passwords

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change one's own password."""
        self.unlock(actor, old)
        check_password(new)
        if old == new:
            raise UserError("The new password is the old one. Choose another.", field="new_password")
        hashed = self._passwords.hash(new)
        with self._store.write(actor) as work:
            People(work).set_password(actor.person_id, hashed, must_change=False, one_time_until=None)
            work.record("password_changed", "person", actor.person_id)

    def set_one_time_password(self, actor: Actor, person_id: UUID) -> str:
        """A password for whoever forgot theirs: good for two days, changed at the next sign-in."""
        actor.require(Permission.RESET_PASSWORD, Reach.TEAM)
        one_time = one_time_password()
        proof = self._proof(one_time)
        with self._writing(actor) as work:
            person = self._within_reach(work, actor, Permission.RESET_PASSWORD, person_id)
            still_here(People(work), person_id)
            if actor.role is not Role.ADMIN and person.role is not Role.TELECALLER:
                raise NotAllowed("Only an admin can set a one-time password for a team lead or an admin.")
            self._keep_one_time(work, person_id, proof, work.now + ONE_TIME_FOR)
            work.record("one_time_password_set", "person", person_id)
        return one_time

    def set_password_by_recovery(self, person_id: UUID, new: str) -> None:
        """Set an admin's password after the workspace was opened with its recovery code.

        Their second factor goes too: whoever lost the one may have lost the other.
        """
        check_password(new)
        hashed = self._passwords.hash(new)
        with self._store.write(None) as work:
            person = People(work).get(person_id)
            if person is None or person.role is not Role.ADMIN or person.left_at is not None:
                raise NotAllowed("The recovery code sets the password of an admin only. Choose an admin.")
            People(work).set_password(person_id, hashed, must_change=False, one_time_until=None)
            SecondFactors(work).drop(person_id)
            if person.is_disabled:
                People(work).change(person_id, person.version, is_disabled=False, disabled_at=None)
            work.record("password_set_by_recovery_code", "person", person_id)

    def admins(self) -> tuple[Person, ...]:
        """The admins, for the recovery window; needs the workspace's key, which whoever recovers has."""
        with self._store.read() as work:
            return tuple(p for p in People(work).all() if p.role is Role.ADMIN and p.left_at is None)

    # people and teams

    def add_first_admin(self, sign_in_name: str, display_name: str, password: str) -> Person:
        """The workspace's first person; refused once there is anybody."""
        person = new_person(AddPerson(sign_in_name, display_name, Role.ADMIN, password))
        hashed = self._passwords.hash(password)
        with self._store.write(None) as work:
            if People(work).all():
                raise NotAllowed("This workspace has people already. Sign in as an admin to add more.")
            People(work).add(person, hashed, None)
            work.record("person_added", "person", person.id, role=person.role.value)
        return person

    def add(self, actor: Actor, command: AddPerson) -> Added:
        """Add a person; the sign-in name must be new."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        one_time = None if command.password is not None else one_time_password()
        person = new_person(command, must_change=one_time is not None)
        proof = self._proof(command.password if command.password is not None else str(one_time))
        with self._writing(actor) as work:
            rows = People(work)
            if any(known.sign_in_name == person.sign_in_name for known in rows.all()):
                raise UserError(
                    "There is someone with the sign-in name “{name}” already. Choose another.",
                    field="sign_in_name",
                    name=person.sign_in_name,
                )
            check_team(rows, person.team_id)
            self._keep_new(work, person, proof, work.now + ONE_TIME_FOR if one_time is not None else None)
            work.record("person_added", "person", person.id, role=person.role.value)
            work.announce("people", person.id)
        return Added(person, one_time)

    def list(self, actor: Actor) -> tuple[Person, ...]:
        """The people this person may see: a lead the own team, an admin everybody."""
        reached = actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            everybody = People(work).all()
        if reached is Reach.ALL:
            return everybody
        return tuple(p for p in everybody if p.id == actor.person_id or p.team_id == actor.team_id)

    def colleagues(self, actor: Actor) -> tuple[Person, ...]:
        """Who can be handed a lead or a call-back: everybody active in the own team (admins: everybody)."""
        with self._store.read(actor) as work:
            everybody = People(work).all()
        return tuple(
            p
            for p in everybody
            if not p.is_disabled
            and (actor.role is Role.ADMIN or p.team_id == actor.team_id or p.id == actor.person_id)
        )

    def update(self, actor: Actor, command: ChangePerson) -> Person:
        """Change a person's name, role or team."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        if not command.display_name.strip():
            raise UserError("A person needs a name. Type one.", field="display_name")
        with self._writing(actor) as work:
            rows = People(work)
            before = still_here(rows, command.person_id)
            check_team(rows, command.team_id)
            if before.role is Role.ADMIN and command.role is not Role.ADMIN:
                _keep_one_admin(rows, before)
            if not self._keep_changed(work, command):
                raise ChangedMeanwhile("Someone else changed this person meanwhile. Look again, then change.")
            work.record("person_changed", "person", before.id, role=command.role.value, was=before.role.value)
            work.announce("people", before.id)
            return existing(rows, command.person_id)

    def disable(self, actor: Actor, person_id: UUID) -> Person:
        """Take the right to sign in; everything the person did stays."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        if person_id == actor.person_id:
            raise UserError("You can't disable yourself. Ask another admin.")
        return self._set_enabled(actor, person_id, False)

    def enable(self, actor: Actor, person_id: UUID) -> Person:
        """Give back the right to sign in."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        return self._set_enabled(actor, person_id, True)

    def _set_enabled(self, actor: Actor, person_id: UUID, is_enabled: bool) -> Person:
        with self._writing(actor) as work:
            rows = People(work)
            person = still_here(rows, person_id)
            if person.role is Role.ADMIN and not is_enabled:
                _keep_one_admin(rows, person)
            self._keep_enabled(work, person, is_enabled)
            work.record("person_enabled" if is_enabled else "person_disabled", "person", person_id)
            work.announce("people", person_id)
            return existing(rows, person_id)

    def teams(self, actor: Actor) -> tuple[Team, ...]:
        """Every team's name."""
        with self._store.read(actor) as work:
            return People(work).teams()

    def add_team(self, actor: Actor, name: str) -> Team:
        """Add a team; its name must be new."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        team = Team(new_id(), name.strip(), 1)
        if not team.name:
            raise UserError("A team needs a name. Type one.", field="team")
        with self._store.write(actor) as work:
            rows = People(work)
            if any(t.name.casefold() == team.name.casefold() for t in rows.teams()):
                raise UserError("There is a team “{name}” already.", field="team", name=team.name)
            rows.add_team(team)
            work.record("team_added", "team", team.id)
            work.announce("people", team.id)
        return team

    def changing(self, actor: Actor) -> AbstractContextManager[Work]:
        """The transaction in which people are changed, also by other services."""
        return self._writing(actor)

    def forget(self, sign_in_name: str) -> None:
        """Forget somebody whose account was deleted; a local workspace keeps nothing beside the store."""

    # how people are kept; a team's server keeps them in its own way

    def _writing(self, actor: Actor) -> AbstractContextManager[Work]:
        """The transaction in which people are changed."""
        return self._store.write(actor)

    def _proof(self, password: str) -> str:
        """What is kept of a password."""
        return self._passwords.hash(password)

    def _keep_new(self, work: Work, person: Person, proof: str, one_time_until: datetime | None) -> None:
        People(work).add(person, proof, one_time_until)

    def _keep_one_time(self, work: Work, person_id: UUID, proof: str, until: datetime) -> None:
        People(work).set_password(person_id, proof, must_change=True, one_time_until=until)

    def _keep_changed(self, work: Work, command: ChangePerson) -> bool:
        """False when the person was changed since they were read."""
        return People(work).change(
            command.person_id,
            command.version,
            display_name=command.display_name.strip(),
            role=command.role.value,
            team_id=command.team_id,
        )

    def _keep_enabled(self, work: Work, person: Person, is_enabled: bool) -> None:
        since = None if is_enabled else work.now
        People(work).change(person.id, person.version, is_disabled=not is_enabled, disabled_at=since)

    def _within_reach(self, work: Work, actor: Actor, permission: Permission, person_id: UUID) -> Person:
        person = existing(People(work), person_id)
        reached = actor.require(permission, Reach.TEAM)
        if reached is not Reach.ALL and (person.team_id is None or person.team_id != actor.team_id):
            raise NotAllowed("This person is not in your team. Ask an admin.")
        return person


def give_back_held(work: Work, person_id: UUID, seat: str) -> None:
    """What somebody who signs out has on the screen, unless on a call, and keeps at that workstation."""
    if Calls(work).open_of(person_id) is None:
        Queue(work).free(person_id)
    Reservations(work).give_back(person_id, seat=seat)
    work.announce("queue")


def existing(rows: People, person_id: UUID) -> Person:
    """The person; NotFound."""
    person = rows.get(person_id)
    if person is None:
        raise NotFound("This person is not here any more. Look at the list again.")
    return person


def still_here(rows: People, person_id: UUID) -> Person:
    """The person, whose account wasn't deleted; NotFound."""
    person = existing(rows, person_id)
    if person.left_at is not None:
        raise NotFound("This account was deleted. Add the person anew.")
    return person


def _keep_one_admin(rows: People, person: Person) -> None:
    if not person.is_disabled and rows.active_admins() <= 1:
        raise UserError("This is the only admin. Make someone else an admin first.")


def check_team(rows: People, team_id: UUID | None) -> None:
    """Refuse a team that isn't there."""
    if team_id is not None and all(t.id != team_id for t in rows.teams()):
        raise NotFound("This team is not here any more. Choose another.", field="team")


def new_person(command: AddPerson, must_change: bool = False) -> Person:
    """The person a command makes; UserError for a name or a password that can't be used."""
    name = command.sign_in_name.strip().casefold()
    if not re.fullmatch(r"[\w.@+-]{2,40}", name):
        raise UserError(
            "The sign-in name “{name}” can't be used. Take 2 to 40 letters, digits, dots or dashes.",
            field="sign_in_name",
            name=command.sign_in_name,
        )
    if command.password is not None:
        check_password(command.password)
    display = command.display_name.strip() or command.sign_in_name.strip()
    return Person(new_id(), name, display, command.role, command.team_id, False, must_change, 1)


def check_password(password: str) -> None:
    """Refuse a password that is too short."""
    if len(password) < MIN_PASSWORD:
        raise UserError(
            "The password is too short. Take at least {least} characters.",
            field="new_password",
            least=MIN_PASSWORD,
        )


def one_time_password() -> str:
    """Easy to say on the telephone: three groups of four digits and letters that can't be mixed up."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))
