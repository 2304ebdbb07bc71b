"""Popovers of the list: which columns, which saved view, who shall have the chosen leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lead_query import LeadQuery, NextCall
from crm_desktop.domain.queue import PRIORITIES
from crm_desktop.store.saved_views import SavedView
from crm_desktop.ui.leads.columns import COLUMNS, Shown
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text


class ColumnsPopover(Popover):
    """A check box a column; at least one stays. Their order is changed by dragging the header."""

    changed = Signal(object)  # tuple[Shown, ...]

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=240)
        self.title.setText(self.tr("Columns"))
        self.setAccessibleName(self.tr("Columns"))
        self._shown: tuple[Shown, ...] = ()
        self._is_filling = False
        self.boxes: dict[str, CheckBox] = {}
        boxes = Column(gap=4)
        for column in COLUMNS:
            box = CheckBox(column.shown_title())
            box.toggled.connect(self._apply)
            self.boxes[column.key] = box
            boxes.addWidget(box)
        self.column.addLayout(boxes)
        hint = Text(self.tr("Drag a heading to move its column."), "caption", tone="muted", wrap=True)
        self.column.addWidget(hint)

    def show_columns(self, shown: tuple[Shown, ...]) -> None:
        """Show which columns are in the list."""
        self._shown = shown
        self._is_filling = True
        keys = {s.column.key for s in shown}
        for key, box in self.boxes.items():
            box.setChecked(key in keys)
            box.setEnabled(len(keys) > 1 or key not in keys)
        self._is_filling = False

    def _apply(self) -> None:
        if self._is_filling:
            return
        kept = [s for s in self._shown if self.boxes[s.column.key].isChecked()]
        have = {s.column.key for s in kept}
        kept += [Shown(c, c.width) for c in COLUMNS if self.boxes[c.key].isChecked() and c.key not in have]
        self.changed.emit(tuple(kept))


class ViewsPopover(Popover):
    """Ready and saved views; the list as it is now can be saved under a name, and shared."""

    chosen = Signal(str, object)  # name, LeadQuery
    save_asked = Signal(str, bool)  # name, is_shared
    delete_asked = Signal(object)  # UUID

    def __init__(self, page: QWidget, *, may_share: bool, person_id: UUID) -> None:
        super().__init__(page, "", width=320)
        self.title.setText(self.tr("Views"))
        self.setAccessibleName(self.tr("Views"))
        self._person_id = person_id
        self._rows = QWidget()
        self._list = Column(self._rows, gap=2)
        self.column.addWidget(self._rows)
        self.column.addWidget(Rule())
        self.name = Field(self.tr("Save the list as it is now"), size="compact")
        self.name.edit.setPlaceholderText(self.tr("Name of the view"))
        self.name.submitted.connect(self._save)
        self.share = CheckBox(self.tr("Share with everybody"))
        if not may_share:
            self.share.hide()
        self.save = KeyCapButton(self.tr("Save the view"), "Enter", size="compact", icon="act.save")
        self.save.clicked.connect(self._save)
        foot = Row()
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.column.addWidget(self.name)
        self.column.addWidget(self.share)
        self.column.addLayout(foot)

    def ready_views(self) -> list[tuple[str, LeadQuery]]:
        """The views everybody has."""
        return [
            (self.tr("All leads"), LeadQuery()),
            (self.tr("My leads"), LeadQuery(owner=str(self._person_id))),
            (self.tr("To call today"), LeadQuery(next_call=NextCall.TODAY.value)),
            (self.tr("Overdue"), LeadQuery(next_call=NextCall.OVERDUE.value)),
        ]

    def show_views(self, views: Sequence[SavedView], current_name: str) -> None:
        """Show these beside the ready ones."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, query in self.ready_views():
            self._add(name, query, None, current_name)
        for view in views:
            self._add(view.name, LeadQuery.from_json(view.query), view, current_name)
        self.place()

    def _add(self, name: str, query: LeadQuery, view: SavedView | None, current_name: str) -> None:
        row = QWidget()
        line = Row(row, gap=4)
        is_current = name == current_name
        icon = "sign.check" if is_current else "lead.view"
        button = KeyCapButton(name, kind="quiet", size="compact", spread=True, icon=icon)
        if view is not None:
            button.setProperty("user_data", True)
            if view.is_shared:
                if not is_current:
                    button.set_icon("page.leads")
                button.setToolTip(self.tr("Shared with everybody"))
        button.clicked.connect(self._choosing(name, query))
        line.addWidget(button, 1)
        if view is not None and view.owner_id == self._person_id:
            delete = IconButton("act.delete", self.tr("Delete this view"))
            delete.clicked.connect(self._deleting(view.id))
            line.addWidget(delete)
        self._list.addWidget(row)

    def _choosing(self, name: str, query: LeadQuery) -> Callable[[], None]:
        def choose() -> None:
            self.dismiss()
            self.chosen.emit(name, query)

        return choose

    def _deleting(self, view_id: UUID) -> Callable[[], None]:
        return lambda: self.delete_asked.emit(view_id)

    def _save(self) -> None:
        if not self.name.text().strip():
            self.name.set_error(self.tr("A view needs a name. Type one."))
            self.name.setFocus()
            return
        self.save_asked.emit(self.name.text().strip(), self.share.isChecked())


