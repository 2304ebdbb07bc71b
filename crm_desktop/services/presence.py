"""Breaks and presence: what people change to, and how the team and each person's day look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from crm_desktop.domain.attendance import SignedIn, acts_of, day_stretches
from crm_desktop.domain.people import LOST, Actor, Permission, Person, Reach
from crm_desktop.domain.presence import (
    AWAY_REASONS,
    HEARD_WITHIN,
    BreakReason,
    CallTimes,
    Change,
    Now,
    Span,
    State,
    Stretch,
    break_reason,
    now_of,
    spans,
)
from crm_desktop.domain.ruled_time import as_ruled
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.domain.shift import date_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.contests import Contests
from crm_desktop.store.people import People
from crm_desktop.store.presence import Here, LastCall, Presence
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.unit_of_work import Store, Work

T = TypeVar("T")
_A_DAY = timedelta(hours=24)
_THIS_MOMENT = timedelta(milliseconds=1)  # so that what changed just now counts


@dataclass(frozen=True, slots=True)
class DayTimeline:
    """One person's day (yyyymmdd): its spans in order, and when it was looked at."""

    person_id: UUID
    day: int
    spans: tuple[Span, ...]
    looked_at: datetime
    zone: str


def allowed_s(work: Work, reason: BreakReason) -> int | None:
    """How many seconds the workspace allows for a break now; None: no limit."""
    found = SettingRows(work).of_workspace(reason.setting)
    return allowed_of(SETTINGS[reason.setting].default if found is None else found)


def allowed_of(minutes: int) -> int | None:
    """What a setting in minutes allows, in seconds."""
    return minutes * 60 or None


def known_reason(code: str) -> BreakReason:
    """The reason of that name; UserError where there is none."""
    found = break_reason(code)
    if found is None:
        raise UserError("“{reason}” is not a reason for a break. Choose one of the list.", reason=code)
    return found


# ---- changes, within a transaction; the outbox applies kept ones through the same --------------------


def begin_break(work: Work, person_id: UUID, session_id: UUID, act_id: UUID, code: str) -> Change:
    """Begin a break; a second one takes the place of the first."""
    reason = known_reason(code)
    change = Presence(work).add(
        act_id, person_id, session_id, State.BREAK, reason.code, allowed_s(work, reason)
    )
    work.record("break_started", "person", person_id, reason=reason.code)
    work.announce("people", person_id)
    return change


def end_break(work: Work, person_id: UUID, session_id: UUID, act_id: UUID) -> bool:
    """Back from a break; False where there was none."""
    return _ready_from(work, State.BREAK, "break_ended", person_id, session_id, act_id)


def step_away(work: Work, person_id: UUID, session_id: UUID, act_id: UUID, why: str) -> bool:
    """Away from the workstation; a break stays a break, and who is away already stays so. False then."""
    assert why in AWAY_REASONS, why
    rows = Presence(work)
    last = rows.last(person_id, session_id)
    if last is not None and last.state is not State.READY:
        return False
    rows.add(act_id, person_id, session_id, State.AWAY, why)
    work.record("stepped_away", "person", person_id, reason=why)
    work.announce("people", person_id)
    return True


def step_back(work: Work, person_id: UUID, session_id: UUID, act_id: UUID) -> bool:
    """Back at the workstation; False where the person wasn't away, also while a break goes on."""
    return _ready_from(work, State.AWAY, "stepped_back", person_id, session_id, act_id)


def _ready_from(work: Work, state: State, act: str, person_id: UUID, session_id: UUID, act_id: UUID) -> bool:
    rows = Presence(work)
    last = rows.last(person_id, session_id)
    if last is None or last.state is not state:
        return False
    rows.add(act_id, person_id, session_id, State.READY)
    work.record(act, "person", person_id)
    work.announce("people", person_id)
    return True


class PresenceService:
    """Changes of the own presence; the own day, and the team's as far as the person's reach goes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---- acts --------------------------------------------------------------------------------------

    def start_break(self, actor: Actor, reason: str, request_id: UUID) -> Change:
        """Begin a break with a reason."""
        known_reason(reason)
        payload = {"reason": reason}
        with self._store.write(actor) as work:
            rows = Presence(work)
            if work.earlier_result(request_id, "start_break", payload) is None:
                begin_break(work, actor.person_id, actor.session_id, request_id, reason)
                work.keep_result(request_id, "start_break", payload, {})
            found = rows.last(actor.person_id, actor.session_id)
        if found is None or found.state is not State.BREAK:
            raise UserError("This break is over already. Take a new one.")
        return found

    def end_break(self, actor: Actor, request_id: UUID) -> bool:
        """Back from the break; harmless where there was none."""
        return self._once(actor, "end_break", request_id, {}, end_break)

    def step_away(self, actor: Actor, why: str, request_id: UUID) -> bool:
        """Nobody is there, by one of `AWAY_REASONS`."""

        def away(work: Work, person_id: UUID, session_id: UUID, act_id: UUID) -> bool:
            return step_away(work, person_id, session_id, act_id, why)

        return self._once(actor, "step_away", request_id, {"why": why}, away)

    def step_back(self, actor: Actor, request_id: UUID) -> bool:
        """The window was unlocked; harmless where the person wasn't away."""
        return self._once(actor, "step_back", request_id, {}, step_back)

    def _once(
        self,
        actor: Actor,
        kind: str,
        request_id: UUID,
        payload: dict[str, object],
        do: Callable[[Work, UUID, UUID, UUID], bool],
    ) -> bool:
        with self._store.write(actor) as work:
            earlier = work.earlier_result(request_id, kind, payload)
            if earlier is not None:
                return bool(earlier["is_changed"])
            is_changed = do(work, actor.person_id, actor.session_id, request_id)
            work.keep_result(request_id, kind, payload, {"is_changed": is_changed})
            return is_changed

    def current_break(self, actor: Actor) -> Change | None:
        """The break this sign-in is in."""
        with self._store.read(actor) as work:
            last = Presence(work).last(actor.person_id, actor.session_id)
        return last if last is not None and last.state is State.BREAK else None

    # ---- looking -----------------------------------------------------------------------------------

    def day(self, actor: Actor, person_id: UUID | None = None, day: int | None = None) -> DayTimeline:
        """A day of one's own, or of somebody within reach; today unless said. A night shift is one day."""
        whose = actor.person_id if person_id is None else person_id
        with self._store.read(actor) as work:
            if whose != actor.person_id:
                _within_reach(work, actor, whose)
            zone = workspace_zone(work)
            number = Shifts(work).day_of(whose, work.now) if day is None else day
            return DayTimeline(whose, number, spans_of(work, whose, number, zone), work.now, zone)

    def now(self, actor: Actor) -> dict[UUID, Now]:
        """What everybody within reach is doing: a team lead's own team, an admin's whole office."""
        reached = actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            within = [p.id for p in People(work).all() if _is_within(actor, reached, p)]
            return _now(work, within)

    def mine_now(self, actor: Actor) -> Now:
        """What oneself is doing."""
        with self._store.read(actor) as work:
            return _now(work, [actor.person_id])[actor.person_id]


