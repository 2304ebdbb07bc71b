"""Many doubles merged at once, each into the lead that stays; a statement does a whole part.

The double keeps what is only ever added to (calls, history, sales, consent): whoever reads the lead that
stays reads it through `merged_into`. What is still to come goes over, and what the other lacks is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)

from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.domain.lead import KEYED
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.batch_deleting import HIDDEN
from crm_desktop.store.batch_rows import BatchJournal, RowKind, lane_before, place_before
from crm_desktop.store.batches import in_part, leads_of
from crm_desktop.store.consents import Consents
from crm_desktop.store.leads import Leads
from crm_desktop.store.queue_settling import settle_leads
from crm_desktop.store.tables import (
    appointments,
    batch_leads,
    batch_rows,
    callbacks,
    consents,
    field_values,
    lead_emails,
    lead_phones,
    lead_preferences,
    lead_tags,
    leads,
    queue_entries,
    service_records,
)
from crm_desktop.store.unit_of_work import Work

# Filled in where the lead that stays has none; where it comes from stays its own.
FILLED: dict[str, str | int] = {
    **dict.fromkeys(
        ("name", "company", "email", "address", "city", "state", "postal_code", "language", "product",
         "age_band"), "",
    ),
    "score": 0,
}  # fmt: skip
"""What the lead that stays takes over where it has nothing, with what nothing is."""
_SOUGHT = frozenset({"name", "company", "email"})  # what a lead is found by
# What is still to come, or is about to be reminded of, goes over.
GOING_OVER: tuple[tuple[RowKind, Any, Any], ...] = (
    (
        RowKind.CALLBACK,
        callbacks,
        and_(callbacks.c.state == "open", callbacks.c.kind != "reminder"),
    ),
    (RowKind.APPOINTMENT, appointments, appointments.c.state == "planned"),
    (RowKind.SERVICE, service_records, service_records.c.removed_at.is_(None)),
)
_b, _r, _l, _q = batch_leads.c, batch_rows.c, leads.c, queue_entries.c
_other, _keep = leads.alias("other"), leads.alias("keep")
_o, _k = _other.c, _keep.c


def is_merged() -> ColumnElement[bool]:
    """A condition on `leads`: a double that is still part of another lead."""
    return and_(_l.status == HIDDEN, _l.merged_into.is_not(None))


class Merged:
    """One part of a batch that merges: its leads are the doubles that go."""

    def __init__(self, work: Work, batch_id: UUID, part: int) -> None:
        self._work, self._run = work, work.connection.execute
        self._batch_id, self._part = batch_id, part
        self._journal = BatchJournal(work, batch_id, part)
        self._theirs = leads_of(batch_id, part)
        # The doubles of this part with the lead that each is part of.
        self._pairs = (
            select(_o.id.label("other_id"), _o.merged_into.label("keep_id"), _o.no.label("no"))
            .join(batch_leads, _b.lead_id == _o.id)
            .where(in_part(batch_id, part), _o.status == HIDDEN, _o.merged_into.is_not(None))
            .subquery("pairs")
        )
        self._p = self._pairs.c

    def _count_tries(self, sign: int) -> None:
        added = select(func.coalesce(func.sum(_o.attempts), 0)).where(
            _o.id == self._p.other_id, self._p.keep_id == _l.id
        )
        tries = added.correlate(leads).scalar_subquery()
        self._run(
            update(leads)
            .where(_l.id.in_(select(self._p.keep_id)))
            .values(attempts=_l.attempts + sign * tries, version=_l.version + 1, updated_at=self._work.now)
        )

    def _found_by(self) -> set[UUID]:
        """The leads that stay, whose words to find them by changed."""
        return self._with_rows(RowKind.PHONE, RowKind.EMAIL, *(f"{RowKind.FIELD}.{name}" for name in _SOUGHT))

    def _asking(self) -> set[UUID]:
        """The leads that stay, of which something was filled in that may ask for a skill."""
        return self._with_rows(*(f"{RowKind.FIELD}.{name}" for name in SKILLS))

    def _with_rows(self, *kinds: str) -> set[UUID]:
        changed = (
            select(self._p.keep_id)
            .join(batch_rows, _r.lead_id == self._p.other_id)
            .where(_r.batch_id == self._batch_id, _r.part == self._part, _r.kind.in_(kinds))
        )
        return set(self._run(changed).scalars())

    def _index(self, lead_ids: Iterable[UUID]) -> None:
        rows = Leads(self._work)
        for lead_id in lead_ids:
            rows.index(lead_id)


class BatchMerging(Merged):
    """Puts doubles and the leads that stay together."""

    def put_together(self, into: Mapping[int, int]) -> int:
        """Merge; `into` names by row number what goes into what. Gives how many weren't there any more."""
        gone = self._join(into)
        self._fill_fields()
        self._bring_phones_and_emails()
        self._bring_beside()
        self._move_places()
        for kind, table, which in GOING_OVER:
            mine = (table.c.lead_id.in_(self._theirs), which)
            self._journal.keep(kind, select(table.c.id, table.c.lead_id, literal("")).where(*mine))
            self._go_over(table, kind)
        self._end_reminders()
        self._count_tries(1)
        self._settle()
        settle_leads(self._work, self._asking())
        return gone

    def _join(self, into: Mapping[int, int]) -> int:
        there = select(_k.id).where(_k.no == bindparam("keep"), _k.status != HIDDEN, _k.erased_at.is_(None))
        joined = (
            update(leads)
            .where(_l.no == bindparam("other"), _l.id.in_(self._theirs), there.exists())
            .values(
                status=HIDDEN, merged_into=there.scalar_subquery(), version=_l.version + 1,
                updated_at=self._work.now,
            )
        )  # fmt: skip
        if into:
            self._run(joined, [{"other": other, "keep": keep} for other, keep in into.items()])
        alone = select(_l.id).where(_l.id == _b.lead_id, _l.merged_into.is_(None))
        mine = in_part(self._batch_id, self._part)
        gone = self._run(delete(batch_leads).where(mine, alone.exists())).rowcount
        # What had been merged into a double is read through the lead that stays.
        child = leads.alias("child")
        self._journal.keep(
            RowKind.CHILD,
            select(child.c.id, child.c.merged_into, literal("")).where(child.c.merged_into.in_(self._theirs)),
        )
        of = select(self._p.keep_id).where(self._p.other_id == _r.lead_id).scalar_subquery()
        self._run(
            update(leads)
            .where(self._journal.of(RowKind.CHILD), _r.row_id == _l.id)
            .values(merged_into=of, version=_l.version + 1)
        )
        return gone

    def _fill_fields(self) -> None:
        for name, nothing in FILLED.items():
            kind = f"{RowKind.FIELD}.{name}"
            first = func.row_number().over(partition_by=_k.id, order_by=_o.no)
            found = (
                select(_k.id.label("keep_id"), _o.id.label("other_id"), first.label("turn"))
                .join(self._pairs, self._p.keep_id == _k.id)
                .join(_other, _o.id == self._p.other_id)
                .where(_k[name] == nothing, _o[name] != nothing)
                .subquery()
            )
            self._journal.keep(
                kind, select(found.c.keep_id, found.c.other_id, literal("")).where(found.c.turn == 1)
            )
            values: dict[str, Any] = {name: _o[name]}
            if name in KEYED:
                values[KEYED[name]] = _o[KEYED[name]]
            self._run(
                update(leads)
                .where(self._journal.of(kind), _r.row_id == _l.id, _r.lead_id == _o.id)
                .values(**values, version=_l.version + 1, updated_at=self._work.now)
            )

    def _bring_phones_and_emails(self) -> None:
        lp, mine = lead_phones.c, lead_phones.alias("mine")
        turn = func.row_number().over(partition_by=(self._p.keep_id, lp.phone_id), order_by=self._p.no)
        found = (
            select(lp.phone_id, self._p.other_id, turn.label("turn"))
            .join(self._pairs, self._p.other_id == lp.lead_id)
            .where(~has(mine, mine.c.lead_id == self._p.keep_id, mine.c.phone_id == lp.phone_id))
            .subquery()
        )
        self._journal.keep(
            RowKind.PHONE, select(found.c.phone_id, found.c.other_id, literal("")).where(found.c.turn == 1)
        )
        place = func.row_number().over(partition_by=self._p.keep_id, order_by=(self._p.no, lp.position))
        names = ["lead_id", "phone_id", "position", "label", "extension", "wrong_at"]
        last = _last(lead_phones, self._p.keep_id)
        phones = (
            select(self._p.keep_id, lp.phone_id, last + place, lp.label, lp.extension, lp.wrong_at)
            .join(self._pairs, self._p.other_id == lp.lead_id)
            .join(batch_rows, and_(_r.lead_id == lp.lead_id, _r.row_id == lp.phone_id))
            .where(self._journal.of(RowKind.PHONE))
        )
        self._run(insert(lead_phones).from_select(names, phones))
        self._bring_emails()

    def _bring_emails(self) -> None:
        """Every e-mail the lead that stays doesn't have, below its own."""
        mine, le = lead_emails.alias("mine"), lead_emails.c
        given = union_all(
            select(self._p.keep_id, self._p.other_id, self._p.no, _o.email)
            .join(_other, _o.id == self._p.other_id)
            .where(_o.email != ""),
            select(self._p.keep_id, self._p.other_id, self._p.no, le.email).join(
                self._pairs, self._p.other_id == le.lead_id
            ),
        ).subquery()
        g = given.c
        new = (
            select(g.keep_id, func.min(g.email).label("email"), func.min(g.no).label("no"))
            .join(_keep, _k.id == g.keep_id)
            .where(func.lower(g.email) != func.lower(_k.email))
            .where(~has(mine, mine.c.lead_id == g.keep_id, func.lower(mine.c.email) == func.lower(g.email)))
            .group_by(g.keep_id, func.lower(g.email))
            .subquery()
        )
        first = select(new.c.keep_id, func.min(new.c.no).label("no")).group_by(new.c.keep_id).subquery()
        last = _last(lead_emails, first.c.keep_id, least=1)
        self._journal.keep(
            RowKind.EMAIL,
            select(first.c.keep_id, _o.id, cast(last, batch_rows.c.before.type)).join(
                _other, _o.no == first.c.no
            ),
        )
        place = func.row_number().over(partition_by=new.c.keep_id, order_by=(new.c.no, new.c.email))
        rows = select(new.c.keep_id, _last(lead_emails, new.c.keep_id, least=1) + place, new.c.email)
        self._run(insert(lead_emails).from_select(["lead_id", "position", "email"], rows))

    def _bring_beside(self) -> None:
        """Tags, values of the workspace's own fields, and how somebody wants to be reached."""
        for kind, table, key in (
            (RowKind.TAG, lead_tags, "tag_id"),
            (RowKind.VALUE, field_values, "field_id"),
            (RowKind.WISHES, lead_preferences, None),
        ):
            mine, theirs = table.alias("mine"), table.c
            same = [mine.c.lead_id == self._p.keep_id]
            by: tuple[Any, ...] = (self._p.keep_id,)
            row: Any = self._p.keep_id
            if key is not None:
                same.append(mine.c[key] == theirs[key])
                by, row = (self._p.keep_id, theirs[key]), theirs[key]
            turn = func.row_number().over(partition_by=by, order_by=self._p.no)
            found = (
                select(row.label("row_id"), self._p.other_id, turn.label("turn"))
                .select_from(table)
                .join(self._pairs, self._p.other_id == theirs.lead_id)
                .where(~has(mine, *same))
                .subquery()
            )
            self._journal.keep(
                kind, select(found.c.row_id, found.c.other_id, literal("")).where(found.c.turn == 1)
            )
            names = [c.name for c in table.c if c.name not in ("lead_id", "version")]
            is_it = _r.row_id == (self._p.keep_id if key is None else theirs[key])
            rows = (
                select(self._p.keep_id, *(theirs[name] for name in names))
                .select_from(table)
                .join(self._pairs, self._p.other_id == theirs.lead_id)
                .join(batch_rows, and_(_r.lead_id == theirs.lead_id, is_it))
                .where(self._journal.of(kind))
            )
            self._run(insert(table).from_select(["lead_id", *names], rows))

    def _move_places(self) -> None:
        """Places go over where the lead that stays has none in that campaign; else they close."""
        mine = queue_entries.alias("mine")
        before = place_before(_q.lane, _q.reason)
        self._journal.keep(
            RowKind.ENTRY, select(_q.id, _q.lead_id, before).where(_q.lead_id.in_(self._theirs))
        )
        turn = func.row_number().over(partition_by=(self._p.keep_id, _q.campaign_id), order_by=self._p.no)
        found = (
            select(_q.id, self._p.keep_id, turn.label("turn"))
            .join(self._pairs, self._p.other_id == _q.lead_id)
            .where(~has(mine, mine.c.lead_id == self._p.keep_id, mine.c.campaign_id == _q.campaign_id))
            .subquery()
        )
        off = {"claimed_by": null(), "lease_until": null(), "version": _q.version + 1}
        self._run(
            update(queue_entries)
            .where(_q.id == found.c.id, found.c.turn == 1)
            .values(lead_id=found.c.keep_id, **off)
        )
        closed = {"lane": int(Lane.CLOSED), "reason": Reason.FINAL.value}
        self._run(update(queue_entries).where(_q.lead_id.in_(self._theirs)).values(**closed, **off))
        self._take_over_promises()

    def _take_over_promises(self) -> None:
        """Where both had a place and only the double's was promised, the other's is promised now."""
        gone, promised = queue_entries.alias("gone"), Lane.PROMISED
        asked = (
            select(
                _q.id, gone.c.lead_id, _q.lane, _q.reason, _q.next_at, _q.owner_id,
                gone.c.next_at.label("due"), gone.c.owner_id.label("whose"),
            )
            .select_from(batch_rows)
            .join(gone, gone.c.id == _r.row_id)
            .join(self._pairs, self._p.other_id == gone.c.lead_id)
            .join(
                queue_entries, and_(_q.lead_id == self._p.keep_id, _q.campaign_id == gone.c.campaign_id)
            )
            .where(self._journal.of(RowKind.ENTRY), lane_before() == int(promised))
            .where(_q.lane.in_([int(Lane.RETRY), int(Lane.NEW)]))
            .order_by(gone.c.next_at)
        )  # fmt: skip
        seen: set[UUID] = set()
        for row in self._run(asked).all():
            if row.id in seen:
                continue
            seen.add(row.id)
            was = {"lane": row.lane, "reason": row.reason, "next_at": row.next_at.isoformat()}
            was["owner_id"] = row.owner_id.hex if row.owner_id else None
            self._journal.keep_one(RowKind.PROMISED, row.id, row.lead_id, json.dumps(was))
            self._run(
                update(queue_entries)
                .where(_q.id == row.id)
                .values(
                    lane=int(promised), reason="", next_at=row.due, owner_id=row.whose,
                    version=_q.version + 1,
                )
            )  # fmt: skip

    def _go_over(self, table: Any, kind: RowKind) -> None:
        of = select(self._p.keep_id).where(self._p.other_id == table.c.lead_id).scalar_subquery()
        mine = (table.c.lead_id.in_(self._theirs), table.c.id.in_(self._journal.rows(kind)))
        self._run(update(table).where(*mine).values(lead_id=of, version=table.c.version + 1))

    def _end_reminders(self) -> None:
        """A date that went over reminds of the lead that stays anew."""
        c = callbacks.c
        mine = (c.lead_id.in_(self._theirs), c.state == "open")
        self._journal.keep(RowKind.REMINDER, select(c.id, c.lead_id, literal("")).where(*mine))
        off = {"state": "cancelled", "closed_at": self._work.now, "version": c.version + 1}
        self._run(update(callbacks).where(*mine).values(**off))

    def _settle(self) -> None:
        """What the doubles refused binds the lead that stays, and it is found by what came to it."""
        said = select(self._p.keep_id).where(exists().where(consents.c.lead_id == self._p.other_id))
        for keep_id in set(self._run(said).scalars()):
            Consents(self._work).settle(keep_id)
        self._index(self._found_by())


def has(table: Any, *conditions: Any) -> Any:
    """Whether there is such a row."""
    return exists().select_from(table).where(*conditions)


def _last(table: Any, lead_id: Any, *, least: int = 0) -> Any:
    """The last position of a lead's own rows."""
    own = table.alias("own")
    last: Select[Any] = select(func.coalesce(func.max(own.c.position), least)).where(own.c.lead_id == lead_id)
    return last.scalar_subquery()
