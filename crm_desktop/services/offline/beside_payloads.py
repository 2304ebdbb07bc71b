"""What kept texts and appointments say, as JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_desktop.domain.kept_acts import KeptAct
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.requests import Came, RequestKind
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.messages import HandOver
from crm_desktop.services.offline.payloads import moment, read, written
from crm_desktop.services.requests import TakeRequest


@dataclass(frozen=True, slots=True)
class HowHanded:
    """How the handing over of a text went: what took it, empty where nothing did."""

    handler: str
    text_left_out: bool = False


def write_message(command: HandOver, how: HowHanded | None = None) -> str:
    """A text that is about to be handed over; with `how` once it was."""
    fields: dict[str, Any] = {
        "message_id": command.request_id,
        "channel": command.channel.value,
        "body": command.body,
        "subject": command.subject,
        "phone_id": command.phone_id,
        "email": command.email,
        "template_id": command.template_id,
        "campaign_id": command.campaign_id,
    }
    if how is not None:
        fields |= {"handler": how.handler, "text_left_out": how.text_left_out}
    return written(fields)


def read_message(act: KeptAct) -> HandOver:
    """What `write_message` wrote; KeyError or ValueError for anything else."""
    said = read(act.payload)
    assert act.lead_id is not None
    return HandOver(
        request_id=UUID(said["message_id"]),
        lead_id=act.lead_id,
        channel=Channel(said["channel"]),
        body=str(said["body"]),
        subject=str(said.get("subject", "")),
        phone_id=_id(said.get("phone_id")),
        email=str(said.get("email", "")),
        template_id=_id(said.get("template_id")),
        campaign_id=_id(said.get("campaign_id")),
        call_id=act.call_id,
    )


def read_handed(act: KeptAct) -> HowHanded:
    """How it went."""
    said = read(act.payload)
    return HowHanded(str(said.get("handler", "")), bool(said.get("text_left_out", False)))


def write_booking(command: BookAppointment) -> str:
    """An appointment; its id is the act's."""
    return written(
        {
            "title": command.title,
            "starts_at": command.starts_at,
            "ends_at": command.ends_at,
            "place": command.place,
            "note": command.note,
            "owner_id": command.owner_id,
        }
    )


def write_request(command: TakeRequest, number: str = "") -> str:
    """What somebody asks; its id is the act's. `number`: of the phone that is never dialled again."""
    return written(
        {
            "kind": command.kind.value,
            "came": command.came.value,
            "campaign_id": command.campaign_id,
            "name": command.name,
            "contact": command.contact,
            "text": command.text,
            "never_phone_id": command.never_phone_id,
            "number": number,
        }
    )


def read_request(act: KeptAct) -> TakeRequest:
    """What `write_request` wrote; KeyError or ValueError for anything else."""
    said = read(act.payload)
    return TakeRequest(
        request_id=act.id,
        kind=RequestKind(said["kind"]),
        came=Came(said["came"]),
        lead_id=act.lead_id,
        campaign_id=_id(said.get("campaign_id")),
        call_id=act.call_id,
        name=str(said.get("name", "")),
        contact=str(said.get("contact", "")),
        text=str(said.get("text", "")),
        never_phone_id=_id(said.get("never_phone_id")),
        received_at=act.made_at,
    )


def read_booking(act: KeptAct) -> BookAppointment:
    """What `write_booking` wrote; KeyError or ValueError for anything else."""
    said = read(act.payload)
    assert act.lead_id is not None
    starts_at = moment(said["starts_at"])
    assert starts_at is not None
    return BookAppointment(
        request_id=act.id,
        lead_id=act.lead_id,
        title=str(said["title"]),
        starts_at=starts_at,
        ends_at=moment(said.get("ends_at")),
        place=str(said.get("place", "")),
        note=str(said.get("note", "")),
        owner_id=_id(said.get("owner_id")),
        call_id=act.call_id,
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
