"""Where a command writes to: said the same way by all of them, and looked at before anything is done."""

from __future__ import annotations

import argparse
from enum import StrEnum
from pathlib import Path

from crm_desktop.errors import UserError

# What a folder is never called by somebody who means a folder.
_OF_FILES = (".pdf", ".json", ".csv", ".vcf", ".zip", ".txt")


class Place(StrEnum):
    """What `--out` names."""

    FILE = "file"  # one that is there gives way once the new one is whole, as scripts that run daily expect
    NEW_FILE = "new file"  # such as a backup or what law keeps: never written over
    FOLDER = "folder"  # made where it isn't there
    NEW_FOLDER = "new folder"


def add_out(
    command: argparse.ArgumentParser, place: Place, told: str | None = None, *, is_needed: bool = True
) -> None:
    """Give a command its `--out`."""
    metavar = "FILE" if place in (Place.FILE, Place.NEW_FILE) else "DIR"
    command.add_argument("--out", type=Path, required=is_needed, metavar=metavar, help=told)
    command.set_defaults(place=place)


def check_places(arguments: argparse.Namespace) -> None:
    """Look at where a command is to write, before anybody signs in. Raises UserError at the field out."""
    place: Place | None = getattr(arguments, "place", None)
    for field in ("out", "qr", "invitation", "refused"):
        file: Path | None = getattr(arguments, field, None)
        if place is None or file is None:
            continue
        if place in (Place.FOLDER, Place.NEW_FOLDER):
            _check_folder(file, place)
        else:
            check_file(file, field, place)


def _check_folder(folder: Path, place: Place) -> None:
    if not folder.is_dir() and (folder.exists() or folder.suffix.casefold() in _OF_FILES):
        raise UserError(
            "--out is a folder for several files, and {file} is the name of one. Name a folder.",
            field="out",
            file=folder,
        )
    if place is Place.NEW_FOLDER and folder.exists():
        raise UserError("{folder} is there already. Name a new folder.", field="out", folder=folder)


def check_file(file: Path, field: str, place: Place) -> None:
    """Look at one file that is to be written; raises UserError at the field where it may not."""
    if not file.exists():
        return
    if not file.is_file():
        raise UserError("{file} is no file. Name one.", field=field, file=file)
    if place is Place.NEW_FILE:
        raise UserError("{file} is there already. Name another file.", field=field, file=file)
