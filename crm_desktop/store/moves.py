"""Exchanging several files as one: a list of renames that is carried out whole, or taken back."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from crm_desktop.secrets.workspace_file import STORE_NAME, sync_folder, write_whole
from crm_desktop.store.files import FILES
from crm_desktop.store.person_keys import KEYS_NAME

_JOURNAL = "moving.json"

Move = tuple[str, str]


def move_all(folder: Path, moves: Sequence[Move]) -> None:
    """Rename files or folders of one folder in order, `(from, to)`; all or none, also when killed.

    No `to` may exist when its turn comes. A kill in between is mended by `take_back`.
    """
    try:
        for at, (source, target) in enumerate(moves):
            if (folder / target).exists():
                raise FileExistsError(target)
            # Written before each one: a begun move whose target exists has happened.
            write_whole(folder / _JOURNAL, json.dumps([list(move) for move in moves[: at + 1]]).encode())
            os.replace(folder / source, folder / target)
            sync_folder(folder)
    except BaseException:
        take_back(folder)
        raise
    (folder / _JOURNAL).unlink()
    sync_folder(folder)


def store_aside(folder: Path, place: str, mark: str) -> list[Move]:
    """The renames that put a local store, its keys and documents into the folder `place`, with `mark` behind.

    No connection may be open: what connections share goes at once, and is made anew.
    """
    moves: list[Move] = []
    for ending in ("", "-wal"):
        if (folder / f"{STORE_NAME}{ending}").exists():
            moves.append((f"{STORE_NAME}{ending}", f"{place}/{STORE_NAME}.{mark}{ending}"))
    for name in (KEYS_NAME, FILES):
        if (folder / name).exists():
            moves.append((name, f"{place}/{name}.{mark}"))
    (folder / f"{STORE_NAME}-shm").unlink(missing_ok=True)
    return moves


def is_broken_off(folder: Path) -> bool:
    """Whether a list of renames is under way here, or was broken off."""
    return (folder / _JOURNAL).exists()


def take_back(folder: Path) -> bool:
    """Undo a list of renames that was broken off; True when there was one. Needs the folder alone."""
    journal = folder / _JOURNAL
    if not journal.exists():
        return False
    begun: list[list[str]] = json.loads(journal.read_text("utf-8"))
    while begun:
        source, target = begun.pop()
        if (folder / target).exists():
            (folder / source).parent.mkdir(exist_ok=True)
            os.replace(folder / target, folder / source)
            sync_folder(folder)
        # So that being killed here, too, leaves a list that is right.
        write_whole(journal, json.dumps(begun).encode())
    journal.unlink()
    sync_folder(folder)
    return True
