"""Every table of the shared store; the migrations build the same, `alembic check` compares.

Ids are UUIDv7. `no` columns are row numbers of this store alone (paging, full-text search, order of
commit on SQLite); nothing outside the store refers to them. Times are UTC. Names of constraints follow
one convention, since migrations need them.
"""

from __future__ import annotations

from crm_desktop.store.tables.base import metadata
from crm_desktop.store.tables.batches import batch_leads, batch_rows, batches, hand_out_plans
from crm_desktop.store.tables.board import desk_notes
from crm_desktop.store.tables.calls import (
    call_hours,
    callbacks,
    calls,
    closed_months,
    number_lookups,
    timeline,
)
from crm_desktop.store.tables.campaigns import (
    campaign_people,
    campaign_rules,
    campaign_zones,
    campaigns,
    dispositions,
    person_skills,
    queue_counts,
    queue_entries,
    skips,
)
from crm_desktop.store.tables.coaching import (
    review_looks,
    review_replies,
    reviews,
    sample_draws,
    sample_rules,
    samples,
    scorecards,
)
from crm_desktop.store.tables.consent import consents, guardians, notices, number_lists, purposes
from crm_desktop.store.tables.customers import (
    appointments,
    attachments,
    file_chunks,
    products,
    sale_changes,
    sales,
    service_records,
)
from crm_desktop.store.tables.erasure import (
    erasure_leads,
    erasure_lines,
    erasure_seats,
    erasures,
    sealed_records,
    tombstone_keys,
    tombstones,
)
from crm_desktop.store.tables.evidence import comings, evidence
from crm_desktop.store.tables.imports import import_changes, import_layouts, imports
from crm_desktop.store.tables.incentive import incentive_slabs
from crm_desktop.store.tables.keeping import (
    audit,
    audit_seals,
    changes,
    commands,
    disclosures,
    legal_holds,
    sweeps,
    undo_acts,
)
from crm_desktop.store.tables.lawful import bases, rule_changes, scrubs
from crm_desktop.store.tables.leads import (
    do_not_calls,
    field_definitions,
    field_values,
    lead_emails,
    lead_phones,
    lead_preferences,
    lead_search,
    lead_tags,
    leads,
    phones,
    saved_views,
    tags,
)
from crm_desktop.store.tables.messages import message_templates, messages
from crm_desktop.store.tables.office import leaves, people, presence, sessions, settings, teams, workspace
from crm_desktop.store.tables.reports import report_schedules, saved_reports
from crm_desktop.store.tables.requests import incident_steps, incidents, request_steps, requests
from crm_desktop.store.tables.rulings import contests, rulings
from crm_desktop.store.tables.targets import calendars, targets
from crm_desktop.store.tables.team import (
    done_lately,
    person_keys,
    reservations,
    seats,
    second_factors,
    session_tokens,
    shared_keys,
    submitted_acts,
)
from crm_desktop.store.tables.versions import campaign_days, team_members

__all__ = [
    "appointments",
    "attachments",
    "audit",
    "audit_seals",
    "bases",
    "batch_leads",
    "batch_rows",
    "batches",
    "calendars",
    "call_hours",
    "callbacks",
    "calls",
    "campaign_days",
    "campaign_people",
    "campaign_rules",
    "campaign_zones",
    "campaigns",
    "changes",
    "closed_months",
    "comings",
    "commands",
    "consents",
    "contests",
    "desk_notes",
    "disclosures",
    "dispositions",
    "do_not_calls",
    "done_lately",
    "erasure_leads",
    "erasure_lines",
    "erasure_seats",
    "erasures",
    "evidence",
    "field_definitions",
    "field_values",
    "file_chunks",
    "guardians",
    "hand_out_plans",
    "import_changes",
    "import_layouts",
    "imports",
    "incentive_slabs",
    "incident_steps",
    "incidents",
    "lead_emails",
    "lead_phones",
    "lead_preferences",
    "lead_search",
    "lead_tags",
    "leads",
    "leaves",
    "legal_holds",
    "message_templates",
    "messages",
    "metadata",
    "notices",
    "number_lists",
    "number_lookups",
    "people",
    "person_keys",
    "person_skills",
    "phones",
    "presence",
    "products",
    "purposes",
    "queue_counts",
    "queue_entries",
    "report_schedules",
    "request_steps",
    "requests",
    "reservations",
    "review_looks",
    "review_replies",
    "reviews",
    "rule_changes",
    "rulings",
    "sale_changes",
    "sales",
    "sample_draws",
    "sample_rules",
    "samples",
    "saved_reports",
    "saved_views",
    "scorecards",
    "scrubs",
    "sealed_records",
    "seats",
    "second_factors",
    "service_records",
    "session_tokens",
    "sessions",
    "settings",
    "shared_keys",
    "skips",
    "submitted_acts",
    "sweeps",
    "tags",
    "targets",
    "team_members",
    "teams",
    "timeline",
    "tombstone_keys",
    "tombstones",
    "undo_acts",
    "workspace",
]
