"""Texts for customers at a team's workstation: handed over without the server too, while consent is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from crm_desktop.domain.kept_acts import ActKind, KeptAct
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.messages import Channel, MessageState, Template, suitable, values_of
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.purposes import Aim
from crm_desktop.errors import UserError
from crm_desktop.messengers import MessageRequest, Messenger, NotHanded
from crm_desktop.services.calling.values import payload_of
from crm_desktop.services.messages import (
    HandedOver,
    HandOver,
    MessageService,
    Writing,
    addresses,
    check_body,
    chosen_of,
    prepared,
    writing_to,
)
from crm_desktop.services.offline.beside_payloads import HowHanded, read_handed, write_message
from crm_desktop.services.offline.desk import KeptDesk, ServerAway, waits
from crm_desktop.services.offline.keeping import Snapshot, name_in
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.store.messages import Message, Messages, Templates
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.unit_of_work import Work

NOT_KEPT = (
    "The server can’t be reached, and this lead isn’t kept on this computer. "
    "They can be written to when the server is back."
)
NOT_SURE = (
    "The server hasn’t been reached for too long to be sure that this person may be written to. "
    "Wait until it is back."
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The saved texts that are switched on."""

    texts: tuple[Template, ...]


class KeptMessageService(MessageService):
    """Texts, and their way out of the program; each is on this computer's disk before it goes out."""

    def __init__(
        self, desk: KeptDesk, messenger: Messenger, last_texts: LastSaid[Texts], info: WorkspaceInfo
    ) -> None:
        super().__init__(desk.sender.sure, messenger)
        self._desk, self._last_texts, self._office = desk, last_texts, info.name

    def read(self, work: Work, actor: Actor) -> Callable[[], None]:
        """Ask for the saved texts; what it gives keeps them."""
        texts = Texts(Templates(work).all(include_inactive=False))
        return lambda: self._last_texts.keep(actor.person_id, texts)

    # --- looking ---

    def templates(self, actor: Actor, *, include_inactive: bool = False) -> tuple[Template, ...]:
        """As ever; while the server is away those that it named last, switched on."""

        def here() -> tuple[Template, ...]:
            known = None if include_inactive else self._last_texts.of(actor.person_id)
            return waits() if known is None else known.texts

        return self._desk.either(
            actor,
            lambda: super(KeptMessageService, self).templates(actor, include_inactive=include_inactive),
            here,
        )

    def writing(self, actor: Actor, lead_id: UUID, channel: Channel, campaign_id: UUID | None) -> Writing:
        """As ever; while the server is away to a lead at hand, while it is known whether they may be."""
        actor.require(Permission.CALL)

        def here() -> Writing:
            shot = self._desk.keeper.any(actor, lead_id)
            if shot is None:
                raise ServerAway(NOT_KEPT)
            known = self._last_texts.of(actor.person_id)
            lead, is_hidden = _whole(shot)
            campaign = shot.shown.campaign.name
            values = values_of(lead, caller=actor.name, office=self._office, campaign=campaign)
            texts = suitable(known.texts if known else (), channel, lead.language, campaign_id)
            now = self._desk.clock.now()
            purpose = _purpose(shot, campaign_id)
            found = writing_to(lead, channel, texts, values, now, purpose, hides=is_hidden)
            if found.refusal is None and self._desk.keeper.consent(actor, lead_id) is None:
                return replace(found, to=(), refusal=ServerAway(NOT_SURE))
            return found

        return self._desk.behind_what_waits(
            actor,
            lambda: super(KeptMessageService, self).writing(actor, lead_id, channel, campaign_id),
            here,
        )

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[Message, ...]:
        """As ever; it waits for the server."""
        return self._desk.either(
            actor, lambda: super(KeptMessageService, self).of_lead(actor, lead_id), waits
        )

    # --- handing over ---

    def hand_over(self, actor: Actor, command: HandOver) -> HandedOver:
        """Kept, asked for and handed over; then kept that it was. What was handed over once opens nothing.

        The gate is the server's, and while that is away what is kept here: fresh, or nothing is opened.
        """
        actor.require(Permission.CALL)
        desk, command = self._desk, replace(command, body=command.body.strip())
        check_body(command.body)
        if (before := desk.outbox.get(_handed_id(command.request_id))) is not None and (
            how := read_handed(before)
        ).handler:
            return HandedOver(command.request_id, how.handler, how.text_left_out)
        shot = desk.keeper.any(actor, command.lead_id)
        addressed = command if shot is None else _addressed(command, shot)
        act = desk.act(
            actor, ActKind.MESSAGE, command.request_id, write_message(addressed), command.lead_id,
            command.call_id, told=name_in(shot),
        )  # fmt: skip
        begun = desk.kept_first(
            actor, act, lambda: self._begun(actor, act, command), lambda: self._here(actor, act, command)
        )
        if isinstance(begun, HandedOver):
            return begun
        message, request = begun
        try:
            handed = self._messenger.hand_over(request)
        except NotHanded:
            self._tell(actor, act, command, message, HowHanded(""))
            raise
        how = HowHanded(handed.handler, handed.text_left_out)
        self._tell(actor, act, command, message, how)
        return HandedOver(message.id, how.handler, how.text_left_out)

    def _begun(
        self, actor: Actor, act: KeptAct, command: HandOver
    ) -> HandedOver | tuple[Message, MessageRequest]:
        """The server's gate, and its row that says that a text is being handed over."""
        payload = payload_of(command)
        with self._store.write(actor) as work:
            earlier = work.earlier_result(command.request_id, "message", payload)
            known = Messages(work).get(command.request_id) if earlier is not None else None
            if known is not None and earlier is not None and known.state is MessageState.HANDED_OVER:
                begun: HandedOver | tuple[Message, MessageRequest] = HandedOver(
                    known.id, known.handler, bool(earlier.get("text_left_out"))
                )
            else:
                call_id = None if self._desk.waits_for_call(command.call_id) else command.call_id
                begun = self._begin(
                    work,
                    actor,
                    replace(command, call_id=call_id),
                    command.request_id,
                    is_again=known is not None,
                )
            if earlier is None:
                work.keep_result(command.request_id, "message", payload, {"message_id": command.request_id})
        self._desk.sender.settle(act)
        return begun

    def _here(self, actor: Actor, act: KeptAct, command: HandOver) -> tuple[Message, MessageRequest]:
        """What is kept here says whether they may be written to; where it doesn't, nothing happened."""
        desk = self._desk
        try:
            shot = desk.keeper.any(actor, command.lead_id)
            if shot is None:
                raise ServerAway(NOT_KEPT)
            lead, is_hidden = _whole(shot)
            purpose = _purpose(shot, command.campaign_id)
            to = addresses(lead, command.channel, desk.clock.now(), purpose, hides=is_hidden)
            if desk.keeper.consent(actor, command.lead_id) is None:
                raise ServerAway(NOT_SURE)
            return prepared(actor, command, chosen_of(to, command), command.request_id, act.made_at)
        except UserError:
            desk.outbox.withdraw(act.id)
            raise

    def _tell(self, actor: Actor, act: KeptAct, command: HandOver, message: Message, how: HowHanded) -> None:
        """Kept how it went, and sent: nothing that was handed over is forgotten, whatever the server says."""
        desk, handed_id = self._desk, _handed_id(command.request_id)
        if not how.handler and desk.outbox.is_waiting(act.id):
            desk.outbox.withdraw(act.id)  # nothing was opened, and nobody heard of it
            return
        sent = replace(command, phone_id=message.phone_id, email=message.email, subject=message.subject)
        if not how.handler:
            handed_id = _failed_id(command.request_id)
        desk.act(
            actor, ActKind.HANDED, handed_id, write_message(sent, how), command.lead_id, command.call_id,
            told=act.told,
        )  # fmt: skip
        desk.send_what_waits(actor)


