"""Who gets people's data: processors and recipients named by an admin, where data stands, what went out.

DPDP Act 2023 s.8 and 11(1)(b); GDPR art. 28 and 30.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from crm_desktop.domain.calling_window import midnight
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.campaigns import office_date, workspace_zone
from crm_desktop.store.disclosures import Disclosed, Disclosures
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.unit_of_work import Store, Work

KEY, TOLD = "recipients", "exports_told"
SHOWN_DAYS = 90
LONGEST, MOST = 200, 100


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who gets data: what of it, where it stands there, under which agreement."""

    name: str
    gets: str = ""
    where: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class WeekOut:
    """What was exported in the week that ended last: by person how often and how many contacts."""

    first: date
    last: date
    by_person: tuple[tuple[str, int, int], ...]

    @property
    def rows(self) -> int:
        """Contacts in all."""
        return sum(rows for _, _, rows in self.by_person)


@dataclass(frozen=True, slots=True)
class DataOutside:
    """The register: who gets data, and what went out lately, the newest first."""

    recipients: tuple[Recipient, ...]
    disclosed: tuple[Disclosed, ...]


class RecipientService:
    """Who gets data; an admin's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, actor: Actor) -> DataOutside:
        """Who gets data, and what went out in the last 90 days."""
        actor.require(Permission.SEE_AUDIT, Reach.ALL)
        with self._store.read(actor) as work:
            since = work.now - timedelta(days=SHOWN_DAYS)
            return DataOutside(recipients_of(work), Disclosures(work).since(since))

    def keep(self, actor: Actor, recipients: Sequence[Recipient]) -> tuple[Recipient, ...]:
        """Keep these as who gets data. Raises UserError for one without a name, twice, or too long."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        kept = tuple(
            Recipient(clean(r.name), clean(r.gets), clean(r.where), clean(r.agreement)) for r in recipients
        )
        names = [each.name.casefold() for each in kept]
        if not all(names):
            raise UserError("Say who it is.", field="name")
        if len(set(names)) < len(names):
            raise UserError("This one is in the list already.", field="name")
        if len(kept) > MOST:
            raise UserError("The list is full: it takes {most}. Take somebody off it first.", most=MOST)
        for each in kept:
            for field, text in asdict(each).items():
                check_length(text, LONGEST, field)
        with self._store.write(actor) as work:
            info = workspace_info(work)
            SettingRows(work).set("workspace", info.id, KEY, [asdict(each) for each in kept])
            work.record("recipients.changed", "workspace", None, count=len(kept))
            work.announce("settings")
        return kept

    def week_to_tell(self, actor: Actor) -> WeekOut | None:
        """The last whole week's exports, Monday to Sunday by the office's clock; None once told, or none."""
        if not actor.may(Permission.SEE_AUDIT, Reach.ALL):
            return None
        with self._store.read(actor) as work:
            zone, monday = workspace_zone(work), _monday(work)
            if SettingRows(work).get("person", actor.person_id, TOLD) == monday.isoformat():
                return None
            begin, end = (midnight(day, zone) for day in (monday - timedelta(days=7), monday))
            found = [each for each in Disclosures(work).since(begin) if each.at < end]
        counts: dict[str, list[int]] = defaultdict(list)
        for each in found:
            if each.kind == "export" and each.rows > 0:
                counts[each.person_name].append(each.rows)
        if not counts:
            return None
        rows = tuple((name, len(all_), sum(all_)) for name, all_ in sorted(counts.items()))
        return WeekOut(monday - timedelta(days=7), monday - timedelta(days=1), rows)

    def told(self, actor: Actor) -> None:
        """This admin has seen the last week's summary."""
        with self._store.write(actor) as work:
            SettingRows(work).set("person", actor.person_id, TOLD, _monday(work).isoformat())


def _monday(work: Work) -> date:
    """The first day of the office's week."""
    today = office_date(work)
    return today - timedelta(days=today.weekday())


def recipients_of(work: Work) -> tuple[Recipient, ...]:
    """Who gets data, as an admin named them."""
    kept = SettingRows(work).of_workspace(KEY) or []
    return tuple(Recipient(**{name: str(text) for name, text in each.items()}) for each in kept)
