"""`evening`: the day in a few lines, each person, the team, yesterday, the month, tomorrow's promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm_desktop.domain import formats
from crm_desktop.domain.kpi import Missing, Value, merged
from crm_desktop.domain.people import Role
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.attendance import time_at_work
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    PERSON,
    THEN_SENTENCES,
    Found,
    Report,
    columns_of,
    notes_of,
    people_rows,
    then_notes,
)
from crm_desktop.services.reports.table import Column, Row, Table, make_row, plain_value
from crm_desktop.services.targets import month_amount
from crm_desktop.store.report_sums import ReportSums

MOST_LINES = 20
TITLE_LABELS: dict[str, str] = {"evening": "Evening report"}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the day: the day before, the month so far with its target, tomorrow's promises.

    Amounts are in minor units; a target of 0 is none. `promises` are by person, most first.
    """

    yesterday: Row
    month: Row
    month_target_minor: int
    promises: tuple[tuple[str, int], ...]

    @property
    def promised(self) -> int:
        """All promises of tomorrow."""
        return sum(count for _, count in self.promises)


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Each person's day; the rest for scripts too."""
    rows, notes = _day_rows(asked, columns)
    around = find_around(asked, columns)
    return Found(rows, notes, _extra(asked, around, columns))


def _day_rows(asked: Asked, columns: tuple[Column, ...]) -> tuple[list[Row], tuple[str, ...]]:
    sums = ReportSums(asked.work)
    calls = sums.calls(asked.span, "person_id")
    follow_ups, sales = sums.follow_ups(asked.span), sums.sales(asked.span)
    known = calls.keys() | follow_ups.keys() | sales.keys()
    at_work = {person: f for person, f in time_at_work(asked).items() if person in known}
    former = former_sums(asked, Source.CALL, Source.SALE, Source.CALLBACK)
    rows = people_rows(asked, columns, calls, follow_ups, sales, at_work, former=former)
    untold = (THEN_SENTENCES["evening"],) if former else ()
    return rows, (*then_notes(asked), *untold, *notes_of(calls))


def find_around(asked: Asked, columns: tuple[Column, ...]) -> Around:
    """The day before, the month until the last day, and what is promised for the day after it."""
    first, last = date_of(asked.span.first_day), date_of(asked.span.last_day)
    day_before = first - timedelta(days=1)
    before = asked.other_days(day_before, day_before)
    month = asked.other_days(last.replace(day=1), last)
    tomorrow = asked.other_days(last + timedelta(days=1), last + timedelta(days=1))
    promised = ReportSums(asked.work).promises(tomorrow.span)
    names = {person.id: person.display_name for person in asked.people}
    per_person = sorted(((names[who], row["promises"]) for who, row in promised.items()), key=_most_first)
    return Around(
        _total_of(before, columns, "yesterday"),
        _total_of(month, columns, "month"),
        _target_minor(asked),
        tuple(per_person),
    )


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0].casefold()


def _total_of(asked: Asked, columns: tuple[Column, ...], key: str) -> Row:
    rows, _ = _day_rows(asked, columns)
    return make_row(key, merged([row.figures for row in rows]) | {"person": ""}, columns)


def _target_minor(asked: Asked) -> int:
    """The month's target of those the report is about: of its callers, else of whom it is about."""
    callers = [p.id for p in asked.people if p.role is Role.TELECALLER and not p.is_disabled]
    return month_amount(asked.work, callers or [p.id for p in asked.people][:1], date_of(asked.span.last_day))


def month_of(asked: Asked) -> tuple[int, int]:
    """Confirmed sales of the days asked and the target of a month, in minor units."""
    found = ReportSums(asked.work).sales(asked.span)
    return sum(int(figures["sales_minor"]) for figures in found.values()), _target_minor(asked)


def _extra(asked: Asked, around: Around, columns: tuple[Column, ...]) -> Mapping[str, Any]:
    def plain(row: Row) -> dict[str, Any]:
        return {
            c.id: plain_value(row.values[c.id], c.unit, asked.zone, asked.currency)
            for c in columns
            if c.id not in _OF_ONE_DAY
        }

    target = plain_value(around.month_target_minor or None, _AMOUNT.unit, asked.zone, asked.currency)
    return {
        "yesterday": plain(around.yesterday),
        "month": plain(around.month) | {"sales_target": target},
        "tomorrow": {
            "promises": around.promised,
            "by_person": [{"person": name, "promises": count} for name, count in around.promises],
        },
    }


_OF_ONE_DAY = frozenset({"person", "first_call", "last_call"})
(_AMOUNT,) = columns_of("sales_amount")

