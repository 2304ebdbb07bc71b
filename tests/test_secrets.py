"""Keys: kept, found again, recovered by the code on paper; every failure told apart."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop import secrets
from crm_desktop.errors import StoreProblem
from crm_desktop.secrets import keystore
from crm_desktop.secrets.recovery import new_code, read_code, write_code
from crm_desktop.secrets.sealing import DoesNotOpen, PassphraseCost, seal, unseal

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
CHEAP = PassphraseCost(passes=1, memory_kib=64, lanes=1)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Memory:
    """A key store that keeps words in memory."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The word kept."""
        return self.words.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a word."""
        self.words[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a word."""
        del self.words[service, username]


@pytest.fixture(autouse=True)
def _no_keystore(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    monkeypatch.delenv("CRM_DESKTOP_PASSPHRASE", raising=False)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A working key store in place of the system's."""
    store = Memory()
    monkeypatch.setattr(keystore, "_backend", lambda: store)
    return store


def _create(folder: Path, passphrase: str | None = "open sesame") -> secrets.NewKey:
    return secrets.create_key(
        folder,
        workspace_id=uuid4(),
        name="शक्ति Finance",
        created_at=NOW,
        passphrase=passphrase,
        cost=CHEAP,
    )


def test_a_key_is_kept_in_the_key_store_and_found_again(tmp_path: Path, memory: Memory) -> None:
    made = _create(tmp_path, passphrase=None)
    assert made.place == "keystore"
    assert not (tmp_path / "key.sealed").exists()
    assert len(memory.words) == 1  # the probe is gone
    assert secrets.load_key(tmp_path) == made.key
    about = secrets.WorkspaceFile.read(tmp_path)
    assert about.name == "शक्ति Finance"
    assert about.key_mark == secrets.key_mark(made.key)


def test_without_a_key_store_a_passphrase_seals_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _create(tmp_path)
    assert made.place == "sealed"
    assert secrets.load_key(tmp_path, "open sesame") == made.key
    with pytest.raises(secrets.WrongPassphrase):
        secrets.load_key(tmp_path, "open barley")
    with pytest.raises(secrets.PassphraseNeeded):
        secrets.load_key(tmp_path)
    monkeypatch.setenv("CRM_DESKTOP_PASSPHRASE", "open sesame")
    assert secrets.load_key(tmp_path) == made.key


def test_no_file_and_no_print_shows_the_key(tmp_path: Path, memory: Memory) -> None:
    made = _create(tmp_path)
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert made.key not in content
        assert made.key.hex().encode() not in content
        assert made.recovery_code.encode() not in content
    assert made.key.hex() not in repr(made)
    assert made.recovery_code not in repr(made)


def test_without_key_store_and_passphrase_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(secrets.PassphraseNeeded):
        _create(tmp_path / "new", passphrase=None)
    assert list((tmp_path / "new").iterdir()) == []


def test_an_existing_workspace_is_never_overwritten(tmp_path: Path) -> None:
    made = _create(tmp_path)
    with pytest.raises(secrets.AlreadyAWorkspace):
        _create(tmp_path)
    assert secrets.load_key(tmp_path, "open sesame") == made.key


def test_a_database_without_its_description_is_never_overwritten(tmp_path: Path) -> None:
    _create(tmp_path)
    (tmp_path / "workspace.db").write_bytes(b"x")
    recovery = (tmp_path / "recovery.sealed").read_bytes()
    (tmp_path / "workspace.json").unlink()
    with pytest.raises(secrets.WorkspaceFileDamaged):
        secrets.load_key(tmp_path, "open sesame")
    with pytest.raises(secrets.AlreadyAWorkspace):
        _create(tmp_path)
    assert (tmp_path / "recovery.sealed").read_bytes() == recovery


def test_each_way_to_lose_a_key_has_its_own_words(tmp_path: Path, memory: Memory) -> None:
    with pytest.raises(secrets.WorkspaceMissing):
        secrets.load_key(tmp_path / "nowhere")
    _create(tmp_path)
    memory.words.clear()
    with pytest.raises(secrets.KeyMissing):
        secrets.load_key(tmp_path)
    file = tmp_path / "workspace.json"
    whole = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(whole | {"key": {"place": "sealed", "mark": ""}}), "utf-8")
    with pytest.raises(secrets.KeyMissing):
        secrets.load_key(tmp_path, "x")
    for damaged in ("{", "[]", json.dumps(whole | {"key": {}}), json.dumps(whole | {"id": "7"})):
        file.write_text(damaged, "utf-8")
        with pytest.raises(secrets.WorkspaceFileDamaged):
            secrets.load_key(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"format": 1, "kind": "passphrase", "salt": "!", "sealed": "!"}',
    ],
)
def test_a_damaged_sealed_file_is_not_a_wrong_passphrase(tmp_path: Path, damage: bytes) -> None:
    made = _create(tmp_path)
    (tmp_path / "key.sealed").write_bytes(damage)
    with pytest.raises(secrets.SealedFileDamaged):
        secrets.load_key(tmp_path, "open sesame")
    (tmp_path / "recovery.sealed").write_bytes(damage)
    with pytest.raises(secrets.SealedFileDamaged):
        secrets.unlock_with_recovery(tmp_path, made.recovery_code)


