"""How a campaign is called: the way to dial, the time after the call, what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.rule_check import LONGEST_WRAP_UP_S, may_be_given_alone
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import NoteEdit
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.tabs import SegmentedChoice

MODES = (DialMode.MANUAL, DialMode.PREVIEW, DialMode.PROGRESSIVE)
FREE, BOXED = 0, 1
FIRST_BOX_S = 60
PLACES = "{name} {first_name} {company} {city} {product} {caller} {office} {part_of_day}"


class Dialling(Section):
    """The third section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports_hang_up = False
        self._codes: list[str] = []
        self._make_dialling()
        self._make_after()
        said = self.panel(self.tr("What is said"))
        self.script = NoteEdit(self.tr("Script"), style="body")
        self.recording = NoteEdit(self.tr("Recording announcement"), style="body")
        for edit, height in ((self.script, 140), (self.recording, 56)):
            edit.setProperty("user_data", True)
            edit.setMinimumHeight(height)
            edit.textChanged.connect(self.touched)
        self.line(
            said, self.tr("Script"), self.script,
            self.tr("Filled in for each lead: {places}").format(places=PLACES),
        )  # fmt: skip
        self.line(
            said, self.tr("Recording announcement"), self.recording,
            self.tr("Shown as soon as the call connects, to be read out. Empty: calls are not recorded."),
        )  # fmt: skip
        self.column.addStretch(1)

    def _make_dialling(self) -> None:
        panel = self.panel(self.tr("Dialling"))
        self.mode = SegmentedChoice(
            [self.tr("By key"), self.tr("After a countdown"), self.tr("One after the other")],
            self.tr("Way to dial"),
        )
        self.mode.changed.connect(self._mode_changed)
        self._mode_line = self.line(panel, self.tr("Way to dial"), self.mode, " ")
        self.countdown = NumberField(self.tr("Countdown to dial"), 1, 60, value=5, unit=self.tr(" s"))
        self.countdown.valueChanged.connect(self.touched)
        self._countdown_line = self.line(
            panel, self.tr("Countdown to dial"), self.countdown, error="countdown_s"
        )

    def _make_after(self) -> None:
        panel = self.panel(self.tr("After the call"))
        self.after = SegmentedChoice(
            [self.tr("As long as it takes"), self.tr("So many seconds")], self.tr("Time after the call")
        )
        self.after.changed.connect(self._after_changed)
        self.line(panel, self.tr("Time"), self.after)
        self.box = NumberField(
            self.tr("Seconds after the call"), 5, LONGEST_WRAP_UP_S, value=FIRST_BOX_S, unit=self.tr(" s")
        )
        self.box.valueChanged.connect(self.touched)
        self.alone = ComboBox(self.tr("Then this result is given"))
        self.alone.setPlaceholderText(self.tr("Choose a result"))
        self.alone.setProperty("user_data", True)
        self.alone.currentIndexChanged.connect(self.touched)
        self._box_lines = (
            self.line(
                panel, self.tr("Seconds"), self.box,
                self.tr("The caller sees them run. While a field that is needed is typed, they wait."),
                "wrap_up_s",
            ),
            self.line(
                panel, self.tr("Then this result is given"), self.alone,
                self.tr("Only results that ask for nothing can be given by themselves."), "wrap_up_code",
            ),
        )  # fmt: skip

    def _mode_changed(self, index: int) -> None:
        hints = (
            self.tr("The lead is shown; the caller dials."),
            self.tr("The lead is shown and dialled after the countdown; Esc stops it."),
            self.tr("After a result the next lead is dialled by itself; the caller can hold it with a key."),
        )
        hint = hints[max(0, index)]
        if not self._reports_hang_up:
            missing = self.tr(
                "“One after the other” needs a way to dial that tells when a call has ended; "
                "none on this computer does."
            )
            hint = f"{hint} {missing}"
        self._mode_line.set_hint(hint)
        self._countdown_line.setVisible(MODES[index] is DialMode.PREVIEW)
        self.touched()

    def _after_changed(self, index: int) -> None:
        for line in self._box_lines:
            line.setVisible(index == BOXED)
        self.touched()

    def show_results(self, results: Sequence[Disposition]) -> None:
        """Offer these results to be given by themselves; the one chosen stays where it still can be."""
        code = self.alone_code()
        was, self.is_showing = self.is_showing, True
        fit = [result for result in results if may_be_given_alone(result)]
        self.alone.clear()
        for result in fit:
            self.alone.addItem(tr_label(result.label), result.code)
        self._codes = [result.code for result in fit]
        self.alone.setCurrentIndex(self._codes.index(code) if code in self._codes else -1)
        self.is_showing = was

    def alone_code(self) -> str:
        """The code of the result that is given by itself; empty while none is chosen."""
        index = self.alone.currentIndex()
        return self._codes[index] if 0 <= index < len(self._codes) else ""

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Put the campaign's values into the controls."""
        self._reports_hang_up = around.reports_hang_up
        buttons = self.mode.buttons()
        is_now = campaign.dial_mode is DialMode.PROGRESSIVE
        buttons[MODES.index(DialMode.PROGRESSIVE)].setEnabled(around.reports_hang_up or is_now)
        self.countdown.setValue(max(1, campaign.countdown_s))
        self.mode.choose(MODES.index(campaign.dial_mode))
        self._mode_changed(self.mode.index())
        self.box.setValue(campaign.wrap_up_s or FIRST_BOX_S)
        self.after.choose(BOXED if campaign.wrap_up_s else FREE)
        self._after_changed(self.after.index())
        self.show_results(campaign.dispositions)
        code = campaign.wrap_up_code
        self.alone.setCurrentIndex(self._codes.index(code) if code in self._codes else -1)
        if self.script.toPlainText() != campaign.script:
            self.script.setPlainText(campaign.script)
        if self.recording.toPlainText() != campaign.recording_text:
            self.recording.setPlainText(campaign.recording_text)

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with what the controls say; what doesn't count now stays as it was."""
        mode, is_boxed = MODES[self.mode.index()], self.after.index() == BOXED
        return replace(
            campaign,
            dial_mode=mode,
            countdown_s=self.countdown.value() if mode is DialMode.PREVIEW else campaign.countdown_s,
            wrap_up_s=self.box.value() if is_boxed else 0,
            wrap_up_code=self.alone_code() if is_boxed else campaign.wrap_up_code,
            script=self.script.toPlainText(),
            recording_text=self.recording.toPlainText().strip(),
        )
