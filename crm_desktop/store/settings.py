"""Settings of the workspace and of its people, and the workspace's own row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, literal_column, select, update

from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import audit, settings, workspace
from crm_desktop.store.unit_of_work import Work

OF_WORKSPACE = Prepared(
    lambda is_sqlite: (
        select(settings.c.value)
        .join_from(settings, workspace, settings.c.owner_id == workspace.c.id)
        .where(
            settings.c.scope == literal_column("'workspace'"),
            settings.c.key == bindparam("key", type_=settings.c.key.type, required=True),
        )
    )
)


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What a workspace is called, where it works, and in which money."""

    id: UUID
    name: str
    country: str
    currency: str
    zone: str
    created_at: datetime
    epoch: UUID


def workspace_info(work: Work) -> WorkspaceInfo:
    """The workspace's own row; every store has exactly one."""
    row = work.connection.execute(select(workspace)).one()
    return WorkspaceInfo(row.id, row.name, row.country, row.currency, row.zone, row.created_at, row.epoch)


def add_workspace(work: Work, info: WorkspaceInfo) -> None:
    """Write the workspace's own row, once in a store's life."""
    work.connection.execute(
        insert(workspace).values(
            id=info.id,
            name=info.name,
            country=info.country,
            currency=info.currency,
            zone=info.zone,
            created_at=info.created_at,
            epoch=info.epoch,
        )
    )


def set_epoch(work: Work, epoch: UUID) -> None:
    """Say that the store's past was changed by a restore."""
    work.connection.execute(update(workspace).values(epoch=epoch))


def last_act_at(work: Work) -> datetime | None:
    """When anybody last changed anything: the newest audit row's time, None in a new store."""
    order = (audit.c.no.desc(),) if work.is_sqlite else (audit.c.tx.desc(), audit.c.no.desc())
    return work.connection.execute(select(audit.c.at).order_by(*order).limit(1)).scalar_one_or_none()


class SettingRows:
    """Repository of settings."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, scope: str, owner_id: UUID, key: str) -> Any | None:
        """A stored value, None when it was never set."""
        row = self._work.connection.execute(
            select(settings.c.value).where(
                settings.c.scope == scope, settings.c.owner_id == owner_id, settings.c.key == key
            )
        ).one_or_none()
        return None if row is None else row.value

    def of_workspace(self, key: str) -> Any | None:
        """A stored value of the workspace's own, None when it was never set."""
        row = OF_WORKSPACE.row(self._work, key=key)
        return None if row is None else row.value

    def of_workspace_many(self, keys: Sequence[str]) -> dict[str, Any]:
        """Stored values of the workspace's own, by key; those never set are left out."""
        rows = self._work.connection.execute(
            select(settings.c.key, settings.c.value)
            .join_from(settings, workspace, settings.c.owner_id == workspace.c.id)
            .where(settings.c.scope == "workspace", settings.c.key.in_(keys))
        )
        return {row.key: row.value for row in rows}

    def set(self, scope: str, owner_id: UUID, key: str, value: Any) -> None:
        """Store a value."""
        values = {
            "value": value,
            "updated_at": self._work.now,
            "updated_by": self._work.actor.person_id if self._work.actor else None,
        }
        done = self._work.connection.execute(
            update(settings)
            .where(settings.c.scope == scope, settings.c.owner_id == owner_id, settings.c.key == key)
            .values(**values, version=settings.c.version + 1)
        )
        if done.rowcount == 0:
            self._work.connection.execute(
                insert(settings).values(scope=scope, owner_id=owner_id, key=key, **values)
            )
