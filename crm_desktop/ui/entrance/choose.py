"""Choosing another workspace: those opened here before, another folder, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.window import KNOWN, known_workspaces, shown_name
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.text import ElidedText

MOST_KNOWN = 5


def remember_workspace(settings: QSettings, folder: Path) -> None:
    """This folder was opened; the next start opens it again."""
    others = [known for known in known_workspaces(settings) if known != folder]
    settings.setValue(KNOWN, [str(path) for path in [folder, *others][:MOST_KNOWN]])


class ChooseCard(EntranceCard):
    """`chosen` gives a folder with a workspace, `new_asked` a folder for a new one."""

    chosen = Signal(object)
    new_asked = Signal(object)

    def __init__(self, present: Path, known: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Other workspace"),
            self.tr("Each office or client can have its own, apart from the others."),
        )
        self.known: list[KeyCapButton] = []
        self._folders: list[Path] = []
        for folder in known:
            name = shown_name(folder)
            if name:
                self._add(folder, name, is_present=folder == present)
        open_folder = KeyCapButton(self.tr("Open a folder…"), icon="act.open", size="large")
        open_folder.clicked.connect(self._open_folder)
        new = KeyCapButton(self.tr("Make a new workspace…"), icon="act.add", size="large")
        new.clicked.connect(self._new_folder)
        self.body.addWidget(self.trouble)
        self.body.addWidget(open_folder)
        self.body.addWidget(new)
        self.primary = self.known[0] if self.known else open_folder
        self.go_back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        self.go_back.clicked.connect(self.back)
        self.add_links(self.go_back)

    def _add(self, folder: Path, name: str, *, is_present: bool) -> None:
        button = KeyCapButton(
            name, size="large", icon="sign.check" if is_present else "page.backup", spread=True
        )
        button.setProperty("user_data", True)
        button.setProperty("elides", True)
        button.clicked.connect(self._known_chosen)
        where = ElidedText(str(folder), "caption", tone="muted")
        where.setProperty("user_data", True)
        where.setProperty("elides", True)
        self.body.addWidget(button)
        self.body.addWidget(where)
        self.known.append(button)
        self._folders.append(folder)

    def _known_chosen(self) -> None:
        sender = self.sender()
        for button, folder in zip(self.known, self._folders, strict=True):
            if button is sender:
                self.chosen.emit(folder)

    def _open_folder(self) -> None:
        FileAsker(self.window()).folder(self.tr("The workspace’s folder"), self.chosen.emit)

    def _new_folder(self) -> None:
        FileAsker(self.window()).folder(self.tr("A folder for the new workspace"), self._named)

    def _named(self, path: Path) -> None:
        if (path / "workspace.json").exists() or (path / "workspace.db").exists():
            self.trouble.tell(
                self.tr("There is a workspace in this folder already. Open it, or take another.")
            )
            return
        self.new_asked.emit(path if not path.is_dir() or not any(path.iterdir()) else path / "CRM Desktop")
