"""Search as you type: one statement, compiled once, that stops at the first hits it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    column,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)

from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.store.prepared import Prepared, rows_of
from crm_desktop.store.tables import lead_phones, lead_search, leads, people, phones
from crm_desktop.store.types import unpack_id, unpacked_id, unpacked_time
from crm_desktop.store.unit_of_work import Work

TRIGRAM = 3
# The full-text index over lead_search; only SQLite has it.
FTS = table("lead_fts", column("rowid"))
# With the texts themselves: those asked of the index would be called damage while many go (`search.py`).
SEARCHED = FTS.join(lead_search, lead_search.c.no == FTS.c.rowid)

ROW = (
    leads.c.no,
    leads.c.id,
    leads.c.name,
    leads.c.name_key,
    leads.c.company,
    leads.c.email,
    leads.c.city,
    leads.c.city_key,
    leads.c.source,
    leads.c.status,
    leads.c.owner_id,
    leads.c.last_result,
    leads.c.last_call_at,
    leads.c.next_call_at,
    leads.c.attempts,
    leads.c.created_at,
    leads.c.zone,
    leads.c.score,
    leads.c.product,
)
STATUSES: dict[str, LeadStatus] = {status.value: status for status in LeadStatus}
_as_row: Callable[[tuple[Any, ...]], LeadRow] = partial(tuple.__new__, LeadRow)
# Where in a row of SQLite: the lead, when its phone was told not to be called, was wrong, and its position.
_LEAD, _BLOCKED, _WRONG, _POSITION = 0, 19, 20, 21
# The lead's own columns of a found row, in their order: eight before its phone and owner, the others after.
_OF_LEAD = (
    "id", "no", "name", "company", "email", "city", "source", "status",
    "last_result", "last_call_at", "next_call_at", "attempts", "created_at", "zone", "score",
    "product",
)  # fmt: skip


def find_rows(work: Work, actor: Actor, parts: tuple[str, ...], limit: int) -> tuple[LeadRow, ...]:
    """The first leads that all needles find; no order is promised.

    The statement gives a row a phone. On SQLite it has no limit and is read until enough leads are complete:
    nothing is looked up that isn't shown, and a lead's phones come one after the other. On a server a
    function finds them, for row policies would keep the trigram index from being used.
    """
    if not work.is_sqlite:
        asked = {**needles_on_server(parts), "how_many": limit, **seer(actor)}
        came = found_on_server().rows(work, **asked)
        return _one_a_lead([(_row_of_server(row), row.is_wrong, row.position) for row in came])[:limit]
    shape = _shapes(parts)
    values: dict[str, Any] = {"team": actor.team_id, "me": actor.person_id}
    if "contains" in shape:
        values["match"] = " ".join(trigrams(part) for part in parts if len(part) >= TRIGRAM)
    for place, part in enumerate(parts):
        values |= _values_of(place, part, shape[place])
    cursor = _finder(actor.reach(Permission.SEE_LEADS), shape).begun(work, **values)
    rows = cursor.fetchmany(limit + 1)
    found = {raw[_LEAD] for raw in rows}
    if len(found) == len(rows):
        cursor.close()
        return tuple([_row(raw) for raw in rows[:limit]])
    while len(found) <= limit and (more := cursor.fetchmany(limit)):
        rows += more
        found.update(raw[_LEAD] for raw in more)
    cursor.close()
    return _one_a_lead([(_row(raw), raw[_WRONG] is not None, raw[_POSITION]) for raw in rows])[:limit]


def _row(raw: Any) -> LeadRow:
    """The line of what SQLite found, as of a lead with one phone.

    Written out, for a key press asks for fifty: nothing is looked up that comes once or is empty.
    """
    owner, called, due = raw[9], raw[12], raw[13]
    return _as_row((
        unpack_id(raw[_LEAD]), raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], STATUSES[raw[7]],
        raw[8] or "", 0, raw[_BLOCKED] is not None,
        None if owner is None else unpacked_id(owner), raw[10] or "", raw[11],
        None if called is None else unpacked_time(called), None if due is None else unpacked_time(due),
        raw[14], unpacked_time(raw[15]), raw[16], raw[17], raw[18],
    ))  # fmt: skip


def _row_of_server(row: Any) -> LeadRow:
    """The line of what the server's function found, as of a lead with one phone."""
    return LeadRow._make((*row[:7], STATUSES[row.status], *row[8:21]))


