"""The doctor: what is sound, what is not, and how to mend it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from crm_desktop.domain.people import Actor
from crm_desktop.domain.seats import OPEN_TOO_LONG
from crm_desktop.domain.zones import is_known_zone
from crm_desktop.errors import StoreProblem
from crm_desktop.secrets import WorkspaceFile, keystore
from crm_desktop.services.progress import Progress
from crm_desktop.services.retention import RetentionService
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.services.workspace import BACKUPS, OpenWorkspace, WorkspaceService
from crm_desktop.store import migrate
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.dead_holds import free_dead_holds
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.errors import AuditKeyLacking
from crm_desktop.store.key_copies import ENDING as KEYS_ENDING
from crm_desktop.store.leads import Leads
from crm_desktop.store.opening import STORE_NAME, find_damage
from crm_desktop.store.person_keys import KEYS_NAME
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.queue_settling import settle_scores
from crm_desktop.store.seats import Seats
from crm_desktop.store.server_care import erased_files
from crm_desktop.store.stamps_ahead import StampsAhead
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store

FREE_MB = 500
KEYS_TOO_OLD = timedelta(days=30)


class State(StrEnum):
    """How bad a finding is; only a broken one makes the doctor's exit code 1."""

    SOUND = "sound"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at; `mend` says what to do, empty when it is sound."""

    what: str
    state: State
    told: str
    mend: str = ""


class Doctor:
    """Looks through a workspace and this computer; changes nothing but how leads stand in the queue.

    It frees those that nobody holds, and on a server sets right by which score they are called.
    """

    def __init__(self, workspaces: WorkspaceService) -> None:
        self._workspaces = workspaces

    def examine(
        self, opened: OpenWorkspace, progress: Progress | None = None, *, clock_is_right: bool = False
    ) -> tuple[Finding, ...]:
        """Everything that can be looked at without a window; `clock_is_right`: people say so."""
        return (
            self._pages(opened, progress),
            self._schema(opened),
            self._audit(opened),
            self._totals(opened),
            self._texts(opened),
            self._holds(opened, None),
            self.clock(opened.store, is_right=clock_is_right),
            *unknown_zones(opened.store, None),
            open_erasures(opened.store, None),
            *dialling(opened.store, None),
            self._backup(opened),
            *self._old_keys(opened),
            self._space(opened.folder),
            self._key(opened.folder),
        )

    def examine_beside_server(
        self, opened: OpenWorkspace, *, as_admin: bool, actor: Actor | None = None
    ) -> tuple[Finding, ...]:
        """What is left to look at where the store is a team's server: its proofs, and this computer."""
        proofs = (self._audit(opened), self._totals(opened)) if as_admin else ()
        holds = () if actor is None else (self._holds(opened, actor), settled_scores(opened.store, actor))
        if as_admin and actor is not None:
            holds = (*holds, *unknown_zones(opened.store, actor))
            holds = (*holds, open_erasures(opened.store, actor), *dialling(opened.store, actor))
            holds = (*holds, server_keys(opened.store, actor))
        return (
            *proofs,
            *holds,
            *self._old_keys(opened),
            self._space(opened.folder),
            self._key(opened.folder),
        )

    def _pages(self, opened: OpenWorkspace, progress: Progress | None) -> Finding:
        if progress is not None:
            progress.check()
        try:
            damage = find_damage(opened.folder / STORE_NAME, opened.key, thorough=True)
        except StoreProblem as problem:
            return Finding("store", State.BROKEN, str(problem), "Restore the newest backup.")
        if damage:
            return Finding(
                "store",
                State.BROKEN,
                f"The store is damaged: {damage[0]}.",
                "Restore the newest backup; keep the damaged file.",
            )
        return Finding(
            "store", State.SOUND, "Every page is sound and encrypted, every reference leads somewhere."
        )

    def _schema(self, opened: OpenWorkspace) -> Finding:
        with opened.store.engine.connect() as connection:
            differing = migrate.differences(connection)
            revision = migrate.current(connection)
        if differing:
            return Finding(
                "schema",
                State.BROKEN,
                f"The tables differ from what the program expects in {len(differing)} places.",
                "Restore the newest backup, or ask for help with this line.",
            )
        return Finding("schema", State.SOUND, f"The tables are those of version {revision}.")

    def _audit(self, opened: OpenWorkspace) -> Finding:
        outside = opened.seat.last_sealed_head() if opened.seat is not None else None
        try:
            report = opened.sealer.verify(outside)
        except AuditKeyLacking as error:
            return Finding(
                "audit",
                State.BROKEN,
                str(error),
                "Put the files of keys beside the dumps; run office-server.",
            )
        if report.problems:
            return Finding(
                "audit",
                State.BROKEN,
                report.problems[0],
                "Someone changed the store past the program: compare with a backup.",
            )
        return Finding(
            "audit",
            State.SOUND,
            f"{report.rows:,} audit rows in {report.seals:,} seals are as they were written; "
            f"{report.unsealed:,} wait for the next seal.",
        )

    def _totals(self, opened: OpenWorkspace) -> Finding:
        with opened.store.read() as work:
            different = CallHours(work).check()
        if different:
            return Finding(
                "totals",
                State.WARNING,
                f"The totals of {different:,} hours differ from their calls: reports may be wrong.",
                "Count them anew: crm-desktop totals rebuild.",
            )
        changed = RetentionService(opened.store).differing()
        if changed:
            months = ", ".join(f"{month // 100}-{month % 100:02d}" for month in changed)
            return Finding(
                "totals",
                State.BROKEN,
                f"The totals of closed months are no longer those of their receipts: {months}.",
                "Someone changed the store past the program: compare with a backup.",
            )
        return Finding("totals", State.SOUND, "The totals that reports use are those of the calls.")

    def _texts(self, opened: OpenWorkspace) -> Finding:
        found = TextIndexing(opened.store).check()
        if found is not None and found.missing:
            return Finding(
                "texts",
                State.WARNING,
                f"The index of texts misses {found.missing:,} of the newest: who is named there isn't found.",
                "Make it anew: crm-desktop texts rebuild.",
            )
        waiting = 0 if found is None else found.waiting
        return Finding(
            "texts", State.SOUND, f"Texts are found by their words; {waiting:,} wait to be taken in."
        )

    def _holds(self, opened: OpenWorkspace, actor: Actor | None) -> Finding:
        """Leads that stand aside for nobody; they come back here at once."""
        with opened.store.write(actor) as work:
            freed = free_dead_holds(work)
            if freed.claims or freed.kept:
                work.record("queue.freed", "workspace", None, count=freed.claims, kept=freed.kept)
                work.announce("queue")
        told = []
        if freed.claims:
            told.append(f"{freed.claims:,} on screens of programs that are gone")
        if freed.kept:
            told.append(f"{freed.kept:,} kept for workstations of no use any more")
        if not told:
            return Finding("holds", State.SOUND, "No lead is held by a program that is gone.")
        return Finding("holds", State.SOUND, f"Leads stood aside for nobody: {', '.join(told)}; now free.")

    def clock(self, store: Store, *, is_right: bool = False) -> Finding:
        """Tries that were stamped days after now: that clock was ahead, or this one is behind.

        Which, only people know. Where they say that this one `is_right`, those tries count as of now from
        here on, and their leads wait no longer.
        """
        with store.write(None) as work:
            ahead = StampsAhead(work)
            count = ahead.count()
            if count and is_right:
                ahead.set_right()
                work.record("queue.stamps_set_right", "workspace", None, count=count)
                work.announce("queue")
                work.announce("leads")
        if not count:
            return Finding("clock", State.SOUND, "No call is days ahead of this computer’s clock.")
        told = f"{count:,} numbers were called at times that are days ahead of this computer’s clock"
        if is_right:
            return Finding(
                "clock", State.SOUND, f"{told}; they count as called just now, and wait no longer."
            )
        return Finding(
            "clock",
            State.WARNING,
            f"{told}, and wait until then.",
            "Set the clock right. Where it is, the clock was ahead then: run `doctor --clock-is-right`.",
        )

    def _backup(self, opened: OpenWorkspace) -> Finding:
        last = self._workspaces.last_backup_at(opened)
        folder = self._workspaces.backup_folder(opened)
        if last is None:
            return Finding(
                "backup",
                State.WARNING,
                f"There is no backup in {folder} yet.",
                "Make one: crm-desktop backup --out FILE, or choose a folder in Settings.",
            )
        return Finding(
            "backup", State.SOUND, f"The newest backup is of {last:%d %b %Y, %H:%M} UTC, in {folder}."
        )

    def _old_keys(self, opened: OpenWorkspace) -> tuple[Finding, ...]:
        """Files of keys beside backups that their rotation doesn't reach: of before sharing, or by hand."""
        folders = {opened.folder / BACKUPS}
        if opened.store.engine.dialect.name == "sqlite":
            folders.add(self._workspaces.backup_folder(opened))
        now = opened.store.clock.now().timestamp()
        old = old_keys(folders, now)
        if not old:
            return ()
        return (
            Finding(
                "keys",
                State.WARNING,
                f"Files of keys older than {KEYS_TOO_OLD.days} days hold keys of people erased since: "
                f"{', '.join(str(file) for file in old)}.",
                "Make a backup, see that it is sound, then delete them; what only they open is lost then.",
            ),
        )

    def _space(self, folder: Path) -> Finding:
        free_mb = shutil.disk_usage(folder).free // 2**20
        if free_mb < FREE_MB:
            return Finding(
                "space",
                State.WARNING,
                f"Only {free_mb} MB are free on the workspace's disk.",
                "Delete or move other files.",
            )
        return Finding("space", State.SOUND, f"{free_mb:,} MB are free on the workspace's disk.")

    def _key(self, folder: Path) -> Finding:
        place = WorkspaceFile.read(folder).key_place
        if place == "keystore":
            return Finding("key store", State.SOUND, "The key is in this computer's key store.")
        if keystore.usable():
            return Finding(
                "key store",
                State.WARNING,
                "The key is in a file sealed by a passphrase, though this computer has a key store.",
                "Nothing must be done; the passphrase is asked at each start.",
            )
        return Finding(
            "key store",
            State.WARNING,
            "This computer has no usable key store; the key is in a file sealed by a passphrase.",
            "On a desktop, sign in to it and start its key store (GNOME Keyring, KWallet).",
        )


