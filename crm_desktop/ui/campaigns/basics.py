"""What a campaign is: its name, for whom, which kind of call, its target, and who works on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import CallClass, Campaign, CampaignRole, ClientData
from crm_desktop.domain.consent import PURPOSE_LABELS
from crm_desktop.domain.purposes import OwnPurpose, general_of
from crm_desktop.services.campaigns import Worker
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.campaigns.words import AT_END, CLASSES, progress_words, py_date, q_date, words
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.lines import Sentence
from crm_desktop.ui.widgets.numbers import DateField, NumberField
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

OWN, CLIENT = 0, 1
ROLES = (CampaignRole.OWN, CampaignRole.CLIENT)


class PeopleChoice(QWidget):
    """People as chips, and a box to add one; nobody chosen means everybody."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self.everybody = Text(self.tr("Everybody works on it."))
        self.box = ComboBox(self.tr("Add somebody"))
        self.box.setPlaceholderText(self.tr("Add somebody"))
        self.box.setProperty("user_data", True)
        self.box.activated.connect(self._add)
        column.addWidget(self.everybody)
        column.addWidget(self._chips)
        line = Row()
        line.addWidget(self.box)
        line.addStretch(1)
        column.addLayout(line)
        self._workers: tuple[Worker, ...] = ()
        self.chosen: frozenset[UUID] = frozenset()
        self.chips: dict[UUID, Chip] = {}

    def show_people(self, chosen: frozenset[UUID], workers: tuple[Worker, ...]) -> None:
        """Show who was chosen, and offer the others."""
        self.chosen, self._workers = chosen, workers
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips.clear()
        self.box.clear()
        for worker in workers:
            if worker.person_id in chosen:
                self._add_chip(worker)
            elif not worker.is_disabled:
                self.box.addItem(worker.name, worker.person_id)
        self.box.setCurrentIndex(-1)
        self.box.setEnabled(self.box.count() > 0)
        self.everybody.setVisible(not chosen)
        self._chips.setVisible(bool(chosen))
        self._chips.updateGeometry()

    def _add_chip(self, worker: Worker) -> None:
        name = worker.name
        if worker.is_disabled:
            name = self.tr("{name} (can’t sign in)").format(name=name)
        chip = Chip(name, "line", icon="lead.person", removable=True)
        chip.setProperty("user_data", True)
        chip.removed.connect(self._taking(worker.person_id))
        self.chips[worker.person_id] = chip
        self._flow.addWidget(chip)
        chip.show()

    def _taking(self, person_id: UUID) -> Callable[[], None]:
        return lambda: self._set(self.chosen - {person_id})

    def _add(self, index: int) -> None:
        person_id = self.box.itemData(index)
        if isinstance(person_id, UUID):
            self._set(self.chosen | {person_id})

    def _set(self, chosen: frozenset[UUID]) -> None:
        self.show_people(chosen, self._workers)
        self.box.setFocus()
        self.changed.emit()


