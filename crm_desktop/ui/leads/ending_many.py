"""What merging doubles and deleting ask and say in the panel of many leads: both take leads out of sight."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.duplicates import Stays
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text


class MergingPart(QWidget):
    """Which lead of a person stays, and whether a number alone says who somebody is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stays = ComboBox(self.tr("Which one stays"))
        self.stays.addItem(self.tr("The one worked on most stays; of equals the oldest"), Stays.WORKED.value)
        self.stays.addItem(self.tr("The oldest stays"), Stays.OLDEST.value)
        self.names = CheckBox(self.tr("Also where only the number is the same"))
        self.told = Text(
            self.tr(
                "Doubles have the same number and name, or one of them no name. Several people at a family’s "
                "phone are left apart unless you ask for it. What the lead that stays lacks is filled in, "
                "nothing is overwritten. Calls, notes and sales count for whoever made them, as before."
            ),
            "table",
            tone="muted",
            wrap=True,
        )
        column = Column(self, gap=8)
        for part in (self.stays, self.names, self.told):
            column.addWidget(part)
        self.stays.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.names.toggled.connect(lambda _: self.changed.emit())

    def begin(self) -> None:
        """As usual: nobody's family is made one."""
        self.stays.setCurrentIndex(0)
        self.names.setChecked(False)

    def how(self) -> tuple[Stays, bool]:
        """Which one stays, and whether other names are merged too."""
        return Stays(self.stays.currentData()), self.names.isChecked()


class DeletingPart(QWidget):
    """What deleting means, and what it isn't."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = Text(
            self.tr(
                "They leave every list, queue and search; their promises and appointments are off. Reports "
                "stay as they are. For 30 days this can be undone, then they go for good. It is no erasure: "
                "calls, texts and sales stay as long as such records are kept, and an import may bring the "
                "person back. Whoever asks to be erased is erased on the card."
            ),
            "table",
            tone="muted",
            wrap=True,
        )
        Column(self, gap=8).addWidget(self.told)
