"""A phone's log of an office's day, and the page that reads it; made up, Indian."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.services.leads import NewLead
from crm_desktop.ui.phone_log.page import PhoneLogPage
from crm_desktop.ui.shell.pages import PAGES
from tests.ui.calling import stage as base
from tests.ui.calling.stage import DEVANAGARI, LONG_LATIN, Stage

INDIA = ZoneInfo("Asia/Kolkata")
DAY = datetime(2026, 11, 20, 9, 0, tzinfo=INDIA)


def add_lead(stage: Stage, name: str, number: str) -> UUID:
    """A lead of Asha's."""
    made = NewLead(name, (number,), campaign_id=stage.campaign.id, owner_id=stage.office.asha.person_id)
    return stage.services.leads.create(stage.office.admin, made).id


def write_log(path: Path, rows: list[tuple[str, str, str, int, int]]) -> Path:
    """Name, number, type, minutes after nine, seconds."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("Name", "Number", "Type", "Date", "Duration"))
        for name, number, way, minutes, talk in rows:
            out.writerow((name, number, way, f"{DAY + timedelta(minutes=minutes):%d/%m/%Y %H:%M:%S}", talk))
    return path


def office_day(stage: Stage) -> Path:
    """Four leads, one call that was logged, and the phone's log of the day."""
    for name, number in (
        ("Ravi Chauhan", "9820012345"), (LONG_LATIN, "9820012346"), (DEVANAGARI, "9820012347"),
        ("Zoya Mirza", "9820012348"),
    ):  # fmt: skip
        add_lead(stage, name, number)
    return write_log(
        stage.folder / "CallLogBackup_20-11-2026.csv",
        [
            ("Ravi", "+91 98200 12345", "Outgoing", 10, 0),
            ("Ravi", "+91 98200 12345", "Outgoing", 95, 214),
            ("Venkat", "098200 12346", "Incoming", 120, 62),
            ("", "9820012347", "Missed", 150, 0),
            ("Mother", "9811100000", "Incoming", 30, 320),
            ("Mother", "9811100000", "Outgoing", 300, 61),
            ("", "9833300000", "Missed", 200, 0),
            ("", "-1", "Missed", 210, 0),
            ("Bank", "VM-HDFCBK", "Incoming", 220, 10),
        ],
    )


def open_page(stage: Stage, path: Path | None = None) -> PhoneLogPage:
    """The page in the real window."""
    own = next(spec for spec in PAGES if spec.id == "phone_log")
    before = base.SPECS
    base.SPECS = tuple(own if spec.id == "phone_log" else spec for spec in before)
    try:
        stage.open()
    finally:
        base.SPECS = before
    window = stage.windows[-1]
    assert window.open_page("phone_log", **({"path": path} if path is not None else {}))
    page = window.deck.current_page
    assert isinstance(page, PhoneLogPage)
    return page
