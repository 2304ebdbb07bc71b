"""What the call-backs page reads in one go, and the days it counts; for the read lane, touches no widget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.appointments import FARTHEST, AppointmentState
from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.lead_query import LeadQuery, NextCall
from crm_desktop.services.callbacks import MyCallbacks
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.session import Session

STRIP_DAYS = 14  # today and those after it; then all later ones together
UNCLOSED = timedelta(days=7)  # so long an appointment that nobody closed is asked about
NOTHING_PROMISED = MyCallbacks((), (), (), ())


@dataclass(frozen=True, slots=True)
class Day:
    """One place of the strip: a day (None: everything after the others) and what stands on it."""

    on: date | None
    count: int
    overdue: int = 0
    done: int = 0
    first_at: datetime | None = None
    appointments: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows. `of_day` are the call-backs of the chosen day where it isn't today."""

    mine: MyCallbacks = NOTHING_PROMISED
    days: tuple[Day, ...] = ()
    place: int = 0
    of_day: tuple[CallbackRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
    hours: dict[UUID, CallingWindow] | None = None
    people: tuple[tuple[UUID, str], ...] = ()
    without_step: int = 0  # open leads of mine that nothing brings back
    today_left: int = 0  # call-backs due later today, listed or not

    @property
    def overdue(self) -> int:
        """How many are overdue, listed or not."""
        return self.days[0].overdue if self.days else 0

    @property
    def coming(self) -> int:
        """How many are due after today, listed or not."""
        return sum(day.count for day in self.days[1:])


def without_step(person_id: UUID) -> LeadQuery:
    """A person's open leads with neither a call-back nor a next try."""
    return LeadQuery(status=("open",), next_call=NextCall.NONE.value, owner=str(person_id))


def read(session: Session, place: int) -> Read:
    """My call-backs and appointments; those of the day at `place` of the strip too."""
    services, actor, now = session.services, session.actor, session.clock.now()
    mine = services.callbacks.mine(actor)
    if mine.is_kept:
        return _kept(session, place, mine, now)
    zone = services.workspace.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    begin = _midnight(today, zone)
    appointments = services.appointments.between(actor, begin - UNCLOSED, now + FARTHEST)
    times = services.callbacks.due_times(actor)
    overdue = services.callbacks.count_badge(actor)
    days = strip(times, appointments, now, zone, overdue=overdue, done=len(mine.done_today))
    of_day: tuple[CallbackRow, ...] = ()
    if place:
        since = _midnight(today + timedelta(days=place), zone)
        until = None if days[place].on is None else _midnight(today + timedelta(days=place + 1), zone)
        of_day = services.callbacks.on_days(actor, since, until)
    others = services.people.colleagues(actor)
    return Read(
        mine=mine,
        days=days,
        place=place,
        of_day=of_day,
        appointments=appointments,
        hours={campaign.id: campaign.window for campaign in services.campaigns.list(actor, True)},
        people=tuple((p.id, p.display_name) for p in others if p.id != actor.person_id),
        without_step=services.leads.count(actor, without_step(actor.person_id)),
        today_left=days[0].count - overdue,
    )


def _kept(session: Session, place: int, mine: MyCallbacks, now: datetime) -> Read:
    """What the workstation keeps for the next hours, while the server that has the rest is away."""
    services, actor, zone = session.services, session.actor, session.services.workspace.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    since = _midnight(today, zone)
    appointments = services.appointments.between(actor, since, now + FARTHEST)
    open_ones = (*mine.overdue, *mine.today, *mine.coming)
    times = sorted(row.due_at for row in open_ones if row.due_at >= since)
    days = strip(times, appointments, now, zone, overdue=len(mine.overdue), done=len(mine.done_today))
    begin, end = (_midnight(today + timedelta(days=place + more), zone) for more in (0, 1))
    is_last = days[place].on is None
    of_day = tuple(row for row in open_ones if begin <= row.due_at and (is_last or row.due_at < end))
    return Read(
        mine=mine,
        days=days,
        place=place,
        of_day=of_day if place else (),
        appointments=appointments,
        hours={campaign.id: campaign.window for campaign in services.campaigns.list(actor)},
        today_left=days[0].count - len(mine.overdue),
    )


def strip(
    times: Sequence[datetime],
    appointments: Iterable[AppointmentRow],
    now: datetime,
    zone: str,
    *,
    overdue: int,
    done: int,
) -> tuple[Day, ...]:
    """Today and the days after it, and all later ones together, by the office's clock.

    `times` are those from the beginning of today on, in order; `overdue` counts earlier ones too.
    """
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    counts: Counter[int] = Counter()
    first: dict[int, datetime] = {}
    for at in times:
        if at <= now:
            continue
        place = min(STRIP_DAYS, (at.astimezone(local).date() - today).days)
        counts[place] += 1
        first.setdefault(place, at)
    booked: Counter[int] = Counter()
    for row in appointments:
        ahead = (row.appointment.starts_at.astimezone(local).date() - today).days
        if row.appointment.state is AppointmentState.PLANNED and ahead >= 0:
            booked[min(STRIP_DAYS, ahead)] += 1
    found = [Day(today, overdue + counts[0], overdue, done, first.get(0), booked[0])]
    for place in range(1, STRIP_DAYS + 1):
        on = None if place == STRIP_DAYS else today + timedelta(days=place)
        found.append(Day(on, counts[place], first_at=first.get(place), appointments=booked[place]))
    return tuple(found)


def appointments_at(
    rows: Sequence[AppointmentRow], days: Sequence[Day], place: int, now: datetime, zone: str
) -> tuple[list[AppointmentRow], list[AppointmentRow]]:
    """Those of the day at `place`; and, today, those that are over and not closed yet."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    of_day, unclosed = [], []
    for row in rows:
        ahead = (row.appointment.starts_at.astimezone(local).date() - today).days
        is_over = row.appointment.ends_at <= now and row.appointment.state is AppointmentState.PLANNED
        if place == 0 and is_over:
            unclosed.append(row)
        elif ahead == place or (days[place].on is None and ahead >= place):
            of_day.append(row)
    return of_day, unclosed


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(zone))
