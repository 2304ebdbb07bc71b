"""Lists of leads: keyset pages, counts, row numbers in order, and search as you type."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    LargeBinary,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
    tuple_,
    type_coerce,
)

from crm_desktop.domain.lead import search_key
from crm_desktop.domain.lead_query import (
    NOBODY,
    UNSCORED,
    LeadQuery,
    LeadRow,
    NextCall,
    PageKey,
    Sort,
    needles,
)
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.store.errors import translated
from crm_desktop.store.lead_finding import (
    FTS,
    ROW,
    SEARCHED,
    STATUSES,
    TRIGRAM,
    beyond,
    find_rows,
    matching,
    needles_on_server,
    seer,
    trigrams,
    word_of_lead,
)
from crm_desktop.store.prepared import Prepared, needed, rows_of
from crm_desktop.store.queue_filter import StandingFilter
from crm_desktop.store.tables import (
    lead_phones,
    lead_search,
    lead_tags,
    leads,
    people,
    phones,
    queue_entries,
    tags,
)
from crm_desktop.store.unit_of_work import Work

_CHUNK = 512
_PART = 20_000  # numbers of a list read at once
# Statements with a list come in these sizes, filled up by repeating; each is compiled once.
_SIZES = (1, 4, 16, 50, 128, 256, _CHUNK)


class LeadLists:
    """Repository of lists; every one is cut to what the acting person may see."""

    def __init__(self, work: Work, standing: StandingFilter | None = None) -> None:
        """`standing`: the leads of a query's campaign and reason, which rules say, not rows."""
        self._work, self._standing = work, standing
        if work.actor is None:
            raise RuntimeError("lists are shown to someone who is signed in")
        self._actor: Actor = work.actor

    def page(
        self, query: LeadQuery, after: PageKey | None, limit: int, day: tuple[datetime, datetime]
    ) -> tuple[LeadRow, ...]:
        """The next `limit` rows after a key in the query's order; `day` is today's [start, end) in UTC."""
        found: list[LeadRow] = []
        for segment in _segments(query):
            statement = self._filtered(select(*ROW), query, day)
            if after is not None:
                undated = segment.is_undated
                if after.value is None and not undated and len(_segments(query)) > 1:
                    continue
                if (after.value is None) == undated or len(_segments(query)) == 1:
                    statement = statement.where(_after(segment, query, after))
            found += self._rows(_ordered(statement, segment, query).limit(limit - len(found)))
            if len(found) >= limit:
                break
        return tuple(found)

    def count(self, query: LeadQuery, day: tuple[datetime, datetime]) -> int:
        """How many leads the query finds."""
        statement = self._filtered(select(func.count()).select_from(leads), query, day)
        return int(self._work.connection.execute(statement).scalar_one())

    def numbers(self, query: LeadQuery, day: tuple[datetime, datetime]) -> array[int]:
        """The row numbers of everything the query finds, in its order: 4 bytes each."""
        if query == LeadQuery(sort=query.sort, descending=query.descending) and self._sees_many():
            return self._all_numbers(query)
        found = array("I")
        for segment in _segments(query):
            statement = _ordered(self._filtered(select(leads.c.no), query, day), segment, query)
            found.extend(self._streamed(statement))
        return found

    def _sees_many(self) -> bool:
        return self._actor.reach(Permission.SEE_LEADS) in (Reach.ALL, Reach.TEAM)

    def _all_numbers(self, query: LeadQuery) -> array[int]:
        """Everything in order: from the sort's index alone, without what a scan says is not to be seen.

        Asking for each lead in the order of the index whether it may be seen reads the table at random,
        which takes twenty times as long where it is larger than the cache.
        """
        hidden = select(leads.c.no).where(leads.c.status == "merged")  # into another one, or erased
        unseen = set(self._streamed(hidden))
        if self._actor.reach(Permission.SEE_LEADS) is not Reach.ALL:
            unseen.update(self._streamed(select(leads.c.no).where(not_(_nulls_apart(self._actor)))))
        found = array("I")
        for segment in _segments(query):
            numbers = self._streamed(_ordered(select(leads.c.no), segment, query))
            found.extend(numbers if not unseen else (n for n in numbers if n not in unseen))
        return found

    def _streamed(self, statement: Select[*tuple[Any, ...]]) -> Iterator[int]:
        """Row numbers; on SQLite as its driver gives them: a million rows of Core take six times as long.

        A server's driver would fetch them all at once that way; there they come by a cursor of the server.
        """
        if not self._work.is_sqlite:
            result = self._work.connection.execute(statement.execution_options(yield_per=_PART))
            for rows in result.partitions():
                yield from chain.from_iterable(rows)
            return
        cursor: Any = self._work.connection.execute(statement).cursor
        while part := _fetched(cursor):
            yield from chain.from_iterable(part)
        cursor.close()

    def by_number(self, numbers: Sequence[int]) -> tuple[LeadRow, ...]:
        """The rows of these numbers, in their order; numbers of leads that are gone are left out."""
        found: dict[int, LeadRow] = {}
        for start in range(0, len(numbers), _CHUNK):
            some = list(numbers[start : start + _CHUNK])
            statement = self._visible(select(*ROW)).where(leads.c.no.in_(some))
            found.update((row.no, row) for row in self._rows(statement))
        return tuple(found[n] for n in numbers if n in found)

    def find(self, typed: str, limit: int) -> tuple[LeadRow, ...]:
        """The leads a typed text finds, at most `limit`: search as you type."""
        parts = needles(typed)
        if not parts:
            return ()
        return find_rows(self._work, self._actor, parts, limit)

    def at_phones(self, phone_ids: Iterable[UUID], but: UUID) -> tuple[LeadRow, ...]:
        """Everyone else at these phones whom the person may see."""
        same = exists().where(
            lead_phones.c.lead_id == leads.c.id, lead_phones.c.phone_id.in_(list(phone_ids))
        )
        statement = self._visible(select(*ROW)).where(same, leads.c.id != but).limit(50)
        return self._rows(statement)

    def cities(self, limit: int = 200) -> tuple[str, ...]:
        """The cities that occur in the person's leads, for the filter."""
        mine = (leads.c.city_key != "", visible_leads(self._actor))
        statement = select(func.min(leads.c.city)).where(*mine).group_by(leads.c.city_key)
        rows = self._work.connection.execute(statement.order_by(leads.c.city_key).limit(limit))
        return tuple(row[0] for row in rows)

    def products(self, limit: int = 200) -> tuple[str, ...]:
        """What the person's leads asked about, for the filter."""
        mine = (_ASKED, visible_leads(self._actor))
        statement = select(func.min(leads.c.product)).where(*mine).group_by(leads.c.product_key)
        rows = self._work.connection.execute(statement.order_by(leads.c.product_key).limit(limit))
        return tuple(row[0] for row in rows)

    def tag_names(self) -> tuple[str, ...]:
        """Every tag by name."""
        return tuple(self._work.connection.execute(select(tags.c.name).order_by(tags.c.name)).scalars())

    def _visible(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.where(leads.c.status != "merged", visible_leads(self._actor))

    def _filtered(
        self, statement: Select[*tuple[Any, ...]], query: LeadQuery, day: tuple[datetime, datetime]
    ) -> Select[*tuple[Any, ...]]:
        statement = self._visible(statement).where(*_conditions(query, day))
        if self._standing is not None:
            statement = statement.where(self._standing.condition(is_sqlite=self._work.is_sqlite))
        parts = needles(query.text)
        return statement.where(*_matches(self._work, parts)) if parts else statement

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> tuple[LeadRow, ...]:
        return self._made(self._work.connection.execute(statement).all())

    def _made(self, rows: Sequence[Any]) -> tuple[LeadRow, ...]:
        """Rows in the columns of `ROW`, with phones and owners' names beside."""
        if not rows:
            return ()
        numbers = self._phones([row.id for row in rows])
        names = self._names({row.owner_id for row in rows if row.owner_id is not None})
        nothing, is_sqlite = ("", 0, False), self._work.is_sqlite
        found: list[LeadRow] = []
        for row in rows:
            no, lead_id, name, _, company, email, city, _, source, status, owner_id, *rest = row
            last_result, last_call_at, next_call_at, attempts, created_at, zone, score, product = rest
            key = lead_id.bytes if is_sqlite else lead_id
            phone, count, is_blocked = numbers.get(key, nothing)
            found.append(
                LeadRow(
                    lead_id, no, name, company, email, city, source, STATUSES[status], phone,
                    max(0, count - 1), is_blocked, owner_id, names.get(owner_id, ""), last_result,
                    last_call_at, next_call_at, attempts, created_at, zone, score, product,
                )
            )  # fmt: skip
        return tuple(found)

    def _phones(self, lead_ids: list[UUID]) -> dict[UUID | bytes, tuple[str, int, bool]]:
        """For each lead: the first phone that isn't wrong, how many there are, whether none may be called.

        By the lead's id as the engine gives it: on SQLite its bytes, which needn't be turned for a look-up.
        """
        found: dict[UUID | bytes, tuple[str, int, bool]] = {}
        if not self._work.is_sqlite:
            for key, e164, blocked_at in _phones_on_server().rows(
                self._work, leads=lead_ids, **seer(self._actor)
            ):
                first, count, is_blocked = found.get(key, (e164, 0, True))
                found[key] = (first, count + 1, is_blocked and blocked_at is not None)
            return found
        for start in range(0, len(lead_ids), _CHUNK):
            some = lead_ids[start : start + _CHUNK]
            size = next(size for size in _SIZES if size >= len(some))
            some += [some[-1]] * (size - len(some))
            given = {f"lead_{place}": lead_id for place, lead_id in enumerate(some)}
            for key, e164, blocked_at in _phones_of(size).rows(self._work, **given):
                first, count, is_blocked = found.get(key, (e164, 0, True))
                found[key] = (first, count + 1, is_blocked and blocked_at is not None)
        return found

    def _names(self, ids: set[UUID]) -> dict[UUID, str]:
        if not ids:
            return {}
        statement = select(people.c.id, people.c.display_name).where(people.c.id.in_(ids))
        return {row.id: row.display_name for row in self._work.connection.execute(statement)}


def _fetched(cursor: Any) -> Any:
    """The next rows of a driver's cursor; what goes wrong meanwhile in the store's words."""
    try:
        return cursor.fetchmany(_PART)
    except Exception as error:
        told = translated(error)
        if told is not None:
            raise told from error
        raise


@cache
def _phones_on_server() -> Prepared:
    """The same from the server's function: policies of three tables would be asked for each row."""
    who = (
        needed("me", leads.c.owner_id),
        needed("team", leads.c.team_id),
        bindparam("reach", type_=Text(), required=True),
    )
    found = func.phones_of(bindparam("leads", type_=ARRAY(leads.c.id.type), required=True), *who)
    columns = lead_phones.c.lead_id, phones.c.e164, phones.c.do_not_call_at
    return Prepared(lambda is_sqlite: rows_of(found, *columns))


@cache
def _phones_of(size: int) -> Prepared:
    """The phones of so many leads, each lead's in the order they are tried."""
    ids = [bindparam(f"lead_{place}", type_=leads.c.id.type, required=True) for place in range(size)]
    return Prepared(
        lambda is_sqlite: (
            select(
                type_coerce(lead_phones.c.lead_id, LargeBinary()),
                phones.c.e164,
                phones.c.do_not_call_at,
            )
            .join_from(lead_phones, phones, lead_phones.c.phone_id == phones.c.id)
            .where(lead_phones.c.lead_id.in_(ids))
            .order_by(lead_phones.c.lead_id, lead_phones.c.wrong_at.is_not(None), lead_phones.c.position)
        )
    )


def visible_leads(actor: Actor) -> ColumnElement[bool]:
    """The condition that cuts leads to those the person may see: own, own team's and nobody's, all."""
    match actor.reach(Permission.SEE_LEADS):
        case Reach.ALL:
            return true()
        case Reach.TEAM:
            return or_(
                leads.c.team_id == actor.team_id,
                leads.c.team_id.is_(None),
                leads.c.owner_id == actor.person_id,
            )
        case Reach.OWN:
            return leads.c.owner_id == actor.person_id
        case _:
            return false()


def _nulls_apart(actor: Actor) -> ColumnElement[bool]:
    """What a team lead sees, said so that its opposite holds for leads of nobody too."""
    return or_(
        leads.c.team_id.is_(None),
        leads.c.team_id == actor.team_id,
        func.coalesce(leads.c.owner_id == actor.person_id, false()),
    )


def _conditions(query: LeadQuery, day: tuple[datetime, datetime]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.status:
        found.append(
            leads.c.status.in_(query.status) if len(query.status) > 1 else leads.c.status == query.status[0]
        )
    if query.campaign:
        found.append(
            exists().where(
                queue_entries.c.lead_id == leads.c.id, queue_entries.c.campaign_id == UUID(query.campaign)
            )
        )
    if query.campaign and query.alone:
        found.append(
            ~exists().where(
                queue_entries.c.lead_id == leads.c.id, queue_entries.c.campaign_id != UUID(query.campaign)
            )
        )
    if query.owner == NOBODY:
        found.append(leads.c.owner_id.is_(None))
    elif query.owner:
        found.append(leads.c.owner_id == UUID(query.owner))
    if query.tag:
        tagged = select(lead_tags.c.lead_id).join(tags, tags.c.id == lead_tags.c.tag_id)
        found.append(leads.c.id.in_(tagged.where(tags.c.name == query.tag)))
    if query.city:
        found.append(leads.c.city_key == search_key(query.city))
    if query.product:
        found += (_ASKED, leads.c.product_key == search_key(query.product))
    if query.last_result:
        found.append(leads.c.last_result == query.last_result)
    if query.import_id:
        found.append(leads.c.import_id == UUID(query.import_id))
    if query.among:
        found.append(leads.c.id.in_([UUID(each) for each in query.among]))
    if query.next_call:
        found.append(_due(NextCall(query.next_call), day))
    if query.score == UNSCORED:
        found.append(_UNSCORED)
    elif query.score:
        found += (_SCORED, leads.c.score >= int(query.score))
    return found


def _due(when: NextCall, day: tuple[datetime, datetime]) -> ColumnElement[bool]:
    start, end = day
    column = leads.c.next_call_at
    match when:
        case NextCall.OVERDUE:
            return column < start
        case NextCall.TODAY:
            return and_(column >= start, column < end)
        case NextCall.WEEK:
            return and_(column >= start, column < start + timedelta(days=7))
        case _:
            return column.is_(None)


def _matches(work: Work, parts: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """One condition a needle: trigram index from three characters on; shorter ones alone are the beginning of
    the name, and beside longer ones the beginning of any word. A server's function finds all together."""
    is_indexed = any(len(p) >= TRIGRAM for p in parts)
    if is_indexed and not work.is_sqlite:
        return [leads.c.no.in_(_matching_on_server(work, parts))]

    def condition(part: str) -> ColumnElement[bool]:
        if len(part) >= TRIGRAM:
            return _contains(part)
        if is_indexed:
            return word_of_lead(literal(" " + part))
        return _begins(part)

    return [condition(part) for part in parts]


def _matching_on_server(work: Work, parts: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    assert work.actor is not None
    texts = [literal(value, ARRAY(Text())) for value in needles_on_server(parts).values()]
    who = seer(work.actor)
    given = (
        literal(who["me"], leads.c.owner_id.type),
        literal(who["team"], leads.c.team_id.type),
        who["reach"],
    )
    return rows_of(func.leads_matching(*texts, *given), leads.c.no)


def _contains(needle: str) -> ColumnElement[bool]:
    found = select(FTS.c.rowid).select_from(SEARCHED).where(matching(literal(trigrams(needle))))
    return leads.c.no.in_(found.where(func.instr(lead_search.c.text, needle) > 0))


def _begins(needle: str) -> ColumnElement[bool]:
    return and_(leads.c.name_key >= needle, leads.c.name_key < beyond(needle))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a list with one order: leads with a date (score, product) come first, others after."""

    columns: tuple[ColumnElement[Any], ...]
    condition: ColumnElement[bool] | None = None
    is_undated: bool = False


_KEYS: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.NAME: (leads.c.name_key, leads.c.no),
    Sort.CITY: (leads.c.city_key, leads.c.no),
    Sort.STATUS: (leads.c.status, leads.c.name_key, leads.c.no),
    Sort.CREATED: (leads.c.no,),
    Sort.NEXT_CALL: (leads.c.next_call_at, leads.c.no),
    Sort.LAST_CALL: (leads.c.last_call_at, leads.c.no),
    Sort.SCORE: (leads.c.score, leads.c.no),
    Sort.PRODUCT: (leads.c.product_key, leads.c.no),
}
# The words of the partial indexes.
_ASKED: Any = literal_column("leads.product_key <> ''")
_SCORED: Any = literal_column("leads.score > 0")
_UNSCORED: Any = literal_column("leads.score = 0")


def _segments(query: LeadQuery) -> tuple[_Segment, ...]:
    columns = _KEYS[query.sort]
    if query.sort is Sort.SCORE:
        return (_Segment(columns, _SCORED), _Segment((leads.c.no,), _UNSCORED, is_undated=True))
    if query.sort is Sort.PRODUCT:
        without = leads.c.product_key == ""
        return (_Segment(columns, _ASKED), _Segment((leads.c.no,), without, is_undated=True))
    if query.sort not in (Sort.NEXT_CALL, Sort.LAST_CALL):
        return (_Segment(columns),)
    dated = _Segment(columns, columns[0].is_not(None))
    return (dated, _Segment((leads.c.no,), columns[0].is_(None), is_undated=True))


def _ordered(
    statement: Select[*tuple[Any, ...]], segment: _Segment, query: LeadQuery
) -> Select[*tuple[Any, ...]]:
    if segment.condition is not None:
        statement = statement.where(segment.condition)
    return statement.order_by(*(c.desc() if query.descending else c for c in segment.columns))


def _after(segment: _Segment, query: LeadQuery, key: PageKey) -> ColumnElement[bool]:
    """A keyset condition as one row value, which the index serves."""
    values: tuple[Any, ...] = (key.no,)
    if len(segment.columns) == 2:
        values = (key.value, key.no)
    elif len(segment.columns) == 3:
        values = (key.value, key.name_key, key.no)
    if len(values) == 1:
        column: Any = segment.columns[0]
        single: ColumnElement[bool] = column < values[0] if query.descending else column > values[0]
        return single
    row: Any = tuple_(*segment.columns)
    bound = tuple_(*(literal(v, c.type) for v, c in zip(values, segment.columns, strict=True)))
    condition: ColumnElement[bool] = row < bound if query.descending else row > bound
    return condition
