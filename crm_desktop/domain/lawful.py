"""Why a campaign's people may be called: the answer, what follows from it, and until when.

A campaign carries its answer worked out over time as spans, so that the gate, the queue and the server go by
the same few facts and nobody computes law at each claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import midnight
from crm_desktop.domain.consent import Channel
from crm_desktop.domain.purposes import agreed_until
from crm_desktop.domain.queue import Reason
from crm_desktop.domain.quick import quick
from crm_desktop.domain.rule_packs import RulePack

LONGEST_PROOF = 300
MOST_OVERRIDDEN = timedelta(days=31)


class Basis(StrEnum):
    """The answers to “Why may we call these people?”."""

    ASKED = "asked"
    CUSTOMERS = "customers"
    AGREED = "agreed"
    LIST = "list"


# A lead's own basis alone: it agreed to calls about what it has with us, not to offers.
AGREED_SERVICE = "agreed_service"


class Scope(StrEnum):
    """For whom an answer holds: all of a campaign, the leads one import brought, or one lead."""

    CAMPAIGN = "campaign"
    IMPORT = "import"
    LEAD = "lead"


# Answers a lead can have of its own, whatever its campaign's is.
OWN_KINDS = (Basis.ASKED, Basis.AGREED)

# What is refused because of the answer, in the order in which it is told.
BASIS_REASONS = (
    Reason.NO_BASIS,
    Reason.BASIS_EXPIRED,
    Reason.SCRUB_MISSING,
    Reason.SCRUB_EXPIRED,
    Reason.LINE_SERIES,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered for a campaign.

    `on_date`: when they asked, since when they are customers, or when they agreed; None for `asked`: each
    lead has its own date. `ends_on`: the last day of an agreement. `source`: from whom a list is. `line`: the
    number the list is called from. `overridden_until`: an admin lets it pass until then (`why_overridden`).
    """

    kind: Basis
    on_date: date | None = None
    proof: str = ""
    source: str = ""
    line: str = ""
    ends_on: date | None = None
    overridden_until: datetime | None = None
    why_overridden: str = ""
    person_id: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scrub:
    """A run in which an operator took out of a list who doesn't want such calls."""

    provider: str
    reference: str
    at: datetime
    submitted: int
    suppressed: int
    person_id: UUID | None = None


@quick
@dataclass(frozen=True, slots=True)
class OwnBasis:
    """A lead's own newest basis, such as its enquiry, and when the lead was added.

    `purposes`: what it said of purposes of one's own (`domain/purposes.py`).
    """

    kind: str = ""
    until: datetime | None = None
    added_at: datetime | None = None
    purposes: str = ""


NO_BASIS_OF_ITS_OWN = OwnBasis()


