"""Old months become closed totals with a receipt: what goes, what stays, and that figures stay right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import kept_from
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.retention import AT_ONCE, SETTING, OldMonth, RetentionService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.closed_months import TOLD_OF_CALLS
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.tables import (
    audit,
    call_hours,
    callbacks,
    calls,
    closed_months,
    messages,
    review_looks,
    reviews,
    sales,
    scorecards,
    timeline,
)
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.made_up_calls import a_call, add_row, made_up_calls

OLD = datetime(2025, 3, 10, 6, tzinfo=UTC)  # the office's day is 20 Nov 2026
OLDER = datetime(2024, 12, 10, 6, tzinfo=UTC)
YOUNG = datetime(2025, 11, 3, 6, tzinfo=UTC)


class Power(Exception):
    """The program is killed."""


def keeping(co: CallingOffice, months: int) -> RetentionService:
    """The office keeps calls for so many months."""
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", workspace_info(work).id, SETTING, months)
    return RetentionService(co.store, rest=lambda _seconds: None)


def keep(co: CallingOffice, *found: Call) -> None:
    """Calls as rows and in the totals."""
    with co.store.write(None) as work:
        for call in found:
            add_row(work, call)
            if call.state is CallState.CLOSED:
                CallHours(work).add(call)


def made(co: CallingOffice, at: datetime, **more: Any) -> Call:
    lead_id = more.pop("lead_id", None) or co.add_lead()
    return a_call(lead_id, co.office.asha.person_id, at, INDIA, flags=frozenset({Flag.HUMAN}), **more)


def put(co: CallingOffice, table: Any, **values: Any) -> UUID:
    """A row of a table; gives its id."""
    row_id = new_id()
    with co.store.write(None) as work:
        work.connection.execute(insert(table).values(id=row_id, **values))
    return row_id


# --- which months ---


@pytest.mark.parametrize(
    ("today", "kept", "first"),
    [
        (date(2026, 11, 20), 12, 202511),
        (date(2026, 12, 1), 12, 202512),
        (date(2026, 1, 31), 12, 202501),
        (date(2026, 2, 1), 24, 202402),
        (date(2026, 11, 30), 60, 202111),
    ],
)
def test_a_month_goes_when_it_has_been_over_for_so_many_months(today: date, kept: int, first: int) -> None:
    assert kept_from(today, kept) == first


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.sampled_from([12, 18, 24, 36]))
def test_no_day_goes_before_it_was_kept_for_a_year(today: date, kept: int) -> None:
    first = kept_from(today, kept)
    newest_gone = date(first // 100, first % 100, 1) - timedelta(days=1)
    assert (today - newest_gone).days >= 365


@both_engines
def test_for_ever_deletes_nothing_and_a_year_only_what_is_older(co: CallingOffice) -> None:
    keep(co, made(co, OLDER), made(co, OLD), made(co, OLD), made(co, YOUNG))
    assert keeping(co, 0).sweep(co.office.admin) == ()
    service = keeping(co, 12)
    assert service.old_months(co.office.admin) == (OldMonth(202412, 1), OldMonth(202503, 2))
    assert service.old_months(co.office.admin, 18) == (OldMonth(202412, 1), OldMonth(202503, 2))
    assert service.old_months(co.office.admin, 24) == ()
    assert len(co.rows(calls)) == 4
    done = service.sweep(co.office.admin)
    assert [(r.month, r.calls, r.taken) for r in done] == [(202412, 1, 1), (202503, 2, 2)]
    assert [row["day"] for row in co.rows(calls)] == [20251103]
    assert service.sweep(co.office.admin) == ()


# --- figures and receipts ---


@both_engines
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_reports_of_closed_months_are_what_they_were(co: CallingOffice, data: st.DataObject) -> None:
    people = [co.office.asha.person_id, co.office.imran.person_id]
    known = co.rows(calls)
    lead_id: Any = known[0]["lead_id"] if known else co.add_lead()
    found: list[Call] = []
    for around in (OLD, OLDER, YOUNG):
        one = made_up_calls(lead_id, people, [co.campaign.id, None], around, INDIA)  # type: ignore[arg-type]
        found += data.draw(st.lists(one, min_size=1, max_size=8))
    with co.store.write(None) as work:
        for table in (closed_months, call_hours, calls):
            work.connection.execute(delete(table))
    keep(co, *found)
    reports, admin = ReportService(co.store), co.office.admin
    asked = [Question(date(2024, 12, 1), date(2026, 11, 20), by=by) for by in ("day", "hour", "person")]
    before = [reports.run(admin, "calls", question) for question in asked]
    service = keeping(co, 12)
    service.sweep(admin)
    assert all(row["day"] > 20251100 for row in co.rows(calls))
    for question, table in zip(asked, before, strict=True):
        again = reports.run(admin, "calls", question)
        assert [row.values for row in again.rows] == [row.values for row in table.rows]
        assert bool(again.notes) is any(not c.is_practice and (c.day or 0) < 20251100 for c in found)
    with co.store.write(None) as work:
        CallHours(work).rebuild(0, 99_999_999)
        assert CallHours(work).check() == 0
    assert [row.values for row in reports.run(admin, "calls", asked[0]).rows] == [
        row.values for row in before[0].rows
    ]
    assert service.differing() == ()


@both_engines
def test_the_receipt_says_what_went_by_whom_and_what_stands_for_it(co: CallingOffice) -> None:
    keep(co, made(co, OLD), made(co, OLD + timedelta(hours=3)), made(co, YOUNG))
    service = keeping(co, 12)
    service.sweep(co.office.admin)
    (receipt,) = service.receipts(co.office.lead)
    assert (receipt.month, receipt.calls, receipt.taken, receipt.hours) == (202503, 2, 2, 2)
    assert (receipt.closed_by, receipt.kept_months) == (co.office.admin.person_id, 12)
    assert receipt.finished_at == co.clock.now()
    assert (receipt.totals["attempts"], receipt.totals["conversations"]) == (2, 2)
    noted = {row["act"]: row for row in co.rows(audit)}
    assert receipt.digest in str(noted["month_closed"])
    assert "month_taken" in noted
    table = ReportService(co.store).run(
        co.office.admin, "calls", Question(date(2025, 3, 1), date(2025, 3, 31))
    )
    (told,) = table.to_json()["closed_months"]  # type: ignore[misc]
    assert (told["month"], told["calls"], told["digest"]) == ("2025-03", 2, receipt.digest)
    promises = ReportService(co.store).run(
        co.office.admin, "follow-ups", Question(date(2025, 3, 1), date(2025, 3, 31))
    )
    assert "on the date of the clock" in promises.notes[0]
    young = ReportService(co.store).run(
        co.office.admin, "calls", Question(date(2025, 11, 1), date(2025, 11, 30))
    )
    assert "closed_months" not in young.to_json()


@both_engines
def test_changed_totals_of_a_closed_month_are_found_out(co: CallingOffice) -> None:
    keep(co, made(co, OLD), made(co, OLDER))
    service = keeping(co, 12)
    service.sweep(co.office.admin)
    assert service.differing() == ()
    with co.store.write(None) as work:
        changed = update(call_hours).where(call_hours.c.day == 20250310)
        work.connection.execute(changed.values(successes=5))
    assert service.differing() == (202503,)


@both_engines
def test_totals_that_were_off_are_counted_anew_before_the_calls_go(co: CallingOffice) -> None:
    keep(co, made(co, OLD))
    with co.store.write(None) as work:
        work.connection.execute(update(call_hours).values(attempts=7))
    (receipt,) = keeping(co, 12).sweep(co.office.admin)
    assert receipt.totals["attempts"] == 1


# --- what stays ---


@both_engines
def test_what_is_told_of_a_call_goes_with_it_and_the_rest_stays(co: CallingOffice) -> None:
    lead_id, asha = co.add_lead(), co.office.asha.person_id
    call, closing = made(co, OLD, lead_id=lead_id), made(co, OLD, lead_id=lead_id)
    keep(co, call, closing)
    base = {"lead_id": lead_id, "at": OLD, "person_id": asha, "call_id": call.id}
    for kind in ("call", "note", "message", "do_not_call"):
        put(co, timeline, kind=kind, text="Wants a visit", **base)
    put(co, timeline, lead_id=lead_id, at=OLD, person_id=asha, kind="note", text="By itself")
    promise = {"lead_id": lead_id, "owner_id": asha, "due_at": OLD, "created_at": OLD, "created_by": asha}
    over = put(co, callbacks, note="Ask for Meera", state="kept", call_id=call.id, **promise,
               closed_at=OLD, closed_by_call_id=closing.id)  # fmt: skip
    still = put(co, callbacks, note="Still to do", state="open", call_id=call.id, **promise)
    sent = put(co, messages, lead_id=lead_id, person_id=asha, call_id=call.id, at=OLD, channel="whatsapp")
    card = put(co, scorecards, version=1, questions=[], pass_at=80, person_id=asha, at=OLD)
    put(co, reviews, lead_id=lead_id, call_id=call.id, person_id=asha, by_id=asha, scorecard_id=card,
        answers={}, created_at=OLD, published_at=OLD)  # fmt: skip
    put(co, review_looks, person_id=asha, of_id=asha, call_id=call.id, kind="call", at=OLD)
    keeping(co, 12).sweep(co.office.admin)
    assert [co.rows(table) for table in (calls, reviews, review_looks)] == [[], [], []]
    told = sorted((str(row["kind"]), str(row["text"])) for row in co.rows(timeline))
    assert told == [("do_not_call", "Wants a visit"), ("message", "Wants a visit"), ("note", "By itself")]
    kept = {row["id"]: row for row in co.rows(callbacks)}
    assert (kept[over]["note"], kept[over]["call_id"], kept[over]["closed_by_call_id"]) == ("", None, None)
    assert (kept[still]["note"], kept[still]["call_id"]) == ("Still to do", None)
    assert [(row["id"], row["call_id"]) for row in co.rows(messages)] == [(sent, None)]


@both_engines
def test_a_call_with_a_sale_and_a_running_one_stay(co: CallingOffice) -> None:
    sold, other = made(co, OLD), made(co, OLD)
    running = made(co, OLD, state=CallState.OPEN)
    keep(co, sold, other, running)
    put(
        co, sales, lead_id=sold.lead_id, call_id=sold.id, person_id=sold.person_id, product="Home loan",
        amount_minor=100, currency="INR", state="received", at=OLD, day=20250310,
    )  # fmt: skip
    (receipt,) = keeping(co, 12).sweep(co.office.admin)
    assert {row["id"] for row in co.rows(calls)} == {sold.id, running.id}
    assert (receipt.calls, receipt.taken) == (2, 1)
    with co.store.read() as work:
        assert CallHours(work).check() == 0


# --- stopped, repeated, refused ---


@both_engines
def test_killed_in_between_it_goes_on_and_figures_are_right_meanwhile(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    keep(co, *(made(co, OLD + timedelta(seconds=no), lead_id=lead_id) for no in range(AT_ONCE + 5)))
    keeping(co, 12)

    def die(_seconds: float) -> None:
        raise Power

    with pytest.raises(Power):
        RetentionService(co.store, rest=die).sweep(co.office.admin)
    assert len(co.rows(calls)) == 5
    asked = Question(date(2025, 3, 1), date(2025, 3, 31))
    reports = ReportService(co.store)
    assert reports.run(co.office.admin, "calls", asked).total.values["calls"] == AT_ONCE + 5
    (receipt,) = keeping(co, 0).sweep(co.office.admin)  # what was begun is finished
    assert (receipt.taken, receipt.calls) == (AT_ONCE + 5, AT_ONCE + 5)
    assert receipt.finished_at is not None
    assert co.rows(calls) == []
    assert reports.run(co.office.admin, "calls", asked).total.values["calls"] == AT_ONCE + 5


@both_engines
def test_only_an_admin_deletes(co: CallingOffice) -> None:
    keep(co, made(co, OLD))
    service = keeping(co, 12)
    refused: list[Actor] = [co.office.asha, co.office.lead]
    for who in refused:
        with pytest.raises(NotAllowed):
            service.sweep(who)
        with pytest.raises(NotAllowed):
            service.old_months(who)
    assert len(co.rows(calls)) == 1


def test_less_than_a_year_cannot_be_chosen() -> None:
    from crm_desktop.domain.settings import SETTINGS

    with pytest.raises(UserError, match="can't be chosen"):
        SETTINGS[SETTING].checked(6)


def test_both_engines_delete_the_same_lines_of_the_history() -> None:
    from crm_desktop.store.team.functions import retention

    (function,) = retention.FUNCTIONS
    for kind in TOLD_OF_CALLS:
        assert f"'{kind.value}'" in function.body
    assert function.body.split("t.kind IN (")[1].split(")")[0].count("'") == 2 * len(TOLD_OF_CALLS)
