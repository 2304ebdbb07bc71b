"""Why people may be called: nobody is dialled for whom nobody answered, on both sides of every date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, update

from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.lawful import Answer, Basis, OwnBasis
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.calling import Dial, NextLead
from crm_desktop.services.calling.asked_again import BasisEnds
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.lawful import AnswerWhy, LawfulService, RecordScrub
from crm_desktop.services.rules_kept import ChangeRule, RulesService
from crm_desktop.store.lawful import settle_lawful
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import bases, calls, leads, queue_entries
from tests.calling_office import CallingOffice, both_engines

TODAY = date(2026, 11, 20)
AGREED = Answer(Basis.AGREED, proof="Form 7 on the website")
LIST = Answer(Basis.LIST, source="Fair in Pune")


def lawful(co: CallingOffice) -> LawfulService:
    return LawfulService(co.store)


def answer(co: CallingOffice, what: Answer, campaign_id: UUID | None = None) -> None:
    lawful(co).answer(co.office.lead, AnswerWhy(new_id(), campaign_id or co.campaign.id, what))


def gate_on(co: CallingOffice, what: Answer = AGREED) -> None:
    answer(co, what)
    assert lawful(co).switch_on(co.office.admin).is_on


def own(co: CallingOffice, lead_id: UUID, kind: str, until: datetime | None) -> None:
    with co.store.write(None) as work:
        work.connection.execute(
            update(leads).where(leads.c.id == lead_id).values(basis_kind=kind, basis_until=until)
        )


def lead_named(co: CallingOffice, name: str) -> UUID:
    with co.store.read(None) as work:
        return work.connection.execute(select(leads.c.id).where(leads.c.name == name)).scalar_one()


def versions(co: CallingOffice) -> dict[UUID, int]:
    """How often each place in the queue was changed."""
    with co.store.read(None) as work:
        rows = work.connection.execute(select(queue_entries.c.id, queue_entries.c.version))
        return {row.id: row.version for row in rows}


def reason_of(co: CallingOffice) -> Reason | None:
    found = co.calling.next_lead(co.office.asha, co.campaign.id)
    if isinstance(found, NextLead):
        return None
    assert isinstance(found, NothingToDial)
    assert sum(each.leads for each in found.reasons) == found.total
    return found.reasons[0].reason


@both_engines
def test_a_new_campaign_is_called_once_somebody_answered(co: CallingOffice) -> None:
    gate_on(co)
    made = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    co.campaign = made
    shown = co.add_lead("Shown", campaign=made)
    assert reason_of(co) is Reason.NO_BASIS
    entry = co.entry(shown, made).entry
    assert (entry.lane, entry.reason) == (Lane.BLOCKED, "no_basis")
    with pytest.raises(UserError, match="Nobody has said why"):
        co.calling.take_lead(co.office.asha, shown, made.id)
    why = co.calling.why_lead(co.office.lead, shown).campaigns[0]
    assert (why.reason, why.code) == (Reason.NO_BASIS, "NO_BASIS")
    assert "Why we call" in next(g.text for g in why.gates if g.gate == "basis")
    answer(co, AGREED, made.id)
    assert co.entry(shown, made).entry.lane is Lane.NEW
    asked = lawful(co).of_campaign(co.office.asha, made.id)
    assert (asked.answered_by, asked.span.reasons) == ("Joseph Lobo", ())
    co.dial(co.office.asha, co.next(co.office.asha, made))
    assert str(co.rows(calls)[0]["gate"]).startswith("in-2025-02-")


@both_engines
def test_an_enquiry_lets_us_call_for_seven_days_and_a_promise_outlives_it(co: CallingOffice) -> None:
    gate_on(co, Answer(Basis.ASKED, date(2026, 11, 13), "Web form"))
    first, promised = co.add_lead("First"), co.add_lead("Second")
    call = co.dial(co.office.asha, co.next(co.office.asha))
    with pytest.raises(UserError, match="until Sat 21 Nov, 00:00"):
        co.result(co.office.asha, call, "CALL_BACK", callback_at=datetime(2026, 11, 21, 6, tzinfo=UTC))
    co.result(co.office.asha, call, "CALL_BACK", callback_at=datetime(2026, 11, 20, 13, 29, tzinfo=UTC))
    co.calling.release(co.office.asha)
    co.clock.set(datetime(2026, 11, 20, 13, 29, tzinfo=UTC))  # 18:59, the seventh day
    assert reason_of(co) is None
    co.calling.release(co.office.asha)
    co.clock.set(datetime(2026, 11, 21, 6, 30, tzinfo=UTC))
    assert reason_of(co) is Reason.BASIS_EXPIRED
    lanes = {co.entry(lead).entry.reason for lead in (first, promised)}
    assert lanes == {"basis_expired"}
    with pytest.raises(UserError, match="ended Sat 21 Nov, 00:00"):
        co.calling.take_lead(co.office.asha, first, co.campaign.id)
    answer(co, AGREED)
    assert {co.entry(lead).entry.lane for lead in (first, promised)} == {Lane.PROMISED, Lane.NEW}


@both_engines
def test_a_call_back_beyond_the_reason_needs_a_wish_or_an_earlier_time(
    co: CallingOffice,
) -> None:
    gate_on(co, Answer(Basis.ASKED, date(2026, 11, 14), "Web form"))
    co.add_lead("First")
    call = co.dial(co.office.asha, co.next(co.office.asha))
    monday = datetime(2026, 11, 23, 6, tzinfo=UTC)
    with pytest.raises(BasisEnds) as told:
        co.result(co.office.asha, call, "CALL_BACK", callback_at=monday)
    assert told.value.may_ask
    assert told.value.latest == datetime(2026, 11, 21, 13, 29, tzinfo=UTC)  # Saturday 18:59 in India
    co.result(co.office.asha, call, "CALL_BACK", callback_at=monday, asked="Monday at half past eleven")
    (lead,) = co.rows(leads)
    assert (lead["basis_kind"], lead["basis_until"]) == ("asked", datetime(2026, 11, 27, 18, 30, tzinfo=UTC))
    kept = co.rows(bases)[-1]
    assert (kept["scope"], kept["lead_id"], kept["call_id"]) == ("lead", lead["id"], call)
    assert (kept["proof"], kept["person_id"]) == ("Monday at half past eleven", co.office.asha.person_id)
    co.clock.set(monday)
    assert reason_of(co) is None


@both_engines
def test_a_list_needs_a_scrub_of_today_and_a_140_number(co: CallingOffice) -> None:
    gate_on(co, LIST)
    known = co.add_lead("Known")
    assert reason_of(co) is Reason.SCRUB_MISSING
    span = lawful(co).of_campaign(co.office.lead, co.campaign.id).span
    assert span.reasons == (Reason.SCRUB_MISSING, Reason.LINE_SERIES)
    run = RecordScrub(new_id(), co.campaign.id, "Operator", "R-1", co.clock.now(), 100, 7)
    lawful(co).scrub(co.office.lead, run)
    assert co.entry(known).entry.reason == "line_series"
    answer(co, Answer(Basis.LIST, source="Fair in Pune", line="+91 140 1234567"))
    assert reason_of(co) is None
    co.calling.release(co.office.asha)
    co.clock.move(minutes=5)
    late = co.add_lead("Added after the scrub")
    assert reason_of(co) is None
    co.call(co.office.asha, "NOT_INTERESTED")
    assert co.entry(late).entry.reason == "scrub_missing"
    co.clock.set(datetime(2026, 11, 21, 6, tzinfo=UTC))
    other = co.add_lead("Tomorrow's")
    assert reason_of(co) in (Reason.SCRUB_EXPIRED, Reason.FINAL)
    assert co.entry(other).entry.reason == "scrub_expired"


def test_dpdp_takes_lists_and_customers_on_its_day(co: CallingOffice) -> None:
    campaign = co.campaigns.update(
        co.office.admin,
        ChangeCampaign(co.campaign.id, co.campaign.version, call_class=CallClass.SERVICE),
    )
    gate_on(co, LIST)
    campaign = co.campaigns.get(co.office.admin, campaign.id)
    for moment, reasons in (
        (datetime(2027, 5, 12, 18, 29, tzinfo=UTC), ()),  # 23:59 in India
        (datetime(2027, 5, 12, 18, 30, tzinfo=UTC), (Reason.NO_BASIS,)),
    ):
        span = campaign.lawful_at(moment)
        assert span is not None
        assert span.reasons == reasons
        assert span.rules.startswith("in-2027-05" if reasons else "in-2025-02")


def test_the_gate_is_switched_on_once_all_active_campaigns_are_answered(co: CallingOffice) -> None:
    service = lawful(co)
    other = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    co.campaigns.ensure(co.office.admin, "Practice", is_practice=True)
    lead = co.add_lead("Ravi")
    assert reason_of(co) is None  # nobody asks yet
    assert [each.name for each in service.state(co.office.lead).unanswered] == [
        "Gold loan", "Home loan, November",
    ]  # fmt: skip
    answer(co, AGREED)
    with pytest.raises(UserError, match="Gold loan"):
        service.switch_on(co.office.admin)
    with pytest.raises(NotAllowed):
        service.switch_on(co.office.lead)
    answer(co, AGREED, other.id)
    assert service.switch_on(co.office.admin).is_on
    assert co.entry(lead).entry.lane is Lane.NEW


def test_an_answer_needs_what_shows_it_and_bears_a_name(co: CallingOffice) -> None:
    tomorrow = date(2026, 11, 22)
    for what, field in (
        (Answer(Basis.ASKED, TODAY), "proof"),
        (Answer(Basis.AGREED), "proof"),
        (Answer(Basis.CUSTOMERS), "on_date"),
        (Answer(Basis.LIST), "source"),
        (Answer(Basis.ASKED, tomorrow, "Form"), "on_date"),
        (Answer(Basis.AGREED, proof="x" * 301), "proof"),
    ):
        with pytest.raises(UserError) as told:
            answer(co, what)
        assert told.value.field == field
    command = AnswerWhy(new_id(), co.campaign.id, AGREED)
    with pytest.raises(NotAllowed):
        lawful(co).answer(co.office.asha, command)
    lawful(co).answer(co.office.lead, command)
    assert lawful(co).answer(co.office.lead, command).answer is not None


def test_an_admin_overrides_once_with_a_note_and_an_end(co: CallingOffice) -> None:
    gate_on(co, LIST)
    until = co.clock.now() + timedelta(days=2)
    with pytest.raises(NotAllowed):
        lawful(co).override(co.office.lead, co.campaign.id, until, "Test calls", new_id())
    for end, note in ((until, " "), (co.clock.now() + timedelta(days=40), "Longer")):
        with pytest.raises(UserError):
            lawful(co).override(co.office.admin, co.campaign.id, end, note, new_id())
    lawful(co).override(co.office.admin, co.campaign.id, until, "Agreed with the client", new_id())
    co.add_lead("Ravi")
    assert reason_of(co) is None
    with pytest.raises(UserError, match="once already"):
        lawful(co).override(co.office.admin, co.campaign.id, until, "Again", new_id())
    co.calling.release(co.office.asha)
    co.clock.move(days=3)
    assert reason_of(co) is Reason.SCRUB_MISSING


def test_hours_may_only_narrow_what_law_leaves(co: CallingOffice) -> None:
    gate_on(co)
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    wide = ChangeCampaign(campaign.id, campaign.version, start_minute=9 * 60)
    with pytest.raises(UserError, match="10:00–21:00") as told:
        co.campaigns.update(co.office.admin, wide)
    assert told.value.field == "start_minute"
    service = ChangeCampaign(campaign.id, campaign.version, start_minute=9 * 60, call_class=CallClass.SERVICE)
    changed = co.campaigns.update(co.office.admin, service)
    assert changed.window.start.hour == 9


@both_engines
def test_the_store_puts_aside_what_the_rule_refuses_and_nothing_else(co: CallingOffice) -> None:
    gate_on(co, Answer(Basis.ASKED, None, "Date of each"))
    now = co.clock.now()
    kinds = ("", "asked", "agreed", "customers", "list")
    untils = (None, now - timedelta(hours=1), now + timedelta(hours=1))
    made = {}
    for kind, until in product(kinds, untils):
        lead_id = co.add_lead(f"{kind} {until}")
        own(co, lead_id, kind, until)
        made[lead_id] = OwnBasis(kind, until, now)
    for what in (
        Answer(Basis.ASKED, None, "Each"),
        LIST,
        AGREED,
        Answer(Basis.ASKED, date(2026, 11, 1), "F"),
    ):
        answer(co, what)
        campaign = co.campaigns.get(co.office.admin, co.campaign.id)
        span = campaign.lawful_at(now)
        assert span is not None
        with co.store.write(co.office.admin) as work:
            assert settle_lawful(work, campaign) == 0  # the answer settled it
        for lead_id, basis in made.items():
            entry = co.entry(lead_id).entry
            refused = span.refusals(basis, now)
            assert (entry.lane, entry.reason) == (
                (Lane.BLOCKED, refused[0].value) if refused else (Lane.NEW, "")
            ), (what, basis)


ASKED_ON = Mapping(
    (ColumnRule("Name", "name"), ColumnRule("Mobile", "phone"), ColumnRule("Asked", "ignore")), country="IN"
)


def bring(co: CallingOffice, text: str, why: Answer | None, column: int | None = None, **how: Any) -> UUID:
    plan = ImportPlan(co.campaign.name, ASKED_ON, why=why, asked_column=column, **how)
    with open_source(text) as source:
        return ImportService(co.store).run(co.office.lead, source, plan).id


def named(co: CallingOffice) -> dict[str, tuple[str, str]]:
    """The leads by name: their own basis, and why they aren't dialled."""
    reasons = {row["lead_id"]: row["reason"] for row in co.rows(queue_entries)}
    return {row["name"]: (row["basis_kind"], reasons[row["id"]]) for row in co.rows(leads)}


