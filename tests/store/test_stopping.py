"""A question that takes long is broken off, on every engine, and the store answers the next one."""

from __future__ import annotations

import threading

import pytest

from crm_desktop.errors import Cancelled
from crm_desktop.store.stopping import stoppable
from tests.calling_office import CallingOffice, both_engines

ENDLESS = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
    SELECT count(*) FROM n"""


@both_engines
def test_a_long_question_is_broken_off(co: CallingOffice) -> None:
    asked = threading.Event()
    threading.Timer(0.15, asked.set).start()

    def look(work: object) -> object:
        with stoppable(work, asked.is_set):  # type: ignore[arg-type]
            return work.connection.exec_driver_sql(ENDLESS).scalar()  # type: ignore[attr-defined]

    with pytest.raises(Cancelled):
        co.store.look(co.office.lead, look)
    with pytest.raises(Cancelled):  # nothing is begun for whoever stopped already
        co.store.look(co.office.lead, look)
    asked.clear()
    assert (
        co.store.look(co.office.lead, lambda work: work.connection.exec_driver_sql("SELECT 7").scalar()) == 7
    )
    assert not [t for t in threading.enumerate() if t.name == "stopping"]
