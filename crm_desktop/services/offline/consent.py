"""Consent at a team's workstation: a no is kept here first and binds at once; a yes waits for the server."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.services.consent import (
    Agree,
    ConsentService,
    Ledger,
    SayNo,
    checked_words,
    told,
)
from crm_desktop.services.offline.desk import KeptDesk, waits
from crm_desktop.services.offline.keeping import name_in
from crm_desktop.services.offline.payloads import written


class KeptConsentService(ConsentService):
    """The ledger, as far as it can be kept without the server."""

    def __init__(self, desk: KeptDesk) -> None:
        super().__init__(desk.sender.sure)
        self._desk = desk

    def of_lead(self, actor: Actor, lead_id: UUID) -> Ledger:
        """As ever; it waits for the server."""
        return self._desk.either(
            actor, lambda: super(KeptConsentService, self).of_lead(actor, lead_id), waits
        )

    def agree(self, actor: Actor, command: Agree) -> Ledger:
        """As ever; it waits for the server, which knows what was said before."""
        return self._desk.either(actor, lambda: super(KeptConsentService, self).agree(actor, command), waits)

    def say_no(self, actor: Actor, command: SayNo) -> None:
        """Kept, then done: a no is never lost and binds here at once. One by letter waits for the server."""
        actor.require(Permission.CALL)
        desk = self._desk
        if command.how is not None or command.said_at is not None:
            desk.either(actor, lambda: super(KeptConsentService, self).say_no(actor, command), waits)
            return
        payload = written({"what": list(told(command.what)), "words": checked_words(command.words)})
        name = name_in(desk.keeper.any(actor, command.lead_id))
        act = desk.act(
            actor, ActKind.SAID_NO, command.request_id, payload, command.lead_id, command.call_id, told=name
        )

        def here() -> None:
            desk.keeper.refuse(actor, command.lead_id, command.what)

        def there() -> None:
            super(KeptConsentService, self).say_no(actor, command)
            desk.sender.settle(act)
            here()

        desk.kept_first(actor, act, there, here)
