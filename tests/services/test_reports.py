"""Reports equal a plain recount of the rows; who sees what; files equal the table; on both engines."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, event, insert, update

from crm_desktop.domain.call import Call, Direction, KnownHow
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kpi import KPIS, LABELS, NOT_MEASURED, SENTENCES
from crm_desktop.domain.people import Actor
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import Measure, Period
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.people import AddPerson, Role
from crm_desktop.services.reports import Question, ReportService, Row, Table
from crm_desktop.services.reports.files import csv_text
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import call_hours, callbacks, calls, disclosures, sales, workspace
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.factories import PASSWORD, administering
from tests.made_up_calls import a_call, add_row, made_up_calls, plain_totals
from tests.made_up_targets import put_target

TODAY = date(2026, 11, 20)


def india(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


@pytest.fixture
def reports(co: CallingOffice) -> ReportService:
    return ReportService(co.store)


def keep(co: CallingOffice, *found: Call) -> None:
    """Calls as rows and in the totals."""
    with co.store.write(None) as work:
        for call in found:
            add_row(work, call)
            CallHours(work).add(call)


def spoke(co: CallingOffice, who: Actor, at: datetime, **more: Any) -> Call:
    lead_id = more.pop("lead_id", None) or co.add_lead()
    flags = more.pop("flags", frozenset({Flag.HUMAN}))
    return a_call(lead_id, who.person_id, at, INDIA, flags=flags, **more)


def by_key(table: Table) -> dict[str, Row]:
    return {row.key: row for row in table.rows}


# --- equal to a plain recount ---


@both_engines
@pytest.mark.parametrize("zone", [INDIA, "America/New_York"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_calls_equal_a_plain_recount(co: CallingOffice, zone: str, data: st.DataObject) -> None:
    around = datetime(2026, 11, 1, 6, tzinfo=UTC)
    names = {co.office.asha.person_id: "asha", co.office.imran.person_id: "imran"}
    known = co.rows(calls)
    lead_id = known[0]["lead_id"] if known else co.add_lead()
    one = made_up_calls(lead_id, list(names), [co.campaign.id, None], around, zone)  # type: ignore[arg-type]
    found = data.draw(st.lists(one, min_size=1, max_size=25))
    first = around.date() + timedelta(days=data.draw(st.integers(-3, 2)))
    last = first + timedelta(days=data.draw(st.integers(0, 4)))
    with co.store.write(None) as work:
        work.connection.execute(delete(call_hours))
        work.connection.execute(delete(calls))
        work.connection.execute(update(workspace).values(zone=zone))
        for call in found:
            add_row(work, call)
            CallHours(work).add(call)
    asked = [c for c in found if number_of(first) <= (c.day or 0) <= number_of(last)]
    hours = plain_totals(asked, zone)
    keys = {
        "person": lambda key: names[key[1]],
        "day": lambda key: date_of(key[0]).isoformat(),
        "hour": lambda key: f"{key[2].astimezone(ZoneInfo(zone)).hour:02d}",
        "campaign": lambda key: "" if key[3] == UUID(int=0) else co.campaign.name,
    }
    service = ReportService(co.store)
    for by, key_of in keys.items():
        sums: dict[str, Any] = defaultdict(lambda: defaultdict(int))
        for key, values in hours.items():
            into = sums[key_of(key)]
            for name, value in values.items():
                if name.endswith("_at"):
                    pick = min if name == "first_at" else max
                    into[name] = (
                        pick(v for v in (into.get(name), value) if v) if value or into.get(name) else None
                    )
                else:
                    into[name] += value
        table = service.run(co.office.admin, "calls", Question(first, last, by=by))
        rows = {row.key: row for row in table.rows if row.figures.get("attempts") is not None}
        assert {key for key, row in rows.items()} == set(sums)
        for key, figures in sums.items():
            assert_values(rows[key], figures)
    total: dict[str, Any] = defaultdict(int)
    for values in hours.values():
        for name, value in values.items():
            if not name.endswith("_at"):
                total[name] += value
    by_result = service.run(co.office.admin, "calls", Question(first, last, by="result"))
    assert by_result.total.values["calls"] == total["attempts"]
    assert by_result.total.values["answered"] == total["answered"]
    assert by_result.total.values["conversations"] == total["conversations"]


def assert_values(row: Row, f: dict[str, Any]) -> None:
    """A row's values against its sums, by formulas written out once more."""
    values = row.values
    for column, name in (
        ("calls", "attempts"), ("answered", "answered"), ("conversations", "conversations"),
        ("interested", "interested"), ("successes", "successes"), ("incoming", "incoming"),
        ("missed_calls", "missed"), ("entered_later", "entered_later"), ("wrong_numbers", "wrong_numbers"),
        ("do_not_calls", "do_not_calls"), ("first_call", "first_at"), ("last_call", "last_at"),
    ):  # fmt: skip
        assert values[column] == f[name], column
    assert values["connect_rate"] == (f["answered"] / f["attempts"] if f["attempts"] else None)
    assert values["conversion"] == (f["successes"] / f["conversations"] if f["conversations"] else None)
    if f["talk_calls"]:
        assert values["talk_s"] == f["talk_s"]
        assert values["aht_s"] == (f["talk_s"] + f["wrap_s"]) / f["talk_calls"]
    else:
        assert values["talk_s"] == (NOT_MEASURED if f["answered"] or f["incoming"] else None)


