"""Deleting somebody's account: sign-in and personal details go, the work stays or is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from crm_desktop.domain.leaving import HANDED_OVER, KEPT
from crm_desktop.domain.people import Actor, Permission, Person, Reach, Role
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.people import PeopleService, existing
from crm_desktop.services.promised import pass_on
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.leaving import Leaving
from crm_desktop.store.outbox import Outbox
from crm_desktop.store.people import People
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

ALL_PROMISES = 100_000


@dataclass(frozen=True, slots=True)
class LeavingPlan:
    """What deleting somebody's account would do. `heir`: who gets open leads and call-backs, None: nobody.

    `needs_admin`: the person can only ask; an admin carries it out.
    """

    person: Person
    leads: int
    promises: int
    heir: Person | None
    needs_admin: bool


@dataclass(frozen=True, slots=True)
class Left:
    """An account that was deleted: its neutral name, what was handed over, where the name still stands."""

    person_id: UUID
    name: str
    leads: int = 0
    promises: int = 0
    heir: str = ""
    stays: Mapping[str, int] = field(default_factory=dict)


class LeavingService:
    """Accounts that are deleted: one's own, or somebody's by an admin.

    What somebody did stays under “Former telecaller 3”: the law keeps calls and logs for a year even of
    accounts that are gone (DPDP Rules 2025, rule 8(3)). Promises nobody was given are kept by whoever is
    there, as those of the absent are.
    """

    def __init__(self, store: Store, people: PeopleService, outbox: Outbox | None = None) -> None:
        """`outbox`: of this workstation, which may have something for the server still."""
        self._store = store
        self._people = people
        self._outbox = outbox

    def plan(self, actor: Actor, person_id: UUID | None = None) -> LeavingPlan:
        """What would happen to one's own account, or for an admin to somebody's."""
        with self._store.read(actor) as work:
            person = self._person(work, actor, person_id or actor.person_id)
            return self._planned(work, actor, person)

    def ask(self, actor: Actor, typed: str) -> None:
        """Ask an admin to delete one's own account, with the own sign-in name typed."""
        with self._store.write(actor) as work:
            person = existing(People(work), actor.person_id)
            check_typed(person, typed)
            Leaving(work).ask(person.id, True)
            work.record("leaving_asked", "person", person.id)
            work.announce("people", person.id)

    def stay(self, actor: Actor, person_id: UUID | None = None) -> None:
        """Take the wish back; an admin may say no to somebody's."""
        own = person_id is None or person_id == actor.person_id
        if not own:
            actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        with self._store.write(actor) as work:
            who = actor.person_id if person_id is None else person_id
            if own:
                Leaving(work).ask(who, False)
            else:
                Leaving(work).refuse(who)
            work.record("leaving_taken_back", "person", who)
            work.announce("people", who)

    def delete(self, actor: Actor, typed: str, person_id: UUID | None = None, to: UUID | None = None) -> Left:
        """Delete an account, with its sign-in name typed. Cannot be undone.

        `to`: who gets open leads and call-backs, for an admin; None: as the workspace's setting says.
        Raises UserError while the person is on a call, for the only admin, and NotAllowed where an admin
        has to agree.
        """
        with self._people.changing(actor) as work:
            person = self._person(work, actor, person_id or actor.person_id)
            check_typed(person, typed)
            is_own = person.id == actor.person_id
            plan = self._planned(work, actor, person)
            if is_own and plan.needs_admin:
                raise NotAllowed("In this office an admin deletes accounts. Ask for it instead.")
            self._check_free(work, person, is_own)
            heir = plan.heir if to is None else _heir(work, actor, person, to)
            left = self._hand_over(work, person, heir)
            work.record("person_deleted", "person", person.id, role=person.role.value, is_own=is_own)
            for topic in ("people", "leads", "queue", "callbacks"):
                work.announce(topic)
            work.write_announced()  # a server takes nothing more from an account that is gone
            stays = Leaving(work).named_in(person)
            name = Leaving(work).delete(person)
        self._people.forget(person.sign_in_name)
        if self._outbox is not None:
            self._outbox.forget_name(person.id)
        return Left(person.id, name, *left, heir.display_name if heir else "", stays)

    def _planned(self, work: Work, actor: Actor, person: Person) -> LeavingPlan:
        said = SettingRows(work).of_workspace_many(("leaving_work", "leaving_asks"))
        hands_over = said.get("leaving_work", KEPT) == HANDED_OVER
        heir = _team_lead(work, person) if hands_over else None
        is_admin = actor.role is Role.ADMIN
        needs_admin = not is_admin and (bool(said.get("leaving_asks")) or (hands_over and heir is None))
        rows = Leaving(work)
        return LeavingPlan(person, rows.leads_of(person.id), rows.promises_of(person.id), heir, needs_admin)

    def _person(self, work: Work, actor: Actor, person_id: UUID) -> Person:
        if person_id != actor.person_id:
            actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        person = existing(People(work), person_id)
        if person.left_at is not None:
            raise NotFound("This account was deleted already.")
        return person

    def _check_free(self, work: Work, person: Person, is_own: bool) -> None:
        if person.role is Role.ADMIN and not person.is_disabled and People(work).active_admins() <= 1:
            raise UserError("This is the only admin. Make someone else an admin first.")
        if Calls(work).open_of(person.id) is not None:
            raise UserError("A call is still running or waits for its result. Give the result first.")
        waiting = 0 if self._outbox is None or not is_own else self._outbox.counts().get(person.id, 0)
        if waiting:
            raise UserError(
                "{count} acts wait at this workstation for the server. Wait until they are sent.",
                count=waiting,
            )

    def _hand_over(self, work: Work, person: Person, heir: Person | None) -> tuple[int, int]:
        """Give open work to the heir, promises first: whoever has the lead may give them."""
        if heir is None:
            return 0, 0
        callbacks = Callbacks(work)
        promises = callbacks.open_of(person.id, None, ALL_PROMISES)
        for row in promises:
            if (promise := callbacks.get(row.id)) is not None:
                pass_on(work, promise, promise.version, heir, with_lead=False)
        rows = Leaving(work)
        rows.appointments_to(person.id, heir.id)
        return rows.leads_to(person.id, heir.id), len(promises)


def check_typed(person: Person, typed: str) -> None:
    """Whether the sign-in name was typed; raises UserError at the field confirm."""
    if typed.strip().casefold() != person.sign_in_name:
        raise UserError("Type the sign-in name “{name}” to go on.", field="confirm", name=person.sign_in_name)


def _team_lead(work: Work, person: Person) -> Person | None:
    """An active lead of the person's team, the first by name."""
    if person.team_id is None:
        return None
    leads = (
        p
        for p in People(work).all()
        if p.role is Role.TEAM_LEAD
        and p.team_id == person.team_id
        and not p.is_disabled
        and p.id != person.id
    )
    return next(leads, None)


def _heir(work: Work, actor: Actor, person: Person, to: UUID) -> Person:
    actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
    heir = People(work).get(to)
    if heir is None or heir.is_disabled or heir.id == person.id:
        raise UserError("This person can't take the work over. Choose someone else.", field="to")
    return heir
