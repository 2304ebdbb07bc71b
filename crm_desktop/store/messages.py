"""Message templates and messages handed over, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from crm_desktop.domain.messages import Channel, MessageState, Template
from crm_desktop.store.tables import message_templates, messages
from crm_desktop.store.unit_of_work import Work

_t, _m = message_templates.c, messages.c


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was handed, or is being handed, to another program."""

    id: UUID
    lead_id: UUID
    person_id: UUID
    call_id: UUID | None
    campaign_id: UUID | None
    at: datetime
    channel: Channel
    state: MessageState
    phone_id: UUID | None
    email: str
    template_id: UUID | None
    subject: str
    body: str
    handler: str = ""


class Templates:
    """Repository of saved texts."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self, *, include_inactive: bool) -> tuple[Template, ...]:
        """Every text, by channel (in the order they are offered) and position."""
        statement = select(message_templates).order_by(_t.position, _t.name)
        if not include_inactive:
            statement = statement.where(_t.is_active)
        found = [_template(row) for row in self._work.connection.execute(statement)]
        return tuple(sorted(found, key=lambda t: tuple(Channel).index(t.channel)))

    def get(self, template_id: UUID) -> Template | None:
        """One text."""
        row = self._work.connection.execute(
            select(message_templates).where(_t.id == template_id)
        ).one_or_none()
        return None if row is None else _template(row)

    def next_position(self, channel: Channel) -> int:
        """Where a new text of the channel goes: behind the others."""
        last = self._work.connection.execute(
            select(func.max(_t.position)).where(_t.channel == channel.value)
        ).scalar()
        return int(last or 0) + 1

    def add(self, template: Template) -> None:
        """Keep a new text."""
        self._work.connection.execute(
            insert(message_templates).values(
                id=template.id, created_at=self._work.now, version=1, **_values(template)
            )
        )

    def change(self, template: Template, version: int) -> bool:
        """Write a text if it still has this version; False when it has not."""
        done = self._work.connection.execute(
            update(message_templates)
            .where(_t.id == template.id, _t.version == version)
            .values(**_values(template), version=version + 1)
        )
        return bool(done.rowcount == 1)


class Messages:
    """Repository of messages."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, message: Message, gate: str) -> None:
        """Keep a message that is about to be handed over; `gate`: the version of the rules it passed by."""
        values = {name: getattr(message, name) for name in Message.__dataclass_fields__} | {"gate": gate}
        self._work.connection.execute(
            insert(messages).values(
                **values | {"channel": message.channel.value, "state": message.state.value}
            )
        )

    def get(self, message_id: UUID) -> Message | None:
        """One message."""
        row = self._work.connection.execute(select(messages).where(_m.id == message_id)).one_or_none()
        return None if row is None else _message(row)

    def set_state(self, message_id: UUID, state: MessageState, handler: str = "") -> None:
        """Say how far it got."""
        self._work.connection.execute(
            update(messages).where(_m.id == message_id).values(state=state.value, handler=handler)
        )

    def of_lead(self, lead_id: UUID, limit: int = 50) -> tuple[Message, ...]:
        """A lead's messages, newest first."""
        rows = self._work.connection.execute(
            select(messages).where(_m.lead_id == lead_id).order_by(_m.at.desc(), _m.id.desc()).limit(limit)
        )
        return tuple(_message(row) for row in rows)


def _values(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "channel": template.channel.value,
        "language": template.language,
        "campaign_id": template.campaign_id,
        "subject": template.subject,
        "body": template.body,
        "file_path": template.file_path,
        "position": template.position,
        "is_active": template.is_active,
    }


def _template(row: Any) -> Template:
    return Template(
        id=row.id,
        name=row.name,
        channel=Channel(row.channel),
        language=row.language,
        campaign_id=row.campaign_id,
        subject=row.subject,
        body=row.body,
        file_path=row.file_path,
        position=row.position,
        is_active=bool(row.is_active),
        version=row.version,
    )


def _message(row: Any) -> Message:
    values = {name: getattr(row, name) for name in Message.__dataclass_fields__}
    return Message(**values | {"channel": Channel(row.channel), "state": MessageState(row.state)})