@cache
def found_on_server() -> Prepared:
    """What the server's function finds: the columns of a `LeadRow`, and what is needed for more phones."""
    given = [_given(name, ARRAY(Text())) for name in ("contains", "words", "from_", "to")]
    who = _given("me", leads.c.owner_id.type), _given("team", leads.c.team_id.type), _given("reach", Text())
    kinds = [leads.c[name].type for name in _OF_LEAD[:8]]
    kinds += [Text(), Integer(), Boolean(), leads.c.owner_id.type, Text()]
    kinds += [leads.c[name].type for name in _OF_LEAD[8:]]
    kinds += [Boolean(), Integer()]
    names = [*_OF_LEAD[:8], "phone", "more_phones", "is_do_not_call", "owner_id", "owner_name", *_OF_LEAD[8:]]
    columns = [column(n, kind) for n, kind in zip([*names, "is_wrong", "position"], kinds, strict=True)]
    found = func.leads_found(*given, _given("how_many", Integer()), *who)
    return Prepared(lambda is_sqlite: rows_of(found, *columns))


def needles_on_server(parts: tuple[str, ...]) -> dict[str, list[str]]:
    """The parameters of needles: `contains` as patterns of LIKE, `words`, and what the name is between."""
    values: dict[str, list[str]] = {"contains": [], "words": [], "from_": [], "to": []}
    for part, shape in zip(parts, _shapes(parts), strict=True):
        if shape == "contains":
            escaped = part.replace("/", "//").replace("%", "/%").replace("_", "/_")
            values["contains"].append(f"%{escaped}%")
        elif shape == "word":
            values["words"].append(" " + part)
        else:
            values["from_"].append(part)
            values["to"].append(beyond(part))
    return values


def seer(actor: Actor) -> dict[str, Any]:
    """Who looks, as the functions of the server take it where they don't know it themselves."""
    return {"me": actor.person_id, "team": actor.team_id, "reach": actor.reach(Permission.SEE_LEADS).value}


def _one_a_lead(phones: list[tuple[LeadRow, bool, int]]) -> tuple[LeadRow, ...]:
    """Of a line a phone, whether that is wrong and its position: each lead's with its first that isn't wrong.

    Blocked when all its phones are.
    """
    by_lead: dict[UUID, list[tuple[LeadRow, bool, int]]] = {}
    for each in phones:
        by_lead.setdefault(each[0].id, []).append(each)
    found: list[LeadRow] = []
    for group in by_lead.values():
        row = min(group, key=itemgetter(1, 2))[0]
        if len(group) > 1:
            is_blocked = all(other.is_do_not_call for other, _, _ in group)
            row = row._replace(more_phones=len(group) - 1, is_do_not_call=is_blocked)
        found.append(row)
    return tuple(found)


