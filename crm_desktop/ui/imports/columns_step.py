"""The Columns step: the first rows with what each column becomes, questions, what will happen, where to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.imports.checking import PHONE_TROUBLE, CheckedRow, Legend
from crm_desktop.ui.imports.columns_table import ColumnsTable
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.questions_view import QuestionsView
from crm_desktop.ui.imports.split import Split
from crm_desktop.ui.imports.truth import TruthPanel
from crm_desktop.ui.imports.where import WherePanel
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import EmptyState, Panel, TitleRow
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.table_cells import GROUNDS
from crm_desktop.ui.widgets.text import ElidedText

MANY_EMPTY = 3
"""From so many columns without cells on they are folded away."""


class Swatch(QWidget):
    """The colour of a tint in the legend."""

    def __init__(self, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(12), current().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        line = theme.colour("danger" if self._ground == "bad" else "warning")
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(3),
            fill=theme.colour(GROUNDS[self._ground]),
            border=line,
        )


class LegendRow(QWidget):
    """What the tints mean: one entry for red, one for amber; further reasons in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, gap=8)
        self._entries: dict[str, tuple[Swatch, ElidedText]] = {}
        for ground in ("bad", "warn"):
            swatch, words = Swatch(ground), ElidedText("", "table")
            self._entries[ground] = (swatch, words)
            row.addWidget(swatch)
            row.addWidget(words)
            row.addSpacing(current().px(8))
        row.addStretch(1)
        self.show_legends(())

    def show_legends(self, legends: tuple[Legend, ...]) -> None:
        """Show what tints there are."""
        for ground, (swatch, words) in self._entries.items():
            mine = [legend for legend in legends if legend.ground == ground]
            swatch.setVisible(bool(mine))
            words.setVisible(bool(mine))
            if not mine:
                continue
            first = self._words(mine[0])
            if len(mine) > 1:
                first = self.tr("{reason}, and {count} more").format(reason=first, count=len(mine) - 1)
            words.setText(first)
            words.setToolTip("\n".join(self._words(one) for one in mine))

    def _words(self, legend: Legend) -> str:
        if legend.reason == PHONE_TROUBLE:
            return self.tr("not a number that can be called")
        return tr_label(legend.reason)


