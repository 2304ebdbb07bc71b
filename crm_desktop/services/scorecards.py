"""Scorecards of campaigns: made and changed in versions by who changes campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.scorecards import Question, Scorecard, checked, questions_to_json
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import require_advanced
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.scorecards import KeptCard, Scorecards
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["Cards", "KeptCard", "SaveCard", "ScorecardService"]


@dataclass(frozen=True, slots=True)
class SaveCard:
    """A new version of a campaign's card (None: of all others), made of version `after` (0: none)."""

    request_id: UUID
    campaign_id: UUID | None
    questions: tuple[Question, ...]
    pass_at: int
    after: int


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards that hold, by campaign (None: every other one), and the campaigns there are."""

    kept: dict[UUID | None, KeptCard]
    campaigns: tuple[tuple[UUID, str], ...]


class ScorecardService:
    """Behind the switch *Advanced*; a version that a review was made with is never changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def cards(self, actor: Actor) -> Cards:
        """Every card that holds."""
        actor.require(Permission.CHANGE_CAMPAIGNS)
        with self._store.read(actor) as work:
            require_advanced(work)
            newest = Scorecards(work).newest()
            return Cards(newest, ReportChoices(work).campaigns())

    def save(self, actor: Actor, command: SaveCard) -> Scorecard:
        """Keep a new version. Raises UserError for a card that can't be scored."""
        actor.require(Permission.CHANGE_CAMPAIGNS)
        questions = checked(command.questions, command.pass_at)
        payload = {
            "campaign": str(command.campaign_id), "questions": questions_to_json(questions),
            "pass_at": command.pass_at, "after": command.after,
        }  # fmt: skip
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "save_scorecard", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["card"]))
            _campaign(work, command.campaign_id)
            version = _next(work, command.campaign_id, command.after)
            card = Scorecard(new_id(), command.campaign_id, version, questions, command.pass_at)
            self._keep(work, card)
            work.keep_result(command.request_id, "save_scorecard", payload, {"card": str(card.id)})
            return card

    def end(self, actor: Actor, campaign_id: UUID | None, after: int) -> Scorecard:
        """From now on this campaign has no card of its own; what was reviewed keeps it."""
        actor.require(Permission.CHANGE_CAMPAIGNS)
        with self._store.write(actor) as work:
            require_advanced(work)
            kept = Scorecards(work).newest().get(campaign_id)
            if kept is None or kept.card.is_ended:
                raise NotFound("There is no scorecard here any more. Look at the list again.")
            version, was = _next(work, campaign_id, after), kept.card
            card = Scorecard(new_id(), campaign_id, version, was.questions, was.pass_at, is_ended=True)
            self._keep(work, card)
            return card

    def _keep(self, work: Work, card: Scorecard) -> None:
        Scorecards(work).add(card)
        work.record(
            "scorecard.ended" if card.is_ended else "scorecard.saved", "campaign", card.campaign_id,
            version=card.version, questions=len(card.questions),
        )  # fmt: skip
        work.announce("reviews", card.id)


def _known(work: Work, card_id: UUID) -> Scorecard:
    card = Scorecards(work).get(card_id)
    if card is None:
        raise NotFound("This scorecard is not here any more. Look at the list again.")
    return card


def _campaign(work: Work, campaign_id: UUID | None) -> None:
    if campaign_id is not None and ReportChoices(work).campaign_name(campaign_id) is None:
        raise NotFound("This campaign is not here any more. Choose another.", field="campaign")


def _next(work: Work, campaign_id: UUID | None, after: int) -> int:
    """The number of a new version; what it was made of must still be the newest."""
    kept = Scorecards(work).newest().get(campaign_id)
    newest = 0 if kept is None else kept.card.version
    if newest != after:
        if kept is None:
            raise UserError("This scorecard is not here any more. Look at the list again.")
        raise ChangedMeanwhile(
            "{name} changed this scorecard meanwhile. Look at it again, then make your changes.",
            name=kept.person_name,
        )
    return newest + 1