@both_engines
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_follow_ups_and_sales_equal_a_plain_recount(co: CallingOffice, data: st.DataObject) -> None:
    """Set and made in calls (of night shifts too) and without; due by the office's date."""
    people = {co.office.asha.person_id: "asha", co.office.imran.person_id: "imran"}
    now, zone = co.clock.now(), ZoneInfo(INDIA)
    known = co.rows(calls)
    lead_id: Any = known[0]["lead_id"] if known else co.add_lead()
    moments = st.integers(-3 * 1440, 2 * 1440).map(lambda m: now + timedelta(minutes=m))
    owners = st.sampled_from(list(people))
    with co.store.write(None) as work:
        for table in (callbacks, sales, call_hours, calls):
            work.connection.execute(delete(table))
        made = []
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(moments.filter(lambda m: m <= now))
            there = at.astimezone(zone)
            ago = data.draw(st.integers(0, 1)) if there.hour < 12 else 0  # a night shift's, some of them
            day = number_of(there.date() - timedelta(days=ago))
            call = a_call(lead_id, data.draw(owners), at, INDIA, day=day)
            add_row(work, call)
            made.append(call)
        promises: list[Any] = []
        for _ in range(data.draw(st.integers(1, 14))):
            handed_on = [row["id"] for row, *_ in promises if row["state"] == "handed_over"]
            state = data.draw(st.sampled_from(["open", "kept", "late", "broken", "handed_over", "cancelled"]))
            set_in = data.draw(st.sampled_from([None, *made]))
            done_in = data.draw(st.sampled_from([None, *made])) if state in ("kept", "late") else None
            undone_in = set_in if state == "cancelled" and data.draw(st.booleans()) else None
            closed_in = done_in or undone_in
            at = (
                set_in.dialled_at + timedelta(minutes=1)
                if set_in
                else data.draw(moments.filter(lambda m: m <= now))
            )
            row = {
                "id": new_id(),
                "lead_id": lead_id,
                "owner_id": data.draw(owners),
                "created_by": set_in.person_id if set_in else data.draw(owners),
                "due_at": data.draw(moments),
                "state": state,
                "created_at": at,
                "kind": data.draw(st.sampled_from(["promise", "promise", "missed_call"])),
                "call_id": set_in.id if set_in else None,
                "handed_from": None if set_in else data.draw(st.sampled_from([None, *handed_on])),
                "closed_by_call_id": closed_in.id if closed_in else None,
                "closed_at": None
                if state == "open"
                else closed_in.dialled_at + timedelta(minutes=1)
                if closed_in
                else data.draw(moments.filter(lambda m: m <= now)),
            }
            work.connection.execute(insert(callbacks).values(**row))
            promises.append((row, set_in, done_in))
        sold = []
        for _ in range(data.draw(st.integers(0, 8))):
            row = {
                "id": new_id(),
                "lead_id": lead_id,
                "person_id": data.draw(owners),
                "product": "Home loan",
                "amount_minor": data.draw(st.integers(0, 10**9)),
                "currency": "INR",
                "state": data.draw(st.sampled_from(["promised", "received", "cancelled", "refunded"])),
                "confirmed_at": data.draw(st.sampled_from([None, now])),
                "at": now,
                "day": number_of(TODAY + timedelta(days=data.draw(st.integers(-3, 1)))),
            }
            work.connection.execute(insert(sales).values(**row))
            sold.append(row)
    first = TODAY + timedelta(days=data.draw(st.integers(-3, 1)))
    last = first + timedelta(days=data.draw(st.integers(0, 2)))

    def is_on(at: datetime, call: Call | None) -> bool:
        day = date_of(call.day) if call is not None and call.day else at.astimezone(zone).date()
        return first <= day <= last

    expected: dict[str, dict[str, int]] = {name: defaultdict(int) for name in people.values()}
    for row, set_in, done_in in promises:
        owner = people[row["owner_id"]]
        is_undone = set_in is not None and row["closed_by_call_id"] == set_in.id
        is_set = row["kind"] == "promise" and row["handed_from"] is None and not is_undone
        if is_set and is_on(row["created_at"], set_in):
            expected[people[row["created_by"]]]["follow_ups_set"] += 1
        if row["state"] in ("kept", "late") and is_on(row["closed_at"], done_in):
            expected[people[done_in.person_id] if done_in else owner][f"follow_ups_{row['state']}"] += 1
        if first <= row["due_at"].astimezone(zone).date() <= last:
            is_missed = row["state"] in ("late", "broken") or (
                row["state"] == "open" and row["due_at"] < now - timedelta(minutes=15)
            )
            expected[owner]["follow_ups_due"] += row["state"] == "kept" or is_missed
            expected[owner]["follow_ups_missed"] += is_missed
    for row in sold:
        if first <= date_of(row["day"]) <= last and row["state"] in ("promised", "received"):
            mine = expected[people[row["person_id"]]]
            if row["confirmed_at"] is None:
                mine["sales_waiting"] += 1
            else:
                mine["sales"] += 1
                mine["sales_amount"] += row["amount_minor"]
                mine["sales_received"] += row["amount_minor"] if row["state"] == "received" else 0
    service, question = ReportService(co.store), Question(first, last)
    follow_ups = by_key(service.run(co.office.admin, "follow-ups", question))
    money = by_key(service.run(co.office.admin, "sales", question))
    for name, figures in expected.items():
        for column in ("set", "kept", "late", "due", "missed"):
            column_id = f"follow_ups_{column}"
            assert follow_ups[name].values[column_id] == figures[column_id], (name, column)
        done = figures["follow_ups_kept"] + figures["follow_ups_late"]
        assert follow_ups[name].values["follow_ups_done"] == done
        for column in ("sales", "sales_amount", "sales_received", "sales_waiting"):
            assert money[name].values[column] == figures[column], (name, column)