def settled_scores(store: Store, actor: Actor) -> Finding:
    """Whether leads are called by the score they have; those that weren't are from here on (server only)."""
    with store.write(actor) as work:
        count = settle_scores(work)
        if count:
            work.record("queue.scores_settled", "workspace", None, count=count)
            work.announce("queue")
    if not count:
        return Finding("scores", State.SOUND, "Every lead is called by the score it has.")
    told = f"Of leads’ places in campaigns {count:,} had an earlier score, for it changed as they were made"
    return Finding("scores", State.SOUND, f"{told}; now they have their leads’ own.")


def unknown_zones(store: Store, actor: Actor | None) -> tuple[Finding, ...]:
    """Leads in time zones that this computer doesn't know; `actor`: who asks a server."""
    with store.read(actor) as work:
        found = {
            zone: count for zone, count in Leads(work).zones().items() if zone and not is_known_zone(zone)
        }
    if not found:
        return ()
    named = ", ".join(f"{zone[:40]} ({count:,})" for zone, count in sorted(found.items())[:5])
    return (
        Finding(
            "zones",
            State.WARNING,
            f"{sum(found.values()):,} leads have a time zone there is none of: {named}. They are called by "
            "the office’s clock.",
            "Open each and choose its time zone. A zone that is new needs a newer version of the program.",
        ),
    )