@both_engines
def test_an_import_says_when_each_asked(co: CallingOffice) -> None:
    with pytest.raises(UserError, match="Only who asked"):
        bring(co, "Name,Mobile,Asked\nLata,9820000001,19/11/2026", AGREED, 2)
    gate_on(co, Answer(Basis.LIST, source="Fair in Pune"))
    rows = "Name,Mobile,Asked\nLata,9820000001,19/11/2026\nMohan,9820000002,12/11/2026\nNobody,9820000003,\n"
    asked = Answer(Basis.ASKED, proof="Web form")
    brought = bring(co, rows, asked, 2)
    assert named(co) == {
        "Lata": ("asked", ""), "Mohan": ("asked", "scrub_missing"), "Nobody": ("", "scrub_missing"),
    }  # fmt: skip
    until = {row["name"]: row["basis_until"] for row in co.rows(leads)}
    assert until["Lata"] == datetime(2026, 11, 26, 18, 30, tzinfo=UTC)  # the end of the seventh day in India
    shown = lawful(co).of_campaign(co.office.lead, co.campaign.id)
    assert shown.answer is not None
    assert shown.answer.kind is Basis.LIST  # the campaign's own stays
    again = "Name,Mobile,Asked\nMohan,9820000002,18/11/2026\nLata,9820000001,01/11/2026\n"
    second = bring(co, again, asked, 2, duplicates="fill")
    assert named(co)["Mohan"] == ("asked", "")
    assert {row["basis_until"] for row in co.rows(leads) if row["name"] == "Lata"} == {until["Lata"]}
    ImportService(co.store).undo(co.office.lead, second)
    assert {row["basis_until"] for row in co.rows(leads) if row["name"] == "Mohan"} == {until["Mohan"]}
    assert [(row["scope"], row["import_id"]) for row in co.rows(bases)][1:] == [
        ("import", brought), ("import", second),
    ]  # fmt: skip


