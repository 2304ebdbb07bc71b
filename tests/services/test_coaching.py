"""Coaching: cards in versions, draws that repeat, reviews that stand, replies beside, looks kept."""

from __future__ import annotations

import random
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from crm_desktop.domain.call import Call, KnownHow
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.people import Actor
from crm_desktop.domain.reviews import Looked, Result
from crm_desktop.domain.sampling import Outcome, drawn
from crm_desktop.domain.scorecards import Answer
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.coaching import CoachingService, SaveReview
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.reports import Question as Asks
from crm_desktop.services.reports import ReportService
from crm_desktop.services.sampling import AddRule, SamplingService
from crm_desktop.services.scorecards import ScorecardService
from crm_desktop.store.leaving import Leaving
from crm_desktop.store.people import People
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import audit, leads, review_looks, reviews, sample_draws, samples
from tests.calling_office import INDIA, NOT_YOURS, CallingOffice, both_engines, two_engines
from tests.made_up_calls import a_call, add_row
from tests.made_up_days import card_of_three, prove, review
from tests.services.test_erasure import service_of

MONDAY = date(2026, 11, 9)  # of the week before that of the tests' clock (20 Nov is a Friday)


@pytest.fixture
def advanced(co: CallingOffice) -> CoachingService:
    """The switch is on."""
    switch(co, is_on=True)
    return CoachingService(co.store)


def switch(co: CallingOffice, *, is_on: bool) -> None:
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, ADVANCED, is_on)


def called(co: CallingOffice, who: Actor, **more: object) -> Call:
    """A call with its result, 90 s long unless told otherwise, a week ago."""
    lead_id = co.add_lead("Lakshmi Venkataraman", owner=who)
    values = {"campaign_id": co.campaign.id, "talk_s": 90, "flags": frozenset({Flag.HUMAN}), **more}
    call = a_call(lead_id, who.person_id, co.clock.now() - timedelta(days=8), INDIA, **values)
    with co.store.write(None) as work:
        add_row(work, call)
    return call


