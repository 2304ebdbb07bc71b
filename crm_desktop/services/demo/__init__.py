"""Made-up past work for an empty workspace: people, leads and days of calls, through the services."""

from __future__ import annotations

from crm_desktop.services.demo.filling import CALLS_A_DAY, DemoResult, fill
from crm_desktop.services.demo.names import Invented, sample_words

__all__ = ["CALLS_A_DAY", "DemoResult", "Invented", "fill", "sample_words"]
