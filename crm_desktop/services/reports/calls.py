"""`calls`: calls by day, hour, campaign, person or result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.domain.kpi import Unit, merged
from crm_desktop.domain.receipts import Source
from crm_desktop.domain.retention import after
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports.asked import Asked, midnight
from crm_desktop.services.reports.former import calls_by, calls_by_result, former_sums, leads_by_campaign
from crm_desktop.services.reports.report import (
    CLOSED_SENTENCES,
    PERSON,
    Found,
    Report,
    columns_of,
    notes_of,
    people_rows,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column, Row, make_row
from crm_desktop.store.call_hours import NO_CAMPAIGN
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.report_leads import LeadSums
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {
    "calls": "Calls",
    "day": "Day",
    "hour": "Hour",
    "campaign": "Campaign",
    "result": "Result",
    "none": "Without a campaign",
}
_FIRST: dict[str, Column] = {
    "day": text_column("day", TITLE_LABELS["day"], unit=Unit.DAY),
    "hour": text_column("hour", TITLE_LABELS["hour"]),
    "campaign": text_column("campaign", TITLE_LABELS["campaign"]),
    "result": text_column("result", TITLE_LABELS["result"]),
    "person": PERSON,
}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The totals of the calls, by whatever the rows stand for."""
    columns = (_FIRST[asked.by], *columns)
    match asked.by:
        case "person":
            found = ReportSums(asked.work).calls(asked.span, "person_id")
            rows = people_rows(asked, columns, found, former=former_sums(asked, Source.CALL))
            return Found(rows, (*then_notes(asked), *notes_of(found)), columns=columns)
        case "hour":
            found = calls_by(asked, "hour_at")
            notes = (*then_notes(asked), *notes_of(found))
            return Found(_hours(asked, columns, found), notes, columns=columns)
        case "campaign":
            found = calls_by(asked, "campaign_id")
            columns = (*columns, *OF_LEADS)
            notes = notes_of(found)
            notes += (CLOSED_SENTENCES["closed_leads"],) if notes else ()
            rows = _campaigns(asked, columns, found)
            return Found(rows, (*then_notes(asked), *notes), columns=columns)
        case "result":
            notes = (*then_notes(asked), *missing_rows(asked))
            return Found(results(asked, columns), notes, columns=columns)
        case _:
            found = calls_by(asked, "day")
            days = ((day, {**found[day], "day": day}) for day in sorted(found))
            rows = [make_row(date_of(day).isoformat(), figures, columns) for day, figures in days]
            return Found(rows, (*then_notes(asked), *notes_of(found)), columns=columns)


def _hours(asked: Asked, columns: tuple[Column, ...], found: dict[Any, dict[str, Any]]) -> list[Row]:
    """The hours of the clock from the first to the last with calls, empty ones between them too."""
    zone, by_hour = ZoneInfo(asked.zone), defaultdict(list)
    for hour_at, figures in found.items():
        by_hour[hour_at.astimezone(zone).hour].append(figures)
    return [
        make_row(f"{hour:02d}", {**merged(by_hour[hour]), "hour": f"{hour:02d}:00"}, columns)
        for hour in _between(by_hour)
    ]


def _between(hours: Iterable[int]) -> range:
    known = list(hours)
    return range(min(known), max(known) + 1) if known else range(0)


def _campaigns(asked: Asked, columns: tuple[Column, ...], found: dict[Any, dict[str, Any]]) -> list[Row]:
    names = ReportSums(asked.work).campaign_names() | {NO_CAMPAIGN: TITLE_LABELS["none"]}
    of_leads = lead_sums(asked)
    attempted, tried = leads_by_campaign(asked, of_leads), of_leads.penetration(asked.span)
    waits = of_leads.waits_s(asked.everybodys())
    are_kept = not any(figures.get("closed") for figures in found.values())
    for campaign, figures in found.items():
        figures |= tried.get(campaign, {})
        if are_kept:
            figures |= attempted.get(campaign, _NO_LEADS) | {"waits_s": waits.get(campaign, [])}
    ordered = sorted(found, key=lambda campaign: names.get(campaign, "").casefold())
    return [
        make_row(
            "" if campaign == NO_CAMPAIGN else names[campaign],
            {**found[campaign], "campaign": names[campaign]},
            columns,
        )
        for campaign in ordered
    ]


def lead_sums(asked: Asked) -> LeadSums:
    """What was done with leads, as far back as every call is still there."""
    closed = ClosedMonths(asked.work).last()
    return LeadSums(asked.work, None if closed is None else midnight(after(closed), asked.zone))


def results(asked: Asked, columns: tuple[Column, ...]) -> list[Row]:
    """A row for each result, most calls first."""
    return [
        make_row(row["disposition_code"] or "-", {**row, "result": row["label"] or "–"}, columns)
        for row in calls_by_result(asked)
    ]


def missing_rows(asked: Asked) -> tuple[str, ...]:
    """What must be said where calls are counted by result."""
    found = calls_by(asked, "day")
    return (CLOSED_SENTENCES["closed_rows"],) if notes_of(found) else ()


_NO_LEADS = {"leads_attempted": 0, "leads_reached": 0, "lead_successes": 0}
# What can only be said of leads, by campaign.
OF_LEADS = columns_of(
    *("leads_attempted", "lead_contact_rate", "lead_conversion", "penetration"),
    *("speed_median_s", "speed_p90_s"),
)

_BY = ("day", "hour", "campaign", "person", "result")
REPORT = Report(
    "calls",
    TITLE_LABELS["calls"],
    columns_of(
        *("calls", "answered", "conversations", "connect_rate", "contact_rate", "interested", "successes"),
        *("conversion", "talk_s", "aht_s", "wrong_numbers", "do_not_calls", "incoming", "missed_calls"),
        *("entered_later", "first_call", "last_call"),
    ),
    find,
    _BY,
    of_then=_BY,
)