def _shapes(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Which condition each needle needs: short ones alone begin the name, beside longer ones any word."""
    is_indexed = any(len(part) >= TRIGRAM for part in parts)
    short = "word" if is_indexed else "begins"
    return tuple("contains" if len(part) >= TRIGRAM else short for part in parts)


def trigrams(part: str) -> str:
    """What the index is asked for a needle: three pieces, of its beginning, middle and end.

    Fewer let too many leads through, each of which must be read to see; more, as LIKE asks for, only walk
    the lists of what nearly all leads have. Of a long number its end is asked for: it may begin with "+91".
    """
    last = len(part) - TRIGRAM
    begins = (last, last - TRIGRAM, last - 2 * TRIGRAM) if last >= 2 * TRIGRAM else (last, last // 2, 0)
    pieces = (part[begin : begin + TRIGRAM].replace('"', '""') for begin in dict.fromkeys(begins))
    return " ".join(f'"{piece}"' for piece in pieces)


def matching(given: Any) -> ColumnElement[bool]:
    """The condition of SQLite's index: `trigrams` of what is looked for."""
    found: ColumnElement[bool] = literal_column("lead_fts").op("MATCH")(given)
    return found


def _values_of(place: int, part: str, shape: str) -> dict[str, str]:
    """The parameters of one needle of `_finder`."""
    if shape == "begins":
        return {f"from_{place}": part, f"to_{place}": beyond(part)}
    if shape == "word":
        return {f"after_{place}": " " + part}
    return {f"part_{place}": part}


@lru_cache(maxsize=64)
def _finder(reach: Reach, shape: tuple[str, ...]) -> Prepared:
    """Compiled once for each reach and kind of needles."""

    def build(is_sqlite: bool) -> Select[*tuple[Any, ...]]:
        needed = [_needle(place, kind) for place, kind in enumerate(shape)]
        conditions = (leads.c.status != "merged", _seen_by(reach), *needed)
        if "contains" not in shape:
            return select(*_found(leads.c)).select_from(_with_phones(leads)).where(*conditions)
        match = matching(_given("match", Text()))
        indexed = SEARCHED.join(leads, leads.c.no == FTS.c.rowid)
        return select(*_found(leads.c)).select_from(_with_phones(indexed)).where(match, *conditions)

    return Prepared(build)


def _with_phones(found: Any) -> Any:
    """What was found, once a phone, with the owner."""
    given = found.c if "id" in found.c else leads.c
    return (
        found.outerjoin(lead_phones, lead_phones.c.lead_id == given.id)
        .outerjoin(phones, phones.c.id == lead_phones.c.phone_id)
        .outerjoin(people, people.c.id == given.owner_id)
    )


def _found(of: Any) -> tuple[ColumnElement[Any], ...]:
    """The columns `_row` makes a line of, just as they stand; then what is needed for more phones."""
    return (
        of.id, of.no, of.name, of.company, of.email, of.city, of.source, of.status, phones.c.e164,
        of.owner_id, people.c.display_name, of.last_result, of.last_call_at, of.next_call_at,
        of.attempts, of.created_at, of.zone, of.score, of.product,
        phones.c.do_not_call_at, lead_phones.c.wrong_at, lead_phones.c.position,
    )  # fmt: skip


def _given(name: str, kind: Any) -> Any:
    return bindparam(name, type_=kind, required=True)


def _needle(place: int, kind: str) -> ColumnElement[bool]:
    if kind == "begins":
        from_, to = _given(f"from_{place}", Text()), _given(f"to_{place}", Text())
        return and_(leads.c.name_key >= from_, leads.c.name_key < to)
    if kind == "word":
        return _has_word(lead_search.c.text, _given(f"after_{place}", Text()))
    return func.instr(lead_search.c.text, _given(f"part_{place}", Text())) > 0


def _seen_by(reach: Reach) -> ColumnElement[bool]:
    """As `visible_leads`, with the person's values as parameters."""
    mine = leads.c.owner_id == _given("me", leads.c.owner_id.type)
    if reach is Reach.ALL:
        return true()
    if reach is Reach.TEAM:
        team = _given("team", leads.c.team_id.type)
        return or_(leads.c.team_id == team, leads.c.team_id.is_(None), mine)
    return mine if reach is Reach.OWN else false()


def _has_word(found_by: Any, after: Any) -> ColumnElement[bool]:
    """Whether a word of what a lead is found by begins so; `after` has the blank before it."""
    blanks = func.replace(literal(" ") + found_by, literal("\n"), literal(" "))
    return func.instr(blanks, after) > 0


def word_of_lead(after: Any) -> ColumnElement[bool]:
    """Whether a word of what the lead is found by begins so."""
    own = lead_search.c.no == leads.c.no
    return exists().where(own, _has_word(lead_search.c.text, after))


def beyond(needle: str) -> str:
    """The first text after all that begin with the needle."""
    return needle[:-1] + chr(ord(needle[-1]) + 1)
