"""Files kept as proof: brought with an act, opened by who may, told, erased, sealed; on both engines."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO, cast
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from crm_desktop.domain.consent import AGE_GUARDED, Channel, How, Purpose
from crm_desktop.domain.consent_receipt import as_json
from crm_desktop.domain.evidence import About, Piece, Whose
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.people import Actor
from crm_desktop.domain.requests import Came, Proof, RequestKind, Step
from crm_desktop.domain.service_records import LARGEST_FILE
from crm_desktop.errors import Cancelled, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import Agree, ConsentService, Ledger
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.evidence import EvidenceService
from crm_desktop.services.lawful import AnswerWhy, LawfulService, RecordScrub
from crm_desktop.services.minors import Guardian
from crm_desktop.services.notices import NoticeText
from crm_desktop.services.persons import PersonService
from crm_desktop.services.requests import RequestRow, RequestService, TakeRequest, TakeStep
from crm_desktop.services.stored_files import put_file
from crm_desktop.store.errors import PersonKeyGone, ServerUnreachable
from crm_desktop.store.evidence import EvidenceRows
from crm_desktop.store.files import FileRef, Files, LocalFiles
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.tables import audit, consents, evidence, file_chunks
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.unit_of_work import Store, Work
from tests.calling_office import CallingOffice, both_engines, two_engines
from tests.stores import TEST_KEY, TeamStore

OFFERS = ((Purpose.OFFERS, Channel.CALL), (Purpose.OFFERS, Channel.SMS))
LETTER = b"I agree to be called. Meera Kulkarni, 28 Nov 2026"


class OnServer:
    """The team's files as one person's program has them: each transaction is that person's."""

    def __init__(self, store: Store) -> None:
        self.store, self.who = store, cast("Actor | None", None)

    @contextmanager
    def write(self, _actor: Actor | None) -> Iterator[Work]:
        """As whoever acts."""
        with self.store.write(self.who) as work:
            yield work

    @contextmanager
    def read(self, _actor: Actor | None = None) -> Iterator[Work]:
        """Likewise."""
        with self.store.read(self.who) as work:
            yield work


class Desk:
    """Everything about evidence on one store, for one person after the other."""

    def __init__(self, co: CallingOffice, folder: Path) -> None:
        self.co, self.folder = co, folder
        self.server = OnServer(co.store)
        is_local = co.store.engine.dialect.name == "sqlite"
        local = LocalFiles(folder, PersonKeys(folder, TEST_KEY))
        self.files: Files = local if is_local else SharedFiles(cast("Store", self.server))

    def of(self, who: Actor) -> EvidenceService:
        """Their service; what it stores on a server is theirs too."""
        self.server.who = who
        return EvidenceService(self.co.store, self.files)

    def file(self, name: str, content: bytes = LETTER) -> Path:
        """A file somebody has."""
        path = self.folder / "brought" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def agree(self, who: Actor, lead: UUID, file: Path, **more: object) -> Ledger:
        """They agreed on paper."""
        command = replace(Agree(new_id(), lead, OFFERS, How.PAPER, "English"), **more)  # type: ignore[arg-type]
        consent = ConsentService(self.co.store)
        return self.of(who).bring(
            who, Whose(lead), file, lambda piece: consent.agree(who, replace(command, file=piece))
        )


@pytest.fixture
def desk(co: CallingOffice, tmp_path: Path) -> Desk:
    """With a notice that people were told."""
    texts = (NoticeText("English", "Notice", "Name", "Calls", "Say so", "Ask", "Office"),)
    ConsentService(co.store).save_notice(co.office.admin, texts, new_id())
    return Desk(co, tmp_path)


