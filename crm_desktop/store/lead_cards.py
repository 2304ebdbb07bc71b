"""One lead as the card shows it: the row, its phones, tags, further e-mails and custom fields."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, literal, select, union_all

from crm_desktop.domain.lead import Lead, LeadPhone, LeadStatus
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import (
    field_definitions,
    field_values,
    lead_emails,
    lead_phones,
    lead_tags,
    leads,
    people,
    phones,
    tags,
)
from crm_desktop.store.unit_of_work import Work

_LEAD = Prepared(
    lambda is_sqlite: (
        select(
            *(c for c in leads.c if c.name not in ("name_key", "company_key", "city_key", "created_by")),
            people.c.display_name.label("owner_name"),
        )
        .select_from(leads.outerjoin(people, people.c.id == leads.c.owner_id))
        .where(leads.c.id == bindparam("lead_id", required=True))
    )
)

_PHONES = Prepared(
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
_EXTRAS = Prepared(
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


def lead_card(work: Work, lead_id: UUID) -> Lead | None:
    """A lead with everything that belongs to it, None when there is none; three questions to the store."""
    row = _LEAD.row(work, lead_id=lead_id)
    if row is None:
        return None
    found = _PHONES.rows(work, lead_id=lead_id)
    extras = _EXTRAS.rows(work, lead_id=lead_id)
    return _lead(row, found, extras)


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
        zone=row.zone,
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
    )
