"""Getting ready what comes next while a server works on what it has, and giving it two things at once."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_WAIT_S = 0.2


def ahead(items: Iterator[_Item], room: int, check: Callable[[], None]) -> Generator[_Item, None, None]:
    """The items, taken in a thread of their own, at most `room` before they are wanted.

    `check` is called while one is waited for, and may raise. What taking one raises is raised here. Close it
    (`contextlib.closing`) when the rest isn't wanted: the thread is gone afterwards.
    """
    ready: queue.Queue[tuple[bool, _Item | BaseException | None]] = queue.Queue(room)
    stopped = threading.Event()

    def hand_over(has_item: bool, item: _Item | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                return ready.put((has_item, item), timeout=_WAIT_S)
            except queue.Full:
                continue

    def take() -> None:
        try:
            for item in items:
                hand_over(True, item)
                if stopped.is_set():
                    return
            hand_over(False, None)
        except BaseException as error:  # told to whoever waits for the items
            hand_over(False, error)

    taker = threading.Thread(target=take, name="import ahead", daemon=True)
    taker.start()
    try:
        while True:
            try:
                has_item, item = ready.get(timeout=_WAIT_S)
            except queue.Empty:
                check()
                continue
            if has_item:
                yield item  # type: ignore[misc]
            elif item is None:
                return
            else:
                raise item  # type: ignore[misc]
    finally:
        stopped.set()
        taker.join()


def side_by_side(
    items: Iterable[_Item], work: Callable[[_Item], None], at_once: int
) -> Generator[_Item, None, None]:
    """The items in their order, each once `work` is done with it, in threads: `at_once` of them at a time.

    What `work` raises is raised here. Close it (`contextlib.closing`) when the rest isn't wanted: what was
    begun is finished afterwards, and nothing else is begun.
    """
    under_way: deque[tuple[Future[None], _Item]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="import beside") as threads:
        try:
            for item in items:
                under_way.append((threads.submit(work, item), item))
                while len(under_way) >= at_once:
                    future, done = under_way.popleft()
                    future.result()
                    yield done
            while under_way:
                future, done = under_way.popleft()
                future.result()
                yield done
        finally:
            threads.shutdown(cancel_futures=True)