@both_engines
def test_a_yes_on_paper_bears_its_file(co: CallingOffice, desk: Desk, tmp_path: Path) -> None:
    office = co.office
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    ledger = desk.agree(office.lead, lead, desk.file("form 17.pdf"))
    digest = ledger.rows[0].sha256
    assert {row.sha256 for row in ledger.rows} == {ledger.files[0].piece.sha256} != {""}
    assert {each.about_id for each in ledger.files} == {row.id for row in ledger.rows}
    assert {row.evidence for row in ledger.rows} == {"form 17.pdf"}
    # Who may see the lead opens it, which is kept; nobody else does.
    (first, *_) = desk.of(office.asha).of_lead(office.asha, lead)
    assert (first.piece.name, first.piece.media_type, first.by) == (
        "form 17.pdf", "application/pdf", office.lead.name,
    )  # fmt: skip
    out = desk.of(office.asha).save(office.asha, first.id, tmp_path / "seen.pdf")
    assert out.read_bytes() == LETTER
    assert [(r["subject_id"], r["person_id"]) for r in co.rows(audit, act="evidence.opened")] == [
        (first.about_id, office.asha.person_id)
    ]
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.other_caller).save(office.other_caller, first.id, tmp_path / "no.pdf")
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.other_caller).of_lead(office.other_caller, lead)
    # More is added and nothing replaced: by who kept the consent, or by a lead.
    ids = tuple(row.id for row in ledger.rows)
    with pytest.raises(NotAllowed):
        desk.of(office.asha).add(office.asha, About.CONSENT, ids, desk.file("mine.txt", b"x"))
    desk.of(office.lead).add(office.lead, About.CONSENT, ids, desk.file("voice.ogg", b"yes"))
    told = as_json(ConsentService(co.store).receipt(office.asha, lead))
    for record in told["records"]:
        (event,) = record["events"]
        assert event["evidence_sha256"] == digest
        assert [(f["name"], f["size"]) for f in event["evidence_files"]] == [
            ("form 17.pdf", len(LETTER)), ("voice.ogg", 3),
        ]  # fmt: skip
        assert event["evidence_files"][0]["sha256"] == digest
    assert desk.of(office.admin).tidy(office.admin) == 0


@both_engines
def test_nothing_half_done_stays(co: CallingOffice, desk: Desk) -> None:
    office = co.office
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    large = desk.file("film.mp4")
    with large.open("r+b") as grown:
        grown.truncate(LARGEST_FILE + 1)
    for file, sentence in (
        (desk.file("empty.pdf", b""), "“empty.pdf” is empty. Choose another file."),
        (large, "“film.mp4” is 26 MB. Attach at most 25 MB"),
        (desk.folder / "gone.pdf", "“gone.pdf” can't be read"),
    ):
        with pytest.raises(UserError, match=sentence[:30]) as refused:
            desk.agree(office.lead, lead, file)
        assert refused.value.field == "file"
    # The act itself is refused after the file was sealed: neither is there.
    with pytest.raises(UserError, match="still to come"):
        desk.agree(office.lead, lead, desk.file("a.pdf"), said_at=co.clock.now() + timedelta(days=1))
    with pytest.raises(Cancelled):
        desk.of(office.lead).bring(office.lead, Whose(lead), desk.file("b.pdf"), _stopped)
    with pytest.raises((NotAllowed, NotFound)):
        desk.agree(office.other_caller, lead, desk.file("c.pdf"))
    assert co.rows(evidence) == co.rows(consents) == co.rows(file_chunks) == []
    assert not list(desk.folder.rglob("*.sealed"))

    def away(_piece: Piece) -> None:
        raise ServerUnreachable

    with pytest.raises(UserError, match="a file waits for it: keep “d"):
        desk.of(office.lead).bring(office.lead, Whose(lead), desk.file("d.pdf"), away)
    if not isinstance(co.store, TeamStore):
        return
    # The server died in between, so that nothing could be taken back either: it goes a day later.
    desk.agree(office.lead, lead, desk.file("kept.pdf"))
    put_file(desk.files, desk.file("lost.csv", b"9820012345"), co.campaign.id)
    co.clock.move(hours=23)
    assert desk.of(office.admin).tidy(office.admin) == 0
    co.clock.move(hours=2)
    assert desk.of(office.lead).tidy(office.lead) == 0
    assert desk.of(office.admin).tidy(office.admin) == 1
    assert {row["key_id"] for row in co.rows(file_chunks)} == {lead}


def _stopped(_piece: Piece) -> None:
    raise Cancelled


