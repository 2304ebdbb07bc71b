"""A report on paper: the same table as the screen's, as a PDF with page numbers.

No word and no figure is broken: the letters become smaller until each column holds its longest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetricsF, QImage, QPageLayout, QPdfWriter

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.kpi import Missing, Unit
from crm_desktop.domain.people import Actor
from crm_desktop.services.bundle import Services
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.services.reports.files import Step, WriteTable
from crm_desktop.services.reports.table import shown as formatted
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import (
    BODY_PT,
    LOGO_MM,
    Sheet,
    logo_of,
    open_pdf,
    paint_pages,
    paper_font,
    unwatched,
)
from crm_desktop.ui.reports.paper_chart import chart_of
from crm_desktop.ui.reports.words import columns_shown, shown

LEAST_PT, STEP_PT = 5.5, 0.25
PAD_PT = 3.0  # left and right of each cell
MEASURED_PT = 100.0  # widths are measured large and grow with the letters
BELOW_LOGO_PX = 22  # it is higher than the two lines beside it
NO_BREAK = "\u00a0"


def paper_of(office: str, logo: bytes) -> WriteTable:
    """What writes reports of this office with its logo (a PNG; empty without one)."""
    picture = logo_of(logo)
    return lambda table, out, step: write_pdf(table, out, office, picture, step)


def office_paper(services: Services, actor: Actor) -> WriteTable:
    """The same; name and logo are asked when it is written, in the worker."""
    return lambda table, out, step: paper_of(services.workspace.name, services.logo.get(actor))(
        table, out, step
    )


def write_pdf(
    table: Table, out: Path, office: str = "", logo: QImage | None = None, step: Step = unwatched
) -> None:
    """Write the table as an A4 PDF, across where it has many columns; raises OSError where it can't."""
    writer = open_pdf(out, f"{tr_label(table.title)}, {table.days_shown()}")
    if len(columns_shown(table)) > 6:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    paint_pages(writer, _sheet(table, office, _room_pt(writer), logo), _foot(table), step)


def _room_pt(writer: QPdfWriter) -> float:
    return writer.pageLayout().paintRect(QPageLayout.Unit.Point).width()


def _foot(table: Table) -> str:
    counted = QCoreApplication.translate("ReportPaper", "Counted {day}, {time}")
    return "  ·  ".join(
        [
            f"{tr_label(table.title)}, {table.days_shown()}",
            counted.format(
                day=day(table.counted_at, table.zone, year=True), time=clock(table.counted_at, table.zone)
            ),
        ]
    )


def _sheet(table: Table, office: str, room_pt: float, logo: QImage | None = None) -> Sheet:
    columns = columns_shown(table)
    lines = [[tr_label(column.title) for column in columns]]
    lines += [[_cell(table, row, column) for column in columns] for row in (*table.rows, table.total)]
    points, widths = fit(lines, room_pt)
    heads = "".join(
        f'<th align="{_side(column.unit)}" valign="bottom" style="{_PAD}">{escape(words)}</th>'
        for column, words in zip(columns, lines[0], strict=True)
    )
    notes = "".join(f"<p>{escape(tr_label(note))}</p>" for note in table.notes)
    formulas = "".join(
        f"<p style='margin:1px 0'><b>{escape(tr_label(c.title))}</b>: {escape(tr_label(c.formula))}</p>"
        for c in columns
        if c.formula
    )
    under = "  ·  ".join(
        part for part in (table.days_shown(), *(words for _, words in table.kept_to), office) if part
    )
    chart = chart_of(table, room_pt * 25.4 / 72)
    width = f"{room_pt * 96 / 72:.0f}"
    picture = "" if chart is None else f"<p style='margin:4px 0'><img src='chart' width='{width}'></p>"
    below_logo = (
        f"<p style='margin:{BELOW_LOGO_PX}px 0 0 0;font-size:1pt'>&nbsp;</p>" if logo is not None else ""
    )
    beside_logo = f"margin:0 {LOGO_MM[0] * 96 / 25.4:.0f}px 0 0" if logo is not None else "margin:0"
    compared = f"<p>{escape(_compared(table))}</p>" if table.before is not None else ""
    rows = [_html_row(columns, line, "td") for line in lines[1:-1]]
    return Sheet(
        above=f"<h2 style='{beside_logo};font-size:13pt'>{escape(tr_label(table.title))}</h2>"
        f"<p style='{beside_logo};font-size:{BODY_PT}pt'>{escape(under)}</p>"
        f"{below_logo}{picture}<p style='margin:0;font-size:4pt'>&nbsp;</p>",
        head=heads,
        rows=[*rows, _html_row(columns, lines[-1], "th")],
        below=f"{compared}{notes}<div style='font-size:7pt;color:#555'><p></p>{formulas}</div>",
        widths=widths,
        points=points,
        pictures={} if chart is None else {"chart": chart},
        logo=logo,
    )


def _compared(table: Table) -> str:
    assert table.before is not None
    told = QCoreApplication.translate("ReportPaper", "In brackets: the days before, {days}.")
    return told.format(days=table.before.days_shown())


def fit(lines: Sequence[Sequence[str]], room_pt: float) -> tuple[float, tuple[float, ...]]:
    """The size of the letters, in points, and the columns' per cents, at which no word has to be broken.

    `lines` are the texts of the cells, row by row, the head first; what may not be parted has no blank.
    Room left over goes to the first column as far as it can use it, then to all.
    """
    font = paper_font(MEASURED_PT)
    font.setPixelSize(round(MEASURED_PT))
    font.setBold(True)
    metrics = QFontMetricsF(font)

    def width(words: Sequence[str]) -> float:
        return max((metrics.horizontalAdvance(word) for word in words), default=0.0) / MEASURED_PT

    columns = list(zip(*lines, strict=True))
    least = [width([word for cell in column for word in cell.split(" ")]) for column in columns]
    pads = 2 * PAD_PT * len(columns) + len(columns)
    points = BODY_PT
    while points > LEAST_PT and sum(least) * points + pads > room_pt:
        points -= STEP_PT
    needed = [one * points + 2 * PAD_PT + 1 for one in least]
    left = max(0.0, room_pt - sum(needed))
    more = min(left, max(0.0, width(columns[0]) - least[0]) * points)
    needed[0] += more
    share = (left - more) / len(columns)
    whole = sum(needed) + share * len(columns)
    return points, tuple(100 * (one + share) / whole for one in needed)


_PAD = f"padding:3px {PAD_PT * 4 / 3:g}px"  # the text knows px only: 96 to the inch


def _html_row(columns: Sequence[Column], line: Sequence[str], tag: str) -> str:
    return "".join(
        f'<{tag} align="{_side(column.unit)}" style="{_PAD};border-top:0.5px solid #bbb">'
        f"{escape(words)}</{tag}>"
        for column, words in zip(columns, line, strict=True)
    )


def _cell(table: Table, row: Row, column: Column) -> str:
    """As the screen shows it; a figure with its unit stays in one line."""
    words = shown(table, row, column)
    if table.before is not None and column.kpi is not None:
        before = table.value_before(row, column)
        words += f" ({formatted(before, column.unit, table.zone, table.currency)})"
    is_figure = column.unit is not Unit.TEXT and not isinstance(row.values[column.id], Missing)
    return words.replace(" ", NO_BREAK) if is_figure else words


def _side(unit: Unit) -> str:
    return "left" if unit in (Unit.TEXT, Unit.DAY) else "right"
