"""A team in the middle of an afternoon: calls, breaks too long, no lead, late promises, a silent program."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Role
from crm_desktop.ids import new_id
from crm_desktop.services.calling import Dial, NextLead
from crm_desktop.services.calling.values import CompleteCall
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.people import AddPerson
from crm_desktop.ui.board.page import BoardPage
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import MainWindow, ShellContext
from tests.calling_office import usual_values
from tests.factories import AGREED, PASSWORD
from tests.ui.calling.stage import HERE, Stage

NAMES = (
    "Thiruvengadam Venkatasubramaniam Ramachandran", "कविता रामचंद्र मिश्रा", "Sneha Patil", "Joseph Lobo",
    "Balasubramanian Krishnamurthy Iyer", "Danish Khan", "Prerna Gill", "Suresh Yadav", "Tanvi Deshpande",
    "Mohit Agarwal", "Zeenat Ansari", "Ganesh Kamble", "सुनीता देशमुख", "Kavita Chaudhary", "Farhan Qureshi",
    "Lakshmi Narayanan", "Rohan Mehta", "Pooja Shetty", "Vikram Rathore", "Anjali Nair", "Harpreet Kaur",
    "Nilesh Pawar", "Divya Menon", "Arjun Reddy", "Sana Shaikh", "Manoj Tiwari", "Geeta Joshi", "Amit Sahu",
)  # fmt: skip
SPECS = tuple(
    spec if spec.id in ("board", "calling") else replace(spec, factory=f"{HERE}:OtherPage") for spec in PAGES
)


@dataclass
class Team:
    """A stage with more callers and campaigns, in states of every kind."""

    stage: Stage
    callers: list[Actor]

    def beat(self, *silent: Actor) -> None:
        """Every program says that it is alive, but for these."""
        for actor in self.callers:
            if actor not in silent:
                self.stage.services.people.touch(actor)

    def call(self, who: Actor, code: str | None, minutes: float = 1, **more: object) -> None:
        """A whole call; without a code it stays open, or after `ended` without its result."""
        calling, clock = self.stage.services.calling, self.stage.clock
        found = calling.next_lead(who, self.stage.campaign.id)
        if not isinstance(found, NextLead):
            return
        call_id = new_id()
        assert found.phone is not None
        calling.dial(
            who,
            Dial(new_id(), call_id, found.lead.id, self.stage.campaign.id, found.phone.phone_id, "by_hand"),
        )
        clock.move(seconds=int(minutes * 60))
        if code is None:
            return
        if code == "ended":
            calling.mark_ended(who, call_id)
            return
        result = next(d for d in found.campaign.dispositions if d.code == code)
        calling.complete_and_next(
            who,
            CompleteCall(new_id(), call_id, result.id, take_next=False, values=usual_values(result), **more),
        )  # type: ignore[arg-type]


def make_team(stage: Stage, names: tuple[str, ...] = NAMES) -> Team:
    """Sign everybody in; nothing has happened yet."""
    people, office = stage.services.people, stage.office
    callers = [office.asha, office.imran]
    for no, name in enumerate(names):
        made = AddPerson(f"caller{no}", name, Role.TELECALLER, PASSWORD, office.lead.team_id)
        people.add(office.admin, made)
        callers.append(people.sign_in(f"caller{no}", PASSWORD, f"seat-{no}").actor)
    return Team(stage, callers)


def fill_team(stage: Stage, names: tuple[str, ...] = NAMES, seed: int = 3) -> Team:
    """An afternoon with everything a lead should see."""
    chance = random.Random(seed)
    for no in range(90 + 4 * len(names)):
        stage.add(f"Meera Kulkarni {no}")
    answer = {"answer": AGREED, "days": frozenset(range(7))}
    stage.services.campaigns.create(stage.office.admin, NewCampaign("Car loan, festive offer", **answer))  # type: ignore[arg-type]
    still = stage.services.campaigns.create(
        stage.office.admin,
        NewCampaign("Gold loan renewals", **answer),  # type: ignore[arg-type]
    )
    for no in range(12):
        stage.add(f"Gold {no}", campaign_id=still.id)
    team = make_team(stage, names)
    stage.services.campaigns.pause(stage.office.admin, still.id, "New rates on Monday")
    codes = ("NO_ANSWER", "NOT_INTERESTED", "NOT_INTERESTED", "CALL_BACK", "INTERESTED")
    for who in team.callers[:-2]:
        for _ in range(chance.choice((1, 2, 2, 3))):
            code = chance.choice(codes)
            due = (
                {"callback_at": stage.clock.now() + timedelta(minutes=30)}
                if code in ("CALL_BACK", "INTERESTED")
                else {}
            )
            team.call(who, code, 0.3, **due)
    stage.clock.move(minutes=4)
    team.beat()
    calling = stage.services.calling
    _states(team, calling)
    return team


def _states(team: Team, calling: object) -> None:
    stage, callers = team.stage, team.callers
    service = stage.services.calling
    for who, reason in ((callers[1], "Tea"), (callers[min(5, len(callers) - 3)], "Lunch")):
        service.release(who)
        service.pause(who, reason, new_id())
    stage.services.leave.set(
        stage.office.lead, callers[-1].person_id, Leave(date(2026, 11, 20), date(2026, 11, 21))
    )
    stage.services.people.sign_out(callers[-1])
    stage.services.people.sign_out(callers[-2])
    silent = callers[min(6, len(callers) - 3)]
    for _ in range(8):
        stage.clock.move(minutes=3)
        team.beat(silent)
    for who in callers[7:]:
        if who in callers[-2:]:
            continue
        team.call(who, None, 0.4)
    team.call(callers[4], "ended", 1)
    stage.clock.move(minutes=2)
    service.next_lead(callers[3], stage.campaign.id)
    team.beat(silent)
    stage.clock.move(seconds=47)


def open_board(
    stage: Stage, ops: Operations, width: int = 1366, height: int = 768, **more: object
) -> BoardPage:
    """The window of the team lead, or `who`, with the board in view."""
    who = more.get("who") or stage.office.lead
    assert isinstance(who, Actor)
    session = Session(who, stage.services, stage.seat, stage.clock)
    notices = Notices()
    ops.reporter = notices
    ini = QSettings(str(stage.folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(ShellContext(ops, notices, ini, session, services=session, pages=SPECS))
    notices.setParent(window)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 2000)
    stage.windows.append(window)
    window.open_page("board")
    page = window.deck.current_page
    assert isinstance(page, BoardPage), page
    page.focus_first()
    return page
