"""Values and days of reports in the program's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.kpi import Missing
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.services.reports.evening import LINE_SENTENCES
from crm_desktop.ui.i18n import tr_label

MEASURED_LABELS: dict[str, str] = {"not measured": "not measured"}


# What many offices never have takes no room until there is some.
_ONLY_IF_ANY = frozenset({"incoming", "missed_calls", "entered_later", "wrong_numbers", "do_not_calls"})


def columns_shown(table: Table) -> tuple[Column, ...]:
    """The columns of a report that screen and paper show."""
    return tuple(
        column
        for column in table.columns
        if column.id not in _ONLY_IF_ANY or any(row.values[column.id] for row in table.rows)
    )


def shown(table: Table, row: Row, column: Column) -> str:
    """A value as the screen shows it."""
    words = table.shown(row, column)
    is_ours = isinstance(row.values[column.id], Missing) or row is table.total
    is_ours |= column.id == "person" and "everybody" in row.figures  # a row of several together
    return tr_label(words) if is_ours else words


def parts(row: Row, column: Column) -> str:
    """What a formula divides, with its numbers: "19 ÷ 118"; empty where nothing is divided."""
    if column.kpi is None or column.kpi.parts is None:
        return ""
    part, whole = (of(row.figures) for of in column.kpi.parts)
    return f"{part:,} ÷ {whole:,}"


def sentences() -> dict[str, str]:
    """The evening report's lines in the program's language."""
    return {name: tr_label(sentence) for name, sentence in LINE_SENTENCES.items()}


def period_words(period: str) -> str:
    """A named period: "Last week"."""
    return {
        "today": QCoreApplication.translate("Reports", "Today"),
        "yesterday": QCoreApplication.translate("Reports", "Yesterday"),
        "week": QCoreApplication.translate("Reports", "This week"),
        "last_week": QCoreApplication.translate("Reports", "Last week"),
        "month": QCoreApplication.translate("Reports", "This month"),
        "last_month": QCoreApplication.translate("Reports", "Last month"),
        "last_7_days": QCoreApplication.translate("Reports", "Last 7 days"),
        "last_30_days": QCoreApplication.translate("Reports", "Last 30 days"),
        "quarter": QCoreApplication.translate("Reports", "This quarter"),
        "last_quarter": QCoreApplication.translate("Reports", "Last quarter"),
        "days": QCoreApplication.translate("Reports", "Choose the days"),
    }[period]
