"""`people add|list|disable|delete`."""

from __future__ import annotations

import argparse
import os
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor, Person, Role
from crm_desktop.errors import NotFound
from crm_desktop.services.bundle import Services
from crm_desktop.services.people import AddPerson


def people(arguments: argparse.Namespace) -> Answer:
    """Add, list, disable or delete people."""
    with acting(arguments) as (services, actor):
        if arguments.act == "add":
            return _add(services, actor, arguments)
        if arguments.act == "disable":
            return _disable(services, actor, arguments.name)
        if arguments.act == "delete":
            return _delete(services, actor, arguments)
        return _list(services, actor)


def _add(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    team_id = _team(services, actor, arguments.team) if arguments.team else None
    # Without the variable a one-time password is made and told.
    password = os.environ.get("CRM_DESKTOP_NEW_PASSWORD") or None
    command = AddPerson(arguments.name, arguments.display_name, Role(arguments.role), password, team_id)
    added = services.people.add(actor, command)
    data = _person(services, actor, added.person)
    lines = [f"{added.person.display_name} can sign in as {added.person.sign_in_name}."]
    if added.one_time_password is not None:
        data["one_time_password"] = added.one_time_password
        lines.append(f"One-time password, good for two days: {added.one_time_password}")
    return Answer(data, tuple(lines))


def _team(services: Services, actor: Actor, name: str) -> UUID:
    found = next((t for t in services.people.teams(actor) if t.name.casefold() == name.casefold()), None)
    return (found or services.people.add_team(actor, name)).id


def _list(services: Services, actor: Actor) -> Answer:
    listed = [_person(services, actor, p) for p in services.people.list(actor)]
    lines = [
        f"{p['name']:<20} {p['role']:<11} {p['team'] or '–':<14} {p['display_name']}"
        + ("  (disabled)" if p["is_disabled"] else "")
        for p in listed
    ]
    return Answer({"total": len(listed), "people": listed}, tuple(lines))


def _disable(services: Services, actor: Actor, name: str) -> Answer:
    after = services.people.disable(actor, _named(services, actor, name).id)
    return Answer(_person(services, actor, after), (f"{after.display_name} can no longer sign in.",))


def _delete(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    person = _named(services, actor, arguments.name)
    to = _named(services, actor, arguments.to).id if arguments.to else None
    left = services.leaving.delete(actor, arguments.confirm, person.id, to)
    data = {
        "id": str(left.person_id), "now_called": left.name, "leads": left.leads, "call_backs": left.promises,
        "to": left.heir, "name_stays_in": dict(left.stays),
    }  # fmt: skip
    lines = [f"The account is deleted. What they did stands under “{left.name}”."]
    if left.heir:
        lines.append(f"{left.heir} has their {left.leads} leads and {left.promises} call-backs.")
    lines += [f"The name stays in {number} {what}." for what, number in left.stays.items()]
    return Answer(data, tuple(lines))


def _named(services: Services, actor: Actor, name: str) -> Person:
    person = next((p for p in services.people.list(actor) if p.sign_in_name == name.casefold()), None)
    if person is None:
        raise NotFound("There is nobody with the sign-in name “{name}”. See `people list`.", name=name)
    return person


def _person(services: Services, actor: Actor, person: Person) -> dict[str, object]:
    teams = {t.id: t.name for t in services.people.teams(actor)}
    return {
        "id": str(person.id),
        "name": person.sign_in_name,
        "display_name": person.display_name,
        "role": person.role.value,
        "team": teams.get(person.team_id, "") if person.team_id else "",
        "is_disabled": person.is_disabled,
        "left_at": person.left_at.isoformat() if person.left_at else None,
    }
