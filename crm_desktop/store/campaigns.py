"""Campaigns and their results, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, bindparam, delete, func, insert, select, update

from crm_desktop.domain.campaign import (
    CallClass,
    Campaign,
    CampaignRole,
    ClientData,
    DialMode,
    Hours,
    hours_of,
)
from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.dispositions import Counts, Disposition, Flag, counts_after
from crm_desktop.domain.kept_acts import fresh_for
from crm_desktop.domain.lawful import Span, span_at
from crm_desktop.domain.result_fields import ResultField
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.ids import new_id
from crm_desktop.store.campaign_days import CampaignDays
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import (
    campaign_people,
    campaign_rules,
    campaign_zones,
    campaigns,
    dispositions,
    settings,
    workspace,
)
from crm_desktop.store.unit_of_work import Work

KEPT_FOR = Prepared(
    lambda is_sqlite: select(
        campaigns.c.call_class,
        select(settings.c.value)
        .where(settings.c.scope == "workspace", settings.c.key == "kept_minutes")
        .scalar_subquery()
        .label("minutes"),
    ).where(campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True))
)
_WHOLE = select(
    *campaigns.c, campaign_rules.c.rules, campaign_rules.c.no.label("rules_no"),
    campaign_rules.c.name.label("rules_name"),
).select_from(campaigns.outerjoin(campaign_rules, campaign_rules.c.id == campaigns.c.rules_id))  # fmt: skip
_CAMPAIGN = Prepared(
    lambda is_sqlite: _WHOLE.where(
        campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True)
    )
)
_PEOPLE = Prepared(
    lambda is_sqlite: select(campaign_people.c.person_id).where(
        campaign_people.c.campaign_id
        == bindparam("campaign_id", type_=campaign_people.c.campaign_id.type, required=True)
    )
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
            dispositions.c.is_active,
            dispositions.c.fields,
            dispositions.c.counts,
        )
        .where(
            dispositions.c.campaign_id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True)
        )
        .order_by(dispositions.c.position)
    )
)
_OFFICE = "office zone"  # what is known of it in a transaction
_ZONE = Prepared(lambda is_sqlite: select(workspace.c.zone))
STATE = Prepared(
    lambda is_sqlite: select(
        campaigns.c.version,
        select(func.count() + func.sum(dispositions.c.version))
        .where(dispositions.c.campaign_id == campaigns.c.id)
        .scalar_subquery()
        .label("results"),
        select(workspace.c.zone).scalar_subquery().label("zone"),
    ).where(campaigns.c.id == bindparam("campaign_id", type_=campaigns.c.id.type, required=True))
)
# The campaigns of each store as last read, with their state then: all changes move it on, by whatever
# program on whatever computer.
_State = tuple[int, int | None, str]
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
    known: str | None = work.known.get(_OFFICE)
    if known is None:
        row = _ZONE.row(work)
        known = work.known[_OFFICE] = "UTC" if row is None else row.zone
    return known


def office_date(work: Work) -> date:
    """The date it is by the office's clock."""
    return work.now.astimezone(ZoneInfo(workspace_zone(work))).date()


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """One version of a campaign's rules."""

    no: int
    name: str
    rules: Rules
    made_at: datetime
    made_by: UUID | None


