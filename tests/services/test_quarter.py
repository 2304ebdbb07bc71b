"""The made-up quarter holds together: its totals are those of its rows, and its reports show its habits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crm_desktop.domain.kpi import Value
from crm_desktop.services.doctor import Doctor, State
from crm_desktop.services.reports import Question
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.tables import calls, leads, queue_entries
from tests.factories import PASSWORD, QuickPasswords
from tests.scale.quarter import CAMPAIGNS, make_quarter
from tests.scale.quarter_people import DAYS, NAMES

CALLS = 3_000


def test_the_quarter_is_sound_and_shows_its_habits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    opened, services, _ = make_quarter(tmp_path / "ws", calls=CALLS, passwords=QuickPasswords())
    try:
        findings = Doctor(WorkspaceService(opened.store.clock, QuickPasswords())).examine(opened)
        assert [f.what for f in findings if f.state is State.BROKEN] == []
        with opened.store.read() as work:
            run = work.connection.execute
            counted = select(func.count()).select_from(calls).where(calls.c.state == "closed")
            assert run(counted).scalar_one() == CALLS
            amount = run(select(func.count()).select_from(leads)).scalar_one()
            assert run(select(func.count()).select_from(queue_entries)).scalar_one() == amount
        lead = services.people.sign_in("meera", PASSWORD, "seat").actor
        first, last = date(2026, 8, 28), date(2026, 11, 26)
        assert (last - first).days == DAYS - 1
        question = Question(first, last)
        table = services.reports.run(lead, "agent-day", question)
        assert len(table.rows) == len(NAMES)
        assert table.total.values["calls"] == CALLS
        worth = services.reports.run(lead, "worth-a-look", question)
        assert _most(worth, "quick_results") == NAMES[13]
        promises = services.reports.run(lead, "follow-ups", question).total.values
        assert min(promises[name] or 0 for name in ("follow_ups_kept", "follow_ups_missed")) > 0  # type: ignore[type-var, operator]
        b = next(
            row for row in services.reports.run(lead, "progress", question).rows if row.key == CAMPAIGNS[1]
        )
        assert isinstance(b.values["leads_open"], int)
        assert b.values["leads_open"] > 0
    finally:
        opened.close()


def _most(table: object, column: str) -> Value:
    rows = table.rows  # type: ignore[attr-defined]
    return max(rows, key=lambda row: row.values[column] or 0).values["person"]  # type: ignore[no-any-return]
