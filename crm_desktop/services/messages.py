"""Messages to customers: saved texts, their preview, and handing one to another program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.consent import AGE_MINOR
from crm_desktop.domain.consent import Channel as Way
from crm_desktop.domain.gate import Act, judge_phones
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.messages import (
    LABELS,
    LONGEST_BODY,
    LONGEST_NAME,
    LONGEST_SUBJECT,
    READY_TEXTS,
    Channel,
    MessageState,
    Template,
    filled,
    missing,
    suitable,
    values_of,
)
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.purposes import Aim, says_no
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.messengers import MessageRequest, Messenger, NotHanded
from crm_desktop.services.calling.values import payload_of
from crm_desktop.services.lead_rules import ERASED, hides_numbers, seen
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.messages import Message, Messages, Templates
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A saved text as typed; `template_id` and `version` are None for a new one."""

    name: str
    channel: Channel
    body: str
    subject: str = ""
    language: str = ""
    campaign_id: UUID | None = None
    file_path: str = ""
    is_active: bool = True
    template_id: UUID | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as this customer would get it; `missing` are places they have no value for."""

    template: Template
    subject: str
    body: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """What can be written to a customer on one channel.

    `to` are the phones (E.164, with their ids) or e-mail addresses that may be used, in order;
    `refusal` says why there are none. `previews` begin with the text that fits best.
    """

    channel: Channel
    to: tuple[tuple[UUID | None, str], ...]
    previews: tuple[Preview, ...]
    refusal: UserError | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hand this text to another program: for the phone, or for e-mail the address."""

    request_id: UUID
    lead_id: UUID
    channel: Channel
    body: str
    subject: str = ""
    phone_id: UUID | None = None
    email: str = ""
    template_id: UUID | None = None
    campaign_id: UUID | None = None
    call_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What took the text; `text_left_out`: it was too long for a link, paste it there."""

    message_id: UUID
    handler: str
    text_left_out: bool


SAID_NO = "This person said no to {channel}. Nothing is written to them that way."
IS_MINOR = "This person is under 18, and no guardian’s consent is on record. Nothing is written to them."
NO_CONTACT = "This person asked not to be contacted. Nothing is written to them."


class MessageService:
    """Texts, and their way out of the program."""

    def __init__(self, store: Store, messenger: Messenger) -> None:
        self._store = store
        self._messenger = messenger

    # --- saved texts ---

    def templates(self, actor: Actor, *, include_inactive: bool = False) -> tuple[Template, ...]:
        """Every saved text, by channel and position."""
        with self._store.read(actor) as work:
            return Templates(work).all(include_inactive=include_inactive)

    def save_template(self, actor: Actor, text: TemplateText) -> Template:
        """Add or change a saved text; raises ChangedMeanwhile when someone else changed it."""
        actor.require(Permission.CHANGE_TEMPLATES, Reach.TEAM)
        _check(text)
        with self._store.write(actor) as work:
            templates = Templates(work)
            before = templates.get(text.template_id) if text.template_id else None
            if text.template_id is not None and before is None:
                raise NotFound("This text does not exist any more.")
            template = Template(
                id=before.id if before else new_id(),
                name=" ".join(text.name.split()),
                channel=text.channel,
                language=" ".join(text.language.split()),
                campaign_id=text.campaign_id,
                subject=" ".join(text.subject.split()) if text.channel is Channel.EMAIL else "",
                body=text.body.strip(),
                file_path=text.file_path.strip(),
                position=before.position if before else templates.next_position(text.channel),
                is_active=text.is_active,
                version=(before.version if before else 0) + 1,
            )
            if before is None:
                templates.add(template)
            elif not templates.change(template, text.version or 0):
                raise ChangedMeanwhile(
                    "Someone else changed the text “{name}” meanwhile. Look at it again.", name=before.name
                )
            work.record("template.saved", "template", template.id, channel=template.channel.value)
            work.announce("templates", template.id)
            return template

    # --- writing to a customer ---

    def writing(self, actor: Actor, lead_id: UUID, channel: Channel, campaign_id: UUID | None) -> Writing:
        """What can be written to this customer now: to where, with which texts, or why nothing."""
        actor.require(Permission.CALL)
        with self._store.read(actor) as work:
            lead = seen(work, actor, lead_id, Permission.SEE_LEADS)
            campaign = Campaigns(work).get(campaign_id) if campaign_id else None
            values = values_of(
                lead,
                caller=actor.name,
                office=workspace_info(work).name,
                campaign=campaign.name if campaign else "",
            )
            texts = suitable(Templates(work).all(include_inactive=False), channel, lead.language, campaign_id)
            hides = hides_numbers(work, actor)
            purpose = None if campaign is None else campaign.aim
            return writing_to(lead, channel, texts, values, work.now, purpose, hides=hides)

    def hand_over(self, actor: Actor, command: HandOver) -> HandedOver:
        """Ask the gate, keep the message, hand it over, and say in the timeline that it was handed over.

        May take seconds, since another program is started: for a task's lane, not for the store's. A
        repeat of a message that was handed over opens nothing again. Raises NotHanded when nothing takes it.
        """
        actor.require(Permission.CALL)
        body = command.body.strip()
        check_body(body)
        payload = payload_of(command)
        with self._store.write(actor) as work:
            earlier = work.earlier_result(command.request_id, "message", payload)
            if earlier is not None:
                kept = Messages(work).get(UUID(earlier["message_id"]))
                if kept is not None and kept.state is MessageState.HANDED_OVER:
                    return HandedOver(kept.id, kept.handler, bool(earlier.get("text_left_out")))
            message, request = self._begin(work, actor, replace(command, body=body), new_id())
            if earlier is None:
                work.keep_result(command.request_id, "message", payload, {"message_id": message.id})
        try:
            handed = self._messenger.hand_over(request)
        except NotHanded:
            with self._store.write(actor) as work:
                Messages(work).set_state(message.id, MessageState.FAILED)
            raise
        with self._store.write(actor) as work:
            tell_handed(work, message, handed.handler)
        return HandedOver(message.id, handed.handler, handed.text_left_out)

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[Message, ...]:
        """A customer's messages, newest first."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Messages(work).of_lead(lead_id)

    # --- inside ---

    def _begin(
        self, work: Work, actor: Actor, command: HandOver, message_id: UUID, *, is_again: bool = False
    ) -> tuple[Message, MessageRequest]:
        """The gate, then the row that says a message is being handed over; `is_again`: it stands there."""
        lead = seen(work, actor, command.lead_id, Permission.SEE_LEADS)
        campaign = Campaigns(work).get(command.campaign_id) if command.campaign_id else None
        purpose = None if campaign is None else campaign.aim
        to = addresses(lead, command.channel, work.now, purpose, hides=hides_numbers(work, actor))
        message, request = prepared(actor, command, chosen_of(to, command), message_id, work.now)
        if is_again:
            Messages(work).set_state(message_id, MessageState.HANDING)
        else:
            Messages(work).add(message, rules_today(work).version)
        return message, request


