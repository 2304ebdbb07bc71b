"""However somebody says no, before a call or in it, the same facts are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.queue import DIALLED_LANES, Lane
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallLater, NextLead
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.consent import ConsentService, SayNo
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import callbacks, consents, do_not_calls, phones, queue_entries, timeline
from tests.calling_office import CallingOffice, two_engines


def facts(co: CallingOffice, lead_id: UUID, phone_id: UUID) -> dict[str, Any]:
    """What a no leaves."""
    (phone,) = co.rows(phones, id=phone_id)
    return {
        "number": phone["do_not_call_at"] is not None,
        "list": [(row["is_lifted"], row["why"]) for row in co.rows(do_not_calls, phone_id=phone_id)],
        "ledger": sorted(
            (str(row["purpose"]), str(row["channel"]), str(row["state"]))
            for row in co.rows(consents, lead_id=lead_id)
        ),
        "refused": bool(co.lead_row(lead_id)["refused"]),
        "promises": [row["state"] for row in co.rows(callbacks, lead_id=lead_id)],
        "next": co.lead_row(lead_id)["next_call_at"],
        "dialled": [row["lane"] in set(DIALLED_LANES) for row in co.rows(queue_entries, lead_id=lead_id)],
        "told": sum(row["kind"] in ("do_not_call", "consent") for row in co.rows(timeline, lead_id=lead_id)),
    }  # fmt: skip


def promised(co: CallingOffice, name: str, other: Campaign) -> NextLead:
    """A lead on Asha's screen, promised a call in another campaign."""
    asha = co.office.asha
    lead_id = co.add_lead(name, owner=asha)
    at = co.clock.now() + timedelta(hours=1)
    with co.store.write(None) as work:
        Queue(work).add(other.id, lead_id, "Asia/Kolkata", asha.person_id, lane=Lane.NEW)
    co.calling.take_lead(asha, lead_id, other.id)
    co.calling.call_later(asha, CallLater(new_id(), lead_id, other.id, at, ""))
    return co.calling.take_lead(asha, lead_id, co.campaign.id)


@two_engines
def test_a_no_leaves_the_same_before_the_call_and_in_it(co: CallingOffice) -> None:
    asha, consent = co.office.asha, ConsentService(co.store)
    other = co.campaigns.create(co.office.lead, NewCampaign("Gold loan"))

    def marked(lead: NextLead) -> None:
        co.calling.do_not_call(asha, lead.lead.id, lead.phone.phone_id, "asked")

    def result(lead: NextLead) -> None:
        co.result(asha, co.dial(asha, lead), "DO_NOT_CALL", take_next=False, note="asked")

    def said(lead: NextLead) -> None:
        consent.say_no(asha, SayNo(new_id(), lead.lead.id, words="no more"))

    def said_in_call(lead: NextLead) -> None:
        call_id = co.dial(asha, lead)
        consent.say_no(asha, SayNo(new_id(), lead.lead.id, call_id=call_id, words="no more"))
        co.result(asha, call_id, "NO_ANSWER", take_next=False)

    def left(way: Callable[[NextLead], None]) -> dict[str, Any]:
        lead = promised(co, way.__name__, other)
        way(lead)
        co.calling.release(asha)
        found = facts(co, lead.lead.id, lead.phone.phone_id)
        assert found["promises"] == ["cancelled"]
        assert found["next"] is None
        assert found["dialled"] == [False, False]
        return found

    first, second = left(marked), left(result)
    assert (first["number"], len(first["list"])) == (True, 1)
    for each in (first, second):  # the words are the form's and the result's, and the call itself is told
        each.pop("list"), each.pop("told")
    assert first == second
    assert left(said) == left(said_in_call)
    lead = promised(co, "taken back", other)
    due = co.lead_row(lead.lead.id)["next_call_at"]
    done = co.result(asha, co.dial(asha, lead), "DO_NOT_CALL", take_next=False)
    co.calling.undo(asha, done.undo_id)
    back = facts(co, lead.lead.id, lead.phone.phone_id)
    assert (back["number"], back["promises"], back["next"]) == (False, ["open"], due)
