"""Which leads are one person's doubles, by number and name as an import tells, and which one stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

Anyone = TypeVar("Anyone")


class Stays(StrEnum):
    """Which of a person's leads the others are merged into."""

    WORKED = "worked"  # the one tried most, then the one called last, then the oldest
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Double:
    """One lead as far as it must be known. `name_key` is the name's, where there is none the company's."""

    no: int
    name_key: str
    phones: tuple[bytes, ...]  # ids of those that aren't wrong
    email: str = ""
    attempts: int = 0
    last_call_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Doubles:
    """`into`: for each lead that goes, the one that stays. `other_name`: they share only a number."""

    into: Mapping[int, int]
    other_name: frozenset[int] = field(default_factory=frozenset)


def same_person(
    leads: Sequence[Anyone], who: Callable[[Anyone], str], name_key: str, by_name: bool
) -> Anyone | None:
    """The one with the same name; else the first, unless families are to be told apart.

    Without a name on one side families can't be told apart: the number alone decides.
    """
    for lead in leads:
        if who(lead) == name_key:
            return lead
    if not by_name or not name_key:
        return leads[0] if leads else None
    return next((lead for lead in leads if not who(lead)), None)


def doubles(some: Iterable[Double], stays: Stays, *, with_other_names: bool) -> Doubles:
    """Who goes into whom. Each lead is taken as a row an import would bring after those made before it.

    `with_other_names`: a number alone says who somebody is, so that a family's leads become one.
    """
    groups = _Groups()
    at_phone: dict[bytes, list[Double]] = defaultdict(list)
    at_email: dict[tuple[str, str], list[Double]] = defaultdict(list)
    ordered = sorted(some, key=lambda lead: lead.no)
    for lead in ordered:
        groups.add(lead)
        for phone in lead.phones:
            there = at_phone[phone]
            found = same_person(there, groups.who, groups.who(lead), not with_other_names)
            if found is not None:
                groups.join(found, lead)
            there.append(lead)
        if lead.name_key and lead.email:
            named = at_email[lead.name_key, lead.email.casefold()]
            if named and not (lead.phones and all(each.phones for each in named)):
                groups.join(next((n for n in named if not (n.phones and lead.phones)), named[0]), lead)
            named.append(lead)
    into: dict[int, int] = {}
    for members in groups.all():
        keep = min(members, key=_oldest if stays is Stays.OLDEST else _worked)
        into |= {each.no: keep.no for each in members if each is not keep}
    alone = {members[0].no for members in groups.all() if len(members) == 1}
    shared = {each.no for there in at_phone.values() if len(there) > 1 for each in there}
    return Doubles(into, frozenset(alone & shared))


def _oldest(lead: Double) -> int:
    return lead.no


def _worked(lead: Double) -> tuple[int, float, int]:
    called = lead.last_call_at.timestamp() if lead.last_call_at else 0.0
    return -lead.attempts, -called, lead.no


class _Groups:
    """Leads that are one person, as they are found."""

    def __init__(self) -> None:
        self._members: dict[int, list[Double]] = {}
        self._of: dict[int, int] = {}
        self._name: dict[int, str] = {}

    def add(self, lead: Double) -> None:
        """One more, alone so far."""
        self._members[lead.no] = [lead]
        self._of[lead.no] = lead.no
        self._name[lead.no] = lead.name_key

    def who(self, lead: Double) -> str:
        """The name of whoever a lead is known to be."""
        return self._name[self._of[lead.no]]

    def join(self, one: Double, other: Double) -> None:
        """These two are one person."""
        first, second = self._of[one.no], self._of[other.no]
        if first == second:
            return
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        for each in self._members.pop(second):
            self._members[first].append(each)
            self._of[each.no] = first
        self._name[first] = self._name[first] or self._name.pop(second, "")

    def all(self) -> Iterable[list[Double]]:
        """Each person's leads."""
        return self._members.values()
