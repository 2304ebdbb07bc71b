"""Whose calls somebody reviews: those of the own team, an admin everybody's; the own never."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.errors import NotAllowed
from crm_desktop.store.people import People
from crm_desktop.store.unit_of_work import Work


def is_coached(actor: Actor, person: Person) -> bool:
    """Whether the acting person may review this one's calls."""
    if person.id == actor.person_id:
        return False
    reached = actor.reach(Permission.COACH)
    is_own_team = actor.team_id is not None and person.team_id == actor.team_id
    return reached is Reach.ALL or (reached is Reach.TEAM and is_own_team)


def coached(work: Work, actor: Actor) -> tuple[Person, ...]:
    """Everybody whose calls the acting person may review."""
    return tuple(person for person in People(work).all() if is_coached(actor, person))


def require_coached(work: Work, actor: Actor, person_id: UUID) -> Person:
    """The person; raises NotAllowed, with a sentence, for oneself and for somebody of another team."""
    actor.require(Permission.COACH, Reach.TEAM)
    if person_id == actor.person_id:
        raise NotAllowed("Nobody reviews own calls. Ask another team lead or an admin.")
    person = People(work).get(person_id)
    if person is None or not is_coached(actor, person):
        raise NotAllowed("This call is not of your team. Ask an admin.")
    return person
