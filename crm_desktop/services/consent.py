"""Consent: taking a no at any time, keeping a yes with what shows it, notices, and who speaks for minors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.consent import (
    AGE_LABELS,
    LONGEST_EVIDENCE,
    NO,
    Basis,
    Channel,
    ConsentRow,
    How,
    Notice,
    State,
    newest,
    no_of,
    reask_from,
)
from crm_desktop.domain.consent_receipt import Outside, Receipt
from crm_desktop.domain.evidence import OF_LEAD, About, Evidence, Piece
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lawful import days_end
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.purposes import EVERYTHING, OwnPurpose, Pairs, spread
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.asked_not import off_screen, put_aside
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean, seen
from crm_desktop.services.minors import Guardian, note_age
from crm_desktop.services.notices import NoticeText, notice_in, write_notice
from crm_desktop.services.officers import officer_of
from crm_desktop.services.purposes import (
    SavePurpose,
    check_known,
    earliest,
    holding_of,
    names_of,
    own_end_of,
    save_purpose,
    told_by_notice,
)
from crm_desktop.services.recipients import recipients_of
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.consents import Consents, Guardians, Notices, Purposes, age_band_of
from crm_desktop.store.evidence import EvidenceRows
from crm_desktop.store.queue import Queue
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

PURCHASE_DAYS = 7  # where the profile says nothing; TCCCPR, second amendment 2025
EXPIRED_AT_ONCE = 200  # rows of one transaction
REASK_DAYS = 90  # likewise


@dataclass(frozen=True, slots=True)
class SayNo:
    """The person doesn't want this any more. `call_id`: the call they said it in; `words`: what they said.

    `how` and `said_at`: of a no that came by another way, None: in the call, now. It is taken without a file,
    so that nothing keeps it from binding; `EvidenceService.add` lays the file beside it.
    """

    request_id: UUID
    lead_id: UUID
    what: Pairs = EVERYTHING
    call_id: UUID | None = None
    words: str = ""
    how: How | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agree:
    """The person agreed, with what shows it.

    `language`: in which the notice was read or shown. `said_at` None: now. `ends_at`: of a contract.
    `they_asked`: after a no they came back by themselves, which nobody had asked them to. `file`: what shows
    it, as `EvidenceService.bring` gives it.
    """

    request_id: UUID
    lead_id: UUID
    what: Pairs
    how: How
    language: str
    evidence: str = ""
    basis: Basis = Basis.CONSENT
    said_at: datetime | None = None
    ends_at: datetime | None = None
    call_id: UUID | None = None
    they_asked: bool = False
    file: Piece | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for one purpose and way; `reask_at`: before then nobody asks again.

    What was never said of a purpose of the office's own is as it was said of the general one.
    """

    state: State | None
    row: ConsentRow | None = None
    reask_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of a lead's consent: what holds, and every row, the newest first."""

    lead_id: UUID
    name: str
    rows: tuple[ConsentRow, ...]
    holds: Mapping[tuple[str, Channel], Standing] = field(hash=False)
    purposes: tuple[OwnPurpose, ...] = ()  # the office's own that are in use, or that something was said of
    notices: tuple[Notice, ...] = ()
    age_band: str = ""
    guardian: Guardian | None = None
    files: tuple[Evidence, ...] = ()  # what shows it, the newest first

    def state(self, purpose: str, channel: Channel) -> State | None:
        """What holds; None where nobody asked."""
        return self.holds[purpose, channel].state


def rows_of(ledger: Ledger, what: Pairs, states: Collection[State]) -> tuple[UUID, ...]:
    """The rows by which all of this is in one of these states; none where any of it isn't."""
    said = {purpose for purpose, _ in ledger.holds}
    holds = [ledger.holds[each] for each in spread(what, ledger.purposes, said) if each in ledger.holds]
    if any(each.state not in states for each in holds):
        return ()
    return tuple(dict.fromkeys(each.row.id for each in holds if each.row is not None))


