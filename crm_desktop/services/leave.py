"""Leave: from when to when somebody is away, so that the queue doesn't wait for them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import NotFound, UserError
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.people import People
from crm_desktop.store.unit_of_work import Store, Work

LONGEST = timedelta(days=366)


class LeaveService:
    """Leaves of the people of the workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, actor: Actor, person_id: UUID) -> Leave | None:
        """A person's leave that is under way or to come."""
        with self._store.read(actor) as work:
            found = Leaves(work).of(person_id)
            return None if found is None or found.last < office_date(work) else found

    def set(self, actor: Actor, person_id: UUID, leave: Leave | None) -> None:
        """Keep a person's leave instead of the one that was kept; None takes it back.

        Raises UserError with the field of the day that can't be.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            if People(work).get(person_id) is None:
                raise NotFound("This person does not exist any more.")
            if leave is not None:
                _check(leave, office_date(work))
                _refuse_past(work, person_id, leave)
            Leaves(work).set(person_id, leave, office_date(work))
            work.record("person.leave_changed", "person", person_id, days=_length(leave))
            work.announce("people", person_id)
            work.announce("queue")


def _check(leave: Leave, today: date) -> None:
    if leave.last < leave.first:
        raise UserError("The leave ends before it begins. Choose a later last day.", field="last")
    if leave.last < today:
        raise UserError("These days are past. Choose a last day that is still to come.", field="last")
    if leave.last - leave.first > LONGEST:
        raise UserError("This is more than a year. Choose an earlier last day.", field="last")


def _refuse_past(work: Work, person_id: UUID, leave: Leave) -> None:
    """Leave of past days would change what they owed; what is under way may be made longer or shorter."""
    yesterday = office_date(work) - timedelta(days=1)
    if not Leaves(work).is_away(person_id, leave.first, yesterday):
        raise UserError(
            "Leave begins today or later: what past days asked for stays. Choose a later first day.",
            field="first",
        )


def _length(leave: Leave | None) -> int:
    return 0 if leave is None else (leave.last - leave.first).days + 1
