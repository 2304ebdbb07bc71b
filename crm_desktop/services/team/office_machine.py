"""The computer that becomes the office's server: running its programs, and finding PostgreSQL on it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.errors import UserError

OLDEST = 15
_DEBIAN = Path("/usr/lib/postgresql")
_WINDOWS = Path("C:/Program Files/PostgreSQL")


class ProgramFailed(UserError):
    """A program of the system ended with an error."""

    def __init__(self, program: str, words: str) -> None:
        super().__init__(
            "{program} failed: {words}. What was done so far may stay; mend this and run the command again.",
            program=program,
            words=words,
        )


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed PostgreSQL: its version and the folder of its programs; the rest is known on Windows."""

    version: int
    binaries: Path
    data: Path | None = None
    service: str = ""

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.binaries / (f"{name}.exe" if sys.platform == "win32" else name))


class Machine:
    """This computer. Nothing here asks the person at it anything."""

    @property
    def is_administrator(self) -> bool:
        """Whether we may change the system."""
        if sys.platform == "win32":
            import ctypes

            return bool(ctypes.windll.shell32.IsUserAnAdmin())
        return os.geteuid() == 0

    def has(self, program: str) -> bool:
        """Whether a program is there."""
        return shutil.which(program) is not None

    def run(
        self,
        command: Sequence[str],
        *,
        as_user: str = "",
        typed: str = "",
        environment: dict[str, str] | None = None,
    ) -> str:
        """What a program prints; `typed` goes to it unseen. Raises ProgramFailed with its last words."""
        full = list(command)
        if as_user and sys.platform != "win32" and os.geteuid() == 0:
            full = ["runuser", "-u", as_user, "--", *full]
        try:
            done = subprocess.run(
                full,
                input=typed,
                capture_output=True,
                text=True,
                check=False,
                cwd="/" if sys.platform != "win32" else None,
                env={**os.environ, "LC_ALL": "C", **(environment or {})},
                umask=0o022 if sys.platform != "win32" else -1,  # the system's programs, not our files
            )
        except OSError as error:
            raise ProgramFailed(command[0], error.strerror or str(error)) from error
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            raise ProgramFailed(Path(command[0]).name, lines[-1].rstrip(".") if lines else "it said nothing")
        return done.stdout


def this_program(*words: str) -> str:
    """This program as a command line for the system's planner, frozen or not."""
    return (subprocess.list2cmdline if sys.platform == "win32" else shlex.join)(own_command(*words))


def own_command(*words: str) -> list[str]:
    """This program with these words, frozen or not."""
    begun = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "crm_desktop"]
    return [*begun, *words]


def find_postgres() -> Installed | None:
    """The newest PostgreSQL server installed here that is new enough."""
    found = _on_windows() if sys.platform == "win32" else _on_unix()
    good = [each for each in found if each.version >= OLDEST]
    return max(good, key=lambda each: each.version, default=None)


def _on_unix() -> list[Installed]:
    places = [path.parent for path in _DEBIAN.glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    return [Installed(version_of(place), place) for place in places]


def version_of(binaries: Path) -> int:
    """The major version of the server in a folder; 0 when it doesn't say."""
    name = "postgres.exe" if sys.platform == "win32" else "postgres"
    try:
        told = subprocess.run(
            [str(binaries / name), "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", told)
    return int(number.group(1)) if number else 0


def _on_windows() -> list[Installed]:
    """From what the installer wrote into the registry, else from its usual folder. Not tried on Windows."""
    found: list[Installed] = []
    if sys.platform == "win32":
        import winreg

        try:
            root = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\PostgreSQL\Installations")
            for number in range(winreg.QueryInfoKey(root)[0]):
                with winreg.OpenKey(root, winreg.EnumKey(root, number)) as entry:
                    base, data, service = (
                        str(winreg.QueryValueEx(entry, name)[0])
                        for name in ("Base Directory", "Data Directory", "Service ID")
                    )
                found.append(
                    Installed(version_of(Path(base) / "bin"), Path(base) / "bin", Path(data), service)
                )
        except OSError:
            found = []
    return found or windows_folders(_WINDOWS)


def windows_folders(programs: Path) -> list[Installed]:
    """Versions in the installer's usual folder, by the folders' names."""
    return [
        Installed(int(folder.name), folder / "bin", folder / "data", f"postgresql-x64-{folder.name}")
        for folder in programs.glob("*")
        if folder.name.isdigit() and (folder / "bin").is_dir()
    ]
