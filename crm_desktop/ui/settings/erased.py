"""Erased people: what waits for its day and can be cancelled, certificates, a client's people at the end."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign, CampaignRole
from crm_desktop.domain.erasure import Erasure, State, What
from crm_desktop.domain.formats import group_indian, short_when
from crm_desktop.domain.seats import ErasureSeat, KnownSeat
from crm_desktop.ids import new_id
from crm_desktop.services.erasure import EraseClient
from crm_desktop.services.put_back import Standing
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.settings.come_again import ComeAgainPanel
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.put_back import PutBackPanel
from crm_desktop.ui.settings.seats import SeatsPanel
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.sure import SureButton
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell


@dataclass(frozen=True, slots=True)
class _Read:
    """What the part shows."""

    erasures: tuple[Erasure, ...]
    clients: tuple[Campaign, ...]
    seats: tuple[KnownSeat, ...]
    holding_open: Mapping[UUID, tuple[ErasureSeat, ...]]
    put_back: Standing | None


class ErasedPart(SettingsPart):
    """A list of erasures with what can still be done about each, and one act for a client's people."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._erasures: tuple[Erasure, ...] = ()
        self._holding: Mapping[UUID, tuple[ErasureSeat, ...]] = {}
        self._request_id = new_id()
        self._is_busy = False
        self.put_back = PutBackPanel(self)
        there = self.panel(
            self.tr("Erased people"),
            self.tr(
                "One person is erased on the card of the lead (Ctrl+Delete), everybody in view or chosen "
                "from the list (Ctrl+Shift+Delete). No name and no number stands here."
            ),
        )
        headings = [self.tr("Asked"), self.tr("Whose"), self.tr("People"), self.tr("State")]
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("Erased people"), rows="compact")
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(EmptyState(self.tr("Nobody was erased"), self.tr("Certificates are kept here.")))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        acts = Row(gap=8)
        self.save_it = KeyCapButton(self.tr("Save the certificate"), size="compact", icon="act.save")
        self.cancel = KeyCapButton(
            self.tr("Cancel the erasure"), "Alt+C", size="compact", kind="danger-outline", icon="act.undo"
        )
        self.save_it.clicked.connect(self.ask_place)
        self.cancel.clicked.connect(self.cancel_chosen)
        by_key = QShortcut(QKeySequence("Alt+C"), self)
        by_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        by_key.activated.connect(self.cancel_chosen)
        acts.addWidget(self.save_it)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        there.body.addLayout(acts)
        self.seats = SeatsPanel(self)
        self._make_client()
        self.come_again = ComeAgainPanel(self)
        self._ask = FileAsker(self)
        self.column.addStretch(1)
        follow_theme(self._rescale)
        self._row_chosen()

    def _make_client(self) -> None:
        panel = self.panel(
            self.tr("A client's people"),
            self.tr(
                "At the end of an agreement: everybody who stands in this campaign and in no other. They are "
                "not called from now on, their data goes after 24 hours, and until then it can be cancelled."
            ),
        )
        self.campaign = ComboBox(self.tr("Campaign"))
        self.campaign.setProperty("user_data", True)
        self.reason = Field("", accessible_name=self.tr("Why"))
        self.line(panel, self.tr("Campaign"), self.campaign)
        self.line(panel, self.tr("Why"), self.reason)
        row = Row(gap=12)
        row.addStretch(1)
        row.addWidget(self.told, 4)
        self.erase = SureButton(self.tr("Erase them"), kind="danger")
        self.erase.clicked.connect(self.erase_client)
        self.campaign.currentIndexChanged.connect(self.erase.not_sure)
        self.reason.text_changed.connect(self.erase.not_sure)
        row.addWidget(self.erase)
        panel.body.addLayout(row)

    def _rescale(self) -> None:
        self.table.set_widths(150, 180, 80, 320)
        self.table.setMinimumHeight(current().px(220))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the erasures and the clients' campaigns."""
        services, actor = self.session.services, self.session.actor

        def ask() -> _Read:
            campaigns = services.campaigns.list(actor)
            return _Read(
                services.erasure.all(actor),
                tuple(c for c in campaigns if c.role is CampaignRole.CLIENT),
                services.seats.all(actor),
                services.seats.holding_open(actor),
                services.put_back.standing(actor),
            )

        self.read(ask, self._show)

    def _show(self, found: _Read) -> None:
        self._erasures, clients = found.erasures, found.clients
        self._holding = found.holding_open
        self.seats.show_seats(found.seats)
        self.put_back.show_standing(found.put_back)
        zone, now = self.session.services.workspace.zone, self.session.clock.now()
        whose = {
            What.PERSON: self.tr("One person"),
            What.FILTER: self.tr("What a filter found"),
            What.CLIENT: self.tr("A client's people"),
        }
        self.model.set_rows(
            [
                [
                    Cell(short_when(each.at, zone, now), is_lead=True),
                    Cell(whose[each.kind]),
                    Cell(group_indian(each.leads), kind="number"),
                    Cell(self._state(each), tone="" if self._is_open(each) else "muted"),
                ]
                for each in self._erasures
            ],
            [each.id for each in self._erasures],
        )
        if self._erasures:
            self.table.selectRow(0)
        known = self.campaign.currentData()
        self.campaign.clear()
        for campaign in clients:
            self.campaign.addItem(f"{campaign.client_name}: {campaign.name}", campaign.id)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(known)))
        self.erase.setEnabled(bool(clients))
        self.reason.setEnabled(bool(clients))
        if not clients:
            self.campaign.addItem(self.tr("No campaign is a client's"), None)
        self._row_chosen()

    def _state(self, each: Erasure) -> str:
        zone, now = self.session.services.workspace.zone, self.session.clock.now()
        at = each.starts_at if each.state is State.WAITING else each.erased_at
        when = "" if at is None else short_when(at, zone, now, in_sentence=True)
        if each.state is State.WAITING and each.starts_at > now:
            hours = math.ceil((each.starts_at - now) / timedelta(hours=1))
            words = plural(self.tr("erased {when}, %n hour(s) left to cancel", "", hours), hours)
            return words.format(when=when)
        waits_for = len(self._holding.get(each.id, ()))
        open_at = self.tr("erased {when}; open at %n workstation(s)", "", waits_for)
        return {
            State.WAITING: self.tr("not called any more, begins soon"),
            State.ERASING: self.tr("being erased: {done} of {all}"),
            State.ERASED: plural(open_at, waits_for) if waits_for else self.tr("erased {when}"),
            State.CANCELLED: self.tr("cancelled"),
        }[each.state].format(when=when, done=group_indian(each.done), all=group_indian(each.leads))

    def _is_open(self, each: Erasure) -> bool:
        """Whether something is still to come."""
        return each.state is State.WAITING or each.id in self._holding

    @property
    def chosen(self) -> Erasure | None:
        """The erasure in the chosen row."""
        row = self.table.currentIndex().row()
        return self._erasures[row] if 0 <= row < len(self._erasures) else None

    def _row_chosen(self) -> None:
        chosen, now = self.chosen, self.session.clock.now()
        self.save_it.setEnabled(chosen is not None and chosen.state is State.ERASED)
        self.cancel.setEnabled(
            chosen is not None and chosen.state is State.WAITING and chosen.starts_at > now
        )

    # ---- acts --------------------------------------------------------------------------------------

    def ask_place(self) -> None:
        """Ask for the folder the certificate goes into."""
        if self.chosen is not None and self.save_it.isEnabled():
            self._ask.folder(self.tr("Save the certificate"), self.save_certificate)

    def save_certificate(self, folder: Path) -> None:
        """Write it as JSON and as a page to hand over."""
        chosen, services, actor = self.chosen, self.session.services, self.session.actor
        if chosen is None:
            return
        from crm_desktop.ui.certificate_paper import save_certificate

        def saved(files: tuple[Path, ...]) -> None:
            self.context.notices.toast(self.tr("Saved: {file}").format(file=files[1].name))

        waits_for = self._holding.get(chosen.id, ())

        def save(_: object) -> tuple[Path, ...]:
            whole = services.erasure.get(actor, chosen.id)
            head = services.answers.head_of_certificate(actor)
            return save_certificate(whole, folder, head, waits_for)

        op = self.context.ops.task(self, save, key="erasure")
        op.success(saved).failure(self.context.notices.user_error).start()

    def cancel_chosen(self) -> None:
        """Take the chosen erasure back: its people may be called again."""
        chosen = self.chosen
        if chosen is None or not self.cancel.isEnabled() or self._is_busy:
            return
        services, actor = self.session.services, self.session.actor
        self._is_busy = True

        def done(_: Erasure) -> None:
            self.context.notices.toast(self.tr("Cancelled: they may be called again."))
            self.load()

        op = self.context.ops.store(self, lambda: services.erasure.cancel(actor, chosen.id))
        op.changes("leads", "queue", "erasures").success(done).failure(self.context.notices.user_error)
        op.settled(self._settled).start()

    def erase_client(self) -> None:
        """The first press asks, the second one begins it."""
        campaign_id: UUID | None = self.campaign.currentData()
        reason = self.reason.text().strip()
        if campaign_id is None or self._is_busy:
            return
        if not reason:
            self.reason.set_error(self.tr("Say why; it stays in the certificate."))
            self.reason.setFocus()
            return
        if not self.erase.is_sure(self.tr("Press again to erase them")):
            return
        services, actor = self.session.services, self.session.actor
        command = EraseClient(self._request_id, campaign_id, reason)
        self._is_busy = True

        def done(begun: Erasure) -> None:
            words = plural(self.tr("%n person(s) are not called any more.", "", begun.leads), begun.leads)
            self.context.notices.toast(words)
            self._request_id = new_id()
            self.reason.set_text("")
            self.load()

        op = self.context.ops.store(self, lambda: services.erasure.erase_client(actor, command))
        op.changes("leads", "queue", "erasures").success(done)
        op.failure(lambda error: self.reason.set_error(tr_error(error))).settled(self._settled).start()

    def _settled(self) -> None:
        self._is_busy = False
        self.erase.not_sure()
