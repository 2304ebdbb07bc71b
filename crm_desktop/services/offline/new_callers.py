"""A lead that is added while the server is away: known here at once, matched by number when it is back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.lead import Lead, LeadPhone, LeadStatus
from crm_desktop.domain.lead_values import check_email
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.score import check_score
from crm_desktop.domain.zones import guess_zone
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import NextLead, Why
from crm_desktop.services.lead_rules import NewLead, check_phones, check_product, clean
from crm_desktop.services.leads import LeadService
from crm_desktop.services.offline.desk import KeptDesk, ServerAway, waits
from crm_desktop.services.offline.keeping import Snapshot, name_in
from crm_desktop.services.offline.payloads import written
from crm_desktop.services.offline.rung_payloads import write_new_lead
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.unit_of_work import Store

NO_CAMPAIGN = "The server can’t be reached. Choose a campaign that was worked on here."


class KeptLeadService(LeadService):
    """Leads, of which new ones and notes are kept on this computer first."""

    def __init__(
        self,
        store: Store,
        desk: KeptDesk,
        outbox: Outbox,
        info: WorkspaceInfo,
        campaigns: Callable[[Actor], tuple[Campaign, ...]],
    ) -> None:
        """`campaigns`: as they are known, also without the server."""
        super().__init__(store)
        self._desk, self._outbox, self._info, self._campaigns = desk, outbox, info, campaigns

    def create(self, actor: Actor, command: NewLead, request_id: UUID | None = None) -> Lead:
        """Kept, then added; the lead's id is the act's. While the server is away it isn't dialled."""
        actor.require(Permission.CREATE_LEADS)
        lead_id = request_id or new_id()
        phones = [LeadPhone(new_id(), p.e164, p.extension, "", i, False, False)
                  for i, p in enumerate(check_phones(command.phones, self._info.country), 1)]  # fmt: skip
        if not command.name.strip() and not phones:
            raise UserError("A lead needs a name or a phone. Type one of them.", field="name")
        desk = self._desk
        told = command.name.strip() or phones[0].e164
        act = desk.act(actor, ActKind.NEW_LEAD, lead_id, write_new_lead(command), lead_id, told=told)

        def here() -> Lead:
            campaign = next((c for c in self._campaigns(actor) if c.id == command.campaign_id), None)
            if campaign is None or not phones:
                self._outbox.withdraw(act.id)
                raise ServerAway(NO_CAMPAIGN)
            lead = self._lead(actor, command, lead_id, tuple(phones))
            why = Why("rang", None, 1, campaign.max_per_phone)
            shown = NextLead(lead, None, campaign, phones[0], why, lead.zone, None, (), 0, None)
            numbers = {str(phone.phone_id): phone.e164 for phone in phones}
            desk.keeper.know(actor, Snapshot(shown, numbers))
            return lead

        def there() -> Lead:
            lead = super(KeptLeadService, self).create(actor, command, lead_id)
            desk.sender.settle(act)
            return lead

        return desk.kept_first(actor, act, there, here)

    def add_note(self, actor: Actor, lead_id: UUID, note: str, request_id: UUID) -> None:
        """Kept, then written."""
        if not note.strip():
            raise UserError("The note is empty. Type something, or leave it.", field="note")
        desk = self._desk
        told = name_in(desk.keeper.any(actor, lead_id))
        act = desk.act(actor, ActKind.NOTE, request_id, written({"note": note.strip()}), lead_id, told=told)

        def there() -> None:
            super(KeptLeadService, self).add_note(actor, lead_id, note, request_id)
            desk.sender.settle(act)

        desk.kept_first(actor, act, there, lambda: None)

    def reveal_number(
        self, actor: Actor, lead_id: UUID, phone_id: UUID, reason: str, request_id: UUID | None = None
    ) -> str:
        """Kept that it is shown, then shown: the log has it before the person sees it."""
        if not reason.strip():
            raise UserError("Say why you need the number; it is logged.", field="reason")
        desk, act_id = self._desk, request_id or new_id()
        shot = desk.keeper.any(actor, lead_id)
        said = written({"phone_id": phone_id, "reason": reason.strip()})
        told = name_in(shot)
        act = desk.act(actor, ActKind.NUMBER_SHOWN, act_id, said, lead_id, told=told)

        def here() -> str:
            number = shot.numbers.get(str(phone_id), "") if shot is not None else ""
            if not number:
                self._outbox.withdraw(act.id)
                waits()
            return number

        def there() -> str:
            number = super(KeptLeadService, self).reveal_number(actor, lead_id, phone_id, reason, act_id)
            desk.sender.settle(act)
            return number

        return desk.kept_first(actor, act, there, here)

    def _lead(self, actor: Actor, command: NewLead, lead_id: UUID, phones: tuple[LeadPhone, ...]) -> Lead:
        now = self._desk.clock.now()
        is_own = actor.reach(Permission.SEE_LEADS) is Reach.OWN
        zone = guess_zone(phones[0].e164, command.city, command.state, default=self._info.zone)
        lead = Lead(
            id=lead_id, no=0, name=clean(command.name), company=clean(command.company),
            email=check_email(command.email), address=command.address.strip(), city=clean(command.city),
            state=clean(command.state), postal_code=clean(command.postal_code), country=self._info.country,
            language=clean(command.language), source=clean(command.source), zone=zone, status=LeadStatus.NEW,
            owner_id=actor.person_id if is_own else None, owner_name=actor.name if is_own else "",
            team_id=actor.team_id, created_at=now, updated_at=now, last_call_at=None, last_result="",
            next_call_at=None, attempts=0, import_id=None, version=1, phones=phones,
            score=check_score(command.score), product=check_product(command.product),
        )  # fmt: skip
        return replace(lead, tags=tuple(command.tags), custom=dict(command.custom))
