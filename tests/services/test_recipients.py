"""Who gets data: named by an admin; what went out, and the week's exports told to each admin once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.exports import ExportService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.recipients import Recipient, RecipientService
from tests.calling_office import CallingOffice, both_engines


@both_engines
def test_recipients_and_the_week_that_went_out(co: CallingOffice, tmp_path: Path) -> None:
    service, admin, lead = RecipientService(co.store), co.office.admin, co.office.lead
    co.add_lead("Ravi Chauhan", owner=co.office.asha)
    co.add_lead("Theirs", owner=co.office.other_caller)
    exports = ExportService(co.store, LeadService(co.store))
    for number, who in enumerate((lead, admin, admin)):
        exports.leads(who, LeadQuery(), "csv", tmp_path / f"{number}.csv", "review")
    assert service.week_to_tell(admin) is None, "the week isn't over"
    co.clock.move(days=3)  # from Friday to Monday
    week = service.week_to_tell(admin)
    assert week is not None
    assert (week.first, week.last, week.rows) == (date(2026, 11, 16), date(2026, 11, 22), 5)
    assert sorted((times, rows) for _, times, rows in week.by_person) == [(1, 1), (2, 4)]
    assert service.week_to_tell(lead) is None
    service.told(admin)
    assert service.week_to_tell(admin) is None
    co.clock.move(days=7)
    assert service.week_to_tell(admin) is None, "nothing went out that week"
    kept = service.keep(admin, [Recipient(" Pune  Hosting ", "everything, encrypted", "Mumbai", "A-7")])
    known = service.known(admin)
    assert known.recipients == kept == (Recipient("Pune Hosting", "everything, encrypted", "Mumbai", "A-7"),)
    assert [each.rows for each in known.disclosed] == [2, 2, 1]
    for wrong, message in (
        ([Recipient(" ")], "who it is"),
        ([*kept, *kept], "already"),
        ([Recipient("Firm", agreement="7" * 201)], "at most 200 characters"),
        ([Recipient(f"Firm {number}") for number in range(101)], "full: it takes 100"),
    ):
        with pytest.raises(UserError, match=message):
            service.keep(admin, wrong)
    with pytest.raises(NotAllowed):
        service.known(lead)
    with pytest.raises(NotAllowed):
        service.keep(lead, kept)
