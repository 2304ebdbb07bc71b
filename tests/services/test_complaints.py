"""The brake of complaints: one warns, two pause offers, three pause everything; an admin lets it go on."""

from __future__ import annotations

import pytest

from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.complaints import NEVER, Brake, brake_of, levels_of
from crm_desktop.domain.people import Actor
from crm_desktop.domain.requests import RequestKind, Step
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.requests import RequestService, TakeRequest, TakeStep
from crm_desktop.store.tables import campaigns
from tests.calling_office import CallingOffice, two_engines


def test_levels_are_the_rules_and_without_any_nothing_brakes() -> None:
    assert [brake_of(count, (1, 2, 3)) for count in range(5)] == [0, 1, 2, 3, 3]
    assert levels_of([1, 2, 3]) == (1, 2, 3)
    assert brake_of(NEVER - 1, levels_of(None)) is Brake.NONE


@two_engines
def test_complaints_of_different_people_brake_the_office(co: CallingOffice) -> None:
    office, service = co.office, RequestService(co.store)
    co.campaigns.create(office.lead, NewCampaign("Gold loan", call_class=CallClass.SERVICE))
    leads = [co.add_lead(f"Person {number}", owner=office.asha) for number in range(4)]
    shown = co.next(office.asha)

    def complain(who: Actor, number: int) -> TakeRequest:
        command = TakeRequest(new_id(), RequestKind.GRIEVANCE, lead_id=leads[number])
        service.take(who, command)
        return command

    def paused() -> dict[str, str]:
        rows = co.rows(campaigns)
        return {str(row["name"]): str(row["paused_why"]) for row in rows if row["paused_at"] is not None}

    mine = str(co.rows(campaigns, id=co.campaign.id)[0]["name"])
    first = complain(office.asha, 0)
    complain(office.asha, 0)  # the same person, again
    assert service.complaints(office.lead) == (Brake.WARN, 1)
    assert paused() == {}
    with pytest.raises(NotAllowed):
        service.complaints(office.asha)
    second = complain(office.asha, 1)
    assert service.complaints(office.admin) == (Brake.PAUSE, 2)
    assert list(paused()) == [mine]
    assert "2 people complained" in paused()[mine]
    with pytest.raises(UserError, match="2 people complained"):
        co.dial(office.asha, shown)
    told = co.calling.why_lead(office.lead, leads[2]).campaigns[0]
    assert any("2 people complained" in gate.text for gate in told.gates if not gate.passes)
    for name, kind in (("New loan", CallClass.PROMOTIONAL), ("Renewals", CallClass.SERVICE)):
        co.campaigns.create(office.lead, NewCampaign(name, call_class=kind))
    co.campaigns.ensure(office.lead, "From a file")
    co.campaigns.ensure(office.lead, "Practice", is_practice=True)
    co.campaigns.copy(office.lead, co.campaign.id, "Another loan")
    assert set(paused()) == {mine, "New loan", "From a file", "Another loan"}
    assert all("2 people complained" in why for why in paused().values())
    service_calls = next(c for c in co.campaigns.list(office.lead) if c.name == "Renewals")
    changed = ChangeCampaign(service_calls.id, service_calls.version, call_class=CallClass.PROMOTIONAL)
    assert co.campaigns.update(office.lead, changed).is_paused
    made = [c for c in co.campaigns.list(office.lead) if c.is_paused and c.name != mine]
    for campaign in made:  # looked at by an admin, they go on, and stay so when something else is changed
        going_on = co.campaigns.resume(office.admin, campaign.id)
        change = ChangeCampaign(campaign.id, going_on.version, target=5, is_active=campaign is made[0])
        assert not co.campaigns.update(office.lead, change).is_paused
    with pytest.raises(NotAllowed, match="An admin lets it go on"):
        co.campaigns.resume(office.lead, co.campaign.id)
    co.campaigns.resume(office.admin, co.campaign.id)
    assert paused() == {}
    complain(office.asha, 2)
    assert service.complaints(office.lead) == (Brake.STOP, 3)
    assert set(paused()) == {mine, "Gold loan", made[0].name}
    again = co.campaigns.get(office.lead, made[1].id)
    again = co.campaigns.update(office.lead, ChangeCampaign(again.id, again.version, is_active=True))
    assert again.is_paused  # switched on meanwhile
    row = service.get(office.admin, second.request_id)
    service.take_step(
        office.admin, TakeStep(new_id(), row.request.id, row.request.version, Step.TAKEN_BACK, "Settled")
    )
    assert service.complaints(office.lead) == (Brake.PAUSE, 2)
    co.clock.move(days=11)
    assert service.complaints(office.lead) == (Brake.NONE, 0)
    assert first.request_id != second.request_id
