"""Targets at a team's workstation: setting one waits for the server, whose clock says what tomorrow is."""

from __future__ import annotations

from datetime import date

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.targets import Calendar, Target
from crm_desktop.services.offline.desk import KeptDesk, waits
from crm_desktop.services.targets import SetTarget, TargetService


class KeptTargetService(TargetService):
    """Targets, as far as the server is there; the desk keeps the calls of a day that it said last."""

    def __init__(self, desk: KeptDesk) -> None:
        super().__init__(desk.sender.sure)
        self._desk = desk

    def set(self, actor: Actor, command: SetTarget) -> Target:
        """As ever; it waits for the server."""
        actor.require(Permission.SET_TARGETS, Reach.TEAM)
        return self._desk.either(actor, lambda: super(KeptTargetService, self).set(actor, command), waits)

    def set_calendar(self, actor: Actor, calendar: Calendar, from_on: date | None = None) -> Calendar:
        """As ever; it waits for the server."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        return self._desk.either(
            actor, lambda: super(KeptTargetService, self).set_calendar(actor, calendar, from_on), waits
        )
