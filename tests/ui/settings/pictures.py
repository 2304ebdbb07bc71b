"""Pictures of every part of the settings: empty, full and with a mistake.

python -m tests.ui.settings.pictures --out DIR [--only fields …]
"""

from __future__ import annotations

import base64
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import CampaignRole
from crm_desktop.domain.erasure import KEPT_LABELS, KEPT_REASONS
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.person_records import HELD
from crm_desktop.domain.reminders import Reminds
from crm_desktop.domain.result_fields import READY_SALE, FieldKind, ResultField
from crm_desktop.domain.retention import OldKind
from crm_desktop.domain.second_factor import code_of, step_of
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.erasure import EraseClient, EraseMany, ErasePerson
from crm_desktop.services.incidents import NoteIncident
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.leads import NewLead
from crm_desktop.services.messages import TemplateText
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.services.recipients import Recipient
from crm_desktop.services.team.office_here import MadeHere
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.tables import leads, seats, undo_acts
from crm_desktop.store.team.checks import Check, CheckState
from crm_desktop.store.team.refusals import NotTheServer
from crm_desktop.ui.certificate_paper import write_pdf
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.registry import PARTS
from tests.campaign_acts import save_results
from tests.made_up_calls import a_call, add_row
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run

EMPTY = ("products", "texts", "fields", "purposes")
SIX = (
    *READY_SALE[:2],
    ResultField("visit", "Visit at the branch", FieldKind.DATE, is_required=True),
    ResultField("why", "कारण", FieldKind.CHOICE, choices=("ब्याज दर", "Timing", "Has another offer")),
    ResultField("papers", "Papers complete", FieldKind.YES_NO),
    ResultField("budget", "Monthly instalment they can pay", FieldKind.MONEY),
)


SERVER_CHECKS = (
    Check("version", CheckState.GOOD, "PostgreSQL 17.4"),
    Check(
        "encoding",
        CheckState.MISSING,
        "The database crm is in LATIN1, which has no room for every name; UTF-8 is needed.",
        "Make another one: CREATE DATABASE \"crm_utf8\" ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';",
    ),
    Check("TLS", CheckState.GOOD, "Encrypted, and the certificate is the server's"),
    Check(
        "rights",
        CheckState.MISSING,
        "office may not make roles and schemas.",
        'As superuser: ALTER ROLE "office" CREATEROLE; GRANT CREATE ON DATABASE "crm" TO "office";',
    ),
    Check(
        "clock",
        CheckState.NOTE,
        "The server's clock is 47 seconds ahead of this one.",
        "Set both by the network: timedatectl set-ntp true (Windows: Settings, Time, Sync now).",
    ),
)


