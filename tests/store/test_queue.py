"""Claiming seeks, never scans: the plans on both engines, and many leads ahead that can't be dialled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.queue import Lane, Place
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_counts import QueueCounts
from crm_desktop.store.queue_groups import (
    AFTER,
    APART,
    COUNTED,
    FACTS_APART,
    QueueGroups,
    differing,
    quarter_of,
)
from crm_desktop.store.queue_scored import Arm, Asker, _kind, chosen, top_scores, tops
from crm_desktop.store.queue_statements import ABSENT, at_places
from crm_desktop.store.tables import lead_phones, leads, phones, queue_counts, queue_entries
from crm_desktop.store.unit_of_work import Store, Work
from tests.calling_office import INDIA, CallingOffice, both_engines


def fill(co: CallingOffice, how_many: int, *, attempts: int = 0, scores: int = 1, **entry: Any) -> None:
    """Many leads with a phone each, in the campaign's queue; with so many different scores, from 0 on."""
    now = co.clock.now() - timedelta(days=1)

    def rows() -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]]:
        for number in range(how_many):
            lead_id, phone_id = new_id(), new_id()
            yield (
                {
                    "id": lead_id,
                    "zone": INDIA,
                    "created_at": now,
                    "updated_at": now,
                    "score": number % scores,
                },
                {"id": phone_id, "e164": f"+9180{new_id().int % 10**10:010d}{number}", "attempts": attempts},
                {"lead_id": lead_id, "phone_id": phone_id, "position": 1},
                {
                    "id": new_id(),
                    "campaign_id": co.campaign.id,
                    "lead_id": lead_id,
                    "lane": int(Lane.NEW),
                    "next_at": now,
                    "zone": INDIA,
                    **entry,
                },
            )

    with co.store.write(None) as work:
        Queue(work).add_places(co.campaign.id, (Place(INDIA),))
        each = rows()
        while some := list(islice(each, 5000)):
            for table, values in zip(
                (leads, phones, lead_phones, queue_entries), zip(*some, strict=True), strict=True
            ):
                work.connection.execute(insert(table), list(values))


RANGE = "campaign_id=? AND lane=? AND zone=? AND priority=? AND skill=? AND owner_id=?"
BOTH = (Place(INDIA), Place("Asia/Dubai"))


def plan(work: Work, statement: Prepared, *, explain: str = "EXPLAIN", **values: Any) -> str:
    sql, parameters = statement.sql(work), statement.parameters(work, **values)
    if work.is_sqlite:
        rows = work.connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, parameters)
        return "\n".join(str(row[3]) for row in rows)
    work.connection.exec_driver_sql("ANALYZE queue_entries")
    rows = work.connection.exec_driver_sql(f"{explain} {sql}", parameters)
    return "\n".join(str(row[0]) for row in rows)


@both_engines
def test_due_leads_are_sought_in_order(co: CallingOffice) -> None:
    fill(co, 3000)
    with co.store.write(None) as work:
        statement, values = Queue(work).due_statement(co.campaign.id, BOTH, co.office.asha.person_id, 4)
        text = plan(work, statement, **values)
    assert "ix_queue_entries_due" in text
    if "Index" in text:
        assert "Seq Scan" not in text
        # Only the few rows that came out are sorted, never an index's whole range.
        assert text.count("Sort") == text.count("Sort Key") * 2
        assert text.count("Sort Key") == 1
    else:
        assert "SCAN queue_entries" not in text
        seeks = [line for line in text.splitlines() if "SEARCH queue_entries" in line]
        assert len(seeks) == 3 * 2 * 2
        columns = f"{RANGE} AND next_at<?"
        assert all(f"USING INDEX ix_queue_entries_due ({columns})" in line for line in seeks)
        lines = text.splitlines()
        for before, line in pairwise(lines):
            if "TEMP B-TREE" in line:  # only the few rows that came out are sorted
                assert before.startswith("SCAN anon")


@both_engines
@pytest.mark.parametrize("is_due", [True, False])
def test_what_is_counted_is_sought(co: CallingOffice, is_due: bool) -> None:
    fill(co, 3000, owner_id=co.office.imran.person_id)
    with co.store.write(None) as work:
        statement, values = QueueCounts(work, co.campaign.id).statement(
            co.office.asha.person_id,
            BOTH,
            None if is_due else work.now + timedelta(hours=1),
        )
        text = plan(work, statement, **values)
    assert "ix_queue_entries_due" in text
    if "Index" in text:
        assert "Seq Scan" not in text
    else:
        assert "SCAN queue_entries" not in text
        seeks = [line for line in text.splitlines() if "SEARCH queue_entries" in line]
        assert len(seeks) == 3 * 2 * 2
        columns = f"{RANGE} AND next_at"
        assert all(f"INDEX ix_queue_entries_due ({columns}" in line for line in seeks)


