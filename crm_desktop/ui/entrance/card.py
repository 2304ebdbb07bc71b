"""The card in the middle of the entrance, and the view around it: mark, card, the line at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.progress import Bar
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import IconLabel, Text

log = get_logger(__name__)
CARD_WIDTH, LOGO_SIDE, LOW = 400, 32, 560


class Logo(QWidget):
    """The program's mark: headphones on the accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = current().px(LOGO_SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(painter, self.rect(), radius=theme.px(6), fill=theme.colour("accent"))
        paint_icon(painter, self.rect(), "page.calling", theme.colour("accent_text"), theme.px(16))


class Trouble(QWidget):
    """What went wrong, inside a card: icon and sentence; takes no room while there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(12, 8, 12, 8), gap=8)
        self._icon = IconLabel("sign.error", tone="danger")
        self._words = Text("", "table", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setVisible(False)

    def tell(self, words: str) -> None:
        """Show a sentence; empty takes it away."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(6),
            fill=theme.colour("danger_soft"),
            border=theme.colour("danger"),
        )


class EntranceCard(QWidget):
    """A card of 400 px: title, a sentence, its fields, trouble, one primary button.

    `fields` by the names errors carry (`UserError.field`); an error goes to its field, else above the
    button. While `set_busy` holds, the button says so and nothing can be sent twice.
    """

    back = Signal()

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.is_busy = False
        self.primary: KeyCapButton | None = None
        self.body = Column(self, margins=(32, 28, 32, 28), gap=16)
        head = Column(gap=2)
        self.title = Text(title, "headline", wrap=True)
        self.sentence = Text(sentence, "body", tone="muted", wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        self.body.addLayout(head)
        self.sentence.setVisible(bool(sentence))
        self.trouble = Trouble()
        self.working = Bar(self.tr("Working"), 0.0, height=4)
        self.working.hide()
        self._links: list[tuple[Row, list[KeyCapButton]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setFixedWidth(current().px(CARD_WIDTH))
        self._turn_links()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its sentences need at this width."""
        width = current().px(CARD_WIDTH)
        return QSize(width, max(self.body.heightForWidth(width), self.body.minimumSize().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self, room: int) -> None:
        """The window leaves this height (px); a card with a long text makes that lower."""

    def _turn_links(self) -> None:
        """Links that don't fit beside each other stand below each other."""
        room = current().px(CARD_WIDTH - 64)
        for row, links in self._links:
            needed = sum(link.sizeHint().width() for link in links) + row.spacing() * (len(links) - 1)
            is_wide = needed > room
            row.setDirection(
                QBoxLayout.Direction.TopToBottom if is_wide else QBoxLayout.Direction.LeftToRight
            )

    def tell_title(self, title: str, sentence: str = "") -> None:
        """Change the title and the sentence below it."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_field(self, name: str, label: str, **options: object) -> Field:
        """Append a large field with a strong label; `name` is the one errors carry."""
        field = Field(label, size="large", label_style="label", **options)  # type: ignore[arg-type]
        field.submitted.connect(self.submit)
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def add_primary(self, words: str, key: str = "Enter", *, danger: bool = False) -> KeyCapButton:
        """Append trouble's place and the one primary button, as wide as the card."""
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.working)
        self.primary = KeyCapButton(words, key, kind="danger" if danger else "primary", size="large")
        self.primary.clicked.connect(self.submit)
        self.body.addWidget(self.primary)
        return self.primary

    def add_links(self, *links: KeyCapButton) -> None:
        """Append a row of links: the first at the left, the last at the right."""
        row = Row(gap=8 if len(links) < 3 else 0)  # three fill the row; their own edges keep them apart
        for at, link in enumerate(links):
            if at:
                row.addStretch(1)
            row.addWidget(link)
        if len(links) == 1:
            row.addStretch(1)
        self._links.append((row, list(links)))
        self._turn_links()
        self.body.addLayout(row)

    def submit(self) -> None:
        """The primary button or Enter; cards say what happens."""

    def set_busy(self, is_busy: bool, words: str = "") -> None:
        """Show that work goes on, in the button's place of words."""
        self.is_busy = is_busy
        self.setCursor(Qt.CursorShape.BusyCursor if is_busy else Qt.CursorShape.ArrowCursor)
        if self.primary is not None:
            if not hasattr(self, "_idle_words"):
                self._idle_words = self.primary.words()
            self.primary.set_words(words if is_busy and words else self._idle_words)
        if not is_busy:
            self.working.hide()

    def show_progress(self, share: float | None, note: str = "") -> None:
        """A thin bar above the button: how far, 0–1; None takes it away. `note` says what goes on."""
        self.working.setVisible(share is not None)
        if share is not None:
            self.working.set_share(share)

    def show_error(self, error: UserError) -> None:
        """Put an error where it belongs and the keyboard with it."""
        words = tr_error(error)
        field = self.fields.get(error.field or "")
        if field is not None and not field.isHidden():
            self.trouble.tell("")
            field.set_error(words)
            field.edit.setFocus()
            field.edit.selectAll()
        else:
            self.trouble.tell(words)

    def clear_errors(self) -> None:
        """Take back what was said before."""
        self.trouble.tell("")
        for field in self.fields.values():
            field.set_error("")

    def focus_first(self) -> None:
        """Put the keyboard in the first empty field, else on the primary button."""
        for field in self.fields.values():
            if field.isVisibleTo(self) and not field.text():
                field.edit.setFocus()
                return
        if self.fields:
            next(reversed(self.fields.values())).edit.setFocus()
        elif self.primary is not None:
            self.primary.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, on the cards that have a way back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(theme.tokens.radius.panel),
            fill=theme.colour("surface"),
            border=theme.colour("border"),
        )


class Foot(QWidget):
    """The line under the card: a lock and a few quiet words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=8)
        self._icon = IconLabel("act.lock")
        self._words = Text("", "caption", tone="muted")
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addStretch(1)

    def tell(self, words: str, icon: str = "act.lock") -> None:
        """Say something; empty leaves the line blank."""
        self._words.setText(words)
        self._icon.set_icon(icon)
        self._icon.setVisible(bool(words))

    def words(self) -> str:
        """What it says."""
        return self._words.text()


class EntranceView(QWidget):
    """Everything of the entrance: the mark, one card in the middle, the line at the foot; it may scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: EntranceCard | None = None
        self.foot = Foot()
        self._area = Scroll(parent=self)
        self._inside = QWidget()
        self._column = column = Column(self._inside, margins=(16, 16, 16, 16), gap=16)
        self._brand = QWidget()
        brand = Row(self._brand, gap=8)
        brand.addStretch(1)
        brand.addWidget(Logo())
        brand.addWidget(Text(self.tr("CRM Desktop"), "page"))
        brand.addStretch(1)
        # Not an aligned item: that one would be asked for its height at the window's width.
        self._slot = Row(gap=0)
        self._slot.addStretch(1)
        self._slot.addStretch(1)
        column.addStretch(1)
        column.addWidget(self._brand)
        column.addLayout(self._slot)
        column.addWidget(self.foot)
        column.addStretch(1)
        self._area.setWidget(self._inside)
        outer = Column(self, gap=0)
        outer.addWidget(self._area)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        """A low window gives the mark's room to the card."""
        self._brand.setVisible(self.height() >= current().px(LOW))
        self._fit()
        self.update()

    def _fit(self) -> None:
        if self.card is None:
            return
        gaps = self._column.contentsMargins()
        around = [each.sizeHint().height() for each in (self._brand, self.foot) if not each.isHidden()]
        taken = sum(around) + gaps.top() + gaps.bottom() + self._column.spacing() * (len(around) + 2)
        self.card.fit(self.height() - taken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def show_card(self, card: EntranceCard) -> None:
        """Put a card in the middle; the one before is deleted."""
        self.take_card()
        self.card = card
        self._slot.insertWidget(1, card)
        self._fit()
        card.show()
        self.setFocusProxy(card)
        self._area.verticalScrollBar().setValue(0)
        card.focus_first()
        log.debug("card", kind=type(card).__name__)

    def take_card(self) -> None:
        """Delete the card, with all that was typed into it."""
        before, self.card = self.card, None
        if before is not None:
            self._slot.removeWidget(before)
            before.hide()
            before.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("window"))