class SettingsPictures(Pictures):
    """Drives the parts."""

    area = "settings"

    def part(self, desk: Desk, name: str) -> Any:
        """A part, read."""
        desk.window.open_page("settings", part=name)
        self.until(lambda: desk.ops.is_idle)
        part = desk.window.deck.current_page.part  # type: ignore[union-attr]
        part.load()
        self.until(lambda: desk.ops.is_idle)
        return part

    def draw(self) -> None:
        make_workspace(self.place.folder, SystemClock())
        program = self.place.start()
        self.place.sign_in(program)
        desk = program.desk
        assert desk is not None
        desk.idle.stop()  # all of it takes longer than a window stays open by itself
        for name in EMPTY:
            self.part(desk, name)
            self.save(desk.window, f"{name}-empty")
        self.fill(desk)
        self.incidents(desk)
        self.erased(desk)
        for spec in PARTS:
            part = self.part(desk, spec.id)
            if spec.id == "recovery":
                part.make_code()
                self.until(lambda shown=part: bool(shown.code))
            if spec.id == "about":
                part.examine()
                self.until(lambda shown=part: bool(shown.findings))
            self.save(desk.window, spec.id)
            self.end_of(desk, spec.id)
        self.proofs(desk)
        self.team(desk)
        self.mistakes(desk)
        self.kept_calls(desk)
        self.held(desk)
        self.put_back(desk)
        self.place.end()

    def end_of(self, desk: Desk, name: str) -> None:
        """The lower end of a long part, at the first look's size and in the others."""
        page: Any = desk.window.deck.current_page
        bar = page.area.verticalScrollBar()

        def to_end() -> None:
            self.album.app.processEvents()  # another size is laid out first
            bar.setValue(bar.maximum())

        if bar.maximum() > 0:
            self.album.take(desk.window, f"{self.area}-{name}-end", settle=to_end)

    def fill(self, desk: Desk) -> None:
        """Dates, products, texts, and a result that asks for six fields."""
        services, actor = desk.session.services, desk.session.actor
        leads = services.leads
        words = {
            "English": "To offer you home loans and to tell you of lower rates.",
            "हिन्दी": "घर के लोन बताने के लिए।",
        }
        for name, kind, days in (
            ("Home loans of the Thiruvananthapuram branch", "promotional", 180),
            ("गृह ऋण", "service", 0),
        ):
            services.consent.save_purpose(actor, SavePurpose(new_id(), name, kind, words, days))
        leads.add_field(actor, "loan", "Loan wanted", "money")
        renewal = leads.add_field(actor, "renewal", "Policy renewal", "date")
        birthday = leads.add_field(actor, "birthday", "जन्मदिन", "date")
        leads.add_field(actor, "visit", "Next visit of the service engineer at home", "date")
        leads.add_field(actor, "branch", "Branch", "choice", ("Pune", "Nashik", "Thiruvananthapuram"))
        services.reminders.set_field(actor, renewal.id, Reminds((30, 15, 7, 1), is_yearly=True))
        services.reminders.set_field(actor, birthday.id, Reminds((1, 0), is_yearly=True))
        for name, price in (
            ("Home loan", ""), ("Gold loan", "1,25,000"), ("Health cover plus, family floater", "18,500"),
            ("सोना ऋण", "75,000"),
        ):  # fmt: skip
            services.products.add(actor, name, price)
        hindi = "नमस्ते {first_name}, आपके आवास ऋण की जानकारी। {caller}, {office}"
        for name, channel, body in (
            ("Rates after a call", Channel.WHATSAPP, "Namaste {first_name}, our rates for {city}. {caller}"),
            ("आवास ऋण", Channel.WHATSAPP, hindi),
            ("Papers for the branch", Channel.EMAIL, "Dear {name},\n\nplease bring:\n- PAN\n- Aadhaar"),
        ):
            services.messages.save_template(actor, TemplateText(name, channel, body))
        made = services.campaigns.create(actor, NewCampaign("Home loan, November"))
        results = [replace(d, fields=SIX) if d.code == "SOLD" else d for d in made.dispositions]
        save_results(services.campaigns, actor, made, results)

    def erased(self, desk: Desk) -> None:
        """One that was erased, a client's people that wait, and one taken back."""
        services, actor = desk.session.services, desk.session.actor
        client = services.campaigns.create(
            actor,
            NewCampaign("Renewals", role=CampaignRole.CLIENT, client_name="Deccan Motors"),
        )
        for no in range(3):
            number = f"98111 {22250 + no}"
            lead = services.leads.create(actor, NewLead(f"Ravi {no}", (number,), campaign_id=client.id))
        with services.opened.store.write(actor) as work:  # as of a team's workspace brought home
            for no, (computer, last) in enumerate(
                (("FRONT-DESK-2", 4), ("नाशिक-कार्यालय-लॅपटॉप", 11), ("THIRUVANANTHAPURAM-BACK-OFFICE-07", 46))
            ):
                seen = work.now - timedelta(days=last, minutes=no * 37)
                values = {"name": "main", "computer": computer, "proof": bytes(32), "made_at": seen}
                who = {"last_seen_at": seen, "last_person_id": actor.person_id}
                work.connection.execute(insert(seats).values(id=new_id(), **values, **who))
        services.erasure.erase(actor, ErasePerson(new_id(), lead.id, "Asked in a call"))
        for _ in range(2):
            begun = services.erasure.erase_client(actor, EraseClient(new_id(), client.id, "End of agreement"))
            if services.erasure.all(actor)[1].state != "cancelled":
                services.erasure.cancel(actor, begun.id)
        services.leads.create(actor, NewLead("Meena", ("98111 22260",), city="Ratlam"))
        many = EraseMany(new_id(), LeadQuery(city="Ratlam"), "End of the purpose")
        services.erasure.erase_many(actor, many)

    def proofs(self, desk: Desk) -> None:
        """The certificate of an erasure that fills more than a page."""
        services, actor = desk.session.services, desk.session.actor
        if self.album.wants("settings-certificate"):
            done = next(each for each in services.erasure.all(actor) if each.erased_at is not None)
            whole = dict(services.erasure.get(actor, done.id).certificate or {})
            whole["rows"] = {held.table: 1200 + no for no, held in enumerate(HELD)}
            whole["kept"] = [{"what": w, "why": y, "until": None, "count": 2}
                             for w, y in zip(KEPT_LABELS, KEPT_REASONS, strict=False)]  # fmt: skip
            pdf = self.album.out / "settings-certificate.pdf"
            write_pdf(whole, pdf, services.answers.head(actor))
            self.album.keep_paper(pdf)

    def team(self, desk: Desk) -> None:
        """Sharing: what a server lacks, and a server made here."""
        part = self.part(desk, "team")
        part.server.set_text("postgresql://crm_office@office.local:5432/crm")
        part._refused(NotTheServer("office.local:5432/crm", "certificate verify failed: self-signed"))
        part.show_checks(SERVER_CHECKS)
        self.save(desk.window, "team-checks")
        desk.window.deck.current_page.area.ensureWidgetVisible(part.found)
        self.save(desk.window, "team-checks-below")
        told = "Cluster 15/crm was made at port 5432.", "No firewall was found on this computer."
        certificate = Path("/etc/crm-desktop-office/crm-authority.pem")
        server = "postgresql://crm_office@thiruvananthapuram-branch.local:5432/crm"
        part.office.show_made(MadeHere(server, certificate, "Z9igzu0iZmM9hQnygRwV", told))
        desk.window.deck.current_page.area.ensureWidgetVisible(part.office)
        self.save(desk.window, "team-made-here")

    def put_back(self, desk: Desk) -> None:
        """A store that came from a copy."""
        with desk.session.services.opened.store.write(None) as work:
            PutBack(work).hold()
        self.part(desk, "erased")
        self.save(desk.window, "erased-put-back")

    def incidents(self, desk: Desk) -> None:
        """One that presses and one that is late; and who gets data."""
        services, actor = desk.session.services, desk.session.actor
        services.recipients.keep(
            actor,
            [
                Recipient(
                    "Deccan Data Centre Pvt Ltd", "the server, encrypted", "Mumbai, India", "DPA-2026-7"
                ),
                Recipient("नाशिक पोस्ट हाऊस", "names and addresses of letters", "Nashik", ""),
            ],
        )
        told = {
            "nature": "A list of 1,240 leads went to a wrong firm by e-mail.",
            "contact": "Rohini Nambiar",
        }
        aware = SystemClock().now() - timedelta(hours=5, minutes=20)
        services.incidents.note(actor, NoteIncident(new_id(), "List sent to a wrong firm", told, aware))
        services.incidents.note(
            actor, NoteIncident(new_id(), "शाखा का लैपटॉप खो गया", {}, aware - timedelta(days=2))
        )

    def kept_calls(self, desk: Desk) -> None:
        """Months that were closed, one of them with calls that stayed, and what a shorter time would take."""
        services, actor = desk.session.services, desk.session.actor
        now, zone = SystemClock().now(), services.workspace.zone
        with services.opened.store.write(actor) as work:
            lead_id = new_id()
            work.connection.execute(
                insert(leads).values(id=lead_id, name="Ravi", zone=zone, created_at=now, updated_at=now)
            )
            for months in (15, 16, *range(26, 34)):
                for place in range(1 + 3 * months):
                    at = now - timedelta(days=30 * months, minutes=place)
                    call = a_call(lead_id, actor.person_id, at, zone)
                    add_row(work, call)
                    CallHours(work).add(call)
        services.settings.set(actor, "calls_kept_months", 24)
        services.retention.sweep(actor)
        part = self.part(desk, "workspace")
        part.kept.box.setCurrentIndex(part.kept.box.findText("1 year"))
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "kept-calls")
        self.end_of(desk, "kept-calls")

    def held(self, desk: Desk) -> None:
        """Two holds, old undo data about to go, and a workspace that somebody wants deleted."""
        services, actor = desk.session.services, desk.session.actor
        at = SystemClock().now() - timedelta(days=3)
        with services.opened.store.write(actor) as work:
            values = {"person_id": actor.person_id, "kind": "lead", "before": {}, "at": at, "until": at}
            rows = [{"id": new_id(), **values} for _ in range(1234)]
            work.connection.execute(insert(undo_acts), rows)
        for kind, reason, law in (
            (OldKind.SALES, "Suit 12/2026 of Venkatanarasimharajuvaripeta Finance", "Civil court’s order"),
            (None, "आयकर जाँच 2024–25", "Income-tax Act, s. 131"),
        ):
            services.keeping.hold(actor, HoldKind(kind, reason, law, at.date() + timedelta(days=400)))
        self.part(desk, "keeping")
        self.save(desk.window, "keeping-held")
        services.keeping.lift(actor, services.keeping.preview(actor).holds[-1].id)
        for hold in services.keeping.preview(actor).holds:
            if hold.kind is None:
                services.keeping.lift(actor, hold.id)
        part = self.part(desk, "keeping")
        part.take.click()
        self.save(desk.window, "keeping-sure")
        for hold in services.keeping.preview(actor).holds:  # none is deleted while one stands
            services.keeping.lift(actor, hold.id)
        services.deletion.plan(services.opened, actor, services.workspace.name)
        self.part(desk, "data")
        self.save(desk.window, "data-planned")
        self.end_of(desk, "data-planned")
        services.deletion.cancel(services.opened, actor)
        services.deletion.plan(services.opened, actor, services.workspace.name, 0)
        part = self.part(desk, "data")
        self.end_of(desk, "data-due")
        part.deletion.word.edit.setText("short")
        part.deletion.go_on()
        self.end_of(desk, "data-due-wrong")

    def mistakes(self, desk: Desk) -> None:
        """What is typed wrongly is told at its field."""
        part = self.part(desk, "purposes")
        part.begin_new()
        part.name.set_text("Insurance")
        part.submit()
        self.save(desk.window, "purposes-mistake")
        part.set_edited(False)
        fields = self.part(desk, "fields")
        dates = fields.reminding
        dates.field.setCurrentIndex(dates.field.count() - 1)
        dates.how.setCurrentIndex(1)
        dates.days.set_text("often")
        dates.save()
        self.save(desk.window, "fields-wrong")
        why = self.part(desk, "why")
        self.save(desk.window, "why-open")
        why.kind.choose(3)
        why.kind.changed.emit(3)
        why.submit()
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "why-wrong")
        self.end_of(desk, "why-wrong")
        why.fields.source.set_text("Fair in Pune, November")
        why.submit()
        self.until(lambda: desk.ops.is_idle)
        self.part(desk, "why")
        self.save(desk.window, "why-list")
        self.end_of(desk, "why-list")
        why.override.note.set_text("The client sent the scrub by mail")
        why.override.override.click()
        self.until(lambda: desk.ops.is_idle)
        self.end_of(desk, "why-overridden")
        rules = self.part(desk, "rules")
        rules.table.selectRow(5)
        rules.value.set_text("many")
        rules.submit()
        self.save(desk.window, "rules-wrong")
        self.end_of(desk, "rules-wrong")
        rules.value.set_text("5")
        rules.note.set_text("Circular 12 of 20 November; our lawyer’s advice")
        rules.submit()
        self.until(lambda: desk.ops.is_idle)
        self.part(desk, "rules")
        self.save(desk.window, "rules-changed")
        self.end_of(desk, "rules-changed")
        factor = self.part(desk, "second_factor")
        factor.set_up()
        self.until(factor.scan.isVisible)
        self.save(desk.window, "second_factor-scan")
        secret = base64.b32decode(factor.secret.text().replace(" ", ""))
        factor.first.set_text(code_of(secret, step_of(self.place.clock.now())))
        factor.confirm()
        self.until(lambda: factor.paper.isVisible() and factor.is_in_use)
        self.save(desk.window, "second_factor-paper")
        factor.forget_codes()
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "second_factor-on")
        notices = self.part(desk, "notices")
        notices.language.setCurrentIndex(notices.language.findData("தமிழ்"))
        self.save(desk.window, "notices-empty")
        notices.title_.set_text("எங்கள் அறிவிப்பு")
        notices.submit()
        self.save(desk.window, "notices-wrong")
        self.end_of(desk, "notices-wrong")
        notices.set_edited(False)
        products = self.part(desk, "products")
        products.name.set_text("Car loan")
        products.price.set_text("1,2500")
        products.submit()
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "products-wrong")


if __name__ == "__main__":
    sys.exit(run(drawn(SettingsPictures), __doc__))
