"""What is asked of a report, chosen in one line: which, of what days, by what, whose, kept to what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Person
from crm_desktop.domain.periods import PERIODS
from crm_desktop.domain.saved_reports import Asks
from crm_desktop.services.reports import Question
from crm_desktop.services.reports.asked import BY_LABELS
from crm_desktop.services.reports.service import REPORTS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.narrowing import KEPT_TO_NOTHING, KeptTo
from crm_desktop.ui.reports.words import period_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.numbers import DateField

SHORTENED = 28  # letters of what it is kept to, on the button


class ChoiceBar(QObject):
    """The fields, for whoever lays them out in `widgets`; `asked` when something else is asked.

    `only`: the ids of the reports that can be chosen; None: all.
    """

    asked = Signal()

    def __init__(self, today: date, page: QWidget, *, only: Collection[str] | None = None) -> None:
        super().__init__(page)
        self._is_filling = False
        self._only = only
        self._today = today
        self.kept_to = KEPT_TO_NOTHING
        self.report = ComboBox(self.tr("Report"))
        for report in REPORTS.values():
            if (only is None or report.id in only) and not report.is_advanced:
                self.report.addItem(tr_label(report.title), report.id)
        self.period = ComboBox(self.tr("Days"), icon="sign.calendar")
        for period in PERIODS:
            self.period.addItem(period_words(period), period)
        there = QDate(today.year, today.month, today.day)
        self.first, self.last = DateField(self.tr("From"), there), DateField(self.tr("To"), there)
        self.by = ComboBox(self.tr("What a row stands for"))
        self.person = ComboBox(self.tr("Whose"))
        self.person.setProperty("user_data", True)
        self.person.addItem(self.tr("Everybody"), None)
        self.person.setMaximumWidth(current().px(200))
        self.narrow = KeyCapButton(self.tr("Keep to…"), "K", icon="act.filter")
        self.narrow.setProperty("user_data", True)
        self.report.currentIndexChanged.connect(self._report_changed)
        for box in (self.period, self.by, self.person):
            box.currentIndexChanged.connect(self._changed)
        for field in (self.first, self.last):
            field.dateChanged.connect(self._changed)
        self._fill_by()

    def widgets(self) -> tuple[QWidget, ...]:
        """In their order."""
        return self.report, self.period, self.first, self.last, self.by, self.person, self.narrow

    # ---- what is chosen ----------------------------------------------------------------------------

    def report_id(self) -> str:
        """Which report."""
        return str(self.report.currentData())

    def asks(self, *, is_compared: bool = False) -> Asks:
        """What is chosen, as it can be saved under a name."""
        period, person = str(self.period.currentData()), self.person.currentData()
        is_days, kept = period == "days", self._kept_to()
        return Asks(
            report=self.report_id(),
            by=str(self.by.currentData() or "") if self.by.count() > 1 else "",
            period=period,
            first=_date_of(self.first) if is_days else None,
            last=_date_of(self.last) if is_days else None,
            people=(person,) if isinstance(person, UUID) else (),
            campaign_id=kept.campaign_id,
            source=kept.source,
            tag=kept.tag,
            is_compared=is_compared,
        )

    def question(self, today: date) -> Question:
        """What is chosen, asked today."""
        asks = self.asks()
        first, last = asks.days(today)
        return Question(first, last, asks.people, asks.by, asks.campaign_id, asks.source, asks.tag)

    def _kept_to(self) -> KeptTo:
        """What it is kept to, as far as the report can be."""
        return self.kept_to if REPORTS[self.report_id()].narrows else KEPT_TO_NOTHING

    # ---- choosing ----------------------------------------------------------------------------------

    def set_advanced(self, is_on: bool) -> None:
        """Whether the reports behind the switch *Advanced* can be chosen."""
        for report in REPORTS.values():
            at = self.report.findData(report.id)
            if not report.is_advanced or (at >= 0) == is_on:
                continue
            if not is_on:
                self.report.removeItem(at)
            elif self._only is None or report.id in self._only:
                self.report.addItem(tr_label(report.title), report.id)

    def choose_report(self, report_id: object, period: object = None, on: object = None) -> None:
        """This one, if there is one of that id; with a `period` of those days and kept to nothing.

        `on`: of this day (date) alone, instead, or of these (the first and the last).
        """
        at = self.report.findData(report_id)
        if at >= 0 and isinstance(on, date | tuple):
            first, last = on if isinstance(on, tuple) else (on, on)
            self.show_asks(Asks(str(report_id), period="days", first=first, last=last), KEPT_TO_NOTHING)
        elif at >= 0 and period is not None:
            self.show_asks(Asks(str(report_id), period=str(period)), KEPT_TO_NOTHING)
        elif at >= 0:
            self.report.setCurrentIndex(at)

    def show_asks(self, asks: Asks, kept_to: KeptTo) -> None:
        """Choose what a saved report asks."""
        self._is_filling = True
        self.choose_report(asks.report)
        self.by.setCurrentIndex(max(0, self.by.findData(asks.by)))
        self.period.setCurrentIndex(max(0, self.period.findData(asks.period)))
        for field, day in ((self.first, asks.first), (self.last, asks.last)):
            if day is not None:
                field.setDate(QDate(day.year, day.month, day.day))
        whom = asks.people[0] if asks.people else None
        self.person.setCurrentIndex(max(0, self.person.findData(whom)))
        self.kept_to = kept_to
        self._is_filling = False
        self._changed()

    def keep_to(self, kept_to: KeptTo) -> None:
        """Keep to this campaign, source and tag."""
        self.kept_to = kept_to
        self._changed()

    def show_day(self, there: QDate) -> None:
        """This day alone."""
        self._is_filling = True
        self.period.setCurrentIndex(self.period.findData("days"))
        self.first.setDate(there)
        self.last.setDate(there)
        self._is_filling = False
        self._changed()

    def fill_people(self, people: tuple[Person, ...]) -> None:
        """Whose figures can be chosen, what is chosen stays; who sees only one person's reads the name."""
        only = people[0].display_name if len(people) == 1 else ""
        self.person.setItemText(0, only or self.tr("Everybody"))
        people = () if only else people
        known = [self.person.itemData(at) for at in range(1, self.person.count())]
        if known == [person.id for person in people]:
            return
        was_filling, self._is_filling = self._is_filling, True
        chosen = self.person.currentData()
        while self.person.count() > 1:
            self.person.removeItem(1)
        for person in people:
            self.person.addItem(person.display_name, person.id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self._is_filling = was_filling

    def show_fields(self) -> None:
        """Those that something can be chosen in."""
        is_days = self.period.currentData() == "days"
        for field in (self.first, self.last):
            field.setVisible(is_days)
        self.by.setVisible(self.by.count() > 1)
        self.narrow.setVisible(bool(REPORTS[self.report_id()].narrows))
        words = self._kept_to().words()
        if len(words) > SHORTENED:
            words = words[: SHORTENED - 1].rstrip() + "…"
        self.narrow.set_words(words or self.tr("Keep to…"))

    def _report_changed(self) -> None:
        """Another report: its own ways of rows."""
        self._fill_by()
        self._changed()

    def _fill_by(self) -> None:
        was_filling, self._is_filling = self._is_filling, True
        self.by.clear()
        for by in REPORTS[self.report_id()].by:
            self.by.addItem(tr_label(BY_LABELS[by]), by)
        self._is_filling = was_filling

    def _changed(self, *_: object) -> None:
        if self._is_filling:
            return
        if self.period.currentData() == "days" and self.first.date() > self.last.date():
            is_first = self.sender() is self.first
            (self.last if is_first else self.first).setDate((self.first if is_first else self.last).date())
            return
        self.show_fields()
        self.asked.emit()


def _date_of(field: DateField) -> date:
    there = field.date()
    return date(there.year(), there.month(), there.day())
