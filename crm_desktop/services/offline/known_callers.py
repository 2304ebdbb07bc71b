"""Who has rung, while the server is away: among the leads this workstation keeps, and those made on it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.callers import MOST_FOUND, CallerRow, Found, asked
from crm_desktop.domain.lead import search_key
from crm_desktop.domain.lead_query import needles
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.services.callers import CallerService
from crm_desktop.services.offline.desk import KeptDesk
from crm_desktop.services.offline.keeping import Snapshot


class KeptCallers(CallerService):
    """Finds whoever is on the line, also without the server."""

    def __init__(self, desk: KeptDesk, country: str) -> None:
        """`country`: of the workspace, in which numbers are read."""
        super().__init__(desk.sender.sure)
        self._desk, self._office_country = desk, country

    def find(self, actor: Actor, typed: str) -> Found:
        """As ever; while the server is away among the leads kept here, last digits, number or name."""
        actor.require(Permission.CALL)
        return self._desk.either(
            actor, lambda: super(KeptCallers, self).find(actor, typed), lambda: self._here(actor, typed)
        )

    def look_up(self, actor: Actor, e164: str) -> tuple[CallerRow, ...]:
        """As ever; while the server is away nobody’s leads but those kept here are known."""
        return self._desk.either(
            actor,
            lambda: super(KeptCallers, self).look_up(actor, e164),
            lambda: self._rows(actor, digits=e164)[:MOST_FOUND],
        )

    def _here(self, actor: Actor, typed: str) -> Found:
        wanted = asked(typed, self._office_country)
        if wanted.e164:
            rows = self._rows(actor, digits=wanted.e164)
        elif wanted.digits:
            rows = self._rows(actor, digits=wanted.digits)
        elif wanted.name:
            rows = self._rows(actor, parts=needles(wanted.name))
        else:
            rows = ()
        return Found(wanted, rows[:MOST_FOUND], len(rows) > MOST_FOUND, is_away=True)

    def _rows(self, actor: Actor, digits: str = "", parts: tuple[str, ...] = ()) -> tuple[CallerRow, ...]:
        found: list[CallerRow] = []
        for shot in self._desk.keeper.known(actor):
            phone_id = _phone(shot, digits, parts)
            if phone_id is not None:
                found.append(_row(shot, phone_id, actor))
        now = self._desk.clock.now()
        return tuple(
            sorted(found, key=lambda row: not (row.is_promise_mine and (row.promise_at or now) <= now))
        )


def _phone(shot: Snapshot, digits: str, parts: tuple[str, ...]) -> UUID | None:
    """The phone by which a kept lead is found, None when it isn't."""
    lead = shot.shown.lead
    if digits:
        return next((UUID(phone) for phone, e164 in shot.numbers.items() if e164.endswith(digits)), None)
    words = search_key(f"{lead.name}\n{lead.company}")
    is_found = bool(parts) and all(part in words for part in parts)
    return shot.shown.phone.phone_id if is_found else None


def _row(shot: Snapshot, phone_id: UUID, actor: Actor) -> CallerRow:
    """A kept lead as the list shows it; its number is hidden where the screen hid it."""
    shown, lead = shot.shown, shot.shown.lead
    phone = next((p for p in lead.phones if p.phone_id == phone_id), shown.phone)
    promise_at = shown.why.at if shown.why.kind == "promised" else None
    row = CallerRow(
        lead.id, lead.name, lead.company, lead.city, phone_id, phone.e164, lead.owner_id, lead.owner_name,
        lead.status, lead.last_result, lead.last_call_at, promise_at, promise_at is not None,
        phone.is_do_not_call, phone.is_wrong, lead.zone,
    )  # fmt: skip
    if not shown.is_limited:
        return row
    return replace(row, company="", city="", last_result="", last_call_at=None, promise_at=None,
                   is_promise_mine=False, is_limited=True)  # fmt: skip
