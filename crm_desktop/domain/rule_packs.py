"""Rules that law sets, as dated data: which of a profile's rows holds on a day, and what an admin changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.clocks import Term, read_term
from crm_desktop.errors import UserError

LONGEST_NOTE = 300


class RuleKind(StrEnum):
    """What a rule's value is."""

    HOURS = "hours"  # "10:00-21:00", local, half open
    NUMBER = "number"
    WORDS = "words"  # of `BASES`
    TEXT = "text"
    NUMBERS = "numbers"
    TERM = "term"  # "24 hours", "10 working days", "1 month"


# The answers to “Why may we call these people?”.
BASES = ("asked", "customers", "agreed", "list")
BASE_LABELS: dict[str, str] = {
    "asked": "who asked us",
    "customers": "our customers",
    "agreed": "who agreed",
    "list": "a list we got",
}
PROFILE_LABELS = ("India", "European Union", "United Kingdom", "United States", "nobody")


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule the program has words for. `is_checked`: the program acts on it, not only people.

    `least` and `most` bound numbers.
    """

    id: str
    kind: RuleKind
    is_checked: bool
    sentence: str
    least: int = 0
    most: int = 3660


# What each rule says, its value in words at {value}; shown through tr_sentence.
RULE_SENTENCES: dict[str, str] = {
    "promotional_hours": "Promotional calls only {value}, by the called person’s clock.",
    "service_hours": "Service and transactional calls only {value}, by the called person’s clock.",
    "bases_promotional": "Promotional calls may go to: {value}.",
    "bases_service": "Service and transactional calls may go to: {value}.",
    "enquiry_days": "Who asked us may be called for {value} days.",
    "scrub_needed": "Promotional calls need a list scrubbed by the operator for: {value}.",
    "scrub_days": "A scrubbed list holds for {value} days after the day of the scrub.",
    "series_promotional": "Promotional calls to scrubbed lists come from numbers that begin with {value}.",
    "purchase_days": "Consent to complete a purchase holds for {value} days.",
    "reask_days": "After a no, nobody is asked again for {value} days.",
    "complaints": "Complaints in ten days: warn, pause and stop at {value}.",
    "request_acknowledge": "A request about someone’s data is acknowledged within {value}.",
    "request_target": "We aim to answer such a request within {value}.",
    "request_published": "We publish that we answer within {value}.",
    "request_ceiling": "The law wants an answer within {value}.",
    "request_extension": "With reasons told to the person, {value} more.",
    "request_stop": "Who wants no calls any more is left alone within {value}.",
    "incident_hours": "An incident is reported within {value} hours.",
    "calls_kept_months": "Records of calls are kept for {value} months.",
    "messages_kept_months": "Texts of messages are kept for {value} months.",
    "sales_kept_months": "Notes and numbers of sales are kept for {value} months.",
    "logs_kept_months": "Who did what, looked at numbers and signed in where is kept for {value} months.",
    "accounts_kept_months": "Accounts that were switched off are kept for {value} months.",
}
_CHECKED = (
    ("promotional_hours", RuleKind.HOURS),
    ("service_hours", RuleKind.HOURS),
    ("bases_promotional", RuleKind.WORDS),
    ("bases_service", RuleKind.WORDS),
    ("enquiry_days", RuleKind.NUMBER),
    ("scrub_needed", RuleKind.WORDS),
    ("scrub_days", RuleKind.NUMBER),
    ("series_promotional", RuleKind.TEXT),
    ("request_acknowledge", RuleKind.TERM),
    ("request_target", RuleKind.TERM),
    ("request_published", RuleKind.TERM),
    ("request_ceiling", RuleKind.TERM),
    ("request_extension", RuleKind.TERM),
    ("request_stop", RuleKind.TERM),
    ("messages_kept_months", RuleKind.NUMBER),
    ("sales_kept_months", RuleKind.NUMBER),
    ("logs_kept_months", RuleKind.NUMBER),
    ("accounts_kept_months", RuleKind.NUMBER),
)
_KNOWN_ONLY = (
    ("purchase_days", RuleKind.NUMBER),
    ("reask_days", RuleKind.NUMBER),
    ("complaints", RuleKind.NUMBERS),
    ("incident_hours", RuleKind.NUMBERS),
    ("calls_kept_months", RuleKind.NUMBER),
)
KNOWN_RULES: Mapping[str, KnownRule] = {
    rule_id: KnownRule(rule_id, kind, is_checked, RULE_SENTENCES[rule_id])
    for is_checked, rules in ((True, _CHECKED), (False, _KNOWN_ONLY))
    for rule_id, kind in rules
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One dated row of a rule: its value from `from_on` on, and the law it comes from."""

    rule: str
    from_on: date
    value: Any
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one jurisdiction. `countries`: ISO codes whose offices begin with it."""

    id: str
    name: str
    countries: tuple[str, ...]
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What an admin changed: from `from_on` on the rule has this value.

    `row_from` names the row of the pack that is changed by the date it had there; a change of the row in
    force adds one of its own.
    """

    rule: str
    row_from: date
    from_on: date
    value: Any
    note: str
    person_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as it holds here: the pack's own, or as an admin changed it."""

    row: RuleRow
    row_from: date
    change: RuleChange | None = None


