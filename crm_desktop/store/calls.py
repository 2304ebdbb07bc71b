"""Calls, as rows, and what a call changes at its phone and its lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, insert, literal, literal_column, or_, select, update

from crm_desktop.domain.call import LOST, Call, CallState, Direction, KnownHow
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.quick import quick
from crm_desktop.domain.result_fields import FieldValue
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import flags_of, flags_text
from crm_desktop.store.month_ends import day_of_result
from crm_desktop.store.prepared import Prepared, needed, rows_of
from crm_desktop.store.tables import calls, do_not_calls, lead_phones, leads, phones
from crm_desktop.store.unit_of_work import Work

_c = calls.c


CALL_COLUMNS = (
    *(_c.id, _c.lead_id, _c.campaign_id, _c.phone_id, _c.person_id, _c.direction, _c.state, _c.known_how),
    *(_c.is_practice, _c.dialler, _c.attempt_no, _c.dialled_at, _c.answered_at, _c.ended_at, _c.closed_at),
    *(_c.talk_s, _c.disposition_code, _c.disposition_label, _c.disposition_flags, _c.end_cause, _c.note),
    _c.disposition_values,
    _c.day,
    _c.is_left_out,
)
GET = Prepared(lambda is_sqlite: select(*CALL_COLUMNS).where(_c.id == needed("call_id", _c.id)))
OPEN_OF = Prepared(
    lambda is_sqlite: select(*CALL_COLUMNS).where(
        _c.person_id == needed("person_id", _c.person_id),
        literal_column("calls.state = 'open'"),
    )
)
_ADD = Prepared(
    lambda is_sqlite: insert(calls).values(
        id=needed("v_id", _c.id),
        lead_id=needed("v_lead_id", _c.lead_id),
        campaign_id=needed("v_campaign_id", _c.campaign_id),
        phone_id=needed("v_phone_id", _c.phone_id),
        person_id=needed("v_person_id", _c.person_id),
        session_id=needed("v_session_id", _c.session_id),
        is_practice=needed("v_is_practice", _c.is_practice),
        known_how=needed("v_known_how", _c.known_how),
        dialler=needed("v_dialler", _c.dialler),
        attempt_no=needed("v_attempt_no", _c.attempt_no),
        dialled_at=needed("v_dialled_at", _c.dialled_at),
        day=needed("v_day", _c.day),
        gate=needed("v_gate", _c.gate),
    )
)
_CLOSE = Prepared(
    lambda is_sqlite: (
        update(calls)
        .where(_c.id == needed("call_id", _c.id))
        .values(
            state=CallState.CLOSED.value,
            closed_at=needed("v_closed_at", _c.closed_at),
            talk_s=needed("v_talk_s", _c.talk_s),
            disposition_id=needed("v_disposition_id", _c.disposition_id),
            disposition_code=needed("v_code", _c.disposition_code),
            disposition_label=needed("v_label", _c.disposition_label),
            disposition_flags=needed("v_flags", _c.disposition_flags),
            note=needed("v_note", _c.note),
            disposition_values=needed("v_values", _c.disposition_values),
        )
    )
)
_PHONE_DIALLED = Prepared(
    lambda is_sqlite: (
        update(phones)
        .where(phones.c.id == needed("phone_id", phones.c.id))
        .values(
            attempts=phones.c.attempts + 1,
            day_attempts=case(
                (phones.c.day == needed("day", phones.c.day), phones.c.day_attempts + 1),
                else_=literal_column("1"),
            ),
            day=needed("day", phones.c.day),
            last_attempt_at=needed("at", phones.c.last_attempt_at),
        )
    )
)
_LEAD_DIALLED = Prepared(
    lambda is_sqlite: (
        update(leads)
        .where(leads.c.id == needed("lead_id", leads.c.id))
        .values(attempts=leads.c.attempts + 1, last_call_at=needed("at", leads.c.last_call_at))
    )
)
_GIVEN_BEFORE = Prepared(
    lambda is_sqlite: select(func.count().label("given")).where(
        _c.lead_id == needed("lead_id", _c.lead_id),
        _c.campaign_id == needed("campaign_id", _c.campaign_id),
        _c.disposition_code == needed("code", _c.disposition_code),
    )
)
_STATE = ("status", "last_result", "next_call_at", "owner_id", "team_id")


@lru_cache(maxsize=32)
def _lead_after(columns: tuple[str, ...]) -> Prepared:
    """Writes these columns of a lead alone: each that is named costs SQLite its indexes, changed or not."""
    return Prepared(
        lambda is_sqlite: (
            update(leads)
            .where(leads.c.id == needed("lead_id", leads.c.id))
            .values({name: needed(f"v_{name}", leads.c[name]) for name in columns})
        )
    )


_LEAD_NOW = Prepared(
    lambda is_sqlite: select(
        leads.c.status, leads.c.last_result, leads.c.next_call_at, leads.c.owner_id, leads.c.team_id
    ).where(leads.c.id == needed("lead_id", leads.c.id))
)


@quick
@dataclass(frozen=True, slots=True)
class LeadState:
    """What a call changes at a lead."""

    status: str
    last_result: str
    next_call_at: datetime | None
    owner_id: UUID | None
    team_id: UUID | None


@lru_cache(maxsize=32)
def _changed(columns: tuple[str, ...]) -> Prepared:
    """Writes these columns of a call."""
    return Prepared(
        lambda is_sqlite: (
            update(calls)
            .where(_c.id == needed("call_id", _c.id))
            .values({name: needed(f"v_{name}", _c[name]) for name in columns})
        )
    )


class Calls:
    """Repository of calls."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, call_id: UUID) -> Call | None:
        """One call."""
        row = GET.row(self._work, call_id=call_id)
        return None if row is None else call_of(row)

    def open_of(self, person_id: UUID) -> Call | None:
        """The call a person is on, or still owes a result for."""
        row = OPEN_OF.row(self._work, person_id=person_id)
        return None if row is None else call_of(row)

    def add(self, call: Call, session_id: UUID | None, gate: str = "") -> None:
        """Keep a call that is being dialled; `gate`: the version of the rules that let it through."""
        _ADD.later(
            self._work,
            v_id=call.id,
            v_lead_id=call.lead_id,
            v_campaign_id=call.campaign_id,
            v_phone_id=call.phone_id,
            v_person_id=call.person_id,
            v_session_id=session_id,
            v_is_practice=call.is_practice,
            v_known_how=call.known_how.value,
            v_dialler=call.dialler,
            v_attempt_no=call.attempt_no,
            v_dialled_at=call.dialled_at,
            v_day=call.day,
            v_gate=gate,
        )

    def count_results(self, lead_id: UUID, campaign_id: UUID, code: str) -> int:
        """How often a lead had this result in a campaign."""
        row = _GIVEN_BEFORE.row(self._work, lead_id=lead_id, campaign_id=campaign_id, code=code)
        return 0 if row is None else int(row.given)

    def close(
        self,
        call_id: UUID,
        disposition: Disposition,
        note: str,
        talk_s: int | None,
        values: Sequence[FieldValue] = (),
        *,
        day: int | None,
    ) -> None:
        """End a call of a day (yyyymmdd) with its result and what the result noted."""
        _CLOSE.later(
            self._work,
            call_id=call_id,
            v_closed_at=self._work.now,
            v_talk_s=talk_s,
            v_disposition_id=disposition.id,
            v_code=disposition.code,
            v_label=disposition.label,
            v_flags=flags_text(disposition.flags_on(day)),
            v_note=note,
            v_values=[value.to_json() for value in values] or None,
        )

    def close_lost(self, lead_id: UUID, person_id: UUID) -> tuple[UUID, ...]:
        """End other people's calls with a lead whose programs never did: the tries stay, without a result.

        For who has the lead on the screen now; gives the calls' ids.
        """
        connection = self._work.connection
        if not self._work.is_sqlite:
            ids = (literal(lead_id, _c.id.type), literal(person_id, _c.id.type))
            return tuple(connection.execute(rows_of(func.close_lost_calls(*ids), _c.id)).scalars())
        lost = select(_c.id, _c.day).where(
            _c.lead_id == lead_id, _c.person_id != person_id, _c.state == "open", _c.direction == "out"
        )
        found = connection.execute(lost).all()
        for call in found:
            closed = {"state": CallState.CLOSED.value, "closed_at": self._work.now, "end_cause": LOST}
            self.change(call.id, **closed, day=day_of_result(self._work, call.day))
        return tuple(call.id for call in found)

    def change(self, call_id: UUID, **values: object) -> None:
        """Set columns of a call: its times, how they are known, what ended it."""
        _changed(tuple(values)).later(self._work, call_id=call_id, **{f"v_{k}": v for k, v in values.items()})

    def reopen(self, call_id: UUID) -> None:
        """Take a call's result back; its note stays until the next result brings it again."""
        if not self._work.is_sqlite:  # nobody changes a closed call: the server looks whether it may be
            self._work.connection.execute(select(func.reopen_call(literal(call_id, _c.id.type))))
            return
        self.change(
            call_id,
            state=CallState.OPEN.value,
            closed_at=None,
            talk_s=None,
            disposition_id=None,
            disposition_code="",
            disposition_label="",
            disposition_flags="",
            disposition_values=None,
        )

    def newer_on_lead(self, lead_id: UUID, call: Call) -> bool:
        """Whether the lead was dialled again after this call."""
        later = or_(_c.dialled_at > call.dialled_at, and_(_c.dialled_at == call.dialled_at, _c.id > call.id))
        row = self._work.connection.execute(
            select(_c.id).where(_c.lead_id == lead_id, _c.id != call.id, later).limit(1)
        ).first()
        return row is not None

    # --- what a dial and a result change beside the call ---

    def count_dial(self, lead_id: UUID, phone_id: UUID, day: int) -> None:
        """Count a dial at its phone (`day`: yyyymmdd in the lead's zone) and its lead."""
        _PHONE_DIALLED.later(self._work, phone_id=phone_id, day=day, at=self._work.now)
        _LEAD_DIALLED.later(self._work, lead_id=lead_id, at=self._work.now)

    def lead_state(self, lead_id: UUID) -> LeadState:
        """What a call may change at the lead, as it is."""
        row = _LEAD_NOW.row(self._work, lead_id=lead_id)
        assert row is not None, "a call's lead is never deleted"
        return LeadState(row.status, row.last_result, row.next_call_at, row.owner_id, row.team_id)

    def set_lead_state(self, lead_id: UUID, state: LeadState, *, before: LeadState | None = None) -> None:
        """Write what a call changed at the lead; only what differs from `before`, where that is known."""
        after = {
            name: getattr(state, name)
            for name in _STATE
            if before is None or getattr(state, name) != getattr(before, name)
        }
        if after:
            values = {f"v_{name}": value for name, value in after.items()}
            _lead_after(tuple(after)).later(self._work, lead_id=lead_id, **values)

    def set_do_not_call(
        self,
        phone_id: UUID,
        at: datetime | None,
        why: str,
        call_id: UUID | None = None,
        list_id: UUID | None = None,
    ) -> UUID:
        """Set or (at None) lift a do-not-call, and keep who did it, or which list said so; gives the row."""
        row_id = new_id()
        self._work.connection.execute(update(phones).where(phones.c.id == phone_id).values(do_not_call_at=at))
        self._work.connection.execute(
            insert(do_not_calls).values(
                id=row_id,
                phone_id=phone_id,
                at=self._work.now,
                person_id=self._work.actor.person_id if self._work.actor else None,
                call_id=call_id,
                is_lifted=at is None,
                why=why,
                list_id=list_id,
            )
        )
        return row_id

    def set_wrong(self, lead_id: UUID, phone_id: UUID, at: datetime | None) -> None:
        """Mark a number as not this lead's, or take that back."""
        self._work.connection.execute(
            update(lead_phones)
            .where(lead_phones.c.lead_id == lead_id, lead_phones.c.phone_id == phone_id)
            .values(wrong_at=at)
        )


def call_of(row: Any) -> Call:
    """The call of a row with `CALL_COLUMNS`."""
    return Call(
        id=row.id,
        lead_id=row.lead_id,
        campaign_id=row.campaign_id,
        phone_id=row.phone_id,
        person_id=row.person_id,
        direction=Direction(row.direction),
        state=CallState(row.state),
        known_how=KnownHow(row.known_how),
        is_practice=bool(row.is_practice),
        dialler=row.dialler,
        attempt_no=row.attempt_no,
        dialled_at=row.dialled_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        closed_at=row.closed_at,
        talk_s=row.talk_s,
        disposition_code=row.disposition_code,
        disposition_label=row.disposition_label,
        end_cause=row.end_cause,
        note=row.note,
        flags=flags_of(row.disposition_flags),
        values=tuple(FieldValue.from_json(kept) for kept in row.disposition_values or ()),
        day=row.day,
        is_left_out=bool(row.is_left_out),
    )
