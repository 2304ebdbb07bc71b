"""Pictures of the leads page and its card in the window: `python -m tests.ui.leads.pictures --out DIR`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtTest import QTest

from crm_desktop.clock import SetClock
from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.batches import Change, Kind
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.domain.consent import Basis, Channel, How, Purpose
from crm_desktop.domain.evidence import Whose
from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.service_records import ServiceText
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CompleteCall, Dial
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.consent import Agree, SayNo
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.services.notices import ready_notice
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.engine import open_engine
from crm_desktop.store.sales import Sales
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.campaigns.why_panel import WhyPanel
from crm_desktop.ui.consent.receipt_paper import write_pdf
from crm_desktop.ui.consent_texts import NO_TO
from crm_desktop.ui.leads.card import RECORDS
from crm_desktop.ui.leads.erase_many import EraseManyPanel
from crm_desktop.ui.leads.holding import HoldPanel
from crm_desktop.ui.leads.many import PREVIEW_MS, ManyPanel
from crm_desktop.ui.ops import InlineOperations
from tests.conftest import TEST_NOW
from tests.factories import AGREED, Office, make_office
from tests.scale.made_up import add_made_up_leads
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.scene import Scene, made_up_sale, make_services, open_scene, settle
from tests.ui.looks import Album, run

PEOPLE = (
    ("Meera Kulkarni", 231, "Deccan Dental Clinic", "Pune", ("home-loan", "nri")),
    ("Thiruvengadam Venkatasubramaniam Ramachandran", 417, "", "Chennai", ()),
    ("திருவேங்கடம் வெங்கடசுப்ரமணியம் இராமச்சந்திரன்", 418, "அண்ணா நகர் அச்சகம்", "சென்னை", ("தமிழ்",)),
    ("सुनीता रामचंद्र देशमुख", 562, "नाशिक सहकारी पतपेढी", "Nashik", ("home-loan",)),
    ("Bhaskar Reddy", 341, "", "Hyderabad", ()),
    ("Nikhil D'Souza", 512, "", "Pune", ()),
)

LONG_PRODUCT = "महिला बचत गट सदस्यांसाठी कमी व्याजदराचे गृहकर्ज व दुकान नूतनीकरण कर्ज, दहा वर्षांच्या मुदतीसह"


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
    home = services.campaigns.create(office.admin, NewCampaign("Home loan, November", answer=AGREED))
    leads.add_field(office.admin, "loan", "Loan wanted", "money")
    for name, number, company, city, tags in PEOPLE:
        lead = leads.create(
            asha,
            NewLead(
                name, (f"98000 {number:05d}", *(("98000 00777",) if number in (231, 341) else ())),
                company=company, city=city, tags=tags, campaign_id=home.id, source="Fair, Pune",
                email="someone@example.in" if number == 231 else "",
                score={231: "85", 417: "100", 562: "40"}.get(number, ""),
                product={231: LONG_PRODUCT, 562: "Gold loan"}.get(number, ""),
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
    """Opens windows, sets the scene, has the album take it."""

    def __init__(self, album: Album, area: str) -> None:
        self.album, self.area = album, area

    def shoot(
        self,
        name: str,
        studio: Studio,
        act: Callable[[Scene], object],
        *,
        page: str = "leads",
        who: str = "admin",
    ) -> None:
        """One scene."""
        name = f"{self.area}-{name}"
        if not self.album.wants(name):
            return
        ops = InlineOperations()
        actor = getattr(studio.office, who)
        scene = open_scene(
            make_services(studio.store), studio.clock, actor, ops, studio.folder / f"{name}.ini", page=page
        )
        act(scene)
        settle()
        self.album.take(scene.window, name, settle=_rest)
        scene.window.close()
        scene.window.deleteLater()
        settle()
        ops.close()


def _rest() -> None:
    QTest.qWait(30)  # lists fill what a new size shows


@contextmanager
def studios(count: int = 12_402) -> Iterator[tuple[Studio, Studio]]:
    """A full and an empty office, closed and removed afterwards."""
    folder = Path(tempfile.mkdtemp())
    made = []
    for name, leads in (("full", count), ("empty", 0)):
        (folder / name).mkdir()
        made.append(furnish(folder / name, leads))
    yield made[0], made[1]
    for studio in made:
        studio.store.close()
    shutil.rmtree(folder, ignore_errors=True)


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


def gates(scene: Scene) -> None:
    """Why a lead isn't dialled: one with two numbers, after a call."""
    to_meera(scene)
    services, actor, lead = scene.session.services, scene.session.actor, scene.page.card.lead
    assert lead is not None
    campaign = next(c for c in services.campaigns.list(actor) if c.name.startswith("Home loan"))
    if services.calling.why_lead(actor, lead.id).campaigns[0].reason is None:
        shown = services.calling.take_lead(actor, lead.id, campaign.id)
        call_id = new_id()
        services.calling.dial(
            actor, Dial(new_id(), call_id, lead.id, campaign.id, shown.phone.phone_id, "by_hand")
        )
        result = next(
            d for d in services.campaigns.get(actor, campaign.id).dispositions if d.code == "NO_ANSWER"
        )
        services.calling.complete_and_next(actor, CompleteCall(new_id(), call_id, result.id, take_next=False))
    scene.page.popovers.open_gates()
    settle()


