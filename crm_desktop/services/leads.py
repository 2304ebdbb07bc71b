"""Leads: lists and search, the card, adding, changing, notes, merging, giving to someone, saved views."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.lead_query import LeadQuery, LeadRow, PageKey
from crm_desktop.domain.lead_values import check_email
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.queue import PRIORITIES
from crm_desktop.domain.timeline import Kind, TimelineItem
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.standing_lists import lists_of
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.lead_rules import (
    EDITABLE,
    LABELS,
    EditLead,
    LeadPage,
    NewLead,
    changed_meanwhile,
    check_phones,
    checked_changes,
    existing,
    goes_beside,
    key_of,
    masked_lead,
    masked_rows,
    new_owner,
    own_team,
    refuse_erased,
    seen,
    set_custom,
    today,
    what_changed,
)
from crm_desktop.services.new_leads import create_lead
from crm_desktop.services.shown_numbers import count_shown
from crm_desktop.store.comings import Comings
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.leads import FieldDefinition, Leads, PhoneEntry
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_priority import Priorities
from crm_desktop.store.queue_settling import settle_lead
from crm_desktop.store.saved_views import SavedView, SavedViews
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Store, Work

MERGE_UNDO = timedelta(days=30)
PRIORITY_UNDO = timedelta(hours=1)
__all__ = ["EDITABLE", "LABELS", "EditLead", "LeadPage", "LeadService", "NewLead"]


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
            rows = lists_of(work, actor, query).page(query, after, limit, today(work))
            rows = masked_rows(work, actor, rows)
        last = key_of(rows[-1], query) if len(rows) == limit else None
        return LeadPage(rows, last)

    def count(self, actor: Actor, query: LeadQuery) -> int:
        """How many leads a query finds."""
        with self._store.read(actor) as work:
            return lists_of(work, actor, query).count(query, today(work))

    def numbers(self, actor: Actor, query: LeadQuery) -> array[int]:
        """The row numbers of everything a query finds, in its order."""
        with self._store.read(actor) as work:
            return lists_of(work, actor, query).numbers(query, today(work))

    def rows_by_no(self, actor: Actor, numbers: Sequence[int]) -> tuple[LeadRow, ...]:
        """Rows by their numbers, in the order given."""
        with self._store.read(actor) as work:
            return masked_rows(work, actor, LeadLists(work).by_number(numbers))

    def find(self, actor: Actor, typed: str, limit: int = 50) -> tuple[LeadRow, ...]:
        """Search as you type: name, company, e-mail, any part of any phone."""
        with self._store.read(actor) as work:
            return masked_rows(work, actor, LeadLists(work).find(typed, limit))

    def filter_choices(self, actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The cities, the tags and the products asked about that occur."""
        with self._store.read(actor) as work:
            lists = LeadLists(work)
            return lists.cities(), lists.tag_names(), lists.products()

    # one lead

    def get(self, actor: Actor, lead_id: UUID) -> Lead:
        """A lead's card, its phones masked where the person may not see them."""
        with self._store.read(actor) as work:
            return masked_lead(work, actor, seen(work, actor, lead_id, Permission.SEE_LEADS))

    def timeline(self, actor: Actor, lead_id: UUID, limit: int = 100) -> tuple[TimelineItem, ...]:
        """What happened to a lead and to those merged into it, newest first."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Timeline(work).of_lead(lead_id, limit)

    def others_at_number(self, actor: Actor, lead_id: UUID) -> tuple[LeadRow, ...]:
        """Everyone else at one of this lead's phones."""
        with self._store.read(actor) as work:
            lead = seen(work, actor, lead_id, Permission.SEE_LEADS)
            rows = LeadLists(work).at_phones([p.phone_id for p in lead.phones], lead_id)
            return masked_rows(work, actor, rows)

    def create(self, actor: Actor, command: NewLead, request_id: UUID | None = None) -> Lead:
        """Add a lead by hand; needs a way to know the person: a name or a phone."""
        actor.require(Permission.CREATE_LEADS)
        lead_id = request_id or new_id()
        with self._store.write(actor) as work:
            if (already := lead_card(work, lead_id)) is not None:
                return already
            return create_lead(work, actor, command, lead_id)

    def edit(self, actor: Actor, command: EditLead) -> Lead:
        """Change a lead, beside what someone else has changed of other fields since it was read.

        Raises ChangedMeanwhile naming who changed what, and changes nothing, when it is the same field.
        """
        with self._store.write(actor) as work:
            before = seen(work, actor, command.lead_id, Permission.CHANGE_LEADS)
            values, told = checked_changes(before, command)
            rows = Leads(work)
            version = before.version if goes_beside(work, actor, before, command) else command.version
            if not rows.change(command.lead_id, version, values):
                raise changed_meanwhile(work, before, command.version)
            checked = check_phones(command.phones or (), before.country or workspace_info(work).country)
            new_emails = [values.get("email", ""), *(command.more_emails or ())]
            name = values.get("name") or before.name
            new_name = () if name == before.name else tuple(p.e164 for p in before.phones)
            refuse_erased(work, [*(p.e164 for p in checked), *new_name], new_emails, name)
            if command.phones is not None:
                entries = [PhoneEntry(p.e164, p.extension) for p in checked]
                if [e.e164 for e in entries] != [p.e164 for p in before.phones]:
                    told.append("phones")
                rows.set_phones(command.lead_id, entries)
                rows.block_without_phone(command.lead_id)
                unblock(work, command.lead_id)
            if command.more_emails is not None:
                rows.set_more_emails(
                    command.lead_id, [check_email(e) for e in command.more_emails if e.strip()]
                )
            if command.phones is not None or any(new_emails) or new_name:
                Comings(work).settle(command.lead_id)
            if command.tags is not None:
                rows.set_tags(command.lead_id, command.tags)
            if command.custom is not None:
                told += set_custom(work, command.lead_id, command.custom)
            rows.index(command.lead_id)
            if "zone" in values:
                Queue(work).move_zone(command.lead_id, values["zone"])
            if not values.keys().isdisjoint(SKILLS):
                settle_lead(work, command.lead_id)
            if told:
                Timeline(work).add(
                    command.lead_id, Kind.EDITED, what_changed(before, values, told), data={"fields": told}
                )
            work.record("lead_changed", "lead", command.lead_id, fields=told)
            work.announce("leads", command.lead_id)
            return masked_lead(work, actor, existing(work, command.lead_id))

    def add_note(self, actor: Actor, lead_id: UUID, note: str, request_id: UUID) -> None:
        """Write a note on a lead."""
        if not note.strip():
            raise UserError("The note is empty. Type something, or leave it.", field="note")
        with self._store.write(actor) as work:
            seen(work, actor, lead_id, Permission.CHANGE_LEADS)
            payload = {"lead": lead_id, "note": note}
            if work.earlier_result(request_id, "add_note", payload) is not None:
                return
            Timeline(work).add(lead_id, Kind.NOTE, note.strip())
            work.keep_result(request_id, "add_note", payload, {})
            work.record("note_added", "lead", lead_id)
            work.announce("leads", lead_id)

    def reveal_number(
        self, actor: Actor, lead_id: UUID, phone_id: UUID, reason: str, request_id: UUID | None = None
    ) -> str:
        """The whole number of a hidden phone, in E.164; needs a reason, which is logged: once a request.

        Raises UserError when as many as allowed were shown within the hour; see `count_shown`.
        """
        if not reason.strip():
            raise UserError("Say why you need the number; it is logged.", field="reason")
        payload: dict[str, object] = {"phone": phone_id, "reason": reason}
        with self._store.write(actor) as work:
            lead = seen(work, actor, lead_id, Permission.SEE_LEADS)
            phone = next((p for p in lead.phones if p.phone_id == phone_id), None)
            if phone is None:
                raise NotFound("This phone is not the lead's any more. Look at the card again.")
            if request_id is not None:
                if work.earlier_result(request_id, "number_shown", payload) is not None:
                    return phone.e164
                work.keep_result(request_id, "number_shown", payload, {})
            count_shown(work, actor, lead_id, phone)
            log_shown(work, lead_id, phone_id, reason)
            return phone.e164

    # several leads

    def assign(self, actor: Actor, lead_ids: Sequence[UUID], owner_id: UUID | None) -> int:
        """Give leads to someone (None: to nobody, so that the queue gives them out); how many changed."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.write(actor) as work:
            team_id = own_team(actor) if owner_id is None else new_owner(work, actor, owner_id).team_id
            for lead_id in lead_ids:
                seen(work, actor, lead_id, Permission.ASSIGN_LEADS)
            count = Leads(work).give_to(lead_ids, owner_id, team_id)
            timeline = Timeline(work)
            for lead_id in lead_ids:
                timeline.add(lead_id, Kind.ASSIGNED, data={"to": str(owner_id) if owner_id else None})
            work.record("leads_assigned", "person", owner_id, leads=count)
            work.announce("leads")
            work.announce("queue")
            return count

    def priority(self, actor: Actor, lead_id: UUID) -> int:
        """Whether a lead is called first (1), as usual (0) or last (-1)."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Priorities(work).of_lead(lead_id)

    def set_priority(self, actor: Actor, lead_ids: Sequence[UUID], priority: int) -> tuple[int, UUID]:
        """Call leads first, as usual or last, in each of their campaigns, from the next claim on.

        Gives how many entries changed, and what `undo_priority` takes, for an hour. Promises come before
        all of them.
        """
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        if priority not in PRIORITIES.values():
            raise UserError("Choose whether they are called first, as usual, or last.", field="priority")
        with self._store.write(actor) as work:
            for lead_id in lead_ids:
                seen(work, actor, lead_id, Permission.ASSIGN_LEADS)
            rows = Priorities(work)
            before: dict[str, list[str]] = {}
            for entry_id, was in rows.of_entries(lead_ids).items():
                if was != priority:
                    before.setdefault(str(was), []).append(entry_id.hex)
            count = rows.set((UUID(each) for some in before.values() for each in some), priority)
            undo_id = UndoActs(work).keep("priority", None, {"set": priority, "was": before}, PRIORITY_UNDO)
            work.record("leads_prioritised", "person", actor.person_id, leads=count, priority=priority)
            work.announce("queue")
            return count, undo_id

    def undo_priority(self, actor: Actor, undo_id: UUID) -> None:
        """Take a change of priority back; entries that were changed again since stay as they are."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.write(actor) as work:
            act, rows = UndoActs(work).take("priority", undo_id), Priorities(work)
            for was, ids in act.before["was"].items():
                rows.set([UUID(each) for each in ids], int(was), only=int(act.before["set"]))
            work.record("priority_undone", "person", actor.person_id)
            work.announce("queue")

    def merge(self, actor: Actor, keep_id: UUID, other_id: UUID) -> UUID:
        """Make two leads one; `keep` stays. Gives what `undo_merge` takes, for 30 days."""
        actor.require(Permission.MERGE_LEADS, Reach.TEAM)
        if keep_id == other_id:
            raise UserError("These are the same lead. Choose two different ones.")
        with self._store.write(actor) as work:
            seen(work, actor, keep_id, Permission.MERGE_LEADS)
            seen(work, actor, other_id, Permission.MERGE_LEADS)
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


def log_shown(work: Work, lead_id: UUID, phone_id: UUID, reason: str) -> None:
    """A hidden number was shown: in the audit log and at the lead."""
    work.record("number_shown", "lead", lead_id, phone=phone_id, reason_given=True)
    Timeline(work).add(lead_id, Kind.NUMBER_SHOWN, reason.strip())
