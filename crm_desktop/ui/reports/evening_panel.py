"""What stands around the evening's table: the day before, the month against its target, tomorrow."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import money
from crm_desktop.services.reports import Row
from crm_desktop.services.reports.evening import share_of
from crm_desktop.services.reports.service import Evening
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.reports.tiles import FigureTile
from crm_desktop.ui.reports.words import shown
from crm_desktop.ui.widgets.layouts import Row as RowLayout

MOST_NAMES = 3


class EveningPanel(QWidget):
    """Four figures beside the table; no customer's data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Around the day"))
        counted = self.tr("Counted as the columns of the table are.")
        self.today = FigureTile(self.tr("These days"), counted)
        self.yesterday = FigureTile(self.tr("The day before"), counted)
        self.month = FigureTile(
            self.tr("Sales this month"),
            self.tr("Confirmed sales of the month up to the last day, against each caller’s target."),
        )
        self.tomorrow = FigureTile(
            self.tr("Promised for tomorrow"), self.tr("Open call-backs due on the day after the last day.")
        )
        row = RowLayout(self, gap=12)
        for tile in (self.today, self.yesterday, self.month, self.tomorrow):
            row.addWidget(tile, 1)

    def show_evening(self, evening: Evening) -> None:
        """Show what belongs to this report."""
        table, around = evening.table, evening.around
        columns = {column.id: column for column in table.columns}

        def calls_and_sales(row: Row) -> tuple[str, str]:
            calls, amount = (shown(table, row, columns[name]) for name in ("calls", "sales_amount"))
            sold = row.values["sales"]
            count = sold if isinstance(sold, int) else 0
            words = plural(self.tr("calls · %n sale(s) {amount}", "", count), count)
            return calls, words.format(amount=amount)

        is_one_day = table.first_day == table.last_day
        self.today.rename(self.tr("This day") if is_one_day else self.tr("These days"))
        self.today.tell(*calls_and_sales(table.total))
        self.yesterday.tell(*calls_and_sales(around.yesterday))
        amount = shown(table, around.month, columns["sales_amount"])
        target = around.month_target_minor
        if target:
            words = self.tr("of {target}, {share}").format(
                target=money(target, table.currency), share=share_of(around)
            )
            reached = around.month.values["sales_amount"]
            share = reached / target if isinstance(reached, int) else 0.0
            self.month.tell(amount, words, share)
        else:
            self.month.tell(amount)
        names = ", ".join(f"{name} {count}" for name, count in around.promises[:MOST_NAMES])
        more = " …" if len(around.promises) > MOST_NAMES else ""
        self.tomorrow.tell(str(around.promised), names + more)