# --- who sees what ---


@both_engines
def test_each_sees_the_own_the_team_or_all(co: CallingOffice) -> None:
    service, o = ReportService(co.store), co.office
    keep(co, spoke(co, o.asha, india(20, 11)), spoke(co, o.other_caller, india(20, 12)))
    seen = {
        who.name: [row.key for row in service.run(who, "agent-day", Question()).rows]
        for who in (o.asha, o.lead, o.other_lead, o.admin)
    }
    assert seen == {
        "Asha Pawar": ["asha"],
        "Joseph Lobo": ["asha", "imran"],
        "Meera Kulkarni": ["zoya"],
        "Rohini Nambiar": ["asha", "imran", "zoya"],
    }
    with pytest.raises(NotAllowed):
        service.run(o.lead, "calls", Question(people=(o.other_caller.person_id,)))
    with pytest.raises(NotFound):
        service.run(o.admin, "calls", Question(people=(new_id(),)))
    assert service.run(o.lead, "calls", Question(by="person")).total.values["calls"] == 1


def test_days_and_names_that_make_no_sense_get_a_sentence(co: CallingOffice, reports: ReportService) -> None:
    admin = co.office.admin
    with pytest.raises(UserError, match="comes after the last"):
        reports.run(admin, "calls", Question(TODAY, TODAY - timedelta(days=1)))
    with pytest.raises(UserError, match="three years"):
        reports.run(admin, "calls", Question(date(2020, 1, 1), TODAY))
    with pytest.raises(UserError, match="by day, hour"):
        reports.run(admin, "calls", Question(by="moon"))
    with pytest.raises(NotFound, match="agent-day"):
        reports.run(admin, "weather", Question())


