"""People, teams and sign-ins, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from crm_desktop.domain.people import LOST, Person, Role, Team
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.memberships import keep_move
from crm_desktop.store.prepared import Prepared, needed
from crm_desktop.store.tables import people, sessions, teams
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to check a password; stays inside the people service."""

    person: Person
    password_hash: str
    failed_count: int
    locked_until: datetime | None
    one_time_until: datetime | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """One stretch of a person being signed in."""

    id: UUID
    person_id: UUID
    seat: str
    signed_in_at: datetime
    last_seen_at: datetime
    signed_out_at: datetime | None
    end_reason: str


_PERSON = (
    people.c.id,
    people.c.sign_in_name,
    people.c.display_name,
    people.c.role,
    people.c.team_id,
    people.c.is_disabled,
    people.c.must_change_password,
    people.c.version,
    people.c.asks_to_leave_at,
    people.c.left_at,
)


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(
        id=row.id,
        sign_in_name=row.sign_in_name,
        display_name=row.display_name,
        role=Role(row.role),
        team_id=row.team_id,
        is_disabled=row.is_disabled,
        must_change_password=row.must_change_password,
        version=row.version,
        asks_to_leave_at=row.asks_to_leave_at,
        left_at=row.left_at,
    )


class People:
    """Repository of people, teams and sign-ins."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection

    def all(self) -> tuple[Person, ...]:
        """Everybody, disabled ones too, by display name."""
        rows = self._connection.execute(select(*_PERSON).order_by(people.c.display_name, people.c.id))
        return tuple(_person(row) for row in rows)

    def get(self, person_id: UUID) -> Person | None:
        """One person."""
        row = self._connection.execute(select(*_PERSON).where(people.c.id == person_id)).one_or_none()
        return None if row is None else _person(row)

    def credentials(self, sign_in_name: str) -> Credentials | None:
        """What a sign-in is checked against, by the sign-in name in lower case."""
        columns = (
            *_PERSON,
            people.c.password_hash,
            people.c.failed_count,
            people.c.locked_until,
            people.c.one_time_until,
        )
        row = self._connection.execute(
            select(*columns).where(people.c.sign_in_name == sign_in_name)
        ).one_or_none()
        if row is None:
            return None
        return Credentials(
            _person(row), row.password_hash, row.failed_count, row.locked_until, row.one_time_until
        )

    def sign_in_names(self) -> tuple[str, ...]:
        """The names of everybody who may sign in."""
        statement = select(people.c.sign_in_name).where(~people.c.is_disabled).order_by(people.c.sign_in_name)
        return tuple(self._connection.execute(statement).scalars())

    def gone(self, names: Sequence[str]) -> tuple[str, ...]:
        """Which of these sign-in names nobody has any more."""
        if not names:
            return ()
        here = select(people.c.sign_in_name).where(people.c.sign_in_name.in_(list(names)))
        known = set(self._connection.execute(here).scalars())
        return tuple(name for name in names if name not in known)

    def add(self, person: Person, password_hash: str, one_time_until: datetime | None) -> None:
        """Add a person."""
        self._connection.execute(
            insert(people).values(
                id=person.id,
                sign_in_name=person.sign_in_name,
                display_name=person.display_name,
                role=person.role.value,
                team_id=person.team_id,
                password_hash=password_hash,
                must_change_password=person.must_change_password,
                one_time_until=one_time_until,
                created_at=self._work.now,
            )
        )

    def change(self, person_id: UUID, version: int, **values: object) -> bool:
        """Change a person's row if it still has this version; False when it has not."""
        if "team_id" in values:
            keep_move(self._work, person_id, version, values["team_id"], office_date(self._work))
        done = self._connection.execute(
            update(people)
            .where(people.c.id == person_id, people.c.version == version)
            .values(**values, version=version + 1)
        )
        return bool(done.rowcount == 1)

    def set_password(
        self, person_id: UUID, password_hash: str, *, must_change: bool, one_time_until: datetime | None
    ) -> None:
        """Set a password and forget failed tries."""
        self._connection.execute(
            update(people)
            .where(people.c.id == person_id)
            .values(
                password_hash=password_hash,
                must_change_password=must_change,
                one_time_until=one_time_until,
                failed_count=0,
                locked_until=None,
            )
        )

    def note_failed(self, person_id: UUID, count: int, locked_until: datetime | None) -> None:
        """Remember a wrong password."""
        self._connection.execute(
            update(people)
            .where(people.c.id == person_id)
            .values(failed_count=count, locked_until=locked_until)
        )

    def active_admins(self) -> int:
        """How many admins can sign in."""
        statement = select(func.count()).where(people.c.role == Role.ADMIN.value, ~people.c.is_disabled)
        return int(self._connection.execute(statement).scalar_one())

    def teams(self) -> tuple[Team, ...]:
        """Every team by name."""
        rows = self._connection.execute(
            select(teams.c.id, teams.c.name, teams.c.version).order_by(teams.c.name)
        )
        return tuple(Team(row.id, row.name, row.version) for row in rows)

    def add_team(self, team: Team) -> None:
        """Add a team."""
        self._connection.execute(insert(teams).values(id=team.id, name=team.name, created_at=self._work.now))

    def start_session(self, session_id: UUID, person_id: UUID, seat: str, day: int) -> None:
        """Begin a stretch of being signed in; `day` (yyyymmdd) is that of the shift it belongs to."""
        now = self._work.now
        self._connection.execute(
            insert(sessions).values(
                id=session_id, person_id=person_id, seat=seat, signed_in_at=now, last_seen_at=now, day=day
            )
        )

    def end_open_sessions(self, person_id: UUID, seat: str, reason: str) -> None:
        """End what a killed program left open on this seat, at the moment it was last seen."""
        self._connection.execute(
            update(sessions)
            .where(
                sessions.c.person_id == person_id, sessions.c.seat == seat, sessions.c.signed_out_at.is_(None)
            )
            .values(signed_out_at=sessions.c.last_seen_at, end_reason=reason)
        )

    def end_session(self, session_id: UUID, reason: str) -> None:
        """End a stretch of being signed in; the first reason given stays."""
        self._connection.execute(
            update(sessions)
            .where(sessions.c.id == session_id, sessions.c.signed_out_at.is_(None))
            .values(signed_out_at=self._work.now, last_seen_at=self._work.now, end_reason=reason)
        )

    def seat_of(self, session_id: UUID) -> str:
        """At which workstation somebody signed in."""
        return str(
            self._connection.execute(select(sessions.c.seat).where(sessions.c.id == session_id)).scalar_one()
        )

    def touch_session(self, session_id: UUID) -> None:
        """Remember that the program of this sign-in is alive."""
        self._connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(last_seen_at=self._work.now)
        )

    def sign_ins(self, person_id: UUID, since: datetime) -> tuple[SignIn, ...]:
        """A person's sign-ins since a moment, oldest first."""
        rows = self._connection.execute(
            select(sessions)
            .where(sessions.c.person_id == person_id, sessions.c.signed_in_at >= since)
            .order_by(sessions.c.signed_in_at)
        )
        return tuple(
            SignIn(r.id, r.person_id, r.seat, r.signed_in_at, r.last_seen_at, r.signed_out_at, r.end_reason)
            for r in rows
        )


KNOWN_SESSION = Prepared(
    lambda is_sqlite: select(sessions.c.id).where(sessions.c.id == needed("session_id", sessions.c.id))
)


def has_session(work: Work, session_id: UUID) -> bool:
    """Whether a sign-in is known here; a store that came back from a copy may have lost it."""
    return KNOWN_SESSION.row(work, session_id=session_id) is not None


def note_heard(work: Work, session_id: UUID, at: datetime) -> None:
    """A sign-in whose program went silent did something later: it was there until then at least."""
    work.connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.end_reason == LOST, sessions.c.signed_out_at < at)
        .values(signed_out_at=at, last_seen_at=at)
    )
