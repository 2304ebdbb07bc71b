"""What a change of many leads does to one part of them, whom it passes over, how it goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, true

from crm_desktop.domain.batches import NEEDS, TAG_LENGTH, Batch, Change, Kind
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.duplicates import Stays
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.people import Actor, Person
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.lead_rules import new_owner, own_team
from crm_desktop.store.batch_deleting import BatchDeleting, is_deleted
from crm_desktop.store.batch_merging import is_merged
from crm_desktop.store.batch_places import BatchPlaces, is_in, nobody_tried
from crm_desktop.store.batch_unmerging import BatchUnmerging
from crm_desktop.store.batches import BatchRows
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.unit_of_work import Work

_TAGS = (Kind.TAG, Kind.UNTAG)
_IN_CALL = (Kind.DELETE, Kind.MERGE)  # nor while somebody speaks with them
_OFF_SCREEN = (Kind.OWNER, *_IN_CALL)


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was looked at, ready to be done to one part after the other."""

    change: Change
    actor: Actor
    owner: Person | None
    campaign: Campaign | None
    tag_id: UUID | None

    @classmethod
    def of(cls, work: Work, actor: Actor, change: Change) -> Made:
        """Look at it; raises UserError for what can't be."""
        owner = checked(work, actor, change)
        tag_id = None
        if change.kind in _TAGS:
            tag_id = BatchRows(work).tag_id(change.to, make=change.kind is Kind.TAG)
        return cls(change, actor, owner, _campaign(work, change), tag_id)

    @property
    def settings(self) -> dict[str, Any]:
        """What is kept of it."""
        return {"to": self.change.to, "name": self.campaign.name if self.campaign else ""}

    def do(self, work: Work, batch_id: UUID, part: int) -> None:
        """Change the leads of a part, as they were kept before."""
        rows, owner = BatchRows(work), self.owner
        match self.change.kind:
            case Kind.OWNER:
                team = owner.team_id if owner else own_team(self.actor)
                more = {} if owner is None and team is None else {"team_id": team}
                rows.change(batch_id, part, owner_id=owner.id if owner else None, **more)
                rows.settle_owners(batch_id, part)
            case Kind.STATUS:
                rows.change(batch_id, part, status=self.change.to)
            case Kind.CAMPAIGN if self.campaign is not None:
                BatchPlaces(work, batch_id, part).add(self.campaign)
            case Kind.TAG if self.tag_id is not None:
                rows.tag(batch_id, part, self.tag_id)
                rows.change(batch_id, part)
            case Kind.UNTAG if self.tag_id is not None:
                rows.untag(batch_id, part, self.tag_id)
                rows.change(batch_id, part)
            case Kind.DELETE:
                BatchDeleting(work, batch_id, part).take_out()
            case Kind.MERGE:
                raise AssertionError("doubles are merged by pairs")


def take_back_part(
    work: Work, batch: Batch, settings: Mapping[str, Any], part: int, tag_id: UUID | None
) -> None:
    """Set the leads of a part back that were not marked to be left alone."""
    rows = BatchRows(work)
    match batch.kind:
        case Kind.HAND_OUT | Kind.OWNER:
            rows.set_back(batch.id, part, "owner_id", "team_id")
            rows.settle_owners(batch.id, part)
        case Kind.STATUS:
            rows.set_back(batch.id, part, "status")
        case Kind.CAMPAIGN:
            BatchPlaces(work, batch.id, part).remove(UUID(settings["to"]))
        case Kind.TAG if tag_id is not None:
            rows.untag(batch.id, part, tag_id)
            rows.change(batch.id, part)
        case Kind.UNTAG if tag_id is not None:
            rows.tag(batch.id, part, tag_id)
            rows.change(batch.id, part)
        case Kind.DELETE:
            BatchDeleting(work, batch.id, part).bring_back()
        case Kind.MERGE:
            BatchUnmerging(work, batch.id, part).take_apart(batch.finished_at or batch.at)


def require(actor: Actor, kind: Kind) -> None:
    """Raises NotAllowed where this person may not do this to many."""
    permission, reach = NEEDS[kind]
    actor.require(permission, reach)


def checked(work: Work, actor: Actor, change: Change) -> Person | None:
    """The person of a change of owner; raises UserError for what can't be."""
    if change.kind is Kind.OWNER and change.to:
        return new_owner(work, actor, UUID(change.to), "to")
    if change.kind is Kind.STATUS and change.to not in list(LeadStatus):
        raise UserError("“{status}” is not a status. Choose one of the list.", field="to", status=change.to)
    if change.kind in _TAGS and not 0 < len(change.to.strip()) <= TAG_LENGTH:
        raise UserError("A tag needs a name of at most 60 letters. Type one.", field="to")
    if change.kind is Kind.MERGE and change.to not in list(Stays):
        raise UserError("Choose which one stays.", field="to")
    return None


def _campaign(work: Work, change: Change) -> Campaign | None:
    """The campaign that leads are put into; raises NotFound where it is gone."""
    if change.kind is not Kind.CAMPAIGN:
        return None
    found = Campaigns(work).get(UUID(change.to))
    if found is None:
        raise NotFound("This campaign does not exist any more. Choose another one.", field="to")
    return found


def why_not(rows: BatchRows, change: Change) -> ColumnElement[Any]:
    """Why a lead is left alone, as a column."""
    on_screen = rows.on_screens() if change.kind in _OFF_SCREEN else frozenset()
    if change.kind in _IN_CALL:
        on_screen |= rows.on_calls()
        return rows.why_not(on_screen, waiting=False, nobodys=False, same=None)
    return rows.why_not(on_screen, waiting=False, nobodys=False, same=_same(rows, change))


def _same(rows: BatchRows, change: Change) -> ColumnElement[bool]:
    match change.kind:
        case Kind.STATUS:
            return rows.is_status(change.to)
        case Kind.CAMPAIGN:
            return is_in(UUID(change.to))
        case Kind.TAG:
            return rows.has_tag(rows.tag_id(change.to, make=False))
        case Kind.UNTAG:
            return ~rows.has_tag(rows.tag_id(change.to, make=False))
        case _:
            return rows.is_owned_by(UUID(change.to) if change.to else None)


def untouched(rows: BatchRows, batch: Batch, settings: Mapping[str, Any], part: int) -> ColumnElement[bool]:
    """What must still hold of a lead to be set back."""
    match batch.kind:
        case Kind.HAND_OUT:
            return rows.as_given(UUID(settings["owners"][part]), batch.at)
        case Kind.OWNER:
            return rows.as_given(UUID(settings["to"]) if settings["to"] else None, batch.at)
        case Kind.STATUS:
            return rows.as_set(settings["to"], batch.at)
        case Kind.CAMPAIGN:
            return nobody_tried(UUID(settings["to"]))
        case Kind.DELETE:
            return is_deleted()
        case Kind.MERGE:
            return is_merged()
        case _:
            return true()
