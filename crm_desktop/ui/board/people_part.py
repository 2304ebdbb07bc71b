"""The people of the board as a panel: the list, the team's median at its foot, what opens from here."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.ui.board.people_model import BAR, NEED, ON, PERSON, STATE, TALK, MedianModel, PeopleModel
from crm_desktop.ui.board.watch import BoardWatch
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView

_WIDTHS = {
    Width.SMALL: (116, 168, 160, 118, 52, 50, 74, 50, 74),
    Width.MEDIUM: (122, 166, 160, 108, 54, 50, 74, 50, 74),
    Width.FULL: (130, 166, 164, 162, 54, 54, 74, 50, 74),
    Width.WIDE: (230, 180, 220, 280, 72, 110, 96, 72, 80),
}
LEAST_ON = 90  # px


class PeoplePart(Panel):
    """`chosen` gives the person; `opened` when Enter is pressed on them."""

    chosen = Signal(object)  # UUID
    opened = Signal()

    def __init__(self, watch: BoardWatch, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(" ", margins=0, gap=0, parent=parent)
        self.set_title(self.tr("The team, who needs help first"))
        self._watch, self._width = watch, Width.FULL
        self._widest: dict[int, int] = {}
        self.hand_out = KeyCapButton(self.tr("Hand out leads"), "H", size="compact", icon="lead.owner")
        self.wall = KeyCapButton(self.tr("Wall"), "F11", size="compact", icon="page.team")
        assert self.header is not None
        self.promises = KeyCapButton(self.tr("Promises"), "P", size="compact", icon="page.callbacks")
        self.week = KeyCapButton(self.tr("Last week"), "L", size="compact", icon="page.reports")
        self.coaching = KeyCapButton(self.tr("Coaching"), "C", size="compact", icon="act.receipt")
        self.coaching.hide()
        self.claims = KeyCapButton(self.tr("Contested"), "R", size="compact", icon="act.receipt")
        self.claims.hide()
        for button in (self.claims, self.coaching, self.promises, self.week, self.hand_out, self.wall):
            self.header.add_act(button)
        self.model, self.median = PeopleModel(watch, zone, self), MedianModel(watch, self)
        self.table = TableView(self.tr("The team"))
        self.foot = TableView(self.tr("Median of the team"))
        for view, model in ((self.table, self.model), (self.foot, self.median)):
            view.setModel(model)
            view.setProperty("user_data", True)
            view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            view.header_.setSectionsMovable(False)
            view.header_.setSectionsClickable(False)
        self.foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.foot.horizontalHeader().hide()
        self.foot.header_.setStretchLastSection(False)
        self.table.header_.sectionResized.connect(lambda at, _old, width: self.foot.setColumnWidth(at, width))
        for policy in (self.foot.setHorizontalScrollBarPolicy, self.foot.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalScrollBar().valueChanged.connect(self.foot.horizontalScrollBar().setValue)
        self.empty = EmptyState(self.tr("The team is being read"), icon="page.team")
        self.table.set_empty(self.empty)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.opened.connect(lambda _: self.opened.emit())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.foot)
        self.clip_corners()
        watch.changed.connect(self._tell_empty)
        watch.changed.connect(self._share_width)
        self.table.verticalScrollBar().valueChanged.connect(self._share_width)
        self._tell_empty()

    def _tell_empty(self) -> None:
        self.foot.setVisible(bool(self._watch.order))
        if self._watch.is_read and not self._watch.order:
            self.empty.title.setText(self.tr("Nobody calls here yet"))
            self.empty.sentence.setText(self.tr("Add callers on the page People: they stand here at once."))
            self.empty.sentence.show()

    def tell_trouble(self, words: str) -> None:
        """Nothing could be read yet."""
        if not self._watch.is_read:
            self.empty.title.setText(self.tr("The team can’t be read now"))
            self.empty.sentence.setText(words)
            self.empty.sentence.show()

    def fit(self, width: Width) -> None:
        """Columns as wide as there is room for."""
        self._width = width
        self._widest = {}
        self._share_width()
        self.foot.setFixedHeight(self.foot.verticalHeader().defaultSectionSize())
        is_small = width is Width.SMALL
        for view in (self.table, self.foot):
            for column in (ON, BAR):  # the card says on what
                view.setColumnHidden(column, is_small)
        self.promises.setVisible(width >= Width.FULL)  # their keys are there at any width
        is_contested = not self.claims.isHidden()  # what is to be done now has the room of what can wait
        self.week.setVisible(width >= Width.FULL and (width is Width.WIDE or not is_contested))
        self.wall.setVisible(width >= Width.FULL or not is_contested)
        is_full = not (self.coaching.isHidden() and self.claims.isHidden())
        is_short = is_small or width is Width.MEDIUM
        self.hand_out.set_words(
            self.tr("Hand out") if is_short or is_full else self.tr("Hand out leads")
        )  # fmt: skip
        self.set_title(
            self.tr("The team") if is_short and is_full else self.tr("The team, who needs help first")
        )

    def _share_width(self, *_: object) -> None:
        """What a state or a need doesn't take of its column goes to longer needs, to names, then to the lead.

        Clocks tick: what once was needed stays reserved, so that nothing jumps to and fro.
        """
        theme, wanted = current(), dict[int, int]()
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        rows = range(max(0, first), (last if last >= 0 else self.model.rowCount() - 1) + 1)
        widths = [theme.px(width) for width in _WIDTHS[self._width]]
        for column in (PERSON, STATE, NEED, TALK):  # of the rows in view: a team of any size costs the same
            sizes = [self.table.sizeHintForIndex(self.model.index(row, column)).width() for row in rows]
            shown = max([self.table.header_.sectionSizeHint(column), *sizes])
            wanted[column] = self._widest[column] = max(shown, self._widest.get(column, 0))
        wanted[TALK] = max(wanted[TALK], self.foot.sizeHintForIndex(self.median.index(0, TALK)).width())
        spare = 0
        if self.model.rowCount():
            for column in (STATE, NEED):
                spare += max(0, widths[column] - wanted[column])
                widths[column] = min(widths[column], wanted[column])
            if not self.table.isColumnHidden(ON):  # the card says on what: figures are never cut off
                taken = min(max(0, wanted[TALK] - widths[TALK]), max(0, widths[ON] - theme.px(LEAST_ON)))
                widths[TALK] += taken
                widths[ON] -= taken
            for column in (TALK, NEED, PERSON):
                more = max(0, min(spare, wanted[column] - widths[column]))
                widths[column] += more
                spare -= more
            widths[ON] += spare
        for view in (self.table, self.foot):
            for column, pixels in enumerate(widths):
                if view.columnWidth(column) != pixels:
                    view.setColumnWidth(column, pixels)

    def show_coaching(self, waiting: int | None) -> None:
        """How many calls wait to be reviewed; None: nothing is reviewed here."""
        words = self.tr("Coaching")
        self.coaching.set_words(f"{words} ({waiting})" if waiting else words)
        self.coaching.setVisible(waiting is not None)
        self.fit(self._width)

    def show_claims(self, waiting: int) -> None:
        """How many contested rows wait for a ruling; without any nothing is said."""
        self.claims.set_words(self.tr("Contested ({count})").format(count=waiting))
        self.claims.setVisible(waiting > 0)
        self.fit(self._width)

    def choose(self, person_id: UUID | None) -> None:
        """This person's row is the chosen one."""
        row = self.model.row_of(person_id)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def anchor(self) -> QWidget:
        """Below what questions about the chosen one open."""
        return self.header if self.header is not None else self

    def _moved(self, at: QModelIndex) -> None:
        person_id = self.model.person_at(at.row())
        if person_id is not None:
            self.chosen.emit(person_id)
