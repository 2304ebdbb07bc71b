"""What a report is made of, and how rows are made for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from crm_desktop.domain.kpi import Unit
from crm_desktop.domain.people import Person, Role
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.table import Column, Row, column, make_row

NARROWS = ("campaign", "source", "tag")
CLOSED_SENTENCES: dict[str, str] = {
    "closed": "Calls of these days have been deleted as too old: their totals were closed and stand without "
    "them.",
    "closed_rows": "Calls of these days have been deleted as too old: they are missing where calls are "
    "counted by result.",
    "closed_leads": "Calls of these days have been deleted as too old: leads tried and reached, and the time "
    "to their first try, can't be counted any more.",
    "closed_follow_ups": "Calls of these days have been deleted as too old: call-backs set or made in them "
    "count on the date of the clock and for their owner.",
    "closed_narrowed": "Calls of these days have been deleted as too old: they are missing where only some "
    "leads are counted.",
    "closed_ruled": "Ruled on after the totals of these months were closed; these rulings stand beside the "
    "totals, not in them:",
    "closed_sales": "Rows that name an earlier day are what became of a sale after its month was closed: it "
    "counts on the date on which it happened.",
    "practice": "Practice calls never count.",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a report found: its rows in order, what stands at the foot's notes, and more for scripts.

    `total`: the sums at the foot, where they aren't those of the rows.
    """

    rows: list[Row]
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[Column, ...] | None = None
    total: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its id for commands, title, columns, what its rows may stand for, and its query."""

    id: str
    title: str
    columns: tuple[Column, ...]
    find: Callable[[Asked, tuple[Column, ...]], Found]
    by: tuple[str, ...] = ("person",)
    narrows: tuple[str, ...] = NARROWS  # what of campaign, source and tag it can keep to
    is_advanced: bool = False  # stands behind the switch *Advanced*
    of_then: tuple[str, ...] = ()  # rows in which a team is who was in it on each day


def text_column(id: str, title: str, formula: str = "", unit: Unit = Unit.TEXT) -> Column:
    """A column that only names the row; its value is kept among the sums under its id."""
    return Column(id, title, formula, unit, lambda figures: figures.get(id))


PERSON_LABELS: dict[str, str] = {
    "person": "Person", "team": "Everybody", "all": "All", "former": "no longer in the team",
}  # fmt: skip
THEN_SENTENCES: dict[str, str] = {
    "then": "The team is who was in it on each day: whoever came or left counts for these days alone. Choose "
    "a person to see all their days.",
    "unknown": "Who is no longer in the team is missing here.",
    "evening": "Breaks, the first and the last call are told of who is in the team now.",
}
FORMER = "(former)"  # the key of their row: no name to sign in with has brackets
NOTHING: Mapping[str, Any] = MappingProxyType({})
PERSON = text_column("person", PERSON_LABELS["person"])


def columns_of(*kpi_ids: str) -> tuple[Column, ...]:
    """The columns of these figures."""
    return tuple(column(kpi_id) for kpi_id in kpi_ids)


def people_rows(
    asked: Asked,
    columns: Sequence[Column],
    *sources: Mapping[UUID, Mapping[str, Any]],
    former: Mapping[str, Any] = NOTHING,
) -> list[Row]:
    """A row for each person by name: whoever has figures, and every caller who may sign in.

    `former`: the sums of those together who were in the team then and are out of sight by now.
    """
    rows = []
    for person in asked.people:
        figures: dict[str, Any] = {}
        for source in sources:
            figures |= source.get(person.id, {})
        if figures or _is_expected(person):
            figures |= {"person": person.display_name}
            rows.append(make_row(person.sign_in_name, figures, columns))
    if any(former.values()):
        rows.append(make_row(FORMER, {**former, "person": PERSON_LABELS["former"], "everybody": 1}, columns))
    return rows


def without_former(asked: Asked, columns: tuple[Column, ...], *of_time: str) -> tuple[Column, ...]:
    """The columns, without those of time at work where somebody's isn't told any more."""
    return tuple(c for c in columns if not (asked.former and c.id in of_time))


def then_notes(asked: Asked, *, is_untold: bool = False) -> tuple[str, ...]:
    """What must be said where a team was another one on these days.

    `is_untold`: of what isn't told of who is no longer in it, as time at work or rupees.
    """
    if asked.span.stretches is None:
        return ()
    unknown = asked.former and is_untold
    return (THEN_SENTENCES["then"], *((THEN_SENTENCES["unknown"],) if unknown else ()))


def _is_expected(person: Person) -> bool:
    return person.role is Role.TELECALLER and not person.is_disabled


def beside_time(asked: Asked, columns: tuple[Column, ...], *of_time: str) -> tuple[Column, ...]:
    """The columns, without those of time at work where only a campaign or some leads are counted."""
    return tuple(c for c in columns if not (asked.span.is_narrowed and c.id in of_time))


def notes_of(sums: Mapping[Any, Mapping[str, Any]]) -> tuple[str, ...]:
    """What must be said with totals of calls."""
    closed = any(figures.get("closed") for figures in sums.values())
    return (CLOSED_SENTENCES["closed"],) if closed else ()
