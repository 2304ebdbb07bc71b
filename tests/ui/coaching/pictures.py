"""Pictures of coaching, to be looked at.

python -m tests.ui.coaching.pictures --out DIR [--only form …]
"""

from __future__ import annotations

import sys
from datetime import timedelta
from random import Random

from sqlalchemy import insert, select

from crm_desktop.domain.people import Actor
from crm_desktop.domain.reviews import Result
from crm_desktop.domain.scorecards import Answer, Question, Scale
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.coaching import SaveReview
from crm_desktop.services.sampling import AddRule
from crm_desktop.services.scorecards import SaveCard
from crm_desktop.store.tables import people, reviews
from crm_desktop.ui.coaching.page import CoachingPage
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.reports.page import ReportsPage
from crm_desktop.ui.reports.paper import write_pdf
from tests.factories import PASSWORD
from tests.ui.entrance.pictures import Pictures, drawn
from tests.ui.looks import run
from tests.ui.reports.office import at_the_desk

QUESTIONS = (
    Question("law", "Did the caller say who calls, and that it is about a loan?", weight=0, is_fatal=True),
    Question("name", "Was the customer greeted by name?", weight=10),
    Question("need", "क्या ग्राहक की ज़रूरत पूछी गई?", weight=25),
    Question("offer", "Did the offer fit what the customer said, in their words?", Scale.ONE_TO_FIVE, 30),
    Question("no", "Was a no taken as a no, without a second try at the same thing?", weight=20),
    Question("next", "Was the next step agreed with a day and an hour?", weight=15, may_not_apply=True),
)  # fmt: skip
NOTE = (
    "Good that you let her finish. Next time say the rate before the instalment: she asked for it thrice. "
    "ब्याज दर पहले बताइए।"
)


