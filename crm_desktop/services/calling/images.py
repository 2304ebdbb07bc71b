"""How rows looked before and after an act, as plain values kept for undoing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.queue import Lane, QueueEntry
from crm_desktop.store.calls import LeadState

Placed = tuple[Lane, str, datetime, UUID | None]


def entry_image(entry: QueueEntry, after: Placed) -> dict[str, Any]:
    """An entry's place before and after."""
    return {
        "id": str(entry.id),
        "lead_id": str(entry.lead_id),
        "before": placed_image((entry.lane, entry.reason, entry.next_at, entry.owner_id)),
        "after": placed_image(after),
    }


def merged(images: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Images of two steps as one: before the first, after the last."""
    found = {image["id"]: image for image in images}
    for image in later:
        first = found.get(image["id"])
        found[image["id"]] = image if first is None else {**image, "before": first["before"]}
    return list(found.values())


def placed_image(placed: Placed) -> list[Any]:
    """A place as plain values."""
    lane, reason, next_at, owner_id = placed
    return [int(lane), str(reason), next_at.isoformat(), None if owner_id is None else str(owner_id)]


def placed_of(image: list[Any]) -> Placed:
    """What `placed_image` gave."""
    lane, reason, next_at, owner_id = image
    return Lane(lane), reason, datetime.fromisoformat(next_at), UUID(owner_id) if owner_id else None


def lead_image(state: LeadState) -> list[Any]:
    """What a call changes at a lead, as plain values."""
    return [
        state.status,
        state.last_result,
        state.next_call_at.isoformat() if state.next_call_at else None,
        str(state.owner_id) if state.owner_id else None,
        str(state.team_id) if state.team_id else None,
    ]


def lead_of(image: list[Any]) -> LeadState:
    """What `lead_image` gave."""
    status, last_result, next_call_at, owner_id, team_id = image
    return LeadState(
        status,
        last_result,
        datetime.fromisoformat(next_call_at) if next_call_at else None,
        UUID(owner_id) if owner_id else None,
        UUID(team_id) if team_id else None,
    )
