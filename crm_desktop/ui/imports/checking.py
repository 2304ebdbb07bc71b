"""The first rows of a file as a mapping understands them: what each cell shows, and what is wrong in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crm_desktop.domain.dispositions import LABELS as RESULT_LABELS
from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.import_dates import moment_parser
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.import_reasons import BAD_EMAIL, PHONE_REASONS
from crm_desktop.domain.import_rows import RowContext, row_parser
from crm_desktop.domain.import_values import guess_result, normal_word
from crm_desktop.domain.phone import Phone, format_phone, parse_phone, split_phones
from crm_desktop.readers import Table
from crm_desktop.ui.widgets.table_cells import Cell

NOTHING = "–"
PHONE_TROUBLE = "not a number that can be called"
_BAD = frozenset({*PHONE_REASONS.values(), BAD_EMAIL})
_PHONES = frozenset(PHONE_REASONS.values())
_LONGEST = 200
_DATES = ("next_call_date", "created_at", "birthday")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row: its number, a painted cell a column, why each odd cell is odd, why it is refused."""

    no: int
    cells: tuple[Cell, ...]
    reasons: dict[int, str]
    refused: str

    @property
    def has_question(self) -> bool:
        """Whether anything in it was not taken as written."""
        return bool(self.reasons or self.refused)


@dataclass(frozen=True, slots=True)
class Legend:
    """What a tint means: the ground, an English sentence, in how many cells."""

    ground: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The first rows, which columns have cells in them, and the legend of their tints."""

    rows: tuple[CheckedRow, ...]
    filled: frozenset[int]
    legends: tuple[Legend, ...]


def check_rows(table: Table, mapping: Mapping, context: RowContext) -> Checked:
    """Understand the preview's rows; up to 200 rows of up to 1,000 columns, so not for the GUI thread."""
    parse = row_parser(mapping, context)
    places = {rule.header: index for index, rule in enumerate(mapping.columns)}
    faces = [_face(rule, mapping, context) for rule in mapping.columns]
    width = len(mapping.columns)
    filled: set[int] = set()
    legends: Counter[tuple[str, str]] = Counter()
    rows: list[CheckedRow] = []
    for no, raw in table.preview:
        row = parse(raw)
        reasons: dict[int, str] = {}
        for problem in row.problems:
            index = places.get(problem.column, -1)
            reasons.setdefault(index, problem.reason)
            legends[_legend(problem.reason)] += 1
        if row.refused and not any(reason in _BAD for reason in reasons.values()):
            legends["bad", row.refused] += 1
        cells: list[Cell] = []
        for index in range(width):
            text = raw[index].strip() if index < len(raw) else ""
            if text:
                filled.add(index)
            cells.append(faces[index](text, _ground(reasons.get(index, ""))))
        rows.append(CheckedRow(no, tuple(cells), reasons, row.refused or ""))
    found = tuple(Legend(ground, reason, count) for (ground, reason), count in legends.most_common())
    return Checked(tuple(rows), frozenset(filled), tuple(sorted(found, key=lambda one: one.ground)))


def date_columns(table: Table, mapping: Mapping, context: RowContext) -> tuple[int, ...]:
    """The columns most of whose filled cells are days that have passed, birthdays left out."""
    found: list[int] = []
    for index, rule in enumerate(mapping.columns):
        if rule.target == "birthday":
            continue
        parse = moment_parser(rule.date_order, context.today)
        filled = [raw[index].strip() for _, raw in table.preview if index < len(raw) and raw[index].strip()]
        days = sum(_is_past(parse(text), context.today) for text in filled)
        if filled and 2 * days > len(filled):
            found.append(index)
    return tuple(found)


def _is_past(moment: date | datetime | None, today: date) -> bool:
    if moment is None:
        return False
    day_ = moment.date() if isinstance(moment, datetime) else moment
    return day_.year > today.year - 20 and day_ <= today


def _legend(reason: str) -> tuple[str, str]:
    if reason in _PHONES:
        return "bad", PHONE_TROUBLE
    return ("bad" if reason in _BAD else "warn"), reason


def _ground(reason: str) -> str:
    return "" if not reason else "bad" if reason in _BAD else "warn"


Face = Callable[[str, str], Cell]


def _face(rule: ColumnRule, mapping: Mapping, context: RowContext) -> Face:
    """How the cells of one column are shown: phones in groups, dates spelled out, words as understood."""
    target = rule.target
    if target == "phone":
        return lambda text, ground: _phone(text, ground, mapping.country)
    if target in _DATES:
        parse = moment_parser(rule.date_order, context.today, is_birthday=target == "birthday")

        def show_date(text: str, ground: str) -> Cell:
            moment = parse(text) if text and not ground else None
            return _cell(_moment(moment) if moment else text, ground)

        return show_date
    if target == "result":
        meanings = mapping.values.get("result", {})

        def show_result(text: str, ground: str) -> Cell:
            code = meanings.get(normal_word(text)) or (guess_result(text) if text else None)
            label = RESULT_LABELS.get(code or "", "")
            is_plain = not label or normal_word(label) == normal_word(text)
            return _cell(text if is_plain else f"{text} → {label}", ground)

        return show_result
    is_out = target == "ignore"
    is_number = target == "amount"
    return lambda text, ground: _cell(text, ground, is_out=is_out, is_number=is_number)


def _cell(text: str, ground: str, *, is_out: bool = False, is_number: bool = False) -> Cell:
    shown = " ".join(text[: _LONGEST + 1].split())
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + "…"
    if not shown:
        return Cell("" if is_out else NOTHING, tone="muted")
    return Cell(
        shown,
        "number" if is_number and len(shown) < 16 else "text",
        tone="danger" if ground == "bad" else "muted" if is_out else "",
        ground=ground,  # type: ignore[arg-type]  # "", "bad" or "warn"
    )


def _phone(text: str, ground: str, country: str) -> Cell:
    if not text or ground:
        return _cell(text, ground)
    read = [parse_phone(part, country) for part in split_phones(text)]
    good = [phone for phone in read if isinstance(phone, Phone)]
    if len(good) != len(read) or not good:
        return _cell(text, ground)
    shown = ", ".join(format_phone(phone.e164, phone.extension) for phone in good)
    return Cell(shown, "figures" if len(good) == 1 else "text")


def _moment(moment: date | datetime) -> str:
    has_time = isinstance(moment, datetime) and bool(moment.hour or moment.minute)
    hour, minute = (moment.hour, moment.minute) if isinstance(moment, datetime) else (0, 0)
    noted = datetime(moment.year, moment.month, moment.day, hour, minute, tzinfo=UTC)
    shown = day(noted, "UTC", weekday=False, year=True)
    return f"{shown}, {clock(noted, 'UTC')}" if has_time else shown
