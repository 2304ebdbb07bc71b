"""How work begins: the first reading, a call found again, the campaign and the line that fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.ui.calling import boot
from crm_desktop.ui.calling.states import OWES_RESULT, Boot, State

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

WAITING = (State.NOTHING, State.LOCKED, State.NO_CAMPAIGN)


class Opening:
    """Brings the presenter to its first state, and back to one when the campaigns changed."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self._asked: UUID | None = None  # the campaign another page asked for, until it can be chosen
        presenter.shown.connect(self._choose_asked)

    def begin(self) -> None:
        """The page is opened for the first time."""
        p, session = self._p, self._p.session
        p.ops.read(p, lambda: boot.read(session)).success(self._booted).failure(p.lock).start()

    def _booted(self, facts: Boot) -> None:
        p = self._p
        p.facts = facts
        p.campaigns = facts.campaigns
        p.ringing.recall(facts.held)
        p.told.read()
        if facts.open_call is not None:
            self._recover(facts)
            return
        wanted, self._asked = self._asked or facts.last_campaign, None
        found = next((c for c in p.campaigns if c.id == wanted), None)
        real = next((c for c in p.campaigns if not c.is_practice), None)
        p.campaign = found or real or (p.campaigns[0] if p.campaigns else None)
        self.set_line()
        p.pause = facts.pause
        if facts.pause is not None:
            p.show(State.BREAK)
            return
        if p.wanted is not None:
            asked, p.wanted = p.wanted, None
            p.take(*asked)
            return
        p.next_lead()

    def _recover(self, facts: Boot) -> None:
        """A call was under way when the program ended: it owes its result."""
        assert facts.open_call is not None
        self._p.campaign = facts.open_call.next_lead.campaign
        self._p.pause = facts.pause
        self.set_line()
        self._p.is_recovered = True
        self._p.ask.questions.keeper.begin(facts.answers)
        self._p.reopen(facts.open_call.next_lead, facts.open_call.call, facts.note)
        self._p.ask.questions.reopen()

    def reload(self, *, by_itself: bool = False) -> None:
        """Read the campaigns again, then go on; `by_itself`: others changed something."""
        p, session = self._p, self._p.session
        if p.is_moving or p.state in OWES_RESULT:
            self._look_at_campaigns()
            return

        def done(facts: Boot) -> None:
            p.facts = facts
            self._renew_campaigns(facts.campaigns)
            if p.campaign is None or all(c.id != p.campaign.id for c in p.campaigns):
                self._booted(facts)
            elif p.state is State.PREVIEW and p.campaign.is_paused and not p.is_moving:
                p.keep_note()
                p.next_lead()  # it goes back to the queue, and the screen says why
            elif p.state in WAITING:
                p.next_lead(by_itself=by_itself)
            else:
                p.shown.emit()

        p.ops.read(p, lambda: boot.read(session)).latest_only(f"calling.boot.{id(p)}").success(done).failure(
            p.lock
        ).start()

    def _look_at_campaigns(self) -> None:
        """A call is under way: what is told of its campaign, such as a pause, is told at once."""
        p, session = self._p, self._p.session

        def came(campaigns: tuple[Campaign, ...]) -> None:
            self._renew_campaigns(campaigns)
            p.shown.emit()

        op = p.ops.read(p, lambda: boot.worked_on(session)).latest_only(f"calling.campaigns.{id(p)}")
        op.success(came).failure(lambda _: None).start()

    def _renew_campaigns(self, campaigns: tuple[Campaign, ...]) -> None:
        p = self._p
        p.campaigns = campaigns
        if p.campaign is not None:
            p.campaign = next((c for c in campaigns if c.id == p.campaign.id), p.campaign)

    def work_on(self, campaign_id: UUID) -> None:
        """Another page asks for a campaign, perhaps one just made: it is read, then chosen."""
        p, session = self._p, self._p.session
        self._asked = campaign_id
        if p.facts is None:  # the first reading is under way
            return

        def done(facts: Boot) -> None:
            p.facts, p.campaigns = facts, facts.campaigns
            p.shown.emit()

        p.ops.read(p, lambda: boot.read(session)).success(done).failure(p.lock).start()

    def _choose_asked(self) -> None:
        p, asked = self._p, self._asked
        if asked is None or p.facts is None or p.is_moving or p.state in OWES_RESULT:
            return
        if any(campaign.id == asked for campaign in p.campaigns):
            self._asked = None
            self.choose_campaign(asked)

    def choose_campaign(self, campaign_id: UUID) -> None:
        """Work on another campaign; not while a call owes its result."""
        p = self._p
        found = next((c for c in p.campaigns if c.id == campaign_id), None)
        if found is None or p.is_moving or p.state in OWES_RESULT or found == p.campaign:
            p.shown.emit()
            return
        p.keep_note()
        p.campaign = found
        self.set_line()
        session, key = p.session, str(found.id)
        p.ops.store(p, lambda: session.services.settings.set(session.actor, "last_campaign", key)).start()
        if p.state is State.BREAK:
            p.shown.emit()
        else:
            p.next_lead()

    def set_line(self) -> None:
        """The line that fits the campaign: practice campaigns only ever have the practice line."""
        p = self._p
        if p.campaign is None or p.facts is None:
            return
        chosen = p.facts.dialler
        name = "practice" if p.campaign.is_practice else ("by_hand" if chosen == "practice" else chosen)
        if p.line is not None:
            if p.line.name == name:
                return
            p.line.close()
        p.line = p.make_line(name)
        p.line.answered.connect(p.flow.line_answered)
        p.line.ended.connect(p.flow.line_ended)
        p.line.refused.connect(p.flow.line_refused)
