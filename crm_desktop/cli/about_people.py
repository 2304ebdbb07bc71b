"""`people add|list|disable`."""

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
    """Add, list or disable people."""
    with acting(arguments) as (services, actor):
        if arguments.act == "add":
            return _add(services, actor, arguments)
        if arguments.act == "disable":
            return _disable(services, actor, arguments.name)
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
    person = next((p for p in services.people.list(actor) if p.sign_in_name == name.casefold()), None)
    if person is None:
        raise NotFound("There is nobody with the sign-in name “{name}”. See `people list`.", name=name)
    after = services.people.disable(actor, person.id)
    return Answer(_person(services, actor, after), (f"{after.display_name} can no longer sign in.",))


def _person(services: Services, actor: Actor, person: Person) -> dict[str, object]:
    teams = {t.id: t.name for t in services.people.teams(actor)}
    return {
        "id": str(person.id),
        "name": person.sign_in_name,
        "display_name": person.display_name,
        "role": person.role.value,
        "team": teams.get(person.team_id, "") if person.team_id else "",
        "is_disabled": person.is_disabled,
    }
