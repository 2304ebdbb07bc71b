"""Stretches of people's days that count as ruled: what a break, an absence or a forgotten sign-out was.

Calls stay calls, with the time after them unless the person was gone; all else of the stretch counts as the
ruling says. Of two rulings about the same moments the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.presence import SECOND, Span, State, Stretch

#: What a ruling may make of a stretch.
RULED_STATES = (State.READY, State.BREAK, State.AWAY, State.SIGNED_OUT)


@dataclass(frozen=True, slots=True)
class RuledTime:
    """A stretch of somebody's day (yyyymmdd) and as what it counts; `ruled_at` is when that was said."""

    person_id: UUID
    day: int
    state: State
    reason: str
    began: datetime
    until: datetime
    ruled_at: datetime


def as_ruled(found: Sequence[Span], rulings: Iterable[RuledTime]) -> tuple[Span, ...]:
    """The spans of one day as they count since these rulings about it."""
    spans = list(found)
    for ruled in sorted(rulings, key=lambda each: each.ruled_at):
        spans = sorted((*_outside(spans, ruled), *_inside(spans, ruled)), key=lambda span: span.began)
    return _with_over(spans)


def stretches_of(found: Sequence[Span], stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """When somebody was there, by the spans of the day; the sign-ins are those of `stretches`."""
    runs: list[tuple[datetime, datetime]] = []
    for span in found:
        if runs and span.began <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], span.until)
        else:
            runs.append((span.began, span.until))
    return tuple(_stretch(began, until, stretches) for began, until in runs)


def _stretch(began: datetime, until: datetime, stretches: Sequence[Stretch]) -> Stretch:
    within = [one for one in stretches if one.began < until and one.until > began] or list(stretches)
    last = within[-1]
    return Stretch(within[0].session_id, began, until, last.is_open and last.until == until)


def _stays(span: Span, ruled: RuledTime) -> bool:
    """Whether a span counts as it did, whatever was ruled about its time."""
    if span.until <= ruled.began or span.began >= ruled.until or span.state is State.ON_CALL:
        return True
    return span.state is State.WRAP_UP and ruled.state is not State.SIGNED_OUT


def _outside(spans: Iterable[Span], ruled: RuledTime) -> Iterator[Span]:
    """What lies before and after the stretch, and the calls within."""
    for span in spans:
        if _stays(span, ruled):
            yield span
            continue
        if span.began < ruled.began:
            yield replace(span, until=ruled.began, is_open=False)
        if span.until > ruled.until:
            yield replace(span, began=ruled.until)


def _inside(spans: Iterable[Span], ruled: RuledTime) -> Iterator[Span]:
    """The stretch as ruled, without the calls within; none where the person was gone."""
    if ruled.state is State.SIGNED_OUT:
        return
    began = ruled.began
    for span in spans:
        if not _stays(span, ruled) or span.until <= began or span.began >= ruled.until:
            continue
        if span.began > began:
            yield Span(ruled.state, began, span.began, ruled.began, ruled.reason)
        began = span.until
    if began < ruled.until:
        yield Span(ruled.state, began, ruled.until, ruled.began, ruled.reason)


def _with_over(spans: Iterable[Span]) -> tuple[Span, ...]:
    """With what of each break is still over its limit."""
    done: list[Span] = []
    used: dict[tuple[datetime, str], timedelta] = {}
    for span in spans:
        if span.state is State.BREAK and span.allowed_s is not None:
            key, allowed = (span.since, span.reason), timedelta(seconds=span.allowed_s)
            before = used.get(key, timedelta())
            used[key] = after = before + span.took
            over_s = max(0, (after - allowed) // SECOND) - max(0, (before - allowed) // SECOND)
            span = replace(span, over_s=over_s)
        done.append(span)
    return tuple(done)