def _addressed(command: HandOver, shot: Snapshot) -> HandOver:
    """The text with the number or address it goes to, where none was chosen: as far as it is known here."""
    try:
        lead, purpose = _whole(shot)[0], _purpose(shot, command.campaign_id)
        to = addresses(lead, command.channel, shot.shown.lead.created_at, purpose, hides=False)
        phone_id, address = chosen_of(to, command)
    except UserError:
        return command  # refused in a moment, by whoever knows better
    if command.channel is Channel.EMAIL:
        return replace(command, email=address)
    return replace(command, phone_id=phone_id)


def _whole(shot: Snapshot) -> tuple[Lead, bool]:
    """The lead with its whole numbers, and whether they are hidden from the person."""
    lead = shot.shown.lead
    whole = tuple(replace(p, e164=shot.numbers.get(str(p.phone_id), p.e164)) for p in lead.phones)
    is_hidden = any(one.e164 != other.e164 for one, other in zip(whole, lead.phones, strict=True))
    return replace(lead, phones=whole), is_hidden


def _purpose(shot: Snapshot, campaign_id: UUID | None) -> Aim | None:
    """What a text is for, as far as it is known here."""
    campaign = shot.shown.campaign
    return campaign.aim if campaign.id == campaign_id else None


def _handed_id(message_id: UUID) -> UUID:
    """The act that says a text was handed over: one for each text, so that a repeat is the same."""
    return UUID(bytes=bytes((*message_id.bytes[:15], message_id.bytes[15] ^ 1)))


def _failed_id(message_id: UUID) -> UUID:
    """The act that says nothing took it; it may be handed over after all."""
    return UUID(bytes=bytes((*message_id.bytes[:15], message_id.bytes[15] ^ 2)))