class Basics(Section):
    """The first section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        what = self.panel(self.tr("What it is"))
        self.name = Field("", accessible_name=self.tr("Name"))
        self.name.edit.setProperty("user_data", True)
        self.name.text_changed.connect(self.touched)
        self.line(what, self.tr("Name"), self.name)
        self.errors["name"] = self.name
        self.kind = ComboBox(self.tr("Kind of call"))
        for shown, _ in CLASSES.values():
            self.kind.addItem(words(shown))
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self._kind_line = self.line(what, self.tr("Kind of call"), self.kind, " ")
        self.purpose = ComboBox(self.tr("What for"))
        self.purpose.setProperty("user_data", True)
        self.purpose.currentIndexChanged.connect(self.touched)
        self._purposes: tuple[OwnPurpose, ...] = ()
        self._purpose_line = self.line(
            what,
            self.tr("What for"),
            self.purpose,
            self.tr("Purposes of your own are set in the settings, Purposes."),
            "purpose_no",
        )
        self.target = NumberField(self.tr("Target"), 0, 1_000_000)
        self.target.setSpecialValueText(self.tr("none"))
        self.target.setGroupSeparatorShown(True)
        self.target.valueChanged.connect(self.touched)
        self._target_line = self.line(what, self.tr("Target: successes in all"), self.target, " ", "target")
        self._make_client()
        people = self.panel(self.tr("Who works on it"))
        self.people = PeopleChoice()
        self.people.changed.connect(self.touched)
        people.body.addWidget(self.people)
        trouble = Sentence("")
        people.body.addWidget(trouble)
        self.errors["people"] = trouble
        self.column.addStretch(1)

    def _make_client(self) -> None:
        panel = self.panel(self.tr("For whom"))
        self.whose = SegmentedChoice([self.tr("Own leads"), self.tr("A client’s leads")], self.tr("For whom"))
        self.whose.changed.connect(self._whose_changed)
        self.line(panel, self.tr("Whose leads"), self.whose)
        self.client = Field("", accessible_name=self.tr("Client"))
        self.agreement = Field("", accessible_name=self.tr("Agreement"))
        for field in (self.client, self.agreement):
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.touched)
        self.has_end = CheckBox(self.tr("The agreement ends on"))
        self.has_end.toggled.connect(self._end_toggled)
        self.end = DateField(self.tr("Last day of the agreement"), QDate.currentDate())
        self.end.dateChanged.connect(self.touched)
        self.at_end = ComboBox(self.tr("Their data at its end"))
        for shown in AT_END.values():
            self.at_end.addItem(words(shown))
        self.at_end.currentIndexChanged.connect(self.touched)
        ends = Row(gap=8)
        ends.addWidget(self.has_end)
        ends.addWidget(self.end)
        ends.addStretch(1)
        self._client_lines = (
            self.line(panel, self.tr("Client"), self.client),
            self.line(panel, self.tr("Agreement"), self.agreement, self.tr("Its number or date.")),
            self.line(panel, self.tr("End"), ends, error="client_until"),
            self.line(panel, self.tr("Their data at its end"), self.at_end),
        )  # fmt: skip
        self.errors["client_name"] = self.client

    def _show_purposes(self, chosen: int | None) -> None:
        """Those of this kind of call that are in use, and the one that was chosen before."""
        kind = self._kind()
        self.purpose.blockSignals(True)
        self.purpose.clear()
        self.purpose.addItem(tr_label(PURPOSE_LABELS[general_of(kind)]), None)
        for each in self._purposes:
            if each.kind == kind and (each.retired_at is None or each.no == chosen):
                self.purpose.addItem(each.name, each.no)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(chosen)))
        self.purpose.blockSignals(False)
        self._purpose_line.setVisible(bool(self._purposes))

    def _kind(self) -> CallClass:
        return list(CallClass)[max(0, self.kind.currentIndex())]

    def _kind_chosen(self, index: int) -> None:
        self._show_purposes(self.purpose.currentData())
        self._kind_line.set_hint(words(list(CLASSES.values())[max(0, index)][1]))
        self.touched()

    def _whose_changed(self, index: int) -> None:
        for line in self._client_lines:
            line.setVisible(index == CLIENT)
        self.touched()

    def _end_toggled(self, is_on: bool) -> None:
        self.end.setVisible(is_on)
        self.touched()

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Put the campaign's values into the controls."""
        self.name.set_text(campaign.name)
        self.kind.setCurrentIndex(list(CLASSES).index(campaign.call_class))
        self._purposes = around.purposes
        self._kind_chosen(self.kind.currentIndex())
        self._show_purposes(campaign.purpose_no)
        self.target.setValue(campaign.target)
        done = around.successes.get(campaign.id, 0)
        so_far = plural(self.tr("%n success(es) so far", "", done), done)
        if campaign.target:
            so_far = self.tr("{progress} reached so far").format(
                progress=progress_words(done, campaign.target)
            )
        self._target_line.set_hint(so_far)
        self.whose.choose(ROLES.index(campaign.role))
        self._whose_changed(self.whose.index())
        self.client.set_text(campaign.client_name)
        self.agreement.set_text(campaign.agreement_ref)
        self.has_end.setChecked(campaign.client_until is not None)
        self._end_toggled(campaign.client_until is not None)
        if campaign.client_until is not None:
            self.end.setDate(q_date(campaign.client_until))
        self.at_end.setCurrentIndex(list(AT_END).index(campaign.client_data))
        self.people.show_people(campaign.people, around.workers)

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with what the controls say."""
        return replace(
            campaign,
            name=" ".join(self.name.text().split()),
            call_class=self._kind(),
            purpose_no=self.purpose.currentData(),
            target=self.target.value(),
            role=ROLES[self.whose.index()],
            client_name=self.client.text().strip(),
            agreement_ref=self.agreement.text().strip(),
            client_until=py_date(self.end.date()) if self.has_end.isChecked() else None,
            client_data=list(ClientData)[max(0, self.at_end.currentIndex())],
            people=self.people.chosen,
        )