# --- figures ---


def test_every_figure_has_a_title_and_a_formula() -> None:
    assert set(KPIS) == set(LABELS) == set(SENTENCES)
    for report in REPORTS.values():
        ids = [column.id for column in report.columns]
        assert len(ids) == len(set(ids))
        assert all(column.formula for column in report.columns if column.kpi is not None)


def test_nothing_shows_a_dash_and_by_hand_is_not_measured(co: CallingOffice, reports: ReportService) -> None:
    o = co.office
    keep(co, spoke(co, o.asha, india(20, 11)), spoke(co, o.asha, india(20, 12), flags=frozenset()))
    table = reports.run(o.admin, "agent-day", Question())
    rows, shown = by_key(table), {c.id: c for c in table.columns}
    assert table.shown(rows["asha"], shown["connect_rate"]) == "50.0 %"
    assert table.shown(rows["asha"], shown["talk_s"]) == "not measured"
    assert table.shown(rows["imran"], shown["connect_rate"]) == "–"
    assert table.shown(rows["imran"], shown["talk_s"]) == "–"
    assert table.shown(rows["imran"], shown["calls"]) == "0"
    plain = table.to_json()["rows"]
    assert isinstance(plain, list)
    asha = next(row for row in plain if row["key"] == "asha")
    assert (asha["connect_rate"], asha["talk_s"], asha["conversion"]) == (0.5, "not measured", 0.0)
    measured = {"known_how": KnownHow.MEASURED, "answered_at": india(20, 13), "ended_at": india(20, 13, 2)}
    keep(co, spoke(co, o.asha, india(20, 13), talk_s=120, closed_at=india(20, 13, 3), **measured))
    row = by_key(reports.run(o.admin, "agent-day", Question()))["asha"]
    assert (row.values["talk_s"], row.values["aht_s"]) == (120, 180)


def test_calls_taken_are_no_attempts(co: CallingOffice, reports: ReportService) -> None:
    o = co.office
    success = frozenset({Flag.HUMAN, Flag.SUCCESS})
    keep(
        co,
        spoke(co, o.asha, india(20, 11), flags=frozenset()),
        spoke(co, o.asha, india(20, 12), direction=Direction.IN, flags=success),
        spoke(co, o.asha, india(20, 9), direction=Direction.MISSED, flags=frozenset()),
    )
    values = by_key(reports.run(o.asha, "calls", Question(by="person")))["asha"].values
    assert (values["calls"], values["answered"], values["incoming"], values["missed_calls"]) == (1, 0, 1, 1)
    assert (values["conversations"], values["contact_rate"], values["interested"]) == (1, 0.0, 1)
    assert (values["first_call"], values["last_call"]) == (india(20, 11), india(20, 12))


@both_engines
def test_closed_months_say_so(co: CallingOffice) -> None:
    service, o = ReportService(co.store), co.office
    keep(co, spoke(co, o.asha, india(10, 11, month=9)), spoke(co, o.asha, india(20, 11)))
    with co.store.write(None) as work:
        CallHours(work).close_month(202609)
        work.connection.execute(delete(calls).where(calls.c.day < 20261001))
    whole = service.run(o.admin, "agent-day", Question(date(2026, 9, 1), TODAY))
    assert whole.total.values["calls"] == 2
    assert len(whole.notes) == 1
    assert "deleted" in whole.notes[0]
    assert service.run(o.admin, "agent-day", Question()).notes == ()
    rows = service.run(o.admin, "calls", Question(date(2026, 9, 1), TODAY, by="result"))
    assert rows.total.values["calls"] == 1
    assert "missing" in rows.notes[0]
    assert service.rebuild_totals(o.admin) == (0, 0)
    assert service.run(o.admin, "agent-day", Question(date(2026, 9, 1), TODAY)).total.values["calls"] == 2


# --- attendance ---


