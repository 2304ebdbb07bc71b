"""Places put where law wants them: the statements seek, for a whole campaign and for a few of its leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lawful import Span
from crm_desktop.domain.queue import Reason
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.store.lawful import settle_lawful
from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office

LAW = (None, Span(None, (Reason.NO_BASIS,), ("asked",)))


def plans(store: Store, campaign: Campaign, *, of_few: bool) -> list[list[str]]:
    """How SQLite goes about each of the statements."""
    told: list[tuple[str, Any]] = []

    def note(_a: object, _b: object, statement: str, values: Any, *_: object) -> None:
        told.append((statement, values))

    with store.write(None) as work:
        event.listen(store.engine, "before_cursor_execute", note)
        settle_lawful(work, campaign, [new_id() for _ in range(40)] if of_few else None)
        event.remove(store.engine, "before_cursor_execute", note)
        run = work.connection.exec_driver_sql
        return [[row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", values)] for sql, values in told]


@pytest.mark.parametrize("of_few", [False, True])
def test_places_are_found_by_an_index(sqlite_store: Store, of_few: bool) -> None:
    office = make_office(sqlite_store)
    campaign = CampaignService(sqlite_store).create(office.admin, NewCampaign("Gold loan"))
    for span in LAW:
        lawful = () if span is None else (span,)
        for plan in plans(sqlite_store, replace(campaign, lawful=lawful), of_few=of_few):
            assert not any("SCAN" in line for line in plan), plan
            chosen = " ".join(line for line in plan if "queue_entries USING INDEX" in line)
            assert ("lead_id=?" in chosen) is of_few, plan
