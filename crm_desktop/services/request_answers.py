"""Answers to what people ask about their data: letters in the officer's name, and everything kept of them."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.letters import OFFICER_KEYS, Officer
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.requests import LONGEST_TEXT, Step
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import check_length
from crm_desktop.services.logo import logo_in
from crm_desktop.services.officers import officer_of
from crm_desktop.services.persons import Exported, PersonService, WritePdf
from crm_desktop.services.requests import RequestRow, RequestService, tell
from crm_desktop.store.files import FileRef, Files
from crm_desktop.store.requests import Requests
from crm_desktop.store.rule_changes import kept_profile
from crm_desktop.store.settings import SettingRows, workspace_info
from crm_desktop.store.tables import attachments
from crm_desktop.store.unit_of_work import Store, Work

NO_OFFICER = (
    "Letters wait until the grievance officer is filled in: Settings, Officer. "
    "The name and a way to reach them stand on each."
)
NO_OFFICER_FOR_CERTIFICATE = (
    "Certificates wait until the grievance officer is filled in: Settings, Officer. The erasure itself "
    "doesn’t wait."
)
LONGEST_OFFICER = 200
ATTACHED = "request"  # the kind of what is attached to a lead as an answer


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What every letter and certificate bears. `profile`: whose law is kept. `logo`: a PNG, or empty."""

    office: str
    zone: str
    profile: str
    officer: Officer
    logo: bytes = b""


class RequestAnswers:
    """What goes out to people, kept with their request."""

    def __init__(self, store: Store, files: Files, requests: RequestService, persons: PersonService) -> None:
        self._store, self._files = store, files
        self._requests, self._persons = requests, persons

    def head(self, actor: Actor) -> LetterHead:
        """Office and officer; the officer may be unknown yet."""
        with self._store.read(actor) as work:
            info = workspace_info(work)
            return LetterHead(info.name, info.zone, kept_profile(work).id, officer_of(work), logo_in(work))

    def name_officer(self, actor: Actor, officer: Officer) -> None:
        """Name who stands on every letter. Raises UserError without a name or a way to reach them."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if not officer.is_known:
            raise UserError("Give the officer’s name, and an e-mail, a phone or an address.")
        values = (officer.name, officer.email, officer.phone, officer.address)
        for value in values:
            check_length(value, LONGEST_OFFICER)
        with self._store.write(actor) as work:
            rows, info = SettingRows(work), workspace_info(work)
            for key, value in zip(OFFICER_KEYS, values, strict=True):
                rows.set("workspace", info.id, key, value)
            work.record("officer.named", "workspace", None)
            work.announce("settings")

    def letter(
        self, actor: Actor, request_id: UUID, kind: str, text: str, out: Path, language: str = ""
    ) -> RequestRow:
        """Keep that a letter was written: its words and language, and the hash of the file that goes out.

        `language`: "hi", or '' for the program's own. Raises UserError while nobody is named as grievance
        officer, or without words.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        self.check_letter(actor, text)
        digest = hashlib.sha256(out.read_bytes()).hexdigest()
        with self._store.write(actor) as work:
            row = self._allowed(actor, request_id, Step.LETTER)
            served = {"language": language} if language else {}
            Requests(work).add_step(
                request_id, actor.person_id, Step.LETTER, text.strip(), letter=kind, sha256=digest, **served
            )
            tell(work, row.request, "request.letter")
        return self._requests.get(actor, request_id)

    def head_of_certificate(self, actor: Actor) -> LetterHead:
        """What stands on a certificate that is handed over. Raises UserError while no officer is named."""
        head = self.head(actor)
        if not head.officer.is_known:
            raise UserError(NO_OFFICER_FOR_CERTIFICATE)
        return head

    def check_letter(self, actor: Actor, text: str) -> None:
        """Raises UserError that says what a letter still lacks."""
        if not self.head(actor).officer.is_known:
            raise UserError(NO_OFFICER)
        if not text.strip():
            raise UserError("The letter is empty. Say what was done.", field="text")
        if "…" in text:
            raise UserError("Fill in what stands as “…” in the letter.", field="text")
        check_length(text, LONGEST_TEXT, "text")

    def export(
        self, actor: Actor, request_id: UUID, folder: Path, write_pdf: WritePdf | None = None
    ) -> Exported:
        """Write everything kept of who asked into a new folder inside `folder`, and attach it, sealed.

        Raises UserError before it is sure who asks, or where the folder can't be written to.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        row = self._allowed(actor, request_id, Step.EXPORTED)
        request, lead_id = row.request, row.request.lead_id
        assert lead_id is not None, "`possible` asks for a lead"
        done = self._persons.export(
            actor, lead_id, folder / request.reference, f"Request {request.reference}", write_pdf
        )
        with tempfile.TemporaryFile(dir=folder) as packed:
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
                for path in sorted(done.out.rglob("*")):
                    if path.is_file():
                        bundle.write(path, path.relative_to(done.out).as_posix())
            packed.seek(0)
            ref = self._files.put(cast("IO[bytes]", packed), lead_id)
        with self._store.write(actor) as work:
            _attach(work, actor, lead_id, f"{request.reference}.zip", ref)
            Requests(work).add_step(
                request_id, actor.person_id, Step.EXPORTED,
                records=sum(done.counts.values()), documents=done.documents, sha256=ref.sha256,
            )  # fmt: skip
            tell(work, request, "request.exported")
        return done

    def _allowed(self, actor: Actor, request_id: UUID, step: Step) -> RequestRow:
        row = self._requests.get(actor, request_id)
        if step not in self._requests.allowed(actor, row):
            if step is Step.EXPORTED and row.request.is_open and row.request.proof is None:
                raise UserError("Make sure first who asks, and note how.")
            raise UserError("This can’t be done with the request as it stands now.")
        return row


def _attach(work: Work, actor: Actor, lead_id: UUID, name: str, ref: FileRef) -> None:
    work.connection.execute(
        insert(attachments).values(
            id=new_id(),
            lead_id=lead_id,
            kind=ATTACHED,
            name=name,
            media_type="application/zip",
            sha256=ref.sha256,
            size=ref.size,
            key_id=ref.person_key_id,
            at=work.now,
            person_id=actor.person_id,
        )
    )
