"""Mappings: saved and read back, known again by their layout, fitted to other files, refused in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.import_columns import TARGETS
from crm_desktop.domain.import_guess import guess_columns, mapping_from
from crm_desktop.domain.import_mapping import ORDERS, ColumnRule, Mapping, layout_signature
from crm_desktop.errors import UserError

MAPPING = Mapping(
    (
        ColumnRule("Name", "name"),
        ColumnRule("Mob No.", "phone", "Mobile"),
        ColumnRule("Follow up", "next_call_date", "", "mdy"),
    ),
    {"result": {"rnr": "NO_ANSWER"}, "owner": {"pooja": "p1"}},
)

_RULES = st.builds(
    ColumnRule,
    st.text(max_size=20),
    st.sampled_from([*TARGETS, "custom:policy"]),
    st.text(max_size=8),
    st.sampled_from(ORDERS),
)
_VALUES = st.dictionaries(
    st.sampled_from(["result", "owner"]),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@given(
    st.builds(
        Mapping,
        st.lists(_RULES, max_size=6).map(tuple),
        _VALUES,
        st.sampled_from(["IN", "US"]),
        st.booleans(),
    )
)
def test_a_mapping_survives_its_file(mapping: Mapping) -> None:
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_the_signature_knows_a_layout_again() -> None:
    assert layout_signature(["Name", "Mob No."]) == layout_signature([" NAME ", "mob no"])
    assert layout_signature(["Name", "Mob No."]) != layout_signature(["Mob No.", "Name"])
    assert layout_signature(["A", "B"], has_header=False) == layout_signature(["C", "D"], has_header=False)
    assert MAPPING.signature == layout_signature(["name", "Mob. No", "follow up"])


def test_a_mapping_fits_a_file_with_other_columns() -> None:
    fitted = MAPPING.for_header(["City", "MOB NO", "Name"])
    assert [(rule.header, rule.target, rule.label) for rule in fitted.columns] == [
        ("City", "ignore", ""),
        ("MOB NO", "phone", "Mobile"),
        ("Name", "name", ""),
    ]
    assert fitted.values == MAPPING.values


def test_without_header_columns_go_by_place() -> None:
    mapping = Mapping((ColumnRule("Column 1", "phone"), ColumnRule("Column 2", "name")), has_header=False)
    assert [rule.target for rule in mapping.for_header(["Column 1"]).columns] == ["phone"]
    assert [rule.target for rule in mapping.for_header(["Column 1", "Column 2", "Column 3"]).columns] == [
        "phone",
        "name",
        "ignore",
    ]


def test_changes_make_new_mappings() -> None:
    changed = MAPPING.with_target(0, "company").with_values("result", {"cb": "CALL_BACK"})
    assert changed.columns[0] == ColumnRule("Name", "company")
    assert changed.values["result"] == {"rnr": "NO_ANSWER", "cb": "CALL_BACK"}
    assert MAPPING.columns[0].target == "name"


def test_a_mapping_without_phone_and_email_says_so() -> None:
    assert MAPPING.problem is None
    assert MAPPING.with_target(1, "ignore").problem


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "not a mapping file"),
        ({"version": 2}, "newer version"),
        ({"columns": {}}, "not a mapping file"),
        ({"columns": [{"target": "name"}]}, "header"),
        ({"columns": [{"header": "A", "target": "nope"}]}, "nope"),
        ({"columns": [{"header": "A", "target": "custom:"}]}, "custom:"),
        ({"values": []}, "values"),
        ({"columns": [{"header": "A", "target": "name", "date_order": "dym"}]}, "dym"),
    ],
)
def test_broken_mapping_files_are_refused_in_words(change: dict[str, object], words: str) -> None:
    text = json.dumps({**json.loads(MAPPING.to_json()), **change})
    with pytest.raises(UserError) as caught:
        Mapping.from_json(text)
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(UserError):
        Mapping.from_json(text)


def test_guesses_become_a_mapping() -> None:
    header, rows = ["Cust Name", "Mob No.", "Follow up dt"], [["Asha", "98000 00001", "11/25/2026"]] * 5
    mapping = mapping_from(header, guess_columns(header, rows), "IN", True)
    assert mapping.columns == (
        ColumnRule("Cust Name", "name"),
        ColumnRule("Mob No.", "phone", "Mobile"),
        ColumnRule("Follow up dt", "next_call_date", "", "mdy"),
    )