@dataclass(frozen=True, slots=True)
class Span:
    """What holds until a moment (None: for good).

    `reasons`: why the campaign's people may not be called, empty when they may. `own`: kinds of a lead's own
    basis that let it be called whatever the campaign's answer. Hours are local minutes that law leaves.
    `rules`: version of the rules. `scrubbed_at`: leads added later aren't on the scrubbed list. `ended_at`:
    when the answer or scrub ran out. `purpose`: which of one's own purposes it is for, by number.
    """

    until: datetime | None
    reasons: tuple[Reason, ...] = ()
    own: tuple[str, ...] = ()
    from_minute: int = 0
    to_minute: int = 1440
    rules: str = ""
    scrubbed_at: datetime | None = None
    ended_at: datetime | None = None
    purpose: int | None = None

    @property
    def passes_all(self) -> bool:
        """Whether every lead passes, whenever it was added."""
        return not self.reasons and self.scrubbed_at is None

    def refusals(self, own: OwnBasis, now: datetime) -> tuple[Reason, ...]:
        """Why a lead with this basis of its own may not be called; empty when it may."""
        has_own = own.kind in self.own
        if has_own and (own.until is None or own.until > now):
            return ()
        if self.agreed_until(own, now) is not None:
            return ()
        if not self.reasons:
            is_late = self.scrubbed_at is not None and (own.added_at or now) > self.scrubbed_at
            return (Reason.SCRUB_MISSING,) if is_late else ()
        if has_own and self.reasons[0] is Reason.NO_BASIS:
            return (Reason.BASIS_EXPIRED, *self.reasons[1:])
        return self.reasons

    def agreed_until(self, own: OwnBasis, now: datetime) -> datetime | None:
        """Until when the lead agreed to calls for this very purpose, where an agreement is enough."""
        if self.purpose is None or Basis.AGREED.value not in self.own:
            return None
        return agreed_until(own.purposes, self.purpose, Channel.CALL, now)

    def as_json(self) -> dict[str, Any]:
        """As the store keeps it; a server reads it in its own words."""
        told: dict[str, Any] = {} if self.purpose is None else {"purpose": self.purpose}
        return told | {
            "until": _told(self.until),
            "reasons": [reason.value for reason in self.reasons],
            "own": list(self.own),
            "from_minute": self.from_minute,
            "to_minute": self.to_minute,
            "rules": self.rules,
            "scrubbed_at": _told(self.scrubbed_at),
            "ended_at": _told(self.ended_at),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Span:
        """What `as_json` wrote."""
        return cls(
            _read(kept["until"]),
            tuple(Reason(reason) for reason in kept["reasons"]),
            tuple(kept["own"]),
            kept["from_minute"],
            kept["to_minute"],
            kept["rules"],
            _read(kept["scrubbed_at"]),
            _read(kept["ended_at"]),
            kept.get("purpose"),
        )


def spans_from(spans: Sequence[Span], now: datetime) -> tuple[Span, ...]:
    """Those that hold at a moment or later."""
    return tuple(span for span in spans if span.until is None or now < span.until)


def span_at(spans: Sequence[Span], now: datetime) -> Span | None:
    """The span that holds at a moment; None where the gate isn't on."""
    for span in spans:
        if span.until is None or now < span.until:
            return span
    return spans[-1] if spans else None


def standing_at(spans: Sequence[Span], now: datetime) -> Span:
    """What holds at a moment, as it is told to people: until they may, or may not any more."""
    ahead = spans_from(spans, now)
    if not ahead:
        return spans[-1] if spans else Span(None)
    first = ahead[0]
    until = next((before.until for before, after in pairwise(ahead) if after.reasons != first.reasons), None)
    return replace(first, until=until)


def holds_until(spans: Sequence[Span], own: OwnBasis, now: datetime) -> datetime | None:
    """When a lead that may be called now may not any more, as far as it is known ahead; None: never."""
    ahead = spans_from(spans, now)
    ends = {span.until for span in ahead} | {own.until} | {span.agreed_until(own, now) for span in ahead}
    for end in sorted(each for each in ends if each is not None and each > now):
        span = span_at(spans, end)
        if span is not None and span.refusals(own, end):
            return end
    return None


def days_end(day: date, days: int, zone: str) -> datetime:
    """The end (UTC) of the local day so many days after `day`."""
    return midnight(day + timedelta(days=days + 1), zone)


def spans_of(
    answer: Answer | None,
    scrub: Scrub | None,
    call_class: str,
    pack_on: Callable[[date], RulePack],
    now: datetime,
    zone: str,
) -> tuple[Span, ...]:
    """What follows from the answer from now on, with every change that is known ahead: of rules, of its end.

    `pack_on`: the rules by day; `zone`: the office's.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    packs = {today: pack_on(today)}
    for kept in packs[today].coming:
        packs.setdefault(kept.row.from_on, pack_on(kept.row.from_on))
    moments = {now} | {midnight(day, zone) for day in packs if day > today}
    for pack in packs.values():
        moments |= {end for end in _ends(answer, scrub, call_class, pack, zone) if end > now}
    found: list[Span] = []
    begins = sorted(moments)
    for begin, until in zip(begins, [*begins[1:], None], strict=True):
        day = begin.astimezone(ZoneInfo(zone)).date()
        pack = packs[max(known for known in packs if known <= day)]
        span = replace(_span(answer, scrub, call_class, pack, begin, zone), until=until)
        if found and replace(found[-1], until=until) == span:
            found[-1] = span
        else:
            found.append(span)
    return tuple(found)


def for_purpose(spans: tuple[Span, ...], own: int | None) -> tuple[Span, ...]:
    """The same for a campaign that calls for this purpose of one's own."""
    if own is None:
        return spans
    return tuple(
        replace(
            span,
            purpose=own,
            own=span.own + ((agreed_for(own),) if Basis.AGREED.value in span.own else ()),
        )
        for span in spans
    )


def agreed_for(own: int | None) -> str:
    """A lead's own basis of an import: all of its file agreed, to this purpose alone."""
    return Basis.AGREED.value if own is None else f"{Basis.AGREED.value}_p{own}"


def _ends(
    answer: Answer | None, scrub: Scrub | None, call_class: str, pack: RulePack, zone: str
) -> Iterable[datetime]:
    end = answers_end(answer, pack, zone)
    if end is not None:
        yield end
    if answer is not None and answer.overridden_until is not None:
        yield answer.overridden_until
    if answer is not None and scrub is not None and pack.needs_scrub(call_class, answer.kind):
        yield _scrubs_end(scrub, pack, zone)


def answers_end(answer: Answer | None, pack: RulePack, zone: str) -> datetime | None:
    """When an answer runs out by the rules of a day; None: it doesn't by itself."""
    if answer is None:
        return None
    days = pack.value("enquiry_days")
    if answer.kind is Basis.ASKED and answer.on_date is not None and days is not None:
        return days_end(answer.on_date, int(days), zone)
    return None if answer.ends_on is None else days_end(answer.ends_on, 0, zone)


def _scrubs_end(scrub: Scrub, pack: RulePack, zone: str) -> datetime:
    return days_end(scrub.at.astimezone(ZoneInfo(zone)).date(), int(pack.value("scrub_days", 0)), zone)


def _span(
    answer: Answer | None, scrub: Scrub | None, call_class: str, pack: RulePack, at: datetime, zone: str
) -> Span:
    window = pack.window_of(call_class)
    allowed = pack.bases_of(call_class)
    own = tuple(
        kind for kind in Basis if kind in allowed and kind is not Basis.LIST
        and not pack.needs_scrub(call_class, kind)
    )  # fmt: skip
    span = Span(
        None,
        own=tuple(kind.value for kind in own)
        + ((AGREED_SERVICE,) if Basis.AGREED in own and call_class != "promotional" else ()),
        from_minute=window.start.hour * 60 + window.start.minute,
        to_minute=(window.end.hour * 60 + window.end.minute) or 1440,
        rules=pack.version,
    )
    if answer is not None and answer.overridden_until is not None and at < answer.overridden_until:
        return span
    if answer is None or answer.kind.value not in allowed:
        return replace(span, reasons=(Reason.NO_BASIS,))
    if answer.kind is Basis.ASKED and answer.on_date is None:
        return replace(span, reasons=(Reason.NO_BASIS,))  # whoever has no date of their own
    end = answers_end(answer, pack, zone)
    if end is not None and at >= end:
        return replace(span, reasons=(Reason.BASIS_EXPIRED,), ended_at=end)
    if not pack.needs_scrub(call_class, answer.kind):
        return span
    reasons: list[Reason] = []
    if scrub is None:
        reasons.append(Reason.SCRUB_MISSING)
    elif at >= (over := _scrubs_end(scrub, pack, zone)):
        reasons.append(Reason.SCRUB_EXPIRED)
        span = replace(span, ended_at=over)
    series = pack.series_for(call_class, answer.kind)
    if series and not _national(answer.line).startswith(series):
        reasons.append(Reason.LINE_SERIES)
    return replace(span, reasons=tuple(reasons), scrubbed_at=None if scrub is None else scrub.at)


def _national(line: str) -> str:
    digits = "".join(character for character in line if character.isdigit())
    return digits.removeprefix("91") if line.strip().startswith("+") else digits.removeprefix("0")


def _told(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _read(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
