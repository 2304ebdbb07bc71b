"""The first start: four questions on one calm screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.door import FirstStart, sign_in_name
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

LEAST_PASSWORD = 8  # said before it is typed; the service checks it
KNOWN = ("xlsx", "xls", "xlsm", "ods", "csv", "tsv", "txt", "vcf")


class FileDrop(QWidget):
    """A place to drop a file on, or to press and choose one; `changed` gives the path or None."""

    changed = Signal(object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._is_over = False
        self._choose = self.tr("Drop it here, or press to choose")
        self.setAccessibleName(label)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = Row(self, margins=(12, 4, 8, 4), gap=8)
        self._icon = IconLabel("sign.sheet")
        self._words = ElidedText(self._choose, tone="muted")
        self._clear = IconButton("act.close", self.tr("Take no file"))
        self._clear.clicked.connect(lambda: self.set_path(None))
        self._clear.hide()
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._clear)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(current().px(current().tokens.control.large + 8))
        self.update()

    def set_path(self, path: Path | None) -> None:
        """Take this file; None for none."""
        self.path = path
        self._words.setText(path.name if path else self._choose)
        self._words.set_tone("" if path else "muted")
        self._words.setProperty("user_data", path is not None)
        self._icon.set_icon("sign.check" if path else "sign.sheet", "success" if path else "muted")
        self._clear.setVisible(path is not None)
        self.changed.emit(path)

    def choose(self) -> None:
        """Ask for a file with the system's own dialog; the program goes on meanwhile."""
        kinds = " ".join(f"*.{kind}" for kind in KNOWN)
        told = self.tr("Lists of people ({kinds})").format(kinds=kinds)
        FileAsker(self.window()).open(self.tr("Your Excel file"), told, self.set_path)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_path(None)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._is_over = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.set_path(Path(files[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        is_lit = self._is_over or self.underMouse()
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(6),
            fill=theme.colour("accent_soft" if self._is_over else "hover" if is_lit else "surface"),
            border=theme.colour("accent" if self._is_over else "border_strong"),
            dashed=self.path is None,
        )


class FirstStartCard(EntranceCard):
    """Office, your name, a password, your file; a fifth question only where it can't be done without."""

    asked = Signal(object)  # FirstStart
    other_workspace = Signal()
    restore = Signal()
    join = Signal(object)  # Path of an invitation that was dropped, None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Start calling in two minutes"), self.tr("Four questions, then your first lead.")
        )
        self.body.set_space((32, 24, 32, 20), 12)
        self.office = self._field("office", self.tr("Your office"))
        self.person = self._field("display_name", self.tr("Your name"))
        self.password = self._field("new_password", self.tr("A password"), is_password=True)
        self.fields["name"] = self.office
        self.fields["sign_in_name"] = self.person
        self.passphrase = self._field(
            "passphrase", self.tr("A second word that opens this computer’s file"), is_password=True
        )
        self.passphrase.set_hint(self.tr("Asked each time the program starts. Write it down; keep it safe."))
        self.passphrase.hide()
        file = Column(gap=4)
        words = self.tr("Your Excel file")
        label = Text(words, "label")
        self.file = FileDrop(words)
        label.setBuddy(self.file)
        file.addWidget(label)
        file.addWidget(self.file)
        self.body.addLayout(file)
        self.add_primary(self.tr("Start with my file"))
        self.samples = KeyCapButton(self.tr("Try it with 20 made-up people"))
        self.samples.clicked.connect(self._try_samples)
        self.body.addWidget(self.samples)
        other = KeyCapButton(self.tr("Open a workspace"), kind="link", size="compact")
        other.clicked.connect(self.other_workspace)
        restore = KeyCapButton(self.tr("Restore a backup"), kind="link", size="compact")
        restore.clicked.connect(self.restore)
        self.joins = KeyCapButton(self.tr("Join a team"), kind="link", size="compact")
        self.joins.clicked.connect(lambda: self.join.emit(None))
        self.add_links(other, self.joins, restore)
        self.person.text_changed.connect(self._say_sign_in_name)
        self.file.changed.connect(self._file_taken)

    def _field(self, name: str, label: str, *, is_password: bool = False) -> Field:
        field = Field(label, kind="password" if is_password else "text", label_style="label")
        field.submitted.connect(self._next)
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def _say_sign_in_name(self, typed: str) -> None:
        name = sign_in_name(typed)
        self.person.set_hint(self.tr("You will sign in as {name}").format(name=name) if name else "")

    def _file_taken(self, path: Path | None) -> None:
        """Enter starts with the file, once everything is answered; an invitation leads to its team."""
        if path is not None and path.suffix == ".crminvite":
            self.join.emit(path)
            return
        answers = (self.office, self.person, self.password)
        if path is not None and self.primary is not None and all(a.text().strip() for a in answers):
            self.primary.setFocus()

    def _next(self) -> None:
        """Enter goes on to the next empty question, and starts from the last."""
        for field in (self.office, self.person, self.password, self.passphrase):
            if field.isVisibleTo(self) and not field.text().strip():
                field.edit.setFocus()
                return
        if self.file.path is None:
            self.file.setFocus()
            return
        self.submit()

    def ask_passphrase(self) -> None:
        """This computer has no key store: one more word is needed."""
        self.passphrase.show()
        self.passphrase.edit.setFocus()

    def submit(self) -> None:
        """Start with the file chosen."""
        if self.file.path is None and self._is_complete():
            self.trouble.tell(self.tr("Choose your Excel file, or try it with 20 made-up people."))
            self.file.setFocus()
            return
        self._ask(self.file.path)

    def _try_samples(self) -> None:
        self._ask(None)

    def _ask(self, file: Path | None) -> None:
        if self.is_busy or not self._is_complete():
            return
        self.clear_errors()
        self.asked.emit(
            FirstStart(
                self.office.text(),
                self.person.text(),
                self.password.text(),
                file,
                self.passphrase.text() if self.passphrase.isVisibleTo(self) else "",
            )
        )

    def _is_complete(self) -> bool:
        """Whether everything needed is there; says what isn't, at its field, the first with the keyboard."""
        missing: list[tuple[Field, str]] = []
        if not self.office.text().strip():
            missing.append((self.office, self.tr("Type your office’s name.")))
        if not sign_in_name(self.person.text()):
            missing.append((self.person, self.tr("Type your name.")))
        if len(self.password.text()) < LEAST_PASSWORD:
            words = self.tr("Take at least {least} characters.").format(least=LEAST_PASSWORD)
            missing.append((self.password, words))
        if self.passphrase.isVisibleTo(self) and len(self.passphrase.text()) < LEAST_PASSWORD:
            words = self.tr("Take at least {least} characters.").format(least=LEAST_PASSWORD)
            missing.append((self.passphrase, words))
        for field, words in missing:
            field.set_error(words)
        if missing:
            missing[0][0].edit.setFocus()
        return not missing

    def set_busy(self, is_busy: bool, words: str = "") -> None:
        """Also the second button waits."""
        super().set_busy(is_busy, words)
        self.samples.setEnabled(not is_busy)
