"""What is kept only for a time: how much of each kind is old, letting it go, and why law keeps some."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)

from crm_desktop.domain.batches import Kind
from crm_desktop.domain.retention import OldKind
from crm_desktop.ids import new_id
from crm_desktop.store.batch_deleting import is_deleted
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.erasure_statements import own_phones, removing
from crm_desktop.store.legal_holds import held_leads
from crm_desktop.store.tables import (
    batch_leads,
    batches,
    leads,
    messages,
    number_lookups,
    people,
    sales,
    sessions,
    sweeps,
    undo_acts,
)
from crm_desktop.store.types import UtcTime
from crm_desktop.store.unit_of_work import Work

# The table, its time, and what else makes a row one that still says something; in the indexes' own words.
_OLD: Mapping[OldKind, tuple[Table, Any, ColumnElement[bool] | None]] = {
    OldKind.MESSAGES: (messages, messages.c.at, literal_column("body <> ''")),
    OldKind.SALES: (sales, sales.c.at, literal_column("reference || note <> ''")),
    OldKind.LOOKUPS: (number_lookups, number_lookups.c.at, None),
    OldKind.UNDO: (undo_acts, undo_acts.c.until, None),
    OldKind.USAGE: (sessions, sessions.c.signed_in_at, literal_column("seat <> ''")),
}
# Whose a row is, of the kinds that one person's hold can name.
_WHOSE: Mapping[OldKind, ColumnElement[Any]] = {
    OldKind.MESSAGES: messages.c.lead_id,
    OldKind.SALES: sales.c.lead_id,
}
# What becomes empty of rows that stay, so that counts and times do; other kinds go whole.
_EMPTIED: Mapping[OldKind, tuple[str, ...]] = {
    OldKind.MESSAGES: ("body", "subject", "email"),
    OldKind.SALES: ("reference", "note"),
    OldKind.USAGE: ("seat",),
}


class OldRecords:
    """Repository of old rows but for calls, which go by months (`ClosedMonths`), the audit (`Sealer`) and
    accounts (`LeavingService`)."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def _held(self, kind: OldKind) -> list[UUID]:
        """Whose rows of a kind are held; few, so that looking costs an index where nobody's are."""
        held = held_leads(kind, office_date(self._work))
        return list(self._work.connection.execute(held).scalars())

    def is_any(self, kind: OldKind, before: datetime) -> bool:
        """Whether anything of a kind is from before; one question of an index."""
        if not self._work.is_sqlite or kind is OldKind.ACCOUNTS:
            return self.count(kind, before) > 0
        return self._work.connection.execute(self._ids(kind, before, 1)).first() is not None

    def count(self, kind: OldKind, before: datetime) -> int:
        """How much of a kind is from before."""
        if kind is OldKind.ACCOUNTS:
            return len(self.accounts(before))
        if not self._work.is_sqlite:
            called = func.count_old(kind.value, cast(before, UtcTime))
            return int(self._work.connection.execute(select(called)).scalar_one() or 0)
        counting = select(func.count()).select_from(self._ids(kind, before, None).subquery())
        return int(self._work.connection.execute(counting).scalar_one())

    def accounts(self, before: datetime) -> tuple[tuple[UUID, str], ...]:
        """Accounts switched off before a moment and not deleted: who, and the sign-in name."""
        c = people.c
        asked = select(c.id, c.sign_in_name).where(c.is_disabled, c.left_at.is_(None), c.disabled_at < before)
        rows = self._work.connection.execute(asked.order_by(c.disabled_at, c.id))
        return tuple((row.id, row.sign_in_name) for row in rows)

    def take(self, kind: OldKind, before: datetime, most: int) -> int:
        """Let up to `most` of a kind go; gives how many it were."""
        run = self._work.connection.execute
        if not self._work.is_sqlite:
            return int(run(select(func.take_old(kind.value, cast(before, UtcTime), most))).scalar_one())
        if kind is OldKind.LEADS:
            return self._remove_leads(list(run(self._ids(kind, before, most)).scalars()))
        table = _OLD[kind][0]
        mine = table.c.id.in_(self._ids(kind, before, most))
        if kind in _EMPTIED:
            values: dict[str, Any] = dict.fromkeys(_EMPTIED[kind], "")
            if "version" in table.c:
                values["version"] = table.c.version + 1
            return int(run(update(table).where(mine).values(values)).rowcount)
        return int(run(delete(table).where(mine)).rowcount)

    def note_sweep(self, kind: OldKind, before: datetime, taken: int) -> None:
        """Keep what a sweep took."""
        work = self._work
        assert work.actor is not None
        values = {"id": new_id(), "at": work.now, "person_id": work.actor.person_id, "kind": kind.value}
        work.connection.execute(insert(sweeps).values(**values, older_than=before, taken=taken))

    def last_sweep_at(self) -> datetime | None:
        """When anything was swept last."""
        found: datetime | None = self._work.connection.execute(
            select(sweeps.c.at).order_by(sweeps.c.at.desc()).limit(1)
        ).scalar()
        return found

    def _remove_leads(self, lead_ids: list[UUID]) -> int:
        """Deleted leads, with those that had been merged into them."""
        if not lead_ids:
            return 0
        run = self._work.connection.execute
        children = run(select(leads.c.id).where(leads.c.merged_into.in_(lead_ids))).scalars()
        going = [*lead_ids, *children]
        own = list(run(own_phones(lambda column: column.in_(going))).scalars())
        now = literal(self._work.now, UtcTime)
        for step in removing(lambda column: column.in_(going), lambda column: column.in_(own), now):
            run(step.statement)
        return len(lead_ids)

    def _ids(self, kind: OldKind, before: datetime, most: int | None) -> Any:
        if kind is OldKind.LEADS:
            deleted = deleted_before(before)
            if held := self._held(kind):
                deleted = deleted.where(leads.c.id.not_in(held))
            return deleted.limit(most) if most is not None else deleted
        table, at, says = _OLD[kind]
        found = select(table.c.id).where(at < before)
        if says is not None:
            found = found.where(says)
        if kind in _WHOSE and (held := self._held(kind)):
            found = found.where(_WHOSE[kind].not_in(held))
        return found.limit(most) if most is not None else found


def deleted_before(before: Any) -> Any:
    """The leads of batches that deleted, and that can't be taken back since before a moment."""
    return (
        select(batch_leads.c.lead_id.label("id"))
        .join(batches, batches.c.id == batch_leads.c.batch_id)
        .join(leads, leads.c.id == batch_leads.c.lead_id)
        .where(batches.c.kind == Kind.DELETE.value, batches.c.undone_at.is_(None), batches.c.until < before)
        .where(is_deleted())
    )
