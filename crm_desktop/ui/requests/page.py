"""The page of requests: what people asked about their data, until when it is answered, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.evidence import Evidence, Piece, Whose
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.letters import LetterKind
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.requests import (
    KIND_LABELS,
    Nominee,
    Proof,
    Request,
    RequestKind,
    RequestState,
    Step,
    Trigger,
)
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.persons import Exported
from crm_desktop.services.requests import RequestRow, RequestStep, TakeRequest, TakeStep
from crm_desktop.ui.evidence.field import FileField
from crm_desktop.ui.evidence.opening import bringing_words, open_evidence, with_file
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.ops import Progress, StoreOp
from crm_desktop.ui.requests.acts import RequestActs
from crm_desktop.ui.requests.answering import Answering
from crm_desktop.ui.requests.boxes import Asker
from crm_desktop.ui.requests.card import RequestCard
from crm_desktop.ui.requests.list_model import RequestsModel, RequestsTable
from crm_desktop.ui.requests.words import act_words, taken_words
from crm_desktop.ui.shell.list_page import ListPage
from crm_desktop.ui.shell.page import PageContext, StatusPart, StatusParts
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.tabs import Tabs

TOPICS = ("requests", "leads", "queue")
OPEN, ALL = "open", "all"
# What is done at once; the others ask for words first.
AT_ONCE = frozenset({Step.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows, read in one go."""

    rows: tuple[RequestRow, ...]
    wanted: RequestRow | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What belongs to the request in the card."""

    steps: tuple[RequestStep, ...]
    nominee: Nominee | None
    files: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A request that was taken down, and why its file wasn't kept."""

    row: RequestRow
    trouble: UserError | None


