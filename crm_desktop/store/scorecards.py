"""Scorecards as rows: every version stays, the newest of a campaign holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from crm_desktop.domain.scorecards import Scorecard, questions_from_json, questions_to_json
from crm_desktop.store.tables import people, scorecards
from crm_desktop.store.unit_of_work import Work

_s = scorecards.c
CARD_COLUMNS = (
    _s.id.label("card_id"), _s.campaign_id.label("card_campaign_id"), _s.version.label("card_version"),
    _s.questions, _s.pass_at, _s.is_ended,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A version of a card, who made it and when."""

    card: Scorecard
    person_name: str
    at: datetime


class Scorecards:
    """Repository of scorecards."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def newest(self) -> dict[UUID | None, KeptCard]:
        """The newest version of each campaign (None: of those without their own), ended or not."""
        statement = (
            select(*CARD_COLUMNS, people.c.display_name, _s.at)
            .join(people, people.c.id == _s.person_id)
            .order_by(_s.version)
        )
        found = self._work.connection.execute(statement)
        return {r.card_campaign_id: KeptCard(card_of(r), r.display_name, r.at) for r in found}

    def for_campaign(self, campaign_id: UUID | None) -> Scorecard | None:
        """What a call of this campaign is reviewed by: its own card, else that of all others."""
        newest = self.newest()
        for place in dict.fromkeys((campaign_id, None)):
            kept = newest.get(place)
            if kept is not None and not kept.card.is_ended:
                return kept.card
        return None

    def get(self, card_id: UUID) -> Scorecard | None:
        """One version."""
        row = self._work.connection.execute(select(*CARD_COLUMNS).where(_s.id == card_id)).one_or_none()
        return None if row is None else card_of(row)

    def add(self, card: Scorecard) -> None:
        """Keep a version."""
        assert self._work.actor is not None, "somebody makes it"
        self._work.connection.execute(
            insert(scorecards).values(
                id=card.id, campaign_id=card.campaign_id, version=card.version,
                questions=questions_to_json(card.questions), pass_at=card.pass_at, is_ended=card.is_ended,
                person_id=self._work.actor.person_id, at=self._work.now,
            )
        )  # fmt: skip


def card_of(row: Any) -> Scorecard:
    """The card of a row with `CARD_COLUMNS`."""
    kept: Iterable[Any] = row.questions
    return Scorecard(
        row.card_id, row.card_campaign_id, row.card_version, questions_from_json(kept), row.pass_at,
        bool(row.is_ended),
    )  # fmt: skip
