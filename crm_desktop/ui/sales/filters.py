"""Which sales the page shows: days, state, whose; and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian, money
from crm_desktop.domain.sales import COUNTED, LABELS, SaleState
from crm_desktop.domain.shift import number_of
from crm_desktop.services.sales import SaleQuery, SaleSum
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import FlowLayout
from crm_desktop.ui.widgets.text import Text

TODAY, WEEK, MONTH, LAST_MONTH, EVER = range(5)
ANY, WAITING = "any", "waiting"


class SaleFilters(QWidget):
    """`changed` when another list is wanted; everybody's sales only where the role reaches further."""

    changed = Signal()

    def __init__(self, *, has_people: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8)
        self.days = ComboBox(self.tr("Days"))
        for words in (
            self.tr("Today"), self.tr("Last 7 days"), self.tr("This month"), self.tr("Last month"),
            self.tr("All days"),
        ):  # fmt: skip
            self.days.addItem(words)
        self.days.setCurrentIndex(MONTH)
        self.state = ComboBox(self.tr("State"))
        self.state.addItem(self.tr("All states"), ANY)
        self.state.addItem(self.tr("Waiting for confirmation"), WAITING)
        for state, label in LABELS.items():
            self.state.addItem(tr_label(label), SaleState(state).value)
        self.people = ComboBox(self.tr("Sold by"))
        self.people.setProperty("user_data", True)
        self.people.addItem(self.tr("Everybody"))
        self._person_ids: list[UUID | None] = [None]
        self.people.setVisible(has_people)
        self.sum = Text("", "body", tabular=True)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        follow_theme(self._rescale)
        for box in (self.days, self.state, self.people):
            box.activated.connect(lambda *_: self.changed.emit())
            self._flow.addWidget(box)
        self._flow.addWidget(self.sum)

    def _rescale(self) -> None:
        self.sum.set_least(current().tokens.control.normal)

    def show_people(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Whose sales can be shown alone; the choice stays."""
        chosen = self._person()
        while self.people.count() > 1:
            self.people.removeItem(1)
        self._person_ids = [None, *(person_id for person_id, _ in people)]
        for _, name in people:
            self.people.addItem(name)
        self.people.setCurrentIndex(self._person_ids.index(chosen) if chosen in self._person_ids else 0)

    def _person(self) -> UUID | None:
        index = self.people.currentIndex()
        return self._person_ids[index] if 0 <= index < len(self._person_ids) else None

    def query(self, today: date) -> SaleQuery:
        """What is wanted."""
        first, last = self._days(today)
        state = str(self.state.currentData())
        return SaleQuery(
            first_day=number_of(first) if first else None,
            last_day=number_of(last) if last else None,
            state=SaleState(state) if state not in (ANY, WAITING) else None,
            waits_only=state == WAITING,
            person_id=self._person(),
        )

    def _days(self, today: date) -> tuple[date | None, date | None]:
        month = today.replace(day=1)
        before = month - timedelta(days=1)
        return {
            TODAY: (today, today),
            WEEK: (today - timedelta(days=6), today),
            MONTH: (month, None),
            LAST_MONTH: (before.replace(day=1), before),
        }.get(self.days.currentIndex(), (None, None))

    def show_everything(self) -> None:
        """No filter at all, for a sale that is asked for by itself."""
        self.days.setCurrentIndex(EVER)
        self.state.setCurrentIndex(0)
        self.people.setCurrentIndex(0)

    def show_sums(self, sums: Sequence[SaleSum]) -> None:
        """What the list comes to: all that stands, and of that what is confirmed."""
        standing = [s for s in sums if s.state in COUNTED]
        confirmed = [s for s in standing if s.is_confirmed]
        count = sum(s.count for s in standing)
        words = plural(self.tr("{count} sale(s), {amount}; confirmed {sure}, {sum}", "", count), count)
        self.sum.setText(
            words.format(
                count=group_indian(count), amount=_amount(standing),
                sure=group_indian(sum(s.count for s in confirmed)), sum=_amount(confirmed),
            )
        )  # fmt: skip


def _amount(sums: Sequence[SaleSum]) -> str:
    """A sum in each currency there is."""
    totals: dict[str, int] = {}
    for each in sums:
        totals[each.currency] = totals.get(each.currency, 0) + each.amount_minor
    return " + ".join(money(total, currency) for currency, total in sorted(totals.items())) or money(0)
