"""Hidden numbers that are shown: so many an hour and person, counted together with those looked up."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from crm_desktop.domain.formats import clock
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.people import Actor
from crm_desktop.domain.settings import SETTINGS
from crm_desktop.errors import UserError
from crm_desktop.services.lead_rules import hides_numbers
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.number_lookups import NumberLookups
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Work

WITHIN = timedelta(hours=1)
MOST = "number_lookups_per_hour"


def count_shown(work: Work, actor: Actor, lead_id: UUID, phone: LeadPhone) -> None:
    """Count a hidden number that is about to be shown; the one of the own running call is free.

    Raises UserError when the hour's numbers are used.
    """
    if not hides_numbers(work, actor):
        return
    Queue(work).lock_person(actor.person_id)
    call = Calls(work).open_of(actor.person_id)
    if call is not None and (call.lead_id, call.phone_id) == (lead_id, phone.phone_id):
        return
    lookups, since = NumberLookups(work), work.now - WITHIN
    if lookups.has(actor.person_id, frozenset({phone.phone_id}), since):
        return
    kept = SettingRows(work).of_workspace(MOST)
    most = int(SETTINGS[MOST].default if kept is None else kept)
    made, first_at = lookups.since(actor.person_id, since)
    if made >= most:
        at = clock((first_at or work.now) + WITHIN, workspace_zone(work))
        raise UserError(
            "As many numbers as allowed ({most}) were shown to you within an hour; the next from {at} on. "
            "You can still call this one.",
            most=most,
            at=at,
        )
    lookups.add(actor.person_id, phone.phone_id, phone.e164)
