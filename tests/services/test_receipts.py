"""Every number is proven by its receipt: the rows behind it add up to it, on all engines."""

from __future__ import annotations

import hashlib
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from crm_desktop.domain.call import Direction, KnownHow
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kpi import KPIS, SENTENCES, Missing, Unit
from crm_desktop.domain.receipts import BASES, WAITS
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.receipts import Receipt
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import callbacks, disclosures, leads, presence, sales, sessions
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.made_up_calls import FLAGS, a_call, add_row

TODAY = date(2026, 11, 20)
FIRST = TODAY - timedelta(days=2)
FORMULAS = "7dfcca8d"  # of all formulas: a change of one asks for a new version of it, then this is set anew


def days_of_work(co: CallingOffice, seed: int) -> None:
    """Three days of made-up calls, promises, sales and time at work of two callers."""
    rng, now, zone = random.Random(seed), co.clock.now(), ZoneInfo(INDIA)
    people = [co.office.asha.person_id, co.office.imran.person_id]
    lead_ids = [co.add_lead() for _ in range(5)]
    came_at = now - timedelta(days=2, hours=3)
    with co.store.write(None) as work:
        work.connection.execute(update(leads).values(created_at=came_at))
        made = []
        for _ in range(70):
            at = now - timedelta(seconds=rng.randrange(0, 3 * 86_400), microseconds=rng.randrange(10**6))
            answered = rng.random() < 0.6
            ended = at + timedelta(seconds=rng.randrange(5, 400)) if rng.random() < 0.7 else None
            call = a_call(
                rng.choice(lead_ids), rng.choice(people), at, INDIA,
                campaign_id=rng.choice([co.campaign.id, None]), direction=rng.choice(list(Direction)),
                known_how=rng.choice(list(KnownHow)), is_practice=rng.random() < 0.1,
                answered_at=at if answered else None, ended_at=ended,
                closed_at=(ended or at) + timedelta(milliseconds=rng.randrange(90_000)),
                talk_s=rng.randrange(300) if answered and ended else None,
                flags=rng.choice([*FLAGS, frozenset({Flag.HUMAN, Flag.SUCCESS})]),
                disposition_code=rng.choice(["X", "Y", ""]), disposition_label="said",
            )  # fmt: skip
            add_row(work, call)
            CallHours(work).add(call)
            made.append(call)
        for _ in range(25):
            created = now - timedelta(minutes=rng.randrange(3 * 1440))
            set_in, done_in = rng.choice([None, *made]), rng.choice([None, *made])
            state = rng.choice(["open", "kept", "late", "broken", "cancelled"])
            work.connection.execute(
                insert(callbacks).values(
                    id=new_id(), lead_id=rng.choice(lead_ids), owner_id=rng.choice(people),
                    created_by=set_in.person_id if set_in else rng.choice(people),
                    due_at=now + timedelta(minutes=rng.randrange(-3 * 1440, 1440)), state=state,
                    created_at=set_in.dialled_at if set_in else created,
                    kind=rng.choice(["promise", "promise", "missed_call"]),
                    call_id=set_in.id if set_in else None,
                    closed_by_call_id=done_in.id if done_in and state in ("kept", "late") else None,
                    closed_at=None if state == "open" else done_in.dialled_at if done_in else now,
                )
            )  # fmt: skip
        for _ in range(12):
            work.connection.execute(
                insert(sales).values(
                    id=new_id(), lead_id=rng.choice(lead_ids), person_id=rng.choice(people),
                    product="Home loan", amount_minor=rng.randrange(10**8), currency="INR",
                    state=rng.choice(["promised", "received", "cancelled", "refunded"]),
                    confirmed_at=rng.choice([None, now, now]), at=now,
                    day=number_of(TODAY - timedelta(days=rng.randrange(4))),
                )
            )  # fmt: skip
        for person in people:
            for ago in range(3):
                day = TODAY - timedelta(days=ago)
                at = datetime(day.year, day.month, day.day, 9, 30, rng.randrange(60), 500_000, tzinfo=zone)
                sign_in = new_id()
                work.connection.execute(
                    insert(sessions).values(
                        id=sign_in, person_id=person, seat="S1", day=number_of(day), signed_in_at=at,
                        last_seen_at=at + timedelta(hours=5, milliseconds=rng.randrange(9_000)),
                    )
                )  # fmt: skip
                turns = [
                    ("break", "Tea", 600),
                    ("ready", "", None),
                    ("away", "locked", None),
                    ("ready", "", None),
                ]
                for state, reason, allowed in turns:
                    at += timedelta(milliseconds=rng.randrange(300_000, 1_500_000))
                    work.connection.execute(
                        insert(presence).values(
                            id=new_id(), person_id=person, session_id=sign_in, state=state, reason=reason,
                            allowed_s=allowed, at=at, day=number_of(day), known_how="live",
                        )
                    )  # fmt: skip


def prove(receipt: Receipt) -> None:
    """The rows against the number, by what it is."""
    column, value, rows = receipt.column, receipt.row.values[receipt.column.id], receipt.rows
    if value is None or isinstance(value, Missing):
        assert not receipt.whole or isinstance(value, Missing), column.id
        return
    if isinstance(value, datetime):
        assert [row.at for row in rows] == [value], column.id
    elif not WAITS.isdisjoint(BASES[column.id].part.adds):
        waits = sorted(row.part for row in rows)
        nearest = waits[-(len(waits) // 10) - 1]
        assert value == (nearest if column.id == "speed_p90_s" else int(median(waits))), column.id
    elif receipt.whole is not None:
        shared = receipt.part / receipt.whole
        assert value == (round(shared) if column.unit is Unit.MONEY else pytest.approx(shared)), column.id
    else:
        assert receipt.part == value, column.id
        if column.unit is Unit.COUNT:
            assert len(rows) == value, column.id


def every_number(service: ReportService, co: CallingOffice) -> list[tuple[str, Question, str, str]]:
    found = []
    for report in REPORTS.values():
        for by in report.by:
            question = Question(FIRST, TODAY, by=by)
            table = service.run(co.office.admin, report.id, question)
            assert table.rows, report.id
            found += [
                (report.id, question, column.id, row.key)
                for row in (*table.rows[:3], table.total)
                for column in table.columns
                if column.id in BASES
            ]
    return found


def test_every_number_of_every_report_has_its_receipt(co: CallingOffice) -> None:
    days_of_work(co, seed=7)
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
    days_of_work(co, seed)
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
