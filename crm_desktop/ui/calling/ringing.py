"""A call in on the calling screen: it begins at once, and afterwards what was there before comes back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from crm_desktop.domain.call import Call, Direction
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.incoming import held_image, held_of
from crm_desktop.services.calling.outside_values import Held, OnLine, TakeCall
from crm_desktop.services.calling.values import NextLead
from crm_desktop.store.outside_calls import Way
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.notes import LANE
from crm_desktop.ui.calling.states import OWES_RESULT, State

if TYPE_CHECKING:
    from crm_desktop.store.seat import Seat
    from crm_desktop.ui.calling.presenter import CallingPresenter
    from crm_desktop.ui.ops import Progress

HELD = "calling.held"  # on the seat: what waits behind a call in, also after the program was killed


@dataclass(frozen=True, slots=True)
class Ring:
    """Whoever is on the line, as chosen on any page."""

    lead_id: UUID
    phone_id: UUID | None
    began_at: datetime
    way: Way = field(default_factory=Way)


def held_on(seat: Seat) -> Held | None:
    """What waited behind a call in when the seat was last used."""
    return held_of(seat.get(HELD))


class Ringing:
    """Takes calls in, one at a time, whatever the screen shows."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self._waiting: Ring | None = None  # chosen while something else was being saved
        self._held: Held | None = None
        self._before: NextLead | None = None  # the lead that is held, with the reason it was shown for
        presenter.shown.connect(self._answer_waiting)

    @property
    def is_on(self) -> bool:
        """Whether the call on the screen rang in."""
        return is_in(self._p.call)

    def recall(self, held: Held | None) -> None:
        """After a start: a call in that was found again had this behind it."""
        self._held = held

    def answer(self, ring: Ring) -> None:
        """Someone is on the line: the call is on."""
        p = self._p
        if p.state in OWES_RESULT:
            p.notices.toast(words.finish_first())
            return
        if p.facts is None or p.is_moving:
            self._waiting = ring
            return
        self._waiting = None
        p.countdown_s = None
        p.ask.close()
        p.keep_note()
        campaign = p.campaign if p.campaign is not None and not p.campaign.is_practice else None
        command = TakeCall(
            new_id(), new_id(), ring.lead_id, ring.phone_id, campaign.id if campaign else None,
            ring.began_at, ring.way,
        )  # fmt: skip
        calls, actor, before = p.session.services.outside_calls, p.session.actor, p.lead

        def on(line: OnLine) -> None:
            if line.held is not None:
                self._keep(line.held)
                self._before = before
            self._show(line)

        def refused(error: UserError) -> None:
            p.tell(error)
            p.show(p.state)

        p.move(lambda: calls.take(actor, command), on, refused)

    def _answer_waiting(self) -> None:
        if self._waiting is not None and not self._p.is_moving and self._p.facts is not None:
            ring, self._waiting = self._waiting, None
            if self._p.state in OWES_RESULT:
                return
            self.answer(ring)

    def _show(self, line: OnLine) -> None:
        p = self._p
        p.is_recovered = p.stays_on_lead = False
        p.suggested = None
        p.lead, p.phone, p.call = line.next_lead, line.next_lead.phone, line.call
        p.call_id = line.call.id
        p.answered_at, p.ended_at = line.call.answered_at, None
        p.hidden.begin(line.next_lead.lead.id)
        p.note.begin(line.call.id, line.next_lead.lead.id, is_dialled=True)
        p.note.dialled()
        p.note_replaced.emit("")
        p.show(State.ON_CALL)

    # ---- afterwards --------------------------------------------------------------------------

    def not_them(self) -> None:
        """The call was put down at the wrong lead: forget it there."""
        p, call = self._p, self._p.call
        if call is None or not self.is_on or p.is_moving:
            return
        calls, actor = p.session.services.outside_calls, p.session.actor

        def forgotten(_none: object) -> None:
            p.note.done()
            p.notices.toast(words.not_them())
            self.go_on()

        p.move(lambda: calls.put_down(actor, call.id), forgotten, p.tell)

    def has_something_behind(self) -> bool:
        """Whether something else than the next lead comes after the call."""
        return self._held is not None or self._p.pause is not None

    def go_on(self) -> None:
        """Back to what was on the screen before; the break, or the next lead, when nothing was."""
        p, held = self._p, self._held
        if p.pause is not None:
            p.call = None
            p.show(State.BREAK)
        elif held is None:
            p.next_lead()
        else:
            self._take_back(held)

    def let_go(self) -> None:
        """What is held goes back to the queue: another lead stays on the screen."""
        held, p = self._held, self._p
        if held is None:
            return
        self._keep(None)
        calls, actor = p.session.services.outside_calls, p.session.actor
        p.ops.store(p, lambda: calls.give_back(actor, held)).changes("queue").start()

    def _take_back(self, held: Held) -> None:
        p, before = self._p, self._before
        self._keep(None)
        self._before = None
        calls, actor = p.session.services.outside_calls, p.session.actor

        def back(found: NextLead) -> None:
            if before is not None and before.lead.id == found.lead.id:
                found = replace(found, why=before.why, callback_id=before.callback_id)
            p.campaign = next((c for c in p.campaigns if c.id == found.campaign.id), found.campaign)
            p.opening.set_line()
            p.arrived(found)

        def gone(error: UserError) -> None:
            p.tell(error)
            p.next_lead()

        p.move(lambda: calls.take_back(actor, held), back, gone)

    def _keep(self, held: Held | None) -> None:
        self._held = held
        seat, image = self._p.session.seat, held_image(held)

        def keep(_progress: Progress) -> None:
            seat.set(HELD, image)

        self._p.ops.task(self._p, keep, key=LANE).surely().start()


def is_in(call: Call | None) -> bool:
    """Whether a call rang in."""
    return call is not None and call.direction is Direction.IN
