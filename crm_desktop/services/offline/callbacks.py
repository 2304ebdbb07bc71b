"""Call-backs at a team's workstation: moved, closed and put off without the server too, kept first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.callbacks import CallbackState, in_quiet_hours
from crm_desktop.domain.calling_window import day_end, day_start
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.callbacks import CallbackService, MyCallbacks
from crm_desktop.services.calling.after import check_promise
from crm_desktop.services.offline.desk import KeptDesk, ServerAway, waits
from crm_desktop.services.offline.payloads import written
from crm_desktop.services.offline.promises import KnownPromises
from crm_desktop.services.offline.sending import CANT_TAKE
from crm_desktop.services.promised import NO_REASON, check_future, check_snooze
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.store.settings import WorkspaceInfo

T = TypeVar("T")
NOT_KEPT = (
    "The server can’t be reached, and this call-back isn’t kept on this computer. "
    "It can be changed when the server is back."
)


class KeptCallbackService(CallbackService):
    """The promise ledger; while the server is away the part of it that is kept here."""

    def __init__(
        self,
        desk: KeptDesk,
        promises: KnownPromises,
        info: WorkspaceInfo,
        campaigns: Callable[[Actor], tuple[Campaign, ...]],
        setting: Callable[[str], int],
    ) -> None:
        """`campaigns` and `setting`: as they are known, also without the server."""
        super().__init__(desk.sender.sure)
        self._desk, self._promises, self._office = desk, promises, info.zone
        self._campaigns, self._setting = campaigns, setting
        self._seen: dict[UUID, CallbackRow] = {}  # what lists have shown, by id

    # --- looking ---

    def mine(self, actor: Actor) -> MyCallbacks:
        """As ever; while the server is away those of the next hours that are kept here."""
        actor.require(Permission.SEE_CALLBACKS)

        def there() -> MyCallbacks:
            found = super(KeptCallbackService, self).mine(actor)
            rows = (*found.overdue, *found.today, *found.coming)
            self._promises.keep(actor, rows, self._desk.clock.now())
            if not self._promises.has_changed(actor):
                return found
            return self._grouped(actor, (*rows, *found.done_today), is_kept=False)

        found = self._looked(
            actor, there, lambda: self._grouped(actor, self._promises.said(actor), is_kept=True)
        )
        self._note((*found.overdue, *found.today, *found.coming, *found.done_today))
        return found

    def on_days(self, actor: Actor, since: datetime, until: datetime | None) -> tuple[CallbackRow, ...]:
        """As ever; while the server is away of what is kept here."""
        actor.require(Permission.SEE_CALLBACKS)

        def there() -> tuple[CallbackRow, ...]:
            rows = super(KeptCallbackService, self).on_days(actor, since, until)
            return self._open(actor, rows) if self._promises.has_changed(actor) else rows

        found = self._looked(actor, there, lambda: self._open(actor, self._promises.said(actor)))
        found = tuple(row for row in found if since <= row.due_at and (until is None or row.due_at < until))
        self._note(found)
        return found

    def due(self, actor: Actor) -> CallbackRow | None:
        """As ever; while something waits here, or the server is away, of what is kept here."""
        actor.require(Permission.SEE_CALLBACKS)

        def here() -> CallbackRow | None:
            now, shown = self._desk.clock.now(), self._desk.on_screen
            held = shown.lead.id if shown is not None else None
            return next(
                (
                    row
                    for row in self._open(actor, self._promises.said(actor))
                    if row.due_at < now and row.lead_id != held
                    and (row.snoozed_until is None or row.snoozed_until <= now)
                ),
                None,
            )  # fmt: skip

        found = self._known(actor, lambda: super(KeptCallbackService, self).due(actor), here)
        self._note(() if found is None else (found,))
        return found

    def count_badge(self, actor: Actor) -> int:
        """As ever; while something waits here, or the server is away, of what is kept here."""

        def here() -> int:
            now = self._desk.clock.now()
            return sum(row.due_at < now for row in self._open(actor, self._promises.said(actor)))

        return self._known(actor, lambda: super(KeptCallbackService, self).count_badge(actor), here)

    def due_times(self, actor: Actor) -> tuple[datetime, ...]:
        """As ever; while something waits here, or the server is away, of what is kept here."""
        actor.require(Permission.SEE_CALLBACKS)

        def here() -> tuple[datetime, ...]:
            since = day_start(self._desk.clock.now(), self._office)
            rows = self._open(actor, self._promises.said(actor))
            return tuple(row.due_at for row in rows if row.due_at >= since)

        return self._looked(actor, lambda: super(KeptCallbackService, self).due_times(actor), here)

    def is_quiet(self, actor: Actor) -> bool:
        """As ever; while the server is away by the hours it named last."""

        def here() -> bool:
            local = self._desk.clock.now().astimezone(ZoneInfo(self._office))
            minute = local.hour * 60 + local.minute
            return in_quiet_hours(minute, self._setting("quiet_from"), self._setting("quiet_until"))

        return self._desk.either(actor, lambda: super(KeptCallbackService, self).is_quiet(actor), here)

    # --- acts ---

    def move(
        self, actor: Actor, callback_id: UUID, version: int, at: datetime, request_id: UUID | None = None
    ) -> None:
        """Kept, then moved."""
        act_id = request_id or new_id()

        def check(row: CallbackRow) -> None:
            self._check_version(row, version)
            now, known = self._desk.clock.now(), self._campaigns(actor)
            campaign = next((each for each in known if each.id == row.campaign_id), None)
            if campaign is None:
                check_future(at, now)
            else:
                check_promise(at, None, campaign, row.zone or self._office, now)

        self._done(
            actor, ActKind.MOVE, act_id, callback_id, {"at": at, "version": version}, check,
            lambda: super(KeptCallbackService, self).move(actor, callback_id, version, at, act_id),
        )  # fmt: skip

    def done(
        self, actor: Actor, callback_id: UUID, version: int, why: str, request_id: UUID | None = None
    ) -> None:
        """Kept, then closed."""
        if not why.strip():
            raise UserError(NO_REASON, field="why")
        act_id = request_id or new_id()
        self._done(
            actor, ActKind.CLOSE, act_id, callback_id, {"why": why.strip(), "version": version},
            lambda row: self._check_version(row, version),
            lambda: super(KeptCallbackService, self).done(actor, callback_id, version, why, act_id),
        )  # fmt: skip

    def snooze(self, actor: Actor, callback_id: UUID, minutes: int, request_id: UUID | None = None) -> None:
        """Kept, then quiet."""
        check_snooze(minutes)
        act_id = request_id or new_id()
        self._done(
            actor, ActKind.SNOOZE, act_id, callback_id, {"minutes": minutes}, lambda row: None,
            lambda: super(KeptCallbackService, self).snooze(actor, callback_id, minutes, act_id),
        )  # fmt: skip

    def hand_over(self, actor: Actor, callback_id: UUID, version: int, to_person_id: UUID) -> UUID:
        """As ever; it waits for the server, which knows who is at work."""
        return self._desk.behind_what_waits(
            actor,
            lambda: super(KeptCallbackService, self).hand_over(actor, callback_id, version, to_person_id),
            waits,
        )

    def printed(self, actor: Actor, rows: int) -> None:
        """As ever; it waits for the server, which keeps who received what."""
        self._desk.either(actor, lambda: super(KeptCallbackService, self).printed(actor, rows), waits)

    # --- inside ---

    def _done(
        self,
        actor: Actor,
        kind: ActKind,
        act_id: UUID,
        callback_id: UUID,
        said: dict[str, object],
        check: Callable[[CallbackRow], None],
        on_server: Callable[[], None],
    ) -> None:
        actor.require(Permission.SEE_CALLBACKS)
        desk, row = self._desk, self._row(actor, callback_id)
        payload = {
            "callback_id": callback_id,
            "due_at": row.due_at if row is not None else None,  # as the person saw it
            **said,
        }
        lead_id = row.lead_id if row is not None else None
        told = (row.lead_name or row.company) if row is not None else ""
        act = desk.act(actor, kind, act_id, written(payload), lead_id, told=told)

        def here() -> None:
            try:
                if row is None:
                    raise ServerAway(NOT_KEPT)
                if row.state is not CallbackState.OPEN:
                    raise ChangedMeanwhile("This call-back was closed meanwhile. Nothing was changed.")
                check(row)
            except UserError:
                desk.outbox.withdraw(act.id)
                raise
            if kind is not ActKind.SNOOZE:
                desk.keeper.drop(actor, row.lead_id)

        def there() -> None:
            on_server()
            desk.sender.settle(act)
            self._seen.pop(callback_id, None)

        desk.kept_first(actor, act, there, here)

    def _row(self, actor: Actor, callback_id: UUID) -> CallbackRow | None:
        """The call-back as the person saw it last; with what was done to it since and waits here."""
        kept = {row.id: row for row in self._promises.said(actor)}
        seen = self._seen.get(callback_id)
        if seen is not None and callback_id not in kept:
            kept[seen.id] = seen
        return next(
            (row for row in self._promises.now(actor, tuple(kept.values())) if row.id == callback_id), None
        )

    def _check_version(self, row: CallbackRow, version: int) -> None:
        if row.version != version:
            raise ChangedMeanwhile("Someone changed this call-back meanwhile. Look at it again.")

    def _note(self, rows: tuple[CallbackRow, ...]) -> None:
        self._seen.update((row.id, row) for row in rows)

    def _open(self, actor: Actor, rows: tuple[CallbackRow, ...]) -> tuple[CallbackRow, ...]:
        return tuple(r for r in self._promises.now(actor, rows) if r.state is CallbackState.OPEN)

    def _grouped(self, actor: Actor, rows: tuple[CallbackRow, ...], *, is_kept: bool) -> MyCallbacks:
        now = self._desk.clock.now()
        begin, end = day_start(now, self._office), day_end(now, self._office)
        known = self._promises.now(actor, rows)
        mine = [row for row in known if row.state is CallbackState.OPEN]
        ended = [r for r in known if r.closed_at is not None and r.closed_at >= begin]
        return MyCallbacks(
            overdue=tuple(r for r in mine if r.due_at <= now),
            today=tuple(r for r in mine if now < r.due_at < end),
            coming=tuple(r for r in mine if r.due_at >= end),
            done_today=tuple(sorted(ended, key=lambda r: r.closed_at or now, reverse=True)),
            is_kept=is_kept,
        )

    def _known(self, actor: Actor, there: Callable[[], T], here: Callable[[], T]) -> T:
        """On the server, unless it doesn't know yet what was done here."""
        return here() if self._promises.has_changed(actor) else self._desk.either(actor, there, here)

    def _looked(self, actor: Actor, there: Callable[[], T], here: Callable[[], T]) -> T:
        """On the server, also on a slow one: whoever looks at a list can wait for the whole of it."""
        desk = self._desk
        if not desk.sender.is_slow:
            return desk.either(actor, there, here)
        try:
            return there()
        except CANT_TAKE as error:
            desk.sender.went(actor, error)
            return here()
