"""Purposes of one's own: set, changed and retired by an admin; the notices name those in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.consent import PURPOSE_LABELS, Channel, ConsentRow, Notice
from crm_desktop.domain.lawful import days_end
from crm_desktop.domain.purposes import (
    KIND_LABELS,
    LONGEST_NAME,
    LONGEST_VALID_DAYS,
    LONGEST_WORDS,
    OwnPurpose,
    Pairs,
)
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.services.notices import newest_notices, rename_notices
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.consents import Purposes
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class SavePurpose:
    """A new purpose (`version` 0), or new name, words and time for one; who asks makes its `purpose_id`."""

    purpose_id: UUID
    name: str
    kind: str
    words: Mapping[str, str]
    valid_days: int = 0
    is_used: bool = True  # nobody agrees to one that isn't used, and no campaign calls for it
    version: int = 0


def save_purpose(work: Work, command: SavePurpose) -> None:
    """Keep it, and write the notices that name it anew; the same again changes nothing.

    Raises UserError for what is missing, where its kind would change (people agreed to that one), and where
    it is retired while a campaign calls for it.
    """
    rows = Purposes(work)
    every = rows.all()
    before = next((each for each in every if each.id == command.purpose_id), None)
    if before is None and command.version:
        raise NotFound("This purpose does not exist any more. Look at the list again.")
    name, words = _checked(work, command, every)
    after = OwnPurpose(
        command.purpose_id,
        max((each.no for each in every), default=0) + 1,
        name,
        command.kind,
        words,
        command.valid_days,
    )
    if before is None:
        rows.add(after)
    else:
        if before.kind != command.kind:
            raise UserError(
                "People agreed to it for another kind of call. Set a new purpose for this one.", field="kind"
            )
        if not command.is_used and before.retired_at is None:
            _refuse_called_for(rows, before)
        retired_at = None if command.is_used else before.retired_at or work.now
        after = replace(before, name=name, words=words, valid_days=command.valid_days, retired_at=retired_at)
        if after == before and words == dict(before.words):
            return
        _change(work, replace(after, version=command.version))
    rename_notices(work)
    work.record(
        "purpose.saved", "purpose", command.purpose_id, no=after.no, name=name, is_used=command.is_used
    )
    for topic in ("settings", "campaigns"):
        work.announce(topic)


def purpose_for(work: Work, no: int | None, call_class: str) -> None:
    """A campaign may call for this; raises UserError where it can't."""
    if no is None:
        return
    found = next((each for each in Purposes(work).all() if each.no == no), None)
    if found is None or found.retired_at is not None:
        raise UserError("This purpose isn't used any more. Choose another one.", field="purpose_no")
    if found.kind != call_class:
        raise UserError(
            "The purpose {name} is for another kind of call. Choose another one, or the other kind.",
            field="purpose_no",
            name=found.name,
        )


def asked_anew(work: Work, before: Campaign, after: Campaign) -> None:
    """Who said no to what a campaign called for, and not to what it calls for now, comes back."""
    if before.aim != after.aim:
        for lead_id in Purposes(work).refused_in(after.id):
            unblock(work, lead_id)


def holding_of(
    held: Mapping[tuple[str, Channel], ConsentRow], every: Sequence[OwnPurpose], key: tuple[str, Channel]
) -> ConsentRow | None:
    """What was said of this, or of the general purpose it is a part of."""
    own = next((each for each in every if each.key == key[0]), None)
    return held.get(key) or (None if own is None else held.get((own.general.value, key[1])))


def check_known(what: Pairs, every: Sequence[OwnPurpose]) -> None:
    """Raises NotFound for a purpose the office doesn't have."""
    known = {each.key for each in every} | set(PURPOSE_LABELS)
    if any(purpose not in known for purpose, _ in what):
        raise NotFound("This purpose does not exist any more. Look at what they agreed to again.")


def told_by_notice(notice: Notice, what: Pairs, every: Sequence[OwnPurpose]) -> dict[str, OwnPurpose | None]:
    """What is agreed to, which the notice has to say (DPDP Act s. 5 and 6)."""
    own = {each.key: each for each in every}
    for key in {purpose for purpose, _ in what} & own.keys():
        if own[key].retired_at is not None:
            raise UserError("The purpose {name} isn't used any more.", name=own[key].name)
        if key not in dict(notice.named):
            raise UserError(
                "The notice in {language} doesn't say “{name}” yet. An admin adds its words in the settings.",
                field="language",
                language=notice.language,
                name=own[key].name,
            )
    return {purpose: own.get(purpose) for purpose, _ in what}


def own_end_of(work: Work, own: OwnPurpose | None, said_at: datetime) -> datetime | None:
    """Until when a yes to a purpose of the office's own holds at most."""
    if own is None or not own.valid_days:
        return None
    zone = workspace_zone(work)
    end = days_end(said_at.astimezone(ZoneInfo(zone)).date(), own.valid_days, zone)
    if end <= work.now:
        raise UserError("This has ended already. Ask them anew.", field="said_at")
    return end


def earliest(*ends: datetime | None) -> datetime | None:
    """The first of these; None where none ends."""
    return min((end for end in ends if end is not None), default=None)


def names_of(what: Pairs, every: Sequence[OwnPurpose]) -> dict[str, dict[str, str]]:
    """What purposes of the office's own are called, for whoever reads the history."""
    keys = {purpose for purpose, _ in what}
    names = {each.key: each.name for each in every if each.key in keys}
    return {"names": names} if names else {}


def _checked(work: Work, command: SavePurpose, every: tuple[OwnPurpose, ...]) -> tuple[str, dict[str, str]]:
    name = clean(command.name)
    if not name:
        raise UserError("Give the purpose a name.", field="name")
    check_length(name, LONGEST_NAME, "name")
    others = {each.name.casefold() for each in every if each.id != command.purpose_id}
    # Every office has these two, as screens and commands call them: others couldn't be told from them.
    if name.casefold() in {word.casefold() for pair in PURPOSE_LABELS.items() for word in pair}:
        raise UserError(
            "“{name}” is a purpose of every office. Choose another name.", field="name", name=name
        )
    if name.casefold() in others:
        raise UserError("There is a purpose of this name already. Choose another name.", field="name")
    if command.kind not in KIND_LABELS:
        raise UserError("Choose for which kind of call it is.", field="kind")
    if not 0 <= command.valid_days <= LONGEST_VALID_DAYS:
        raise UserError(
            "Give 0 to {most} days; with 0 it holds until they take it back.",
            field="valid_days",
            most=LONGEST_VALID_DAYS,
        )
    words = {language: text for language, told in command.words.items() if (text := clean(told))}
    for text in words.values():
        check_length(text, LONGEST_WORDS, "words")
    missing = next((each.language for each in newest_notices(work) if each.language not in words), None)
    if missing is not None:
        raise UserError(
            "The notice is in {language} too. Say there as well what people are called for.",
            field="words",
            language=missing,
        )
    if not words:
        raise UserError("Say in at least one language what people are called for.", field="words")
    return name, words


def _refuse_called_for(rows: Purposes, purpose: OwnPurpose) -> None:
    if names := rows.calling(purpose.no):
        raise UserError(
            "The campaign {name} still calls for this purpose. Choose another one there first.",
            name=names[0],
        )


def _change(work: Work, purpose: OwnPurpose) -> None:
    if not Purposes(work).change(purpose):
        raise ChangedMeanwhile(
            "Someone else changed the purpose {name} meanwhile. Look at it again, then change it.",
            name=purpose.name,
        )