class PriorityPopover(Popover):
    """Whether the chosen leads are called first, as usual or last; `given` with the priority."""

    given = Signal(int)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=300)
        self.title.setText(self.tr("When to call them"))
        self.setAccessibleName(self.tr("When to call them"))
        self.count = Text("", "body", tone="muted", wrap=True)
        self.column.addWidget(self.count)
        self.buttons: dict[int, KeyCapButton] = {}
        for priority, words, icon in (
            (PRIORITIES["first"], self.tr("Call first"), "sign.sort_up"),
            (PRIORITIES["usual"], self.tr("Call as usual"), "call.next"),
            (PRIORITIES["last"], self.tr("Call last"), "sign.sort_down"),
        ):
            button = KeyCapButton(words, spread=True, icon=icon)
            button.clicked.connect(self._giving(priority))
            self.buttons[priority] = button
            self.column.addWidget(button)
        self.column.addWidget(
            Text(self.tr("Promised calls come before all others."), "caption", tone="muted", wrap=True)
        )

    def _giving(self, priority: int) -> Callable[[], None]:
        def give() -> None:
            self.dismiss()
            self.given.emit(priority)

        return give


class AssignPopover(Popover):
    """Who shall have the chosen leads; `given` with a person's id, or None for nobody."""

    given = Signal(object)  # UUID | None

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=320)
        self.title.setText(self.tr("Give to someone"))
        self.setAccessibleName(self.tr("Give to someone"))
        self.count = Text("", "body", tone="muted", wrap=True)
        self.person = ComboBox(self.tr("To whom"))
        self.person.setPlaceholderText(self.tr("To whom"))
        self.person.setProperty("user_data", True)
        self.give = KeyCapButton(self.tr("Give"), "Ctrl+Return", kind="primary", icon="lead.reassign")
        self.give.clicked.connect(self.take)
        self.column.addWidget(self.count)
        self.column.addWidget(self.person)
        row = Row()
        row.addStretch(1)
        row.addWidget(self.give)
        self.column.addLayout(row)
        self.person.currentIndexChanged.connect(lambda at: self.give.setEnabled(at >= 0))

    def show_people(self, people: Sequence[tuple[UUID, str]], words: str) -> None:
        """Show who can be chosen, and how many leads it is about."""
        self.count.setText(words)
        self.person.clear()
        self.person.addItem(self.tr("Nobody: whoever calls next"), None)
        for person_id, name in people:
            self.person.addItem(name, person_id)
        self.person.setCurrentIndex(-1)
        self.give.setEnabled(False)

    def take(self) -> None:
        """Give them, when someone is chosen."""
        if self.person.currentIndex() >= 0:
            person_id = self.person.currentData()
            self.dismiss()
            self.given.emit(person_id)
