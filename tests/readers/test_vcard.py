"""Address books: 2.1, 3.0 and 4.0 as phones write them; vobject is the yardstick where it can read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.errors import UserError
from crm_desktop.readers import Kind, open_source
from crm_desktop.readers.vcard_lines import logical_lines, parse_property, split_value

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E0=A4=AA=E0=A4=BE=E0=A4=9F=E0=A5=80=E0=A4=B2;=E0=A4=86=E0=A4=
=B6=E0=A4=BE;;;
TEL;CELL;PREF:+91 98000 00001
TEL;HOME:022-2345 6789
TEL;WORK;FAX:022-2345 6780
NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 QICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCg

BDAY:19800321
END:VCARD
"""
THREE = """begin:vcard
VERSION:3.0
FN:Ravi Kumar\\, MBA
N:Kumar;Ravi;;Dr.;
ORG:Shakti\\; Traders;Sales
EMAIL;TYPE=INTERNET,WORK:ravi@example.com
item1.TEL:+919800000002
item1.X-ABLabel:_$!<Shop>!$_
TEL;TYPE=CELL:+91 98000
  00003
ADR;TYPE=HOME:;Flat 3;12 MG Road;Pune;MH;411001;India
CATEGORIES:VIP,Diwali
NOTE:one\\ntwo
X-SOCIALPROFILE;x="a:b";TYPE=x:ignored
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Meera
TEL;VALUE=uri;TYPE="voice,cell":tel:+91-98000-00004;ext=12
BDAY:1990-02-03
GENDER:F
LANG:hi
EMAIL:meera@example.com
EMAIL:meera2@example.com
"""


def book(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "contacts.vcf"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_all_versions_become_rows(tmp_path: Path, encoding: str) -> None:
    source = open_source(book(tmp_path, OLD + THREE, encoding))
    assert source.kind is Kind.VCARD
    table = source.table()
    rows = [dict(zip(table.header, cells, strict=True)) for _, cells in source.rows()]
    assert [number for number, _ in source.rows()] == [1, 2, 3]
    assert table.row_count == 3

    asha, ravi, meera = rows
    assert asha["Name"] == "आशा पाटील"
    assert asha["Phone 1 - Label"] == "Mobile"
    assert [asha[f"Phone {n} - Value"] for n in (1, 2)] == ["+91 98000 00001", "022-2345 6789"]
    assert asha["Fax"] == "022-2345 6780"
    assert asha["Notes"] == "first\nsecond"
    assert asha["Birthday"] == "1980-03-21"

    assert ravi["Name"] == "Ravi Kumar, MBA"
    assert ravi["Organization Name"] == "Shakti; Traders · Sales"
    assert (ravi["Phone 1 - Label"], ravi["Phone 1 - Value"]) == ("Shop", "+919800000002")
    assert ravi["Phone 2 - Value"] == "+91 98000 00003"
    assert ravi["Address 1 - Street"] == "Flat 3\n12 MG Road"
    assert ravi["Address 1 - Postal Code"] == "411001"
    assert ravi["Labels"] == "VIP ::: Diwali"
    assert ravi["Notes"] == "one\ntwo"

    assert meera["Phone 1 - Value"] == "+91-98000-00004 ext. 12"
    assert meera["E-mail 2 - Value"] == "meera2@example.com"
    assert (meera["Gender"], meera["Language"], meera["Birthday"]) == ("F", "hi", "1990-02-03")


def test_many_phones_share_the_last_column(tmp_path: Path) -> None:
    phones = "".join(f"TEL:+9198000000{n:02}\n" for n in range(15))
    source = open_source(book(tmp_path, f"BEGIN:VCARD\nFN:A\n{phones}END:VCARD\n"))
    cells = dict(zip(source.table().header, next(source.rows())[1], strict=True))
    assert cells["Phone 12 - Value"].split(" ::: ")[-1] == "+919800000014"


def test_a_card_inside_a_card_is_left_out_and_a_missing_end_forgiven(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    text += "BEGIN:VCARD\nFN:B\nBEGIN:VCARD\nFN:C\n"
    source = open_source(book(tmp_path, text))
    assert [cells[0] for _, cells in source.rows()] == ["A", "B", "C"]


def test_a_file_without_a_card_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no contact"):
        open_source(book(tmp_path, "BEGIN:VCARD\nEND:VCARD\n"))


def test_hostile_lines_take_no_time() -> None:
    started = time.perf_counter()
    for line in (
        "TEL;A=" + ",b" * 20_000,
        "N:" + ";" * 50_000,
        "NOTE:" + "\\" * 50_001,
        ';"' * 20_000 + ":x",
    ):
        item = parse_property(line)
        if item:
            split_value(item.value)
    assert time.perf_counter() - started < 2  # a backtracking expression would take years


_WORDS = st.text(
    st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\x85\u2028\u2029"),
    min_size=1,
    max_size=20,
)


@given(
    _WORDS,
    _WORDS,
    st.lists(
        st.from_regex(r"\+9198000\d{5}", fullmatch=True, alphabet=st.characters(codec="ascii")), max_size=3
    ),
)
def test_what_vobject_writes_is_read_as_it_reads_it(given_name: str, note: str, phones: list[str]) -> None:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family="Patil", given=given_name)
    card.add("fn").value = given_name
    card.add("note").value = note
    for phone in phones:
        card.add("tel").value = phone
    text = card.serialize()
    theirs = vobject.readOne(text)
    ours = [item for line in logical_lines(text.splitlines()) if (item := parse_property(line))]
    values = {item.name: split_value(item.value, "\0")[0] for item in ours}
    assert values["NOTE"] == theirs.note.value.strip()
    assert values["FN"] == theirs.fn.value.strip()
    assert [item.value for item in ours if item.name == "TEL"] == [
        tel.value for tel in theirs.contents.get("tel", [])
    ]
