"""The page of campaigns: set up by key, saved in one act, merged with what others did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.domain.batches import Kind
from crm_desktop.domain.campaign import CallClass, Campaign, CampaignRole, ClientData, DialMode, Hours
from crm_desktop.domain.campaign_rules import Numbers, Part, Recycle, WhoKind
from crm_desktop.domain.dispositions import MAX_PER_CAMPAIGN, Flag
from crm_desktop.domain.people import Role
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.lead_rules import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.store.queue import Queue
from crm_desktop.ui.campaigns.page import CampaignsPage
from crm_desktop.ui.campaigns.rules import RetryLine
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.shell.page import Width
from tests.factories import AGREED, PASSWORD
from tests.ui.calling.stage import press, type_text
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound


def show(desk: Desk, office: Place) -> CampaignsPage:
    desk.window.activateWindow()
    QTest.qWaitForWindowActive(desk.window, 2000)
    desk.window.open_page("campaigns")
    office.until(lambda: desk.ops.is_idle)
    page = desk.window.deck.current_page
    assert isinstance(page, CampaignsPage)
    return page


def make(desk: Desk, office: Place, page: CampaignsPage, name: str) -> Campaign:
    page.new_one.begin_new()
    page.new_form.name.set_text(name)
    agree(page)
    page.new_form.submit()
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.name == name)
    assert page.base is not None
    return page.base


def agree(page: CampaignsPage) -> None:
    """Why its people may be called."""
    page.new_form.why.setCurrentIndex(2)
    page.new_form.fields.proof.set_text("Form 7 on the website")


def until_shown(desk: Desk, office: Place, page: CampaignsPage, name: str) -> None:
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.name == name)


def saved(desk: Desk, office: Place, page: CampaignsPage) -> Campaign:
    assert page.foot.save.isEnabled()
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and not page.is_edited)
    assert page.base is not None
    return desk.session.services.campaigns.get(desk.session.actor, page.base.id)


def focus(page: QWidget) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_two_campaigns_with_different_rules_are_set_up_by_key(
    desk: Desk, office: Place, qtbot: QtBot
) -> None:
    page = show(desk, office)
    for name in ("Home loan", "Renewals"):
        press(page, "N" if name == "Home loan" else "Ctrl+N")
        type_text(page, name)
        press(page, "Tab")
        press(page, "Tab")
        for _ in range(3):
            press(page, "Down")
        press(page, "Tab")
        assert focus(page) is page.new_form.fields.proof.edit
        type_text(page, "Form 7")
        press(page, "Ctrl+Enter")
        until_shown(desk, office, page, name)
        assert focus(page) is page.basics.name.edit
        if name == "Renewals":
            continue
        press(page, "Alt+2")
        assert focus(page) is page.hours.start
        press(page, "Alt+5")
        line = page.rules.retries[next(r.id for r in page.results.results() if r.code == "BUSY")]
        line.wait.number.setFocus()
        line.wait.number.selectAll()
        type_text(page, "25")
        press(page, "Ctrl+S")
        office.until(lambda: desk.ops.is_idle and not page.is_edited)
    services, actor = desk.session.services, desk.session.actor
    home, renewals = services.campaigns.list(actor)
    assert home.rules.recycling["BUSY"] == Recycle(25 * 60)
    assert (home.rules_no, renewals.rules_no) == (2, 1)
    assert renewals.rules.recycling["BUSY"] == Recycle(15 * 60)
    page.list.table.setFocus()
    press(page, "Up")
    office.until(lambda: desk.ops.is_idle)
    assert page.base is not None
    assert page.base.name == "Home loan"


def test_everything_of_a_campaign_is_kept(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    made = make(desk, office, page, "Home loan")
    basics, hours, dialling, rules = page.basics, page.hours, page.dialling, page.rules
    assert not page.is_edited
    basics.kind.setCurrentIndex(1)
    basics.target.setValue(250)
    basics.whose.choose(1)
    basics.client.set_text("Kaveri Pumps")
    basics.agreement.set_text("KP/26/14")
    basics.has_end.setChecked(True)
    basics.end.setDate(QDate(2027, 3, 31))
    basics.at_end.setCurrentIndex(1)
    basics.people.box.setCurrentIndex(0)
    basics.people.box.activated.emit(0)
    hours.end.setTime(QTime(20, 0))
    hours.by_office.setChecked(True)
    hours.office_start.setTime(QTime(9, 30))
    hours.days[6].setChecked(False)
    hours.holidays.day.setDate(QDate(2027, 1, 26))
    hours.holidays.add.click()
    dialling.mode.choose(1)
    dialling.countdown.setValue(7)
    dialling.after.choose(1)
    dialling.box.setValue(45)
    dialling.alone.setCurrentIndex(dialling.alone.findText("No answer"))
    dialling.script.setPlainText("Namaste {name}")
    dialling.recording.setPlainText("This call is recorded.")
    line = retry_line(page, "NO_ANSWER")
    line.wait.set_seconds(3 * 3600)
    line.most.set_limit(4)
    line.part.setCurrentIndex(0)
    rules.phone_caps["per_24h"].set_limit(5)  # type: ignore[attr-defined]
    assert rules.phone_caps["per_24h"].isVisibleTo(rules)
    rules.phone_caps["per_week"].set_limit(6)  # type: ignore[attr-defined]
    rules.gap.set_seconds(90 * 60)
    rules.mix_retries.setValue(2)
    rules.numbers.setCurrentIndex(1)
    rules.who.setCurrentIndex(1)
    rules.after_minutes.setValue(20)
    rules.skill.setCurrentIndex(1)
    rules.name.set_text("Two lines")
    (worker,) = page.mine().people  # type: ignore[union-attr]
    desk.session.services.campaigns.set_skills(desk.session.actor, worker, "language", frozenset({"Odia"}))
    kept = saved(desk, office, page)
    assert (kept.call_class.value, kept.target) == ("service", 250)
    assert (kept.role, kept.client_name, kept.agreement_ref) == (
        CampaignRole.CLIENT,
        "Kaveri Pumps",
        "KP/26/14",
    )
    assert (kept.client_until, kept.client_data) == (date(2027, 3, 31), ClientData.RETURN)
    assert len(kept.people) == 1
    assert (kept.end_minute, kept.office_hours) == (1200, Hours(570, 1080))
    assert (kept.days, kept.holidays) == (frozenset(range(6)), frozenset({date(2027, 1, 26)}))
    assert (kept.dial_mode, kept.countdown_s) == (DialMode.PREVIEW, 7)
    assert (kept.wrap_up_s, kept.wrap_up_code) == (45, "NO_ANSWER")
    assert (kept.script, kept.recording_text) == ("Namaste {name}", "This call is recorded.")
    assert kept.rules.recycling["NO_ANSWER"] == Recycle(3 * 3600, 4, Part.ANY)
    assert (kept.rules.phone_caps.per_24h, kept.rules.phone_caps.per_week) == (5, 6)
    assert (kept.rules.gap_s, kept.rules.mix.retries, kept.rules.numbers) == (5400, 2, Numbers.IN_TURN)
    who = kept.rules.who
    assert (who.kind, who.after_minutes, who.skill) == (WhoKind.OWNER_FIRST, 20, "language")
    assert (kept.rules_no, kept.rules_name) == (2, "Two lines")
    untouched = replace(made.rules, recycling={}, phone_caps=made.rules.phone_caps)
    assert untouched.lead_caps == kept.rules.lead_caps


def test_what_a_campaign_calls_for_is_chosen_by_key(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    for kind in CallClass:
        command = SavePurpose(new_id(), f"Ours, {kind.value}", kind.value, {"English": "To tell you of it."})
        services.consent.save_purpose(replace(actor, role=Role.ADMIN), command)
    page = show(desk, office)
    made = make(desk, office, page, "Home loan")
    kinds, choice = page.basics.kind, page.basics.purpose
    own = [choice.itemText(at) for at in range(1, choice.count())]
    assert own == [f"Ours, {made.call_class.value}"]  # of another kind none is offered
    kinds.setFocus()
    press(page, "Tab")
    assert focus(page) is choice
    press(page, "Down")
    press(page, "Ctrl+S")
    office.until(lambda: desk.ops.is_idle and not page.is_edited)
    kept = services.campaigns.get(actor, made.id)
    assert kept.purpose_no == list(CallClass).index(made.call_class) + 1
    assert choice.currentText() == own[0]
    assert_sound(page.basics)
    # With another kind of call, what was chosen doesn't stay behind unseen.
    kinds.setFocus()
    press(page, "Down" if kinds.currentIndex() == 0 else "Up")
    assert choice.currentData() is None
    assert own[0] not in [choice.itemText(at) for at in range(choice.count())]


def test_results_are_edited_and_their_sentences_follow(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    editor = page.results.editor
    editor.table.selectRow(0)
    editor.name.set_text("Very interested")
    editor.move_chosen(1)
    editor.add_result()
    editor.name.set_text("Visit fixed")
    line = page.rules.retries[editor.results[-1].id]
    assert line.name.text() == "Visit fixed"
    line.wait.set_seconds(6 * 3600)
    editor.flags[Flag.SUCCESS].setChecked(True)
    kept = saved(desk, office, page)
    results = [r for r in sorted(kept.dispositions, key=lambda r: r.position) if r.is_active]
    assert [r.code for r in results[:2]] == ["CALL_BACK", "INTERESTED"]
    assert (results[-1].code, results[-1].flags) == ("VISIT_FIXED", frozenset({Flag.SUCCESS}))
    assert kept.rules.recycling["VISIT_FIXED"] == Recycle(6 * 3600)
    editor.table.selectRow(len(editor.results) - 1)
    editor.flags[Flag.FINAL].setChecked(True)
    assert editor.results[-1].id not in page.rules.retries
    assert "VISIT_FIXED" not in saved(desk, office, page).rules.recycling
    while len(editor.results) < MAX_PER_CAMPAIGN:
        editor.add_result()
    assert not editor.add.isEnabled()


def retry_line(page: CampaignsPage, code: str) -> RetryLine:
    return page.rules.retries[next(r.id for r in page.results.results() if r.code == code)]


def end_today_on_a_holiday(page: CampaignsPage, office: Place) -> None:
    """The agreement's last day is one on which nobody is called."""
    page.basics.whose.choose(1)
    page.basics.client.set_text("Kaveri Pumps")
    page.basics.has_end.setChecked(True)
    today = office.clock.now().astimezone(ZoneInfo("Asia/Kolkata"))
    day = QDate(today.year, today.month, today.day)
    page.basics.end.setDate(day)
    page.hours.holidays.day.setDate(day)
    page.hours.holidays.add.click()