def campaign_why(scene: Scene) -> None:
    """Where the leads of a campaign stand, over the page as the campaign's page has it."""
    campaigns = scene.session.services.campaigns.list(scene.session.actor)
    panel = WhyPanel(scene.context(), scene.page)
    panel.setAutoFillBackground(True)
    panel.setGeometry(scene.page.rect())
    panel.show_campaign(next(c for c in campaigns if c.name.startswith("Home loan")).id)
    panel.show()
    settle()
    panel.setGeometry(scene.page.rect())


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


def consent(scene: Scene) -> None:
    """What Meera agreed to and refused, and a yes to offers after a no, with nothing to show it."""
    to_meera(scene)
    services, actor, lead = scene.session.services, scene.session.actor, scene.page.card.lead
    assert lead is not None
    notice = ready_notice("English", "Deepak Loans", "Rohini Nambiar, 98000 00100")
    if notice is not None and not services.consent.notices(actor):
        services.consent.save_notice(actor, (notice,), new_id())
        words = {notice.language: "To offer you loans for your home."}
        loans = SavePurpose(new_id(), "Home loans of the Thiruvananthapuram branch", "promotional", words)
        services.consent.save_purpose(actor, loans)
        what = ((Purpose.SERVICE, Channel.CALL), (Purpose.SERVICE, Channel.EMAIL))
        agree = Agree(new_id(), lead.id, what, How.FORM, "English", "Form 7", Basis.PURCHASE)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("Form 7 signed.pdf", "her words.ogg"):
                (file := Path(folder) / name).write_bytes(name.encode() * 900)
                command = replace(agree, request_id=new_id())
                services.evidence.bring(
                    actor, Whose(lead.id), file,
                    lambda piece, do=command: services.consent.agree(actor, replace(do, file=piece)),
                )  # fmt: skip
        services.consent.say_no(actor, SayNo(new_id(), lead.id, NO_TO["offers"], words="No more offers"))
        services.consent.say_no(actor, SayNo(new_id(), lead.id, (what[1],)))
    scene.page.popovers.open_consent()
    settle()
    panel = scene.page.popovers._consent
    assert panel is not None
    panel.grid.boxes[Purpose.OFFERS, Channel.CALL].setChecked(True)
    panel.submit()


