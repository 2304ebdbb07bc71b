"""The own call-backs of the next hours as known here: what the server said, and what was done since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.callbacks import CallbackState, state_when_called, stays_open
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kept_acts import OF_CALLBACKS, RESULTS, ActKind, KeptAct
from crm_desktop.domain.people import Actor
from crm_desktop.services.callbacks import shown_rows
from crm_desktop.services.offline.keeping import Keeper, nearest, promises_ahead
from crm_desktop.services.offline.payloads import moment, read, read_result
from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.store.kept_dates import CALLBACK, KeptDate, KeptDates
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.unit_of_work import Work

# What changes the own call-backs while it lies here.
CHANGES = OF_CALLBACKS | RESULTS | {ActKind.CALL_LATER, ActKind.EARLIER, ActKind.NEVER, ActKind.UNDO}
_ENDS_THE_WORK = frozenset({Flag.FINAL, Flag.DO_NOT_CALL})


class KnownPromises:
    """One workstation's call-backs, by person."""

    def __init__(self, kept: KeptDates, outbox: Outbox, keeper: Keeper) -> None:
        self._kept, self._outbox, self._keeper = kept, outbox, keeper

    # --- while the server is there ---

    def read(self, work: Work, actor: Actor) -> Callable[[], None]:
        """Ask for those of the next hours; what it gives keeps them."""
        rows = shown_rows(work, actor, promises_ahead(work, actor))
        return lambda: self._keep(actor, rows)

    def keep(self, actor: Actor, rows: Sequence[CallbackRow], now: datetime) -> None:
        """Keep of what a list showed those of the next hours."""
        self._keep(actor, nearest(rows, now))

    def _keep(self, actor: Actor, rows: Sequence[CallbackRow]) -> None:
        kept = [KeptDate(row.id, row.lead_id, row.due_at, frozen(row)) for row in rows]
        if tuple(kept) != self._kept.all(actor.person_id, CALLBACK):
            self._kept.replace(actor.person_id, CALLBACK, kept)

    # --- whether or not it is ---

    def has_changed(self, actor: Actor) -> bool:
        """Whether something waits here that changes them."""
        return any(act.kind in CHANGES for act in self._outbox.waiting(actor.person_id))

    def said(self, actor: Actor) -> tuple[CallbackRow, ...]:
        """As the server said them last."""
        found = (_thawed(row.shown) for row in self._kept.all(actor.person_id, CALLBACK))
        return tuple(row for row in found if row is not None)

    def now(self, actor: Actor, rows: Sequence[CallbackRow]) -> tuple[CallbackRow, ...]:
        """These with everything done that waits here: moved, ended, and those promised since."""
        acts = self._outbox.waiting(actor.person_id)
        undone = {UUID(str(read(act.payload)["of"])) for act in acts if act.kind is ActKind.UNDO}
        found = {row.id: row for row in rows}
        for act in acts:
            if act.id in undone or act.kind not in CHANGES:
                continue
            if act.kind in OF_CALLBACKS:
                _change(found, act)
            elif act.kind in RESULTS:
                self._called(actor, found, act)
            elif act.kind is ActKind.NEVER:
                self._never(found, act)
            elif act.kind is not ActKind.UNDO:
                said = read(act.payload)
                if (
                    at := moment(said.get("at" if act.kind is ActKind.CALL_LATER else "callback_at"))
                ) is not None:
                    self._promised(actor, found, act, at, _campaign(said), str(said.get("note", "")))
        return tuple(sorted(found.values(), key=lambda row: (row.due_at, row.id)))

    def _called(self, actor: Actor, found: dict[UUID, CallbackRow], act: KeptAct) -> None:
        """A result that waits: it ends the lead's promises, or makes another."""
        result = read_result(act.payload)
        lead_id, campaign_id = result.call.lead_id, result.call.campaign_id
        shot = self._keeper.shot(act.person_id, lead_id)
        known = shot.shown.campaign.disposition(result.disposition_id) if shot is not None else None
        flags = known.flags if known is not None else frozenset({Flag.HUMAN})
        for row in _of_lead(found, lead_id, campaign_id):
            is_over = result.callback_at is not None or bool(flags & _ENDS_THE_WORK)
            if is_over or not stays_open(row.due_at, act.made_at, Flag.HUMAN in flags):
                found[row.id] = _ended(row, act.made_at)
        if result.callback_at is not None:
            self._promised(
                actor, found, act, result.callback_at, campaign_id, result.callback_note or result.note
            )

    def _promised(
        self,
        actor: Actor,
        found: dict[UUID, CallbackRow],
        act: KeptAct,
        at: datetime,
        campaign_id: UUID | None,
        note: str,
    ) -> None:
        """A promise made here; it has the id of its act, also on the server."""
        shot = self._keeper.shot(act.person_id, act.lead_id) if act.lead_id is not None else None
        if shot is None or act.lead_id is None:
            return
        for row in _of_lead(found, act.lead_id, campaign_id):
            if row.state is CallbackState.OPEN:
                found[row.id] = _ended(row, act.made_at, CallbackState.CANCELLED)
        lead = shot.shown.lead
        found[act.id] = CallbackRow(
            id=act.id, lead_id=act.lead_id, lead_name=lead.name, phone=shot.shown.phone.e164,
            campaign_id=campaign_id, due_at=at, note=note, state=CallbackState.OPEN, version=1,
            zone=shot.shown.local_zone, owner_id=actor.person_id, owner_name=actor.name,
            company=lead.company, lead_owner_id=lead.owner_id, lead_team_id=lead.team_id, closed_at=None,
        )  # fmt: skip

    def _never(self, found: dict[UUID, CallbackRow], act: KeptAct) -> None:
        """A number is never to be called: the lead's promises end where it has no other."""
        shot = self._keeper.shot(act.person_id, act.lead_id) if act.lead_id is not None else None
        if shot is None or act.lead_id is None or shot.shown.may_be_dialled:
            return
        for row in _of_lead(found, act.lead_id, None):
            found[row.id] = _ended(row, act.made_at, CallbackState.CANCELLED)


