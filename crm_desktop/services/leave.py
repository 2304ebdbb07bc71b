"""Leave: from when to when somebody is away, so that the queue doesn't wait for them.

Somebody who was ill is entered the next morning: past days of open months become leave too, dated, in the
audit, and the person is told (`services/rulings.py: told`). What past days asked for changes by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.desk_notes import DeskNotes, NoteKind
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.month_ends import is_closed
from crm_desktop.store.people import People
from crm_desktop.store.unit_of_work import Store, Work

LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)


class LeaveService:
    """Leaves of the people of the workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, actor: Actor, person_id: UUID) -> Leave | None:
        """A person's leave that is under way or to come."""
        with self._store.read(actor) as work:
            found = Leaves(work).of(person_id)
            return None if found is None or found.last < office_date(work) else found

    def set(self, actor: Actor, person_id: UUID, leave: Leave | None) -> tuple[Leave, ...]:
        """Keep a person's leave instead of the one that was kept; None takes that back.

        Past days of it that weren't leave become so, as far as their months are open, and are given back,
        for `take_back`; one that is past altogether leaves alone what is under way or to come.
        Raises UserError with the field of the day that can't be.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.write(actor) as work:
            rows, today, late = Leaves(work), office_date(work), tuple[Leave, ...]()
            if People(work).get(person_id) is None:
                raise NotFound("This person does not exist any more.")
            if leave is not None:
                _check(leave)
                late = rows.missing(person_id, leave.first, min(leave.last, today - _DAY))
                _refuse_late(work, late, today)
                if leave.last < today and not late:
                    raise UserError("These days are leave already. Choose others.", field="last")
            if leave is None or leave.last >= today:
                rows.set(person_id, leave, today)
            rows.add_late(person_id, late)
            _tell(work, "person.leave_changed", person_id, leave, late)
            return late

    def take_back(self, actor: Actor, person_id: UUID, late: Iterable[Leave]) -> None:
        """Take back past days that this actor made leave within the last day; raises UserError later.

        The person, who was told of it, is told on the calling screen.
        """
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        late = tuple(late)
        with self._store.write(actor) as work:
            _refuse_late(work, late, office_date(work))
            if not Leaves(work).drop_late(person_id, late):
                raise UserError("This can’t be taken back any more: what past days asked for stays.")
            if person_id != actor.person_id:  # they were told of it
                ends = dict.fromkeys((day_of_date(late[0].first), day_of_date(late[-1].last)))
                DeskNotes(work).add(
                    new_id(), person_id, actor.person_id, NoteKind.LEAVE_BACK, " – ".join(ends)
                )
                work.announce("notes", person_id)
            _tell(work, "person.leave_taken_back", person_id, None, late)


def _tell(work: Work, act: str, person_id: UUID, leave: Leave | None, late: tuple[Leave, ...]) -> None:
    past = [[number_of(each.first), number_of(each.last)] for each in late]
    dated = {"past": past} if past else {}
    work.record(act, "person", person_id, days=_length(leave), **dated)
    work.announce("people", person_id)
    work.announce("queue")
    if late:
        work.announce("rulings", person_id)  # whoever shows results, and tells of changes


def _check(leave: Leave) -> None:
    if leave.last < leave.first:
        raise UserError("The leave ends before it begins. Choose a later last day.", field="last")
    if leave.last - leave.first > LONGEST:
        raise UserError("This is more than a year. Choose an earlier last day.", field="last")


def _refuse_late(work: Work, late: tuple[Leave, ...], today: date) -> None:
    """Raise UserError where past days can't become leave any more."""
    for each in late:
        if is_closed(work, number_of(each.first)):
            raise UserError(
                "The month of {day} is closed: what its days asked for stays. Choose a later first day.",
                field="first",
                day=day_of_date(each.first),
            )
        if today - each.first > LONGEST:
            raise UserError("This is more than a year ago. Choose a later first day.", field="first")


def _length(leave: Leave | None) -> int:
    return 0 if leave is None else (leave.last - leave.first).days + 1
