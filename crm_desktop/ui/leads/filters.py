"""The filters of the list: the popover that sets them, and their chips, each with a way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import NOBODY, UNSCORED, LeadQuery, NextCall
from crm_desktop.ui.leads.words import next_call_words, score_words, standing_words, status_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.layouts import FlowLayout, Grid, Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text

CLEARED: dict[str, object] = {
    "status": (),
    "campaign": "",
    "owner": "",
    "tag": "",
    "city": "",
    "last_result": "",
    "next_call": "",
    "import_id": "",
    "standing": "",
    "alone": False,
    "among": (),
    "score": "",
    "product": "",
}
LEAST_SCORES = ("80", "60", "40", "20", "1")


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What can be filtered by: values with their words, as read from the workspace."""

    campaigns: tuple[tuple[str, str], ...] = ()
    owners: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def name_of(self, kind: str, value: str) -> str:
        """The words of a campaign or a person."""
        pairs = self.campaigns if kind == "campaign" else self.owners
        return next((words for known, words in pairs if known == value), "…")


def cleared(query: LeadQuery) -> LeadQuery:
    """The query without filters; text and order stay."""
    return replace(query, **CLEARED)  # type: ignore[arg-type]


class FilterPopover(Popover):
    """All filters at once; each change is applied at once (`changed` gives the new query)."""

    changed = Signal(object)  # LeadQuery

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=440)
        self.title.setText(self.tr("Filter"))
        self.setAccessibleName(self.tr("Filter"))
        self._query = LeadQuery()
        self._choices = FilterChoices()
        self._is_filling = False
        self._status: dict[LeadStatus, CheckBox] = {}
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        for status in LeadStatus:
            box = CheckBox(status_words(status))
            box.toggled.connect(self._apply)
            self._status[status] = box
            flow.addWidget(box)
        grid = Grid(gap_x=12, gap_y=8)
        grid.setColumnStretch(1, 1)
        self._line(grid, self.tr("Status"), holder)
        self._campaign = self._combo(grid, self.tr("Campaign"), is_data=True)
        self._owner = self._combo(grid, self.tr("Owner"), is_data=True)
        self._tag = self._combo(grid, self.tr("Tag"), is_data=True)
        self._city = self._combo(grid, self.tr("City"), is_data=True)
        self._product = self._combo(grid, self.tr("Product"), is_data=True)
        self._result = self._combo(grid, self.tr("Last result"), is_data=True)
        self._next_call = self._combo(grid, self.tr("Next call"))
        self._score = self._combo(grid, self.tr("Score"))
        self.column.addLayout(grid)
        row = Row()
        self.clear = KeyCapButton(self.tr("Clear all"), kind="quiet")
        self.clear.clicked.connect(self._clear)
        self.done = KeyCapButton(self.tr("Done"), "Esc")
        self.done.clicked.connect(self.dismiss)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.done)
        self.column.addLayout(row)

    def _line(self, grid: Grid, name: str, widget: QWidget) -> None:
        label = Text(name, "body", tone="muted")
        label.setBuddy(widget)
        row = grid.rowCount()
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignVCenter)

    def _combo(self, grid: Grid, name: str, *, is_data: bool = False) -> ComboBox:
        combo = ComboBox(name, size="compact")
        combo.currentIndexChanged.connect(self._apply)
        if is_data:
            combo.setProperty("user_data", True)
        self._line(grid, name, combo)
        return combo

    def show_query(self, query: LeadQuery, choices: FilterChoices) -> None:
        """Show what is filtered by now."""
        self._query, self._choices = query, choices
        self._is_filling = True
        for status, box in self._status.items():
            box.setChecked(status in query.status)
        anyone = self.tr("Any")
        owners = [(NOBODY, self.tr("Nobody")), *choices.owners]
        self._fill(self._campaign, anyone, choices.campaigns, query.campaign)
        self._fill(self._owner, anyone, owners, query.owner)
        self._fill(self._tag, anyone, _same(choices.tags), query.tag)
        self._fill(self._city, anyone, _same(choices.cities), query.city)
        self._fill(self._product, anyone, _same(choices.products), query.product)
        self._fill(self._result, anyone, _same(choices.results), query.last_result)
        dates = [(when.value, next_call_words(when)) for when in NextCall]
        self._fill(self._next_call, anyone, dates, query.next_call)
        scores = [(score, score_words(score)) for score in (*LEAST_SCORES, UNSCORED)]
        if query.score and query.score not in (*LEAST_SCORES, UNSCORED):
            scores.insert(0, (query.score, score_words(query.score)))
        self._fill(self._score, anyone, scores, query.score)
        self._is_filling = False

    def _fill(self, combo: ComboBox, anyone: str, pairs: Sequence[tuple[str, str]], value: str) -> None:
        combo.clear()
        combo.addItem(anyone, "")
        for known, words in pairs:
            combo.addItem(words, known)
        at = combo.findData(value)
        if at < 0:
            combo.addItem(value, value)
            at = combo.count() - 1
        combo.setCurrentIndex(at)

    def _apply(self) -> None:
        if self._is_filling:
            return
        self._query = replace(
            self._query,
            status=tuple(status.value for status, box in self._status.items() if box.isChecked()),
            campaign=str(self._campaign.currentData() or ""),
            owner=str(self._owner.currentData() or ""),
            tag=str(self._tag.currentData() or ""),
            city=str(self._city.currentData() or ""),
            product=str(self._product.currentData() or ""),
            last_result=str(self._result.currentData() or ""),
            next_call=str(self._next_call.currentData() or ""),
            score=str(self._score.currentData() or ""),
        )
        if not self._query.campaign:
            self._query = replace(self._query, standing="", alone=False)
        self.changed.emit(self._query)

    def _clear(self) -> None:
        self.show_query(cleared(self._query), self._choices)
        self.changed.emit(self._query)


