"""By key while the team's server is away: who called, call-backs, texts, appointments, every other act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.ui.calling.states import State
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.shell.away_page import AwayPage
from tests.away_office import AwayOffice, server_away
from tests.ui.entrance.away import at_work, banner, press, settle
from tests.ui.entrance.places import Place

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that were handed to other programs."""
    links: list[str] = []

    def open_link(url: str) -> bool:
        links.append(url)
        return True

    monkeypatch.setattr("crm_desktop.messengers.links.open_link", open_link)
    monkeypatch.setattr("crm_desktop.messengers.links.system_has_handler", lambda scheme: True)
    return links


def typed(qtbot: QtBot, words: str) -> None:
    """Words, wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, words)


class Away:
    """Imran at work, with leads kept; then the server goes."""

    def __init__(self, office: AwayOffice, place: Place, qtbot: QtBot) -> None:
        self.office, self.place, self.qtbot = office, place, qtbot
        self.program: Program
        self.program, self.presenter = at_work(place)
        self.desk: Any = self.program.desk
        self.services = self.desk.session.services
        self.actor = self.desk.session.actor
        keeper = self.services.offline.keeper
        place.until(lambda: keeper.count(self.actor) > 1, timeout=10_000)

    def looked(self) -> None:
        """The workstation keeps what the server says now."""
        self.services.offline.calling.look(self.actor, self.office.campaign_id)

    def until_away(self) -> None:
        """The window knows that the server is away."""
        self.place.until(lambda: banner(self.program) is not None, timeout=20_000)
        self.settle()

    def until_sent(self) -> None:
        """All is on the server."""
        self.place.until(lambda: banner(self.program) is None, timeout=30_000)
        outbox = self.services.offline.calling.outbox
        self.place.until(lambda: not outbox.to_send(self.actor.person_id), timeout=20_000)

    def settle(self) -> None:
        """Nothing is under way."""
        settle(self.place, self.program)

    def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the keyboard is."""
        press(self.qtbot, key, modifier)

    def page(self) -> Any:
        """What is in view."""
        return self.desk.window.deck.current_page

    def open(self, page_id: str) -> Any:
        """Another page, settled."""
        self.desk.window.open_page(page_id)
        self.place.until(lambda: self.desk.window.deck.current_id == page_id)
        return self.page()

    def waiting(self) -> int:
        """Acts that lie here."""
        return int(self.services.offline.calling.waiting(self.actor))


@pytest.fixture
def away(away_office: AwayOffice, workstation: Place, qtbot: QtBot, opened: list[str]) -> Away:
    """Imran at work; leads are kept."""
    return Away(away_office, workstation, qtbot)


def test_f3_finds_a_kept_lead_and_takes_the_call(away: Away, qtbot: QtBot) -> None:
    kept = away.services.offline.keeper.known(away.actor)
    shown = away.presenter.lead.lead.id
    rang = next(shot for shot in kept if shot.shown.lead.id != shown)
    number = next(iter(rang.numbers.values()))
    with server_away(away.office):
        away.until_away()
        away.press(Qt.Key.Key_F3)
        panel = away.desk.callers.panel
        away.place.until(lambda: panel.isVisible())
        typed(qtbot, number[-4:])
        away.place.until(lambda: panel.list.count() == 1, timeout=10_000)
        away.press(Qt.Key.Key_Return)
        p = away.presenter
        away.place.until(lambda: p.state is State.ON_CALL and not p.is_moving, timeout=10_000)
        assert p.lead.lead.id == rang.shown.lead.id
        away.press(Qt.Key.Key_Return, CTRL)
        away.place.until(lambda: p.state is State.AFTER, timeout=10_000)
        away.press(Qt.Key.Key_1)
        away.press(Qt.Key.Key_Return)
        away.place.until(lambda: p.state is State.PREVIEW and not p.is_moving, timeout=10_000)
        assert p.lead.lead.id == shown, "what was on the screen comes back"
        away.settle()
        away.press(Qt.Key.Key_F3)
        away.place.until(lambda: panel.isVisible())
        typed(qtbot, "+91 98765 43210")
        away.place.until(lambda: "Not among the leads kept here" in panel.told.words.text(), timeout=10_000)
        away.press(Qt.Key.Key_Escape)
    away.until_sent()
    assert away.office.ask("SELECT direction, state FROM calls") == [("in", "closed")]


