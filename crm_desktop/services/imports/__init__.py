"""Bringing leads in from files, and taking them back."""

from __future__ import annotations

from crm_desktop.services.imports.plan import (
    DUPLICATES,
    AskedRows,
    Duplicates,
    ImportPlan,
    ImportResult,
    ImportSummary,
    KeptLead,
    Match,
    Preview,
    PreviewRow,
    ProblemCount,
    Question,
    UndoResult,
)
from crm_desktop.services.imports.service import ImportService

__all__ = [
    "DUPLICATES",
    "AskedRows",
    "Duplicates",
    "ImportPlan",
    "ImportResult",
    "ImportService",
    "ImportSummary",
    "KeptLead",
    "Match",
    "Preview",
    "PreviewRow",
    "ProblemCount",
    "Question",
    "UndoResult",
]
