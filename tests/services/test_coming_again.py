"""Whoever was erased comes again by a dated row alone: their own new word, or the number is another's."""

from __future__ import annotations

import pytest

from crm_desktop.domain.tombstones import Buried, of_person, of_phone
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.coming_again import ComingAgainService
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.store.tables import tombstones
from crm_desktop.store.tombstones import Tombstones
from tests.calling_office import CallingOffice, two_engines


@two_engines
def test_an_erased_number_comes_again_by_a_dated_word_of_an_admin(co: CallingOffice) -> None:
    admin, again, leads_of = co.office.admin, ComingAgainService(co.store), LeadService(co.store)
    e164 = "+919811122250"
    with co.store.write(admin) as work:
        buried = {of_phone(e164): Buried.PHONE, of_person(e164, "Ravi Chauhan"): Buried.PERSON}
        assert Tombstones(work).bury(new_id(), buried) == 2
    anew = NewLead("Ravi Chauhan", (e164,))
    with pytest.raises(UserError, match="must not come back"):
        leads_of.create(co.office.lead, anew)
    with pytest.raises(NotAllowed):
        again.lift(co.office.lead, e164, "", "asked", "His message of today")
    for given, field in (
        (("nonsense", "", "asked", "His message"), "known_by"),
        ((e164, "", "asked", " "), "evidence"),
        ((e164, "", "because", "His message"), "evidence"),
        ((e164, "Ravi Chauhan", "asked", "Ravi wrote"), "evidence"),
        ((e164, "", "asked", f"He wrote from {e164[3:]}"), "evidence"),
        (("98111 99999", "", "asked", "His message"), "known_by"),
    ):
        with pytest.raises(UserError) as raised:
            again.lift(admin, *given)
        assert raised.value.field == field
    assert again.lift(admin, e164[3:], "Ravi Chauhan", "asked", "His message of today") == 2
    row, _ = co.rows(tombstones)
    assert (row["lifted_by"], row["lifted_at"] is not None) == (admin.person_id, True)
    assert row["lifted_why"] == "They asked us to call again: His message of today"
    assert leads_of.create(co.office.lead, anew).name == "Ravi Chauhan"
