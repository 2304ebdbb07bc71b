"""Evidence and its files, tried with the real `psql`: read with whose they are, added to, never changed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import cast
from uuid import UUID

import pytest

from crm_desktop.domain.consent import Channel, How, Purpose
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.requests import RequestKind, Step
from crm_desktop.domain.tombstones import Buried, of_phone
from crm_desktop.ids import new_id
from crm_desktop.services.coming_again import ComeAgain, ComingAgainService
from crm_desktop.services.consent import Agree, ConsentService
from crm_desktop.services.lawful import AnswerWhy, LawfulService
from crm_desktop.services.notices import NoticeText
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.services.requests import RequestService, TakeRequest, TakeStep
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.services.test_evidence import OnServer
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

_INTO = (
    "INSERT INTO evidence (id, about, about_id, lead_id, campaign_id, request_id, name, media_type, sha256,"
    " size, key_id, person_id, at) "
)
_WRONG = ("42601", "42703", "42P01", "42804", "22P02", "23502", "22023")  # of the statement itself
_FILE = _INTO + "SELECT gen_random_uuid(), {} FROM evidence e WHERE e.id = '{}'"

_NOTICE = (NoticeText("English", "Notice", "Name", "Calls", "Say so", "Ask", "Office"),)


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller, a team lead and an admin can connect."""
    for name in ("asha", "joseph", "rohini"):
        connect(name)


def test_nobody_reads_others_evidence_or_touches_a_piece(database: PgDatabase, office: CallingOffice) -> None:
    people, server = office.office, OnServer(office.store)
    files, consent = SharedFiles(cast("Store", server)), ConsentService(office.store)
    consent.save_notice(people.admin, _NOTICE, new_id())
    server.who = people.admin

    def stored(whose: Whose, content: bytes) -> Piece:
        ref = files.put(io.BytesIO(content), whose.key_id)
        return Piece(whose, "paper.pdf", "application/pdf", ref.sha256, ref.size)

    def agreed(owner: object, content: bytes) -> tuple[str, str, str]:
        lead = office.add_lead("Meera Kulkarni", owner=owner)  # type: ignore[arg-type]
        command = Agree(new_id(), lead, ((Purpose.OFFERS, Channel.CALL),), How.PAPER, "English")
        piece = stored(Whose(lead), content)
        (kept,) = consent.agree(people.admin, replace(command, file=piece)).files
        return str(lead), str(kept.id), str(kept.about_id)

    mine, my_file, _ = agreed(people.asha, b"mine")
    theirs, their_file, their_row = agreed(people.other_caller, b"theirs")
    register = RequestService(office.store)
    row = register.take(people.asha, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=UUID(mine)))
    asked = row.request
    card = stored(Whose(asked.lead_id, request_id=asked.id), b"ABCDE1234F")
    register.take_step(people.admin, TakeStep(new_id(), asked.id, asked.version, Step.NOTE, file=card))
    campaign = Whose(campaign_id=office.campaign.id)
    lawful, answer = LawfulService(office.store), Answer(Basis.AGREED, office.clock.now().date())
    piece = stored(campaign, b"9820012345")
    lawful.answer(people.admin, AnswerWhy(new_id(), office.campaign.id, answer, file=piece))

    coming = ComeAgain(new_id(), "98111 22250", evidence="A letter")
    again_piece = stored(Whose(coming_id=coming.request_id), b"call me")
    with office.store.write(people.admin) as work:
        Tombstones(work).bury(new_id(), {of_phone("+919811122250"): Buried.PHONE})
    ComingAgainService(office.store).lift(people.admin, replace(coming, file=again_piece))
    me, away = "(SELECT acting())", "now() - interval '400 days'"
    again = "e.about, e.about_id, e.lead_id, e.campaign_id, e.request_id, e.name, e.media_type"
    forged = [
        _FILE.format(f"{again}, e.sha256, e.size, e.key_id, e.person_id, now()", my_file),  # in their name
        _FILE.format(f"{again}, e.sha256, e.size, e.key_id, {me}, {away}", my_file),
        _FILE.format(f"{again}, repeat('0', 64), e.size, e.key_id, {me}, now()", my_file),  # no such file
        f"{_INTO} VALUES (gen_random_uuid(), 'consent', '{their_row}', '{theirs}', NULL, NULL, 'x',"
        f" 'x', 'x', 1, '{theirs}', {me}, now())",
        f"{_INTO} VALUES (gen_random_uuid(), 'consent', gen_random_uuid(), '{mine}', NULL, NULL,"
        f" 'x', 'x', (SELECT sha256 FROM evidence WHERE id = '{my_file}'), 1, '{mine}', {me}, now())",
        f"{_INTO} VALUES (gen_random_uuid(), 'guardian', gen_random_uuid(), '{mine}', NULL, NULL,"
        f" 'x', 'x', (SELECT sha256 FROM evidence WHERE id = '{my_file}'), 1, '{mine}', {me}, now())",
        f"{_INTO} VALUES (gen_random_uuid(), 'request', gen_random_uuid(), NULL, NULL,"
        f" '{asked.id}', 'x', 'x', '{card.sha256}', 1, '{asked.id}', {me}, now())",
        # Who may come again is neither let in nor read of, nor is its proof added to.
        f"INSERT INTO comings (id, at, person_id, ground) VALUES (gen_random_uuid(), now(), {me}, 'asked')",
        f"{_INTO} VALUES (gen_random_uuid(), 'again', '{coming.request_id}', '{mine}', NULL, NULL,"
        f" 'x', 'x', '{again_piece.sha256}', 1, '{coming.request_id}', {me}, now())",
        f"INSERT INTO person_keys VALUES ('{office.campaign.id}', decode(repeat('00', 32), 'hex'))",
    ]
    touched = [
        "UPDATE evidence SET name = 'other'",
        "UPDATE comings SET lead_id = NULL",
        "DELETE FROM comings",  # an admin's own program lets go of those that are over
        "DELETE FROM evidence",
        "TRUNCATE evidence",
        f"DELETE FROM file_chunks WHERE key_id IN ('{mine}', '{theirs}', '{asked.id}', '{campaign.key_id}')",
        "UPDATE file_chunks SET sealed = ''",
        "UPDATE file_chunks SET at = now() - interval '9 days'",
        f"INSERT INTO file_chunks SELECT sha256, key_id, 9, '\\x00' FROM file_chunks WHERE key_id = '{mine}'",
    ]
    for who, tried in (("asha", forged + touched), ("joseph", forged[:3] + touched), ("rohini", touched)):
        answers = ask(database, who, tried)
        assert [
            (who, a.statement) for a in answers
            if not a.is_refused and not any(nothing in a.rows for nothing in ("DELETE 0", "UPDATE 0"))
        ] == []  # fmt: skip
        assert [
            a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01"))
        ] == []
    seen = [
        "SELECT count(*) FROM evidence",
        "SELECT count(*) FROM person_keys",
        "SELECT count(DISTINCT key_id) FROM file_chunks",
        f"SELECT count(*) FROM evidence WHERE id = '{their_file}'",
        "SELECT count(*) FROM comings",
    ]
    found = {who: [a.rows.strip() for a in ask(database, who, seen)] for who in ("asha", "joseph", "rohini")}
    assert found["asha"] == ["1", "1", "1", "0", "0"]
    # A team lead reads what belongs to the own team's leads, to their requests, and to lists.
    assert found["joseph"] == ["3", "3", "3", "0", "0"]
    assert found["rohini"] == ["5", "5", "5", "1", "1"]


