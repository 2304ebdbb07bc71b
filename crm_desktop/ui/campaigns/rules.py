"""The rules of a campaign in plain sentences: second tries, how often, who calls, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import (
    OTHERWISE,
    Caps,
    Mix,
    Numbers,
    Part,
    Recycle,
    Rules,
    Who,
    WhoKind,
)
from crm_desktop.domain.caps import MOST_RECENT
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.rule_check import ENDING, fitting
from crm_desktop.ui.campaigns.rule_fields import LimitField, WaitField
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.campaigns.words import SKILL_FIELDS, words
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.lines import Sentence
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text

translate = QCoreApplication.translate
WHO = (WhoKind.OWNER, WhoKind.OWNER_FIRST, WhoKind.ANYONE)
SPANS = ("per_day", "per_24h", "per_week", "lifetime")
MOST_EVER = 99


class RetryLine(Sentence):
    """After one result: again after so long, in which part of the day, how often."""

    def __init__(self, section: RulesSection, result: Disposition) -> None:
        label = tr_label(result.label)
        self.wait = WaitField(translate("campaigns", "After {result}: again after").format(result=label))
        self.part = ComboBox(translate("campaigns", "After {result}: part of the day").format(result=label))
        self.part.addItem(translate("campaigns", "any time of day"), Part.ANY)
        self.part.addItem(translate("campaigns", "another part of day"), Part.NEXT)
        self.most = LimitField(
            translate("campaigns", "After {result}: at most").format(result=label), MOST_EVER
        )
        self.name = Text(label, "body_strong")
        self.name.set_least(36)
        self.name.setProperty("user_data", True)
        super().__init__(
            translate("campaigns", "{result} again after {wait} {part} at most {most} times"),
            result=self.name, wait=self.wait, part=self.part, most=self.most,
        )  # fmt: skip
        self.wait.changed.connect(section.touched)
        self.part.currentIndexChanged.connect(section.touched)
        self.most.valueChanged.connect(section.touched)

    def set_label(self, label: str) -> None:
        """The result was given another name."""
        self.name.setText(tr_label(label))

    def show_recycle(self, recycle: Recycle) -> None:
        """Put the values in."""
        self.wait.set_seconds(recycle.after_s)
        self.part.setCurrentIndex(1 if recycle.part is Part.NEXT else 0)
        self.most.set_limit(recycle.most)

    def recycle(self) -> Recycle:
        """What the values say."""
        part = Part.NEXT if self.part.currentIndex() == 1 else Part.ANY
        return Recycle(self.wait.seconds(), self.most.limit(), part)


class RulesSection(Section):
    """The fifth section: each sentence is one rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = Rules()
        self._results: tuple[Disposition, ...] = ()
        self.retries: dict[UUID, RetryLine] = {}
        retry = self.panel(
            self.tr("Trying again"),
            self.tr("Parts of the day: until 12:00, until 16:00, evening. “–” is no limit."),
        )
        self._lines = Column(gap=6)
        retry.body.addLayout(self._lines)
        self._retry_trouble = Sentence("")
        retry.body.addWidget(self._retry_trouble)
        self.errors["recycling"] = self._retry_trouble
        self._make_caps()
        self._make_order()
        self._make_who()
        self._make_name()
        self.column.addStretch(1)
        follow_theme(self._align_later)

    # ---- building ------------------------------------------------------------------------------

    def _make_caps(self) -> None:
        panel = self.panel(
            self.tr("How often"), self.tr("Counted for the number, also when several leads share it.")
        )
        template = self.tr(
            "{whose} at most {per_day} a day, {per_24h} in 24 hours, {per_week} a week, {lifetime} in all"
        )
        self.phone_caps = self._caps_of(self.tr("A number"))
        self.lead_caps = self._caps_of(self.tr("A lead, all numbers together"))
        for whose, name, caps in (
            ("phone", self.tr("A number:"), self.phone_caps),
            ("lead", self.tr("A lead, over all its numbers:"), self.lead_caps),
        ):
            title = Text(name)
            title.set_least(36)
            sentence = Sentence(template, whose=title, **caps)
            panel.body.addWidget(sentence)
            self.errors |= {f"{whose}.{span}": sentence for span in SPANS}
        self.gap = WaitField(self.tr("Leave a number in peace for"), least=0)
        self.gap.changed.connect(self.touched)
        self.errors["gap_s"] = self._add(
            panel, self.tr("Leave a number in peace for {gap} after a call"), gap=self.gap
        )

    def _caps_of(self, whose: str) -> dict[str, QWidget]:
        names = {
            "per_day": self.tr("{whose}: at most a day"),
            "per_24h": self.tr("{whose}: at most in 24 hours"),
            "per_week": self.tr("{whose}: at most a week"),
            "lifetime": self.tr("{whose}: at most in all"),
        }
        found: dict[str, QWidget] = {}
        for span, name in names.items():
            field = LimitField(name.format(whose=whose), MOST_EVER if span == "lifetime" else MOST_RECENT)
            field.valueChanged.connect(self.touched)
            found[span] = field
        return found

    def _make_order(self) -> None:
        panel = self.panel(self.tr("Order"))
        self.mix_retries = NumberField(self.tr("Leads tried before, in turn"), 0, 20)
        self.mix_new = NumberField(self.tr("New leads, in turn"), 0, 20)
        for field in (self.mix_retries, self.mix_new):
            field.valueChanged.connect(self.touched)
        self.errors["mix"] = self._add(
            panel, self.tr("Promised ones first, then {retries} tried before for {new} new"),
            retries=self.mix_retries, new=self.mix_new,
        )  # fmt: skip
        self.by_score = ComboBox(self.tr("Which of them come first"))
        self.by_score.addItem(self.tr("those with the highest score first, then the oldest"), True)
        self.by_score.addItem(self.tr("the oldest first, whatever their score"), False)
        self.by_score.currentIndexChanged.connect(self.touched)
        self._add(panel, self.tr("Of them, {first}"), first=self.by_score)
        self.numbers = ComboBox(self.tr("Which of a lead’s numbers"))
        self.numbers.addItem(self.tr("its first number, as long as it may be called"), Numbers.FIRST)
        self.numbers.addItem(self.tr("its numbers in turn"), Numbers.IN_TURN)
        self.numbers.currentIndexChanged.connect(self.touched)
        self._add(panel, self.tr("A lead is tried on {numbers}"), numbers=self.numbers)

    def _make_who(self) -> None:
        panel = self.panel(
            self.tr("Who calls"), self.tr("A lead that belongs to nobody goes to whoever is free.")
        )
        self.who = ComboBox(self.tr("Who calls a lead that belongs to somebody"))
        for shown in (
            self.tr("by its owner only"),
            self.tr("by its owner first, then by anyone"),
            self.tr("by anyone of the campaign"),
        ):
            self.who.addItem(shown)
        self.who.currentIndexChanged.connect(self._who_changed)
        self._add(panel, self.tr("A lead that belongs to somebody is called {who}"), who=self.who)
        self.after_minutes = NumberField(
            self.tr("Others may call after"), 1, 7 * 24 * 60, unit=self.tr(" min")
        )
        self.after_minutes.valueChanged.connect(self.touched)
        self._after_line = self._add(
            panel, self.tr("Others may call it {minutes} after it was due"), minutes=self.after_minutes
        )
        self.errors["after_minutes"] = self._after_line
        self.same_days = NumberField(self.tr("Same number, same person for"), 0, 365)
        self.same_days.valueChanged.connect(self.touched)
        self.errors["same_days"] = self._add(
            panel, self.tr("Who spoke with a number keeps it for {days} days"), days=self.same_days
        )
        self.skill = ComboBox(self.tr("What callers must be able to"))
        for field, shown in SKILL_FIELDS.items():
            self.skill.addItem(words(shown), field)
        self.skill.currentIndexChanged.connect(self.touched)
        self.errors["skill"] = self._add(panel, self.tr("Of them, {skill}"), skill=self.skill)
        panel.body.addWidget(
            Text(
                self.tr("What each person can is set on the page People. Who is absent is passed over."),
                "caption", tone="muted", wrap=True,
            )
        )  # fmt: skip

    def _make_name(self) -> None:
        panel = self.panel(self.tr("Name of these rules"))
        self.name = Field("", accessible_name=self.tr("Name of these rules"))
        self.name.edit.setProperty("user_data", True)
        self.name.text_changed.connect(self.touched)
        self.errors["rules_name"] = self.name
        self._version = self.line(panel, self.tr("Name"), self.name, " ")

    def _add(self, panel: Panel, template: str, **controls: QWidget) -> Sentence:
        sentence = Sentence(template, **controls)
        panel.body.addWidget(sentence)
        return sentence

    def _who_changed(self, index: int) -> None:
        self._after_line.setVisible(WHO[max(0, index)] is WhoKind.OWNER_FIRST)
        self.touched()

    # ---- the lines of the results --------------------------------------------------------------

    def show_results(self, results: Sequence[Disposition]) -> None:
        """One sentence a result that leaves the lead open; what was typed in them stays."""
        open_ones = [result for result in results if not result.flags & ENDING]
        is_same = [r.id for r in self._results] == [r.id for r in open_ones] and self.retries
        self._results = tuple(open_ones)
        if is_same:
            for result in open_ones:
                self.retries[result.id].set_label(result.label)
            self._align()
            return
        typed = {line_id: line.recycle() for line_id, line in self.retries.items()}
        was, self.is_showing = self.is_showing, True
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.retries.clear()
        for result in open_ones:
            line = RetryLine(self, result)
            line.show_recycle(typed.get(result.id, self._rules.after(result.code)))
            self.retries[result.id] = line
            self._lines.addWidget(line)
            line.show()
        self._align()
        self.is_showing = was

    def _align_later(self) -> None:
        QTimer.singleShot(0, self, self._align)  # the names follow the theme after this section does

    def _align(self) -> None:
        """The values of all results stand below each other."""
        names = [line.name for line in self.retries.values()]
        widest = max((name.sizeHint().width() for name in names), default=0)
        for name in names:
            name.setMinimumWidth(min(widest, current().px(200)))

    # ---- showing and reading -------------------------------------------------------------------

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Put the campaign's rules into the sentences."""
        self.show_rules(campaign.rules, campaign.dispositions)
        self.name.set_text(campaign.rules_name)
        self._version.set_hint(
            self.tr("Version {no} holds now. Saving other rules makes the next one; none is lost.").format(
                no=campaign.rules_no
            )
        )

    def show_rules(self, rules: Rules, results: Sequence[Disposition]) -> None:
        """These rules, whether saved or taken from an earlier version."""
        self._rules = rules
        self.show_results(results)
        for result in self._results:
            self.retries[result.id].show_recycle(rules.after(result.code))
        for caps, values in ((self.phone_caps, rules.phone_caps), (self.lead_caps, rules.lead_caps)):
            for span, field in caps.items():
                assert isinstance(field, LimitField)
                field.set_limit(getattr(values, span))
        self.gap.set_seconds(rules.gap_s)
        self.mix_retries.setValue(rules.mix.retries)
        self.mix_new.setValue(rules.mix.new)
        self.by_score.setCurrentIndex(0 if rules.by_score else 1)
        self.numbers.setCurrentIndex(list(Numbers).index(rules.numbers))
        self.who.setCurrentIndex(WHO.index(rules.who.kind))
        self._who_changed(self.who.currentIndex())
        self.after_minutes.setValue(rules.who.after_minutes)
        self.same_days.setValue(rules.who.same_days)
        self.skill.setCurrentIndex(list(SKILL_FIELDS).index(rules.who.skill))

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with the rules as the sentences say them; its results are as edited already."""
        rules = fitting(self.rules(), campaign.dispositions)
        return replace(campaign, rules=rules, rules_name=" ".join(self.name.text().split()))

    def rules(self) -> Rules:
        """The rules as the sentences say them; a result that nothing was said about keeps saying nothing."""
        known = self._rules.recycling
        recycling = dict(known)
        for result in self._results:
            said = self.retries[result.id].recycle()
            if result.code in known or said != OTHERWISE:
                recycling[result.code] = said
        gap = self.gap.seconds()
        return replace(
            self._rules,
            recycling=recycling,
            phone_caps=_caps(self.phone_caps),
            lead_caps=_caps(self.lead_caps),
            gap_s=gap,
            mix=Mix(self.mix_retries.value(), self.mix_new.value()),
            numbers=list(Numbers)[max(0, self.numbers.currentIndex())],
            by_score=self.by_score.currentIndex() != 1,
            who=Who(
                WHO[max(0, self.who.currentIndex())],
                self.after_minutes.value(),
                list(SKILL_FIELDS)[max(0, self.skill.currentIndex())],
                self.same_days.value(),
            ),
        )

    def point(self, code: str, sentence: str) -> RetryLine | None:
        """Say what is wrong at the sentence of a result; gives it."""
        line = next((self.retries[r.id] for r in self._results if r.code == code), None)
        if line is not None:
            line.set_error(sentence)
        return line

    def clear_errors(self) -> None:
        """Nothing is wrong any more, as far as is known."""
        super().clear_errors()
        for line in self.retries.values():
            line.set_error("")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _caps(fields: dict[str, QWidget]) -> Caps:
    limits = {span: field.limit() for span, field in fields.items() if isinstance(field, LimitField)}
    return Caps(**limits)
