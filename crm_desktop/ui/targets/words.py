"""What measures, periods and goals are called, and their amounts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import duration, group_indian, money
from crm_desktop.domain.kpi import KPIS
from crm_desktop.domain.targets import Measure, Period, Reached, Whose
from crm_desktop.ui.i18n import tr_label

translate = QCoreApplication.translate


def measure_words(measure: Measure) -> str:
    """What is counted: "Calls"."""
    return tr_label(KPIS[measure.value].title)


def period_words(period: Period) -> str:
    """For how long: "day"."""
    return {
        Period.DAY: translate("Targets", "day"),
        Period.WEEK: translate("Targets", "week"),
        Period.MONTH: translate("Targets", "month"),
    }[period]


def amount_words(amount: int, measure: Measure, currency: str) -> str:
    """An amount as people read it."""
    if measure is Measure.TALK:
        return duration(amount)
    return money(amount, currency) if measure is Measure.AMOUNT else group_indian(amount)


def goal_words(goal: Reached) -> str:
    """What a goal is: "Calls, week", "Team: sales, month"."""
    words = translate("Targets", "{measure}, {period}").format(
        measure=measure_words(goal.measure), period=period_words(goal.period)
    )
    whose = {
        Whose.TEAM: translate("Targets", "Team: {goal}"),
        Whose.OFFICE: translate("Targets", "Office: {goal}"),
        Whose.IN_CAMPAIGN: translate("Targets", "{campaign}: {goal}"),
    }.get(goal.subject.whose)
    return words if whose is None else whose.format(goal=words, campaign=goal.campaign or "–")


def reached_words(goal: Reached, currency: str) -> str:
    """How far it is: "312 of 500, 300 by today"; a day's says only how much, a reached one that it is."""
    done = amount_words(goal.reached, goal.measure, currency)
    target = amount_words(goal.target, goal.measure, currency)
    if goal.is_met:
        sentence = (
            translate("Targets", "{done} of {target}, reached together")
            if goal.subject.is_together
            else translate("Targets", "{done} of {target}, reached")
        )
        return sentence.format(done=done, target=target)
    if goal.period is Period.DAY:
        return translate("Targets", "{done} of {target}").format(done=done, target=target)
    by_today = amount_words(goal.expected, goal.measure, currency)
    return translate("Targets", "{done} of {target}, {expected} by today").format(
        done=done, target=target, expected=by_today
    )
