"""Writers of one program: first come, first served, and nobody waits for ever."""

from __future__ import annotations

import threading

import pytest

from crm_desktop.errors import StoreBusy
from crm_desktop.store.turns import Turns


def test_whoever_asked_first_is_next() -> None:
    turns, order = Turns(), list[int]()
    waiting: list[threading.Thread] = []

    def write(number: int) -> None:
        with turns.one(5):
            order.append(number)

    with turns.one(5):
        for number in range(5):
            thread = threading.Thread(target=write, args=(number,))
            thread.start()
            waiting.append(thread)
            while len(turns._waiting) <= number:
                threading.Event().wait(0.001)
    for thread in waiting:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_too_long_a_wait_is_told_and_leaves_the_queue() -> None:
    turns = Turns()
    with turns.one(1), pytest.raises(StoreBusy), turns.one(0.01):
        pass
    with turns.one(0.01):  # free again, also after an error
        pass
    with pytest.raises(ZeroDivisionError), turns.one(0.01):
        _ = 1 / 0
    with turns.one(0.01):
        pass
