"""Reports: one file each, with its columns and formulas; table, chart and files come with them."""

from crm_desktop.services.reports.asked import Question
from crm_desktop.services.reports.service import ReportService
from crm_desktop.services.reports.table import Column, Row, Table

__all__ = ["Column", "Question", "ReportService", "Row", "Table"]
