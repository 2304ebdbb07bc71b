"""Rules told in sentences, to be read: of an earlier version, on paper, in a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.campaign_rules import Caps, Numbers, Part, Rules, WhoKind
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.formats import duration
from crm_desktop.ui.campaigns.words import SKILL_FIELDS, words
from crm_desktop.ui.i18n import tr_label

translate = QCoreApplication.translate


def rules_in_words(rules: Rules, results: Sequence[Disposition]) -> list[str]:
    """One line a rule, in the order of the screen."""
    labels = {result.code: tr_label(result.label) for result in results}
    found = [_retry(labels[code], rules, code) for code in rules.recycling if code in labels]
    found.append(_caps(translate("campaigns", "A number"), rules.phone_caps))
    if rules.lead_caps != Caps():
        found.append(_caps(translate("campaigns", "A lead, over all its numbers"), rules.lead_caps))
    if rules.gap_s:
        gap = translate("campaigns", "A number is left in peace for {gap} after a call.")
        found.append(gap.format(gap=duration(rules.gap_s)))
    mix = translate("campaigns", "Promised ones first, then {retries} tried before for {new} new.")
    found.append(mix.format(retries=rules.mix.retries, new=rules.mix.new))
    if not rules.by_score:
        found.append(translate("campaigns", "Scores don’t count: the oldest come first."))
    if rules.numbers is Numbers.IN_TURN:
        found.append(translate("campaigns", "A lead’s numbers are tried in turn."))
    found.append(_who(rules))
    if rules.who.same_days:
        same = translate("campaigns", "Who spoke with a number keeps it for {days} days.")
        found.append(same.format(days=rules.who.same_days))
    if rules.who.skill:
        found.append(
            translate("campaigns", "Of them, {skill}.").format(skill=words(SKILL_FIELDS[rules.who.skill]))
        )
    return found


def _retry(label: str, rules: Rules, code: str) -> str:
    recycle = rules.recycling[code]
    said = translate("campaigns", "After {result} again after {wait}").format(
        result=label, wait=duration(recycle.after_s)
    )
    if recycle.part is Part.NEXT:
        said = translate("campaigns", "{rule}, in another part of the day").format(rule=said)
    if recycle.most is not None:
        said = translate("campaigns", "{rule}, at most {most} times").format(rule=said, most=recycle.most)
    return f"{said}."


def _caps(whose: str, caps: Caps) -> str:
    spans = (
        (caps.per_day, translate("campaigns", "{most} a day")),
        (caps.per_24h, translate("campaigns", "{most} in 24 hours")),
        (caps.per_week, translate("campaigns", "{most} a week")),
        (caps.lifetime, translate("campaigns", "{most} in all")),
    )
    limits = [shown.format(most=most) for most, shown in spans if most is not None]
    if not limits:
        return translate("campaigns", "{whose}: as often as the other rules allow.").format(whose=whose)
    return translate("campaigns", "{whose}: at most {limits}.").format(whose=whose, limits=", ".join(limits))


def _who(rules: Rules) -> str:
    who = rules.who
    if who.kind is WhoKind.OWNER:
        return translate("campaigns", "Somebody’s lead is called by its owner only.")
    if who.kind is WhoKind.ANYONE:
        return translate("campaigns", "Somebody’s lead is called by anyone of the campaign.")
    said = translate(
        "campaigns",
        "Somebody’s lead is called by its owner, by anyone {minutes} min after it was due.",
    )
    return said.format(minutes=who.after_minutes)
