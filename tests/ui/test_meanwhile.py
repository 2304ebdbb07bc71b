"""What two people typed into the same form: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.ui.meanwhile import laid_together, words_of

FIELDS = ("name", "price", "note")
values = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in FIELDS})


@given(values, values, values)
def test_each_field_is_whoevers_it_was(
    before: dict[str, str], mine: dict[str, str], now: dict[str, str]
) -> None:
    found = laid_together(before, mine, now)
    for name in FIELDS:
        typed, theirs = mine[name] != before[name], now[name] != before[name]
        assert found.values[name] == (mine[name] if typed else now[name])
        assert (name in found.both) == (typed and theirs and mine[name] != now[name])
        assert (name in found.taken) == (theirs and not typed)
    told = words_of(found, {name: name for name in FIELDS}, now)
    assert all(name in told for name in (*found.taken, *found.both))


def test_theirs_is_told_short() -> None:
    both = laid_together({"note": "x"}, {"note": "mine"}, {"note": "y" * 900})
    told = words_of(both, {"note": "Note"}, {"note": "y" * 900})
    assert len(told) < 450
    assert "…”" in told
