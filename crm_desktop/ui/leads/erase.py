"""Erasing the person on the card: what would go is counted, a second press does it, the proof follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.erasure import KEPT_LABELS, KEPT_REASONS, Erasure
from crm_desktop.domain.formats import clock, day, day_of_date
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.person_records import HELD
from crm_desktop.domain.retention import OLD_KIND_LABELS
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.log import get_logger
from crm_desktop.services.certificate import fingerprint
from crm_desktop.services.erasure import Counted, ErasePerson
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.leads.words import name_or_phone, phone_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import TitleRow
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import IconLabel, Text

if TYPE_CHECKING:
    from crm_desktop.ui.leads.card import LeadCard

log = get_logger(__name__)

_TITLES = {held.table: held.title for held in HELD}
_SAID = 12  # kinds of records told one by one


class ErasePanel(QWidget):
    """In place of the card: the count, a reason, a second press; then the certificate."""

    erase_asked = Signal(str)  # the reason
    save_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_sure = self._is_done = False
        column = Column(self, gap=0)
        self.title = TitleRow(self.tr("Erase this person"))
        column.addWidget(self.title)
        column.addWidget(Rule())
        self._scroll = Scroll()
        column.addWidget(self._scroll, 1)
        below = Column(margins=(16, 8, 16, 8), gap=8)
        self.reason = Field(
            self.tr("How did they ask?"), hint=self.tr("Stays in the certificate: name nobody in it.")
        )
        self.sure = Text("", "body_strong", tone="danger", wrap=True)
        self.sure.hide()
        below.addWidget(self.reason)
        below.addWidget(self.sure)
        column.addLayout(below)
        column.addWidget(Rule())
        foot = Row(margins=(16, 10, 16, 10), gap=8)
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save = KeyCapButton(self.tr("Save the certificate"), "Ctrl+S", icon="act.save")
        self.erase = KeyCapButton(self.tr("Erase"), "Ctrl+Return", kind="danger")
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.erase)
        column.addLayout(foot)
        self.cancel.clicked.connect(self.left)
        self.erase.clicked.connect(self.submit)
        self.save.clicked.connect(self.save_asked)
        self.reason.submitted.connect(self.submit)
        self.reason.text_changed.connect(self._not_sure)

    def begin(self, counted: Counted, zone: str, why: str = "") -> None:
        """Say what would go; `why` stands there already."""
        self._is_done = False
        self.title.set_title(self.tr("Erase this person"))
        self.reason.set_text(why)
        self.reason.set_error("")
        self.reason.show()
        self.save.hide()
        self.erase.show()
        self.erase.setEnabled(True)
        self.cancel.set_words(self.tr("Cancel"))
        self._not_sure()
        self._show(self._before(counted, zone))

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.cancel if self._is_done else self.reason.edit

    def submit(self) -> None:
        """The first press asks, the second one does it."""
        if self._is_done or not self.erase.isEnabled():
            return
        reason = self.reason.text().strip()
        if not reason:
            self.reason.set_error(self.tr("Say how they asked; it stays in the certificate."))
            self.reason.setFocus()
            return
        if not self._is_sure:
            self._is_sure = True
            self.sure.setText(self.tr("Nothing brings them back. Press again to erase them."))
            self.sure.show()
            self.erase.set_words(self.tr("Erase for good"))
            return
        self.erase.setEnabled(False)
        self.erase_asked.emit(reason)

    def refuse(self, error: UserError) -> None:
        """Why nothing was erased."""
        self._not_sure()
        self.erase.setEnabled(True)
        self.reason.set_error(tr_error(error))
        self.reason.setFocus()

    def show_done(self, erasure: Erasure, zone: str, *, is_searching: bool) -> None:
        """The certificate."""
        self._is_done = True
        self.title.set_title(self.tr("Erased"))
        self.reason.hide()
        self.sure.hide()
        self.erase.hide()
        self.save.show()
        self.cancel.set_words(self.tr("Close"))
        self._show(self._after(erasure.certificate or {}, zone, is_searching=is_searching))
        if not self.save.hasFocus():
            self.cancel.setFocus()

    @property
    def is_done(self) -> bool:
        """Whether the certificate is shown."""
        return self._is_done

    def lines(self) -> list[str]:
        """What is said, line by line."""
        body = self._scroll.widget()
        return [text.text() for text in body.findChildren(Text)] if body is not None else []

    def _not_sure(self, _: str = "") -> None:
        self._is_sure = False
        self.sure.hide()
        self.erase.set_words(self.tr("Erase"))

    def _show(self, lines: list[tuple[str, str]]) -> None:
        """Each line with its icon; a headline has none."""
        body = QWidget()
        body.setProperty("user_data", True)
        column = Column(body, margins=16, gap=10)
        for icon, words in lines:
            if not icon:
                column.addWidget(Text(words, "headline", wrap=True))
                continue
            row = Row(gap=8)
            row.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "body", wrap=True), 1)
            column.addLayout(row)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _before(self, counted: Counted, zone: str) -> list[tuple[str, str]]:
        first = (*counted.own_phones, *counted.shared_phones, "")[0]
        told = sorted(counted.rows.items(), key=lambda each: -each[1])
        kinds = ", ".join(f"{tr_label(_TITLES[table])}: {rows}" for table, rows in told[:_SAID])
        rows = plural(self.tr("%n record(s) of them go: {kinds}", "", counted.total), counted.total)
        lines = [
            ("", name_or_phone(counted.name, first)),
            ("lead.erase", rows.format(kinds=kinds)),
            (
                "sign.clock",
                self.tr("Times and results of their calls stay, without them, so that totals hold."),
            ),
        ]
        if counted.own_phones or counted.emails:
            gone = [phone_words(e164) for e164 in counted.own_phones] + list(counted.emails)
            words = self.tr("Never again here, by hand or by an import: {what}")
            lines.append(("consent.refused", words.format(what=", ".join(gone))))
        if counted.shared_phones:
            words = self.tr(
                "Others have {numbers} too: it stays with them, and this person isn’t called there."
            )
            numbers = ", ".join(phone_words(e164) for e164 in counted.shared_phones)
            lines.append(("lead.phone", words.format(numbers=numbers)))
        if counted.merged:
            merged = plural(
                self.tr("%n lead(s) merged into this one go too.", "", counted.merged), counted.merged
            )
            lines.append(("lead.merge", merged))
        if counted.sealed_until is not None:
            words = self.tr("Sealed until {day}, as the law asks: who they were, and when they were called.")
            lines.append(("act.lock", words.format(day=day(counted.sealed_until, zone, year=True))))
        for hold in counted.holds:
            held = self.tr("Held until {day}, and sealed until then: {what}. {reason} ({law})")
            line = held.format(
                day=day_of_date(hold.until),
                what=tr_label(OLD_KIND_LABELS[hold.kind.value if hold.kind else "all"]),
                reason=hold.reason,
                law=hold.law,
            )
            lines.append(("act.lock", line))
        return lines

    def _after(
        self, certificate: Mapping[str, Any], zone: str, *, is_searching: bool
    ) -> list[tuple[str, str]]:
        at = datetime.fromisoformat(certificate["erased_at"])
        rows = sum(certificate["rows"].values())
        found = certificate["verified"]["found"]
        done = plural(self.tr("%n record(s) are gone.", "", rows), rows)
        lines = [
            ("", f"{day(at, zone, year=True)}, {clock(at, zone)}"),
            ("sign.check", done),
            (
                "sign.check",
                self.tr("Every table was searched for their numbers and e-mails: nothing was found.")
                if not found
                else self.tr("Still found in: {places}").format(places=", ".join(found)),
            ),
        ]
        pages = certificate["pages"]
        if pages is not None:
            words = self.tr("{pages} pages of the file were read, free ones too: {found} found.")
            lines.append(("sign.check", words.format(pages=pages["searched"], found=pages["found"])))
        elif is_searching:
            lines.append(
                ("sign.clock", self.tr("The pages of the file are being read; this can go on alone."))
            )
        for each in certificate["kept"]:
            words = f"{tr_label(KEPT_LABELS[each['what']])}: {tr_label(KEPT_REASONS[each['why']])}"
            if each["until"]:
                until = day(datetime.fromisoformat(each["until"]), zone, year=True)
                words += " " + self.tr("Until {day}.").format(day=until)
            lines.append(("sign.info", words))
        key = self.tr("Signed with the key {key}").format(key=fingerprint(certificate))
        lines.append(("act.lock", key))
        return lines

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class EraseDesk(QObject):
    """Counts, erases and saves in the background."""

    def __init__(self, card: LeadCard) -> None:
        super().__init__(card)
        self._card, self._panel = card, card.erase
        session = card.session
        self._services, self._actor = session.services, session.actor
        self._zone = session.services.workspace.zone
        self._lead_id: UUID | None = None
        self._request_id = new_id()
        self._erasure: Erasure | None = None
        self._ask = FileAsker(card)
        self.may_erase = self._actor.may(Permission.ANSWER_PEOPLE, Reach.ALL)
        self._panel.erase_asked.connect(self._erase)
        self._panel.save_asked.connect(self.ask_place)
        self._panel.left.connect(self._left)

    @property
    def has_certificate(self) -> bool:
        """Whether there is one to save in view."""
        return self._panel.isVisible() and self._panel.is_done

    def begin(self, why: str = "") -> None:
        """Count what would go, then ask; `why` stands there already."""
        lead, services, actor = self._card.lead, self._services, self._actor
        if lead is None or not self.may_erase or self._card.in_form:
            return
        lead_id = lead.id

        def came(counted: Counted) -> None:
            if self._card.lead is None or self._card.lead.id != lead_id or self._card.in_form:
                return
            self._lead_id, self._request_id, self._erasure = lead_id, new_id(), None
            self._panel.begin(counted, self._zone, why)
            self._card.to_erase()

        op = self._card.context.ops.read(self, lambda: services.erasure.count(actor, lead_id))
        op.latest_only("leads.erase").success(came).failure(self._card.context.notices.user_error).start()

    def _erase(self, reason: str) -> None:
        if self._lead_id is None:
            return
        services, actor = self._services, self._actor
        command = ErasePerson(self._request_id, self._lead_id, reason)

        def done(erasure: Erasure) -> None:
            self._erasure = erasure
            is_local = self._services.opened.store.engine.dialect.name == "sqlite"
            self._panel.show_done(erasure, self._zone, is_searching=is_local)
            self._search_pages(erasure)
            self._card.lead_saved.emit(self._lead_id)  # they stand in no list any more

        op = self._card.context.ops.store(self, lambda: services.erasure.erase(actor, command))
        op.changes("leads", "queue", "callbacks").success(done).failure(self._panel.refuse).start()

    def _search_pages(self, erasure: Erasure) -> None:
        services, actor = self._services, self._actor

        def came(proven: Erasure) -> None:
            if self._erasure is not None and self._erasure.id == proven.id:
                self._erasure = proven
                log.debug("erased and searched")  # for whoever follows the window through its log
                if self.has_certificate:
                    self._panel.show_done(proven, self._zone, is_searching=False)

        op = self._card.context.ops.task(
            self, lambda _: services.erasure.search_pages(actor, erasure.id), key="erasure"
        )
        op.success(came).start()

    def ask_place(self) -> None:
        """Ask for the folder the certificate goes into."""
        if self._erasure is not None:
            self._ask.folder(self.tr("Save the certificate"), self.save)

    def save(self, folder: Path) -> None:
        """Write it as JSON and as a page to hand over."""
        erasure = self._erasure
        if erasure is None:
            return
        from crm_desktop.ui.certificate_paper import save_certificate

        services, actor = self._services, self._actor

        def work() -> tuple[Path, ...]:
            head = services.answers.head_of_certificate(actor)
            held = {} if erasure.closed_at else services.seats.holding_open(actor)
            return save_certificate(erasure, folder, head, held.get(erasure.id, ()))

        def saved(files: tuple[Path, ...]) -> None:
            words = self.tr("Saved: {file}").format(file=files[1].name)
            self._card.context.notices.toast(words)

        op = self._card.context.ops.task(self, lambda _: work(), key="erasure")
        op.success(saved).failure(self._card.context.notices.user_error).start()

    def _left(self) -> None:
        """Back to the list: the lead is gone once it was erased."""
        if self._panel.is_done:
            self._card.show_lead(None)
        self._lead_id = self._erasure = None
