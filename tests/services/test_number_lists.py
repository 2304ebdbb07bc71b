"""Lists of numbers that aren't called: brought as files, held until their day, freed after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm_desktop.domain.queue import Lane
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.readers import open_source
from crm_desktop.services.number_lists import BringList, NumberListService
from crm_desktop.store.number_lists import NumberList
from crm_desktop.store.tables import phones
from tests.calling_office import CallingOffice, two_engines


def bring(co: CallingOffice, text: str, **how: object) -> NumberList:
    values = {"source": "Operator", "ends_on": date(2026, 11, 25)} | how
    with open_source(text) as source:
        return NumberListService(co.store).bring(co.office.admin, source, BringList(**values))  # type: ignore[arg-type]


def entry(co: CallingOffice, lead_id: object) -> tuple[Lane, str]:
    found = co.entry(lead_id).entry  # type: ignore[arg-type]
    return found.lane, found.reason


@two_engines
def test_its_numbers_are_not_called_until_its_last_day_is_over(co: CallingOffice) -> None:
    service, asha = NumberListService(co.store), co.office.asha
    listed, free, asked = (co.add_lead(name) for name in ("Listed", "Free", "Asked"))
    numbers = [str(row["e164"]) for row in co.rows(phones)]
    ids = {row["e164"]: row["id"] for row in co.rows(phones)}
    co.calling.take_lead(co.office.admin, asked, co.campaign.id)
    co.calling.do_not_call(co.office.admin, asked, ids[numbers[2]], "asked")  # type: ignore[arg-type]
    text = "\n".join(["Sr,Mobile No", f"1,{numbers[0]}", f"2,{numbers[2]}", "3,98200 11111", "4,none"])
    made = bring(co, text)
    assert (made.numbers, made.taken, made.unread, made.by) == (3, 2, 1, "Rohini Nambiar")
    assert entry(co, listed) == (Lane.BLOCKED, "do_not_call")
    assert entry(co, free) == (Lane.NEW, "")
    assert bring(co, text).id == made.id  # the same file again changes nothing
    assert len(service.all(co.office.lead)) == 1
    co.clock.move(days=5)
    assert service.free_ended(co.office.admin) == 0  # its last day isn't over
    co.clock.move(days=1)
    assert service.free_ended(co.office.admin) == 2
    assert entry(co, listed) == (Lane.NEW, "")
    assert entry(co, asked)[1] == "do_not_call"  # their own word stays
    assert service.all(co.office.lead)[0].ended_at is not None
    assert co.next(asha).lead.id in (listed, free)


def test_a_list_needs_a_name_and_days_that_can_be(co: CallingOffice) -> None:
    rows = "Mobile\n9820000001\n"
    for text, how, said in (
        (rows, {"source": " "}, "whose list"),
        (rows, {"ends_on": date(2026, 11, 1)}, "ended already"),
        (rows, {"listed_on": co.clock.now().date() + timedelta(days=2)}, "to come"),
        (rows, {"column": "Phone"}, "no column Phone"),
        ("Name\nRavi\n", {}, "No number was found"),
    ):
        with pytest.raises(UserError, match=said):
            bring(co, text, **how)
    with open_source(rows) as source, pytest.raises(NotAllowed):
        NumberListService(co.store).bring(co.office.lead, source, BringList("Operator"))