def writing_to(
    lead: Lead,
    channel: Channel,
    texts: Sequence[Template],
    values: Mapping[str, str],
    now: datetime,
    purpose: Aim | None,
    *,
    hides: bool,
) -> Writing:
    """What can be written to a customer by a channel, with these texts; `purpose` None: not known."""
    previews = tuple(
        Preview(
            template,
            filled(template.subject, values),
            filled(template.body, values),
            missing(f"{template.subject}\n{template.body}", values),
        )
        for template in texts
    )
    try:
        to, refusal = addresses(lead, channel, now, purpose, hides=hides), None
    except UserError as error:
        to, refusal = (), error
    return Writing(channel, to, previews, refusal)


def addresses(
    lead: Lead, channel: Channel, now: datetime, purpose: Aim | None, *, hides: bool
) -> tuple[tuple[UUID | None, str], ...]:
    """Where the channel may write to; raises the refusal when nowhere. `hides`: numbers, from this person.

    Where the purpose isn't known, a no to any counts.
    """
    if lead.is_erased:
        raise UserError(ERASED)
    is_refused = says_no(lead.refused, lead.own.purposes, purpose, Way(channel.value), now)
    is_minor = lead.age_band == AGE_MINOR
    allowed = judge_phones(Act.MESSAGE, now, lead.phones, is_refused=is_refused, is_minor=is_minor)
    if channel is Channel.EMAIL and any(p.is_do_not_call for p in lead.phones):
        raise UserError(NO_CONTACT)
    if is_minor:
        raise UserError(IS_MINOR)
    if is_refused:
        raise UserError(SAID_NO, channel=LABELS[channel])
    if channel is Channel.EMAIL:
        mails = tuple(a for a in (lead.email, *lead.more_emails) if a)
        if not mails:
            raise UserError("This lead has no e-mail address. Add one, then write.")
        return tuple((None, address) for address in mails)
    if not allowed:
        if any(p.is_do_not_call for p in lead.phones):
            raise UserError(NO_CONTACT)
        raise UserError("This lead has no number that can be written to. Add one, then write.")
    if hides:
        raise NotAllowed(
            "Numbers are hidden from your role, and {channel} would show this one. Ask your team lead.",
            channel=LABELS[channel],
        )
    return tuple((p.phone_id, p.e164) for p in allowed)


