"""Where things are: what travels with the program, and the folders of the person who runs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: Moves every folder of the person under this one: tests, the tour, a program on a memory stick.
HOME_VARIABLE = "CRM_DESKTOP_HOME"


def resources_dir() -> Path:
    """The folder with themes, translations, glossary, fonts and rule packs."""
    return _travelling("resources")


def migrations_dir() -> Path:
    """The folder with the store's migrations (`env.py`, `versions/`)."""
    return _travelling("migrations")


def default_workspace_dir() -> Path:
    """The workspace that opens when none is named; not made here."""
    return _data_dir() / "workspace"


def config_dir() -> Path:
    """The folder for this workstation's own settings; not made here."""
    home = _moved_home()
    if home is not None:
        return home / "config"
    import platformdirs  # late: 14 to 20 ms that the first paint does without

    return platformdirs.user_config_path(_app_name(), appauthor=False, roaming=False)


def log_dir() -> Path:
    """The folder for the program's log files; not made here."""
    home = _moved_home()
    if home is not None:
        return home / "log"
    import platformdirs  # late, as above

    return platformdirs.user_log_path(_app_name(), appauthor=False)


def _data_dir() -> Path:
    home = _moved_home()
    if home is not None:
        return home / "data"
    import platformdirs  # late, as above

    # Never roaming: a workspace copied to a server at sign-out is a second, stale workspace.
    return platformdirs.user_data_path(_app_name(), appauthor=False, roaming=False)


def _moved_home() -> Path | None:
    moved = os.environ.get(HOME_VARIABLE)
    return Path(moved) if moved else None


def _app_name() -> str:
    return "crm-desktop" if sys.platform.startswith("linux") else "CRM Desktop"


def _travelling(name: str) -> Path:
    """A folder at the top of the checkout, inside the wheel (`_data`), or beside the frozen program."""
    candidates = [_PACKAGE / "_data" / name]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        candidates += [Path(frozen) / name, Path(frozen) / "crm_desktop" / "_data" / name]
    elif (_PACKAGE.parent / "pyproject.toml").is_file():  # else `name` may belong to some other package
        candidates.append(_PACKAGE.parent / name)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the program's folder {name!r} is missing; looked in {candidates}")
