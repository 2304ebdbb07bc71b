"""Reports on paper: no word and no figure broken, whatever the names."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from crm_desktop.ui.paper import BODY_PT, paper_font
from crm_desktop.ui.reports.paper import LEAST_PT, PAD_PT, fit

WORDS = ("Calls", "Conversations", "Follow-ups missed", "₹2,04,000", "2\u00a0h\u00a020\u00a0min",
         "not measured", "Thiruvengadam Venkatasubramaniam", "कविता मिश्रा", "–", "")  # fmt: skip
LANDSCAPE_PT, PORTRAIT_PT = 762.0, 516.0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    lines=st.integers(2, 18).flatmap(
        lambda count: st.lists(
            st.lists(st.sampled_from(WORDS), min_size=count, max_size=count), min_size=1, max_size=6
        )
    ),
    room=st.sampled_from((LANDSCAPE_PT, PORTRAIT_PT)),
)
def test_each_column_holds_its_longest_word(qapp: object, lines: list[list[str]], room: float) -> None:
    points, widths = fit(lines, room)
    assert LEAST_PT <= points <= BODY_PT
    assert sum(widths) == pytest.approx(100)
    if points == LEAST_PT:
        return  # as small as can be read: wide words may break then
    font = paper_font(points)
    font.setPixelSize(100)
    font.setBold(True)
    metrics = QFontMetricsF(font)
    for column, share in zip(zip(*lines, strict=True), widths, strict=True):
        longest = max(
            metrics.horizontalAdvance(word) / 100 * points for cell in column for word in cell.split(" ")
        )
        assert share / 100 * room >= longest + 2 * PAD_PT - 0.01


def test_letters_stay_large_where_there_is_room(qapp: object) -> None:
    points, widths = fit([["Person", "Sales"], ["Thiruvengadam Venkatasubramaniam", "1"]], LANDSCAPE_PT)
    assert points == BODY_PT
    assert widths[0] > widths[1]
