"""What a campaign asks of the calling desk: time after the call, dialling by itself, a pause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from crm_desktop.domain.campaign import DialMode
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.store import tables
from crm_desktop.ui.calling.around import PAUSED
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State
from tests.factories import AGREED
from tests.ui.calling.stage import Stage, press, type_text


def change(stage: Stage, **values: object) -> None:
    """Change the campaign of the stage."""
    campaigns, admin = stage.services.campaigns, stage.office.admin
    now = campaigns.get(admin, stage.campaign.id)
    stage.campaign = campaigns.update(admin, ChangeCampaign(now.id, now.version, **values))  # type: ignore[arg-type]


def practice(stage: Stage, **values: object) -> None:
    """Work on a practice campaign, whose line tells when a call ends."""
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Practice", is_practice=True, start_minute=0, end_minute=1440)
    )
    change(stage, **values)
    stage.services.settings.set(stage.office.asha, "last_campaign", str(stage.campaign.id))


def notes(stage: Stage) -> list[tuple[str, str]]:
    with stage.store.read() as work:
        rows = work.connection.execute(select(tables.calls).order_by(tables.calls.c.id))
        return [(row.disposition_code, row.note) for row in rows]


def run_out(page: CallingPage) -> None:
    """Let the time after the call pass."""
    for _ in range(round(page.hero.box.left_s() * 10) + 1):
        if page.hero.box.is_running():
            page.hero.box._tick()


def ended(stage: Stage) -> CallingPage:
    """A call that is over; the note has the keyboard."""
    page = stage.open()
    press(page, "Space")
    press(page, "A")
    press(page, "Ctrl+Enter")
    assert page.presenter.state is State.AFTER
    return page


def test_when_the_time_is_over_the_result_is_given_and_the_note_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(stage, wrap_up_s=30, wrap_up_code="NO_ANSWER")
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = ended(stage)
    assert page.hero.box.isVisible()
    assert "No answer" in page.hero.box.accessibleName()
    page.note.edit.setFocus()
    type_text(page, "asked for rates")
    run_out(page)
    assert page.presenter.state is State.AFTER, "somebody types"
    monkeypatch.setattr("crm_desktop.ui.calling.after_box.TYPING_S", 0.0)
    run_out(page)
    assert page.presenter.state is State.PREVIEW
    assert notes(stage) == [("NO_ANSWER", "asked for rates")]


def test_while_a_result_asks_for_something_the_time_waits(stage: Stage) -> None:
    change(stage, wrap_up_s=30, wrap_up_code="NO_ANSWER")
    stage.add("Ravi Chauhan")
    page = ended(stage)
    page.presenter.flow.press_result(1)
    assert page.presenter.ask.strip
    assert not page.hero.box.is_running()
    press(page, "Esc")
    assert page.hero.box.is_running()
    page.presenter.flow.press_result(2)
    assert notes(stage) == [("NOT_INTERESTED", "")]
    stage.add("Meera Kulkarni")
    page.presenter.opening.reload()
    assert not page.hero.box.isVisible()


def test_a_result_taken_back_has_no_limit(stage: Stage) -> None:
    change(stage, wrap_up_s=30, wrap_up_code="NO_ANSWER")
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = ended(stage)
    page.presenter.flow.press_result(3)
    press(page, "Ctrl+Z")
    assert page.presenter.state is State.AFTER
    assert page.hero.box.isHidden()


def test_one_after_the_other_and_a_key_that_holds(stage: Stage) -> None:
    practice(stage, dial_mode=DialMode.PROGRESSIVE)
    for name in ("Ravi Chauhan", "Vandana Kini", "Meera Kulkarni"):
        stage.add(name)
    page = stage.open()
    p = page.presenter
    assert p.line is not None
    assert not p.line.is_silent
    assert not page.hero.countdown.is_running(), "the first one is dialled by a key"
    press(page, "Space")
    p.flow.end_call()
    p.flow.press_result(4)
    assert page.hero.countdown.is_running()
    for _ in range(40):
        page.hero.countdown._tick()
    assert p.state in (State.DIALLING, State.ON_CALL)
    press(page, "F8")
    assert p.is_held
    p.flow.end_call()
    p.flow.press_result(4)
    assert p.state is State.PREVIEW
    assert not page.hero.countdown.is_running()
    press(page, "F8")
    assert not p.is_held


def test_a_line_that_says_nothing_never_dials_by_itself(stage: Stage) -> None:
    change(stage, dial_mode=DialMode.PROGRESSIVE)
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "4")
    assert page.presenter.state is State.PREVIEW
    assert page.presenter.countdown_s is None


def test_what_has_to_be_said_stands_there_when_the_call_connects(stage: Stage) -> None:
    change(stage, recording_text="This call is recorded for training.")
    stage.add("Ravi Chauhan")
    page = stage.open()
    assert not page.body.announcement.isVisible()
    press(page, "Space")
    press(page, "A")
    assert page.presenter.state is State.ON_CALL
    assert page.body.announcement.isVisible()
    assert page.body.announcement.text() == "This call is recorded for training."


def test_a_pause_for_everyone_is_told_at_once(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    campaigns, boss = stage.services.campaigns, stage.office.lead
    campaigns.pause(boss, stage.campaign.id, "New rates at noon")
    page.refresh(frozenset({"campaigns", "queue"}))
    assert page.presenter.state is State.NOTHING
    assert page.hero.name.accessibleName() == "Paused for everyone"
    assert page.hero._sentence.text() == "New rates at noon"
    campaigns.resume(boss, stage.campaign.id)
    page.presenter._tried_at = 0.0
    page.refresh(frozenset({"campaigns", "queue"}))
    assert page.presenter.state is State.PREVIEW
    press(page, "Space")
    campaigns.pause(boss, stage.campaign.id, "Power cut")
    page.refresh(frozenset({"campaigns", "queue"}))
    told = [notice.text for notice in page.context.notices.banners if notice.id == PAUSED]
    assert told == ["Paused for everyone: Power cut. Finish this call; no other comes."]
    press(page, "4")
    assert page.presenter.state is State.NOTHING
    assert not [notice for notice in page.context.notices.banners if notice.id == PAUSED]


def test_only_ones_own_campaigns_can_be_chosen(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    change(stage, people=frozenset({stage.office.imran.person_id}))
    mine = stage.services.campaigns.create(stage.office.admin, NewCampaign("Renewals", answer=AGREED))
    page = stage.open()
    assert [campaign.id for campaign in page.presenter.campaigns] == [mine.id]
    assert page.around.chooser.count() == 1
    assert replace(mine, people=frozenset()).is_worked_by(stage.office.asha.person_id)
