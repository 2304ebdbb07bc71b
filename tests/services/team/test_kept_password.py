"""Passwords in the key store: each person's, each folder's, and only where the store is used anyway."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest

from crm_desktop.secrets import keystore
from crm_desktop.secrets.errors import KeyStoreLocked
from crm_desktop.secrets.workspace_file import WorkspaceFile
from crm_desktop.services.team.kept_password import KeptPasswords


class Words(dict[tuple[str, str], str]):
    """A key store in memory."""

    def get_password(self, service: str, username: str) -> str | None:
        return self.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self[service, username]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Words:
    found = Words()
    monkeypatch.setattr(keystore, "_backend", lambda: found)
    return found


Where = Literal["keystore", "sealed"]


def passwords(folder: Path, number: int = 1, place: Where = "keystore") -> KeptPasswords:
    folder.mkdir(exist_ok=True)
    made = datetime(2026, 11, 20, tzinfo=UTC)
    WorkspaceFile(UUID(int=number), "Shakti", made, place, "mark").write(folder)
    return KeptPasswords(folder)


def test_a_password_is_kept_for_one_person_of_one_workspace(tmp_path: Path, words: Words) -> None:
    here, there = passwords(tmp_path / "a"), passwords(tmp_path / "b", 2)
    assert here.of("asha") == ""
    here.keep(" Asha", "first")
    here.keep("asha", "second")
    assert (here.of("asha "), here.of("imran"), there.of("asha")) == ("second", "", "")
    assert len(words) == 1
    here.forget("ASHA")
    here.forget("asha")
    assert not words


def test_nothing_is_kept_beside_a_key_under_a_passphrase(tmp_path: Path, words: Words) -> None:
    sealed = passwords(tmp_path / "a", place="sealed")
    assert not sealed.is_offered
    sealed.keep("asha", "secret")
    assert sealed.of("asha") == ""
    assert not words


def test_a_locked_key_store_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = passwords(tmp_path / "a")

    def locked() -> Callable[[], object]:
        raise KeyStoreLocked

    monkeypatch.setattr(keystore, "_backend", locked)
    kept.keep("asha", "secret")
    kept.forget("asha")
    assert kept.of("asha") == ""
