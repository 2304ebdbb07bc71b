"""The page of requests by keyboard: an access request from the first word to the letter; who sees what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.letters import Officer
from crm_desktop.domain.people import Actor
from crm_desktop.domain.requests import (
    Came,
    Deadlines,
    Proof,
    Request,
    RequestKind,
    RequestState,
    Step,
    possible,
)
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.services.requests import TakeRequest
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.leads.documents import OpenedDocuments
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.requests.acts_part import Other, comes_next, in_view
from crm_desktop.ui.requests.page import RequestsPage
from crm_desktop.ui.requests.watcher import RequestWatcher
from crm_desktop.ui.widgets.file_asker import FileAsker
from tests.factories import Office
from tests.staffed_stores import Staffed
from tests.ui.leads.scene import Scene, make_services, open_scene, press, settle, types
from tests.ui.walk import assert_sound

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sqlite_store(sqlite_staffed: Staffed) -> Store:
    return sqlite_staffed.store


@pytest.fixture
def office(sqlite_staffed: Staffed) -> Office:
    return sqlite_staffed.office


@pytest.fixture
def services(sqlite_store: Store, office: Office) -> Services:
    return make_services(sqlite_store)


Opener = Callable[..., tuple[Scene, RequestsPage]]


@pytest.fixture
def opened(
    services: Services, office: Office, clock: SetClock, ops: InlineOperations, tmp_path: Path
) -> Opener:
    """Opens the page for someone, the admin unless told."""

    def opener(actor: Actor | None = None) -> tuple[Scene, RequestsPage]:
        who = actor or office.admin
        scene = open_scene(services, clock, who, ops, tmp_path / "w.ini", page="requests")
        settle()
        page = scene.window.deck.current_page
        assert isinstance(page, RequestsPage)
        page.focus_first()
        settle()
        return scene, page

    return opener


def taken(services: Services, who: Actor, kind: RequestKind, name: str, lead: UUID | None = None) -> UUID:
    command = TakeRequest(new_id(), kind, Came.LETTER, lead_id=lead, name=name)
    return services.requests.take(who, command).request.id


def primary(page: RequestsPage) -> list[object]:
    """The acts that stand out."""
    buttons = page.card.acts.buttons.items()
    return [what for what, button in buttons if button.isVisible() and button.kind() == "primary"]


@pytest.mark.parametrize("kind", RequestKind)
def test_few_acts_have_a_button_and_one_comes_next(kind: RequestKind) -> None:
    now = datetime(2026, 11, 2, 6, tzinfo=UTC)
    ends = Deadlines(now, now, now, now)
    plain = Request(new_id(), kind, RequestState.OPEN, Came.CALL, now, new_id(), ends, lead_id=new_id())
    for seen, proof, is_answering in product((None, now), (None, Proof.NUMBER), (False, True)):
        request = replace(plain, acknowledged_at=seen, proof=proof)
        offered = frozenset(possible(request, is_answering=is_answering)) | {Other.LEAD}
        if proof is not None:
            offered |= {Other.ERASE, Other.FILE}
        shown = in_view(request, offered)
        assert 1 <= len(shown) <= 4
        assert set(shown) <= offered
        first = comes_next(request, shown, ())
        assert first in shown or not is_answering
        assert seen is not None or first is Step.ACKNOWLEDGED
        closed = replace(request, state=RequestState.ANSWERED)
        assert comes_next(closed, in_view(closed, possible(closed, is_answering=is_answering)), ()) is None


def test_an_access_request_answered_by_keyboard(
    opened: Opener, services: Services, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = NewLead("Meera Kulkarni", ("98000 11111",), email="meera@example.in", language="Hindi, English")
    lead = services.leads.create(office.admin, new)
    scene, page = opened()
    press("N")
    types("Meera")
    press(Qt.Key.Key_Return)
    assert page.card.new.contact.text() == "meera@example.in"
    press(Qt.Key.Key_Return, CTRL)
    (row,) = services.requests.page(office.admin)
    assert (row.request.kind, row.request.lead_id, row.request.came) == (
        RequestKind.ACCESS,
        lead.id,
        Came.EMAIL,
    )
    assert page.card.row is not None
    assert page.card.row.request.id == row.request.id
    assert_sound(scene.window)
    assert primary(page) == [Step.ACKNOWLEDGED]
    assert [each.text() for each in page.card.acts.menu.actions()] == [
        "It takes longer\tM", "Refuse\tR", "They take it back\tW",
    ]  # fmt: skip
    press("A")
    assert primary(page) == [Step.IDENTITY]
    press("C")
    assert page.card.box is None, "not before it is sure who asks"
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"What do you have of me?")
    monkeypatch.setattr(FileAsker, "open", lambda *asked: asked[3](mail))
    press("F")
    press(Qt.Key.Key_Return, CTRL)
    opened_files: list[str] = []
    monkeypatch.setattr(OpenedDocuments, "show", lambda _, file: not opened_files.append(file.name))
    press("V")
    assert opened_files == ["mail.eml"]
    press("I")
    press("3", ALT)
    monkeypatch.setattr(page.answering.asker, "folder", lambda title, answer: answer(tmp_path))
    assert primary(page) == [Step.EXPORTED]
    press("X")
    assert primary(page) == [Step.ANSWERED]
    folder = tmp_path / row.request.reference
    assert {path.name for path in folder.iterdir()} == {
        "person.json",
        "person.csv",
        "person.vcf",
        "person.pdf",
        "documents",
    }
    letter = tmp_path / "letter.pdf"
    monkeypatch.setattr(page.answering.asker, "save", lambda *a, **k: a[3](letter))
    press("L")
    box = page.card.letter
    assert "आपको वह सब मिल रहा है" in box.words.toPlainText()
    box.language.setCurrentIndex(0)
    box.language.activated.emit(0)
    assert "all of it" in box.words.toPlainText()
    box.language.setCurrentIndex(1)
    box.language.activated.emit(1)
    press(Qt.Key.Key_Return, CTRL)
    assert "Letters wait" in page.card.letter.wrong.text()
    for key, value in (("officer_name", "Rohini Nambiar"), ("officer_email", "privacy@example.in")):
        services.settings.set(office.admin, key, value)
    press(Qt.Key.Key_Return, CTRL)
    assert letter.read_bytes().startswith(b"%PDF")
    press("C")
    types("Folder and letter by e-mail")
    press(Qt.Key.Key_Return, CTRL)
    request = services.requests.get(office.admin, row.request.id).request
    assert request.state is RequestState.ANSWERED
    assert primary(page) == []
    steps = services.requests.steps(office.admin, request.id)
    assert [s.kind for s in steps] == [
        Step.TAKEN, Step.ACKNOWLEDGED, Step.NOTE, Step.IDENTITY, Step.EXPORTED, Step.LETTER, Step.ANSWERED,
    ]  # fmt: skip
    assert [len(str(steps[at].detail["sha256"])) for at in (2, 4)] == [64, 64]
    assert steps[5].detail["language"] == "hi"
    record = services.persons.record(office.admin, lead.id)
    names = [r["name"] for s in record.sections if s.table == "attachments" for r in s.records]
    assert names == [f"{request.reference}.zip"]


def test_a_letter_with_gaps_is_not_written(opened: Opener, services: Services, office: Office) -> None:
    taken(services, office.admin, RequestKind.GRIEVANCE, "Zubin Daruwala")
    services.settings.set(office.admin, "officer_name", "Rohini Nambiar")
    services.settings.set(office.admin, "officer_phone", "98000 00000")
    _, page = opened()
    press("A")
    press("L")
    assert "found: …" in page.card.letter.words.toPlainText()
    press(Qt.Key.Key_Return, CTRL)
    assert "Fill in" in page.card.letter.wrong.text()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.table


def test_a_team_lead_acknowledges_and_leaves_answers_to_admins(
    opened: Opener, services: Services, office: Office
) -> None:
    lead = services.leads.create(office.asha, NewLead("Ravi Chauhan", ("98000 22222",)))
    mine = taken(services, office.asha, RequestKind.ERASURE, "", lead.id)
    taken(services, office.other_caller, RequestKind.ACCESS, "Theirs")
    _, page = opened(office.lead)
    assert [row.lead_name for row in page.model.shown] == ["Ravi Chauhan"]
    shown = {step for step, button in page.card.acts.buttons.items() if button.isVisible()}
    assert shown == {Step.ACKNOWLEDGED, Step.IDENTITY, Step.NOTE, Other.LEAD}
    press("A")
    press("O")
    press(Qt.Key.Key_Return, CTRL)
    assert "Type something" in page.card.words.wrong.text()
    types("Spoke with the son")
    press(Qt.Key.Key_Return, CTRL)
    assert services.requests.steps(office.admin, mine)[-1].text == "Spoke with the son"
    assert page.card.steps.model_.entry(0).detail.endswith("Spoke with the son")


def test_a_late_request_and_a_missing_officer_are_told_on_any_page(
    opened: Opener, services: Services, office: Office, clock: SetClock
) -> None:
    scene, page = opened()
    watcher = RequestWatcher(scene.session, scene.ops, scene.notices, scene.window, page)
    watcher.start()
    assert not [b.id for b in scene.notices.banners]
    taken(services, office.admin, RequestKind.ACCESS, "Zubin Daruwala")
    told = []
    for hours in (1, 12, 7, 5):
        clock.move(hours=hours)
        watcher.look()
        told.append([(b.id, b.tone.value) for b in scene.notices.banners])
    assert told == [
        [("requests.officer", "info")],
        [("requests.officer", "info")],
        [("requests.late", "warn"), ("requests.officer", "info")],
        [("requests.late", "bad"), ("requests.officer", "info")],
    ]
    late = next(b for b in scene.notices.banners if b.id == "requests.late")
    assert late.text.startswith("Zubin Daruwala: What do you have of me?")
    officer = Officer("Rohini Nambiar", phone="98000 00000")
    with pytest.raises(UserError, match="Give the officer"):
        services.answers.name_officer(office.admin, replace(officer, phone=""))
    with pytest.raises(NotAllowed):
        services.answers.name_officer(office.lead, officer)
    services.answers.name_officer(office.admin, officer)
    page.read()
    settle()
    press("A")
    watcher.look()
    assert not [b.id for b in scene.notices.banners]


def test_delete_everything_from_the_request_to_the_certificate(
    opened: Opener, services: Services, office: Office
) -> None:
    lead = services.leads.create(office.admin, NewLead("Ravi Chauhan", ("98000 22222",)))
    asked = taken(services, office.admin, RequestKind.ERASURE, "", lead.id)
    scene, page = opened()
    press("E")
    assert scene.window.deck.current_page is page, "not before it is sure who asks"
    press("I")
    press("1", ALT)
    press("E")
    settle()
    leads: Any = scene.window.deck.current_page
    panel = leads.card.erase
    assert panel.reason.text() == f"Request {services.requests.get(office.admin, asked).request.reference}"
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    assert panel.is_done
    scene.window.open_page("requests")
    settle()
    page.read()
    settle()
    page.focus_first()
    press("C")
    types("Certificate by letter")
    press(Qt.Key.Key_Return, CTRL)
    request = services.requests.get(office.admin, asked).request
    assert (request.state, request.name) == (RequestState.ANSWERED, "")


def test_from_the_leads_card_to_a_new_request(opened: Opener, services: Services, office: Office) -> None:
    services.leads.create(office.admin, NewLead("Ravi Chauhan", ("98000 22222",), email="ravi@example.in"))
    scene, page = opened()
    scene.window.open_page("leads")
    settle()
    scene.window.deck.current_page.focus_first()  # type: ignore[union-attr]
    press("D", ALT)
    assert scene.window.deck.current_page is page
    assert page.card.new.isVisible()
    assert page.card.new.contact.text() == "ravi@example.in"
    press(Qt.Key.Key_Return, CTRL)
    assert [row.lead_name for row in services.requests.page(office.admin)] == ["Ravi Chauhan"]