REPORT = Report(
    "evening",
    TITLE_LABELS["evening"],
    (
        PERSON,
        *columns_of(
            *("first_call", "last_call", "calls", "answered", "talk_s", "interested"),
            *("follow_ups_set", "follow_ups_done", "follow_ups_missed", "sales", "sales_amount", "break_s"),
        ),
    ),
    find,
    narrows=(),
    of_then=("person",),
)


# --- as text to pass on ---

# Sentences of the text; whoever shows it in another language gives these translated.
LINE_SENTENCES: dict[str, str] = {
    "head": "{title}, {day} · {office}",
    "person": "{person}: {times}calls {calls}, answered {answered}, talk {talk}, interested {interested}, "
    "follow-ups {set} set / {done} done / {missed} missed, sales {sales} ({amount}), breaks {breaks}",
    "idle": "{person}: no calls",
    "others": "Others ({count}): calls {calls}, answered {answered}, interested {interested}, sales {sales} "
    "({amount})",
    "total": "All: calls {calls}, answered {answered}, talk {talk}, interested {interested}, follow-ups "
    "{set} set / {done} done / {missed} missed, sales {sales} ({amount}), breaks {breaks}",
    "yesterday": "Day before: calls {calls}, answered {answered}, interested {interested}, sales {sales} "
    "({amount})",
    "month": "Month so far: sales {sales} ({amount})",
    "month_of": "Month so far: sales {sales} ({amount} of {target}, {share})",
    "tomorrow": "Promised for tomorrow: {promises} ({people})",
    "tomorrow_none": "Promised for tomorrow: nothing yet",
}


def as_text(table: Table, around: Around, office: str, sentences: Mapping[str, str] = LINE_SENTENCES) -> str:
    """The report as at most MOST_LINES lines, without any customer's data."""
    head = sentences["head"].format(title=table.title, day=table.days_shown(), office=office)
    foot = [
        _line(sentences["total"], table, table.total),
        _line(sentences["yesterday"], table, around.yesterday),
    ]
    foot.append(_month_line(table, around, sentences))
    foot.append(_tomorrow_line(around, sentences))
    room = MOST_LINES - 1 - len(foot)
    shown, rest = list(table.rows), []
    if len(shown) > room:
        by_calls = sorted(shown, key=lambda row: -int(row.figures.get("attempts") or 0))
        chosen = {row.key for row in by_calls[: room - 1]}
        shown, rest = [r for r in shown if r.key in chosen], [r for r in shown if r.key not in chosen]
    lines = [_person_line(table, row, sentences) for row in shown]
    if rest:
        others = make_row("others", merged([row.figures for row in rest]) | {"person": ""}, table.columns)
        lines.append(_line(sentences["others"], table, others, count=len(rest)))
    return "\n".join([head, *lines, *foot])


def _person_line(table: Table, row: Row, sentences: Mapping[str, str]) -> str:
    is_idle = not any(
        row.figures.get(name) for name in ("attempts", "incoming", "set", "kept", "late", "sales")
    )
    return _line(sentences["idle" if is_idle else "person"], table, row)


def _line(sentence: str, table: Table, row: Row, **more: object) -> str:
    def value(column_id: str) -> str:
        column = next(c for c in table.columns if c.id == column_id)
        return table.shown(row, column)

    has_times = row.values["first_call"] is not None
    times = f"{value('first_call')}–{value('last_call')}, " if has_times else ""
    return sentence.format(
        **more,
        person=row.values["person"],
        times=times,
        calls=value("calls"),
        answered=value("answered"),
        talk=value("talk_s"),
        interested=value("interested"),
        set=value("follow_ups_set"),
        done=value("follow_ups_done"),
        missed=value("follow_ups_missed"),
        sales=value("sales"),
        amount=value("sales_amount"),
        breaks=value("break_s"),
    )


def _month_line(table: Table, around: Around, sentences: Mapping[str, str]) -> str:
    target = formats.money(around.month_target_minor, table.currency)
    sentence = sentences["month_of" if around.month_target_minor else "month"]
    return _line(sentence, table, around.month, target=target, share=share_of(around))


def share_of(around: Around) -> str:
    """How much of the month's target is reached, in words."""
    amount: Value = around.month.values["sales_amount"]
    if isinstance(amount, Missing) or not isinstance(amount, int) or not around.month_target_minor:
        return "–"
    return f"{amount / around.month_target_minor * 100:.0f} %"


def _tomorrow_line(around: Around, sentences: Mapping[str, str]) -> str:
    if not around.promises:
        return sentences["tomorrow_none"]
    people = ", ".join(f"{name} {count}" for name, count in around.promises[:8])
    more = len(around.promises) - 8
    return sentences["tomorrow"].format(promises=around.promised, people=people + (" …" if more > 0 else ""))