class CoachingPictures(Pictures):
    """Drives the coaching of callers with a long and a Devanagari name."""

    area = "coaching"

    def settle(self, desk: Desk) -> None:
        self.until(lambda: desk.ops.is_idle)
        self.album.settle()

    def draw(self) -> None:
        program, desk, callers = at_the_desk(self.place, days=10)
        page = self._page(desk)
        self.save(desk.window, "off")
        services, admin = desk.session.services, desk.session.actor
        services.settings.set(admin, ADVANCED, True)
        page.read()
        self.settle(desk)
        self.save(desk.window, "no-card")
        self._cards(desk, page)
        self._sampling(desk, page)
        self._queue(desk, page, callers)
        self._reports(desk)
        desk.leave()
        self.until(lambda: program.desk is None)
        self.place.sign_in(program, callers[0])
        desk = program.desk
        assert desk is not None
        self.settle(desk)
        self.save(desk.window, "told")
        desk.window.open_page("day")
        self.settle(desk)
        self.save(desk.window, "my-day")
        page = self._page(desk)
        self.save(desk.window, "own")
        page.open_chosen()
        self.settle(desk)
        page.tabs.choose(1)
        page.published.ask_reply()
        page.card.reply.words.setPlainText("She had told me that she knew the rate already.")
        self.save(desk.window, "own-answer")
        self.place.end()

    def _page(self, desk: Desk) -> CoachingPage:
        desk.window.open_page("coaching")
        page = desk.window.deck.current_page
        assert isinstance(page, CoachingPage)
        self.settle(desk)
        return page

    def _cards(self, desk: Desk, page: CoachingPage) -> None:
        page.show_cards()
        self.settle(desk)
        self.save(desk.window, "cards-empty")
        services, admin = desk.session.services, desk.session.actor
        services.scorecards.save(admin, SaveCard(new_id(), None, QUESTIONS, 80, 0))
        page.cards_panel.load()
        self.settle(desk)
        self.save(desk.window, "cards")
        page.cards_panel.add_question()
        page.cards_panel.submit()
        self.settle(desk)
        self.save(desk.window, "cards-refused")
        page.cards_panel.load()
        page.cards_panel.campaign.setCurrentIndex(1)
        page.cards_panel._show()
        self.settle(desk)
        self.save(desk.window, "cards-of-campaign")
        page.back()
        self.settle(desk)
        self.save(desk.window, "no-rule")

    def _sampling(self, desk: Desk, page: CoachingPage) -> None:
        page.show_sampling()
        self.settle(desk)
        self.save(desk.window, "sampling-empty")
        panel = page.sampling_panel
        panel.unmeasured.setChecked(True)
        panel.per_week.setValue(4)
        panel.seed.set_text("seven")
        panel.submit()
        self.save(desk.window, "sampling-refused")
        panel.seed.set_text("20261109")
        panel.submit()
        self.settle(desk)
        self.save(desk.window, "sampling")
        page.back()
        self.settle(desk)

    def _queue(self, desk: Desk, page: CoachingPage, callers: tuple[str, ...]) -> None:
        services = desk.session.services
        self._reviews(desk, services.people.sign_in(callers[0], PASSWORD, "made").actor)
        page.read()
        self.settle(desk)
        self.save(desk.window, "queue")
        desk.window.open_page("board")
        self.settle(desk)
        self.save(desk.window, "board")
        page = self._page(desk)
        page.open_chosen()
        self.settle(desk)
        page.tabs.choose(1)
        self.save(desk.window, "form")
        given = (Answer.YES, Answer.YES, Answer.NO, Answer.FOUR, Answer.YES, Answer.NOT_APPLICABLE)
        for row, answer in zip(page.card.form.rows[:-1], given, strict=False):
            row.give(answer)
        self.save(desk.window, "form-half")
        page.submit()
        self.settle(desk)
        self.save(desk.window, "form-refused")
        page.card.form.rows[-1].give(given[-1])
        page.card.form.result.choose(2)
        page.card.form.note.setPlainText(NOTE)
        self.save(desk.window, "form-talk")
        page.toggle_history()
        self.save(desk.window, "form-history")
        page.toggle_history()
        page.submit()
        self.settle(desk)
        page.which.choose(1)
        self.settle(desk)
        page.table.setFocus()
        self.save(desk.window, "published")
        page.open_chosen()
        self.settle(desk)
        page.tabs.choose(1)
        self.save(desk.window, "review")
        page.published.ask_talk()
        self.save(desk.window, "talk")
        page.card.leave_box()
        page.published.ask_withdraw()
        self.save(desk.window, "withdraw")
        page.card.leave_box()

    def _reviews(self, desk: Desk, caller: Actor) -> None:
        """Published ones of a caller, one of them answered and one withdrawn."""
        services, admin = desk.session.services, desk.session.actor
        services.sampling.add_rule(
            admin, AddRule(new_id(), caller.team_id, None, 6, 0, takes_unmeasured=True, seed=5)
        )
        services.sampling.draw(admin)
        waiting = [
            each for each in services.coaching.queue(admin).waiting if each.person_id == caller.person_id
        ]
        card = services.scorecards.cards(admin).kept[None].card
        told = (
            (("yes", "yes", "yes", "5", "yes", "na"), Result.PASS),
            (("yes", "no", "yes", "2", "no", "no"), Result.FAIL),
            (("no", "yes", "yes", "4", "yes", "yes"), Result.FAIL),
        )
        made = []
        for drawn_call, (answers, result) in zip(waiting, told, strict=False):
            named = {q.id: a for q, a in zip(QUESTIONS, answers, strict=True)}
            command = SaveReview(
                new_id(), new_id(), drawn_call.call_id, card.id, 0, named, NOTE, result, is_published=True
            )
            made.append(services.coaching.save(admin, command))
        services.coaching.reply(caller, new_id(), made[0].review.id, "धन्यवाद, I will say the rate first.")
        services.coaching.withdraw(admin, made[2].review.id)

    def _reports(self, desk: Desk) -> None:
        desk.window.open_page("reports")
        page = desk.window.deck.current_page
        assert isinstance(page, ReportsPage)
        self.settle(desk)
        page.choices.choose_report("coaching")
        page.period.setCurrentIndex(page.period.findData("month"))
        self.settle(desk)
        self.save(desk.window, "report")
        page.by.setCurrentIndex(page.by.findData("question"))
        self.settle(desk)
        self.save(desk.window, "report-questions")
        page.table.rows.setFocus()
        page.table.rows.setCurrentIndex(page.table.rows.model().index(0, 2))
        page.show_rows()
        self.settle(desk)
        self.save(desk.window, "report-rows")
        page.leave_rows()
        self._weeks(desk)
        page.choices.choose_report("coaching", "quarter")
        page.by.setCurrentIndex(page.by.findData("week_person"))
        self.settle(desk)
        self.save(desk.window, "report-weeks")
        page.bars.chosen.emit(page.table.row_model.rows[3].key)
        self.settle(desk)
        self.save(desk.window, "report-weeks-one")
        assert page.found is not None
        if self.album.wants("paper"):
            file = self.out / "paper-coaching.pdf"
            write_pdf(page.found.table, file, "Shakti Finance")
            self.album.keep_paper(file)

    def _weeks(self, desk: Desk) -> None:
        """Reviews of everybody in ten weeks before these, some better from week to week, one week without."""
        chance, answers = Random(11), [question.id for question in QUESTIONS]
        with desk.session.services.opened.store.write(None) as work:
            made = work.connection.execute(select(reviews).where(reviews.c.published_at.isnot(None))).first()
            assert made is not None
            people_ids = work.connection.execute(select(people.c.id).where(people.c.role == "telecaller"))
            for place, who in enumerate(people_ids.scalars().all()):
                for week in (0, 1, 2, 3, 4, 6, 7, 8, 9):
                    for _ in range(2):
                        good = 0.35 + 0.05 * (place % 7) + 0.04 * week
                        told = {id: "yes" if chance.random() < good else "no" for id in answers}
                        told |= {
                            "law": "yes",
                            "offer": str(1 + round(4 * min(1, good * chance.random() * 1.6))),
                        }
                        at = made.published_at - timedelta(weeks=10 - week, hours=chance.randrange(40))
                        new = {"id": new_id(), "person_id": who, "answers": told, "published_at": at}
                        work.connection.execute(insert(reviews).values(**{**made._mapping, **new}))


if __name__ == "__main__":
    sys.exit(run(drawn(CoachingPictures), __doc__))
