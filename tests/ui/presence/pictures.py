"""Pictures of presence: the own day, the team's, a break that takes too long, the settings.

python -m tests.ui.presence.pictures --out DIR [--only own-day …]
"""

from __future__ import annotations

import sys
from datetime import timedelta

from crm_desktop.clock import SetClock
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State, Strip
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.reports.my_day import SPANS, MyDayPage
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run
from tests.ui.presence.office import work_the_day
from tests.ui.reports.office import EVENING, fill_office


class PresencePictures(Pictures):
    """Drives My day, People and the calling page."""

    area = "presence"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)

    def signed_in(self, name: str | None = None) -> Desk:
        program = self.place.start()
        self.place.sign_in(program, *([name] if name else []))
        assert program.desk is not None
        return program.desk

    def draw(self) -> None:
        make_workspace(self.place.folder, SetClock(EVENING - timedelta(hours=10)))
        callers = fill_office(self.place.folder)
        work_the_day(self.place.folder)
        self.place.clock = clock = SetClock(EVENING)
        desk = self.signed_in()
        desk.window.open_page("people")
        self.settle(desk)
        self.save(desk.window, "team")
        desk.window.open_page("settings", part="workspace")
        self.settle(desk)
        self.save(desk.window, "settings")
        self.place.end()
        self.caller(callers[0], clock)

    def caller(self, name: str, clock: SetClock) -> None:
        desk = self.signed_in(name)
        desk.window.open_page("day")
        page = desk.window.deck.current_page
        assert isinstance(page, MyDayPage)
        self.settle(desk)
        self.save(desk.window, "own-day")
        foot = page._scroll.verticalScrollBar()
        self.album.take(desk.window, "presence-own-day-foot", settle=lambda: foot.setValue(foot.maximum()))
        page.tabs.choose(SPANS)
        desk.notices.clear()
        page.spans.selectRow(40)
        page.spans.setFocus()
        self.save(desk.window, "own-day-words")
        desk.window.open_page("calling")
        calling = desk.window.deck.current_page
        assert isinstance(calling, CallingPage)
        self.settle(desk)
        calling.presenter.ask.open(Strip.BREAK)
        self.save(desk.window, "which-break")
        calling.presenter.ask.choose(0)
        self.until(lambda: calling.presenter.state is State.BREAK)
        self.settle(desk)
        clock.set(clock.now() + timedelta(minutes=17))
        desk.breaks.look()
        self.settle(desk)
        self.save(desk.window, "over")
        self.place.end()


if __name__ == "__main__":
    sys.exit(run(drawn(PresencePictures), __doc__))
