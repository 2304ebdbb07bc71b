"""XLSX, XLS and ODS: cells as text, sheets, merged cells, dates of both epochs."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from crm_desktop.errors import UserError
from crm_desktop.readers import Kind, open_source, workbook
from crm_desktop.readers.cells import cell_text


def xlsx(path: Path, rows: list[list[Any]], **options: Any) -> Path:
    book = xlsxwriter.Workbook(
        str(path), {"default_date_format": "dd/mm/yyyy hh:mm", "strings_to_formulas": False, **options}
    )
    sheet = book.add_worksheet("Leads")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    book.close()
    return path


def xls(path: Path, rows: list[list[Any]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(number, column, value, style)
            elif value is not None:
                sheet.write(number, column, value)
    book.save(str(path))
    return path


def ods(path: Path, rows: list[list[Any]]) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Leads")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value if value is not None else "")))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


ROWS: list[list[Any]] = [
    ["Name", "Phone", "Amount", "Next call"],
    ["Asha", 919800000001.0, 12.5, date(2026, 11, 21)],
    ["=1+1", "+91 98000 00002", 3, date(2026, 12, 1)],
]


@pytest.mark.parametrize(("make", "kind"), [(xlsx, Kind.XLSX), (xls, Kind.XLS), (ods, Kind.ODS)])
def test_cells_become_the_text_a_person_sees(tmp_path: Path, make: Any, kind: Kind) -> None:
    with open_source(make(tmp_path / f"leads.{kind}", ROWS)) as source:
        assert source.kind is kind
        assert source.sheet_names == ("Leads",)
        table = source.table()
        assert table.header == ("Name", "Phone", "Amount", "Next call")
        assert table.row_count == 2
        assert list(source.rows()) == [
            (2, ("Asha", "919800000001", "12.5", "2026-11-21")),
            (3, ("=1+1", "+91 98000 00002", "3", "2026-12-01")),
        ]


def test_dates_counted_from_1904_are_right(tmp_path: Path) -> None:
    rows = [["Name", "Phone", "When"], ["Asha", "98000 00001", datetime(2026, 11, 21, 16, 30)]]
    source = open_source(xlsx(tmp_path / "mac.xlsx", rows, date_1904=True))
    assert next(source.rows())[1][2] == "2026-11-21 16:30:00"


def test_a_table_that_begins_further_down_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[], [], [None, None, "Name", "Phone"], [None, None, "Asha", 9800000001]]
    source = open_source(xlsx(tmp_path / "low.xlsx", rows))
    assert source.table().header_row == 3
    assert list(source.rows()) == [(4, ("Asha", "9800000001"))]


def test_formulas_give_their_values_and_errors_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Leads & more")
    sheet.write_row(0, 0, ["Name", "Phone", "Sum"])
    sheet.write_row(1, 0, ["Asha", "98000 00001"])
    sheet.write_formula("C2", "=1+1", None, 2)
    sheet.write_row(2, 0, ["Ravi", "98000 00002"])
    sheet.write_formula("C3", "=NA()", None, "#N/A")
    sheet.write_boolean("C4", True)
    sheet.write("A4", "Meera")
    book.close()
    source = open_source(path)
    assert [cells[2] for _, cells in source.rows()] == ["2", "", "TRUE"]
    assert source.oddities.error_cells == 1


def test_a_big_sheet_is_read_the_same_and_travels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed together it needs little memory, and another process can read it."""
    rows: list[list[Any]] = [["Name", "Phone", "Since"]]
    rows += [[f"Asha {i}", 9800000000 + i, datetime(2026, 1, 1 + i % 28)] for i in range(5_000)]
    path = xlsx(tmp_path / "big.xlsx", rows)
    plain = open_source(path)
    assert not plain.travels
    monkeypatch.setattr(workbook, "PACK_FROM", 1_000)
    packed = open_source(path)
    assert packed.table() == plain.table()
    assert packed.travels
    there = pickle.loads(pickle.dumps(packed))
    for start in (None, 4_990):
        assert (
            list(packed.rows(None, start)) == list(plain.rows(None, start)) == list(there.rows(None, start))
        )
    there.close()
    packed.close()
    plain.close()


def test_a_sheet_of_errors_alone_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, error in enumerate(("#DIV/0!", "#N/A", "#NAME?")):
        sheet.write_formula(row, 0, "=1/0", None, error)
    book.close()
    with pytest.raises(UserError, match="show an error such as"):
        open_source(path)


def test_a_cell_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "Leads of November")
    sheet.write_row(1, 0, ["City", "Name", "Phone"])
    sheet.merge_range("A3:A4", "Pune")
    sheet.write_row(2, 1, ["Asha", "98000 00001"])
    sheet.write_row(3, 1, ["Ravi", "98000 00002"])
    book.close()
    source = open_source(path)
    assert source.table().header_row == 2
    assert [cells[0] for _, cells in source.rows()] == ["Pune", "Pune"]


def test_hidden_sheets_come_last_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("Old", "Leads", "Empty"):
        sheet = book.add_worksheet(name)
        if name != "Empty":
            sheet.write_row(0, 0, ["Name", "Phone"])
            sheet.write_row(1, 0, [name, "98000 00001"])
        if name == "Old":
            sheet.hide()
        if name == "Leads":
            sheet.activate()
            sheet.set_first_sheet()
    book.close()
    source = open_source(path)
    assert source.sheet_names == ("Leads", "Old")
    assert [table.hidden for table in source.sheets] == [False, True]
    assert next(source.rows("Old"))[1][0] == "Old"


def test_formatted_empty_cells_far_out_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Phone"])
    sheet.write_row(1, 0, ["Asha", "98000 00001"])
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()
    assert len(list(open_source(path).rows())) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (919820012345.0, "919820012345"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (1e22, "10000000000000000000000"),
        (datetime(2026, 1, 2, 10, 9, 59, 999_999), "2026-01-02 10:10:00"),
        ("'text", "'text"),
    ],
)
def test_single_cells(value: object, text: str) -> None:
    assert cell_text(value) == text
