"""Pictures of the leads and call-backs pages in the window: `python -m tests.ui.leads.pictures --out DIR`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.sales import SaleAct, SaleState
from crm_desktop.domain.service_records import ServiceText
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.services.sales import SaleQuery
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.engine import open_engine
from crm_desktop.store.sales import Sales
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.callbacks.watcher import CallbackWatcher
from crm_desktop.ui.leads.card import RECORDS
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.theme import apply_theme, load_icons
from crm_desktop.ui.widgets.focus import install_focus_ring
from tests.conftest import TEST_NOW
from tests.factories import Office, make_office
from tests.scale.made_up import add_made_up_leads
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.scene import Scene, made_up_sale, make_services, open_scene, settle

PEOPLE = (
    ("Meera Kulkarni", 231, "Deccan Dental Clinic", "Pune", ("home-loan", "nri")),
    ("Thiruvengadam Venkatasubramaniam Ramachandran", 417, "", "Chennai", ()),
    ("திருவேங்கடம் வெங்கடசுப்ரமணியம் இராமச்சந்திரன்", 418, "அண்ணா நகர் அச்சகம்", "சென்னை", ("தமிழ்",)),
    ("सुनीता रामचंद्र देशमुख", 562, "नाशिक सहकारी पतपेढी", "Nashik", ("home-loan",)),
    ("Bhaskar Reddy", 341, "", "Hyderabad", ()),
    ("Nikhil D'Souza", 512, "", "Pune", ()),
)


@dataclass
class Studio:
    """The office the pictures are taken in."""

    store: Store
    office: Office
    clock: SetClock
    folder: Path


def furnish(folder: Path, count: int) -> Studio:
    """An office with some made-up leads, notes and promises."""
    clock = SetClock(TEST_NOW)
    store = Store(open_engine(migrated_file(folder / "workspace.db"), TEST_KEY, cache_mb=32), clock)
    office = make_office(store)
    studio = Studio(store, office, clock, folder)
    if not count:
        return studio
    add_made_up_leads(store, count, owner_id=office.asha.person_id, team_id=office.asha.team_id)
    services = make_services(store)
    leads, asha = services.leads, office.asha
    home = services.campaigns.create(office.admin, NewCampaign("Home loan, November"))
    leads.add_field(office.admin, "loan", "Loan wanted", "money")
    for name, number, company, city, tags in PEOPLE:
        lead = leads.create(
            asha,
            NewLead(
                name, (f"98000 {number:05d}", *(("98000 00777",) if number in (231, 341) else ())),
                company=company, city=city, tags=tags, campaign_id=home.id, source="Fair, Pune",
                email="someone@example.in" if number == 231 else "",
            ),
        )  # fmt: skip
        if number == 231:
            leads.edit(asha, EditLead(lead.id, lead.version, custom={"loan": "4500000"}))
            clock.move(minutes=2)
            note = "2 BHK in Baner, ready in March. Husband co-applicant, salaried at Bharat Forge."
            leads.add_note(asha, lead.id, note, new_id())
            clock.move(minutes=1)
        promise(studio, lead.id, home.id, number)
    clock.set(TEST_NOW)
    leads.save_view(asha, "Follow-ups this week", LeadQuery(next_call="week", sort=Sort.NEXT_CALL))
    return studio


def promise(studio: Studio, lead_id: object, campaign_id: object, number: int) -> None:
    """One promise a lead, at different times."""
    after = {231: 3, 417: -72, 418: 48, 562: 28, 341: 24 * 60, 512: 5 * 24 * 60}[number]
    words = {
        231: "In a meeting, call at 3:45",
        417: "After lunch, has the papers ready",
        562: "Speaks Marathi; husband decides",
        418: "மாலை ஆறு மணிக்குப் பிறகு அழைக்கவும்",
    }
    with studio.store.write(studio.office.asha) as work:
        Callbacks(work).add(
            Callback(
                new_id(), lead_id, campaign_id, studio.office.asha.person_id,  # type: ignore[arg-type]
                TEST_NOW + timedelta(minutes=after), words.get(number, ""), CallbackState.OPEN, TEST_NOW,
                None, 1,
            )
        )  # fmt: skip


class Photographer:
    """Opens windows, sets the scene, saves pictures."""

    def __init__(self, app: QApplication, out: Path, only: str) -> None:
        self.app = app
        self.out = out
        self.only = only

    def shoot(
        self,
        name: str,
        studio: Studio,
        act: Callable[[Scene], object],
        *,
        size: tuple[int, int] = (1366, 768),
        dark: bool = False,
        zoom: float = 1.0,
        page: str = "leads",
        who: str = "admin",
    ) -> None:
        """One picture."""
        if self.only not in name:
            return
        apply_theme(self.app, "dark" if dark else "light", zoom)
        ops = InlineOperations()
        actor = getattr(studio.office, who)
        ini = studio.folder / f"{name}.ini"
        services = make_services(studio.store)
        scene = open_scene(services, studio.clock, actor, ops, ini, page=page, size=size)
        settle()
        act(scene)
        settle()
        QTest.qWait(30)
        scene.window.grab().save(str(self.out / f"{name}.png"))
        scene.window.close()
        scene.window.deleteLater()
        settle()
        ops.close()


def to_meera(scene: Scene) -> None:
    """Find Meera and choose her."""
    scene.page.show_query(LeadQuery(text="98000 00231 meera"))
    settle()


def records(scene: Scene) -> None:
    """Meera's sales and what was done for her."""
    to_meera(scene)
    services, actor = scene.session.services, scene.session.actor
    lead = scene.page.card.lead
    assert lead is not None
    if not services.service_records.of_lead(actor, lead.id):
        day = TEST_NOW.date()
        for text in (
            ServiceText(
                day - timedelta(days=2), "Oil change, 5W-30", 1_850_00, "Filter too", day.replace(year=2027)
            ),
            ServiceText(day - timedelta(days=400), "ब्रेक पैड बदले", 3_200_00, "", day - timedelta(days=30)),
        ):
            served = services.service_records.add(actor, lead.id, text)
        file = Path(tempfile.mkdtemp()) / "invoice-2026-11-18 Meera Kulkarni.pdf"
        file.write_bytes(bytes(220_000))
        services.service_records.attach(actor, served.record.id, 1, file)
        with services.opened.store.write(actor) as work:
            Sales(work).add(made_up_sale(lead.id, actor.person_id, work.now))
    settle()
    scene.page.toolbar.tabs.choose(1)
    scene.page.card.tabs.choose(RECORDS)
    scene.page.card.records.list.setFocus()
    settle()
    scene.page.card.records.list.setCurrentIndex(scene.page.card.records.list.model_.index(2))


