"""Contested rows: claimed by their person, ruled on by another; figures follow, and all is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.people import Actor
from crm_desktop.domain.rulings import Claim, Contest, Counted
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED, refuse_closed_month
from crm_desktop.services.leads import LeadService
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.rulings import Rule, RulingService, Say
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import contests, rulings, sales
from tests.calling_office import NOT_YOURS, CallingOffice, both_engines
from tests.services.test_retention import OLD, keep, keeping, made, put


@pytest.fixture
def advanced(co: CallingOffice) -> RulingService:
    """The switch is on."""
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, ADVANCED, True)
    return RulingService(co.store)


def called(co: CallingOffice, who: Actor, code: str = "NOT_INTERESTED") -> UUID:
    """A call with this result."""
    co.add_lead("Lakshmi Venkataraman")
    return co.call(who, code, take_next=False).call.id


def say(
    service: RulingService, who: Actor, call_id: UUID, claim: Claim = Claim.RESULT, why: str = "She bought it"
) -> Contest:
    return service.contest(who, Say(new_id(), call_id, claim, why))


def uphold(service: RulingService, who: Actor, contest: Contest, **what: object) -> Contest:
    command = Rule(new_id(), contest.id, True, "Heard from the customer", **what)  # type: ignore[arg-type]
    return service.rule(who, command)


def result(co: CallingOffice, code: str) -> UUID:
    return next(d.id for d in co.campaign.dispositions if d.code == code)


def figure(co: CallingOffice, column: str, who: str, question: Question | None = None) -> object:
    """A number of the report on people, proven by as many rows."""
    service, asked = ReportService(co.store), question or Question()
    table = service.run(co.office.admin, "agent-day", asked)
    row = next(each for each in table.rows if each.key == who)
    receipt = service.receipt(co.office.admin, "agent-day", asked, column, who)
    assert receipt.to_json()["part"] == sum(each.part for each in receipt.rows)
    return row.values[column]


def differing(co: CallingOffice) -> int:
    with co.store.read(co.office.admin) as work:
        return CallHours(work).check()


@both_engines
def test_each_ruling_changes_what_a_call_counts_as_and_keeps_what_it_was(
    co: CallingOffice, advanced: RulingService
) -> None:
    o, reports = co.office, ReportService(co.store)
    call_id = called(co, o.asha)
    contest = say(advanced, o.asha, call_id)
    assert (contest.was.code, contest.ruling) == ("NOT_INTERESTED", None)
    with pytest.raises(UserError, match="contested already"):
        say(advanced, o.asha, call_id)
    assert figure(co, "interested", "asha") == 0  # a claim alone changes nothing
    ruled = uphold(advanced, o.lead, contest, disposition_id=result(co, "INTERESTED"))
    assert ruled.ruling is not None
    assert ruled.ruling.now is not None
    assert (ruled.ruling.now.code, ruled.was.code) == ("INTERESTED", "NOT_INTERESTED")
    assert (figure(co, "interested", "asha"), differing(co)) == (1, 0)
    # on the row: marked, with the original, who and when
    (row,) = reports.receipt(o.asha, "agent-day", Question(), "interested", "asha").to_json()["rows"]  # type: ignore[misc]
    assert row["ruled"] == [
        {
            "id": str(contest.id), "claim": "result", "claimed_at": contest.at.isoformat(),
            "claimed_by": "Asha Pawar", "claim_why": "She bought it", "was": contest.was.to_json(),
            "upheld": True, "ruled_at": ruled.ruling.at.isoformat(), "ruled_by": "Joseph Lobo",
            "ruled_why": "Heard from the customer", "counts_as": ruled.ruling.now.to_json(),
        }
    ]  # fmt: skip
    assert contest.lead_id is not None
    told = LeadService(co.store).timeline(o.admin, contest.lead_id)[0]
    assert (told.kind, told.text) == ("ruled", "Not interested → Interested\nHeard from the customer")
    # a length
    longer = say(advanced, o.asha, call_id, Claim.LENGTH, "Half an hour on the line")
    uphold(advanced, o.lead, longer, talk_s=1800)
    assert (figure(co, "talk_s", "asha"), differing(co)) == (1800, 0)
    # another person's
    moved = say(advanced, o.asha, call_id, Claim.PERSON, "Imran had the phone")
    uphold(advanced, o.lead, moved, person_id=o.imran.person_id)
    assert (figure(co, "talk_s", "asha"), figure(co, "talk_s", "imran"), differing(co)) == (None, 1800, 0)
    # refused: it counts as it did
    no = say(advanced, o.imran, call_id, Claim.OTHER, "I was at lunch")
    advanced.rule(o.lead, Rule(new_id(), no.id, False, "The line says otherwise"))
    assert figure(co, "calls", "imran") == 1
    # not counted at all
    out = say(advanced, o.imran, call_id, Claim.OTHER, "The line was tested")
    uphold(advanced, o.admin, out)
    assert (figure(co, "calls", "imran"), differing(co)) == (0, 0)
    receipt = reports.receipt(o.admin, "agent-day", Question(), "calls", "imran")
    assert (receipt.rows, [each.id for each in receipt.taken_out]) == ((), [out.id])
    # counted anew from the rows nothing differs, and a repeat of a ruling is one ruling
    assert reports.rebuild_totals(o.admin) == (0, 0)
    assert len(co.rows(rulings)) == 5
    assert len(co.rows(contests)) == 5


@both_engines
def test_who_may_claim_and_who_may_rule(co: CallingOffice, advanced: RulingService) -> None:
    o = co.office
    call_id = called(co, o.asha)
    with pytest.raises(NOT_YOURS):
        say(advanced, o.imran, call_id)
    with pytest.raises(UserError, match="sentence"):
        say(advanced, o.asha, call_id, why="  ")
    contest = say(advanced, o.asha, call_id)
    for who in (o.asha, o.imran, o.other_lead):
        with pytest.raises(NOT_YOURS):
            uphold(advanced, who, contest)
    assert [advanced.count_waiting(who) for who in (o.asha, o.lead, o.other_lead, o.admin)] == [0, 1, 0, 1]
    assert [len(advanced.page(who).rows) for who in (o.asha, o.imran, o.lead, o.other_lead)] == [1, 0, 1, 0]
    with pytest.raises(UserError, match="of the team"):
        uphold(advanced, o.lead, contest, person_id=o.lead.person_id)
    with pytest.raises(UserError, match="of the team"):
        uphold(advanced, o.lead, contest, person_id=o.other_caller.person_id)
    with pytest.raises(UserError, match="already"):
        uphold(advanced, o.lead, contest, disposition_id=result(co, "NOT_INTERESTED"))
    command = Rule(new_id(), contest.id, True, "It was a test")
    assert advanced.rule(o.lead, command) == advanced.rule(o.lead, command)
    with pytest.raises(UserError, match="ruled on already"):
        uphold(advanced, o.admin, contest)
    # a team lead's own call is ruled on by somebody else
    own = say(advanced, o.lead, called(co, o.lead))
    with pytest.raises(NotAllowed, match="own rows"):
        uphold(advanced, o.lead, own)
    assert uphold(advanced, o.admin, own).ruling is not None


@both_engines
def test_people_are_told_and_the_undo_of_a_result_ends(co: CallingOffice, advanced: RulingService) -> None:
    o = co.office
    co.add_lead()
    done = co.call(o.asha, "NOT_INTERESTED", take_next=False)
    contest = say(advanced, o.asha, done.call.id)
    first = advanced.told(o.asha)
    assert (first.count, first.until) == (0, co.clock.now())
    advanced.was_told(o.asha, first.until)
    co.clock.move(seconds=30)
    uphold(advanced, o.lead, contest, disposition_id=result(co, "INTERESTED"))
    (row,) = advanced.told(o.asha).rulings
    assert (row.ruled_by_name, row.contest.id) == ("Joseph Lobo", contest.id)
    assert advanced.told(o.imran).count == 0
    with pytest.raises(UserError, match="ruled how this call counts"):
        co.calling.undo(o.asha, done.undo_id)
    co.clock.move(seconds=30)
    until = advanced.told(o.asha).until
    assert until is not None
    advanced.was_told(o.asha, until)
    assert advanced.told(o.asha).count == 0


def test_behind_the_switch_and_what_was_ruled_stays(co: CallingOffice, advanced: RulingService) -> None:
    o = co.office
    call_id = called(co, o.asha)
    uphold(advanced, o.lead, say(advanced, o.asha, call_id), disposition_id=result(co, "INTERESTED"))
    other = called(co, o.asha)
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, False)
    with pytest.raises(UserError, match="switched off"):
        say(advanced, o.asha, other)
    assert figure(co, "interested", "asha") == 1


counted = st.builds(
    Counted,
    st.uuids(),
    st.none() | st.uuids(),
    *[st.text(max_size=12)] * 3,
    st.none() | st.integers(0, 10**5),
    st.booleans(),
)


@given(counted)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_a_call_counted_as_is_read_back_as_it_was_kept(each: Counted) -> None:
    assert Counted.from_json(each.to_json()) == each


@both_engines
def test_a_closed_month_changes_by_a_dated_ruling_alone_and_closed_totals_stand(
    co: CallingOffice, advanced: RulingService
) -> None:
    """Closed by the calendar: the figure changes, its row dated. With its calls gone: it stands beside."""
    o, reports = co.office, ReportService(co.store)
    late = made(co, datetime(2026, 10, 12, 6, tzinfo=UTC))
    old, other = made(co, OLD, talk_s=60), made(co, OLD, talk_s=90)
    keep(co, late, old, other)
    october, march = (
        Question(date(year, month, 1), date(year, month, 28)) for year, month in ((2026, 10), (2025, 3))
    )
    assert figure(co, "calls", "asha", october) == 1
    ruled = uphold(advanced, o.lead, say(advanced, o.asha, late.id, Claim.LENGTH), talk_s=300)
    assert ruled.ruling is not None
    assert (figure(co, "talk_s", "asha", october), differing(co)) == (300, 0)
    (row,) = reports.receipt(o.admin, "agent-day", october, "talk_s", "asha").to_json()["rows"]  # type: ignore[misc]
    assert row["ruled"][0]["ruled_at"] == ruled.ruling.at.isoformat()
    with pytest.raises(UserError, match="Only a ruling"), co.store.read(o.admin) as work:
        refuse_closed_month(work, date(2026, 10, 12))
    # calls of March go as too old; one stays, with a sale
    put(
        co, sales, lead_id=old.lead_id, call_id=old.id, person_id=o.asha.person_id, product="Loan",
        amount_minor=1, currency="INR", state="promised", at=OLD, day=20250310,
    )  # fmt: skip
    retention = keeping(co, 12)
    retention.sweep(o.admin)
    before = reports.run(o.admin, "agent-day", march)
    co.clock.move(days=1)
    uphold(advanced, o.lead, say(advanced, o.asha, old.id, Claim.LENGTH), talk_s=600)
    uphold(advanced, o.lead, say(advanced, o.asha, old.id, Claim.PERSON), person_id=o.imran.person_id)
    after = reports.run(o.admin, "agent-day", march)
    assert [row.values for row in after.rows] == [row.values for row in before.rows]
    assert after.notes[-2:] == (
        "Mar 2025: Asha Pawar, 1 min → 10 min, Joseph Lobo, 21 Nov 2026",
        "Mar 2025: Asha Pawar, Asha Pawar → Imran Sheikh, Joseph Lobo, 21 Nov 2026",
    )
    beside: list[dict[str, object]] = after.to_json()["ruled_beside"]  # type: ignore[assignment]
    assert [each["upheld"] for each in beside] == [True, True]
    assert "ruled_beside" not in reports.run(o.admin, "attendance", march).to_json()
    assert (retention.differing(), differing(co), reports.rebuild_totals(o.admin)) == ((), 0, (0, 0))
    with pytest.raises(NotFound):
        say(advanced, o.asha, other.id)
