"""What legal holds name of people who are erased: put together to be sealed, and opened for who may."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.retention import PERSON_KINDS, LegalHold
from crm_desktop.errors import StoreProblem
from crm_desktop.log import get_logger
from crm_desktop.services.erasing_whom import Someone
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.files import FileRef, Files
from crm_desktop.store.person_records import PersonRecords, Row
from crm_desktop.store.unit_of_work import Work

log = get_logger(__name__)
_WHO = frozenset({"leads", "phones", "lead_phones", "lead_emails"})  # goes with whatever is held


def held_of(work: Work, who: Someone, hold: LegalHold, papers: Sequence[Mapping[str, Any]]) -> str:
    """What a hold names of somebody, as JSON; documents only where it names everything."""
    only = None if hold.kind is None else _WHO | PERSON_KINDS[hold.kind]
    told: dict[str, Any] = dict(PersonRecords(work).of(who.lead_ids, only))
    if hold.kind is None and papers:
        told["documents"] = list(papers)
    return json.dumps(told, default=_plain, ensure_ascii=False)


def held_documents(work: Work, lead_ids: Sequence[UUID], holds: Sequence[LegalHold]) -> dict[UUID, list[Row]]:
    """The documents of those of whom everything is held, by lead."""
    whole = {hold.lead_id for hold in holds if hold.kind is None}
    records = PersonRecords(work)
    families = [theirs for theirs in records.families(lead_ids) if whole.intersection(theirs)]
    return by_lead(row for theirs in families for row in records.documents(theirs))


def by_lead(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    """Rows by whose they are."""
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row["lead_id"], []).append(row)
    return found


def read_documents(files: Files, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Their content, so that it is sealed with the rest; of one that can't be read any more only its name."""
    found = []
    for row in rows:
        told: str | None = None
        try:
            with files.open(FileRef(row["sha256"], row["size"], row["key_id"])) as content:
                told = base64.b64encode(content.read()).decode()
        except StoreProblem as error:
            log.warning("a document that is to be sealed can't be read", kind=type(error).__name__)
        found.append({"name": row["name"], "sha256": row["sha256"], "content": told})
    return found


def end_of(work: Work, last: date) -> datetime:
    """The end of a day by the office's clock."""
    zone = ZoneInfo(workspace_zone(work))
    return datetime.combine(last + timedelta(days=1), time(), zone)


def _plain(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
