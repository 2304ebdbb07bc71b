"""The file of refused rows: the same columns and a reason, ready to be mended and brought again."""

from __future__ import annotations

import contextlib
import csv
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from crm_desktop.errors import UserError

REASON = "Reason"
# What a spreadsheet would run as a formula. Plain numbers ("+91 98…", "-5") are harmless and stay.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s().,-]*$)")
_GUARDED = re.compile(r"'+[=@\t\r+-]")


def has_reason(header: Sequence[str]) -> bool:
    """Whether a header is that of a file this program wrote."""
    return len(header) > 1 and header[-1] == REASON


def guarded(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: an apostrophe in front, which `bare` takes away again."""
    if _FORMULA.match(cell) or _GUARDED.match(cell):
        return "'" + cell
    return cell


def bare(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "'" and (_FORMULA.match(cell, 1) or _GUARDED.match(cell, 1)) else cell


def beside(source: Path) -> Path:
    """A free name for the refused rows of a file, in its folder."""
    for turn in range(1, 1000):
        more = "" if turn == 1 else f" ({turn})"
        path = source.with_name(f"{source.stem} - refused{more}.csv")
        if not path.exists():
            return path
    return source.with_name(f"{source.stem} - refused.csv")


class RefusedFile:
    """Written row by row under another name, put in its place at the end when there are any rows.

    UTF-8 with a byte order mark, so that a spreadsheet opens it rightly. `header` is None for files without.
    """

    def __init__(self, path: Path, header: Sequence[str] | None, workspace: Path | None) -> None:
        self.path = path
        self.count = 0
        self._part = path.with_name(path.name + ".part")
        self._is_ours = header is not None and has_reason(header)
        if workspace is not None and path.resolve().is_relative_to(workspace.resolve()):
            raise UserError(
                "The refused rows can't be saved in the workspace's own folder. Choose another place.",
                field="refused",
            )
        try:
            handle = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise UserError(
                "The refused rows can't be saved in the folder “{folder}”: it can't be written. Nothing was "
                "imported. Choose another place for them.",
                field="refused",
                folder=str(path.parent),
            ) from error
        self._file: IO[str] = os.fdopen(handle, "w", encoding="utf-8-sig", newline="", errors="replace")
        self._writer: Any = csv.writer(self._file)
        if header is not None:
            self._writer.writerow([*(header[:-1] if self._is_ours else header), REASON])

    def add(self, cells: Sequence[str], reason: str) -> None:
        """Keep one refused row."""
        self.count += 1
        kept = cells[:-1] if self._is_ours else cells
        self._writer.writerow([*map(guarded, kept), reason])

    def keep(self) -> Path | None:
        """Put the file in its place; None when no row was refused (then there is no file)."""
        if not self.count:
            self.drop()
            return None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._part, self.path)
        return self.path

    def drop(self) -> None:
        """Leave no file behind."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink()
