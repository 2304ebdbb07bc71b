"""Attachments: sealed per person, whole or told, unreadable once the person's key is destroyed."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.secrets import subkey
from crm_desktop.store.errors import FileDamaged, FileMissing, PersonKeyGone, WrongKey
from crm_desktop.store.files import CHUNK, FileRef, LocalFiles
from crm_desktop.store.person_keys import PersonKeys

KEY = bytes(range(32))
ASHA, RAVI = UUID(int=1), UUID(int=2)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[PersonKeys]:
    """The keys of a workspace."""
    opened = PersonKeys(tmp_path, KEY)
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path, keys: PersonKeys) -> LocalFiles:
    """The file folder of a workspace."""
    return LocalFiles(tmp_path, keys)


def _sealed(folder: Path) -> list[Path]:
    return sorted((folder / "files").rglob("*.sealed"))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
def test_what_is_put_comes_back(files: LocalFiles, size: int) -> None:
    content = os.urandom(size)
    ref = files.put(io.BytesIO(content), ASHA)
    assert ref == FileRef(hashlib.sha256(content).hexdigest(), size, ASHA)
    with files.open(ref) as found:
        assert found.read() == content
    files.verify(ref)


class Trickle(io.BytesIO):
    """A stream that gives a little at a time, as sockets do."""

    def read(self, size: int | None = -1, /) -> bytes:
        """At most 1,000 bytes."""
        return super().read(min(1000, size if size is not None and size >= 0 else 1000))


def test_a_stream_that_trickles(files: LocalFiles) -> None:
    content = os.urandom(2 * CHUNK + 5)
    with files.open(files.put(Trickle(content), ASHA)) as found:
        assert found.read() == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(jumps=st.lists(st.tuples(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK)), max_size=6))
def test_jumping_reads_what_is_there(files: LocalFiles, jumps: list[tuple[int, int]]) -> None:
    content = bytes(range(256)) * (3 * CHUNK // 256) + b"end"
    with files.open(files.put(io.BytesIO(content), ASHA)) as found:
        for at, length in jumps:
            found.seek(at)
            assert found.read(length) == content[at : at + length]


def test_nothing_of_it_can_be_read_on_the_disk(files: LocalFiles, tmp_path: Path) -> None:
    content = b"PAN card of Asha Kulkarni " * 100
    ref = files.put(io.BytesIO(content), ASHA)
    for file in tmp_path.rglob("*"):
        assert ref.sha256 not in file.name
        if file.is_file():
            assert b"Asha" not in file.read_bytes()


def test_the_same_content_is_kept_once_for_one_person_and_apart_for_two(
    files: LocalFiles, tmp_path: Path
) -> None:
    first = files.put(io.BytesIO(b"brochure"), ASHA)
    assert files.put(io.BytesIO(b"brochure"), ASHA) == first
    assert len(_sealed(tmp_path)) == 1
    second = files.put(io.BytesIO(b"brochure"), RAVI)
    one, two = _sealed(tmp_path)
    assert one.name != two.name
    assert one.read_bytes() != two.read_bytes()
    files.delete(first)
    files.verify(second)
    with pytest.raises(FileMissing):
        files.open(first)
    files.delete(first)


def test_a_file_under_another_person_does_not_open(files: LocalFiles, tmp_path: Path) -> None:
    files.put(io.BytesIO(b"brochure"), ASHA)
    theirs = files.put(io.BytesIO(b"brochure"), RAVI)
    one, two = (next(path for path in _sealed(tmp_path) if who.hex in str(path)) for who in (ASHA, RAVI))
    two.write_bytes(one.read_bytes())
    with pytest.raises(FileDamaged):
        files.verify(theirs)


@pytest.mark.parametrize("at", [0, 20, 60, 40 + CHUNK + 50, -1])
def test_a_changed_byte_is_found(files: LocalFiles, tmp_path: Path, at: int) -> None:
    ref = files.put(io.BytesIO(os.urandom(2 * CHUNK)), ASHA)
    (file,) = _sealed(tmp_path)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(FileDamaged):
        files.verify(ref)


def test_chunks_cut_off_or_exchanged_are_found(files: LocalFiles, tmp_path: Path) -> None:
    ref = files.put(io.BytesIO(os.urandom(3 * CHUNK)), ASHA)
    (file,) = _sealed(tmp_path)
    whole = file.read_bytes()
    head, step = whole[:40], CHUNK + 16
    first, second, third = (whole[40 + at * step : 40 + (at + 1) * step] for at in range(3))
    for content in (head + first + second, head + second + first + third, whole + third, b"", head):
        file.write_bytes(content)
        with pytest.raises(FileDamaged):
            files.verify(ref)
    # Cut at a chunk's end with a reference that says so: the end mark is missing.
    file.write_bytes(head + first + second)
    with pytest.raises(FileDamaged), files.open(FileRef(ref.sha256, 2 * CHUNK, ASHA)) as content_found:
        content_found.read()


def _decrypted(file: Path, key: bytes) -> bytes:
    """All pages of a SQLCipher file in the clear."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content, plain = file.read_bytes(), b""
    for at in range(0, len(content), 4096):
        page = content[at : at + 4096]
        body = page[16 if at == 0 else 0 : -80]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
        plain += decryptor.update(body) + decryptor.finalize()
    return plain


def test_a_destroyed_key_makes_its_files_unreadable_for_good(
    files: LocalFiles, keys: PersonKeys, tmp_path: Path
) -> None:
    content = b"recording"
    gone, stays = files.put(io.BytesIO(content), ASHA), files.put(io.BytesIO(content), RAVI)
    key, other = keys.key(ASHA), keys.key(RAVI)
    copy = {path: path.read_bytes() for path in _sealed(tmp_path)}
    pages = _decrypted(tmp_path / "keys.db", subkey(KEY, "person keys"))
    assert key in pages
    assert other in pages

    assert files.erase(ASHA) == 1
    pages = _decrypted(tmp_path / "keys.db", subkey(KEY, "person keys"))
    assert key not in pages
    assert other in pages
    assert sorted(path.name for path in tmp_path.glob("keys.db*")) == ["keys.db"]

    for path, sealed in copy.items():  # somebody has a copy of the folder
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sealed)
    with pytest.raises(PersonKeyGone):
        files.open(gone)
    with pytest.raises(PersonKeyGone):
        files.put(io.BytesIO(content), ASHA)
    files.delete(gone)
    files.verify(stays)
    again = PersonKeys(tmp_path, KEY)
    assert again.is_destroyed(ASHA)
    assert not again.is_destroyed(RAVI)
    with pytest.raises(PersonKeyGone):
        again.key(ASHA, make=True)
    again.close()


def test_keys_belong_to_the_workspace(keys: PersonKeys, tmp_path: Path) -> None:
    key = keys.key(ASHA, make=True)
    assert keys.key(ASHA) == key
    with pytest.raises(PersonKeyGone):
        keys.key(uuid4())
    keys.close()
    assert keys.key(ASHA) == key
    thief = PersonKeys(tmp_path, os.urandom(32))
    with pytest.raises(WrongKey):
        thief.key(ASHA)


def test_a_put_that_breaks_off_leaves_nothing(files: LocalFiles, tmp_path: Path) -> None:
    class Breaks(io.BytesIO):
        """A stream whose source goes away."""

        def read(self, size: int | None = -1, /) -> bytes:
            """A chunk, then an error."""
            if self.tell():
                raise OSError("unplugged")
            return super().read(size)

    with pytest.raises(OSError, match="unplugged"):
        files.put(Breaks(os.urandom(2 * CHUNK)), ASHA)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