@both_engines
def test_a_review_from_draft_to_answer(co: CallingOffice, advanced: CoachingService) -> None:
    o, cards = co.office, ScorecardService(co.store)
    call = called(co, o.asha, note="She wants the flat in Whitefield")
    empty = advanced.open_call(o.lead, call.id)
    assert (empty.card, empty.lead_name, empty.person_name) == (None, "Lakshmi Venkataraman", "Asha Pawar")
    card = cards.save(o.lead, card_of_three())
    own = cards.save(o.lead, replace(card_of_three(co.campaign.id), pass_at=60))
    with pytest.raises(ChangedMeanwhile, match="Joseph Lobo changed this scorecard"):
        cards.save(o.admin, card_of_three())
    sheet = advanced.open_call(o.lead, call.id)
    assert sheet.card == own
    # a draft is seen by who leads, not by the person
    draft = SaveReview(new_id(), new_id(), call.id, own.id, 0, {"need": "yes", "law": "5"}, "Kind", None)
    kept = advanced.save(o.lead, draft)
    assert advanced.save(o.lead, draft) == kept
    assert (kept.review.answers, kept.review.version) == ({"need": Answer.YES}, 1)
    assert [row.review.id for row in advanced.queue(o.lead).drafts] == [kept.review.id]
    assert advanced.published(o.asha) == ()
    with pytest.raises(NOT_YOURS):
        advanced.open_review(o.asha, kept.review.id)
    with pytest.raises(NotAllowed, match="Joseph Lobo is reviewing"):
        advanced.save(o.admin, replace(draft, request_id=new_id(), review_id=new_id()))
    with suppress(NotAllowed):  # a server doesn't even tell that it is there
        advanced.drop(o.other_lead, kept.review.id)
    # a new version of the card doesn't reach it
    cards.save(o.lead, replace(card_of_three(co.campaign.id, after=1), pass_at=90))
    whole = replace(
        draft, request_id=new_id(), version=1, answers={"law": "yes", "need": "yes", "words": "1"},
        result=Result.PASS, is_published=True,
    )  # fmt: skip
    done = advanced.save(o.lead, whole)
    assert (done.review.card, done.review.score.percent) == (own, 75)
    with pytest.raises(ChangedMeanwhile):
        advanced.save(o.lead, replace(whole, request_id=new_id(), version=2))
    # told once, read, answered; the review itself stays
    told = advanced.told(o.asha)
    assert ([row.review.id for row in told.published], advanced.told(o.imran).count) == ([done.review.id], 0)
    assert told.until is not None
    advanced.was_told(o.asha, told.until)
    assert advanced.told(o.asha).count == 0
    seen = advanced.open_review(o.asha, done.review.id)
    assert seen.row == done
    request = new_id()
    co.clock.move(minutes=1)
    reply = advanced.reply(o.asha, request, done.review.id, " He asked me to hurry ")
    assert advanced.reply(o.asha, request, done.review.id, " He asked me to hurry ") == reply
    assert [row.replies for row in advanced.told(o.lead).replied] == [1]
    sheet = advanced.open_review(o.lead, done.review.id)
    assert (sheet.row, [r.text for r in sheet.replies]) == (
        replace(done, replies=1),
        ["He asked me to hurry"],
    )
    for somebody in (o.lead, o.admin, o.imran):
        with pytest.raises(NOT_YOURS):
            advanced.reply(somebody, new_id(), done.review.id, "x")
    # who looked: both sides see it
    looked = [(look.person_name, look.kind) for look in sheet.looks]
    assert looked[:2] == [("Joseph Lobo", Looked.REVIEW), ("Asha Pawar", Looked.REVIEW)]
    assert looked.count(("Joseph Lobo", Looked.CALL)) == 2
    # withdrawn it counts no more, and the call can be reviewed again
    table = ReportService(co.store).run(o.asha, "coaching", Asks())
    assert table.total.values["review_score"] == 0.75
    advanced.withdraw(o.lead, done.review.id)
    assert ReportService(co.store).run(o.asha, "coaching", Asks()).total.values["review_score"] is None
    again = review(co, o.admin, call.id, card.id, "yn-", Result.FAIL)
    assert (again.review.score.percent, again.by_name) == (0, "Rohini Nambiar")
    acts = {row["act"] for row in co.rows(audit)}
    assert {"scorecard.saved", "review.published", "review.answered", "review.withdrawn"} <= acts


@both_engines
def test_nobody_reviews_own_calls_or_another_teams(co: CallingOffice, advanced: CoachingService) -> None:
    o = co.office
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    own, theirs = called(co, o.lead), called(co, o.asha)
    for who, call in ((o.lead, own), (o.other_lead, theirs), (o.other_lead, own), (o.asha, theirs)):
        with pytest.raises(NOT_YOURS):
            advanced.open_call(who, call.id)
        with pytest.raises(NOT_YOURS):
            review(co, who, call.id, card.id, "yy5", Result.PASS)
    for call in (own, theirs):
        review(co, o.admin, call.id, card.id, "yy5", Result.PASS)
    assert {row.person_name for row in advanced.published(o.lead)} == {"Joseph Lobo", "Asha Pawar"}
    assert [row.person_name for row in advanced.published(o.asha)] == ["Asha Pawar"]
    assert advanced.published(o.other_lead) == ()
    practice = called(co, o.asha, is_practice=True)
    with pytest.raises(UserError, match="Practice is not reviewed"):
        advanced.open_call(o.lead, practice.id)


def test_a_talk_has_a_date_that_moves_and_is_held(co: CallingOffice, advanced: CoachingService) -> None:
    o = co.office
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    row = review(co, o.lead, called(co, o.asha).id, card.id, "yn3", Result.TALK)
    assert [talk.review.talk_at for talk in advanced.queue(o.lead).talks] == [row.review.talk_at]
    with pytest.raises(UserError, match="is over"):
        advanced.move_talk(o.lead, row.review.id, co.clock.now())
    later = co.clock.now() + timedelta(days=2)
    advanced.move_talk(o.lead, row.review.id, later)
    assert advanced.open_review(o.asha, row.review.id).row.review.talk_at == later  # type: ignore[union-attr]
    # both sides are told on its day, once that day and again on the next, until it was had
    for days in (0, 1, 1, 1):
        co.clock.move(days=days)
        for who in (o.asha, o.lead):
            told = advanced.told(who)
            is_day = co.clock.now().date() >= later.date()
            assert len(told.talks) == int(is_day), who
            assert told.until is not None
            advanced.was_told(who, told.until)
            assert advanced.told(who).talks == ()
    assert advanced.told(o.imran).talks == ()
    advanced.hold_talk(o.lead, row.review.id)
    assert advanced.queue(o.lead).talks == ()
    with pytest.raises(UserError, match="no talk to come"):
        advanced.hold_talk(o.lead, row.review.id)


