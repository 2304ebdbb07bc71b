"""A person's age, and who speaks for them while they are under 18 (DPDP Act s. 9)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from crm_desktop.domain.consent import AGE_GUARDED, AGE_MINOR, LONGEST_EVIDENCE
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import UserError
from crm_desktop.services.calling.asked_not import off_screen, put_aside
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.consents import Guardians, age_band_of, set_age_band
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who speaks for a minor, and how they showed it."""

    name: str
    proof: str
    relation: str = ""
    contact: str = ""


def note_age(
    work: Work, actor: Actor, lead_id: UUID, age_band: str, guardian: Guardian | None, file: Piece | None
) -> None:
    """Note an age, with the guardian where it needs one; raises UserError that says what is missing.

    `file`: what shows who the guardian is; a sentence isn't needed beside it.
    """
    before = age_band_of(work, lead_id)
    is_staff = actor.may(Permission.CHANGE_LEADS, Reach.TEAM)
    if before in (AGE_MINOR, AGE_GUARDED) and age_band != AGE_MINOR and not is_staff:
        raise UserError("A team lead says that a person under 18 may be called.")
    if age_band == AGE_GUARDED:
        words = None if guardian is None else {n: clean(v) for n, v in asdict(guardian).items()}
        if words is None or not words["name"]:
            raise UserError("Say who speaks for this person.", field="guardian")
        words["proof"] = words["proof"] or ("" if file is None else file.name)
        if not words["proof"]:
            raise UserError("Say how the guardian showed who they are.", field="proof")
        for field, text in words.items():
            check_length(text, LONGEST_EVIDENCE, field)
        guardian_id = Guardians(work).add(lead_id, **words)
        if file is not None:
            keep_evidence(work, About.GUARDIAN, [guardian_id], file)
    if age_band == before:
        return
    set_age_band(work, lead_id, age_band)
    if age_band == AGE_MINOR:
        put_aside(work, actor, lead_id)
    else:
        unblock(work, lead_id)
    Timeline(work).add(lead_id, Kind.CONSENT, data={"age": age_band})
    work.record("lead.age_noted", "lead", lead_id, age=age_band)
    if age_band == AGE_MINOR:
        off_screen(work, actor, lead_id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, lead_id)
