"""Leads as rows: adding, changing, phones, tags, custom fields, merging; keeps what they are found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text, update

from crm_desktop.domain.lead import KEYED, search_key, search_text
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.reminders import Reminds
from crm_desktop.ids import new_id
from crm_desktop.store.consents import Consents
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import (
    callbacks,
    field_definitions,
    field_values,
    lead_emails,
    lead_phones,
    lead_search,
    lead_tags,
    leads,
    phones,
    queue_entries,
    service_records,
    tags,
)
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """A phone to keep with a lead, in the order the lead has them."""

    e164: str
    extension: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A custom field: kind is text, number, money, date, choice or yes_no."""

    id: UUID
    key: str
    label: str
    kind: str
    options: tuple[str, ...]
    is_personal: bool
    position: int
    reminds: Reminds | None = None  # of a date: when it makes the lead due


class Leads:
    """Repository of leads."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection

    def add(self, lead_id: UUID, values: Mapping[str, Any]) -> int:
        """Add a lead; gives its row number. Call `index` once phones and e-mails are set."""
        row = {**with_keys(values), "id": lead_id, "created_at": self._work.now, "updated_at": self._work.now}
        row["created_by"] = self._work.actor.person_id if self._work.actor else None
        number = self._connection.execute(insert(leads).values(**row).returning(leads.c.no)).scalar_one()
        return int(number)

    def change(self, lead_id: UUID, version: int, values: Mapping[str, Any]) -> bool:
        """Change fields if the lead still has this version; False when it has not."""
        done = self._connection.execute(
            update(leads)
            .where(leads.c.id == lead_id, leads.c.version == version)
            .values(**with_keys(values), updated_at=self._work.now, version=version + 1)
        )
        return bool(done.rowcount == 1)

    def phone_ids(self, e164s: Iterable[str]) -> dict[str, UUID]:
        """The ids of these phones; those not known yet are added."""
        wanted = list(dict.fromkeys(e164s))
        if not wanted:
            return {}
        if not self._work.is_sqlite:
            return self._ids_on_server(wanted)
        found = {
            row.e164: row.id
            for row in self._connection.execute(
                select(phones.c.id, phones.c.e164).where(phones.c.e164.in_(wanted))
            )
        }
        for e164 in wanted:
            if e164 not in found:
                found[e164] = new_id()
                self._connection.execute(insert(phones).values(id=found[e164], e164=e164))
        return found

    def _ids_on_server(self, wanted: list[str]) -> dict[str, UUID]:
        """As `phone_ids`; numbers that are others' leads' have rows this person doesn't see."""
        rows = self._connection.exec_driver_sql(
            "SELECT e164, id FROM phone_ids_of(%s::text[], %s::uuid[])", (wanted, [new_id() for _ in wanted])
        )
        return {row.e164: row.id for row in rows}

    def set_phones(self, lead_id: UUID, entries: Sequence[PhoneEntry]) -> None:
        """Make these the lead's phones, in this order; a phone that stays keeps its mark as wrong."""
        ids = self.phone_ids(e.e164 for e in entries)
        kept = set(ids.values())
        before = {
            row.phone_id
            for row in self._connection.execute(
                select(lead_phones.c.phone_id).where(lead_phones.c.lead_id == lead_id)
            )
        }
        for gone in before - kept:
            self._connection.execute(
                delete(lead_phones).where(lead_phones.c.lead_id == lead_id, lead_phones.c.phone_id == gone)
            )
        for position, entry in enumerate(entries, 1):
            phone_id = ids[entry.e164]
            values = {"position": position, "label": entry.label, "extension": entry.extension}
            if phone_id in before:
                self._connection.execute(
                    update(lead_phones)
                    .where(lead_phones.c.lead_id == lead_id, lead_phones.c.phone_id == phone_id)
                    .values(**values)
                )
            else:
                self._connection.execute(
                    insert(lead_phones).values(lead_id=lead_id, phone_id=phone_id, **values)
                )

    def set_more_emails(self, lead_id: UUID, emails: Sequence[str]) -> None:
        """Make these the e-mail addresses after the first."""
        self._connection.execute(delete(lead_emails).where(lead_emails.c.lead_id == lead_id))
        for position, email in enumerate(emails, 2):
            self._connection.execute(
                insert(lead_emails).values(lead_id=lead_id, position=position, email=email)
            )

    def set_tags(self, lead_id: UUID, names: Iterable[str]) -> None:
        """Make these the lead's tags; new ones are added."""
        self._connection.execute(delete(lead_tags).where(lead_tags.c.lead_id == lead_id))
        known = {
            search_key(row.name): row.id for row in self._connection.execute(select(tags.c.id, tags.c.name))
        }
        wanted: dict[str, str] = {}
        for name in names:
            if name.strip():
                wanted.setdefault(search_key(name), " ".join(name.split()))
        for key, name in wanted.items():
            tag_id = known.get(key)
            if tag_id is None:
                tag_id = new_id()
                self._connection.execute(insert(tags).values(id=tag_id, name=name))
            self._connection.execute(insert(lead_tags).values(tag_id=tag_id, lead_id=lead_id))

    def set_custom(self, lead_id: UUID, field: FieldDefinition, shown: str, number: int | None) -> None:
        """Set one custom field; an empty text takes the value away."""
        self._connection.execute(
            delete(field_values).where(field_values.c.lead_id == lead_id, field_values.c.field_id == field.id)
        )
        if shown:
            self._connection.execute(
                insert(field_values).values(lead_id=lead_id, field_id=field.id, text=shown, number=number)
            )

    def index(self, lead_id: UUID) -> None:
        """Renew what the lead is found by; call after its name, company, e-mails or phones changed."""
        row = self._connection.execute(
            select(leads.c.no, leads.c.name, leads.c.company, leads.c.email, leads.c.status).where(
                leads.c.id == lead_id
            )
        ).one()
        numbers = self._connection.execute(
            select(phones.c.e164)
            .join_from(lead_phones, phones)
            .where(lead_phones.c.lead_id == lead_id)
            .order_by(lead_phones.c.position)
        ).scalars()
        emails = self._connection.execute(
            select(lead_emails.c.email).where(lead_emails.c.lead_id == lead_id)
        ).scalars()
        found_by = search_text(row.name, row.company, (row.email, *emails), tuple(numbers))
        done = self._connection.execute(
            update(lead_search).where(lead_search.c.no == row.no).values(text=found_by)
        )
        if done.rowcount:
            return
        self._connection.execute(insert(lead_search).values(no=row.no, text=found_by))
        if self._work.is_sqlite:  # changes reach the full-text index by trigger, new rows do not
            self._connection.execute(
                text("INSERT INTO lead_fts(rowid, text) VALUES (:no, :text)"),
                {"no": row.no, "text": found_by},
            )

    def put_in_campaign(self, lead_id: UUID, campaign_id: UUID, *, zone: str, owner_id: UUID | None) -> None:
        """Give the lead a place in a campaign's queue, as new; harmless when it has one."""
        known = self._connection.execute(
            select(queue_entries.c.id).where(
                queue_entries.c.lead_id == lead_id, queue_entries.c.campaign_id == campaign_id
            )
        ).first()
        if known is not None:
            return
        lane, reason = self._lane_by_phones(lead_id)
        Queue(self._work).add(campaign_id, lead_id, zone, owner_id, lane=lane, reason=reason)

    def block_without_phone(self, lead_id: UUID) -> None:
        """Take the lead out of the queue where it has no phone that can be called."""
        lane, reason = self._lane_by_phones(lead_id)
        if lane is not Lane.BLOCKED:
            return
        waiting = (queue_entries.c.lead_id == lead_id, queue_entries.c.lane < int(Lane.BLOCKED))
        self._connection.execute(update(queue_entries).where(*waiting).values(lane=int(lane), reason=reason))

    def _lane_by_phones(self, lead_id: UUID) -> tuple[Lane, str]:
        """New where a phone can be called, else blocked and why."""
        rows = self._connection.execute(
            select(lead_phones.c.wrong_at, phones.c.do_not_call_at)
            .join_from(lead_phones, phones)
            .where(lead_phones.c.lead_id == lead_id)
        ).all()
        if any(r.wrong_at is None and r.do_not_call_at is None for r in rows):
            return Lane.NEW, ""
        refused = any(r.do_not_call_at is not None for r in rows)
        return Lane.BLOCKED, (Reason.DO_NOT_CALL if refused else Reason.NO_PHONE).value

    def zones(self) -> dict[str, int]:
        """How many leads have each time zone, as it stands; walks over all of them."""
        counted = select(leads.c.zone, func.count().label("found")).group_by(leads.c.zone)
        return {row.zone: row.found for row in self._work.connection.execute(counted)}

    def give_to(self, lead_ids: Sequence[UUID], owner_id: UUID | None, team_id: UUID | None) -> int:
        """Set the owner of leads and of their queue entries; how many leads changed."""
        count = 0
        for start in range(0, len(lead_ids), 500):
            some = list(lead_ids[start : start + 500])
            done = self._connection.execute(
                update(leads)
                .where(leads.c.id.in_(some))
                .values(
                    owner_id=owner_id,
                    team_id=team_id,
                    updated_at=self._work.now,
                    version=leads.c.version + 1,
                )
            )
            count += done.rowcount
        Queue(self._work).assign(lead_ids, owner_id)
        return count

    # custom fields

    def fields(self) -> tuple[FieldDefinition, ...]:
        """Every custom field in its order."""
        rows = self._connection.execute(
            select(field_definitions).order_by(field_definitions.c.position, field_definitions.c.key)
        )
        return tuple(
            FieldDefinition(
                r.id,
                r.key,
                r.label,
                r.kind,
                tuple(r.options or ()),
                r.is_personal,
                r.position,
                Reminds(tuple(r.reminds["days_before"]), r.reminds["is_yearly"]) if r.reminds else None,
            )
            for r in rows
        )

    def set_field_reminds(self, field_id: UUID, reminds: Reminds | None) -> None:
        """Let a date field make its leads due, or no longer."""
        kept = (
            None
            if reminds is None
            else {"days_before": list(reminds.days_before), "is_yearly": reminds.is_yearly}
        )
        self._connection.execute(
            update(field_definitions)
            .where(field_definitions.c.id == field_id)
            .values(reminds=kept, version=field_definitions.c.version + 1)
        )

    def add_field(self, field: FieldDefinition) -> None:
        """Add a custom field."""
        self._connection.execute(
            insert(field_definitions).values(
                id=field.id,
                key=field.key,
                label=field.label,
                kind=field.kind,
                options=list(field.options) or None,
                is_personal=field.is_personal,
                position=field.position,
                created_at=self._work.now,
            )
        )

    # merging

    def fold_into(self, keep_id: UUID, other_id: UUID) -> dict[str, Any]:
        """Make `other` part of `keep`; gives what is needed to take it back.

        The other's calls and timeline stay where they are (they are append-only) and are read through
        `merged_into`; its phones, queue places, promises and service records go over.
        """
        before: dict[str, Any] = {"other": str(other_id)}
        other = self._connection.execute(
            select(leads.c.status, leads.c.attempts, leads.c.no).where(leads.c.id == other_id)
        ).one()
        before["status"], before["attempts"] = other.status, other.attempts
        before["phones"] = self._take_phones(keep_id, other_id)
        before["entries"] = self._take_entries(keep_id, other_id)
        before["callbacks"] = self._take_callbacks(keep_id, other_id)
        before["services"] = self._take_services(keep_id, other_id)
        self._connection.execute(
            update(leads)
            .where(leads.c.id == other_id)
            .values(status="merged", merged_into=keep_id, version=leads.c.version + 1)
        )
        self._connection.execute(delete(lead_search).where(lead_search.c.no == other.no))
        self._connection.execute(
            update(leads)
            .where(leads.c.id == keep_id)
            .values(
                attempts=leads.c.attempts + other.attempts,
                updated_at=self._work.now,
                version=leads.c.version + 1,
            )
        )
        Consents(self._work).settle(keep_id)  # what the other refused binds the lead that stays
        self.index(keep_id)
        return before

    def unfold(self, keep_id: UUID, before: Mapping[str, Any]) -> None:
        """Take a merge back."""
        other_id = UUID(before["other"])
        for phone_id in before["phones"]:
            self._connection.execute(
                delete(lead_phones).where(
                    lead_phones.c.lead_id == keep_id, lead_phones.c.phone_id == UUID(phone_id)
                )
            )
        for entry in before["entries"]:
            self._connection.execute(
                update(queue_entries)
                .where(queue_entries.c.id == UUID(entry["id"]))
                .values(lead_id=other_id, lane=entry["lane"], reason=entry["reason"])
            )
        for callback_id in before["callbacks"]:
            self._connection.execute(
                update(callbacks).where(callbacks.c.id == UUID(callback_id)).values(lead_id=other_id)
            )
        for record_id in before.get("services", ()):
            self._connection.execute(
                update(service_records)
                .where(service_records.c.id == UUID(record_id))
                .values(lead_id=other_id)
            )
        self._connection.execute(
            update(leads)
            .where(leads.c.id == other_id)
            .values(status=before["status"], merged_into=None, version=leads.c.version + 1)
        )
        self._connection.execute(
            update(leads)
            .where(leads.c.id == keep_id)
            .values(attempts=leads.c.attempts - before["attempts"], version=leads.c.version + 1)
        )
        Consents(self._work).settle(keep_id)
        self.index(keep_id)
        self.index(other_id)

    def _take_phones(self, keep_id: UUID, other_id: UUID) -> list[str]:
        mine = set(
            self._connection.execute(
                select(lead_phones.c.phone_id).where(lead_phones.c.lead_id == keep_id)
            ).scalars()
        )
        position = len(mine)
        taken: list[str] = []
        for row in self._connection.execute(
            select(lead_phones).where(lead_phones.c.lead_id == other_id).order_by(lead_phones.c.position)
        ).all():
            if row.phone_id in mine:
                continue
            position += 1
            self._connection.execute(
                insert(lead_phones).values(
                    lead_id=keep_id,
                    phone_id=row.phone_id,
                    position=position,
                    label=row.label,
                    extension=row.extension,
                    wrong_at=row.wrong_at,
                )
            )
            taken.append(str(row.phone_id))
        return taken

    def _take_entries(self, keep_id: UUID, other_id: UUID) -> list[dict[str, Any]]:
        """Queue places go over where the kept lead has none in that campaign, else they close."""
        mine = set(
            self._connection.execute(
                select(queue_entries.c.campaign_id).where(queue_entries.c.lead_id == keep_id)
            ).scalars()
        )
        taken: list[dict[str, Any]] = []
        for row in self._connection.execute(
            select(queue_entries).where(queue_entries.c.lead_id == other_id)
        ).all():
            taken.append({"id": str(row.id), "lane": row.lane, "reason": row.reason})
            values: dict[str, Any] = {"lead_id": keep_id}
            if row.campaign_id in mine:
                values = {"lane": int(Lane.CLOSED), "reason": Reason.FINAL.value}
            self._connection.execute(
                update(queue_entries).where(queue_entries.c.id == row.id).values(**values)
            )
        return taken

    def _take_services(self, keep_id: UUID, other_id: UUID) -> list[str]:
        """What was done for the other goes over, so that its next date reminds the lead that stays."""
        other = service_records.c.lead_id == other_id
        taken = list(self._connection.execute(select(service_records.c.id).where(other)).scalars())
        if taken:
            self._connection.execute(update(service_records).where(other).values(lead_id=keep_id))
        return [str(i) for i in taken]

    def _take_callbacks(self, keep_id: UUID, other_id: UUID) -> list[str]:
        taken = list(
            self._connection.execute(
                select(callbacks.c.id).where(callbacks.c.lead_id == other_id, callbacks.c.state == "open")
            ).scalars()
        )
        if taken:
            self._connection.execute(
                update(callbacks).where(callbacks.c.id.in_(taken)).values(lead_id=keep_id)
            )
        return [str(i) for i in taken]


def with_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the folded texts that lists are sorted by."""
    keyed = {key: search_key(str(values[name])) for name, key in KEYED.items() if name in values}
    return {**values, **keyed}
