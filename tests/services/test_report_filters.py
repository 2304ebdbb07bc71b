"""Reports kept to a campaign, a source or a tag equal a plain recount; people's days too; on all engines."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from crm_desktop.domain.call import Call
from crm_desktop.domain.receipts import BASES
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.store.tables import callbacks, lead_tags, leads, queue_entries, sales, tags
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.examples import IS_SOAK
from tests.made_up_calls import plain_totals
from tests.made_up_days import TODAY, days_of_work, prove

FIRST = TODAY - timedelta(days=2)
SOURCES = ["IndiaMART", "इंडियामार्ट", ""]


def marked(co: CallingOffice, seed: int) -> tuple[list[Call], dict[UUID, str], set[UUID]]:
    """Three days whose leads have sources, and one half of them a tag: the calls, and what leads have."""
    made, rng, tag_id = days_of_work(co, seed), random.Random(seed), new_id()
    with co.store.write(None) as work:
        lead_ids = list(work.connection.execute(select(leads.c.id)).scalars())
        source = {lead: rng.choice(SOURCES) for lead in lead_ids}
        tagged = set(rng.sample(lead_ids, len(lead_ids) // 2))
        work.connection.execute(insert(tags).values(id=tag_id, name="Diwali"))
        for lead in lead_ids:
            work.connection.execute(update(leads).where(leads.c.id == lead).values(source=source[lead]))
        for lead in tagged:
            work.connection.execute(insert(lead_tags).values(tag_id=tag_id, lead_id=lead))
    return made, source, tagged


def question(co: CallingOffice, by: str = "", **of: Any) -> Question:
    return Question(FIRST, TODAY, by=by, **of)


@both_engines
@pytest.mark.parametrize("seed", [21])
def test_what_is_kept_to_equals_a_plain_recount(co: CallingOffice, seed: int) -> None:
    made, source, tagged = marked(co, seed)
    service, admin = ReportService(co.store), co.office.admin
    names = {co.office.asha.person_id: "asha", co.office.imran.person_id: "imran"}
    first, last = number_of(FIRST), number_of(TODAY)
    with co.store.read() as work:
        promised = work.connection.execute(select(callbacks)).all()
        sold = work.connection.execute(select(sales)).all()
    for of in (
        {"campaign_id": co.campaign.id},
        {"source": SOURCES[1]},
        {"source": ""},
        {"tag": "diwali"},
        {"campaign_id": co.campaign.id, "source": SOURCES[0], "tag": "Diwali"},
    ):

        def fits(lead_id: Any, campaign_id: Any, of: dict[str, Any] = of) -> bool:
            return (
                of.get("campaign_id", campaign_id) == campaign_id
                and of.get("source", source[lead_id]) == source[lead_id]
                and ("tag" not in of or lead_id in tagged)
            )

        asked = [c for c in made if first <= (c.day or 0) <= last and fits(c.lead_id, c.campaign_id)]
        sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for key, values in plain_totals(asked, INDIA).items():
            for name, value in values.items():
                if not name.endswith("_at"):
                    sums[names[key[1]]][name] += value
        by_person = service.run(admin, "calls", question(co, "person", **of))
        for row in by_person.rows:
            figures = sums[row.key]
            assert row.values["calls"] == figures["attempts"], (of, row.key)
            assert row.values["conversations"] == figures["conversations"], (of, row.key)
            assert row.figures.get("talk_s", 0) == figures["talk_s"]
        for by in ("day", "hour", "campaign"):
            table = service.run(admin, "calls", question(co, by, **of))
            assert table.total.values["calls"] == by_person.total.values["calls"], (of, by)
        results = service.run(admin, "results", question(co, **of))
        assert results.total.values["calls"] == by_person.total.values["calls"]
        shares = [row.values["result_share"] for row in results.rows]
        assert not results.total.values["calls"] or sum(shares) == pytest.approx(1)  # type: ignore[arg-type]
        money = service.run(admin, "sales", question(co, **of))
        assert money.total.values["sales_amount"] == sum(
            s.amount_minor for s in sold
            if s.state in ("promised", "received") and s.confirmed_at and first <= s.day <= last
            and fits(s.lead_id, s.campaign_id)
        )  # fmt: skip
        due = service.run(admin, "follow-ups", question(co, **of)).total.values["follow_ups_kept"]
        everything = service.run(admin, "follow-ups", question(co)).total.values["follow_ups_kept"]
        wide = {c.id for c in promised if c.state == "kept" and fits(c.lead_id, c.campaign_id)}
        assert int(due) <= min(int(everything), len(wide))  # type: ignore[arg-type]
        funnel = service.run(admin, "funnel", question(co, **of))
        held = service.run(admin, "progress", question(co, **of))
        with co.store.read() as work:
            entries = work.connection.execute(select(queue_entries)).all()
        inside = [e for e in entries if fits(e.lead_id, e.campaign_id)]
        assert funnel.total.values["leads_in"] == held.total.values["leads_held"] == len(inside)
        assert held.total.values["leads_open"] == len([e for e in inside if e.lane < 8])
        assert dict(by_person.kept_to).keys() == {name.removesuffix("_id") for name in of}
        # receipts go the same way for each of these; on a server they are proven for all three together
        if IS_SOAK or co.store.engine.dialect.name == "sqlite" or len(of) == 3:
            prove_some(service, co, seed, **of)


def prove_some(service: ReportService, co: CallingOffice, seed: int, **of: Any) -> None:
    """The rows behind some numbers of each report that can be kept to it."""
    rng = random.Random(seed)
    for report in REPORTS.values():
        if report.is_advanced or not {name.removesuffix("_id") for name in of} <= set(report.narrows):
            continue  # what stands behind *Advanced* has no rows here
        asked = question(co, rng.choice(report.by), **of)
        table = service.run(co.office.admin, report.id, asked)
        rows = [*table.rows[:2], table.total]
        numbers = [c for c in table.columns if c.id in BASES]
        for column in rng.sample(numbers, min(3, len(numbers))):
            prove(service.receipt(co.office.admin, report.id, asked, column.id, rng.choice(rows).key))


def test_a_persons_day_is_made_of_its_spans(co: CallingOffice) -> None:
    days_of_work(co, seed=9)
    service, admin = ReportService(co.store), co.office.admin
    days = service.run(admin, "timeline", question(co))
    worked = service.run(admin, "attendance", question(co))
    assert [row.key for row in days.rows] == [row.key for row in worked.rows]
    for row, other in zip(days.rows, worked.rows, strict=True):
        assert row.values["worked_s"] == other.values["worked_s"]
        parts = ("on_call_s", "after_call_s", "ready_s", "away_s", "break_s")
        rest = row.figures["worked_s"] - sum(row.figures[name] for name in parts)
        assert 0 <= rest <= 5, row.key  # each is cut off to whole seconds
    assert any(row.values["on_call_s"] for row in days.rows)


def test_what_can_not_be_kept_to_is_one_sentence(co: CallingOffice) -> None:
    service, admin = ReportService(co.store), co.office.admin
    for report in ("attendance", "timeline", "evening"):
        with pytest.raises(UserError, match="whole days of people"):
            service.run(admin, report, question(co, source="IndiaMART"))
    with pytest.raises(NotFound, match="no tag"):
        service.run(admin, "calls", question(co, tag="Holi"))
    with pytest.raises(NotFound, match="campaign"):
        service.run(admin, "calls", question(co, campaign_id=new_id()))
    table = service.run(admin, "agent-day", question(co, campaign_id=co.campaign.id))
    assert "occupancy" not in {column.id for column in table.columns}


def test_what_there_is_to_choose_from(co: CallingOffice) -> None:
    marked(co, seed=2)
    found = ReportService(co.store).choices(co.office.admin)
    assert found.campaigns == ((co.campaign.id, co.campaign.name),)
    assert set(found.sources) <= set(SOURCES) - {""}
    assert found.tags == ("Diwali",)
