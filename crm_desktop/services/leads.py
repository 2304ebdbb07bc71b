"""Leads: lists and search, the card, adding, changing, notes, merging, giving to someone, saved views."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.lead import Lead, LeadStatus, search_key
from crm_desktop.domain.lead_query import LeadQuery, LeadRow, PageKey, Sort
from crm_desktop.domain.lead_values import CheckedPhone, check_custom, check_email, check_phone
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import mask_phone
from crm_desktop.domain.timeline import Kind, TimelineItem
from crm_desktop.domain.zones import guess_zone
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.leads import FieldDefinition, Leads, PhoneEntry
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.saved_views import SavedView, SavedViews
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Store, Work

MERGE_UNDO = timedelta(days=30)
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
}
LABELS: dict[str, str] = {**EDITABLE, "phones": "Phones", "tags": "Tags", "more_emails": "Further e-mails"}


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


@dataclass(frozen=True, slots=True)
class EditLead:
    """Changes to a lead read with `version`. What is None stays; `phones` are texts as typed or E.164."""

    lead_id: UUID
    version: int
    changes: Mapping[str, str] = field(default_factory=dict)
    phones: tuple[str, ...] | None = None
    more_emails: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    custom: Mapping[str, str] | None = None


class LeadService:
    """Everything people do with leads apart from calling them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # lists

    def page(
        self, actor: Actor, query: LeadQuery, after: PageKey | None = None, limit: int = 200
    ) -> LeadPage:
        """The next rows of a list in the query's order."""
        actor.require(Permission.SEE_LEADS)
        with self._store.read(actor) as work:
            rows = LeadLists(work).page(query, after, limit, _today(work))
            rows = _masked_rows(work, actor, rows)
        last = _key_of(rows[-1], query) if len(rows) == limit else None
        return LeadPage(rows, last)

    def count(self, actor: Actor, query: LeadQuery) -> int:
        """How many leads a query finds."""
        with self._store.read(actor) as work:
            return LeadLists(work).count(query, _today(work))

    def numbers(self, actor: Actor, query: LeadQuery) -> array[int]:
        """The row numbers of everything a query finds, in its order."""
        with self._store.read(actor) as work:
            return LeadLists(work).numbers(query, _today(work))

    def rows_by_no(self, actor: Actor, numbers: Sequence[int]) -> tuple[LeadRow, ...]:
        """Rows by their numbers, in the order given."""
        with self._store.read(actor) as work:
            return _masked_rows(work, actor, LeadLists(work).by_number(numbers))

    def find(self, actor: Actor, typed: str, limit: int = 50) -> tuple[LeadRow, ...]:
        """Search as you type: name, company, e-mail, any part of any phone."""
        with self._store.read(actor) as work:
            return _masked_rows(work, actor, LeadLists(work).find(typed, limit))

    def filter_choices(self, actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The cities and the tags that occur."""
        with self._store.read(actor) as work:
            lists = LeadLists(work)
            return lists.cities(), lists.tag_names()

    # one lead

    def get(self, actor: Actor, lead_id: UUID) -> Lead:
        """A lead's card, its phones masked where the person may not see them."""
        with self._store.read(actor) as work:
            return _masked_lead(work, actor, _seen(work, actor, lead_id, Permission.SEE_LEADS))

    def timeline(self, actor: Actor, lead_id: UUID, limit: int = 100) -> tuple[TimelineItem, ...]:
        """What happened to a lead and to those merged into it, newest first."""
        with self._store.read(actor) as work:
            _seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Timeline(work).of_lead(lead_id, limit)

    def others_at_number(self, actor: Actor, lead_id: UUID) -> tuple[LeadRow, ...]:
        """Everyone else at one of this lead's phones."""
        with self._store.read(actor) as work:
            lead = _seen(work, actor, lead_id, Permission.SEE_LEADS)
            rows = LeadLists(work).at_phones([p.phone_id for p in lead.phones], lead_id)
            return _masked_rows(work, actor, rows)

    def create(self, actor: Actor, command: NewLead, request_id: UUID | None = None) -> Lead:
        """Add a lead by hand; needs a way to know the person: a name or a phone."""
        actor.require(Permission.CREATE_LEADS)
        lead_id = request_id or new_id()
        with self._store.write(actor) as work:
            if (already := lead_card(work, lead_id)) is not None:
                return already
            info = workspace_info(work)
            checked = _check_phones(command.phones, info.country)
            if not command.name.strip() and not checked:
                raise UserError("A lead needs a name or a phone. Type one of them.", field="name")
            owner_id, team_id = _owner_for_new(work, actor, command.owner_id)
            zone = guess_zone(
                checked[0].e164 if checked else "", command.city, command.state, default=info.zone
            )
            rows = Leads(work)
            rows.add(
                lead_id,
                {
                    "name": _clean(command.name),
                    "company": _clean(command.company),
                    "email": check_email(command.email),
                    "address": command.address.strip(),
                    "city": _clean(command.city),
                    "state": _clean(command.state),
                    "postal_code": _clean(command.postal_code),
                    "country": info.country,
                    "language": _clean(command.language),
                    "source": _clean(command.source),
                    "zone": zone,
                    "owner_id": owner_id,
                    "team_id": team_id,
                },
            )
            rows.set_phones(lead_id, [PhoneEntry(p.e164, p.extension) for p in checked])
            rows.set_tags(lead_id, command.tags)
            _set_custom(work, lead_id, command.custom)
            rows.index(lead_id)
            Timeline(work).add(lead_id, Kind.CREATED)
            if command.note.strip():
                Timeline(work).add(lead_id, Kind.NOTE, command.note.strip())
            if command.campaign_id is not None:
                rows.put_in_campaign(lead_id, command.campaign_id, zone=zone, owner_id=owner_id)
                work.announce("queue", command.campaign_id)
            work.record("lead_created", "lead", lead_id)
            work.announce("leads", lead_id)
            return _existing(work, lead_id)

    def edit(self, actor: Actor, command: EditLead) -> Lead:
        """Change a lead; raises ChangedMeanwhile naming who changed what, and changes nothing then."""
        with self._store.write(actor) as work:
            before = _seen(work, actor, command.lead_id, Permission.CHANGE_LEADS)
            values, told = _checked_changes(before, command)
            rows = Leads(work)
            if not rows.change(command.lead_id, command.version, values):
                raise _changed_meanwhile(work, before, command.version)
            if command.phones is not None:
                checked = _check_phones(command.phones, before.country or workspace_info(work).country)
                entries = [PhoneEntry(p.e164, p.extension) for p in checked]
                if [e.e164 for e in entries] != [p.e164 for p in before.phones]:
                    told.append("phones")
                rows.set_phones(command.lead_id, entries)
                rows.phones_changed(command.lead_id)
            if command.more_emails is not None:
                rows.set_more_emails(
                    command.lead_id, [check_email(e) for e in command.more_emails if e.strip()]
                )
            if command.tags is not None:
                rows.set_tags(command.lead_id, command.tags)
            if command.custom is not None:
                told += _set_custom(work, command.lead_id, command.custom)
            rows.index(command.lead_id)
            if "zone" in values:
                Queue(work).move_zone(command.lead_id, values["zone"])
            if told:
                Timeline(work).add(
                    command.lead_id, Kind.EDITED, _what_changed(before, values, told), data={"fields": told}
                )
            work.record("lead_changed", "lead", command.lead_id, fields=told)
            work.announce("leads", command.lead_id)
            return _masked_lead(work, actor, _existing(work, command.lead_id))

    def add_note(self, actor: Actor, lead_id: UUID, note: str, request_id: UUID) -> None:
        """Write a note on a lead."""
        if not note.strip():
            raise UserError("The note is empty. Type something, or leave it.", field="note")
        with self._store.write(actor) as work:
            _seen(work, actor, lead_id, Permission.CHANGE_LEADS)
            payload = {"lead": lead_id, "note": note}
            if work.earlier_result(request_id, "add_note", payload) is not None:
                return
            Timeline(work).add(lead_id, Kind.NOTE, note.strip())
            work.keep_result(request_id, "add_note", payload, {})
            work.record("note_added", "lead", lead_id)
            work.announce("leads", lead_id)

    def reveal_number(self, actor: Actor, lead_id: UUID, phone_id: UUID, reason: str) -> str:
        """The whole number of a hidden phone, in E.164; needs a reason, which is logged."""
        if not reason.strip():
            raise UserError("Say why you need the number; it is logged.", field="reason")
        with self._store.write(actor) as work:
            lead = _seen(work, actor, lead_id, Permission.SEE_LEADS)
            phone = next((p for p in lead.phones if p.phone_id == phone_id), None)
            if phone is None:
                raise NotFound("This phone is not the lead's any more. Look at the card again.")
            work.record("number_shown", "lead", lead_id, phone=phone_id, reason_given=True)
            Timeline(work).add(lead_id, Kind.NUMBER_SHOWN, reason.strip())
            return phone.e164

    # several leads

    def assign(self, actor: Actor, lead_ids: Sequence[UUID], owner_id: UUID | None) -> int:
        """Give leads to someone (None: to nobody, so that the queue gives them out); how many changed."""
        reached = actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.write(actor) as work:
            team_id = actor.team_id if reached is Reach.TEAM else None
            if owner_id is not None:
                owner = People(work).get(owner_id)
                if owner is None or owner.is_disabled:
                    raise NotFound("This person can't take leads any more. Choose someone else.")
                if reached is Reach.TEAM and owner.team_id != actor.team_id:
                    raise NotAllowed("This person is not in your team. Choose someone of your team.")
                team_id = owner.team_id
            for lead_id in lead_ids:
                _seen(work, actor, lead_id, Permission.ASSIGN_LEADS)
            count = Leads(work).give_to(lead_ids, owner_id, team_id)
            timeline = Timeline(work)
            for lead_id in lead_ids:
                timeline.add(lead_id, Kind.ASSIGNED, data={"to": str(owner_id) if owner_id else None})
            work.record("leads_assigned", "person", owner_id, leads=count)
            work.announce("leads")
            work.announce("queue")
            return count

    def merge(self, actor: Actor, keep_id: UUID, other_id: UUID) -> UUID:
        """Make two leads one; `keep` stays. Gives what `undo_merge` takes, for 30 days."""
        actor.require(Permission.MERGE_LEADS, Reach.TEAM)
        if keep_id == other_id:
            raise UserError("These are the same lead. Choose two different ones.")
        with self._store.write(actor) as work:
            _seen(work, actor, keep_id, Permission.MERGE_LEADS)
            _seen(work, actor, other_id, Permission.MERGE_LEADS)
            before = Leads(work).fold_into(keep_id, other_id)
            undo_id = UndoActs(work).keep("merge", keep_id, before, MERGE_UNDO)
            Timeline(work).add(keep_id, Kind.MERGED, data={"other": str(other_id)})
            work.record("leads_merged", "lead", keep_id, other=other_id)
            work.announce("leads", keep_id)
            work.announce("queue")
            return undo_id

    def undo_merge(self, actor: Actor, undo_id: UUID) -> None:
        """Take a merge back: both leads stand as before, with what happened since staying where it was."""
        actor.require(Permission.MERGE_LEADS, Reach.TEAM)
        with self._store.write(actor) as work:
            act = UndoActs(work).take("merge", undo_id)
            if act.lead_id is None:
                raise NotFound("This merge can't be taken back any more.")
            Leads(work).unfold(act.lead_id, act.before)
            work.record("merge_undone", "lead", act.lead_id, other=act.before["other"])
            work.announce("leads", act.lead_id)
            work.announce("queue")

    # custom fields and views

    def fields(self, actor: Actor) -> tuple[FieldDefinition, ...]:
        """The custom fields of this workspace."""
        with self._store.read(actor) as work:
            return Leads(work).fields()

    def add_field(
        self, actor: Actor, key: str, label: str, kind: str = "text", options: tuple[str, ...] = ()
    ) -> FieldDefinition:
        """Define a custom field; the key must be new. Kinds: text, number, money, date, choice, yes_no."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            known = Leads(work).fields()
            if any(f.key == key for f in known):
                raise UserError(
                    "There is a field “{key}” already. Choose another name.", field="key", key=key
                )
            definition = FieldDefinition(new_id(), key, label, kind, options, True, len(known) + 1)
            Leads(work).add_field(definition)
            work.record("field_added", "field", definition.id, key=key, kind=kind)
            work.announce("settings")
            return definition

    def views(self, actor: Actor) -> tuple[SavedView, ...]:
        """One's own saved views and the shared ones."""
        with self._store.read(actor) as work:
            return SavedViews(work).of(actor.person_id)

    def save_view(self, actor: Actor, name: str, query: LeadQuery, *, is_shared: bool = False) -> UUID:
        """Save a view under a name; sharing it needs a team lead or an admin."""
        if not name.strip():
            raise UserError("A view needs a name. Type one.", field="name")
        if is_shared:
            actor.require(Permission.SHARE_VIEWS, Reach.TEAM)
        with self._store.write(actor) as work:
            saved = SavedViews(work).save(
                actor.person_id, name.strip(), replace(query, text="").to_json(), is_shared=is_shared
            )
            work.record("view_saved", "view", saved, shared=is_shared)
            work.announce("views", saved)
            return saved

    def delete_view(self, actor: Actor, view_id: UUID) -> None:
        """Remove one of one's own views."""
        with self._store.write(actor) as work:
            mine = [v for v in SavedViews(work).of(actor.person_id) if v.id == view_id]
            if not mine or mine[0].owner_id != actor.person_id:
                raise NotAllowed("Only whoever saved this view can delete it.")
            SavedViews(work).remove(view_id)
            work.record("view_deleted", "view", view_id)
            work.announce("views", view_id)


def hides_numbers(work: Work, actor: Actor) -> bool:
    """Whether this person sees phone numbers masked: telecallers, where the workspace says so."""
    if actor.may(Permission.SEE_FULL_NUMBERS, Reach.TEAM):
        return False
    return bool(SettingRows(work).get("workspace", workspace_info(work).id, "numbers_hidden"))


def _masked_rows(work: Work, actor: Actor, rows: tuple[LeadRow, ...]) -> tuple[LeadRow, ...]:
    if not rows or not hides_numbers(work, actor):
        return rows
    return tuple(replace(r, phone=mask_phone(r.phone) if r.phone else "") for r in rows)


def _masked_lead(work: Work, actor: Actor, lead: Lead) -> Lead:
    if not hides_numbers(work, actor):
        return lead
    return replace(lead, phones=tuple(replace(p, e164=mask_phone(p.e164)) for p in lead.phones))


def _existing(work: Work, lead_id: UUID) -> Lead:
    lead = lead_card(work, lead_id)
    if lead is None:
        raise NotFound("This lead is not here any more. Look at the list again.")
    return lead


def _seen(work: Work, actor: Actor, lead_id: UUID, permission: Permission) -> Lead:
    """The lead, if the permission reaches it."""
    lead = _existing(work, lead_id)
    if not actor.may_touch(permission, lead.owner_id, lead.team_id):
        if permission in (Permission.SEE_LEADS, Permission.CHANGE_LEADS) and _works_on(work, actor, lead_id):
            return lead
        actor.require(permission)
        raise NotAllowed("This lead is not yours. Ask your team lead.")
    return lead


def _works_on(work: Work, actor: Actor, lead_id: UUID) -> bool:
    """Whether the lead is on this person's screen, given by the queue."""
    held = Queue(work).claimed(actor.person_id)
    return held is not None and held.entry.lead_id == lead_id


def _today(work: Work) -> tuple[datetime, datetime]:
    zone = ZoneInfo(workspace_info(work).zone)
    start = datetime.combine(work.now.astimezone(zone).date(), time.min, zone)
    return start, start + timedelta(days=1)


def _key_of(row: LeadRow, query: LeadQuery) -> PageKey:
    values: dict[Sort, Any] = {
        Sort.NAME: search_key(row.name),
        Sort.CITY: search_key(row.city),
        Sort.STATUS: row.status.value,
        Sort.CREATED: row.no,
        Sort.NEXT_CALL: row.next_call_at,
        Sort.LAST_CALL: row.last_call_at,
    }
    return PageKey(values[query.sort], row.no, search_key(row.name))


def _clean(value: str) -> str:
    return " ".join(value.split())


def _check_phones(typed: Sequence[str], country: str) -> list[CheckedPhone]:
    found: dict[str, CheckedPhone] = {}
    for text in typed:
        if text.strip():
            checked = check_phone(text, country)
            found.setdefault(checked.e164, checked)
    return list(found.values())


def _owner_for_new(work: Work, actor: Actor, wanted: UUID | None) -> tuple[UUID | None, UUID | None]:
    """Whose a new lead is: a telecaller's are the own; others may name someone within reach."""
    if actor.reach(Permission.SEE_LEADS) is Reach.OWN:
        return actor.person_id, actor.team_id
    if wanted is None:
        return None, actor.team_id
    owner = People(work).get(wanted)
    if owner is None or owner.is_disabled:
        raise NotFound("This person can't take leads any more. Choose someone else.", field="owner")
    if actor.reach(Permission.ASSIGN_LEADS) is Reach.TEAM and owner.team_id != actor.team_id:
        raise NotAllowed("This person is not in your team. Choose someone of your team.")
    return owner.id, owner.team_id


def _checked_changes(before: Lead, command: EditLead) -> tuple[dict[str, Any], list[str]]:
    """The values to write, and the names of the fields that really differ."""
    values: dict[str, Any] = {}
    for name, value in command.changes.items():
        if name not in EDITABLE:
            raise UserError("“{name}” is not a field of a lead.", name=name)
        values[name] = check_email(value) if name == "email" else _clean(value)
    if "status" in values and values["status"] not in list(LeadStatus):
        raise UserError(
            "“{status}” is not a status. Choose one of the list.", field="status", status=values["status"]
        )
    differing = [n for n, v in values.items() if str(getattr(before, n)) != v]
    if command.tags is not None and sorted(command.tags) != sorted(before.tags):
        differing.append("tags")
    if command.more_emails is not None and tuple(command.more_emails) != before.more_emails:
        differing.append("more_emails")
    return values, differing


def _what_changed(before: Lead, values: Mapping[str, Any], told: Sequence[str]) -> str:
    """One readable line: "City: Pune → Nashik, Phones"."""
    parts: list[str] = []
    for name in told:
        label = LABELS.get(name, name)
        if name in values:
            parts.append(f"{label}: {getattr(before, name) or '–'} → {values[name] or '–'}")
        else:
            parts.append(label)
    return ", ".join(parts)


def _changed_meanwhile(work: Work, lead: Lead, version: int) -> ChangedMeanwhile:
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


def _set_custom(work: Work, lead_id: UUID, custom: Mapping[str, str]) -> list[str]:
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
