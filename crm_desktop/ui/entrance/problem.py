"""Why the workspace can't be opened, in plain words, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton

# Ways out of trouble; the first of a problem is its primary button.
TRY_AGAIN, RECOVER, RESTORE, CHOOSE, MAKE_NEW = "try_again", "recover", "restore", "choose", "make_new"

WORDS: dict[str, str] = {
    TRY_AGAIN: str(QT_TRANSLATE_NOOP("ProblemCard", "Try again")),
    RECOVER: str(QT_TRANSLATE_NOOP("ProblemCard", "Use the recovery code")),
    RESTORE: str(QT_TRANSLATE_NOOP("ProblemCard", "Restore a backup")),
    CHOOSE: str(QT_TRANSLATE_NOOP("ProblemCard", "Choose another workspace")),
    MAKE_NEW: str(QT_TRANSLATE_NOOP("ProblemCard", "Make a new workspace here")),
}

_NOT_FOUND = str(QT_TRANSLATE_NOOP("ProblemCard", "No workspace here"))
_NO_KEY = str(QT_TRANSLATE_NOOP("ProblemCard", "The key is missing"))
_LOCKED_KEYS = str(QT_TRANSLATE_NOOP("ProblemCard", "The key can’t be reached"))
_WRONG_KEY = str(QT_TRANSLATE_NOOP("ProblemCard", "The key does not fit"))
_DAMAGED = str(QT_TRANSLATE_NOOP("ProblemCard", "The file is damaged"))
_FILE_GONE = str(QT_TRANSLATE_NOOP("ProblemCard", "The file is missing"))
_NOT_OURS = str(QT_TRANSLATE_NOOP("ProblemCard", "Not a workspace"))
_NEWER = str(QT_TRANSLATE_NOOP("ProblemCard", "The program is too old"))
_NETWORK = str(QT_TRANSLATE_NOOP("ProblemCard", "Not on a network drive"))
_NO_SPACE = str(QT_TRANSLATE_NOOP("ProblemCard", "The disk is full"))
_DISK = str(QT_TRANSLATE_NOOP("ProblemCard", "The disk has trouble"))
_READ_ONLY = str(QT_TRANSLATE_NOOP("ProblemCard", "The folder can’t be written to"))
_CLOCK = str(QT_TRANSLATE_NOOP("ProblemCard", "The clock is wrong"))
_BUSY = str(QT_TRANSLATE_NOOP("ProblemCard", "The workspace is busy"))
_SEAT = str(QT_TRANSLATE_NOOP("ProblemCard", "Already open"))
_OTHER = str(QT_TRANSLATE_NOOP("ProblemCard", "The workspace did not open"))

# Name of the error → title and ways out. By name, so that nothing heavy is imported for it.
PROBLEMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "WorkspaceMissing": (_NOT_FOUND, (CHOOSE, MAKE_NEW, TRY_AGAIN)),
    "WorkspaceFileDamaged": (_DAMAGED, (RESTORE, TRY_AGAIN, CHOOSE)),
    "SealedFileDamaged": (_DAMAGED, (RECOVER, TRY_AGAIN, CHOOSE)),
    "SealedForAnother": (_WRONG_KEY, (RECOVER, TRY_AGAIN, CHOOSE)),
    "KeyMissing": (_NO_KEY, (RECOVER, TRY_AGAIN, CHOOSE)),
    "KeyStoreAbsent": (_LOCKED_KEYS, (TRY_AGAIN, RECOVER, CHOOSE)),
    "KeyStoreLocked": (_LOCKED_KEYS, (TRY_AGAIN, RECOVER, CHOOSE)),
    "WrongKey": (_WRONG_KEY, (RECOVER, RESTORE, CHOOSE)),
    "StoreMissing": (_FILE_GONE, (TRY_AGAIN, RESTORE, CHOOSE)),
    "StoreDamaged": (_DAMAGED, (RESTORE, TRY_AGAIN, CHOOSE)),
    "NotOurFile": (_NOT_OURS, (CHOOSE, RESTORE)),
    "NewerSchema": (_NEWER, (TRY_AGAIN, CHOOSE)),
    "OnNetworkShare": (_NETWORK, (CHOOSE,)),
    "NoSpace": (_NO_SPACE, (TRY_AGAIN, CHOOSE)),
    "DiskFull": (_NO_SPACE, (TRY_AGAIN, CHOOSE)),
    "DiskTrouble": (_DISK, (TRY_AGAIN, RESTORE, CHOOSE)),
    "FolderReadOnly": (_READ_ONLY, (TRY_AGAIN, CHOOSE)),
    "ClockBehind": (_CLOCK, (TRY_AGAIN, CHOOSE)),
    "ClocksApart": (_CLOCK, (TRY_AGAIN, CHOOSE)),
    "WorkspaceBusy": (_BUSY, (TRY_AGAIN, CHOOSE)),
    "WorkspaceInUse": (_BUSY, (TRY_AGAIN, CHOOSE)),
    "SeatInUse": (_SEAT, (TRY_AGAIN, CHOOSE)),
}
OTHERWISE = (_OTHER, (TRY_AGAIN, CHOOSE))


class ProblemCard(EntranceCard):
    """What is wrong, in one sentence, and one button for each way out. `chosen` gives the way."""

    chosen = Signal(str)

    def __init__(self, problem: UserError, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        title, self.ways = PROBLEMS.get(type(problem).__name__, OTHERWISE)
        self.problem = problem
        self.tell_title(QCoreApplication.translate("ProblemCard", title))
        self.trouble.tell(tr_error(problem))
        self.trouble.setProperty("user_data", True)  # it names files and folders
        self.add_primary(self._words(self.ways[0]))
        self.buttons: dict[str, KeyCapButton] = {}
        assert self.primary is not None
        self.buttons[self.ways[0]] = self.primary
        for way in self.ways[1:]:
            button = KeyCapButton(self._words(way))
            button.clicked.connect(self._pressed)
            self.buttons[way] = button
            self.body.addWidget(button)

    def _words(self, way: str) -> str:
        return QCoreApplication.translate("ProblemCard", WORDS[way])

    def submit(self) -> None:
        """Take the first way out."""
        if not self.is_busy:
            self.chosen.emit(self.ways[0])

    def _pressed(self) -> None:
        sender = self.sender()
        for way, button in self.buttons.items():
            if button is sender and not self.is_busy:
                self.chosen.emit(way)
