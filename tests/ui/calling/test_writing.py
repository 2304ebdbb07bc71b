"""Writing to the lead on the screen: by key alone, asked like a call, told as handed over."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.messages import Channel
from crm_desktop.errors import UserError
from crm_desktop.messengers import Handed, MessageRequest, NotHanded
from crm_desktop.services.messages import TemplateText
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.messages.writer import Writer
from tests.ui.calling.stage import Stage, press, type_text


class Other:
    """The program that takes messages."""

    def __init__(self) -> None:
        self.got: list[MessageRequest] = []
        self.handed = Handed("whatsapp")
        self.refusal: NotHanded | None = None

    def hand_over(self, request: MessageRequest) -> Handed:
        if self.refusal is not None:
            raise self.refusal
        self.got.append(request)
        return self.handed


@pytest.fixture
def other(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Other:
    found = Other()
    monkeypatch.setattr(stage.services.messages, "_messenger", found)
    return found


@pytest.fixture
def page(stage: Stage) -> CallingPage:
    stage.add("Meera Kulkarni", city="Pune", email="meera@example.in", owner_id=stage.office.asha.person_id)
    lead = stage.office.lead
    for name, channel, body in (
        ("Rates", Channel.WHATSAPP, "Namaste {first_name}, our rates for {city}."),
        ("Visit", Channel.WHATSAPP, "We visit you in {city}. {company}"),
        ("Rates by mail", Channel.EMAIL, "Dear {name}"),
    ):
        path = "D:\\rates.pdf" if name == "Rates" else ""
        stage.services.messages.save_template(
            lead, TemplateText(name, channel, body, subject="Rates", file_path=path)
        )
    found = stage.open()
    found.presenter.next_lead()
    return found


def writer(page: CallingPage) -> Writer:
    found = page.findChild(Writer)
    assert found is not None
    return found


def key(page: CallingPage, name: str) -> None:
    press(cast("CallingPage", QApplication.focusWidget() or page), name)


def test_two_keys_hand_a_text_to_whatsapp(page: CallingPage, other: Other, stage: Stage) -> None:
    press(page, "W")
    panel = writer(page)
    assert panel.isVisible()
    assert panel.body.toPlainText() == "Namaste Meera, our rates for Pune."
    key(page, "Enter")
    assert [r.body for r in other.got] == ["Namaste Meera, our rates for Pune."]
    assert not panel.isVisible()
    assert [t.text for t in page.context.notices.toasts] == [
        "Handed to WhatsApp. The brochure’s path is copied: attach it there."
    ]
    assert QGuiApplication.clipboard().text() == "D:\\rates.pdf"
    lead = page.presenter.lead
    assert lead is not None
    items = stage.services.leads.timeline(stage.office.asha, lead.lead.id)
    assert [i.kind for i in items][:1] == ["message"]


def test_single_keys_of_the_page_sleep_and_wake_again(page: CallingPage, other: Other) -> None:
    press(page, "W")
    key(page, "D")  # “Do not call” on the page
    assert not page.presenter.ask.strip
    key(page, "Esc")
    assert not writer(page).isVisible()
    press(page, "D")
    assert page.presenter.ask.strip
    assert other.got == []


def test_another_channel_and_text_by_key(page: CallingPage, other: Other) -> None:
    press(page, "W")
    panel = writer(page)
    key(page, "2")
    assert panel.body.toPlainText() == "We visit you in Pune."
    assert "company" in panel.about.text()
    key(page, "E")
    assert panel.channel is Channel.EMAIL
    assert (panel.subject.text(), panel.body.toPlainText()) == ("Rates", "Dear Meera Kulkarni")
    key(page, "Enter")
    assert [(r.channel, r.email, r.subject) for r in other.got] == [
        (Channel.EMAIL, "meera@example.in", "Rates")
    ]


def test_own_words(page: CallingPage, other: Other) -> None:
    press(page, "W")
    key(page, "S")
    panel = writer(page)
    assert panel.texts.currentText() == "Own words"
    key(page, "Enter")
    assert panel.told.text() == "The text is empty. Type something, or choose a saved text."
    key(page, "N")
    type_text(page, "On my way & soon there")
    key(page, "Ctrl+Enter")
    assert [(r.channel, r.body) for r in other.got] == [(Channel.SMS, "On my way & soon there")]


def test_in_a_call_by_ctrl_m_with_the_note_untouched(page: CallingPage, other: Other, stage: Stage) -> None:
    press(page, "Space")
    press(page, "N")
    type_text(page, "wants the rates")
    key(page, "Ctrl+M")
    key(page, "Enter")
    assert len(other.got) == 1
    assert page.note.edit.toPlainText() == "wants the rates"
    call = page.presenter.call
    assert call is not None
    (kept,) = stage.services.messages.of_lead(stage.office.asha, call.lead_id)
    assert kept.call_id == call.id


def test_what_nothing_takes_is_said_and_kept(page: CallingPage, other: Other) -> None:
    other.refusal = NotHanded("No program on this computer opens WhatsApp. Install it.")
    press(page, "W")
    panel = writer(page)
    key(page, "Enter")
    assert panel.isVisible()
    assert panel.told.text().startswith("No program on this computer opens WhatsApp.")
    other.refusal = None
    key(page, "Enter")
    assert len(other.got) == 1


def test_a_text_too_long_for_a_link_is_copied(page: CallingPage, other: Other) -> None:
    other.handed = Handed("wa.me", text_left_out=True)
    press(page, "W")
    key(page, "Enter")
    assert QGuiApplication.clipboard().text() == "Namaste Meera, our rates for Pune."
    assert "paste it there" in page.context.notices.toasts[-1].text


def test_who_asked_not_to_be_contacted_is_not_written_to(
    page: CallingPage, other: Other, stage: Stage
) -> None:
    lead = page.presenter.lead
    assert lead is not None
    stage.services.calling.do_not_call(stage.office.asha, lead.lead.id, lead.phone.phone_id, "asked")
    press(page, "W")
    panel = writer(page)
    assert panel.told.text() == "This person asked not to be contacted. Nothing is written to them."
    assert not panel.hand.isEnabled()
    key(page, "Enter")
    assert other.got == []


def test_nothing_of_one_lead_is_left_when_the_next_can_not_be_read(
    page: CallingPage, other: Other, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text filled for one person must never stand ready to be handed over to another."""
    press(page, "W")
    panel = writer(page)
    assert panel.body.toPlainText().startswith("Namaste Meera")
    key(page, "Esc")

    def refuse(*_: object) -> None:
        raise UserError("This lead is not yours. Ask your team lead.")

    monkeypatch.setattr(stage.services.messages, "writing", refuse)
    press(page, "W")
    assert panel.isVisible()
    assert panel.told.text() == "This lead is not yours. Ask your team lead."
    assert (panel.body.toPlainText(), panel.to.count(), panel.texts.count()) == ("", 0, 0)
    assert not panel.hand.isEnabled()
    key(page, "Enter")
    key(page, "Ctrl+Enter")
    assert other.got == []
