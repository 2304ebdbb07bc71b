"""A team lead sets two campaigns up by key; three telecallers, a process each, work them for a day.

Afterwards what the pages show (campaigns, why, reports, My day) is held against a plain recount of the rows.
The short day belongs to every run; `make soak` works a whole one. A failure names its seed.
"""

from __future__ import annotations

import csv
import os
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDateTimeEdit, QWidget

from crm_desktop.clock import SetClock
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Caps, Mix, Numbers, Recycle
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import LABELS
from crm_desktop.services.reports import Question
from crm_desktop.ui.campaigns.page import WHY
from crm_desktop.ui.campaigns.why_panel import WhyPanel
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.imports.page import ImportPage
from crm_desktop.ui.reports.my_day import MyDayPage
from tests.soak.books import Books
from tests.soak.day_recount import INDIA, DayRows
from tests.soak.station import DayClock, start, told
from tests.ui.calling.stage import press, type_text
from tests.ui.campaigns.test_campaigns_page import show, until_shown
from tests.ui.entrance.places import Place

CALLERS = ("imran", "venkat", "sunita")
RETRIED = ("BUSY", "NO_ANSWER")
FIGURES = ("now", "today", "after", "held", "blocked", "used", "finished", "total")
Line = dict[str, Any]


def test_a_short_day_of_three(desk: Desk, office: Place) -> None:
    """The first hour of a Saturday."""
    work_a_day(desk, office, "short", leads=20, hours=1)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_whole_day_of_three(desk: Desk, office: Place) -> None:
    """From ten to half past six: one campaign has ended by then, the other one goes on."""
    seed = os.environ.get("CRM_DESKTOP_SOAK_SEED") or f"day {Random().randrange(10**9)}"
    work_a_day(desk, office, seed, leads=300, hours=8.5)


def work_a_day(desk: Desk, office: Place, seed: str, *, leads: int, hours: float) -> None:
    """Set up, work, go home; then look at every page."""
    assert isinstance(office.clock, SetClock)
    campaigns = set_up(desk, office)
    bring_leads(desk, office, campaigns, leads)
    morning = datetime(2026, 11, 21, 10, 0, tzinfo=INDIA)
    journal = let_them_work(office, seed, morning, hours)
    store = desk.session.services.opened.store
    rows = DayRows(store)
    assert len(rows.calls) > 20 * hours, f"seed {seed}"
    assert {row["campaign_id"] for row in rows.calls} == {campaign.id for campaign in campaigns}
    assert rows.told_wrongly(journal) == [], f"seed {seed}"
    assert rows.two_screens() == [], f"seed {seed}"
    assert rows.broken_rules(campaigns, journal) == [], f"seed {seed}"
    acknowledged = {row["id"]: row["disposition_label"] for row in rows.calls}
    # The chain of the audit is sealed with the workspace's own key, which only its window has.
    off = [each for each in Books(store).problems(acknowledged) if not each.startswith("Audit rows")]
    assert off == [], f"seed {seed}"
    made = {each.name: sum(row["campaign_id"] == each.id for row in rows.calls) for each in campaigns}
    print(f"seed {seed}: {len(rows.calls)} calls, {made}")
    check_campaigns(desk, office, rows, campaigns)
    check_days(desk, office, rows)


# ---- before the day --------------------------------------------------------------------------------------


