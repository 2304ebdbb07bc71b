"""Dispositions, which the screens call results: how a call ended and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.result_fields import READY_SALE, ResultField

MAX_PER_CAMPAIGN = 15
MAX_CODE_LENGTH = 16
# The keys of the result bar, in the order of its buttons.
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "Q", "W", "E", "R", "T")


class Flag(StrEnum):
    """What a result says about the call; each flag has an effect."""

    HUMAN = "human"  # a human spoke: the call counts as answered and as a conversation
    FINAL = "final"  # the lead is finished in this campaign
    SUCCESS = "success"  # counts as a success
    CALL_BACK = "call_back"  # asks when to call back
    DO_NOT_CALL = "do_not_call"  # the phone is never dialled again
    WRONG_NUMBER = "wrong_number"  # marks the phone, not the lead


#: What figures count by: these change from tomorrow on, all other effects of a result at once.
COUNTED = frozenset({Flag.HUMAN, Flag.SUCCESS})
Counts = tuple[tuple[int, frozenset[Flag]], ...]


@dataclass(frozen=True, slots=True)
class Disposition:
    """One result of a campaign. `retry_s`: seconds to the next try by its rules; None: they say nothing.

    `counts`: as what it counted from which day (yyyymmdd) on, in order; empty: always as its flags say.
    """

    id: UUID
    campaign_id: UUID
    code: str
    label: str
    position: int
    flags: frozenset[Flag]
    retry_s: int | None
    is_active: bool = True
    fields: tuple[ResultField, ...] = ()  # what is asked after the call, in this order
    counts: Counts = field(default=(), compare=False)

    def flags_on(self, day: int | None) -> frozenset[Flag]:
        """The flags of a call of a day (yyyymmdd; None: of no day): it counts as the result did then."""
        held = [flags for from_on, flags in self.counts if day is not None and from_on <= day]
        return (self.flags - COUNTED) | held[-1] if held else self.flags

    def has(self, flag: Flag) -> bool:
        """Whether the result carries the flag."""
        return flag in self.flags

    @property
    def needs_next_date(self) -> bool:
        """A result that leaves the lead open with a human on the line needs a next date."""
        if self.flags & {Flag.FINAL, Flag.DO_NOT_CALL, Flag.WRONG_NUMBER}:
            return False
        return Flag.CALL_BACK in self.flags or Flag.HUMAN in self.flags


def counts_after(before: Disposition, flags: frozenset[Flag], today: int, tomorrow: int) -> Counts:
    """What a result counts as from which day on, once its flags are these: the change begins tomorrow.

    A change that was still to come is forgotten, and one that is taken back the same day was none.
    """
    known = before.counts or ((0, before.flags & COUNTED),)
    known = tuple(each for each in known if each[0] <= today)
    if known[-1][1] == flags & COUNTED:
        return known if len(known) > 1 else ()
    return (*known, (tomorrow, flags & COUNTED))


@dataclass(frozen=True, slots=True)
class ReadyDisposition:
    """A result of the ready set, copied into each new campaign."""

    code: str
    label: str
    flags: frozenset[Flag]
    fields: tuple[ResultField, ...] = ()


_H, _F, _S, _C, _D, _W = (
    Flag.HUMAN,
    Flag.FINAL,
    Flag.SUCCESS,
    Flag.CALL_BACK,
    Flag.DO_NOT_CALL,
    Flag.WRONG_NUMBER,
)

# Only a sale asks for more: every other result stays one key.
READY_SET: tuple[ReadyDisposition, ...] = (
    ReadyDisposition("INTERESTED", "Interested", frozenset({_H, _S})),
    ReadyDisposition("CALL_BACK", "Call back", frozenset({_H, _C})),
    ReadyDisposition("NOT_INTERESTED", "Not interested", frozenset({_H, _F})),
    ReadyDisposition("NO_ANSWER", "No answer", frozenset()),
    ReadyDisposition("BUSY", "Busy", frozenset()),
    ReadyDisposition("SWITCHED_OFF", "Switched off", frozenset()),
    ReadyDisposition("WRONG_NUMBER", "Wrong number", frozenset({_H, _W})),
    ReadyDisposition("LANGUAGE", "Language", frozenset({_H})),
    ReadyDisposition("ALREADY_BOUGHT", "Already bought", frozenset({_H, _F})),
    ReadyDisposition("SOLD", "Sold", frozenset({_H, _F, _S}), fields=READY_SALE),
    ReadyDisposition("DO_NOT_CALL", "Do not call", frozenset({_H, _F, _D})),
)

READY_CODES = frozenset(d.code for d in READY_SET)
LABELS: dict[str, str] = {d.code: d.label for d in READY_SET}


def status_after(flags: frozenset[Flag], before: str) -> str:
    """The lead's status after a result with these flags: won and closed are final, else open."""
    if Flag.SUCCESS in flags and Flag.FINAL in flags:
        return "won"
    if Flag.FINAL in flags or Flag.DO_NOT_CALL in flags:
        return "closed"
    return before if before == "won" else "open"