@both_engines
@pytest.mark.parametrize("said", ["nothing", "why", "days"])
def test_an_imports_leads_come_to_their_places_at_once(co: CallingOffice, said: str, tmp_path: Path) -> None:
    gate_on(co)
    days = {"Ravi": "19/11/2026", "Asha": "01/02/2026", "Meera": ""}
    file = tmp_path / "leads.csv"
    rows = [f"{name},98200770{no:02d},{day}" for no, (name, day) in enumerate(days.items())]
    file.write_text("\n".join(["Name,Mobile,Asked", *rows]))
    columns = [("Name", "name"), ("Mobile", "phone"), ("Asked", "ignore")]
    mapping = Mapping(tuple(ColumnRule(heading, target) for heading, target in columns))
    plan = ImportPlan("Brought", mapping)
    if said != "nothing":
        why = AGREED if said == "why" else Answer(Basis.ASKED, proof="The web form")
        plan = replace(plan, why=why, asked_column=2 if said == "days" else None)
    updates: list[str] = []

    def note(_a: object, _b: object, statement: str, *_: object) -> None:
        if "UPDATE queue_entries" in statement or "settle_lawful" in statement:
            updates.append(statement)

    event.listen(co.store.engine, "before_cursor_execute", note)
    with open_source(file) as source:
        result = ImportService(co.store).run(co.office.admin, source, plan)
    event.remove(co.store.engine, "before_cursor_execute", note)
    is_local = co.store.engine.dialect.name == "sqlite"
    assert not updates if is_local or said == "nothing" else updates
    lanes = {
        name: (row.lane, row.reason)
        for name in days
        for row in [
            co.entry(lead_named(co, name), co.campaigns.get(co.office.admin, result.campaign_id)).entry
        ]
    }
    new, unknown = (Lane.NEW, ""), (Lane.BLOCKED, "no_basis")
    assert (
        lanes
        == {
            "nothing": {"Ravi": unknown, "Asha": unknown, "Meera": unknown},
            "why": {"Ravi": new, "Asha": new, "Meera": new},
            "days": {"Ravi": new, "Asha": (Lane.BLOCKED, "basis_expired"), "Meera": unknown},
        }[said]
    )
    before = versions(co)
    lawful(co).settle(co.office.admin, result.campaign_id)
    assert versions(co) == before


