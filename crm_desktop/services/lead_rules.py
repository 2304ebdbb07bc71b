"""What leads may be: who sees and changes which, what is masked, and how changes are checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Direction
from crm_desktop.domain.calling_window import day_end, day_start
from crm_desktop.domain.lead import (
    LONGEST_ADDRESS,
    LONGEST_FIELD,
    LONGEST_PRODUCT,
    Lead,
    LeadStatus,
    search_key,
    shown,
)
from crm_desktop.domain.lead_query import LeadQuery, LeadRow, PageKey, Sort
from crm_desktop.domain.lead_values import CheckedPhone, check_custom, check_email, check_phone
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.score import check_score
from crm_desktop.domain.timeline import Kind
from crm_desktop.domain.tombstones import texts_of
from crm_desktop.domain.zones import is_known_zone
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.leads import Leads
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Work

EDITABLE: dict[str, str] = {
    "name": "Name",
    "company": "Company",
    "email": "E-mail",
    "address": "Address",
    "city": "City",
    "state": "State",
    "postal_code": "Postal code",
    "country": "Country",
    "language": "Language",
    "source": "Source",
    "zone": "Time zone",
    "status": "Status",
    "score": "Score",
    "product": "Product",
}
LABELS: dict[str, str] = {**EDITABLE, "phones": "Phones", "tags": "Tags", "more_emails": "Further e-mails"}


ERASED = "This person had their data erased. Nothing may reach them, and nothing is added to them any more."
CAME_BACK = (
    "Somebody with this number or e-mail had their data erased, and must not come back by our own act. "
    "If they asked anew themselves, or the number is another person's now, an admin lifts it first."
)


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A stretch of a list; `last_key` is where the next one goes on, None at the end."""

    rows: tuple[LeadRow, ...]
    last_key: PageKey | None


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead as typed. `phones` are texts as typed; the first is called first."""

    name: str
    phones: tuple[str, ...] = ()
    company: str = ""
    email: str = ""
    city: str = ""
    state: str = ""
    language: str = ""
    source: str = ""
    address: str = ""
    postal_code: str = ""
    tags: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    campaign_id: UUID | None = None
    owner_id: UUID | None = None
    score: str = ""  # as typed: 0 to 100, or nothing
    product: str = ""  # what the person asked about


@dataclass(frozen=True, slots=True)
class EditLead:
    """Changes to a lead read with `version`. What is None stays; `phones` are texts as typed or E.164.

    `was` is what the changed fields showed when they were read: where someone else has changed other fields
    since, both changes are kept.
    """

    lead_id: UUID
    version: int
    changes: Mapping[str, str] = field(default_factory=dict)
    phones: tuple[str, ...] | None = None
    more_emails: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    custom: Mapping[str, str] | None = None
    was: Mapping[str, str] | None = None


def goes_beside(work: Work, actor: Actor, now: Lead, command: EditLead) -> bool:
    """Whether nobody has touched the fields of this change since they were read, whatever else changed."""
    if not command.was:
        return False
    seen_now = masked_lead(work, actor, now)
    return all(shown(seen_now, name) == text for name, text in command.was.items())


def hides_numbers(work: Work, actor: Actor) -> bool:
    """Whether this person sees phone numbers masked: telecallers, where the workspace says so."""
    if actor.may(Permission.SEE_FULL_NUMBERS, Reach.TEAM):
        return False
    return bool(SettingRows(work).of_workspace("numbers_hidden"))


def masked_rows(work: Work, actor: Actor, rows: tuple[LeadRow, ...]) -> tuple[LeadRow, ...]:
    """The rows as this person may see them."""
    if not rows or not hides_numbers(work, actor):
        return rows
    return tuple([row._replace(phone=mask_phone(row.phone)) if row.phone else row for row in rows])


def masked_lead(work: Work, actor: Actor, lead: Lead) -> Lead:
    """The lead as this person may see it."""
    if not hides_numbers(work, actor):
        return lead
    return replace(lead, phones=tuple(replace(p, e164=mask_phone(p.e164)) for p in lead.phones))


def existing(work: Work, lead_id: UUID) -> Lead:
    lead = lead_card(work, lead_id)
    if lead is None or (lead.is_erased and not lead.phones and not lead.name):
        raise NotFound("This lead is not here any more. Look at the list again.")
    return lead


def seen(work: Work, actor: Actor, lead_id: UUID, permission: Permission) -> Lead:
    """The lead, if the permission reaches it."""
    lead = existing(work, lead_id)
    if not actor.may_touch(permission, lead.owner_id, lead.team_id):
        if permission in (Permission.SEE_LEADS, Permission.CHANGE_LEADS) and works_on(work, actor, lead_id):
            return lead
        actor.require(permission)
        raise NotAllowed("This lead is not yours. Ask your team lead.")
    if lead.is_erased and permission is Permission.CHANGE_LEADS:
        raise UserError(ERASED)
    return lead


def works_on(work: Work, actor: Actor, lead_id: UUID) -> bool:
    """Whether the lead is on this person's screen, given by the queue; not when another's lead has rung."""
    held = Queue(work).claimed(actor.person_id)
    if held is None or held.entry.lead_id != lead_id:
        return False
    call = Calls(work).open_of(actor.person_id)
    if call is None or call.direction is Direction.OUT:
        return True
    return held.entry.owner_id in (None, actor.person_id)


def refuse_erased(work: Work, phones: Sequence[str], emails: Sequence[str], name: str) -> None:
    """Raises UserError where these numbers or e-mails are those of somebody whose data was erased."""
    if Tombstones(work).standing(texts_of(phones, emails, name)):
        raise UserError(CAME_BACK, field="phones" if phones else "email")


def today(work: Work) -> tuple[datetime, datetime]:
    """The office's day: its first moment and the next day's."""
    zone = workspace_zone(work)
    return day_start(work.now, zone), day_end(work.now, zone)


def key_of(row: LeadRow, query: LeadQuery) -> PageKey:
    values: dict[Sort, Any] = {
        Sort.NAME: search_key(row.name),
        Sort.CITY: search_key(row.city),
        Sort.STATUS: row.status.value,
        Sort.CREATED: row.no,
        Sort.NEXT_CALL: row.next_call_at,
        Sort.LAST_CALL: row.last_call_at,
        Sort.SCORE: row.score or None,
        Sort.PRODUCT: search_key(row.product) or None,
    }
    return PageKey(values[query.sort], row.no, search_key(row.name))


def clean(value: str) -> str:
    return " ".join(value.split())


def check_length(text: str, limit: int, field: str | None = None) -> None:
    """Raises UserError for a text of more than `limit` characters."""
    if len(text) > limit:
        raise UserError("This is too long. Use at most {limit} characters.", field=field, limit=limit)


def check_product(typed: str) -> str:
    """What a person asked about, as typed; raises UserError for what is too long."""
    product = clean(typed)
    check_length(product, LONGEST_PRODUCT, "product")
    return product


def check_phones(typed: Sequence[str], country: str) -> list[CheckedPhone]:
    found: dict[str, CheckedPhone] = {}
    for text in typed:
        if text.strip():
            checked = check_phone(text, country)
            found.setdefault(checked.e164, checked)
    return list(found.values())


def owner_for_new(work: Work, actor: Actor, wanted: UUID | None) -> tuple[UUID | None, UUID | None]:
    """Whose a new lead is: a telecaller's are the own; others may name someone within reach."""
    if actor.reach(Permission.SEE_LEADS) is Reach.OWN:
        return actor.person_id, actor.team_id
    if wanted is None:
        return None, actor.team_id
    owner = new_owner(work, actor, wanted, "owner")
    return owner.id, owner.team_id