def _change(found: dict[UUID, CallbackRow], act: KeptAct) -> None:
    said = read(act.payload)
    row = found.get(UUID(str(said["callback_id"])))
    if row is None or row.state is not CallbackState.OPEN:
        return
    if act.kind is ActKind.CLOSE:
        found[row.id] = _ended(row, act.made_at)
    elif act.kind is ActKind.SNOOZE:
        until = act.made_at + timedelta(minutes=int(said["minutes"]))
        found[row.id] = replace(row, snoozed_until=until)
    elif (at := moment(said["at"])) is not None:
        moved = replace(row, due_at=at, moved_count=row.moved_count + 1, snoozed_until=None)
        found[row.id] = replace(moved, version=row.version + 1)


def _ended(row: CallbackRow, at: datetime, state: CallbackState | None = None) -> CallbackRow:
    return replace(row, state=state or state_when_called(row.due_at, at), closed_at=at)


def _of_lead(found: dict[UUID, CallbackRow], lead_id: UUID, campaign_id: UUID | None) -> list[CallbackRow]:
    """The lead's open promises that a call in the campaign answers; all of them where None is given."""
    return [
        row
        for row in found.values()
        if row.lead_id == lead_id
        and row.state is CallbackState.OPEN
        and (campaign_id is None or row.campaign_id in (None, campaign_id))
    ]


def _campaign(said: dict[str, Any]) -> UUID | None:
    return UUID(str(said["campaign_id"])) if said.get("campaign_id") else None


def _thawed(shown: str) -> CallbackRow | None:
    try:
        return thawed(CallbackRow, shown)
    except (ValueError, KeyError, TypeError):
        return None  # by another version of the program
