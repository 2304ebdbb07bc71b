"""Messages to customers: asked like a call, handed over once, told as handed over and never as sent."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select, update

from crm_desktop.domain.messages import Channel, MessageState
from crm_desktop.domain.people import Actor
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.messengers import Handed, MessageRequest, NotHanded
from crm_desktop.services.messages import HandOver, MessageService, TemplateText
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import lead_phones, leads, messages, phones, timeline
from tests.calling_office import CallingOffice, both_engines


class Other:
    """A program beside ours that takes messages, or does not."""

    def __init__(self) -> None:
        self.got: list[MessageRequest] = []
        self.refuses = False

    def hand_over(self, request: MessageRequest) -> Handed:
        if self.refuses:
            raise NotHanded("No program on this computer opens WhatsApp.")
        self.got.append(request)
        return Handed("whatsapp")


@pytest.fixture
def other() -> Other:
    return Other()


@pytest.fixture
def service(co: CallingOffice, other: Other) -> MessageService:
    return MessageService(co.store, other)


def give(co: CallingOffice, lead_id: UUID, **values: object) -> None:
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead_id).values(**values))


def a_text(service: MessageService, who: Actor, **more: object) -> TemplateText:
    text = TemplateText("Rates", Channel.WHATSAPP, "Namaste {first_name}, rates for {city} from {office}.")
    return replace(text, **more)  # type: ignore[arg-type]


def to_lead(lead_id: UUID, channel: Channel = Channel.WHATSAPP, **more: object) -> HandOver:
    return replace(HandOver(new_id(), lead_id, channel, "Hello"), **more)  # type: ignore[arg-type]


@both_engines
def test_a_text_is_filled_handed_over_and_told(
    co: CallingOffice, service: MessageService, other: Other
) -> None:
    lead_id = co.add_lead("Meera Kulkarni", owner=co.office.asha)
    give(co, lead_id, city="Pune")
    service.save_template(co.office.lead, a_text(service, co.office.lead))
    writing = service.writing(co.office.asha, lead_id, Channel.WHATSAPP, co.campaign.id)
    assert writing.refusal is None
    (preview,) = writing.previews
    assert preview.body.startswith("Namaste Meera, rates for Pune from ")
    assert preview.missing == ()
    command = to_lead(lead_id, body=preview.body, template_id=preview.template.id, campaign_id=co.campaign.id)
    done = service.hand_over(co.office.asha, command)
    assert other.got == [MessageRequest(Channel.WHATSAPP, preview.body, e164=writing.to[0][1])]
    (kept,) = service.of_lead(co.office.asha, lead_id)
    assert (kept.id, kept.state, kept.handler) == (done.message_id, MessageState.HANDED_OVER, "whatsapp")
    with co.store.read() as work:
        told = work.connection.execute(select(timeline).where(timeline.c.lead_id == lead_id)).all()
    assert [(row.kind, row.text) for row in told] == [("message", preview.body)]


@both_engines
def test_a_repeat_opens_nothing_again(co: CallingOffice, service: MessageService, other: Other) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    command = to_lead(lead_id)
    assert service.hand_over(co.office.asha, command) == service.hand_over(co.office.asha, command)
    assert len(other.got) == 1
    assert len(service.of_lead(co.office.asha, lead_id)) == 1


def test_what_nothing_took_may_be_tried_again_and_is_not_told(
    co: CallingOffice, service: MessageService, other: Other
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    command = to_lead(lead_id)
    other.refuses = True
    with pytest.raises(NotHanded):
        service.hand_over(co.office.asha, command)
    (failed,) = service.of_lead(co.office.asha, lead_id)
    assert failed.state is MessageState.FAILED
    with co.store.read() as work:
        assert work.connection.execute(select(timeline).where(timeline.c.lead_id == lead_id)).all() == []
    other.refuses = False
    service.hand_over(co.office.asha, command)
    assert len(other.got) == 1


@both_engines
@pytest.mark.parametrize("channel", list(Channel))
def test_who_asked_not_to_be_contacted_gets_nothing(
    co: CallingOffice, service: MessageService, other: Other, channel: Channel
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    give(co, lead_id, email="meera@example.in")
    before = service.writing(co.office.asha, lead_id, channel, None)
    assert before.refusal is None
    shown = co.calling.take_lead(co.office.asha, lead_id)
    co.calling.do_not_call(co.office.asha, lead_id, shown.phone.phone_id, "asked")
    after = service.writing(co.office.asha, lead_id, channel, None)
    assert (after.to, str(after.refusal)) == (
        (),
        "This person asked not to be contacted. Nothing is written to them.",
    )
    with pytest.raises(UserError, match="asked not to be contacted"):
        service.hand_over(co.office.asha, to_lead(lead_id, channel))
    assert other.got == []
    with co.store.read() as work:
        assert work.connection.execute(select(messages)).all() == []


def test_hours_and_caps_bind_calls_not_messages(
    co: CallingOffice, service: MessageService, other: Other
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with co.store.write(None) as work:
        work.connection.execute(update(phones).values(attempts=50, day_attempts=50))
    co.clock.move(hours=8)
    service.hand_over(co.office.asha, to_lead(lead_id))
    assert len(other.got) == 1


def test_a_wrong_number_is_not_written_to_the_next_one_is(
    co: CallingOffice, service: MessageService, other: Other
) -> None:
    lead_id = co.add_lead(owner=co.office.asha, phones=2)
    with co.store.write(None) as work:
        work.connection.execute(
            update(lead_phones).where(lead_phones.c.position == 1).values(wrong_at=work.now)
        )
    writing = service.writing(co.office.asha, lead_id, Channel.SMS, None)
    assert len(writing.to) == 1
    service.hand_over(co.office.asha, to_lead(lead_id, Channel.SMS))
    assert other.got[0].e164 == writing.to[0][1]


def test_a_number_that_is_not_the_leads_is_refused(co: CallingOffice, service: MessageService) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with pytest.raises(NotFound):
        service.hand_over(co.office.asha, to_lead(lead_id, phone_id=new_id()))
    give(co, lead_id, email="meera@example.in")
    with pytest.raises(NotFound):
        service.hand_over(co.office.asha, to_lead(lead_id, Channel.EMAIL, email="other@example.in"))


def test_somebody_elses_lead_is_not_written_to(co: CallingOffice, service: MessageService) -> None:
    lead_id = co.add_lead(owner=co.office.imran)
    with pytest.raises(NotAllowed):
        service.writing(co.office.asha, lead_id, Channel.WHATSAPP, None)
    with pytest.raises(NotAllowed):
        service.hand_over(co.office.asha, to_lead(lead_id))


def test_hidden_numbers_stay_hidden_from_other_programs_too(
    co: CallingOffice, service: MessageService, other: Other
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    give(co, lead_id, email="meera@example.in")
    with co.store.write(co.office.admin) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, "numbers_hidden", True)
    with pytest.raises(NotAllowed, match="Numbers are hidden"):
        service.hand_over(co.office.asha, to_lead(lead_id))
    service.hand_over(co.office.asha, to_lead(lead_id, Channel.EMAIL))
    assert [r.channel for r in other.got] == [Channel.EMAIL]


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 5000])
def test_empty_and_endless_texts_are_refused(co: CallingOffice, service: MessageService, body: str) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with pytest.raises(UserError) as told:
        service.hand_over(co.office.asha, to_lead(lead_id, body=body))
    assert told.value.field == "body"


def test_texts_are_changed_by_leads_and_admins_one_at_a_time(
    co: CallingOffice, service: MessageService
) -> None:
    with pytest.raises(NotAllowed):
        service.save_template(co.office.asha, a_text(service, co.office.asha))
    first = service.save_template(co.office.lead, a_text(service, co.office.lead))
    change = a_text(service, co.office.lead, template_id=first.id, version=1, name="Rates, new")
    assert service.save_template(co.office.admin, change).version == 2
    with pytest.raises(ChangedMeanwhile, match="Rates, new"):
        service.save_template(co.office.lead, change)
    service.save_template(co.office.lead, replace(change, version=2, is_active=False))
    assert service.templates(co.office.asha) == ()
    assert len(service.templates(co.office.asha, include_inactive=True)) == 1