def service_form(scene: Scene) -> None:
    """Writing down what was done, with something wrong."""
    records(scene)
    scene.page.card.desk.begin_new()
    form = scene.page.card.service_form
    form.what.set_text("Wheel alignment")
    form.price.set_text("1,2500")
    form.submit()


def wishes(scene: Scene) -> None:
    """How Meera wants to be reached, with one hour missing."""
    to_meera(scene)
    scene.page.popovers.open_wishes()
    settle()
    panel = scene.page.popovers._wishes
    assert panel is not None
    panel.way.setCurrentIndex(panel.way.findData("whatsapp"))
    panel.begin_at.set_text("5 pm")
    panel.days.set_text("30, 7, 1")
    panel.submit()


def book_for(scene: Scene) -> None:
    """A visit for a colleague, who has another one then."""
    to_meera(scene)
    scene.page.popovers.open_booker()
    settle()
    booker = scene.page.popovers._booker
    assert booker is not None
    booker.when.field.set_text("kal 4 baje")
    booker.about.set_text("Visit with the papers")
    booker.whose.setCurrentIndex(min(2, booker.whose.count() - 1))


def sales(scene: Scene) -> None:
    """The sales page with a few sales."""
    services = scene.session.services
    page: Any = scene.window.deck.current_page
    rows = services.leads.page(scene.session.actor, LeadQuery(), None, 12).rows
    if not services.sales.page(scene.session.actor, SaleQuery()).rows:
        names = ("Home loan", "Gold loan", "Health cover plus, family floater", "सोना ऋण")
        with services.opened.store.write(scene.session.actor) as work:
            for number, row in enumerate(rows):
                Sales(work).add(
                    made_up_sale(
                        row.id, scene.session.actor.person_id, work.now - timedelta(hours=number * 5),
                        amount_minor=(number + 1) * 37_500_00, product=names[number % 4],
                        state=list(SaleState)[(0, 0, 1, 0, 2, 1, 0, 3, 1, 0, 0, 1)[number]],
                        confirmed_by=scene.session.actor.person_id if number % 3 == 2 else None,
                        confirmed_at=work.now if number % 3 == 2 else None,
                    )
                )  # fmt: skip
    page.read()
    settle()