@both_engines
def test_a_week_is_drawn_once_and_says_what_was_missing(co: CallingOffice, advanced: CoachingService) -> None:
    o, service = co.office, SamplingService(co.store)
    command = AddRule(new_id(), o.lead.team_id, None, 2, 60, takes_unmeasured=False, seed=7)
    fitting = [called(co, o.asha) for _ in range(5)]
    for odd in (
        {"talk_s": 60}, {"is_practice": True}, {"is_left_out": True}, {"talk_s": None, "flags": frozenset()},
    ):  # fmt: skip
        called(co, o.asha, **odd)
    called(co, o.asha, talk_s=None)
    called(co, o.asha, known_how=KnownHow.LATER)
    gone = called(co, o.asha)
    with co.store.write(None) as work:
        work.connection.execute(leads.update().where(leads.c.id == gone.lead_id).values(erased_at=work.now))
    called(co, o.other_caller)
    for who in (o.other_lead, o.asha):
        with pytest.raises(NotAllowed):
            service.add_rule(who, replace(command, request_id=new_id()))
    rule = service.add_rule(o.lead, command)
    assert service.add_rule(o.lead, command).id == rule.id
    assert service.draw(o.lead) == 2
    assert service.draw(o.lead) == service.draw(o.admin) == 0  # it is drawn
    queue = advanced.queue(o.lead)
    week = int(MONDAY.strftime("%Y%m%d"))
    assert {call.call_id for call in queue.waiting} == set(drawn(7, week, [c.id for c in fitting], 2))
    draws = {draw.person_name: draw for draw in service.rules(o.lead).draws}
    assert set(draws) == {"Asha Pawar", "Imran Sheikh"}
    told = draws["Asha Pawar"]
    assert (told.outcome, told.wanted, told.taken, told.pool, told.unmeasured) == (
        Outcome.DRAWN, 2, 2, 5, 2,
    )  # fmt: skip
    assert draws["Imran Sheikh"].outcome is Outcome.ABSENT  # signed in only this week
    # another rule draws what is left, never the same; one for the same takes its place
    service.add_rule(o.admin, AddRule(new_id(), None, co.campaign.id, 9, 60, takes_unmeasured=True, seed=1))
    assert service.draw(o.admin) == 3 + 2 + 1  # those left, the two nobody measured; and the other team's
    (few,) = [d for d in service.rules(o.admin).draws if d.person_name == "Asha Pawar" and d.wanted == 9]
    assert (few.outcome, few.taken) == (Outcome.FEW, 5)
    assert len({row["call_id"] for row in co.rows(samples)}) == len(co.rows(samples)) == 8
    service.add_rule(o.lead, replace(command, request_id=new_id(), per_week=3))
    assert [row.rule.per_week for row in service.rules(o.lead).rows] == [9, 3]
    with pytest.raises(NotAllowed, match="for everybody"):
        service.end_rule(o.lead, service.rules(o.lead).rows[0].rule.id)
    for row in service.rules(o.admin).rows:
        service.end_rule(o.admin, row.rule.id)
    co.clock.move(days=7)
    assert (service.draw(o.admin), len(co.rows(sample_draws))) == (0, 5)
    # a dropped draft waits again, a ruled-out call doesn't
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    first = queue.waiting[0].call_id
    draft = advanced.save(o.lead, SaveReview(new_id(), new_id(), first, card.id, 0, {}, "", None))
    assert first not in {call.call_id for call in advanced.queue(o.lead).waiting}
    advanced.drop(o.admin, draft.review.id)  # it got stuck with somebody
    advanced.drop(o.lead, draft.review.id)
    assert first in {call.call_id for call in advanced.queue(o.lead).waiting}


