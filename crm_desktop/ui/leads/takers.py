"""Among whom leads are handed out: people, weights, limit, and what each would get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.assignment import HandOut, Sharing
from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.domain.formats import group_indian
from crm_desktop.services.handing_out import Share
from crm_desktop.services.lead_rules import LABELS
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

_SHARINGS = (Sharing.EQUAL, Sharing.WEIGHTED, Sharing.MATCHED)
_ROWS = 5  # people seen without scrolling
_ROW = 42  # px
_MOST = 100_000
BESIDE_WEIGHT, ALONE = 136, 236  # px for a name, with a weight beside it or without


@dataclass(slots=True)
class _Taker:
    """One person of the list: ticked or not, with a weight."""

    share: Share
    box: CheckBox
    weight: NumberField
    gets: Text


class _People(Scroll):
    """As high as its rows, where there is room."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())


class TakersPart(QWidget):
    """How leads are shared out; `changed` at every change of it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._takers: list[_Taker] = []
        words = (self.tr("Equally"), self.tr("By weight"), self.tr("By skill"))
        self.sharing = SegmentedChoice(words, self.tr("How they are shared out"))
        self.field = ComboBox(self.tr("Which field asks for the skill"), size="compact")
        for name in SKILLS:
            self.field.addItem(tr_label(LABELS[name]), name)
        self.field.hide()
        self.list = _People()
        limit = self.tr("At most so many waiting leads each")
        self.cap = NumberField(limit, 0, _MOST, size="compact")
        self.cap.setSpecialValueText(self.tr("No limit"))
        self.repeat = ComboBox(self.tr("How often"), size="compact")
        self.repeat.addItem(self.tr("Once, now"), None)
        for minutes in (15, 30, 60):
            often = plural(self.tr("Every %n minute(s)", "", minutes), minutes)
            self.repeat.addItem(often, (minutes, None))
        for hour in (9, 10, 14):
            self.repeat.addItem(self.tr("Daily at {time}").format(time=f"{hour:02d}:00"), (None, hour * 60))
        self.nobodys = CheckBox(self.tr("Only leads nobody has"))
        self.present = CheckBox(self.tr("Only people here today"))
        self.nobodys.setChecked(True)
        self.present.setChecked(True)
        column = Column(self, gap=8)
        top = Row(gap=8)
        top.addWidget(self.sharing)
        top.addWidget(self.field, 1)
        top.addStretch(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        line = Row(gap=8)
        line.addWidget(self.cap)
        line.addWidget(Text(self.tr("waiting leads each at most"), "table", tone="muted"))
        line.addStretch(1)
        line.addWidget(self.repeat)
        column.addLayout(line)
        both = Row(gap=16)
        both.addWidget(self.nobodys)
        both.addWidget(self.present)
        both.addStretch(1)
        column.addLayout(both)
        self.sharing.changed.connect(self._shared)
        self.repeat.currentIndexChanged.connect(lambda _: self._tell())
        self.field.currentIndexChanged.connect(lambda _: self._tell())
        self.cap.valueChanged.connect(lambda _: self._tell())
        for box in (self.nobodys, self.present):
            box.toggled.connect(lambda _: self._tell())
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        rows = min(_ROWS, max(1, len(self._takers)))
        self.list.setMinimumHeight(current().px(_ROW))
        self.list.setMaximumHeight(rows * current().px(_ROW))
        self.list.updateGeometry()

    def show_takers(self, takers: Sequence[Share]) -> None:
        """Offer these; who is here today is chosen to begin with."""
        self._is_filling = True
        body = QWidget()
        column = Column(body, gap=6)
        self._takers = []
        for share in takers:
            row = Row(gap=8)
            box = CheckBox(share.name)
            box.setToolTip(share.name)
            box.setProperty("user_data", True)
            box.setProperty("elides", True)
            box.setChecked(not share.is_absent)
            weight = NumberField(
                self.tr("Weight of {name}").format(name=share.name), 0, 99, value=1, size="compact"
            )
            gets = Text("", "table", tone="muted", tabular=True)
            row.addWidget(box)
            row.addStretch(1)
            row.addWidget(gets)
            row.addWidget(weight)
            column.addLayout(row)
            taker = _Taker(share, box, weight, gets)
            box.toggled.connect(lambda _: self._tell())
            weight.valueChanged.connect(lambda _: self._tell())
            self._takers.append(taker)
        column.addStretch(1)
        self.list.setWidget(body)
        self._rescale()
        self._is_filling = False
        self._shared()
        self.show_shares(())

    def offer_repeat(self, is_offered: bool) -> None:
        """Whether it may be done again and again; once to begin with."""
        self.repeat.setVisible(is_offered)
        self.repeat.setCurrentIndex(0)

    def repeats(self) -> tuple[int | None, int | None] | None:
        """Every so many minutes, or daily at a minute of the day; None: once."""
        every_at = self.repeat.currentData()
        return None if every_at is None else (every_at[0], every_at[1])

    def how(self) -> HandOut | None:
        """What is chosen; None where nobody is."""
        people = tuple((t.share.person_id, t.weight.value()) for t in self._takers if t.box.isChecked())
        if not people:
            return None
        sharing = _SHARINGS[self.sharing.index()]
        field = str(self.field.currentData()) if sharing is Sharing.MATCHED else ""
        return HandOut(
            sharing, people, self.cap.value() or None, field,
            only_nobodys=self.nobodys.isChecked(), skip_absent=self.present.isChecked(),
        )  # fmt: skip

    def show_shares(self, shares: Sequence[Share]) -> None:
        """What each would get, beside what they have."""
        by_person: dict[UUID, Share] = {share.person_id: share for share in shares}
        for taker in self._takers:
            share = by_person.get(taker.share.person_id)
            has = group_indian(taker.share.has)
            tr = QCoreApplication.translate
            if share is not None and share.gets:
                words = tr("TakersPart", "{has} waiting + {gets}").format(
                    has=has, gets=group_indian(share.gets)
                )
            elif taker.share.is_absent:
                words = tr("TakersPart", "{has} waiting · not here today").format(has=has)
            else:
                words = tr("TakersPart", "{has} waiting").format(has=has)
            taker.gets.setText(words)
            taker.gets.set_tone("" if share is not None and share.gets else "muted")

    def _shared(self, _: int = 0) -> None:
        sharing = _SHARINGS[self.sharing.index()]
        self.field.setVisible(sharing is Sharing.MATCHED)
        room = current().px(BESIDE_WEIGHT if sharing is Sharing.WEIGHTED else ALONE)
        for taker in self._takers:
            name = taker.share.name  # whole, it would push what stands beside it out of view
            short = taker.box.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            taker.box.set_words(short, accessible_name=name)
            taker.weight.setVisible(sharing is Sharing.WEIGHTED)
        self._tell()

    def _tell(self) -> None:
        if not self._is_filling:
            self.changed.emit()