def test_an_imports_answer_is_its_own_leads_where_the_campaign_has_one(co: CallingOffice) -> None:
    gate_on(co, Answer(Basis.ASKED, date(2026, 11, 1), "Old form"))
    bring(co, "Name,Mobile,Asked\nLata,9820000001,", AGREED)
    bring(co, "Name,Mobile,Asked\nMohan,9820000002,", None)
    assert named(co) == {"Lata": ("agreed", ""), "Mohan": ("", "basis_expired")}
    told = lawful(co).missing(co.office.lead, co.campaign.id)
    assert told is not None
    assert "ended" in str(told)


@both_engines
def test_a_lead_on_a_screen_is_not_dialled_once_its_basis_is_gone(co: CallingOffice) -> None:
    gate_on(co, Answer(Basis.ASKED, date(2026, 11, 13), "Web form"))
    co.add_lead("Ravi")
    lead = co.next(co.office.asha)
    answer(co, LIST)
    with pytest.raises(UserError, match="scrubbed"):
        co.calling.dial(
            co.office.asha,
            Dial(new_id(), new_id(), lead.lead.id, co.campaign.id, lead.phone.phone_id, "by_hand"),
        )
    assert co.rows(calls) == []
    with co.store.read() as work:
        assert Queue(work).claimed(co.office.asha.person_id) is not None
    assert co.rows(queue_entries)[0]["lane"] == Lane.NEW


