"""Pictures of targets: My day, the people's card and form, a campaign's, the settings, the report, the board.

python -m tests.ui.targets.pictures --out DIR
"""

from __future__ import annotations

import sys
import time
from typing import Any

from crm_desktop.domain.targets import EACH, OFFICE, Measure, Period, Subject, Whose, of_person
from crm_desktop.ui.entrance.main_window import Desk
from tests.made_up_targets import add_target
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.looks import run
from tests.ui.reports.office import at_the_desk


class TargetPictures(Pictures):
    """Drives what shows targets."""

    area = "targets"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)

    def draw(self) -> None:
        program, desk, callers = at_the_desk(self.place)
        self.fill(desk, callers)
        self.people(desk, callers)
        self.campaign(desk)
        self.settings(desk)
        desk.window.open_page("reports")
        page: Any = desk.window.deck.current_page
        page.open(report="targets")
        self.settle(desk)
        self.save(desk.window, "report")
        desk.window.open_page("board")
        self.settle(desk)
        self.save(desk.window, "board")
        for place, name in enumerate(("my-day", "calling")):
            desk.leave()
            self.until(lambda: program.desk is None)
            self.place.sign_in(program, callers[0])
            desk = program.desk
            assert desk is not None
            desk.window.open_page(("day", "calling")[place])
            self.settle(desk)
            shown = time.monotonic() + 0.5  # the day is read a moment after the page
            self.until(lambda shown=shown: time.monotonic() > shown)  # type: ignore[misc]
            self.settle(desk)
            self.save(desk.window, name)
        self.place.end()

    def fill(self, desk: Desk, callers: tuple[str, ...]) -> None:
        """Targets missed by far, nearly reached, reached and passed; alone and together."""
        services, actor = desk.session.services, desk.session.actor
        store, by = services.opened.store, actor.person_id
        people = {person.sign_in_name: person.id for person in services.people.list(actor)}
        services.settings.set(actor, "advanced", True)
        self.mine = people[callers[0]]
        campaigns = [each for each in services.campaigns.list(actor) if not each.is_practice]
        self.campaign_id = campaigns[0].id
        mine, there = of_person(self.mine), of_person(self.mine, self.campaign_id)
        of_all = Subject(Whose.CAMPAIGN, campaign_id=self.campaign_id)
        for subject, measure, period, amount in (
            (EACH, Measure.CONVERSATIONS, Period.DAY, 20),
            (EACH, Measure.TALK, Period.WEEK, 36_000),
            (mine, Measure.CALLS, Period.WEEK, 150),
            (mine, Measure.SALES, Period.MONTH, 25),
            (there, Measure.CALLS, Period.DAY, 12),
            (OFFICE, Measure.CALLS, Period.DAY, 60),
            (OFFICE, Measure.AMOUNT, Period.MONTH, 12_50_000_00),
            (of_all, Measure.CALLS, Period.WEEK, 400),
            (of_all, Measure.SUCCESSES, Period.MONTH, 4),
        ):
            add_target(store, by, measure, period, amount, subject)
        add_target(store, by, Measure.CALLS, Period.DAY, 95, mine, 20261130)

    def people(self, desk: Desk, callers: tuple[str, ...]) -> None:
        """The card with bars, and the form in its place."""
        desk.window.open_page("people")
        self.settle(desk)
        page: Any = desk.window.deck.current_page
        page.read(self.mine)
        self.settle(desk)
        self.save(desk.window, "card")
        page.forms.begin_targets()
        self.until(lambda: page.forms.side is not None)
        self.settle(desk)
        self.save(desk.window, "form")
        page.forms.close()

    def campaign(self, desk: Desk) -> None:
        """A campaign's section."""
        desk.window.open_page("campaigns")
        self.settle(desk)
        page: Any = desk.window.deck.current_page
        bar = page.area.verticalScrollBar()
        self.album.take(desk.window, "targets-campaign", settle=lambda: bar.setValue(bar.maximum()))

    def settings(self, desk: Desk) -> None:
        """For everybody."""
        for name in ("targets", "calling"):
            desk.window.open_page("settings", part=name)
            self.settle(desk)
            self.save(desk.window, f"settings-{name}")
        page: Any = desk.window.deck.current_page
        desk.window.open_page("settings", part="targets")
        self.settle(desk)
        bar = page.area.verticalScrollBar() if hasattr(page, "area") else None
        if bar is not None:
            self.album.take(desk.window, "targets-settings-end", settle=lambda: bar.setValue(bar.maximum()))


if __name__ == "__main__":
    sys.exit(run(drawn(TargetPictures), __doc__))
