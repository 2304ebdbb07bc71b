"""What the server does for people who may not see the rows themselves: functions with the owner's rights.

They stand on every PostgreSQL store, so that the same statements work with and without roles. Each is made
anew with each upgrade; who may call which is granted by `rights.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from crm_desktop.store.team.functions import (
    asked,
    backup,
    bounds,
    buried,
    callers,
    calling,
    calls,
    campaigns,
    coaching,
    complaints,
    consent,
    counting,
    dates,
    erasing,
    evidence,
    former,
    given,
    holding,
    importing,
    imports,
    keeping,
    lately,
    lawful,
    leads,
    old_records,
    people,
    played,
    presence,
    put_back,
    reach,
    retention,
    ruled,
    rulings,
    seats,
    second_factor,
    sessions,
    settled,
    sold,
    staying,
    targets,
    totals,
    versions,
    watching,
)
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.names import TeamNames

ALL: tuple[Function, ...] = (
    *sessions.FUNCTIONS,
    *lately.FUNCTIONS,
    *reach.FUNCTIONS,
    *second_factor.FUNCTIONS,
    *people.FUNCTIONS,
    *presence.FUNCTIONS,
    *lawful.FUNCTIONS,
    *consent.FUNCTIONS,
    *evidence.FUNCTIONS,
    *bounds.FUNCTIONS,
    *calling.FUNCTIONS,
    *holding.FUNCTIONS,
    *ruled.FUNCTIONS,
    *rulings.FUNCTIONS,
    *counting.FUNCTIONS,
    *keeping.FUNCTIONS,
    *settled.FUNCTIONS,
    *watching.FUNCTIONS,
    *callers.FUNCTIONS,
    *calls.FUNCTIONS,
    *campaigns.FUNCTIONS,
    *played.FUNCTIONS,
    *coaching.FUNCTIONS,
    *old_records.FUNCTIONS,
    *retention.FUNCTIONS,
    *backup.FUNCTIONS,
    *imports.FUNCTIONS,
    *importing.FUNCTIONS,
    *staying.FUNCTIONS,
    *versions.FUNCTIONS,
    *targets.FUNCTIONS,
    *former.FUNCTIONS,
    *dates.FUNCTIONS,
    *given.FUNCTIONS,
    *sold.FUNCTIONS,
    *asked.FUNCTIONS,
    *complaints.FUNCTIONS,
    *totals.FUNCTIONS,
    *leads.FUNCTIONS,
    *buried.FUNCTIONS,
    *erasing.FUNCTIONS,
    *seats.FUNCTIONS,
    *put_back.FUNCTIONS,
)


def make(connection: Connection) -> None:
    """Make all of them on a store without roles, where whoever signs in owns everything."""
    path = connection.execute(text("SELECT current_schema()")).scalar_one()
    driver: Any = connection.connection.driver_connection
    for statement in statements(TeamNames("nobody"), f'"{path}", public'):
        driver.execute(statement)


def statements(names: TeamNames, path: str) -> list[str]:
    """What makes all functions; `path` is the search path they see, schemas separated by commas."""
    return [statement for function in ALL for statement in function.statements(names, path)]
