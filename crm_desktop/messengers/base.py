"""What every way to hand over a message promises: it was taken, or one sentence says why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from crm_desktop.domain.messages import Channel
from crm_desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """A message to hand over: to a phone (E.164) or, for e-mail, to an address."""

    channel: Channel
    body: str
    e164: str = ""
    email: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What took the message; `text_left_out` when it was too long for a link and has to be pasted."""

    handler: str
    text_left_out: bool = False


class NotHanded(UserError):
    """Nothing took the message; nothing was opened."""


class Messenger(Protocol):
    """A way to hand messages to another program. Slow (seconds): never on the GUI thread."""

    def hand_over(self, request: MessageRequest) -> Handed:
        """Give the message to the other program; raises NotHanded when none takes it."""
        ...
