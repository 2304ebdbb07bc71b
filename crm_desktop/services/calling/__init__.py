"""Calling: the queue, the line and the results, as a caller works them."""

from crm_desktop.services.calling.service import CallingService
from crm_desktop.services.calling.values import (
    CallLater,
    CompleteCall,
    Completed,
    Dial,
    NextLead,
    OpenCall,
    Reopened,
    Skip,
    Today,
    Why,
)

__all__ = [
    "CallLater",
    "CallingService",
    "CompleteCall",
    "Completed",
    "Dial",
    "NextLead",
    "OpenCall",
    "Reopened",
    "Skip",
    "Today",
    "Why",
]
