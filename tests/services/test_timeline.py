"""An imported lead says where it came from, without a row of its own for that."""

from __future__ import annotations

from crm_desktop.domain.import_guess import guess_columns, mapping_from
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.timeline import Kind
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import LeadService
from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office


def test_an_imported_lead_tells_its_file(store: Store) -> None:
    office = make_office(store)
    with open_source("Name\tPhone\nKavya Iyengar\t98000 00163\n") as source:
        table = source.table()
        guesses = guess_columns(table.header, [cells for _, cells in table.preview])
        mapping = mapping_from(table.header, guesses, "IN", True)
        ImportService(store).run(office.admin, source, ImportPlan("Home loan", mapping))
    leads = LeadService(store)
    (row,) = leads.page(office.admin, LeadQuery()).rows
    leads.add_note(office.admin, row.id, "Speaks Tamil", new_id())
    newest, oldest = leads.timeline(office.admin, row.id)
    assert (newest.kind, newest.text) == (Kind.NOTE, "Speaks Tamil")
    assert (oldest.kind, oldest.person_name) == (Kind.IMPORTED, "Rohini Nambiar")
    assert oldest.text
