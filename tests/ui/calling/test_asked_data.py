"""Someone on the phone asks about their data: told where the number is from, taken down by one key."""

from __future__ import annotations

from crm_desktop.domain.requests import RequestKind
from crm_desktop.ui.calling.states import State, Strip
from tests.ui.calling.stage import Stage, press


def test_delete_everything_in_the_call_by_two_keys(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    press(page, "Alt+D")
    assert page.presenter.ask.strip is Strip.ASKED
    told = page.bar._strip_told.text()
    assert "It was added on" in told
    assert page.bar.reason_buttons()[0].words() == "Delete everything, never call again"
    press(page, "1")
    assert page.presenter.ask.strip is Strip.NONE
    assert page.presenter.state is State.BY_HAND
    (row,) = stage.services.requests.page(stage.office.admin)
    assert (row.request.kind, row.lead_name) == (RequestKind.ERASURE, "Ravi Chauhan")
    press(page, "4")
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.name == "Vandana Kini"


def test_before_the_call_the_next_lead_comes(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Alt+D")
    press(page, "2")
    assert page.presenter.state is State.PREVIEW
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.name == "Vandana Kini"
    press(page, "Alt+D")
    press(page, "3")
    assert page.presenter.lead.lead.name == "Vandana Kini"
    kinds = {row.request.kind for row in stage.services.requests.page(stage.office.admin)}
    assert kinds == {RequestKind.OBJECTION, RequestKind.ACCESS}
    press(page, "Alt+D")
    press(page, "Esc")
    assert page.presenter.ask.strip is Strip.NONE
