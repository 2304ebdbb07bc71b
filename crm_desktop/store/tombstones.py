"""Tombstones as rows: whether somebody who comes was erased, and who may not come again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, LargeBinary, Text, cast, func, insert, select, update
from sqlalchemy.dialects import sqlite

from crm_desktop.domain.erasure import State
from crm_desktop.domain.tombstones import Buried, digest, of_phone
from crm_desktop.store.bulk import Bulk, array_text
from crm_desktop.store.tables import erasures, phones, tombstone_keys, tombstones
from crm_desktop.store.types import Id, UtcTime
from crm_desktop.store.unit_of_work import Work

_MANY = 500


class Tombstones:
    """Repository of keyed hashes; on a server its functions hash, since nobody who signs in has the key."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def standing(self, texts: Sequence[str]) -> frozenset[str]:
        """Those of these texts that are an erased person's."""
        if not texts:
            return frozenset()
        if not self._work.is_sqlite:
            given = (array_text("text", texts),)
            found = Bulk(self._work).rows("", "SELECT place FROM tombstoned(%s::text[])", *given)
            return frozenset(texts[place - 1] for (place,) in found)
        key = self._key()
        if key is None:
            return frozenset()
        by_digest = {digest(key, text): text for text in texts}
        return frozenset(by_digest[each] for each in self._among(list(by_digest)))

    def bars(self, phone_id: UUID) -> bool:
        """Whether a number that is kept is an erased person's after all; a server keeps none of them."""
        key = self._key() if self._work.is_sqlite else None
        if key is None:
            return False
        asked = select(phones.c.e164).where(phones.c.id == phone_id)
        said = self._work.connection.execute(asked).scalar_one_or_none()
        return said is not None and bool(self._among([digest(key, of_phone(said))]))

    def bury(self, erasure_id: UUID, texts: Mapping[str, Buried]) -> int:
        """Let nobody come again who is known by these; gives how many stand for this erasure."""
        if not texts:
            return 0
        work = self._work
        if not work.is_sqlite:
            kinds, said = [kind.value for kind in texts.values()], list(texts)
            arrays = (cast(kinds, ARRAY(Text)), cast(said, ARRAY(Text)))
            called = func.bury(erasure_id, *arrays, cast(work.now, UtcTime))
            return int(work.connection.execute(select(called)).scalar_one())
        key = self._key() or self._new_key()
        rows = [
            {"digest": digest(key, text), "kind": kind.value, "erasure_id": erasure_id, "at": work.now}
            for text, kind in texts.items()
        ]
        adding = sqlite.insert(tombstones)
        again = {"erasure_id": adding.excluded.erasure_id, "at": adding.excluded.at, "lifted_at": None,
                 "lifted_by": None, "lifted_why": ""}  # fmt: skip
        # One that can still be cancelled would take its own along.
        waiting = select(erasures.c.id).where(erasures.c.state == State.WAITING.value)
        free = tombstones.c.lifted_at.is_not(None) | tombstones.c.erasure_id.in_(waiting)
        work.connection.execute(
            adding.on_conflict_do_update(index_elements=["digest"], set_=again, where=free), rows
        )
        return self.of(erasure_id)

    def lift(self, texts: Sequence[str], why: str) -> int:
        """They asked anew themselves, or the number is another's now; gives how many were lifted."""
        work = self._work
        if not work.is_sqlite:
            called = func.lift_tombstones(cast(list(texts), ARRAY(Text)), why, cast(work.now, UtcTime))
            return int(work.connection.execute(select(called)).scalar_one())
        key = self._key()
        if key is None or work.actor is None:
            return 0
        done = work.connection.execute(
            update(tombstones)
            .where(
                tombstones.c.digest.in_([digest(key, text) for text in texts]),
                tombstones.c.lifted_at.is_(None),
            )
            .values(lifted_at=work.now, lifted_by=work.actor.person_id, lifted_why=why)
        )
        return int(done.rowcount)

    def of(self, erasure_id: UUID) -> int:
        """How many stand for one erasure."""
        count = select(func.count()).where(tombstones.c.erasure_id == erasure_id)
        return int(self._work.connection.execute(count).scalar_one())

    def packed_of(self, erasure_id: UUID) -> list[list[str]]:
        """Those of an erasure, for the list beside its backups: digest and kind."""
        asked = select(tombstones.c.digest, tombstones.c.kind).where(tombstones.c.erasure_id == erasure_id)
        return [[bytes(row.digest).hex(), row.kind] for row in self._work.connection.execute(asked)]

    def key_hex(self) -> str | None:
        """The key of a local store, for the same list, which is sealed."""
        key = self._key()
        return None if key is None else key.hex()

    def taken_key(self) -> str | None:
        """A server's key, for the same; who took it stands in its audit. None: nobody was ever erased."""
        key = self._work.connection.execute(select(func.tombstone_key_for_backup())).scalar_one()
        return None if key is None else bytes(key).hex()

    def lacks_key(self) -> bool:
        """Whether there are tombstones that nothing can be compared with; on a server an admin asks."""
        if not self._work.is_sqlite:
            return bool(self._work.connection.execute(select(func.tombstone_key_lacks())).scalar_one())
        return self.any() and self._key() is None

    def bring(self, erasure_id: UUID, packed: Sequence[Sequence[str]], key: str | None) -> bool:
        """Bring back what `packed_of` and the key gave, into a store that knows none of it.

        False where the store has another key, or none is known: then they mean nothing.
        """
        work, hex_key = self._work, bytes.fromhex(key or "")
        if not work.is_sqlite:
            digests = cast([bytes.fromhex(hashed) for hashed, _ in packed], ARRAY(LargeBinary))
            kinds = cast([kind for _, kind in packed], ARRAY(Text))
            called = func.bring_tombstones(cast(erasure_id, Id), digests, kinds, hex_key or None)
            return bool(work.connection.execute(select(called)).scalar_one())
        if key is not None and self._key() is None:
            work.connection.execute(insert(tombstone_keys).values(no=1, key=hex_key))
        if self._key() != hex_key:
            return not packed
        for hashed, kind in packed:
            row = {"digest": bytes.fromhex(hashed), "kind": kind, "erasure_id": erasure_id, "at": work.now}
            work.connection.execute(sqlite.insert(tombstones).values(row).on_conflict_do_nothing())
        return True

    def any(self) -> bool:
        """Whether anybody was ever erased here; on a server its functions know, and tell whoever imports."""
        if not self._work.is_sqlite:
            return bool(self._work.connection.execute(select(func.anyone_erased())).scalar_one())
        return self._work.connection.execute(select(tombstones.c.kind).limit(1)).first() is not None

    def _among(self, digests: list[bytes]) -> list[bytes]:
        found: list[bytes] = []
        for start in range(0, len(digests), _MANY):
            asked = select(tombstones.c.digest).where(
                tombstones.c.digest.in_(digests[start : start + _MANY]), tombstones.c.lifted_at.is_(None)
            )
            found += [bytes(each) for each in self._work.connection.execute(asked).scalars()]
        return found

    def _key(self) -> bytes | None:
        key = self._work.connection.execute(select(tombstone_keys.c.key)).scalar_one_or_none()
        return None if key is None else bytes(key)

    def _new_key(self) -> bytes:
        key = secrets.token_bytes(32)
        self._work.connection.execute(insert(tombstone_keys).values(no=1, key=key))
        return key
