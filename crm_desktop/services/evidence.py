"""Files that prove consents, lifts, requests, answers and guardians: brought, opened, never taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from crm_desktop.domain.evidence import OF_CAMPAIGN, OF_LEAD, About, Evidence, Piece, Whose
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.evidence_rows import keep_evidence, record_file
from crm_desktop.services.lead_rules import seen
from crm_desktop.services.progress import Progress
from crm_desktop.services.requests import reached
from crm_desktop.services.stored_files import delete_unneeded, put_file, write_out
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.comings import Comings
from crm_desktop.store.errors import ServerUnreachable
from crm_desktop.store.evidence import EvidenceRows
from crm_desktop.store.files import FileRef, Files
from crm_desktop.store.unit_of_work import Store, Work

T = TypeVar("T")


class EvidenceService:
    """The files of one store that show something."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store, self._files = store, files

    # --- bringing ---

    def bring(
        self,
        actor: Actor,
        whose: Whose,
        file: Path,
        act: Callable[[Piece], T],
        progress: Progress | None = None,
    ) -> T:
        """Seal a file, then do what keeps it, such as `ConsentService.agree`; if that fails nothing stays.

        Raises UserError at the field `file` for one that is empty, too large, can't be read, or while the
        server is away; Cancelled when stopped.
        """
        try:
            with self._store.read(actor) as work:
                _may_bring(work, actor, whose)
            stored = put_file(self._files, file, whose.key_id, "file", progress)
            piece = Piece(whose, stored.name, stored.media_type, stored.ref.sha256, stored.ref.size)
            try:
                return act(piece)
            except BaseException:
                delete_unneeded(self._store, self._files, stored.ref)
                raise
        except ServerUnreachable as error:
            raise UserError(
                "The server can’t be reached, and a file waits for it: keep “{name}” where it is, and add it "
                "when the server is back.",
                field="file",
                name=file.name,
            ) from error

    def add(
        self,
        actor: Actor,
        about: About,
        about_ids: tuple[UUID, ...],
        file: Path,
        progress: Progress | None = None,
    ) -> tuple[Evidence, ...]:
        """Keep one more file with rows that stand there already, all of one person or campaign.

        A caller adds to what they kept themselves; to others' rows a team lead or an admin.
        """
        with self._store.read(actor) as work:
            whose = _whose_rows(work, actor, about, about_ids)

        def keep(piece: Piece) -> tuple[Evidence, ...]:
            with self._store.write(actor) as work:
                _whose_rows(work, actor, about, about_ids)
                ids = keep_evidence(work, about, about_ids, piece)
                return tuple(filter(None, (EvidenceRows(work).get(each) for each in ids)))

        return self.bring(actor, whose, file, keep, progress)

    # --- looking ---

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[Evidence, ...]:
        """What shows what a lead agreed to and that it may be called again, the newest first."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return EvidenceRows(work).of_lead(lead_id, *OF_LEAD)

    def of_campaign(self, actor: Actor, campaign_id: UUID) -> tuple[Evidence, ...]:
        """What shows why a campaign's people may be called, the newest first; for who answers that."""
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        with self._store.read(actor) as work:
            return EvidenceRows(work).of_campaign(campaign_id)

    def of_request(self, actor: Actor, request_id: UUID) -> tuple[Evidence, ...]:
        """The files of a request, the newest first; nothing for who may not open them."""
        if not actor.may(Permission.TAKE_REQUESTS, Reach.TEAM):
            return ()
        with self._store.read(actor) as work:
            reached(work, actor, request_id)
            return EvidenceRows(work).of_request(request_id)

    def save(self, actor: Actor, evidence_id: UUID, out: Path, progress: Progress | None = None) -> Path:
        """Write a file out as it was brought; who looked at it stands in the audit.

        Raises UserError for a place that can't be written to, Cancelled when stopped.
        """
        with self._store.write(actor) as work:
            found = EvidenceRows(work).get(evidence_id)
            if found is None:
                raise NotFound("This file is not here any more. Look at the list again.")
            _may_open(work, actor, found)
            record_file(work, "evidence.opened", found.about, found.about_id, found.piece)
        return write_out(self._files, _ref(found.piece), out, progress)

    # --- what needn't be kept ---

    def tidy(self, actor: Actor) -> int:
        """Delete files whose row went with its time, such as a deleted campaign's, and on a server those
        whose row never came; gives how many."""
        if not actor.may(Permission.DELETE_LEADS, Reach.ALL):
            return 0
        with self._store.write(actor) as work:
            Comings(work).settle()
            Comings(work).drop_stale()
            loose = EvidenceRows(work).drop_loose()
            if loose:
                work.record("evidence.files_deleted", "evidence", None, count=loose)
            left = EvidenceRows(work).left_over()
        if not left:
            return loose
        with self._store.write(actor) as work:
            rows = EvidenceRows(work)
            left = rows.left_over()
            rows.drop_left_over()
            work.record("evidence.files_deleted", "evidence", None, count=len(left))
        for ref in left:
            delete_unneeded(self._store, self._files, ref)
        return loose + len(left)


def _may_bring(work: Work, actor: Actor, whose: Whose) -> None:
    if whose.coming_id is not None:
        actor.require(Permission.LIFT_DO_NOT_CALL, Reach.ALL)
    elif whose.request_id is not None:
        actor.require(Permission.TAKE_REQUESTS, Reach.TEAM)
        reached(work, actor, whose.request_id)
    elif whose.campaign_id is not None:
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
        if Campaigns(work).get(whose.campaign_id) is None:
            raise NotFound("This campaign does not exist any more. Choose another one.")
    else:
        assert whose.lead_id is not None, "a file is somebody's"
        seen(work, actor, whose.lead_id, Permission.CHANGE_LEADS)


def _may_open(work: Work, actor: Actor, found: Evidence) -> None:
    whose = found.piece.whose
    if whose.request_id is not None:
        actor.require(Permission.TAKE_REQUESTS, Reach.TEAM)
        reached(work, actor, whose.request_id)
    elif whose.campaign_id is not None:
        actor.require(Permission.CHANGE_CAMPAIGNS, Reach.ALL)
    elif whose.lead_id is None:  # who was let in again, and hasn't come yet
        actor.require(Permission.LIFT_DO_NOT_CALL, Reach.ALL)
    else:
        assert whose.lead_id is not None, "a file is somebody's"
        seen(work, actor, whose.lead_id, Permission.SEE_LEADS)


def _whose_rows(work: Work, actor: Actor, about: About, about_ids: tuple[UUID, ...]) -> Whose:
    """Whose these rows are; raises NotAllowed where somebody else adds to them."""
    rows = [EvidenceRows(work).whose(about, about_id) for about_id in about_ids]
    found = {row[0] for row in rows if row is not None}
    if None in rows or len(found) != 1:
        raise NotFound("What the file is to show is not here any more. Look at it again.")
    is_staff = about in OF_CAMPAIGN or actor.may(Permission.CHANGE_LEADS, Reach.TEAM)
    if not is_staff and any(row is not None and row[1] != actor.person_id for row in rows):
        raise NotAllowed("A team lead adds a file to what somebody else kept.")
    return found.pop()


def _ref(piece: Piece) -> FileRef:
    return FileRef(piece.sha256, piece.size, piece.whose.key_id)