@dataclass(frozen=True)
class RulePack:
    """The rules in force on one day, by their id; `coming` are those that follow, the soonest first."""

    profile: str
    name: str
    day: date
    kept: Mapping[str, KeptRow] = field(hash=False)
    coming: tuple[KeptRow, ...] = ()

    def value(self, rule: str, default: Any = None) -> Any:
        """A rule's value today; the default where the profile has no such rule."""
        found = self.kept.get(rule)
        return default if found is None else found.row.value

    def term(self, rule: str) -> Term | None:
        """How long something may take; None where the profile says nothing."""
        said = self.value(rule)
        return None if said is None else read_term(str(said))

    @cached_property
    def version(self) -> str:
        """Names these rules in a decision: profile, month of the newest row, digest of all values."""
        values = {rule: kept.row.value for rule, kept in sorted(self.kept.items())}
        told = json.dumps(values, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        newest = max((kept.row.from_on for kept in self.kept.values()), default=self.day)
        return f"{self.profile}-{newest:%Y-%m}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    def window_of(self, call_class: str) -> CallingWindow:
        """When calls of a class may be made at all, by the called person's clock."""
        rule = "promotional_hours" if call_class == "promotional" else "service_hours"
        return window_of(str(self.value(rule, "00:00-24:00")))

    def bases_of(self, call_class: str) -> frozenset[str]:
        """The answers on which calls of a class may be made."""
        rule = "bases_promotional" if call_class == "promotional" else "bases_service"
        return frozenset(self.value(rule, BASES))

    def needs_scrub(self, call_class: str, kind: str) -> bool:
        """Whether people called for this reason must be on a list that the operator scrubbed."""
        return call_class == "promotional" and kind in self.value("scrub_needed", ())

    def series_for(self, call_class: str, kind: str) -> str:
        """What the number must begin with that calls them; empty for any."""
        return str(self.value("series_promotional", "")) if self.needs_scrub(call_class, kind) else ""


_HOURS = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*(?:-|–|to|until)\s*(\d{1,2})[:.](\d{2})\s*", re.IGNORECASE)


def window_of(hours: str) -> CallingWindow:
    """ "10:00-21:00" as a window of all days; raises ValueError for what is none."""
    found = _HOURS.fullmatch(hours)
    if found is None:
        raise ValueError(f"{hours!r} are no hours")
    start_hour, start_minute, end_hour, end_minute = (int(piece) for piece in found.groups())
    return CallingWindow(time(start_hour, start_minute), time(end_hour % 24, end_minute))


def pack_on(profile: Profile, changes: Iterable[RuleChange], day: date) -> RulePack:
    """The profile's rules on a day, with what was changed here; the newest row of each rule holds."""
    rows = {(row.rule, row.from_on): KeptRow(row, row.from_on) for row in profile.rows}
    for change in sorted(changes, key=lambda c: c.at):
        before = rows.get((change.rule, change.row_from))
        source = before.row.source if before else _source_of(profile, change.rule)
        row = RuleRow(change.rule, change.from_on, change.value, source, change.note)
        rows[change.rule, change.row_from] = KeptRow(row, change.row_from, change)
    by_rule: dict[str, list[KeptRow]] = {}
    for kept in rows.values():
        by_rule.setdefault(kept.row.rule, []).append(kept)
    in_force: dict[str, KeptRow] = {}
    coming: list[KeptRow] = []
    for rule, known in by_rule.items():
        known.sort(key=lambda kept: (kept.row.from_on, kept.change is not None))
        begun = [kept for kept in known if kept.row.from_on <= day]
        in_force[rule] = begun[-1] if begun else known[0]  # before its first date the first row holds too
        coming += [kept for kept in known if kept.row.from_on > day and kept is not in_force[rule]]
    order = {rule: place for place, rule in enumerate(KNOWN_RULES)}
    coming.sort(key=lambda kept: (kept.row.from_on, order[kept.row.rule]))
    in_order = {rule: in_force[rule] for rule in sorted(in_force, key=order.__getitem__)}
    return RulePack(profile.id, profile.name, day, in_order, tuple(coming))


def _source_of(profile: Profile, rule: str) -> str:
    return next((row.source for row in reversed(profile.rows) if row.rule == rule), "")


def profile_for(profiles: Sequence[Profile], chosen: str, country: str) -> Profile:
    """The chosen profile; none chosen: that of the office's country, else the first."""
    for profile in profiles:
        if profile.id == chosen:
            return profile
    return next((p for p in profiles if country in p.countries), profiles[0])


def checked_value(rule: str, typed: Any) -> Any:
    """A value a rule can take, of what was typed or read; raises UserError that says what it can be."""
    known = KNOWN_RULES.get(rule)
    if known is None:
        raise UserError("There is no rule {rule}.", rule=rule)
    match known.kind:
        case RuleKind.HOURS:
            return _hours(str(typed))
        case RuleKind.NUMBER:
            return _numbers(known, (typed,))[0]
        case RuleKind.NUMBERS:
            return _numbers(known, re.split(r"[\s,]+", typed.strip()) if isinstance(typed, str) else typed)
        case RuleKind.WORDS:
            words = re.split(r"[\s,]+", typed.strip()) if isinstance(typed, str) else typed
            wanted = {str(word).casefold() for word in words if word}
            if not wanted <= set(BASES):
                raise UserError("Choose among: {words}.", field="value", words=", ".join(BASES))
            return [base for base in BASES if base in wanted]
        case RuleKind.TEXT:
            return _digits(str(typed))
        case RuleKind.TERM:
            return _term(str(typed))


def _hours(typed: str) -> str:
    try:
        window = window_of(typed)
    except ValueError:
        raise UserError("Type the hours as 10:00-21:00.", field="value") from None
    end = "24:00" if window.end == time(0) else f"{window.end:%H:%M}"
    return f"{window.start:%H:%M}-{end}"


def _numbers(known: KnownRule, typed: Iterable[Any]) -> list[int]:
    try:
        found = [int(str(each).strip()) for each in typed]
    except ValueError:
        found = []
    if not found or not all(known.least <= each <= known.most for each in found):
        raise UserError(
            "Type a whole number between {least} and {most}.",
            field="value",
            least=known.least,
            most=known.most,
        )
    return found


def _term(typed: str) -> str:
    try:
        return str(read_term(typed))
    except ValueError:
        raise UserError(
            "Type how long it is, such as 24 hours, 30 days, 10 working days or 1 month.", field="value"
        ) from None


def _digits(typed: str) -> str:
    digits = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"\d{0,6}", digits):
        raise UserError("Type the first digits of the number, or nothing.", field="value")
    return digits
