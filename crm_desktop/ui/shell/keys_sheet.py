"""`?`: all keys of this page and of the window, grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.ui.shell.actions import GLOBAL, Act, Catalogue
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.keycap import KeyCap, key_words
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

COLUMNS, MOST_COLUMNS = 3, 4
WIDTH, LEAST_FOR_MOST = 1240, 1180


@dataclass(frozen=True)
class Line:
    """A line of the sheet: one act, or a series of them from the first key to the last."""

    title: str
    acts: tuple[Act, ...]

    @property
    def is_usable(self) -> bool:
        """Whether any of it can be done now."""
        return any(act.enabled() for act in self.acts)

    @property
    def keys(self) -> list[str]:
        """The keys as shown; of a series the first and the last."""
        if len(self.acts) > 1:
            return [self.acts[0].keys[0], self.acts[-1].keys[0]]
        # Return and the number pad's Enter are two keys to Qt and one to people.
        return list(reversed({key_words(key): key for key in reversed(self.acts[0].keys)}.values()))


def lines_of(acts: Sequence[Act]) -> list[Line]:
    """The acts line by line; those of a series share one."""
    found: dict[str, list[Act]] = {}
    for act in acts:
        found.setdefault(act.series or act.id, []).append(act)
    return [Line(some[0].series or some[0].title, tuple(some)) for some in found.values()]


def groups_of(acts: Catalogue, everywhere: str) -> list[tuple[str, list[Act]]]:
    """The acts with keys of the page in view, then the window's, by their group in order of appearance."""
    found: dict[str, list[Act]] = {}
    for context in (acts.context, GLOBAL):
        for act in acts.acts(context):
            if act.keys and (context != GLOBAL or acts.context != GLOBAL or act.context == GLOBAL):
                found.setdefault(act.group or everywhere, [])
                if act not in found[act.group or everywhere]:
                    found[act.group or everywhere].append(act)
    return list(found.items())


class KeysSheet(Overlay):
    """The overlay that lists the keys; it is filled at each opening."""

    def __init__(self, parent: QWidget, acts: Catalogue) -> None:
        super().__init__(parent, width=WIDTH)
        self._acts = acts
        self._count = 0
        self._close = IconButton("act.close", self.tr("Close"), key="Esc", parent=self.card)
        self._close.clicked.connect(self.dismiss)
        self._head = QHBoxLayout()
        self._head.addWidget(Text(self.tr("Keys"), "title", parent=self.card))
        self._head.addStretch(1)
        self._head.addWidget(self._close)
        self._scroll = Scroll(parent=self.card)
        self._scroll.setAccessibleName(self.tr("Keys"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = QWidget()
        self.column.addLayout(self._head)
        self.column.addWidget(self._scroll, 1)

    def prepare(self) -> None:
        theme = current()
        self.column.setContentsMargins(theme.px(24), theme.px(16), theme.px(12), theme.px(16))
        self.column.setSpacing(theme.px(12))
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, theme.px(12), 0)
        row.setSpacing(theme.px(32))
        columns = self._columns()
        for groups in columns:
            column = QVBoxLayout()
            column.setSpacing(theme.px(16))
            for title, lines in groups:
                column.addLayout(self._group(title, lines))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(self._body)

    def place(self) -> None:
        if self.isVisible() and self._count != self._columns_wanted():
            self.prepare()  # the window became wider or narrower
        super().place()

    def _columns_wanted(self) -> int:
        px, width = current().px, self.covered.width()
        return MOST_COLUMNS if width >= px(LEAST_FOR_MOST) else COLUMNS if width >= px(900) else 2

    def first_focus(self) -> QWidget:
        return self._scroll

    def wanted_height(self) -> int:
        return self._body.sizeHint().height() + self._head.sizeHint().height() + current().px(52)

    def _columns(self) -> list[list[tuple[str, list[Line]]]]:
        """The groups in up to four columns of about equal length, in reading order."""
        groups = [(title, lines_of(acts)) for title, acts in groups_of(self._acts, self.tr("Everywhere"))]
        count = self._count = self._columns_wanted()
        total = sum(len(lines) + 2 for _, lines in groups)
        columns: list[list[tuple[str, list[Line]]]] = [[]]
        used = 0
        for title, lines in groups:
            if columns[-1] and used + len(lines) / 2 > total * len(columns) / count and len(columns) < count:
                columns.append([])
            columns[-1].append((title, lines))
            used += len(lines) + 2
        return columns

    def _group(self, title: str, lines: list[Line]) -> QGridLayout:
        theme = current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        grid.addWidget(Text(title, "label", tone="muted"), 0, 0, 1, 2)
        for place, line in enumerate(lines, start=1):
            name = Text(line.title, "body", tone="" if line.is_usable else "muted", wrap=True)
            keys = QHBoxLayout()
            keys.setSpacing(theme.px(4))
            keys.addStretch(1)
            for number, key in enumerate(line.keys):
                if number and len(line.acts) > 1:
                    keys.addWidget(Text("–", "body", tone="muted"))
                keys.addWidget(KeyCap(key))
            grid.addWidget(name, place, 0)
            grid.addLayout(keys, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        return grid

    def keys_shown(self) -> list[str]:
        """The accessible names of the key caps, in order."""
        return [cap.accessibleName() for cap in self._body.findChildren(KeyCap)]
