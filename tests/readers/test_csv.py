"""CSV files: encodings, separators, ragged rows, and that what was written is what is read."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.errors import UserError
from crm_desktop.readers import Kind, OpenOptions, open_source
from crm_desktop.readers.base import column_names
from crm_desktop.readers.csv_file import CsvSource

SHEET = "Name,Phone,City\nAsha Pâtil,98000 00001,Pune\nरवि,98000 00002,नागपुर\n"
ROWS = [(2, ("Asha Pâtil", "98000 00001", "Pune")), (3, ("रवि", "98000 00002", "नागपुर"))]


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_a_spreadsheet_writes_is_read_by_itself(tmp_path: Path, encoding: str) -> None:
    source = open_source(written(tmp_path, SHEET, encoding))
    assert source.kind is Kind.CSV
    assert list(source.rows()) == ROWS
    assert source.table().header == ("Name", "Phone", "City")


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("cp1252", "Café Müller"),
        ("cp1251", "Привет из Москвы, дорогие друзья"),
        ("cp1253", "Καλημέρα σας από Αθήνα φίλοι"),
    ],
)
def test_legacy_encodings_are_found(tmp_path: Path, encoding: str, word: str) -> None:
    text = "Name;Phone\n" + f"{word};98000 00001\n" * 30
    source = open_source(written(tmp_path, text, encoding))
    assert next(source.rows())[1] == (word, "98000 00001")


def test_a_legacy_byte_late_in_the_file_is_found_before_anything_is_read(tmp_path: Path) -> None:
    text = "Name,Phone\n" + "Asha,98000 00001\n" * 100_000 + "José,98000 00002\n"
    source = open_source(written(tmp_path, text, "cp1252"))
    assert list(source.rows())[-1] == (100_002, ("José", "98000 00002"))


def test_the_persons_encoding_goes_before_the_guess(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Phone\nJosé,98000 00001\n", "cp1252")
    assert next(open_source(path, OpenOptions(encoding="cp850")).rows())[1][0] == "JosÚ"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(("Name", "Phone", "Remarks")) + "\n"
    text += "".join(
        delimiter.join((f"Lead {n}", f"98000 0{n:04}", '"call, then; come"')) + "\n" for n in range(20)
    )
    source = open_source(written(tmp_path, text))
    assert source.delimiter == delimiter
    assert next(source.rows())[1] == ("Lead 0", "98000 00000", "call, then; come")


def test_excels_sep_line_names_the_separator_and_is_no_row(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, "sep=;\r\nName;Phone\r\nA, B;98000 00001\r\n"))
    assert source.delimiter == ";"
    assert list(source.rows()) == [(2, ("A, B", "98000 00001"))]


def test_a_blank_after_the_separator_does_not_break_quotes(tmp_path: Path) -> None:
    source = open_source(
        written(tmp_path, 'Name, Phone, Note\n"A", "98000 00001", "x, y"\n"B", "98000 00002", "z"\n')
    )
    assert next(source.rows())[1] == ("A", "98000 00001", "x, y")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path, newline: str) -> None:
    text = newline.join(["Name,Phone", "A,98000 00001", "", '"B', 'C",98000 00002', "D,98000 00003", ""])
    source = open_source(written(tmp_path, text))
    assert [number for number, _ in source.rows()] == [2, 4, 5]
    assert source.oddities.blank_rows == 1


def test_short_rows_are_padded_and_long_ones_keep_their_cells(tmp_path: Path) -> None:
    text = (
        "Name,Phone,City\nA,98000 00001\n"
        + "B,98000 00002,Pune\n" * 20
        + "C,98000 00003,Pune,Extra,\nD,98000 00004,Pune,,\n"
    )
    source = open_source(written(tmp_path, text))
    rows = dict(source.rows())
    assert rows[2] == ("A", "98000 00001", "")
    assert rows[23] == ("C", "98000 00003", "Pune", "Extra", "")
    assert rows[24] == ("D", "98000 00004", "Pune")
    assert (source.oddities.short_rows, source.oddities.long_rows, source.oddities.first_long_row) == (
        1,
        1,
        23,
    )


def test_hash_and_size_are_the_files(tmp_path: Path) -> None:
    path = written(tmp_path, SHEET, "utf-16")
    source = open_source(path)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.size == path.stat().st_size


def test_rows_can_start_later_and_be_read_twice(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, SHEET))
    assert list(source.rows(start=3)) == ROWS[1:]
    assert list(source.rows()) == ROWS


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, "Name,Phone\n" + "Asha Patil,98000 00001\n" * 50_000))
    seen = [source.fraction_read() for number, _ in source.rows() if number % 10_000 == 0]
    known = [fraction for fraction in seen if fraction is not None]
    assert len(known) == len(seen)
    assert known == sorted(known)
    assert 0 < known[0] < 0.5 < known[-1] <= 1


@pytest.mark.parametrize("error", [OSError(errno.EBADF, "Bad file descriptor"), ValueError("closed file")])
def test_progress_asked_for_while_the_file_is_closed_is_unknown(tmp_path: Path, error: Exception) -> None:
    source = open_source(written(tmp_path, SHEET))
    assert isinstance(source, CsvSource)
    asked = source._file = MagicMock(closed=False)  # not yet, when it was asked: another thread reads
    asked.tell.side_effect = error
    assert source.fraction_read() is None


def test_a_table_named_xls_by_a_careless_export_is_read(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, "Name\tPhone\nAsha\t98000 00001\n", name="export.xls"))
    assert list(source.rows()) == [(2, ("Asha", "98000 00001"))]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, 'Name,Phone\n"=1+1",+919800000001\n@x,-5\n'))
    assert [cells for _, cells in source.rows()] == [("=1+1", "+919800000001"), ("@x", "-5")]


def test_pasted_cells_keep_line_breaks_inside_quotes() -> None:
    source = open_source('Name\tPhone\r\n"Asha\nPatil"\t98000 00001\r\n')
    assert source.kind is Kind.PASTED
    assert list(source.rows()) == [(2, ("Asha\nPatil", "98000 00001"))]
    assert source.table().row_count == 1


def test_pasted_bare_phones_have_no_header() -> None:
    source = open_source("98000 00001\n98000 00002\n")
    assert source.table().header_row is None
    assert [cells for _, cells in source.rows()] == [("98000 00001",), ("98000 00002",)]


def test_nothing_pasted_is_told() -> None:
    with pytest.raises(UserError, match="Nothing was pasted"):
        open_source(" \t\n")


_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ['"', '""', ",", "\n", "a\r\nb", ";;", "=1", "'", " ", "ह"]
)


@given(
    st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"])
)
def test_what_csv_writer_writes_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(("Name", "Phone", "Note"))
    writer.writerows(("x" + first, second, third) for first, second, third in rows)
    path = tmp_path_factory.mktemp("round") / "trip.csv"
    path.write_bytes(text.getvalue().encode())
    source = open_source(path, OpenOptions(delimiter=delimiter, header_row=1))
    # csv.reader is the yardstick for line breaks of other systems inside cells
    expected = [("x" + first, second, third) for first, second, third in rows]
    assert [cells for _, cells in source.rows()] == expected


def test_headings_are_trimmed_numbered_and_made_different() -> None:
    header = ["Phone", " phone ", "", "Phone (2)", "Full\nname"]
    assert column_names(header, 6) == (
        "Phone",
        "phone (2)",
        "Column 3",
        "Phone (2) (2)",
        "Full name",
        "Column 6",
    )
