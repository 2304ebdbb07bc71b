"""Erasing people: counted first, suppressed at once, deleted, the legal minimum sealed, verified, certified.

DPDP Act 2023, s.12(3) and rule 8(3); GDPR art. 17. What becomes of each table is said by `domain/erasure.py`
and done by `store/erasures.py`; the certificate names everything that stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from crm_desktop.domain.erasure import WAITING, Erasure, State, What
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.retention import LegalHold
from crm_desktop.errors import NotFound, UserError
from crm_desktop.secrets.sealing import unseal
from crm_desktop.services.certificate import certified, closing_of
from crm_desktop.services.erasing_again import entry_of
from crm_desktop.services.erasing_many import (
    CountedMany,
    counted_many,
    free_of,
    let_back,
    refuse_naming_any,
)
from crm_desktop.services.erasing_parts import CarryingOut
from crm_desktop.services.erasing_whom import (
    Someone,
    checked_reason,
    kept_until,
    people_of,
    refuse_naming,
    someone,
)
from crm_desktop.services.progress import Progress
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.files import Files
from crm_desktop.store.legal_holds import LegalHolds
from crm_desktop.store.page_search import Marks, Pages, PageSearch
from crm_desktop.store.put_back import LinesOnServer, PutBack
from crm_desktop.store.sealed_records import Sealed, SealedRecords
from crm_desktop.store.seats import Seats
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store, Work


@dataclass(frozen=True, slots=True)
class Counted:
    """What would be erased: rows by table, numbers nobody else has and those others have too.

    `merged`: leads that were merged into this one, and go with it. `holds`: what law or a court wants kept
    of them, which is sealed.
    """

    lead_id: UUID
    name: str
    rows: Mapping[str, int]
    own_phones: tuple[str, ...]
    shared_phones: tuple[str, ...]
    emails: tuple[str, ...]
    merged: int
    sealed_until: datetime | None
    holds: tuple[LegalHold, ...] = ()

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Erase the person behind a lead."""

    request_id: UUID
    lead_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class EraseMany:
    """Erase everybody a filter finds, or these leads by row number, after a day in which it can be cancelled.

    `expected`: how many people were counted; another number is refused.
    """

    request_id: UUID
    of: LeadQuery | Sequence[int]
    reason: str
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class EraseClient:
    """Erase a client's people at its agreement's end: who stands in this campaign and no other's queue."""

    request_id: UUID
    campaign_id: UUID
    reason: str


