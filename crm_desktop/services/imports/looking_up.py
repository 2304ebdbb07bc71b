"""What the store holds of the people that rows of a file name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.tombstones import texts_of
from crm_desktop.services.imports.matching import Found, NumberedRow
from crm_desktop.store.import_matches import FoundLead, ImportMatches
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Work

LOOK = 5_000


def look_up(work: Work, rows: list[NumberedRow]) -> Found:
    """What the store holds of the phones of these rows, and of the e-mails of those without a phone."""
    found = Found()
    for start in range(0, len(rows), LOOK):
        some = _look_up(work, rows[start : start + LOOK])
        found.by_phone.update(some.by_phone)
        found.by_email.update(some.by_email)
    return found


def _look_up(work: Work, rows: list[NumberedRow]) -> Found:
    names: dict[str, set[str]] = {}
    for _, row in rows:
        for phone in row.phones:
            names.setdefault(phone[0], set()).add(row.who)
    emails = [(row.who, email) for _, row in rows if not row.phones for email in row.emails]
    matches = ImportMatches(work)
    return Found(matches.by_phone(names), matches.by_email(emails))


def without_erased(work: Work, rows: list[NumberedRow]) -> tuple[list[NumberedRow], list[int]]:
    """The rows of people who were not erased, and the numbers of the others."""
    tombstones = Tombstones(work)
    if not tombstones.any():
        return rows, []
    erased: list[int] = []
    for start in range(0, len(rows), LOOK):
        by_text: dict[str, list[int]] = {}
        for row_no, row in rows[start : start + LOOK]:
            phones = [phone[0] for phone in row.phones]
            for text in texts_of(phones, row.emails, row.name):
                by_text.setdefault(text, []).append(row_no)
        erased += [no for text in tombstones.standing(list(by_text)) for no in by_text[text]]
    gone = set(erased)
    return ([each for each in rows if each[0] not in gone] if gone else rows), sorted(gone)


def may_change(actor: Actor) -> Callable[[FoundLead], bool]:
    """Whether a stored lead is within the importing person's reach."""

    def allowed(lead: FoundLead) -> bool:
        owner = None if lead.owner_id is None else UUID(bytes=lead.owner_id)
        team = None if lead.team_id is None else UUID(bytes=lead.team_id)
        return actor.may_touch(Permission.CHANGE_LEADS, owner, team)

    return allowed