@two_engines
def test_why_a_list_may_be_called_is_shown_to_who_answers_it(co: CallingOffice, desk: Desk) -> None:
    office, lawful, campaign = co.office, LawfulService(co.store), co.campaign.id
    answer = AnswerWhy(new_id(), campaign, Answer(Basis.AGREED, co.clock.now().date()))
    whose = Whose(campaign_id=campaign)
    asked = desk.of(office.lead).bring(
        office.lead, whose, desk.file("agreement.pdf"),
        lambda piece: lawful.answer(office.lead, replace(answer, file=piece)),
    )  # fmt: skip
    assert asked.answer is not None
    assert asked.answer.proof == "agreement.pdf"
    run = RecordScrub(new_id(), campaign, "Jio", "R-77", None, 900, 40)
    desk.of(office.lead).bring(
        office.lead, whose, desk.file("scrub.csv", b"9820012345"),
        lambda piece: lawful.scrub(office.lead, replace(run, file=piece)),
    )  # fmt: skip
    kept = desk.of(office.admin).of_campaign(office.admin, campaign)
    assert [(each.about, each.piece.name) for each in kept] == [
        (About.SCRUB, "scrub.csv"), (About.BASIS, "agreement.pdf"),
    ]  # fmt: skip
    assert {each.piece.whose.key_id for each in kept} == {campaign}
    more = desk.of(office.lead).add(
        office.lead, About.BASIS, (kept[1].about_id,), desk.file("annex.pdf", b"2")
    )
    assert more[0].about_id == kept[1].about_id
    with pytest.raises(NotAllowed):
        desk.of(office.asha).of_campaign(office.asha, campaign)
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.asha).save(office.asha, kept[0].id, desk.folder / "list.csv")
    desk.of(office.other_lead).save(office.other_lead, kept[0].id, desk.folder / "list.csv")
    # With the row they prove they go.
    with co.store.write(None) as work:
        work.connection.execute(delete(evidence.metadata.tables["bases"]))
    assert desk.of(office.lead).tidy(office.lead) == 0
    assert desk.of(office.admin).tidy(office.admin) == 2
    assert [each.piece.name for each in desk.of(office.admin).of_campaign(office.admin, campaign)] == [
        "scrub.csv"
    ]


@both_engines
def test_what_shows_who_asks_is_the_requests_alone(co: CallingOffice, desk: Desk) -> None:
    office, register = co.office, RequestService(co.store)
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    taken = register.take(office.asha, TakeRequest(new_id(), RequestKind.ACCESS, Came.EMAIL, lead_id=lead))
    unknown = register.take(
        office.admin, TakeRequest(new_id(), RequestKind.GRIEVANCE, Came.LETTER, name="Zubin")
    )

    def step(row: RequestRow, file: Path, which: Step, **more: object) -> RequestRow:
        request = row.request
        command = TakeStep(new_id(), request.id, request.version, which)

        def take(piece: Piece) -> RequestRow:
            return register.take_step(office.admin, replace(command, file=piece, **more))  # type: ignore[arg-type]

        whose = Whose(request.lead_id, request_id=request.id)
        return desk.of(office.admin).bring(office.admin, whose, file, take)

    row = step(taken, desk.file("mail.eml", b"What do you have of me?"), Step.NOTE)
    row = step(row, desk.file("pan card.jpg", b"ABCDE1234F"), Step.IDENTITY, proof=Proof.PAPER)
    step(unknown, desk.file("letter.pdf", b"You call too often"), Step.NOTE)
    files = desk.of(office.lead).of_request(office.lead, taken.request.id)
    assert [each.piece.name for each in files] == ["pan card.jpg", "mail.eml"]
    steps = {each.id: each for each in register.steps(office.admin, taken.request.id)}
    assert steps[files[0].about_id].kind is Step.IDENTITY
    assert steps[files[0].about_id].detail["sha256"] == files[0].piece.sha256
    # Not even the caller who took it down, and whose lead it is, reads the card.
    assert desk.of(office.asha).of_request(office.asha, taken.request.id) == ()
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.asha).save(office.asha, files[0].id, desk.folder / "no.jpg")
    ref = FileRef(files[0].piece.sha256, files[0].piece.size, taken.request.id)
    if isinstance(co.store, TeamStore):
        desk.of(office.asha)
        with pytest.raises(PersonKeyGone):
            desk.files.open(ref)
    assert desk.of(office.admin).save(office.admin, files[0].id, desk.folder / "c.jpg").exists()
    # Given out with everything else kept of them.
    desk.of(office.admin)
    done = PersonService(co.store, desk.files).export(office.admin, lead, desk.folder / "all", "Asked")
    assert sorted(each.name for each in (done.out / "documents").iterdir()) == [
        "1 mail.eml", "2 pan card.jpg",
    ]  # fmt: skip


