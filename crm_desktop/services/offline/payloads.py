"""What a kept act says, as JSON: one frozen form a kind, the same on every workstation and version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Direction, KnownHow
from crm_desktop.domain.result_fields import Plain

_WAY = ("number", "name", "line", "our_number", "forwarded_from")
FORM = 1  # moves on when a form changes; what older programs wrote stays readable


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call as the workstation knows it, from the dial to its end.

    Of a call in also the number that rang, in E.164, and how it reached us.
    """

    lead_id: UUID
    campaign_id: UUID
    phone_id: UUID
    dialler: str
    is_practice: bool
    dialled_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    known_how: KnownHow = KnownHow.MARKED
    end_cause: str = ""
    direction: Direction = Direction.OUT
    number: str = ""
    name: str = ""
    line: str = ""
    our_number: str = ""
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a kept call; `code` finds the result again should its id be gone.

    `beside`: texts and appointments of this call, by id, which may have come in before it.
    """

    disposition_id: UUID
    code: str
    note: str
    callback_at: datetime | None
    callback_note: str
    values: tuple[tuple[str, Plain], ...]
    call: CallFacts
    beside: tuple[UUID, ...] = ()
    asked: str = ""


def written(fields: dict[str, Any]) -> str:
    """The JSON of a form: always spelled the same, since it is signed."""
    plain = {name: _plain(value) for name, value in fields.items() if value is not None}
    return json.dumps({"form": FORM, **plain}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_call(call: CallFacts) -> str:
    """A dial."""
    return written(_fields(call))


def write_result(result: Result) -> str:
    """A result with its call."""
    fields = _fields(result)
    fields["call"] = {k: _plain(v) for k, v in _fields(result.call).items() if v is not None}
    fields["asked"] = result.asked or None
    fields["beside"] = [str(each) for each in result.beside] or None
    return written(fields)


def read(payload: str) -> dict[str, Any]:
    """The fields of a payload; ValueError when it isn't one."""
    found = json.loads(payload)
    if not isinstance(found, dict):
        raise ValueError("not the payload of an act")
    return found


def read_call(fields: dict[str, Any]) -> CallFacts:
    """What `write_call` wrote; KeyError or ValueError for anything else."""
    return CallFacts(
        lead_id=UUID(fields["lead_id"]),
        campaign_id=UUID(fields["campaign_id"]),
        phone_id=UUID(fields["phone_id"]),
        dialler=str(fields["dialler"]),
        is_practice=bool(fields["is_practice"]),
        dialled_at=datetime.fromisoformat(fields["dialled_at"]),
        answered_at=moment(fields.get("answered_at")),
        ended_at=moment(fields.get("ended_at")),
        known_how=KnownHow(fields["known_how"]),
        end_cause=str(fields.get("end_cause", "")),
        direction=Direction(fields.get("direction", Direction.OUT.value)),
        **{name: str(fields.get(name, "")) for name in _WAY},
    )


def read_result(payload: str) -> Result:
    """What `write_result` wrote; KeyError or ValueError for anything else."""
    fields = read(payload)
    return Result(
        disposition_id=UUID(fields["disposition_id"]),
        code=str(fields["code"]),
        note=str(fields.get("note", "")),
        callback_at=moment(fields.get("callback_at")),
        callback_note=str(fields.get("callback_note", "")),
        values=tuple((str(name), value) for name, value in fields.get("values", ())),
        call=read_call(fields["call"]),
        beside=tuple(UUID(each) for each in fields.get("beside", ())),
        asked=str(fields.get("asked", "")),
    )


def moment(text: str | None) -> datetime | None:
    """An aware time, None where none is given."""
    return None if text is None else datetime.fromisoformat(text)


def _fields(value: CallFacts | Result) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, KnownHow | Direction):
        return value.value
    return [list(pair) for pair in value] if isinstance(value, tuple) else value
