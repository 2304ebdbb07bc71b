"""After a backup was brought back: who was erased since is erased again before anyone signs in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update

from crm_desktop.domain.erasure import Erasure, State, What
from crm_desktop.services.erasing_whom import people_of, together
from crm_desktop.store.erasure_ledger import Entry, ErasureLedger
from crm_desktop.store.erasures import AT_ONCE, Erasures
from crm_desktop.store.people import People
from crm_desktop.store.seats import Seats
from crm_desktop.store.tables import campaigns
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Work

# Why nothing is dialled after a backup was brought back without the list of erasures.
UNKNOWN = "Brought back from a backup without its list of erasures: people erased since may be in it"


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
        "key": Tombstones(work).key_hex(),
    }


def erase_again(work: Work, ledger: ErasureLedger) -> frozenset[UUID]:
    """Do once more what the list says and this store doesn't know; gives the keys of documents that go.

    Where there is no list, every campaign is paused until an admin has looked.
    """
    entries = ledger.entries()
    if entries is None:
        paused = {"paused_at": work.now, "paused_why": UNKNOWN, "version": campaigns.c.version + 1}
        work.connection.execute(update(campaigns).where(campaigns.c.paused_at.is_(None)).values(**paused))
        work.record("restored_without_erasures", "workspace", None)
        return frozenset()
    keys: set[UUID] = set()
    for entry in sorted(entries, key=lambda each: str(each["at"])):
        keys |= _again(work, entry)
    return frozenset(keys)


def _again(work: Work, entry: Entry) -> set[UUID]:
    keys: set[UUID] = set()
    rows, erasure = Erasures(work), _erasure(entry)
    known = rows.get(erasure.id)
    if erasure.state is State.CANCELLED and known is None:
        return keys
    if known is not None and known.state is erasure.state:
        return keys
    lead_ids = [UUID(each) for each in entry["leads"]]
    Tombstones(work).bring(erasure.id, entry["tombstones"], entry["key"])
    if known is None:
        person = _somebody(work, erasure.person_id)
        rows.add(replace(erasure, state=State.ERASING, person_id=person), lead_ids)
    if erasure.state is State.CANCELLED:
        rows.set_state(erasure.id, State.CANCELLED)
        rows.let_back(erasure.id)
        return keys
    rows.suppress(erasure.id, lead_ids)
    if erasure.state is State.WAITING:
        rows.set_state(erasure.id, State.WAITING)
        return keys
    there = rows.still(erasure.id, lead_ids)
    for start in range(0, len(there), AT_ONCE):
        some = there[start : start + AT_ONCE]
        people = people_of(work, some)
        keys |= {row["key_id"] for who in people for row in who.documents(work)}
        rows.erase(erasure.id, some)
        rows.clean(erasure.id, together(people))
    proofs = {"certificate": erasure.certificate, "closing": erasure.closing}
    times = {"erased_at": erasure.erased_at, "closed_at": erasure.closed_at}
    rows.set_state(erasure.id, erasure.state, **proofs, **times)
    if erasure.closed_at is None:
        Seats(work).ask_all(erasure.id)
    work.record("person.erased_again", "erasure", erasure.id, leads=len(there))
    return keys


def _somebody(work: Work, person_id: UUID) -> UUID:
    """Who had it done, where the store knows them; else whoever was here first."""
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
