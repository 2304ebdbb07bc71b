"""After a backup was brought back: who was erased since is erased again before anyone signs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.erasure import Erasure, State, What
from crm_desktop.domain.people import Actor
from crm_desktop.services.erasing_sealed import Documents, papers_of, seal_what_stays
from crm_desktop.services.erasing_whom import SEALED_TABLES, people_of, together
from crm_desktop.store.erasure_ledger import Entry
from crm_desktop.store.erasures import AT_ONCE, Erasures
from crm_desktop.store.files import Files
from crm_desktop.store.people import People
from crm_desktop.store.seats import Seats
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store, Work

KEY = "tombstone key"  # the id of the entry that has a server's, whose erasures' entries don't
_FORWARD = {State.WAITING: 0, State.CANCELLED: 1, State.ERASING: 1, State.ERASED: 2}


def entry_of(work: Work, erasure: Erasure) -> dict[str, Any]:
    """What the list keeps of an erasure as it stands now."""
    return {
        "no": int(work.now.timestamp() * 1000),
        "id": str(erasure.id),
        "kind": erasure.kind.value,
        "state": erasure.state.value,
        "person_id": str(erasure.person_id),
        "campaign_id": None if erasure.campaign_id is None else str(erasure.campaign_id),
        "reason": erasure.reason,
        "at": erasure.at.isoformat(),
        "starts_at": erasure.starts_at.isoformat(),
        "erased_at": None if erasure.erased_at is None else erasure.erased_at.isoformat(),
        "leads": [str(each) for each in Erasures(work).leads_of(erasure.id)],
        "certificate": erasure.certificate,
        "closed_at": None if erasure.closed_at is None else erasure.closed_at.isoformat(),
        "closing": erasure.closing,
        "tombstones": Tombstones(work).packed_of(erasure.id),
        "key": Tombstones(work).key_hex() if work.is_sqlite else None,
    }


def key_entry(work: Work) -> dict[str, Any]:
    """The key of a server's tombstones, once in its list; that it was taken stands in the audit."""
    return {"no": 0, "id": KEY, "key": Tombstones(work).taken_key()}


def bring_key(store: Store, entries: Sequence[Entry], actor: Actor) -> None:
    """The key of a server's tombstones out of its list, where the server was put back without."""
    with store.write(actor) as work:
        if Tombstones(work).lacks_key():
            for entry in entries:
                if entry["id"] == KEY:
                    Tombstones(work).bring(UUID(int=0), (), entry["key"])


def erase_again(
    store: Store, files: Files, entries: Sequence[Entry], actor: Actor | None = None
) -> frozenset[UUID]:
    """Do once more what the list says and this store doesn't know; gives the keys of documents that go.

    Each erasure is one transaction, by `actor` on a server. What law wants kept is sealed first, as it was.
    """
    keys: set[UUID] = set()
    hashed_with = next((entry["key"] for entry in entries if entry["id"] == KEY), None)
    for entry in sorted((e for e in entries if e["id"] != KEY), key=lambda each: str(each["at"])):
        keys |= _again(store, files, entry, entry["key"] or hashed_with, actor)
    return frozenset(keys)


def _again(store: Store, files: Files, entry: Entry, key: str | None, actor: Actor | None) -> frozenset[UUID]:
    erasure, lead_ids = _erasure(entry), [UUID(each) for each in entry["leads"]]
    with store.read(actor) as work:
        rows = Erasures(work)
        known = rows.get(erasure.id)
        if not _is_news(erasure, known):
            return frozenset()
        found = papers_of(work, lead_ids) if erasure.state is State.ERASED else Documents()
    papers = found.read(files)
    with store.write(actor) as work:
        rows = Erasures(work)
        known = rows.held(erasure.id)
        if not _is_news(erasure, known):  # another admin's program was faster
            return frozenset()
        if known is None:
            person = _somebody(work, erasure.person_id)
            rows.add(replace(erasure, state=State.ERASING, person_id=person), lead_ids)
        if not Tombstones(work).bring(erasure.id, entry["tombstones"], key):
            work.record("tombstones.not_brought", "erasure", erasure.id, count=len(entry["tombstones"]))
        if erasure.state is State.CANCELLED:
            rows.set_state(erasure.id, State.CANCELLED)
            rows.let_back(erasure.id)
            return frozenset()
        rows.suppress(erasure.id, lead_ids)
        if erasure.state is not State.ERASED:  # whoever's program is open carries it out
            rows.set_state(erasure.id, erasure.state)
            return frozenset()
        there = rows.still(erasure.id, lead_ids)
        for start in range(0, len(there), AT_ONCE):
            some = there[start : start + AT_ONCE]
            people = people_of(work, some)
            sealed = people_of(work, some, only=SEALED_TABLES, by_email=False)
            seal_what_stays(work, files, erasure.id, sealed, papers)
            rows.erase(erasure.id, some)
            rows.clean(erasure.id, together(people))
        proofs = {"certificate": erasure.certificate, "closing": erasure.closing}
        times = {"erased_at": erasure.erased_at, "closed_at": erasure.closed_at}
        rows.set_state(erasure.id, erasure.state, **proofs, **times)
        if erasure.closed_at is None:
            Seats(work).ask_all(erasure.id)
        work.record("person.erased_again", "erasure", erasure.id, leads=len(there))
        for topic in ("leads", "queue", "callbacks", "erasures"):
            work.announce(topic)
    return found.keys


def _is_news(erasure: Erasure, known: Erasure | None) -> bool:
    """Whether the list knows of it, or knows more; what it says of before never undoes what is known."""
    if known is None:
        return erasure.state is not State.CANCELLED
    return _FORWARD[erasure.state] > _FORWARD[known.state]


def _somebody(work: Work, person_id: UUID) -> UUID:
    """Who had it done, where the store knows them; else the first here. On a server who repeats it."""
    if not work.is_sqlite and work.actor is not None:
        return work.actor.person_id
    people = People(work).all()
    return person_id if any(p.id == person_id for p in people) else people[0].id


def _erasure(entry: Entry) -> Erasure:
    def at(name: str) -> datetime | None:
        return datetime.fromisoformat(entry[name]) if entry.get(name) else None

    return Erasure(
        id=UUID(entry["id"]),
        kind=What(entry["kind"]),
        state=State(entry["state"]),
        person_id=UUID(entry["person_id"]),
        campaign_id=UUID(entry["campaign_id"]) if entry["campaign_id"] else None,
        reason=entry["reason"],
        at=datetime.fromisoformat(entry["at"]),
        starts_at=datetime.fromisoformat(entry["starts_at"]),
        erased_at=at("erased_at"),
        closed_at=at("closed_at"),
        leads=len(entry["leads"]),
        certificate=entry["certificate"],
        closing=entry.get("closing"),
    )
