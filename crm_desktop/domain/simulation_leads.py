"""A campaign's queue at one moment, kept in arrays: what the simulator plays on. No names, no numbers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.caps import MOST_RECENT, RECENT_DAYS
from crm_desktop.domain.gate import PhoneFacts, Tries, local_day
from crm_desktop.domain.lawful import NO_BASIS_OF_ITS_OWN, OwnBasis
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.queue import Lane, Place
from crm_desktop.domain.ticks import moment, ticks
from crm_desktop.domain.zones import clock_of

_RECENT = timedelta(days=RECENT_DAYS)
NOBODY = -1
NEVER = 0  # a time that hasn't come: nobody was called in 1970


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """Who promised to call when."""

    due_at: datetime
    owner_id: UUID


@dataclass(frozen=True, slots=True)
class PhoneNow:
    """A phone as it stands: its id, whether it is wrong for this lead, and how often it was tried."""

    id: bytes
    is_wrong: bool = False
    is_do_not_call: bool = False
    attempts: int = 0
    day_attempts: int = 0
    day: int = 0  # yyyymmdd in the lead's zone, 0: none
    last_at: int = NEVER


@dataclass
class StandingLeads:
    """All entries of one campaign in order of their ids; a lead's number is its place in that order.

    People and places stand once each and are named by number; times are `ticks`.
    """

    office_zone: str
    entry_ids: list[bytes] = field(default_factory=list)
    lead_ids: list[bytes] = field(default_factory=list)
    lanes: array[int] = field(default_factory=lambda: array("b"))
    reasons: list[str] = field(default_factory=list)
    next_at: array[int] = field(default_factory=lambda: array("q"))
    place: array[int] = field(default_factory=lambda: array("i"))
    owner: array[int] = field(default_factory=lambda: array("i"))  # of the place in the queue
    lead_owner: array[int] = field(default_factory=lambda: array("i"))
    attempts: array[int] = field(default_factory=lambda: array("i"))  # in this campaign
    lead_tries: array[int] = field(default_factory=lambda: array("i"))  # of the lead, in all campaigns
    lead_last: array[int] = field(default_factory=lambda: array("q"))
    first_phone: array[int] = field(default_factory=lambda: array("i", [0]))
    lead_phones: array[int] = field(default_factory=lambda: array("i"))
    wrong: bytearray = field(default_factory=bytearray)  # beside lead_phones
    phone_ids: list[bytes] = field(default_factory=list)
    phone_attempts: array[int] = field(default_factory=lambda: array("i"))
    phone_day_attempts: array[int] = field(default_factory=lambda: array("i"))
    phone_day: array[int] = field(default_factory=lambda: array("i"))
    phone_last: array[int] = field(default_factory=lambda: array("q"))
    phone_do_not_call: bytearray = field(default_factory=bytearray)
    places: list[Place] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    sharing: dict[int, list[int]] = field(default_factory=dict)  # leads of phones that several have
    promises: dict[int, tuple[OpenPromise, ...]] = field(default_factory=dict)
    given: Counter[tuple[int, str]] = field(default_factory=Counter)  # results of a lead here, by code
    phone_recent: dict[int, list[datetime]] = field(default_factory=dict)
    lead_recent: dict[int, list[datetime]] = field(default_factory=dict)
    own: dict[int, OwnBasis] = field(default_factory=dict)  # where the campaign's answer isn't enough
    _places: dict[Place, int] = field(default_factory=dict)
    _people: dict[UUID, int] = field(default_factory=dict)
    _phones: dict[bytes, int] = field(default_factory=dict)
    _holder: dict[int, int] = field(default_factory=dict)  # the first lead of a phone
    _leads: dict[bytes, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.entry_ids)

    def copy(self) -> StandingLeads:
        """The same to play on: what a game changes is its own, what it only reads is shared."""
        made = copy(self)
        for name in (
            *("lanes", "next_at", "place", "owner", "lead_owner", "attempts", "lead_tries", "lead_last"),
            *("wrong", "phone_attempts", "phone_day_attempts", "phone_day", "phone_last"),
            *("phone_do_not_call", "places", "people", "reasons"),
        ):
            setattr(made, name, getattr(self, name)[:])
        made.promises, made.given = dict(self.promises), Counter(self.given)
        made.phone_recent = {no: list(times) for no, times in self.phone_recent.items()}
        made.lead_recent = {no: list(times) for no, times in self.lead_recent.items()}
        made._places, made._people = dict(self._places), dict(self._people)
        return made

    def add(
        self,
        entry_id: bytes,
        lead_id: bytes,
        lane: int,
        reason: str,
        next_at: int,
        place: Place,
        owner_id: UUID | None,
        lead_owner: UUID | None,
        attempts: int = 0,
        lead_tries: int = 0,
        lead_last: int = NEVER,
        phones: Iterable[PhoneNow] = (),
    ) -> int:
        """Add a lead, in order of entry ids; gives its number."""
        no = len(self.entry_ids)
        self.entry_ids.append(entry_id)
        self.lead_ids.append(lead_id)
        self._leads[lead_id] = no
        self.lanes.append(lane)
        self.reasons.append(reason)
        self.next_at.append(next_at)
        self.place.append(self.place_no(place))
        self.owner.append(self.person_no(owner_id))
        self.lead_owner.append(self.person_no(lead_owner))
        self.attempts.append(attempts)
        self.lead_tries.append(lead_tries)
        self.lead_last.append(lead_last)
        for phone in phones:
            self._add_phone(no, phone)
        self.first_phone.append(len(self.lead_phones))
        return no

    def _add_phone(self, no: int, phone: PhoneNow) -> None:
        known = self._phones.get(phone.id)
        if known is None:
            known = self._phones[phone.id] = len(self.phone_ids)
            self.phone_ids.append(phone.id)
            self.phone_attempts.append(phone.attempts)
            self.phone_day_attempts.append(phone.day_attempts)
            self.phone_day.append(phone.day)
            self.phone_last.append(phone.last_at)
            self.phone_do_not_call.append(phone.is_do_not_call)
            self._holder[known] = no
        else:
            self.sharing.setdefault(known, [self._holder[known]]).append(no)
        self.lead_phones.append(known)
        self.wrong.append(phone.is_wrong)

    def place_no(self, place: Place) -> int:
        """The number of a place, given when it is new."""
        known = self._places.get(place)
        if known is None:
            known = self._places[place] = len(self.places)
            self.places.append(place)
        return known

    def person_no(self, person_id: UUID | None) -> int:
        """The number of a person, given when they are new; NOBODY for None."""
        if person_id is None:
            return NOBODY
        known = self._people.get(person_id)
        if known is None:
            known = self._people[person_id] = len(self.people)
            self.people.append(person_id)
        return known

    def person_id(self, no: int) -> UUID | None:
        """Whose number that is."""
        return None if no == NOBODY else self.people[no]

    def lead_no(self, lead_id: bytes) -> int | None:
        """The number of a lead that is in the campaign."""
        return self._leads.get(lead_id)

    def phone_no(self, phone_id: bytes) -> int | None:
        """The number of a phone that a lead here has."""
        return self._phones.get(phone_id)

    def phones_of(self, no: int) -> range:
        """Where in `lead_phones` and `wrong` a lead's phones stand."""
        return range(self.first_phone[no], self.first_phone[no + 1])

    def leads_with(self, phone: int) -> Sequence[int]:
        """Every lead that has this phone."""
        return self.sharing.get(phone) or (self._holder[phone],)

    def zone_of(self, no: int) -> str:
        """Where the lead lives; the office's zone where that isn't known."""
        return clock_of(self.places[self.place[no]].zone, self.office_zone)

    def facts(self, no: int, now: datetime, *, with_recent: bool = False) -> LeadFacts:
        """The lead as the gate sees it; `with_recent` where the rules count the times of tries."""
        since = now - _RECENT
        phones = []
        for at in self.phones_of(no):
            phone = self.lead_phones[at]
            last, day = self.phone_last[phone], self.phone_day[phone]
            tries = Tries(
                self.phone_attempts[phone],
                self.phone_day_attempts[phone],
                day or None,
                moment(last) if last else None,
                _latest(self.phone_recent.get(phone), since) if with_recent else (),
            )
            phone_id = UUID(bytes=self.phone_ids[phone])
            phones.append(
                PhoneFacts(phone_id, bool(self.wrong[at]), bool(self.phone_do_not_call[phone]), tries)
            )
        last = self.lead_last[no]
        return LeadFacts(
            lead_id=UUID(bytes=self.lead_ids[no]),
            status="",
            zone=self.places[self.place[no]].zone,
            owner_id=self.person_id(self.lead_owner[no]),
            team_id=None,
            last_result="",
            next_call_at=None,
            phones=tuple(phones),
            tries=Tries(
                self.lead_tries[no],
                last_at=moment(last) if last else None,
                recent=_latest(self.lead_recent.get(no), since) if with_recent else (),
            ),
            on_screen_of=None,
            own=self.own.get(no, NO_BASIS_OF_ITS_OWN),
        )

    def count_dial(self, no: int, phone: int, now: datetime, *, with_recent: bool = False) -> None:
        """A call is made to the lead at one of its phones."""
        at, day = ticks(now), local_day(now, self.zone_of(no))
        self.attempts[no] += 1
        self.lead_tries[no] += 1
        self.lead_last[no] = at
        self.phone_attempts[phone] += 1
        self.phone_day_attempts[phone] = (
            self.phone_day_attempts[phone] + 1 if self.phone_day[phone] == day else 1
        )
        self.phone_day[phone] = day
        self.phone_last[phone] = at
        if with_recent:
            self.phone_recent.setdefault(phone, []).append(now)
            self.lead_recent.setdefault(no, []).append(now)

    def remember_dial(self, lead_id: bytes, phone_id: bytes | None, at: datetime) -> None:
        """A dial of the last days, in order of time, of whatever campaign."""
        no, phone = self._leads.get(lead_id), None if phone_id is None else self._phones.get(phone_id)
        if no is not None:
            self.lead_recent.setdefault(no, []).append(at)
        if phone is not None:
            self.phone_recent.setdefault(phone, []).append(at)

    def promise_what_stands_promised(self) -> None:
        """Where the queue alone says that a call was promised, it is believed."""
        for no in range(len(self)):
            if self.lanes[no] == Lane.PROMISED and no not in self.promises and self.owner[no] != NOBODY:
                promise = OpenPromise(moment(self.next_at[no]), self.people[self.owner[no]])
                self.promises[no] = (promise,)

    def is_finished(self, no: int) -> bool:
        """Whether nothing is dialled there any more."""
        return self.lanes[no] >= Lane.BLOCKED


def _latest(times: list[datetime] | None, since: datetime) -> tuple[datetime, ...]:
    if not times:
        return ()
    return tuple(at for at in times[-MOST_RECENT:] if at > since)