def test_a_sealed_file_of_another_workspace_is_not_a_wrong_passphrase(tmp_path: Path) -> None:
    _create(tmp_path / "a")
    _create(tmp_path / "b")
    (tmp_path / "b" / "key.sealed").write_bytes((tmp_path / "a" / "key.sealed").read_bytes())
    with pytest.raises(secrets.SealedForAnother, match=r"key\.sealed"):
        secrets.load_key(tmp_path / "b", "open sesame")


def test_a_sealed_file_can_not_ask_for_all_memory(tmp_path: Path) -> None:
    _create(tmp_path)
    file = tmp_path / "key.sealed"
    fields = json.loads(file.read_text())
    fields["argon2id"]["memory_kib"] = 2**40
    file.write_text(json.dumps(fields))
    with pytest.raises(secrets.SealedFileDamaged):
        secrets.load_key(tmp_path, "open sesame")


def test_the_key_store_absent_locked_or_hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Memory()
    monkeypatch.setattr(keystore, "_backend", lambda: store)
    _create(tmp_path)
    monkeypatch.undo()
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    with pytest.raises(secrets.KeyStoreAbsent):
        secrets.load_key(tmp_path)

    from keyring.errors import InitError, NoKeyringError

    def refuse(error: Exception) -> None:
        def backend() -> Memory:
            raise error

        monkeypatch.setattr(keystore, "_backend", backend)

    refuse(InitError("no prompter"))
    with pytest.raises(secrets.KeyStoreLocked):
        secrets.load_key(tmp_path)
    refuse(NoKeyringError("no D-Bus"))
    with pytest.raises(secrets.KeyStoreAbsent):
        secrets.load_key(tmp_path)

    until = threading.Event()
    monkeypatch.setattr(keystore, "_backend", lambda: until.wait(5))
    monkeypatch.setattr(keystore, "ANSWER_S", 0.02)
    with pytest.raises(secrets.KeyStoreLocked):
        secrets.load_key(tmp_path)
    assert not keystore.usable(0.02)
    until.set()


def test_kwallet_is_asked_under_kde_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert [name for _, name in keystore._candidates()] == ["Keyring"]
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    assert [name for _, name in keystore._candidates()] == ["DBusKeyring", "Keyring"]


def test_the_recovery_code_opens_and_another_does_not(tmp_path: Path) -> None:
    made = _create(tmp_path / "a")
    other = _create(tmp_path / "b")
    typed = made.recovery_code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert secrets.unlock_with_recovery(tmp_path / "a", typed) == made.key
    with pytest.raises(secrets.RecoveryCodeOfAnother):
        secrets.unlock_with_recovery(tmp_path / "a", other.recovery_code)
    (tmp_path / "a" / "recovery.sealed").unlink()
    with pytest.raises(secrets.RecoveryFileMissing):
        secrets.unlock_with_recovery(tmp_path / "a", made.recovery_code)


def test_a_recovery_file_of_another_workspace_does_not_open(tmp_path: Path) -> None:
    made = _create(tmp_path / "a")
    _create(tmp_path / "b")
    (tmp_path / "b" / "recovery.sealed").write_bytes((tmp_path / "a" / "recovery.sealed").read_bytes())
    with pytest.raises(secrets.SealedForAnother, match=r"recovery\.sealed"):
        secrets.unlock_with_recovery(tmp_path / "b", made.recovery_code)


def test_a_new_code_replaces_the_one_before(tmp_path: Path) -> None:
    made = _create(tmp_path)
    code = secrets.new_recovery_code(tmp_path, made.key)
    assert secrets.unlock_with_recovery(tmp_path, code) == made.key
    with pytest.raises(secrets.RecoveryCodeOfAnother):
        secrets.unlock_with_recovery(tmp_path, made.recovery_code)


