"""Incentive: slabs a product in money, made by admins from tomorrow on; reports count what they earn."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.incentive import SlabVersion, parse_slabs
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.store.incentive import Incentive, KeptSlabs
from crm_desktop.store.products import Products
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store

__all__ = ["IncentiveService", "KeptSlabs"]


class IncentiveService:
    """Versions of slabs; everybody may see by what they are paid, admins make new ones."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def versions(self, actor: Actor) -> tuple[KeptSlabs, ...]:
        """Every version, the newest first."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            return Incentive(work).versions()

    def set_slabs(self, actor: Actor, product_id: UUID | None, typed: str, from_on: date) -> SlabVersion:
        """New slabs of a product (None: of every product without own ones), from tomorrow or later on.

        Raises UserError for what isn't one, and for a day that is today or past: what was earned stays.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            info = workspace_info(work)
            today = work.now.astimezone(ZoneInfo(info.zone)).date()
            if from_on <= today:
                raise UserError(
                    "Slabs change from tomorrow on. Choose a day after {day}.",
                    field="from_on",
                    day=day_of_date(today),
                )
            if product_id is not None and Products(work).get(product_id) is None:
                raise NotFound("This product does not exist any more. Choose another.", field="product")
            version = SlabVersion(product_id, number_of(from_on), parse_slabs(typed, info.currency))
            Incentive(work).add(version)
            work.record("incentive.slabs", "product", product_id, from_on=version.from_on)
            work.announce("settings")
            return version
