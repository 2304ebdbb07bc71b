"""Lanes of worker threads: a line of jobs, taken in order by a fixed number of threads."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

Job = Callable[[], None]
IDLE_S = 20.0


class Lane(Protocol):
    """Takes jobs and runs them in the order they came."""

    def submit(self, job: Job) -> None:
        """Put a job at the end of the line."""
        ...

    def close(self, *, drop: bool, deadline: float) -> bool:
        """Take no more jobs and wait (until `deadline` on the monotonic clock) for those begun.

        With `drop` the jobs still in line are forgotten, without it they are done first. True when
        every thread has ended.
        """
        ...


class ThreadLane:
    """A lane with up to `threads` threads; they start when needed and end after being idle."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self._name = name
        self._most = threads
        self._line: deque[Job] = deque()
        self._news = threading.Condition()
        self._workers: list[threading.Thread] = []
        self._waiting = 0
        self._closed = False

    def submit(self, job: Job) -> None:
        """Put a job at the end of the line; after `close` it is dropped."""
        with self._news:
            if self._closed:
                return
            self._line.append(job)
            if self._waiting < len(self._line) and len(self._workers) < self._most:
                worker = threading.Thread(
                    target=self._work, name=f"crm-{self._name}-{len(self._workers) + 1}", daemon=True
                )
                self._workers.append(worker)
                worker.start()
            else:
                self._news.notify()

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._line:
                    self._waiting += 1
                    heard = self._closed or self._news.wait(IDLE_S)
                    self._waiting -= 1
                    if not self._line and (self._closed or not heard):
                        self._workers.remove(threading.current_thread())
                        return
                job = self._line.popleft()
            job()

    def close(self, *, drop: bool, deadline: float) -> bool:
        """See `Lane.close`."""
        with self._news:
            self._closed = True
            if drop:
                self._line.clear()
            self._news.notify_all()
            workers = list(self._workers)
        for worker in workers:
            worker.join(max(0.0, deadline - time.monotonic()))
        return not any(worker.is_alive() for worker in workers)


class InlineLane:
    """Runs every job at once, in the caller's thread; for tests."""

    def submit(self, job: Job) -> None:
        """Run the job now."""
        job()

    def close(self, *, drop: bool, deadline: float) -> bool:
        """Nothing to wait for."""
        return True
