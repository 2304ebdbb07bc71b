"""Keeping calls no longer than wanted: old months become closed totals, and a receipt says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.retention import ClosedMonth, days_of, kept_from
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.services.many_going import ManyGoing
from crm_desktop.services.progress import Progress
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

SETTING = "calls_kept_months"
AT_ONCE = 400  # calls a transaction: callers wait for none longer than they would notice


@dataclass(frozen=True, slots=True)
class OldMonth:
    """A month that is old enough to go, and how many calls it has."""

    month: int
    calls: int


class RetentionService:
    """Deletes calls that are older than the workspace keeps them; an admin's act."""

    def __init__(self, store: Store, rest: Callable[[float], None] = time.sleep) -> None:
        """`rest` waits for so many seconds between two batches, so that callers' acts come in between."""
        self._store = store
        self._rest = rest

    def receipts(self, actor: Actor) -> tuple[ClosedMonth, ...]:
        """The receipts of all closed months, the newest first; for whoever sees reports."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            return ClosedMonths(work).all()

    def old_months(self, actor: Actor, kept_months: int | None = None) -> tuple[OldMonth, ...]:
        """What would go today, by the workspace's setting or as if it were `kept_months`; changes nothing."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.read(actor) as work:
            kept = kept_months_of(work) if kept_months is None else kept_months
            months = ClosedMonths(work)
            return tuple(OldMonth(month, months.count(month)) for month in _due(work, kept))

    def sweep(self, actor: Actor, progress: Progress | None = None) -> tuple[ClosedMonth, ...]:
        """Close every month that is old enough and delete its calls; gives the receipts of this time.

        Totals first, calls afterwards, some at a time: stopped in between, it goes on the next time, and the
        totals are right at every moment. Months that were begun are finished even when the setting changed.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.read(actor) as work:
            kept = kept_months_of(work)
            due = _due(work, kept)
            begun = [r.month for r in ClosedMonths(work).all() if r.finished_at is None]
        for month in due:
            self._close(actor, month, kept)
        return tuple(self._take(actor, month, progress) for month in sorted({*due, *begun}))

    def differing(self, actor: Actor | None = None) -> tuple[int, ...]:
        """Closed months whose totals are no longer those of their receipts."""
        with self._store.read(actor) as work:
            months = ClosedMonths(work)
            return tuple(r.month for r in months.all() if months.sums(r.month)[2] != r.digest)

    def _close(self, actor: Actor, month: int, kept_months: int) -> None:
        """The totals of a month stand for its calls from now on; they are made equal first if they aren't."""
        first, last = days_of(month)
        with self._store.read(actor) as work:
            is_off = CallHours(work).check(first, last) > 0
        with self._store.write(actor) as work:
            months, hours = ClosedMonths(work), CallHours(work)
            if months.get(month) is not None:
                return  # another window was quicker
            if is_off:
                hours.rebuild(first, last)
            hours.close_month(month)
            receipt = months.close(month, actor.person_id, kept_months)
            work.record(
                "month_closed",
                "workspace",
                None,
                month=month,
                calls=receipt.calls,
                hours=receipt.hours,
                digest=receipt.digest,
                kept_months=kept_months,
                was_rebuilt=is_off,
            )
            work.announce("calls")

    def _take(self, actor: Actor, month: int, progress: Progress | None) -> ClosedMonth:
        with self._store.read(actor) as work:
            known = ClosedMonths(work).get(month)
        left = 0 if known is None else known.calls - known.taken
        with ManyGoing(self._store, actor, left) as going:
            while (receipt := self._take_some(actor, month, going, progress)) is None:
                pass
        return receipt

    def _take_some(
        self, actor: Actor, month: int, going: ManyGoing, progress: Progress | None
    ) -> ClosedMonth | None:
        """The next calls; the month's receipt once no more go."""
        if progress is not None:
            progress.check()
        begun = time.monotonic()
        with self._store.write(actor) as work:
            going.say(work)
            months = ClosedMonths(work)
            taken = months.take(month, AT_ONCE)
            is_over = not taken and not months.is_held(month)
            months.count_taken(month, taken, work.now if is_over else None)
            receipt = months.get(month)
            assert receipt is not None
            if not taken and not is_over:
                return receipt  # looked at again each day, until nobody of it is held
            if is_over:
                work.record("month_taken", "workspace", None, month=month, calls=receipt.taken)
                work.announce("calls")
                return receipt
        if progress is not None:
            progress.update(receipt.taken, receipt.calls)
        self._rest(time.monotonic() - begun)
        return None


def kept_months_of(work: Work) -> int:
    """How many months calls are kept, by the workspace's setting; 0: for ever."""
    kept = SettingRows(work).of_workspace(SETTING)
    return int(SETTINGS[SETTING].default if kept is None else kept)


def _due(work: Work, kept_months: int) -> tuple[int, ...]:
    """Months with calls that have been over for long enough, oldest first."""
    if not kept_months:
        return ()
    today = office_date(work)
    return ClosedMonths(work).months_before(kept_from(today, kept_months))
