"""Pictures of the people page: list, form, one-time password, rights.

python -m tests.ui.people.pictures --out DIR
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QDate

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Role
from crm_desktop.services.people import AddPerson
from crm_desktop.ui.entrance.main_window import Desk
from tests.factories import PASSWORD
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run


class PeoplePictures(Pictures):
    """Drives the page."""

    area = "people"

    def draw(self) -> None:
        make_workspace(self.place.folder, SystemClock())
        program = self.place.start()
        self.place.sign_in(program)
        assert program.desk is not None
        self.people(program.desk)
        self.place.end()

    def people(self, desk: Desk) -> None:
        """List, form, one-time password, rights."""
        services, actor = desk.session.services, desk.session.actor
        north = services.people.add_team(actor, "North")
        for name, role in (
            ("Joseph Lobo", Role.TEAM_LEAD),
            ("Asha Pawar", Role.TELECALLER),
            ("Imran Sheikh", Role.TELECALLER),
            ("Thiruvengadam Venkatasubramaniam", Role.TELECALLER),
        ):
            sign_in = name.split(" ")[0].lower()
            services.people.add(actor, AddPerson(sign_in, name, role, PASSWORD, north.id))
        desk.window.open_page("people")
        self.until(lambda: desk.ops.is_idle)
        page = desk.window.deck.current_page
        self.save(desk.window, "list")
        page.forms.begin_add()  # type: ignore[union-attr]
        self.save(desk.window, "form")
        page.forms.close()  # type: ignore[union-attr]
        thiru = next(p for p in services.people.list(actor) if p.sign_in_name == "thiruvengadam")
        imran = next(p for p in services.people.list(actor) if p.sign_in_name == "imran")
        services.leaving.delete(actor, "imran", imran.id)
        page.read(thiru.id)  # type: ignore[union-attr]
        self.until(lambda: desk.ops.is_idle)
        for field, values in (
            ("language", ("தமிழ்", "Hindi")),
            ("product", ("गृहकर्ज व दुकान नूतनीकरण कर्ज", "Gold loan")),
        ):
            services.campaigns.set_skills(actor, thiru.id, field, frozenset(values))
        page.forms.begin_skills()  # type: ignore[union-attr]
        self.until(lambda: page.forms.side is not None)  # type: ignore[union-attr]
        self.save(desk.window, "skills")
        page.forms.close()  # type: ignore[union-attr]
        page.forms.begin_leave()  # type: ignore[union-attr]
        self.until(lambda: page.forms.side is not None)  # type: ignore[union-attr]
        self.save(desk.window, "leave")
        page.forms.side.first.setDate(QDate(2020, 1, 1))  # type: ignore[union-attr]
        page.forms.side.submit()  # type: ignore[union-attr]
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "leave-refused")
        page.forms.close()  # type: ignore[union-attr]
        page.forms.begin_delete()  # type: ignore[union-attr]
        self.until(lambda: page.forms.side is not None)  # type: ignore[union-attr]
        self.save(desk.window, "delete")
        page.forms.close()  # type: ignore[union-attr]
        page.read(imran.id)  # type: ignore[union-attr]
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "left")
        page.tabs.choose(1)  # type: ignore[union-attr]
        self.save(desk.window, "rights")


if __name__ == "__main__":
    sys.exit(run(drawn(PeoplePictures), __doc__))
