"""Sets targets of a person, a campaign, a team or everybody, from tomorrow on; shows what was set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day_of_date, minor_digits
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import AT_FIRST, EACH, Measure, Period, Subject, Whose, of_person
from crm_desktop.errors import UserError
from crm_desktop.services.targets import KeptTarget, SetTarget
from crm_desktop.ui.campaigns.words import py_date, q_date
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.targets.words import amount_words, measure_words, period_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.numbers import DateField, NumberField
from crm_desktop.ui.widgets.text import Text

MOST_SHOWN = 12
_MOST = {Measure.TALK: 1_000_000, Measure.AMOUNT: 1_000_000_000}


class TargetsEditor(QWidget):
    """What holds and what is to come above, a new target below. `saved` after each."""

    saved = Signal()

    def __init__(self, context: PageContext, *, save_keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: Session = context.services
        self._newest: dict[tuple[Measure, Period], int] = {}
        column = Column(self, gap=10)
        self._kept = Column(gap=8)
        column.addLayout(self._kept)
        self.lines: list[Text] = []
        self.whose = ComboBox(self.tr("Whose"))
        self.whose.setProperty("user_data", True)
        self._whose_line = FormLine(self.tr("Whose"), self.whose)
        self.measure, self.period = ComboBox(self.tr("What is counted")), ComboBox(self.tr("For each"))
        for measure in Measure:
            self.measure.addItem(measure_words(measure), measure)
        for period in Period:
            self.period.addItem(period_words(period), period)
        self.amount = NumberField(self.tr("Target"), 0, 1_000_000)
        tomorrow = q_date(self._today() + timedelta(days=1))
        self.first = DateField(self.tr("From"), tomorrow)
        self.first.setMinimumDate(tomorrow)
        self._amount_line = FormLine(self.tr("Target"), self.amount, self.tr("0 for none."))
        self._first_line = FormLine(
            self.tr("From"), self.first, self.tr("Tomorrow or later: past days stay judged by theirs.")
        )
        for line in (
            self._whose_line,
            FormLine(self.tr("What is counted"), self.measure),
            FormLine(self.tr("For each"), self.period),
            self._amount_line,
            self._first_line,
        ):
            column.addWidget(line)
        acts = QWidget()
        flow = FlowLayout(acts)
        self.save = KeyCapButton(self.tr("Set this target"), save_keys, kind="primary")
        self.as_all = KeyCapButton(self.tr("As everybody"), icon="act.undo")
        flow.addWidget(self.save)
        flow.addWidget(self.as_all)
        column.addWidget(acts)
        self.measure.currentIndexChanged.connect(self._measured)
        self.period.currentIndexChanged.connect(self._measured)
        self.whose.currentIndexChanged.connect(self.load)
        self.save.clicked.connect(self.submit)
        self.as_all.clicked.connect(lambda: self._save(None))
        self._measured()

    # ---- whose -------------------------------------------------------------------------------------

    def choose_among(self, named: Sequence[tuple[str, Subject]]) -> None:
        """Whose targets can be set here; one alone isn't asked for."""
        chosen = self.whose.currentData()
        self.whose.blockSignals(True)
        self.whose.clear()
        for name, subject in named:
            self.whose.addItem(name, subject)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))
        self.whose.blockSignals(False)
        self._whose_line.setVisible(len(named) > 1)
        self.load()

    def subject(self) -> Subject | None:
        """Whose target is set."""
        found = self.whose.currentData()
        return found if isinstance(found, Subject) else None

    # ---- what was set ------------------------------------------------------------------------------

    def load(self, *_: object) -> None:
        """Read what was set for whom is chosen."""
        subject = self.subject()
        if subject is None:
            return
        targets, actor = self._session.services.targets, self._session.actor
        self.as_all.setVisible(subject.whose is Whose.PERSON)
        self._context.ops.read(self, lambda: targets.kept(actor, subject)).latest_only(
            f"targets.{id(self)}"
        ).success(self._show).start()

    def _show(self, kept: tuple[KeptTarget, ...]) -> None:
        """What holds by now and what is to come, in the order of measures."""
        today = number_of(self._today())
        now: dict[tuple[Measure, Period], KeptTarget] = {}
        coming: list[KeptTarget] = []
        for each in kept:
            if each.target.from_on > today:
                coming.append(each)
            else:
                now[each.target.measure, each.target.period] = each
        self._newest = {(k.target.measure, k.target.period): k.target.amount or 0 for k in kept}
        if self.subject() == EACH:
            self._newest = {**AT_FIRST, **self._newest}
        self._measured()
        shown = [each for each in now.values() if each.target.amount is not None] + coming
        order = {pair: n for n, pair in enumerate((m, p) for m in Measure for p in Period)}
        shown.sort(key=lambda k: (order[k.target.measure, k.target.period], k.target.from_on))
        words = [*self._at_first(now), *(self._words(each) for each in shown[:MOST_SHOWN])]
        words = words or [self.tr("No own target yet.")]
        while len(self.lines) < len(words):
            line = Text("", "caption", wrap=True, parent=self)
            line.setProperty("user_data", True)
            self.lines.append(line)
            self._kept.addWidget(line)
        for place, line in enumerate(self.lines):
            line.setText(words[place] if place < len(words) else "")
            line.setVisible(place < len(words))

    def _at_first(self, now: Mapping[tuple[Measure, Period], KeptTarget]) -> list[str]:
        """What each caller has before anybody said anything."""
        if self.subject() != EACH:
            return []
        currency = self._session.services.workspace.currency
        return [
            self.tr("{measure}, {period}: {amount} until somebody sets another").format(
                measure=measure_words(measure),
                period=period_words(period),
                amount=amount_words(amount, measure, currency),
            )
            for (measure, period), amount in AT_FIRST.items()
            if (measure, period) not in now
        ]

    def _words(self, kept: KeptTarget) -> str:
        target, currency = kept.target, self._session.services.workspace.currency
        if target.amount is None:
            amount = self.tr("as everybody")
        elif not target.amount:
            amount = self.tr("none")
        else:
            amount = amount_words(target.amount, target.measure, currency)
        return self.tr("{measure}, {period}: {amount} from {day} on, set by {name}").format(
            measure=measure_words(target.measure),
            period=period_words(target.period),
            amount=amount,
            day=day_of_date(date_of(target.from_on)),
            name=kept.set_by,
        )

    # ---- setting -----------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """What is counted."""
        self.measure.setFocus()

    def submit(self) -> None:
        """Set what is typed."""
        self._save(self.amount.value() * self._minor(self._chosen()))

    def _save(self, amount: int | None) -> None:
        subject = self.subject()
        if subject is None:
            return
        for line in (self._amount_line, self._first_line):
            line.set_error("")
        targets, actor = self._session.services.targets, self._session.actor
        period = Period(self.period.currentData())
        command = SetTarget(subject, self._chosen(), period, amount, py_date(self.first.date()))

        def done(_made: object) -> None:
            words = self.tr("Set. It holds from {day} on").format(day=day_of_date(py_date(self.first.date())))
            self._context.notices.toast(words)
            self.load()
            self.saved.emit()

        self._context.ops.store(self, lambda: targets.set(actor, command)).changes("settings").success(
            done
        ).failure(self._refused).start()

    def _refused(self, error: UserError) -> None:
        line = self._first_line if error.field == "from_on" else self._amount_line
        line.set_error(tr_error(error))

    def _minor(self, measure: Measure) -> int:
        """What one typed is in the target's unit: minutes are seconds, money is minor units."""
        if measure is Measure.AMOUNT:
            return int(10 ** minor_digits(self._session.services.workspace.currency))
        return 60 if measure is Measure.TALK else 1

    def _chosen(self) -> Measure:
        return Measure(self.measure.currentData())

    def _measured(self, *_: object) -> None:
        """The unit of what is counted, and what was set last."""
        measure = self._chosen()
        currency = self._session.services.workspace.currency
        units = {Measure.TALK: self.tr(" min"), Measure.AMOUNT: f" {currency}"}
        self.amount.setMaximum(_MOST.get(measure, 1_000_000))
        self.amount.setSuffix(units.get(measure, ""))
        newest = self._newest.get((measure, Period(self.period.currentData())), 0)
        self.amount.setValue(newest // self._minor(measure))
        self.amount.updateGeometry()

    def _today(self) -> date:
        zone = ZoneInfo(self._session.services.workspace.zone)
        return self._session.clock.now().astimezone(zone).date()


def of_person_and_campaigns(
    person_id: UUID, campaigns: Sequence[tuple[UUID, str]], everywhere: str, within: Callable[[str], str]
) -> list[tuple[str, Subject]]:
    """A person everywhere, and in each of these campaigns."""
    named = [(everywhere, of_person(person_id))]
    return named + [(within(name), of_person(person_id, each)) for each, name in campaigns]
