"""The audit chain: committed audit rows sealed in batches with a keyed hash; and the proof that none is gone.

Acts write plain rows; one chain inside every transaction would make all acts wait for one lock. The sealer
follows in the order of commit: on PostgreSQL (tx, no) below the oldest running transaction, on SQLite `no`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text, tuple_, update

from crm_desktop.secrets import subkey
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.tables import audit, audit_seals, shared_keys
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store, Work

BATCH = 5_000
AUDIT_KEY = "audit seal"  # its name among the keys a team has in common
_START = bytes(32)
_COLUMNS = (
    audit.c.tx,
    audit.c.no,
    audit.c.id,
    audit.c.at,
    audit.c.person_id,
    audit.c.session_id,
    audit.c.act,
    audit.c.subject_kind,
    audit.c.subject_id,
    audit.c.detail,
)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking the chain gave; `problems` are plain sentences, empty when it is sound."""

    rows: int
    seals: int
    unsealed: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seal:
    """One stored seal: the stretch of rows it covers, as (tx, no), and its place in the chain."""

    no: int
    first: tuple[int, int]
    last: tuple[int, int]
    row_count: int
    previous: bytes
    digest: bytes
    sealed_at: datetime
    is_checkpoint: bool


class Sealer:
    """Seals and checks the audit rows of one store with a key that is not in it."""

    def __init__(self, store: Store, key: bytes | Callable[[], bytes]) -> None:
        """`key` may be asked for when it is first needed: not everybody has it."""
        self._store = store
        self._given = key

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes that comes of the seals' own: all programs of a workspace have the same."""
        return subkey(self._key, purpose)

    @cached_property
    def _key(self) -> bytes:
        return self._given if isinstance(self._given, bytes) else self._given()

    def seal(self) -> SealedHead | None:
        """Seal every committed row that is not sealed yet; the newest head, None while there is none."""
        while True:
            with self._store.write(None) as work:
                last = _newest(work)
                rows = list(_rows_after(work, last.last if last else (-1, -1), BATCH))
                if not rows:
                    return _head(last)
                previous = last.digest if last else _START
                digest = self._digest(previous, rows)
                work.connection.execute(
                    insert(audit_seals).values(
                        no=(last.no if last else 0) + 1,
                        first_tx=rows[0][0],
                        first_no=rows[0][1],
                        last_tx=rows[-1][0],
                        last_no=rows[-1][1],
                        row_count=len(rows),
                        previous=previous,
                        digest=digest,
                        sealed_at=work.now,
                    )
                )

    def verify(self, outside: SealedHead | None = None) -> ChainReport:
        """Check every seal against its rows, and the newest against a head kept outside the store."""
        problems: list[str] = []
        rows_seen = 0
        with self._store.read() as work:
            seals = _seals(work)
            expected = _START
            for position, seal in enumerate(seals):
                if position == 0 and seal.is_checkpoint:
                    if seal.previous != self._checkpoint_signature(seal):
                        problems.append(
                            f"The checkpoint {seal.no} of the audit was not signed by this workspace."
                        )
                    expected = seal.digest
                    continue
                if seal.previous != expected or (position and seal.no != seals[position - 1].no + 1):
                    problems.append(f"The audit's seal {seal.no} does not follow the one before it.")
                found = list(_rows_between(work, seal))
                rows_seen += len(found)
                if self._digest(seal.previous, found) != seal.digest:
                    problems.append(
                        f"Audit rows {seal.first[1]} to {seal.last[1]} were changed, removed or added "
                        f"after they were sealed on {seal.sealed_at:%d %b %Y}."
                    )
                expected = seal.digest
            problems += _stray_rows(work, seals)
            problems += _against_outside(seals, outside)
            unsealed = _unsealed(work, seals)
        return ChainReport(rows_seen, len(seals), unsealed, tuple(problems))

    def old_rows(self, work: Work, before: datetime) -> int:
        """How many rows were sealed before `before`; asks the few seals alone."""
        c = audit_seals.c
        asked = select(func.coalesce(func.sum(c.row_count), 0))
        old = asked.where(c.sealed_at < before, c.is_checkpoint.is_(False))
        return int(work.connection.execute(old).scalar_one())

    def is_any_old(self, work: Work, before: datetime) -> bool:
        """Whether any were; asks the first seal alone, since a busy office's are many."""
        c = audit_seals.c
        first = select(c.sealed_at).where(c.is_checkpoint.is_(False)).order_by(c.no).limit(1)
        sealed_at = work.connection.execute(first).scalar()
        return sealed_at is not None and bool(sealed_at < before)

    def end_stretch(self, before: datetime) -> int:
        """Remove rows sealed before `before`, sign the seal where the chain now begins; how many went."""
        with self._store.write(None) as work:
            seals = [s for s in _seals(work) if s.sealed_at < before]
            if not seals or seals[-1].is_checkpoint:
                return 0
            last = seals[-1]
            if not work.is_sqlite:
                signature = self._checkpoint_signature(last)
                asked = select(func.end_audit_stretch(last.no, signature))
                gone = int(work.connection.execute(asked).scalar_one())
                work.record("audit_stretch_ended", "audit", None, rows=gone, seal=last.no)
                return gone
            removed = work.connection.execute(
                delete(audit).where(tuple_(audit.c.tx, audit.c.no) <= tuple_(last.last[0], last.last[1]))
            ).rowcount
            work.connection.execute(delete(audit_seals).where(audit_seals.c.no < last.no))
            work.connection.execute(
                update(audit_seals)
                .where(audit_seals.c.no == last.no)
                .values(is_checkpoint=True, previous=self._checkpoint_signature(last))
            )
            work.record("audit_stretch_ended", "audit", None, rows=int(removed), seal=last.no)
            return int(removed)

    def _digest(self, previous: bytes, rows: list[tuple[int, int, bytes]]) -> bytes:
        seal = hmac.new(self._key, previous, hashlib.sha256)
        for _, _, row in rows:
            seal.update(len(row).to_bytes(4, "big"))
            seal.update(row)
        return seal.digest()

    def _checkpoint_signature(self, seal: _Seal) -> bytes:
        return checkpoint_signature(self._key, seal.no, seal.last, seal.digest)