@both_engines
def test_a_campaigns_kinds_come_from_the_counts_and_a_quarter_of_an_hour_of_rows(co: CallingOffice) -> None:
    fill(co, 3000, owner_id=co.office.imran.person_id)
    campaign_id = co.campaign.id
    with co.store.write(None) as work:
        values = {"campaign_id": campaign_id, "now_quarter": 1, "overdue_quarter": 0, "last_quarter": 9}
        counted = plan(work, COUNTED, **values)
        quarter = quarter_of(work.now)
        ends = work.now + timedelta(minutes=15)
        values = {"campaign_id": campaign_id, "quarter": quarter, "moment": work.now, "ends": ends}
        after = plan(work, AFTER, **values)
        is_sqlite = work.is_sqlite
        groups = QueueGroups(work, campaign_id, None, work.now)
        given = {"campaign_id": campaign_id, **groups.recency(Rules(), [INDIA])}
        apart = plan(work, APART, **given) + (plan(work, FACTS_APART, **given) if is_sqlite else "")
    assert "queue_entries" not in counted
    assert "ix_queue_entries_due" in after
    assert "SCAN queue_entries" not in after
    assert "Seq Scan on queue_entries" not in after
    if is_sqlite:
        assert "ix_queue_counts_kind (campaign_id=? AND lane" in counted
        assert "TEMP B-TREE" not in counted
        assert "ix_queue_counts_quarter (campaign_id=? AND quarter=?" in after
        assert f"{RANGE} AND next_at>? AND next_at<?" in after
        assert "ix_phones_day (day>?" in apart
        for table in ("leads", "lead_phones", "phones", "queue_entries"):
            assert f"SCAN {table}" not in apart


@both_engines
def test_counts_are_put_together_and_stay_right(co: CallingOffice) -> None:
    for number in range(12):
        co.add_lead(f"Lead {number}")
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    with co.store.write(None) as work:
        if not work.is_sqlite:
            before = work.connection.execute(select(func.count()).select_from(queue_counts)).scalar_one()
            work.connection.execute(select(func.fold_queue_counts(co.campaign.id)))
            after = work.connection.execute(select(func.count()).select_from(queue_counts)).scalar_one()
            assert after == 2 < before
        assert differing(work) == 0
        work.connection.execute(delete(queue_entries))
        assert differing(work) == 0


@both_engines
def test_promises_of_the_absent_are_sought_a_person_each(co: CallingOffice) -> None:
    fill(co, 3000, lane=int(Lane.PROMISED), owner_id=co.office.imran.person_id)
    with co.store.write(None) as work:
        values = {"campaign_id": co.campaign.id, "person_id": co.office.asha.person_id, "now": work.now}
        day = {"day": 20261120} if work.is_sqlite else {}
        today = {"today": work.now, "yesterday": work.now - timedelta(days=1), **day}
        text = plan(work, ABSENT, **values, **today)
    assert "ix_queue_entries_due" in text
    assert "SCAN queue_entries" not in text
    assert "Seq Scan on queue_entries" not in text


@both_engines
def test_the_highest_scores_are_sought_step_by_step(co: CallingOffice) -> None:
    fill(co, 3000, scores=101)
    asked = {"campaign_id": co.campaign.id, "person_id": co.office.asha.person_id}
    kinds = tuple(
        _kind(Arm(int(Lane.NEW), BOTH[0], is_mine, score)) for is_mine in (True, False) for score in (90, 0)
    )
    arms = {"lane_2": 3, "lane_3": 3, "lane_4": 3, "lane_5": 3, "score_2": 90, "score_4": 90}
    with co.store.write(None) as work:
        asked["now"] = work.now  # type: ignore[assignment]
        top = plan(work, tops(2, 4), explain="EXPLAIN ANALYZE", **at_places(BOTH), **asked)
        found = plan(work, chosen(2, kinds, 4), **at_places([*BOTH, *[BOTH[0]] * 4]), **arms, **asked)
        assert top_scores(work, Asker(**asked), BOTH, 70) == {
            Arm(int(Lane.NEW), BOTH[0], False, score): 29 if score > 70 else 30 for score in (100, 99, 98)
        }
    for text in (top, found):
        assert "ix_queue_entries_due" in text
        assert "ix_queue_entries_scored" in text
        assert "Seq Scan" not in text
        assert "SCAN queue_entries" not in text
        assert "SCAN q" not in text.splitlines()
    assert "Sort" not in found
    assert "TEMP B-TREE" not in found
    if "Index" in top:
        return
    of_score = f"ix_queue_entries_scored ({RANGE} AND score"
    assert top.count(f"{of_score}>? AND score<?)") == top.count(f"{of_score}=? AND next_at<?)") == 2
    assert top.count(f"ix_queue_entries_due ({RANGE} AND next_at<?)") == 4
    assert found.count(f"{of_score}=? AND next_at<?)") == 2


