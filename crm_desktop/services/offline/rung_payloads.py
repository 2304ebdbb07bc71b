"""What kept acts of calls that didn't start here say, as JSON and back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Direction
from crm_desktop.domain.kept_acts import KeptAct
from crm_desktop.services.calling.outside_values import EarlierCall, MissedCall
from crm_desktop.services.lead_rules import NewLead
from crm_desktop.services.offline.payloads import moment, read, written
from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.outside_calls import Way


def write_new_lead(lead: NewLead) -> str:
    """A lead as it was typed."""
    return written({"lead": json.loads(frozen(lead))})


def read_new_lead(payload: str) -> NewLead:
    """What `write_new_lead` wrote."""
    return thawed(NewLead, json.dumps(read(payload)["lead"]))


def write_missed(command: MissedCall, number: str, name: str) -> str:
    """A missed call, with the number that rang and whose it was thought to be."""
    return written({**_common(command), "at": command.at, "number": number, "name": name})


def read_missed(act: KeptAct) -> tuple[MissedCall, str, str]:
    """What `write_missed` wrote, with number and name."""
    said = read(act.payload)
    command = MissedCall(act.id, at=moment(said.get("at")), **_known(act, said))
    return command, str(said.get("number", "")), str(said.get("name", ""))


def write_earlier(command: EarlierCall, number: str, name: str) -> str:
    """A call entered later."""
    more = {
        "at": command.at,
        "direction": command.direction,
        "disposition_id": command.disposition_id,
        "callback_at": command.callback_at,
        "callback_note": command.callback_note,
        "talk_s": command.talk_s,
        "values": command.values,
    }
    return written({**_common(command), **more, "number": number, "name": name})


def read_earlier(act: KeptAct) -> tuple[EarlierCall, str, str]:
    """What `write_earlier` wrote, with number and name."""
    said = read(act.payload)
    at = moment(said["at"])
    assert at is not None
    command = EarlierCall(
        act.id,
        at=at,
        direction=Direction(said["direction"]),
        disposition_id=UUID(said["disposition_id"]),
        callback_at=moment(said.get("callback_at")),
        callback_note=str(said.get("callback_note", "")),
        talk_s=said.get("talk_s"),
        values=tuple((str(key), value) for key, value in said.get("values", ())),
        **_known(act, said),
    )
    return command, str(said.get("number", "")), str(said.get("name", ""))


def _common(command: MissedCall | EarlierCall) -> dict[str, Any]:
    return {
        "phone_id": command.phone_id,
        "campaign_id": command.campaign_id,
        "note": command.note.strip(),
        "dialler": command.dialler,
        "is_double_fine": command.is_double_fine,
        "line": command.way.line,
        "our_number": command.way.our_number,
        "forwarded_from": command.way.forwarded_from,
    }


def _known(act: KeptAct, said: dict[str, Any]) -> dict[str, Any]:
    assert act.lead_id is not None
    assert act.call_id is not None
    return {
        "call_id": act.call_id,
        "lead_id": act.lead_id,
        "phone_id": _id(said.get("phone_id")),
        "campaign_id": _id(said.get("campaign_id")),
        "note": str(said.get("note", "")),
        "dialler": str(said.get("dialler", "")),
        "is_double_fine": bool(said.get("is_double_fine", False)),
        "way": Way(*(str(said.get(name, "")) for name in ("line", "our_number", "forwarded_from"))),
    }


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
