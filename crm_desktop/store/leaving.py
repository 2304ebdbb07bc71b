"""What is done to the rows of somebody whose account is deleted; a server does it by `delete_person`."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import case, delete, func, insert, literal, select, text, update

from crm_desktop.domain.leaving import GONE_SINCE, GONE_UNTIL, neutral_name, neutral_sign_in
from crm_desktop.domain.people import Person, Role
from crm_desktop.store.tables import (
    appointments,
    callbacks,
    campaign_people,
    erasures,
    hand_out_plans,
    leads,
    leaves,
    messages,
    people,
    person_skills,
    queue_entries,
    reviews,
    saved_views,
    second_factors,
    sessions,
    settings,
)
from crm_desktop.store.unit_of_work import Work

LEFT = "left"  # why a sign-in ended whose account was deleted


class Leaving:
    """Repository of accounts that go."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def ask(self, person_id: UUID, asks: bool) -> None:
        """Keep that somebody wants the own account deleted, or no longer."""
        if not self._work.is_sqlite:
            self._run(select(func.ask_to_leave(literal(asks))))
            return
        at = self._work.now if asks else None
        self._run(update(people).where(people.c.id == person_id).values(asks_to_leave_at=at))

    def refuse(self, person_id: UUID) -> None:
        """Take back somebody's wish, for an admin."""
        if not self._work.is_sqlite:
            self._run(text("SELECT refuse_leaving(:id)"), {"id": person_id})
            return
        self._run(update(people).where(people.c.id == person_id).values(asks_to_leave_at=None))

    def leads_of(self, person_id: UUID) -> int:
        """How many leads are somebody's."""
        own = leads.c.owner_id == person_id
        return int(self._run(select(func.count()).where(own, leads.c.erased_at.is_(None))).scalar_one())

    def promises_of(self, person_id: UUID) -> int:
        """How many call-backs somebody still has to make."""
        c = callbacks.c
        open_ones = select(func.count()).where(c.owner_id == person_id, c.state == "open")
        return int(self._run(open_ones).scalar_one())

    def named_in(self, person: Person) -> dict[str, int]:
        """Where the name stays, as what was proven or said to others: how many of each."""
        certificates = select(func.count()).where(
            erasures.c.person_id == person.id, erasures.c.certificate.is_not(None)
        )
        texts = select(func.count()).where(
            messages.c.person_id == person.id, messages.c.body.contains(person.display_name, autoescape=True)
        )
        found = {"messages": int(self._run(texts).scalar_one())}
        if person.role is Role.ADMIN:  # others sign none, and may not look
            found["certificates"] = int(self._run(certificates).scalar_one())
        return {name: number for name, number in found.items() if number}

    def appointments_to(self, person_id: UUID, to: UUID) -> int:
        """Give somebody's appointments to come to another; how many."""
        a = appointments.c
        done = self._run(
            update(appointments)
            .where(a.owner_id == person_id, a.state == "planned")
            .values(owner_id=to, version=a.version + 1)
        )
        return int(done.rowcount)

    def leads_to(self, person_id: UUID, to: UUID) -> int:
        """Give somebody's leads, and their places in the queue, to another; how many leads."""
        q, lead = queue_entries.c, leads.c
        self._run(
            update(queue_entries).where(q.owner_id == person_id).values(owner_id=to, version=q.version + 1)
        )
        done = self._run(
            update(leads)
            .where(lead.owner_id == person_id, lead.erased_at.is_(None))
            .values(owner_id=to, updated_at=self._work.now, version=lead.version + 1)
        )
        return int(done.rowcount)

    def delete(self, person: Person) -> str:
        """Take sign-in and personal details; gives the neutral name that stands there instead."""
        if not self._work.is_sqlite:
            return str(
                self._run(select(func.delete_person(literal(person.id, people.c.id.type)))).scalar_one()
            )
        who, run = person.id, self._run
        run(delete(settings).where(settings.c.scope == "person", settings.c.owner_id == who))
        run(delete(reviews).where(reviews.c.by_id == who, reviews.c.published_at.is_(None)))  # drafts
        run(delete(saved_views).where(saved_views.c.owner_id == who, ~saved_views.c.is_shared))
        for table in (second_factors, leaves, person_skills, campaign_people):
            run(delete(table).where(table.c.person_id == who))
        run(insert(leaves).values(person_id=who, first_day=GONE_SINCE, last_day=GONE_UNTIL))
        q = queue_entries.c
        run(update(queue_entries).where(q.claimed_by == who).values(claimed_by=None, lease_until=None))
        h, s = hand_out_plans.c, sessions.c
        run(
            update(hand_out_plans)
            .where(h.person_id == who, h.is_active)
            .values(is_active=False, version=h.version + 1)
        )
        run(
            update(sessions)
            .where(s.person_id == who)
            .values(
                seat="",
                signed_out_at=func.coalesce(s.signed_out_at, s.last_seen_at),
                end_reason=case((s.signed_out_at.is_(None), LEFT), else_=s.end_reason),
            )
        )
        no = 1 + int(run(select(func.count()).where(people.c.left_at.is_not(None))).scalar_one())
        name = neutral_name(person.role, no)
        now = literal(self._work.now, people.c.disabled_at.type)
        run(
            update(people)
            .where(people.c.id == who)
            .values(
                sign_in_name=neutral_sign_in(no), display_name=name, password_hash="",
                must_change_password=False, one_time_until=None, locked_until=None, failed_count=0,
                is_disabled=True, disabled_at=func.coalesce(people.c.disabled_at, now),
                asks_to_leave_at=None, left_at=self._work.now, version=people.c.version + 1,
            )
        )  # fmt: skip
        return name
