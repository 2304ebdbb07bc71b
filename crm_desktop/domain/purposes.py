"""Purposes of one's own: what an admin says people are called for, beside the two every office has.

Each is a part of a general one (`Purpose`), by its kind of call: what a person never said of it follows what
they said of that. A lead carries what its newest rows say of them as a text (`leads.purposes`), a word each:
`-7c` is a no to calls for the seventh, `+7c1790553600` a yes to them until that second (UTC).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from crm_desktop.domain.consent import (
    AGE_MINOR,
    CHANNEL_LETTERS,
    CONTACT,
    NO,
    PAPER_LABELS,
    PURPOSE_LABELS,
    Channel,
    ConsentRow,
    Purpose,
    State,
    bits_for,
    is_refused,
)

LONGEST_NAME, LONGEST_WORDS, LONGEST_VALID_DAYS = 80, 600, 3650
FOREVER = "9999999999"  # the end of what has none
# In a command only: every purpose, and every promotional one, those known on the server by then.
ANY, ANY_OFFERS = "*", "offers*"
# Whose kind of call they are for; the English words are shown through tr_label.
KIND_LABELS: dict[str, str] = {
    "promotional": "Promotional calls",
    "service": "Service calls",
    "transactional": "Transactional calls",
}
Pairs = tuple[tuple[str, Channel], ...]
EVERYTHING: Pairs = tuple((ANY, channel) for channel in Channel)
#: What whoever wants no more calls or offers says no to: of service, messages may still come.
CALLS_AND_OFFERS: Pairs = ((ANY, Channel.CALL), *((ANY_OFFERS, channel) for channel in CONTACT))


@dataclass(frozen=True, slots=True)
class OwnPurpose:
    """What people are called for. `words`: how the notice says it, by language. `valid_days`: how long a yes
    holds at most, 0 until it is taken back. A retired one is chosen for nothing new."""

    id: UUID
    no: int
    name: str
    kind: str
    words: Mapping[str, str] = field(hash=False)
    valid_days: int = 0
    retired_at: datetime | None = None
    version: int = 1

    @property
    def key(self) -> str:
        """How the ledger names it."""
        return key_of(self.no)

    @property
    def general(self) -> Purpose:
        """Whose part it is."""
        return general_of(self.kind)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a contact is for: a general purpose, and the number of one's own within it, if it is for one."""

    general: Purpose
    own: int | None = None

    @property
    def key(self) -> str:
        """How the ledger names it."""
        return self.general.value if self.own is None else key_of(self.own)


def key_of(no: int) -> str:
    """How the ledger names a purpose of one's own."""
    return f"p{no}"


def general_of(kind: str) -> Purpose:
    """The general purpose of a kind of call: any promotion makes the whole promotional (TCCCPR 2018)."""
    return Purpose.OFFERS if kind == "promotional" else Purpose.SERVICE


def aim_of(call_class: str, own: int | None = None) -> Aim:
    """What a campaign's contacts are for."""
    return Aim(general_of(call_class), own)


def label_of(key: str, every: Iterable[OwnPurpose], *, on_paper: bool = False) -> tuple[str, bool]:
    """What a purpose is called, and whether that is an English label to translate."""
    labels = PAPER_LABELS if on_paper else PURPOSE_LABELS
    if key in labels:
        return labels[key], True
    return next((each.name for each in every if each.key == key), key), False


def told_of(held: Mapping[tuple[str, Channel], ConsentRow]) -> str:
    """What the newest rows say of purposes of one's own; the server says the same (`settle_consent`)."""
    words = []
    for (key, channel), row in sorted(held.items()):
        if key in PURPOSE_LABELS:
            continue
        place = f"{key[1:]}{CHANNEL_LETTERS[channel]}"
        if row.state in NO:
            words.append(f"-{place}")
        elif row.state is State.GIVEN:
            until = FOREVER if row.valid_until is None else f"{int(row.valid_until.timestamp()):010d}"
            words.append(f"+{place}{until}")
    return f" {' '.join(words)} " if words else ""