def test_off_means_off(co: CallingOffice, advanced: CoachingService) -> None:
    o = co.office
    call = called(co, o.asha)
    switch(co, is_on=False)
    for act in (
        lambda: advanced.queue(o.lead),
        lambda: advanced.open_call(o.lead, call.id),
        lambda: advanced.published(o.asha),
        lambda: ScorecardService(co.store).save(o.lead, card_of_three()),
        lambda: SamplingService(co.store).draw(o.lead),
        lambda: ReportService(co.store).run(o.lead, "coaching", Asks()),
    ):
        with pytest.raises(UserError, match="switched off"):
            act()
    assert (advanced.count_waiting(o.lead), advanced.told(o.asha).count) == (None, 0)
    assert co.rows(review_looks) == []


def test_a_card_ends_and_the_default_takes_its_place(co: CallingOffice, advanced: CoachingService) -> None:
    o, cards = co.office, ScorecardService(co.store)
    call = called(co, o.asha)
    default = cards.save(o.admin, card_of_three())
    own = cards.save(o.lead, card_of_three(co.campaign.id))
    assert advanced.open_call(o.lead, call.id).card == own
    cards.end(o.lead, co.campaign.id, after=1)
    assert advanced.open_call(o.lead, call.id).card == default
    with pytest.raises(NotFound):
        cards.end(o.lead, co.campaign.id, after=2)
    with pytest.raises(NotAllowed):
        cards.save(o.asha, card_of_three())
    with pytest.raises(NotFound, match="This campaign is not here"):
        cards.save(o.lead, card_of_three(new_id()))
    assert cards.save(o.lead, card_of_three(co.campaign.id, after=2)).version == 3


def test_the_report_by_question_week_and_campaign(co: CallingOffice, advanced: CoachingService) -> None:
    o = co.office
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    ids: list[UUID] = []
    for answers, result in (("yy5", Result.PASS), ("ny4", Result.FAIL), ("y-3", Result.FAIL)):
        ids.append(review(co, o.lead, called(co, o.asha).id, card.id, answers, result).review.id)
        co.clock.move(days=3)
    service, days = ReportService(co.store), Asks(date(2026, 11, 16), date(2026, 11, 30))

    def found(by: str) -> dict[str, dict[str, object]]:
        return {
            row.key: dict(row.values) for row in service.run(o.lead, "coaching", replace(days, by=by)).rows
        }

    assert found("person")["asha"]["review_score"] == pytest.approx((100 + 0 + 50) / 300)
    assert found("person")["asha"]["pass_share"] == pytest.approx(1 / 3)
    questions = found("question")
    assert list(questions) == ["law", "words", "need"]  # the worst first
    assert questions["need"]["question_left_out"] == 1
    assert questions["words"]["question_score"] == pytest.approx((100 + 75 + 50) / 300)
    assert list(found("week")) == ["2026-11-16", "2026-11-23"]
    receipt = service.receipt(o.lead, "coaching", replace(days, by="week"), "reviews", "2026-11-23")
    assert {row.id for row in receipt.rows} == set(ids[1:])
    kept = service.receipt(o.lead, "coaching", replace(days, by="question"), "question_score", "need")
    assert [row.what.rpartition(": ")[2] for row in kept.rows] == ["yes", "yes"]
    assert list(found("campaign")) == [co.campaign.name]
    weeks = ["2026-11-16", "2026-11-16 asha", "2026-11-23", "2026-11-23 asha"]
    assert list(found("week_person")) == weeks
    with co.store.read() as work:
        assert work.connection.execute(select(review_looks)).all() == []  # a report opens no review