def set_up(desk: Desk, office: Place) -> tuple[Campaign, Campaign]:
    """Two campaigns with rules of their own, from nothing and by key alone."""
    page = show(desk, office)
    for name in ("Home loan", "Renewals"):
        press(page, "N" if name == "Home loan" else "Ctrl+N")
        type_text(page, name)
        fill_in(page, page.new_form.why, "", "Down", "Down", "Down")
        fill_in(page, page.new_form.fields.proof.edit, "Form 7 on the website")
        press(page, "Ctrl+Enter")
        until_shown(desk, office, page, name)
        retries = {r.code: page.rules.retries[r.id] for r in page.results.results() if r.code in RETRIED}
        if name == "Home loan":  # until six, two tries a day, mostly people tried before
            press(page, "Alt+2")
            fill_in(page, page.hours.end, "1800")
            press(page, "Alt+5")
            fill_in(page, retries["BUSY"].wait.number, "25")
            fill_in(page, page.rules.phone_caps["per_day"], "2")
            fill_in(page, page.rules.mix_retries, "2")
        else:  # until seven, the numbers in turn, a target, a result that is given by itself
            fill_in(page, page.basics.target, "40")
            press(page, "Alt+3")
            fill_in(page, page.dialling.after.buttons()[1], "", "Space")
            fill_in(page, page.dialling.box, "45")
            fill_in(page, page.dialling.alone, "N", "Down")
            press(page, "Alt+5")
            fill_in(page, retries["BUSY"].wait.number, "10")
            fill_in(page, retries["NO_ANSWER"].wait.number, "1")
            fill_in(page, retries["NO_ANSWER"].part, "", "Up")
            fill_in(page, page.rules.numbers, "", "Down")
        press(page, "Ctrl+S")
        office.until(lambda: desk.ops.is_idle and not page.is_edited)
    services, actor = desk.session.services, desk.session.actor
    home, renewals = (services.campaigns.get(actor, each.id) for each in services.campaigns.list(actor))
    assert (home.end_minute, home.rules.phone_caps, home.rules.mix) == (1080, Caps(2, lifetime=8), Mix(2, 1))
    assert home.rules.recycling["BUSY"] == Recycle(25 * 60)
    assert (renewals.target, renewals.wrap_up_s, renewals.wrap_up_code) == (40, 45, "NO_ANSWER")
    assert renewals.rules.recycling["BUSY"] == Recycle(10 * 60)
    assert renewals.rules.recycling["NO_ANSWER"] == Recycle(60 * 60)
    assert renewals.rules.numbers is Numbers.IN_TURN
    return home, renewals


def fill_in(page: QWidget, control: QWidget, text: str, *keys: str) -> None:
    """Go to a control, then type over what stands there, or press keys."""
    assert control.isVisibleTo(page), control.accessibleName()
    control.setFocus()
    if isinstance(control, QDateTimeEdit):
        control.setSelectedSection(QDateTimeEdit.Section.HourSection)
    elif isinstance(control, QAbstractSpinBox):
        control.selectAll()
    elif isinstance(control, QComboBox):  # letters typed soon after others search for all of them
        QTest.qWait(QApplication.keyboardInputInterval() + 50)
    type_text(page, text)
    for key in keys:
        press(page, key)


def bring_leads(desk: Desk, office: Place, campaigns: tuple[Campaign, Campaign], count: int) -> None:
    """So many leads a campaign, from a list, by key; every fifth has a second number."""
    number = 0
    for campaign in campaigns:
        file = office.folder.parent / f"{campaign.name}.csv"
        with file.open("w", newline="", encoding="utf-8") as written:
            rows = csv.writer(written)
            rows.writerow(["Name", "Mobile", "Mobile 2"])
            for no in range(count):
                phones = []
                for _ in range(2 if no % 5 == 0 else 1):
                    number += 1
                    phones.append(f"+91 98000 {number:05d}")
                rows.writerow([f"{campaign.name} lead {no}", *phones, *[""] * (2 - len(phones))])
        import_list(desk, office, file, campaign)


def import_list(desk: Desk, office: Place, file: Path, campaign: Campaign) -> None:
    """Through the steps of the page: into this campaign, called for the reason that was answered for it."""
    desk.window.open_page("import", path=str(file))
    page = desk.window.deck.current_page
    assert isinstance(page, ImportPage)
    office.until(lambda: desk.ops.is_idle and page.state() == "columns")
    fill_in(page, page.columns.where.campaigns, campaign.name.split()[0])
    for step in ("why", "duplicates", "result"):
        press(page, "Ctrl+Enter")
        office.until(lambda step=step: desk.ops.is_idle and page.state() == step)
    result = page.result.done.result
    assert (result.created, result.refused, result.skipped) == (result.read, 0, 0)


# ---- the day ---------------------------------------------------------------------------------------------


def let_them_work(office: Place, seed: str, morning: datetime, hours: float) -> list[Line]:
    """Three processes on the store; this window's clock goes along. Gives all that they say they did."""
    diary, until = office.folder.parent, morning + timedelta(hours=hours)
    assert isinstance(office.clock, SetClock)
    day = DayClock.lay_out(diary / "day.clock", len(CALLERS), morning)
    stations = [start(str(office.folder), diary, CALLERS, n, seed, until) for n in range(len(CALLERS))]
    try:
        while any(station.poll() is None for station in stations):
            at = day.slowest()
            if at < until.timestamp():
                office.clock.set(datetime.fromtimestamp(at, INDIA))
            QTest.qWait(40)
    finally:
        said = []
        for station in stations:
            with station:
                station.kill()
                said.append(station.communicate()[1].decode())
        day.close()
    assert [station.returncode for station in stations] == [0] * len(CALLERS), "\n".join(said)
    office.clock.set(until + timedelta(minutes=10))
    return told(diary, CALLERS)


