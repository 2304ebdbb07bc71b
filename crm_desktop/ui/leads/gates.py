"""Why a lead isn't dialled: every gate in each campaign, what is shut first to be seen, and when it opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.domain.gate_answers import LABELS, SENTENCES, CampaignWhy, GateAnswer, LeadWhy
from crm_desktop.ui.i18n import fill, tr_label
from crm_desktop.ui.leads.words import phone_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import PagePopover
from crm_desktop.ui.theme import current
from crm_desktop.ui.why_texts import reason_label, when_words
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, Grid, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

_HIGHEST = 460  # px at 100 %


def gate_words(gate: GateAnswer) -> str:
    """What a gate says, in the program's language."""
    values: dict[str, object] = {
        name: tr_label(value) if name in gate.labelled else value for name, value in gate.values.items()
    }
    return fill(tr_label(SENTENCES[gate.said]), values)


class _Area(Scroll):
    """As high as its words, and lower where the page has no room."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_wanted(self, height: int) -> None:
        """How high the words are."""
        self._wanted = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self._wanted, current().px(80)))


class GatesPopover(PagePopover):
    """Asks the store when it opens; Esc closes it, the arrows scroll."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=620)
        self.title.setText(self.tr("Why isn’t it dialled?"))
        self.setAccessibleName(self.tr("Why isn’t it dialled?"))
        self.area = _Area()
        self.area.setAccessibleName(self.tr("Gates before a call"))
        self.column.addWidget(self.area, 1)
        self.add_foot()

    def ask(self, lead_id: UUID, anchor: QWidget) -> None:
        """Open with every gate of this lead."""
        calling, actor = self._session.services.calling, self._session.actor
        self.open_with(lambda: calling.why_lead(actor, lead_id), self._fill, anchor, "leads.gates")

    def first_focus(self) -> QWidget:
        return self.area

    def _fill(self, found: LeadWhy) -> None:
        now = self._session.clock.now()
        body = QWidget()
        column = Column(body, margins=(0, 0, 8, 0), gap=12)
        if not found.campaigns:
            column.addWidget(Text(self.tr("The lead is in no campaign."), "body", tone="muted"))
        for place, campaign in enumerate(found.campaigns):
            if place:
                column.addWidget(Rule())
            column.addWidget(_OfCampaign(campaign, now))
        column.addStretch(1)
        self.area.setWidget(body)
        theme = current()
        wide = theme.px(620 - 2 * 16 - 8)
        high = column.heightForWidth(wide) if column.hasHeightForWidth() else body.sizeHint().height()
        self.area.set_wanted(min(theme.px(_HIGHEST), high))


class _OfCampaign(QWidget):
    """One campaign: what decides, then every gate."""

    def __init__(self, why: CampaignWhy, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why, self._now = why, now
        column = Column(self, gap=8)
        head = Row(gap=8)
        name = ElidedText(why.campaign, "body_strong")
        name.setProperty("user_data", True)
        head.addWidget(name, 1)
        head.addWidget(self._chip())
        column.addLayout(head)
        shut = [gate for gate in why.gates if not gate.passes]
        if shut:
            column.addLayout(self._listed(shut))
            column.addWidget(Text(self.tr("Open"), "label", tone="muted"))
        column.addLayout(self._listed([gate for gate in why.gates if gate.passes]))

    def _listed(self, gates: Sequence[GateAnswer]) -> Grid:
        """Gates below each other; under its number what is about one of several."""
        grid = Grid(gap_x=12, gap_y=4)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(1, current().px(128))
        is_one = len({gate.phone for gate in self._why.gates if gate.phone}) < 2
        shown = ""
        for gate in gates:
            if not is_one and gate.phone and gate.phone != shown:
                shown = gate.phone
                number = Text(phone_words(shown), "label", tabular=True)
                number.setProperty("user_data", True)
                grid.addWidget(number, grid.rowCount(), 1, 1, 3)
            self._add(grid, gate)
        return grid

    def _chip(self) -> Chip:
        why = self._why
        if why.reason is None:
            return Chip(self.tr("Can be dialled now"), "ok", icon="sign.ok")
        words = reason_label(why.reason)
        if why.until is not None:
            when = when_words(why.until, why.zone, self._now)
            words = self.tr("{reason}, until {when}").format(reason=words, when=when)
        return Chip(words, "warn" if why.until is not None else "bad")

    def _add(self, grid: Grid, gate: GateAnswer) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        if gate.passes:
            icon = IconLabel("sign.check", tone="muted", meaning=self.tr("Open"))
        else:
            icon = IconLabel("sign.error", tone="danger", meaning=self.tr("Shut"))
        label = Text(tr_label(LABELS[gate.gate]), "body", tone="muted")
        said = Text(gate_words(gate), "body" if gate.passes else "body_strong", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        said.setProperty("user_data", True)
        if gate.passes:
            said.set_tone("muted")
        grid.addWidget(icon, row, 0, top)
        grid.addWidget(label, row, 1, top)
        grid.addWidget(said, row, 2, top)
        if gate.until is not None:
            opens = self.tr("opens {when}").format(when=when_words(gate.until, self._why.zone, self._now))
            grid.addWidget(Text(opens, "body", tone="muted", tabular=True), row, 3, top)
