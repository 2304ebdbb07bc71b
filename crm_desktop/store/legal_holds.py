"""Legal holds as rows: what law or a court wants kept, of everybody or of one person, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, or_, select, union_all, update

from crm_desktop.domain.retention import LegalHold, OldKind
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import leads, legal_holds
from crm_desktop.store.unit_of_work import Work

_h = legal_holds.c
_PART = 500


class LegalHolds:
    """Repository of holds."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def standing(self) -> tuple[LegalHold, ...]:
        """Those that nobody lifted, the one that lasts longest first; of persons too."""
        asked = select(legal_holds).where(_h.lifted_at.is_(None)).order_by(_h.until.desc(), _h.made_at)
        return tuple(_hold(row) for row in self._run(asked))

    def of_leads(self, lead_ids: Sequence[UUID], today: date) -> tuple[LegalHold, ...]:
        """Those of these leads that hold today."""
        found: list[LegalHold] = []
        asked = select(legal_holds).where(_h.lifted_at.is_(None), _h.until >= number_of(today))
        for start in range(0, len(lead_ids), _PART):
            some = lead_ids[start : start + _PART]
            rows = self._run(asked.where(_h.lead_id.in_(some)).order_by(_h.until.desc(), _h.made_at))
            found += [_hold(row) for row in rows]
        return tuple(found)

    def add(self, hold: LegalHold) -> None:
        """Keep something from being deleted."""
        self._run(
            insert(legal_holds).values(
                id=hold.id,
                kind=None if hold.kind is None else hold.kind.value,
                reason=hold.reason,
                law=hold.law,
                until=number_of(hold.until),
                made_at=hold.made_at,
                made_by=hold.made_by,
                lead_id=hold.lead_id,
            )
        )

    def lift(self, hold_id: UUID) -> bool:
        """Let go of a hold; False when there is none."""
        assert self._work.actor is not None
        done = self._run(
            update(legal_holds)
            .where(_h.id == hold_id, _h.lifted_at.is_(None))
            .values(lifted_at=self._work.now, lifted_by=self._work.actor.person_id)
        )
        return bool(done.rowcount)


def held_leads(kind: OldKind, today: date) -> Select[Any]:
    """The leads whose own rows of a kind are held, with what was merged into them; asks few rows."""
    holds = (
        _h.lead_id.is_not(None),
        _h.lifted_at.is_(None),
        _h.until >= number_of(today),
        or_(_h.kind.is_(None), _h.kind == kind.value),
    )
    merged = select(leads.c.id).join(legal_holds, leads.c.merged_into == _h.lead_id).where(*holds)
    both = union_all(select(_h.lead_id.label("id")).where(*holds), merged).subquery()
    return select(both.c.id)


def _hold(row: Any) -> LegalHold:
    kind = None if row.kind is None else OldKind(row.kind)
    return LegalHold(
        row.id, kind, row.reason, row.law, date_of(row.until), row.made_at, row.made_by, row.lead_id
    )
