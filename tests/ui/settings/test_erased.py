"""Erased people in the settings: a client's people wait a day, can be taken back, and are proven."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import insert

from crm_desktop.domain.campaign import CampaignRole
from crm_desktop.domain.erasure import State
from crm_desktop.domain.letters import Officer
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.leads import NewLead
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.tables import seats
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
    services.answers.name_officer(actor, Officer("Rohini Nambiar", email="privacy@example.in"))
    part.save_certificate(tmp_path)
    office.until(lambda: desk.ops.is_idle and len([*tmp_path.glob("erasure-*")]) == 2)
    assert_sound(part)


def test_after_a_restore_an_admin_says_by_keyboard_why_dialling_goes_on(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    campaign = services.campaigns.create(actor, NewCampaign("Home loan"))
    with services.opened.store.write(None) as work:
        PutBack(work).hold()
    assert services.campaigns.list(actor)[0].is_paused
    part = show(desk, office, "erased", ErasedPart)
    panel = part.put_back
    assert panel.panel.isVisible()
    panel.why.setFocus()
    for _ in range(2):
        QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    assert "who looked" in panel.why.error()
    assert_sound(part)
    panel.why.set_text("The disk burned; the last erasure was in October")
    QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    assert "again" in panel.go.text()
    assert services.put_back.standing(actor) is not None
    QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    office.until(lambda: desk.ops.is_idle and not panel.panel.isVisible())
    assert not next(c for c in services.campaigns.list(actor) if c.id == campaign.id).is_paused


def test_a_workstation_that_does_not_come_back_is_retired_by_keyboard(
    desk: Desk, office: Place, tmp_path: Path
) -> None:
    services, actor = desk.session.services, desk.session.actor
    lead_id = services.leads.create(actor, NewLead("Ravi", ("98111 22251",))).id
    with services.opened.store.write(actor) as work:
        at = {"made_at": work.now, "last_seen_at": work.now - timedelta(days=9)}
        known = {"name": "main", "computer": "फ्रंट-डेस्क-2", "last_person_id": actor.person_id}
        work.connection.execute(insert(seats).values(id=new_id(), proof=bytes(32), **known, **at))
    done = services.erasure.erase(actor, ErasePerson(new_id(), lead_id, "Asked by letter"))
    part = show(desk, office, "erased", ErasedPart)
    panel = part.seats
    assert panel.panel.isVisible()
    assert "open at 1 workstation" in part.model.data(part.model.index(0, 3))
    services.answers.name_officer(actor, Officer("Rohini Nambiar", email="privacy@example.in"))
    part.save_certificate(tmp_path / "open")
    panel.why.setFocus()
    QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    assert "sold, stolen, broken" in panel.why.error()
    panel.why.set_text("Sold")
    QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    assert "फ्रंट-डेस्क-2" in panel.go.text()
    assert services.seats.all(actor)[0].retired_at is None
    QTest.keyClick(panel.why.edit, Qt.Key.Key_Return)
    office.until(lambda: desk.ops.is_idle and not panel.go.isEnabled())
    assert services.erasure.get(actor, done.id).closed_at is not None
    assert "open at" not in part.model.data(part.model.index(0, 3))
    part.save_certificate(tmp_path / "closed")
    office.until(lambda: desk.ops.is_idle)
    assert [len([*(tmp_path / each).iterdir()]) for each in ("open", "closed")] == [2, 3]
    assert_sound(part)