class ErasureService:
    """Erases people; an admin's act."""

    def __init__(
        self,
        store: Store,
        files: Files,
        signing: Callable[[], bytes],
        file: tuple[Path, bytes] | None = None,
        ledger: Callable[[], ErasureLedger] | None = None,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        """`signing`: the secret certificates are signed with. `file`: a local store's, and its key.

        `ledger`: the list beside a local store's backups; of a server's the copy in this computer's folder.
        `rest` waits between parts, so that others' acts come in between.
        """
        self._store = store
        self._files = files
        self._signing = signing
        self._file = file
        self._ledger = ledger
        self._rest = rest
        self._is_shared = store.engine.dialect.name != "sqlite"
        self._unsearched: dict[UUID, tuple[PageSearch, Marks]] = {}

    # --- looking ---

    def count(self, actor: Actor, lead_id: UUID) -> Counted:
        """What would go, before anything does; raises NotFound for an unknown or erased lead."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            who = someone(work, lead_id)
            return Counted(
                lead_id=lead_id,
                name=who.name,
                rows=who.counts,
                own_phones=tuple(sorted(who.own)),
                shared_phones=tuple(sorted(who.shared)),
                emails=tuple(sorted(who.emails)),
                merged=len(who.lead_ids) - 1,
                sealed_until=kept_until(work, who),
                holds=LegalHolds(work).of_leads(who.lead_ids, office_date(work)),
            )

    def all(self, actor: Actor) -> tuple[Erasure, ...]:
        """The erasures there were, the newest first."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return Erasures(work).newest()

    def get(self, actor: Actor, erasure_id: UUID) -> Erasure:
        """One of them, with its certificate once there is one."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            found = Erasures(work).get(erasure_id)
        if found is None:
            raise NotFound("There is no such erasure. Look at the list again.")
        return found

    # --- one person ---

    def erase(self, actor: Actor, command: ErasePerson) -> Erasure:
        """Erase a person; gives the erasure with its certificate. A repeat gives the same.

        Raises UserError without a reason, for one that names the person, and while somebody speaks with them.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        reason = checked_reason(command.reason)
        with self._store.write(actor) as work:
            rows = Erasures(work)
            known = rows.get(command.request_id)
            if known is None:
                who = someone(work, command.lead_id)
                refuse_naming(reason, who)
                if rows.on_call(who.lead_ids):
                    raise UserError("Somebody is on a call with this person now. End it, then erase.")
                known = Erasure(
                    command.request_id, What.PERSON, State.ERASING, actor.person_id, None, reason, work.now,
                    work.now, None, None, len(who.lead_ids),
                )  # fmt: skip
                known = _begin(work, known, [who])
        if known.state is State.ERASED:
            return known
        self._list(actor, known.id)
        return self._finish(actor, known)

    def _list(self, actor: Actor, erasure_id: UUID) -> None:
        """Tell the list beside the backups how an erasure stands."""
        if self._ledger is None:
            return
        with self._store.read(actor) as work:
            known = Erasures(work).get(erasure_id)
            entry = None if known is None else entry_of(work, known)
        if entry is None:
            return
        line = self._ledger().add(entry)
        if self._is_shared:
            with self._store.write(actor) as work:
                LinesOnServer(work).add([line])

    # --- many ---

    def count_many(self, actor: Actor, of: LeadQuery | Sequence[int]) -> CountedMany:
        """Whom a filter or these leads (by row number) would take, before anything does."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return counted_many(work, *free_of(work, of))

    def erase_many(self, actor: Actor, command: EraseMany) -> Erasure:
        """Suppress everybody a filter finds at once; their data goes after a day, unless it is cancelled.

        Raises UserError where it finds others than were counted (`expected`): count again.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)

        def found(work: Work) -> list[UUID]:
            lead_ids, _ = free_of(work, command.of)
            if command.expected is not None and len(lead_ids) != command.expected:
                raise UserError(
                    "The filter finds {count} people now, and {expected} were counted. Look at them again.",
                    field="count",
                    count=len(lead_ids),
                    expected=command.expected,
                )
            return lead_ids

        return self._begin_many(actor, command.request_id, What.FILTER, None, command.reason, found)

    def erase_client(self, actor: Actor, command: EraseClient) -> Erasure:
        """The same for a client's people; those who stand in another campaign's queue too stay there."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)

        def found(work: Work) -> list[UUID]:
            return Erasures(work).only_in(command.campaign_id)

        return self._begin_many(
            actor, command.request_id, What.CLIENT, command.campaign_id, command.reason, found
        )

    def _begin_many(
        self,
        actor: Actor,
        request_id: UUID,
        kind: What,
        campaign_id: UUID | None,
        reason: str,
        found: Callable[[Work], list[UUID]],
    ) -> Erasure:
        reason = checked_reason(reason)
        with self._store.write(actor) as work:
            rows = Erasures(work)
            known = rows.get(request_id)
            if known is not None:
                return known
            lead_ids = found(work)
            if not lead_ids:
                raise NotFound("Nobody is found by that. Nothing was changed.")
            if speaking := rows.on_call(lead_ids):
                raise UserError(
                    "Somebody is on a call with {count} of these people now. End it, then erase.",
                    count=speaking,
                )
            people = people_of(work, lead_ids)
            refuse_naming_any(reason, people)
            erasure = Erasure(
                request_id, kind, State.WAITING, actor.person_id, campaign_id, reason, work.now,
                work.now + WAITING, None, None, len(lead_ids),
            )  # fmt: skip
            erasure = _begin(work, erasure, people)
        self._list(actor, erasure.id)
        return erasure

    def waiting(self, actor: Actor) -> tuple[Erasure, ...]:
        """Those that can still be cancelled; nothing for who may not."""
        if not actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
            return ()
        with self._store.read(actor) as work:
            return Erasures(work).waiting()

    def cancel(self, actor: Actor, erasure_id: UUID) -> Erasure:
        """Take an erasure back that hasn't begun: its people may be called again as before.

        What forbids it by now for another reason (a number's do-not-call, another erasure) stays.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.write(actor) as work:
            rows = Erasures(work)
            known = rows.held(erasure_id)
            if known is None:
                raise NotFound("There is no such erasure. Look at the list again.")
            if known.state is State.CANCELLED:
                raise UserError("This erasure was cancelled already.")
            if known.state is not State.WAITING or known.starts_at <= work.now:
                raise UserError("This erasure has begun. It can't be taken back.")
            back = let_back(work, erasure_id)
            work.record("erasure.cancelled", "erasure", erasure_id, leads=known.leads, back=len(back))
            for topic in ("leads", "queue", "erasures"):
                work.announce(topic)
        self._list(actor, erasure_id)
        return replace(known, state=State.CANCELLED)

    def is_due(self, actor: Actor) -> bool:
        """Whether the day of one that waits is over; no for who may not begin with it."""
        if not actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
            return False
        with self._store.read(actor) as work:
            return Erasures(work).is_due()

    def go_on(self, actor: Actor, progress: Progress | None = None) -> tuple[Erasure, ...]:
        """Do those whose day is over, and finish what a killed program left; gives them."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        self.let_go(actor)
        with self._store.read(actor) as work:
            due = Erasures(work).unfinished()
        return tuple(self._finish(actor, each, progress) for each in due)

    def let_go(self, actor: Actor) -> int:
        """Destroy the keys of what needn't be kept any more; gives how many."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            over = SealedRecords(work).over()
        for sealed_id, key_id in over:
            self._files.erase(key_id)
            with self._store.write(actor) as work:
                SealedRecords(work).drop(sealed_id)
                work.record("erasure.key_destroyed", "sealed_record", sealed_id)
        return len(over)

    def sealed(self, actor: Actor, erasure_id: UUID) -> tuple[Sealed, ...]:
        """What is still sealed of an erasure, and until when."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return SealedRecords(work).of(erasure_id)

    def open_sealed(self, actor: Actor, sealed_id: UUID, reason: str) -> str:
        """What is sealed of one person, as JSON, for the court or authority that asks; told in the audit.

        Raises UserError without a reason, NotFound where it is gone.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        why = checked_reason(reason, "open")
        with self._store.write(actor) as work:
            sealed = SealedRecords(work).sealed(sealed_id)
            if not sealed:
                raise NotFound("This isn't kept any more, or never was. Look at the list again.")
            handed = Disclosures(work).add("sealed", "json", 1, why, {})
            work.record("erasure.sealed_opened", "sealed_record", sealed_id, disclosure=str(handed))
            key = self._files.key_in(work, sealed_id)
        return unseal(key, sealed, str(sealed_id)).decode()

    # --- the act itself ---

    def _finish(self, actor: Actor, erasure: Erasure, progress: Progress | None = None) -> Erasure:
        doing = CarryingOut(self._store, self._files, self._signing, self._file, actor, erasure, self._rest)
        done = doing.run(progress)
        self._list(actor, done.id)
        self._unsearched[done.id] = doing.pages, doing.marks
        return done

    def search_pages(self, actor: Actor, erasure_id: UUID) -> Erasure:
        """Read every page of a local store for what an erasure of this program left, and add it to the proof.

        It may take seconds, and writes nothing meanwhile: for the background. On a server nothing follows.
        """
        erasure = self.get(actor, erasure_id)
        waiting = self._unsearched.pop(erasure_id, None)
        if waiting is None:
            return erasure
        pages, marks = waiting
        return self._with_pages(actor, erasure, pages.search(marks))

    def close(self, actor: Actor) -> tuple[Erasure, ...]:
        """Close what no workstation holds open any more, with a signed word on when each was through."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            waiting = Erasures(work).open_ones()
            seats = Seats(work).of([each.id for each in waiting]) if waiting else {}
        done: list[Erasure] = []
        for each in waiting:
            through = seats.get(each.id, ())
            if "seats" not in (each.certificate or {}) and not through:  # done by an older program
                with self._store.write(actor) as work:
                    Seats(work).ask_all(each.id)
                    through = Seats(work).of([each.id]).get(each.id, ())
            if any(seat.is_open for seat in through):
                continue
            with self._store.write(actor) as work:
                closing = closing_of(each, through, workspace_info(work).name, work.now, self._signing())
                Erasures(work).set_state(each.id, State.ERASED, closed_at=work.now, closing=closing)
                work.record("erasure.closed", "erasure", each.id, seats=len(through))
                work.announce("erasures")
                done.append(replace(each, closed_at=work.now, closing=closing))
            self._list(actor, each.id)
        return tuple(done)

    def _with_pages(self, actor: Actor, erasure: Erasure, found: Pages | None) -> Erasure:
        if found is None or erasure.certificate is None:
            return erasure
        body = {name: value for name, value in erasure.certificate.items() if name != "signature"}
        certificate = certified(body | {"pages": found.to_json()}, self._signing())
        with self._store.write(actor) as work:
            Erasures(work).set_state(erasure.id, State.ERASED, certificate=certificate)
            work.announce("erasures")
        self._list(actor, erasure.id)
        return replace(erasure, certificate=certificate)


def _begin(work: Work, erasure: Erasure, people: Sequence[Someone]) -> Erasure:
    if not work.is_sqlite and PutBack(work).since() is not None:
        raise UserError(
            "The store was put back from a copy, and who was erased since comes first. Say in Settings, "
            "Erased people, that dialling may go on; then erase."
        )
    rows = Erasures(work)
    everybody = tuple(dict.fromkeys(each for who in people for each in who.lead_ids))
    erasure = replace(erasure, leads=len(everybody))
    rows.add(erasure, everybody)
    texts = {text: kind for who in people for text, kind in who.tombstones.items()}
    Tombstones(work).bury(erasure.id, texts)
    rows.suppress(erasure.id, everybody)
    work.record("person.suppressed", "erasure", erasure.id, leads=len(everybody), tombstones=len(texts))
    for topic in ("leads", "queue", "erasures"):
        work.announce(topic)
    return erasure


__all__ = ["Counted", "CountedMany", "EraseClient", "EraseMany", "ErasePerson", "ErasureService"]
