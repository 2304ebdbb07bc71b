"""A campaign as it is edited: what was changed, and what becomes of it when someone else changed it too."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.services.campaigns import ChangeCampaign, SaveCampaign

VALUES = (
    "name", "role", "client_name", "agreement_ref", "client_until", "client_data", "call_class", "purpose_no",
    "dial_mode", "countdown_s", "start_minute", "end_minute", "days", "office_hours", "holidays", "people",
    "target", "wrap_up_s", "wrap_up_code", "recording_text", "script",
)  # fmt: skip
EDITED = (*VALUES, "dispositions", "rules_name")


def comparable(campaign: Campaign) -> Campaign:
    """The campaign with its results as an editor has them: those in use, in order, without waits."""
    active = sorted((d for d in campaign.dispositions if d.is_active), key=lambda d: d.position)
    return replace(
        campaign,
        dispositions=tuple(
            replace(d, position=place, retry_s=None) for place, d in enumerate(active, start=1)
        ),
    )


def is_changed(base: Campaign, mine: Campaign) -> bool:
    """Whether anything was edited."""
    return mine.rules != base.rules or any(getattr(base, n) != getattr(mine, n) for n in EDITED)


def merged(base: Campaign, mine: Campaign, theirs: Campaign) -> tuple[Campaign, bool]:
    """What was edited here on top of what someone else saved meanwhile; nothing typed is lost.

    Also whether both changed the same thing: then what was typed here stands.
    """
    values, clash = _both(base, mine, theirs, EDITED)
    rules, rules_clash = _both(base.rules, mine.rules, theirs.rules, [f.name for f in fields(Rules)])
    return replace(theirs, **values, rules=replace(theirs.rules, **rules)), clash or rules_clash


def _both(base: Any, mine: Any, theirs: Any, names: Any) -> tuple[dict[str, Any], bool]:
    values: dict[str, Any] = {}
    clash = False
    for name in names:
        was, typed, now = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if typed != was:
            values[name] = typed
            clash = clash or now not in (was, typed)
    return values, clash


def command_for(base: Campaign, mine: Campaign) -> SaveCampaign:
    """What saves the edits."""
    changed = {name: getattr(mine, name) for name in VALUES if getattr(base, name) != getattr(mine, name)}
    for name, none in (
        ("office_hours", "no_office_hours"),
        ("client_until", "no_client_until"),
        ("purpose_no", "no_purpose"),
    ):
        if name in changed and changed[name] is None:
            changed[none] = True
    return SaveCampaign(
        ChangeCampaign(base.id, base.version, **changed),
        rules=mine.rules,
        rules_name=mine.rules_name,
        results=mine.dispositions if mine.dispositions != base.dispositions else None,
    )