def _is_within(actor: Actor, reached: Reach, person: Person) -> bool:
    own = actor.team_id is not None and person.team_id == actor.team_id
    return reached is Reach.ALL or person.id == actor.person_id or own


def _within_reach(work: Work, actor: Actor, person_id: UUID) -> None:
    reached = actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
    person = People(work).get(person_id)
    if person is None:
        raise NotFound("This person is not here any more. Look at the list again.")
    if not _is_within(actor, reached, person):
        raise NotAllowed("This person is not in your team. Ask an admin.")


def spans_of(work: Work, person_id: UUID, day: int, zone: str) -> tuple[Span, ...]:
    """The spans of a person's day (yyyymmdd), as they count since what was ruled about them."""
    from crm_desktop.services.reports.asked import make_span  # reports know calls: not while both load

    rows, sums = Presence(work), ReportSums(work)
    date = date_of(day)
    span = make_span(date, date, zone, (person_id,), (person_id,))
    changes, calls = rows.changes(person_id, day), rows.calls(person_id, day)
    firsts = sums.first_and_last_calls(span)
    if calls:  # a call that has no result yet isn't counted among them
        first, last = firsts.get((person_id, day), (calls[0].began, calls[-1].began))
        firsts[person_id, day] = min(first, calls[0].began), max(last, calls[-1].began)
    sign_ins = [_until_now(s, work.now) for s in sums.sign_ins(span)]
    stretches = day_stretches(sign_ins, acts_of(firsts, changes), zone).get(day, [])
    found = spans(stretches, changes, calls)
    ruled = Contests(work).ruled_times(span)
    return as_ruled(found, ruled) if ruled else found


@dataclass(frozen=True, slots=True)
class Present:
    """What somebody is doing, and their last call of the last day, if they are here."""

    now: Now
    last_call: LastCall | None = None


def _now(work: Work, people_ids: list[UUID]) -> dict[UUID, Now]:
    return {person_id: found.now for person_id, found in at_present(work, people_ids).items()}


def at_present(work: Work, people_ids: list[UUID]) -> dict[UUID, Present]:
    """What each of these people is doing: from the sign-ins of the last day, their changes, the last call.

    Four questions, however many people there are.
    """
    rows, since = Presence(work), work.now - _A_DAY
    here = rows.here(people_ids, since)
    stretches: dict[UUID, list[Stretch]] = defaultdict(list)
    for sign_in in here:
        stretches[sign_in.person_id].append(_stretch(sign_in, work.now))
    changes: dict[UUID, list[Change]] = defaultdict(list)
    for change in rows.changes_of(here):
        changes[change.person_id].append(change)
    calls = rows.last_calls(stretches, since) if stretches else {}
    left = rows.left([p for p in people_ids if p not in stretches], since)
    found = {}
    for person_id in people_ids:
        own = stretches.get(person_id)
        if own is None:
            at, why = left.get(person_id, (None, ""))
            found[person_id] = Present(Now(State.SIGNED_OUT, at, is_lost=why == LOST))
            continue
        call = calls.get(person_id)
        now = _at_present(own, changes[person_id], [] if call is None else [call.times])
        found[person_id] = Present(now, call)
    return found


def _at_present(stretches: list[Stretch], changes: list[Change], calls: list[CallTimes]) -> Now:
    is_silent = not any(s.is_open for s in stretches)
    found = spans(stretches, changes, calls)
    if not found:
        return Now(State.SIGNED_OUT, stretches[-1].until, is_lost=True)
    return now_of(found, is_lost=is_silent)


def _until_now(sign_in: SignedIn, now: datetime) -> SignedIn:
    """A sign-in whose program was heard of just now goes on; one that went silent ended then."""
    is_heard = sign_in.is_open and now - sign_in.until < HEARD_WITHIN
    until = max(now + _THIS_MOMENT, sign_in.until) if is_heard else sign_in.until
    return replace(sign_in, until=until, is_open=is_heard)


def _stretch(here: Here, now: datetime) -> Stretch:
    is_heard = now - here.last_seen_at < HEARD_WITHIN
    until = now + _THIS_MOMENT if is_heard else here.last_seen_at
    return Stretch(here.session_id, here.signed_in_at, max(until, here.signed_in_at), is_heard)
