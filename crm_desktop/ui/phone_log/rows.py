"""What the tables of a phone's log show, and what is chosen in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.call import Direction
from crm_desktop.domain.dispositions import KEYS, Disposition
from crm_desktop.domain.formats import duration, group_indian, short_when
from crm_desktop.domain.phone import format_phone
from crm_desktop.domain.phone_log import REASONS, LeftOutRow
from crm_desktop.services.phone_log import LogLine, PhoneLog, Stranger, ToLog, results_for
from crm_desktop.ui.calling.words import is_masked, result_label
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.widgets.table_cells import Cell

translate = QCoreApplication.translate
WAY_ICONS = {
    Direction.OUT: "call.dialling",
    Direction.IN: "call.incoming",
    Direction.MISSED: "call.missed",
}


@dataclass(slots=True)
class Choice:
    """What is to become of one call: logged or not, and with which result."""

    is_chosen: bool
    result_id: UUID | None


class Choices:
    """The calls that were never logged, and what is chosen for each."""

    def __init__(self, log: PhoneLog) -> None:
        self.lines = log.missing
        self._campaigns = log.campaigns
        self._choices = [Choice(self._is_ready(line, line.result_id), line.result_id) for line in log.missing]

    def _is_ready(self, line: LogLine, result_id: UUID | None) -> bool:
        """Whether everything is there: a missed call needs no result, nobody calls without a campaign."""
        if line.campaign_id is None:
            return False
        return line.row.direction is Direction.MISSED or result_id is not None

    def of(self, place: int) -> Choice:
        """What is chosen for a row."""
        return self._choices[place]

    def toggle(self, place: int) -> bool:
        """Choose a row, or not; False when its result has to be chosen first."""
        choice = self._choices[place]
        if not choice.is_chosen and not self._is_ready(self.lines[place], choice.result_id):
            return False
        choice.is_chosen = not choice.is_chosen
        return True

    def toggle_all(self) -> None:
        """Choose every row that is ready; none when all of them are chosen already."""
        ready = [
            choice for line, choice in zip(self.lines, self._choices, strict=True)
            if self._is_ready(line, choice.result_id)
        ]  # fmt: skip
        is_on = not all(choice.is_chosen for choice in ready)
        for choice in ready:
            choice.is_chosen = is_on

    def give(self, place: int, result_id: UUID) -> None:
        """Choose a row with this result."""
        self._choices[place] = Choice(True, result_id)

    def results(self, place: int) -> tuple[Disposition, ...]:
        """The results a row can get; none for a missed call."""
        line = self.lines[place]
        if line.campaign_id is None or line.row.direction is Direction.MISSED:
            return ()
        return results_for(self._campaigns[line.campaign_id])

    def keys(self, place: int) -> dict[UUID, str]:
        """The key of each result, the same as in a call: a result that is not offered keeps its key."""
        campaign_id = self.lines[place].campaign_id
        if campaign_id is None:
            return {}
        active = sorted(
            (d for d in self._campaigns[campaign_id].dispositions if d.is_active), key=lambda d: d.position
        )
        return {d.id: key for d, key in zip(active, KEYS, strict=False)}

    def label(self, place: int) -> str:
        """What the result column says."""
        line, choice = self.lines[place], self._choices[place]
        if line.row.direction is Direction.MISSED:
            return translate("phone_log", "Call-back")
        found = next((d for d in self.results(place) if d.id == choice.result_id), None)
        return result_label(found.label) if found is not None else ""

    def chosen(self) -> list[ToLog]:
        """What is to be logged."""
        return [
            ToLog(line, choice.result_id)
            for line, choice in zip(self.lines, self._choices, strict=True)
            if choice.is_chosen
        ]


def way_words(direction: Direction) -> str:
    """Who called whom."""
    return {
        Direction.OUT: translate("phone_log", "We called"),
        Direction.IN: translate("phone_log", "They called"),
        Direction.MISSED: translate("phone_log", "Missed"),
    }[direction]


def _length(talk_s: int | None) -> str:
    return "" if talk_s is None else duration(timedelta(seconds=talk_s))


def _number(shown: str) -> str:
    return shown if is_masked(shown) else format_phone(shown)


def missing_heads() -> list[str]:
    """The headings of the calls that were never logged."""
    return [
        translate("phone_log", "Log"), translate("phone_log", "When"), translate("phone_log", "Lead"),
        translate("phone_log", "Number"), translate("phone_log", "Who called"),
        translate("phone_log", "Length"), translate("phone_log", "Result"),
    ]  # fmt: skip


def missing_cells(choices: Choices, place: int, zone: str, now: datetime) -> list[Cell]:
    """A call that was never logged."""
    line, choice = choices.lines[place], choices.of(place)
    row, label = line.row, choices.label(place)
    needs = not label and bool(choices.results(place))
    name = line.lead.name or line.lead.company or _number(line.number)
    if line.others:
        others = plural(translate("phone_log", "%n other(s) at this number", "", line.others), line.others)
        name = f"{name} · {others}"
    say = translate("phone_log", "Choose with its key") if needs else ""
    if line.campaign_id is None:
        say = translate("phone_log", "In no campaign")
    return [
        Cell(kind="check", is_checked=choice.is_chosen),
        Cell(short_when(row.at, zone, now), "figures"),
        Cell(name, is_lead=True),
        Cell(_number(line.number), "figures"),
        Cell(way_words(row.direction), icon=WAY_ICONS[row.direction]),
        Cell(_length(row.talk_s), "figures"),
        Cell(label or say, tone="" if label else "muted", is_strong=bool(label)),
    ]


def logged_cells(line: LogLine, zone: str, now: datetime) -> list[Cell]:
    """A call that is kept already."""
    row = line.row
    return [
        Cell(short_when(row.at, zone, now), "figures"),
        Cell(line.lead.name or line.lead.company or _number(line.number), is_lead=True),
        Cell(_number(line.number), "figures"),
        Cell(way_words(row.direction), icon=WAY_ICONS[row.direction]),
        Cell(_length(row.talk_s), "figures"),
    ]


def logged_heads() -> list[str]:
    """The headings of what is kept already."""
    return missing_heads()[1:6]


def stranger_heads() -> list[str]:
    """The headings of numbers that are no lead."""
    return [
        translate("phone_log", "Number"), translate("phone_log", "Name in the phone"),
        translate("phone_log", "Calls"), translate("phone_log", "Last call"),
        translate("phone_log", "Who called"),
    ]  # fmt: skip


def stranger_cells(stranger: Stranger, zone: str, now: datetime) -> list[Cell]:
    """A number that is no lead."""
    return [
        Cell(format_phone(stranger.e164), "figures", is_lead=True),
        Cell(stranger.name),
        Cell(group_indian(stranger.calls), "number"),
        Cell(short_when(stranger.last.at, zone, now), "figures"),
        Cell(way_words(stranger.last.direction), icon=WAY_ICONS[stranger.last.direction]),
    ]


def left_out_heads() -> list[str]:
    """The headings of what was left out."""
    return [
        translate("phone_log", "Row"), translate("phone_log", "What stands there"),
        translate("phone_log", "Why it is left out"),
    ]  # fmt: skip


def left_out_cells(row: LeftOutRow) -> list[Cell]:
    """A row that was left out."""
    return [
        Cell(group_indian(row.row_no), "number"),
        Cell(row.shown or "–"),
        Cell(tr_label(REASONS[row.reason])),
    ]


def tab_words(log: PhoneLog | None) -> Sequence[str]:
    """The tabs with their counts."""
    counts = (
        (len(log.missing), len(log.strangers), len(log.left_out), len(log.logged)) if log else (0, 0, 0, 0)
    )
    titles = (
        translate("phone_log", "Never logged"), translate("phone_log", "No lead"),
        translate("phone_log", "Left out"), translate("phone_log", "Logged already"),
    )  # fmt: skip
    if log is None:
        return titles
    return [f"{title} {group_indian(count)}" for title, count in zip(titles, counts, strict=True)]


def sum_words(log: PhoneLog) -> str:
    """How the rows of the file add up."""
    return translate(
        "phone_log",
        "{rows} rows = {logged} logged already + {missing} never logged + {strangers} of no lead "
        "({numbers}) + {left} left out",
    ).format(
        rows=group_indian(log.rows),
        logged=group_indian(len(log.logged)),
        missing=group_indian(len(log.missing)),
        strangers=group_indian(log.stranger_calls),
        numbers=plural(translate("phone_log", "%n number(s)", "", len(log.strangers)), len(log.strangers)),
        left=group_indian(len(log.left_out)),
    )
