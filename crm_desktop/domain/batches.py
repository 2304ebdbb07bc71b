"""Changes of many leads at once: kinds, what is skipped and why, and how long they can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.people import Permission, Reach

UNDO_FOR = timedelta(days=30)
TAG_LENGTH = 60


class Kind(StrEnum):
    """What is done to each lead."""

    HAND_OUT = "hand_out"
    OWNER = "owner"
    STATUS = "status"
    CAMPAIGN = "campaign"
    TAG = "tag"
    UNTAG = "untag"
    MERGE = "merge"
    DELETE = "delete"


LABELS: dict[str, str] = {
    Kind.HAND_OUT: "Handed out",
    Kind.OWNER: "Given to someone",
    Kind.STATUS: "Status changed",
    Kind.CAMPAIGN: "Put into a campaign",
    Kind.TAG: "Tag added",
    Kind.UNTAG: "Tag taken off",
    Kind.MERGE: "Doubles merged",
    Kind.DELETE: "Deleted",
}

# Each needs its permission this far.
NEEDS: dict[Kind, tuple[Permission, Reach]] = {
    Kind.HAND_OUT: (Permission.ASSIGN_LEADS, Reach.TEAM),
    Kind.OWNER: (Permission.ASSIGN_LEADS, Reach.TEAM),
    Kind.CAMPAIGN: (Permission.ASSIGN_LEADS, Reach.TEAM),
    Kind.STATUS: (Permission.CHANGE_LEADS, Reach.TEAM),
    Kind.TAG: (Permission.CHANGE_LEADS, Reach.TEAM),
    Kind.UNTAG: (Permission.CHANGE_LEADS, Reach.TEAM),
    Kind.MERGE: (Permission.MERGE_LEADS, Reach.TEAM),
    Kind.DELETE: (Permission.DELETE_LEADS, Reach.ALL),
}


class Skipped(StrEnum):
    """Why a lead of those chosen is left alone."""

    GONE = "gone"  # deleted or merged meanwhile, or out of the person's reach
    ERASED = "erased"
    ON_SCREEN = "on_screen"
    CLOSED = "closed"
    OWNED = "owned"
    SAME = "same"
    NO_ROOM = "no_room"
    NOBODY_CAN = "nobody_can"
    ALONE = "alone"
    STAYS = "stays"  # others are merged into it
    OTHER_NAME = "other_name"
    MEANWHILE = "meanwhile"  # between the look and the act


SKIPPED_LABELS: dict[str, str] = {
    Skipped.GONE: "Not there any more",
    Skipped.ERASED: "Their data is erased",
    Skipped.ON_SCREEN: "On somebody’s screen now",
    Skipped.CLOSED: "Won or closed",
    Skipped.OWNED: "Somebody’s already",
    Skipped.SAME: "So already",
    Skipped.NO_ROOM: "Everybody’s limit is reached",
    Skipped.MEANWHILE: "Changed meanwhile",
    Skipped.ALONE: "Nobody’s double",
    Skipped.STAYS: "Stays, with its doubles merged into it",
    Skipped.OTHER_NAME: "Same number, other name",
    Skipped.NOBODY_CAN: "Nobody chosen has this skill",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change for many. `to`: a person's id or "" (nobody), a status, a campaign's id, or a tag's name.

    Of doubles: which lead stays (`duplicates.Stays`), and whether a number alone says who somebody is.
    """

    kind: Kind
    to: str = ""
    with_other_names: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """One change of many leads that was done, or as far as it came. `shares`: whom it gave how many."""

    id: UUID
    kind: Kind
    person_id: UUID
    person_name: str
    plan_id: UUID | None
    to: str
    shares: tuple[tuple[str, int], ...]  # a person's name, how many
    at: datetime
    until: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    found: int
    done: int
    kept: int
    parts: int
    parts_undone: int
    skipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_partly(self) -> bool:
        """Whether it was stopped before its end."""
        return self.done + sum(self.skipped.values()) < self.found

    def can_undo(self, now: datetime) -> bool:
        """Whether it can be taken back now."""
        return self.undone_at is None and self.done > 0 and now <= self.until
