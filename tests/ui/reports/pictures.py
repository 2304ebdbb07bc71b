"""Pictures of My day and the reports, to be looked at.

python -m tests.ui.reports.pictures --out DIR [--only evening …]
"""

from __future__ import annotations

import sys
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from crm_desktop.clock import SetClock
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Role
from crm_desktop.domain.saved_reports import Asks
from crm_desktop.services.people import ChangePerson
from crm_desktop.store.saved_reports import SavedReports
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.reports.my_day import MyDayPage
from crm_desktop.ui.reports.narrowing import KeptTo
from crm_desktop.ui.reports.page import ReportsPage
from crm_desktop.ui.reports.paper import write_pdf
from crm_desktop.ui.reports.picture import draw as picture_of
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.looks import run
from tests.ui.reports.office import at_the_desk

LONG = "Thiruvengadam’s team: callers of last month beside those of the month before"
TROUBLE = (
    "The file /media/office/Reports/बिक्री 2026-11-19.pdf can't be written (No space left on device). "
    "Choose another place, or close the program that has it open."
)


class ReportPictures(Pictures):
    """Drives My day and every report."""

    area = "reports"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)

    def draw(self) -> None:
        program, desk, callers = at_the_desk(self.place)
        desk.window.open_page("day")
        self.settle(desk)
        self.save(desk.window, "my-day-empty")
        desk.window.open_page("reports")
        page = desk.window.deck.current_page
        assert isinstance(page, ReportsPage)
        for report in (
            "agent-day",
            "evening",
            "calls",
            "follow-ups",
            "sales",
            "attendance",
            "funnel",
            "best-time",
            "data-quality",
            "timeline",
            "results",
            "progress",
        ):
            if self.album.only and not (self.album.wants(report) or self.album.wants("paper")):
                continue
            page.open(report=report)
            self.settle(desk)
            self.save(desk.window, report)
            assert page.found is not None
            if self.album.wants("paper"):
                file = self.out / f"paper-{report}.pdf"
                write_pdf(page.found.table, file, "Shakti Finance")
                self.album.keep_paper(file)
        page.open(report="agent-day")
        self.settle(desk)
        page.table.rows.setFocus()
        QTest.keyClick(page.table.rows, Qt.Key.Key_End)
        self.save(desk.window, "agent-day-scrolled")
        QTest.keyClick(page.table.rows, Qt.Key.Key_Home)
        for _step in range(3):
            QTest.keyClick(page.table.rows, Qt.Key.Key_Right)
        page.show_rows()
        self.settle(desk)
        self.save(desk.window, "rows-behind")
        page.leave_rows()
        page.open(report="attendance")
        self.settle(desk)
        page.table.rows.setFocus()
        QTest.keyClick(page.table.rows, Qt.Key.Key_Right)
        QTest.keyClick(page.table.rows, Qt.Key.Key_Right)
        QTest.keyClick(page.table.rows, Qt.Key.Key_Right)
        page.show_rows()
        self.settle(desk)
        self.save(desk.window, "time-behind")
        page.leave_rows()
        page.open(report="calls")
        page.period.setCurrentIndex(page.period.findData("month"))
        self.settle(desk)
        self.save(desk.window, "calls-month")
        page.period.setCurrentIndex(0)
        page.by.setCurrentIndex(page.by.findData("result"))
        self.settle(desk)
        self.save(desk.window, "calls-by-result")
        page.period.setCurrentIndex(page.period.findData("days"))
        page.first.setDate(QDate(2026, 1, 1))
        page.last.setDate(QDate(2026, 1, 2))
        self.settle(desk)
        self.save(desk.window, "none")
        page.period.setCurrentIndex(page.period.findData("week"))
        page.open(report="agent-day")
        self.settle(desk)
        page.begin_export()
        self.save(desk.window, "export")
        page.export_box.dismiss()
        page.period.setCurrentIndex(0)
        page.open(report="evening")
        self.settle(desk)
        assert page.found is not None
        assert page.found.evening is not None
        picture_of(page.found.evening).save(str(self.out / "picture-to-pass-on.png"))
        (self.out / "text.txt").write_text(page.found.evening.text(), encoding="utf-8")
        self.saved(desk, page)
        desk.leave()
        self.until(lambda: program.desk is None)
        self.place.sign_in(program, callers[0])
        desk = program.desk
        assert desk is not None
        desk.window.open_page("day")
        page_ = desk.window.deck.current_page
        assert isinstance(page_, MyDayPage)
        self.settle(desk)
        page_.tiles["conversations"].setFocus()
        self.save(desk.window, "my-day")
        desk.window.open_page("reports")
        self.settle(desk)
        self.save(desk.window, "own")
        desk.leave()
        self.until(lambda: program.desk is None)
        self.of_then(program, callers)
        self.place.end()

    def of_then(self, program: Program, callers: tuple[str, ...]) -> None:
        """A team of which somebody went yesterday, and somebody was on leave."""
        self.place.sign_in(program)
        assert program.desk is not None
        services, actor = program.desk.session.services, program.desk.session.actor
        known = {person.sign_in_name: person for person in services.people.list(actor)}
        gone, ill = known[callers[0]], known[callers[1]]
        lead = next(each for each in known.values() if each.role is Role.TEAM_LEAD)
        services.people.update(actor, ChangePerson(gone.id, gone.version, gone.display_name, gone.role, None))
        services.leave.set(actor, ill.id, Leave(date(2026, 11, 18), date(2026, 11, 19)))
        program.desk.leave()
        self.until(lambda: program.desk is None)
        clock = self.place.clock
        assert isinstance(clock, SetClock)
        clock.move(days=1)
        self.place.sign_in(program, lead.sign_in_name)
        desk = program.desk
        assert desk is not None
        desk.window.open_page("reports")
        page = desk.window.deck.current_page
        assert isinstance(page, ReportsPage)
        for report in ("agent-day", "evening", "attendance"):
            page.open(report=report, period="last_7_days")
            self.settle(desk)
            self.save(desk.window, f"then-{report}")

    def saved(self, desk: Desk, page: ReportsPage) -> None:
        """What is kept to, saved, planned; none, some, one that couldn't be written."""
        reports, actor = desk.session.services.saved_reports, desk.session.actor
        page.open(report="calls")
        self.settle(desk)
        page.ask_narrower()
        self.settle(desk)
        self.save(desk.window, "narrow")
        page.narrowing.dismiss()
        campaign = desk.session.services.reports.choices(actor).campaigns[0]
        page.choices.keep_to(KeptTo(*campaign, "IndiaMART – Directory listing, West", ""))
        self.settle(desk)
        self.save(desk.window, "narrowed")
        page.open_saved()
        self.settle(desk)
        self.save(desk.window, "saved-none")
        page.desk.list.dismiss()
        page.desk.names.ask(page.saved, page.choices.asks(), None)
        self.save(desk.window, "save-as")
        page.desk.names.dismiss()
        first = reports.save(actor, "Calls by day, this month", page.choices.asks())
        second = reports.save(actor, "लखनऊ टीम की बिक्री, पिछले सप्ताह", Asks("sales", period="last_week"))
        reports.save(actor, LONG, Asks("agent-day", period="last_month", is_compared=True), is_shared=True)
        folder = self.place.folder.parent / "to"
        folder.mkdir(exist_ok=True)
        reports.plan(actor, first.id, every="week", on=0, at_minute=540, format="xlsx", folder=str(folder))
        planned = reports.plan(
            actor, second.id, every="day", at_minute=1140, format="pdf", folder=str(folder)
        )
        with desk.session.services.opened.store.write(actor) as work:
            SavedReports(work).failed(second.id, planned.next_at, TROUBLE)
        page.open_saved()
        self.settle(desk)
        self.save(desk.window, "saved")
        page.desk.list.dismiss()
        page.desk.schedule.ask(page.saved, reports.named(actor, first.name))
        self.save(desk.window, "schedule")
        page.desk.schedule.dismiss()


if __name__ == "__main__":
    sys.exit(run(drawn(ReportPictures), __doc__))
