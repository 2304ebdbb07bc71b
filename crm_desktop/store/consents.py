"""The ledger of consent, notices and guardians, as rows; and leads in step with their newest rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, insert, or_, select, update

from crm_desktop.domain.consent import Channel, ConsentRow, Notice, Purpose, State, bits_of, newest
from crm_desktop.domain.lawful import AGREED_SERVICE, Basis
from crm_desktop.domain.purposes import OwnPurpose, told_of
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.ids import new_id
from crm_desktop.store.tables import (
    campaigns,
    consents,
    guardians,
    leads,
    notices,
    people,
    purposes,
    queue_entries,
)
from crm_desktop.store.unit_of_work import Work

_c, _n, _g, _p = consents.c, notices.c, guardians.c, purposes.c
NOTICE_TEXTS = ("title", "items", "purposes", "withdraw", "rights", "contact")


class Consents:
    """Repository of what people agreed to or refused; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of_lead(self, lead_id: UUID) -> tuple[ConsentRow, ...]:
        """Every row of a lead and of those merged into it, the newest first."""
        mine = select(leads.c.id).where(or_(leads.c.id == lead_id, leads.c.merged_into == lead_id))
        statement = (
            select(consents, people.c.display_name)
            .select_from(consents.outerjoin(people, people.c.id == _c.person_id))
            .where(_c.lead_id.in_(mine))
            .order_by(_c.at.desc(), _c.id.desc())
        )
        return tuple(_row(row) for row in self._work.connection.execute(statement))

    def add(self, rows: Sequence[ConsentRow]) -> None:
        """Keep rows of one lead; what it refuses, and why it may be called, follow at once."""
        if not rows:
            return
        self._work.connection.execute(insert(consents), [_values(row) for row in rows])
        if self._work.is_sqlite:  # a server's triggers do the same
            self.settle(rows[0].lead_id)

    def ended(self, most: int) -> tuple[ConsentRow, ...]:
        """What was agreed to and has ended, and nothing was said of it since."""
        later = consents.alias("later")
        since = exists().where(
            later.c.lead_id == _c.lead_id,
            later.c.purpose == _c.purpose,
            later.c.channel == _c.channel,
            or_(later.c.at > _c.at, and_(later.c.at == _c.at, later.c.id > _c.id)),
        )
        statement = (
            select(consents, people.c.display_name)
            .select_from(consents.outerjoin(people, people.c.id == _c.person_id))
            .where(_c.valid_until.is_not(None), _c.valid_until <= self._work.now)
            .where(_c.state == State.GIVEN.value, ~since)
            .order_by(_c.valid_until)
        )
        return tuple(_row(row) for row in self._work.connection.execute(statement.limit(most)))

    def settle(self, lead_id: UUID) -> None:
        """What the newest rows refuse, and why the lead may be called where they agree."""
        if not self._work.is_sqlite:
            self._work.connection.execute(select(func.settle_consent(lead_id)))
            return
        connection, rows = self._work.connection, self.of_lead(lead_id)
        held = newest(rows)
        told = {"refused": bits_of(rows), "purposes": told_of(held)}
        connection.execute(update(leads).where(leads.c.id == lead_id).values(**told))
        found = _gives(held, rows[0].at) if rows else None
        if found is None:
            return
        kind, until = found
        later = leads.c.basis_until.is_not(None) if until is None else leads.c.basis_until < until
        is_agreed = leads.c.basis_kind.startswith(Basis.AGREED.value)
        is_weaker = or_(leads.c.basis_kind == "", is_agreed, later)
        connection.execute(
            update(leads).where(leads.c.id == lead_id, is_weaker).values(basis_kind=kind, basis_until=until)
        )