def sale_card(scene: Scene) -> None:
    """The card in a small window."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.tabs.choose(1)


def sale_why(scene: Scene) -> None:
    """Cancelling a sale."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.ask(SaleAct.CANCEL)


def sale_change(scene: Scene) -> None:
    """Changing a sale."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.ask(SaleAct.CHANGE)


def nothing(scene: Scene) -> None:
    """As it opens."""


def chosen(scene: Scene) -> None:
    """Some leads chosen, filters set."""
    page = scene.page
    page.show_query(LeadQuery(status=("open",), city="Pune"))
    settle()
    for place in (1, 3, 4):
        page.model.choose(place, True)
    page.table.go_to(4)


def details(scene: Scene) -> None:
    """The details of a lead."""
    to_meera(scene)
    scene.page.card.tabs.choose(1)


def edit(scene: Scene) -> None:
    """The form."""
    to_meera(scene)
    scene.page.card.begin_edit()


def conflict(scene: Scene) -> None:
    """Someone else was quicker."""
    edit(scene)
    card = scene.page.card
    lead = card.lead
    assert lead is not None
    leads = scene.session.services.leads
    leads.edit(scene.session.actor, EditLead(lead.id, lead.version, {"company": "Deccan Dental, Nashik"}))
    card.form.field("company").set_text("Deccan Dental Clinic and Sons")
    card.submit()


def merge(scene: Scene) -> None:
    """The preview of a merge."""
    to_meera(scene)
    card = scene.page.card
    card.begin_merge()
    card.merge.picker.field.edit.setText("bhaskar reddy 98000")
    settle()
    card.merge.picker.field.edit.setText("00341")
    settle()
    QTest.keyClick(card.merge.picker.field.edit, "\r")


def popover(name: str) -> Callable[[Scene], None]:
    """One of the popovers."""

    def act(scene: Scene) -> None:
        getattr(scene.page.popovers, f"open_{name}")()

    return act


def broken(scene: Scene) -> None:
    """The list can't be read."""
    page = scene.page

    def fail(*_: object) -> None:
        raise UserError("The workspace is busy with other work. Nothing was changed. Try again in a moment.")

    page.reading._leads = type(
        "Broken", (), {"numbers": fail, "page": fail, "find": fail, "rows_by_no": fail}
    )()
    page.model.show(type(page.model.numbers)("I"))
    page.show_query(LeadQuery(city="Pune"))


def tab_lead(scene: Scene) -> None:
    """The card in a small window."""
    to_meera(scene)
    scene.page.tabs.choose(1)


def due(scene: Scene) -> None:
    """With the banner."""
    watcher = CallbackWatcher(
        scene.session, scene.ops, scene.notices, scene.window, scene.window, lambda *_: True
    )
    watcher.start()
    settle()
    watcher._timer.stop()