class Steps:
    """Counts SQLite's own steps, so that no clock is needed to see a scan."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.count = 0

    def __enter__(self) -> Steps:
        def counted(driver: Any, _record: Any) -> None:
            driver.set_progress_handler(self._step, 100)

        self._counted = counted
        self._store.engine.dispose()  # every connection is made anew
        event.listen(self._store.engine, "connect", counted)
        return self

    def _step(self) -> int:
        self.count += 100
        return 0

    def __exit__(self, *_: object) -> None:
        event.remove(self._store.engine, "connect", self._counted)
        self._store.engine.dispose()


@pytest.mark.parametrize("ahead", ["not due", "another's", "claimed", "closed", "capped"])
def test_what_stands_ahead_costs_nothing(co: CallingOffice, ahead: str) -> None:
    asha, clock = co.office.asha, co.clock
    good = [co.add_lead(f"Good {n}", next_at=clock.now() - timedelta(hours=1)) for n in range(4)]
    co.call(asha, "SOLD", take_next=False)  # whatever is made on first use
    with Steps(co.store) as steps:
        co.call(asha, "SOLD", take_next=False)
    alone = steps.count
    old = clock.now() - timedelta(days=2)
    entries: dict[str, dict[str, Any]] = {
        "not due": {"next_at": clock.now() + timedelta(hours=1)},
        "another's": {"owner_id": co.office.imran.person_id, "next_at": old},
        "claimed": {"next_at": old},
        "closed": {"lane": int(Lane.CLOSED), "reason": "final", "next_at": old},
        "capped": {"next_at": old},
    }
    fill(co, 3000, attempts=8 if ahead == "capped" else 0, **entries[ahead])
    if ahead == "claimed":
        _claim_everything(co, old)
    if ahead == "capped":  # met once, then out of the way
        co.calling.next_lead(asha, co.campaign.id)
        co.calling.release(asha)
    with Steps(co.store) as steps:
        done = co.call(asha, "SOLD")
    assert isinstance(done.next, NextLead)
    assert done.next.lead.id == good[3]
    assert steps.count <= alone * 2 + 20_000


@pytest.mark.parametrize("ahead", ["waiting", "another's", "low", "high", "none"])
def test_what_has_other_scores_costs_a_few_seeks(co: CallingOffice, ahead: str) -> None:
    """A hundred scores stand there, 30 leads each; beside them a few in the middle that may be called."""
    asha, clock = co.office.asha, co.clock
    later, old = clock.now() + timedelta(hours=1), clock.now() - timedelta(days=2)
    good = [
        co.add_lead(f"Good {n}", next_at=clock.now() - timedelta(hours=n), score=50) for n in (9, 8, 7, 6)
    ]
    co.call(asha, "SOLD", take_next=False)  # whatever is made on first use
    with Steps(co.store) as steps:
        co.call(asha, "SOLD", take_next=False)
    alone = steps.count
    entries: dict[str, dict[str, Any]] = {
        "waiting": {"next_at": later, "scores": 101, "lane": int(Lane.RETRY)},
        "another's": {"owner_id": co.office.imran.person_id, "next_at": old, "scores": 101},
        "low": {"next_at": old, "scores": 50},
        "high": {"next_at": later, "scores": 101},
        "none": {"next_at": old},
    }
    fill(co, 3000, **entries[ahead])
    with Steps(co.store) as steps:
        done = co.call(asha, "SOLD")
    assert isinstance(done.next, NextLead)
    assert done.next.lead.id == good[3]
    assert steps.count <= alone * 2 + 20_000


def _claim_everything(co: CallingOffice, old: object) -> None:
    with co.store.write(None) as work:
        claimed = list(
            work.connection.execute(
                select(queue_entries.c.id).where(queue_entries.c.next_at == old)
            ).scalars()
        )
        for entry_id in claimed:
            work.connection.execute(
                update(queue_entries)
                .where(queue_entries.c.id == entry_id)
                .values(claimed_by=new_id(), lease_until=work.now + timedelta(minutes=5))
            )


@both_engines
def test_the_database_itself_keeps_one_screen_a_lead_and_one_lead_a_person(co: CallingOffice) -> None:
    lead_ids = [co.add_lead(), co.add_lead()]
    entries: list[UUID] = [co.entry(lead_id).entry.id for lead_id in lead_ids]
    me = new_id()
    claim = update(queue_entries).values(claimed_by=me)
    with co.store.write(None) as work:
        work.connection.execute(claim.where(queue_entries.c.id == entries[0]))
    with co.store.read() as work, pytest.raises(IntegrityError):
        work.connection.execute(claim.where(queue_entries.c.id == entries[1]))
    other = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    with co.store.write(None) as work:
        entry_id = Queue(work).add(other.id, lead_ids[0], INDIA, None)
    claim = update(queue_entries).values(claimed_by=new_id())
    with co.store.read() as work, pytest.raises(IntegrityError):
        work.connection.execute(claim.where(queue_entries.c.id == entry_id))


@both_engines
def test_counts_add_up_and_stop_at_their_limit(co: CallingOffice) -> None:
    fill(co, 60)
    fill(co, 40, lane=int(Lane.RETRY), next_at=co.clock.now() + timedelta(hours=1))
    fill(co, 30, lane=int(Lane.CLOSED), reason="final")
    fill(co, 20, owner_id=co.office.imran.person_id)
    why = co.calling.why_nothing(co.office.asha, co.campaign.id)
    assert (why.total, why.dialable) == (150, 60)
    assert [(r.reason.value, r.leads) for r in why.reasons] == [
        ("waiting_retry", 40),
        ("not_yours", 20),
        ("final", 30),
    ]
    with co.store.read() as work:
        counts = QueueCounts(work, co.campaign.id)
        assert counts.due_up_to(co.office.asha.person_id, [Place(INDIA)], 10_000) == 60
        assert counts.due_up_to(co.office.asha.person_id, [Place(INDIA)], 50) == 50
        soon = work.now + timedelta(hours=2)
        assert counts.later_up_to(co.office.asha.person_id, [Place(INDIA)], soon, 30) == 30
        assert counts.later_up_to(co.office.asha.person_id, BOTH, soon, 10_000) == 40


@pytest.mark.parametrize("others", [{"lane": int(Lane.NEW)}, {"next_at": timedelta(days=2)}, {}])
def test_the_days_figures_walk_over_nothing_that_is_not_counted(
    co: CallingOffice, others: dict[str, Any]
) -> None:
    asha, imran = co.office.asha, co.office.imran
    later = co.clock.now() + timedelta(hours=1)
    for _ in range(4):
        co.add_lead("Good", next_at=later)
    co.calling.today(asha, co.campaign.id)  # whatever is made on first use
    with Steps(co.store) as steps:
        before = co.calling.today(asha, co.campaign.id)
    alone = steps.count
    if "next_at" in others:  # mine, but not today any more
        fill(co, 3000, next_at=co.clock.now() + others["next_at"])
    else:
        fill(co, 3000, owner_id=imran.person_id, **others)
    with Steps(co.store) as steps:
        assert co.calling.today(asha, co.campaign.id) == before
    assert steps.count <= alone + 1000


@both_engines
def test_assigning_and_moving_zones_keep_entries_in_step(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    promised = co.add_lead(lane=Lane.PROMISED, owner=co.office.imran)
    with co.store.write(None) as work:
        Queue(work).assign((lead_id, promised), co.office.asha.person_id)
        Queue(work).move_zone(lead_id, "Asia/Dubai")
    entry = co.entry(lead_id).entry
    assert (entry.owner_id, entry.zone) == (co.office.asha.person_id, "Asia/Dubai")
    assert co.entry(promised).entry.owner_id == co.office.imran.person_id
    with co.store.read() as work:
        assert {place.zone for place in Queue(work).places(co.campaign.id)} == {INDIA, "Asia/Dubai"}
