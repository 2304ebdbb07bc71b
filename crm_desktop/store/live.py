"""Hearing at once that something changed on the server: one listening connection a seat, or none.

What arrives is only a hint to look (`changes.py` says what happened, by its rights): anybody who may sign in
to the server can send one. Where nothing arrives, as through PgBouncer in transaction mode, looking every
second does it alone.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from psycopg import Error
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from crm_desktop.errors import CrmError
from crm_desktop.log import get_logger

log = get_logger(__name__)

PROBE_S = 2.0  # how long a hint of our own may take to come back
GATHER_S = 0.3  # hints that come within this are one
SIGN_OF_LIFE_S = 20.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
UNHEARD_TRIES = 3  # a server under load may be slower than a probe once
UNHEARD_PAUSE_S = 600.0  # where hints get lost on the way, it isn't asked for often
_PROBE = "probe"


class Listening:
    """Listens in a thread of its own until `stop`; connects again by itself.

    `hinted` is called in that thread when others changed something, and after each time it was cut off.
    """

    def __init__(self, engine: Engine, hinted: Callable[[], object], own_session: UUID | None) -> None:
        self._engine = engine
        self._hinted = hinted
        self._own = str(own_session)
        self._is_live = threading.Event()
        self._stopped = threading.Event()
        self._sleeper, self._waker = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="crm-live", daemon=True)

    @property
    def is_live(self) -> bool:
        """Whether hints arrive at present; if not, somebody should look every second."""
        return self._is_live.is_set()

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self, wait_s: float = 0.0) -> None:
        """End, and let the connection go; harmless when repeated."""
        if not self._stopped.is_set():
            self._stopped.set()
            with contextlib.suppress(OSError):  # it may be on its way out already
                self._waker.send(b"x")
        if wait_s:
            self._thread.join(wait_s)

    def _run(self) -> None:
        pause, unheard = FIRST_PAUSE_S, 0
        while not self._stopped.is_set():
            try:
                connection = self._connect()
                try:
                    if self._listen(connection):
                        pause, unheard = FIRST_PAUSE_S, 0
                        self._follow(connection)
                    elif (unheard := unheard + 1) >= UNHEARD_TRIES:
                        log.info("hints from the server get lost on the way; looking every second")
                        pause = UNHEARD_PAUSE_S
                finally:
                    self._is_live.clear()
                    connection.close()
            except (Error, SQLAlchemyError, CrmError, OSError) as error:
                log.debug("not listening", error=type(error).__name__)
            self._sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S) if pause < UNHEARD_PAUSE_S else pause
        self._sleeper.close()
        self._waker.close()

    def _connect(self) -> Any:
        """A connection of our own, made as the pool makes them, and taken out of it."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        try:
            connection.rollback()
            connection.autocommit = True
        except BaseException:
            connection.close()
            raise
        return connection

    def _listen(self, connection: Any) -> bool:
        """Listen; whether what another connection sends really arrives."""
        schema = connection.execute("SELECT current_schema()").fetchone()[0]
        channel = f"{schema}_news"
        connection.execute(f'LISTEN "{channel}"')
        mark = f"{_PROBE} {uuid4()}"
        pool = self._engine.pool
        with self._engine.begin() as another:
            another.exec_driver_sql("SELECT pg_notify(%s, %s)", (channel, mark))
        if self._stopped.is_set():  # whoever stops us may have closed the pool before this came back to it
            pool.dispose()
            return False
        # In a busy office others' hints come before it.
        return any(note.payload == mark for note in connection.notifies(timeout=PROBE_S))

    def _follow(self, connection: Any) -> None:
        """Pass hints on until the connection breaks or we stop."""
        self._is_live.set()
        self._hinted()  # whatever happened before
        while not self._stopped.is_set():
            ready, _, _ = select.select([connection, self._sleeper], [], [], SIGN_OF_LIFE_S)
            if self._sleeper in ready:
                return
            if not ready:
                connection.execute("SELECT 1")
            payloads = [note.payload for note in connection.notifies(timeout=0)]
            if any(self._is_of_others(payload) for payload in payloads):
                self._hinted()
                self._sleep(GATHER_S)

    def _is_of_others(self, payload: str) -> bool:
        sender = payload.partition(" ")[0]
        return sender not in (_PROBE, self._own)

    def _sleep(self, seconds: float) -> None:
        self._stopped.wait(seconds)
