"""Against tricks from above: credit and attempts stay; targets hold from tomorrow on; closed is closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

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
from crm_desktop.services.sales import SaleService
from crm_desktop.services.settings import SettingsService
from crm_desktop.services.targets import TargetService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import calls, leads, phones
from tests.calling_office import CallingOffice, both_engines
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
        plan = ImportPlan("C", rules("Name", "Mobile"), duplicates=duplicates)  # type: ignore[arg-type]
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
    co.clock.move(days=21)  # 11 December: November would have been closed since the 6th
    enter(15)
