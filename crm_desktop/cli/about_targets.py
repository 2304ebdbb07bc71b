"""`targets list|set|show|days`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.formats import minor_digits
from crm_desktop.domain.people import Actor
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import (
    EACH,
    OFFICE,
    Calendar,
    Measure,
    Period,
    Reached,
    Subject,
    Target,
    Whose,
    of_person,
)
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.targets import KeptTarget, SetTarget

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def targets(arguments: argparse.Namespace) -> Answer:
    """List or set targets, say how far they are, set the office's working days."""
    with acting(arguments) as (services, actor):
        match arguments.act:
            case "set":
                return _set(services, actor, arguments)
            case "show":
                return _show(services, actor, arguments)
            case "days":
                return _days(services, actor, arguments)
            case _:
                return _list(services, actor, arguments)


def _list(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    subject = _subject(services, actor, arguments) if _is_said(arguments) else None
    names = _Names(services, actor)
    listed = [names.kept(kept) for kept in services.targets.kept(actor, subject)]
    lines = [
        f"{t['from']}  {t['whose']:<11} {t['person'] or t['team'] or '–':<16} {t['campaign'] or '–':<20} "
        f"{t['measure']:<13} {t['period']:<6} {'as everybody' if t['amount'] is None else t['amount']}"
        for t in listed
    ]
    return Answer({"total": len(listed), "targets": listed}, tuple(lines))


def _set(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    if not _is_said(arguments):
        raise UserError("Say whose target it is: --person, --campaign, --team, --each or --office.")
    measure, currency = Measure(arguments.measure), services.workspace.currency
    made = services.targets.set(
        actor,
        SetTarget(
            _subject(services, actor, arguments), measure, Period(arguments.period),
            _amount(arguments.amount, measure, currency), arguments.from_on,
        ),
    )  # fmt: skip
    data = _Names(services, actor).target(made)
    return Answer(data, (f"It holds from {data['from']} on.",))


def _amount(typed: str, measure: Measure, currency: str) -> int | None:
    """Numbers as they are, talk in minutes, money in its currency; "default" for what everybody has."""
    if typed == "default":
        return None
    if measure is Measure.AMOUNT:
        return parse_amount(typed, currency)
    if not typed.isdecimal():
        raise UserError("“{typed}” is no number. Type digits, or default.", field="amount", typed=typed)
    return int(typed) * (60 if measure is Measure.TALK else 1)


def _show(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    if arguments.person:
        found = services.targets.of_person(actor, _person(services, actor, arguments.person))
    elif arguments.campaign:
        found = services.targets.of_campaign(actor, _campaign(services, actor, arguments.campaign))
    else:
        mine = services.targets.mine(actor)
        found = (*mine.goals, *mine.together)
    names = _Names(services, actor)
    shown = [names.reached(each) for each in found]
    lines = [
        f"{t['measure']:<13} {t['period']:<6} {t['reached']} of {t['target']}, {t['expected']} by today"
        for t in shown
    ]
    return Answer({"total": len(shown), "targets": shown}, tuple(lines))


def _days(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    kept = services.targets.calendars(actor)
    before = kept[-1].calendar if kept else Calendar()
    if arguments.days or arguments.week_starts or arguments.holiday or arguments.no_holiday:
        holidays = before.holidays | {number_of(day) for day in arguments.holiday or ()}
        holidays -= {number_of(day) for day in arguments.no_holiday or ()}
        wanted = replace(before, holidays=holidays)
        if arguments.days:
            wanted = replace(wanted, days=frozenset(DAYS.index(day) for day in arguments.days))
        if arguments.week_starts:
            wanted = replace(wanted, week_starts=DAYS.index(arguments.week_starts))
        before = services.targets.set_calendar(actor, wanted, arguments.from_on)
    data = {
        "from": date_of(before.from_on).isoformat() if before.from_on else None,
        "week_starts": DAYS[before.week_starts],
        "days": [DAYS[day] for day in sorted(before.days)],
        "holidays": [date_of(day).isoformat() for day in sorted(before.holidays)],
    }
    line = f"The office works on {', '.join(DAYS[day] for day in sorted(before.days))}."
    since = f" From {data['from']} on." if before.from_on else ""
    return Answer(data, (line + since,))


# --- names ---


def _is_said(arguments: argparse.Namespace) -> bool:
    asked = (arguments.person, arguments.campaign, arguments.team, arguments.each, arguments.office)
    return any(asked)


def _subject(services: Services, actor: Actor, arguments: argparse.Namespace) -> Subject:
    campaign = _campaign(services, actor, arguments.campaign) if arguments.campaign else None
    if arguments.person:
        return of_person(_person(services, actor, arguments.person), campaign)
    if campaign is not None:
        return Subject(Whose.CAMPAIGN, campaign_id=campaign)
    if arguments.team:
        name = arguments.team.casefold()
        team = next((t.id for t in services.people.teams(actor) if t.name.casefold() == name), None)
        if team is None:
            raise NotFound("There is no team “{name}”. See `people list`.", name=arguments.team)
        return Subject(Whose.TEAM, team_id=team)
    return EACH if arguments.each else OFFICE


def _person(services: Services, actor: Actor, name: str) -> UUID:
    found = {p.sign_in_name: p.id for p in services.reports.people(actor)}.get(name.casefold())
    if found is None:
        raise NotFound("There is nobody with the sign-in name “{name}”. See `people list`.", name=name)
    return found


def _campaign(services: Services, actor: Actor, name: str) -> UUID:
    wanted = name.casefold()
    found = next((c for c in services.reports.choices(actor).campaigns if c[1].casefold() == wanted), None)
    if found is None:
        raise NotFound("There is no campaign “{name}”.", name=name)
    return found[0]


class _Names:
    """Targets in words."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._currency = services.workspace.currency
        self._people = {p.id: p.sign_in_name for p in services.reports.people(actor)}
        self._campaigns = dict(services.reports.choices(actor).campaigns)
        self._teams = {t.id: t.name for t in services.people.teams(actor)}

    def _about(self, subject: Subject) -> dict[str, Any]:
        return {
            "whose": subject.whose.value,
            "person": self._people.get(subject.person_id, "") if subject.person_id else "",
            "campaign": self._campaigns.get(subject.campaign_id, "") if subject.campaign_id else "",
            "team": self._teams.get(subject.team_id, "") if subject.team_id else "",
        }

    def _plain(self, amount: int | None, measure: Measure) -> int | str | None:
        if amount is None or measure is not Measure.AMOUNT:
            return amount
        digits = minor_digits(self._currency)
        return f"{amount / 10**digits:.{digits}f}"

    def target(self, target: Target) -> dict[str, Any]:
        """A version of a target; talk is in seconds, money as a decimal."""
        return {
            **self._about(target.subject),
            "measure": target.measure.value,
            "period": target.period.value,
            "amount": self._plain(target.amount, target.measure),
            "from": date_of(target.from_on).isoformat(),
        }

    def kept(self, kept: KeptTarget) -> dict[str, Any]:
        """With who set it, and when."""
        return {**self.target(kept.target), "set_by": kept.set_by, "set_at": kept.at.isoformat()}

    def reached(self, each: Reached) -> dict[str, Any]:
        """How far one is."""
        return {
            **self._about(each.subject),
            "measure": each.measure.value,
            "period": each.period.value,
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            **{
                name: self._plain(getattr(each, name), each.measure)
                for name in ("target", "expected", "reached")
            },
        }
