"""Backups whose restore the program tried itself: into a temporary file, counts and hashes compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crm_desktop.clock import Clock
from crm_desktop.errors import UserError
from crm_desktop.services.progress import Progress, asks, parts_of
from crm_desktop.services.workspace import OpenWorkspace, WorkspaceService
from crm_desktop.store import migrate
from crm_desktop.store.backup import daily_backups
from crm_desktop.store.backup_file import verify_backup
from crm_desktop.store.settings import SettingRows

SETTING = "backup_tested"
EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class GoodBackup:
    """A daily backup that was restored into a temporary file and found whole; `rows` are those compared."""

    file: Path
    made_at: datetime
    tested_at: datetime
    rows: int


class TrialRestores:
    """Tests the newest daily backup of a local workspace; a team's backups are its server's."""

    def __init__(self, opened: OpenWorkspace, workspaces: WorkspaceService, clock: Clock) -> None:
        self._opened = opened
        self._workspaces = workspaces
        self._clock = clock

    def last_good(self) -> GoodBackup | None:
        """The newest that passed, None before the first test."""
        with self._opened.store.read() as work:
            kept = SettingRows(work).of_workspace(SETTING)
        if not kept:
            return None
        made_at, tested_at = (datetime.fromisoformat(kept[name]) for name in ("made_at", "tested_at"))
        return GoodBackup(Path(kept["file"]), made_at, tested_at, int(kept["rows"]))

    def test_if_due(self, progress: Progress | None = None) -> GoodBackup | None:
        """Once a week; gives what was tested."""
        good = self.last_good()
        if good is not None and self._clock.now() - good.tested_at < EVERY:
            return None
        if self._opened.server or not self._found():
            return None
        return self.test(progress)

    def test(self, progress: Progress | None = None) -> GoodBackup:
        """Test the newest one now. Raises UserError where there is none, `BackupDamaged`, `NoSpace`."""
        found = self._found()
        if not found:
            raise UserError("There is no daily backup yet. Make one first.")
        made_at, file = found[-1]
        manifest = verify_backup(
            file,
            self._opened.key,
            known_revisions=migrate.known_revisions(),
            progress=parts_of(progress),
            cancelled=asks(progress),
        )
        good = GoodBackup(file, made_at, self._clock.now(), sum(manifest.counts.values()))
        with self._opened.store.write(None) as work:
            kept = {
                "file": str(file),
                "made_at": made_at.isoformat(),
                "tested_at": good.tested_at.isoformat(),
                "rows": good.rows,
            }
            SettingRows(work).set("workspace", self._opened.info.id, SETTING, kept)
            work.record("backup_tested", "workspace", self._opened.info.id, rows=good.rows)
        return good

    def _found(self) -> list[tuple[datetime, Path]]:
        return daily_backups(self._workspaces.backup_folder(self._opened), self._opened.info.id)
