"""What is done with the records of the lead on the card: added, changed, taken away, documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from crm_desktop.domain.service_records import ServiceRecord, ServiceText
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.sales import SaleRow
from crm_desktop.services.service_records import Served
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.leads.documents import opened
from crm_desktop.ui.leads.records import Records
from crm_desktop.ui.ops import Progress, StoreOp
from crm_desktop.ui.widgets.file_asker import FileAsker

if TYPE_CHECKING:
    from crm_desktop.ui.leads.card import LeadCard

T = TypeVar("T")
TOPICS = ("services", "leads")


class RecordsDesk(QObject):
    """Every act goes to the service in the background; the list is read again after each."""

    def __init__(self, card: LeadCard) -> None:
        super().__init__(card)
        self._card = card
        self._context, self._session = card.context, card.session
        self._is_busy = False
        view, form = card.records, card.service_form
        view.add_asked.connect(self.begin_new)
        view.change_asked.connect(self.begin_change)
        view.remove_asked.connect(self.remove)
        view.attach_asked.connect(self.ask_file)
        view.open_asked.connect(self.open_document)
        view.save_asked.connect(self.ask_place)
        view.detach_asked.connect(self.detach)
        form.saved.connect(self.save)

    # ---- reading -----------------------------------------------------------------------------------

    def today(self) -> date:
        """The office's day."""
        zone = self._session.services.workspace.zone
        return self._session.clock.now().astimezone(ZoneInfo(zone)).date()

    def read(self) -> None:
        """Read the records of the lead in view."""
        lead = self._card.lead
        if lead is None:
            return
        services, actor, lead_id, today = self._session.services, self._session.actor, lead.id, self.today()

        def ask() -> Records:
            return Records(
                services.sales.of_lead(actor, lead_id),
                services.service_records.of_lead(actor, lead_id),
                today,
            )

        def came(records: Records) -> None:
            if self._card.lead is not None and self._card.lead.id == lead_id:
                self._card.records.show_records(records)

        op = self._context.ops.read(self, ask).latest_only("leads.records")
        op.success(came).failure(self._context.notices.user_error).start()

    # ---- records -----------------------------------------------------------------------------------

    def begin_new(self) -> None:
        """Write down what was done."""
        if self._card.lead is not None and not self._card.in_form:
            self._card.to_service_form(None, self.today())

    def begin_change(self) -> None:
        """Change the chosen record, or open the sale on its page."""
        found = self._card.records.chosen()
        if isinstance(found, SaleRow):
            self._context.frame.open_page("sales", sale_id=found.sale.id)
        elif isinstance(found, ServiceRecord) and not self._card.in_form:
            self._card.to_service_form(found, self.today())

    def save(self, text: ServiceText) -> None:
        """Save the form; a second press meanwhile does nothing."""
        lead, form = self._card.lead, self._card.service_form
        if lead is None or self._is_busy:
            return
        services, actor, record = self._session.services.service_records, self._session.actor, form.record
        lead_id, request = lead.id, new_id()

        def work() -> Served:
            if record is None:
                return services.add(actor, lead_id, text, request)
            return services.change(actor, record.id, record.version, text)

        def done(served: Served) -> None:
            self._card.close_form()
            self.read()
            self._card.records.list.setFocus()

        def refused(error: UserError) -> None:
            form.refuse(error)
            if record is not None and isinstance(error, ChangedMeanwhile):
                self.read()
                self._lay_over(record, lead_id)

        words = self.tr("Written down: {what}") if record is None else self.tr("Changed: {what}")
        op = self._op(work, lambda served: services.undo(actor, served.undo_id), words.format(what=text.what))
        op.success(done).failure(refused).start()

    def _lay_over(self, record: ServiceRecord, lead_id: UUID) -> None:
        """Someone else saved the record that is edited: both changes stand in its form then."""
        services, actor, form = (
            self._session.services.service_records,
            self._session.actor,
            self._card.service_form,
        )

        def came(found: Sequence[ServiceRecord]) -> None:
            now = next((each for each in found if each.id == record.id), None)
            if now is not None and form.record == record:
                form.lay_over(now)

        self._context.ops.read(self, lambda: services.of_lead(actor, lead_id)).success(came).start()

    def remove(self) -> None:
        """Take the chosen record away; Undo brings it back."""
        record = self._card.records.record()
        if record is None or self._is_busy:
            return
        services, actor = self._session.services.service_records, self._session.actor
        label = self.tr("Taken away: {what}").format(what=record.what)
        op = self._op(
            lambda: services.remove(actor, record.id, record.version),
            lambda undo_id: services.undo(actor, undo_id),
            label,
        )
        op.success(lambda _: self.read()).failure(self._refused).start()

    # ---- documents ---------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask which document to attach."""
        if self._card.records.record() is not None:
            self._ask.open(self.tr("Attach a document"), "", self.attach, str(documents()))

    def attach(self, file: Path) -> None:
        """Attach a file to the chosen record, with progress and Cancel where it is large."""
        record = self._card.records.record()
        if record is None or self._is_busy:
            return
        services, actor = self._session.services.service_records, self._session.actor
        self._is_busy = True

        def work(progress: Progress) -> Served:
            return services.attach(actor, record.id, record.version, file, progress)

        def done(served: Served) -> None:
            self._context.notices.undo(
                self.tr("Attached: {name}").format(name=file.name), lambda: self._undo(served)
            )
            self.read()
            self._context.ops.changes.announce(set(TOPICS), self)

        op = self._context.ops.task(self, work, key="documents")
        op.progress(self.tr("Attaching {name}").format(name=file.name), cancellable=True)
        op.success(done).failure(self._refused).settled(self._settled).start()

    def _undo(self, served: Served) -> None:
        services, actor = self._session.services.service_records, self._session.actor
        op = self._context.ops.store(self, lambda: services.undo(actor, served.undo_id)).changes(*TOPICS)
        op.success(lambda _: self.read()).failure(self._refused).start()

    def detach(self) -> None:
        """Take the document off the chosen record."""
        record = self._card.records.record()
        if record is None or record.document is None or self._is_busy:
            return
        services, actor = self._session.services.service_records, self._session.actor
        op = self._op(
            lambda: services.detach(actor, record.id, record.version),
            lambda served: services.undo(actor, served.undo_id),
            self.tr("Taken off: {name}").format(name=record.document.name),
        )
        op.success(lambda _: self.read()).failure(self._refused).start()

    def open_document(self) -> None:
        """Open the document in the system's program, as a copy that is deleted at the end."""
        record = self._card.records.record()
        if record is None or record.document is None:
            return
        out = opened.place(record.document.name)

        def done(file: Path) -> None:
            if not opened.show(file):
                self._context.notices.warn(
                    self.tr("No program here opens this document. Save it, then open it elsewhere.")
                )

        self._write(record, out, done)

    def ask_place(self) -> None:
        """Ask where to save the document."""
        record = self._card.records.record()
        if record is None or record.document is None:
            return
        title, folder = self.tr("Save the document"), str(documents())
        self._ask.save(title, "", record.document.name, self.save_to, folder)

    def save_to(self, out: Path) -> None:
        """Save the document of the chosen record there."""
        record = self._card.records.record()
        if record is not None and record.document is not None:
            words = self.tr("Saved: {file}").format(file=out.name)
            self._write(record, out, lambda _file: self._context.notices.toast(words))

    def _write(self, record: ServiceRecord, out: Path, done: Callable[[Path], object]) -> None:
        services, actor = self._session.services.service_records, self._session.actor
        op = self._context.ops.task(
            self, lambda progress: services.save_document(actor, record.id, out, progress), key="documents"
        )
        op.progress(self.tr("Opening the document"), cancellable=True).success(done).failure(
            self._refused
        ).start()

    # ---- inside ------------------------------------------------------------------------------------

    @property
    def _ask(self) -> FileAsker:
        return FileAsker(self._card.window())

    def _op(self, work: Callable[[], T], back: Callable[[T], object], label: str) -> StoreOp[T]:
        self._is_busy = True
        op: StoreOp[T] = self._context.ops.store(self, work)
        return op.changes(*TOPICS).undo(label, back).settled(self._settled)

    def _settled(self) -> None:
        self._is_busy = False

    def _refused(self, error: UserError) -> None:
        self._context.notices.warn(tr_error(error))
        self.read()