class ColumnsStep(QWidget):
    """Check that each column is understood."""

    chosen = Signal(int, str, str)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        title = self.tr("Check that each column is understood")
        self.panel = Panel(margins=0, gap=0, accessible_name=title)
        self.title, self._rule = TitleRow(title), Rule()
        self.panel.body.addWidget(self.title)
        self.panel.body.addWidget(self._rule)
        self.known = Chip("", "ok", icon="sign.check")
        self.open_ = Chip("", "warn", icon="sign.question", clickable=True)
        self.asked = Chip("", "warn", icon="sign.question", clickable=True)
        self.empty = KeyCapButton("", kind="quiet", size="compact")
        self.chips = QWidget()
        chips = Row(self.chips, gap=8)
        for widget in (self.empty, self.known, self.open_, self.asked):
            chips.addWidget(widget)
        self.table = ColumnsTable(self.tr("The first rows"))
        self.table.set_empty(
            EmptyState(self.tr("No rows with a question"), self.tr("All of the first rows are understood."))
        )
        self.questions = QuestionsView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.questions)
        self.panel.body.addWidget(self.stack, 1)
        self.legend = LegendRow()
        self.only = KeyCapButton(self.tr("Rows with a question only"), "Alt+R", kind="quiet", size="compact")
        self.only.setCheckable(True)
        foot = Row(margins=(16, 6, 10, 6), gap=12)
        foot.addWidget(self.legend, 1)
        foot.addWidget(self.only)
        self.to_rows = KeyCapButton(self.tr("Back to the rows"), "Alt+Q", kind="quiet", size="compact")
        foot.addStretch(0)
        foot.addWidget(self.to_rows, 0, Qt.AlignmentFlag.AlignRight)
        self.to_rows.hide()
        self.panel.add_foot(foot)
        self.panel.clip_corners()
        self.truth = TruthPanel()
        self.where = WherePanel()
        inner = QWidget()
        self._beside = Column(inner, gap=12)
        self._beside.addWidget(self.truth)
        self._beside.addWidget(self.where, 1)
        self.split = Split(
            self.panel,
            Scroll(inner, self.tr("What will happen and where they go")),
            (self.tr("Columns"), self.tr("What will happen, and where they go")),
            self.tr("Columns and what will happen"),
        )
        outer = Column(self)
        outer.addWidget(self.split)
        self.table.chosen.connect(self.chosen)
        self.questions.answered.connect(self.answered)
        self.only.toggled.connect(self._filter)
        self.open_.clicked.connect(self.go_to_undecided)
        self.asked.clicked.connect(self.toggle_questions)
        self.to_rows.clicked.connect(self.toggle_questions)
        self.stack.currentChanged.connect(self._turned)
        self.empty.clicked.connect(self._toggle_empty)
        self._shows_empty = False

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self.split.fit(width)
        is_narrow = width < Width.FULL
        self.title.setVisible(not is_narrow)
        self._rule.setVisible(not is_narrow)
        if is_narrow:
            self.split.tabs.add_right(self.chips)
        else:
            self.title.add_act(self.chips)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if is_narrow else down)
        self.table.set_row_height("compact" if width == Width.SMALL else "normal")

    # ---- what is shown -------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Show another file."""
        self._draft = draft
        self._shows_empty = False
        self.only.blockSignals(True)
        self.only.setChecked(False)
        self.only.blockSignals(False)
        self.truth.clear()
        self.where.show_draft(draft)
        self.show_table()
        self._show_columns()
        self.retell()

    def _empty_columns(self) -> list[int]:
        assert self._draft is not None
        return [
            index
            for index in range(len(self._draft.mapping.columns))
            if index not in self._draft.found.checked.filled
        ]

    def _show_columns(self) -> None:
        draft = self._draft
        assert draft is not None
        empty = self._empty_columns()
        every = range(len(draft.mapping.columns))
        is_folded = len(empty) >= MANY_EMPTY and len(empty) < len(every) and not self._shows_empty
        columns = [index for index in every if not is_folded or index not in set(empty)]
        self.table.show_draft(draft, columns, self._rows())
        self.empty.setVisible(len(empty) >= MANY_EMPTY and len(empty) < len(every))
        words = (
            self.tr("Hide %n empty column(s)", "", len(empty))
            if self._shows_empty
            else self.tr("Show %n empty column(s)", "", len(empty))
        )
        self.empty.set_words(plural(words, len(empty)))

    def _toggle_empty(self) -> None:
        self._shows_empty = not self._shows_empty
        self._show_columns()

    def _rows(self) -> list[CheckedRow]:
        assert self._draft is not None
        rows = self._draft.checked.rows
        return [row for row in rows if row.has_question] if self.only.isChecked() else list(rows)

    def _filter(self) -> None:
        if self._draft is not None:
            self.table.rows.take(self._rows())

    def toggle_only(self) -> None:
        """Show only the rows with a question, or all again."""
        self.show_table()
        self.only.toggle()

    def retell(self) -> None:
        """The mapping changed, or the rows were understood anew."""
        draft = self._draft
        if draft is None:
            return
        self._filter()
        self.table.head.retell()
        self.legend.show_legends(draft.checked.legends)
        known, undecided = draft.recognised(), len(draft.undecided())
        self.known.show_as(plural(self.tr("%n recognised", "", known), known), "ok", "sign.check")
        self.open_.show_as(plural(self.tr("%n to decide", "", undecided), undecided), "warn", "sign.question")
        self.open_.setVisible(bool(undecided))
        self.retell_questions()

    def retell_questions(self) -> None:
        """Questions came, went or were answered."""
        draft = self._draft
        if draft is None:
            return
        count, left = len(draft.questions), len(draft.open_questions())
        if left:
            self.asked.show_as(plural(self.tr("%n question(s)", "", left), left), "warn", "sign.question")
        else:
            self.asked.show_as(plural(self.tr("%n answered", "", count), count), "ok", "sign.check")
        self.asked.setVisible(bool(count))
        self.questions.show_draft(draft)
        if not count and self.stack.currentWidget() is self.questions:
            self.show_table()

    def _turned(self) -> None:
        is_asking = self.shows_questions
        self.legend.setVisible(not is_asking)
        self.only.setVisible(not is_asking)
        self.to_rows.setVisible(is_asking)
        self.title.set_title(
            self.tr("What do these words mean?")
            if is_asking
            else self.tr("Check that each column is understood")
        )

    # ---- where the keyboard goes -----------------------------------------------------------------

    @property
    def shows_questions(self) -> bool:
        """Whether the questions are in view instead of the rows."""
        return self.stack.currentWidget() is self.questions

    def show_table(self) -> None:
        """Bring the rows into view."""
        self.stack.setCurrentWidget(self.table)

    def toggle_questions(self) -> None:
        """The questions instead of the rows, or back."""
        if self.shows_questions:
            self.show_table()
            self.focus_first()
        elif self._draft is not None and self._draft.questions:
            self.show_questions()

    def show_questions(self) -> None:
        """Bring the questions into view."""
        self.split.show_main()
        self.stack.setCurrentWidget(self.questions)
        self.questions.focus_first()

    def go_to_undecided(self) -> None:
        """The keyboard on the next column nobody decided on."""
        draft = self._draft
        if draft is None or not draft.undecided():
            return
        self.split.show_main()
        self.show_table()
        here = self.table.head.boxes
        at = next(
            (
                draft_column
                for section, box in here.items()
                if box.hasFocus()
                for draft_column in [self.table.rows.file_column(section)]
            ),
            -1,
        )
        undecided = draft.undecided()
        self.table.focus_column(next((column for column in undecided if column > at), undecided[0]))

    def focus_first(self) -> None:
        """Put the keyboard where work begins: at a column to decide, else at the first one."""
        draft = self._draft
        if draft is None:
            return
        if draft.undecided():
            self.go_to_undecided()
        else:
            self.table.head.place()
            first = min(self.table.head.boxes, default=0)
            if first:
                self.table.head.boxes[first].setFocus(Qt.FocusReason.OtherFocusReason)