def agreed_until(told: str, own: int | None, channel: Channel, now: datetime) -> datetime | None:
    """Until when the person agreed to this, if that is still to come."""
    at = told.find(_yes(own, channel)) if told and own is not None else -1
    if at < 0:
        return None
    begin = at + len(_yes(own, channel))
    until = datetime.fromtimestamp(int(told[begin : begin + len(FOREVER)]), UTC)
    return until if until > now else None


def says_no(bits: int, told: str, aim: Aim | None, channel: Channel, now: datetime) -> bool:
    """Whether this may not be done; where it isn't known what it is for, a no to anything counts.

    `bits` and `told` are the lead's `refused` and `purposes`.
    """
    if not bits and not told:
        return False
    if aim is None:
        letter = CHANNEL_LETTERS[channel]
        return is_refused(bits, None, channel) or any(
            word[0] == "-" and word[-1] == letter for word in told.split()
        )
    if aim.own is not None:
        if f" -{aim.own}{CHANNEL_LETTERS[channel]} " in told:
            return True
        if agreed_until(told, aim.own, channel, now) is not None:
            return False
    return is_refused(bits, aim.general, channel)


def forbids_calls(bits: int, told: str, age_band: str, aim: Aim, now: datetime) -> bool:
    """Whether the person's own word or age forbids a campaign's calls; the server says the same."""
    return age_band == AGE_MINOR or says_no(bits, told, aim, Channel.CALL, now)


def spread(what: Pairs, every: Iterable[OwnPurpose], said: Collection[str] = ()) -> Pairs:
    """A no in the ledger's words: `ANY` and `ANY_OFFERS` become each purpose that is in use or was spoken of
    (`said`), so that what comes later follows the general ones."""
    own = [each for each in every if each.retired_at is None or each.key in said]
    found: dict[tuple[str, Channel], None] = {}
    for key, channel in what:
        if key == ANY:
            keys = [*(each.value for each in Purpose), *(each.key for each in own)]
        elif key == ANY_OFFERS:
            keys = [Purpose.OFFERS.value, *(each.key for each in own if each.general is Purpose.OFFERS)]
        else:
            keys = [key]
        found |= dict.fromkeys((each, channel) for each in keys)
    return tuple(found)


def is_meant(what: Pairs, aim: Aim, channel: Channel) -> bool:
    """Whether a no to all of this is one to that."""
    keys = {ANY, aim.key} | ({ANY_OFFERS} if aim.general is Purpose.OFFERS else set())
    return any(key in keys and way is channel for key, way in what)


def bits_meant(what: Pairs) -> int:
    """The bits of what this closes of the general purposes."""
    general: list[tuple[Purpose, Channel]] = []
    for key, channel in what:
        if key == ANY:
            general += [(each, channel) for each in Purpose]
        elif key == ANY_OFFERS:
            general.append((Purpose.OFFERS, channel))
        elif key in PURPOSE_LABELS:
            general.append((Purpose(key), channel))
    return bits_for(general)


def with_no(told: str, what: Pairs, aim: Aim) -> str:
    """What a lead carries after a no, as far as it matters for what its campaign calls for."""
    if aim.own is None:
        return told
    words = set(told.split())
    for channel in Channel:
        if is_meant(what, aim, channel):
            place = f"{aim.own}{CHANNEL_LETTERS[channel]}"
            words = {each for each in words if not each.startswith(f"+{place}")} | {f"-{place}"}
    return f" {' '.join(sorted(words))} " if words else ""


def named_in(every: Sequence[OwnPurpose], language: str) -> tuple[tuple[str, str], ...]:
    """What a notice in a language says of those in use: key and words."""
    return tuple(
        (each.key, words)
        for each in every
        if each.retired_at is None and (words := each.words.get(language, "").strip())
    )


def _yes(own: int | None, channel: Channel) -> str:
    return f" +{own}{CHANNEL_LETTERS[channel]}"
