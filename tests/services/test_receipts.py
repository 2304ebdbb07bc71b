"""Every number is proven by its receipt: the rows behind it add up to it, on all engines."""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kpi import KPIS, SENTENCES
from crm_desktop.domain.receipts import BASES
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.targets import OFFICE, Measure, Period, Subject, Whose
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import disclosures
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.examples import IS_SOAK
from tests.made_up_calls import a_call, add_row
from tests.made_up_days import (
    TODAY,
    days_of_coaching,
    days_of_incentive,
    days_of_work,
    days_worth_a_look,
    prove,
)
from tests.made_up_targets import put_target

FIRST = TODAY - timedelta(days=2)
ROWS = 3 if IS_SOAK else 1  # of each report, beside its total
FORMULAS = "dd535f9c"  # of all formulas: a change of one asks for a new version of it, then this is set anew


def every_number(service: ReportService, co: CallingOffice) -> list[tuple[str, Question, str, str]]:
    found = []
    for report in REPORTS.values():
        for by in report.by:
            question = Question(FIRST, TODAY, by=by)
            table = service.run(co.office.admin, report.id, question)
            is_of_several = report.id == "targets" and by != "person"  # who have goals where one was set
            assert table.rows or is_of_several, report.id
            found += [
                (report.id, question, column.id, row.key)
                for row in (*table.rows[:ROWS], table.total)
                for column in table.columns
                if column.id in BASES
            ]
    return found


def test_every_number_of_every_report_has_its_receipt(co: CallingOffice) -> None:
    days_of_coaching(co, days_of_work(co, seed=7))
    days_worth_a_look(co)
    days_of_incentive(co)
    for measure in Measure:  # not one that the days of a month divide evenly
        put_target(co, measure, Period.MONTH, 1_001)
    put_target(co, Measure.CALLS, Period.DAY, 17)
    for subject in (
        OFFICE,
        Subject(Whose.TEAM, team_id=co.office.lead.team_id),
        Subject(Whose.CAMPAIGN, campaign_id=co.campaign.id),
    ):
        put_target(co, Measure.CALLS, Period.MONTH, 1_001, subject=subject)
    service = ReportService(co.store)
    numbers = every_number(service, co)
    assert {column for _, _, column, _ in numbers} == set(KPIS) == set(BASES)
    seen = set()
    for report, question, column, key in numbers:
        receipt = service.receipt(co.office.admin, report, question, column, key)
        prove(receipt)
        seen |= {column} if receipt.rows else set()
    assert seen == set(BASES), "figures that no row of these days proves"


@both_engines
@pytest.mark.parametrize("seed", [11])
def test_some_numbers_on_each_engine(co: CallingOffice, seed: int) -> None:
    days_of_coaching(co, days_of_work(co, seed))
    days_of_incentive(co)
    service = ReportService(co.store)
    numbers = every_number(service, co)
    by_column = {column: (report, question, column, key) for report, question, column, key in numbers}
    for report, question, column, key in [*by_column.values(), *random.Random(seed).sample(numbers, 30)]:
        prove(service.receipt(co.office.admin, report, question, column, key))


def test_a_receipt_says_what_is_behind_a_number(co: CallingOffice) -> None:
    lead_id = co.add_lead(name="Meera Iyer")
    asha = co.office.asha.person_id
    call = a_call(
        lead_id, asha, co.clock.now(), INDIA, campaign_id=co.campaign.id, flags=frozenset({Flag.HUMAN})
    )
    with co.store.write(None) as work:
        add_row(work, call)
        CallHours(work).add(call)
    told = ReportService(co.store).receipt(co.office.admin, "agent-day", Question(), "contact_rate", "asha")
    plain = told.to_json()
    assert (plain["value"], plain["part"], plain["whole"], plain["version"]) == (1.0, 1, 1, 1)
    assert plain["formula"] == SENTENCES["contact_rate"]
    (row,) = told.to_json()["rows"]  # type: ignore[misc]
    assert (row["kind"], row["id"], row["lead"]) == ("call", str(call.id), "Meera Iyer")
    assert (row["campaign"], row["person"], row["part"], row["whole"]) == (
        co.campaign.name,
        "Asha Pawar",
        1,
        1,
    )


def test_as_many_days_before_are_there_to_compare_with(co: CallingOffice) -> None:
    days_of_work(co, seed=4)
    service, question = ReportService(co.store), Question(FIRST + timedelta(days=1), TODAY)
    before = service.before(co.office.admin, "agent-day", question)
    there = Question(FIRST - timedelta(days=1), FIRST)
    assert (before.first_day, before.last_day) == (number_of(FIRST - timedelta(days=1)), number_of(FIRST))
    assert before.to_json() == service.run(co.office.admin, "agent-day", there).to_json()


def test_nobody_gets_receipts_of_figures_that_are_not_theirs(co: CallingOffice) -> None:
    days_of_work(co, seed=3)
    service, mine = ReportService(co.store), co.office.asha
    receipt = service.receipt(mine, "agent-day", Question(FIRST, TODAY), "calls")
    assert receipt.rows
    assert {row.person_id for row in receipt.rows} == {mine.person_id}
    with pytest.raises(NotAllowed):
        service.receipt(mine, "agent-day", Question(people=(co.office.imran.person_id,)), "calls")


@pytest.mark.parametrize(
    ("column", "key", "kind"),
    [("nothing", "total", NotFound), ("person", "total", UserError), ("calls", "nobody", NotFound)],
)
def test_what_there_is_not_is_one_sentence(
    co: CallingOffice, column: str, key: str, kind: type[UserError]
) -> None:
    with pytest.raises(kind):
        ReportService(co.store).receipt(co.office.admin, "agent-day", Question(), column, key)


def test_the_rows_go_out_as_they_were_counted_and_it_is_kept(co: CallingOffice, tmp_path: Path) -> None:
    days_of_work(co, seed=5)
    service, out = ReportService(co.store), tmp_path / "rows.csv"
    told = service.export_receipt(
        co.office.admin, "agent-day", Question(FIRST, TODAY), "calls", "total", "csv", out
    )
    assert len(out.read_text("utf-8-sig").splitlines()) == len(told.rows) + 2  # heading and sums
    with co.store.read() as work:
        (kept,) = work.connection.execute(select(disclosures.c.row_count, disclosures.c.filters)).all()
    assert (kept.row_count, kept.filters["receipt"]) == (len(told.rows), "calls total")


def test_a_formula_changes_only_with_its_version() -> None:
    told = "".join(f"{id} {KPIS[id].version} {sentence}\n" for id, sentence in sorted(SENTENCES.items()))
    assert hashlib.sha256(told.encode()).hexdigest()[:8] == FORMULAS
