"""Pictures of the entrance: first start, sign-in and its cards, the lock.

python -m tests.ui.entrance.pictures --out DIR [--only sign-in …]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from crm_desktop.clock import SystemClock
from crm_desktop.domain.second_factor import WrongCode, address_of, shown_secret
from crm_desktop.errors import UserError
from crm_desktop.secrets import PassphraseNeeded
from crm_desktop.services.deletion import LIMIT_SENTENCES, TEAM_LIMIT_SENTENCES, Deleted
from crm_desktop.store.errors import NoSpace, StoreDamaged
from crm_desktop.store.policies import policies
from crm_desktop.store.team.invitation import read_invitation
from crm_desktop.ui.entrance.accepting import AcceptCard
from crm_desktop.ui.entrance.deletion import DeletedCard, DeletingCard
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.second_factor import CodeCard, PaperCard, SetUpCard
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.entrance.team import JoinCard
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place, make_cheap
from tests.ui.looks import Album, run


class Pictures:
    """Drives one program; its album saves what it shows."""

    area = "entrance"

    def __init__(self, album: Album) -> None:
        self.album, self.out = album, album.out
        folder = Path(tempfile.mkdtemp(prefix="crm-pictures-"))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.place = Place(folder / "ws", settings, SystemClock(), self.until)

    def until(self, is_so: Callable[[], bool], timeout: int = 15_000) -> None:
        """Let the program work until something is so."""
        deadline = time.monotonic() + timeout / 1000
        while not is_so():
            self.album.app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > deadline:
                raise TimeoutError

    def save(self, window: QWidget, name: str) -> None:
        """One picture in each look."""
        self.album.take(window, f"{self.area}-{name}")

    def draw(self) -> None:
        """Everything, in the order a person meets it."""
        program = self.place.start()
        self.first_start(program)
        self.album.settle()
        desk = program.desk
        assert desk is not None
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

    def sign_in(self, program: Program) -> None:
        """Sign-in, its errors, and the other cards."""
        self.album.settle()  # the desk's time is over, also where nothing of it was drawn
        flow = program.flow
        card = flow.card
        assert isinstance(card, SignInCard)
        card.person.set_text("asha")
        self.save(program.window, "sign-in")
        card.show_error(UserError("The name or the password is wrong. Try again.", field="password"))
        self.save(program.window, "sign-in-wrong")
        flow._show(AcceptCard(policies()))
        self.save(program.window, "accept")
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
        self.second_factor(program)
        self.deleted(program)
        self.join(program)

    def second_factor(self, program: Program) -> None:
        """A code asked for, a wrong one, setting it up, and the paper."""
        flow, name = program.flow, "Thiruvananthapuram Venkatasubramanian"
        card = CodeCard(name)
        flow.view.show_card(card)
        self.save(program.window, "code")
        card.show_error(WrongCode())
        self.save(program.window, "code-wrong")
        secret = bytes(range(20))
        address = address_of(secret, "rohini", "शक्ति फाइनेंस")
        flow.view.show_card(SetUpCard(address, shown_secret(secret)))
        self.save(program.window, "second-factor-set-up")
        codes = [f"AB{n}DE-FGH{n}K" for n in range(2, 10)]
        flow.view.show_card(PaperCard(codes, name, "शक्ति फाइनेंस"))
        self.save(program.window, "second-factor-paper")

    def deleted(self, program: Program) -> None:
        """A workspace that goes, and the proof afterwards."""
        name = "शक्ति फाइनेंस, Thiruvananthapuram branch"
        program.flow.view.show_card(DeletingCard(name))
        self.save(program.window, "deleting")
        limits = [*LIMIT_SENTENCES, *TEAM_LIMIT_SENTENCES]
        kept = [{"file": f"shakti-kept-{what}-20261130.zip", "until": until}
                for what, until in (("contacts", "2027-11-30"), ("sales", "2034-11-30"))]  # fmt: skip
        certificate = {"workspace": {"name": name}, "kept_by_law": kept, "limits": limits}
        file = self.place.folder.with_name("shakti-finance-deleted-20261130.json")
        program.flow.view.show_card(DeletedCard(Deleted(certificate, file)))
        self.save(program.window, "deleted")

    def join(self, program: Program) -> None:
        """Joining a team: nothing chosen, refused, a second word asked for, and on its way."""
        flow = program.flow
        flow.show_join()
        self.save(program.window, "join")
        card = flow.card
        assert isinstance(card, JoinCard)
        card.submit()
        self.save(program.window, "join-nothing")
        flow.show_join(Path("/media/usb/शक्ति फाइनेंस, Thiruvananthapuram branch – Rohini Nambiar.crminvite"))
        card = flow.card
        assert isinstance(card, JoinCard)
        card.show_error(PassphraseNeeded())
        self.save(program.window, "join-second-word")
        card.link.set_text("crm-desktop://join#eyJ2IjoxLCJzZXJ2ZXIiOiJvZmZpY2UubG9jYWwiLCJwb3J0Ijo1NDMyfQ")
        try:
            read_invitation(card.link.text())
        except UserError as refused:
            card.show_error(refused)
        self.save(program.window, "join-refused")
        card.clear_errors()
        card.set_busy(True, "Joining…")
        self.save(program.window, "join-busy")


def drawn(kind: type[Pictures]) -> Callable[[Album], None]:
    """The function that draws everything of a kind."""

    def draw(album: Album) -> None:
        with pytest.MonkeyPatch.context() as patch:
            make_cheap(patch)
            kind(album).draw()

    return draw


if __name__ == "__main__":
    sys.exit(run(drawn(Pictures), __doc__))
