"""Real workspaces and programs for tests of the entrance, cheap enough to make one for each test."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from crm_desktop.app import make_program
from crm_desktop.clock import Clock
from crm_desktop.domain.second_factor import code_of, step_of
from crm_desktop.secrets import sealing
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.ui.entrance.accepting import AcceptCard
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.second_factor import CodeCard, PaperCard, SetUpCard
from crm_desktop.ui.entrance.window import EntranceWindow, shown_name
from tests.factories import PASSWORD, QuickPasswords

WORDS = "a second word of the test"
OFFICE = NewWorkspace("Shakti Finance", "asha.pawar", "Asha Pawar", PASSWORD, passphrase=WORDS)


def make_cheap(patch: pytest.MonkeyPatch, *, word: bool = True) -> None:
    """No key store, a cheap argon2; with `word` the second word is given by the environment."""
    cheap = sealing.PassphraseCost(passes=1, memory_kib=64, lanes=1)
    patch.setattr("crm_desktop.secrets.workspace_key.PassphraseCost", lambda: cheap)
    patch.setattr("crm_desktop.services.team.kept_sign_in.PassphraseCost", lambda: cheap)
    patch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    if word:
        patch.setenv("CRM_DESKTOP_PASSPHRASE", WORDS)
    else:
        patch.delenv("CRM_DESKTOP_PASSPHRASE", raising=False)


def make_workspace(folder: Path, clock: Clock, command: NewWorkspace = OFFICE) -> str:
    """A workspace with its admin; gives the recovery code."""
    return WorkspaceService(clock, QuickPasswords()).create(folder, command).recovery_code


@dataclass
class Place:
    """One program on one workspace folder, and short ways to wait for what it shows."""

    folder: Path
    settings: QSettings
    clock: Clock
    until: Callable[..., None]
    programs: list[Program] = field(default_factory=list)
    code: str = ""
    on_paper: list[str] = field(default_factory=list)  # what an admin of a team was given, not used yet

    def start(self, size: tuple[int, int] = (1366, 768), folder: Path | None = None) -> Program:
        """Start the program as `run` does, without its event loop."""
        used = folder or self.folder
        window = EntranceWindow(self.settings, shown_name(used))
        window.resize(*size)
        window.show()
        program = make_program(
            window, self.settings, used, "main", clock=self.clock, passwords=QuickPasswords()
        )
        self.programs.append(program)
        program.begin()
        return program

    def end(self) -> None:
        """End every program."""
        for program in self.programs:
            program.end()
            program.window.close()
            program.window.deleteLater()
        QApplication.sendPostedEvents()

    def settle(self, program: Program) -> None:
        """Until nothing is under way and the desk's window has the keyboard."""
        desk = program.desk
        assert desk is not None
        self.until(lambda: desk.ops.is_idle and desk.window.isActiveWindow())

    def wait_open(self, program: Program) -> None:
        """Until the workspace is open."""
        self.until(lambda: program.flow.opened is not None, timeout=10_000)

    def wait_card(self, program: Program, kind: type) -> None:
        """Until such a card is in view."""
        self.until(lambda: isinstance(program.flow.card, kind), timeout=10_000)

    def sign_in(self, program: Program, name: str = "asha.pawar", password: str = PASSWORD) -> None:
        """Sign in and wait for the window."""
        self.wait_open(program)
        card = program.flow.card
        card.person.set_text(name)
        card.password.set_text(password)
        card.submit()
        self.until(
            lambda: (
                program.desk is not None or isinstance(program.flow.card, CodeCard | SetUpCard | AcceptCard)
            ),
            timeout=10_000,
        )
        self._show_second_factor(program)
        self.until(
            lambda: program.desk is not None or isinstance(program.flow.card, AcceptCard), timeout=10_000
        )
        if isinstance(program.flow.card, AcceptCard) and program.desk is None:
            for tick in program.flow.card.ticks:
                tick.setChecked(True)
            program.flow.card.submit()
        self.until(lambda: program.desk is not None, timeout=10_000)

    def _show_second_factor(self, program: Program) -> None:
        """An admin of a team has one, or sets it up now."""
        card = program.flow.card
        if isinstance(card, CodeCard):
            card.code.set_text(self.on_paper.pop())
            card.submit()
        elif isinstance(card, SetUpCard):
            secret = base64.b32decode(card.secret.text().replace(" ", ""))
            card.code.set_text(code_of(secret, step_of(self.clock.now())))
            card.submit()
            self.wait_card(program, PaperCard)
            paper = program.flow.card
            assert isinstance(paper, PaperCard)
            self.on_paper = list(paper.codes)
            paper.submit()