def test_a_recovered_key_is_kept_on_another_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Memory(), Memory()
    monkeypatch.setattr(keystore, "_backend", lambda: first)
    made = _create(tmp_path)
    monkeypatch.setattr(keystore, "_backend", lambda: second)
    with pytest.raises(secrets.KeyMissing):
        secrets.load_key(tmp_path)
    key = secrets.unlock_with_recovery(tmp_path, made.recovery_code)
    assert secrets.adopt_key(tmp_path, key) == "keystore"
    assert secrets.load_key(tmp_path) == made.key
    monkeypatch.undo()
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    assert secrets.adopt_key(tmp_path, key, passphrase="another day", cost=CHEAP) == "sealed"
    assert secrets.load_key(tmp_path, "another day") == made.key
    monkeypatch.setattr(keystore, "_backend", lambda: second)
    assert secrets.adopt_key(tmp_path, key) == "keystore"
    assert not (tmp_path / "key.sealed").exists()


def test_a_workspace_that_never_came_to_be_leaves_nothing(tmp_path: Path, memory: Memory) -> None:
    _create(tmp_path)
    secrets.discard_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert memory.words == {}


@given(st.binary(min_size=20, max_size=20))
def test_a_code_reads_back(bits: bytes) -> None:
    code = write_code(bits)
    assert read_code(code) == bits
    assert read_code(f"  {code.lower().replace('-', '')} ") == bits
    assert read_code(code.replace("-", " – ").replace("0", "O").replace("1", "I")) == bits


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(LETTERS))
def test_one_wrong_letter_names_its_group(bits: bytes, at: int, letter: str) -> None:
    letters = write_code(bits).replace("-", "")
    if letters[at] == letter:
        return
    with pytest.raises(secrets.RecoveryCodeMistyped) as caught:
        read_code(letters[:at] + letter + letters[at + 1 :])
    assert caught.value.group == at // 5 + 1
    assert caught.value.field == "recovery_code"


@given(st.binary(min_size=20, max_size=20), st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_two_exchanged_letters_name_their_group(bits: bytes, group: int, one: int, two: int) -> None:
    groups = write_code(bits).split("-")
    letters = list(groups[group])
    letters[one], letters[two] = letters[two], letters[one]
    if "".join(letters) == groups[group]:
        return
    groups[group] = "".join(letters)
    with pytest.raises(secrets.RecoveryCodeMistyped) as caught:
        read_code("-".join(groups))
    assert caught.value.group == group + 1


def test_exchanged_groups_and_wrong_lengths_are_found() -> None:
    groups = new_code().split("-")
    groups[2], groups[5] = "A" * 4 + "0", groups[5]
    for typed, group in (
        ("-".join([*groups[:6], groups[6] + "7", groups[7]]), 7),
        ("-".join([groups[0][:4], *groups[1:]]), 1),
        ("", 1),
    ):
        with pytest.raises(secrets.RecoveryCodeMistyped) as caught:
            read_code(typed)
        assert caught.value.group == group
    whole = new_code().split("-")
    if whole[0] != whole[1]:
        whole[0], whole[1] = whole[1], whole[0]
        with pytest.raises(secrets.RecoveryCodeMistyped):
            read_code("-".join(whole))


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_never_opens(secret: bytes, at: int, flip: int) -> None:
    key = bytes(32)
    sealed = bytearray(seal(key, secret, "row 1"))
    assert unseal(key, bytes(sealed), "row 1") == secret
    with pytest.raises(DoesNotOpen):
        unseal(key, bytes(sealed), "row 2")
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(DoesNotOpen):
        unseal(key, bytes(sealed), "row 1")


def test_subkeys_differ_by_purpose_and_match_the_standard() -> None:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytes(range(32))
    assert secrets.subkey(key, "seat one") != secrets.subkey(key, "seat two")
    standard = HKDF(SHA256(), 32, None, b"crm-desktop/seat one").derive(key)
    assert secrets.subkey(key, "seat one") == standard


def test_every_sentence_can_be_shown() -> None:
    problems: list[StoreProblem] = [
        secrets.WorkspaceMissing("x"),
        secrets.KeyMissing("x"),
        secrets.RecoveryCodeMistyped(3),
    ]
    for problem in problems:
        assert "{" not in str(problem)
        assert problem.template.format(**problem.params) == str(problem)


def test_importing_keys_imports_no_heavy_library() -> None:
    heavy = "{'keyring', 'argon2', 'cryptography', 'sqlalchemy', 'sqlcipher3'}"
    code = f"import sys, crm_desktop.secrets; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