class ConsentService:
    """The ledger of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_lead(self, actor: Actor, lead_id: UUID) -> Ledger:
        """What a lead agreed to and refused."""
        with self._store.read(actor) as work:
            lead = seen(work, actor, lead_id, Permission.SEE_LEADS)
            return ledger_of(work, lead.id, lead.name)

    def say_no(self, actor: Actor, command: SayNo) -> None:
        """Take a no: from the next dial and message on it binds, on every workstation."""
        actor.require(Permission.CALL)
        payload = {"lead": str(command.lead_id), "what": told(command.what), "words": command.words}
        payload |= {"how": command.how.value} if command.how else {}
        payload |= {"at": str(command.said_at)} if command.said_at else {}
        with self._store.write(actor) as work:
            Queue(work).lock_person(actor.person_id)
            if work.earlier_result(command.request_id, "say_no", payload) is not None:
                return
            seen(work, actor, command.lead_id, Permission.SEE_LEADS)
            keep_no(work, actor, command)
            work.keep_result(command.request_id, "say_no", payload, {})

    def notices(self, actor: Actor) -> tuple[Notice, ...]:
        """What people are told before they agree: every version in each language, the newest first."""
        with self._store.read(actor) as work:
            return Notices(work).all()

    def purposes(self, actor: Actor) -> tuple[OwnPurpose, ...]:
        """What the office calls people for, of its own; retired ones too."""
        with self._store.read(actor) as work:
            return Purposes(work).all()

    def save_purpose(self, actor: Actor, command: SavePurpose) -> tuple[OwnPurpose, ...]:
        """Set, change or retire a purpose of the office's own; the notices say so from now on."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            save_purpose(work, command)
            return Purposes(work).all()

    def save_notice(
        self, actor: Actor, texts: tuple[NoticeText, ...], request_id: UUID
    ) -> tuple[Notice, ...]:
        """Write a new version in these languages; what was shown to somebody stays as it was."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            write_notice(work, texts, request_id)
            return Notices(work).all()

    def expire(self, actor: Actor) -> int:
        """Write down what has ended by itself, so that the ledger says so; how many rows."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        written = 0
        while True:
            with self._store.write(actor) as work:
                over = Consents(work).ended(EXPIRED_AT_ONCE)
                for row in over:
                    assert row.valid_until is not None
                    ended = replace(
                        row, id=new_id(), state=State.EXPIRED, at=max(row.valid_until, row.at),
                        kept_at=work.now, valid_until=None, call_id=None, import_id=None, evidence="",
                        person_id=actor.person_id,
                    )  # fmt: skip
                    Consents(work).add([ended])
                if over:
                    work.record("consent.expired", "workspace", None, rows=len(over))
                    work.announce("leads")
            written += len(over)
            if len(over) < EXPIRED_AT_ONCE:
                return written

    def receipt(self, actor: Actor, lead_id: UUID) -> Receipt:
        """What a person agreed to and refused, to be given to them; no reason of the gate binds it."""
        with self._store.read(actor) as work:
            lead, info = seen(work, actor, lead_id, Permission.SEE_LEADS), workspace_info(work)
            ledger, pack = ledger_of(work, lead.id, lead.name), rules_today(work)
            return Receipt(
                lead_id=lead.id,
                name=lead.name,
                office=info.name,
                contact=(ledger.notices[0].contact if ledger.notices else "") or officer_of(work).ways,
                country=pack.profile,
                zone=info.zone,
                made_at=work.now,
                kept_months=int(pack.value("calls_kept_months", 0)),
                rows=ledger.rows,
                notices=ledger.notices,
                files=ledger.files,
                purposes=ledger.purposes,
                recipients=tuple(Outside(r.name, r.gets, r.where) for r in recipients_of(work)),
            )

    def set_age(
        self,
        actor: Actor,
        lead_id: UUID,
        age_band: str,
        guardian: Guardian | None,
        request_id: UUID,
        file: Piece | None = None,
    ) -> Ledger:
        """Note a person's age; nobody calls or writes to who is under 18 until a guardian is on record.

        Whoever works the lead may note it; only a team lead or an admin lets a minor be called again. `file`:
        what shows who the guardian is, as `EvidenceService.bring` gives it.
        """
        if age_band not in AGE_LABELS:
            raise UserError("Choose an age.", field="age")
        with self._store.write(actor) as work:
            Queue(work).lock_person(actor.person_id)
            lead = seen(work, actor, lead_id, Permission.CHANGE_LEADS)
            payload = {"lead": str(lead_id), "age": age_band, "guardian": repr(guardian)}
            payload |= {} if file is None else {"file": file.sha256}
            if work.earlier_result(request_id, "set_age", payload) is None:
                Queue(work).lock_phones(lead_id)
                note_age(work, actor, lead_id, age_band, guardian, file)
                work.keep_result(request_id, "set_age", payload, {})
            return ledger_of(work, lead_id, lead.name)

    def agree(self, actor: Actor, command: Agree) -> Ledger:
        """Keep that the person agreed; what was blocked for lack of it comes back to the queue.

        A caller keeps what was said in a call of their own; a no is lifted, and other evidence kept, by a
        team lead or an admin. Raises UserError that says what is missing, or from when they may be asked.
        """
        actor.require(Permission.CALL)
        payload = {
            "lead": str(command.lead_id), "what": told(command.what), "how": command.how.value,
            "evidence": command.evidence, "at": str(command.said_at),
            "file": command.file.sha256 if command.file else "",
        }  # fmt: skip
        with self._store.write(actor) as work:
            Queue(work).lock_person(actor.person_id)
            lead = seen(work, actor, command.lead_id, Permission.SEE_LEADS)
            if work.earlier_result(command.request_id, "agree", payload) is None:
                Queue(work).lock_phones(command.lead_id)
                _keep_yes(work, actor, command)
                work.keep_result(command.request_id, "agree", payload, {})
            return ledger_of(work, lead.id, lead.name)


