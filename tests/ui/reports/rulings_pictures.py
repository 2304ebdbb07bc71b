"""Pictures of contesting and ruling, to be looked at.

python -m tests.ui.reports.rulings_pictures --out DIR [--only claims …]
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crm_desktop.domain.receipts import Source
from crm_desktop.domain.rulings import Claim
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.reports import Question
from crm_desktop.services.rulings import OwnTime, Rule, SaleChoices, SaleVerdict, Say
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.reports.page import ReportsPage
from tests.factories import PASSWORD
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.looks import run
from tests.ui.reports.office import at_the_desk

WHY = (
    "She agreed to the loan in the second minute and asked for the papers on WhatsApp",
    "ग्राहक ने हाँ कहा था, परिणाम गलत चुना गया",
    "Imran had the phone",
)


class RulingPictures(Pictures):
    """Drives claims and rulings of a caller with a Devanagari name."""

    area = "rulings"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)

    def draw(self) -> None:
        program, desk, callers = at_the_desk(self.place)
        self._contest(desk, callers[0])
        desk.window.open_page("reports")
        page = desk.window.deck.current_page
        assert isinstance(page, ReportsPage)
        self.settle(desk)
        self.save(desk.window, "reports-advanced")
        page.rulings.show_list()
        self.settle(desk)
        self.save(desk.window, "claims")
        page.rulings.rule_chosen()
        self.settle(desk)
        page.rulings.rule_box.verdict.setCurrentIndex(1)
        self.save(desk.window, "ruling")
        page.rulings.rule_box.dismiss()
        for name, claim in (
            ("ruling-sale", Claim.AMOUNT), ("ruling-time", Claim.NOT_A_BREAK), ("ruling-mine", Claim.MINE),
        ):  # fmt: skip
            rows = page.rulings.panel.found.rows
            waiting = (no for no, row in enumerate(rows) if row.contest.claim is claim)
            table = page.rulings.panel.table
            table.setCurrentIndex(page.rulings.panel.model.index(next(waiting), 0))
            page.rulings.rule_chosen()
            self.settle(desk)
            self.save(desk.window, name)
            page.rulings.rule_box.dismiss()
        page.leave_rows()
        for report in ("worth-a-look", "incentive"):
            page.open(report=report)
            self.settle(desk)
            self.save(desk.window, report)
        desk.window.open_page("settings", part="incentive")
        self.settle(desk)
        self.save(desk.window, "slabs")
        desk.leave()
        self.until(lambda: program.desk is None)
        self.place.sign_in(program, callers[0])
        desk = program.desk
        assert desk is not None
        self.settle(desk)
        self.save(desk.window, "told")
        desk.window.open_page("day")
        self.settle(desk)
        self.save(desk.window, "my-day-rows")
        desk.window.open_page("reports")
        page = desk.window.deck.current_page
        assert isinstance(page, ReportsPage)
        self.settle(desk)
        page.table.rows.setFocus()
        page.show_rows()
        self.settle(desk)
        for _step in range(3):
            QTest.keyClick(page.behind.table.rows, Qt.Key.Key_Down)
        self.save(desk.window, "own-rows")
        page.rulings.ask()
        self.save(desk.window, "contest")
        claims = page.rulings.contest_box.claim
        claims.setCurrentIndex(claims.findData(Claim.MINE.value))
        self.save(desk.window, "contest-mine")
        self.place.end()

    def _contest(self, desk: Desk, caller: str) -> None:
        """Claims of a caller, some of them ruled on; one about a sale that went to somebody else."""
        services, admin = desk.session.services, desk.session.actor
        services.settings.set(admin, ADVANCED, True)
        gold = services.products.add(admin, "सोने पर ऋण, twelve months with insurance", "")
        tomorrow = desk.session.clock.now().date() + timedelta(days=1)
        services.incentive.set_slabs(admin, None, "10: 100; 20: 150; 200", tomorrow)
        services.incentive.set_slabs(admin, gold.id, "5: 1,250; 2 lakh", tomorrow)
        actor = services.people.sign_in(caller, PASSWORD, "made").actor
        receipt = services.reports.receipt(actor, "agent-day", Question(), "calls")
        rows = [row for row in receipt.rows if row.source is Source.CALL and row.id is not None]
        for row, why, claim in zip(rows, WHY, (Claim.RESULT, Claim.LENGTH, Claim.PERSON), strict=False):
            assert row.id is not None
            services.rulings.contest(actor, Say(new_id(), row.id, claim, why))
        days = Question(date(2026, 11, 16), date(2026, 11, 20))
        for report, column, claim in (
            ("sales", "sales", Claim.AMOUNT), ("attendance", "break_s", Claim.NOT_A_BREAK),
        ):  # fmt: skip
            row = services.reports.receipt(actor, report, days, column).rows[0]
            is_sale = row.source is Source.SALE
            sale_id, time = (row.id, None) if is_sale else (None, OwnTime(row.at, row.ended))
            services.rulings.contest(actor, Say(new_id(), None, claim, WHY[0], sale_id=sale_id, time=time))
        sold = {row.lead_id: row for row in services.reports.receipt(actor, "sales", days, "sales").rows[1:]}
        dialled = services.reports.receipt(actor, "agent-day", days, "calls").rows
        call = next(each for each in dialled if each.lead_id in sold and each.id != rows[0].id)
        row = sold[call.lead_id]
        whose = services.rulings.contest(actor, Say(new_id(), None, Claim.PERSON, WHY[2], sale_id=row.id))
        given = services.rulings.choices(admin, whose.id)
        assert isinstance(given, SaleChoices)
        verdict = SaleVerdict(person_id=given.people[0].id)
        services.rulings.rule(admin, Rule(new_id(), whose.id, True, WHY[2], sale=verdict))
        said = Say(new_id(), call.id, Claim.MINE, "सोने पर ऋण: I had agreed it with her on Monday")
        services.rulings.contest(actor, said)
        claims = services.rulings.page(admin, waiting_only=True).rows
        choices = services.rulings.choices(admin, claims[0].contest.id)
        other = next(id for id, words in choices.results if words != choices.call.disposition_label)
        services.rulings.rule(
            admin,
            Rule(
                new_id(), claims[0].contest.id, True, "The customer sent the papers the same evening",
                disposition_id=other,
            ),
        )  # fmt: skip
        services.rulings.rule(admin, Rule(new_id(), claims[1].contest.id, False, "The line says 12 s"))


if __name__ == "__main__":
    sys.exit(run(drawn(RulingPictures), __doc__))
