"""What every section of a campaign is: it shows a campaign, and gives it back as it was edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.purposes import OwnPurpose
from crm_desktop.services.campaigns import Worker
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text

TOPICS = ("campaigns", "queue")  # what changes with a campaign


class TakesError(Protocol):
    """What can say below itself what is wrong."""

    def set_error(self, words: str) -> None:
        """Say it; empty takes it back."""
        ...


@dataclass(frozen=True, slots=True)
class Surround:
    """What the sections need beside the campaign."""

    workers: tuple[Worker, ...] = ()
    successes: dict[UUID, int] = field(default_factory=dict)
    names: tuple[tuple[UUID, str], ...] = ()  # of all campaigns
    reports_hang_up: bool = False  # a dialer here tells when a call ended
    office_zone: str = "UTC"
    purposes: tuple[OwnPurpose, ...] = ()  # of the office's own, retired ones too


class Section(QWidget):
    """Base of the sections; `errors` are the controls that take a refusal, by the field's name."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = Column(self, gap=12)
        self.errors: dict[str, TakesError] = {}
        self.is_showing = False

    def show_campaign(self, campaign: Campaign, around: Surround) -> None:
        """Fill in; what this changes counts as nobody's edit."""
        self.is_showing = True
        try:
            self.fill(campaign, around)
        finally:
            self.is_showing = False

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Put the campaign's values into the controls."""
        raise NotImplementedError

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with what the controls say."""
        raise NotImplementedError

    def touched(self, *_: object) -> None:
        """Something was typed or chosen."""
        if not self.is_showing:
            self.clear_errors()
            self.edited.emit()

    def clear_errors(self) -> None:
        """Nothing is wrong any more, as far as is known."""
        for each in self.errors.values():
            each.set_error("")

    def panel(self, title: str, sentence: str = "") -> Panel:
        """A titled panel, with a muted sentence first."""
        panel = Panel(title, gap=12)
        if sentence:
            panel.body.addWidget(Text(sentence, tone="muted", wrap=True))
        self.column.addWidget(panel)
        return panel

    def line(
        self, panel: Panel, label: str, control: QWidget | QLayout, hint: str = "", error: str = ""
    ) -> FormLine:
        """A line of a form; `error` is the field whose refusals are told there."""
        made = FormLine(label, control, hint)
        panel.body.addWidget(made)
        if error:
            self.errors[error] = made
        return made


def first_control(inside: QWidget) -> QWidget:
    """The first thing in a widget that takes the keyboard."""
    for widget in [inside, *inside.findChildren(QWidget)]:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if takes and widget.isVisibleTo(inside) and widget.isEnabled():
            return widget
    return inside
