"""The steps of a long move, told as they go on; a step is the place where a person can stop it."""

from __future__ import annotations

from crm_desktop.services.progress import Progress

LABELS = {
    "Backup": "Backup",
    "Tables": "Tables",
    "Rows": "Rows",
    "Indexes": "Indexes",
    "Documents": "Documents",
    "Check": "Check",
    "Kept by law": "Kept by law",
}


class Steps:
    """Tells a progress which step goes on and how far it is; raises Cancelled when the person asked."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._name = ""
        self._done = 0
        self._total: int | None = None

    def begin(self, name: str, total: int | None) -> None:
        """Go on with a step of so many parts."""
        self._name, self._done, self._total = name, 0, total
        self.more(0)

    def more(self, count: int) -> None:
        """So many parts more are done."""
        self._done += count
        if self._progress is not None:
            self._progress.check()
            self._progress.update(self._done, self._total, self._name)

    def part(self, share: float) -> None:
        """This share of the step is done, 0 to 1."""
        if self._progress is not None and self._total is not None:
            self._progress.check()
            self._progress.update(int(share * self._total), self._total, self._name)
