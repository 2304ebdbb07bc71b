"""Documents on a team's server: the same sealed files as in a folder, kept there in pieces."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from crm_desktop.store.errors import FileDamaged, FileMissing, PersonKeyGone
from crm_desktop.store.files import CHUNK, FileRef, LocalFiles, check_content, seal_stream, unsealed
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.tables import file_chunks, person_keys
from crm_desktop.store.unit_of_work import Store, Work

if TYPE_CHECKING:
    import psycopg

PIECE = 4 * CHUNK  # bytes of the sealed file in one row


class SharedFiles:
    """See `store.files.Files`; each lead's key lies beside the leads, given to whoever may see the lead."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, stream: IO[bytes], person_key_id: UUID) -> FileRef:
        """Keep a stream's content; `PersonKeyGone` after an erasure."""
        with self._store.write(None) as work:
            key = _key(work, person_key_id, make=True)
        sealed = io.BytesIO()
        sha256, size = seal_stream(stream, sealed, key, person_key_id)
        ref = FileRef(sha256, size, person_key_id)
        with self._store.write(None) as work:
            if not (was_there := _is_there(work, ref)):
                rows = [
                    {
                        "sha256": sha256, "key_id": person_key_id, "position": at, "sealed": piece,
                        "at": work.now,
                    }
                    for at, piece in enumerate(_pieces(io.BytesIO(sealed.getvalue())))
                ]  # fmt: skip
                work.connection.execute(insert(file_chunks), rows)
        if was_there:
            self.verify(ref)  # what somebody else put there under this name may be anything
        return ref

    def open(self, ref: FileRef) -> IO[bytes]:
        """The content, seekable."""
        with self._store.read() as work:
            key = _key(work, ref.person_key_id)
            statement = select(file_chunks.c.sealed).where(*_of(ref)).order_by(file_chunks.c.position)
            sealed = b"".join(bytes(piece) for piece in work.connection.execute(statement).scalars())
        if not sealed:
            raise FileMissing
        return unsealed(io.BytesIO(sealed), ref, key)

    def delete(self, ref: FileRef) -> None:
        """Delete one file; nothing happens when it is already gone."""
        with self._store.write(None) as work:
            work.connection.execute(delete(file_chunks).where(*_of(ref)))

    def verify(self, ref: FileRef) -> None:
        """Read a file through; raises what is wrong with it."""
        with self.open(ref) as content:
            check_content(content, ref)

    def erase(self, person_key_id: UUID) -> int:
        """Destroy a person's key and delete the person's files; gives how many files there were."""
        mine = file_chunks.c.key_id == person_key_id
        with self._store.write(None) as work:
            work.connection.execute(
                update(person_keys).where(person_keys.c.id == person_key_id).values(key=None)
            )
            count = select(func.count(file_chunks.c.sha256.distinct())).where(mine)
            files = int(work.connection.execute(count).scalar_one())
            work.connection.execute(delete(file_chunks).where(mine))
        return files

    def key_in(self, work: Work, key_id: UUID) -> bytes:
        """See `store.files.Files.key_in`."""
        return _key(work, key_id, make=True)

    def keys_in(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """See `store.files.Files.keys_in`."""
        asked = select(person_keys.c.id, person_keys.c.key).where(person_keys.c.id.in_(list(key_ids)))
        known = {row.id: row.key for row in work.connection.execute(asked)}
        made = {key_id: secrets.token_bytes(32) for key_id in key_ids if key_id not in known}
        if made:
            rows = [{"id": key_id, "key": key} for key_id, key in made.items()]
            work.connection.execute(insert(person_keys), rows)
        return made | {key_id: bytes(key) for key_id, key in known.items() if key is not None}

    def known_keys(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """See `store.files.Files.known_keys`."""
        asked = select(person_keys.c.id, person_keys.c.key).where(
            person_keys.c.id.in_(list(key_ids)), person_keys.c.key.is_not(None)
        )
        return {row.id: bytes(row.key) for row in work.connection.execute(asked)}

    def close(self) -> None:
        """Nothing is held."""


def _key(work: Work, key_id: UUID, *, make: bool = False) -> bytes:
    statement = select(person_keys.c.key).where(person_keys.c.id == key_id)
    row = work.connection.execute(statement).one_or_none()
    if row is None and make:
        fresh = secrets.token_bytes(32)
        work.connection.execute(insert(person_keys).values(id=key_id, key=fresh))
        return fresh
    if row is None or row.key is None:
        raise PersonKeyGone
    return bytes(row.key)


def _of(ref: FileRef) -> tuple[Any, ...]:
    return file_chunks.c.sha256 == ref.sha256, file_chunks.c.key_id == ref.person_key_id


def _is_there(work: Work, ref: FileRef) -> bool:
    return (
        work.connection.execute(select(file_chunks.c.position).where(*_of(ref)).limit(1)).first() is not None
    )


def _pieces(sealed: IO[bytes]) -> Iterator[bytes]:
    while piece := sealed.read(PIECE):
        yield piece


# ---- moving them -----------------------------------------------------------------------------------------


def documents_to_server(
    refs: list[FileRef],
    files: LocalFiles,
    keys: PersonKeys,
    server: psycopg.Connection[Any],
    schema: str,
    told: Callable[[int], None],
) -> int:
    """Copy the keys and the sealed files of these documents; each is read back and compared.

    `told` hears of each document. Gives how many there were; those whose key was destroyed or whose file is
    gone have nothing to move. `FileDamaged` when the server gives back something else.
    """
    with server.cursor() as cursor:
        for key_id, key in keys.all().items():
            cursor.execute(f'INSERT INTO "{schema}".person_keys VALUES (%s, %s)'.encode(), (key_id, key))
        moved = 0
        for ref in refs:
            told(1)
            try:
                sealed = files.sealed(ref).read_bytes()
            except (PersonKeyGone, FileNotFoundError):
                continue
            rows = [
                (ref.sha256, ref.person_key_id, at, p) for at, p in enumerate(_pieces(io.BytesIO(sealed)))
            ]
            cursor.executemany(f'INSERT INTO "{schema}".file_chunks VALUES (%s, %s, %s, %s)'.encode(), rows)
            if b"".join(_sealed_on_server(server, schema, ref)) != sealed:
                raise FileDamaged
            moved += 1
    return moved


def documents_to_folder(
    refs: list[FileRef],
    server: psycopg.Connection[Any],
    schema: str,
    files: LocalFiles,
    keys: PersonKeys,
    told: Callable[[int], None],
) -> int:
    """Copy keys and sealed files into a new folder; each is read through there. Gives how many there were."""
    for key_id, key in server.execute(f'SELECT id, key FROM "{schema}".person_keys'.encode()):
        keys.adopt(key_id, None if key is None else bytes(key))
    moved = 0
    for ref in refs:
        told(1)
        sealed = b"".join(_sealed_on_server(server, schema, ref))
        if not sealed or keys.is_destroyed(ref.person_key_id):
            continue
        file = files.sealed(ref)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(sealed)
        files.verify(ref)
        moved += 1
    return moved


def _sealed_on_server(server: psycopg.Connection[Any], schema: str, ref: FileRef) -> Iterator[bytes]:
    sql = f'SELECT sealed FROM "{schema}".file_chunks WHERE sha256 = %s AND key_id = %s ORDER BY position'
    for (piece,) in server.execute(sql.encode(), (ref.sha256, ref.person_key_id)):
        yield bytes(piece)
