"""Which calls are drawn to be reviewed: the rules, a new one, and what the last week's draw came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.sampling import LONGEST_S, MOST_A_WEEK, MOST_SEED, OUTCOME_SENTENCES
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.sampling import AddRule, Draw, RuleRow, Rules
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.lines import Sentence
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

TWO_A_WEEK, LONGER_THAN_S = 2, 60


class SamplingPanel(Panel):
    """Rules above, a new one below them, last week's draw at the foot; `left` when the list is wanted."""

    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Which calls are drawn"), margins=0, gap=0, parent=parent)
        self._context = context
        self._session: Session = context.services
        self._rows: tuple[RuleRow, ...] = ()
        self._is_admin = self._session.actor.reach(Permission.COACH) is Reach.ALL
        back = KeyCapButton(self.tr("Back to the list"), "Esc", size="compact")
        back.clicked.connect(self.left)
        self.add_act(back)
        about = Text(
            self.tr(
                "Each rule draws once a week is over, at random: whoever has the seed draws the same calls. "
                "Practice, ruled-out calls and those already reviewed are never drawn."
            ),
            "body", tone="muted", wrap=True,
        )  # fmt: skip
        about.setContentsMargins(16, 10, 16, 10)
        inside = QWidget()
        self._inside = Column(inside, gap=0)
        self._inside.addWidget(about)
        self._make_rules()
        self._make_form()
        self._make_draws()
        self.body.addWidget(Scroll(inside))
        follow_theme(self._rescale)

    def _table(self, name: str, headings: list[str], empty: EmptyState) -> tuple[TableView, CellsModel]:
        model = CellsModel(headings, self)
        table = TableView(name, rows="compact")
        table.setProperty("user_data", True)
        table.setModel(model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.header_.setSectionsClickable(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.set_empty(empty)
        return table, model

    def _make_rules(self) -> None:
        headings = [
            self.tr("Whose calls"), self.tr("Campaign"), self.tr("A week"), self.tr("Longer than"),
            self.tr("Not measured"), self.tr("Seed"), self.tr("By"),
        ]  # fmt: skip
        empty = EmptyState(self.tr("No rule yet"), self.tr("Nothing is drawn until there is one."))
        self.table, self.model = self._table(self.tr("Rules"), headings, empty)
        self._inside.addWidget(self.table, 2)
        row = Row(margins=(16, 6, 16, 6), gap=8)
        self.end = KeyCapButton(self.tr("End this rule"), "Del", kind="quiet", size="compact")
        self.end.clicked.connect(self._end)
        row.addStretch(1)
        row.addWidget(self.end)
        self._inside.addLayout(row)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._moved())

    def _make_form(self) -> None:
        self._inside.addWidget(Rule())
        box = QWidget()
        column = Column(box, margins=(16, 10, 16, 10), gap=8)
        column.addWidget(Text(self.tr("New rule; it takes the place of one for the same"), "body_strong"))
        self.team = ComboBox(self.tr("Whose calls"))
        self.campaign = ComboBox(self.tr("Campaign"))
        for combo in (self.team, self.campaign):
            combo.setProperty("user_data", True)
        self.per_week = NumberField(self.tr("Calls a person and week"), 1, MOST_A_WEEK, value=TWO_A_WEEK)
        self.longer = NumberField(
            self.tr("Longer than"), 0, LONGEST_S, value=LONGER_THAN_S, unit=self.tr(" s")
        )  # fmt: skip
        self.unmeasured = CheckBox(self.tr("Also calls whose length nobody measured"))
        self.seed = Field(
            "", kind="figures", accessible_name=self.tr("Seed"), placeholder=self.tr("chosen for you")
        )  # fmt: skip
        self.save = KeyCapButton(self.tr("Keep this rule"), "Ctrl+S", kind="primary")
        self.save.clicked.connect(self.submit)
        self.sentence = Sentence(
            self.tr(
                "{calls} calls a person and week longer than {seconds} of {whose} in {campaign} with the "
                "seed {seed}"
            ),
            calls=self.per_week, seconds=self.longer, whose=self.team, campaign=self.campaign,
            seed=self.seed,
        )  # fmt: skip
        column.addWidget(self.sentence)
        line = Row(gap=12)
        line.addWidget(self.unmeasured)
        line.addStretch(1)
        line.addWidget(self.save)
        column.addLayout(line)
        self._inside.addWidget(box)

    def _make_draws(self) -> None:
        self._inside.addWidget(Rule())
        self.week = Text("", "body_strong")
        self.week.setContentsMargins(16, 10, 16, 6)
        self._inside.addWidget(self.week)
        headings = [self.tr("Whose calls"), self.tr("What came of it"), self.tr("Not measured")]
        empty = EmptyState(self.tr("Nothing was drawn"), self.tr("The next draw is when this week is over."))
        self.draws, self.draws_model = self._table(self.tr("Last week’s draw"), headings, empty)
        self._inside.addWidget(self.draws, 3)

    def _rescale(self) -> None:
        self.table.set_widths(150, 170, 70, 96, 112, 92, 110)
        self.draws.set_widths(200, 330, 140)
        self.seed.setFixedWidth(current().px(170))
        for table in (self.table, self.draws):
            table.setMinimumHeight(current().px(150))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the rules, and what was drawn."""
        sampling, actor = self._session.services.sampling, self._session.actor
        op = self._context.ops.read(self, lambda: sampling.rules(actor)).latest_only("coaching.rules")
        op.success(self._show).failure(lambda error: self.refuse(tr_error(error))).start()

    def _show(self, found: Rules) -> None:
        self._rows = found.rows
        team, campaign = self.team.currentData(), self.campaign.currentData()
        self.team.clear()
        if self._is_admin:
            self.team.addItem(self.tr("Everybody’s calls"), None)
        for each in found.teams:
            self.team.addItem(each.name, each.id)
        self.campaign.clear()
        self.campaign.addItem(self.tr("Every campaign"), None)
        for id, name in found.campaigns:
            self.campaign.addItem(name, id)
        for combo, chosen in ((self.team, team), (self.campaign, campaign)):
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.model.set_rows([self._cells(row) for row in found.rows])
        self.week.setText(
            self.tr("Drawn of the week from {day}").format(day=day_of_date(found.week))
        )  # fmt: skip
        self.draws_model.set_rows([self._draw_cells(draw) for draw in found.draws])
        self.save.setEnabled(bool(self.team.count()))
        if not self.team.count():
            self.refuse(self.tr("You lead no team. Ask an admin to put you into one."))
        self._moved()

    def _cells(self, row: RuleRow) -> list[Cell]:
        rule = row.rule
        unmeasured = self.tr("drawn too") if rule.takes_unmeasured else self.tr("left out")
        return [
            Cell(row.team or self.tr("Everybody"), is_lead=True),
            Cell(row.campaign or self.tr("every campaign")),
            Cell(str(rule.per_week), "number"),
            Cell(self.tr("{seconds} s").format(seconds=rule.longer_than_s), "number"),
            Cell(unmeasured, tone="muted"),
            Cell(str(rule.seed), "number"),
            Cell(row.person_name, tone="muted"),
        ]

    def _draw_cells(self, draw: Draw) -> list[Cell]:
        words = tr_label(OUTCOME_SENTENCES[draw.outcome]).format(
            taken=draw.taken, pool=draw.pool, wanted=draw.wanted
        )
        left_out = plural(self.tr("%n left out", "", draw.unmeasured), draw.unmeasured)
        return [
            Cell(draw.person_name, is_lead=True),
            Cell(words, tone="" if draw.outcome.value == "drawn" else "warning"),
            Cell(left_out if draw.unmeasured else "–", tone="muted"),
        ]

    def focus_first(self) -> None:
        """The new rule, or the list."""
        (self.table if self._rows else self.per_week).setFocus()

    # ---- changing ----------------------------------------------------------------------------------

    def _chosen(self) -> RuleRow | None:
        at = self.table.currentIndex().row()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _moved(self) -> None:
        row = self._chosen()
        self.end.setEnabled(row is not None and (self._is_admin or row.rule.team_id is not None))

    def refuse(self, words: str) -> None:
        """Say what is wrong; empty takes it away."""
        self.sentence.set_error(words)

    def submit(self) -> None:
        """Keep the new rule, and draw by it."""
        typed = self.seed.text().strip().replace(",", "").replace(" ", "")
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_SEED):
            self.refuse(self.tr("The seed is a whole number, or empty: then one is chosen."))
            return
        command = AddRule(
            new_id(), self.team.currentData(), self.campaign.currentData(), self.per_week.value(),
            self.longer.value(), self.unmeasured.isChecked(), int(typed) if typed else None,
        )  # fmt: skip
        sampling, actor = self._session.services.sampling, self._session.actor

        def work() -> int:
            sampling.add_rule(actor, command)
            return sampling.draw(actor)

        def done(taken: int) -> None:
            self.seed.set_text("")
            self.refuse("")
            words = plural(self.tr("Kept. %n call(s) drawn of last week", "", taken), taken)
            self._context.notices.toast(words)
            self.load()

        op = self._context.ops.store(self, work).changes("reviews")
        op.success(done).failure(self._refused).start()

    def _end(self) -> None:
        row = self._chosen()
        if row is None or not self.end.isEnabled():
            return
        sampling, actor, rule_id = self._session.services.sampling, self._session.actor, row.rule.id

        def done(_: object) -> None:
            self._context.notices.toast(self.tr("It draws no more; what it drew stays"))
            self.load()

        op = self._context.ops.store(self, lambda: sampling.end_rule(actor, rule_id)).changes("reviews")
        op.success(done).failure(self._refused).start()

    def _refused(self, error: UserError) -> None:
        self.refuse(tr_error(error))