@both_engines
def test_attendance_over_midnight_with_breaks(co: CallingOffice) -> None:
    people, service, o = co.office.people, ReportService(co.store), co.office
    co.clock.set(india(23, 21))
    asha = people.sign_in("asha", PASSWORD, "night").actor
    co.clock.set(india(23, 23, 50))
    co.calling.pause(asha, "Tea", new_id())
    co.clock.set(india(24, 0, 15))  # ten minutes over
    co.calling.resume(asha, new_id())
    keep(co, spoke(co, asha, india(24, 2), day=20261123), spoke(co, asha, india(24, 4), day=20261123))
    co.clock.set(india(24, 5))
    people.sign_out(asha)
    row = by_key(service.run(o.admin, "attendance", Question(date(2026, 11, 23), date(2026, 11, 24))))
    assert list(row) == ["asha 2026-11-23"]
    values = row["asha 2026-11-23"].values
    assert (values["first_sign_in"], values["last_sign_out"]) == (india(23, 21), india(24, 5))
    assert (values["worked_s"], values["breaks"], values["break_s"]) == (8 * 3600, 1, 25 * 60)
    assert (values["long_breaks"], values["long_break_s"]) == (1, 600)


@both_engines
def test_a_program_left_open_is_no_time_at_work(co: CallingOffice) -> None:
    people, service, o = co.office.people, ReportService(co.store), co.office
    co.clock.set(india(23, 10))
    asha = people.sign_in("asha", PASSWORD, "open").actor
    keep(co, spoke(co, asha, india(23, 11)), spoke(co, asha, india(23, 18)))
    keep(co, spoke(co, asha, india(24, 10)), spoke(co, asha, india(24, 12)))
    co.clock.set(india(24, 13))
    people.touch(asha)
    people.sign_in("asha", PASSWORD, "command")
    rows = by_key(service.run(o.admin, "attendance", Question(date(2026, 11, 23), date(2026, 11, 24))))
    assert {key: row.values["worked_s"] for key, row in rows.items()} == {
        "asha 2026-11-23": 8 * 3600,
        "asha 2026-11-24": 3 * 3600,
    }
    assert rows["asha 2026-11-24"].values["last_sign_out"] is None


# --- files ---


