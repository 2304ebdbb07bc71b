"""Trying a rule out: a campaign's queue played over hours of work, by the rules that decide live.

Who is given which lead, at which number, and where it goes afterwards is asked of the same functions the
calling service asks (`turns`, `placing`, `gate`); only the clock, the people and the results are made up.
Simplified: a lead is dialled the moment it comes on the screen, and what people do in other campaigns
is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from uuid import UUID

from crm_desktop.domain.callbacks import stays_open
from crm_desktop.domain.calling_window import day_end, day_start, next_open
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.gate import Act, free_at, judge, usable
from crm_desktop.domain.lead_facts import facts_for, with_effect
from crm_desktop.domain.placing import NextPlace, keeps_number, owner_after, place_after, whose_place
from crm_desktop.domain.queue import DIALLED_LANES, Lane, Reason
from crm_desktop.domain.shift import hour_of
from crm_desktop.domain.simulation_leads import NOBODY, OpenPromise
from crm_desktop.domain.simulation_past import Outcome
from crm_desktop.domain.simulation_queue import PersonsQueue, SimulatedQueue, Taken
from crm_desktop.domain.simulation_records import Game, Played, PlayedCall, PlayedHour, PlayedPerson
from crm_desktop.domain.ticks import moment, ticks
from crm_desktop.domain.turns import Turn, Turns, next_turn

ASKS_AGAIN_S = 60  # who finds nothing looks again after that
DRY_FOR = timedelta(minutes=10)  # nothing to dial for more than half of those at work, for so long
_SECOND = 1_000_000
_SEARCHES = 200  # as long as the calling service goes on looking
_CHECK_EVERY = 256  # events between two looks at whether to stop
_HOUR = timedelta(hours=1)


def play(game: Game, tell: Callable[[float], None] | None = None) -> Played:
    """Play from start to end; `tell` hears which part is done, and may raise to stop."""
    return _Play(game, tell).run()


@dataclass(slots=True)
class _OnCall:
    """A call that goes on: with which lead, since when, and how it will end."""

    taken: Taken
    at: datetime
    outcome: Outcome


class _Play:
    """One game while it is played. Events are (ticks, caller), so that every game runs the same."""

    def __init__(self, game: Game, tell: Callable[[float], None] | None) -> None:
        self.game, self.tell = game, tell
        self.campaign, self.leads = game.campaign, game.leads.copy()
        self.queue = SimulatedQueue(self.campaign, self.leads)
        self.turns = Turns()
        self.office = self.leads.office_zone
        self.numbers = [self.leads.person_no(caller.person_id) for caller in game.callers]
        self.absent_ever = {self.leads.person_no(person) for person in game.everybody - game.others_present}
        self.on_call: dict[int, _OnCall] = {}
        self.waiting: dict[int, int] = {}  # caller -> since when, ticks
        self.events: list[tuple[int, int]] = []
        self.work = [
            [(ticks(begins), ticks(ends)) for begins, ends in caller.hours] for caller in game.callers
        ]
        self._away: tuple[int, int, frozenset[int]] = (0, 0, frozenset())  # from, until, who
        self.hours = _hours_between(game.starts_at, game.ends_at, self.office)
        self.marks = [ticks(hour) for hour in self.hours]
        self.short_since: int | None = None
        self.played = Played(
            leads=self.leads,
            starts_at=game.starts_at,
            ends_at=game.ends_at,
            hours=[PlayedHour(begins_at, 0) for begins_at in self.hours],
            people=[PlayedPerson(each.person_id, each.is_extra) for each in game.callers],
            calls=[],
            results=Counter(),
            called=set(),
        )

    def run(self) -> Played:
        """Play all events in order."""
        start, end = ticks(self.game.starts_at), ticks(self.game.ends_at)
        for caller, each in enumerate(self.game.callers):
            for begins, ends in each.hours:
                self.played.people[caller].worked_s += round((ends - begins).total_seconds())
            first = next((begins for begins, ends in self.work[caller] if ends > start), None)
            if first is not None:
                self._push(max(start, first), caller)
        mark = done = 0
        while self.events and self.events[0][0] < end:
            at, caller = heappop(self.events)
            while mark < len(self.marks) and self.marks[mark] <= at:
                self._look(mark)
                mark += 1
            self._happens(at, caller)
            done += 1
            if self.tell is not None and done % _CHECK_EVERY == 0:
                self.tell((at - start) / max(1, end - start))
        for left in range(mark, len(self.marks)):
            self._look(left)
        for caller in tuple(self.on_call):  # who is on a call finishes it
            self._close(caller, self._closes_at(self.on_call[caller]))
        for caller, since in tuple(self.waiting.items()):
            self._stop_waiting(caller, min(end, self._works_until(caller, since) or end))
        self._note_dry(end)
        return self.played

    def _push(self, at: int, caller: int) -> None:
        heappush(self.events, (at, caller))

    def _happens(self, at: int, caller: int) -> None:
        """A call ends, or somebody asks for a lead."""
        if caller in self.on_call:
            closed_at = self._closes_at(self.on_call[caller])
            self._close(caller, closed_at)
            self._push(ticks(closed_at) + self.game.outcomes.between_s * _SECOND, caller)
            return
        until = self._works_until(caller, at)
        if until is None or at >= until:
            self._stop_waiting(caller, at if until is None else until)
            following = self._works_again(caller, at)
            if following is not None:
                self._push(following, caller)
            self._note_short(at)
            return
        self._ask(caller, at)

    def _ask(self, caller: int, at: int) -> None:
        now = moment(at)
        found, is_open = self._next(caller, now)
        if found is not None:
            self._stop_waiting(caller, at)
            self._dial(caller, found, now)
            self._push(ticks(self._closes_at(self.on_call[caller])), caller)
        else:
            self.played.asked_in_vain.append((now, caller))
            if is_open and caller not in self.waiting:
                self.waiting[caller] = at
                person = self.played.people[caller]
                person.first_without = person.first_without or now
            self._push(at + ASKS_AGAIN_S * _SECOND, caller)
        self._note_short(at)

    def _next(self, caller: int, now: datetime) -> tuple[Taken | None, bool]:
        """Whom they are given, and whether anybody may be called at all."""
        each, number = self.game.callers[caller], self.numbers[caller]
        if self.campaign.is_paused or not (each.is_extra or self.campaign.is_worked_by(each.person_id)):
            return None, False
        queue = PersonsQueue(self.queue, number, each.skills, self._absent(number, ticks(now)), now)
        if not queue.is_anywhere_open:
            return None, False
        for _ in range(_SEARCHES):
            first_lane = self.turns.first_lane(each.person_id, self.campaign)
            found = next_turn(Turn(self.campaign, now, self.office, first_lane), queue)
            if isinstance(found, Taken):
                lead_id = UUID(int=found.no)  # dialled the moment it comes
                self.turns.given(each.person_id, self.campaign, lead_id, found.lane)
                self.turns.dialled(each.person_id, lead_id)
                return found, True
            if found == "nothing":
                break
        return None, True

    def _absent(self, me: int, at: int) -> frozenset[int]:
        """Who hasn't come today, or not yet; asked anew when somebody comes or a day begins."""
        if not self._away[0] <= at < self._away[1]:
            now = moment(at)
            today = ticks(day_start(now, self.office))
            came = {
                number
                for number, hours in zip(self.numbers, self.work, strict=True)
                if any(begins <= at and min(ends, at) >= today for begins, ends in hours)
            }
            changes = [begins for hours in self.work for begins, _ in hours if begins > at]
            until = min([*changes, ticks(day_end(now, self.office))])
            self._away = at, until, frozenset((self.absent_ever | set(self.numbers)) - came)
        return self._away[2] - {me}

    # --- calls ---

    def _dial(self, caller: int, taken: Taken, now: datetime) -> None:
        no, leads = taken.no, self.leads
        leads.count_dial(no, taken.phone, now, with_recent=self.queue.with_recent)
        outcome = self.game.outcomes.of_call(
            no, leads.lead_ids[no], leads.attempts[no], now, leads.zone_of(no)
        )
        self.on_call[caller] = _OnCall(taken, now, outcome)
        self.played.called.add(no)

    def _closes_at(self, call: _OnCall) -> datetime:
        return call.at + timedelta(seconds=call.outcome.handle_s)

    def _close(self, caller: int, now: datetime) -> None:
        """Give the result, as the calling service does."""
        call = self.on_call.pop(caller)
        no, result, me = call.taken.no, call.outcome.result, self.game.callers[caller].person_id
        leads, campaign = self.leads, self.campaign
        facts = leads.facts(no, now, with_recent=self.queue.with_recent)
        callback_at = self._promised_time(call, now)
        promises = leads.promises.get(no, ())
        place = place_after(
            result,
            campaign,
            facts,
            call.taken.phone_id,
            callback_at,
            promises[0] if promises else None,
            me,
            now,
            self.office,
            leads.given[no, result.code],
        )
        leads.given[no, result.code] += 1
        self._settle_promises(call, place, callback_at, me)
        owner = owner_after(facts.owner_id, result, place, me)
        leads.lead_owner[no] = leads.person_no(owner)
        whose = whose_place(campaign, result, place, owner, me, now)
        self.queue.put(no, place.lane, place.reason, place.next_at, leads.person_no(whose))
        self._keep_number(call, me, now)
        self._mark_phone(call, now)
        self._record(caller, call, now, place, whose, callback_at)

    def _promised_time(self, call: _OnCall, now: datetime) -> datetime | None:
        """When the next call is promised for: within hours and caps, as the service wants it."""
        after, no = call.outcome.promise_after, call.taken.no
        if after is None:
            return None
        zone, window = self.leads.zone_of(no), self.campaign.window
        at = next_open(window, zone, now + after)
        if at is None:
            return None
        lead = with_effect(
            self.leads.facts(no, now, with_recent=self.queue.with_recent),
            call.taken.phone_id,
            call.outcome.result,
        )
        verdict = judge(facts_for(Act.CHOOSE, at, self.campaign, lead, self.office))
        return at if verdict.phone_id is not None else free_at(verdict)

    def _settle_promises(
        self, call: _OnCall, place: NextPlace, callback_at: datetime | None, me: UUID
    ) -> None:
        """A call answers what was promised, a result that ends the work too."""
        no, human = call.taken.no, call.outcome.result.has(Flag.HUMAN)
        left = tuple(
            promise
            for promise in self.leads.promises.pop(no, ())
            if stays_open(promise.due_at, call.at, human)
            and place.lane in DIALLED_LANES
            and callback_at is None
        )
        if callback_at is not None:
            left += (OpenPromise(callback_at, me),)
        if left:
            self.leads.promises[no] = left

    def _keep_number(self, call: _OnCall, me: UUID, now: datetime) -> None:
        """Everybody else at the number goes to who spoke there, where the rules say so."""
        leads, mine = self.leads, self.leads.person_no(me)
        if not keeps_number(self.campaign, call.outcome.result, now, now):
            return
        for no in leads.leads_with(call.taken.phone):
            if no == call.taken.no or leads.lanes[no] not in (Lane.RETRY, Lane.NEW):
                continue
            next_at = moment(leads.next_at[no])
            is_kept = keeps_number(self.campaign, call.outcome.result, now, next_at)
            if is_kept and leads.owner[no] != mine and not self._is_on_screen(no):
                self.queue.take_out(no)
                self.queue.put(no, leads.lanes[no], leads.reasons[no], next_at, mine)

    def _is_on_screen(self, no: int) -> bool:
        return any(call.taken.no == no for call in self.on_call.values())

    def _mark_phone(self, call: _OnCall, now: datetime) -> None:
        """Wrong number marks the phone for this lead, do-not-call for everybody who has it."""
        leads, taken, result = self.leads, call.taken, call.outcome.result
        if result.has(Flag.WRONG_NUMBER):
            for at in leads.phones_of(taken.no):
                if leads.lead_phones[at] == taken.phone:
                    leads.wrong[at] = True
        if not result.has(Flag.DO_NOT_CALL):
            return
        leads.phone_do_not_call[taken.phone] = True
        for no in leads.leads_with(taken.phone):
            if no == taken.no or leads.is_finished(no):
                continue
            facts = leads.facts(no, now)
            if usable(facts_for(Act.CHOOSE, now, self.campaign, facts, self.office)):
                continue
            leads.promises.pop(no, None)
            if not self._is_on_screen(no):
                self.queue.take_out(no)
                next_at = moment(leads.next_at[no])
                self.queue.put(no, Lane.BLOCKED, Reason.DO_NOT_CALL, next_at, leads.owner[no])

    def _record(
        self,
        caller: int,
        call: _OnCall,
        now: datetime,
        place: NextPlace,
        whose: UUID | None,
        callback_at: datetime | None,
    ) -> None:
        played, outcome = self.played, call.outcome
        played.calls.append(
            PlayedCall(
                at=call.at,
                closed_at=now,
                caller=caller,
                no=call.taken.no,
                phone_id=call.taken.phone_id,
                lane=call.taken.lane,
                code=outcome.result.code,
                is_answered=outcome.is_answered,
                is_as_it_was=outcome.is_as_it_was,
                lane_after=place.lane,
                reason_after=place.reason,
                next_at=place.next_at,
                owner_after=whose,
                promised_for=callback_at,
            )
        )
        played.results[outcome.result.code] += 1
        person = played.people[caller]
        person.calls += 1
        person.answered += outcome.is_answered
        if (hour := self._hour(ticks(call.at))) is not None:
            hour.calls += 1
            hour.answered += outcome.is_answered

    # --- hours and waiting ---

    def _hour(self, at: int) -> PlayedHour | None:
        no = bisect_right(self.marks, at) - 1
        return self.played.hours[no] if no >= 0 else None

    def _works_until(self, caller: int, at: int) -> int | None:
        """When the work that goes on at a moment ends; None outside of it."""
        for begins, ends in self.work[caller]:
            if begins <= at < ends:
                return ends
        return None

    def _works_again(self, caller: int, at: int) -> int | None:
        return min((begins for begins, _ in self.work[caller] if begins > at), default=None)

    def _stop_waiting(self, caller: int, at: int | None) -> None:
        since = self.waiting.pop(caller, None)
        if since is None or at is None or at <= since:
            return
        self.played.people[caller].waited_s += (at - since) // _SECOND
        if (hour := self._hour(since)) is not None:
            hour.waited_s += (at - since) // _SECOND

    def _note_short(self, at: int) -> None:
        """Keep since when more than half of those at work wait."""
        at_work = sum(self._works_until(caller, at) is not None for caller in range(len(self.numbers)))
        if at_work and 2 * len(self.waiting) > at_work:
            if self.short_since is None:
                self.short_since = at
        else:
            self._note_dry(at)

    def _note_dry(self, at: int) -> None:
        since, self.short_since = self.short_since, None
        if since is not None and self.played.dry_at is None and moment(at) - moment(since) >= DRY_FOR:
            self.played.dry_at = moment(since)

    def _look(self, mark: int) -> None:
        """Count what could be dialled at the beginning of an hour: in all, and by each person."""
        at, leads, queue = self.marks[mark], self.leads, self.queue
        is_open = [queue.is_open(place.zone, at) for place in leads.places]
        by_owner: dict[int, list[tuple[int, int]]] = {}
        for owner, _, place, keys in queue.lists(queue.owners):
            if is_open[place] and (due := queue.due_of(keys, at)):
                by_owner.setdefault(owner, []).append((place, due))
        self.played.hours[mark].dialable = sum(due for found in by_owner.values() for _, due in found)
        field_of_skill = self.campaign.rules.who.skill
        for caller, each in enumerate(self.game.callers):
            theirs = [*by_owner.get(self.numbers[caller], ()), *by_owner.get(NOBODY, ())]
            self.played.people[caller].dialable.append(
                sum(
                    due
                    for place, due in theirs
                    if not field_of_skill
                    or not leads.places[place].skill
                    or leads.places[place].skill.casefold() in each.skills
                )
            )


def _hours_between(starts_at: datetime, ends_at: datetime, zone: str) -> list[datetime]:
    found, at = [], hour_of(starts_at, zone)
    while at < ends_at:
        found.append(at)
        at += _HOUR
    return found
