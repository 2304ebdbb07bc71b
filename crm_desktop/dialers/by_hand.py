"""Dialling by hand: the person dials on any telephone, keys say what happened."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.clock import Clock
from crm_desktop.dialers.base import Cause, DialRequest, Lines, LineState, Listener, Traits
from crm_desktop.errors import UserError


class ByHandDialer:
    """Knows only what the caller marks; a call without marks is simply not measured."""

    def __init__(self, clock: Clock) -> None:
        self._lines = Lines(clock)

    @property
    def traits(self) -> Traits:
        """Everything is marked by the caller."""
        return Traits("by_hand")

    def trouble(self) -> UserError | None:
        """It works anywhere."""
        return None

    def dial(self, request: DialRequest, listener: Listener) -> None:
        """The caller begins to dial."""
        if self._lines.accept(request, listener):
            self._lines.move(request.call_id, LineState.DIALLING)

    def answered(self, call_id: UUID) -> None:
        """The caller marks the answer."""
        self._lines.move(call_id, LineState.CONNECTED)

    def hang_up(self, call_id: UUID) -> None:
        """The caller marks the end."""
        talked = self._lines.state(call_id) in (LineState.CONNECTED, LineState.HELD)
        self._lines.move(call_id, LineState.ENDED, Cause.COMPLETED if talked else Cause.UNKNOWN)

    def close(self) -> None:
        """End what is live."""
        self._lines.end_all(Cause.ENGINE_LOST)
