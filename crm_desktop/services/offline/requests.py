"""What people ask about their data, at a team’s workstation: kept first, also without the server."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.requests import Deadlines, Request, RequestState
from crm_desktop.errors import UserError
from crm_desktop.services.offline.beside_payloads import write_request
from crm_desktop.services.offline.desk import KeptDesk, ServerAway, waits
from crm_desktop.services.offline.keeping import name_in
from crm_desktop.services.requests import STOPS, RequestService, TakeRequest, WhereFrom, check_request
from crm_desktop.store.requests import RequestRow

NOT_KEPT = (
    "The server can’t be reached, and this lead isn’t kept on this computer. "
    "Write down what was asked, and note it when the server is back."
)


class KeptRequestService(RequestService):
    """Requests; while the server is away they wait in the outbox, and the number isn't dialled from here."""

    def __init__(self, desk: KeptDesk) -> None:
        super().__init__(desk.sender.sure)
        self._desk = desk

    def take(self, actor: Actor, command: TakeRequest) -> RequestRow:
        """Kept, then taken down; while the server is away of a lead that is kept here."""
        actor.require(Permission.TAKE_REQUESTS)
        desk = self._desk
        if command.lead_id is None:
            return desk.behind_what_waits(
                actor, lambda: super(KeptRequestService, self).take(actor, command), waits
            )
        lead_id, phone_id = command.lead_id, command.never_phone_id
        shot = desk.keeper.any(actor, lead_id)
        name = name_in(shot)
        number = shot.numbers.get(str(phone_id), "") if shot is not None else ""
        act = desk.act(
            actor, ActKind.REQUEST, command.request_id, write_request(command, number), lead_id,
            command.call_id, told=name,
        )  # fmt: skip

        def mark() -> None:
            if phone_id is not None:
                desk.keeper.mark(actor, lead_id, phone_id, is_wrong=False)
            if command.kind in STOPS:
                desk.keeper.refuse(actor, lead_id, STOPS[command.kind])

        def here() -> RequestRow:
            try:
                if shot is None:
                    raise ServerAway(NOT_KEPT)
                checked = check_request(command, desk.clock.now())
            except UserError:
                desk.outbox.withdraw(act.id)
                raise
            mark()
            return _kept_row(actor, checked, name, shot.shown.lead.language, act.made_at)

        def there() -> RequestRow:
            row = super(KeptRequestService, self).take(actor, command)
            desk.sender.settle(act)
            mark()
            return row

        return desk.kept_first(actor, act, there, here)

    def where_from(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None = None) -> WhereFrom:
        """As ever; while the server is away what the kept lead says."""

        def here() -> WhereFrom:
            shot = self._desk.keeper.any(actor, lead_id)
            return waits() if shot is None else WhereFrom(shot.shown.lead.source, None)

        return self._desk.either(
            actor, lambda: super(KeptRequestService, self).where_from(actor, lead_id, campaign_id), here
        )


def _kept_row(actor: Actor, command: TakeRequest, name: str, language: str, at: datetime) -> RequestRow:
    """The request as it lies here; the server says until when it is answered."""
    request = Request(
        command.request_id, command.kind, RequestState.OPEN, command.came, at, actor.person_id,
        Deadlines(at, at, at, at), command.lead_id, command.campaign_id, command.call_id, name,
        command.contact, command.text,
    )  # fmt: skip
    return RequestRow(request, name, actor.name, "", language=language)
