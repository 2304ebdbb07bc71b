"""Pictures of My day and the reports, to be looked at.

python -m tests.ui.reports.pictures --out DIR [--only evening …]
"""

from __future__ import annotations

import sys
from datetime import timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from crm_desktop.clock import SetClock
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.reports.my_day import MyDayPage
from crm_desktop.ui.reports.page import ReportsPage
from crm_desktop.ui.reports.paper import write_pdf
from crm_desktop.ui.reports.picture import draw as picture_of
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.entrance.places import make_workspace
from tests.ui.looks import run
from tests.ui.reports.office import EVENING, fill_office


class ReportPictures(Pictures):
    """Drives My day and every report."""

    area = "reports"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)

    def draw(self) -> None:
        make_workspace(self.place.folder, SetClock(EVENING - timedelta(hours=1)))
        callers = fill_office(self.place.folder)
        self.place.clock = SetClock(EVENING)
        program = self.place.start()
        self.place.sign_in(program)
        desk = program.desk
        assert desk is not None
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
        ):
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
        self.place.end()


if __name__ == "__main__":
    sys.exit(run(drawn(ReportPictures), __doc__))
