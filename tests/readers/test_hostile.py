"""Files that are broken, locked, dangerous or something else: one sentence each, and nothing more."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from crm_desktop.errors import UserError
from crm_desktop.readers import OpenOptions, open_source, zip_check
from crm_desktop.readers.trouble import file_trouble


def refusal(path: Path, options: OpenOptions | None = None) -> str:
    """The sentence a file is refused with, on opening or while all of it is read."""
    with pytest.raises(UserError) as caught:  # noqa: PT012  # some are refused on opening, some while read
        source = open_source(path, options)
        for _ in source.rows():
            pass
    sentence = str(caught.value)
    assert path.name in sentence
    assert "{" not in sentence
    assert sentence.endswith(".")
    return sentence


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(50), "program"),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "program"),
        (b"\x1f\x8b\x08\x00rest", "compressed"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound"),
        (b"{\\rtf1\\ansi Name, Phone}", "rich-text"),
        (os.urandom(0) + bytes(range(256)) * 40, "only a program can read"),
        (b"<html><body><table><tr><td>Name</td></tr></table></body></html>", "web page"),
        (b'\xef\xbb\xbf  <!DOCTYPE html>\n<table border="1">', "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
    ],
)
def test_other_sorts_of_file_named_csv_or_xls(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(put(tmp_path, "leads.csv", data))
    assert words in refusal(put(tmp_path, "leads.xls", data))


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf", b",,,\n,,,\n", b"\xff\xfe", b'""\n'])
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    assert "empty" in refusal(put(tmp_path, "leads.csv", data))


def test_missing_folder_device(tmp_path: Path) -> None:
    assert "not there" in refusal(tmp_path / "gone.csv")
    assert "folder" in refusal(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert "device" in refusal(tmp_path / "pipe.csv")


def test_no_permission_is_told(tmp_path: Path) -> None:
    sentence = str(file_trouble(PermissionError(13, "Permission denied"), tmp_path / "leads.csv"))
    assert "open in another program" in sentence
    path = put(tmp_path, "leads.csv", b"Name,Phone\nA,98000 00001\n")
    path.chmod(0)
    if not os.access(path, os.R_OK):  # root may read everything
        assert "can't be opened" in refusal(path)


def test_a_nul_byte_is_named_with_its_row(tmp_path: Path) -> None:
    lines = b"Name,Phone\n" + b"Asha,98000 00001\n" * 5000
    assert "Row 5002 " in refusal(put(tmp_path, "nul.csv", lines + b"Ra\0vi,98000 00002\n" + lines))


def test_a_damaged_byte_far_down_is_named_with_its_row(tmp_path: Path) -> None:
    good = "रवि,98000 00001\n".encode() * 70_000
    data = "नाम,मोबाइल\n".encode() + good + b"R\xffvi,98000 00002\n" + good
    sentence = refusal(put(tmp_path, "late.csv", data))
    assert "Row 70002 " in sentence
    assert "UTF-8" in sentence


def test_half_a_character_at_the_end_of_utf16(tmp_path: Path) -> None:
    data = "Name,Phone\nAsha,98000 00001\n".encode("utf-16") + b"x"
    assert "UTF-16" in refusal(put(tmp_path, "cut.csv", data))


def test_a_wrong_choice_of_encoding(tmp_path: Path) -> None:
    path = put(tmp_path, "leads.csv", "Name,Phone\nJosé,98000 00001\n".encode("cp1252"))
    assert "Row 2 " in refusal(path, OpenOptions(encoding="utf-8"))
    with pytest.raises(UserError, match="no encoding called utf-9"):
        open_source(path, OpenOptions(encoding="utf-9"))


def test_a_giant_cell(tmp_path: Path) -> None:
    data = b"Name,Phone\nA,98000 00001\n" + b"B," + b"9" * 10_000_000 + b"\n"
    assert "Row 3 " in refusal(put(tmp_path, "giant.csv", data))


def test_a_quotation_mark_never_closed(tmp_path: Path) -> None:
    rows = b"A,98000 00001\n" * 300
    data = b"Name,Phone\n" + rows + b'"B,98000 00002\n' + rows
    assert "Row 302 " in refusal(put(tmp_path, "quote.csv", data))
    assert "never closed" in refusal(put(tmp_path, "long.csv", data + rows * 40))


def test_inches_are_no_open_quotes(tmp_path: Path) -> None:
    path = put(tmp_path, "inch.csv", b'Name,Phone,Note\nA,98000 00001,5" pipe\nB,98000 00002,x\n')
    assert next(open_source(path).rows())[1][2] == '5" pipe'


def test_thousands_of_columns(tmp_path: Path) -> None:
    wide = ",".join(f"c{n}" for n in range(5000)).encode()
    assert "5000 columns" in refusal(put(tmp_path, "wide.csv", wide + b"\n" + wide + b"\n"))
    late = b"Name,Phone\n" + b"A,98000 00001\n" * 400 + wide + b"\n"
    assert "Row 402 " in refusal(put(tmp_path, "late.csv", late))
    book = xlsxwriter.Workbook(str(tmp_path / "wide.xlsx"))
    book.add_worksheet().write_row(0, 0, [f"c{n}" for n in range(5000)])
    book.close()
    assert "too far" in refusal(tmp_path / "wide.xlsx")


def test_one_cell_at_the_end_of_the_world(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Phone"])
    sheet.write(1_048_575, 900, "x")
    book.close()
    assert "row 1048576" in refusal(tmp_path / "far.xlsx")


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number in range(200):
        sheet.write_row(number, 0, ["Asha", f"98000 0{number:04}"])
    book.close()
    return path


def test_half_copied_and_scrambled_workbooks(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    assert "half copied" in refusal(put(tmp_path, "half.xlsx", whole[: len(whole) // 2]))
    middle = bytearray(whole)
    middle[800:1400] = bytes(600)
    assert "damaged" in refusal(put(tmp_path, "scrambled.xlsx", bytes(middle)))
    book = xlwt.Workbook()
    book.add_sheet("Leads").write(0, 0, "Name")
    book.save(str(tmp_path / "whole.xls"))
    old = (tmp_path / "whole.xls").read_bytes()
    assert "damaged" in refusal(put(tmp_path, "half.xls", old[:600]))


def test_an_old_workbook_whose_sectors_run_in_a_ring(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    for number in range(300):
        sheet.write(number, 0, f"Asha {number}")
    book.save(str(tmp_path / "whole.xls"))
    data = bytearray((tmp_path / "whole.xls").read_bytes())
    assert len(list(open_source(tmp_path / "whole.xls").rows()))
    table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, table + 4 * 5, 2)  # sector 5 leads back to 2
    assert "damaged" in refusal(put(tmp_path, "ring.xls", bytes(data)))


def test_an_old_workbook_with_a_cell_far_out(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Leads")
    sheet.write(0, 0, "Name")
    sheet.write(60_000, 200, 77.125)
    book.save(str(tmp_path / "whole.xls"))
    data = (tmp_path / "whole.xls").read_bytes()
    cell = struct.pack("<HH", 60_000, 200)
    assert data.count(cell)
    far = data.replace(cell, struct.pack("<HH", 60_000, 60_000))
    assert "damaged" in refusal(put(tmp_path, "far.xls", far))


def test_broken_xml_inside(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "xml.xlsx", "w") as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info.filename, data[: len(data) // 2] if "sheet1" in info.filename else data)
    assert "damaged" in refusal(tmp_path / "xml.xlsx")


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60 << 20))
    assert "dangerous size" in refusal(tmp_path / "bomb.xlsx")


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60 << 20))
    data = path.read_bytes().replace(struct.pack("<I", 60 << 20), struct.pack("<I", 1000))
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_too_large_when_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_check, "MAX_UNPACKED", 1000)
    assert "dangerous size" in refusal(workbook(tmp_path / "large.xlsx"))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "presentation"),
        ("Index/Document.iwa", "Numbers"),
        ("xl/workbook.bin", "xlsb"),
        ("leads.csv", "compressed folder"),
    ],
)
def test_other_zips(tmp_path: Path, part: str, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "leads.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert words in refusal(tmp_path / "leads.xlsx")


def test_passwords(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "locked.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert "password" in refusal(tmp_path / "locked.ods")
    whole = bytearray(workbook(tmp_path / "whole.xlsx").read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(magic)
        while place >= 0:
            whole[place + offset] |= 1
            place = whole.find(magic, place + 4)
    assert "password" in refusal(put(tmp_path, "locked.xlsx", bytes(whole)))


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "empty.xlsx"))
    book.add_worksheet()
    book.close()
    assert refusal(tmp_path / "empty.xlsx")


def test_a_file_changed_or_gone_while_it_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "leads.csv", b"Name,Phone\n" + b"Asha,98000 00001\n" * 50_000)
    source = open_source(path)
    rows = source.rows()
    next(rows)
    with path.open("ab") as file:
        file.write(b"Late,98000 00002\n")
    with pytest.raises(UserError, match="was changed while it was read"):
        list(rows)
    path.unlink()
    with pytest.raises(UserError, match="not there"):
        list(source.rows())
    book = workbook(tmp_path / "leads.xlsx")
    with open_source(book) as opened:
        book.unlink()
        assert len(list(opened.rows())) == 200  # held in memory


def test_one_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_desktop.readers.text_scan.MAX_LINE", 1 << 20)
    assert "only a program can read" in refusal(put(tmp_path, "line.csv", b"abc," * (1 << 20)))


def test_a_json_file(tmp_path: Path) -> None:
    assert "JSON" in refusal(put(tmp_path, "leads.json", b'[{"name": "Asha"}]'))
