"""Saved reports, tried with the real `psql`: nobody changes, plans or shares what isn't theirs to."""

from __future__ import annotations

import pytest

from crm_desktop.domain.saved_reports import Asks
from crm_desktop.ids import new_id
from crm_desktop.services.reports import ReportService
from crm_desktop.services.reports.saved import SavedReportService
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

_ME, _TEAM = "(SELECT acting())", "(SELECT acting_team())"
_SAVED = (
    "INSERT INTO saved_reports (id, owner_id, team_id, is_shared, name, asks, created_at) VALUES"
    " ('{}', {}, {}, {}, '{}', '{{\"report\": \"sales\"}}', now())"
)
_PLAN = (
    "INSERT INTO report_schedules (report_id, owner_id, seat, every, on_day, at_minute, format, folder,"
    " next_at) VALUES ('{}', {}, 'x', 'day', 0, 0, 'csv', '/', now())"
)


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller and a team lead can connect."""
    for name in ("asha", "joseph"):
        connect(name)


def test_nobody_shares_or_plans_for_others(database: PgDatabase, office: CallingOffice) -> None:
    o = office.office

    class Nowhere:
        def get(self, key: str) -> object:
            return "seat"

        def set(self, key: str, value: object) -> None: ...

    service = SavedReportService(office.store, ReportService(office.store), Nowhere())
    shared = service.save(o.admin, "Office", Asks("sales"), is_shared=True)
    private = service.save(o.other_lead, "Theirs", Asks("sales"))
    service.plan(o.admin, shared.id, every="day", at_minute=0, format="csv", folder="/tmp")
    admin = f"'{o.admin.person_id}'"
    tried = [
        _SAVED.format(new_id(), admin, "NULL", "false", "a"),
        _SAVED.format(new_id(), _ME, "NULL", "true", "b"),  # to everybody, out of a team
        _SAVED.format(new_id(), _ME, f"'{o.other_lead.team_id}'", "true", "c"),
        f"UPDATE saved_reports SET asks = '{{}}' WHERE id = '{shared.id}'",
        f"UPDATE saved_reports SET owner_id = {_ME} WHERE id = '{shared.id}'",
        f"DELETE FROM saved_reports WHERE id IN ('{shared.id}', '{private.id}')",
        _PLAN.format(shared.id, _ME),
        _PLAN.format(shared.id, admin),
        f"UPDATE report_schedules SET folder = '/etc' WHERE report_id = '{shared.id}'",
        f"DELETE FROM report_schedules WHERE report_id = '{shared.id}'",
    ]
    own = new_id()
    asha = [*tried, _SAVED.format(new_id(), _ME, _TEAM, "true", "d")]
    ask(database, "joseph", [_SAVED.format(own, _ME, _TEAM, "true", "Of us")])
    for who, statements in (("joseph", tried), ("asha", asha)):
        answers = ask(database, who, statements)
        through = [a.statement for a in answers if not a.is_refused and " 0" not in a.rows]
        assert through == []
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01"))]
        assert wrong == []
        look = ["SELECT count(*) FROM saved_reports", "SELECT count(*) FROM report_schedules"]
        assert [a.rows.strip() for a in ask(database, who, look)] == ["2", "0"]
