"""The live board: everybody within reach and every campaign, and after an event the one person it was about.

An event is read from the sequence of changes: whose sign-in did it says whose row is new. What one costs
doesn't grow with the team; `Board` as a whole is read once, and again only where nobody can say who it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.board import HOUR, BoardRow, Figures, per_hour, runs_dry_at
from crm_desktop.domain.callbacks import KEPT_WITHIN
from crm_desktop.domain.calling_window import day_end
from crm_desktop.domain.people import Actor, Permission, Reach, Role
from crm_desktop.domain.presence import HEARD_WITHIN, State
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.domain.shift import LastAct, date_of, day_of, hour_of, number_of
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.why import why_of_office
from crm_desktop.services.presence import Present, at_present
from crm_desktop.services.targets import calls_aimed
from crm_desktop.store.board import BoardPerson, BoardRows, DayFigures, InHand
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.changes import START, Acted, ChangeFeed, Position
from crm_desktop.store.targets import Targets
from crm_desktop.store.unit_of_work import Store, Work

_A_DAY = timedelta(days=1)
#: What touches the row of whoever did it.
_OWN = frozenset({"calls", "queue", "callbacks", "sales", "people", "leads"})
#: Done by who leads or by nobody known, it may touch anybody's.
_ANYBODYS = frozenset({"people", "callbacks"})
_EVERYBODYS = frozenset({"settings", "campaigns"})


@dataclass(frozen=True, slots=True)
class Heard:
    """How far the board has read the sequence of changes."""

    position: Position = START
    ahead: Position = START


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody within reach as of a moment."""

    rows: tuple[BoardRow, ...]
    at: datetime
    heard: Heard


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since: `rows` in place of the ones of `about`, of whom some may be gone.

    `is_whole`: of everybody. `others`: topics that concern no row.
    """

    rows: tuple[BoardRow, ...]
    about: frozenset[UUID]
    heard: Heard
    is_whole: bool = False
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CampaignNow:
    """A campaign as it stands: what may be dialled, until when it lasts, and what keeps the rest.

    `soon` become free before `soon_until`, the end of the next hour of the clock. `pace`: calls an hour.
    """

    id: UUID
    name: str
    is_paused: bool
    counts: NothingToDial
    soon: int
    soon_until: datetime
    pace: float
    dry_at: datetime | None

    @property
    def blocked(self) -> int:
        """Neither free now nor by itself later, and not done with."""
        counts = {each.reason: each.leads for each in self.counts.reasons}
        done = sum(counts.get(reason, 0) for reason in (Reason.ON_ANOTHER_SCREEN, *_OVER))
        return self.counts.total - self.counts.dialable - self.counts.opens - done


_OVER = (Reason.MAX_ATTEMPTS, Reason.FINAL)


class BoardService:
    """Looks at the people and campaigns of the moment, as far as the reach to see people goes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hours = OpenHours()

    def whole(self, actor: Actor) -> Board:
        """Everybody; telecallers always, others once they call."""
        actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            heard = Heard(ChangeFeed(work).end())
            return Board(_rows(work, actor), work.now, heard)

    def touched(self, actor: Actor, heard: Heard) -> Touched:
        """Whose rows changed since, as they are now."""
        actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            acted = ChangeFeed(work).acted(heard.position, heard.ahead)
            if acted is None:
                return Touched(_rows(work, actor), frozenset(), Heard(ChangeFeed(work).end()), is_whole=True)
            now = Heard(acted.position, acted.ahead)
            others = frozenset(acted.topics)
            about = _about(work, actor, acted)
            if about is None:
                return Touched(_rows(work, actor), frozenset(), now, is_whole=True, others=others)
            rows = _rows(work, actor, about) if about else ()
            return Touched(rows, about, now, others=others)

    def silent(self, actor: Actor, known_here: frozenset[UUID]) -> tuple[BoardRow, ...]:
        """New rows of those of some people whose programs went silent: nothing is told by that."""
        actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            gone = BoardRows(work).silent(work.now - _A_DAY, work.now - HEARD_WITHIN) & known_here
            return _rows(work, actor, frozenset(gone)) if gone else ()

    def rows(self, actor: Actor, people: frozenset[UUID]) -> tuple[BoardRow, ...]:
        """These people's rows, as far as they are within reach."""
        actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            return _rows(work, actor, people)

    def campaigns(self, actor: Actor) -> tuple[CampaignNow, ...]:
        """Every campaign that is worked on, the first to run dry at the top.

        The counts are the office's, the same as the campaign's “Why isn't it dialling?”.
        """
        actor.require(Permission.SEE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            zone = workspace_zone(work)
            since = hour_of(work.now - HOUR, zone)
            paces = BoardRows(work).paces(_days(work, zone), since)
            found = []
            for campaign in Campaigns(work).all(include_inactive=False):
                if campaign.is_practice:
                    continue
                counts = why_of_office(work, actor, campaign, self._hours)
                calls, first = paces.get(campaign.id, (0, work.now))
                pace = per_hour(calls, first, work.now)
                until = hour_of(work.now, zone) + 2 * HOUR
                closes = self._hours.open_until(campaign.window, zone, work.now) or work.now
                ends = min(closes, day_end(work.now, zone))  # nothing is dialled after that anyway
                dry_at = runs_dry_at(work.now, counts.dialable, counts.later, pace, ends)
                soon = sum(leads for at, leads in counts.later if at < until)
                found.append(
                    CampaignNow(
                        campaign.id, campaign.name, campaign.is_paused, counts, soon, until, pace, dry_at
                    )
                )
            return tuple(sorted(found, key=lambda each: (_rank(each), each.name.casefold())))


def _rank(campaign: CampaignNow) -> tuple[int, float]:
    """What stands still with leads left first, then by when it runs dry; what is done last."""
    counts = campaign.counts
    if counts.total and not counts.dialable and (counts.opens or campaign.blocked):
        return 0, 0.0
    if campaign.dry_at is not None:
        return 1, campaign.dry_at.timestamp()
    return (2, 0.0) if counts.dialable else (3, 0.0)


def _about(work: Work, actor: Actor, acted: Acted) -> frozenset[UUID] | None:
    """Whose rows these changes touch; None: perhaps everybody's."""
    if _EVERYBODYS & acted.topics.keys():
        return None
    sessions = {each for topic in _OWN & acted.topics.keys() for each in acted.topics[topic]}
    if not sessions:
        return frozenset()
    whose = BoardRows(work).whose(each for each in sessions if each is not None)
    anybodys = {each for topic in _ANYBODYS & acted.topics.keys() for each in acted.topics[topic]}
    if None in anybodys:
        return None
    about = frozenset(whose.values())
    leading = {whose[each] for each in anybodys if each in whose}
    known = BoardRows(work).people(actor.team_id, actor.person_id, is_all=_sees_all(actor), ids=about)
    if any(person.id in leading and person.role is not Role.TELECALLER for person in known.values()):
        return None
    return about


def _sees_all(actor: Actor) -> bool:
    return actor.may(Permission.SEE_PEOPLE, Reach.ALL)


def _days(work: Work, zone: str) -> tuple[int, int]:
    """The office's date and the one before, to which a night shift may belong."""
    today = day_of(work.now, zone, None)
    return today, number_of(date_of(today) - timedelta(days=1))


def _rows(work: Work, actor: Actor, ids: frozenset[UUID] | None = None) -> tuple[BoardRow, ...]:
    """The rows of everybody within reach, or of these: a fixed number of questions."""
    board, zone = BoardRows(work), workspace_zone(work)
    people = board.people(actor.team_id, actor.person_id, is_all=_sees_all(actor), ids=ids)
    if not people:
        return ()
    wanted = list(people)
    today, before = _days(work, zone)
    present = at_present(work, wanted)
    figures = board.figures((today, before), wanted)
    hands = board.in_hand(wanted)
    dues = board.dues(wanted, work.now - KEPT_WITHIN, day_end(work.now, zone))
    aims = Targets(work).aims(wanted)
    on_call = {
        found.last_call.lead_id
        for found in present.values()
        if found.last_call is not None and found.now.state in _WITH_CALL
    }
    names, leads = board.campaign_names(), board.lead_names(on_call)
    rows = []
    for person in people.values():
        counted = _of_shift(work.now, zone, figures.get(person.id, []), today)
        hand = _in_hand(present[person.id], hands.get(person.id), leads)
        last = present[person.id].last_call
        campaign_id = hand.campaign_id if hand else (last.campaign_id if last else None)
        overdue, due = dues.get(person.id, (0, ()))
        is_caller = person.role is Role.TELECALLER or hand is not None or counted.calls > 0
        if is_caller:
            rows.append(
                _row(
                    person,
                    present[person.id],
                    counted,
                    hand,
                    campaign_id=campaign_id,
                    campaign=names.get(campaign_id, "") if campaign_id else "",
                    is_on_leave=person.id in aims.away and aims.away[person.id].holds(date_of(today)),
                    target=calls_aimed(aims, person.id, date_of(counted.day)),
                    overdue=overdue,
                    dues=due,
                )
            )
    return tuple(rows)


_WITH_CALL = (State.ON_CALL, State.WRAP_UP)


def _in_hand(present: Present, claimed: InHand | None, leads: dict[UUID, str]) -> InHand | None:
    """Whom somebody has on the screen: of a call in, the caller, whatever the queue says."""
    last = present.last_call
    if last is not None and present.now.state in _WITH_CALL:
        nobody = UUID(int=0)
        return InHand(last.campaign_id or nobody, last.lead_id, leads.get(last.lead_id, ""))
    return claimed if present.now.state is State.READY else None


def _of_shift(now: datetime, zone: str, found: list[DayFigures], today: int) -> DayFigures:
    """The figures of the shift under way: a night's calls are those of the day it began."""
    by_day = {each.day: each for each in found}
    day = today
    for each in found:
        if each.day != today and each.last_at is not None:
            day = day_of(now, zone, LastAct(each.last_at, each.day))
    return by_day.get(day, DayFigures(day, 0, 0, 0, 0, 0, None))


def _row(
    person: BoardPerson, present: Present, counted: DayFigures, hand: InHand | None, **more: object
) -> BoardRow:
    talk_s = counted.talk_s if counted.talk_calls else None
    return BoardRow(
        person_id=person.id,
        name=person.name,
        role=person.role,
        now=present.now,
        figures=Figures(counted.calls, counted.conversations, counted.successes, talk_s),
        has_lead=hand is not None,
        lead_id=hand.lead_id if hand else None,
        lead=hand.lead if hand else "",
        **more,  # type: ignore[arg-type]
    )
