"""Carrying an erasure out: some people a transaction, each part whole: a killed program loses nothing."""

from __future__ import annotations

import base64
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.domain.erasure import Erasure, Kept, Needles, State
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotFound
from crm_desktop.secrets import subkey
from crm_desktop.secrets.sealing import seal, unseal
from crm_desktop.services.certificate import certified
from crm_desktop.services.erasing_sealed import papers_of, seal_what_stays
from crm_desktop.services.erasing_whom import (
    SEALED_TABLES,
    gathered,
    kept_as_json,
    kept_elsewhere,
    kept_from_json,
    people_of,
    together,
)
from crm_desktop.services.many_going import ManyGoing
from crm_desktop.services.progress import Progress
from crm_desktop.store.erasures import AT_ONCE, Erasures
from crm_desktop.store.evidence import EvidenceRows
from crm_desktop.store.files import Files
from crm_desktop.store.page_search import Marks, PageSearch
from crm_desktop.store.person_records import PersonRecords
from crm_desktop.store.seats import Seats
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store, Work

PART = 50  # leads a transaction: cutting texts out of the indexes takes longest, and callers wait meanwhile
PART_UNCUT = 200  # likewise, where the indexes are made anew at the end
LONGEST_REST_S = 1.0


class CarryingOut:
    """Deletes, seals, redacts, verifies and certifies one erasure; called again it goes on where it was.

    What its parts did, and by what all of them are searched for at the end, stands with the erasure until
    then (`so_far`), sealed as far as it names anybody.
    """

    def __init__(
        self,
        store: Store,
        files: Files,
        signing: Callable[[], bytes],
        file: tuple[Path, bytes] | None,
        actor: Actor,
        erasure: Erasure,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        """`file`: a local store's, and its key. `rest` waits for so many seconds between two parts."""
        path, key = file or (None, b"")
        self._store, self._files, self._signing = store, files, signing
        self._actor, self._erasure, self._rest = actor, erasure, rest
        self.marks, self.pages = Marks(), PageSearch(store, path, key)
        self._key = subkey(signing(), "erasure so far")

    def run(self, progress: Progress | None) -> Erasure:
        """All that is left of it; gives it with its certificate."""
        erasure_id, actor = self._erasure.id, self._actor
        with self._store.write(actor) as work:
            rows = Erasures(work)
            known = rows.held(erasure_id)
            if known is None:
                raise NotFound("There is no such erasure. Look at the list again.")
            if known.state in (State.ERASED, State.CANCELLED):  # somebody else's program was faster
                return known
            families = PersonRecords(work).families(rows.leads_of(erasure_id, left=True))
            if "whom" not in rows.so_far(erasure_id):
                rows.set_state(
                    erasure_id, State.ERASING, so_far={"whom": self._sealed(_groups(work, families))}
                )
            elif known.state is State.WAITING:
                rows.set_state(erasure_id, State.ERASING)
            work.announce("erasures")
        with ManyGoing(self._store, actor, sum(map(len, families))) as going:
            self._all(_parts(families, PART_UNCUT if going.is_uncut else PART), going, progress)
        return self._verify(progress)

    def _all(self, parts: Sequence[Sequence[UUID]], going: ManyGoing, progress: Progress | None) -> None:
        if parts:
            self._plant(parts[0][0])
        left = sum(map(len, parts))
        for at, part in enumerate(parts):
            if progress is not None:
                progress.update(self._erasure.leads - left, self._erasure.leads)
                progress.check()
            begun = time.monotonic()
            self._part(part, going)
            left -= len(part)
            if at + 1 < len(parts):
                self._rest(min(LONGEST_REST_S, time.monotonic() - begun))

    # --- a part ---

    def _plant(self, lead_id: UUID) -> None:
        """A text that must be found now and not afterwards."""
        if self.pages.is_wanted:
            with self._store.write(self._actor) as work:
                self.marks.plant(work, lead_id)
            self.pages.prove(self.marks.planted)

    def _part(self, part: Sequence[UUID], going: ManyGoing) -> None:
        erasure_id, actor = self._erasure.id, self._actor
        with self._store.read(actor) as work:
            left = Erasures(work).still(erasure_id, part)
            found = papers_of(work, left)
        papers = found.read(self._files)
        # What is held is sealed first: its documents' keys go at the end.
        documents = sum(self._files.erase(key_id) for key_id in found.keys - found.held_keys)
        with self._store.write(actor) as work:
            rows = Erasures(work)
            rows.held(erasure_id)
            some = rows.still(erasure_id, part)
            if not some:
                return
            going.say(work)
            people = people_of(work, some, only=SEALED_TABLES, by_email=False)
            kept = seal_what_stays(work, self._files, erasure_id, people, papers)
            kept.append(Kept("shared_phone", count=sum(len(who.shared) for who in people)))
            lists = EvidenceRows(work).lists_of(some)
            done = rows.erase(erasure_id, some)
            told = rows.so_far(erasure_id)
            rows.set_state(
                erasure_id,
                State.ERASING,
                so_far={
                    **told,
                    "rows": dict(Counter(told.get("rows", {})) + Counter(done)),
                    "documents": int(told.get("documents", 0)) + documents,
                    "held": [*told.get("held", ()), *map(str, found.held_keys)],
                    "people": int(told.get("people", 0)) + len(some),
                    "lists": sorted({*told.get("lists", ()), *map(str, lists)}),
                    "kept": [kept_as_json(each) for each in gathered([*_kept(told), *kept])],
                },
            )
            work.record("person.erased", "erasure", erasure_id, leads=len(some), rows=sum(done.values()))
            for topic in ("leads", "queue", "callbacks", "erasures"):
                work.announce(topic)

    # --- the end ---

    def _verify(self, progress: Progress | None) -> Erasure:
        """Search every text for all of them, however many runs it took; then certify."""
        with self._store.read(self._actor) as work:
            so_far = Erasures(work).so_far(self._erasure.id)
        groups = self._unsealed(so_far)
        documents = sum(self._files.erase(UUID(key_id)) for key_id in so_far.get("held", ()))
        texts, hits, named = Counter[str](), Counter[str](), 0
        for needles in groups:
            if progress is not None:
                progress.check()
            self.marks.add([needles])
            with self._store.write(self._actor) as work:
                cleaned = Erasures(work).clean(self._erasure.id, needles)
            texts.update(cleaned.redacted)
            hits.update(cleaned.left)
            named += cleaned.named
        with self._store.write(self._actor) as work:
            known = Erasures(work).held(self._erasure.id)
            if known is None or known.state is not State.ERASING:
                return known or self._erasure
            return self._certify(work, known, texts, hits, named, documents)

    def _certify(
        self,
        work: Work,
        erasure: Erasure,
        texts: Mapping[str, int],
        hits: Mapping[str, int],
        named: int,
        documents: int,
    ) -> Erasure:
        rows = Erasures(work)
        so_far = rows.so_far(erasure.id)
        done: Mapping[str, int] = so_far.get("rows", {})
        seats = Seats(work)
        seats.ask_all(erasure.id)
        waits_for = [each.seat for each in seats.of([erasure.id]).get(erasure.id, ()) if each.is_open]
        kept = [
            Kept("calls", count=done.get("calls", 0)), *_kept(so_far), Kept("name_elsewhere", count=named),
            Kept("lists", count=EvidenceRows(work).files_of_lists([*map(UUID, so_far.get("lists", ()))])),
            *kept_elsewhere(work), Kept("seats", count=len(waits_for)),
            Kept("audit"), Kept("disclosures"),
        ]  # fmt: skip
        closed_at = None if waits_for else work.now
        certificate = certified(
            {
                "id": str(erasure.id),
                "office": workspace_info(work).name,
                "kind": erasure.kind.value,
                "by": self._actor.name,
                "reason": erasure.reason,
                "suppressed_at": erasure.at.isoformat(),
                "erased_at": work.now.isoformat(),
                "persons": int(so_far.get("people", 0)),
                "ids": [str(each) for each in rows.leads_of(erasure.id)],
                "rows": dict(sorted(done.items())),
                "documents": int(so_far.get("documents", 0)) + documents,
                "redacted": dict(sorted(texts.items())),
                "tombstones": Tombstones(work).of(erasure.id),
                "verified": {"at": work.now.isoformat(), "found": dict(sorted(hits.items()))},
                "kept": [kept_as_json(each) for each in gathered(kept)],
                "seats": [each.shown for each in waits_for],
                "pages": None,
                "closed_at": None if closed_at is None else closed_at.isoformat(),
            },
            self._signing(),
        )
        rows.set_state(
            erasure.id,
            State.ERASED,
            so_far=None,
            erased_at=work.now,
            closed_at=closed_at,
            certificate=certificate,
        )
        work.record("erasure.certified", "erasure", erasure.id, found_after=sum(hits.values()))
        work.announce("erasures")
        return replace(
            erasure, state=State.ERASED, erased_at=work.now, closed_at=closed_at, certificate=certificate
        )

    # --- whom it is about ---

    def _sealed(self, groups: Sequence[Needles]) -> str:
        told = [[each.phones, each.emails, each.names] for each in groups]
        return base64.b64encode(seal(self._key, json.dumps(told).encode(), str(self._erasure.id))).decode()

    def _unsealed(self, so_far: Mapping[str, Any]) -> list[Needles]:
        if "whom" not in so_far:  # certified by another program meanwhile
            return []
        told = json.loads(unseal(self._key, base64.b64decode(so_far["whom"]), str(self._erasure.id)))
        return [Needles(*map(tuple, each)) for each in told]


def _groups(work: Work, families: Sequence[tuple[UUID, ...]]) -> list[Needles]:
    """By what all of them are searched: at once in a local store, some at a time on a server."""
    people = people_of(work, [each for theirs in families for each in theirs])
    if work.is_sqlite or not people:
        return [together(people)]
    return [together(people[start : start + AT_ONCE]) for start in range(0, len(people), AT_ONCE)]


def _parts(families: Sequence[tuple[UUID, ...]], most: int) -> list[list[UUID]]:
    """The leads in parts; what was merged goes with what it went into."""
    parts: list[list[UUID]] = []
    for theirs in families:
        if not parts or len(parts[-1]) + len(theirs) > most:
            parts.append([])
        parts[-1] += theirs
    return parts


def _kept(so_far: Mapping[str, Any]) -> list[Kept]:
    return [kept_from_json(each) for each in so_far.get("kept", ())]
