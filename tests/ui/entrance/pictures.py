"""Pictures of the entrance, the people page and the settings, to be looked at.

QT_QPA_PLATFORM=offscreen python -m tests.ui.entrance.pictures --out DIR [--only sign-in people …]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CRM_DESKTOP_HOME", tempfile.mkdtemp(prefix="crm-pictures-"))

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Role
from crm_desktop.errors import UserError
from crm_desktop.services.people import AddPerson
from crm_desktop.store.errors import NoSpace, StoreDamaged
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.settings.registry import PARTS
from crm_desktop.ui.theme import apply_theme, load_icons
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place, make_cheap

LOOKS = (
    ("1366", (1366, 768), "light", 1.0),
    ("1920-dark", (1920, 1080), "dark", 1.0),
    ("911", (911, 512), "light", 1.0),
    ("1366-dark-150", (1366, 768), "dark", 1.5),
)


class Pictures:
    """Drives one program and saves what it shows in every look."""

    def __init__(self, app: QApplication, out: Path, only: list[str]) -> None:
        self.app, self.out, self.only = app, out, only
        folder = Path(tempfile.mkdtemp(prefix="crm-pictures-"))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.place = Place(folder / "ws", settings, SystemClock(), self.until)

    def until(self, is_so: Callable[[], bool], timeout: int = 15_000) -> None:
        """Let the program work until something is so."""
        deadline = time.monotonic() + timeout / 1000
        while not is_so():
            self.app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > deadline:
                raise TimeoutError

    def save(self, window: QWidget, name: str) -> None:
        """One picture in each look."""
        if self.only and not any(part in name for part in self.only):
            return
        for look, size, mode, zoom in LOOKS:
            apply_theme(self.app, mode, zoom)  # type: ignore[arg-type]
            window.resize(*size)
            for _ in range(6):
                self.app.processEvents()
            window.grab().save(str(self.out / f"{name}-{look}.png"))
        print(name)
        apply_theme(self.app, "light", 1.0)
        window.resize(1366, 768)
        self.app.processEvents()

    def draw(self) -> None:
        """Everything, in the order a person meets it."""
        program = self.place.start()
        load_icons()
        self.first_start(program)
        desk = program.desk
        assert desk is not None
        self.people(desk)
        self.settings(desk)
        desk.lock()
        self.save(desk.window, "locked")
        desk.leave()
        self.until(lambda: program.desk is None)
        self.sign_in(program)
        self.place.end()

    def first_start(self, program: Program) -> None:
        """The four questions, with what is missing, and answered."""
        card = program.flow.card
        assert isinstance(card, FirstStartCard)
        self.save(program.window, "first-start")
        card.samples.click()
        card.ask_passphrase()
        self.save(program.window, "first-start-errors")
        card.clear_errors()
        card.passphrase.hide()
        card.office.set_text("Shakti Finance")
        card.person.set_text("Rohini Nambiar")
        card.password.set_text(PASSWORD)
        self.save(program.window, "first-start-filled")
        card.samples.click()
        self.until(lambda: program.desk is not None)

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
        self.save(desk.window, "people")
        page.begin_add()  # type: ignore[union-attr]
        self.save(desk.window, "people-form")
        page.close_side()  # type: ignore[union-attr]
        page.tabs.choose(1)  # type: ignore[union-attr]
        self.save(desk.window, "people-rights")

    def settings(self, desk: Desk) -> None:
        """Every part."""
        for spec in PARTS:
            desk.window.open_page("settings", part=spec.id)
            self.until(lambda: desk.ops.is_idle)
            part = desk.window.deck.current_page.part  # type: ignore[union-attr]
            if spec.id == "recovery":
                part.make_code()
                self.until(lambda shown=part: bool(shown.code))
            if spec.id == "about":
                part.examine()
                self.until(lambda shown=part: bool(shown.findings))
            self.save(desk.window, f"settings-{spec.id}")

    def sign_in(self, program: Program) -> None:
        """Sign-in, its errors, and the other cards."""
        flow = program.flow
        card = flow.card
        assert isinstance(card, SignInCard)
        card.person.set_text("asha")
        self.save(program.window, "sign-in")
        card.show_error(UserError("The name or the password is wrong. Try again.", field="password"))
        self.save(program.window, "sign-in-wrong")
        for name, show in (
            ("forgot", flow.show_forgot),
            ("recover", flow.show_recover),
            ("restore", flow.show_restore),
            ("choose", flow.show_choose),
            ("second-word", flow.show_passphrase),
            ("damaged", lambda: flow.show_problem(StoreDamaged(str(self.place.folder / "workspace.db")))),
            ("no-space", lambda: flow.show_problem(NoSpace(str(self.place.folder), 12, 200))),
        ):
            show()
            self.save(program.window, name)


def main(kind: type[Pictures] = Pictures, told: str | None = __doc__) -> int:
    """Write the pictures of one kind, as the command line says."""
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        kind(app, given.out, given.only).draw()
    return 0


if __name__ == "__main__":
    sys.exit(main())
