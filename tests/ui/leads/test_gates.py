"""Why the lead in the card isn't dialled: by key and from the palette, as far as one's own rights go."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.queue import Reason
from crm_desktop.services.bundle import Services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.ui.campaigns.why_panel import WhyPanel
from crm_desktop.ui.leads.gates import GatesPopover
from tests.factories import AGREED, Office
from tests.ui.leads.conftest import Opener
from tests.ui.leads.scene import Elsewhere, Scene, settle
from tests.ui.walk import assert_sound


def _press(key: Qt.Key | str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)  # type: ignore[call-overload]
    settle()


def _words(popover: GatesPopover) -> list[str]:
    return [label.text() for label in popover.findChildren(QLabel)]


@pytest.fixture
def campaign_id(services: Services, office: Office) -> UUID:
    return services.campaigns.create(office.admin, NewCampaign("Home loan", answer=AGREED)).id


@pytest.fixture
def shown(opened: Opener, services: Services, office: Office, campaign_id: UUID) -> Scene:
    """The list opened at a caller's lead with two numbers, in a campaign that is paused."""
    new = NewLead("Devayani Phadke", ("98000 09876", "98000 09877"), campaign_id=campaign_id)
    services.leads.create(office.asha, new)
    services.campaigns.pause(office.admin, campaign_id, "wrong list")
    scene = opened(office.asha)
    scene.page.show_query(LeadQuery(text="devayani"))
    settle()
    return scene


def test_every_gate_by_one_key_and_back(shown: Scene) -> None:
    _press("Y")
    (popover,) = shown.page.findChildren(GatesPopover)
    assert popover.isVisible()
    words = _words(popover)
    assert any("wrong list" in each for each in words)
    assert words.count("0 of 3") == 2
    assert_sound(popover)
    _press(Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert shown.page.table.hasFocus()


def test_it_stands_in_the_palette_and_needs_a_lead(shown: Scene) -> None:
    acts = {act.id: act for act in shown.context().acts.acts()}
    assert acts["leads.gates"].in_palette
    shown.page.show_query(LeadQuery(text="nobody of this name"))
    settle()
    assert not acts["leads.gates"].enabled()


def test_a_campaigns_figures_add_up_and_lead_to_their_leads(
    opened: Opener, services: Services, office: Office, campaign_id: UUID
) -> None:
    for number in range(3):
        new = NewLead(f"Lead {number}", (f"98000 0987{number}",), campaign_id=campaign_id)
        services.leads.create(office.lead, new)
    scene = opened(page="callbacks")
    panel = WhyPanel(scene.context(), scene.window)
    panel.resize(1000, 400)
    panel.show()
    panel.show_campaign(campaign_id)
    settle()
    *parts, total = (int(figure.number.text()) for figure in panel.figures())
    assert (sum(parts), total) == (3, 3)
    assert_sound(panel)
    QTest.mouseClick(panel.now, Qt.MouseButton.LeftButton)
    settle()
    assert scene.page.model.rowCount() == int(panel.now.number.text())
    services.campaigns.pause(office.admin, campaign_id)
    panel.show_campaign(campaign_id)
    settle()
    line = next(each for each in panel.lines if each.isVisible())
    assert line.accessibleName().startswith("The campaign is paused: 3")
    line.press()
    settle()
    assert scene.page.reading.query == LeadQuery(campaign=str(campaign_id), standing=Reason.PAUSED)
    assert scene.page.model.rowCount() == 3
    chips = [chip.toolTip() for chip in scene.page.toolbar.chips.chips()]
    assert "Dialling: The campaign is paused" in chips
    panel.close()
    panel.deleteLater()
    assert Elsewhere.asked == []
