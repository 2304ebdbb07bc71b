"""The interpreter's turns and collections: set for the window, and set back."""

from __future__ import annotations

import gc
import sys

from crm_desktop.ui.ops import calm


def test_turns_are_short_while_the_program_runs_and_as_before_afterwards() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    calm.begin()
    calm.begin()
    assert sys.getswitchinterval() < before[0]
    assert gc.get_threshold() != before[1]
    calm.end()
    calm.end()
    assert (sys.getswitchinterval(), gc.get_threshold()) == before


def test_what_has_settled_is_left_out_until_it_is_let_go() -> None:
    calm.begin()
    try:
        calm.settle()
        assert gc.get_freeze_count() > 0
        calm.let_go()
        assert gc.get_freeze_count() == 0
    finally:
        calm.end()


def test_nothing_is_frozen_outside_the_program() -> None:
    calm.settle()
    assert gc.get_freeze_count() == 0
