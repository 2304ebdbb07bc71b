"""Ways to say what a caller did while the server was away, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.call import KnownHow
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.kept_acts import ActKind, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.offline.payloads import CallFacts, Result, write_result, written

_numbers = iter(range(1, 10_000_000))


def kept(
    who: Actor, kind: ActKind, at: datetime, payload: str, lead: UUID | None, call: UUID | None = None
) -> KeptAct:
    """An act as it lies in the outbox."""
    no = next(_numbers)
    return KeptAct(new_id(), no, who.person_id, who.session_id, who.name, kind, lead, call, at, payload)


def kept_result(
    who: Actor,
    campaign: Campaign,
    lead: UUID,
    phone: UUID,
    code: str,
    at: datetime,
    *,
    call: UUID | None = None,
    talked_s: int | None = 60,
    note: str = "",
    callback_at: datetime | None = None,
    values: tuple[tuple[str, str | int | bool], ...] = (),
) -> KeptAct:
    """A call with its result, given at `at`."""
    disposition = next(d for d in campaign.dispositions if d.code == code)
    facts = CallFacts(lead, campaign.id, phone, "by_hand", campaign.is_practice, at - timedelta(seconds=90))
    if talked_s is not None:
        answered = at - timedelta(seconds=80)
        facts = replace(
            facts, answered_at=answered, ended_at=answered + timedelta(seconds=talked_s),
            known_how=KnownHow.MARKED,
        )  # fmt: skip
    result = Result(disposition.id, code, note, callback_at, "", values, facts)
    return kept(who, ActKind.COMPLETE, at, write_result(result), lead, call or new_id())


def kept_note(who: Actor, lead: UUID, text: str, at: datetime) -> KeptAct:
    """A note."""
    return kept(who, ActKind.NOTE, at, written({"note": text}), lead)
