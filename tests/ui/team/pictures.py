"""Pictures of sharing with a team and of joining one, to be looked at.

python -m tests.ui.team.pictures --out DIR
"""

from __future__ import annotations

import sys
from typing import Any

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Role
from crm_desktop.services.people import AddPerson
from crm_desktop.store.team.checks import Check, CheckState
from crm_desktop.ui.entrance.team import ShareCard, SharedCard
from tests.factories import PASSWORD
from tests.postgres import PgServer, find_binaries
from tests.team_offices import OWNER_PASSWORD
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run

NAMES = ("Imran Sheikh", "प्रिया कुलकर्णी", "Venkatanarasimharajuvaripeta Lakshminarayana", "Zoya Mirza")


class TeamPictures(Pictures):
    """Drives one workspace to a server."""

    area = "team"

    def draw(self) -> None:
        binaries = find_binaries()
        assert binaries is not None
        server = PgServer(binaries, password=OWNER_PASSWORD)
        server.start()
        try:
            self._draw(server)
        finally:
            self.place.end()
            server.stop()

    def _draw(self, server: PgServer) -> None:
        make_workspace(self.place.folder, SystemClock())
        program = self.place.start()
        self.place.sign_in(program)
        desk: Any = program.desk
        people, actor = desk.session.services.people, desk.session.actor
        for at, name in enumerate(NAMES):
            people.add(actor, AddPerson(f"person{at}", name, Role.TELECALLER, PASSWORD))
        desk.window.open_page("settings", part="team")
        self.until(lambda: desk.ops.is_idle)
        part = desk.window.deck.current_page.part
        self.save(desk.window, "share-empty")
        part.server.set_text(server.fresh().url())
        part.check_button.click()
        self.until(lambda: bool(part.owner.error()))
        self.save(desk.window, "share-refused")
        part.owner.set_text(OWNER_PASSWORD)
        part.check_button.click()
        self.until(lambda: part.found.isVisible())
        self.save(desk.window, "share-checked")
        part.show_checks(
            (
                Check("version", CheckState.GOOD, "PostgreSQL 15.18"),
                Check(
                    "encoding",
                    CheckState.MISSING,
                    "The database crm is in LATIN1, which has no room for every name; UTF-8 is needed.",
                    "Make another one: CREATE DATABASE \"crm_utf8\" ENCODING 'UTF8' TEMPLATE template0;",
                ),
                Check("clock", CheckState.NOTE, "The clock is 43 seconds behind.", "Set it."),
            )
        )
        self.save(desk.window, "share-missing")
        part.mine.set_text(PASSWORD)
        part.share_button.click()
        self.until(lambda: isinstance(program.flow.card, ShareCard))
        program.flow.card.show_progress(0.4, "Rows")  # type: ignore[union-attr]
        self.until(lambda: isinstance(program.flow.card, SharedCard), 60_000)
        shared: Any = program.flow.card
        self.save(program.window, "shared")
        shared.show_qr.click()
        self.save(program.window, "shared-qr")
        moving = ShareCard("db1.shakti-finance.example:5432/crm")
        program.flow.view.show_card(moving)
        moving.show_progress(0.4, "Rows")
        self.save(program.window, "sharing")
        program.flow.begin()
        self.until(lambda: program.flow.opened is not None)
        self.save(program.window, "sign-in-team")
        self.place.sign_in(program)
        desk = program.desk
        desk.window.open_page("settings", part="team")
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "team")
        desk.window.deck.current_page.part.qr_button.click()
        self.save(desk.window, "team-qr")


if __name__ == "__main__":
    sys.exit(run(drawn(TeamPictures), __doc__))
