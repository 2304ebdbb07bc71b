"""Against tricks from above: credit and attempts stay; targets hold from tomorrow on; closed is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.domain.call import Direction
from crm_desktop.domain.sales import SaleAct
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.calling.outside_values import EarlierCall
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.outside_calls import OutsideCallService
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.services.sales import ChangeSale, SaleService
from crm_desktop.services.settings import SettingsService
from crm_desktop.services.targets import TargetService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import call_hours, calls, leads, phones, sale_changes
from crm_desktop.store.targets import Targets
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.services.test_advanced import Nowhere
from tests.services.test_imports import File, rules
from tests.services.test_sales import sold

CREDIT = ("agent-day", "calls", "results", "follow-ups", "sales", "worth-a-look")


def credit(co: CallingOffice) -> dict[str, object]:
    """Every figure of everybody, and what was dialled how often."""
    service = ReportService(co.store)
    told = {
        (report, row.key): dict(row.values)
        for report in CREDIT
        for row in service.run(co.office.admin, report, Question(by=REPORTS[report].by[-1])).rows
    }
    tries = {row["e164"]: (row["attempts"], row["day_attempts"]) for row in co.rows(phones)}
    return {"figures": told, "tries": tries, "whose": [row["person_id"] for row in co.rows(calls)]}


def worked(co: CallingOffice) -> tuple[UUID, UUID]:
    """Asha sold to one lead, which an admin confirmed, and tried another one."""
    sale = sold(co, co.office.asha)
    SaleService(co.store).act(co.office.admin, sale.id, sale.version, SaleAct.CONFIRM)
    other = co.add_lead("Meera Iyer")
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    return sale.lead_id, other


@both_engines
def test_reassigning_and_merging_move_neither_credit_nor_attempts(co: CallingOffice) -> None:
    o, service = co.office, LeadService(co.store)
    first, other = worked(co)
    before = credit(co)
    service.assign(o.admin, [first, other], o.imran.person_id)
    assert credit(co) == before
    tries = {row["id"]: row["attempts"] for row in co.rows(leads)}
    service.merge(o.admin, other, first)
    assert credit(co) == before
    kept = {row["id"]: row["attempts"] for row in co.rows(leads)}
    assert sum(kept.values()) >= sum(tries.values())  # type: ignore[arg-type]
    with co.store.read(o.admin) as work:
        assert CallHours(work).check() == 0


def test_importing_again_moves_neither_credit_nor_attempts(co: CallingOffice, tmp_path: Path) -> None:
    worked(co)
    before = credit(co)
    attempts = {row["id"]: row["attempts"] for row in co.rows(leads)}
    names = {row["id"]: row["e164"] for row in co.rows(phones)}
    rows = [("New name", str(e164)) for e164 in names.values()]
    for duplicates in ("update", "skip"):
        plan = ImportPlan("C", rules("Name", "Mobile"), duplicates=duplicates)
        ImportService(co.store).run(
            co.office.admin, File(tmp_path / duplicates)(("Name", "Mobile"), *rows), plan
        )
        assert credit(co) == before
        now = {row["id"]: row["attempts"] for row in co.rows(leads)}
        assert {id: now[id] for id in attempts} == attempts


@both_engines
def test_a_target_holds_from_tomorrow_on(co: CallingOffice) -> None:
    o, settings, reports = co.office, SettingsService(co.store, Nowhere()), ReportService(co.store)
    assert reports.my_day(o.asha).calls_target == 80
    settings.set(o.admin, "calls_target", 300)
    settings.set(o.admin, "calls_target", 200)  # twice on one day: still only tomorrow
    assert settings.get(o.admin, "calls_target") == 200  # as it is set
    assert reports.my_day(o.asha).calls_target == co.calling.today(o.asha).target == 80
    co.clock.move(days=1)
    assert reports.my_day(o.asha).calls_target == co.calling.today(o.asha).target == 200
    yesterday = (co.clock.now() - timedelta(days=1)).date()
    assert reports.my_day(o.asha, yesterday).calls_target == 80
    settings.set(o.admin, "sales_target", 500_000)
    # of a month's 25 working days the 7 that are left; not one of those that were
    assert reports.my_day(o.asha).month_target_minor == 500_000_00 * 7 // 25
    month = TargetService(co.store).mine(o.asha).goals[-1]
    assert (month.target, month.expected) == (500_000_00 * 7 // 25, 0)


@both_engines
def test_nothing_is_entered_into_a_closed_month(co: CallingOffice) -> None:
    o = co.office
    lead_id = co.add_lead(owner=o.asha)
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
        SettingRows(work).set("workspace", o.workspace_id, "call_days_back", 60)
    said = next(d for d in co.campaign.dispositions if d.code == "NO_ANSWER")

    def enter(days_ago: int) -> None:
        at = co.clock.now() - timedelta(days=days_ago)
        command = EarlierCall(
            request_id=new_id(), call_id=new_id(), lead_id=lead_id, campaign_id=co.campaign.id, at=at,
            disposition_id=said.id, direction=Direction.OUT,
        )  # fmt: skip
        OutsideCallService(co.store).log_earlier(o.asha, command)

    enter(1)
    with pytest.raises(UserError, match="closed on Fri 6 Nov 2026"):
        enter(25)  # 26 October; closed since 6 November
    # once closed it stays closed, whatever is set or switched off; months to come close as is said now
    settings = SettingsService(co.store, Nowhere())
    for key, value in (("months_close_days", 30), (ADVANCED, False)):
        settings.set(o.admin, key, value)
        with pytest.raises(UserError, match="is closed, and stays so"):
            enter(25)
    settings.set(o.admin, ADVANCED, True)
    running = co.next(o.asha)  # its result comes only when its month is closed: it counts on that day
    call_id = co.dial(o.asha, running)
    co.add_lead("Also called then", owner=o.imran)
    of_imran = co.dial(o.imran, co.next(o.imran))
    co.clock.move(days=21)  # 11 December: November would have been closed since the 6th
    enter(15)
    settings.set(o.admin, "months_close_days", 5)
    co.result(o.asha, call_id, "NO_ANSWER")
    assert co.call_row(call_id)["day"] == 20261211
    with co.store.read(o.admin) as work:
        assert CallHours(work).check() == 0
    months = {int(str(row["day"])) // 100 for row in co.rows(call_hours) if row["attempts"]}
    assert months == {202611, 202612}  # November has what was entered when it was open
    # its undo, which lasts ten minutes, ends at the office's midnight in which the month of its day closes
    settings.set(o.admin, "months_close_days", 0)
    new_year, call_id = datetime(2027, 1, 1, tzinfo=ZoneInfo(INDIA)), of_imran
    co.clock.move(seconds=(new_year - timedelta(minutes=2) - co.clock.now()).total_seconds())
    done, kept = co.result(o.imran, call_id, "NO_ANSWER"), co.call_row(call_id)
    assert (kept["day"], kept["state"]) == (20261231, "closed")
    co.clock.move(minutes=3)
    with pytest.raises(UserError, match="closed on Fri 1 Jan 2027"):
        co.calling.undo(o.imran, done.undo_id)
    assert (co.call_row(call_id), co.calling.open_call(o.imran)) == (kept, None)
    with co.store.read(o.admin) as work:
        assert CallHours(work).check() == 0


@both_engines
def test_what_becomes_of_a_sale_after_its_month_closed_counts_on_its_own_date(co: CallingOffice) -> None:
    o, service, reports = co.office, SaleService(co.store), ReportService(co.store)
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    made = [sold(co, who, 1_000_00 * nth) for nth, who in enumerate((o.asha, o.asha, o.imran, o.asha), 1)]
    days = [co.clock.now().date()]
    ends = date(2026, 11, 1), date(2026, 12, 30)
    november, december = Question(ends[0], date(2026, 11, 30)), Question(date(2026, 12, 1), ends[1])

    def act(nth: int, what: SaleAct, why: str = "") -> None:
        sale = service.get(o.admin, made[nth].id).sale
        service.act(o.admin, sale.id, sale.version, what, why)

    def told(question: Question) -> dict[str, list[Any]]:
        names = ("sales", "sales_amount", "sales_waiting")
        rows = reports.run(o.admin, "sales", question).rows
        figures = {row.key: [row.values[name] for name in names] for row in rows}
        return {key: row for key, row in figures.items() if any(row)}

    for nth in (0, 1, 2):
        act(nth, SaleAct.CONFIRM)
    co.clock.move(days=15)  # 5 December: November is open until tomorrow
    act(1, SaleAct.CANCEL, "Changed their mind")
    stood = {"asha": [1, 1_000_00, 1], "imran": [1, 3_000_00, 0]}
    assert (told(november), told(december)) == (stood, {})
    for days_on, nth, what in (
        (1, 0, SaleAct.CANCEL), (1, 1, SaleAct.REOPEN), (1, 1, SaleAct.CONFIRM), (0, 3, SaleAct.CONFIRM),
        (1, 2, SaleAct.RECEIVE), (0, 2, SaleAct.REFUND), (1, 0, SaleAct.REOPEN), (0, 0, SaleAct.CONFIRM),
        (2, 1, SaleAct.CANCEL),
    ):  # fmt: skip
        co.clock.move(days=days_on)
        days.append(co.clock.now().date())
        act(nth, what, "So it is")
    sale = service.get(o.admin, made[3].id).sale
    service.change(o.admin, sale.id, sale.version, ChangeSale(amount_minor=5_000_00))
    assert told(november) == stood  # the closed month keeps its figures
    # Asha: one was cancelled and confirmed again; one waited and waits, for 5,000 now
    assert told(december) == {"imran": [-1, -3_000_00, 0]}
    assert told(Question(*ends)) == {"asha": [1, 1_000_00, 1]}
    # each day equals a plain recount of the steps, and each number its receipt
    steps: dict[Any, list[Mapping[str, Any]]] = {}
    for kept in sorted(co.rows(sale_changes), key=lambda kept: (kept["at"], kept["id"])):
        steps.setdefault(kept["sale_id"], []).append(kept)
    for day in sorted(set(days)):
        counted: dict[str, list[int]] = {}
        for sale_id, each in steps.items():
            whose = counted.setdefault("asha" if sale_id != made[2].id else "imran", [0, 0, 0])
            before = [0, 0, 0]
            for step in each:
                is_open = step["state"] in ("promised", "received")
                counts = is_open and step["is_confirmed"]
                now = [int(counts), step["amount_minor"] * counts, int(is_open and not step["is_confirmed"])]
                is_late = step["at"].date() >= date(2026, 12, 6)
                if (step["at"].date() if is_late else days[0]) == day:
                    whose[:] = [a + n - b for a, n, b in zip(whose, now, before, strict=True)]
                before = now
        question = Question(day, day)
        assert told(question) == {key: row for key, row in counted.items() if any(row)}
        for of_person in reports.run(o.admin, "sales", question).rows:
            for column in ("sales", "sales_amount", "sales_waiting", "sales_received"):
                found = reports.receipt(o.admin, "sales", question, column, of_person.key)
                assert found.part == of_person.values[column], (day, column)
    (cancelled,) = reports.receipt(o.admin, "sales", Question(days[1], days[1]), "sales", "asha").rows
    assert (cancelled.part, cancelled.what) == (-1, f"{made[0].product} (Fri 20 Nov 2026), cancelled")
    # a goal of the office counts the same
    with co.store.read(o.admin) as work:
        done = Targets(work).done(*ends, [o.asha.person_id, o.imran.person_id])
    assert sum(figures.get("sales", 0) for of in done.values() for figures in of.values()) == 1
