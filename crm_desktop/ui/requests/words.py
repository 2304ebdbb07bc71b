"""How requests about data are put into words, on the page and in the call."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.requests import (
    CLOCK_LABELS,
    KIND_LABELS,
    PROOF_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    ClockName,
    Request,
    RequestState,
    Standing,
    Step,
)
from crm_desktop.domain.rule_packs import BASE_LABELS
from crm_desktop.services.requests import RequestRow, RequestStep, WhereFrom
from crm_desktop.ui.i18n import tr_label, tr_sentence
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate

STEP_ICONS: dict[Step, str] = {
    Step.TAKEN: "sign.flag",
    Step.ACKNOWLEDGED: "sign.check",
    Step.IDENTITY: "lead.person",
    Step.NOMINATED: "page.people",
    Step.NOTE: "lead.note",
    Step.EXPORTED: "sign.file",
    Step.LETTER: "call.message",
    Step.EXTENDED: "sign.clock",
    Step.ANSWERED: "sign.ok",
    Step.REFUSED: "result.no",
    Step.PASSED_ON: "lead.reassign",
    Step.TAKEN_BACK: "act.undo",
    Step.REOPENED: "act.refresh",
}
STATE_CHIPS: dict[RequestState, ChipKind] = {
    RequestState.OPEN: "info",
    RequestState.ANSWERED: "ok",
    RequestState.REFUSED: "bad",
    RequestState.PASSED_ON: "plain",
    RequestState.TAKEN_BACK: "plain",
}


def kind_words(request: Request) -> str:
    """What is asked."""
    return tr_label(KIND_LABELS[request.kind])


def state_words(request: Request) -> str:
    """Where it stands."""
    return tr_label(STATE_LABELS[request.state])


def due_words(standing: Standing, zone: str, now: datetime) -> str:
    """Until when what is owed; who only has hours left is told the time."""
    in_hours = standing.clock is ClockName.ACKNOWLEDGE
    is_close = in_hours and abs(standing.due_at - now) < timedelta(hours=24)
    when = clock(standing.due_at, zone) if is_close else _last_day(standing.due_at, zone)
    return tr_sentence(CLOCK_LABELS[standing.clock], {"when": when})


def _last_day(due: datetime, zone: str) -> str:
    """A deadline that ends with a day names that day, not the midnight after it."""
    return day(due - timedelta(seconds=1), zone)


def due_chip(standing: Standing) -> ChipKind:
    """How pressing it is: over, four fifths gone, half gone."""
    return "bad" if standing.alert >= 100 else "warn" if standing.alert >= 80 else "plain"


def step_title(step: RequestStep) -> str:
    """What was done."""
    title = tr_label(STEP_LABELS[step.kind])
    proof = step.detail.get("proof")
    return f"{title}: {tr_label(PROOF_LABELS[str(proof)])}" if proof in PROOF_LABELS else title


def where_words(found: WhereFrom | None, zone: str) -> str:
    """What is said to “Who gave you my number?”: the source, how it came here, why we call."""
    if found is None:
        return ""
    parts = []
    source = found.source or found.basis_source
    if source:
        parts.append(translate("requests", "We have your number from: {source}.").format(source=source))
    if found.added_at is not None and found.file_name:
        parts.append(
            translate("requests", "It came with a list on {day}.").format(
                day=day(found.added_at, zone, year=True)
            )
        )
    elif found.added_at is not None:
        words = translate("requests", "It was added on {day}.")
        parts.append(words.format(day=day(found.added_at, zone, year=True)))
    if found.client:
        parts.append(translate("requests", "We call for {client}.").format(client=found.client))
    if found.basis:
        parts.append(
            translate("requests", "We call you as one of those {why}.").format(
                why=tr_label(BASE_LABELS[found.basis])
            )
        )
    return " ".join(parts) or translate("requests", "Where it is from was never noted.")


def taken_words(row: RequestRow) -> str:
    """Said once it is taken down."""
    words = translate("requests", "Taken down: {kind}").format(kind=kind_words(row.request))
    if row.client:
        return words + " · " + translate("requests", "it goes to {client}").format(client=row.client)
    return words


def answer_by(request: Request, zone: str) -> str:
    """The last day we promise, in a sentence."""
    return _last_day(request.deadlines.published_at, zone)


def last_day(request: Request, zone: str) -> date:
    """That day as a date of the zone."""
    return (request.deadlines.published_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def step_words(step: Step) -> tuple[str, str, str]:
    """What a step asks: the question, what is said where it stays empty, what stands there already."""
    return {
        Step.NOTE: (translate("requests", "Note"), translate("requests", "Type something, or leave it."), ""),
        Step.ANSWERED: (
            translate("requests", "Answered: what was sent, and how?"),
            translate("requests", "Say what was answered; it is kept."),
            "",
        ),
        Step.REFUSED: (
            translate("requests", "Refused: why, and by which law?"),
            translate("requests", "Say why, and by which law; the person is told."),
            "",
        ),
        Step.EXTENDED: (
            translate("requests", "Why does it take longer?"),
            translate("requests", "Say why it takes longer; the person is told."),
            "",
        ),
        Step.PASSED_ON: (translate("requests", "Passed on: to whom, and how?"), "", ""),
        Step.TAKEN_BACK: (translate("requests", "Taken back: what did they say?"), "", ""),
        Step.REOPENED: (
            translate("requests", "Why is it opened again?"),
            translate("requests", "Say why it is opened again."),
            "",
        ),
    }[step]


def act_words(step: Step) -> str:
    """What a button says that does a step."""
    return {
        Step.ACKNOWLEDGED: translate("requests", "Acknowledged"),
        Step.IDENTITY: translate("requests", "Who asks is sure"),
        Step.NOMINATED: translate("requests", "Note whom they named"),
        Step.EXPORTED: translate("requests", "Write out all we have"),
        Step.LETTER: translate("requests", "Letter"),
        Step.ANSWERED: translate("requests", "Answered, close"),
        Step.NOTE: translate("requests", "Note, file"),
        Step.EXTENDED: translate("requests", "It takes longer"),
        Step.PASSED_ON: translate("requests", "Passed on, close"),
        Step.REFUSED: translate("requests", "Refuse"),
        Step.TAKEN_BACK: translate("requests", "They take it back"),
        Step.REOPENED: translate("requests", "Open again"),
    }[step]


def law_words(request: Request, zone: str) -> str:
    """All its days: what we aim at, what we promise, what law wants; the last two in one where they agree."""
    ends = request.deadlines
    days = {
        "target": _last_day(ends.target_at, zone),
        "published": _last_day(ends.published_at, zone),
        "ceiling": _last_day(ends.ceiling_at, zone),
    }
    if days["published"] == days["ceiling"]:
        return translate("requests", "Aim: {target} · by law: {ceiling}").format(**days)
    return translate("requests", "Aim: {target} · promised: {published} · by law: {ceiling}").format(**days)
