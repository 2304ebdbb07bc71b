"""They say no, by one key in the call and before it: kept, shown, and nobody dials them again."""

from __future__ import annotations

from crm_desktop.domain.consent import Channel, Purpose, State
from crm_desktop.domain.queue import Reason
from crm_desktop.ui.calling.states import State as Showing
from crm_desktop.ui.calling.states import Strip
from tests.ui.calling.stage import Stage, press


def test_in_the_call_it_is_kept_and_the_call_goes_on(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    lead = page.presenter.lead
    assert lead is not None
    press(page, "Space")
    press(page, "Ctrl+D")
    assert page.presenter.ask.strip is Strip.SAY_NO
    assert page.bar.is_asking()
    press(page, "2")
    assert page.presenter.state is Showing.BY_HAND
    assert page.lead._may.words() == "Said no to calls"
    assert page.presenter.ask.strip is Strip.NONE
    ledger = stage.services.consent.of_lead(stage.office.admin, lead.lead.id)
    assert ledger.state(Purpose.OFFERS, Channel.CALL) is State.REFUSED
    assert ledger.state(Purpose.SERVICE, Channel.CALL) is None
    assert ledger.rows[0].call_id == page.presenter.call.id  # type: ignore[union-attr]
    press(page, "4")
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.id != lead.lead.id
    why = stage.services.calling.why_lead(stage.office.admin, lead.lead.id).campaigns[0]
    assert why.reason is Reason.CONSENT_WITHDRAWN


def test_before_the_call_the_next_lead_comes(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    first = page.presenter.lead
    assert first is not None
    press(page, "Ctrl+D")
    press(page, "5")  # e-mail alone: they may still be called
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.id == first.lead.id
    press(page, "Ctrl+D")
    assert page.presenter.ask.strip is Strip.SAY_NO
    press(page, "1")
    assert page.presenter.ask.strip is Strip.NONE
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.id != first.lead.id