def _same(values: Sequence[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


class FilterChips(QWidget):
    """One chip a filter; `changed` gives the query without the one taken away, `edit_asked` a click."""

    changed = Signal(object)  # LeadQuery
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8)
        self.setProperty("user_data", True)
        self.hide()

    def chips(self) -> list[Chip]:
        """The chips shown, in order."""
        return [c for c in self.findChildren(Chip) if not c.isHidden()]

    def show_query(self, query: LeadQuery, choices: FilterChoices) -> None:
        """Show the chips of a query."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, words in self._words(query, choices):
            chip = Chip(words, "accent", removable=True)
            chip.setToolTip(words)
            chip.removed.connect(self._without(query, name))
            chip.clicked.connect(self.edit_asked)
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(self._flow.count() > 0)
        self.updateGeometry()

    def _without(self, query: LeadQuery, name: str) -> Callable[[], None]:
        left = replace(query, **{name: CLEARED[name]})  # type: ignore[arg-type]
        if not left.campaign:
            left = replace(left, standing="", alone=False)  # they are said of a campaign
        return lambda: self.changed.emit(left)

    def _words(self, query: LeadQuery, choices: FilterChoices) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []

        def add(name: str, template: str, value: str) -> None:
            found.append((name, template.format(value=value)))

        if query.status:
            known = ", ".join(status_words(LeadStatus(s)) for s in query.status)
            add("status", self.tr("Status: {value}"), known)
        if query.campaign:
            add("campaign", self.tr("Campaign: {value}"), choices.name_of("campaign", query.campaign))
        if query.owner:
            nobody = self.tr("Nobody")
            name = nobody if query.owner == NOBODY else choices.name_of("owner", query.owner)
            add("owner", self.tr("Owner: {value}"), name)
        if query.tag:
            add("tag", self.tr("Tag: {value}"), query.tag)
        if query.city:
            add("city", self.tr("City: {value}"), query.city)
        if query.product:
            add("product", self.tr("Product: {value}"), query.product)
        if query.last_result:
            add("last_result", self.tr("Last result: {value}"), query.last_result)
        if query.next_call:
            add("next_call", self.tr("Next call: {value}"), next_call_words(NextCall(query.next_call)))
        if query.score:
            add("score", self.tr("Score: {value}"), score_words(query.score))
        if query.import_id:
            found.append(("import_id", self.tr("Brought in by one import")))
        if query.standing:
            add("standing", self.tr("Dialling: {value}"), standing_words(query.standing))
        if query.alone:
            found.append(("alone", self.tr("In no other campaign")))
        if query.among:
            add("among", self.tr("Named by a trial of rules: {value}"), group_indian(len(query.among)))
        return found
