"""A no at a team's workstation: kept first, binding at once, on the server as of when it was said."""

from __future__ import annotations

import pytest

from crm_desktop.domain.consent import Channel, Purpose
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.messages import Channel as Way
from crm_desktop.domain.targets import EACH, Measure, Period, of_person
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import SayNo
from crm_desktop.services.messages import HandOver
from crm_desktop.services.offline.consent import KeptConsentService
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.services.offline.leave import KeptLeaveService
from crm_desktop.services.offline.targets import KeptTargetService
from crm_desktop.services.targets import SetTarget
from crm_desktop.store.tables import commands, consents
from tests.made_up_targets import put_target
from tests.services.offline.conftest import Desk

OFFERS = Purpose.OFFERS
TEXTS = ((OFFERS, Channel.CALL), (OFFERS, Channel.WHATSAPP))


def test_a_no_without_the_server_binds_here_at_once_and_there_later(desk: Desk) -> None:
    asha, at = desk.co.office.asha, desk.co.campaign.id
    service = KeptConsentService(desk.calling)
    desk.calling.look(asha)
    shown = desk.next(asha)
    desk.calling.look(asha, at)
    desk.cut()
    service.say_no(asha, SayNo(new_id(), shown.lead.id, ((OFFERS, Channel.CALL),)))
    with pytest.raises(UserError, match="said no"):
        desk.dial(asha, shown)
    lead = desk.next(asha)
    assert lead.lead.id != shown.lead.id
    dial = desk.dial(asha, lead)
    said_at = desk.clock.now()
    service.say_no(asha, SayNo(new_id(), lead.lead.id, TEXTS, dial.call_id, "no more"))
    with pytest.raises(UserError, match="said no to WhatsApp"):
        desk.messages.hand_over(asha, HandOver(new_id(), lead.lead.id, Way.WHATSAPP, "Hi", campaign_id=at))
    desk.pass_time(minutes=2)
    desk.complete(asha, dial, "NO_ANSWER")
    assert desk.co.rows(consents) == []
    desk.mend()
    desk.calling.look(asha)
    assert desk.calling.waiting(asha) == 0
    rows = desk.co.rows(consents, lead_id=lead.lead.id)
    assert {(row["state"], row["at"], row["evidence"]) for row in rows} == {("refused", said_at, "no more")}
    assert len(rows) == len(TEXTS)
    for each in (shown, lead):
        assert desk.co.entry(each.lead.id).entry.reason == "consent_withdrawn"


def test_leave_and_targets_wait_for_the_server_and_say_so(desk: Desk) -> None:
    boss, asha, service = desk.co.office.lead, desk.co.office.asha, KeptLeaveService(desk.calling)
    day = desk.clock.now().date()
    service.set(boss, asha.person_id, Leave(day, day))
    put_target(desk.co, Measure.CALLS, Period.DAY, 65, subject=of_person(desk.co.office.imran.person_id))
    targets, aim = KeptTargetService(desk.calling), SetTarget(EACH, Measure.CALLS, Period.DAY, 70)
    assert desk.calling.today(desk.co.office.imran).target == 65
    desk.cut()
    desk.calling.begin(desk.co.office.imran, is_away=True)  # the program was started anew
    assert desk.calling.today(desk.co.office.imran).target == 65  # as it was said last
    for act in (
        lambda: service.set(boss, asha.person_id, None),
        lambda: targets.set(boss, aim),
        lambda: service.of(boss, asha.person_id),
    ):
        with pytest.raises(ServerAway, match="can be done when it is back"):
            act()
    with pytest.raises(NotAllowed):
        service.set(asha, asha.person_id, Leave(day, day))
    desk.mend()
    desk.calling.look(boss)
    assert service.of(boss, asha.person_id) == Leave(day, day)


def test_a_no_is_a_command_that_a_server_put_back_is_asked_for(desk: Desk) -> None:
    """So that it is offered again to one that lost it, although nothing else tells (`Sender.notice`)."""
    asha, said = desk.co.office.asha, new_id()
    desk.calling.look(asha)
    lead = desk.next(asha).lead.id
    KeptConsentService(desk.calling).say_no(asha, SayNo(said, lead, ((OFFERS, Channel.CALL),)))
    assert said in {row["request_id"] for row in desk.co.rows(commands)}
    epoch = desk.calling.sender.epoch
    assert epoch is not None
    assert said in desk.calling.outbox.settled(asha.person_id, epoch)
