"""Targets on the screen: set beside a person, a campaign, in the settings; bars, still and sound."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.domain.people import Role
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.targets import OFFICE, Measure, Period, Reached, of_person
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.people import AddPerson
from crm_desktop.services.targets import Mine
from crm_desktop.ui.people.page import PeoplePage
from crm_desktop.ui.reports.my_day import MyDayPage
from crm_desktop.ui.targets.goals_panel import GoalsPanel
from crm_desktop.ui.targets.person_form import PersonTargetsForm
from tests.factories import PASSWORD
from tests.made_up_targets import add_target
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound

TODAY = date(2026, 11, 20)
OTHER = UUID(int=7)


def test_targets_are_set_from_tomorrow_and_shown_as_bars(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    office.sign_in(program)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    services, actor = desk.session.services, desk.session.actor
    new = AddPerson("thiru", "Thiruvengadam Venkatasubramaniam", Role.TELECALLER, PASSWORD)
    caller = services.people.add(actor, new).person
    services.campaigns.create(actor, NewCampaign("सोने पर ऋण, Pune"))
    zone = ZoneInfo(services.workspace.zone)
    tomorrow = office.clock.now().astimezone(zone).date() + timedelta(days=1)
    mine = of_person(caller.id)
    add_target(services.opened.store, actor.person_id, Measure.CALLS, Period.WEEK, 900, mine)

    def page(name: str, **asked: str) -> Any:
        assert desk is not None
        desk.window.open_page(name, **asked)
        office.until(lambda: desk.ops.is_idle)
        return desk.window.deck.current_page

    people = page("people")
    assert isinstance(people, PeoplePage)
    people.read(caller.id)
    office.until(lambda: desk.ops.is_idle and bool(people.card.goals.bars))
    assert "of 900" in " ".join(bar.value.text() for bar in people.card.goals.bars)
    qtbot.keyClick(people.table, Qt.Key.Key_T)
    office.until(lambda: isinstance(people.forms.side, PersonTargetsForm))
    form = people.forms.side
    assert isinstance(form, PersonTargetsForm)
    office.until(lambda: desk.ops.is_idle)
    editor = form.editor
    editor.measure.setCurrentIndex(editor.measure.findData(Measure.TALK))
    editor.amount.setValue(90)
    qtbot.keyClick(editor.amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: desk.ops.is_idle and any("1 h 30 min" in line.text() for line in editor.lines))
    (kept,) = [k.target for k in services.targets.kept(actor, mine) if k.target.measure is Measure.TALK]
    assert (kept.amount, kept.from_on) == (90 * 60, number_of(tomorrow))
    editor.measure.setCurrentIndex(0)
    editor.period.setCurrentIndex(editor.period.findData(Period.WEEK))
    assert editor.amount.value() == 900  # what was set last
    assert_sound(form)
    people.forms.close()

    campaign = page("campaigns")
    office.until(lambda: desk.ops.is_idle and campaign.targets.editor.subject() is not None)
    campaign.targets.editor.amount.setValue(40)
    campaign.targets.editor.save.click()
    office.until(lambda: desk.ops.is_idle)
    assert not campaign.is_edited
    assert [k.target.amount for k in services.targets.kept(actor, campaign.targets.editor.subject())] == [40]
    assert_sound(campaign.targets)

    part = page("settings", part="targets").part
    office.until(lambda: desk.ops.is_idle)
    assert "80" in part.editor.lines[0].text()  # until somebody sets another
    part.days[5].setChecked(False)
    part.holidays.add.click()
    part.submit()
    office.until(lambda: desk.ops.is_idle and not part.is_edited)
    calendar = services.targets.calendars(actor)[-1].calendar
    assert (calendar.days, calendar.holidays) == (frozenset(range(5)), frozenset({number_of(tomorrow)}))
    assert_sound(part)

    day = page("day")
    assert isinstance(day, MyDayPage)
    assert not day.goals.isVisible()  # nobody set anything beside the tiles


def test_a_goal_reached_says_so_in_words_and_a_streak_from_two_days_on(qtbot: QtBot) -> None:
    panel = GoalsPanel()
    qtbot.addWidget(panel)
    first = TODAY - timedelta(days=4)

    def goal(subject: Any, reached: int, period: Period = Period.WEEK) -> Reached:
        return Reached(subject, Measure.CONVERSATIONS, period, first, TODAY, 50, 42, reached)

    mine = of_person(OTHER)
    panel.show_mine(Mine(TODAY, (goal(mine, 12), goal(mine, 50, Period.DAY)), (goal(OFFICE, 61),), 4), "INR")
    assert [bar.value.text() for bar in panel.bars.bars] == [
        "12 of 50, 42 by today",
        "50 of 50, reached",
        "61 of 50, reached together",
    ]
    assert panel.bars.bars[2].title.text() == "Office: Conversations, week"
    assert panel.streak.text() == "4 working days in a row with the day’s targets reached"
    assert_sound(panel)
    panel.show_mine(Mine(TODAY, (), (), 1), "INR")
    assert panel.isHidden()
