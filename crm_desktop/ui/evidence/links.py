"""Files that are kept somewhere, each a button that opens it in the system's program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.evidence import Evidence
from crm_desktop.domain.formats import short_when
from crm_desktop.ui.evidence.opening import open_evidence
from crm_desktop.ui.leads.records import size_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.text import Text

LONGEST = 34  # letters of a name on its button
MOST = 12


class FileLinks(QWidget):
    """Hidden while there is none; `key` opens the newest."""

    def __init__(
        self, context: PageContext, words: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._key = context, key
        self._files: tuple[Evidence, ...] = ()
        column = Column(self, gap=4)
        self.title = Text(words or self.tr("Files that show it"), "caption", tone="muted")
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=6)
        column.addWidget(self.title)
        column.addWidget(self._holder)
        self.buttons: list[KeyCapButton] = []
        self.hide()

    def show_files(self, files: Sequence[Evidence]) -> None:
        """Each content once, the newest first, at most MOST."""
        once: dict[tuple[str, object], Evidence] = {}
        for each in files:
            once.setdefault((each.piece.sha256, each.piece.whose), each)
        self._files = tuple(once.values())[:MOST]
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(each, at) for at, each in enumerate(self._files)]
        for button in self.buttons:
            self._flow.addWidget(button)
            button.show()
        self.setVisible(bool(self.buttons))

    def open_newest(self) -> None:
        """Open the first of them."""
        if self._files and self.isVisible():
            open_evidence(self._context, self, self._files[0])

    def _button(self, each: Evidence, at: int) -> KeyCapButton:
        name = each.piece.name
        shown = name if len(name) <= LONGEST else f"{name[: LONGEST - 11]}…{name[-10:]}"
        button = KeyCapButton(
            shown, self._key if at == 0 else "", size="compact", icon="sign.file",
            accessible_name=self.tr("Open the file {name}").format(name=name), parent=self._holder,
        )  # fmt: skip
        button.setProperty("user_data", True)
        session = self._context.services
        when = short_when(each.at, session.services.workspace.zone, session.clock.now())
        parts = (name, size_words(each.piece.size), when, each.by)
        button.setToolTip(" · ".join(part for part in parts if part))
        button.clicked.connect(self._opening(each))
        return button

    def _opening(self, each: Evidence) -> Callable[[], None]:
        return lambda: open_evidence(self._context, self, each)
