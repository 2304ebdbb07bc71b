"""Changes of law's rules, as rows; and the rules that hold here today."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, insert, literal_column, select

from crm_desktop.domain.rule_packs import Profile, RuleChange, RulePack, pack_on, profile_for
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.ids import new_id
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.rule_packs import profiles
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.tables import rule_changes, settings, workspace
from crm_desktop.store.unit_of_work import Work

PROFILE = "rule_profile"


def setting_value(key: str) -> object:
    """A setting of the workspace, as a scalar for a statement that asks other things too."""
    return (
        select(settings.c.value)
        .where(
            settings.c.scope == literal_column("'workspace'"),
            settings.c.key == literal_column(f"'{key}'"),
            settings.c.owner_id == workspace.c.id,
        )
        .scalar_subquery()
    )


_STATE = Prepared(
    lambda is_sqlite: select(
        setting_value(PROFILE).label("profile"),  # type: ignore[attr-defined]
        workspace.c.country,
        workspace.c.zone,
        select(func.count()).select_from(rule_changes).scalar_subquery().label("changes"),
    )
)
# The rules of each store as made last, by what they were made of: any program's change moves it on.
_State = tuple[str, int, date]
_made: WeakKeyDictionary[Engine, tuple[_State, RulePack]] = WeakKeyDictionary()


class RuleChanges:
    """Repository of what admins changed in the rules of a profile; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of(self, profile: str) -> tuple[RuleChange, ...]:
        """All of a profile, the oldest first."""
        statement = select(rule_changes).where(rule_changes.c.profile == profile)
        rows = self._work.connection.execute(statement.order_by(rule_changes.c.at, rule_changes.c.id))
        return tuple(
            RuleChange(
                row.rule,
                date_of(row.row_from),
                date_of(row.from_on),
                row.value,
                row.note,
                row.person_id,
                row.at,
            )
            for row in rows
        )

    def add(self, profile: str, change: RuleChange) -> UUID:
        """Keep one more."""
        change_id = new_id()
        self._work.known["rules changed"] = True
        self._work.connection.execute(
            insert(rule_changes).values(
                id=change_id,
                profile=profile,
                rule=change.rule,
                row_from=number_of(change.row_from),
                from_on=number_of(change.from_on),
                value=change.value,
                note=change.note,
                person_id=change.person_id,
                at=change.at,
            )
        )
        return change_id

    def choose(self, profile: str) -> None:
        """Keep the rules of this profile from now on."""
        self._work.known["rules changed"] = True
        SettingRows(self._work).set("workspace", workspace_info(self._work).id, PROFILE, profile)


def kept_profile(work: Work) -> Profile:
    """The profile whose rules the workspace keeps."""
    row = _STATE.row(work)
    return (
        profile_for(profiles(), "", "")
        if row is None
        else profile_for(profiles(), row.profile or "", row.country)
    )


def rules_today(work: Work) -> RulePack:
    """The rules that hold today by the office's clock; read anew only when something changed."""
    row = _STATE.row(work)
    if row is None:
        return pack_on(profile_for(profiles(), "", ""), (), work.now.date())
    profile = profile_for(profiles(), row.profile or "", row.country)
    today = work.now.astimezone(ZoneInfo(row.zone)).date()
    state = (profile.id, int(row.changes), today)
    known = _made.get(work.engine)
    if known is not None and known[0] == state:
        return known[1]
    pack = pack_on(profile, RuleChanges(work).of(profile.id), today)
    if not work.known.get("rules changed"):  # it may be rolled back
        _made[work.engine] = state, pack
    return pack