@both_engines
def test_a_changed_rule_and_a_new_day_settle_the_queue_at_once(co: CallingOffice) -> None:
    gate_on(co, Answer(Basis.ASKED, date(2026, 11, 17), "Web form"))
    lead = co.add_lead("Ravi")
    rules = RulesService(co.store)
    rules.change(
        co.office.admin, ChangeRule("enquiry_days", date(2026, 11, 20), date(2026, 11, 20), 2, "Test")
    )
    assert co.entry(lead).entry.reason == "basis_expired"
    rules.change(
        co.office.admin, ChangeRule("enquiry_days", date(2026, 11, 20), date(2026, 11, 20), 5, "Test")
    )
    assert co.entry(lead).entry.lane is Lane.NEW
    service = lawful(co)
    service.refresh(co.office.lead)
    assert co.entry(lead).entry.lane is Lane.NEW
    co.clock.set(datetime(2026, 11, 22, 18, 30, tzinfo=UTC))  # the end of the fifth day in India
    service.refresh(co.office.lead)
    assert co.entry(lead).entry.reason == "basis_expired"


def test_what_follows_for_all_is_asked_with_as_few_questions_for_many(co: CallingOffice) -> None:
    gate_on(co)
    asked: list[str] = []
    note = lambda _c, _cursor, statement, *_: asked.append(statement)  # noqa: E731

    def questions() -> tuple[int, int]:
        counts = []
        for act in (lawful(co).refresh, lawful(co).state):
            asked.clear()
            event.listen(co.store.engine, "before_cursor_execute", note)
            act(co.office.lead)
            event.remove(co.store.engine, "before_cursor_execute", note)
            counts.append(len(asked))
        return counts[0], counts[1]

    few = questions()
    for number in range(3):
        made = co.campaigns.create(co.office.admin, NewCampaign(f"Loan {number}"))
        answer(co, (AGREED, LIST)[number % 2], made.id)
    assert questions() == few
    known = {each.name: each.answer for each in lawful(co).state(co.office.lead).campaigns}
    kinds = {name: None if what is None else what.kind for name, what in known.items()}
    assert [kinds[f"Loan {number}"] for number in range(3)] == [Basis.AGREED, Basis.LIST, Basis.AGREED]