def asked(name: str) -> Callable[[Scene], None]:
    """The card asks something."""

    def act(scene: Scene) -> None:
        getattr(scene.callbacks, f"ask_{name}")()
        if name == "move":
            scene.callbacks.card.move_box.field.set_text("kal 4 baje")

    return act


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    install_focus_ring(app)
    folder = Path(tempfile.mkdtemp())
    (folder / "full").mkdir()
    (folder / "empty").mkdir()
    full, empty = furnish(folder / "full", 12_402), furnish(folder / "empty", 0)
    shoot = Photographer(app, given.out, given.only).shoot
    shoot("leads", full, nothing)
    shoot("leads-chosen", full, chosen)
    shoot("leads-chosen-dark", full, chosen, dark=True)
    shoot("leads-caller", full, to_meera, who="asha")
    shoot("leads-details", full, details)
    shoot("leads-edit", full, edit)
    shoot("leads-conflict", full, conflict)
    shoot("leads-merge", full, merge)
    shoot("leads-new", full, lambda s: s.page.card.begin_new())
    for name in ("filter", "views", "columns", "export", "assign"):
        shoot(f"leads-{name}", full, popover(name))
    shoot("leads-filter-dark", full, popover("filter"), dark=True)
    shoot("leads-empty", empty, nothing)
    shoot("leads-nothing-fits", full, lambda s: s.page.show_query(LeadQuery(text="zzz")))
    shoot("leads-error", full, broken)
    shoot("leads-tamil", full, lambda s: s.page.show_query(LeadQuery(text="திருவேங்கடம்")))
    shoot("leads-1920", full, chosen, size=(1920, 1080))
    shoot("leads-1920-150", full, chosen, size=(1920, 1080), zoom=1.5, dark=True)
    shoot("leads-911", full, chosen, size=(911, 512))
    shoot("leads-911-card", full, tab_lead, size=(911, 512))
    shoot("leads-1366-150", full, tab_lead, size=(1366, 768), zoom=1.5)
    for size in ((1366, 768), (911, 512), (1920, 1080)):
        shoot(f"records-{size[0]}", full, records, size=size)
    shoot("records-dark", full, records, dark=True)
    shoot("records-150", full, records, size=(1366, 768), zoom=1.5)
    shoot("service-form", full, service_form)
    shoot("service-form-911", full, service_form, size=(911, 512))
    for name, act in (("wishes", wishes), ("book-for", book_for)):
        shoot(f"{name}-1366", full, act, who="lead")
        shoot(f"{name}-911-dark", full, act, who="lead", size=(911, 512), dark=True)
        shoot(f"{name}-150", full, act, who="lead", zoom=1.5)
    shoot("sales-empty", empty, nothing, page="sales")
    for size in ((1366, 768), (911, 512), (1920, 1080)):
        shoot(f"sales-{size[0]}", full, sales, size=size, page="sales", who="lead")
    shoot("sales-dark", full, sales, dark=True, page="sales", who="lead")
    shoot("sales-150", full, sales, zoom=1.5, size=(1920, 1080), page="sales", who="lead")
    shoot("sales-why", full, sale_why, page="sales", who="lead")
    shoot("sales-why-911", full, sale_why, size=(911, 512), page="sales", who="lead")
    shoot("sales-card-911", full, sale_card, size=(911, 512), page="sales", who="lead")
    shoot("sales-card-150", full, sale_card, size=(1366, 768), zoom=1.5, page="sales", who="lead")
    shoot("sales-change", full, sale_change, page="sales", who="lead")
    shoot("callbacks", full, due, page="callbacks", who="asha")
    shoot("callbacks-dark", full, due, page="callbacks", who="asha", dark=True)
    shoot("callbacks-move", full, asked("move"), page="callbacks", who="asha")
    shoot("callbacks-hand", full, asked("hand_over"), page="callbacks", who="asha")
    shoot("callbacks-done", full, asked("done"), page="callbacks", who="asha")
    shoot("callbacks-empty", empty, nothing, page="callbacks", who="asha")
    shoot("callbacks-911", full, due, page="callbacks", who="asha", size=(911, 512))
    shoot("callbacks-1920", full, nothing, page="callbacks", who="asha", size=(1920, 1080))
    full.store.close()
    empty.store.close()
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
