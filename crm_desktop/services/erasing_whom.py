"""Whose data is erased, as far as it must be known for that, and what stays of it."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.erasure import SHORTEST_NAME, Kept, Needles, redacted
from crm_desktop.domain.tombstones import Buried, of_email, of_person, of_phone
from crm_desktop.errors import NotFound, UserError
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.key_copies import KEPT_FOR as KEYS_KEPT_FOR
from crm_desktop.store.person_records import PersonRecords, Row
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.server_care import erased_files
from crm_desktop.store.unit_of_work import Work

LONGEST_REASON = 500
_NO_REASON = {
    "erase": "Say how they asked for it; it is kept in the certificate.",
    "open": "Say who asks for it and on which ground; it is kept.",
    "dial again": "Say why dialling may go on without the list of erasures; it is kept.",
}
NAMES_SOMEBODY = (
    "The reason names the person, and would be all that is left of them. Say how they asked, without "
    "name, number or e-mail."
)
_MONTH_DAYS = 31
_REWRITTEN_WITHIN = timedelta(days=2)  # a night may be missed
_ALWAYS = frozenset(
    {"audit", "backups", "server_rows", "server_log", "server_dumps", "server_keys", "disclosures", "keys"}
)
#: What law makes us keep of calls and contacts: who, when, with which result; no note and no text.
LEAST = {
    "leads": ("name", "email", "created_at", "came_from", "source"),
    "phones": ("e164",),
    "calls": ("direction", "dialled_at", "answered_at", "ended_at", "talk_s", "disposition_label", "line"),
    "messages": ("at", "channel", "state"),
    "do_not_calls": ("at", "why", "is_lifted"),
    "disclosures": ("at", "kind", "format", "reason"),
    "requests": ("kind", "received_at", "closed_at", "name", "contact"),
    "consents": ("at", "purpose", "channel", "state", "basis", "how"),
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person about to be erased, as far as it must be known for that."""

    lead_ids: tuple[UUID, ...]
    name: str
    names: tuple[str, ...]
    own: frozenset[str]
    shared: frozenset[str]
    emails: frozenset[str]
    rows: Mapping[str, Sequence[Row]]

    @property
    def tombstones(self) -> dict[str, Buried]:
        """By what they are kept from coming back."""
        found = {of_phone(phone): Buried.PHONE for phone in self.own}
        found |= {of_person(phone, name): Buried.PERSON for phone in self.shared for name in self.names}
        return found | {of_email(email): Buried.EMAIL for email in self.emails}

    def documents(self, work: Work) -> list[Row]:
        """Their attached documents."""
        return PersonRecords(work).documents(self.lead_ids)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table, as far as they go: numbers that others have stay with them."""
        found = {table: len(rows) for table, rows in self.rows.items() if table != "do_not_calls"}
        return {table: rows for table, rows in (found | {"phones": len(self.own)}).items() if rows}

    @property
    def needles(self) -> Needles:
        """By what they are searched afterwards."""
        return Needles(tuple(sorted(self.own)), tuple(sorted(self.emails)))


_WHO = frozenset({"leads", "lead_emails"})
# What is looked at to seal the least, and to say how long.
SEALED_TABLES = frozenset({*LEAST, "lead_emails", "timeline"})


def someone(work: Work, lead_id: UUID) -> Someone:
    """Who is behind a lead; raises NotFound where nobody is."""
    people = people_of(work, (lead_id,), only=None)
    if not people:
        raise NotFound("This lead does not exist any more. Look for the person again.")
    (who,) = people
    has_name = any(
        row.get(name) for row in who.rows.get("leads", ()) for name in ("name", "company", "email")
    )
    if not (has_name or who.rows.get("phones")):
        raise NotFound("This lead does not exist any more. Look for the person again.")
    return who


def people_of(
    work: Work, lead_ids: Sequence[UUID], *, only: Container[str] | None = _WHO, by_email: bool = True
) -> list[Someone]:
    """Each person once; leads merged into another of them come with that one.

    `only`: with their rows of these tables, with None of all, which is asked one by one. Numbers and e-mails
    that only some of these have are their own. Without `by_email` none has any: a server looks longest for
    who else has one.
    """
    records = PersonRecords(work)
    families = records.families(lead_ids)
    if only is None:
        people = {theirs: records.of(theirs) for theirs in families}
    else:
        people = dict(zip(families, records.of_many(families, only), strict=True))
    everybody, rows = tuple(each for theirs in families for each in theirs), Erasures(work)
    emails = {theirs: _emails(found) if by_email else frozenset() for theirs, found in people.items()}
    shared_emails = rows.shared_emails({e for some in emails.values() for e in some}, everybody)
    numbers, shared = rows.numbers(everybody)
    done = []
    for theirs, found in people.items():
        phones = frozenset(number for lead_id in theirs for number in numbers.get(lead_id, ()))
        names = tuple(dict.fromkeys(str(row["name"]) for row in found.get("leads", ()) if row.get("name")))
        first = names[0] if names else ""
        own_emails = emails[theirs] - shared_emails
        done.append(Someone(theirs, first, names, phones - shared, phones & shared, own_emails, found))
    return done


def _emails(found: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    rows = (*found.get("leads", ()), *found.get("lead_emails", ()))
    return frozenset(str(row["email"]) for row in rows if row.get("email"))


def checked_reason(reason: str, act: str = "erase") -> str:
    """The words of a reason; UserError where there are none, or too many. `act`: of what, in _NO_REASON."""
    text = " ".join(reason.split())
    if not text:
        raise UserError(_NO_REASON[act], field="reason")
    if len(text) > LONGEST_REASON:
        raise UserError(
            "The reason is too long. Use at most {limit} characters.", field="reason", limit=LONGEST_REASON
        )
    return text


def names(reason: str, who: Someone) -> bool:
    """Whether words say whose they are: a name of theirs, a number, an e-mail."""
    folded = reason.casefold()
    parts = {part for name in who.names for part in name.casefold().split() if len(part) >= SHORTEST_NAME}
    return (
        bool(parts & set(folded.replace(",", " ").replace(".", " ").split()))
        or redacted(reason, who.needles) != reason
    )


def refuse_naming(reason: str, who: Someone) -> None:
    """The reason stays when all else is gone: it must not say whose it was."""
    if names(reason, who):
        raise UserError(NAMES_SOMEBODY, field="reason")


def together(people: Sequence[Someone]) -> Needles:
    """By what they are searched; by name only where it is one person."""
    phones = {phone for who in people for phone in who.own}
    emails = {email for who in people for email in who.emails}
    names = people[0].names if len(people) == 1 else ()
    known = tuple(name for name in names if len(name) >= SHORTEST_NAME)
    return Needles(tuple(sorted(phones)), tuple(sorted(emails)), known)


def kept_until(work: Work, who: Someone) -> datetime | None:
    """Until when the least is sealed: so many months after they were last dealt with; None: not at all."""
    months = rules_today(work).value("calls_kept_months", 0)
    if not months:
        return None
    times = [row["dialled_at"] for row in who.rows.get("calls", ())]
    times += [row["at"] for table in ("messages", "timeline") for row in who.rows.get(table, ())]
    times += [row["created_at"] for row in who.rows.get("leads", ())]
    last = max((t for t in times if isinstance(t, datetime)), default=None)
    return None if last is None else last + timedelta(days=_MONTH_DAYS * int(months))


def least_of(who: Someone, papers: Sequence[Mapping[str, Any]] = ()) -> str:
    """What law makes us keep of them, as JSON; `papers` show that they agreed."""
    least: dict[str, list[Any]] = {
        table: [{name: row[name] for name in names if name in row} for row in who.rows.get(table, ())]
        for table, names in LEAST.items()
    }
    least["documents"] = list(papers)
    return json.dumps({t: rows for t, rows in least.items() if rows}, default=str, ensure_ascii=False)


def law_of(work: Work) -> str:
    row = rules_today(work).kept.get("calls_kept_months")
    return "" if row is None else row.row.source


def gathered(kept: Sequence[Kept]) -> list[Kept]:
    """One line a kind that there is any of, with the latest end."""
    by_what: dict[str, Kept] = {}
    for each in kept:
        known = by_what.get(each.what)
        if known is None:
            by_what[each.what] = each
            continue
        ends = [u for u in (known.until, each.until) if u is not None]
        by_what[each.what] = replace(known, count=known.count + each.count, until=max(ends, default=None))
    return [each for each in by_what.values() if each.count or each.what in _ALWAYS]


def kept_from_json(told: Mapping[str, Any]) -> Kept:
    until = told["until"]
    return Kept(told["what"], None if until is None else datetime.fromisoformat(until), int(told["count"]))


def kept_elsewhere(work: Work) -> list[Kept]:
    """Copies beside the store; of a server also until when, as far as its nightly script left word."""
    if work.is_sqlite:
        return [Kept("backups"), Kept("keys", work.now + KEYS_KEPT_FOR + timedelta(days=1))]
    said = erased_files(work)
    rows = None if said.rewritten_at is None else max(said.rewritten_at, work.now) + _REWRITTEN_WITHIN
    dumps = None if said.dumps_days is None else work.now + timedelta(days=said.dumps_days + 1)
    keys = None if said.keys_days is None else work.now + timedelta(days=said.keys_days + 1)
    beside = [Kept("server_dumps", dumps), Kept("server_keys", keys)]
    return [Kept("server_rows", rows), Kept("server_log", rows), *beside]


def kept_as_json(each: Kept) -> dict[str, Any]:
    return {
        "what": each.what,
        "why": each.what,
        "until": None if each.until is None else each.until.isoformat(),
        "count": each.count,
    }
