"""A question that takes long is broken off, on every engine, and the store answers the next one."""

from __future__ import annotations

import threading

import pytest

from crm_desktop.errors import Cancelled
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.store.stopping import go_on, stoppable
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


def test_what_is_worked_out_of_the_rows_is_broken_off_too(co: CallingOffice) -> None:
    class Stops:
        """Whoever waits stops once the rows are there."""

        asked = 0

        def update(self, done: int, total: int | None = None, note: str = "") -> None:
            raise AssertionError(done)

        def check(self) -> None:
            self.asked += 1
            if threading.current_thread().name != "stopping":  # not the engine: the program's own loop
                raise Cancelled

    stops = Stops()
    with pytest.raises(Cancelled):
        ReportService(co.store).watched(stops).run(co.office.lead, "attendance", Question())
    assert stops.asked > 0
    co.store.look(co.office.lead, go_on)  # nobody waits: nothing is asked
