"""From a row of cells to a lead: the mapping compiled once, then run a million times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_reasons import EXTRA_CELLS, NO_WAY, NOTHING_USED, REFUSALS
from crm_desktop.domain.import_takers import (
    BroughtPhone,
    Draft,
    Problem,
    RowContext,
    Taker,
    asked_taker,
    column_taker,
)

__all__ = ["BroughtPhone", "ParsedRow", "Problem", "RowContext", "RowParser", "row_parser", "row_to_lead"]


class ParsedRow(NamedTuple):
    """A row understood. With `refused` (a whole sentence) it is no lead; all else says what was understood.

    `fields` holds, where given: address, city, state, postal_code, country, source, amount (texts), language
    (ISO), owner (a person's id), status, result (codes), score (1 to 100), gender, next_call_at (date, or
    datetime when a time was given), created_at, birthday, asked_on (a date), `custom:<key>`. Naive datetimes
    are the office's own clock.
    """

    name: str
    company: str
    phones: tuple[BroughtPhone, ...]
    emails: tuple[str, ...]
    fields: dict[str, Any]
    note: str
    tags: tuple[str, ...]
    problems: list[Problem]
    refused: str | None


RowParser = Callable[[Sequence[str]], ParsedRow]


def row_to_lead(mapping: Mapping, cells: Sequence[str], context: RowContext) -> ParsedRow:
    """Understand one row. For many rows make the parser once with `row_parser`."""
    return row_parser(mapping, context)(cells)


def row_parser(mapping: Mapping, context: RowContext) -> RowParser:
    """Compile a mapping into one function for rows.

    Phones that are invalid or made up are left out and listed. A row without any valid phone is taken when
    it has a name with an e-mail, and refused otherwise.
    """
    takers: list[tuple[int, Taker]] = []
    notes = sum(rule.target == "note" for rule in mapping.columns)
    for index in range(len(mapping.columns)):
        taker = column_taker(index, mapping, context, several_notes=notes > 1)
        if taker is not None:
            takers.append((index, taker))
    if context.asked_column is not None:
        takers.append((context.asked_column, asked_taker(context.asked_column, mapping, context)))
    width = len(mapping.columns)

    def parse(cells: Sequence[str]) -> ParsedRow:
        draft = Draft()
        count = len(cells)
        for index, take in takers:
            if index < count:
                text = cells[index].strip()
                if text:
                    take(text, draft, cells)
        if count > width:
            extra = " | ".join(cell for cell in cells[width:] if cell.strip())
            if extra:
                draft.problems.append(Problem("", extra, EXTRA_CELLS))
        return _finish(draft)

    return parse


def _finish(draft: Draft) -> ParsedRow:
    names, fields = draft.names, draft.fields
    name = names.get("name", "")
    if not name and names:
        parts = (names.get("first_name", ""), names.get("middle_name", ""), names.get("last_name", ""))
        name = " ".join(filter(None, parts))
    company = names.get("company", "")
    moment = fields.pop("next_call_time", None)
    if moment is not None:
        day = fields.get("next_call_at")
        if day is not None and not isinstance(day, datetime):
            fields["next_call_at"] = datetime.combine(day, moment)
        elif day is None:
            draft.notes.append(f"{moment:%H:%M}")
    refused = None
    if not draft.phones and not (draft.emails and (name or company)):
        if draft.fault is not None:
            refused = REFUSALS[draft.fault]
        else:
            used = name or company or draft.emails or fields or draft.notes
            refused = NO_WAY if used else NOTHING_USED
    return ParsedRow(
        name,
        company,
        tuple(draft.phones),
        tuple(draft.emails),
        fields,
        "\n".join(draft.notes),
        tuple(draft.tags),
        draft.problems,
        refused,
    )
