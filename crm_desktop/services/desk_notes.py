"""What who leads a team does for somebody from the board: a note, the end of a forgotten break, a move.

The person is told of each on the calling screen, and whoever sent it sees when it was read. What is said is
for colleagues: no customer's data belongs in it, and it goes after a few days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.presence import Change, State
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.desk_notes import DeskNote, DeskNotes, NoteKind
from crm_desktop.store.people import People
from crm_desktop.store.presence import Presence
from crm_desktop.store.unit_of_work import Store, Work

LONGEST = 200  # a line that is read at a glance
KEPT = timedelta(days=7)
SHOWN_FOR = timedelta(hours=14)  # a shift; what nobody read by then is yesterday's
_A_DAY = timedelta(days=1)
_CARD = 5  # notes shown of a person


@dataclass(frozen=True, slots=True)
class Moved:
    """Where somebody works now, and of which campaigns they aren't any more: undone by moving back."""

    campaign_id: UUID
    added: bool
    left: UUID | None


class DeskNoteService:
    """Notes and acts of who leads a team for somebody of it; the own notes, and that they were seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---- of who leads ------------------------------------------------------------------------------

    def send(self, actor: Actor, person_id: UUID, text: str, request_id: UUID) -> None:
        """A line for somebody's calling screen."""
        words = " ".join(text.split())
        if not words:
            raise UserError("The note is empty. Type a line.", field="text")
        if len(words) > LONGEST:
            raise UserError(
                "The note is too long. Take at most {most} characters.", field="text", most=LONGEST
            )
        actor.require(Permission.GUIDE_PEOPLE, Reach.TEAM)
        payload = {"person": str(person_id), "text": words}
        with self._store.write(actor) as work:
            _guided(work, actor, person_id)
            if work.earlier_result(request_id, "desk_note", payload) is None:
                DeskNotes(work).add(request_id, person_id, actor.person_id, NoteKind.NOTE, words)
                work.record("note_sent", "person", person_id)
                work.announce("notes", person_id)
                work.keep_result(request_id, "desk_note", payload, {})

    def end_break(self, actor: Actor, person_id: UUID, request_id: UUID) -> str:
        """End a break that somebody forgot to end, now, and tell them; its reason.

        Where they are signed in at two workstations each one's break ends.
        """
        actor.require(Permission.GUIDE_PEOPLE, Reach.TEAM)
        payload = {"person": str(person_id)}
        with self._store.write(actor) as work:
            _guided(work, actor, person_id)
            earlier = work.earlier_result(request_id, "end_break_of", payload)
            if earlier is not None:
                return str(earlier["reason"])
            rows, on_break = Presence(work), list[Change]()
            for here in rows.here([person_id], work.now - _A_DAY):
                last = rows.last(person_id, here.session_id)
                if last is not None and last.state is State.BREAK:
                    on_break.append(last)
            if not on_break:
                raise UserError("This break is over already. Look at the board again.")
            reason = on_break[-1].reason  # told first: a server tells them itself where nobody has
            DeskNotes(work).add(new_id(), person_id, actor.person_id, NoteKind.BREAK_ENDED, reason)
            for last in on_break:
                rows.add(new_id(), person_id, last.session_id, State.READY)
            work.record("break_ended_by_lead", "person", person_id, reason=reason)
            work.announce("people", person_id)
            work.announce("notes", person_id)
            work.keep_result(request_id, "end_break_of", payload, {"reason": reason})
            return reason

    def move(
        self, actor: Actor, person_id: UUID, campaign_id: UUID, request_id: UUID, left: UUID | None = None
    ) -> Moved:
        """Have somebody work on another campaign: their calling screen goes there after the call in hand.

        Where only chosen people work on it they become one of them; of `left`, where that is so too, they
        are one no more, unless nobody would be left. Membership changes as on the campaign's own page.
        """
        actor.require(Permission.GUIDE_PEOPLE, Reach.TEAM)
        payload = {"person": str(person_id), "to": str(campaign_id), "left": str(left)}
        with self._store.write(actor) as work:
            _guided(work, actor, person_id)
            earlier = work.earlier_result(request_id, "move_person", payload)
            if earlier is not None:
                gone = earlier["left"]
                return Moved(campaign_id, bool(earlier["added"]), UUID(gone) if gone else None)
            done = _move(work, person_id, campaign_id, left)
            DeskNotes(work).add(
                new_id(), person_id, actor.person_id, NoteKind.MOVED, campaign_id=campaign_id
            )  # fmt: skip
            work.record("person_moved", "person", person_id, to=campaign_id, left=done.left, added=done.added)
            work.announce("campaigns", campaign_id)
            work.announce("notes", person_id)
            result = {"added": done.added, "left": str(done.left) if done.left else ""}
            work.keep_result(request_id, "move_person", payload, result)
            return done

    def of(self, actor: Actor, person_id: UUID) -> tuple[DeskNote, ...]:
        """The last notes to somebody, newest first, with when each was seen."""
        actor.require(Permission.GUIDE_PEOPLE, Reach.TEAM)
        with self._store.read(actor) as work:
            _guided(work, actor, person_id)
            return DeskNotes(work).last_of(person_id, _CARD)

    # ---- of whom it is to --------------------------------------------------------------------------

    def mine(self, actor: Actor) -> tuple[DeskNote, ...]:
        """What waits for oneself, oldest first."""
        with self._store.read(actor) as work:
            return DeskNotes(work).unseen(actor.person_id, work.now - SHOWN_FOR)

    def seen(self, actor: Actor, note_id: UUID) -> bool:
        """An own note was read; harmless when repeated, or where it is gone."""
        with self._store.write(actor) as work:
            is_new = DeskNotes(work).see(note_id, actor.person_id)
            if is_new:
                work.announce("notes", actor.person_id)
            return is_new

    def forget_old(self, actor: Actor) -> int:
        """Remove what is older than `KEPT`; how many."""
        with self._store.write(actor) as work:
            return DeskNotes(work).forget(work.now - KEPT)


