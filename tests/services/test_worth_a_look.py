"""What is worth a look: facts with their rows, each person's own; far from the others by a stated rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.worth_a_look import LEAST_CALLS, is_far, wilson
from crm_desktop.errors import NotAllowed
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.store.call_hours import CallHours
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.made_up_calls import a_call, add_row
from tests.made_up_days import days_worth_a_look


@both_engines
def test_the_facts_with_their_rows_and_whose_they_are(co: CallingOffice) -> None:
    days_worth_a_look(co)
    o, service = co.office, ReportService(co.store)
    table = service.run(o.lead, "worth-a-look", Question())
    values = {row.key: dict(row.values) for row in table.rows}
    facts = ("quick_results", "same_results", "bare_sales", "moved_promises", "skipped_leads")
    assert [values["asha"][name] for name in facts] == [3, 11, 0, 1, 1]
    assert [values["imran"][name] for name in facts] == [0, 0, 0, 0, 0]
    for name in facts:
        receipt = service.receipt(o.lead, "worth-a-look", Question(), name, "asha")
        assert len(receipt.rows) == values["asha"][name]
    # a caller sees the own alone
    assert [row.key for row in service.run(o.asha, "worth-a-look", Question()).rows] == ["asha"]
    with pytest.raises(NotAllowed):
        service.run(o.asha, "worth-a-look", Question(people=(o.imran.person_id,)))


def test_one_other_result_ends_a_run_and_a_sale_without_a_conversation_is_found(co: CallingOffice) -> None:
    days_worth_a_look(co)
    o, service = co.office, ReportService(co.store)
    other = a_call(
        co.add_lead(), o.asha.person_id, co.clock.now() - timedelta(minutes=25, seconds=30), INDIA,
        disposition_code="SOLD", disposition_label="Sold", flags=frozenset({Flag.SUCCESS}),
    )  # fmt: skip
    with co.store.write(None) as work:
        add_row(work, other)
        CallHours(work).add(other)
    co.add_lead()
    sold = co.call(o.asha, "SOLD", take_next=False).call
    row = next(r for r in service.run(o.admin, "worth-a-look", Question()).rows if r.key == "asha")
    assert (row.values["same_results"], row.values["bare_sales"]) == (0, 0)
    assert Flag.HUMAN in sold.flags
    with co.store.write(None) as work:
        work.connection.exec_driver_sql("UPDATE calls SET disposition_flags = 'success' WHERE talk_s IS NULL")
    receipt = service.receipt(o.admin, "worth-a-look", Question(), "bare_sales", "asha")
    assert [each.what for each in receipt.rows] == [co.campaign.name]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_small_numbers_say_nothing_and_the_like_are_never_far(a: int, b: int, c: int, d: int) -> None:
    (events, of), (others, others_of) = sorted((a, b)), sorted((c, d))
    low, high = wilson(events, of)
    assert 0 <= low <= high <= 1
    if of:
        assert low - 1e-9 <= events / of <= high + 1e-9
    if min(of, others_of) < LEAST_CALLS:
        assert not is_far(events, of, others, others_of)
    assert not is_far(events, of, events, of)
    assert is_far(events, of, others, others_of) == is_far(others, others_of, events, of)


def test_a_share_that_is_far_is_named(co: CallingOffice) -> None:
    assert wilson(0, 40)[1] == pytest.approx(0.1423, abs=1e-4)  # z²/(n+z²)
    assert is_far(20, 40, 2, 200)
    o = co.office
    lead_id = co.add_lead()
    with co.store.write(None) as work:
        for nth in range(80):
            call = a_call(
                lead_id, (o.asha if nth < 40 else o.imran).person_id,
                co.clock.now() - timedelta(minutes=nth), INDIA,
                flags=frozenset({Flag.WRONG_NUMBER, Flag.FINAL}) if nth < 20 else frozenset(),
            )  # fmt: skip
            add_row(work, call)
            CallHours(work).add(call)
    rows = ReportService(co.store).run(o.lead, "worth-a-look", Question()).rows
    assert {row.key: row.values["far"] for row in rows if row.key in ("asha", "imran")} == {
        "asha": "wrong numbers",
        "imran": "wrong numbers",
    }
