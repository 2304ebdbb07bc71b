"""Random calls of every kind as plain values, and what they come to, counted the plain way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import insert

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.dispositions import READY_SET, Flag
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.tables import calls
from crm_desktop.store.unit_of_work import Work

FLAGS = [d.flags for d in READY_SET] + [
    frozenset({Flag.SUCCESS, Flag.DO_NOT_CALL}),
    frozenset({Flag.CALL_BACK}),
]


@st.composite
def made_up_calls(
    draw: st.DrawFn,
    lead_id: UUID,
    people: list[UUID],
    campaigns: list[UUID | None],
    around: datetime,
    zone: str,
) -> Call:
    """A closed call within three days of `around`: of any direction, known any way, with any ready result."""
    at = around + timedelta(
        seconds=draw(st.integers(-3 * 86_400, 3 * 86_400)), microseconds=draw(st.integers(0, 999_999))
    )
    ring, talk, wrap = (timedelta(milliseconds=draw(st.integers(0, 400_000))) for _ in range(3))
    is_answered, has_end = draw(st.booleans()), draw(st.booleans())
    answered_at = at + ring if is_answered else None
    ended_at = at + ring + talk if has_end else None
    local = at.astimezone(ZoneInfo(zone)).date()
    return Call(
        id=new_id(),
        lead_id=lead_id,
        campaign_id=draw(st.sampled_from(campaigns)),
        phone_id=None,
        person_id=draw(st.sampled_from(people)),
        direction=draw(st.sampled_from(list(Direction))),
        state=CallState.CLOSED,
        known_how=draw(st.sampled_from(list(KnownHow))),
        is_practice=draw(st.integers(0, 9)) == 0,
        dialler="by_hand",
        attempt_no=1,
        dialled_at=at,
        answered_at=answered_at,
        ended_at=ended_at,
        closed_at=at + ring + talk + wrap,
        talk_s=round(talk.total_seconds()) if is_answered and has_end else None,
        disposition_code="X",
        disposition_label="X",
        end_cause="",
        note="",
        flags=draw(st.sampled_from(FLAGS)),
        day=number_of(
            local - timedelta(days=draw(st.sampled_from([0, 0, 1])))
        ),  # some belong to a night shift
    )


def a_call(lead_id: UUID, person_id: UUID, at: datetime, zone: str, **more: Any) -> Call:
    """A closed call by hand that nobody answered, unless told otherwise."""
    plain = Call(
        id=new_id(),
        lead_id=lead_id,
        campaign_id=None,
        phone_id=None,
        person_id=person_id,
        direction=Direction.OUT,
        state=CallState.CLOSED,
        known_how=KnownHow.MARKED,
        is_practice=False,
        dialler="by_hand",
        attempt_no=1,
        dialled_at=at,
        answered_at=None,
        ended_at=None,
        closed_at=at + timedelta(minutes=1),
        talk_s=None,
        disposition_code="X",
        disposition_label="X",
        end_cause="",
        note="",
        day=number_of(at.astimezone(ZoneInfo(zone)).date()),
    )
    return replace(plain, **more)


def add_row(work: Work, call: Call) -> None:
    """The call's row, closed as it is."""
    values: dict[str, Any] = {
        name: getattr(call, name)
        for name in call.__dataclass_fields__
        if name in calls.c and name not in ("direction", "state", "known_how")
    }
    if not call.is_left_out:
        del values["is_left_out"]  # a released schema doesn't have it yet
    work.connection.execute(
        insert(calls).values(
            **values,
            direction=call.direction.value,
            state=call.state.value,
            known_how=call.known_how.value,
            disposition_flags=flags_text(call.flags),
        )
    )


def plain_totals(found: list[Call], zone: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What the hours come to, counted from the calls with nothing but loops and conditions."""
    hours: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    for call in found:
        if call.is_practice:
            continue
        local = call.dialled_at.astimezone(ZoneInfo(zone))
        began = call.dialled_at - timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        here = hours[call.day, call.person_id, began, call.campaign_id or UUID(int=0)]
        _count(here, call)
    return {key: dict(values) for key, values in hours.items()}


def _count(here: dict[str, Any], call: Call) -> None:
    out, taken = call.direction == "out", call.direction == "in"
    human = "human" in call.flags
    if call.known_how == "measured" and call.talk_s is not None:
        answered = call.talk_s > 0
    else:
        answered = call.answered_at is not None or human
    spoke = human and ((out and answered) or taken)
    handled = (
        ((out and answered) or taken) and call.known_how in ("measured", "marked") and call.talk_s is not None
    )
    here["attempts"] += out
    here["answered"] += out and answered
    here["conversations"] += spoke
    here["incoming_conversations"] += spoke and taken
    success = "success" in call.flags
    here["interested"] += success and "final" not in call.flags and "do_not_call" not in call.flags
    here["successes"] += success
    here["finals"] += "final" in call.flags
    here["call_backs"] += "call_back" in call.flags
    here["do_not_calls"] += "do_not_call" in call.flags
    here["wrong_numbers"] += "wrong_number" in call.flags
    here["incoming"] += taken
    here["missed"] += call.direction == "missed"
    here["entered_later"] += call.known_how == "later"
    here["talk_calls"] += handled
    here["talk_s"] += call.talk_s if handled and call.talk_s else 0
    has_wrap = handled and call.ended_at is not None
    here["wrap_calls"] += has_wrap
    if has_wrap and call.closed_at is not None and call.ended_at is not None:
        here["wrap_s"] += int((call.closed_at - call.ended_at).total_seconds())
    else:
        here["wrap_s"] += 0
    here.setdefault("first_at", None)
    here.setdefault("last_at", None)
    if out or taken:
        here["first_at"] = min(here["first_at"] or datetime.max.replace(tzinfo=UTC), call.dialled_at)
        here["last_at"] = max(here["last_at"] or datetime.min.replace(tzinfo=UTC), call.dialled_at)
