"""Old data of each kind goes after its period, what law holds stays, and looking costs an index."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from crm_desktop.domain.retention import SWEPT, OldKind
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.keeping import HoldKind, KeepingService
from crm_desktop.services.leaving import LeavingService
from crm_desktop.services.retention import RetentionService
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.tables import audit_seals, calls, messages, people, sales, sessions, sweeps, undo_acts
from tests.calling_office import CallingOffice, both_engines, two_engines
from tests.services.test_retention import put
from tests.stores import TEST_KEY

YEAR = timedelta(days=366)


def keeping(co: CallingOffice) -> KeepingService:
    """The service, which rests for nothing."""
    sealer = Sealer(co.store, TEST_KEY)
    leaving = LeavingService(co.store, co.office.people)
    return KeepingService(co.store, RetentionService(co.store), sealer, leaving, rest=lambda _seconds: None)


def write_old(co: CallingOffice) -> None:
    """A text and a sale of each age, and an act whose time to undo is over."""
    lead_id, person, now = co.add_lead(), co.office.asha.person_id, co.clock.now()
    for age in (timedelta(days=5), YEAR + timedelta(days=3), 9 * YEAR):
        put(
            co, messages, lead_id=lead_id, person_id=person, at=now - age, channel="email", body="Dear Ravi",
            email="ravi@example.in", subject="Your loan",
        )  # fmt: skip
        put(
            co, sales, lead_id=lead_id, person_id=person, product="Loan", amount_minor=100, currency="INR",
            state="received", at=now - age, reference="LN/1", note="paid",
        )  # fmt: skip
    until = now - timedelta(days=3)
    put(co, undo_acts, person_id=person, kind="lead", before={"name": "Ravi"}, at=until, until=until)


def counts(kept: Any) -> dict[str, int]:
    """How much of each kind."""
    return {each.kind.value: each.count for each in kept}


@both_engines
def test_each_kind_goes_after_its_period_and_what_is_held_stays(co: CallingOffice) -> None:
    write_old(co)
    service, admin = keeping(co), co.office.admin
    with pytest.raises(NotAllowed):
        service.preview(co.office.asha)
    preview = service.preview(admin)
    wanted = {
        "calls": 0,
        "messages": 2,
        "sales": 1,
        "lookups": 0,
        "undo": 1,
        "leads": 0,
        "logs": 0,
        "usage": 0,
        "accounts": 0,
    }
    assert counts(preview.kinds) == wanted
    today = co.clock.now().date()
    with pytest.raises(UserError, match="which law"):
        service.hold(admin, HoldKind(OldKind.SALES, "Suit 12/2026", " ", today))
    with pytest.raises(UserError, match="later day"):
        service.hold(admin, HoldKind(OldKind.SALES, "Suit 12/2026", "Order", today - timedelta(days=2)))
    hold = service.hold(admin, HoldKind(OldKind.SALES, "Suit 12/2026", "Civil court's order", today + YEAR))
    assert counts(service.run(admin)) == {**wanted, "sales": 0}
    with co.store.read(admin) as work:
        run = work.connection.execute
        assert run(select(func.count()).select_from(messages)).scalar_one() == 3
        assert run(select(sweeps.c.kind).order_by(sweeps.c.kind)).scalars().all() == ["messages", "undo"]
    service.lift(admin, hold.id)
    with pytest.raises(UserError, match="lifted already"):
        service.lift(admin, hold.id)
    assert counts(service.run(admin)) == {**dict.fromkeys(wanted, 0), "sales": 1}
    with co.store.read(None) as work:
        kept = work.connection.execute(select(messages.c.email).order_by(messages.c.at)).scalars().all()
    assert kept == ["", "", "ravi@example.in"]


@two_engines
def test_the_audit_of_a_year_ago_goes_by_a_signed_stretch_and_sign_ins_lose_their_workstation(
    co: CallingOffice,
) -> None:
    admin, now, service = co.office.admin, co.clock.now(), keeping(co)
    sealer = Sealer(co.store, TEST_KEY)
    head = sealer.seal()
    assert head is not None
    before = sealer.verify(head)
    old_at = now - YEAR - timedelta(days=3)
    with co.store.write(None) as work:
        newest = update(audit_seals).where(audit_seals.c.no == head.no)
        work.connection.execute(newest.values(sealed_at=old_at))
    put(
        co, sessions, person_id=co.office.asha.person_id, seat="reception-2", signed_in_at=old_at,
        last_seen_at=old_at, signed_out_at=old_at, day=20251101,
    )  # fmt: skip
    kinds = counts(service.preview(admin).kinds)
    assert (kinds["logs"], kinds["usage"]) == (before.rows, 1)
    hold = service.hold(admin, HoldKind(OldKind.LOGS, "Suit 12/2026", "Order", now.date() + YEAR))
    assert counts(service.run(admin))["logs"] == 0
    service.lift(admin, hold.id)
    taken = counts(service.run(admin))
    assert taken["logs"] == before.rows
    head = sealer.seal()
    report = sealer.verify(head)
    assert (report.problems, report.unsealed) == ((), 0)
    assert 0 < report.rows < before.rows + 10
    with co.store.read(admin) as work:
        (first, *_) = work.connection.execute(select(audit_seals).order_by(audit_seals.c.no)).all()
        told = work.connection.execute(select(sessions.c.day, sessions.c.seat)).all()
        swept = work.connection.execute(select(sweeps.c.kind)).scalars().all()
    assert first.is_checkpoint
    assert (20251101, "") in [(row.day, row.seat) for row in told]
    assert {"logs"} <= set(swept)
    assert counts(service.run(admin))["logs"] == 0, "a checkpoint alone is no stretch"


@two_engines
def test_an_account_that_was_switched_off_long_ago_goes_and_its_work_stays(co: CallingOffice) -> None:
    admin, service, now = co.office.admin, keeping(co), co.clock.now()
    co.add_lead()
    co.call(co.office.asha, "BUSY", take_next=False)
    for who, age in (
        (co.office.asha, YEAR + timedelta(days=2)),
        (co.office.other_caller, timedelta(days=300)),
    ):
        with co.store.write(None) as work:
            them = update(people).where(people.c.id == who.person_id)
            work.connection.execute(them.values(is_disabled=True, disabled_at=now - age))
    assert counts(service.preview(admin).kinds)["accounts"] == 1
    hold = service.hold(admin, HoldKind(OldKind.ACCOUNTS, "Suit 12/2026", "Order", now.date() + YEAR))
    assert counts(service.run(admin))["accounts"] == 0
    service.lift(admin, hold.id)
    assert counts(service.run(admin))["accounts"] == 1
    (gone,) = co.rows(people, id=co.office.asha.person_id)
    (stays,) = co.rows(people, id=co.office.other_caller.person_id)
    assert str(gone["sign_in_name"]).startswith("former:")
    assert stays["left_at"] is None
    assert [row["person_id"] for row in co.rows(calls)] == [co.office.asha.person_id]
    assert counts(service.run(admin))["accounts"] == 0


@both_engines
def test_once_a_day_it_goes_by_itself_where_that_is_wanted(co: CallingOffice) -> None:
    write_old(co)
    service, admin = keeping(co), co.office.admin
    assert counts(service.sweep_today(admin)) == {"calls": 0}
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", workspace_info(work).id, SWEPT, True)
    assert counts(service.sweep_today(admin)) == {"calls": 0, "messages": 2, "sales": 1, "undo": 1}
    put(
        co, messages, lead_id=co.add_lead(), person_id=co.office.asha.person_id, channel="sms", body="Again",
        at=co.clock.now() - 2 * YEAR,
    )  # fmt: skip
    assert counts(service.sweep_today(admin)) == {"calls": 0}
    with co.store.write(None) as work:
        work.connection.execute(update(sweeps).values(at=co.clock.now() - timedelta(days=1)))
    assert counts(service.sweep_today(admin)) == {"calls": 0, "messages": 1}


def test_looking_for_what_is_old_asks_an_index(co: CallingOffice) -> None:
    from crm_desktop.store.old_records import OldRecords

    with co.store.read(None) as work:
        for kind in (OldKind.MESSAGES, OldKind.SALES, OldKind.LOOKUPS, OldKind.UNDO, OldKind.USAGE):
            asked = OldRecords(work)._ids(kind, work.now, 1)
            sql = str(asked.compile(work.connection, compile_kwargs={"literal_binds": True}))
            plan = work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()
            assert len(plan) == 1
            assert "USING" in plan[0][3]
            assert "INDEX ix_" in plan[0][3]