def kept_key(work: Work) -> bytes | None:
    """The audit's key where the store itself has it: a team's, and what came back from one."""
    statement = select(shared_keys.c.key).where(shared_keys.c.name == AUDIT_KEY)
    found = work.connection.execute(statement).scalar_one_or_none()
    return None if found is None else bytes(found)


def checkpoint_signature(key: bytes, no: int, last: tuple[int, int], digest: bytes) -> bytes:
    """What signs the seal with which a shortened chain begins; `last` is the last row before, as (tx, no)."""
    body = f"checkpoint {no} {last[0]} {last[1]} ".encode() + digest
    return hmac.new(key, body, hashlib.sha256).digest()


def _seals(work: Work) -> list[_Seal]:
    rows = work.connection.execute(select(audit_seals).order_by(audit_seals.c.no))
    return [
        _Seal(
            no=r.no,
            first=(r.first_tx, r.first_no),
            last=(r.last_tx, r.last_no),
            row_count=r.row_count,
            previous=bytes(r.previous),
            digest=bytes(r.digest),
            sealed_at=r.sealed_at,
            is_checkpoint=r.is_checkpoint,
        )
        for r in rows
    ]


def _newest(work: Work) -> _Seal | None:
    seals = _seals(work)
    return seals[-1] if seals else None


def _head(seal: _Seal | None) -> SealedHead | None:
    return None if seal is None else SealedHead(seal.no, *seal.last, seal.digest, seal.sealed_at)


def _settled(work: Work, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Leave out what a transaction still running could be overtaken by."""
    if work.is_sqlite:
        return statement
    return statement.where(text("audit.tx < settled_tx()"))


def _rows_after(work: Work, last: tuple[int, int], limit: int) -> Iterator[tuple[int, int, bytes]]:
    newer = select(*_COLUMNS).where(tuple_(audit.c.tx, audit.c.no) > tuple_(last[0], last[1]))
    statement = _settled(work, newer).order_by(audit.c.tx, audit.c.no).limit(limit)
    for row in work.connection.execute(statement):
        yield row.tx, row.no, _canonical(tuple(row))


def _rows_between(work: Work, seal: _Seal) -> Iterator[tuple[int, int, bytes]]:
    position = tuple_(audit.c.tx, audit.c.no)
    statement = (
        select(*_COLUMNS)
        .where(
            position >= tuple_(seal.first[0], seal.first[1]), position <= tuple_(seal.last[0], seal.last[1])
        )
        .order_by(audit.c.tx, audit.c.no)
    )
    for row in work.connection.execute(statement):
        yield row.tx, row.no, _canonical(tuple(row))


def _canonical(row: tuple[object, ...]) -> bytes:
    """One audit row in bytes that are the same on every engine; `tx` and `no` are not part of it."""
    parts = [pack_time(v) if isinstance(v, datetime) else v for v in row[2:]]
    return json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def _stray_rows(work: Work, seals: list[_Seal]) -> list[str]:
    """Rows that stand before or between sealed stretches, where nothing may be added afterwards."""
    if not seals:
        return []
    statement = select(func.count()).select_from(audit)
    position = tuple_(audit.c.tx, audit.c.no)
    inside = work.connection.execute(
        statement.where(position <= tuple_(seals[-1].last[0], seals[-1].last[1]))
    ).scalar_one()
    expected = sum(s.row_count for s in seals if not s.is_checkpoint)
    if inside == expected:
        return []
    return [f"The audit holds {inside} sealed rows where {expected} were sealed."]


def _unsealed(work: Work, seals: list[_Seal]) -> int:
    last = seals[-1].last if seals else (-1, -1)
    statement = select(func.count()).where(tuple_(audit.c.tx, audit.c.no) > tuple_(last[0], last[1]))
    return int(work.connection.execute(statement).scalar_one())


def _against_outside(seals: list[_Seal], outside: SealedHead | None) -> list[str]:
    """Whether the head kept outside the store is still in the chain; a missing one means a cut-off tail."""
    if outside is None:
        return []
    same = next((s for s in seals if s.no == outside.no), None)
    if same is None and (not seals or seals[-1].no < outside.no):
        newest = seals[-1].no if seals else 0
        return [
            f"The audit ends at seal {newest}, this workstation saw seal {outside.no}: its end was cut off."
        ]
    if same is not None and same.digest != outside.digest:
        return [f"The audit's seal {outside.no} is not the one this workstation saw."]
    return []
