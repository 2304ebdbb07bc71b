"""The coaching page by keyboard: a card, a rule, one review after the other, and the person's own view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.people import Actor
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.coaching.page import CoachingPage
from crm_desktop.ui.coaching.question_row import QuestionRow
from crm_desktop.ui.coaching.watcher import ReviewsWatcher
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.shell.page import Width
from tests.calling_office import INDIA
from tests.factories import Office
from tests.made_up_calls import a_call, add_row
from tests.staffed_stores import Staffed
from tests.ui.leads.scene import Scene, make_services, open_scene, press, settle, types
from tests.ui.walk import assert_sound

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Opener = Callable[[Actor], tuple[Scene, CoachingPage]]


@pytest.fixture
def sqlite_store(sqlite_staffed: Staffed) -> Store:
    return sqlite_staffed.store


@pytest.fixture
def office(sqlite_staffed: Staffed) -> Office:
    return sqlite_staffed.office


@pytest.fixture
def services(sqlite_store: Store, office: Office, clock: SetClock) -> Services:
    """Two long calls of Asha's in the week before."""
    made = make_services(sqlite_store)
    for number, name in enumerate(("Ravi Chauhan", "வேங்கடசுப்பிரமணியன் Ramanathan")):
        lead = made.leads.create(office.admin, NewLead(name, (f"98000 {number + 100:05d}",)))
        at, flags = clock.now() - timedelta(days=8, minutes=number), frozenset({Flag.HUMAN})
        with made.opened.store.write(None) as work:
            add_row(work, a_call(lead.id, office.asha.person_id, at, INDIA, talk_s=90, flags=flags))
    return made


@pytest.fixture
def opened(services: Services, clock: SetClock, ops: InlineOperations, tmp_path: Path) -> Opener:
    """Opens the page for someone."""

    def opener(actor: Actor) -> tuple[Scene, CoachingPage]:
        scene = open_scene(services, clock, actor, ops, tmp_path / "w.ini", page="coaching")
        settle()
        page = scene.window.deck.current_page
        assert isinstance(page, CoachingPage)
        page.focus_first()
        settle()
        return scene, page

    return opener


def test_a_lead_reviews_one_call_after_the_other(
    opened: Opener, services: Services, office: Office, ops: InlineOperations
) -> None:
    scene, page = opened(office.lead)
    assert "switched off" in page.empty.sentence.text()
    services.settings.set(office.admin, ADVANCED, True)
    page.activate()
    settle()
    assert page.empty.title.text() == "No scorecard yet"
    # a card
    press("S")
    cards = page.cards_panel
    cards.add.click()
    types("Was the need asked for?")
    cards.add.click()
    types("was the need asked for? ")
    assert_sound(scene.window)
    press("S", CTRL)
    assert "same text" in cards.told.text()
    cards._lines[1].text.set_text("Were the words kind?")
    cards._lines[1].scale.setCurrentIndex(1)
    press("S", CTRL)
    assert (cards.is_edited, cards.about.text()[:9]) == (False, "Version 1")
    cards.campaign.setFocus()
    page.back()
    settle()
    # a rule
    assert page.empty.title.text() == "No calls are drawn"
    press("G")
    assert_sound(scene.window)
    page.sampling_panel.submit()
    settle()
    assert page.sampling_panel.draws_model.rowCount() == 2
    page.back()
    settle()
    assert [item.waiting is not None for item in page.model.shown] == [True, True]
    # the first review, by key alone
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    form = page.card.form
    assert page.card.is_form
    assert QApplication.focusWidget() is form.rows[0]
    press("3")  # no answer to a question of yes or no
    assert form.rows[0].answer is None
    press("Y")
    assert QApplication.focusWidget() is form.rows[1]
    press(Qt.Key.Key_Return, CTRL)
    assert "not answered" in form.told.text()
    press("3")
    assert QApplication.focusWidget() is form.note
    assert (form.score.text(), form.result.index()) == ("Score 75 %", 1)
    assert_sound(scene.window)
    press(Qt.Key.Key_Return, CTRL)
    # then the next one
    shown = page.model.shown
    assert len(shown) == 1
    assert page.card.sheet is not None
    assert page.card.sheet.call is not None
    assert page.card.sheet.call.id == shown[0].call_id
    focus = QApplication.focusWidget()
    assert isinstance(focus, QuestionRow)
    press("N")
    page.deactivate()  # what was begun is kept
    settle()
    assert [row.review.answers for row in services.coaching.queue(office.lead).drafts] == [
        {form.rows[0].question.id: "no"}
    ]
    page.switch()
    settle()
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert page.card.reading.result.words() == "Fail, 75 %"
    page.fit(Width.SMALL)
    settle()
    assert_sound(scene.window)
    # the person is told, reads it and answers
    scene, page = opened(office.asha)
    assert page.filters.isHidden()
    watcher = ReviewsWatcher(page.session, ops, page.context.notices, page.context.frame, page)
    watcher.look()
    settle()
    assert any(each.id == ReviewsWatcher.banner for each in page.context.notices.banners)
    press(Qt.Key.Key_Return)
    assert not page.card.may_withdraw
    press("A")
    types("I asked twice")
    press(Qt.Key.Key_Return, CTRL)
    assert [reply.text for reply in page.card.sheet.replies] == ["I asked twice"]  # type: ignore[union-attr]
    assert "answered" in page.model._state(page.model.shown[0], page.now()).text
    assert_sound(scene.window)
