"""Pictures of trying a rule out: before, tomorrow, last days without calls.

python -m tests.ui.campaigns.simulator_pictures --out DIR
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign_rules import Caps
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.store.tables import queue_entries
from crm_desktop.ui.campaigns.page import CampaignsPage
from tests.factories import AGREED, PASSWORD
from tests.ui.campaigns.conftest import PEOPLE
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run

LEADS = 420


class SimulatorPictures(Pictures):
    """Drives the panel behind *Advanced*."""

    area = "simulator"

    def draw(self) -> None:
        make_workspace(self.place.folder, SystemClock())
        program = self.place.start()
        self.place.sign_in(program)
        desk = program.desk
        assert desk is not None
        services, actor = desk.session.services, desk.session.actor
        for sign_in, name, role in PEOPLE:
            services.people.add(actor, AddPerson(sign_in, name, role, PASSWORD))
        campaign = services.campaigns.create(actor, NewCampaign("Home loan, November", answer=AGREED))
        owners = {p.sign_in_name: p.id for p in services.people.list(actor)}
        for number in range(LEADS):
            phone = f"98200{number:05d}"
            services.leads.create(actor, NewLead(f"Lead {number}", phones=(phone,), campaign_id=campaign.id))
        chance = random.Random(4)
        with services.opened.store.write(actor) as work:
            for row in work.connection.execute(queue_entries.select()).all():
                changed = update(queue_entries).where(queue_entries.c.id == row.id)
                if chance.random() < 0.1:
                    work.connection.execute(changed.values(owner_id=owners["joseph"]))
                elif chance.random() < 0.4:
                    at = work.now + timedelta(hours=chance.randint(1, 30))
                    work.connection.execute(changed.values(next_at=at))
        desk.window.open_page("campaigns")
        self.until(lambda: desk.ops.is_idle)
        page = desk.window.deck.current_page
        assert isinstance(page, CampaignsPage)
        page.read()
        self.until(lambda: desk.ops.is_idle)
        page.tabs.choose(5)
        self.until(lambda: desk.ops.is_idle)
        panel = page.advanced.simulator

        def show() -> None:
            page.area.ensureWidgetVisible(panel)
            page.area.verticalScrollBar().setValue(panel.mapTo(page.advanced, panel.rect().topLeft()).y())

        self.album.take(desk.window, "simulator-before", settle=show)
        campaign = services.campaigns.get(actor, campaign.id)
        rules = replace(campaign.rules, phone_caps=Caps(per_day=1, lifetime=2))
        panel.show_campaign(replace(campaign, rules=rules, start_minute=720))
        panel.people.setValue(3)
        panel.try_it()
        self.until(lambda: panel.found is not None and desk.ops.is_idle)
        self.album.take(desk.window, "simulator-tomorrow", settle=show)
        bar = page.area.verticalScrollBar()
        self.album.take(desk.window, "simulator-end", settle=lambda: bar.setValue(bar.value() + 420))
        panel.span.choose(1)
        panel.try_it()
        self.until(lambda: not panel.error.isHidden())
        self.album.take(desk.window, "simulator-refused", settle=show)
        self.place.end()


if __name__ == "__main__":
    sys.exit(run(drawn(SimulatorPictures), __doc__))