def test_call_backs_are_moved_put_off_and_closed_by_key(away: Away, qtbot: QtBot) -> None:
    p = away.presenter
    first = p.lead.lead.name
    away.press(Qt.Key.Key_L)
    away.press(Qt.Key.Key_Return)
    away.place.until(lambda: p.state is State.PREVIEW and p.lead.lead.name != first, timeout=10_000)
    away.looked()
    with server_away(away.office):
        away.until_away()
        second = p.lead.lead.name
        away.press(Qt.Key.Key_L)
        away.press(Qt.Key.Key_Return)
        away.place.until(lambda: p.state is State.PREVIEW and p.lead.lead.name != second, timeout=10_000)
        page = away.open("callbacks")
        away.place.until(
            lambda: len(page.shown.mine.today) + len(page.shown.mine.coming) == 2, timeout=10_000
        )
        assert page.kept.isVisible()
        assert {row.lead_name for row in (*page.shown.mine.today, *page.shown.mine.coming)} == {first, second}
        chosen = page.card.row
        away.press(Qt.Key.Key_M)
        typed(qtbot, "in 3 hours")
        away.press(Qt.Key.Key_Return)
        away.place.until(lambda: away.waiting() == 2 and page.box is None, timeout=10_000)
        away.place.until(
            lambda: any(row.id == chosen.id and row.moved_count == 1
                        for row in (*page.shown.mine.today, *page.shown.mine.coming)),
            timeout=10_000,
        )  # fmt: skip
        away.place.until(lambda: not page.asking._is_busy)
        closed = page.card.row
        away.press(Qt.Key.Key_H)  # who there is, the server knows
        assert away.waiting() == 2
        assert page.box is None
        away.press(Qt.Key.Key_X)
        away.press(Qt.Key.Key_1, ALT)
        away.place.until(lambda: away.waiting() == 3 and not page.asking._is_busy, timeout=10_000)
        away.place.until(lambda: [r.id for r in page.shown.mine.done_today] == [closed.id], timeout=10_000)
    away.until_sent()
    away.place.until(lambda: not page.kept.isVisible(), timeout=10_000)
    found = dict(away.office.ask("SELECT id, state FROM callbacks"))
    assert found[closed.id] == "kept"
    assert away.office.ask("SELECT sum(moved_count)::int FROM callbacks") == [(1,)]


def test_texts_go_out_while_consent_is_known_and_then_wait(away: Away, opened: list[str]) -> None:
    p = away.presenter
    with server_away(away.office):
        away.until_away()
        for key, begins in ((Qt.Key.Key_W, "whatsapp:"), (Qt.Key.Key_S, "sms:")):
            away.press(Qt.Key.Key_W)
            writer = away.page().own._writer
            away.place.until(lambda: writer.isVisible() and writer.hand.isEnabled(), timeout=10_000)  # noqa: B023
            if key is not Qt.Key.Key_W:
                away.press(key)
                away.place.until(lambda: writer.channel.value == "sms" and writer.hand.isEnabled())  # noqa: B023
            away.press(Qt.Key.Key_Return)
            away.place.until(lambda: not writer.isVisible() and not writer._is_handing, timeout=10_000)  # noqa: B023
            assert opened[-1].startswith(begins)
        assert away.waiting() == 2
        away.office.clock.by = timedelta(hours=3)
        away.press(Qt.Key.Key_W)
        away.place.until(lambda: "too long" in writer.told.text(), timeout=10_000)
        assert not writer.hand.isEnabled()
        away.press(Qt.Key.Key_Escape)
        assert len(opened) == 2
        away.office.clock.by = timedelta(0)
        assert p.state is State.PREVIEW
    away.until_sent()
    sent = away.office.ask("SELECT channel, state FROM messages ORDER BY channel")
    assert sent == [("sms", "handed_over"), ("whatsapp", "handed_over")]
    assert away.office.ask("SELECT count(*)::int FROM timeline WHERE kind = 'message'") == [(2,)]


