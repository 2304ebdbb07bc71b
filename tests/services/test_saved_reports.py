"""Saved reports: names, sharing, and what is written by itself at its time, or caught up, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from crm_desktop.domain.people import Actor
from crm_desktop.domain.periods import PERIODS, days_of
from crm_desktop.domain.saved_reports import MOST_MISSED, Asks, Every, Schedule, file_name
from crm_desktop.errors import Cancelled, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.reports import ReportService, Table
from crm_desktop.services.reports.files import Step
from crm_desktop.services.reports.saved import SavedReportService
from crm_desktop.store.tables import audit, disclosures
from tests.calling_office import INDIA, CallingOffice, both_engines

SALES = Asks("sales", period="last_week")


class Stopped:
    """Stands in for a window's Cancel."""

    def __init__(self) -> None:
        self._is_stopped = False

    def cancel(self) -> None:
        self._is_stopped = True

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        self.check()

    def check(self) -> None:
        if self._is_stopped:
            raise Cancelled


class Kept:
    """Stands in for a workstation's own file."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str) -> Any | None:
        return self.values.get(key)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value


@pytest.fixture
def saved(co: CallingOffice) -> SavedReportService:
    return SavedReportService(co.store, ReportService(co.store), Kept())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


def daily(service: SavedReportService, who: Actor, report_id: UUID, there: Path, **more: Any) -> None:
    usual = {"every": "day", "at_minute": 18 * 60, "format": "csv", "folder": str(there)}
    service.plan(who, report_id, **{**usual, **more})


# --- rules ---


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(PERIODS))
def test_every_period_has_its_days_in_order(today: date, period: str) -> None:
    first, last = days_of(period, today)
    assert first <= last <= today
    assert (last - first).days <= 92
    if period.startswith("last_") or period == "yesterday":
        assert last < today


@given(
    st.sampled_from(list(Every)),
    st.integers(0, 1439),
    st.integers(1, 31),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([INDIA, "America/New_York", "Europe/Berlin"]),
)
def test_the_next_time_is_the_first_that_fits(
    every: Every, minute: int, on: int, moment: datetime, zone: str
) -> None:
    schedule = Schedule(every, minute, "csv", "/", "", on % 7 if every is Every.WEEK else on)
    found = schedule.next_after(moment, zone)
    assert moment < found <= moment + timedelta(days=33)
    there = found.astimezone(ZoneInfo(zone)).date()
    assert schedule.is_on(there)
    day = moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    while day < there:  # no earlier day would have done
        assert not schedule.is_on(day)
        day += timedelta(days=1)
    missed = schedule.missed(found, found + timedelta(days=70), zone)
    assert missed[-1] <= found + timedelta(days=70)
    assert len(missed) <= MOST_MISSED
    assert list(missed) == sorted(set(missed))


@given(st.text(max_size=300))
def test_any_name_makes_a_file_name(name: str) -> None:
    made = file_name(name, date(2026, 11, 1), date(2026, 11, 30), "xlsx")
    assert made.endswith(" 2026-11-01 to 2026-11-30.xlsx")
    assert len(made.encode("utf-8", "replace")) < 255
    assert not set(made) & set('<>:"/\\|?*\n\r\t\0')
    assert Path(made).name == made


def test_what_is_asked_comes_back_from_the_store() -> None:
    full = Asks(
        "calls", "day", "days", date(2026, 1, 1), date(2026, 1, 3), (new_id(),), new_id(), "", "Diwali", True
    )
    for asks in (full, SALES, replace(full, source=None), replace(full, source="इंडियामार्ट")):
        assert Asks.from_json(asks.to_json()) == asks


# --- names and sharing ---


@both_engines
def test_own_and_shared_ones(co: CallingOffice) -> None:
    service, o = SavedReportService(co.store, ReportService(co.store), Kept()), co.office
    mine = service.save(o.lead, " Sales  last week ", SALES, is_shared=True)
    assert mine.name == "Sales last week"
    private = service.save(o.lead, "Only mine", Asks("calls", "day", "month", source="IndiaMART"))
    everybody = service.save(o.admin, "Office", Asks("results"), is_shared=True)
    seen = {who.name: [s.name for s in service.all(who)] for who in (o.lead, o.asha, o.other_lead, o.admin)}
    assert seen == {
        "Joseph Lobo": ["Office", "Only mine", "Sales last week"],
        "Asha Pawar": ["Office", "Sales last week"],
        "Meera Kulkarni": ["Office"],
        "Rohini Nambiar": ["Office", "Sales last week"],
    }
    with pytest.raises(NotAllowed):
        service.save(o.asha, "For all", SALES, is_shared=True)
    for wrong in (o.other_lead, o.asha):
        with pytest.raises((NotAllowed, NotFound)):
            service.change(wrong, everybody.id, name="Mine now", is_shared=False)
        with pytest.raises((NotAllowed, NotFound)):
            service.delete(wrong, mine.id)
    again = service.save(o.lead, "sales last WEEK", replace(SALES, period="last_month"))
    assert again.id == mine.id
    assert service.named(o.lead, "SALES LAST WEEK").asks.period == "last_month"
    with pytest.raises(UserError, match="already"):
        service.change(o.lead, private.id, name="Sales last week", is_shared=False)
    renamed = service.change(o.lead, private.id, name="लखनऊ की बिक्री", is_shared=True)
    gone = service.delete(o.lead, renamed.id)
    with pytest.raises(NotFound, match="Office"):
        service.named(o.lead, "लखनऊ की बिक्री")
    service.put_back(o.lead, gone)
    assert service.named(o.asha, "लखनऊ की बिक्री").asks.source == "IndiaMART"
    with pytest.raises(UserError):
        service.save(o.lead, "  ", SALES)
    with pytest.raises(UserError, match="whole days"):
        service.save(o.lead, "No", Asks("attendance", source="IndiaMART"))


# --- written by itself ---


@both_engines
def test_each_missed_occasion_is_written_once(co: CallingOffice, tmp_path: Path) -> None:
    service, o = SavedReportService(co.store, ReportService(co.store), Kept()), co.office
    co.clock.set(at(20, 9))  # a Friday
    out = tmp_path / "out"
    out.mkdir()
    kept = service.save(
        o.lead, "Sales / day", replace(SALES, period="today", is_compared=True), is_shared=True
    )
    daily(service, o.lead, kept.id, out, every="six_days")
    assert service.run_due(o.lead) == ()
    co.clock.set(at(20, 18))
    (first,) = service.run_due(o.lead)
    assert (first.file, first.error) == (out / "Sales day 2026-11-20.csv", None)
    assert service.run_due(o.lead) == ()
    co.clock.set(at(24, 8))  # closed over Saturday, Sunday and Monday
    told = service.run_due(o.lead)
    assert [w.file.name for w in told if w.file] == ["Sales day 2026-11-21.csv", "Sales day 2026-11-23.csv"]
    assert service.run_due(o.lead) == ()
    assert sorted(f.name for f in out.iterdir()) == [
        "Sales day 2026-11-20.csv", "Sales day 2026-11-21.csv", "Sales day 2026-11-23.csv"
    ]  # fmt: skip
    planned = service.named(o.lead, "Sales / day").planned
    assert planned is not None
    assert (planned.last_file, planned.next_at) == ("Sales day 2026-11-23.csv", at(24, 18))
    assert "days before" in (out / "Sales day 2026-11-20.csv").read_text("utf-8-sig").splitlines()[0]
    with co.store.read() as work:
        gone = work.connection.execute(select(disclosures.c.person_id, disclosures.c.kind)).all()
        acts = list(work.connection.execute(select(audit.c.act)).scalars())
    assert [tuple(row) for row in gone] == [(o.lead.person_id, "report")] * 3
    assert acts.count("report_exported") == 3
    assert service.named(o.asha, "Sales / day").planned is None  # a folder is its owner's to know
    service.stop(o.lead, kept.id)
    co.clock.set(at(26, 8))
    assert service.run_due(o.lead) == ()


def test_one_machine_writes_and_the_same_days_are_written_once(
    co: CallingOffice, saved: SavedReportService, tmp_path: Path
) -> None:
    o, elsewhere = co.office, SavedReportService(co.store, ReportService(co.store), Kept())
    co.clock.set(at(16, 9))
    kept = saved.save(o.lead, "Week", SALES)
    daily(saved, o.lead, kept.id, tmp_path)
    co.clock.set(at(19, 20))
    assert elsewhere.run_due(o.lead) == ()
    assert saved.run_due(o.admin) == ()
    assert not elsewhere.is_here(saved.named(o.lead, "Week"))
    told = saved.run_due(o.lead)  # three days missed, all about the week before
    assert [w.file and w.file.name for w in told] == ["Week 2026-11-09 to 2026-11-15.csv"]
    daily(elsewhere, o.lead, kept.id, tmp_path)
    co.clock.set(at(20, 20))
    assert saved.run_due(o.lead) == ()
    assert len(elsewhere.run_due(o.lead)) == 1


def test_a_folder_that_is_gone_is_told_and_tried_again(
    co: CallingOffice, saved: SavedReportService, tmp_path: Path
) -> None:
    o, folder = co.office, tmp_path / "here"
    folder.mkdir()
    co.clock.set(at(16, 9))
    kept = saved.save(o.lead, "Day", Asks("calls", "hour", "yesterday"))
    daily(saved, o.lead, kept.id, folder)
    folder.rename(tmp_path / "away")
    co.clock.set(at(17, 19))
    (told,) = saved.run_due(o.lead)
    assert told.file is None
    assert str(told.error).startswith(f"The folder {folder} isn't there now.")
    assert saved.run_due(o.lead) == ()  # not every minute
    (tmp_path / "away").rename(folder)
    co.clock.set(at(17, 19, 11))
    files = [w.file.name for w in saved.run_due(o.lead) if w.file]
    assert files == ["Day 2026-11-15.csv", "Day 2026-11-16.csv"]
    planned = saved.named(o.lead, "Day").planned
    assert planned is not None
    assert planned.trouble == ""


def test_a_turn_is_not_lost_when_the_program_ends_between_two(
    co: CallingOffice, saved: SavedReportService, tmp_path: Path
) -> None:
    o, names = co.office, [f"Day 2026-11-{day}.pdf" for day in (16, 17, 18)]
    co.clock.set(at(16, 9))
    kept = saved.save(o.lead, "Day", Asks("calls", "hour", "today"))
    daily(saved, o.lead, kept.id, tmp_path, format="pdf")
    co.clock.set(at(18, 20))

    def write(_table: Table, out: Path, _step: Step) -> None:
        out.write_text("whole")

    def write_once(table: Table, out: Path, step: Step) -> None:
        write(table, out, step)
        progress.cancel()

    progress = Stopped()
    (first,) = saved.run_due(o.lead, write_once, progress)  # stopped between two
    assert first.file == tmp_path / names[0]
    co.clock.move(minutes=11)

    def stop(table: Table, out: Path, step: Step) -> None:
        write(table, out, step)
        progress.cancel()
        step(1, 2)

    progress = Stopped()
    assert saved.run_due(o.lead, stop, progress) == ()  # stopped in the middle of a file
    assert saved.run_due(o.lead, write) == ()  # not every minute

    def kill(_table: Table, _out: Path, _step: Step) -> None:
        raise KeyboardInterrupt  # as near as a test comes to the power going

    co.clock.move(minutes=11)
    with pytest.raises(KeyboardInterrupt):
        saved.run_due(o.lead, kill)
    co.clock.move(minutes=11)
    assert [w.file and w.file.name for w in saved.run_due(o.lead, write)] == names[1:]
    assert sorted(f.name for f in tmp_path.glob("*Day*")) == names

    co.clock.set(at(19, 20))

    def plan_anew(table: Table, out: Path, step: Step) -> None:
        daily(saved, o.lead, kept.id, tmp_path, at_minute=22 * 60, format="pdf")
        write(table, out, step)

    saved.run_due(o.lead, plan_anew)  # while it was written
    planned = saved.named(o.lead, "Day").planned
    assert planned is not None
    assert planned.next_at == at(19, 22)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"folder": ""}, "folder"), ({"folder": "here"}, "folder"), ({"folder": "/no/such"}, "folder"),
        ({"format": "docx"}, "format"), ({"at_minute": 1440}, "at"), ({"every": "moon"}, "every"),
        ({"every": "month", "on": 0}, "on"), ({"every": "week", "on": 7}, "on"),
    ],
)  # fmt: skip
def test_a_schedule_that_makes_no_sense_is_refused(
    co: CallingOffice, saved: SavedReportService, tmp_path: Path, wrong: dict[str, Any], field: str
) -> None:
    kept = saved.save(co.office.lead, "Week", SALES)
    with pytest.raises(UserError) as refused:
        daily(saved, co.office.lead, kept.id, tmp_path, **wrong)
    assert refused.value.field == field
