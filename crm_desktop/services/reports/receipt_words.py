"""What the columns of a receipt are called, and what its rows are."""

from __future__ import annotations

from crm_desktop.services.reports.ruled_rows import RULED_LABELS

COLUMN_LABELS: dict[str, str] = {
    "at": "When",
    "ended": "Until",
    "person": "Person",
    "lead": "Lead",
    "campaign": "Campaign",
    "what": "What",
    "ruled": RULED_LABELS["ruled"],
    "part": "Adds",
    "whole": "Divides",
    "sum": "Sum",
}
WHAT_LABELS: dict[str, str] = {
    "out": "call",
    "in": "call taken",
    "missed": "missed",
    "open": "open",
    "kept": "kept",
    "late": "late",
    "broken": "broken",
    "handed_over": "handed over",
    "cancelled": "cancelled",
    "break": "break",
    "away": "away",
    "ready": "at work",
    "on_call": "on a call",
    "wrap_up": "after a call",
    "sign_in": "signed in",
    "day": "day’s target",
    "week": "share of the week’s target",
    "month": "share of the month’s target",
    "sign_out": "signed out",
    "former": "no longer in the team",
}
