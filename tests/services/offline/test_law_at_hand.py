"""The reason to call ends while the server is away: who is kept isn't called any more (fails closed)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from crm_desktop.domain.lawful import Span
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.store.tables import campaigns, leads
from tests.services.offline.conftest import Desk

_CLOSED = (Reason.BASIS_EXPIRED,)


def _law(desk: Desk, *spans: Span) -> None:
    """What holds for the campaign, over time."""
    kept = [span.as_json() for span in spans]
    with desk.co.store.write(None) as work:
        work.connection.execute(
            update(campaigns)
            .where(campaigns.c.id == desk.co.campaign.id)
            .values(lawful=kept, version=campaigns.c.version + 1)
        )


def _nobody_is_called(desk: Desk) -> None:
    assert isinstance(desk.calling.next_lead(desk.co.office.asha, desk.co.campaign.id), NothingToDial)


@pytest.mark.parametrize("whose", ["the campaign's answer", "the lead's own enquiry", "both known ahead"])
def test_who_is_kept_is_called_as_long_as_the_reason_holds(desk: Desk, whose: str) -> None:
    asha, ends = desk.co.office.asha, desk.clock.now() + timedelta(minutes=10)
    if whose == "the campaign's answer":
        _law(desk, Span(ends), Span(None, _CLOSED, ended_at=ends))
    elif whose == "the lead's own enquiry":
        _law(desk, Span(None, (Reason.NO_BASIS,), ("asked",)))
    else:  # the rules stop knowing such enquiries at that moment
        _law(desk, Span(ends, (Reason.NO_BASIS,), ("asked",)), Span(None, (Reason.NO_BASIS,)))
    with desk.co.store.write(None) as work:
        own = {"basis_kind": "asked", "basis_until": ends + timedelta(days=whose[0] == "b")}
        work.connection.execute(update(leads).values(**own))
    shown = desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    assert desk.keeper.count(asha) > 1
    desk.cut()
    desk.calling.release(asha)
    shown = desk.next(asha)
    assert shown.may_call_until == ends
    desk.pass_time(minutes=9)
    assert desk.next(asha).lead.id == shown.lead.id
    desk.pass_time(minutes=1)
    _nobody_is_called(desk)
    with pytest.raises(UserError, match=r"reason to call|said why"):
        desk.dial(asha, shown)
    assert desk.outbox.waiting() == ()


def test_hours_that_law_changes_are_kept_without_the_server(desk: Desk) -> None:
    asha, now = desk.co.office.asha, desk.clock.now()
    soon = now + timedelta(minutes=10)
    _law(desk, Span(soon), Span(None, from_minute=0, to_minute=1))
    desk.calling.look(asha, desk.co.campaign.id)
    desk.cut()
    desk.next(asha)
    desk.pass_time(minutes=11)
    _nobody_is_called(desk)
