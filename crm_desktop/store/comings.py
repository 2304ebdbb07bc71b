"""Who was erased and may come again: by which word, and whose it is once they are a lead."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import cast, delete, func, insert, or_, select, update

from crm_desktop.domain.erasure import ERASED_TEXT
from crm_desktop.domain.evidence import COMES_WITHIN, About
from crm_desktop.domain.lead import search_key
from crm_desktop.store.tables import comings, evidence, lead_emails, lead_phones, leads, phones
from crm_desktop.store.types import Id
from crm_desktop.store.unit_of_work import Work

_c = comings.c


class Comings:
    """Repository of comings; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def add(self, coming_id: UUID, ground: str, why: str, known_by: str, name: str) -> None:
        """Somebody known by this number (E.164) or e-mail may come, in the name of who acts."""
        actor = self._work.actor
        assert actor is not None, "an admin lets them come"
        row = {
            "id": coming_id, "at": self._work.now, "person_id": actor.person_id, "ground": ground, "why": why,
            "known_by": known_by.casefold(), "name_key": search_key(name), "lead_id": None,
        }  # fmt: skip
        self._run(insert(comings), row)

    def is_there(self, coming_id: UUID) -> bool:
        """Whether this act was done already."""
        return self._run(select(_c.id).where(_c.id == coming_id)).first() is not None

    def settle(self, lead_id: UUID | None = None) -> None:
        """What showed that somebody may come is their lead's, once there is one: a new one, or this one."""
        if not self._work.is_sqlite:
            self._run(select(func.settle_comings(cast(lead_id, Id))))
            return
        waiting = select(_c.id, _c.at, _c.known_by, _c.name_key).where(
            _c.lead_id.is_(None), _c.known_by != ""
        )
        for row in self._run(waiting).all():
            at_number = (
                select(lead_phones.c.lead_id)
                .join(phones, phones.c.id == lead_phones.c.phone_id)
                .where(phones.c.e164 == row.known_by)
            )
            also = select(lead_emails.c.lead_id).where(func.lower(lead_emails.c.email) == row.known_by)
            is_known = or_(leads.c.id.in_(at_number), leads.c.id.in_(also))
            if "@" in row.known_by:
                is_known = or_(is_known, func.lower(leads.c.email) == row.known_by)
            asked = select(leads.c.id).where(
                leads.c.erased_at.is_(None), leads.c.merged_into.is_(None), is_known
            )
            asked = asked.where(leads.c.created_at >= row.at if lead_id is None else leads.c.id == lead_id)
            if row.name_key:
                asked = asked.where(leads.c.name_key == row.name_key)
            come = self._run(asked.order_by(leads.c.created_at, leads.c.id).limit(1)).scalar()
            if come is not None:
                whose = {"lead_id": come}
                self._run(update(comings).where(_c.id == row.id).values(known_by="", name_key="", **whose))
                mine = evidence.c.about == About.AGAIN.value, evidence.c.about_id == row.id
                self._run(update(evidence).where(*mine).values(**whose))

    def drop_stale(self) -> None:
        """Who was let in and didn't come within `COMES_WITHIN`, or was erased again, goes with the file."""
        if not self._work.is_sqlite:
            self._run(select(func.drop_comings()))
            return
        is_over = or_(_c.at < self._work.now - COMES_WITHIN, _c.known_by.like(f"%{ERASED_TEXT}%"))
        self._run(delete(comings).where(_c.lead_id.is_(None), is_over))
