"""Terms and policies that whoever works with the program accepts, each version once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Policy:
    """One text in its newest version. `sha256`: of the text that was shown."""

    id: str
    version: str
    title: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """That somebody accepted a version, and when."""

    id: str
    version: str
    sha256: str
    at: datetime

    def as_json(self) -> dict[str, Any]:
        """As the store keeps it."""
        return {"id": self.id, "version": self.version, "sha256": self.sha256, "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Accepted:
        """What `as_json` wrote."""
        at = datetime.fromisoformat(kept["at"])
        return cls(str(kept["id"]), str(kept["version"]), str(kept["sha256"]), at)


def missing_of(policies: Iterable[Policy], accepted: Sequence[Accepted]) -> tuple[Policy, ...]:
    """Those that weren't accepted in this version; the same version with another text is another one."""
    known = {(each.id, each.version, each.sha256) for each in accepted}
    return tuple(p for p in policies if (p.id, p.version, p.sha256) not in known)
