"""After a store was put back from a copy: who was erased since is erased again, then dialling goes on.

A local store's restore does it by itself before anyone signs in. A server's dump is put back by
PostgreSQL's own programs: dialling is off from the first sign-in on, until an admin's program has read the
list of erasures, or an admin says why it goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.services.erasing_again import KEY, bring_key, entry_of, erase_again, key_entry
from crm_desktop.services.erasing_whom import checked_reason
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.errors import AuditKeyLacking
from crm_desktop.store.files import Files
from crm_desktop.store.put_back import LinesOnServer, PutBack
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when dialling is off, and until when the list of erasures beside the server's dumps reaches."""

    since: datetime
    reaches_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What reading the list did: erasures carried out again, lines that weren't of it, dialling on again."""

    again: int = 0
    strange: int = 0
    is_on: bool = False


class PutBackService:
    """An admin's: the list of erasures after a restore."""

    def __init__(self, store: Store, files: Files, ledger: Callable[[], ErasureLedger]) -> None:
        """`ledger`: the list in this computer's folder, opened by who has its key."""
        self._store = store
        self._files = files
        self._ledger = ledger
        self._read: frozenset[bytes] | None = None  # the lines that were read last

    def standing(self, actor: Actor) -> Standing | None:
        """How things stand; None while dialling is on, and for who can't mend it."""
        if not actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
            return None
        with self._store.read(actor) as work:
            rows = PutBack(work)
            since = rows.since()
            return None if since is None else Standing(since, rows.reaches_until())

    def merge(self, actor: Actor) -> Merged:
        """Read a server's list wherever it lies, carry out again what the store lacks, and complete the list.

        Dialling goes on where the server's own script brought a list that reaches far enough. Costs two
        questions where nothing came since the last time. Nothing in a local store.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            if work.is_sqlite:
                return Merged()
            since, digests = PutBack(work).since(), LinesOnServer(work).digests()
            if since is None and digests == self._read:
                return Merged()
            there = LinesOnServer(work).all()
        try:
            ledger = self._ledger()
        except AuditKeyLacking:  # its files of keys are still to come, or an admin goes on without
            return Merged()
        here = ledger.lines()
        entries, strange = ledger.opened([*there, *(line for line in here if line not in set(there))])
        with self._store.read(actor) as work:
            before = {each.id for each in Erasures(work).newest(_ALL)}
        bring_key(self._store, entries, actor)
        gone = erase_again(self._store, self._files, entries, actor)
        for key_id in gone:
            self._files.erase(key_id)
        with self._store.write(actor) as work:
            known = {each.id: each for each in Erasures(work).newest(_ALL)}
            listed = {(entry["id"], entry.get("state"), bool(entry.get("closed_at"))) for entry in entries}
            has_key = any(entry["id"] == KEY for entry in entries)
            if known and not has_key and not Tombstones(work).lacks_key():
                ledger.add(key_entry(work))
            for each in known.values():
                if (str(each.id), each.state.value, each.closed_at is not None) not in listed:
                    whole = Erasures(work).get(each.id)
                    assert whole is not None
                    ledger.add(entry_of(work, whole))
            refused = strange if entries else []  # where none opens, the key may be another one
            lines = LinesOnServer(work)
            self._read = digests  # what is added now is read again, once
            lines.add(line for line in ledger.lines() if line not in there and line not in refused)
            if refused:
                lines.drop(refused)
                work.record("erasure_lines.refused", "workspace", None, count=len(refused))
        is_on = since is not None and self._goes_on(actor, "")
        again = len(known.keys() - before)
        if again or refused or is_on:
            log.info("the list of erasures was read", again=again, refused=len(refused), is_on=is_on)
        return Merged(again, len(refused), is_on)

    def dial_again(self, actor: Actor, reason: str) -> Merged:
        """Dialling goes on, after all that is known of the list was carried out; the reason is audited.

        Raises UserError without a reason, and where it is on.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        if self.standing(actor) is None:
            raise UserError("Dialling is on. Nothing was changed.")
        why = checked_reason(reason, "dial again")
        merged = self.merge(actor)
        if not merged.is_on and not self._goes_on(actor, why):
            raise UserError("Dialling is on. Nothing was changed.")
        return Merged(merged.again, merged.strange, is_on=True)

    def _goes_on(self, actor: Actor, why: str) -> bool:
        with self._store.write(actor) as work:
            rows = PutBack(work)
            if not why and not rows.is_brought():
                return False
            is_on = rows.let_go(why)
            for topic in ("campaigns", "queue", "erasures"):
                work.announce(topic)
        return is_on


_ALL = 1_000_000

__all__ = ["Merged", "PutBackService", "Standing"]
