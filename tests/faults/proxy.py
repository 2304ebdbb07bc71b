"""A stretch of network between the program and PostgreSQL that a test can cut, slow down or make lossy."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Fate(Enum):
    """What becomes of one message on its way."""

    PASS = auto()
    CUT_BEFORE = auto()  # the connection breaks and the message is lost
    CUT_AFTER = auto()  # the message arrives, then the connection breaks


Decide = Callable[[str, bytes], Fate]  # ("asked" to the server or "told" by it, the message)


def _everything_passes(_way: str, _message: bytes) -> Fate:
    return Fate.PASS


class Proxy:
    """Forwards connections on 127.0.0.1:`port` to a server, message by message of PostgreSQL's protocol."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.decide: Decide = _everything_passes
        self.delay_s = 0.0
        self.is_down = False
        self._guard = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._is_over = False
        self._threads: list[threading.Thread] = []
        self._run(self._accept)

    def cut(self) -> None:
        """Break every connection and take no more until `mend`."""
        self.is_down = True
        self.break_all()

    def mend(self) -> None:
        """As if nothing had been."""
        self.is_down, self.decide, self.delay_s = False, _everything_passes, 0.0

    def break_all(self) -> None:
        """Break every connection there is."""
        with self._guard:
            pairs = list(self._pairs)
        for pair in pairs:
            self._break(pair)

    def stop(self) -> None:
        """Nothing is forwarded any more, and nobody waits for anything to forward."""
        self._is_over = True
        with contextlib.suppress(OSError):  # closing alone leaves whoever waits there waiting
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.break_all()
        with self._guard:
            running = list(self._threads)
        for thread in running:
            thread.join(5)

    def _run(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        with self._guard:
            self._threads = [each for each in self._threads if each.is_alive()]
            self._threads.append(thread)
            thread.start()

    def _accept(self) -> None:
        while not self._is_over:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self.is_down:
                near.close()
                continue
            try:
                far = socket.create_connection(self._target, timeout=5)
                far.settimeout(None)
            except OSError:
                near.close()
                continue
            for each in (near, far):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = (near, far)
            with self._guard:
                self._pairs.add(pair)
            talk = _Talk()
            for way, source, target in (("asked", near, far), ("told", far, near)):
                self._run(self._carry, pair, talk, way, source, target)

    def _carry(self, pair: tuple[socket.socket, socket.socket], talk: _Talk, way: str, source: socket.socket,
               target: socket.socket) -> None:  # fmt: skip
        with contextlib.suppress(OSError):
            for message in self._on_the_way(_messages(source, talk, is_asking=way == "asked")):
                fate = self.decide(way, message)
                if fate is Fate.CUT_BEFORE:
                    break
                target.sendall(message)
                if fate is Fate.CUT_AFTER:
                    break
        self._break(pair)

    def _on_the_way(self, messages: Iterator[bytes]) -> Iterator[bytes]:
        """The messages as they arrive: each as long on its way as the others, many at a time."""
        line: queue.SimpleQueue[tuple[float, bytes] | None] = queue.SimpleQueue()

        def take() -> None:
            with contextlib.suppress(OSError):
                for message in messages:
                    line.put((time.monotonic() + self.delay_s, message))
            line.put(None)

        self._run(take)
        while (item := line.get()) is not None:
            arrives_at, message = item
            if (left := arrives_at - time.monotonic()) > 0:
                time.sleep(left)
            yield message

    def _break(self, pair: tuple[socket.socket, socket.socket]) -> None:
        with self._guard:
            self._pairs.discard(pair)
        for each in pair:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


_ASKS_FOR_TLS = (80877103).to_bytes(4, "big")


@dataclass
class _Talk:
    """How far a connection has come: whether TLS is being agreed on, and whether it hides the messages."""

    is_agreeing: bool = False
    is_hidden: bool = False


def _messages(source: socket.socket, talk: _Talk, *, is_asking: bool) -> Iterator[bytes]:
    """The messages of one direction; the client's first ones have no type, the answer to TLS is a letter."""
    kept = b""
    head = 0 if is_asking else 1
    while True:
        if talk.is_hidden and kept:
            yield kept
            kept = b""
        if not is_asking and talk.is_agreeing and kept:
            talk.is_hidden, talk.is_agreeing = kept[:1] == b"S", False
            yield kept[:1]
            kept = kept[1:]
        while len(kept) >= head + 4:
            size = head + int.from_bytes(kept[head : head + 4], "big")
            if len(kept) < size:
                break
            message, kept = kept[:size], kept[size:]
            if head == 0 and message[4:] == _ASKS_FOR_TLS:
                talk.is_agreeing = True
            else:
                head = 1
            yield message
        more = source.recv(65536)
        if not more:
            return
        kept += more


class CutAt:
    """Cuts once, at the n-th message that passes from now on."""

    def __init__(self, n: int, fate: Fate, way: str | None = None) -> None:
        self.n, self.fate, self.way = n, fate, way
        self.seen = 0
        self.has_cut = False
        self._guard = threading.Lock()

    def __call__(self, way: str, _message: bytes) -> Fate:
        """What becomes of the next message."""
        with self._guard:
            if self.has_cut or (self.way is not None and way != self.way):
                return Fate.PASS
            self.seen += 1
            if self.seen < self.n:
                return Fate.PASS
            self.has_cut = True
            return self.fate
