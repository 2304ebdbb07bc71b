"""The settings page: its parts at the left, the one chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from crm_desktop.ui.session import Session
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.registry import PartSpec, groups_for
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import Page, PageContext, Width
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

LIST_WIDTH, MOST_WIDTH = 200, 860


class PartButton(QAbstractButton):
    """A part's place in the list."""

    def __init__(self, spec: PartSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setCheckable(True)
        self.setText(spec.shown_title())
        self.setAccessibleName(spec.shown_title())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        words = theme.metrics("body_strong").horizontalAdvance(self.text())
        return QSize(words + theme.px(10 + 16 + 10 + 10), theme.px(theme.tokens.control.normal))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        is_on = self.isChecked()
        if is_on or self.underMouse():
            ground = theme.colour("accent_soft" if is_on else "hover")
            paint.box(painter, self.rect(), radius=theme.px(6), fill=ground)
        ink = theme.colour("accent" if is_on else "text")
        side, pad = theme.px(16), theme.px(10)
        icon_ink = ink if is_on else theme.colour("text_muted")
        paint_icon(painter, QRectF(pad, 0, side, self.height()), self.spec.icon, icon_ink, side)
        left = pad + side + pad
        style = "body_strong" if is_on else "body"
        room = QRectF(left, 0, self.width() - left - 2, self.height())
        paint.text(painter, room, self.text(), theme.font(style), ink)


class PartList(Panel):
    """The parts, one above the other; arrow keys move, `chosen` gives the id."""

    chosen = Signal(str)

    def __init__(self, groups: list[tuple[str, list[PartSpec]]], parent: QWidget | None = None) -> None:
        super().__init__(margins=8, gap=2, parent=parent)
        self.setAccessibleName(self.tr("Parts of the settings"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, PartButton] = {}
        for title, specs in groups:
            heading = Text(title, "caption_strong", tone="muted")
            heading.setContentsMargins(10, 10 if self.buttons else 6, 10, 4)
            self.body.addWidget(heading)
            for spec in specs:
                button = PartButton(spec)
                self._group.addButton(button)
                self.buttons[spec.id] = button
                self.body.addWidget(button)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._group.buttonToggled.connect(self._toggled)

    def _toggled(self, button: QAbstractButton, is_checked: bool) -> None:
        if is_checked and isinstance(button, PartButton):
            self.chosen.emit(button.spec.id)


class SettingsPage(Page):
    """Shows one part at a time; `open(part="backup")` goes to one."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        groups = groups_for(self.session)
        self._specs = [spec for _, specs in groups for spec in specs]
        self._parts: dict[str, SettingsPart] = {}
        self._current = ""
        self.list = PartList(groups)
        self.list.chosen.connect(self._chosen)
        self.list_area = Scroll()  # on a low screen the list is longer than the window
        self.list_area.setWidget(self.list)
        self.box = ComboBox(self.tr("Part of the settings"))
        for spec in self._specs:
            self.box.addItem(spec.shown_title(), spec.id)
        self.box.activated.connect(self._boxed)
        self.area = Scroll()
        self._inside = QWidget()
        self._slot = Column(self._inside, gap=0)
        self._slot.addStretch(1)
        self.area.setWidget(self._inside)
        column = Column(self, gap=12)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        row = Row(gap=12)
        row.addWidget(self.list_area)
        right = Column(gap=8)
        right.addWidget(self.area, 1)
        self._feet = Column(gap=0)
        right.addLayout(self._feet)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        context.acts.add(
            Act(
                "settings.save",
                self.tr("Save"),
                self._save,
                ("Ctrl+S",),
                "settings",
                self.tr("Settings"),
                "act.save",
                enabled=self._can_save,
            ),
            scope=self,
        )
        self.fit(Width.FULL)
        follow_theme(self._rescale)

    # ---- parts -------------------------------------------------------------------------------------

    def parts_shown(self) -> list[str]:
        """The ids of the parts this person may open."""
        return [spec.id for spec in self._specs]

    @property
    def part(self) -> SettingsPart | None:
        """The part in view."""
        return self._parts.get(self._current)

    def show_part(self, part_id: str) -> bool:
        """Bring a part into view and let it read; False when there is none for this person."""
        spec = next((each for each in self._specs if each.id == part_id), None)
        if spec is None:
            return False
        before = self.part
        if before is not None:
            before.hide()
            if before.foot is not None:
                before.foot.hide()
        part = self._parts.get(part_id)
        if part is None:
            part = self._parts[part_id] = spec.build(self.context)
            self._slot.insertWidget(0, part)
            if part.foot is not None:
                self._feet.addWidget(part.foot)
                self._rescale()
        self._current = part_id
        part.show()
        if part.foot is not None:
            part.foot.show()
        self.list.buttons[part_id].setChecked(True)
        self.list_area.ensureWidgetVisible(self.list.buttons[part_id], 0, 8)
        self.box.setCurrentIndex(self.parts_shown().index(part_id))
        self.area.verticalScrollBar().setValue(0)
        if not part.is_edited:
            part.load()
        return True

    def _chosen(self, part_id: str) -> None:
        if part_id != self._current:
            self.show_part(part_id)

    def _boxed(self, index: int) -> None:
        self.show_part(str(self.box.itemData(index)))

    def _save(self) -> None:
        if self.part is not None:
            self.part.submit()

    def _can_save(self) -> bool:
        return self.part is not None and self.part.is_edited

    # ---- what the window asks ----------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`part` names the part to show."""
        if self.show_part(str(arguments.get("part", ""))) and self.isVisible():
            self.focus_first()  # the keyboard must not stay at the part before

    def activate(self) -> None:
        """The first part at first."""
        if not self._current and self._specs:
            self.show_part(self._specs[0].id)

    def refresh(self, topics: frozenset[str]) -> None:
        """Read again what somebody else changed, unless something was typed here."""
        part = self.part
        if part is not None and not part.is_edited and topics & {"settings", "backups", "erasures"}:
            part.load()

    def focus_first(self) -> None:
        """The list of parts."""
        button = self.list.buttons.get(self._current)
        (button if button is not None and button.isVisible() else self.box).setFocus()

    def may_leave(self) -> bool:
        """What was typed and not saved would be lost."""
        if self.part is not None and self.part.is_edited:
            self.context.notices.warn(self.tr("Save first, or leave again to drop what you changed."))
            self.part.set_edited(False)
            return False
        return True

    def fit(self, width: Width) -> None:
        """In a small window the list of parts becomes a box to choose from."""
        self.list_area.setVisible(width != Width.SMALL)
        self.box.setVisible(width == Width.SMALL)

    def _rescale(self) -> None:
        self.list_area.setFixedWidth(current().px(LIST_WIDTH))
        self._inside.setMaximumWidth(current().px(MOST_WIDTH))
        for part in self._parts.values():
            if part.foot is not None:
                part.foot.setMaximumWidth(current().px(MOST_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the parts."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        ids = self.parts_shown()
        if step is None or self._current not in ids:
            super().keyPressEvent(event)
            return
        at = ids.index(self._current) + step
        if 0 <= at < len(ids):
            self.show_part(ids[at])
            self.focus_first()
