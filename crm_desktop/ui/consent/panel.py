"""The panel of a person's consent: what holds, a no by one key, a yes with what shows it, the receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import NO, State
from crm_desktop.domain.evidence import About, Piece, Whose
from crm_desktop.domain.purposes import EVERYTHING, Pairs
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import Ledger, SayNo, rows_of
from crm_desktop.ui.consent.evidence import EvidenceForm
from crm_desktop.ui.consent.grid import ConsentGrid
from crm_desktop.ui.consent.receipt_paper import save
from crm_desktop.ui.consent_texts import named
from crm_desktop.ui.evidence.field import KEY
from crm_desktop.ui.evidence.links import FileLinks
from crm_desktop.ui.evidence.opening import bringing_words, with_file
from crm_desktop.ui.folders import documents
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.scroll import Scroll

LOW = 500  # px of a page that has little room
WIDTH, LEAST = 720, 120  # px at 100 %: of the panel, and what is seen of its form at least


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose consent, in which language they are spoken to, and the call in which they say it."""

    lead_id: UUID
    language: str = ""
    call_id: UUID | None = None


class ConsentPanel(FormPopover):
    """Filled when it opens."""

    saved = Signal(object)  # UUID of the lead

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=WIDTH)
        self._whom: Whom | None = None
        self._ledger: Ledger | None = None
        self._request = new_id()
        self.setAccessibleName(self.tr("Consent"))
        self.title.setProperty("user_data", True)
        self.grid = ConsentGrid()
        self.grid.changed.connect(self._chosen)
        self.form = EvidenceForm()
        self.told.setProperty("user_data", True)
        self.say_no = KeyCapButton("", "Ctrl+D", icon="consent.said")
        self.say_no.clicked.connect(self.refuse_all)
        self.agree = KeyCapButton(self.tr("They agree"), "Ctrl+Return", kind="primary", icon="sign.check")
        self.agree.clicked.connect(self.submit)
        self.receipt = KeyCapButton(self.tr("Receipt"), "Alt+R", kind="quiet")
        self.receipt.clicked.connect(self.save_receipt)
        self.add = KeyCapButton(
            self.tr("Add the file to what they agreed before"), "Alt+A", size="compact", icon="act.attach"
        )
        self.add.clicked.connect(self.add_file)
        self.files = FileLinks(context, self.tr("Files on record"), "Alt+O")
        self.form.file.drops_on(self)
        self.form.file.changed.connect(self._chosen)
        self._rest = QWidget()  # scrolls where the page is too low for all of it
        rest = Column(self._rest, gap=10)
        rest.addWidget(self.form)
        rest.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        rest.addWidget(self.files)
        self._scroll = Scroll(self._rest, self.tr("What shows it"))
        self.column.addWidget(self.grid)
        self.column.addWidget(self._scroll)
        self.add_foot(self.agree, beside=(self.say_no, self.receipt))
        self.on_keys((KEY,), self.form.file.choose)
        self.on_keys(("Alt+O",), self.files.open_newest)
        self.on_keys(("Alt+A",), self.add_file)
        self.on_keys(("Ctrl+D",), self.refuse_all)
        self.on_keys(("Alt+R",), self.save_receipt)

    def ask(self, whom: Whom, anchor: QWidget) -> None:
        """Open with what holds for this person."""
        consent, actor = self._session.services.consent, self._session.actor
        self._whom = whom
        self.open_with(lambda: consent.of_lead(actor, whom.lead_id), self._fill, anchor, "consent")

    def first_focus(self) -> QWidget:
        return self.grid.first()

    def place(self) -> None:
        """Closer together where the page is low, so that nothing is cut off."""
        if self._anchor is not None:
            is_low = self._page.height() < current().px(LOW)
            self.column.set_space(12 if is_low else 16, 6 if is_low else 12)
            self.form.set_low(is_low)
            self._fit()
        super().place()

    def _fit(self) -> None:
        """Give the form its height, or as much as the page has."""
        width = min(current().px(WIDTH), self._page.width())
        edges, layout = self.column.contentsMargins(), self._rest.layout()
        within = width - edges.left() - edges.right()
        assert layout is not None, "it was made with one"
        whole = layout.heightForWidth(within) if layout.hasHeightForWidth() else layout.sizeHint().height()
        others = self.column.heightForWidth(width) - self._scroll.minimumHeight()
        least = min(current().px(LEAST), whole)  # without a notice nothing of it is shown
        height = max(least, min(whole, self._page.height() - others))
        if height != self._scroll.minimumHeight():
            self._scroll.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._rest and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self.place)
        is_focus = event.type() == QEvent.Type.FocusIn
        if is_focus and isinstance(watched, QWidget) and self._rest.isAncestorOf(watched):
            self._scroll.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    def _zone(self) -> str:
        return self._session.services.workspace.zone

    def _fill(self, ledger: Ledger) -> None:
        whom = self._whom
        self._ledger, self._request = ledger, new_id()
        self.title.setText(self.tr("Consent of {name}").format(name=ledger.name or self.tr("the customer")))
        self.grid.show_ledger(ledger)
        self.form.begin(ledger, whom.call_id if whom else None, whom.language if whom else "")
        self.tell("")
        if not ledger.notices:
            self.tell(self.tr("No notice is written yet. An admin writes it in the settings, Consent."))
        self.files.show_files(ledger.files)
        self.form.setVisible(bool(ledger.notices))
        self.agree.setEnabled(bool(ledger.notices))
        self._chosen()

    def _chosen(self) -> None:
        what = self.grid.chosen()
        self.say_no.set_words(self.tr("No to this") if what else self.tr("No to everything"))
        self.form.show_chosen(what, self._zone())
        self.add.setVisible(self.form.file.file() is not None and bool(self._rows_chosen()))

    def _rows_chosen(self) -> tuple[UUID, ...]:
        """The rows by which all of what is chosen is agreed to, or refused; none where nothing was said."""
        ledger, what = self._ledger, self.grid.chosen()
        if ledger is None:
            return ()
        return rows_of(ledger, what, {State.GIVEN}) or rows_of(ledger, what, NO)

    # ---- the two acts ------------------------------------------------------------------------

    def refuse_all(self) -> None:
        """A no to what is chosen; to everything where nothing is."""
        ledger, whom = self._ledger, self._whom
        if ledger is None or whom is None or self._is_busy or not self.isVisible():
            return
        consent, actor = self._session.services.consent, self._session.actor
        what = self.grid.chosen() or EVERYTHING
        command = SayNo(self._request, ledger.lead_id, what, whom.call_id, self.form.evidence.text())
        told = self.tr("{name} said no: {what}").format(name=ledger.name, what=self._named(what))
        evidence, file = self._session.services.evidence, self.form.file.file()

        lost: list[UserError] = []

        def refuse(progress: Progress) -> None:
            consent.say_no(actor, command)  # binds, whatever becomes of the file
            if file is not None:
                rows = rows_of(consent.of_lead(actor, ledger.lead_id), what, NO)
                try:
                    evidence.add(actor, About.CONSENT, rows, file, progress)
                except UserError as error:
                    lost.append(error)

        self._run(refuse, told, bringing_words(file), lost)

    def submit(self) -> None:
        """They agree to what is chosen; says at the field what is missing."""
        if self._ledger is None or self._is_busy or not self.isVisible() or not self.agree.isEnabled():
            return
        what, session = self.grid.chosen(), self._session
        if not what:
            self.tell(self.tr("Choose first what they agree to; nothing is chosen for them."))
            self.first_focus().setFocus()
            return
        today = session.clock.now().astimezone(ZoneInfo(self._zone())).date()
        command = self.form.command(self._request, what, today, self._zone())
        if command is None:
            return
        consent, actor = session.services.consent, session.actor
        told = self.tr("{name} agreed: {what}").format(name=self._ledger.name, what=self._named(what))
        file = self.form.file.file()

        def agree(piece: Piece | None) -> Ledger:
            return consent.agree(actor, replace(command, file=piece))

        self._run(with_file(session, Whose(self._ledger.lead_id), file, agree), told, bringing_words(file))

    def add_file(self) -> None:
        """Keep the file with what they said before."""
        rows, file = self._rows_chosen(), self.form.file.file()
        if not rows or file is None or self._is_busy or not self.isVisible():
            return
        evidence, actor = self._session.services.evidence, self._session.actor
        told = self.tr("Added: {name}").format(name=file.name)
        self._run(
            lambda progress: evidence.add(actor, About.CONSENT, rows, file, progress),
            told,
            bringing_words(file),
        )

    def _named(self, what: Pairs) -> str:
        own = () if self._ledger is None else self._ledger.purposes
        return named(what, {each.key: each.name for each in own})

    def save_receipt(self) -> None:
        """Write what they agreed to and refused as a page and as JSON among the person's documents."""
        ledger, folder = self._ledger, documents()
        if ledger is None or not self.isVisible():
            return
        consent, actor = self._session.services.consent, self._session.actor

        def work(_progress: object) -> tuple[Path, Path]:
            return save(consent.receipt(actor, ledger.lead_id), folder)

        def saved(files: tuple[Path, Path]) -> None:
            words = self.tr("Receipt saved: {file}, and as JSON beside it")
            self._context.notices.toast(words.format(file=files[0]))

        self._context.ops.task(self, work, key="consent.receipt").success(saved).start()

    def _run(
        self,
        work: Callable[[Progress], object],
        told: str,
        label: str = "",
        lost: Sequence[UserError] = (),
    ) -> None:
        lead_id = self._ledger.lead_id if self._ledger is not None else None

        def done() -> None:
            self._context.notices.toast(told)
            for error in lost:  # the act is done, its file isn't kept
                self._context.notices.user_error(error)
            self.saved.emit(lead_id)

        self.keep_reporting(work, ("leads", "queue", "callbacks"), done, label)

    def refused(self, error: UserError) -> None:
        self._request = new_id()  # what is corrected is another command
        if not (self.form.file.refuse(error) or self.refuse_at(self.form.fields, error)):
            super().refused(error)
