"""Acts that workstations hand in for whoever did them; the server keeps only what is proven."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, text

from crm_desktop.domain.kept_acts import ActKind, ActState, KeptAct
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.store.tables import people, submitted_acts
from crm_desktop.store.unit_of_work import Work

_s = submitted_acts.c


class SubmittedActs:
    """Repository of acts handed in. Only PostgreSQL has the function that takes them in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def submit(self, acts: Sequence[KeptAct]) -> int:
        """Hand acts in; all or none. Gives how many are new. Refused by the server when one isn't proven."""
        statement = text("SELECT submit_acts(CAST(:acts AS jsonb))")
        given = json.dumps([_given(act) for act in acts], ensure_ascii=False)
        taken: int = self._work.connection.execute(statement, {"acts": given}).scalar_one()
        return taken

    def to_apply(self, actor: Actor) -> tuple[KeptAct, ...]:
        """What this person's program applies, in order: the own acts, and those of people who are disabled,
        or whose own program was refused, as far as the person's reach goes."""
        mine = _s.person_id == actor.person_id
        which = mine
        if actor.may(Permission.SEE_PEOPLE, Reach.TEAM):
            theirs = [people.c.is_disabled.is_(True), _s.submitted_by == _s.person_id]
            within = (
                [] if actor.reach(Permission.SEE_PEOPLE) is Reach.ALL else [people.c.team_id == actor.team_id]
            )
            which = or_(mine, and_(or_(*theirs), *within))
        rows = self._work.connection.execute(
            select(submitted_acts, people.c.display_name)
            .select_from(submitted_acts.join(people, people.c.id == _s.person_id))
            # A newer program's acts wait for a newer program.
            .where(_s.settled_at.is_(None), which, _s.kind.in_([kind.value for kind in ActKind]))
            .order_by(_s.person_id, _s.no)
        )
        return tuple(_act(row) for row in rows)

    def settle(self, act_id: UUID, outcome: str) -> None:
        """It is applied, or settled by the rules. What it said is kept no longer where it is one's own act or
        the server finds it done, and for two months otherwise."""
        self._work.connection.execute(
            text("SELECT settle_act(:act, :outcome)"), {"act": act_id, "outcome": outcome}
        )


def _given(act: KeptAct) -> dict[str, Any]:
    """As it was signed: every part as text, the number as a number."""
    return {
        "id": str(act.id),
        "no": act.no,
        "person_id": str(act.person_id),
        "session_id": str(act.session_id),
        "kind": act.kind.value,
        "lead_id": str(act.lead_id or ""),
        "call_id": str(act.call_id or ""),
        "made_at": act.made_at.isoformat(),
        "payload": act.payload,
        "mac": act.mac.hex(),
    }


def _act(row: Any) -> KeptAct:
    return KeptAct(
        id=row.id,
        no=row.no,
        person_id=row.person_id,
        session_id=row.session_id,
        person_name=row.display_name,
        kind=ActKind(row.kind),
        lead_id=row.lead_id,
        call_id=row.call_id,
        made_at=row.made_at,
        payload=row.payload,
        mac=bytes(row.mac),
        state=ActState.SUBMITTED,
    )
