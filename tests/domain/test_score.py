"""A lead's score: what people type, and what brought files call it."""

from __future__ import annotations

import pytest

from crm_desktop.domain.import_columns import header_target
from crm_desktop.domain.score import check_score, guess_score
from crm_desktop.errors import UserError


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("85", 85), ("85.5", 86), ("८५", 85), ("85%", 85), ("85 %", 85), ("4/5", 80), ("8 out of 10", 80),
        ("Hot", 90), ("  HOT lead", 90), ("Warm", 60), ("cold", 20), ("हॉट", 90), ("★★★★☆", 80), ("0", 0),
        ("100", 100), ("101", None), ("-5", None), ("6/5", None), ("1/0", None), ("maybe", None), ("", None),
        ("★★★★★★", None), ("12345", None),
    ],
)  # fmt: skip
def test_what_a_cell_says(cell: str, score: int | None) -> None:
    assert guess_score(cell) == score


def test_what_is_typed() -> None:
    assert [check_score(typed) for typed in ("", " ", "0", "7", "100", "९०")] == [0, 0, 0, 7, 100, 90]
    for bad in ("101", "-1", "+5", "1.5", "hot", "1e2", "99999999999999999999"):
        with pytest.raises(UserError, match="whole number"):
            check_score(bad)


def test_headings() -> None:
    for heading in ("Score", "Lead Score", "LeadScore", "Rating", "स्कोर"):
        found = header_target(heading)
        assert found is not None
        assert found.target == "score"
