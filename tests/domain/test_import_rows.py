"""Rows understood: what becomes a lead, what is refused and why; nothing is dropped in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain import import_reasons as why
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.import_rows import ParsedRow, RowContext, row_parser, row_to_lead
from crm_desktop.domain.phone import Phone, PhoneFault, parse_phones

CONTEXT = RowContext(date(2026, 11, 20), {"p1": ["Pooja Sharma"], "r1": ["Ravi Kumar"], "r2": ["Ravi Shah"]})


def parsed(
    row: dict[str, tuple[str, str]], values: dict[str, dict[str, str]] | None = None, **context: object
) -> ParsedRow:
    """A row given as heading → (target, cell); a target may carry a label: "phone:Home"."""
    rules = tuple(
        ColumnRule(h, *(t.split(":", 1) if t.startswith("phone:") else [t])) for h, (t, _) in row.items()
    )
    return row_to_lead(Mapping(rules, values or {}), [cell for _, cell in row.values()], CONTEXT)


def numbers(row: ParsedRow) -> list[str]:
    return [brought.phone.e164 for brought in row.phones]


def test_results_and_statuses_in_one_column() -> None:
    """Each cell is what it is, unless the other has a column of its own; a chosen meaning goes first."""
    assert parsed({"N": ("name", "A"), "M": ("phone", "9800000001"), "S": ("status", "RNR")}).fields == {
        "result": "NO_ANSWER"
    }
    assert parsed({"N": ("name", "A"), "M": ("phone", "9800000001"), "R": ("result", "Fresh")}).fields == {
        "status": "new"
    }
    both = {"N": ("name", "A"), "M": ("phone", "9800000001"), "S": ("status", "RNR"), "R": ("result", "Busy")}
    row = parsed(both)
    assert row.fields == {"result": "BUSY"}
    assert row.note == "S: RNR"
    chosen = parsed(
        {"N": ("name", "A"), "M": ("phone", "9800000001"), "S": ("status", "RNR")},
        {"status": {"rnr": "open"}},
    )
    assert chosen.fields == {"status": "open"}


def test_a_whole_row() -> None:
    row = parsed(
        {
            "First": ("first_name", " Asha "),
            "Last": ("last_name", "Patil\n"),
            "Firm": ("company", "Shakti  Traders"),
            "Mob": ("phone:Mobile", "098000-00001"),
            "Home": ("phone:Home", "98000 00002 / 98000 00003"),
            "Mail": ("email", "Asha@Example.com; b@example.com"),
            "Street": ("address", "12 MG Road"),
            "Area": ("address", "Camp"),
            "City": ("city", "Pune"),
            "Lang": ("language", "हिंदी"),
            "Who": ("owner", "Pooja"),
            "Last call": ("result", "RNR 2"),
            "Stage": ("status", "Fresh"),
            "Next": ("next_call_date", "25/11/2026"),
            "At": ("next_call_time", "4:30 pm"),
            "Tags": ("tags", "* myContacts ::: VIP, Diwali"),
            "Sex": ("gender", "F"),
            "DOB": ("birthday", "31-01-65"),
            "Policy": ("custom:policy", "LIC 12"),
            "Remarks": ("note", "likes tea"),
            "Made": ("created_at", "15 Apr, 2021 00:03:00"),
        }
    )
    assert row.refused is None
    assert row.problems == []
    assert (row.name, row.company, row.note) == ("Asha Patil", "Shakti Traders", "likes tea")
    assert numbers(row) == ["+919800000001", "+919800000002", "+919800000003"]
    assert [brought.label for brought in row.phones] == ["Mobile", "Home", "Home"]
    assert row.phones[0].raw == "098000-00001"
    assert row.emails == ("asha@example.com", "b@example.com")
    assert row.tags == ("VIP", "Diwali")
    assert row.fields == {
        "address": "12 MG Road, Camp",
        "city": "Pune",
        "language": "hi",
        "owner": "p1",
        "result": "NO_ANSWER",
        "status": "new",
        "next_call_at": datetime(2026, 11, 25, 16, 30),
        "gender": "female",
        "birthday": date(1965, 1, 31),
        "custom:policy": "LIC 12",
        "created_at": datetime(2021, 4, 15, 0, 3),
    }


@pytest.mark.parametrize(
    ("phone", "fault"),
    [
        ("12345", PhoneFault.DUMMY),
        ("98000", PhoneFault.TOO_SHORT),
        ("9999999999", PhoneFault.DUMMY),
        ("9.80E+09", PhoneFault.LOST_DIGITS),
        ("ask his wife", PhoneFault.NOT_A_NUMBER),
        ("55555 51111", PhoneFault.NOT_VALID),
    ],
)
def test_a_bad_phone_refuses_a_row_that_says_nothing_else(phone: str, fault: PhoneFault) -> None:
    row = parsed({"Name": ("name", "Asha"), "Mob": ("phone", phone), "City": ("city", "Pune")})
    assert row.refused == why.REFUSALS[fault]
    assert row.problems == [("Mob", phone, why.PHONE_REASONS[fault])]


def test_name_and_email_are_another_way_to_know_the_person() -> None:
    row = parsed(
        {"Name": ("name", "Asha"), "Mob": ("phone", "9999999999"), "Mail": ("email", "a@example.com")}
    )
    assert row.refused is None
    assert row.phones == ()
    assert row.problems == [("Mob", "9999999999", why.PHONE_REASONS[PhoneFault.DUMMY])]


def test_a_second_valid_phone_is_another_way() -> None:
    row = parsed({"Mob": ("phone", "9999999999"), "Alt": ("phone", "98000 00002")})
    assert row.refused is None
    assert numbers(row) == ["+919800000002"]
    assert len(row.problems) == 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Name": ("name", "Asha"), "Mob": ("phone", "")}, why.NO_WAY),
        ({"Mail": ("email", "a@example.com"), "Mob": ("phone", "NA")}, why.NO_WAY),
        ({"Name": ("name", "Asha"), "Mail": ("email", "a at example")}, why.NO_WAY),
        ({"Name": ("name", " "), "Mob": ("phone", "-"), "X": ("ignore", "x")}, why.NOTHING_USED),
    ],
)
def test_rows_without_any_way_are_refused(cells: dict[str, tuple[str, str]], reason: str) -> None:
    assert parsed(cells).refused == reason


@pytest.mark.parametrize(
    "cell",
    [
        "9820012345.0",
        "+91 98200 12345",
        "098200-12345",
        "९८२००१२३४५",
        "98200\u00a012345",
        "p:+919820012345",
        "9820012345,9820012345",
        "Mob: 9820012345",
    ],
)
def test_phones_as_seen_in_the_wild(cell: str) -> None:
    row = parsed({"Mob": ("phone", cell)})
    assert numbers(row) == ["+919820012345"]
    assert row.problems == []


def test_labels_come_from_the_column_beside() -> None:
    row = parsed(
        {
            "L1": ("phone_label", "* Work ::: Home"),
            "P1": ("phone", "98000 00001"),
            "L2": ("phone_label", ""),
            "P2": ("phone", "98000 00002"),
        }
    )
    assert [brought.label for brought in row.phones] == ["Work", ""]


def test_vicidials_further_numbers() -> None:
    row = parsed({"Alt": ("phone", "9800000001_91_home!9800000002_91_")})
    assert [(brought.phone.e164, brought.label) for brought in row.phones] == [
        ("+919800000001", "home"),
        ("+919800000002", ""),
    ]


def test_what_is_not_understood_is_listed_and_kept() -> None:
    row = parsed(
        {
            "Mob": ("phone", "98000 00001"),
            "Mail": ("email", "nobody"),
            "Next": ("next_call_date", "soon"),
            "Who": ("owner", "Sunil"),
            "Again": ("owner", "Ravi"),
            "Outcome": ("result", "blue moon"),
            "Stage": ("status", "limbo"),
            "Lang": ("language", "Klingon"),
        }
    )
    assert row.refused is None
    assert {problem.column: problem.reason for problem in row.problems} == {
        "Mail": why.BAD_EMAIL,
        "Next": why.BAD_DATE,
        "Who": why.UNKNOWN_PERSON,
        "Again": why.SEVERAL_PEOPLE,
        "Outcome": why.UNKNOWN_RESULT,
        "Stage": why.UNKNOWN_STATUS,
        "Lang": why.UNKNOWN_LANGUAGE,
    }
    assert row.note == "Outcome: blue moon\nStage: limbo\nLang: Klingon"
    assert row.fields == {}


def test_the_persons_own_meanings_go_before_the_guess() -> None:
    cells = {
        "Mob": ("phone", "98000 00001"),
        "Outcome": ("result", "R.N.R"),
        "Who": ("owner", "Ravi"),
        "Src": ("source", "FB"),
    }
    row = parsed(cells, {"result": {"r n r": "BUSY"}, "owner": {"ravi": "r2"}, "source": {"fb": "Facebook"}})
    assert row.fields == {"result": "BUSY", "owner": "r2", "source": "Facebook"}
    row = parsed(cells, {"result": {"r n r": ""}, "owner": {"ravi": ""}})
    assert row.fields == {"source": "FB"}
    assert row.problems == []


def test_several_notes_name_their_columns_and_single_values_take_the_first_filled() -> None:
    row = parsed(
        {
            "Mob": ("phone", "98000 00001"),
            "R1": ("note", "tea"),
            "R2": ("note", "N/A"),
            "R3": ("note", "milk"),
            "City": ("city", ""),
            "Town": ("city", "Pune"),
            "Place": ("city", "Delhi"),
        }
    )
    assert row.note == "R1: tea\nR3: milk"
    assert row.fields == {"city": "Pune"}


def test_extra_cells_and_short_rows() -> None:
    mapping = Mapping((ColumnRule("Mob", "phone"), ColumnRule("City", "city")))
    row = row_to_lead(mapping, ["98000 00001", "Pune", "", "Extra", "x"], CONTEXT)
    assert row.problems == [("", "Extra | x", why.EXTRA_CELLS)]
    assert row_to_lead(mapping, ["98000 00001"], CONTEXT).refused is None


def test_endless_texts_are_cut_and_listed() -> None:
    row = parsed(
        {
            "Mob": ("phone", "98000 00001"),
            "Name": ("name", "A" * 10_000),
            "City": ("city", "B" * 10_000),
            "Note": ("note", "C" * 10_000),
        }
    )
    assert (len(row.name), len(row.fields["city"]), len(row.note)) == (500, 500, 10_000)
    assert [problem.reason for problem in row.problems] == [why.TOO_LONG] * 2


def test_zoned_moments_become_utc() -> None:
    row = parsed(
        {"Mob": ("phone", "98000 00001"), "created_time": ("created_at", "2026-11-20T10:22:33+05:30")}
    )
    assert row.fields["created_at"] == datetime(2026, 11, 20, 4, 52, 33, tzinfo=UTC)


def test_other_countries() -> None:
    mapping = Mapping((ColumnRule("Phone", "phone"),), country="US")
    assert numbers(row_to_lead(mapping, ["(415) 555-2671 x12"], CONTEXT)) == ["+14155552671"]


_CELLS = st.text(max_size=40) | st.sampled_from(
    ["98000 00001", "a@example.com", "RNR", "25/11/2026", "NA", "9999999999", "Pooja"]
)
_TARGETS = st.sampled_from(
    [
        "name",
        "phone",
        "email",
        "note",
        "result",
        "owner",
        "next_call_date",
        "next_call_time",
        "tags",
        "city",
        "custom:x",
        "birthday",
        "language",
        "phone_label",
        "ignore",
        "address",
        "created_at",
    ]
)


@given(st.lists(st.tuples(_TARGETS, _CELLS), min_size=1, max_size=8))
def test_every_row_is_either_known_by_something_or_refused(columns: list[tuple[str, str]]) -> None:
    mapping = Mapping(tuple(ColumnRule(f"C{n}", target) for n, (target, _) in enumerate(columns)))
    parse = row_parser(mapping, CONTEXT)
    cells = [cell for _, cell in columns]
    row = parse(cells)
    assert row == parse(cells)
    knows = bool(row.phones) or bool(row.emails and (row.name or row.company))
    assert (row.refused is None) == knows
    e164s = numbers(row)
    assert len(set(e164s)) == len(e164s)
    listed = {problem.raw for problem in row.problems}
    for target, cell in columns:
        if (
            target == "email"
            and "@" not in cell
            and cell.strip()
            and cell.strip().lower() not in ("na", "n/a", "-", ".", "--")
        ):
            assert cell.strip() in listed


@given(
    st.from_regex(
        r"(\+|00|0|91)?[6-9 ]?[0-9 \-./,]{6,26}(x\d{1,3})?",
        fullmatch=True,
        alphabet=st.characters(codec="ascii"),
    )
)
def test_the_short_way_for_phones_finds_what_the_long_way_finds(cell: str) -> None:
    row = parsed({"Mob": ("phone", cell)})
    found = [phone.e164 for phone in parse_phones(cell.strip(), "IN") if isinstance(phone, Phone)]
    assert numbers(row) == list(dict.fromkeys(found))