class Notices:
    """Repository of what people are told before they agree; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[Notice, ...]:
        """Every version in each of its languages, the newest first."""
        statement = select(notices).order_by(_n.no.desc(), _n.language)
        return tuple(_notice(row) for row in self._work.connection.execute(statement))

    def get(self, notice_id: UUID) -> Notice | None:
        """One of them."""
        row = self._work.connection.execute(select(notices).where(_n.id == notice_id)).one_or_none()
        return None if row is None else _notice(row)

    def add(self, notice: Notice) -> None:
        """Keep one more, in the name of who acts."""
        actor = self._work.actor
        assert actor is not None, "notices are written by people"
        values = {
            name: getattr(notice, name) for name in ("id", "no", "language", "sha256", "at", *NOTICE_TEXTS)
        }
        named = [list(each) for each in notice.named] or None
        self._work.connection.execute(
            insert(notices).values(person_id=actor.person_id, named=named, **values)
        )


class Purposes:
    """Repository of what an office calls people for, of its own; changed, never deleted."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[OwnPurpose, ...]:
        """Every one, retired ones too, in the order in which they came."""
        return tuple(_purpose(row) for row in self._work.connection.execute(select(purposes).order_by(_p.no)))

    def add(self, purpose: OwnPurpose) -> None:
        """Keep one more, in the name of who acts."""
        actor = self._work.actor
        assert actor is not None, "purposes are set by people"
        values = {name: getattr(purpose, name) for name in ("id", "no", "kind", "version")}
        self._work.connection.execute(
            insert(purposes).values(
                person_id=actor.person_id, at=self._work.now, **values, **_changeable(purpose)
            )
        )

    def change(self, purpose: OwnPurpose) -> bool:
        """Keep what may change of one; False where somebody was quicker."""
        here = (_p.id == purpose.id, _p.version == purpose.version)
        values = {**_changeable(purpose), "version": purpose.version + 1}
        return self._work.connection.execute(update(purposes).where(*here).values(**values)).rowcount == 1

    def calling(self, no: int) -> tuple[str, ...]:
        """The names of campaigns in use that call for one."""
        c = campaigns.c
        asked = select(c.name).where(c.purpose_no == no, c.is_active).order_by(c.name)
        return tuple(self._work.connection.execute(asked).scalars())

    def refused_in(self, campaign_id: UUID) -> list[UUID]:
        """Whom a campaign doesn't call because of what they said."""
        q = queue_entries.c
        asked = select(q.lead_id).where(
            q.campaign_id == campaign_id,
            q.lane == int(Lane.BLOCKED),
            q.reason == Reason.CONSENT_WITHDRAWN.value,
        )
        return list(self._work.connection.execute(asked).scalars())


class Guardians:
    """Repository of who speaks for minors."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def newest(self, lead_id: UUID) -> Any | None:
        """Who speaks for a lead now: name, relation, contact, proof, at."""
        statement = select(guardians).where(_g.lead_id == lead_id).order_by(_g.at.desc(), _g.id.desc())
        return self._work.connection.execute(statement.limit(1)).one_or_none()

    def add(self, lead_id: UUID, name: str, relation: str, contact: str, proof: str) -> UUID:
        """Keep who speaks for a lead, in the name of who acts."""
        actor = self._work.actor
        assert actor is not None, "guardians are kept by people"
        guardian_id = new_id()
        self._work.connection.execute(
            insert(guardians).values(
                id=guardian_id,
                lead_id=lead_id,
                name=name,
                relation=relation,
                contact=contact,
                proof=proof,
                person_id=actor.person_id,
                at=self._work.now,
            )
        )
        return guardian_id


def age_band_of(work: Work, lead_id: UUID) -> str:
    """What is known of a lead's age."""
    return str(work.connection.execute(select(leads.c.age_band).where(leads.c.id == lead_id)).scalar_one())


def set_age_band(work: Work, lead_id: UUID, age_band: str) -> None:
    """Note a lead's age."""
    work.connection.execute(update(leads).where(leads.c.id == lead_id).values(age_band=age_band))


def _gives(held: dict[tuple[str, Channel], ConsentRow], now: datetime) -> tuple[str, datetime | None] | None:
    """Why the lead may be called, as the server works it out; None where it agreed to no calls."""
    for purpose, kind in ((Purpose.OFFERS, Basis.AGREED.value), (Purpose.SERVICE, AGREED_SERVICE)):
        row = held.get((purpose, Channel.CALL))
        if row is not None and row.state_at(now) is State.GIVEN:
            return kind, row.valid_until
    return None


def _changeable(purpose: OwnPurpose) -> dict[str, Any]:
    names = ("name", "valid_days", "retired_at")
    return {name: getattr(purpose, name) for name in names} | {"words": dict(purpose.words)}


def _purpose(row: Any) -> OwnPurpose:
    return OwnPurpose(
        row.id, row.no, row.name, row.kind, row.words, row.valid_days, row.retired_at, row.version
    )


def _values(row: ConsentRow) -> dict[str, Any]:
    words = {"purpose": str(row.purpose), "channel": row.channel.value, "state": row.state.value}
    rest = (
        *("id", "lead_id", "at", "kept_at", "basis", "notice_id", "how", "evidence", "sha256", "call_id"),
        *("import_id", "valid_until", "person_id"),
    )
    return words | {name: getattr(row, name) for name in rest}


def _row(row: Any) -> ConsentRow:
    return ConsentRow(
        id=row.id,
        lead_id=row.lead_id,
        purpose=row.purpose,
        channel=Channel(row.channel),
        state=State(row.state),
        at=row.at,
        kept_at=row.kept_at,
        basis=row.basis,
        notice_id=row.notice_id,
        how=row.how,
        evidence=row.evidence,
        sha256=row.sha256,
        call_id=row.call_id,
        import_id=row.import_id,
        valid_until=row.valid_until,
        person_id=row.person_id,
        by=row.display_name or "",
    )


def _notice(row: Any) -> Notice:
    return Notice(
        row.id, row.no, row.language, row.title, row.items, row.purposes, row.withdraw, row.rights,
        row.contact, row.sha256, row.at, tuple((key, words) for key, words in row.named or ()),
    )  # fmt: skip
