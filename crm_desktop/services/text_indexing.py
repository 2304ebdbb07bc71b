"""Keeps a local store's index of texts up to date while a program is open, and makes it anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.services.progress import Progress
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.text_index import AT_ONCE, TextIndex
from crm_desktop.store.tuning import copy_log
from crm_desktop.store.unit_of_work import Store

COPY_EVERY = 50  # parts


@dataclass(frozen=True, slots=True)
class Indexed:
    """Rows that are in, rows that wait, and how many of the newest ones the index doesn't find."""

    waiting: int
    missing: int


class TextIndexing:
    """Short transactions with rests between them, for callers' acts; on a server there is nothing to do."""

    def __init__(self, store: Store, rest: Callable[[float], None] = time.sleep) -> None:
        """`rest` waits for so many seconds."""
        self._store = store
        self._rest = rest

    def go_on(self, progress: Progress | None = None, *, at_once: bool = False) -> int:
        """Take in what was written since; gives how many rows were taken in.

        `at_once`: without rests, for whoever waits for it.
        """
        if not self._is_local():
            return 0
        self._make_leads_anew()
        taken = parts = 0
        whole = None if progress is None else self._waiting()
        while True:
            if progress is not None:
                progress.update(min(taken, whole or 0), whole)
                progress.check()
            begun = time.monotonic()
            with self._store.write(None) as work:
                if SearchIndex(work).is_going():  # what went in now would be cut out one by one
                    return taken
                some = TextIndex(work).take_in()
            taken, parts = taken + some, parts + 1
            if parts % COPY_EVERY == 0:
                copy_log(self._store)
            if some < AT_ONCE:
                return taken
            if not at_once:
                self._rest(time.monotonic() - begun)

    def rebuild(self, actor: Actor, progress: Progress | None = None) -> int:
        """Make all of it anew; gives how many rows were taken in."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if not self._is_local():
            return 0
        with self._store.write(actor) as work:
            TextIndex(work).clear()
        return self.go_on(progress, at_once=True)

    def check(self, newest: int = 20) -> Indexed | None:
        """How it stands; None on a server, whose indexes keep themselves."""
        with self._store.read() as work:
            if not work.is_sqlite:
                return None
            index = TextIndex(work)
            return Indexed(index.waiting(), index.missing(newest))

    def _make_leads_anew(self) -> None:
        """What an undo or an erasure that broke off left to do (`SearchIndex.many_are_going`)."""
        with self._store.read() as work:
            is_left = SearchIndex(work).is_left()
        if is_left:
            with self._store.write(None) as work:
                SearchIndex(work).make_anew()

    def _waiting(self) -> int:
        with self._store.read() as work:
            return TextIndex(work).waiting()

    def _is_local(self) -> bool:
        with self._store.read() as work:
            return work.is_sqlite
