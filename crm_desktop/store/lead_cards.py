"""One lead as the card shows it: the row, its phones, tags, further e-mails and custom fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, literal, select, union_all

from crm_desktop.domain.lawful import OwnBasis
from crm_desktop.domain.lead import KEYED, Lead, LeadPhone, LeadStatus
from crm_desktop.domain.quick import quick
from crm_desktop.domain.timeline import TimelineItem
from crm_desktop.domain.zones import clock_of
from crm_desktop.store.prepared import Prepared, all_rows
from crm_desktop.store.tables import (
    field_definitions,
    field_values,
    imports,
    lead_emails,
    lead_phones,
    lead_tags,
    leads,
    people,
    phones,
    tags,
)
from crm_desktop.store.timeline import brought_item
from crm_desktop.store.unit_of_work import Work

_importer = people.alias("importer")
_mine, _theirs = lead_phones.alias("mine"), lead_phones.alias("theirs")


def _others(is_sqlite: bool) -> Any:
    """How many other leads have one of the lead's numbers, whoever may see them."""
    if not is_sqlite:
        return func.others_at_numbers(leads.c.id)
    counted = select(func.count(_theirs.c.lead_id.distinct())).select_from(
        _mine.join(_theirs, _theirs.c.phone_id == _mine.c.phone_id)
    )
    return counted.where(
        _mine.c.lead_id == leads.c.id, _theirs.c.lead_id != _mine.c.lead_id
    ).scalar_subquery()


def _one(is_sqlite: bool) -> Any:
    return (
        select(
            *(c for c in leads.c if c.name not in (*KEYED.values(), "created_by")),
            people.c.display_name.label("owner_name"),
            _others(is_sqlite).label("others"),
            imports.c.started_at.label("brought_at"),
            imports.c.file_name.label("brought_with"),
            _importer.c.display_name.label("brought_by"),
        )
        .select_from(
            leads.outerjoin(people, people.c.id == leads.c.owner_id)
            .outerjoin(imports, imports.c.id == leads.c.import_id)
            .outerjoin(_importer, _importer.c.id == imports.c.person_id)
        )
        .where(leads.c.id == bindparam("lead_id", required=True))
    )


LEAD = Prepared(_one)

PHONES = Prepared(
    lambda is_sqlite: (
        select(
            phones.c.id,
            phones.c.e164,
            phones.c.do_not_call_at,
            lead_phones.c.extension,
            lead_phones.c.label,
            lead_phones.c.position,
            lead_phones.c.wrong_at,
        )
        .select_from(lead_phones.join(phones, phones.c.id == lead_phones.c.phone_id))
        .where(lead_phones.c.lead_id == bindparam("lead_id", required=True))
        .order_by(lead_phones.c.position, phones.c.id)
    )
)

_lead_id = bindparam("lead_id", type_=leads.c.id.type, required=True)
# Three small lists in one question: (which list, key, value).
EXTRAS = Prepared(
    lambda is_sqlite: union_all(
        select(literal("tag").label("kind"), tags.c.name.label("key"), literal("").label("value"))
        .select_from(lead_tags.join(tags, tags.c.id == lead_tags.c.tag_id))
        .where(lead_tags.c.lead_id == _lead_id),
        select(literal("email"), lead_emails.c.email, literal("")).where(lead_emails.c.lead_id == _lead_id),
        select(literal("field"), field_definitions.c.key, field_values.c.text)
        .select_from(field_values.join(field_definitions, field_definitions.c.id == field_values.c.field_id))
        .where(field_values.c.lead_id == _lead_id),
    )
)


CARD = (LEAD, PHONES, EXTRAS)


@quick
@dataclass(frozen=True, slots=True)
class ScreenCard:
    """A lead's card, how many other leads share one of its numbers, and the import that brought it."""

    lead: Lead
    others: int
    brought: TimelineItem | None


def screen_card(work: Work, lead_id: UUID) -> ScreenCard | None:
    """All of it in three questions that go together, None when there is no such lead."""
    rows, found, extras = all_rows(work, CARD, lead_id=lead_id)
    if not rows:
        return None
    row = rows[0]
    brought = None
    if row.brought_at is not None:
        brought = brought_item(row.import_id, row.brought_at, row.brought_with, row.brought_by)
    return ScreenCard(_lead(row, found, extras), row.others, brought)


def lead_card(work: Work, lead_id: UUID) -> Lead | None:
    """A lead with everything that belongs to it, None when there is none."""
    card = screen_card(work, lead_id)
    return None if card is None else card.lead


def _lead(row: Any, numbers: list[Any], extras: list[Any]) -> Lead:
    return Lead(
        id=row.id,
        no=row.no,
        name=row.name,
        company=row.company,
        email=row.email,
        address=row.address,
        city=row.city,
        state=row.state,
        postal_code=row.postal_code,
        country=row.country,
        language=row.language,
        source=row.source,
        zone=clock_of(row.zone, ""),
        status=LeadStatus(row.status) if row.status != "merged" else LeadStatus.CLOSED,
        owner_id=row.owner_id,
        owner_name=row.owner_name or "",
        team_id=row.team_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        last_call_at=row.last_call_at,
        last_result=row.last_result,
        next_call_at=row.next_call_at,
        attempts=row.attempts,
        import_id=row.import_id,
        version=row.version,
        phones=tuple(
            LeadPhone(
                phone_id=p.id,
                e164=p.e164,
                extension=p.extension,
                label=p.label,
                position=p.position,
                is_wrong=p.wrong_at is not None,
                is_do_not_call=p.do_not_call_at is not None,
            )
            for p in numbers
        ),
        more_emails=tuple(e.key for e in extras if e.kind == "email"),
        tags=tuple(sorted(e.key for e in extras if e.kind == "tag")),
        custom={e.key: e.value for e in extras if e.kind == "field"},
        is_erased=row.erased_at is not None,
        refused=row.refused,
        age_band=row.age_band,
        score=row.score,
        product=row.product,
        own=OwnBasis(row.basis_kind, row.basis_until, row.created_at, row.purposes),
    )


def _anything_left(is_sqlite: bool) -> Any:
    has_phone = select(lead_phones.c.lead_id).where(lead_phones.c.lead_id == _lead_id).exists()
    return select(
        leads.c.name, leads.c.company, leads.c.email, leads.c.erased_at, has_phone.label("has_phone")
    ).where(leads.c.id == _lead_id)


LEFT = Prepared(_anything_left)


def is_erased(work: Work, lead_id: UUID) -> bool:
    """Whether a lead was erased; without name, company, e-mail and phone nobody is added."""
    row = LEFT.row(work, lead_id=lead_id)
    if row is None or row.erased_at is not None:
        return row is not None
    return not (row.name or row.company or row.email or row.has_phone)