def ledger_of(work: Work, lead_id: UUID, name: str) -> Ledger:
    """What holds for a lead, and why."""
    rows = Consents(work).of_lead(lead_id)
    held, days = newest(rows), reask_days(work)
    said = {purpose for purpose, _ in held}
    own = tuple(each for each in Purposes(work).all() if each.retired_at is None or each.key in said)
    holds: dict[tuple[str, Channel], Standing] = {}
    for purpose, channel in spread(EVERYTHING, own, said):
        row = holding_of(held, own, (purpose, channel))
        state = None if row is None else row.state_at(work.now)
        reask_at = reask_from(row, days)
        holds[purpose, channel] = Standing(state, row, reask_at if reask_at and reask_at > work.now else None)
    found = Guardians(work).newest(lead_id)
    guardian = None
    if found is not None:
        guardian = Guardian(found.name, found.proof, found.relation, found.contact)
    age_band = age_band_of(work, lead_id)
    files = EvidenceRows(work).of_lead(lead_id, *OF_LEAD)
    return Ledger(lead_id, name, rows, holds, own, Notices(work).all(), age_band, guardian, files)


def keep_no(work: Work, actor: Actor, command: SayNo, *, leaves: bool = True) -> None:
    """Write a no as of when it was said; places in the queue that it closes go out of the way, promises end.

    A lead in a call keeps its place until the call has its result, which asks the gate too. `leaves`: it goes
    off the own screen at once where it may not be called any more.
    """
    words, said_at = checked_words(command.words), command.said_at or work.now
    if said_at > work.now:
        raise UserError("This is still to come. Give the time it was said.", field="said_at")
    how = command.how or (How.CALL if command.call_id else None)
    Queue(work).lock_phones(command.lead_id)
    held = newest(Consents(work).of_lead(command.lead_id))
    every = Purposes(work).all()
    what = spread(command.what, every, {purpose for purpose, _ in held})
    check_known(what, every)
    rows = [
        ConsentRow(
            id=new_id(),
            lead_id=command.lead_id,
            purpose=purpose,
            channel=channel,
            state=no_of(held.get((purpose, channel)), work.now),
            at=said_at,
            kept_at=work.now,
            how="" if how is None else how.value,
            evidence=words,
            call_id=command.call_id,
            person_id=work.on_behalf_of or actor.person_id,
        )
        for purpose, channel in what
        if not _stands(held.get((purpose, channel)), said_at)
    ]
    Consents(work).add(rows)
    put_aside(work, actor, command.lead_id)
    Timeline(work).add(
        command.lead_id, Kind.CONSENT, words, call_id=command.call_id,
        data={"no": list(told(what)), **names_of(what, every)},
    )  # fmt: skip
    work.record("consent.refused", "lead", command.lead_id, what=list(told(what)))
    if leaves and work.on_behalf_of is None:
        off_screen(work, actor, command.lead_id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, command.lead_id)


def _stands(row: ConsentRow | None, said_at: datetime) -> bool:
    """Whether the ledger says no already, or something newer than what is told now."""
    return row is not None and (row.state in NO or row.at > said_at)


