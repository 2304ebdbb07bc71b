"""The list of erasures beside the store and its backups: what a backup brought back must forget again.

A file a workspace, sealed with a key that comes of the workspace's own, only ever added to: a line an entry,
the newest of an erasure counts. In it stand leads' ids, tombstones and the certificate; no name, no number.
Of a server's there are copies that can't be opened where they lie: in the store itself, which the night
script keeps beside its dumps, and at every workstation.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.log import get_logger
from crm_desktop.secrets import subkey
from crm_desktop.secrets.sealing import DoesNotOpen, seal, unseal

log = get_logger(__name__)
ENDING = ".erasures"
_STATES = ("waiting", "cancelled", "erasing", "erased")
_HEAD = "crm-desktop erasures 1\n"

Entry = Mapping[str, Any]


def digest_of(line: str) -> bytes:
    """By what a sealed line is known."""
    return sha256(line.encode()).digest()


class LedgerLines:
    """The sealed lines of one workspace's list as they lie in files: all added to, and read together."""

    def __init__(self, workspace_id: UUID, places: Iterable[Path]) -> None:
        """`places`: folders; those that aren't there are left out."""
        name = f"crm-desktop-{workspace_id.hex[-8:]}{ENDING}"
        self._files = [place / name for place in dict.fromkeys(places)]

    @property
    def is_there(self) -> bool:
        """Whether there is a list at all."""
        return any(file.exists() for file in self._files)

    def lines(self) -> list[str]:
        """All lines, each once."""
        return list(dict.fromkeys(line for file in self._files for line in self._lines_of(file)))

    def bring(self, lines: Iterable[str]) -> None:
        """Add lines everywhere where they are missing; a place that can't be written is said in the log."""
        wanted = list(dict.fromkeys(lines))
        for file in self._files:
            here = set(self._lines_of(file))
            missing = [line for line in wanted if line not in here]
            if missing or not file.exists():
                self._write(file, missing)

    def touch(self) -> None:
        """See that the files are there, also where nobody was ever erased, with all that is known."""
        self.bring(self.lines())

    def _write(self, file: Path, lines: list[str]) -> None:
        if not file.parent.is_dir():
            return
        try:
            is_new = not file.exists()
            with file.open("a", encoding="ascii") as out:
                out.write((_HEAD if is_new else "") + "".join(f"{line}\n" for line in lines))
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            log.warning("the list of erasures can't be written", place=str(file.parent), why=str(error))

    def _lines_of(self, file: Path) -> list[str]:
        try:
            text = file.read_text("ascii", errors="replace")
        except OSError:
            return []
        return [line for line in text.splitlines()[1:] if line]


class ErasureLedger(LedgerLines):
    """The list for who has its key."""

    def __init__(self, workspace_id: UUID, key: bytes, places: Iterable[Path]) -> None:
        """`places`: as of its lines."""
        super().__init__(workspace_id, places)
        self._bound_to = f"erasures of {workspace_id}"
        self._key = subkey(key, "erasure ledger")

    def add(self, entry: Entry) -> str:
        """Add an entry everywhere; gives its line."""
        text = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode()
        line = base64.b64encode(seal(self._key, text, self._bound_to)).decode()
        for file in self._files:
            self._write(file, [line])
        return line

    def entries(self) -> list[dict[str, Any]] | None:
        """The newest entry of each erasure; None where there is no list at all."""
        return self.opened(self.lines())[0] if self.is_there else None

    def opened(self, lines: Iterable[str]) -> tuple[list[dict[str, Any]], list[str]]:
        """The newest entry of each erasure in these lines, and those that don't open: not ours, changed."""
        found: dict[str, dict[str, Any]] = {}
        strange: list[str] = []
        for line in lines:
            try:
                entry = json.loads(unseal(self._key, base64.b64decode(line), self._bound_to))
            except (DoesNotOpen, ValueError):
                log.info("an entry of the list of erasures does not open")
                strange.append(line)
                continue
            known = found.get(entry["id"])
            if known is None or _place(known) <= _place(entry):
                found[entry["id"]] = entry
        return list(found.values()), strange


def _place(entry: Entry) -> tuple[int, int, bool]:
    """How far an entry is: of two of the same moment that which says more comes later."""
    state = str(entry.get("state"))
    return int(entry["no"]), _STATES.index(state) if state in _STATES else -1, bool(entry.get("closed_at"))
