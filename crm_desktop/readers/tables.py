"""From raw rows to a table: header, width, preview, and rows fit to that width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ..errors import UserError
from .base import MAX_COLUMNS, PREVIEW_ROWS, Oddities, OpenOptions, Row, Table, column_names
from .header import HeaderGuess, find_header
from .totals import TOTAL_INITIALS, is_total_row, may_be_sums, without_sum_row

RawRows = Iterable[tuple[int, Sequence[str]]]


def build_table(
    raw: RawRows,
    *,
    sheet: str,
    file: str,
    options: OpenOptions,
    hidden: bool = False,
    row_count: int | None = None,
) -> Table:
    """Look at the first rows of a sheet and decide on header, width and preview. Reads only the top."""
    top = list(islice(((n, tuple(c)) for n, c in raw if any(map(str.strip, c))), PREVIEW_ROWS + 30))
    for number, cells in top:
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(file, number, len(cells))
    guess = _chosen_header(top, options.header_row) or find_header(top)
    header_cells = next((cells for number, cells in top if number == guess.row), ())
    data = [row for row in top if row[0] >= guess.first_row]
    width = max(1, _filled_width(header_cells), _usual_length([cells for _, cells in data]))
    header = column_names(header_cells, width)
    bare = Table(sheet, guess.row, header, guess.first_row, row_count, (), (), hidden=hidden, why=guess.why)
    preview = tuple(islice(fit_rows(data, bare, file, Oddities()), PREVIEW_ROWS))
    used = tuple(
        index
        for index in range(width)
        if (index < len(header_cells) and header_cells[index].strip())
        or any(cells[index].strip() for _, cells in preview)
    )
    titles = tuple(row for row in top if row[0] < (guess.row or guess.first_row))
    return replace(bare, used=used, preview=preview, title_rows=titles)


def fit_rows(
    raw: RawRows, table: Table, file: str, oddities: Oddities, start: int | None = None
) -> Iterator[Row]:
    """Rows of data, padded to the header's width, without blank rows and without totals at the end."""
    width = len(table.header)
    begin = table.first_row if start is None else start
    held: list[Row] = []  # rows like totals: they are totals only if nothing else follows
    for number, cells in raw:
        if number < begin:
            continue
        if len(cells) != width:
            cells = _fit(number, cells, width, file, oddities)
        first = cells[0].strip()
        if not first:
            first = next(filter(None, map(str.strip, cells)), "")
            if not first:
                oddities.blank_rows += 1
                continue
        if first[0] in TOTAL_INITIALS and is_total_row(cells):
            held.append((number, tuple(cells)))
            continue
        if held:
            yield from held
            held.clear()
        yield number, tuple(cells)
    oddities.total_rows.extend(number for number, _ in held)


def data_rows(
    raw: RawRows, table: Table, file: str, oddities: Oddities, last: Sequence[str], start: int | None = None
) -> Iterator[Row]:
    """The rows of `fit_rows`, also without a last row of nothing but sums."""
    rows = fit_rows(raw, table, file, oddities, start)
    sums = may_be_sums(last, table.preview) if len(last) == len(table.header) else ()
    return without_sum_row(rows, sums, oddities) if sums else rows


def with_count(raw: Callable[[], RawRows], table: Table, file: str, last: Sequence[str]) -> Table:
    """The table with its rows counted, and no row of sums in its preview. Reads all rows once."""
    oddities = Oddities()
    count = sum(1 for _ in data_rows(raw(), table, file, oddities, last))
    preview = tuple(row for row in table.preview if row[0] not in oddities.total_rows)
    return replace(table, row_count=count, preview=preview)


def too_many_columns(file: str, row: int, count: int) -> UserError:
    """The sentence for a table far wider than any list of leads."""
    return UserError(
        "Row {row} of “{file}” has {count} columns, more than the {most} a list of leads may have. "
        "Choose another separator, or delete the columns you don't need.",
        file=file,
        row=row,
        count=count,
        most=MAX_COLUMNS,
    )


def _fit(number: int, cells: Sequence[str], width: int, file: str, oddities: Oddities) -> Sequence[str]:
    count = len(cells)
    if count > MAX_COLUMNS:
        raise too_many_columns(file, number, count)
    if count < width:
        if count:
            oddities.short_rows += 1
        return [*cells, *("",) * (width - count)]
    if not any(map(str.strip, cells[width:])):
        return cells[:width]
    oddities.long_rows += 1
    if oddities.first_long_row is None:
        oddities.first_long_row = number
    return cells


def _chosen_header(top: Sequence[Row], chosen: int | None) -> HeaderGuess | None:
    """The person's own choice of header row; 0 means there is none."""
    if chosen is None:
        return None
    if chosen == 0:
        return HeaderGuess(None, top[0][0] if top else 1, "chosen")
    return HeaderGuess(chosen, chosen + 1, "chosen")


def _filled_width(cells: Sequence[str]) -> int:
    """Number of cells up to the last filled one."""
    return max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)


def _usual_length(rows: Sequence[Sequence[str]]) -> int:
    """How wide most rows are, not counting empty cells at the end; one odd row doesn't widen the table."""
    counts = Counter(map(_filled_width, rows))
    total, seen = len(rows), 0
    for width in sorted(counts, reverse=True):
        seen += counts[width]
        if seen * 5 >= total or seen >= 10:  # a fifth of the rows, or ten of them, are that wide
            return width
    return 0
