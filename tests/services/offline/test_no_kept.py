"""A no that was kept without the server leaves there what one with it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.services.consent import SayNo
from crm_desktop.services.offline.consent import KeptConsentService
from tests.services.offline.conftest import Desk
from tests.services.test_ways_of_a_no import facts


def test_a_no_kept_without_the_server_leaves_the_same(desk: Desk) -> None:
    co, asha = desk.co, desk.co.office.asha
    consent = KeptConsentService(desk.calling)

    def left(act: Callable[[NextLead], None], *, away: bool) -> dict[str, Any]:
        desk.calling.look(asha)
        lead = desk.next(asha)
        desk.calling.look(asha, co.campaign.id)
        if away:
            desk.cut()
        act(lead)
        desk.mend()
        desk.calling.look(asha)
        assert desk.calling.waiting(asha) == 0
        return facts(co, lead.lead.id, lead.phone.phone_id)

    def marked(lead: NextLead) -> None:
        desk.calling.do_not_call(asha, lead.lead.id, lead.phone.phone_id, "asked")

    def said(lead: NextLead) -> None:
        consent.say_no(asha, SayNo(new_id(), lead.lead.id, words="no more"))

    for act in (marked, said):
        with_it, without = left(act, away=False), left(act, away=True)
        assert with_it == without
        assert with_it["dialled"] == [False]
