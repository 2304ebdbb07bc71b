"""Trying a rule out on the page of campaigns: by key and mouse, told in words, mistakes at their place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.campaign_rules import Caps, Mix, Who, WhoKind
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.store.tables import calls, queue_entries
from crm_desktop.ui.campaigns.page import ADVANCED, CampaignsPage
from crm_desktop.ui.campaigns.simulator import SimulatorPanel
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.leads.page import LeadsPage
from tests.factories import AGREED
from tests.ui.entrance.fixtures import office, place, template  # noqa: F401 - fixtures


def panel_of(desk: Desk, qtbot: object) -> SimulatorPanel:
    """A campaign with leads, and the panel behind *Advanced*."""
    services, actor = desk.session.services, desk.session.actor
    campaign = services.campaigns.create(
        actor,
        NewCampaign(
            "Gold loan, Pune", start_minute=0, end_minute=1440, call_class=CallClass.SERVICE, answer=AGREED
        ),
    )
    for number in range(30):
        phone = f"98200{number:05d}"
        services.leads.create(actor, NewLead(f"Lead {number}", phones=(phone,), campaign_id=campaign.id))
    desk.window.open_page("campaigns")
    qtbot.waitUntil(lambda: desk.ops.is_idle)  # type: ignore[attr-defined]
    page = desk.window.deck.current_page
    assert isinstance(page, CampaignsPage)
    page.read()
    qtbot.waitUntil(lambda: desk.ops.is_idle)  # type: ignore[attr-defined]
    page.tabs.choose(ADVANCED)
    qtbot.waitUntil(lambda: desk.ops.is_idle)  # type: ignore[attr-defined]
    panel = page.advanced.simulator
    campaign = services.campaigns.get(actor, campaign.id)
    once = replace(campaign.rules, phone_caps=Caps(per_day=1, lifetime=1), recycling={})
    panel.show_campaign(replace(campaign, rules=once))
    return panel


def test_a_rule_is_tried_and_told_in_one_sentence(desk: Desk, qtbot: object) -> None:
    panel = panel_of(desk, qtbot)
    assert panel.answer.isHidden()
    panel.go.setFocus()
    QTest.keyClick(panel.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.found is not None and desk.ops.is_idle, timeout=20_000)  # type: ignore[attr-defined]
    assert panel.found is not None
    assert panel.found.changed.calls == 30
    words = panel.sentence.text()
    assert f"30 calls instead of {panel.found.today.calls:,}" in words
    assert "Runs dry at" in words
    assert "usual values" in panel.assumed.text()
    assert "by today’s rule" in panel.chart.accessibleDescription()
    assert panel.persons[1].rowCount() == len(panel.found.changed.people)
    with desk.session.services.opened.store.read() as work:
        assert work.connection.execute(select(func.count()).select_from(calls)).scalar() == 0
        lanes = select(func.count()).select_from(queue_entries).where(queue_entries.c.lane != 3)
        assert work.connection.execute(lanes).scalar() == 0
    panel.measure.choose(1)
    assert "dialable" in panel.chart.accessibleDescription()


def test_a_mistake_is_told_at_the_panel_and_another_edit_takes_the_answer_away(
    desk: Desk, qtbot: object
) -> None:
    panel = panel_of(desk, qtbot)
    panel.span.choose(1)
    panel.try_it()
    qtbot.waitUntil(lambda: not panel.error.isHidden())  # type: ignore[attr-defined]
    assert "Try tomorrow instead" in panel.error.text()
    panel.span.choose(0)
    panel.try_it()
    qtbot.waitUntil(lambda: panel.found is not None and desk.ops.is_idle, timeout=20_000)  # type: ignore[attr-defined]
    campaign = panel._campaign
    assert campaign is not None
    panel.show_campaign(replace(campaign, rules=replace(campaign.rules, mix=Mix(2, 1))))
    assert panel.found is None
    assert panel.answer.isHidden()


def test_leads_that_would_not_be_reached_are_opened_by_name(desk: Desk, qtbot: object) -> None:
    services, actor = desk.session.services, desk.session.actor
    panel = panel_of(desk, qtbot)
    campaign = panel._campaign
    assert campaign is not None
    unspoken = [
        services.leads.create(
            actor, NewLead(f"Farida {n}", (f"98300{n:05d}",), language="Tamil", campaign_id=campaign.id)
        )
        for n in (1, 2)
    ]
    needs_tamil = replace(campaign.rules, who=Who(WhoKind.ANYONE, skill="language"))
    panel.show_campaign(replace(campaign, rules=needs_tamil))
    panel.try_it()
    qtbot.waitUntil(lambda: panel.found is not None and desk.ops.is_idle, timeout=20_000)  # type: ignore[attr-defined]
    assert panel.reasons[1].index(0, 0).data() == "Need someone who can do more"
    QTest.keyClick(panel.reasons[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.ops.is_idle)  # type: ignore[attr-defined]
    page = desk.window.deck.current_page
    assert isinstance(page, LeadsPage)
    assert set(page.reading.query.among) == {str(lead.id) for lead in unspoken}
    assert page.model.rowCount() == 2
