"""Three made-up days of an office's work, and the proof of a number by its receipt."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from crm_desktop.domain.call import Call, Direction, KnownHow
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.kpi import Missing, Unit
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.receipts import BASES, WAITS
from crm_desktop.domain.reviews import Result
from crm_desktop.domain.scorecards import Question, Scale
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.coaching import CoachingService, ReviewRow, SaveReview
from crm_desktop.services.reports.receipts import Receipt
from crm_desktop.services.scorecards import SaveCard, ScorecardService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import (
    callbacks,
    incentive_slabs,
    leads,
    presence,
    queue_entries,
    sale_changes,
    sales,
    sessions,
    skips,
)
from tests.calling_office import INDIA, CallingOffice
from tests.made_up_calls import FLAGS, a_call, add_row

TODAY = date(2026, 11, 20)


def days_of_work(co: CallingOffice, seed: int) -> list[Call]:
    """Three days of made-up calls, promises, sales and time at work of two callers; gives the calls."""
    rng, now, zone = random.Random(seed), co.clock.now(), ZoneInfo(INDIA)
    people = [co.office.asha.person_id, co.office.imran.person_id]
    lead_ids = [co.add_lead() for _ in range(5)]
    came_at = now - timedelta(days=2, hours=3)
    with co.store.write(None) as work:
        work.connection.execute(update(leads).values(created_at=came_at))
        stands: tuple[dict[str, int], ...] = ({"attempts": 2}, {"lane": int(Lane.CLOSED)})
        for lead_id, values in zip(lead_ids, stands, strict=False):
            of_lead = queue_entries.c.lead_id == lead_id
            work.connection.execute(update(queue_entries).where(of_lead).values(values))
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
    return made


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
        if column.unit is Unit.COUNT and not column.id.startswith("aim_"):  # which sums up what days owe
            assert len(rows) == value, column.id


def days_of_incentive(co: CallingOffice) -> None:
    """Slabs from long ago; each sale that counts was confirmed today, and one of them was cancelled since."""
    now = co.clock.now()
    with co.store.write(None) as work:
        work.connection.execute(
            insert(incentive_slabs).values(
                id=new_id(), from_on=20260101, slabs=[[2, 10_000], [None, 25_000]],
                person_id=co.office.admin.person_id, at=now,
            )
        )  # fmt: skip
        rows = work.connection.execute(select(sales).order_by(sales.c.id)).all()
        for nth, row in enumerate(rows):
            for state in ("received", "cancelled") if nth == 0 else ("received",):
                work.connection.execute(
                    insert(sale_changes).values(
                        id=new_id(), sale_id=row.id, at=now - timedelta(minutes=5 - (state == "cancelled")),
                        person_id=co.office.admin.person_id, state=state, amount_minor=row.amount_minor,
                        is_confirmed=True,
                    )
                )  # fmt: skip


def days_worth_a_look(co: CallingOffice) -> None:
    """Of Asha: one result eleven times, three of them at once; a promise moved three times; a skip."""
    now, asha = co.clock.now(), co.office.asha.person_id
    lead_id = co.add_lead()
    with co.store.write(None) as work:
        for nth in range(11):
            at = now - timedelta(minutes=30 - nth)
            call = a_call(
                lead_id, asha, at, INDIA, campaign_id=co.campaign.id, direction=Direction.OUT,
                known_how=KnownHow.MARKED, flags=frozenset(), disposition_code="BUSY",
                disposition_label="Busy",
                closed_at=at + timedelta(seconds=4.999 if nth < 3 else 5 + nth),
            )  # fmt: skip
            add_row(work, call)
            CallHours(work).add(call)
        for moved in (2, 3):
            work.connection.execute(
                insert(callbacks).values(
                    id=new_id(), lead_id=lead_id, owner_id=asha, created_by=asha, due_at=now, state="open",
                    created_at=now, kind="promise", moved_count=moved,
                )
            )  # fmt: skip
        work.connection.execute(
            insert(skips).values(
                id=new_id(), lead_id=lead_id, campaign_id=co.campaign.id, person_id=asha, reason="later",
                at=now - timedelta(minutes=2),
            )
        )  # fmt: skip


def card_of_three(campaign_id: UUID | None = None, after: int = 0) -> SaveCard:
    """A fatal question, one of yes or no, one of 1 to 5; pass mark 80."""
    questions = (
        Question("law", "Was the customer told that the call is about a sale?", weight=0, is_fatal=True),
        Question("need", "Was the need asked for?", weight=3),
        Question("words", "Were the words kind?", Scale.ONE_TO_FIVE, weight=1),
    )
    return SaveCard(new_id(), campaign_id, questions, 80, after)


def review(
    co: CallingOffice, by: Actor, call_id: UUID, card_id: UUID, answers: str, result: Result, note: str = "x"
) -> ReviewRow:
    """A published review; `answers` in order: y, n, 1–5, - for not applicable."""
    words = {"y": "yes", "n": "no", "-": "na"}
    told = {id: words.get(typed, typed) for id, typed in zip(("law", "need", "words"), answers, strict=True)}
    talk_at = co.clock.now() + timedelta(days=1) if result is Result.TALK else None
    command = SaveReview(
        new_id(), new_id(), call_id, card_id, 0, told, note, result, talk_at, is_published=True
    )
    return CoachingService(co.store).save(by, command)


def days_of_coaching(co: CallingOffice, made: list[Call]) -> None:
    """Reviews of four of these calls: a pass, a fatal no, a talk, one without a score."""
    admin = co.office.admin
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, ADVANCED, True)
    card = ScorecardService(co.store).save(admin, card_of_three())
    calls = [call for call in made if not call.is_practice and call.lead_id][:4]
    first = review(co, admin, calls[0].id, card.id, "yy5", Result.PASS)
    for call, answers, result in (
        (calls[1], "ny4", Result.FAIL),
        (calls[2], "yn3", Result.TALK),
        (calls[3], "y--", Result.FAIL),
    ):
        review(co, admin, call.id, card.id, answers, result)
    who = next(a for a in (co.office.asha, co.office.imran) if a.person_id == calls[0].person_id)
    CoachingService(co.store).reply(who, new_id(), first.review.id, "Thank you")
