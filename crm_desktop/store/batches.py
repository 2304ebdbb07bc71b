"""Changes of many leads as rows: what is done in one go, how each lead was before, taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.batches import Batch, Kind, Skipped
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.queue import Lane
from crm_desktop.ids import new_id
from crm_desktop.store.batch_rows import RowKind
from crm_desktop.store.lead_lists import visible_leads
from crm_desktop.store.queue_settling import for_anyone
from crm_desktop.store.tables import (
    batch_leads,
    batch_rows,
    batches,
    calls,
    lead_tags,
    leads,
    people,
    queue_entries,
    tags,
    timeline,
)
from crm_desktop.store.unit_of_work import Work

_b, _l, _q = batch_leads.c, leads.c, queue_entries.c
_WAITING = (LeadStatus.NEW.value, LeadStatus.OPEN.value)


def those(work: Work, numbers: Sequence[int]) -> ColumnElement[bool]:
    """A condition on `leads`: the row number is one of these, as one parameter however many they are."""
    if work.is_sqlite:
        given = func.json_each(literal("[" + ",".join(map(str, numbers)) + "]")).table_valued("value")
        return _l.no.in_(select(given.c.value))
    return _l.no == func.any(bindparam("nos", list(numbers), type_=ARRAY(BigInteger)))


def in_part(batch_id: UUID, part: int) -> ColumnElement[bool]:
    """A condition on `batch_leads`: of this part, and not left as it is when taken back."""
    return and_(_b.batch_id == batch_id, _b.part == part, _b.is_kept == false())


def leads_of(batch_id: UUID, part: int) -> Select[Any]:
    """The leads of a part that were not left alone."""
    return select(_b.lead_id).where(in_part(batch_id, part))


class BatchRows:
    """Repository of changes of many leads."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection

    # what is to be done

    def why_not(
        self, on_screen: Collection[UUID], *, waiting: bool, nobodys: bool, same: ColumnElement[bool] | None
    ) -> ColumnElement[Any]:
        """Why a lead is left alone, as a column: one of `Skipped`, or empty."""
        found: list[tuple[ColumnElement[bool], str]] = [
            (_l.erased_at.is_not(None), Skipped.ERASED.value),
            (or_(_l.status == "merged", not_(self._seen())), Skipped.GONE.value),
        ]
        if on_screen:
            found.append((_l.id.in_(list(on_screen)), Skipped.ON_SCREEN.value))
        if waiting:
            found.append((_l.status.not_in(_WAITING), Skipped.CLOSED.value))
        if nobodys:
            found.append((_l.owner_id.is_not(None), Skipped.OWNED.value))
        if same is not None:
            found.append((same, Skipped.SAME.value))
        return case(*found, else_="")

    def _seen(self) -> ColumnElement[bool]:
        assert self._work.actor is not None
        return func.coalesce(visible_leads(self._work.actor), false())

    def on_screens(self) -> frozenset[UUID]:
        """The leads that are on somebody's screen now."""
        held = select(_q.lead_id).where(_q.claimed_by.is_not(None), _q.lease_until > self._work.now)
        return frozenset(self._connection.execute(held).scalars())

    def on_calls(self) -> frozenset[UUID]:
        """The leads that somebody speaks with now."""
        return frozenset(
            self._connection.execute(select(calls.c.lead_id).where(calls.c.state == "open")).scalars()
        )

    def waiting_of(self, person_ids: Collection[UUID]) -> dict[UUID, int]:
        """How many leads that are still to be called each person has."""
        counted = (
            select(_l.owner_id, func.count())
            .where(_l.owner_id.in_(list(person_ids)), _l.status.in_(_WAITING))
            .group_by(_l.owner_id)
        )
        return {row[0]: int(row[1]) for row in self._connection.execute(counted)}

    def looked_at(
        self, numbers: Sequence[int], why: ColumnElement[Any], field: str
    ) -> dict[int, tuple[str, str]]:
        """By number: why each of these leads is left alone (empty: it isn't), and the value of a field."""
        value = func.trim(_l[field]) if field else literal("")
        asked = select(_l.no, why, value).where(those(self._work, numbers))
        cursor: Any = self._connection.execute(asked).cursor  # as the driver gives them
        rows = cursor.fetchall()
        cursor.close()
        return {no: (reason, text) for no, reason, text in rows}

    def counted(self, numbers: Sequence[int], why: ColumnElement[Any]) -> dict[str, int]:
        """How many of these leads are left alone, by why; those that are not under ""."""
        found = select(why.label("why")).where(those(self._work, numbers)).subquery()
        rows = self._connection.execute(select(found.c.why, func.count()).group_by(found.c.why))
        return {row[0]: int(row[1]) for row in rows}

    # doing it

    def begin(self, batch_id: UUID, kind: str, settings: Mapping[str, Any], **more: Any) -> None:
        """A new one."""
        assert self._work.actor is not None
        self._connection.execute(
            insert(batches).values(
                id=batch_id, kind=kind, settings=dict(settings), person_id=self._work.actor.person_id,
                at=self._work.now, **more,
            )
        )  # fmt: skip

    def add_to(self, batch_id: UUID, **counts: int) -> None:
        """Count further."""
        values = {name: batches.c[name] + more for name, more in counts.items()}
        self._connection.execute(update(batches).where(batches.c.id == batch_id).values(**values))

    def set(self, batch_id: UUID, **values: Any) -> None:
        """Write columns of a batch."""
        self._connection.execute(update(batches).where(batches.c.id == batch_id).values(**values))

    def by_index(self) -> None:
        """From here on in this transaction, a part's rows are looked up one by one on a server.

        It would rather read a whole table for each part: of fifty parts as many times, of ever more rows.
        """
        if not self._work.is_sqlite:
            names = ("enable_hashjoin", "enable_mergejoin")
            self._connection.execute(select(*(func.set_config(name, "off", true()) for name in names)))

    def keep_before(self, batch_id: UUID, part: int, numbers: Sequence[int], why: ColumnElement[Any]) -> int:
        """Write how the leads are that are not left alone, and hold them; gives how many."""
        rows = (
            select(
                literal(batch_id, batches.c.id.type), literal(part), _l.id, _l.owner_id, _l.team_id,
                _l.status,
            )
            .where(those(self._work, numbers), why == "")
            .order_by(_l.no)
        )  # fmt: skip
        if not self._work.is_sqlite:
            rows = rows.with_for_update(of=leads)
        names = ["batch_id", "part", "lead_id", "owner_id", "team_id", "before"]
        kept = insert(batch_leads).from_select(names, rows).execution_options(preserve_rowcount=True)
        return self._connection.execute(kept).rowcount

    def change(self, batch_id: UUID, part: int, **values: Any) -> None:
        """Set columns of a part's leads."""
        self._connection.execute(
            update(leads)
            .where(_l.id.in_(leads_of(batch_id, part)))
            .values(**values, updated_at=self._work.now, version=_l.version + 1)
        )

    def settle_owners(self, batch_id: UUID, part: int) -> None:
        """Queue places of a part's leads go by the leads' owners; a promise stays with who gave it."""
        owner = select(_l.owner_id).where(_l.id == _q.lead_id).scalar_subquery()
        conditions = [
            _q.lead_id.in_(leads_of(batch_id, part)),
            _q.lane != int(Lane.PROMISED),
        ]
        not_there = for_anyone(self._work)
        if not_there:
            conditions.append(_q.campaign_id.not_in(not_there))
        self._connection.execute(
            update(queue_entries).where(*conditions).values(owner_id=owner, version=_q.version + 1)
        )

    def tag(self, batch_id: UUID, part: int, tag_id: UUID) -> None:
        """Put a tag on a part's leads."""
        make: Any = sqlite.insert if self._work.is_sqlite else postgresql.insert
        rows = select(literal(tag_id, tags.c.id.type), _b.lead_id).where(in_part(batch_id, part))
        self._connection.execute(
            make(lead_tags).from_select(["tag_id", "lead_id"], rows).on_conflict_do_nothing()
        )

    def untag(self, batch_id: UUID, part: int, tag_id: UUID) -> None:
        """Take a tag off a part's leads."""
        self._connection.execute(
            delete(lead_tags).where(
                lead_tags.c.tag_id == tag_id, lead_tags.c.lead_id.in_(leads_of(batch_id, part))
            )
        )

    def tag_id(self, name: str, *, make: bool) -> UUID | None:
        """A tag's id; made where there is none and it is wanted."""
        found = self._connection.execute(select(tags.c.id).where(tags.c.name == name)).scalar_one_or_none()
        if found is None and make:
            found = new_id()
            self._connection.execute(insert(tags).values(id=found, name=name))
        return found

    def is_status(self, status: str) -> ColumnElement[bool]:
        """Whether a lead stands so already."""
        return _l.status == status

    def is_owned_by(self, owner_id: UUID | None) -> ColumnElement[bool]:
        """Whether a lead is theirs already."""
        return _l.owner_id.is_not_distinct_from(owner_id)

    def has_tag(self, tag_id: UUID | None) -> ColumnElement[bool]:
        """Whether a lead has a tag."""
        if tag_id is None:
            return false()
        return (
            select(lead_tags.c.lead_id)
            .where(lead_tags.c.lead_id == _l.id, lead_tags.c.tag_id == tag_id)
            .exists()
        )

    # taking it back

    def keep_touched(self, batch_id: UUID, part: int, untouched: ColumnElement[bool]) -> int:
        """Mark the leads of a part that are left as they are; gives how many.

        `untouched`: what must still hold of a lead (beside its row in the batch) to be set back.
        """
        lead = select(_l.id).where(_l.id == _b.lead_id, _l.erased_at.is_(None), untouched)
        done = self._connection.execute(
            update(batch_leads).where(in_part(batch_id, part), not_(lead.exists())).values(is_kept=true())
        )
        return done.rowcount

    def as_given(self, owner_id: UUID | None, since: datetime) -> ColumnElement[bool]:
        """Still whose it was made, nothing noted, called, changed since, and on nobody's screen."""
        happened = select(timeline.c.id).where(timeline.c.lead_id == _l.id, timeline.c.at > since).exists()
        held = (
            select(_q.id)
            .where(_q.lead_id == _l.id, _q.claimed_by.is_not(None), _q.lease_until > self._work.now)
            .exists()
        )
        return and_(_l.owner_id.is_not_distinct_from(owner_id), not_(happened), not_(held))

    def as_set(self, status: str, since: datetime) -> ColumnElement[bool]:
        """Still in the status it was given, and not called since."""
        return and_(_l.status == status, or_(_l.last_call_at.is_(None), _l.last_call_at <= since))

    def set_back(self, batch_id: UUID, part: int, *names: str) -> None:
        """Set these columns of a part's leads to what they were: owner_id, team_id, status."""
        before = {"owner_id": _b.owner_id, "team_id": _b.team_id, "status": _b.before}
        self._connection.execute(
            update(leads)
            .where(in_part(batch_id, part), _l.id == _b.lead_id)
            .values(
                {name: before[name] for name in names}
                | {"updated_at": self._work.now, "version": _l.version + 1}
            )
        )

    def kept(self, batch_id: UUID, limit: int) -> tuple[UUID, ...]:
        """The leads that were left as they are when it was taken back."""
        left = select(_b.lead_id).where(_b.batch_id == batch_id, _b.is_kept == true())
        rows = left.union(select(batch_rows.c.row_id).where(*_worked_since(batch_id))).limit(limit)
        return tuple(self._connection.execute(rows).scalars())

    def worked_since(self, batch_id: UUID) -> int:
        """How many leads stayed whose doubles were taken apart, and had been worked on since."""
        counted = select(func.count(batch_rows.c.row_id.distinct())).where(*_worked_since(batch_id))
        return int(self._connection.execute(counted).scalar_one())

    def rows_of(self, batch_id: UUID) -> int:
        """Of how many leads it is still known how they were; of those erased since it isn't."""
        counted = select(func.count()).select_from(batch_leads).where(_b.batch_id == batch_id)
        return int(self._connection.execute(counted).scalar_one())

    def forget(self, batch_id: UUID, part: int) -> int:
        """Delete how the leads of a part were."""
        rows = batch_rows.c
        self._connection.execute(delete(batch_rows).where(rows.batch_id == batch_id, rows.part <= part))
        gone = delete(batch_leads).where(_b.batch_id == batch_id, _b.part <= part)
        return self._connection.execute(gone).rowcount

    def too_old(self) -> tuple[tuple[UUID, int], ...]:
        """Batches that can't be taken back any more and still know how leads were, with their parts."""
        known = select(_b.batch_id).where(_b.batch_id == batches.c.id).exists()
        # What was deleted stays known until the leads themselves go: `OldKind.LEADS`.
        is_over = or_(batches.c.kind != Kind.DELETE.value, batches.c.undone_at.is_not(None))
        old = select(batches.c.id, batches.c.parts).where(batches.c.until < self._work.now, known, is_over)
        return tuple((row.id, row.parts) for row in self._connection.execute(old))

    # the list of them

    def get(self, batch_id: UUID) -> tuple[Batch, Mapping[str, Any]] | None:
        """One, with its settings as they were kept."""
        found = self._found(batches.c.id == batch_id, 1)
        return found[0] if found else None

    def newest(self, limit: int, person_id: UUID | None) -> tuple[Batch, ...]:
        """The newest, newest first; only one person's unless None."""
        mine = true() if person_id is None else batches.c.person_id == person_id
        return tuple(batch for batch, _ in self._found(mine, limit))

    def _found(self, which: ColumnElement[bool], limit: int) -> list[tuple[Batch, Mapping[str, Any]]]:
        rows = self._connection.execute(
            select(batches, people.c.display_name)
            .join(people, people.c.id == batches.c.person_id)
            .where(which)
            .order_by(batches.c.at.desc(), batches.c.id.desc())
            .limit(limit)
        ).all()
        named = {
            row.id: row.display_name
            for row in self._connection.execute(select(people.c.id, people.c.display_name))
        }
        return [(_batch(row, named), row.settings) for row in rows]


def _worked_since(batch_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return batch_rows.c.batch_id == batch_id, batch_rows.c.kind == RowKind.STAYED


def _batch(row: Any, names: Mapping[UUID, str]) -> Batch:
    settings = row.settings
    given = settings.get("given", {})
    to = str(settings.get("to", ""))
    if row.kind == "owner" and to:
        to = names.get(UUID(to), "")
    if row.kind == Kind.MERGE:
        to = ""
    if row.kind == Kind.CAMPAIGN:
        to = str(settings.get("name", ""))
    shares = tuple((names.get(UUID(who), ""), int(count)) for who, count in given.items())
    columns = (
        "id", "person_id", "plan_id", "at", "until", "finished_at", "undone_at", "found", "done", "kept",
        "parts", "parts_undone",
    )  # fmt: skip
    return Batch(
        kind=Kind(row.kind), person_name=row.display_name, to=to, shares=shares, skipped=row.skipped or {},
        **{name: getattr(row, name) for name in columns},
    )  # fmt: skip