@pytest.mark.parametrize(
    ("spoil", "field", "section"),
    [
        ("page.basics.name.set_text(' ')", "page.basics.name", 0),
        ("page.basics.whose.choose(1)", "page.basics.client", 0),
        ("[box.setChecked(False) for box in page.hours.days]", "page.hours.errors['days']", 1),
        ("page.dialling.after.choose(1)", "page.dialling.errors['wrap_up_code']", 2),
        ("page.rules.phone_caps['per_day'].set_limit(9)", "page.rules.errors['phone.per_day']", 4),
        ("[f.setValue(0) for f in (page.rules.mix_retries, page.rules.mix_new)]",
         "page.rules.errors['mix']", 4),
        ("page.rules.skill.setCurrentIndex(1)", "page.rules.errors['skill']", 4),
        ("page.hours.end.setTime(QTime(12, 0))", "retry_line(page, 'NO_ANSWER')", 4),
        ("end_today_on_a_holiday(page, office)", "page.basics.errors['client_until']", 0),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_at_its_field(
    desk: Desk, office: Place, spoil: str, field: str, section: int
) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    page.tabs.choose(3)
    eval(spoil)
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and bool(page.foot.told.text()))
    assert page.tabs.index() == section
    assert eval(field).error() == page.foot.told.text()
    assert page.is_edited
    page.drop()
    assert not page.is_edited
    assert eval(field).error() == ""


def test_a_retry_that_can_never_happen_is_told_at_its_sentence(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    line = retry_line(page, "BUSY")
    line.most.set_limit(12)
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and bool(page.foot.told.text()))
    assert line.error().startswith("Busy: trying again 12 times")


def test_what_is_wrong_comes_into_view_with_its_words(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    page.window().resize(1366, 560)
    page.rules.lead_caps["lifetime"].set_limit(1)  # type: ignore[attr-defined]
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and bool(page.foot.told.text()))
    wrong = cast("QWidget", page.rules.errors["lead.lifetime"])
    office.until(lambda: wrong.visibleRegion().boundingRect() == wrong.rect())


def test_the_lines_of_results_stand_below_each_other(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    page.tabs.choose(4)
    lines = list(page.rules.retries.values())
    office.until(lambda: len({line.wait.x() for line in lines}) == 1 and lines[0].wait.x() > 0)
    assert len(lines) > 3


def test_someone_elses_change_comes_under_what_is_typed(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    made = make(desk, office, page, "Home loan")
    services, actor = desk.session.services, desk.session.actor
    page.basics.target.setValue(70)
    page.rules.gap.set_seconds(30 * 60)
    services.campaigns.update(actor, ChangeCampaign(made.id, made.version, script="Theirs", countdown_s=9))
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and bool(page.head.conflict.isVisible()))
    assert page.dialling.script.toPlainText() == "Theirs"
    assert page.basics.target.value() == 70
    assert page.is_edited
    kept = saved(desk, office, page)
    assert (kept.script, kept.target, kept.rules.gap_s) == ("Theirs", 70, 1800)
    page.basics.target.setValue(80)
    services.campaigns.update(actor, ChangeCampaign(made.id, kept.version, target=90))
    page.refresh(frozenset({"campaigns"}))
    office.until(lambda: desk.ops.is_idle)
    assert "same values" in page.head.conflict.accessibleName()
    assert saved(desk, office, page).target == 80


def test_changes_that_are_not_saved_are_asked_about(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    first, second = make(desk, office, page, "Home loan"), make(desk, office, page, "Renewals")
    page.basics.target.setValue(5)
    page.list.table.setFocus()
    press(page, "Up")
    assert page.foot.is_asking
    assert page.base is not None
    assert page.base.id == second.id
    press(page, "Esc")
    assert not page.foot.is_asking
    assert page.is_edited
    page.choose(first.id)
    page.foot.drop.click()
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.id == first.id)
    assert not page.is_edited
    page.basics.target.setValue(6)
    page.choose(second.id)
    press(page, "Ctrl+S")
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.id == second.id)
    campaigns = desk.session.services.campaigns
    assert campaigns.get(desk.session.actor, first.id).target == 6
    assert campaigns.get(desk.session.actor, second.id).target == 0
    page.basics.target.setValue(7)
    assert not desk.window.open_page("leads") or desk.window.deck.current_page is page
    assert page.foot.is_asking


def test_it_is_paused_for_everyone_with_a_reason(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    made = make(desk, office, page, "Home loan")
    services, actor = desk.session.services, desk.session.actor
    page.list.table.setFocus()
    press(page, "P")
    assert page.pausing.isVisible()
    press(page, "Enter")
    assert page.pausing.why.error()
    type_text(page, "New rates at noon")
    press(page, "Enter")
    office.until(lambda: desk.ops.is_idle and page.head.paused.isVisible())
    assert services.campaigns.get(actor, made.id).paused_why == "New rates at noon"
    assert "New rates at noon" in page.head.paused.accessibleName()
    page.list.table.setFocus()
    press(page, "P")
    office.until(lambda: desk.ops.is_idle and not page.head.paused.isVisible())
    assert not services.campaigns.get(actor, made.id).is_paused
    press(page, "O")
    office.until(lambda: desk.ops.is_idle and page.base is not None and not page.base.is_active)
    assert page.head.chip.words() == "Off"
    page.head.turn.click()
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.is_active)


def test_a_copy_takes_everything_and_an_earlier_version_comes_back(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    page.rules.gap.set_seconds(120 * 60)
    page.rules.name.set_text("Long gap")
    saved(desk, office, page)
    page.list.table.setFocus()
    press(page, "C")
    assert page.new_form.name.text() == "Home loan (copy)"
    press(page, "Ctrl+Enter")
    assert "Choose why" in page.new_form.error.text()
    page.new_form.why.setCurrentIndex(3)
    office.until(lambda: desk.ops.is_idle)
    assert "Still" not in page.new_form.follows.text()
    assert "140" in page.new_form.follows.text()
    press(page, "Ctrl+Enter")
    assert page.new_form.fields.source.error()
    agree(page)
    press(page, "Ctrl+Enter")
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.name == "Home loan (copy)")
    assert page.base is not None
    assert page.base.rules.gap_s == 7200
    page.list.table.setFocus()
    press(page, "Up")
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.name == "Home loan")
    press(page, "Alt+7")
    office.until(lambda: desk.ops.is_idle and page.advanced.model.rowCount() == 2)
    assert "2 h" in page.advanced.told.text()
    assert not page.advanced.again.isEnabled()
    page.advanced.table.selectRow(1)
    assert "1 h" in page.advanced.told.text()
    page.advanced.again.click()
    assert page.tabs.index() == 4
    assert page.rules.rules().gap_s == 3600
    kept = saved(desk, office, page)
    assert (kept.rules_no, kept.rules.gap_s, kept.rules_name) == (3, 3600, "")