def consent_empty(scene: Scene) -> None:
    """An office without a notice: of somebody nothing was said by yet."""
    if not scene.session.services.leads.find(scene.session.actor, "98000 00231", 1):
        scene.session.services.leads.create(
            scene.session.actor, NewLead("Thiruvananthapuram Venkatasubramanian", ("98000 00231",))
        )
    scene.page.show_query(LeadQuery(text="98000 00231"))
    settle()
    scene.page.popovers.open_consent()
    settle()


def consent_file(scene: Scene) -> None:
    """One more file for what Meera agreed to, dropped on the panel."""
    consent(scene)
    panel = scene.page.popovers._consent
    assert panel is not None
    panel.grid.boxes[Purpose.OFFERS, Channel.CALL].setChecked(False)
    panel.grid.boxes[Purpose.SERVICE, Channel.CALL].setChecked(True)
    panel.form.evidence.set_error("")
    panel.form.file.take(Path("/home/rohini/रामचंद्र देशमुख – consent in their own words, 27 November.m4a"))


def receipt(album: Album, studio: Studio) -> None:
    """The page of what Meera agreed to and refused."""
    services = make_services(studio.store)
    rows = services.leads.find(studio.office.admin, "98000 00231 meera kulkarni", 1)
    pdf = album.out / "leads-receipt.pdf"
    write_pdf(services.consent.receipt(studio.office.admin, rows[0].id), pdf)
    album.keep_paper(pdf)


def age(scene: Scene) -> None:
    """A minor's guardian, whose proof is missing."""
    to_meera(scene)
    scene.page.popovers.open_age()
    settle()
    panel = scene.page.popovers._age
    assert panel is not None
    panel.age.setCurrentIndex(3)
    panel.name.set_text("सुनीता रामचंद्र देशमुख")
    panel.relation.set_text("Mother")
    panel.submit()


def lift(scene: Scene) -> None:
    """An admin lets Meera's number be called again, with nothing to show it."""
    to_meera(scene)
    services, actor, lead = scene.session.services, scene.session.actor, scene.page.card.lead
    assert lead is not None
    services.calling.do_not_call(actor, lead.id, lead.phones[0].phone_id, "asked")
    scene.page.card.show_again()
    settle()
    scene.page.popovers.open_lift()
    settle()
    panel = scene.page.popovers._lift
    assert panel is not None
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
    card.merging.begin()
    card.merge.picker.field.edit.setText("bhaskar reddy 98000")
    settle()
    card.merge.picker.field.edit.setText("00341")
    settle()
    QTest.keyClick(card.merge.picker.field.edit, "\r")


def erase(scene: Scene) -> None:
    """What would go, and the second press asked for."""
    to_meera(scene)
    scene.page.card.erasing.begin()
    settle()
    panel = scene.page.card.erase
    panel.reason.set_text("Asked in a call on 20 November")
    panel.submit()
    settle()


def erased(scene: Scene) -> None:
    """The certificate; of another lead each time, since one is gone after it."""
    rows = scene.session.services.leads.find(scene.session.actor, "9800010", 1)
    scene.page.show_query(LeadQuery(text=rows[0].phone))
    settle()
    scene.page.card.erasing.begin()
    settle()
    panel = scene.page.card.erase
    panel.reason.set_text("Asked in a call")
    panel.submit()
    panel.submit()
    settle()


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


def erase_many(scene: Scene) -> None:
    """What erasing everybody in view would take, half filled in."""
    scene.page.popovers.open_erase_many()
    settle()
    (panel,) = scene.page.findChildren(EraseManyPanel)
    panel.reason.set_text("Zweck erfüllt: समझौता समाप्त, end of the agreement")
    panel.typed.set_text("12")
    panel.submit()
    settle()


