"""Ending a connection to a server from another thread than the one that waits for it."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from psycopg import Error


def hang_up(driver: Any) -> None:
    """Cut it: whoever waits for an answer over it is told at once that it broke."""
    with contextlib.suppress(Error, OSError):
        ours = socket.socket(fileno=driver.pgconn.socket)
        try:
            ours.shutdown(socket.SHUT_RDWR)
        finally:
            ours.detach()  # it is libpq's to close