def test_one_after_the_other_is_offered_only_where_a_line_tells_the_end(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    assert not page.dialling.mode.buttons()[2].isEnabled()
    services, actor = desk.session.services, desk.session.actor
    practice = services.campaigns.create(actor, NewCampaign("Practice", is_practice=True))
    page.read(practice.id)
    office.until(lambda: desk.ops.is_idle)
    assert page.dialling.mode.buttons()[2].isEnabled()
    page.dialling.mode.choose(2)
    assert saved(desk, office, page).dial_mode is DialMode.PROGRESSIVE


def test_a_telecaller_has_no_such_page(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    people = program.flow.opened.services.people  # type: ignore[union-attr]
    admin = people.sign_in("asha.pawar", PASSWORD).actor
    people.add(admin, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    office.sign_in(program, "imran")
    assert program.desk is not None
    assert program.desk.window.rail.button("campaigns") is None
    assert not program.desk.window.open_page("campaigns")


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_every_section_is_sound(desk: Desk, office: Place, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    page = show(desk, office)
    page.fit(Width.of(size[0]))
    assert_sound(page)
    make(desk, office, page, "Home loan, November")
    page.fit(Width.of(size[0]))
    for place in range(6):
        page.tabs.choose(place)
        office.until(lambda: desk.ops.is_idle)
        QTest.qWait(1)
        assert_sound(page)
    page.new_one.begin_new()
    for place in range(page.new_form.why.count()):
        page.new_form.why.setCurrentIndex(place)
        assert_sound(page)


def test_every_section_is_translated(
    pseudo_language: None, office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    program = office.start()
    office.sign_in(program)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    page = show(desk, office)
    assert_sound(page, pseudo=True)
    made = desk.session.services.campaigns.create(desk.session.actor, NewCampaign("Home loan", answer=AGREED))
    page.read(made.id)
    office.until(lambda: desk.ops.is_idle and page.base is not None)
    for place in range(6):  # what stands behind Advanced has tests of its own
        page.tabs.choose(place)
        office.until(lambda: desk.ops.is_idle)
        assert_sound(page, pseudo=True)
    page.new_one.begin_new()
    for place in range(page.new_form.why.count()):
        page.new_form.why.setCurrentIndex(place)
        office.until(lambda: desk.ops.is_idle)
        assert_sound(page, pseudo=True)


def test_an_agreement_that_ended_is_told_and_its_leads_go_back_as_a_file(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    made = services.campaigns.create(
        actor, NewCampaign("Home loan", role=CampaignRole.CLIENT, client_name="Kaveri Pumps", answer=AGREED)
    )
    services.leads.create(actor, NewLead("Ravi", ("9820012345",), campaign_id=made.id))
    services.campaigns.update(actor, ChangeCampaign(made.id, made.version, client_until=date(2026, 11, 19)))
    page = show(desk, office)
    page.read()
    office.until(lambda: desk.ops.is_idle)
    assert page.head.ending.isVisible()
    assert "ended on Thu 19 Nov 2026" in page.head.ending.accessibleName()
    assert "1 lead of the client still here" in page.head.ending.accessibleName()
    desk.endings.look()
    office.until(lambda: desk.ops.is_idle)
    assert any(notice.id.startswith("campaigns.ending") for notice in desk.notices.banners)
    assert page.head.give_back.isHidden()  # a team lead may not export
    assert page.head.delete.isHidden()
    page.head.return_asked.emit()
    office.until(lambda: desk.ops.is_idle)
    leads = desk.window.deck.current_page
    assert leads.popovers.export.isVisible()  # type: ignore[union-attr]


def test_a_clients_leads_are_deleted_at_its_end_where_no_other_campaign_has_them(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    office.sign_in(program)
    desk = program.desk
    assert desk is not None
    services, actor = desk.session.services, desk.session.actor
    client = {"role": CampaignRole.CLIENT, "client_name": "Kaveri Pumps", "answer": AGREED}
    made = services.campaigns.create(actor, NewCampaign("Home loan", **client))  # type: ignore[arg-type]
    other = services.campaigns.create(actor, NewCampaign("Renewals", answer=AGREED))
    services.leads.create(actor, NewLead("Ravi", ("9820012345",), campaign_id=made.id))
    shared = services.leads.create(actor, NewLead("Meena", ("9820012346",), campaign_id=made.id))
    with services.opened.store.write(None) as work:
        Queue(work).add(other.id, shared.id, "Asia/Kolkata", None)
    ends = date(2026, 11, 19)
    services.campaigns.update(
        actor,
        ChangeCampaign(made.id, made.version, client_until=ends, client_data=ClientData.DELETE),
    )
    page = show(desk, office)
    page.choose(made.id)
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.id == made.id)
    assert "2 leads of the client still here, 1 of them" in page.head.ending.accessibleName()
    page.head.delete.click()
    office.until(lambda: desk.ops.is_idle)
    leads = desk.window.deck.current_page
    assert leads.model.rowCount() == 1  # type: ignore[union-attr]
    many = leads.popovers._many  # type: ignore[union-attr]
    assert many.isVisible()
    assert many.kind is Kind.DELETE
    office.until(lambda: many.go.isEnabled())
    many.submit()
    office.until(lambda: desk.ops.is_idle)
    endings = services.campaigns.endings(actor)
    assert [(each.leads, each.only_here) for each in endings] == [(1, 0)]
    assert services.leads.find(actor, "Meena")