class Campaigns:
    """Repository of campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, campaign_id: UUID) -> Campaign | None:
        """A campaign with its results, switched-off results too (past calls name them).

        Read anew only when its state in the store has changed since.
        """
        found = STATE.row(self._work, campaign_id=campaign_id)
        if found is None:
            return None
        self._work.known.setdefault(_OFFICE, found.zone or "UTC")
        results = None if found.results is None else int(found.results)
        state = (int(found.version), results, workspace_zone(self._work))
        kept = _read.setdefault(self._work.engine, {})
        before = kept.get(campaign_id)
        if before is not None and before[0] == state and _still_holds(before[1], self._work.now):
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
        people = frozenset(each.person_id for each in _PEOPLE.rows(self._work, campaign_id=campaign_id))
        return _campaign(row, found, people, workspace_zone(self._work), self._work.now)

    def all(self, *, include_inactive: bool) -> tuple[Campaign, ...]:
        """Campaigns by name, without their results."""
        statement = _WHOLE.order_by(campaigns.c.name)
        if not include_inactive:
            statement = statement.where(campaigns.c.is_active)
        people: dict[UUID, set[UUID]] = {}
        for row in self._work.connection.execute(select(campaign_people)):
            people.setdefault(row.campaign_id, set()).add(row.person_id)
        zone = workspace_zone(self._work)
        return tuple(
            _campaign(row, (), frozenset(people.get(row.id, ())), zone, self._work.now)
            for row in self._work.connection.execute(statement).all()
        )

    def id_by_name(self, name: str) -> UUID | None:
        """The campaign of this exact name."""
        found: UUID | None = self._work.connection.execute(
            select(campaigns.c.id).where(campaigns.c.name == name)
        ).scalar_one_or_none()
        return found

    def add(self, campaign: Campaign) -> None:
        """Add a campaign with its results, its rules and who works on it."""
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
        self.set_people(campaign.id, campaign.people)
        self.add_rules(campaign.id, campaign.rules, campaign.rules_name)

    def add_rules(self, campaign_id: UUID, rules: Rules, name: str) -> int:
        """Make these the campaign's rules, as its next version; gives the version's number."""
        self._work.known["campaigns changed"] = True
        connection = self._work.connection
        newest = select(func.max(campaign_rules.c.no)).where(campaign_rules.c.campaign_id == campaign_id)
        no = int(connection.execute(newest).scalar() or 0) + 1
        rules_id = new_id()
        connection.execute(
            insert(campaign_rules).values(
                id=rules_id,
                campaign_id=campaign_id,
                no=no,
                name=name,
                rules=rules.as_json(),
                made_at=self._work.now,
                made_by=self._work.actor.person_id if self._work.actor else None,
            )
        )
        connection.execute(
            update(campaigns)
            .where(campaigns.c.id == campaign_id)
            .values(rules_id=rules_id, version=campaigns.c.version + (1 if no > 1 else 0))
        )
        return no

    def versions(self, campaign_id: UUID) -> tuple[RulesVersion, ...]:
        """Every version of a campaign's rules, the newest first."""
        statement = select(campaign_rules).where(campaign_rules.c.campaign_id == campaign_id)
        rows = self._work.connection.execute(statement.order_by(campaign_rules.c.no.desc()))
        return tuple(
            RulesVersion(row.no, row.name, Rules.from_json(row.rules), row.made_at, row.made_by)
            for row in rows
        )

    def set_people(self, campaign_id: UUID, people: Iterable[UUID]) -> None:
        """Who works on a campaign; nobody: everybody."""
        self._work.known["campaigns changed"] = True
        connection, of_it = self._work.connection, campaign_people.c.campaign_id == campaign_id
        before = set(connection.execute(select(campaign_people.c.person_id).where(of_it)).scalars())
        wanted = set(people)
        if gone := before - wanted:
            connection.execute(delete(campaign_people).where(of_it, campaign_people.c.person_id.in_(gone)))
        if come := wanted - before:
            rows = [{"campaign_id": campaign_id, "person_id": person_id} for person_id in sorted(come)]
            connection.execute(insert(campaign_people), rows)

    def zones(self, campaign_id: UUID) -> frozenset[str]:
        """The zones its leads live in; '' stands for leads without one."""
        statement = select(campaign_zones.c.zone).where(campaign_zones.c.campaign_id == campaign_id)
        return frozenset(self._work.connection.execute(statement.distinct()).scalars())

    def change(self, campaign: Campaign, version: int) -> bool:
        """Write a campaign's own values if it still has this version; False when it has not."""
        self._work.known["campaigns changed"] = True
        CampaignDays(self._work).changes(campaign, version, office_date(self._work))
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
        rows = _DISPOSITIONS.rows(self._work, campaign_id=campaign_id)
        known = {row.id: _disposition(row, Rules()) for row in rows}
        today = office_date(self._work)
        tomorrow = number_of(today + timedelta(days=1))
        keep = {d.id for d in wanted}
        for gone in known.keys() - keep:
            connection.execute(
                update(dispositions)
                .where(dispositions.c.id == gone)
                .values(is_active=False, version=dispositions.c.version + 1)
            )
        for disposition in wanted:
            values = _disposition_values(disposition)
            if disposition.id in known:
                counts = counts_after(known[disposition.id], disposition.flags, number_of(today), tomorrow)
                kept = [[from_on, flags_text(flags)] for from_on, flags in counts] or None
                connection.execute(
                    update(dispositions)
                    .where(dispositions.c.id == disposition.id)
                    .values(**values, counts=kept, version=dispositions.c.version + 1)
                )
            else:
                connection.execute(insert(dispositions).values(**values))

    def counted_anew(self) -> list[tuple[UUID, str, str, Counts]]:
        """Results that count differently from some day on: campaign and its name, label, and the versions."""
        d = dispositions.c
        rows = self._work.connection.execute(
            select(d.campaign_id, campaigns.c.name, d.label, d.counts)
            .join_from(dispositions, campaigns, campaigns.c.id == d.campaign_id)
            .where(d.counts.is_not(None))
            .order_by(campaigns.c.name, d.position)
        )
        return [(row.campaign_id, row.name, row.label, _counts(row.counts)) for row in rows]


