"""Whoever was erased comes again by a dated row alone: their own new word, or the number is another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from crm_desktop.domain.evidence import COMES_WITHIN, About, Whose
from crm_desktop.domain.people import Actor
from crm_desktop.domain.tombstones import Buried, of_email, of_person, of_phone
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.coming_again import ComeAgain, ComingAgainService
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.persons import PersonService
from crm_desktop.store.errors import PersonKeyGone
from crm_desktop.store.files import FileRef
from crm_desktop.store.tables import comings, evidence, leads, tombstones
from crm_desktop.store.tombstones import Tombstones
from tests.calling_office import CallingOffice, both_engines, two_engines
from tests.services.test_evidence import Desk
from tests.stores import TEST_KEY, TeamStore


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
        again.lift(co.office.lead, ComeAgain(new_id(), e164, evidence="His message of today"))
    for given, field in (
        (("nonsense", "", "asked", "His message"), "known_by"),
        ((e164, "", "asked", " "), "evidence"),
        ((e164, "", "because", "His message"), "evidence"),
        ((e164, "Ravi Chauhan", "asked", "Ravi wrote"), "evidence"),
        ((e164, "", "asked", f"He wrote from {e164[3:]}"), "evidence"),
        (("98111 99999", "", "asked", "His message"), "known_by"),
    ):
        with pytest.raises(UserError) as raised:
            again.lift(admin, ComeAgain(new_id(), *given))
        assert raised.value.field == field
    command = ComeAgain(new_id(), e164[3:], "Ravi Chauhan", "asked", "His message of today")
    assert again.lift(admin, command) == 2
    assert again.lift(admin, command) == 0  # the same act once more
    row, _ = co.rows(tombstones)
    assert (row["lifted_by"], row["lifted_at"] is not None) == (admin.person_id, True)
    assert row["lifted_why"] == "They asked us to call again: His message of today"
    assert leads_of.create(co.office.lead, anew).name == "Ravi Chauhan"


@both_engines
def test_the_file_that_shows_it_becomes_theirs(co: CallingOffice, tmp_path: Path) -> None:
    office, again, desk = co.office, ComingAgainService(co.store), Desk(co, tmp_path)
    ravi, meera = "+919811122250", "meera@example.org"
    with co.store.write(office.admin) as work:
        Tombstones(work).bury(
            new_id(), {of_phone(ravi): Buried.PHONE, of_email("Meera@example.org"): Buried.EMAIL}
        )

    def lift(known_by: str, content: bytes, who: Actor = office.admin, **more: str) -> UUID:
        command = ComeAgain(new_id(), known_by, **more)
        desk.of(who).bring(
            who, Whose(coming_id=command.request_id), desk.file("mail.eml", content),
            lambda piece: again.lift(who, replace(command, file=piece)),
        )  # fmt: skip
        return command.request_id

    # Refused: neither row nor file stays, and a team lead doesn't let anybody in.
    with pytest.raises(NotAllowed):
        lift(ravi, b"call me", office.lead)
    with pytest.raises(NotFound):
        lift("98111 99999", b"call me")
    assert co.rows(evidence) == co.rows(comings) == []
    first, second = lift(ravi[3:], b"call me"), lift("meera@Example.org", b"me too", ground="agreed")
    assert {(r["known_by"], r["lead_id"]) for r in co.rows(comings)} == {(ravi, None), (meera, None)}
    (row,) = co.rows(evidence, about_id=first)
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.lead).save(office.lead, row["id"], tmp_path / "no.eml")
    # A caller's own lead, and one that comes in by an import.
    lead = LeadService(co.store).create(office.asha, NewLead("Ravi Chauhan", (ravi,)))
    (file,) = desk.of(office.asha).of_lead(office.asha, lead.id)
    assert (file.about, file.piece.whose) == (About.AGAIN, Whose(lead.id, coming_id=first))
    assert desk.of(office.asha).save(office.asha, file.id, tmp_path / "seen.eml").read_bytes() == b"call me"
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.other_caller).save(office.other_caller, file.id, tmp_path / "no.eml")
    assert [(r["known_by"], r["lead_id"]) for r in co.rows(comings, id=first)] == [("", lead.id)]
    co.clock.move(minutes=1)
    other = co.add_lead("Meera", owner=office.asha)
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == other).values(email="MEERA@example.org"))
    assert desk.of(office.admin).tidy(office.admin) == 0
    assert [e.piece.whose.coming_id for e in desk.of(office.lead).of_lead(office.lead, other)] == [second]
    # Told with everything else, and gone with them: the key of their own too.
    desk.of(office.admin)
    told = PersonService(co.store, desk.files).export(office.admin, lead.id, tmp_path / "all", "Asked")
    assert [each.name for each in (told.out / "documents").iterdir()] == ["1 mail.eml"]
    assert told.counts["comings"] == 1
    erasing = ErasureService(co.store, desk.files, lambda: TEST_KEY)
    erasing.erase(office.admin, ErasePerson(new_id(), lead.id, "Asked"))
    assert co.rows(comings, id=first) == co.rows(evidence, about_id=first) == []
    with pytest.raises(PersonKeyGone):
        desk.files.open(FileRef(file.piece.sha256, file.piece.size, first))
    if co.store.engine.dialect.name == "postgresql" and not isinstance(co.store, TeamStore):
        return  # without people its clock is the server's
    # Whoever doesn't come within a year is forgotten again, with the file.
    lift(ravi, b"and again")
    co.clock.move(days=COMES_WITHIN.days + 1)
    assert desk.of(office.admin).tidy(office.admin) == 1
    assert [r["id"] for r in co.rows(comings)] == [second]
