"""The dialers this program has; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.clock import Clock
from crm_desktop.dialers.base import Dialer
from crm_desktop.dialers.by_hand import ByHandDialer
from crm_desktop.dialers.os_link import OsLinkDialer, Scheme
from crm_desktop.dialers.practice import PracticeDialer, Scheduler
from crm_desktop.errors import NotFound
from crm_desktop.handlers import HandlerCheck, Opener


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What dialers need from the program around them."""

    clock: Clock
    scheduler: Scheduler
    opener: Opener | None = None  # None: the system's own
    has_handler: HandlerCheck | None = None
    scheme: Scheme = "tel"
    sip_domain: str = ""
    seed: int = 0
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A dialer as the settings offer it."""

    name: str
    label: str
    is_practice: bool
    make: Callable[[Surroundings], Dialer]


DIALERS: tuple[Entry, ...] = (
    Entry("by_hand", "By hand, on any phone", False, lambda s: ByHandDialer(s.clock)),
    Entry(
        "os_link",
        "Through the softphone on this computer",
        False,
        lambda s: OsLinkDialer(
            s.clock, scheme=s.scheme, domain=s.sip_domain, opener=s.opener, has_handler=s.has_handler
        ),
    ),
    Entry(
        "practice",
        "Practice line (rings nobody)",
        True,
        lambda s: PracticeDialer(s.clock, s.scheduler, seed=s.seed, speed=s.speed),
    ),
)
LABELS: dict[str, str] = {entry.name: entry.label for entry in DIALERS}
DEFAULT = "by_hand"


def make_dialer(name: str, surroundings: Surroundings) -> Dialer:
    """The dialer of this name; raises NotFound."""
    for entry in DIALERS:
        if entry.name == name:
            return entry.make(surroundings)
    raise NotFound("This way to dial is not known here. Choose another one in the settings.")