def _counts(kept: Any) -> Counts:
    return tuple((int(from_on), flags_of(text)) for from_on, text in kept or ())


def _values(campaign: Campaign) -> dict[str, Any]:
    office = campaign.office_hours
    return {
        "name": campaign.name,
        "role": campaign.role.value,
        "client_name": campaign.client_name,
        "agreement_ref": campaign.agreement_ref,
        "client_until": None if campaign.client_until is None else number_of(campaign.client_until),
        "client_data": campaign.client_data.value,
        "call_class": campaign.call_class.value,
        "purpose_no": campaign.purpose_no,
        "is_active": campaign.is_active,
        "dial_mode": campaign.dial_mode.value,
        "countdown_s": campaign.countdown_s,
        "start_minute": campaign.start_minute,
        "end_minute": campaign.end_minute,
        "days": "".join(str(day) for day in sorted(campaign.days)),
        "office_start_minute": None if office is None else office.start_minute,
        "office_end_minute": None if office is None else office.end_minute,
        "holidays": [number_of(day) for day in sorted(campaign.holidays)],
        "target": campaign.target,
        "wrap_up_s": campaign.wrap_up_s,
        "wrap_up_code": campaign.wrap_up_code,
        "recording_text": campaign.recording_text,
        "paused_at": campaign.paused_at,
        "paused_why": campaign.paused_why,
        "lawful": [span.as_json() for span in campaign.lawful],
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
        "is_active": disposition.is_active,
        "fields": [field.to_json() for field in disposition.fields] or None,
    }


def _campaign(
    row: Any, results: Sequence[Any], people: frozenset[UUID], office_zone: str, now: datetime
) -> Campaign:
    rules = Rules() if row.rules is None else Rules.from_json(row.rules)
    lawful = tuple(Span.from_json(kept) for kept in row.lawful or ())
    has_office_hours = row.office_start_minute is not None
    return Campaign(
        id=row.id,
        name=row.name,
        role=CampaignRole(row.role),
        client_name=row.client_name,
        agreement_ref=row.agreement_ref,
        client_until=None if row.client_until is None else date_of(row.client_until),
        client_data=ClientData(row.client_data),
        call_class=CallClass(row.call_class),
        purpose_no=row.purpose_no,
        is_active=bool(row.is_active),
        is_practice=bool(row.is_practice),
        dial_mode=DialMode(row.dial_mode),
        countdown_s=row.countdown_s,
        start_minute=row.start_minute,
        end_minute=row.end_minute,
        days=frozenset(int(day) for day in row.days),
        office_hours=Hours(row.office_start_minute, row.office_end_minute) if has_office_hours else None,
        office_zone=office_zone,
        holidays=frozenset(date_of(day) for day in row.holidays or ()),
        target=row.target,
        wrap_up_s=row.wrap_up_s,
        wrap_up_code=row.wrap_up_code,
        recording_text=row.recording_text,
        paused_at=row.paused_at,
        paused_why=row.paused_why,
        lawful=lawful,
        law_hours=hours_of(span_at(lawful, now)),
        script=row.script,
        version=row.version,
        rules=rules,
        rules_no=row.rules_no or 0,
        rules_name=row.rules_name or "",
        people=people,
        dispositions=tuple(_disposition(d, rules) for d in results),
    )


def _disposition(row: Any, rules: Rules) -> Disposition:
    recycle = rules.recycling.get(row.code)
    return Disposition(
        id=row.id,
        campaign_id=row.campaign_id,
        code=row.code,
        label=row.label,
        position=row.position,
        flags=flags_of(row.flags),
        retry_s=None if recycle is None else recycle.after_s,
        is_active=bool(row.is_active),
        fields=tuple(ResultField.from_json(kept) for kept in row.fields or ()),
        counts=_counts(row.counts),
    )


def _still_holds(campaign: Campaign, now: datetime) -> bool:
    """Whether what law leaves of the day is the same as when it was read."""
    return hours_of(campaign.lawful_at(now)) == campaign.law_hours


def kept_for(work: Work, campaign_id: UUID) -> timedelta:
    """How long its leads may be called from a workstation that doesn't reach the server."""
    row = KEPT_FOR.row(work, campaign_id=campaign_id)
    return fresh_for("promotional") if row is None else fresh_for(str(row.call_class), row.minutes)