def _keep_yes(work: Work, actor: Actor, command: Agree) -> None:
    is_staff = actor.may(Permission.CHANGE_LEADS, Reach.TEAM)
    evidence = checked_words(command.evidence) or (command.file.name if command.file else "")
    said_at = command.said_at or work.now
    if not command.what:
        raise UserError("Say what the person agreed to.", field="what")
    if said_at > work.now:
        raise UserError("This is still to come. Give the time it was said.", field="said_at")
    _check_evidence(work, actor, command, evidence, is_staff=is_staff)
    held = newest(Consents(work).of_lead(command.lead_id))
    every = Purposes(work).all()
    check_known(command.what, every)
    for each in command.what:
        _check_after_no(work, holding_of(held, every, each), command, is_staff=is_staff)
    notice = notice_in(work, command.language)
    ends = {
        purpose: earliest(_end(work, command, said_at), own_end_of(work, own, said_at))
        for purpose, own in told_by_notice(notice, command.what, every).items()
    }
    rows = [
        ConsentRow(
            id=new_id(),
            lead_id=command.lead_id,
            purpose=purpose,
            channel=channel,
            state=State.GIVEN,
            at=said_at,
            kept_at=work.now,
            basis=command.basis.value,
            notice_id=notice.id,
            how=command.how.value,
            evidence=evidence,
            sha256=command.file.sha256 if command.file else "",
            call_id=command.call_id,
            valid_until=ends[purpose],
            person_id=work.on_behalf_of or actor.person_id,
        )
        for purpose, channel in command.what
    ]
    Consents(work).add(rows)
    if command.file is not None:
        keep_evidence(work, About.CONSENT, [row.id for row in rows], command.file)
    unblock(work, command.lead_id)
    Timeline(work).add(
        command.lead_id,
        Kind.CONSENT,
        evidence,
        call_id=command.call_id,
        data={"yes": list(told(command.what)), **names_of(command.what, every)},
    )
    work.record(
        "consent.given", "lead", command.lead_id,
        what=list(told(command.what)), how=command.how.value, notice=notice.no, language=notice.language,
    )  # fmt: skip
    for topic in ("leads", "queue"):
        work.announce(topic, command.lead_id)


def _check_evidence(work: Work, actor: Actor, command: Agree, evidence: str, *, is_staff: bool) -> None:
    if command.how is How.CALL and command.call_id is not None:
        call = Calls(work).get(command.call_id)
        if (
            call is None
            or call.lead_id != command.lead_id
            or (call.person_id != actor.person_id and not is_staff)
        ):
            raise NotFound("This call isn’t one with this person. Choose how they said it.")
        return
    if not is_staff:
        raise UserError(
            "You can keep what this person says in a call with you. Other evidence is kept by a team lead."
        )
    if not evidence:
        raise UserError("Say what shows it, such as the form’s number or their message.", field="evidence")


def _check_after_no(work: Work, row: ConsentRow | None, command: Agree, *, is_staff: bool) -> None:
    """After a no: staff alone, and not before the days are over unless the person came by themselves."""
    reask_at = reask_from(row, reask_days(work))
    if reask_at is None:
        return
    if not is_staff:
        raise UserError("They said no before. A team lead keeps that they agree again.")
    if reask_at > work.now and not command.they_asked:
        raise UserError(
            "They said no. Nobody asks them again before {when}, unless they came to you by themselves.",
            field="they_asked",
            when=full_when(reask_at, workspace_zone(work)),
        )


def _end(work: Work, command: Agree, said_at: datetime) -> datetime | None:
    """Until when it holds: a purchase's days, a contract's end, or until it is taken back."""
    match command.basis:
        case Basis.PURCHASE:
            zone = workspace_zone(work)
            days = int(rules_today(work).value("purchase_days", PURCHASE_DAYS))
            end = days_end(said_at.astimezone(ZoneInfo(zone)).date(), days, zone)
            if end <= work.now:
                raise UserError("This has ended already. Ask them anew.", field="said_at")
            return end
        case Basis.CONTRACT:
            if command.ends_at is None:
                raise UserError("Say until when the contract lasts.", field="ends_at")
            if command.ends_at <= work.now:
                raise UserError("The contract has ended already. Give a later last day.", field="ends_at")
            return command.ends_at
    return None


def checked_words(text: str) -> str:
    """A text in one line; raises UserError where it is too long."""
    words = clean(text)
    check_length(words, LONGEST_EVIDENCE, "evidence")
    return words


def reask_days(work: Work) -> int:
    """How long whoever said no is left in peace."""
    return int(rules_today(work).value("reask_days", REASK_DAYS))


def told(what: Iterable[tuple[str, Channel]]) -> tuple[str, ...]:
    """Purposes and ways in one spelling."""
    return tuple(sorted(f"{purpose}/{channel}" for purpose, channel in what))


def read_told(what: Iterable[str]) -> Pairs:
    """What `told` spelled."""
    pairs = (each.partition("/") for each in what)
    return tuple((purpose, Channel(channel)) for purpose, _, channel in pairs)
