"""Where a game begins: the queue as other rules would have it, or as it was some days ago; who works when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import WhoKind
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.placing import place_after
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane
from crm_desktop.domain.simulation_leads import NEVER, NOBODY, OpenPromise, StandingLeads
from crm_desktop.domain.simulation_past import LONGEST_BETWEEN_S, Past, PastCall
from crm_desktop.domain.ticks import ticks

LONG_BREAK = timedelta(minutes=20)  # so long between two calls of a past day is a break
USUAL_HOURS = (time(10), time(18, 30))
LONGEST_PAUSES = timedelta(hours=2)  # more between calls in a day wasn't a break: there was nothing to dial
_LEAST_WORK = timedelta(hours=1)
Hours = tuple[tuple[datetime, datetime], ...]


def settled(
    leads: StandingLeads, skill_values: Mapping[str, Sequence[str]], before: Campaign, after: Campaign
) -> StandingLeads:
    """The queue as saving these rules would leave it: whose places are, and what their callers must know."""
    made, was, who = leads.copy(), before.rules.who, after.rules.who
    if was == who:
        return made
    keeps_owners = who.kind is WhoKind.ANYONE and bool(who.same_days)
    for no in range(len(made)):
        lane = made.lanes[no]
        if lane in (Lane.RETRY, Lane.NEW) and not keeps_owners:
            made.owner[no] = NOBODY if who.kind is WhoKind.ANYONE else made.lead_owner[no]
        if lane < FIRST_DONE_LANE:
            known = made.places[made.place[no]]
            skill = skill_values[who.skill][no] if who.skill else ""
            if known.skill != skill:
                made.place[no] = made.place_no(replace(known, skill=skill))
    return made


def as_it_was(
    leads: StandingLeads, campaign: Campaign, calls: Sequence[PastCall], start: datetime, now: datetime
) -> StandingLeads:
    """The queue as it stood at `start`, as far as the calls of the campaign tell; they are oldest first.

    Calls made since are taken off again, what was promised or ended by them too. A lead that was not called
    since stands where it stands now; one added since comes in when it was added. Whose a lead was, and what
    people changed by hand, isn't known any more.
    """
    made, results = leads.copy(), {result.code: result for result in campaign.dispositions}
    earlier: dict[bytes, list[PastCall]] = defaultdict(list)
    since: dict[bytes, list[PastCall]] = defaultdict(list)
    for call in calls:
        (earlier if call.at < start else since)[call.lead_id].append(call)
    for lead_id, theirs in since.items():
        no = made.lead_no(lead_id)
        if no is not None:
            _take_off(made, no, theirs, results)
            _place_as_then(made, no, campaign, results, earlier.get(lead_id, []), start)
    for no in range(len(made)):
        added = ticks(added_at(made.entry_ids[no]))
        first = since.get(made.lead_ids[no])
        if first and added > ticks(first[0].at):
            added = ticks(start)  # the id was made by a clock that was wrong: it had been called before
        is_later = ticks(start) < added <= ticks(now)
        if is_later and made.lanes[no] < FIRST_DONE_LANE:
            made.next_at[no] = added if made.lanes[no] == Lane.NEW else max(added, made.next_at[no])
    made.phone_recent = {no: [at for at in times if at < start] for no, times in made.phone_recent.items()}
    made.lead_recent = {no: [at for at in times if at < start] for no, times in made.lead_recent.items()}
    return made


def added_at(entry_id: bytes) -> datetime:
    """When a place in the queue was made: its id (UUID version 7) begins with that time."""
    return datetime.fromtimestamp(int.from_bytes(entry_id[:6]) / 1000, ZoneInfo("UTC"))


def _take_off(
    made: StandingLeads, no: int, calls: Sequence[PastCall], results: Mapping[str, Disposition]
) -> None:
    for call in calls:
        result = results.get(call.code)
        flags = frozenset() if result is None else result.flags
        made.attempts[no] = max(0, made.attempts[no] - 1)
        made.lead_tries[no] = max(0, made.lead_tries[no] - 1)
        made.given[no, call.code] = max(0, made.given[no, call.code] - 1)
        phone = None if call.phone_id is None else made.phone_no(call.phone_id)
        if phone is None:
            continue
        made.phone_attempts[phone] = max(0, made.phone_attempts[phone] - 1)
        made.phone_day_attempts[phone], made.phone_day[phone], made.phone_last[phone] = 0, 0, NEVER
        if Flag.DO_NOT_CALL in flags:
            made.phone_do_not_call[phone] = False
        for at in made.phones_of(no):
            if made.lead_phones[at] == phone and Flag.WRONG_NUMBER in flags:
                made.wrong[at] = False
    made.lead_last[no] = NEVER


def _place_as_then(
    made: StandingLeads,
    no: int,
    campaign: Campaign,
    results: Mapping[str, Disposition],
    before: Sequence[PastCall],
    start: datetime,
) -> None:
    """Where the last result before the start had put it."""
    made.promises.pop(no, None)
    last = before[-1] if before else None
    result = None if last is None else results.get(last.code)
    if last is None or result is None:
        made.lanes[no] = Lane.NEW if made.attempts[no] == 0 else Lane.RETRY
        made.reasons[no] = ""
        made.next_at[no] = min(made.next_at[no], ticks(start))
        return
    me = UUID(bytes=last.person_id)
    facts, now = made.facts(no, last.closed_at), last.closed_at
    place = place_after(result, campaign, facts, None, last.promised_for, None, me, now, made.office_zone)
    if place.lane >= FIRST_DONE_LANE:  # it was called again all the same
        made.lanes[no], made.reasons[no], made.next_at[no] = Lane.RETRY, "", ticks(start)
        return
    made.lanes[no], made.reasons[no], made.next_at[no] = place.lane, place.reason, ticks(place.next_at)
    made.lead_last[no] = ticks(last.at)
    if place.promise_of is not None:
        made.owner[no] = made.person_no(place.promise_of)
        made.promises[no] = (OpenPromise(place.next_at, place.promise_of),)
    phone = None if last.phone_id is None else made.phone_no(last.phone_id)
    if phone is not None:
        made.phone_last[phone] = ticks(last.at)


def past_of(calls: Sequence[PastCall], leads: StandingLeads) -> Past:
    """How these calls went (oldest first), and how quickly people went on to the next."""
    past = Past()
    last: dict[bytes, datetime] = {}
    for call in calls:
        no = leads.lead_no(call.lead_id)
        past.add(call, leads.office_zone if no is None else leads.zone_of(no))
        before = last.get(call.person_id)
        if before is not None:
            past.add_between((call.at - before).total_seconds())
        last[call.person_id] = call.closed_at
    return past


def days_worked(calls: Iterable[PastCall], zone: str) -> dict[UUID, dict[date, list[PastCall]]]:
    """Each person's calls by the office's date."""
    found: dict[UUID, dict[date, list[PastCall]]] = defaultdict(lambda: defaultdict(list))
    there = ZoneInfo(zone)
    for call in calls:
        found[UUID(bytes=call.person_id)][call.at.astimezone(there).date()].append(call)
    return found


def hours_as_they_were(calls: Sequence[PastCall]) -> Hours:
    """When somebody worked on one day: from the first dial to the last result, without long breaks."""
    found: list[tuple[datetime, datetime]] = []
    for call in calls:
        if found and call.at - found[-1][1] < LONG_BREAK:
            found[-1] = found[-1][0], max(found[-1][1], call.closed_at)
        else:
            found.append((call.at, call.closed_at))
    return tuple(found)


def usual_hours(days: Mapping[date, Sequence[PastCall]], on: date, zone: str) -> Hours:
    """When somebody would work on a day: as on the median of past days, with their pauses in the middle."""
    there = ZoneInfo(zone)
    begins = [_minute(calls[0].at.astimezone(there)) for calls in days.values()]
    ends = [_minute(max(call.closed_at for call in calls).astimezone(there)) for calls in days.values()]
    first, last = _at(on, median(begins), there), _at(on, median(ends), there)
    if last - first < _LEAST_WORK:
        return assumed_hours(on, zone)
    pauses = median(_pauses_s(calls) for calls in days.values())
    half = min(timedelta(seconds=pauses), LONGEST_PAUSES, (last - first) / 3) / 2
    if half < timedelta(minutes=5):
        return ((first, last),)
    middle = first + (last - first) / 2
    return ((first, middle - half), (middle + half, last))


def assumed_hours(on: date, zone: str) -> Hours:
    """An office's usual day, where nothing is known."""
    there = ZoneInfo(zone)
    begins, ends = (datetime.combine(on, clock, there).astimezone(ZoneInfo("UTC")) for clock in USUAL_HOURS)
    return ((begins, ends),)


def next_day_open(campaign: Campaign, zone: str, now: datetime) -> date:
    """Tomorrow by the office's clock, or the next day on which the campaign is called there."""
    there = ZoneInfo(zone)
    tomorrow = now.astimezone(there).date() + timedelta(days=1)
    begin = datetime.combine(tomorrow, time(0), there)
    found = next_open(campaign.window, zone, begin)
    return tomorrow if found is None else found.astimezone(there).date()


def _pauses_s(calls: Sequence[PastCall]) -> float:
    """Seconds of a day between calls that were longer than going on to the next takes."""
    gaps = ((following.at - call.closed_at).total_seconds() for call, following in pairwise(calls))
    return sum(gap for gap in gaps if gap > LONGEST_BETWEEN_S)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _at(on: date, minute: float, there: ZoneInfo) -> datetime:
    clock = time(int(minute) // 60, int(minute) % 60)
    return datetime.combine(on, clock, there).astimezone(ZoneInfo("UTC"))