def test_nobody_agrees_to_what_the_notice_does_not_say(database: PgDatabase, office: CallingOffice) -> None:
    people, consent = office.office, ConsentService(office.store)
    (silent,) = consent.save_notice(people.admin, _NOTICE, new_id())
    for name in ("Home loans", "Cards"):
        words = {"English": "p2"}  # what a text says is no purpose
        consent.save_purpose(people.admin, SavePurpose(new_id(), name, "promotional", words))
    first, both = sorted(consent.notices(people.admin), key=lambda each: each.no)[1:]
    lead = office.add_lead("Meera Kulkarni", owner=people.asha)
    given = (
        "INSERT INTO consents (id, lead_id, purpose, channel, state, notice_id, import_id, at, kept_at,"
        f" person_id) VALUES (gen_random_uuid(), '{lead}', '{{}}', 'call', '{{}}', {{}}, {{}}, now(), now(),"
        " (SELECT acting()))"
    )
    refused = [
        given.format("p1", "given", f"'{silent.id}'", "NULL"),
        given.format("p2", "given", f"'{first.id}'", "NULL"),
        given.format("p1", "given", "gen_random_uuid()", "NULL"),
        given.format("p1", "given", "NULL", "gen_random_uuid()"),  # as if a file had brought it
    ]
    kept = [
        given.format("p2", "given", f"'{both.id}'", "NULL"),
        given.format("p1", "refused", "NULL", "NULL"),
        given.format("offers", "given", f"'{silent.id}'", "NULL"),
    ]
    for who in ("joseph", "rohini"):
        assert [a.statement for a in ask(database, who, refused) if "42501" not in a.errors] == []
    assert [a.told for a in ask(database, "joseph", kept) if a.is_refused] == []
