"""What is got ready ahead: in order, no further than asked, and gone when nobody wants it any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from crm_desktop.errors import Cancelled
from crm_desktop.services.imports.ahead import ahead, side_by_side


def _nothing() -> None:
    return None


def _takers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "import ahead"]


def test_items_come_in_their_order_and_the_thread_ends() -> None:
    with closing(ahead(iter(range(50)), 3, _nothing)) as items:
        assert list(items) == list(range(50))
    assert _takers() == []


def test_no_more_is_taken_than_there_is_room_for() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    with closing(ahead(items(), 3, _nothing)) as ready:
        assert next(ready) == 0
        for _ in range(20):
            time.sleep(0.005)
        assert len(taken) <= 1 + 3 + 1
    assert _takers() == []


def test_an_error_is_told_after_what_came_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("broken")

    with closing(ahead(items(), 3, _nothing)) as ready:
        assert next(ready) == 1
        with pytest.raises(KeyError, match="broken"):
            next(ready)
    assert _takers() == []


def test_waiting_ends_when_the_check_says_so() -> None:
    goes_on = threading.Event()

    def items() -> Iterator[int]:
        goes_on.wait(30)
        yield 1

    def check() -> None:
        goes_on.set()
        raise Cancelled

    with closing(ahead(items(), 3, check)) as ready, pytest.raises(Cancelled):
        next(ready)
    assert _takers() == []


def test_two_are_worked_on_at_once_and_told_in_their_order() -> None:
    both = threading.Barrier(2)

    def work(number: int) -> None:
        if number < 2:
            both.wait(30)  # breaks where one would have to wait for the other

    with closing(side_by_side(iter(range(7)), work, 2)) as done:
        assert list(done) == list(range(7))


def test_what_was_begun_is_finished_when_one_of_two_fails() -> None:
    finished: list[int] = []
    both, failed = threading.Barrier(2), threading.Event()

    def work(number: int) -> None:
        both.wait(30)
        if number == 0:
            failed.set()
            raise KeyError("broken")
        failed.wait(30)
        finished.append(number)

    with (
        closing(side_by_side(iter(range(9)), work, 2)) as done,
        pytest.raises(KeyError, match="broken"),
    ):
        next(done)
    assert finished == [1]
    assert not [each for each in threading.enumerate() if each.name.startswith("import beside")]
