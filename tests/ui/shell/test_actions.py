"""The catalogue of acts: keys, states, clashes, and finding acts by typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.shell.actions import Act, Catalogue, KeyClash
from crm_desktop.ui.shell.finding import find_acts, score


def nothing() -> None:
    """An act without effect."""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(200, 100)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.fixture
def acts(window: QWidget) -> Catalogue:
    return Catalogue(window)


def test_a_key_does_its_act_once(acts: Catalogue, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    acts.add(Act("calling.next", "Next", lambda: done.append("next"), ("Ctrl+Return",), "calling"))
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == []  # another page is in view
    acts.enter("calling")
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["next"]


def test_single_keys_leave_a_text_field_alone(acts: Catalogue, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    acts.add(Act("calling.skip", "Skip", lambda: done.append("skip"), ("S",)))
    field = QLineEdit(window)
    QVBoxLayout(window).addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_S)
    assert (field.text().lower(), done) == ("s", [])
    field.clearFocus()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert done == ["skip"]


def test_states_wake_and_put_keys_to_sleep(acts: Catalogue, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    acts.add(Act("c.dial", "Dial", lambda: done.append("dial"), ("1",), "c", states=frozenset({"preview"})))
    acts.add(Act("c.first", "First", lambda: done.append("first"), ("1",), "c", states=frozenset({"after"})))
    acts.enter("c")
    for state in ("preview", "after", "call"):
        acts.set_state("c", state)
        qtbot.keyClick(window, Qt.Key.Key_1)
    assert done == ["dial", "first"]
    assert [act.id for act in acts.usable_acts()] == []
    acts.set_state("c", "after")
    assert [act.id for act in acts.usable_acts()] == ["c.first"]


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        (("a", "S", ()), ("a", "S", ()), True),
        (("a", "S", ()), ("b", "S", ()), False),
        (("global", "S", ()), ("b", "S", ()), True),
        (("a", "S", ("x",)), ("a", "S", ("y",)), False),
        (("a", "S", ("x", "y")), ("a", "S", ("y",)), True),
        (("a", "S", ("x",)), ("a", "S", ()), True),
        (("a", "Ctrl+Return", ()), ("a", "ctrl+return", ()), True),
        (("a", "S", ()), ("a", "Ctrl+S", ()), False),
    ],
)
def test_no_two_acts_awake_together_share_a_key(
    acts: Catalogue,
    one: tuple[str, str, tuple[str, ...]],
    other: tuple[str, str, tuple[str, ...]],
    clashes: bool,
) -> None:
    acts.add(Act("one", "One", nothing, (one[1],), one[0], states=frozenset(one[2])))
    new = Act("other", "Other", nothing, (other[1],), other[0], states=frozenset(other[2]))
    if clashes:
        with pytest.raises(KeyClash, match="one"):
            acts.add(new)
        assert [act.id for act in acts.acts()] == ["one"]
    else:
        acts.add(new)


def test_a_passing_act_gives_its_key_up(acts: Catalogue) -> None:
    acts.add(Act("notice.x", "Call now", nothing, ("F2",), yields=True))
    acts.add(Act("leads.edit", "Edit", nothing, ("F2",), "leads"))
    assert [act.id for act in acts.acts()] == ["leads.edit"]


def test_off_and_suspended_acts_do_nothing(acts: Catalogue, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    is_on = [False]
    acts.add(Act("x", "X", lambda: done.append("x"), ("X",), enabled=lambda: is_on[0]))
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert not acts.trigger("x")
    is_on[0] = True
    acts.suspend(True)
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert done == []
    acts.suspend(False)
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert done == ["x"]


def test_removed_acts_leave_their_keys(acts: Catalogue, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    acts.add(Act("a.x", "X", lambda: done.append("x"), ("X",), "a"))
    acts.enter("a")
    acts.remove_context("a")
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert done == []
    assert acts.acts() == []
    assert not acts.trigger("a.x")


def test_keys_are_written_as_on_the_cap() -> None:
    assert Act("a", "A", nothing, ("Ctrl+Return",)).key_text() == "Ctrl Enter"
    assert Act("a", "A", nothing).key_text() == ""


# ---- finding ----------------------------------------------------------------------------------------

TITLES = ["New lead", "Next lead", "Call later", "Switch person", "Skip", "Import leads", "Smaller"]


def found(query: str) -> list[str]:
    return [act.title for act in find_acts(query, [Act(t, t, nothing) for t in TITLES])]


def test_acts_are_found_by_a_few_letters() -> None:
    assert found("ne")[:2] == ["New lead", "Next lead"]
    assert found("nl") == ["New lead", "Next lead"]
    assert found("newl") == ["New lead"]
    assert found("swper") == ["Switch person"]
    assert found("LEAD")[0] in {"New lead", "Next lead"}
    assert set(found("lead")) == {"New lead", "Next lead", "Import leads"}
    assert found("me") == []
    assert found("zz") == []
    assert found("") == TITLES


def test_accents_do_not_matter() -> None:
    assert score("resume", "Résumé") is not None
    assert score("शाम", "शाम को") is not None


def test_hidden_acts_are_not_found_and_groups_help() -> None:
    hidden = Act("a", "Skip", nothing, in_palette=False)
    grouped = Act("b", "Dark", nothing, group="Theme")
    assert find_acts("skip", [hidden]) == []
    assert find_acts("theme", [grouped]) == [grouped]


@given(st.text(max_size=12), st.text(max_size=30))
def test_a_text_always_finds_itself_and_its_parts(part: str, rest: str) -> None:
    wanted = "".join(part.split())
    if wanted:
        assert score(wanted, wanted + rest) is not None
