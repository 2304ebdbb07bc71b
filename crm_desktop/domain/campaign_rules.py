"""A campaign's rules: order, second tries, caps, who calls; values with a name, kept in versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400


class Part(StrEnum):
    """In which part of the day the next try lies."""

    ANY = "any"
    NEXT = "next"  # not in the part that was tried


class Numbers(StrEnum):
    """Which of a lead's numbers is tried."""

    FIRST = "first"  # the first that is free
    IN_TURN = "in_turn"  # the one that was not tried for longest


class WhoKind(StrEnum):
    """Who may be given a lead that somebody owns; nobody's leads go to anyone of the campaign."""

    ANYONE = "anyone"
    OWNER = "owner"
    OWNER_FIRST = "owner_first"  # anyone after some minutes


@dataclass(frozen=True, slots=True)
class Mix:
    """After promises: so many retries for so many new leads. 1:0 is retries first, new ones after all."""

    retries: int = 1
    new: int = 1


@dataclass(frozen=True, slots=True)
class Recycle:
    """After a result: tried again after `after_s` seconds, `most` times at most (None: as caps allow)."""

    after_s: int
    most: int | None = None
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Caps:
    """How often at most; None is no limit. A day is the called person's, a week seven times 24 hours."""

    per_day: int | None = None
    per_24h: int | None = None
    per_week: int | None = None
    lifetime: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who is given a lead. `skill`: the field whose value a caller must have as a skill ('' for none).

    `same_days`: who spoke with a number last keeps it for so many days.
    """

    kind: WhoKind = WhoKind.OWNER
    after_minutes: int = 30  # of OWNER_FIRST
    skill: str = ""
    same_days: int = 0

    @property
    def others_after(self) -> timedelta | None:
        """How long after it was due somebody else may be given an owned lead; None: never, or none is owned.

        Where anyone may, only what belongs together by its number has an owner: for a day.
        """
        if self.kind is WhoKind.OWNER_FIRST:
            return timedelta(minutes=self.after_minutes)
        return _A_DAY if self.kind is WhoKind.ANYONE and self.same_days else None


_A_DAY = timedelta(days=1)
NO_CAPS = Caps()
PHONE_CAPS = Caps(per_day=3, lifetime=8)
READY_RECYCLING: Mapping[str, Recycle] = {
    "BUSY": Recycle(15 * MINUTE_S),
    "NO_ANSWER": Recycle(2 * HOUR_S, part=Part.NEXT),
    "SWITCHED_OFF": Recycle(4 * HOUR_S),
    "INTERESTED": Recycle(DAY_S),
    "CALL_BACK": Recycle(2 * HOUR_S),
    "LANGUAGE": Recycle(DAY_S),
}
OTHERWISE = Recycle(2 * HOUR_S)  # a result that leaves the lead open and says nothing
SKILLS = ("language", "product", "city", "state", "source", "company")
"""The lead's fields that may ask for a skill."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All of a campaign's rules. `recycling` is by the result's code; gap: seconds between two tries.

    `by_score`: of what may be dialled in a lane, the highest score comes first; what has none comes after.
    """

    mix: Mix = Mix()
    recycling: Mapping[str, Recycle] = field(default_factory=lambda: dict(READY_RECYCLING))
    phone_caps: Caps = PHONE_CAPS
    lead_caps: Caps = Caps()
    gap_s: int = HOUR_S
    numbers: Numbers = Numbers.FIRST
    who: Who = Who()
    by_score: bool = True

    @property
    def counts_recent(self) -> bool:
        """Whether the times of the latest tries decide, not their number alone."""
        rolling = (self.phone_caps.per_24h, self.phone_caps.per_week)
        of_lead = (self.lead_caps.per_day, self.lead_caps.per_24h, self.lead_caps.per_week)
        return any(cap is not None for cap in (*rolling, *of_lead))

    def after(self, code: str) -> Recycle:
        """What follows from a result that leaves the lead open."""
        return self.recycling.get(code, OTHERWISE)

    def as_json(self) -> dict[str, Any]:
        """For the store."""
        return {
            "mix": [self.mix.retries, self.mix.new],
            "recycling": {
                code: {"after_s": r.after_s, "most": r.most, "part": r.part.value}
                for code, r in sorted(self.recycling.items())
            },
            "phone_caps": _caps_json(self.phone_caps),
            "lead_caps": _caps_json(self.lead_caps),
            "gap_s": self.gap_s,
            "numbers": self.numbers.value,
            "by_score": self.by_score,
            "who": {
                "kind": self.who.kind.value,
                "after_minutes": self.who.after_minutes,
                "skill": self.who.skill,
                "same_days": self.who.same_days,
            },
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Rules:
        """What `as_json` gave; KeyError, TypeError or ValueError for anything else."""
        return cls(
            mix=Mix(*fields["mix"]),
            recycling={
                code: Recycle(int(r["after_s"]), r["most"], Part(r["part"]))
                for code, r in fields["recycling"].items()
            },
            phone_caps=Caps(**fields["phone_caps"]),
            lead_caps=Caps(**fields["lead_caps"]),
            gap_s=int(fields["gap_s"]),
            numbers=Numbers(fields["numbers"]),
            by_score=bool(fields.get("by_score", True)),  # older versions of rules say nothing of it
            who=Who(
                kind=WhoKind(fields["who"]["kind"]),
                after_minutes=int(fields["who"]["after_minutes"]),
                skill=str(fields["who"]["skill"]),
                same_days=int(fields["who"]["same_days"]),
            ),
        )


def _caps_json(caps: Caps) -> dict[str, int | None]:
    return {
        "per_day": caps.per_day,
        "per_24h": caps.per_24h,
        "per_week": caps.per_week,
        "lifetime": caps.lifetime,
    }


def takes_retry(mix: Mix, given: int) -> bool:
    """Whether a person who was given so many leads that day is given a retry next, if there is one.

    Spread evenly: 2:1 gives retry, retry, new; 1:2 retry, new, new.
    """
    both = mix.retries + mix.new
    if both == 0:
        return True
    return -(-(given + 1) * mix.retries // both) > -(-given * mix.retries // both)
