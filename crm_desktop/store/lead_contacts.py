"""What the gate asks of people whose contacts leave in a list, a set at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, exists, select

from crm_desktop.domain.consent import AGE_MINOR, Channel
from crm_desktop.domain.gate import Contact
from crm_desktop.domain.purposes import says_no
from crm_desktop.store.tables import lead_phones, leads, phones
from crm_desktop.store.unit_of_work import Work


def contacts_of(work: Work, numbers: Sequence[int]) -> dict[int, Contact]:
    """What is known against handing these leads on; left out is against whom nothing is known."""
    forbidden = exists().where(
        and_(
            lead_phones.c.lead_id == leads.c.id,
            phones.c.id == lead_phones.c.phone_id,
            phones.c.do_not_call_at.is_not(None),
        )
    )
    asked = select(
        leads.c.no,
        leads.c.refused,
        leads.c.purposes,
        leads.c.age_band,
        leads.c.erased_at,
        forbidden.label("is_do_not_call"),
    ).where(leads.c.no.in_(numbers))
    found = {}
    for row in work.connection.execute(asked):
        is_minor = row.age_band == AGE_MINOR
        said_no = says_no(row.refused, row.purposes, None, Channel.CALL, work.now)
        is_erased = row.erased_at is not None
        if row.is_do_not_call or is_minor or said_no or is_erased:
            found[row.no] = Contact(row.no, bool(row.is_do_not_call), said_no, is_minor, is_erased)
    return found
