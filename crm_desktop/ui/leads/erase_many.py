"""Erasing everybody in view or chosen: counted first, the count typed again, a day to think better of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.erasure import Erasure
from crm_desktop.domain.formats import day, group_indian
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.erasure import CountedMany, EraseMany
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Changed, Progress
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import IconLabel, Text


class EraseManyPanel(FormPopover):
    """What would go, why, and how many typed once more; Ctrl+Enter suppresses them at once."""

    done = Signal()

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=600)
        self._numbers: Sequence[int] = ()
        self._counted: CountedMany | None = None
        self._request_id = new_id()
        self.setAccessibleName(self.tr("Erase these people for good"))
        self._body = QWidget()
        self.later = Text(
            self.tr(
                "From now on nobody calls, writes to or exports them. Their data goes after 24 hours; "
                "until then any admin can cancel it under Settings, Erased people. Then it is for good."
            ),
            wrap=True,
        )
        self.reason = Field(self.tr("Why? It stays in the certificate: name nobody in it."))
        self.typed = Field(self.tr("How many people are erased?"))
        self.go = KeyCapButton(self.tr("Erase them"), "Ctrl+Return", kind="danger", icon="lead.erase")
        self.go.clicked.connect(self.submit)
        for field in (self.reason, self.typed):
            self.enter_submits(field)
        column = self.column
        column.addWidget(self._body)
        for part in (self.later, self.reason, self.typed):
            column.addWidget(part)
        self.add_foot(self.go)

    def first_focus(self) -> QWidget:
        return self.reason.edit

    def ask(self, numbers: Sequence[int], anchor: QWidget, *, are_all: bool) -> None:
        """Open for these leads at once; what would go is counted meanwhile."""
        self._numbers, self._counted, self._request_id = numbers, None, new_id()
        count = len(numbers)
        if are_all:
            words = plural(self.tr("Erase all {count} lead(s) of this view for good", "", count), count)
        else:
            words = plural(self.tr("Erase {count} chosen lead(s) for good", "", count), count)
        self.title.setText(words.format(count=group_indian(count)))
        for field in (self.reason, self.typed):
            field.set_text("")
            field.set_error("")
        self.typed.set_hint("")
        self.tell("")
        self.go.setEnabled(False)
        self._say([("sign.clock", self.tr("Counting what would go …"))])
        self.open_under(anchor)
        erasure, actor = self._session.services.erasure, self._session.actor
        op = self._context.ops.read(self, lambda: erasure.count_many(actor, numbers))
        op.latest_only("leads.erase_many").success(self._show).failure(self._not_counted).start()

    def lines(self) -> list[str]:
        """What is said, line by line."""
        return [text.text() for text in self.findChildren(Text) if not text.isHidden()]

    def _show(self, counted: CountedMany) -> None:
        self._counted = counted
        self._say(self._told(counted))
        is_any = counted.leads > 0 and not counted.on_call
        self.go.setEnabled(is_any)
        self.typed.set_hint(self.tr("Type {count}").format(count=counted.leads) if is_any else "")

    def _not_counted(self, error: UserError) -> None:
        self._say([])
        self.refused(error)

    def _told(self, counted: CountedMany) -> list[tuple[str, str]]:
        zone = self._session.services.workspace.zone
        people = plural(self.tr("{count} people are erased", "", counted.leads), counted.leads)
        rows = plural(self.tr("with {count} record(s) of them", "", counted.total), counted.total)
        first = people.format(count=group_indian(counted.leads))
        lines = [("lead.erase", f"{first}, {rows.format(count=group_indian(counted.total))}.")]

        def add(icon: str, count: int, words: str) -> None:
            if count:
                lines.append((icon, plural(words, count).format(count=group_indian(count))))

        add(
            "sign.warning",
            counted.on_call,
            self.tr("Somebody speaks with {count} of them now: end that first.", "", counted.on_call),
        )
        own, shared = counted.own_phones, counted.shared_phones
        numbers = []
        if own:
            words = plural(self.tr("{count} number(s) never come in again.", "", own), own)
            numbers.append(words.format(count=group_indian(own)))
        if shared:
            words = plural(self.tr("{count} number(s) others have too stay with those.", "", shared), shared)
            numbers.append(words.format(count=group_indian(shared)))
        if numbers:
            lines.append(("consent.refused", " ".join(numbers)))
        add(
            "lead.merge",
            counted.merged,
            self.tr("{count} lead(s) merged into these go too.", "", counted.merged),
        )
        add(
            "sign.clock",
            counted.waiting,
            self.tr("{count} wait for another erasure already, and are left out.", "", counted.waiting),
        )
        add(
            "act.lock",
            counted.held,
            self.tr("Of {count} a legal hold wants something kept: that is sealed too.", "", counted.held),
        )
        if counted.sealed_until is not None:
            words = self.tr("Of {count} the least is sealed, as the law asks, until {day} at the latest.")
            until = day(counted.sealed_until, zone, year=True)
            lines.append(("act.lock", words.format(count=group_indian(counted.sealed), day=until)))
        return lines

    def _say(self, lines: list[tuple[str, str]]) -> None:
        """Each line with its icon, in place of those before."""
        body = QWidget()
        column = Column(body, gap=8)
        for icon, words in lines:
            row = Row(gap=8)
            row.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, wrap=True, tabular=True), 1)
            column.addLayout(row)
        self.column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()

    def submit(self) -> None:
        """Suppress them, once why and how many stand there."""
        counted, reason = self._counted, self.reason.text().strip()
        if counted is None or not self.go.isEnabled() or self._is_busy:
            return
        if not reason:
            self.reason.set_error(self.tr("Say why; it stays in the certificate."))
            self.reason.setFocus()
            return
        typed = "".join(letter for letter in self.typed.text() if letter.isdigit())
        if typed != str(counted.leads):
            self.typed.set_error(self.tr("Type {count} to erase them.").format(count=counted.leads))
            self.typed.setFocus()
            return
        erasure, actor = self._session.services.erasure, self._session.actor
        command = EraseMany(self._request_id, list(self._numbers), reason, counted.leads)

        def begun(_: Erasure) -> None:
            self.dismiss()
            self.done.emit()

        def settled() -> None:
            self._is_busy = False

        def words(erasure: Erasure) -> str:
            told = plural(self.tr("{count} people are not called any more", "", erasure.leads), erasure.leads)
            return told.format(count=group_indian(erasure.leads))

        def take_back(begun: Erasure) -> Changed[None]:
            erasure.cancel(actor, begun.id)
            return Changed(None, frozenset({"leads", "queue", "erasures"}))

        def work(_: Progress) -> Erasure:
            return erasure.erase_many(actor, command)

        self._is_busy = True
        op = self._context.ops.store_reporting(self, work).changes("leads", "queue", "erasures")
        op.progress(self.tr("Taking them out of every queue")).undo(words, take_back)
        op.success(begun).failure(self._refuse).settled(settled).start()

    def _refuse(self, error: UserError) -> None:
        if not self.refuse_at({"reason": self.reason, "count": self.typed}, error):
            self.refused(error)
