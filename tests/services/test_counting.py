"""As what a result counts changes from tomorrow on; calls and rulings go by the day of the call."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.dispositions import COUNTED, Disposition, Flag, counts_after
from crm_desktop.ids import new_id
from crm_desktop.services.reports import Question, ReportService
from crm_desktop.services.rulings import RulingService
from crm_desktop.store.call_hours import CallHours
from tests.calling_office import CallingOffice, both_engines
from tests.campaign_acts import save_results
from tests.services.test_rulings import advanced, called, result, say, uphold  # noqa: F401

flags = st.frozensets(st.sampled_from([Flag.HUMAN, Flag.SUCCESS, Flag.FINAL]))


@given(flags, st.lists(st.tuples(st.integers(0, 2), flags), max_size=8))
def test_a_day_counts_as_it_did_when_it_began(
    first: frozenset[Flag], changes: list[tuple[int, frozenset[Flag]]]
) -> None:
    made = Disposition(new_id(), new_id(), "X", "X", 1, first, None)
    day, at_dawn = 1, {1: first & COUNTED}
    for later, wanted in changes:
        for _ in range(later):
            day += 1
            at_dawn[day] = made.flags & COUNTED
        before = {each: made.flags_on(each) & COUNTED for each in at_dawn}
        made = replace(made, flags=wanted, counts=counts_after(made, wanted, day, day + 1))
        assert {each: made.flags_on(each) & COUNTED for each in at_dawn} == before == at_dawn
        assert made.flags_on(day) - COUNTED == wanted - COUNTED  # all else holds at once
        assert made.flags_on(day + 1) == wanted


@both_engines
def test_a_result_counts_otherwise_from_tomorrow_on(co: CallingOffice, advanced: RulingService) -> None:  # noqa: F811
    o, reports = co.office, ReportService(co.store)
    today = co.clock.now().date()

    def counted(column: str, who: str, question: Question | None = None) -> object:
        question = question or Question(by="person")
        table = reports.run(o.admin, "calls", question)
        value = next(row for row in table.rows if row.key == who).values[column]
        receipt = reports.receipt(o.admin, "calls", question, column, who)
        assert len(receipt.rows) == value
        return value

    def change(code: str, wanted: frozenset[Flag]) -> None:
        campaign = co.campaigns.get(o.admin, co.campaign.id)
        results = [replace(d, flags=wanted) if d.code == code else d for d in campaign.dispositions]
        save_results(co.campaigns, o.lead, campaign, results)

    called(co, o.asha)
    change("NOT_INTERESTED", frozenset({Flag.HUMAN, Flag.FINAL, Flag.SUCCESS}))
    early = called(co, o.asha)
    assert (counted("conversations", "asha"), counted("successes", "asha")) == (2, 0)
    # taken back and changed again on the same day: still only tomorrow
    change("NOT_INTERESTED", frozenset({Flag.HUMAN, Flag.FINAL}))
    assert co.campaigns.get(o.admin, co.campaign.id).dispositions[2].counts == ()
    change("NOT_INTERESTED", frozenset({Flag.FINAL, Flag.SUCCESS}))
    called(co, o.asha)
    assert (counted("conversations", "asha"), counted("successes", "asha")) == (3, 0)
    co.clock.move(days=1)
    called(co, o.asha)
    assert (counted("conversations", "asha"), counted("successes", "asha")) == (0, 1)
    with co.store.read() as work:
        assert CallHours(work).check() == 0
    # what was ruled on a day before counts as the result did then
    anew, contest = result(co, "NOT_INTERESTED"), say(advanced, o.imran, called(co, o.imran, "NO_ANSWER"))
    uphold(advanced, o.lead, contest, disposition_id=anew)
    assert counted("successes", "imran") == 1
    back = uphold(advanced, o.lead, say(advanced, o.asha, early), disposition_id=result(co, "NO_ANSWER"))
    uphold(advanced, o.lead, say(advanced, o.asha, back.call_id), disposition_id=anew)
    yesterday = Question(today, today, by="person")
    assert counted("conversations", "asha", yesterday) == 3
    # the receipt says so, with the version; not where nothing was changed yet
    told = reports.receipt(o.lead, "calls", Question(by="person"), "successes", "asha").to_json()["notes"]
    assert isinstance(told, list)
    assert any("counts as a success from" in note and "(version 2)" in note for note in told)
    assert not reports.receipt(o.lead, "calls", yesterday, "successes", "asha").counts_since
    assert not reports.receipt(o.lead, "calls", Question(by="person"), "calls", "asha").counts_since
