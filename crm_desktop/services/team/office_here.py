"""*Make this PC the office server* out of the window: the system asks for its administrator's password."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.services.team.office_machine import own_command, this_program

_ASKS = "pkexec"  # asks the person at the screen, as the system's own settings do
_DISMISSED = (126, 127)  # its codes for: not let, or nobody to ask


@dataclass(frozen=True, slots=True)
class MadeHere:
    """What was set up: `share`'s address, the certificate's file, the password shown once; what is told."""

    server: str
    certificate: Path
    password: str
    told: tuple[str, ...]

    def __repr__(self) -> str:
        return f"MadeHere({self.server!r})"


def can_ask() -> bool:
    """Whether a window can ask for the system's administrator here; else the command is to be typed."""
    return sys.platform.startswith("linux") and shutil.which(_ASKS) is not None


def command(office: str) -> str:
    """What is typed instead, in any folder."""
    line = this_program("office-server", "--office", office)
    return line if sys.platform == "win32" else f"sudo {line}"


def make(actor: Actor, office: str) -> MadeHere:
    """Set this computer up as its administrator; takes minutes where PostgreSQL has to be fetched.

    UserError says why not: nobody let us, or what `office-server` itself refused.
    """
    actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
    words = [_ASKS, *own_command("office-server", "--office", office, "--json")]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise _typed_instead(office) from error
    said = done.stderr.strip().splitlines()
    if done.returncode in _DISMISSED and not done.stdout:
        raise _typed_instead(office)
    try:
        found = json.loads(done.stdout)
        return MadeHere(
            str(found["server"]),
            Path(found["certificate"]),
            str(found["password"] or ""),
            tuple(str(line) for line in found["told"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("{words}", words=said[-1] if said else "office-server said nothing.") from error


def _typed_instead(office: str) -> UserError:
    return UserError(
        "The system's administrator was not asked or said no, so nothing was changed. In a terminal this "
        "does the same: {command}",
        command=command(office),
    )


__all__ = ["MadeHere", "can_ask", "command", "make"]
