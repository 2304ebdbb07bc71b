"""The gate asks the store once: how many rules there are makes no difference to what a dial reads."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from crm_desktop.domain.campaign_rules import Caps, Rules
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.ids import new_id
from crm_desktop.services.consent import ConsentService, SayNo
from crm_desktop.services.lawful import AnswerWhy, LawfulService
from crm_desktop.store import prepared
from tests.calling_office import CallingOffice, both_engines
from tests.campaign_acts import save_rules


@both_engines
def test_a_dial_asks_once_not_once_a_rule_or_a_number(
    co: CallingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asha, boss = co.office.asha, co.office.lead
    asked: list[str] = []
    run = prepared._execute

    def counted(connection: object, sql: str, *args: Any, **more: Any) -> Any:
        asked.append(sql)
        return run(connection, sql, *args, **more)  # type: ignore[arg-type]

    def core(connection: object, cursor: object, sql: str, *more: object) -> None:
        asked.append(sql)

    monkeypatch.setattr(prepared, "_execute", counted)
    event.listen(co.store.engine, "before_cursor_execute", core)

    def questions(phones: int) -> int:
        co.add_lead(phones=phones)
        shown = co.next(asha)
        asked.clear()
        call_id = co.dial(asha, shown)
        found = len(asked)
        co.result(asha, call_id, "NOT_INTERESTED", take_next=False)
        return found

    one = Caps(per_24h=3)
    co.campaign = save_rules(co.campaigns, boss, co.campaign, Rules(phone_caps=one))
    bare = questions(1)
    every = Caps(lifetime=8, per_day=3, per_24h=3, per_week=6)
    rules = Rules(phone_caps=every, lead_caps=every, gap_s=3600)
    co.campaign = save_rules(co.campaigns, boss, co.campaign, rules)
    law = LawfulService(co.store)
    law.answer(boss, AnswerWhy(new_id(), co.campaign.id, Answer(Basis.AGREED, proof="Form 7")))
    law.switch_on(co.office.admin)
    said = co.add_lead("Refuses offers", phones=2)
    ConsentService(co.store).say_no(boss, SayNo(new_id(), said))
    assert questions(4) == bare
    event.remove(co.store.engine, "before_cursor_execute", core)
