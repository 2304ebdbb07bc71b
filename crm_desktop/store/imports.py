"""Imports as rows: what was brought when by whom, remembered layouts, people and tags files may name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, select, update

from crm_desktop.domain.people import Permission, Reach, Role
from crm_desktop.ids import new_id
from crm_desktop.store.tables import (
    campaign_rules,
    campaign_zones,
    campaigns,
    dispositions,
    field_definitions,
    import_changes,
    import_layouts,
    imports,
    people,
    queue_entries,
    tags,
    workspace,
)
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a file so far."""

    read: int
    created: int
    updated: int
    skipped: int
    refused: int
    repeated: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import with the names a list shows."""

    id: UUID
    campaign_id: UUID | None
    campaign_name: str
    person_id: UUID
    person_name: str
    team_id: UUID | None
    file_name: str
    state: str
    counts: Counts
    first_no: int | None
    last_no: int | None
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    kept: int | None


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Someone who may own leads, and what files may call them."""

    id: UUID
    team_id: UUID | None
    names: tuple[str, ...]
    is_caller: bool


class Imports:
    """Repository of imports."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection

    def start(
        self, import_id: UUID, campaign_id: UUID, file_name: str, sha256: str, duplicates: str, mapping: Any
    ) -> None:
        """Note that an import began; `mapping` is plain JSON."""
        assert self._work.actor is not None, "an import needs a person"
        self._connection.execute(
            insert(imports).values(
                id=import_id,
                campaign_id=campaign_id,
                person_id=self._work.actor.person_id,
                file_name=file_name,
                sha256=sha256,
                duplicates=duplicates,
                mapping=mapping,
                state="running",
                started_at=self._work.now,
            )
        )

    def note(
        self, import_id: UUID, counts: Counts, first_no: int | None, last_no: int | None, *, is_done: bool
    ) -> None:
        """Keep the counts so far and the row numbers of what was created; `is_done` finishes the import."""
        ending: dict[str, Any] = {"state": "done", "finished_at": self._work.now} if is_done else {}
        self._connection.execute(
            update(imports)
            .where(imports.c.id == import_id)
            .values(
                rows_read=counts.read,
                rows_created=counts.created,
                rows_updated=counts.updated,
                rows_skipped=counts.skipped,
                rows_refused=counts.refused,
                rows_repeated=counts.repeated,
                first_no=first_no,
                last_no=last_no,
                **ending,
            )
        )

    def forget(self, import_id: UUID) -> None:
        """Remove an import that was stopped and left nothing behind; the audit still tells of it."""
        self._connection.execute(delete(imports).where(imports.c.id == import_id))

    def undone(self, import_id: UUID, kept: int) -> None:
        """Note that an import was taken back but for `kept` leads."""
        self._connection.execute(
            update(imports)
            .where(imports.c.id == import_id)
            .values(state="undone", undone_at=self._work.now, kept_count=kept)
        )

    def get(self, import_id: UUID) -> ImportRow | None:
        """One import."""
        return next(iter(self._rows(imports.c.id == import_id)), None)

    def all(self, limit: int) -> tuple[ImportRow, ...]:
        """The newest imports, newest first."""
        return self._rows(None, limit)

    def running(self) -> tuple[ImportRow, ...]:
        """Imports that neither finished nor were taken back; on a server those the person may take back."""
        if self._work.is_sqlite:
            return self._rows(imports.c.state == "running")
        if not self._may_import():
            return ()
        return self._rows(and_(imports.c.state == "running", func.is_their_import(imports.c.id)))

    def with_undo_data(self, before: datetime) -> tuple[UUID, ...]:
        """Imports begun before `before`, none under way, of which it is still kept how leads were."""
        if not self._work.is_sqlite and not self._may_import():
            return ()
        kept = select(import_changes.c.import_id).where(import_changes.c.import_id == imports.c.id).exists()
        rows = self._connection.execute(
            select(imports.c.id).where(imports.c.started_at < before, imports.c.state != "running", kept)
        )
        return tuple(rows.scalars())

    def _may_import(self) -> bool:
        actor = self._work.actor
        return actor is None or actor.may(Permission.IMPORT, Reach.TEAM)

    def _rows(self, condition: Any, limit: int = 1000) -> tuple[ImportRow, ...]:
        statement = (
            select(imports, campaigns.c.name, people.c.display_name, people.c.team_id)
            .outerjoin(campaigns, campaigns.c.id == imports.c.campaign_id)
            .outerjoin(people, people.c.id == imports.c.person_id)
            .order_by(imports.c.started_at.desc(), imports.c.id.desc())
            .limit(limit)
        )
        if condition is not None:
            statement = statement.where(condition)
        return tuple(
            ImportRow(
                id=r.id,
                campaign_id=r.campaign_id,
                campaign_name=r.name or "",
                person_id=r.person_id,
                person_name=r.display_name or "",
                team_id=r.team_id,
                file_name=r.file_name,
                state=r.state,
                counts=Counts(
                    r.rows_read,
                    r.rows_created,
                    r.rows_updated,
                    r.rows_skipped,
                    r.rows_refused,
                    r.rows_repeated,
                ),
                first_no=r.first_no,
                last_no=r.last_no,
                started_at=r.started_at,
                finished_at=r.finished_at,
                undone_at=r.undone_at,
                kept=r.kept_count,
            )
            for r in self._connection.execute(statement)
        )

    # layouts

    def layout(self, signature: str) -> str | None:
        """The mapping remembered for a layout, as JSON text."""
        found = self._connection.execute(
            select(import_layouts.c.mapping).where(import_layouts.c.signature == signature)
        ).scalar_one_or_none()
        return None if found is None else json.dumps(found)

    def remember_layout(self, signature: str, mapping: Any) -> None:
        """Keep a mapping for the next file of the same layout; the newest counts."""
        values = {
            "mapping": mapping,
            "used_at": self._work.now,
            "used_by": self._work.actor.person_id if self._work.actor else None,
        }
        done = self._connection.execute(
            update(import_layouts).where(import_layouts.c.signature == signature).values(**values)
        )
        if not done.rowcount:
            self._connection.execute(
                insert(import_layouts).values(id=new_id(), signature=signature, **values)
            )

    # what files mean

    def workspace_zone(self) -> str:
        """The office's own time zone."""
        zone = self._connection.execute(select(workspace.c.zone)).scalars().first()
        return zone or "Asia/Kolkata"

    def people(self) -> tuple[PersonNames, ...]:
        """Everyone who may own leads."""
        rows = self._connection.execute(
            select(
                people.c.id, people.c.team_id, people.c.display_name, people.c.sign_in_name, people.c.role
            ).where(people.c.is_disabled.is_(False))
        )
        return tuple(
            PersonNames(r.id, r.team_id, (r.display_name, r.sign_in_name), r.role == Role.TELECALLER)
            for r in rows
        )

    def tag_ids(self) -> dict[str, bytes]:
        """Every tag's id, packed, by its name."""
        return {r.name: r.id.bytes for r in self._connection.execute(select(tags.c.id, tags.c.name))}

    def field_ids(self, wanted: Iterable[tuple[str, str, str, Sequence[str]]]) -> dict[str, bytes]:
        """The ids, packed, of custom fields by key; (key, label, kind, options) not known yet are added."""
        found = {
            r.key: r.id.bytes
            for r in self._connection.execute(select(field_definitions.c.id, field_definitions.c.key))
        }
        last = self._connection.execute(select(func.max(field_definitions.c.position))).scalar_one() or 0
        added: dict[str, bytes] = {}
        for key, label, kind, options in wanted:
            if key in found or key in added:
                continue
            last += 1
            field_id = new_id()
            self._connection.execute(
                insert(field_definitions).values(
                    id=field_id,
                    key=key,
                    label=label,
                    kind=kind,
                    options=list(options) or None,
                    position=last,
                    created_at=self._work.now,
                )
            )
            self._work.record("field_added", "field", field_id, key=key, kind=kind)
            added[key] = field_id.bytes
        return {**found, **added}

    # the campaign

    def drop_empty_campaign(self, campaign_id: UUID) -> bool:
        """Remove a campaign nobody is in; for one that was made for an import that then failed."""
        if not self._work.is_sqlite:
            return bool(self._connection.execute(select(func.drop_new_campaign(campaign_id))).scalar_one())
        used = self._connection.execute(
            select(queue_entries.c.id).where(queue_entries.c.campaign_id == campaign_id).limit(1)
        ).first()
        others = self._connection.execute(
            select(imports.c.id).where(imports.c.campaign_id == campaign_id).limit(1)
        ).first()
        if used is not None or others is not None:
            return False
        for table in (dispositions, campaign_zones, campaign_rules):
            self._connection.execute(delete(table).where(table.c.campaign_id == campaign_id))
        self._connection.execute(delete(campaigns).where(campaigns.c.id == campaign_id))
        return True
