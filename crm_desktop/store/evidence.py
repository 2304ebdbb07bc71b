"""Files that show something, as rows; and whether a stored file is still anybody's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select

from crm_desktop.domain.evidence import About, Evidence, Piece, Whose
from crm_desktop.ids import new_id
from crm_desktop.store.files import FileRef
from crm_desktop.store.tables import (
    attachments,
    bases,
    calls,
    comings,
    consents,
    do_not_calls,
    evidence,
    guardians,
    leads,
    people,
    queue_entries,
    request_steps,
    scrubs,
)
from crm_desktop.store.unit_of_work import Work

_e = evidence.c
# The row a file belongs to, by what it shows, and that it is there.
_ROWS: dict[About, Any] = {
    About.CONSENT: consents,
    About.LIFT: do_not_calls,
    About.REQUEST: request_steps,
    About.BASIS: bases,
    About.SCRUB: scrubs,
    About.GUARDIAN: guardians,
    About.AGAIN: comings,
}


class EvidenceRows:
    """Repository of evidence; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def add(self, about: About, about_ids: Iterable[UUID], piece: Piece) -> list[UUID]:
        """Keep a stored file with each of these rows, in the name of who acts; gives the ids."""
        actor = self._work.actor
        assert actor is not None, "evidence is kept by people"
        whose = piece.whose
        rows: list[dict[str, Any]] = [
            {
                "id": new_id(), "about": about.value, "about_id": about_id, "lead_id": whose.lead_id,
                "campaign_id": whose.campaign_id, "request_id": whose.request_id, "name": piece.name,
                "media_type": piece.media_type, "sha256": piece.sha256, "size": piece.size,
                "key_id": whose.key_id, "person_id": actor.person_id, "at": self._work.now,
            }
            for about_id in about_ids
        ]  # fmt: skip
        if rows:
            self._run(insert(evidence), rows)
        return [row["id"] for row in rows]

    def get(self, evidence_id: UUID) -> Evidence | None:
        """One of them."""
        row = self._run(_listed().where(_e.id == evidence_id)).one_or_none()
        return None if row is None else _evidence(row)

    def of_lead(self, lead_id: UUID, *about: About) -> tuple[Evidence, ...]:
        """What shows something about a lead and those merged into it, the newest first."""
        mine = select(leads.c.id).where(or_(leads.c.id == lead_id, leads.c.merged_into == lead_id))
        return self._of(_e.lead_id.in_(mine), _e.about.in_([each.value for each in about]))

    def of_campaign(self, campaign_id: UUID) -> tuple[Evidence, ...]:
        """What shows why a campaign's people may be called, the newest first."""
        return self._of(_e.campaign_id == campaign_id)

    def of_request(self, request_id: UUID) -> tuple[Evidence, ...]:
        """What belongs to a request, the newest first."""
        return self._of(_e.request_id == request_id)

    def whose(self, about: About, about_id: UUID) -> tuple[Whose, UUID | None] | None:
        """Whose a row is that a file is to show, and who wrote it; None where there is no such row."""
        match about:
            case About.CONSENT:
                asked = select(consents.c.lead_id, consents.c.person_id).where(consents.c.id == about_id)
            case About.GUARDIAN:
                asked = select(guardians.c.lead_id, guardians.c.person_id).where(guardians.c.id == about_id)
            case About.BASIS:
                asked = select(bases.c.campaign_id, bases.c.person_id).where(bases.c.id == about_id)
            case About.SCRUB:
                asked = select(scrubs.c.campaign_id, scrubs.c.person_id).where(scrubs.c.id == about_id)
            case _:  # a lift, a step and a coming say by themselves whose they are
                return None
        row = self._run(asked).one_or_none()
        if row is None:
            return None
        of_list = about in (About.BASIS, About.SCRUB)
        return (Whose(campaign_id=row[0]) if of_list else Whose(lead_id=row[0])), row.person_id

    # --- what needn't be kept any more ---

    def left_over(self) -> tuple[FileRef, ...]:
        """Files whose row is gone, so that nothing needs them."""
        found = self._run(select(_e.sha256, _e.size, _e.key_id).where(_is_left()).distinct())
        return tuple(FileRef(row.sha256, row.size, row.key_id) for row in found)

    def drop_left_over(self) -> int:
        """Forget them; gives how many rows it were."""
        if not self._work.is_sqlite:
            return int(self._run(select(func.drop_evidence())).scalar_one())
        return int(self._run(delete(evidence).where(_is_left())).rowcount)

    def drop_loose(self) -> int:
        """On a server, delete files older than a day that no row ever came for; gives how many.

        In a folder they stay until the person's key goes: a backup that is brought back may name them.
        """
        if self._work.is_sqlite:
            return 0
        return int(self._run(select(func.drop_loose_files())).scalar_one())

    def lists_of(self, lead_ids: Collection[UUID]) -> set[UUID]:
        """Campaigns with files that prove their list, which these leads are or were called in."""
        ids = list(lead_ids)
        found: set[UUID] = set()
        for table in (queue_entries, calls):
            asked = select(_e.campaign_id).distinct().join(table, table.c.campaign_id == _e.campaign_id)
            found |= set(self._run(asked.where(table.c.lead_id.in_(ids))).scalars())
        return found

    def files_of_lists(self, campaign_ids: Collection[UUID]) -> int:
        """How many files prove why the lists of these campaigns may be called."""
        asked = select(func.count(_e.sha256.distinct())).where(_e.campaign_id.in_(list(campaign_ids)))
        return int(self._run(asked).scalar_one())

    def _of(self, *where: ColumnElement[bool]) -> tuple[Evidence, ...]:
        rows = self._run(_listed().where(*where).order_by(_e.at.desc(), _e.id.desc()))
        return tuple(_evidence(row) for row in rows)


def is_needed(work: Work, ref: FileRef) -> bool:
    """Whether an attachment or a piece of evidence has this content under this key."""
    asked = (
        select(table.c.id).where(table.c.sha256 == ref.sha256, table.c.key_id == ref.person_key_id)
        for table in (attachments, evidence)
    )
    return any(work.connection.execute(each.limit(1)).first() is not None for each in asked)


def _is_left() -> ColumnElement[bool]:
    gone = [
        and_(_e.about == about.value, ~select(table.c.id).where(table.c.id == _e.about_id).exists())
        for about, table in _ROWS.items()
    ]
    return or_(*gone)


def _listed() -> Select[Any]:
    return select(evidence, people.c.display_name).select_from(
        evidence.outerjoin(people, people.c.id == _e.person_id)
    )


def _evidence(row: Any) -> Evidence:
    coming_id = row.about_id if row.about == About.AGAIN else None
    whose = Whose(row.lead_id, row.campaign_id, row.request_id, coming_id)
    piece = Piece(whose, row.name, row.media_type, row.sha256, row.size)
    return Evidence(row.id, About(row.about), row.about_id, piece, row.at, row.display_name or "")