def prepared(
    actor: Actor, command: HandOver, to: tuple[UUID | None, str], message_id: UUID, at: datetime
) -> tuple[Message, MessageRequest]:
    """The message as it is kept while it is handed over, and what the other program is given."""
    phone_id, address = to
    is_mail = command.channel is Channel.EMAIL
    message = Message(
        id=message_id,
        lead_id=command.lead_id,
        person_id=actor.person_id,
        call_id=command.call_id,
        campaign_id=command.campaign_id,
        at=at,
        channel=command.channel,
        state=MessageState.HANDING,
        phone_id=phone_id,
        email=address if is_mail else "",
        template_id=command.template_id,
        subject=" ".join(command.subject.split()),
        body=command.body,
    )
    request = MessageRequest(
        command.channel,
        command.body,
        e164="" if is_mail else address,
        email=address if is_mail else "",
        subject=message.subject,
    )
    return message, request


def tell_handed(work: Work, message: Message, handler: str) -> None:
    """Another program has the message: say so at the lead."""
    Messages(work).set_state(message.id, MessageState.HANDED_OVER, handler)
    Timeline(work).add(
        message.lead_id,
        Kind.MESSAGE,
        message.body,
        campaign_id=message.campaign_id,
        call_id=message.call_id,
        data={"channel": message.channel.value, "message_id": str(message.id)},
    )
    work.record(
        "message.handed_over",
        "lead",
        message.lead_id,
        message_id=message.id,
        channel=message.channel.value,
        handler=handler,
    )
    work.announce("leads", message.lead_id)


def add_ready_texts(work: Work) -> None:
    """Give a new workspace its first texts; an office changes or switches them off."""
    for position, ready in enumerate(READY_TEXTS, start=1):
        Templates(work).add(
            Template(
                new_id(), ready.name, ready.channel, ready.language, None, ready.subject, ready.body, "",
                position, True, 1,
            )
        )  # fmt: skip


def chosen_of(to: tuple[tuple[UUID | None, str], ...], command: HandOver) -> tuple[UUID | None, str]:
    """The phone or address asked for, the first when none was; raises NotFound when it may not be used."""
    if command.channel is Channel.EMAIL:
        wanted = [t for t in to if not command.email or t[1] == command.email]
    else:
        wanted = [t for t in to if command.phone_id is None or t[0] == command.phone_id]
    if not wanted:
        raise NotFound("This number or address can't be written to any more. Choose another one.")
    return wanted[0]


def check_body(body: str) -> None:
    if not body.strip():
        raise UserError("The text is empty. Type something, or choose a saved text.", field="body")
    if len(body) > LONGEST_BODY:
        raise UserError(
            "The text has {length} characters; {limit} are possible. Shorten it.",
            field="body",
            length=len(body),
            limit=LONGEST_BODY,
        )


def _check(text: TemplateText) -> None:
    if not text.name.strip():
        raise UserError("Give the text a name.", field="name")
    if len(text.name) > LONGEST_NAME:
        raise UserError(
            "The name is too long. Use at most {limit} characters.", field="name", limit=LONGEST_NAME
        )
    check_body(text.body)
    if len(text.subject) > LONGEST_SUBJECT:
        raise UserError(
            "The subject is too long. Use at most {limit} characters.", field="subject", limit=LONGEST_SUBJECT
        )