def new_owner(work: Work, actor: Actor, wanted: UUID, field: str | None = None) -> Person:
    """Whom leads are given to; raises NotFound and NotAllowed for who can't take them of this person."""
    owner = People(work).get(wanted)
    if owner is None or owner.is_disabled:
        raise NotFound("This person can't take leads any more. Choose someone else.", field=field)
    if actor.reach(Permission.ASSIGN_LEADS) is Reach.TEAM and owner.team_id != actor.team_id:
        raise NotAllowed("This person is not in your team. Choose someone of your team.", field=field)
    return owner


def own_team(actor: Actor) -> UUID | None:
    """The team a lead stays in that is given to nobody; None for an admin."""
    return actor.team_id if actor.reach(Permission.ASSIGN_LEADS) is Reach.TEAM else None


def checked_changes(before: Lead, command: EditLead) -> tuple[dict[str, Any], list[str]]:
    """The values to write, and the names of the fields that really differ."""
    values: dict[str, Any] = {}
    for name, value in command.changes.items():
        if name not in EDITABLE:
            raise UserError("“{name}” is not a field of a lead.", name=name)
        values[name] = _checked(name, value)
    if "status" in values and values["status"] not in list(LeadStatus):
        raise UserError(
            "“{status}” is not a status. Choose one of the list.", field="status", status=values["status"]
        )
    differing = [n for n, v in values.items() if getattr(before, n) != v]
    if command.tags is not None and sorted(command.tags) != sorted(before.tags):
        differing.append("tags")
    if command.more_emails is not None and tuple(command.more_emails) != before.more_emails:
        differing.append("more_emails")
    return values, differing


