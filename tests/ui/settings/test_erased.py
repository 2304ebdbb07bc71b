"""Erased people in the settings: a client's people wait a day, can be taken back, and are proven."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.domain.campaign import CampaignRole
from crm_desktop.domain.erasure import State
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.leads import NewLead
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.erased import ErasedPart
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import show
from tests.ui.walk import assert_sound


def test_a_clients_people_wait_a_day_and_can_be_taken_back(desk: Desk, office: Place, tmp_path: Path) -> None:
    services, actor = desk.session.services, desk.session.actor
    made = services.campaigns.create(
        actor,
        NewCampaign("Renewals", role=CampaignRole.CLIENT, client_name="Deccan Motors"),
    )
    lead_id = services.leads.create(actor, NewLead("Ravi", ("98111 22250",), campaign_id=made.id)).id
    part = show(desk, office, "erased", ErasedPart)
    assert part.campaign.currentText() == "Deccan Motors: Renewals"
    assert not part.cancel.isEnabled()
    part.erase.click()
    assert "Say why" in part.reason.error()
    part.reason.set_text("End of the agreement")
    part.erase.click()
    assert services.erasure.all(actor) == ()
    part.erase.click()
    office.until(lambda: desk.ops.is_idle and part.chosen is not None)
    assert services.leads.get(actor, lead_id).is_erased
    assert part.cancel.isEnabled()
    assert not part.save_it.isEnabled()
    part.cancel.click()
    office.until(
        lambda: desk.ops.is_idle and part.chosen is not None and part.chosen.state is State.CANCELLED
    )
    assert not services.leads.get(actor, lead_id).is_erased
    services.erasure.erase(actor, ErasePerson(new_id(), lead_id, "Asked by letter"))
    part.load()
    office.until(lambda: desk.ops.is_idle and part.save_it.isEnabled())
    part.save_certificate(tmp_path)
    office.until(lambda: desk.ops.is_idle and len([*tmp_path.glob("erasure-*")]) == 2)
    assert_sound(part)
