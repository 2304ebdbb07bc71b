"""Keeping a stored file with what an act writes, in the act's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from crm_desktop.domain.evidence import About, Piece
from crm_desktop.store.evidence import EvidenceRows
from crm_desktop.store.unit_of_work import Work


def keep_evidence(work: Work, about: About, about_ids: Iterable[UUID], piece: Piece) -> list[UUID]:
    """Keep a stored file with rows of this transaction, or that stand there; gives the ids."""
    ids = list(about_ids)
    kept = EvidenceRows(work).add(about, ids, piece)
    for about_id in ids[:1]:
        record_file(work, "evidence.added", about, about_id, piece)
    if piece.whose.lead_id is not None:
        work.announce("leads", piece.whose.lead_id)
    return kept


def record_file(work: Work, act: str, about: About, about_id: UUID, piece: Piece) -> None:
    """Audit what was done with a file, by its hash; its name may be somebody's."""
    whose = {} if piece.whose.lead_id is None else {"lead_id": piece.whose.lead_id}
    work.record(act, about.value, about_id, sha256=piece.sha256, size=piece.size, **whose)