def _checked(name: str, value: str) -> str | int:
    if name == "score":
        return check_score(value)
    if name == "product":
        return check_product(value)
    if name == "zone" and value and not is_known_zone(value):
        raise UserError(
            "There is no time zone {zone}. Choose one of the list, such as Asia/Kolkata.",
            field=name,
            zone=value,
        )
    return check_email(value) if name == "email" else check_field(name, value)


def check_field(name: str, typed: str) -> str:
    """A field of a lead as it is kept; raises UserError at it for what is too long."""
    text = typed.strip() if name == "address" else clean(typed)
    check_length(text, LONGEST_ADDRESS if name == "address" else LONGEST_FIELD, name)
    return text


def what_changed(before: Lead, values: Mapping[str, Any], told: Sequence[str]) -> str:
    """One readable line: "City: Pune → Nashik, Phones"."""
    parts: list[str] = []
    for name in told:
        label = LABELS.get(name, name)
        if name in values:
            parts.append(f"{label}: {getattr(before, name) or '–'} → {values[name] or '–'}")
        else:
            parts.append(label)
    return ", ".join(parts)


def changed_meanwhile(work: Work, lead: Lead, version: int) -> ChangedMeanwhile:
    """Who changed the lead since, when, and what."""
    edits = [i for i in Timeline(work).of_lead(lead.id, 20) if i.kind == Kind.EDITED]
    if edits and lead.version > version:
        names = edits[0].data.get("fields")
        what = ", ".join(LABELS.get(str(n), str(n)) for n in names) if isinstance(names, list) else ""
        zone = ZoneInfo(workspace_info(work).zone)
        return ChangedMeanwhile(
            "{who} changed this lead at {at} ({what}). Nothing was overwritten: look again, then save.",
            who=edits[0].person_name or "Someone",
            at=f"{edits[0].at.astimezone(zone):%H:%M}",
            what=what,
        )
    return ChangedMeanwhile(
        "This lead was changed meanwhile. Nothing was overwritten: look again, then save."
    )


def set_custom(work: Work, lead_id: UUID, custom: Mapping[str, str]) -> list[str]:
    """Set custom fields by key; gives the keys that were set."""
    rows = Leads(work)
    known = {f.key: f for f in rows.fields()}
    for key, value in custom.items():
        definition = known.get(key)
        if definition is None:
            raise UserError(
                "There is no field “{key}” here. Add it in the settings first.", field=key, key=key
            )
        shown, number = check_custom(definition.kind, definition.label, definition.options, value)
        rows.set_custom(lead_id, definition, shown, number)
    return list(custom)
