"""Kept acts about call-backs, on the server: moved, closed, put off, by the rules for what changed since."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.domain.kept_acts import ERASED, ActKind, KeptAct, Outcome, PromiseNow, settle_promise
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.timeline import Kind
from crm_desktop.services.offline.payloads import moment, read
from crm_desktop.services.offline.results import Said
from crm_desktop.services.offline.whose import as_themselves, lead_then
from crm_desktop.services.promised import close_promise, move_promise, snooze_promise
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.people import People
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work

_NEVER = datetime.min.replace(tzinfo=UTC)
NOT_YOURS = "This call-back is someone else's. Ask your team lead."


def about_promise(work: Work, actor: Actor, act: KeptAct) -> Said:
    """One act about a call-back; see `domain.kept_acts.settle_promise`."""
    said = read(act.payload)
    promise = _promise(work, UUID(str(said["callback_id"])))
    lead = lead_then(work, promise.lead_id) if promise is not None else None
    if promise is None or lead is None:
        return Outcome.GONE, ""
    is_erased = lead.status == ERASED
    owner = People(work).get(promise.owner_id)
    person = as_themselves(work, actor, act)
    now = PromiseNow(
        promise.due_at,
        is_mine=person.may_touch(
            Permission.SEE_CALLBACKS, promise.owner_id, owner.team_id if owner else None
        ),
        is_open=promise.state is CallbackState.OPEN,
        is_erased=is_erased,
    )
    outcome = settle_promise(now, act.kind, _seen(said, promise))
    why = "" if is_erased else str(said.get("why", ""))
    if outcome is Outcome.ENDED_ALREADY and why:
        Timeline(work).add(promise.lead_id, Kind.NOTE, why)
        work.announce("leads", promise.lead_id)
    if outcome is Outcome.NOT_NEEDED:
        return Outcome.APPLIED, ""  # quiet about what is over: nobody needs to be told
    if outcome is not Outcome.APPLIED:
        return outcome, NOT_YOURS if outcome is Outcome.REFUSED else ""
    if act.kind is ActKind.SNOOZE:
        snooze_promise(work, promise, int(said["minutes"]))
    elif act.kind is ActKind.CLOSE:
        close_promise(work, promise, promise.version, why)
    else:
        at = moment(str(said["at"]))
        assert at is not None
        campaign = Campaigns(work).get(promise.campaign_id) if promise.campaign_id else None
        move_promise(work, promise, campaign, lead.zone or workspace_zone(work), promise.version, at)
    return Outcome.APPLIED, ""


def _promise(work: Work, callback_id: UUID) -> Callback | None:
    """The call-back; one promised here has the id of its act, unless an older program gave it another."""
    found = Callbacks(work).get(callback_id)
    if found is not None:
        return found
    other = (work.applied(callback_id) or {}).get("callback_id")
    return Callbacks(work).get(UUID(str(other))) if other else None


def _seen(said: dict[str, object], promise: Callback) -> datetime:
    """When it was due as the person saw it; where that isn't known its version tells."""
    at = moment(str(said["due_at"])) if said.get("due_at") else None
    if at is not None:
        return at
    return promise.due_at if said.get("version") in (None, promise.version) else _NEVER