def test_csv_and_workbook_equal_the_table(co: CallingOffice, reports: ReportService, tmp_path: Path) -> None:
    admin, asha = co.office.admin, co.office.asha
    co.office.people.add(admin, AddPerson("evil", "=1+2", Role.TELECALLER, PASSWORD))
    measured = {"known_how": KnownHow.MEASURED, "answered_at": india(20, 11), "ended_at": india(20, 11, 1)}
    keep(co, spoke(co, asha, india(20, 11), talk_s=60, closed_at=india(20, 11, 2), **measured))
    table = reports.export(admin, "evening", Question(), "csv", tmp_path / "a.csv")
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert rows == list(csv.reader(io.StringIO(csv_text(table))))
    assert rows[0][:4] == ["Person", "First call", "Last call", "Calls"]
    names = [row[0] for row in rows[1:]]
    assert "'=1+2" in names
    mine = dict(zip(rows[0], rows[1 + names.index("Asha Pawar")], strict=True))
    assert mine["First call"] == "2026-11-20T11:00:00+05:30"
    assert (mine["Talk, s"], mine["Sales amount, INR"]) == ("60", "0.00")
    assert names[-1] == "Everybody"
    reports.export(admin, "evening", Question(), "xlsx", tmp_path / "a.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0] == [column.title for column in table.columns]
    line = next(line for line in sheet if line[0] == "Asha Pawar")
    assert line[3] == 1.0
    assert any(line[0] == "=1+2" for line in sheet)
    assert len(sheet) == len(rows)
    kept = co.rows(disclosures)
    assert [(row["kind"], row["format"], row["row_count"]) for row in kept] == [
        ("report", "csv", len(table.rows)),
        ("report", "xlsx", len(table.rows)),
    ]
    for format in ("csv", "xlsx"):
        with pytest.raises(UserError, match="can't be written"):
            reports.export(admin, "evening", Question(), format, tmp_path / "nowhere" / f"a.{format}")
    with pytest.raises(UserError, match="Choose"):
        reports.export(admin, "evening", Question(), "pdf", tmp_path / "a.pdf")
    assert sorted(p.name for p in tmp_path.glob("*a.*")) == ["a.csv", "a.xlsx"]


# --- the evening ---


def test_the_evening_in_twenty_lines(co: CallingOffice, reports: ReportService) -> None:
    o, admin = co.office, co.office.admin
    for number in range(25):
        co.office.people.add(
            admin, AddPerson(f"caller{number}", f"Caller {number}", Role.TELECALLER, PASSWORD)
        )
    lead_id = co.add_lead("Rajan Thiruvenkataswamy")
    keep(
        co,
        spoke(co, o.asha, india(20, 10), lead_id=lead_id),
        spoke(co, o.asha, india(20, 15), lead_id=lead_id),
    )
    with co.store.write(admin) as work:
        amounts = {"id": new_id(), "lead_id": lead_id, "person_id": o.asha.person_id, "product": "Loan"}
        work.connection.execute(
            insert(sales).values(
                **amounts, amount_minor=24_000_00, currency="INR", state="received", confirmed_at=work.now,
                at=work.now, day=20261120,
            )
        )  # fmt: skip
        promise = {"id": new_id(), "lead_id": lead_id, "owner_id": o.asha.person_id, "state": "open"}
        work.connection.execute(
            insert(callbacks).values(**promise, due_at=india(21, 11), created_at=work.now)
        )
    put_target(co, Measure.AMOUNT, Period.MONTH, 1000_00)
    evening = reports.evening(admin, Question())
    lines = evening.text().splitlines()
    assert len(lines) <= 20
    assert lines[0] == "Evening report, Fri 20 Nov 2026 · Shakti Finance"
    asha = next(line for line in lines if line.startswith("Asha"))
    assert asha == (
        "Asha Pawar: 10:00–15:00, calls 2, answered 2, talk not measured, interested 0, follow-ups 0 set / "
        "0 done / 0 missed, sales 1 (₹24,000), breaks 0 s"
    )
    assert any(line.startswith("Others (14): calls 0") for line in lines), lines
    assert "Month so far: sales 1 (₹24,000 of ₹28,000, 86 %)" in lines
    assert lines[-1] == "Promised for tomorrow: 1 (Asha Pawar 1)"
    assert "Rajan" not in evening.text()
    plain: Any = evening.table.to_json()
    assert plain["tomorrow"]["promises"] == 1
    assert plain["month"]["sales_amount"] == "24000.00"
    assert plain["yesterday"]["calls"] == 0


def test_my_day_is_that_of_the_shift(co: CallingOffice, reports: ReportService) -> None:
    co.clock.set(india(23, 22))
    asha = co.office.people.sign_in("asha", PASSWORD, "night").actor
    keep(co, spoke(co, asha, india(23, 23)), spoke(co, asha, india(24, 1), day=20261123))
    co.clock.set(india(24, 2))
    day = reports.my_day(asha)
    assert (day.table.first_day, day.table.total.values["calls"], day.calls_target) == (20261123, 2, 80)
    desk = co.calling.today(asha)  # the same day, not that of the clock
    assert (desk.calls, desk.conversations, desk.target) == (2, day.table.total.values["conversations"], 80)
    assert [(row.key, row.values["calls"]) for row in day.hours.rows if row.values["calls"]] == [
        ("01", 1),
        ("23", 1),
    ]
    assert len(by_key(day.table)) == 1


# --- how much is asked ---


@both_engines
def test_reports_ask_a_fixed_number_of_times(co: CallingOffice) -> None:
    service, o = ReportService(co.store), co.office
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)  # coaching too
    counts: dict[str, set[int]] = defaultdict(set)
    for round_ in range(2):
        for number in range(4):
            new = AddPerson(f"p{round_}{number}", f"P {number}", Role.TELECALLER, PASSWORD)
            with administering(co.store):
                person = co.office.people.add(o.admin, new).person
            for hour in (10, 13):
                call = spoke(co, replace(o.asha, person_id=person.id), india(20, hour))
                keep(co, call)
        for name in REPORTS:
            asked: list[str] = []

            def note(conn: object, cursor: object, sql: str, *_: object, into: list[str] = asked) -> None:
                into.append(sql)

            event.listen(co.store.engine, "before_cursor_execute", note)
            service.run(o.admin, name, Question(TODAY - timedelta(days=30), TODAY))
            event.remove(co.store.engine, "before_cursor_execute", note)
            begun = [n for n, sql in enumerate(asked) if "SESSION AUTHORIZATION" in sql]  # whose it is
            counts[name].add(len(asked) - len(begun) * (begun[0] + 1 if begun else 0))
    assert all(len(found) == 1 for found in counts.values()), counts
    assert max(max(found) for found in counts.values()) <= 28, counts