class RequestsPage(ListPage[RequestRow]):
    """Acts go to the services; the list is read again after each."""

    CARD_WIDTHS = (352, 412)
    card: RequestCard

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wanted: UUID | None = None
        self._open = 0
        self.state, self.kind = ComboBox(self.tr("Which requests")), ComboBox(self.tr("What is asked"))
        self.take_button = KeyCapButton(self.tr("New request"), "N", kind="primary", icon="act.add")
        self.model = RequestsModel(self.zone, self)
        self.table = RequestsTable(self.tr("Requests"))
        self.empty = EmptyState(self.tr("Looking …"), icon="page.privacy")
        self.card = RequestCard(self.zone)
        self.answering = Answering(self)
        self.filters = self._make_filters()
        self.lay_out(
            Tabs([self.tr("List"), self.tr("Request")], self.tr("List or request")),
            self.tr("List of requests"),
        )
        self.card.new.file.setVisible(self.session.actor.may(Permission.TAKE_REQUESTS, Reach.TEAM))
        self._wire()
        self.acts = RequestActs(self)
        follow_theme(self.rescale)

    def _make_filters(self) -> QWidget:
        found = QWidget()
        filters = Row(found, gap=8)
        self.state.addItem(self.tr("Still to answer"), OPEN)
        self.state.addItem(self.tr("All requests"), ALL)
        self.kind.addItem(self.tr("Whatever is asked"), "")
        for kind in RequestKind:
            self.kind.addItem(tr_label(KIND_LABELS[kind]), kind.value)
        self.state.setCurrentIndex(1)
        for widget in (self.state, self.kind):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.take_button)
        return found

    def _wire(self) -> None:
        for box in (self.state, self.kind):
            box.activated.connect(lambda *_: self.read())
        self.take_button.clicked.connect(self.begin_unknown)
        self.table.opened.connect(lambda _: self.open_lead())
        card = self.card
        card.act_asked.connect(self.ask)
        card.open_asked.connect(self.open_lead)
        card.erase_asked.connect(self.erase)
        card.file_asked.connect(self.open_file)
        card.words.answered.connect(
            lambda words: self.do(card.words.step, words, file=card.words.file.file())
        )
        card.proof.answered.connect(
            lambda proof: self.do(Step.IDENTITY, proof=proof, file=card.proof.file.file())
        )
        card.nominee.answered.connect(self._name)
        card.letter.written.connect(self._write_letter)
        card.new.looked.connect(self._look_for)
        card.new.taken.connect(self._take)
        self.empty.acted.connect(self.begin_unknown)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`request_id` chooses that request; `lead` (an Asker) begins a new one about it."""
        wanted, lead = arguments.get("request_id"), arguments.get("lead")
        if isinstance(wanted, UUID):
            self._wanted = wanted
            self.read()
        if isinstance(lead, Asker):
            self.begin_new(lead)

    def focus_first(self) -> None:
        if self.card.box is None:
            self.table.setFocus()

    def status_parts(self) -> StatusParts:
        if not self._has_read:
            return StatusParts()
        words = plural(self.tr("{} request(s) to answer", "", self._open), self._open)
        return StatusParts([StatusPart(words, group_indian(self._open))])

    # ---- reading -------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list; what is shown stays until it comes."""
        requests, actor, wanted = self.session.services.requests, self.session.actor, self._wanted
        state = RequestState.OPEN if self.state.currentData() == OPEN else None
        kind = RequestKind(str(self.kind.currentData())) if self.kind.currentData() else None

        def ask() -> _Read:
            rows = requests.page(actor, state, kind)
            is_here = wanted is None or any(row.request.id == wanted for row in rows)
            return _Read(rows, None if is_here or wanted is None else requests.get(actor, wanted))

        op = self.context.ops.read(self, ask).latest_only("requests.list")
        op.success(self._came).failure(self._failed).start()

    def _came(self, read: _Read) -> None:
        self._has_read = True
        self.empty.tell(
            self.tr("Nobody has asked"),
            self.tr("What people ask about their data stands here, with the days it is answered in."),
            act=self.tr("New request"),
            icon="page.privacy",
        )
        shown = self.card.row.request.id if self.card.row is not None else None
        kept, self._wanted = self._wanted or shown, None
        rows = list(read.rows) if read.wanted is None else [read.wanted, *read.rows]
        self._open = sum(row.request.is_open for row in rows)
        self.show_rows(rows, kept)

    def _failed(self, error: UserError) -> None:
        self.not_read(error, self.tr("The requests could not be read"))

    def choose(self, row: RequestRow | None) -> None:
        requests, actor = self.session.services.requests, self.session.actor
        allowed = requests.allowed(actor, row) if row is not None else frozenset()
        self.card.show_row(row, allowed, self.now())
        self.acts.state_changed()
        if row is None:
            return
        request_id, lead_id = row.request.id, row.request.lead_id

        evidence = self.session.services.evidence

        def ask() -> _Beside:
            named = None if lead_id is None else requests.nominee_of(actor, row)
            return _Beside(requests.steps(actor, request_id), named, evidence.of_request(actor, request_id))

        def came(found: _Beside) -> None:
            if self.card.row is not None and self.card.row.request.id == request_id:
                self.card.show_files(found.files)
                self.card.show_steps(found.steps, self.now())
                self.card.show_nominee(found.nominee)
                self.card.show_parts()

        op = self.context.ops.read(self, ask)
        op.latest_only("requests.steps").success(came).failure(lambda _error: None).start()

    # ---- asking in place -----------------------------------------------------------------------

    def open_lead(self) -> None:
        """Show the lead's card."""
        if self.card.row is not None and self.card.row.request.lead_id is not None:
            self.context.frame.open_page("leads", lead_id=self.card.row.request.lead_id)

    def erase(self) -> None:
        """Count and erase on the lead's card, for this request."""
        row = self.card.row
        if row is not None and self.card.may_erase():
            why = self.tr("Request {reference}").format(reference=row.request.reference)
            self.context.frame.open_page("leads", lead_id=row.request.lead_id, erase=why)

    def begin_unknown(self) -> None:
        """Take a new request down; who asks is found or named there."""
        self.begin_new()

    def begin_new(self, lead: Asker | None = None) -> None:
        """Take a new request down."""
        if self._is_busy or self.card.box is not None:
            return
        self.card.new.begin(lead)
        self.open_box(self.card.new, self.card.new.first())

    def _look_for(self, text: str) -> None:
        """Leads for what is typed."""
        leads, actor = self.session.services.leads, self.session.actor
        if len(text.strip()) < 3:
            self.card.new.show_found(())
            return
        op = self.context.ops.read(self, lambda: leads.find(actor, text, 8)).latest_only("requests.who")
        op.success(self.card.new.show_found).failure(lambda _error: None).start()

    def ask(self, step: Step) -> None:
        """Do it at once, or ask what it needs in place."""
        row = self.card.row
        if row is None or self._is_busy or not self.card.may(step):
            return
        if step in AT_ONCE:
            self.do(step)
        elif step is Step.EXPORTED:
            self.answering.ask_where(row)
        elif step is Step.IDENTITY:
            self.card.proof.refuse("")
            self.card.proof.file.clear()
            self.open_box(self.card.proof, self.card.proof.buttons[0])
        elif step is Step.NOMINATED:
            self.card.nominee.begin()
            self.open_box(self.card.nominee, self.card.nominee.name)
        elif step is Step.LETTER:
            self.card.letter.begin(row, self.zone)
            self.open_box(self.card.letter, self.card.letter.words)
        else:
            self.card.words.begin(step)
            self.open_box(self.card.words, self.card.words.words)

    def begin_file(self) -> None:
        """Note what came in or goes out, beginning with its file."""
        self.ask(Step.NOTE)
        if self.card.box is self.card.words:
            self.card.words.file.choose()

    def open_file(self) -> None:
        """Open the file of the chosen step."""
        file = self.card.chosen_file()
        if file is not None:
            open_evidence(self.context, self, file)

    def choose_file(self) -> None:
        """Ask for the file of what is asked now."""
        field = getattr(self.card.box, "file", None)
        if isinstance(field, FileField):
            field.choose()

    # ---- acts ----------------------------------------------------------------------------------

    def do(self, step: Step, words: str = "", proof: Proof | None = None, file: Path | None = None) -> None:
        """One step of the request in the card, with the file that belongs to it."""
        row = self.card.row
        if row is None:
            return
        command = TakeStep(new_id(), row.request.id, row.request.version, step, words, proof)
        told = f"{act_words(step)}: {row.lead_name or row.request.name}"
        self._take_step(row.request, command, file, told)

    def _take_step(self, request: Request, command: TakeStep, file: Path | None, told: str) -> None:
        requests, actor = self.session.services.requests, self.session.actor

        def take(piece: Piece | None) -> RequestRow:
            return requests.take_step(actor, replace(command, file=piece))

        whose = Whose(request.lead_id, request_id=request.id)
        work = with_file(self.session, whose, file, take)
        self.run_reporting(work, told, progress=bringing_words(file))

    def _name(self, name: str, contact: str, trigger: Trigger, proof: str) -> None:
        row = self.card.row
        if row is None:
            return
        request, step = row.request, Step.NOMINATED
        command = TakeStep(
            new_id(), request.id, request.version, step, proof, name=name, contact=contact, trigger=trigger
        )
        self._take_step(request, command, self.card.nominee.file.file(), f"{act_words(step)}: {name}")

    def _take(self, command: TakeRequest) -> None:
        requests, actor, file = self.session.services.requests, self.session.actor, self.card.new.file.file()

        def work(progress: Progress) -> _Taken:
            row, trouble = requests.take(actor, command), None
            if file is not None:
                request = row.request
                note = TakeStep(new_id(), request.id, request.version, Step.NOTE)

                def keep(piece: Piece | None) -> RequestRow:
                    return requests.take_step(actor, replace(note, file=piece))

                whose = Whose(request.lead_id, request_id=request.id)
                try:
                    row = with_file(self.session, whose, file, keep)(progress)
                except UserError as error:  # it is taken down all the same
                    trouble = error
            return _Taken(row, trouble)

        def taken(found: _Taken) -> None:
            self._wanted = found.row.request.id
            self.context.notices.toast(taken_words(found.row))
            if found.trouble is not None:
                self.context.notices.warn(tr_error(found.trouble))

        self.run_reporting(work, "", taken, progress=bringing_words(file))

    def _write_letter(self, kind: LetterKind, body: str, language: str) -> None:
        if self.card.row is not None:
            self.answering.ask_letter(self.card.row, kind, body, language)

    def exported(self, done: Exported) -> None:
        """Everything is written out."""
        words = self.tr("Written to {folder}, and attached to the lead").format(folder=done.out)
        self.context.notices.toast(words)

    def run(
        self,
        work: Callable[[], object],
        words: str,
        then: Callable[..., object] | None = None,
        *,
        progress: str = "",
    ) -> None:
        """Do it once; say what was done, or say in the card why not."""
        op = self.context.ops.store(self, work)
        self._run(op.progress(progress) if progress else op, words, then)

    def run_reporting(
        self,
        work: Callable[[Progress], object],
        words: str,
        then: Callable[..., object] | None = None,
        *,
        progress: str = "",
    ) -> None:
        """The same for what tells how far it is, and can be stopped."""
        op = self.context.ops.store_reporting(self, work)
        self._run(op.progress(progress, cancellable=True) if progress else op, words, then)

    def _run(self, op: StoreOp[object], words: str, then: Callable[..., object] | None) -> None:
        if self._is_busy:
            return
        self._is_busy = True

        def done(found: object) -> None:
            self.card.leave_box()
            if words:
                self.context.notices.toast(words)
            if then is not None:
                then(found)
            self.read()

        op.changes(*TOPICS).success(done).failure(self.refused).settled(self.settled).start()
