"""The page of a phone's log: bring the file, choose the calls and their results, log them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import KEYS
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import NewLead
from crm_desktop.services.phone_log import Logged, PhoneLog, Stranger
from crm_desktop.ui.callers.new_lead import NewCallerForm
from crm_desktop.ui.calling.words import result_icon, result_label
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.phone_log import rows
from crm_desktop.ui.phone_log.rows import Choices
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.notices import Notice, Tone
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.shell.page import Page, PageContext, Width
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.outcomes import Outcome, OutcomeBar
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.tabs import Tabs
from crm_desktop.ui.widgets.text import ElidedText, Text

PAGE = "phone_log"
NOT_LOGGED = "phone_log.not_logged"
MISSING, STRANGERS, LEFT_OUT, LOGGED = range(4)
LISTING, EMPTY = "listing", "empty"
LANE = "phone_log"


class PhoneLogPage(Page):
    """Never stores what it shows: the file is read again whenever something was logged."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self._zone = self.session.services.workspace.zone
        self._files = FileAsker(self)
        self._path: Path | None = None
        self.log: PhoneLog | None = None
        self.choices: Choices | None = None
        self._is_busy = False
        self._width = Width.FULL
        self._campaigns: tuple[Campaign, ...] = ()
        self._working_on: UUID | None = None
        self._lay_out()
        self._wire()
        context.acts.add_all(self._acts(), scope=self)
        self.setAccessibleName(self.tr("Phone's call log"))
        self._show()

    def _lay_out(self) -> None:
        column = Column(self, gap=12)
        top = Row(gap=12)
        names = Column(gap=2)
        self.file_name = ElidedText("", "title")
        self.file_name.setProperty("user_data", True)
        self.sum = Text("", "table", tone="muted", tabular=True, wrap=True)
        names.addWidget(self.file_name)
        names.addWidget(self.sum)
        self.another = KeyCapButton(self.tr("Another file"), "Ctrl+O", icon="act.import")
        top.addLayout(names, 1)
        top.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        self.tabs = Tabs(rows.tab_words(None), self.tr("Parts of the log"))
        self.panel = Panel(margins=0, gap=0, accessible_name=self.tr("Calls of the log"))
        self.table = TableView(self.tr("Calls of the log"))
        self.table.setProperty("user_data", True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header_.setSectionsClickable(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState("", icon="call.incoming", kind="primary")
        self.table.set_empty(self.empty)
        self.panel.body.addWidget(self.table, 1)
        self.panel.clip_corners()
        self.results = OutcomeBar(self.tr("Result of the marked call"))
        self.foot = QWidget()
        foot = Row(self.foot, gap=12)
        self.told = Text("", "table", tone="muted", wrap=True)
        self.add = KeyCapButton(self.tr("New lead"), "N", icon="lead.created")
        self.save = KeyCapButton(self.tr("Log these calls"), "Ctrl+Return", kind="primary", icon="sign.check")
        foot.addWidget(self.told, 1)
        foot.addWidget(self.add)
        foot.addWidget(self.save)
        column.addLayout(top)
        column.addWidget(self.tabs)
        column.addWidget(self.panel, 1)
        column.addWidget(self.results)
        column.addWidget(self.foot)
        self.new_lead = _NewLead(self)

    def _wire(self) -> None:
        self.tabs.changed.connect(self._show)
        self.empty.acted.connect(self.ask_file)
        self.another.clicked.connect(self.ask_file)
        self.save.clicked.connect(self.keep)
        self.add.clicked.connect(self.ask_lead)
        self.results.chosen.connect(self._give)
        self.table.clicked.connect(self._clicked)
        self.new_lead.made.connect(self._add_lead)

    def _acts(self) -> list[Act]:
        group = self.tr("Phone's call log")
        listing = frozenset({LISTING})

        def act(name: str, title: str, run: Callable[[], object], *keys: str, icon: str = "",
                states: frozenset[str] = listing, in_palette: bool = True) -> Act:  # fmt: skip
            return Act(f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, in_palette=in_palette)

        found = [
            act("open", self.tr("Bring a phone's log"), self.ask_file, "Ctrl+O", icon="act.import",
                states=frozenset()),
            act("toggle", self.tr("Log this call, or not"), self.toggle, "Space"),
            act("all", self.tr("Log all, or none"), self.toggle_all, "Ctrl+A"),
            act("keep", self.tr("Log these calls"), self.keep, "Ctrl+Return", "Ctrl+Enter",
                icon="sign.check"),
            act("new", self.tr("New lead"), self.ask_lead, "N", icon="lead.created"),
        ]  # fmt: skip
        for place, key in enumerate(KEYS):
            title = self.tr("Result {place}").format(place=place + 1)
            found.append(act(f"result.{place + 1}", title, self._giving(place), key, in_palette=False))
        for place in range(4):
            title = self.tr("Part {place} of the log").format(place=place + 1)
            found.append(
                act(f"part.{place + 1}", title, self._turning(place), f"Alt+{place + 1}", in_palette=False)
            )
        return found

    def _giving(self, place: int) -> Callable[[], object]:
        return lambda: self.results.press(KEYS[place])

    def _turning(self, place: int) -> Callable[[], object]:
        return lambda: self.tabs.choose(place)

    # ---- bringing the file -------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`path`: bring this log."""
        if isinstance(path := arguments.get("path"), Path):
            self.bring(path)

    def ask_file(self) -> None:
        """Ask for the file with the system's window."""
        kinds = self.tr("Tables ({kinds})").format(kinds="*.csv *.txt *.xlsx *.xls *.ods")
        self._files.open(self.tr("The phone's log"), kinds, self.bring)

    def bring(self, path: Path) -> None:
        """Read a log and compare it with what is kept."""
        if self._is_busy:
            return
        self._path, self._is_busy = path, True
        services, actor = self.session.services, self.session.actor

        def read(_progress: Progress) -> tuple[PhoneLog, tuple[Campaign, ...], UUID | None]:
            working_on = _uuid(services.settings.get(actor, "last_campaign"))
            log = services.phone_log.read(actor, path, working_on)
            return log, services.campaigns.list(actor), working_on

        def shown(found: tuple[PhoneLog, tuple[Campaign, ...], UUID | None]) -> None:
            is_same = self.log is not None and self.log.file_name == found[0].file_name
            self.log, self._campaigns, self._working_on = found
            self.choices = Choices(self.log)
            if not is_same:
                self.tabs.choose(MISSING if self.log.missing or not self.log.strangers else STRANGERS)
            self._show()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: UserError) -> None:
            self.context.notices.show(Notice(NOT_LOGGED, Tone.DUE, tr_error(error)))

        def settled() -> None:
            self._is_busy = False

        self.context.notices.dismiss(NOT_LOGGED)
        self.context.ops.task(self, read, key=LANE).progress(self.tr("Reading the log")).success(
            shown
        ).failure(refused).settled(settled).start()

    # ---- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        """The part of the log that is chosen."""
        log, part = self.log, self.part
        for place, words in enumerate(rows.tab_words(log)):
            self.tabs.set_words(place, words)
        for widget in (self.file_name, self.sum, self.another, self.tabs):
            widget.setVisible(log is not None)
        heads, cells = self._table_of(part)
        self._fill(heads, cells)
        if log is not None:
            self.file_name.setText(log.file_name)
            self.sum.setText(rows.sum_words(log))
        self._show_empty(part)
        self.context.acts.set_state(PAGE, EMPTY if log is None else LISTING)
        self._show_foot()

    def _table_of(self, part: int) -> tuple[list[str], list[list[Cell]]]:
        """Headings and cells of a part of the log."""
        log, choices, now = self.log, self.choices, self.session.clock.now()
        if log is None or choices is None:
            return rows.missing_heads(), []
        if part == STRANGERS:
            return rows.stranger_heads(), [rows.stranger_cells(s, self._zone, now) for s in log.strangers]
        if part == LEFT_OUT:
            return rows.left_out_heads(), [rows.left_out_cells(row) for row in log.left_out]
        if part == LOGGED:
            return rows.logged_heads(), [rows.logged_cells(line, self._zone, now) for line in log.logged]
        places = range(len(choices.lines))
        return rows.missing_heads(), [rows.missing_cells(choices, at, self._zone, now) for at in places]

    def _fill(self, heads: list[str], cells: list[list[Cell]]) -> None:
        at = self.table.currentIndex().row() if self.table.model() is not None else 0
        model = CellsModel(heads, self.table)
        model.set_rows(cells)
        before = self.table.model()
        self.table.setModel(model)
        if before is not None:
            before.deleteLater()
        widths = self._widths(len(heads))
        self.table.set_widths(*widths)
        self.table.header_.setSectionResizeMode(widths.index(0), QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(self._show_foot)
        if cells:
            self._mark(min(max(at, 0), len(cells) - 1))

    def _widths(self, columns: int) -> tuple[int, ...]:
        """Of each column in px at 100 %; 0 takes what is left."""
        if columns == 7:
            return (56, 130, 0, 140, 116, 100, 150)
        if columns == 3:
            return (72, 0, 330)
        return (160, 0, 76, 140, 130) if self.part == STRANGERS else (150, 0, 160, 140, 110)

    def _show_empty(self, part: int) -> None:
        if self.log is None:
            self.empty.tell(
                self.tr("Bring the call log of a phone"),
                self.tr(
                    "As an app for call logs or the carrier saves it (CSV or Excel). You see which calls "
                    "with leads were never logged. Private calls are not kept."
                ),
                act=self.tr("Choose the file"),
                key="Ctrl+O",
            )
        elif part == MISSING:
            self.empty.tell(self.tr("Every call with a lead is logged"), icon="sign.ok")
        else:
            self.empty.tell(self.tr("Nothing here"), icon="sign.ok")

    def _mark(self, row: int) -> None:
        self.table.selectionModel().setCurrentIndex(
            self.table.model().index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )

    @property
    def part(self) -> int:
        """Which part of the log is shown."""
        return self.tabs.index()

    @property
    def _place(self) -> int:
        """The marked call among those that were never logged, -1 for none."""
        is_there = self.choices is not None and self.part == MISSING and bool(self.choices.lines)
        return self.table.currentIndex().row() if is_there else -1

    def _show_foot(self) -> None:
        """The results of the marked call, and how many are to be logged."""
        place, choices = self._place, self.choices
        found = choices.results(place) if choices is not None and place >= 0 else ()
        keys = choices.keys(place) if choices is not None and place >= 0 else {}
        has_icons = self._width is not Width.SMALL  # small windows need their room for the words
        self.results.set_outcomes(
            [
                Outcome(d.id, result_label(d.label), result_icon(d) if has_icons else "", keys[d.id])
                for d in found
                if d.id in keys
            ]
        )
        self.results.setVisible(bool(found))
        if found and choices is not None:
            self.results.check(choices.of(place).result_id)
        for button in self.results.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        amount = len(choices.chosen()) if choices is not None else 0
        self.save.set_words(plural(self.tr("Log %n call(s)", "", amount), amount))
        self.save.setEnabled(amount > 0)
        self.save.setVisible(self.part == MISSING)
        self.add.setVisible(self.part == STRANGERS)
        self.add.setEnabled(self._stranger() is not None)
        self.foot.setVisible(self.log is not None and self.part in (MISSING, STRANGERS))
        self.told.setText(self._hint(place, bool(found)))

    def _hint(self, place: int, has_results: bool) -> str:
        if self.part == STRANGERS:
            return self.tr("These numbers are no lead you can see; nothing of them is kept.")
        if place < 0 or self.choices is None:
            return ""
        if self.choices.lines[place].campaign_id is None:
            return self.tr("This lead is in no campaign. Put it into one, then bring the log again.")
        if has_results:
            return self.tr("A key gives the result and goes on. Space logs a call, or not.")
        return self.tr("A missed call becomes a call-back, unless they were spoken with since.")

    # ---- choosing ----------------------------------------------------------------------------

    def _redraw(self, place: int) -> None:
        self._show()
        self._mark(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self) -> None:
        """Log the marked call, or not."""
        place, choices = self._place, self.choices
        if choices is None or place < 0:
            return
        if not choices.toggle(place):
            self.told.setText(self.tr("Choose the result first, with its key."))
            return
        self._redraw(place)

    def toggle_all(self) -> None:
        """Log all that are ready, or none."""
        if self.choices is not None and self.part == MISSING:
            place = max(0, self._place)
            self.choices.toggle_all()
            self._redraw(place)

    def _give(self, result_id: object) -> None:
        place, choices = self._place, self.choices
        if choices is None or place < 0 or not isinstance(result_id, UUID):
            return
        choices.give(place, result_id)
        self._redraw(min(place + 1, len(choices.lines) - 1))

    def _clicked(self, index: QModelIndex) -> None:
        if self.part == MISSING and index.column() == 0:
            self.toggle()

    # ---- logging -----------------------------------------------------------------------------

    def keep(self) -> None:
        """Log the chosen calls; then the file is compared again."""
        chosen = self.choices.chosen() if self.choices is not None else []
        if not chosen or self._is_busy or self.part != MISSING:
            return
        self._is_busy = True
        phone_log, actor = self.session.services.phone_log, self.session.actor

        def log(progress: Progress) -> Logged:
            return phone_log.log(actor, chosen, progress)

        def logged(done: Logged) -> None:
            self._is_busy = False
            self.context.notices.toast(plural(self.tr("%n call(s) logged", "", done.added), done.added))
            if self._path is not None:
                self.bring(self._path)
            if done.refused:
                line, error = done.refused[0]
                name = line.lead.name or line.number
                said = self.tr("Not logged: {count}. {name}: {why}").format(
                    count=len(done.refused), name=name, why=tr_error(error)
                )
                self.context.notices.show(Notice(NOT_LOGGED, Tone.DUE, said))

        def settled() -> None:
            self._is_busy = False

        self.context.ops.task(self, log, key=LANE).changes("calls", "callbacks", "queue", "leads").progress(
            self.tr("Logging calls"), cancellable=True
        ).success(logged).settled(settled).start()

    # ---- a number that is no lead ------------------------------------------------------------

    def _stranger(self) -> Stranger | None:
        if self.log is None or self.part != STRANGERS:
            return None
        row = self.table.currentIndex().row()
        return self.log.strangers[row] if 0 <= row < len(self.log.strangers) else None

    def ask_lead(self) -> None:
        """Make the marked number a lead."""
        stranger = self._stranger()
        if stranger is not None:
            self.new_lead.begin(stranger, self._campaigns, self._working_on)
            self.new_lead.open()

    def _add_lead(self, made: object) -> None:
        assert isinstance(made, NewLead)
        if self._is_busy:
            return
        self._is_busy = True
        leads, actor, request = self.session.services.leads, self.session.actor, new_id()

        def settled() -> None:
            self._is_busy = False

        def added(_lead: object) -> None:
            self._is_busy = False
            self.new_lead.dismiss()
            self.context.notices.toast(self.tr("{name} added").format(name=made.name or made.phones[0]))
            if self._path is not None:
                self.tabs.choose(MISSING)
                self.bring(self._path)

        self.context.ops.store(self, lambda: leads.create(actor, made, request)).changes("leads").success(
            added
        ).failure(self.new_lead.refuse).settled(settled).start()

    # ---- what the window asks ----------------------------------------------------------------

    def refresh(self, topics: frozenset[str]) -> None:
        """Others logged calls or changed leads: the file is compared again when it is wanted."""
        if self._path is not None and not self._is_busy and topics & {"calls", "leads"}:
            self.bring(self._path)

    def focus_first(self) -> None:
        """The list, or the one act of the empty page."""
        target = self.empty.button if self.log is None else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def toast_clearance(self) -> int:
        """Toasts stay above the foot."""
        return self.foot.height() if not self.foot.isHidden() else 0

    def fit(self, width: Width) -> None:
        """Rows are lower in small windows, and results have no icons."""
        self._width = width
        self._show_foot()
        self.table.set_row_height("compact" if width is Width.SMALL else "normal")


class _NewLead(Overlay):
    """The form of a new lead over the page."""

    def __init__(self, page: PhoneLogPage) -> None:
        super().__init__(page, width=640)
        self.form = NewCallerForm()
        self.made = self.form.ready
        heading = Text(self.tr("New lead"), "title")
        foot = Row(gap=8)
        self.save = KeyCapButton(self.tr("Add the lead"), "Ctrl+Return", kind="primary")
        cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save.clicked.connect(self.form.submit)
        cancel.clicked.connect(self.dismiss)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        edge = current().px(16)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(current().px(12))
        self.column.addWidget(heading)
        self.column.addWidget(self.form)
        self.column.addLayout(foot)

    def begin(self, stranger: Stranger, campaigns: tuple[Campaign, ...], working_on: UUID | None) -> None:
        """An empty form with the number, and the name the phone knows."""
        self.form.begin(stranger.name, stranger.e164, campaigns, working_on, self.tr("Phone's log"))
        self.form.name.set_text(stranger.name)

    def first_focus(self) -> QWidget:
        return self.form.name.edit

    def refuse(self, error: UserError) -> None:
        """What was wrong, at its field."""
        self.form.refuse(error)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.form.submit()  # fields let the key through
            self.place()
            return
        super().keyPressEvent(event)


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
