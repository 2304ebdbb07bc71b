"""A new lead as it is first written: its fields, phones, tags, and its place in a campaign."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.lead import Lead
from crm_desktop.domain.lead_values import check_email
from crm_desktop.domain.people import Actor
from crm_desktop.domain.score import check_score
from crm_desktop.domain.timeline import Kind
from crm_desktop.domain.zones import guess_zone
from crm_desktop.errors import UserError
from crm_desktop.services.lead_rules import (
    NewLead,
    check_field,
    check_phones,
    check_product,
    existing,
    owner_for_new,
    refuse_erased,
    set_custom,
)
from crm_desktop.store.comings import Comings
from crm_desktop.store.leads import Leads, PhoneEntry
from crm_desktop.store.queue_settling import settle_lead
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


def create_lead(work: Work, actor: Actor, command: NewLead, lead_id: UUID) -> Lead:
    """Write a lead that isn't there yet; UserError at its field for what it can't be."""
    info = workspace_info(work)
    checked = check_phones(command.phones, info.country)
    if not command.name.strip() and not checked:
        raise UserError("A lead needs a name or a phone. Type one of them.", field="name")
    refuse_erased(work, [p.e164 for p in checked], [command.email], command.name or command.company)
    owner_id, team_id = owner_for_new(work, actor, command.owner_id)
    zone = guess_zone(checked[0].e164 if checked else "", command.city, command.state, default=info.zone)
    rows = Leads(work)
    rows.add(
        lead_id,
        {
            "name": check_field("name", command.name),
            "company": check_field("company", command.company),
            "email": check_email(command.email),
            "address": check_field("address", command.address),
            "city": check_field("city", command.city),
            "state": check_field("state", command.state),
            "postal_code": check_field("postal_code", command.postal_code),
            "country": info.country,
            "language": check_field("language", command.language),
            "source": check_field("source", command.source),
            "score": check_score(command.score),
            "product": check_product(command.product),
            "zone": zone,
            "owner_id": owner_id,
            "team_id": team_id,
        },
    )
    rows.set_phones(lead_id, [PhoneEntry(p.e164, p.extension) for p in checked])
    rows.set_tags(lead_id, command.tags)
    set_custom(work, lead_id, command.custom)
    rows.index(lead_id)
    Timeline(work).add(lead_id, Kind.CREATED)
    if command.note.strip():
        Timeline(work).add(lead_id, Kind.NOTE, command.note.strip())
    Comings(work).settle(lead_id)
    if command.campaign_id is not None:
        rows.put_in_campaign(lead_id, command.campaign_id, zone=zone, owner_id=owner_id)
        settle_lead(work, lead_id)
        work.announce("queue", command.campaign_id)
    work.record("lead_created", "lead", lead_id)
    work.announce("leads", lead_id)
    return existing(work, lead_id)
