"""How long calls are kept: what would go is said before it is saved, what went is listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import group_indian, month_of_year, short_when
from crm_desktop.domain.retention import KEPT_MONTHS, ClosedMonth
from crm_desktop.services.retention import SETTING as KEPT
from crm_desktop.services.retention import OldMonth
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.text import Text

__all__ = ["KEPT", "KeptCalls"]

MOST_SHOWN = 6
YEAR = 12


class KeptCalls(QObject):
    """One choice in a panel of its own, and the receipts of the months that were closed."""

    def __init__(self, part: SettingsPart) -> None:
        super().__init__(part)
        self._part = part
        panel = part.panel(
            self.tr("How long calls are kept"),
            self.tr(
                "Older months are deleted for good, with their notes. Their totals stay in the reports, and "
                "calls with a sale, a service record or a document stay. Backups keep theirs until they are "
                "replaced."
            ),
        )
        self.box = ComboBox(self.tr("Calls are kept"))
        for months in KEPT_MONTHS:
            self.box.addItem(self._words(months), months)
        self.box.currentIndexChanged.connect(self._ask)
        part.line(panel, self.tr("Calls are kept"), self.box)
        self.told = Text("", "caption", tone="warning", wrap=True)
        self.told.hide()
        self.closed = Text(self.tr("Closed months"), "label")
        self.receipts = Text("", "caption", tone="muted", tabular=True, wrap=True)
        self.receipts.setProperty("user_data", True)
        panel.body.addWidget(self.told)
        for text in (self.closed, self.receipts):
            text.hide()
            panel.body.addWidget(text)

    def _words(self, months: int) -> str:
        if not months:
            return self.tr("for ever")
        if months % YEAR:
            return plural(self.tr("%n month(s)", "", months), months)
        return plural(self.tr("%n year(s)", "", months // YEAR), months // YEAR)

    @property
    def months(self) -> int:
        """What is chosen; 0 for ever."""
        return int(self.box.currentData() or 0)

    def choose(self, months: int) -> None:
        """Show what is kept in the workspace."""
        self.box.setCurrentIndex(max(0, self.box.findData(months)))

    def load(self) -> None:
        """Read the receipts."""
        services, actor = self._part.session.services, self._part.session.actor
        self._part.context.ops.read(self, lambda: services.retention.receipts(actor)).latest_only(
            "settings.receipts"
        ).success(self._show_receipts).start()

    def _ask(self) -> None:
        """What would go with this choice."""
        services, actor, months = self._part.session.services, self._part.session.actor, self.months
        self._part.context.ops.read(self, lambda: services.retention.old_months(actor, months)).latest_only(
            "settings.old_months"
        ).success(self._show_old).start()

    def _show_old(self, old: Sequence[OldMonth]) -> None:
        count = sum(month.calls for month in old)
        words = plural(
            self.tr("{calls} call(s) up to {month} will be deleted for good.", "", count),
            count,
        )
        self.told.setText(
            words.format(calls=group_indian(count), month=month_of_year(old[-1].month)) if old else ""
        )
        self.told.setVisible(bool(old))

    def _show_receipts(self, receipts: Sequence[ClosedMonth]) -> None:
        zone, now = self._part.session.services.workspace.zone, self._part.session.clock.now()
        one = self.tr("{month}: {deleted} of {calls} calls deleted, closed {when}")
        lines = [
            one.format(
                month=month_of_year(r.month),
                deleted=group_indian(r.taken),
                calls=group_indian(r.calls),
                when=short_when(r.closed_at, zone, now, in_sentence=True),
            )
            for r in receipts[:MOST_SHOWN]
        ]
        earlier = len(receipts) - len(lines)
        if earlier:
            lines.append(plural(self.tr("and %n earlier month(s)", "", earlier), earlier))
        self.receipts.setText("\n".join(lines))
        for text in (self.closed, self.receipts):
            text.setVisible(bool(lines))
