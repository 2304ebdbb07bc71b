"""Pictures of the page of campaigns: empty, every section, mistakes, a pause, a conflict, a new one.

python -m tests.ui.campaigns.pictures --out DIR [--only rules …]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import CallClass, CampaignRole, ClientData, Hours
from crm_desktop.domain.people import Role
from crm_desktop.domain.queue import Lane
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.store.tables import call_hours, queue_entries
from crm_desktop.ui.campaigns.page import CampaignsPage
from crm_desktop.ui.entrance.main_window import Desk
from tests.factories import AGREED, PASSWORD
from tests.ui.campaigns.conftest import PEOPLE
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run

SECTIONS = ("campaign", "hours", "calling", "results", "rules", "why", "advanced")
SCRIPT = "नमस्ते {name}, मैं {office} से {caller} बोल रही हूँ।\n\nIs this a good moment? It takes three minutes."


NAMES = ("Ravi Chauhan", "Thiruvengadam Venkatasubramaniam", "सुनीता रामचंद्र देशमुख", "Zoya Mirza")
# How leads of the first campaign stand: lane, reason, minutes from now, how many.
STANDING = (
    (Lane.RETRY, "waiting_retry", 25, 7), (Lane.RETRY, "waiting_retry", 150, 5), (Lane.PROMISED, "", 70, 4),
    (Lane.RETRY, "skipped", 12, 2), (Lane.BLOCKED, "do_not_call", 0, 3), (Lane.CLOSED, "final", 0, 6),
    (Lane.CLOSED, "max_attempts", 0, 2),
)  # fmt: skip
STEP = len(STANDING)


class CampaignPictures(Pictures):
    """Drives the page."""

    area = "campaigns"

    def draw(self) -> None:
        make_workspace(self.place.folder, SystemClock())
        program = self.place.start()
        self.place.sign_in(program)
        desk = program.desk
        assert desk is not None
        self.page(desk)
        self.save(desk.window, "empty")
        self.fill(desk)
        page = self.page(desk)
        for place, name in enumerate(SECTIONS):
            page.tabs.choose(place)
            self.until(lambda: desk.ops.is_idle)
            self.save(desk.window, name)
            self.end_of(desk, page, name)
        self.troubles(desk, page)
        self.place.end()

    def page(self, desk: Desk) -> CampaignsPage:
        """The page, read."""
        desk.window.open_page("campaigns")
        self.until(lambda: desk.ops.is_idle)
        page = desk.window.deck.current_page
        assert isinstance(page, CampaignsPage)
        page.read()
        self.until(lambda: desk.ops.is_idle)
        return page

    def end_of(self, desk: Desk, page: CampaignsPage, name: str) -> None:
        """The lower end of a long section."""
        bar = page.area.verticalScrollBar()
        self.album.take(desk.window, f"{self.area}-{name}-end", settle=lambda: bar.setValue(bar.maximum()))
        bar.setValue(0)

    def fill(self, desk: Desk) -> None:
        """Own, a client's, paused, off and practice."""
        services, actor = desk.session.services, desk.session.actor
        for name in ("Home loans of the Thiruvananthapuram branch", "गृह ऋण"):
            words = {"English": "To offer you loans for your home."}
            purpose = SavePurpose(new_id(), name, CallClass.PROMOTIONAL.value, words)
            services.consent.save_purpose(replace(actor, role=Role.ADMIN), purpose)
        for sign_in, name, role in PEOPLE:
            services.people.add(actor, AddPerson(sign_in, name, role, PASSWORD))
        people = {p.sign_in_name: p.id for p in services.people.list(actor)}
        campaigns = services.campaigns
        home = campaigns.create(actor, NewCampaign("Home loan, November", script=SCRIPT, answer=AGREED))
        home = campaigns.update(
            actor,
            ChangeCampaign(
                home.id, home.version, role=CampaignRole.CLIENT, client_name="Kaveri Pumps & Motors Pvt Ltd",
                agreement_ref="KPM/2026/114", client_until=date(2027, 3, 31), client_data=ClientData.RETURN,
                target=250, people=frozenset(people[n] for n in ("imran", "venkat", "sunita")),
                office_hours=Hours(570, 1110), days=frozenset(range(6)),
                wrap_up_s=45, wrap_up_code="NO_ANSWER",
                holidays=frozenset({date(2027, 1, 26), date(2026, 12, 25), date(2027, 3, 22)}),
                recording_text="This call is recorded for training.",
            ),
        )  # fmt: skip
        gold = campaigns.create(actor, NewCampaign("Gold loan, renewals", target=40, answer=AGREED))
        campaigns.pause(actor, gold.id, "New rates at noon, wait for the mail")
        campaigns.create(actor, NewCampaign("स्वास्थ्य बीमा, दिसंबर", answer=AGREED))
        old = campaigns.create(
            actor, NewCampaign("Thiruvananthapuram branch opening, October", answer=AGREED)
        )
        campaigns.update(actor, ChangeCampaign(old.id, old.version, is_active=False))
        campaigns.create(actor, NewCampaign("Practice", is_practice=True))
        with services.opened.store.write(actor) as work:
            for campaign, successes in ((home, 137), (gold, 40)):
                work.connection.execute(
                    insert(call_hours).values(
                        day=20261128, person_id=people["imran"], hour_at=work.now, successes=successes,
                        campaign_id=campaign.id,
                    )
                )  # fmt: skip

        for number in range(48):
            name = f"{NAMES[number % len(NAMES)]} {number}"
            services.leads.create(actor, NewLead(name, (f"98200{number:05d}",), campaign_id=home.id))
        with services.opened.store.write(actor) as work:
            ids = work.connection.execute(select(queue_entries.c.id)).scalars().all()
            for place, (lane, reason, minutes, count) in enumerate(STANDING):
                these = ids[place::STEP][:count]
                at = work.now + timedelta(minutes=minutes)
                stands = {"lane": int(lane), "reason": reason, "next_at": at}
                chosen = queue_entries.c.id.in_(these)
                work.connection.execute(update(queue_entries).where(chosen).values(**stands))

    def choose(self, desk: Desk, page: CampaignsPage, name: str) -> None:
        """Another campaign."""
        campaign_id = next(each for each, known in page.list.names() if known == name)
        page.choose(campaign_id)
        self.until(lambda: desk.ops.is_idle and page.base is not None and page.base.id == campaign_id)

    def troubles(self, desk: Desk, page: CampaignsPage) -> None:
        """A mistake in the rules, what someone else did, the question, a pause, a new one."""
        page.tabs.choose(4)
        page.rules.phone_caps["per_day"].set_limit(12)  # type: ignore[attr-defined]
        page.saving.save()
        self.until(lambda: desk.ops.is_idle and bool(page.foot.told.text()))
        self.save(desk.window, "rules-wrong")
        assert page.base is not None
        services, actor = desk.session.services, desk.session.actor
        services.campaigns.update(actor, ChangeCampaign(page.base.id, page.base.version, target=300))
        page.read()
        self.until(lambda: desk.ops.is_idle)
        page.tabs.choose(0)
        self.save(desk.window, "changed-meanwhile")
        page.new_one.begin_new()
        self.save(desk.window, "unsaved")
        page.drop()
        self.save(desk.window, "new")
        page.new_form.name.set_text("Home loan, November")
        for place, name in ((0, "asked"), (1, "customers"), (3, "list"), (4, "later")):
            page.new_form.why.setCurrentIndex(place)
            self.until(lambda: desk.ops.is_idle)
            self.save(desk.window, f"new-{name}")
        page.new_one.end_new()
        self.choose(desk, page, "Gold loan, renewals")
        self.save(desk.window, "paused")
        self.choose(desk, page, "स्वास्थ्य बीमा, दिसंबर")
        page.one_chosen.ask_pause()
        self.save(desk.window, "pausing")
        page.pausing.dismiss()
        self.choose(desk, page, "Practice")
        page.tabs.choose(2)
        page.dialling.mode.choose(2)
        self.save(desk.window, "progressive")
        page.drop()


if __name__ == "__main__":
    sys.exit(run(drawn(CampaignPictures), __doc__))