def test_the_card_waits_for_the_server_and_the_lead_stays(away: Away, qtbot: QtBot) -> None:
    """Also where the page of leads was read before: what is asked of it would have to be read now."""
    away.open("leads")
    away.place.until(lambda: away.desk.ops.is_idle, timeout=10_000)
    away.open("calling")
    p = away.presenter
    away.place.until(lambda: p.state is State.PREVIEW and not p.is_moving, timeout=10_000)
    name = p.lead.lead.name
    with server_away(away.office):
        away.until_away()
        away.press(Qt.Key.Key_E)
        away.place.until(lambda: isinstance(away.page(), AwayPage))
        away.press(Qt.Key.Key_Return)
        assert away.desk.window.deck.current_id == "calling"
        away.place.until(lambda: p.state is State.PREVIEW and not p.is_moving, timeout=10_000)
        assert p.lead.lead.name == name
        away.desk.window.open_page("leads")
        assert not isinstance(away.page(), AwayPage), "what was read is still shown"
        assert all(each.tone.value == "info" for each in away.desk.notices.banners)
        away.open("calling")
    away.until_sent()


def test_an_appointment_is_booked_in_a_call(away: Away, qtbot: QtBot) -> None:
    p = away.presenter
    with server_away(away.office):
        away.until_away()
        away.press(Qt.Key.Key_Space)
        away.place.until(lambda: p.call is not None and not p.is_moving, timeout=10_000)
        away.settle()
        away.press(Qt.Key.Key_T, CTRL)
        booker = away.page().own._booker
        away.place.until(lambda: booker.isVisible())
        day = datetime.now(UTC) + timedelta(days=3)  # at night "tomorrow" is asked about
        typed(qtbot, f"{day:%d %b} 11:00")
        booker.about.set_text("Test drive")
        away.press(Qt.Key.Key_Return, CTRL)
        away.place.until(lambda: booker._after is not None, timeout=10_000)
        away.press(Qt.Key.Key_Return)
        away.place.until(lambda: not booker.isVisible())
        away.press(Qt.Key.Key_1)
        away.press(Qt.Key.Key_Return)
        away.place.until(lambda: p.state is State.PREVIEW and not p.is_moving, timeout=10_000)
    away.until_sent()
    asked = "SELECT a.title, a.call_id = c.id FROM appointments a JOIN calls c ON c.lead_id = a.lead_id"
    assert away.office.ask(asked) == [("Test drive", True)]


@pytest.mark.parametrize("page_id", ["calling", "callbacks"])
def test_every_act_is_kept_or_refused_calmly(away: Away, page_id: str) -> None:
    """Whatever is pressed, nothing crashes and nothing hangs: each act one after another, twice."""
    away.press(Qt.Key.Key_L)
    away.press(Qt.Key.Key_Return)
    away.settle()
    away.looked()
    acts, tried = away.desk.window.acts, set()
    with server_away(away.office):
        away.until_away()
        page = away.open(page_id)
        if page_id == "callbacks":
            away.place.until(lambda: page.card.row is not None, timeout=10_000)
        ids = [act.id for act in acts.acts(page_id)]
        late = ("calling.dial", "calling.break")  # before a call first, then in one, then between two
        for act_id in (*(each for each in ids if each not in late), *late, *ids, late[-1]):
            act = next((one for one in acts.acts(page_id) if one.id == act_id), None)
            if act is None or act_id == "callbacks.print":
                continue  # a printer's dialog is the system's
            if act in acts.usable_acts() and acts.trigger(act_id):
                tried.add(act_id)
            away.place.until(lambda: not away.presenter.is_moving, timeout=10_000)
            QApplication.processEvents()
            if away.desk.window.deck.current_id != page_id or isinstance(away.page(), AwayPage):
                away.open(page_id)
                away.place.until(
                    lambda: away.presenter.state is not State.LOADING and not away.presenter.is_moving,
                    timeout=10_000,
                )
            for _ in range(2):
                if (focused := QApplication.focusWidget()) is not None:
                    away.qtbot.keyClick(focused, Qt.Key.Key_Escape)
        away.place.until(lambda: not away.presenter.is_moving, timeout=20_000)
    wanted = {
        "calling": {"skip", "later", "edit", "never", "break", "dial", "answered", "end", "write", "whatsapp",
                    "appointment", "note", "history", "copy", "call_back", "result.1"},
        "callbacks": {"move", "hand_over", "done", "lead", "paper", "book", "call"},
    }[page_id]  # fmt: skip
    assert {f"{page_id}.{name}" for name in wanted} <= tried
    away.until_sent()
