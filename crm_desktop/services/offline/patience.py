"""How long a person waits for the server: what takes longer is given up and left to the outbox."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import Connection

from crm_desktop.errors import StoreProblem
from crm_desktop.store.errors import ServerGone
from crm_desktop.store.hanging_up import hang_up

T = TypeVar("T")

PATIENCE_S = 3.0


class ServerSlow(ServerGone):
    """The server is there, but too slow to be waited for."""

    def __init__(self) -> None:
        StoreProblem.__init__(self, "The server answers slowly; they are sent behind you.")


class Attempt:
    """One try on the server. Given up, its connection is cut: what it did then counts whole or not at all,
    and the act that lies in the outbox is sent again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_over = self._is_decided = False
        self._driver: Any = None

    @contextmanager
    def watching(self) -> Iterator[Callable[[Connection], None]]:
        """Around one transaction, its end included; what it gives is told the transaction's connection."""

        def uses(connection: Connection) -> None:
            with self._guard:
                if self._is_over:
                    raise ServerGone
                self._driver = connection.connection.dbapi_connection

        try:
            yield uses
        finally:
            with self._guard:
                self._driver = None

    def decide(self) -> bool:
        """Something final is to be done here with what the server said; False once nobody waits any more."""
        with self._guard:
            self._is_decided = not self._is_over
            return self._is_decided

    def give_up(self) -> bool:
        """Nobody waits any more; False where it has been decided and ends this moment."""
        with self._guard:
            if self._is_decided:
                return False
            self._is_over = True
            if self._driver is not None:
                hang_up(self._driver)
            return True


_attempt: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


def attempted() -> Attempt | None:
    """The try that is made in this thread, None where nobody would give it up."""
    return _attempt.get()


def decided() -> bool:
    """Whether somebody still waits for what is done in this thread; they do until it has ended."""
    attempt = _attempt.get()
    return attempt is None or attempt.decide()


def patiently(work: Callable[[], T], patience_s: float | None) -> T:
    """What `work` gives, or raises; `ServerSlow` when it takes longer than a person waits. Not for the GUI
    thread. Without a patience, and within another such try, it takes as long as it takes."""
    if patience_s is None or _attempt.get() is not None:
        return work()
    attempt, done = Attempt(), threading.Event()
    given: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        _attempt.set(attempt)
        try:
            given.append(work())
        except BaseException as error:  # told in the thread that waits
            raised.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="crm-attempt", daemon=True).start()
    if not done.wait(patience_s) and attempt.give_up():
        raise ServerSlow
    done.wait()
    if raised:
        raise raised[0]
    return given[0]