def old_keys(folders: Iterable[Path], now: float) -> list[Path]:
    """The files of keys there that are older than they should be; `now` in seconds since 1970."""
    found = {
        file
        for folder in folders
        for pattern in (f"*{KEYS_ENDING}", f"{KEYS_NAME}.*")
        for file in folder.glob(pattern)
    }
    return sorted(file for file in found if file.stat().st_mtime < now - KEYS_TOO_OLD.total_seconds())


def dialling(store: Store, actor: Actor | None) -> tuple[Finding, ...]:
    """That nothing is dialled since the store was put back, and by what that ends."""
    with store.read(actor) as work:
        since = PutBack(work).since()
        if since is None:
            return ()
        lacks, lacks_audits = Tombstones(work).lacks_key(), PutBack(work).lacks_audit_key()
    why = ", and the key by which erased people are known is missing: nobody can be added" if lacks else ""
    if lacks_audits:
        why += ", and the audit’s key is missing: the list of erasures can't be read without its file of keys"
    return (
        Finding(
            "dialling",
            State.WARNING,
            f"Nothing is dialled since the store was put back, {since:%d %b %Y, %H:%M} UTC{why}.",
            "Bring the list of erasures (docs/shared-store.md), or say why it goes on without: "
            "crm-desktop erasures dial-again --reason WHY.",
        ),
    )


def server_keys(store: Store, actor: Actor | None) -> Finding:
    """Whether the server's script keeps keys apart from its dumps, as far as it left word."""
    with store.read(actor) as work:
        days = erased_files(work).keys_days
    if days is not None:
        return Finding(
            "keys", State.SOUND, f"A destroyed key is gone from the server's copies in {days + 1} days."
        )
    return Finding(
        "keys",
        State.WARNING,
        "Whether the server's dumps leave out people's keys can't be told from here.",
        "An office's server: run office-server again. Any other: see Backups in docs/shared-store.md.",
    )


def open_erasures(store: Store, actor: Actor | None) -> Finding:
    """Erasures that wait too long for workstations; `actor`: the admin who asks a server."""
    with store.read(actor) as work:
        late = Erasures(work).open_ones(work.now - OPEN_TOO_LONG)
        found = Seats(work).of([each.id for each in late]) if late else {}
    waited = {each.seat.id: each.seat for seats in found.values() for each in seats if each.is_open}
    if not waited:
        return Finding("erasures", State.SOUND, "No erasure waits long for a workstation.")
    named = ", ".join(f"{each.shown}, last seen {each.last_seen_at:%d %b %Y}" for each in waited.values())
    return Finding(
        "erasures",
        State.WARNING,
        f"{len(late):,} erasures are open for more than {OPEN_TOO_LONG.days} days; they wait for {named}.",
        "Sign in there once; one that is lost or sold: crm-desktop seats retire SEAT --reason WHY.",
    )
