"""A lead's numbers change: its places in the queue follow, as far as the rules let it be called."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.queue import Lane
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import EditLead
from crm_desktop.services.leads import LeadService
from crm_desktop.store.tables import phones
from tests.calling_office import CallingOffice, both_engines


@both_engines
def test_a_lead_tried_before_comes_back_as_a_try_once_it_has_a_number_again(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    _set_phones(co, lead_id)
    assert co.entry(lead_id).entry.lane is Lane.BLOCKED
    _set_phones(co, lead_id, "+919811100001")
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason, entry.attempts) == (Lane.RETRY, "", 1)


@both_engines
def test_a_number_whose_tries_are_used_up_brings_no_lead_back(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    _set_phones(co, lead_id)
    with co.store.write(None) as work:
        tired = insert(phones).values(id=new_id(), e164="+919811100002", attempts=co.campaign.max_per_phone)
        work.connection.execute(tired)
    _set_phones(co, lead_id, "+919811100002")
    assert co.entry(lead_id).entry.lane is Lane.BLOCKED
    _set_phones(co, lead_id, "+919811100002", "+919811100003")
    assert co.entry(lead_id).entry.lane is Lane.NEW


def _set_phones(co: CallingOffice, lead_id: UUID, *numbers: str) -> None:
    leads = LeadService(co.store)
    version = leads.get(co.office.admin, lead_id).version
    leads.edit(co.office.admin, EditLead(lead_id, version, phones=numbers))
