"""What must be kept of people who are erased: sealed before their rows go, also where they go once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from crm_desktop.domain.erasure import Kept
from crm_desktop.secrets.sealing import seal
from crm_desktop.services.erasing_held import by_lead, end_of, held_documents, held_of, read_documents
from crm_desktop.services.erasing_whom import Someone, kept_until, law_of, least_of
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.files import Files
from crm_desktop.store.legal_holds import LegalHolds
from crm_desktop.store.person_records import PersonRecords, Row
from crm_desktop.store.sealed_records import Sealed, SealedRecords
from crm_desktop.store.unit_of_work import Work

_Papers = Mapping[UUID, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents read before they go, by lead: those a hold names, and those that prove what law keeps."""

    held: _Papers
    shown: _Papers


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of people about to be erased: the keys that go, and what is read before."""

    keys: frozenset[UUID] = frozenset()
    held: Mapping[UUID, Sequence[Row]] = field(default_factory=dict)
    proofs: Mapping[UUID, Sequence[Row]] = field(default_factory=dict)

    @property
    def held_keys(self) -> frozenset[UUID]:
        """Of documents that are sealed first."""
        return frozenset(row["key_id"] for rows in self.held.values() for row in rows)

    def read(self, files: Files) -> Papers:
        """What is in them."""
        held, shown = (
            {lead_id: read_documents(files, rows) for lead_id, rows in named.items()}
            for named in (self.held, self.proofs)
        )
        return Papers(held, shown)


def papers_of(work: Work, lead_ids: Sequence[UUID]) -> Documents:
    """The documents of these leads."""
    keys = frozenset(row["key_id"] for row in PersonRecords(work).documents(lead_ids))
    holds = LegalHolds(work).of_leads(lead_ids, office_date(work))
    proofs = by_lead(PersonRecords(work).proofs(lead_ids)) if law_of(work) else {}
    return Documents(keys, held_documents(work, lead_ids, holds), proofs)


def seal_what_stays(
    work: Work, files: Files, erasure_id: UUID, people: Sequence[Someone], papers: Papers
) -> list[Kept]:
    """Seal the least that law wants of each of them, and what legal holds name.

    A record's id comes of erasure, person and hold: an erasure that is done once more on what a backup
    brought back seals the same again, with the same key. One whose key was destroyed since isn't sealed.
    """
    law, now = law_of(work), work.now
    texts: dict[UUID, str] = {}
    rows: list[Sealed] = []
    kept: list[Kept] = []
    for who in people:
        until = kept_until(work, who)
        if until is not None:
            sealed_id = uuid5(erasure_id, str(min(who.lead_ids)))
            rows.append(Sealed(sealed_id, law, until))
            texts[sealed_id] = least_of(who, _of(who, papers.shown))
            kept.append(Kept("sealed", until, 1))
    whose = {lead_id: who for who in people for lead_id in who.lead_ids}
    for hold in LegalHolds(work).of_leads(list(whose), office_date(work)):
        assert hold.lead_id is not None
        who = whose[hold.lead_id]
        sealed_id, until = uuid5(erasure_id, f"{hold.id} {hold.lead_id}"), end_of(work, hold.until)
        rows.append(Sealed(sealed_id, hold.law, until, hold.id))
        texts[sealed_id] = held_of(work, who, hold, _of(who, papers.held))
        kept.append(Kept("held", until, 1))
    records = SealedRecords(work)
    due = [each for each in rows if each.until > now]
    records.add(erasure_id, due)
    keys = files.keys_in(work, [each.id for each in due])
    records.fill({of: seal(key, texts[of].encode(), str(of)) for of, key in keys.items()})
    for gone in due:
        if gone.id not in keys:  # its time was over, or its hold lifted, before the backup was put back
            records.drop(gone.id)
    return [each for each in kept if each.until is None or each.until > now]


def _of(who: Someone, papers: _Papers) -> list[Mapping[str, Any]]:
    return [paper for lead_id in who.lead_ids for paper in papers.get(lead_id, ())]


__all__ = ["Documents", "Papers", "papers_of", "seal_what_stays"]
