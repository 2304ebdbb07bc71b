"""Somebody who was erased may come again: by their own new word, or since the number is another's now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.consent import LIFT_LABELS, LONGEST_EVIDENCE
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import Phone, parse_phone
from crm_desktop.domain.tombstones import of_email, of_person, of_phone
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.comings import Comings
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class ComeAgain:
    """Let whoever is known by this number or e-mail come again.

    `name`: of somebody who was erased alone at a number others have too, else empty. `ground`: one of
    `LIFT_LABELS`. `evidence` says what shows it, without naming them, since it is kept; so does `file`, as
    `EvidenceService.bring` gives it for `Whose(coming_id=request_id)`.
    """

    request_id: UUID
    known_by: str
    name: str = ""
    ground: str = "asked"
    evidence: str = ""
    file: Piece | None = None


class ComingAgainService:
    """Lifts what keeps an erased person's number or e-mail away; dated, an admin's, with what shows it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lift(self, actor: Actor, command: ComeAgain) -> int:
        """Let them come; gives how many hashes were lifted. The file is their lead's once there is one.

        Raises UserError without what shows it, or where the words name them, and NotFound where nobody who
        was erased is known by it.
        """
        actor.require(Permission.LIFT_DO_NOT_CALL, Reach.ALL)
        evidence, ground = clean(command.evidence), command.ground
        if not (evidence or command.file) or ground not in LIFT_LABELS:
            raise UserError(
                "Say what shows it, such as their message or the operator’s letter.", field="evidence"
            )
        check_length(evidence, LONGEST_EVIDENCE, "evidence")
        with self._store.write(actor) as work:
            texts = _texts(command.known_by, command.name, workspace_info(work).country)
            _refuse_naming(evidence, command.known_by, command.name)
            rows, comings = Tombstones(work), Comings(work)
            if comings.is_there(command.request_id):
                return 0
            standing = rows.standing(texts)
            why = f"{LIFT_LABELS[ground]}: {evidence or 'a file shows it'}"
            lifted = rows.lift(sorted(standing), why) if standing else 0
            if not lifted:
                raise NotFound(
                    "Nobody who was erased is known by this. Nothing was changed.", field="known_by"
                )
            comings.add(command.request_id, ground, why, texts[0], command.name)
            if command.file is not None:
                keep_evidence(work, About.AGAIN, [command.request_id], command.file)
            work.record("tombstones.lifted", "coming", command.request_id, count=lifted, ground=ground)
            work.announce("settings")
        return lifted


def _texts(known_by: str, name: str, country: str) -> tuple[str, ...]:
    """Everything a number or an e-mail may have been kept away by; UserError for what is neither."""
    if "@" in known_by:
        return (of_email(known_by),)
    phone = parse_phone(known_by, country)
    if not isinstance(phone, Phone):
        raise UserError("This is neither a number nor an e-mail. Type it in full.", field="known_by")
    return (of_phone(phone.e164), *((of_person(phone.e164, name),) if name.strip() else ()))


def _refuse_naming(evidence: str, known_by: str, name: str) -> None:
    folded = evidence.casefold()
    digits = "".join(c for c in known_by if c.isdigit())[-10:]
    said = {known_by.strip().casefold(), *(part for part in name.casefold().split() if len(part) > 2)}
    if any(word in folded for word in said if word) or (
        digits and digits in "".join(c for c in evidence if c.isdigit())
    ):
        raise UserError("This is kept: say it without the name, number or e-mail.", field="evidence")
