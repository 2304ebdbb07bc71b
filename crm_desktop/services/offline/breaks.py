"""Breaks and being away at a team's workstation: kept here first, then said to the server."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.kept_acts import ActKind, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.domain.presence import CLOSED, HEARD_WITHIN, Change, KnownHow, State
from crm_desktop.ids import new_id
from crm_desktop.services.offline.desk import KeptDesk
from crm_desktop.services.offline.payloads import read, written
from crm_desktop.services.presence import allowed_of, known_reason


class KeptBreaks(KeptDesk):
    """Where a person is, when the server is away too: in a break, away from the computer, back."""

    def pause(self, actor: Actor, reason: str, request_id: UUID) -> Change:
        """Kept, then begun; the server says how long it may take, or said so last."""
        known_reason(reason)
        act = self.act(actor, ActKind.BREAK, request_id, written({"reason": reason}), None)

        def there() -> Change:
            begun = super(KeptBreaks, self).pause(actor, reason, request_id)
            self.sender.settle(act)
            return begun

        return self.kept_first(actor, act, there, lambda: self._break_of(act))

    def resume(self, actor: Actor, request_id: UUID) -> None:
        """Kept, then ended."""
        act = self.act(actor, ActKind.RESUME, request_id, written({}), None)

        def there() -> None:
            super(KeptBreaks, self).resume(actor, request_id)
            self.sender.settle(act)

        self.kept_first(actor, act, there, lambda: None)

    def step_away(self, actor: Actor, why: str, request_id: UUID) -> None:
        """Kept, then said."""
        if self._last_change(actor) in (ActKind.BREAK, ActKind.AWAY):
            return
        act = self.act(actor, ActKind.AWAY, request_id, written({"why": why}), None)

        def there() -> None:
            super(KeptBreaks, self).step_away(actor, why, request_id)
            self.sender.settle(act)

        self.kept_first(actor, act, there, lambda: None)

    def step_back(self, actor: Actor, request_id: UUID) -> None:
        """Kept, then said, where the person was away."""
        if self._last_change(actor) is not ActKind.AWAY:
            return
        act = self.act(actor, ActKind.BACK, request_id, written({}), None)

        def there() -> None:
            super(KeptBreaks, self).step_back(actor, request_id)
            self.sender.settle(act)

        self.kept_first(actor, act, there, lambda: None)

    def went_on(self, actor: Actor, request_id: UUID) -> None:
        """A program that was killed was gone from its last heartbeat on; under a lock or in a break it was so
        already."""
        heard, last = self.outbox.alive_at(actor.session_id), self._last_change(actor)
        is_ready = last not in (ActKind.AWAY, ActKind.BREAK)
        if is_ready and heard is not None and self.clock.now() - heard >= HEARD_WITHIN:
            self.act(actor, ActKind.AWAY, new_id(), written({"why": CLOSED}), None, at=heard)
        self.step_back(actor, request_id)

    def current_break(self, actor: Actor) -> Change | None:
        """The break this sign-in is in, as this workstation knows it."""
        act = self.outbox.last_change(actor.person_id, actor.session_id)
        return self._break_of(act) if act is not None and act.kind is ActKind.BREAK else None

    def _last_change(self, actor: Actor) -> ActKind | None:
        act = self.outbox.last_change(actor.person_id, actor.session_id)
        return None if act is None else act.kind

    def _break_of(self, act: KeptAct) -> Change:
        """A break as it is known here."""
        reason = str(read(act.payload)["reason"])
        allowed = allowed_of(self._break_minutes()[reason])
        return Change(
            act.id, act.person_id, act.session_id, State.BREAK, reason, allowed, act.made_at, 0, KnownHow.KEPT
        )
