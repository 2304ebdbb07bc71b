"""Campaigns and their results, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, func, insert, select, update

from crm_desktop.domain.campaign import Campaign, CampaignRole, DialMode
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.result_fields import ResultField
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import campaigns, dispositions, workspace
from crm_desktop.store.unit_of_work import Work

_CALL_CLASS = Prepared(
    lambda is_sqlite: select(campaigns.c.call_class).where(
        campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True)
    )
)
_CAMPAIGN = Prepared(
    lambda is_sqlite: select(
        *(c for c in campaigns.c if c.name not in ("created_at", "created_by", "agreement_ref", "call_class"))
    ).where(campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True))
)
_DISPOSITIONS = Prepared(
    lambda is_sqlite: (
        select(
            dispositions.c.id,
            dispositions.c.campaign_id,
            dispositions.c.code,
            dispositions.c.label,
            dispositions.c.position,
            dispositions.c.flags,
            dispositions.c.retry_s,
            dispositions.c.is_active,
            dispositions.c.fields,
        )
        .where(
            dispositions.c.campaign_id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True)
        )
        .order_by(dispositions.c.position)
    )
)
_ZONE = Prepared(lambda is_sqlite: select(workspace.c.zone))
_STATE = Prepared(
    lambda is_sqlite: select(
        campaigns.c.version,
        select(func.count() + func.sum(dispositions.c.version))
        .where(dispositions.c.campaign_id == campaigns.c.id)
        .scalar_subquery()
        .label("results"),
    ).where(campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True))
)
# The campaigns of each store as last read, with their state then: all changes move it on, by whatever
# program on whatever computer.
_State = tuple[int, int | None]
_read: WeakKeyDictionary[Engine, dict[UUID, tuple[_State, Campaign]]] = WeakKeyDictionary()


@lru_cache(maxsize=256)
def flags_text(flags: frozenset[Flag]) -> str:
    """Flags as the store keeps them: in order, set apart by blanks."""
    return " ".join(flag.value for flag in Flag if flag in flags)


@lru_cache(maxsize=256)
def flags_of(text: str) -> frozenset[Flag]:
    """What `flags_text` wrote."""
    return frozenset(Flag(word) for word in text.split())


def workspace_zone(work: Work) -> str:
    """The office's time zone; UTC while there is no workspace row. Asked once a transaction."""
    known = work.known.get("office zone")
    if known is None:
        row = _ZONE.row(work)
        known = work.known["office zone"] = "UTC" if row is None else row.zone
    return str(known)


