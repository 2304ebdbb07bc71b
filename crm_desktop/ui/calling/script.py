"""The script with the lead's fields filled in, step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.domain.lead import known_of
from crm_desktop.services.calling.values import NextLead
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

_PLACE = re.compile(r"\{([a-z_]+)\}")
_STEP = re.compile(r"^#\s+(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script: its title (empty when the script has none) and its text."""

    title: str
    text: str


def steps_of(script: str) -> tuple[Step, ...]:
    """The steps: a line that begins with “# ” starts one; a script without such lines is one step."""
    pieces = _STEP.split(script)
    first = pieces[0].strip()
    steps = [Step("", first)] if first else []
    for title, text in zip(pieces[1::2], pieces[2::2], strict=True):
        steps.append(Step(title.strip(), text.strip()))
    return tuple(steps) or (Step("", ""),)


def values_of(lead: NextLead, caller: str, office: str, now: datetime) -> dict[str, str]:
    """What stands for the places of a script; fields of the campaign's own too."""
    card = lead.lead
    hour = now.astimezone(ZoneInfo(lead.local_zone)).hour
    translate = QCoreApplication.translate
    part = (
        translate("calling", "morning")
        if hour < 12
        else translate("calling", "afternoon")
        if hour < 17
        else translate("calling", "evening")
    )
    return known_of(card, caller, office) | {"part_of_day": part, "email": card.email}


def filled(text: str, values: dict[str, str], mark: str) -> str:
    """The text as rich text; what was filled in is marked, what is not known stays out of the way."""

    def put(found: re.Match[str]) -> str:
        value = values.get(found.group(1), "")
        return f"<span style='{mark}'>&nbsp;{escape(value)}&nbsp;</span>" if value else "…"

    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    shown = []
    for part in paragraphs:
        body = _PLACE.sub(put, escape(part, quote=False)).replace("\n", "<br>")
        shown.append(f"<p style='margin-top:0;margin-bottom:12px;line-height:130%'>{body}</p>")
    return "".join(shown)


class ScriptView(QWidget):
    """Title row with the steps, and the text; scrolls when there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = (Step("", ""),)
        self._values: dict[str, str] = {}
        self._shown: object = None
        self._at = 0
        column = Column(self, gap=0)
        self._head = QWidget()
        self._row = Row(self._head, margins=(16, 4, 12, 4), gap=8)
        self._title = Text(self.tr("Script"), "body_strong")
        self._where = Text("", "caption", tone="muted")
        self.back = KeyCapButton(
            "", "Alt+Left", size="compact", icon="sign.chevron_left", accessible_name=self.tr("Step before")
        )
        self.next = KeyCapButton(
            self.tr("Next"), "Alt+Right", size="compact", icon_right="sign.chevron_right",
            accessible_name=self.tr("Next step"),
        )  # fmt: skip
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        for widget in (self._where, self.back, self.next):
            self._row.addWidget(widget)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self._text = Text("", "script", rich=True, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setProperty("user_data", True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        inside = QWidget()
        self._inner = Column(inside, margins=(16, 12, 16, 4))
        self._inner.addWidget(self._text)
        self._inner.addStretch(1)
        self.area = Scroll()
        self.area.setMinimumHeight(24)
        self.area.setWidget(inside)
        self.area.setAccessibleName(self.tr("Script"))
        column.addWidget(self._head)
        column.addWidget(Rule())
        column.addWidget(self.area, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        follow_theme(self._restyle)

    def set_compact(self, is_compact: bool) -> None:
        """Less air, for small windows."""
        self._row.set_space((12, 0, 8, 0) if is_compact else (16, 4, 12, 4), 8)
        self._inner.set_space((12, 8, 12, 2) if is_compact else (16, 12, 16, 4), 8)
        self._head.setMinimumHeight(current().px(36 if is_compact else 44))

    def _restyle(self) -> None:
        self._head.setMinimumHeight(current().px(44))
        self._fill()

    def show_script(self, script: str, values: dict[str, str]) -> None:
        """Show a script from its first step; nothing is done when it is shown already."""
        key = (script, tuple(sorted(values.items())))
        if key != self._shown:
            self._shown = key
            self._steps, self._values, self._at = steps_of(script), values, 0
            self._fill()

    def turn(self, by: int) -> None:
        """Another step."""
        at = min(len(self._steps) - 1, max(0, self._at + by))
        if at != self._at:
            self._at = at
            self._fill()

    def has_steps(self) -> bool:
        """Whether there is more than one step."""
        return len(self._steps) > 1

    def text(self) -> str:
        """The rich text shown."""
        return self._text.text()

    def _fill(self) -> None:
        colour = current().colour("accent_soft").name()
        mark = f"background-color:{colour};font-weight:600"
        step = self._steps[self._at]
        text = step.text or self.tr("This campaign has no script yet.")
        self._text.setText(filled(text, self._values, mark))
        many = self.has_steps()
        where = self.tr("step {at} of {all}").format(at=self._at + 1, all=len(self._steps))
        self._where.setText(f"{step.title}, {where}" if step.title else where)
        self._where.setProperty("user_data", True)
        for widget in (self._where, self.back, self.next):
            widget.setVisible(many)
        self.back.setEnabled(self._at > 0)
        self.next.setEnabled(self._at < len(self._steps) - 1)
        self.area.verticalScrollBar().setValue(0)
