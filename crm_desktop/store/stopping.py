"""Breaking off a question that takes long: the engine is told to, whatever it is about.

What is worked out of its rows asks `Work.is_stopped` now and then (`go_on`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from crm_desktop.errors import Cancelled
from crm_desktop.store.unit_of_work import Work

LOOKS_EVERY_S = 0.1


def go_on(work: Work) -> None:
    """Raise Cancelled once whoever waits for this asked to stop; for loops over many rows."""
    if work.is_stopped is not None and work.is_stopped():
        raise Cancelled


@contextmanager
def stoppable(work: Work, is_stopped: Callable[[], bool]) -> Iterator[None]:
    """While this goes on, the work's statements are broken off once `is_stopped` says so; raises Cancelled.

    `is_stopped` is asked on a thread of its own, ten times a second.
    """
    driver: Any = work.connection.connection.driver_connection
    over = threading.Event()

    def watch() -> None:
        while not over.wait(LOOKS_EVERY_S):
            if is_stopped():
                with suppress(Exception):  # it may have ended this moment; asked again while it goes on
                    driver.interrupt() if work.is_sqlite else driver.cancel_safe(timeout=2)

    work.is_stopped = is_stopped
    watching = threading.Thread(target=watch, name="stopping", daemon=True)
    watching.start()
    try:
        yield
    except Exception:
        if is_stopped():
            raise Cancelled from None
        raise
    finally:
        over.set()
        watching.join()
    if is_stopped():
        raise Cancelled
