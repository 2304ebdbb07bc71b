"""Pictures of the settings that belong to sales, messages and dates, empty, full and with a mistake.

QT_QPA_PLATFORM=offscreen python -m tests.ui.settings.pictures --out DIR [--only fields …]
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CRM_DESKTOP_HOME", tempfile.mkdtemp(prefix="crm-pictures-"))


from crm_desktop.clock import SystemClock
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.reminders import Reminds
from crm_desktop.domain.result_fields import READY_SALE, FieldKind, ResultField
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.messages import TemplateText
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.theme import load_icons
from tests.ui.entrance.pictures import Pictures, main
from tests.ui.entrance.places import make_workspace

LOOKED_AT = ("campaigns", "products", "texts", "fields")
SIX = (
    *READY_SALE[:2],
    ResultField("visit", "Visit at the branch", FieldKind.DATE, is_required=True),
    ResultField("why", "कारण", FieldKind.CHOICE, choices=("ब्याज दर", "Timing", "Has another offer")),
    ResultField("papers", "Papers complete", FieldKind.YES_NO),
    ResultField("budget", "Monthly instalment they can pay", FieldKind.MONEY),
)


class SettingsPictures(Pictures):
    """Drives the parts."""

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
        load_icons()
        self.place.sign_in(program)
        desk = program.desk
        assert desk is not None
        for name in LOOKED_AT[1:]:
            self.part(desk, name)
            self.save(desk.window, f"{name}-empty")
        self.fill(desk)
        for name in LOOKED_AT:
            self.part(desk, name)
            self.save(desk.window, name)
        self.mistakes(desk)
        self.place.end()

    def fill(self, desk: Desk) -> None:
        """Dates, products, texts, and a result that asks for six fields."""
        services, actor = desk.session.services, desk.session.actor
        leads = services.leads
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
        services.campaigns.set_dispositions(actor, made.id, results)

    def mistakes(self, desk: Desk) -> None:
        """What is typed wrongly is told at its field."""
        fields = self.part(desk, "fields")
        dates = fields.reminding
        dates.field.setCurrentIndex(dates.field.count() - 1)
        dates.how.setCurrentIndex(1)
        dates.days.set_text("often")
        dates.save()
        self.save(desk.window, "fields-wrong")
        products = self.part(desk, "products")
        products.name.set_text("Car loan")
        products.price.set_text("1,2500")
        products.submit()
        self.until(lambda: desk.ops.is_idle)
        self.save(desk.window, "products-wrong")


if __name__ == "__main__":
    sys.exit(main(SettingsPictures, __doc__))