class Campaigns:
    """Repository of campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, campaign_id: UUID) -> Campaign | None:
        """A campaign with its results, switched-off results too (past calls name them).

        Read anew only when its state in the store has changed since.
        """
        found = _STATE.row(self._work, campaign_id=campaign_id)
        if found is None:
            return None
        state = (int(found.version), None if found.results is None else int(found.results))
        kept = _read.setdefault(self._work.connection.engine, {})
        before = kept.get(campaign_id)
        if before is not None and before[0] == state:
            return before[1]
        campaign = self._whole(campaign_id)
        if campaign is not None and not self._work.known.get("campaigns changed"):  # it may be rolled back
            kept[campaign_id] = state, campaign
        return campaign

    def _whole(self, campaign_id: UUID) -> Campaign | None:
        row = _CAMPAIGN.row(self._work, campaign_id=campaign_id)
        if row is None:
            return None
        found = _DISPOSITIONS.rows(self._work, campaign_id=campaign_id)
        return _campaign(row, tuple(_disposition(d) for d in found))

    def all(self, *, include_inactive: bool) -> tuple[Campaign, ...]:
        """Campaigns by name, without their results."""
        statement = select(campaigns).order_by(campaigns.c.name)
        if not include_inactive:
            statement = statement.where(campaigns.c.is_active)
        return tuple(_campaign(row, ()) for row in self._work.connection.execute(statement))

    def id_by_name(self, name: str) -> UUID | None:
        """The campaign of this exact name."""
        found: UUID | None = self._work.connection.execute(
            select(campaigns.c.id).where(campaigns.c.name == name)
        ).scalar_one_or_none()
        return found

    def add(self, campaign: Campaign) -> None:
        """Add a campaign and its results."""
        self._work.known["campaigns changed"] = True
        self._work.connection.execute(
            insert(campaigns).values(
                **_values(campaign),
                id=campaign.id,
                is_practice=campaign.is_practice,
                created_at=self._work.now,
                created_by=self._work.actor.person_id if self._work.actor else None,
            )
        )
        if campaign.dispositions:
            self._work.connection.execute(
                insert(dispositions), [_disposition_values(d) for d in campaign.dispositions]
            )

    def change(self, campaign: Campaign, version: int) -> bool:
        """Write a campaign's own values if it still has this version; False when it has not."""
        self._work.known["campaigns changed"] = True
        done = self._work.connection.execute(
            update(campaigns)
            .where(campaigns.c.id == campaign.id, campaigns.c.version == version)
            .values(**_values(campaign), version=version + 1)
        )
        return bool(done.rowcount == 1)

    def set_dispositions(self, campaign_id: UUID, wanted: Sequence[Disposition]) -> None:
        """Make these the campaign's results; those left out are switched off, never deleted."""
        connection = self._work.connection
        self._work.known["campaigns changed"] = True
        known = {d.id for d in map(_disposition, _DISPOSITIONS.rows(self._work, campaign_id=campaign_id))}
        keep = {d.id for d in wanted}
        for gone in known - keep:
            connection.execute(
                update(dispositions)
                .where(dispositions.c.id == gone)
                .values(is_active=False, version=dispositions.c.version + 1)
            )
        for disposition in wanted:
            values = _disposition_values(disposition)
            if disposition.id in known:
                connection.execute(
                    update(dispositions)
                    .where(dispositions.c.id == disposition.id)
                    .values(**values, version=dispositions.c.version + 1)
                )
            else:
                connection.execute(insert(dispositions).values(**values))


def _values(campaign: Campaign) -> dict[str, Any]:
    return {
        "name": campaign.name,
        "role": campaign.role.value,
        "client_name": campaign.client_name,
        "is_active": campaign.is_active,
        "dial_mode": campaign.dial_mode.value,
        "countdown_s": campaign.countdown_s,
        "start_minute": campaign.start_minute,
        "end_minute": campaign.end_minute,
        "days": "".join(str(day) for day in sorted(campaign.days)),
        "max_per_day": campaign.max_per_day,
        "max_per_phone": campaign.max_per_phone,
        "script": campaign.script,
    }


def _disposition_values(disposition: Disposition) -> dict[str, Any]:
    return {
        "id": disposition.id,
        "campaign_id": disposition.campaign_id,
        "code": disposition.code,
        "label": disposition.label,
        "position": disposition.position,
        "flags": flags_text(disposition.flags),
        "retry_s": disposition.retry_s,
        "is_active": disposition.is_active,
        "fields": [field.to_json() for field in disposition.fields] or None,
    }


def _campaign(row: Any, found: tuple[Disposition, ...]) -> Campaign:
    return Campaign(
        id=row.id,
        name=row.name,
        role=CampaignRole(row.role),
        client_name=row.client_name,
        is_active=bool(row.is_active),
        is_practice=bool(row.is_practice),
        dial_mode=DialMode(row.dial_mode),
        countdown_s=row.countdown_s,
        start_minute=row.start_minute,
        end_minute=row.end_minute,
        days=frozenset(int(day) for day in row.days),
        max_per_day=row.max_per_day,
        max_per_phone=row.max_per_phone,
        script=row.script,
        version=row.version,
        dispositions=found,
    )


def _disposition(row: Any) -> Disposition:
    return Disposition(
        id=row.id,
        campaign_id=row.campaign_id,
        code=row.code,
        label=row.label,
        position=row.position,
        flags=flags_of(row.flags),
        retry_s=row.retry_s,
        is_active=bool(row.is_active),
        fields=tuple(ResultField.from_json(kept) for kept in row.fields or ()),
    )


def call_class_of(work: Work, campaign_id: UUID) -> str:
    """What kind of calls the campaign makes: promotional, service or transactional."""
    row = _CALL_CLASS.row(work, campaign_id=campaign_id)
    return "promotional" if row is None else str(row.call_class)