def hold(scene: Scene) -> None:
    """A legal hold of one person, refused since it names them."""
    keeping, lead = scene.page.session.services.keeping, scene.page.card.lead
    assert lead is not None
    if not keeping.holds_of(scene.page.session.actor, lead.id):
        until = scene.page.session.clock.now().date() + timedelta(days=700)
        case = "दीवानी वाद 1204/2026, District Court"
        keeping.hold(scene.page.session.actor, HoldKind(None, case, "Order of 3 December", until, lead.id))
    scene.page.popovers.open_holds()
    settle()
    (panel,) = scene.page.findChildren(HoldPanel)
    panel.reason.set_text(f"{lead.name} against us")
    panel.law.set_text("Consumer Protection Act 2019, s.38")
    panel.submit()
    settle()


def many(scene: Scene) -> None:
    """Hand out by weight, with what each gets."""
    scene.page.popovers.open_many()
    (panel,) = scene.page.findChildren(ManyPanel)
    QTest.qWait(PREVIEW_MS + 50)
    panel.takers.sharing.choose(1)
    panel.takers.nobodys.setChecked(False)
    panel.takers._takers[0].weight.setValue(3)
    QTest.qWait(PREVIEW_MS + 50)
    settle()


def ending(kind: Kind) -> Callable[[Scene], None]:
    """What merging doubles or deleting asks and says."""

    def scene(scene: Scene) -> None:
        scene.page.popovers.open_many(kind)
        settle()
        for _ in range(2):  # the takers are read, then it is looked ahead
            QTest.qWait(PREVIEW_MS + 50)
            settle()

    return scene


def past_many(scene: Scene) -> None:
    """Some that were done."""
    actor, batches = scene.session.actor, scene.session.services.batches
    numbers = list(scene.page.model.numbers)[:1200]
    people = tuple((share.person_id, 1) for share in batches.takers(actor))
    how = HandOut(people=people, only_nobodys=False)
    batches.hand_out(actor, numbers, how, new_id())
    scene.session.services.hand_out_plans.save(actor, LeadQuery(), how, name="All leads", every_minutes=15)
    for change in (Change(Kind.TAG, "दिवाली"), Change(Kind.STATUS, "closed"), Change(Kind.STATUS, "new")):
        last = batches.change(actor, numbers, change, new_id())
    batches.undo(actor, last.id)
    scene.page.popovers.open_past_many()
    settle()


def draw(album: Album) -> None:
    """Every scene."""
    shoot = Photographer(album, "leads").shoot
    with studios() as (full, empty):
        shoot("full", full, nothing)
        shoot("chosen", full, chosen)
        shoot("caller", full, to_meera, who="asha")
        shoot("details", full, details)
        shoot("edit", full, edit)
        shoot("conflict", full, conflict)
        shoot("merge", full, merge)
        shoot("erase", full, erase)
        shoot("erased", full, erased)
        shoot("new", full, lambda s: s.page.card.begin_new())
        for name in ("filter", "views", "columns", "export", "assign"):
            shoot(name, full, popover(name))
        shoot("many", full, many, who="lead")
        shoot("many-merge", full, ending(Kind.MERGE), who="lead")
        shoot("many-delete", full, ending(Kind.DELETE))
        shoot("erase-many", full, erase_many)
        shoot("hold", full, hold)
        shoot("past-many", full, past_many, who="lead")
        shoot("empty", empty, nothing)
        shoot("nothing-fits", full, lambda s: s.page.show_query(LeadQuery(text="zzz")))
        shoot("error", full, broken)
        shoot("tamil", full, lambda s: s.page.show_query(LeadQuery(text="திருவேங்கடம்")))
        shoot("card", full, tab_lead)
        shoot("records", full, records)
        shoot("service-form", full, service_form)
        shoot("wishes", full, wishes, who="lead")
        shoot("consent-empty", empty, consent_empty)
        shoot("consent", full, consent)
        shoot("consent-file", full, consent_file)
        if album.wants("leads-consent"):
            receipt(album, full)
        shoot("age", full, age)
        shoot("gates", full, gates, who="asha")
        shoot("campaign-why", full, campaign_why, who="lead")
        shoot("book-for", full, book_for, who="lead")
        shoot("lift", full, lift)


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
