"""Background work of the screens: changes, reads and long tasks off the GUI thread.

    ops.store(self, lambda: calling.complete_and_next(command)).success(self._show).start()
    ops.read(self, lambda: leads.search(text)).latest_only("leads.search").success(self._fill).start()
    ops.task(self, read_file, key="import").progress(self.tr("Importing"), cancellable=True).start()

The function runs in a worker and takes and returns plain data, never ORM rows or QObjects. The
callbacks run on the GUI thread and are dropped when the owner is gone.
"""

from __future__ import annotations

from crm_desktop.ui.ops import calm
from crm_desktop.ui.ops.changes import Change, Changed, Changes
from crm_desktop.ui.ops.heartbeat import Block, Heartbeat
from crm_desktop.ui.ops.operation import Operation, ReadOp, StoreOp, TaskOp
from crm_desktop.ui.ops.operations import InlineOperations, Operations, StillBusy
from crm_desktop.ui.ops.progress import Progress, ProgressState
from crm_desktop.ui.ops.reporter import LogReporter, Reporter, Ticket
from crm_desktop.ui.ops.slices import Slices

__all__ = [
    "Block",
    "Change",
    "Changed",
    "Changes",
    "Heartbeat",
    "InlineOperations",
    "LogReporter",
    "Operation",
    "Operations",
    "Progress",
    "ProgressState",
    "ReadOp",
    "Reporter",
    "Slices",
    "StillBusy",
    "StoreOp",
    "TaskOp",
    "Ticket",
    "calm",
]
