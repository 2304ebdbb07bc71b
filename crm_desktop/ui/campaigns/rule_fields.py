"""Values of rules: a number that may be no limit, and a length of time with its unit."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign_rules import DAY_S, HOUR_S, MINUTE_S
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import NumberField

UNITS: tuple[tuple[int, str], ...] = (
    (MINUTE_S, str(QT_TRANSLATE_NOOP("campaigns", "min"))),
    (HOUR_S, str(QT_TRANSLATE_NOOP("campaigns", "h"))),
    (DAY_S, str(QT_TRANSLATE_NOOP("campaigns", "days"))),
)


class LimitField(NumberField):
    """A whole number from 1, or “–” for no limit."""

    def __init__(self, name: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(name, 0, most, parent=parent)
        self.setSpecialValueText("–")
        self.setAccessibleDescription(self.tr("– is no limit"))

    def limit(self) -> int | None:
        """The limit, if there is one."""
        return self.value() or None

    def set_limit(self, limit: int | None) -> None:
        """Show a limit."""
        self.setValue(limit or 0)


class WaitField(QWidget):
    """A length of time: a number and its unit; `changed` when either was changed."""

    changed = Signal()

    def __init__(self, name: str, *, least: int = 1, most: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = Row(self, gap=4)
        self.number = NumberField(name, least, most)
        unit = self.tr("{name}: unit").format(name=name)
        self.unit = ComboBox(unit)
        for _, shown in UNITS:
            self.unit.addItem(QCoreApplication.translate("campaigns", shown))
        row.addWidget(self.number)
        row.addWidget(self.unit)
        self.number.valueChanged.connect(self.changed)
        self.unit.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self.number)
        self._shown = (0, 0, 0)  # the seconds as given, and the number and unit they are shown as

    def seconds(self) -> int:
        """The length, in seconds; as it was given while nobody changed it."""
        at = max(0, self.unit.currentIndex())
        if self._shown[1:] == (self.number.value(), at):
            return self._shown[0]
        return self.number.value() * UNITS[at][0]

    def set_seconds(self, seconds: int) -> None:
        """Show a length in the longest unit that has it whole."""
        place = max(n for n, (size, _) in enumerate(UNITS) if n == 0 or (seconds and seconds % size == 0))
        self.unit.setCurrentIndex(place)
        self.number.setValue(round(seconds / UNITS[place][0]))
        self._shown = (seconds, self.number.value(), place)
