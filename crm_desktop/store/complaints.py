"""Who complained lately, counted over everybody, and campaigns the brake stops; a server does both itself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, text, update

from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.complaints import BRAKE_SENTENCE, LOOKED_BACK, Brake, brake_of, stops
from crm_desktop.domain.requests import RequestKind, RequestState
from crm_desktop.store.tables import campaigns, requests
from crm_desktop.store.unit_of_work import Work


class Complaints:
    """Repository of the brake."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def count(self) -> int:
        """How many different people complained in the last ten days; who took it back doesn't count."""
        r, work = requests.c, self._work
        if not work.is_sqlite:
            return int(work.connection.execute(select(func.complaints_lately())).scalar_one())
        who = func.coalesce(func.hex(r.lead_id), r.name)
        asked = select(func.count(who.distinct())).where(
            r.kind == RequestKind.GRIEVANCE.value,
            r.state != RequestState.TAKEN_BACK.value,
            r.received_at > work.now - LOOKED_BACK,
        )
        return int(work.connection.execute(asked).scalar_one())

    def brake(self, levels: tuple[int, int, int]) -> tuple[Brake, int, tuple[UUID, ...]]:
        """Pause what so many complaints pause; gives how hard, the count, and which campaigns."""
        count = self.count()
        brake = brake_of(count, levels)
        if brake < Brake.PAUSE:
            return brake, count, ()
        work, c = self._work, campaigns.c
        if not work.is_sqlite:
            asked = text("SELECT brake_for_complaints()")
            return brake, count, tuple(work.connection.execute(asked).scalars())
        stopped = [kind.value for kind in CallClass if stops(brake, kind)]
        conditions = [c.paused_at.is_(None), c.is_active, ~c.is_practice, c.call_class.in_(stopped)]
        found = work.connection.execute(select(c.id).where(*conditions)).scalars().all()
        work.connection.execute(
            update(campaigns)
            .where(c.id.in_(found))
            .values(paused_at=work.now, paused_why=BRAKE_SENTENCE.format(count=count), version=c.version + 1)
        )
        return brake, count, tuple(found)
