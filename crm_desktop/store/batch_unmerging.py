"""Merged doubles taken apart again: each row goes back to its lead, but for what somebody changed since."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, and_, cast, delete, exists, func, literal, null, or_, select, update

from crm_desktop.domain.lead import KEYED
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.batch_deleting import HIDDEN
from crm_desktop.store.batch_merging import FILLED, GOING_OVER, Merged, has
from crm_desktop.store.batch_rows import RowKind, lane_before, reason_before
from crm_desktop.store.batches import in_part
from crm_desktop.store.consents import Consents
from crm_desktop.store.queue_settling import settle_leads
from crm_desktop.store.tables import (
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
    timeline,
)

_b, _r, _l, _q = batch_leads.c, batch_rows.c, leads.c, queue_entries.c
_other = leads.alias("other")
_o = _other.c


class BatchUnmerging(Merged):
    """Takes one part of a batch that merged apart."""

    def take_apart(self, since: datetime) -> int:
        """Every row goes back to its lead, but for what somebody changed since.

        Gives how many doubles' other leads somebody worked on since: what was done stays with these, which
        are listed.
        """
        found_by, asking = self._found_by(), self._asking()
        spoke = set(
            self._run(
                select(self._p.keep_id).where(exists().where(consents.c.lead_id == self._p.other_id))
            ).scalars()
        )
        stayed = self._note_worked(since)
        self._give_back()
        self._unfill()
        self._count_tries(-1)
        back = self._journal.of(RowKind.CHILD)
        self._run(
            update(leads)
            .where(back, _r.row_id == _l.id, _l.merged_into.is_not(None))
            .values(merged_into=_r.lead_id, version=_l.version + 1)
        )
        self._run(
            update(leads)
            .where(in_part(self._batch_id, self._part), _l.id == _b.lead_id, _l.status == HIDDEN)
            .values(status=_b.before, merged_into=null(), version=_l.version + 1, updated_at=self._work.now)
        )
        for keep_id in spoke:
            Consents(self._work).settle(keep_id)
        settle_leads(self._work, asking)
        self._index(found_by)
        return stayed

    def _note_worked(self, since: datetime) -> int:
        """Write down, to be listed, the leads that something happened to since."""
        happened = exists().where(timeline.c.lead_id == self._p.keep_id, timeline.c.at > since)
        first = (
            select(self._p.keep_id, func.min(self._p.no).label("no"))
            .where(happened)
            .group_by(self._p.keep_id)
            .subquery()
        )
        self._journal.keep(
            RowKind.STAYED,
            select(first.c.keep_id, _o.id, literal("")).join(_other, _o.no == first.c.no),
        )
        counted = select(func.count()).select_from(batch_rows).where(self._journal.of(RowKind.STAYED))
        return int(self._run(counted).scalar_one())

    def _give_back(self) -> None:
        keep_of = select(self._p.keep_id).where(self._p.other_id == _r.lead_id).scalar_subquery()
        was = {"lane": lane_before(), "reason": reason_before()}
        entry = (self._journal.of(RowKind.ENTRY), _r.row_id == _q.id)
        closed = and_(_q.lane == int(Lane.CLOSED), _q.reason == Reason.FINAL.value)
        self._run(
            update(queue_entries)
            .where(*entry, _q.lead_id == _r.lead_id, closed)
            .values(**was, version=_q.version + 1)
        )
        self._run(
            update(queue_entries)
            .where(*entry, _q.lead_id == keep_of, _q.claimed_by.is_(None))
            .values(lead_id=_r.lead_id, version=_q.version + 1)
        )
        self._give_promises_back()
        for kind, table, _ in GOING_OVER:
            self._run(
                update(table)
                .where(self._journal.of(kind), _r.row_id == table.c.id, table.c.lead_id == keep_of)
                .values(lead_id=_r.lead_id, version=table.c.version + 1)
            )
        c = callbacks.c
        self._run(
            update(callbacks)
            .where(self._journal.of(RowKind.REMINDER), _r.row_id == c.id, c.state == "cancelled")
            .values(state="open", closed_at=null(), version=c.version + 1)
        )

    def _give_promises_back(self) -> None:
        rows = (
            select(_r.row_id, _r.before, self._p.keep_id)
            .join(self._pairs, self._p.other_id == _r.lead_id)
            .where(self._journal.of(RowKind.PROMISED))
        )
        for row in self._run(rows).all():
            was = json.loads(row.before)
            owner = UUID(was["owner_id"]) if was["owner_id"] else None
            place = {"lane": was["lane"], "reason": was["reason"], "owner_id": owner}
            self._run(
                update(queue_entries)
                .where(_q.id == row.row_id, _q.lead_id == row.keep_id, _q.lane == int(Lane.PROMISED))
                .values(**place, next_at=datetime.fromisoformat(was["next_at"]), version=_q.version + 1)
            )

    def _unfill(self) -> None:
        """What was filled in becomes empty again, where it is still what the double has."""
        for name, nothing in FILLED.items():
            kind = f"{RowKind.FIELD}.{name}"
            empty: dict[str, str | int] = {name: nothing, **({KEYED[name]: ""} if name in KEYED else {})}
            self._run(
                update(leads)
                .where(self._journal.of(kind), _r.row_id == _l.id, _r.lead_id == _o.id, _l[name] == _o[name])
                .values(**empty, version=_l.version + 1)
            )
        lp, lt, fv, le, pr = lead_phones.c, lead_tags.c, field_values.c, lead_emails.c, lead_preferences.c
        theirs = field_values.alias("theirs")
        for table, lead_id, conditions in (
            (lead_phones, lp.lead_id, [self._came(RowKind.PHONE, lp.phone_id)]),
            (lead_tags, lt.lead_id, [self._came(RowKind.TAG, lt.tag_id)]),
            (
                field_values,
                fv.lead_id,
                [
                    self._came(
                        RowKind.VALUE, fv.field_id,
                        has(theirs, theirs.c.lead_id == _r.lead_id, theirs.c.field_id == fv.field_id,
                             theirs.c.text == fv.text),
                    )
                ],
            ),
            (lead_preferences, pr.lead_id, [self._came(RowKind.WISHES, pr.lead_id), pr.version == 1]),
        ):  # fmt: skip
            self._run(delete(table).where(lead_id.in_(select(self._p.keep_id)), *conditions))
        others = lead_emails.alias("others")
        given = or_(
            exists().where(
                _o.id == self._p.other_id, self._p.keep_id == le.lead_id,
                func.lower(_o.email) == func.lower(le.email),
            ),
            exists().where(
                others.c.lead_id == self._p.other_id, self._p.keep_id == le.lead_id,
                func.lower(others.c.email) == func.lower(le.email),
            ),
        )  # fmt: skip
        below = exists().where(
            self._journal.of(RowKind.EMAIL), _r.row_id == le.lead_id, le.position > cast(_r.before, Integer)
        )
        self._run(delete(lead_emails).where(below, given))

    def _came(self, kind: RowKind, row_id: Column[Any], *more: Any) -> Any:
        """Whether a row of the lead that stays was brought by one of its doubles."""
        lead_id = row_id.table.c.lead_id
        return exists().where(
            self._journal.of(kind), _r.row_id == row_id, self._p.other_id == _r.lead_id,
            self._p.keep_id == lead_id, *more,
        )  # fmt: skip