def _guided(work: Work, actor: Actor, person_id: UUID) -> Person:
    """Somebody of the own team, or anybody to an admin."""
    person = People(work).get(person_id)
    if person is None or person.is_disabled:
        raise NotFound("This person is not here any more. Look at the list again.")
    reached = actor.reach(Permission.GUIDE_PEOPLE)
    is_own = person.id == actor.person_id or (actor.team_id is not None and person.team_id == actor.team_id)
    if reached is not Reach.ALL and not is_own:
        raise NotAllowed("This person is not in your team. Ask an admin.")
    return person


def _move(work: Work, person_id: UUID, campaign_id: UUID, left: UUID | None) -> Moved:
    campaigns = Campaigns(work)
    to = campaigns.get(campaign_id)
    if to is None or not to.is_active:
        raise NotFound("This campaign does not exist any more. Choose another one.")
    if to.is_paused:
        raise UserError("“{name}” is paused: nothing is dialled there. Choose another.", name=to.name)
    added = not to.is_worked_by(person_id)
    if added:
        _set_people(work, to, to.people | {person_id})
    before = campaigns.get(left) if left is not None and left != campaign_id else None
    is_out = before is not None and person_id in before.people and len(before.people) > 1
    if before is not None and is_out:
        _set_people(work, before, before.people - {person_id})
        work.announce("campaigns", before.id)
    return Moved(campaign_id, added, left if is_out else None)


def _set_people(work: Work, campaign: Campaign, people: frozenset[UUID]) -> None:
    """Change a campaign's people, as a change of the campaign: who edits it meanwhile is told."""
    if not Campaigns(work).change(campaign, campaign.version):
        raise ChangedMeanwhile("Someone else changed this campaign meanwhile. Try again.")
    Campaigns(work).set_people(campaign.id, people)
    work.record("campaign.changed", "campaign", campaign.id, fields=["people"])
