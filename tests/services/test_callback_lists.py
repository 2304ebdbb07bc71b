"""Lists of a person with more open call-backs than a list holds: none hides behind the overdue ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.ids import new_id
from crm_desktop.services import callbacks as module
from crm_desktop.services.leads import NewLead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.unit_of_work import Store
from tests.conftest import TEST_NOW
from tests.factories import make_office, services_on


@pytest.fixture(autouse=True)
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIST_LIMIT", 4)
    monkeypatch.setattr(module, "LATER_LIMIT", 2)


def test_today_and_coming_do_not_hide_behind_the_overdue(store: Store, tmp_path: Path) -> None:
    office = make_office(store)
    hours = [-9, -8, -7, -6, -5, 1, 2, 3, 30, 40, 50]
    services = services_on(store, tmp_path)
    lead = services.leads.create(office.asha, NewLead("Kavita Rao", ("98000 00100",))).id
    with store.write(office.asha) as work:
        for hour in hours:
            due_at = TEST_NOW + timedelta(hours=hour)
            made = Callback(
                new_id(), lead, None, office.asha.person_id, due_at, "", CallbackState.OPEN, TEST_NOW, None, 1
            )
            Callbacks(work).add(made)
    service = services.callbacks
    mine = service.mine(office.asha)

    def ahead(rows: object) -> list[float]:
        return [(row.due_at - TEST_NOW) / timedelta(hours=1) for row in rows]  # type: ignore[attr-defined]

    assert (ahead(mine.overdue), ahead(mine.today), ahead(mine.coming)) == (
        [-9, -8, -7, -6],
        [1, 2],
        [30, 40],
    )
    of_day = service.on_days(office.asha, TEST_NOW + timedelta(hours=2), TEST_NOW + timedelta(hours=40))
    assert ahead(of_day) == [2, 3, 30]
    assert service.on_days(office.imran, TEST_NOW, None) == ()