@both_engines
def test_a_lifted_do_not_call_and_rows_that_stay(co: CallingOffice, desk: Desk) -> None:
    office = co.office
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    phone = co.next(office.asha).phone.phone_id
    co.calling.release(office.asha)
    co.calling.do_not_call(office.admin, lead, phone, "Asked")
    desk.of(office.admin).bring(
        office.admin, Whose(lead), desk.file("whatsapp.png", b"call me"),
        lambda piece: co.calling.lift_do_not_call(office.admin, lead, phone, "", file=piece),
    )  # fmt: skip
    (kept,) = ConsentService(co.store).of_lead(office.asha, lead).files
    assert (kept.about, kept.piece.name) == (About.LIFT, "whatsapp.png")
    # So does the paper of a minor's guardian, whom a caller may note.
    consent, mother = ConsentService(co.store), Guardian("Sunita", "", "Mother")
    noted = desk.of(office.asha).bring(
        office.asha, Whose(lead), desk.file("her card.jpg", b"mother"),
        lambda piece: consent.set_age(office.asha, lead, AGE_GUARDED, mother, new_id(), piece),
    )  # fmt: skip
    assert noted.guardian == replace(mother, proof="her card.jpg")
    assert [each.about for each in noted.files] == [About.GUARDIAN, About.LIFT]
    (paper, _) = noted.files
    desk.of(office.lead).add(office.lead, About.GUARDIAN, (paper.about_id,), desk.file("more.jpg", b"2"))
    with pytest.raises((NotAllowed, NotFound)):
        desk.of(office.other_caller).save(office.other_caller, paper.id, desk.folder / "no.jpg")
    for change in (
        update(evidence).values(sha256="0" * 64),
        update(evidence).values(name="other.png"),
        update(evidence).values(about_id=new_id()),
        update(evidence).values(person_id=office.asha.person_id),
    ):
        with pytest.raises(Exception, match=r"append-only|never changed|refused|permission"):  # noqa: SIM117
            with co.store.write(None) as work:
                work.connection.execute(change)
    with co.store.read() as work:
        assert EvidenceRows(work).get(kept.id) == kept


@two_engines
def test_erased_with_the_person_but_for_what_law_wants_as_proof(co: CallingOffice, desk: Desk) -> None:
    office, register = co.office, RequestService(co.store)
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    desk.agree(office.lead, lead, desk.file("form.pdf"))
    run = RecordScrub(new_id(), co.campaign.id, "Jio", "R-77", None, 900, 40)
    desk.of(office.admin).bring(
        office.admin, Whose(campaign_id=co.campaign.id), desk.file("scrub.csv", b"9820012345"),
        lambda piece: LawfulService(co.store).scrub(office.admin, replace(run, file=piece)),
    )  # fmt: skip
    row = register.take(office.admin, TakeRequest(new_id(), RequestKind.ERASURE, lead_id=lead))
    command = TakeStep(new_id(), row.request.id, 1, Step.IDENTITY, proof=Proof.PAPER)
    desk.of(office.admin).bring(
        office.admin, Whose(lead, request_id=row.request.id), desk.file("pan.jpg", b"ABCDE1234F"),
        lambda piece: register.take_step(office.admin, replace(command, file=piece)),
    )  # fmt: skip
    desk.of(office.admin)
    service = ErasureService(co.store, desk.files, lambda: TEST_KEY)
    done = service.erase(office.admin, ErasePerson(new_id(), lead, "Request by letter"))
    assert done.certificate is not None
    assert done.certificate["documents"] == 2
    assert done.certificate["rows"]["evidence"] == 3
    # The operator's report of the list they stood in stays, which the certificate says.
    assert [each["name"] for each in co.rows(evidence)] == ["scrub.csv"]
    assert {row["key_id"] for row in co.rows(file_chunks)} <= {co.campaign.id}
    assert len(list(desk.folder.rglob("*.sealed"))) == (0 if isinstance(co.store, TeamStore) else 1)
    assert {k["what"]: k["count"] for k in done.certificate["kept"]}["lists"] == 1
    for key in (lead, row.request.id):
        with pytest.raises(PersonKeyGone):
            desk.files.put(cast("IO[bytes]", io.BytesIO(b"anew")), key)
    # That consent was given stays provable, sealed, until law lets it go; who asked doesn't.
    (sealed,) = service.sealed(office.admin, done.id)
    told = json.loads(service.open_sealed(office.admin, sealed.id, "The authority's letter"))
    (paper,) = told["documents"]
    assert (paper["name"], base64.b64decode(paper["content"])) == ("form.pdf", LETTER)
    co.clock.move(hours=24 * 400)
    assert service.let_go(office.admin) == 1
    with pytest.raises(NotFound):
        service.open_sealed(office.admin, sealed.id, "Another letter")
