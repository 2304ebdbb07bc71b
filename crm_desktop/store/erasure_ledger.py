"""The list of erasures beside the store and its backups: what a backup brought back must forget again.

A file a workspace, sealed with a key that comes of the workspace's own, only ever added to: a line an entry,
the newest of an erasure counts. In it stand leads' ids, tombstones and the certificate; no name, no number.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.log import get_logger
from crm_desktop.secrets import subkey
from crm_desktop.secrets.sealing import DoesNotOpen, seal, unseal

log = get_logger(__name__)
ENDING = ".erasures"
_HEAD = "crm-desktop erasures 1\n"

Entry = Mapping[str, Any]


class ErasureLedger:
    """The files of one workspace's list; they are all added to, and read together."""

    def __init__(self, workspace_id: UUID, key: bytes, places: Iterable[Path]) -> None:
        """`places`: folders; those that aren't there are left out."""
        self._name = f"crm-desktop-{workspace_id.hex[-8:]}{ENDING}"
        self._bound_to = f"erasures of {workspace_id}"
        self._key = subkey(key, "erasure ledger")
        self._files = [place / self._name for place in dict.fromkeys(places)]

    def add(self, entry: Entry) -> None:
        """Add an entry everywhere; a place that can't be written is left out, and said in the log."""
        text = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode()
        line = base64.b64encode(seal(self._key, text, self._bound_to)).decode()
        for file in self._files:
            self._write(file, [line])

    def touch(self) -> None:
        """See that the files are there, also where nobody was ever erased, with all that is known."""
        known = self._lines()
        for file in self._files:
            here = set(self._lines_of(file))
            missing = [line for line in known if line not in here]
            if missing or not file.exists():
                self._write(file, missing)

    def entries(self) -> list[dict[str, Any]] | None:
        """The newest entry of each erasure; None where there is no list at all."""
        if not any(file.exists() for file in self._files):
            return None
        found: dict[str, dict[str, Any]] = {}
        for line in self._lines():
            try:
                entry = json.loads(unseal(self._key, base64.b64decode(line), self._bound_to))
            except (DoesNotOpen, ValueError):
                log.warning("an entry of the list of erasures does not open")
                continue
            known = found.get(entry["id"])
            if known is None or known["no"] <= entry["no"]:
                found[entry["id"]] = entry
        return list(found.values())

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

    def _lines(self) -> list[str]:
        return list(dict.fromkeys(line for file in self._files for line in self._lines_of(file)))

    def _lines_of(self, file: Path) -> list[str]:
        try:
            text = file.read_text("ascii", errors="replace")
        except OSError:
            return []
        return [line for line in text.splitlines()[1:] if line]
