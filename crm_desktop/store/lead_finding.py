"""Search as you type: statements compiled once, that stop at the first hits they need."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import (
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

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import lead_search, leads
from crm_desktop.store.unit_of_work import Work

TRIGRAM = 3
MOST_TRIGRAMS = 4
# The full-text index over lead_search; only SQLite has it.
FTS = table("lead_fts", column("rowid"), column("text"))

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
)


def find_rows(work: Work, actor: Actor, parts: tuple[str, ...], limit: int) -> list[Any]:
    """The first leads that all needles find, in the columns of `ROW`; no order is promised."""
    shape = _shapes(parts)
    statement = _finder(actor.reach(Permission.SEE_LEADS), shape)
    values: dict[str, Any] = {"how_many": limit, "team": actor.team_id, "me": actor.person_id}
    values["match"] = " ".join(trigrams(p) for p in parts if len(p) >= TRIGRAM)
    for place, part in enumerate(parts):
        values |= _values_of(place, part, shape[place])
    wanted = {name for name, _ in statement.binds(work)}
    return statement.rows(work, **{name: value for name, value in values.items() if name in wanted})


def _shapes(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Which condition each needle needs: short ones alone begin the name, beside longer ones any word."""
    is_indexed = any(len(part) >= TRIGRAM for part in parts)
    short = "word" if is_indexed else "begins"
    return tuple("contains" if len(part) >= TRIGRAM else short for part in parts)


def trigrams(part: str) -> str:
    """What the index is asked for a needle: pieces side by side from its end, where numbers differ most.

    Asking for every trigram, as LIKE does, walks the lists of what nearly all leads have, such as "+91".
    """
    ends = list(range(len(part), TRIGRAM - 1, -TRIGRAM))[:MOST_TRIGRAMS]
    if len(ends) < MOST_TRIGRAMS and ends[-1] != TRIGRAM:
        ends.append(TRIGRAM)
    pieces = (part[end - TRIGRAM : end].replace('"', '""') for end in ends)
    return " ".join(f'"{piece}"' for piece in pieces)


def _values_of(place: int, part: str, shape: str) -> dict[str, str]:
    """The parameters of one needle of `_finder`."""
    if shape == "begins":
        return {f"from_{place}": part, f"to_{place}": beyond(part)}
    if shape == "word":
        return {f"after_{place}": " " + part}
    escaped = part.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return {f"part_{place}": part, f"escaped_{place}": f"%{escaped}%"}


@lru_cache(maxsize=64)
def _finder(reach: Reach, shape: tuple[str, ...]) -> Prepared:
    """Compiled once for each reach and kind of needles."""

    def build(is_sqlite: bool) -> Select[*tuple[Any, ...]]:
        statement = select(*ROW).where(leads.c.status != "merged", _seen_by(reach))
        if is_sqlite and "contains" in shape:
            # The index gives one lead after the other and stops at the limit; IN would find them all first.
            match: ColumnElement[bool] = literal_column("lead_fts").op("MATCH")(_given("match", Text()))
            statement = statement.select_from(FTS).where(leads.c.no == FTS.c.rowid, match)
        for place, kind in enumerate(shape):
            statement = statement.where(_needle(place, kind, is_sqlite=is_sqlite))
        return statement.limit(_given("how_many", Integer()))

    return Prepared(build)


def _given(name: str, kind: Any) -> Any:
    return bindparam(name, type_=kind, required=True)


def _needle(place: int, kind: str, *, is_sqlite: bool) -> ColumnElement[bool]:
    if kind == "begins":
        from_, to = _given(f"from_{place}", Text()), _given(f"to_{place}", Text())
        return and_(leads.c.name_key >= from_, leads.c.name_key < to)
    if kind == "word":
        after = _given(f"after_{place}", Text())
        if is_sqlite:
            return _has_word(FTS.c.text, after, is_sqlite=True)
        return word_of_lead(after, is_sqlite=False)
    if is_sqlite:
        return func.instr(FTS.c.text, _given(f"part_{place}", Text())) > 0
    like = lead_search.c.text.like(_given(f"escaped_{place}", Text()), escape="/")
    return leads.c.no.in_(select(lead_search.c.no).where(like))


def _seen_by(reach: Reach) -> ColumnElement[bool]:
    """As `visible_leads`, with the person's values as parameters."""
    mine = leads.c.owner_id == _given("me", leads.c.owner_id.type)
    if reach is Reach.ALL:
        return true()
    if reach is Reach.TEAM:
        team = _given("team", leads.c.team_id.type)
        return or_(leads.c.team_id == team, leads.c.team_id.is_(None), mine)
    return mine if reach is Reach.OWN else false()


def _has_word(found_by: Any, after: Any, *, is_sqlite: bool) -> ColumnElement[bool]:
    """Whether a word of what a lead is found by begins so; `after` has the blank before it."""
    blanks = func.replace(literal(" ") + found_by, literal("\n"), literal(" "))
    place = func.instr(blanks, after) if is_sqlite else func.strpos(blanks, after)
    return place > 0


def word_of_lead(after: Any, *, is_sqlite: bool) -> ColumnElement[bool]:
    """Whether a word of what the lead is found by begins so."""
    own = lead_search.c.no == leads.c.no
    return exists().where(own, _has_word(lead_search.c.text, after, is_sqlite=is_sqlite))


def beyond(needle: str) -> str:
    """The first text after all that begin with the needle."""
    return needle[:-1] + chr(ord(needle[-1]) + 1)
