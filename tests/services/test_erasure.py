"""Who had their data erased: gone from every table, kept from coming back, and proven."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.tombstones import Buried, of_email, of_person, of_phone
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.store.tombstones import Tombstones
from tests.calling_office import CallingOffice, both_engines

RAVI, MEENA, HOME = "+919811122233", "+919811122244", "+912227001100"


def bury(co: CallingOffice, **texts: Buried) -> None:
    with co.store.write(co.office.admin) as work:
        Tombstones(work).bury(new_id(), texts)


@both_engines
def test_nobody_erased_comes_back_by_hand_or_by_an_import(co: CallingOffice, tmp_path: Path) -> None:
    said = {of_phone(RAVI): Buried.PHONE, of_email("Ravi@Example.in"): Buried.EMAIL,
            of_person(HOME, "Ravi  CHAUHAN"): Buried.PERSON}  # fmt: skip
    bury(co, **said)
    services, asha = LeadService(co.store), co.office.asha
    for again in (
        NewLead("R. C.", ("098111 22233",)),
        NewLead("Someone", (MEENA, RAVI)),
        NewLead("Someone", email="ravi@example.in"),
        NewLead("Ravi Chauhan", (HOME,)),
    ):
        with pytest.raises(UserError, match="an admin lifts it first"):
            services.create(asha, again)
    wife = services.create(asha, NewLead("Meena Chauhan", (HOME,)))
    for change in (
        EditLead(wife.id, wife.version, phones=(HOME, RAVI)),
        EditLead(wife.id, wife.version, {"email": "RAVI@example.in"}),
        EditLead(wife.id, wife.version, {"name": "Ravi Chauhan"}),
    ):
        with pytest.raises(UserError, match="must not come back"):
            services.edit(asha, change)
    assert services.edit(asha, EditLead(wife.id, wife.version, {"city": "Pune"})).city == "Pune"
    file = tmp_path / "leads.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(
            [["Name", "Mobile", "Mail"], ["R C", "98111 22233", ""], ["Anil", "98111 22255", ""],
             ["Ravi Chauhan", HOME, ""], ["Sita", "", "ravi@example.in"]]
        )  # fmt: skip
    columns = (("Name", "name"), ("Mobile", "phone"), ("Mail", "email"))
    mapping = Mapping(tuple(ColumnRule(header, target) for header, target in columns))
    brought = ImportService(co.store, None, tmp_path / "workspace")
    plan = ImportPlan("Came back", mapping)
    with open_source(file) as source:
        done = brought.run(co.office.admin, source, plan)
    assert (done.read, done.created, done.refused) == (4, 1, 3)
    (problem,) = done.problems
    assert (problem.reason[:11], problem.first_row, problem.example, problem.count) == (
        "This person",
        2,
        "",
        3,
    )
    assert done.refused_file is None  # what they are called stands in no file
    with co.store.write(co.office.admin) as work:
        assert Tombstones(work).lift([RAVI], "He asked for an offer on our website on 27 November") == 1
    assert services.create(asha, NewLead("Ravi", (RAVI,))).phones[0].e164 == RAVI