# ---- after the day ---------------------------------------------------------------------------------------


def check_campaigns(desk: Desk, office: Place, rows: DayRows, campaigns: tuple[Campaign, ...]) -> None:
    """The list’s successes, each campaign’s figures, reasons and hours, and the leads behind each."""
    now = office.clock.now()
    for campaign in campaigns:
        panel = why_of(desk, office, campaign)
        shown = {name: number(getattr(panel, name).number.text()) for name in FIGURES}
        counted = rows.standing(campaign, now)
        assert shown == {name: counted[name] for name in FIGURES} | {"total": counted.total()}
        lines = [line for line in panel.lines if not line.isHidden()]
        reasons = {line.label.text(): number(line.figure.text()) for line in lines}
        assert sum(reasons.values()) == shown["total"] - shown["now"]
        assert reasons == {LABELS[reason]: count for reason, count in rows.reasons(campaign, now).items()}
        untils = {line.label.text(): line.until.text() for line in lines}
        counted_untils = rows.untils(campaign, now)
        for label, said in untils.items():
            reason = next(each for each in LABELS if LABELS[each] == label)
            at = counted_untils.get(reason)
            if at is None:
                assert not any(c.isdigit() for c in said), (label, said)
            else:
                assert said.endswith(at.astimezone(INDIA).strftime("%H:%M")), (label, said, at)
                is_today = at.astimezone(INDIA).date() == now.astimezone(INDIA).date()
                assert (at.astimezone(INDIA).strftime("%a") in said) != is_today, (label, said, at)
        hours = rows.later(campaign, now)
        assert sum(hours.values()) == shown["today"]
        said = ", ".join(f"{hour}: {count}" for hour, count in sorted(hours.items()))
        assert (panel.chart.accessibleDescription() if hours else "") == said
        for line in lines:
            amount = number(line.figure.text())
            line.pressed.emit()
            office.until(lambda: desk.ops.is_idle)
            leads = desk.window.deck.current_page
            assert leads.model.rowCount() == amount, line.accessibleName()  # type: ignore[union-attr]
        page = show(desk, office)
        listed = str(page.list.model.index(page.list.model.row_of(campaign.id), 4).data())
        assert number(listed.split()[0]) == rows.successes(campaign)
        assert campaign.target == 0 or number(listed.split()[-1]) == campaign.target


def why_of(desk: Desk, office: Place, campaign: Campaign) -> WhyPanel:
    """The panel of a campaign, counted."""
    page = show(desk, office)
    page.choose(campaign.id)
    office.until(lambda: desk.ops.is_idle and page.base is not None and page.base.id == campaign.id)
    page.show_section(WHY)
    office.until(lambda: desk.ops.is_idle)
    return page.why.counts


def check_days(desk: Desk, office: Place, rows: DayRows) -> None:
    """The team lead's report of the day and each caller's own page show what the rows say."""
    services = desk.session.services
    today = office.clock.now().astimezone(INDIA).date()
    table = services.reports.run(desk.session.actor, "calls", Question(today, today))
    assert table.total.figures["attempts"] == len(rows.calls)
    for name in CALLERS:  # one window at a time at this seat
        before = office.programs.pop()
        before.end()
        before.window.close()
        before.window.deleteLater()
        program = office.start()
        office.sign_in(program, name)
        own = program.desk
        assert own is not None
        own.window.open_page("day")
        office.until(lambda own=own: own.ops.is_idle)
        page = own.window.deck.current_page
        assert isinstance(page, MyDayPage)
        me: Actor = own.session.actor
        counted = rows.day_of(me.person_id)
        assert counted["breaks"] == 1
        for tile in ("calls", "answered", "interested"):
            assert number(page.tiles[tile].number.text()) == counted[tile], (name, tile)
        assert page.day is not None
        assert (page.day.table.rows[0].figures["talk_s"] or 0) == counted["talk_s"]
        hours = [page.hours.index(row, 1).data() for row in range(page.hours.rowCount())]
        assert sum(number(str(each)) for each in hours) == counted["calls"]


def number(text: str) -> int:
    """A number as a page shows it."""
    return 0 if text == "–" else int(text.replace(",", ""))