@two_engines
@pytest.mark.parametrize("seed", [3])
def test_weeks_of_people_equal_a_plain_recount(
    co: CallingOffice, advanced: CoachingService, seed: int
) -> None:
    """Reviews around midnights of the office and ends of weeks, some without a score, some withdrawn."""
    o, chance, service = co.office, random.Random(seed), ReportService(co.store)
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    review(co, o.lead, called(co, o.asha).id, card.id, "yy5", Result.PASS)
    kept: list[tuple[date, str, int | None]] = []
    with co.store.write(None) as work:
        like = work.connection.execute(select(reviews)).one()._mapping
        for _ in range(60):
            who, name = chance.choice([(o.asha, "asha"), (o.imran, "imran")])
            local = datetime(2026, 10, 26, 23, 30, tzinfo=ZoneInfo(INDIA)) + timedelta(
                days=chance.randrange(20), minutes=chance.randrange(60)
            )
            need, words = chance.choice(["yes", "no", "na"]), chance.choice(["1", "3", "5", "na"])
            fatal, is_withdrawn = chance.random() < 0.1, chance.random() < 0.1
            answers = {"law": "no" if fatal else "yes", "need": need, "words": words}
            at = local.astimezone(UTC)
            new = {"id": new_id(), "person_id": who.person_id, "answers": answers, "published_at": at}
            new["withdrawn_at"] = at if is_withdrawn else None
            work.connection.execute(insert(reviews).values({**like, **new}))
            parts = [] if need == "na" else [(3, 100 if need == "yes" else 0)]
            parts += [] if words == "na" else [(1, {"1": 0, "3": 50, "5": 100}[words])]
            weight = sum(w for w, _ in parts)
            score = (sum(w * p for w, p in parts) * 2 + weight) // (2 * weight) if parts else None
            if not is_withdrawn:
                kept.append((local.date(), name, 0 if fatal else score))
    first, last = date(2026, 10, 28), date(2026, 11, 14)  # both ends cut a week
    question = Asks(first, last, by="week_person")
    table = service.run(o.lead, "coaching", question)
    plain: dict[str, list[int | None]] = defaultdict(list)
    for day, name, percent in kept:
        if first <= day <= last:
            monday = day - timedelta(days=day.weekday())
            for key in (f"{monday}", f"{monday} {name}"):
                plain[key].append(percent)
    assert {row.key for row in table.rows} == set(plain)
    for row in table.rows:
        scored = [each for each in plain[row.key] if each is not None]
        assert row.values["reviews"] == len(plain[row.key]), row.key
        expected = pytest.approx(sum(scored) / len(scored) / 100) if scored else None
        assert row.values["review_score"] == expected, row.key
    for row in (*table.rows[:4], table.total):
        prove(service.receipt(o.lead, "coaching", question, "review_score", row.key))
    assert table.total.values["reviews"] == sum(first <= day <= last for day, _, _ in kept)
    own = service.run(o.asha, "coaching", question)
    assert {row.key for row in own.rows} == {key for key in plain if key.endswith(" asha")}


@two_engines
def test_what_becomes_of_reviews_when_a_lead_is_erased_or_an_account_goes(
    co: CallingOffice, advanced: CoachingService, tmp_path: Path
) -> None:
    o = co.office
    card = ScorecardService(co.store).save(o.lead, card_of_three())
    first, second = called(co, o.asha), called(co, o.asha)
    done = review(co, o.lead, first.id, card.id, "yy5", Result.PASS, "Lakshmi wants the flat").review
    advanced.reply(o.asha, new_id(), done.id, "Lakshmi was in a hurry")
    draft = SaveReview(new_id(), new_id(), second.id, card.id, 0, {}, "begun", None)
    advanced.save(o.lead, draft)
    # an erased customer: the score stays, without a word
    erasure = service_of(co, tmp_path)
    erasure.erase(o.admin, ErasePerson(new_id(), first.lead_id, "Asked on the phone"))
    sheet = advanced.open_review(o.asha, done.id)
    assert sheet.row is not None
    assert (sheet.row.review.score.percent, sheet.row.review.note, sheet.lead_name) == (100, "", "")
    assert [reply.text for reply in sheet.replies] == [""]
    assert ReportService(co.store).run(o.asha, "coaching", Asks()).total.values["review_score"] == 1.0
    # an account that is deleted: its drafts go, what it published stays
    with co.store.write(o.admin) as work:
        lead = People(work).get(o.lead.person_id)
        assert lead is not None
        Leaving(work).delete(lead)
    assert [row["id"] for row in co.rows(reviews)] == [done.id]
    assert advanced.published(o.asha)[0].by_name.startswith("Former")
