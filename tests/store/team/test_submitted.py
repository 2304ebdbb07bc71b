"""Acts handed in for whoever did them: only what that person's own sign-in signed is taken."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from crm_desktop.domain.kept_acts import ActKind, KeptAct, Outcome, mac_of
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import SKIP_S, Reason
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.calling.values import CallLater
from crm_desktop.services.messages import HandOver
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.services.offline.beside_payloads import HowHanded, write_booking, write_message
from crm_desktop.services.offline.payloads import read, written
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.submitted import SubmittedActs
from crm_desktop.store.tables import (
    appointments,
    audit,
    callbacks,
    lead_phones,
    leads,
    messages,
    people,
    presence,
    sessions,
    submitted_acts,
    timeline,
)
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.kept_acts import kept, kept_note, kept_result

KEY = bytes(range(32))


def _keyed(co: CallingOffice, who: Actor, key: bytes = KEY) -> None:
    """As after this person's sign-in on a server."""
    with co.store.write(None) as work:
        work.connection.execute(
            text(
                "INSERT INTO session_tokens VALUES (:session, :person, sha256(convert_to(:of, 'UTF8')), :key,"
                " now()) ON CONFLICT (session_id) DO UPDATE SET mac_key = excluded.mac_key"
            ),
            {
                "session": who.session_id,
                "person": who.person_id,
                "of": f"token of {who.session_id}",
                "key": key,
            },
        )


def _signed(act: KeptAct, key: bytes = KEY) -> KeptAct:
    return replace(act, mac=mac_of(act, key))


def _call(co: CallingOffice, who: Actor) -> KeptAct:
    lead = co.add_lead(owner=who)
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(phone, UUID)
    return kept_result(who, co.campaign, lead, phone, "BUSY", co.clock.now(), note="पैसे नहीं")


def _submit(store: Store, by: Actor, *acts: KeptAct) -> int:
    with store.write(by) as work:
        return SubmittedActs(work).submit(acts)


@pytest.fixture(params=["postgres_office", "team_office"])
def office(request: pytest.FixtureRequest) -> CallingOffice:
    """The office on a server, without and with the rights of a team."""
    found: CallingOffice = request.getfixturevalue(request.param)
    return found


def test_anybody_hands_in_what_another_signed(office: CallingOffice) -> None:
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    acts = [
        _signed(_call(office, asha)),
        _signed(kept_note(asha, uuid4(), "ring at six", office.clock.now())),
    ]
    assert _submit(office.store, imran, *acts) == 2
    assert _submit(office.store, imran, *acts) == 0, "once"
    rows = office.rows(submitted_acts)
    assert {row["person_id"] for row in rows} == {asha.person_id}
    with office.store.read(asha) as work:
        mine = SubmittedActs(work).to_apply(asha)
    assert [act.id for act in mine] == [act.id for act in acts]


def _beside(co: CallingOffice, who: Actor) -> dict[ActKind, KeptAct]:
    """One signed act of each kind that is kept beside calls."""
    lead, at = co.add_lead(owner=who), co.clock.now()
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(phone, UUID)
    due = at + timedelta(hours=1)
    promise = co.calling.call_later(who, CallLater(new_id(), lead, co.campaign.id, due, "busy"))
    about = {"callback_id": promise, "due_at": due, "version": 1}
    text = HandOver(new_id(), lead, Channel.WHATSAPP, "The rates", phone_id=phone)
    booking = BookAppointment(new_id(), lead, "Visit", at + timedelta(hours=2))
    payloads = {
        ActKind.MESSAGE: write_message(text),
        ActKind.HANDED: write_message(text, HowHanded("whatsapp")),
        ActKind.BOOKED: write_booking(booking),
        ActKind.NUMBER_SHOWN: written({"phone_id": phone, "reason": "by hand"}),
        ActKind.SNOOZE: written({**about, "minutes": 10}),
        ActKind.MOVE: written({**about, "at": due + timedelta(minutes=30)}),
        ActKind.CLOSE: written({**about, "due_at": due + timedelta(minutes=30), "why": "settled"}),
    }
    acts = {kind: kept(who, kind, at, payload, lead) for kind, payload in payloads.items()}
    acts[ActKind.MESSAGE] = replace(acts[ActKind.MESSAGE], id=text.request_id)
    return {kind: _signed(act) for kind, act in acts.items()}


_BESIDE = [
    ActKind.MESSAGE, ActKind.HANDED, ActKind.BOOKED, ActKind.NUMBER_SHOWN, ActKind.SNOOZE, ActKind.MOVE,
    ActKind.CLOSE,
]  # fmt: skip


@pytest.mark.parametrize("kind", _BESIDE)
def test_forging_what_goes_beside_calls_is_refused(office: CallingOffice, kind: ActKind) -> None:
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    _keyed(office, imran, bytes(range(64, 96)))
    act = _beside(office, asha)[kind]
    forged = [
        replace(
            act, payload=written(read(act.payload) | {"body": "forged", "why": "forged", "at": "forged"})
        ),
        replace(act, lead_id=uuid4()),
        replace(act, kind=ActKind.NOTE),
        replace(act, person_id=imran.person_id),
        replace(act, person_id=imran.person_id, session_id=imran.session_id),
        replace(act, made_at=act.made_at - timedelta(days=1)),
        replace(act, mac=mac_of(act, bytes(range(64, 96)))),
        replace(act, mac=bytes(32)),
    ]
    for each in forged:
        with pytest.raises(DBAPIError, match="not proven"):
            _submit(office.store, imran, act, each)
    assert office.rows(submitted_acts) == [], "all or none"


def test_what_goes_beside_calls_goes_out_also_for_a_disabled_person(office: CallingOffice) -> None:
    asha, imran, admin = office.office.asha, office.office.imran, office.office.admin
    _keyed(office, asha)
    acts = list(_beside(office, asha).values())
    acts = [_signed(replace(act, no=no)) for no, act in enumerate(acts, 1)]
    with office.store.write(None) as work:
        work.connection.execute(update(people).where(people.c.id == asha.person_id).values(is_disabled=True))
    assert _submit(office.store, imran, *acts) == len(_BESIDE)
    with office.store.read(admin) as work:
        found = SubmittedActs(work).to_apply(admin)
    assert [act.kind for act in found] == _BESIDE
    for act in found:
        assert apply_act(office.store, admin, act) == (Outcome.APPLIED, ""), act.kind
        _settle(office, admin, act)
        assert office.rows(submitted_acts, id=act.id)[0]["payload"] == "", f"{act.kind} is found done"
    (text,) = office.rows(messages)
    assert (text["person_id"], text["state"]) == (asha.person_id, "handed_over")
    assert [row["owner_id"] for row in office.rows(appointments)] == [asha.person_id]
    (promise,) = office.rows(callbacks)
    assert (promise["state"], promise["moved_count"]) == ("kept", 1)
    told = {row["kind"] for row in office.rows(timeline) if row["person_id"] == asha.person_id}
    assert {"message", "appointment", "callback_moved", "callback_done", "number_shown"} <= told


def test_what_needs_no_call_goes_out_also_for_a_disabled_person(office: CallingOffice) -> None:
    """A lead of nobody that was kept for the workstation and skipped, put off, noted on, or asked to rest."""
    o, at = office.office, office.clock.now()
    _keyed(office, o.asha)
    in_it, due = {"campaign_id": str(office.campaign.id)}, at + timedelta(hours=2)
    kept_leads = [office.add_lead() for _ in range(4)]
    with office.store.write(o.asha) as work:
        for lead in kept_leads:
            Reservations(work).reserve(office.entry(lead).entry.id, lead, o.asha.person_id, "desk", due)
    skipped, later, noted, never = kept_leads
    phone = office.rows(lead_phones, lead_id=never)[0]["phone_id"]
    acts = [
        kept(o.asha, ActKind.SKIP, at, written({**in_it, "reason": "Language"}), skipped),
        kept(o.asha, ActKind.CALL_LATER, at, written({**in_it, "at": due.isoformat(), "note": ""}), later),
        kept_note(o.asha, noted, "lives abroad", at),
        kept(o.asha, ActKind.NEVER, at, written({"phone_id": str(phone), "why": "asked"}), never),
    ]
    acts = [_signed(replace(act, no=no)) for no, act in enumerate(acts, 1)]
    office.clock.move(minutes=10)
    with office.store.write(None) as work:
        work.connection.execute(
            update(people).where(people.c.id == o.asha.person_id).values(is_disabled=True)
        )
    assert _submit(office.store, o.imran, *acts) == len(acts)
    with office.store.read(o.lead) as work:
        found = SubmittedActs(work).to_apply(o.lead)
    assert [act.kind for act in found] == [act.kind for act in acts]
    for act in found:
        assert apply_act(office.store, o.lead, act) == (Outcome.APPLIED, ""), act.kind
        _settle(office, o.lead, act)
        assert office.rows(submitted_acts, id=act.id)[0]["payload"] == "", f"{act.kind} is found done"
    entry = office.entry(skipped).entry
    assert (entry.reason, entry.next_at, entry.claimed_by) == (
        Reason.SKIPPED, at + timedelta(seconds=SKIP_S), None
    )  # fmt: skip
    assert {row["kind"]: row["person_id"] for row in office.rows(timeline, lead_id=skipped)} == {
        "skipped": o.asha.person_id
    }
    assert [row["owner_id"] for row in office.rows(callbacks, lead_id=later)] == [o.asha.person_id]


def _handed_in(co: CallingOffice, act: KeptAct) -> tuple[Outcome, str]:
    """Signed by its person, handed in by a colleague, applied by the admin's program."""
    _submit(co.store, co.office.imran, _signed(act))
    with co.store.write(None) as work:
        gone = update(people).where(people.c.id == act.person_id).values(is_disabled=True)
        work.connection.execute(gone)
    with co.store.read(co.office.admin) as work:
        found = next(one for one in SubmittedActs(work).to_apply(co.office.admin) if one.id == act.id)
    return apply_act(co.store, co.office.admin, found)


@pytest.mark.parametrize("who", ["lead", "admin", "imran"])
def test_nobody_writes_a_text_in_a_colleagues_name(team_office: CallingOffice, who: str) -> None:
    """Unless that colleague's own key says that it was handed over."""
    asha, other = team_office.office.asha, getattr(team_office.office, who)
    _keyed(team_office, asha)
    act = _beside(team_office, asha)[ActKind.MESSAGE]
    forged = (
        "INSERT INTO messages (id, lead_id, person_id, at, channel, body)"
        " VALUES (gen_random_uuid(), :lead, :person, now(), 'sms', 'x')"
    )
    values = {"lead": act.lead_id, "person": asha.person_id}
    with pytest.raises((DBAPIError, ServerForbids)):
        _run(team_office.store, other, forged, **values)
    assert apply_act(team_office.store, asha, act) == (Outcome.APPLIED, "")
    (before,) = team_office.rows(messages)
    _run(team_office.store, other, "UPDATE messages SET state = 'failed', handler = 'x'")  # of none
    assert team_office.rows(messages) == [before]


def test_a_break_handed_in_stands_as_its_persons(office: CallingOffice) -> None:
    asha, then = office.office.asha, office.clock.now()
    _keyed(office, asha)
    begun = kept(asha, ActKind.BREAK, then, written({"reason": "Tea"}), None)
    back = kept(asha, ActKind.RESUME, then + timedelta(minutes=9), written({}), None)
    office.clock.move(hours=1)
    assert _handed_in(office, begun) == (Outcome.APPLIED, "")
    assert _handed_in(office, back) == (Outcome.APPLIED, "")
    rows = sorted(office.rows(presence), key=lambda row: str(row["at"]))
    assert [(row["person_id"], row["state"], row["at"]) for row in rows] == [
        (asha.person_id, "break", then),
        (asha.person_id, "ready", then + timedelta(minutes=9)),
    ]


@pytest.mark.parametrize("kind", [ActKind.MOVE, ActKind.CLOSE, ActKind.SNOOZE])
def test_whoever_hands_an_act_in_lends_it_no_rights(office: CallingOffice, kind: ActKind) -> None:
    """What somebody's own key signs changes nothing of a colleague's, though an admin's program applies."""
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    theirs = _beside(office, imran)[kind]
    own = replace(theirs, id=new_id(), person_id=asha.person_id, session_id=asha.session_id)
    (before,) = office.rows(callbacks)
    assert _handed_in(office, own)[0] is Outcome.REFUSED
    assert office.rows(callbacks) == [before]


def test_an_appointment_gives_nobody_sight_of_a_colleagues_lead(office: CallingOffice) -> None:
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    theirs = _beside(office, imran)[ActKind.BOOKED]
    own = replace(theirs, id=new_id(), person_id=asha.person_id, session_id=asha.session_id, call_id=new_id())
    assert _handed_in(office, own)[0] is Outcome.REFUSED
    assert office.rows(appointments) == []


def test_an_appointment_stands_though_the_lead_is_a_colleagues_now(office: CallingOffice) -> None:
    """It was agreed in a call of the person's own: whose the lead is since changes nothing about it."""
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    office.add_lead()
    found = office.next(asha)
    call = office.dial(asha, found)
    booking = BookAppointment(new_id(), found.lead.id, "Visit", office.clock.now() + timedelta(hours=2))
    act = kept(asha, ActKind.BOOKED, office.clock.now(), write_booking(booking), found.lead.id, call)
    office.result(asha, call, "BUSY")
    with office.store.write(None) as work:
        own = update(leads).where(leads.c.id == found.lead.id).values(owner_id=imran.person_id)
        work.connection.execute(own)
    assert _handed_in(office, act) == (Outcome.APPLIED, "")
    assert [row["call_id"] for row in office.rows(appointments)] == [call]


@pytest.mark.parametrize(
    "forge",
    [
        lambda act, _other: replace(act, payload=act.payload.replace("BUSY", "SOLD")),
        lambda act, _other: replace(act, made_at=act.made_at.replace(year=2025)),
        lambda act, _other: replace(act, no=act.no + 1),
        lambda act, _other: replace(act, id=uuid4()),
        lambda act, _other: replace(act, call_id=uuid4()),
        lambda act, other: replace(act, person_id=other.person_id),
        lambda act, other: replace(act, person_id=other.person_id, session_id=other.session_id),
        lambda act, _other: replace(act, mac=b""),
        lambda act, _other: replace(act, mac=mac_of(act, bytes(32))),
        lambda act, _other: replace(act, mac=mac_of(act, KEY[::-1])),
    ],
)
def test_forging_is_refused(office: CallingOffice, forge: object) -> None:
    asha, imran = office.office.asha, office.office.imran
    _keyed(office, asha)
    _keyed(office, imran, bytes(range(64, 96)))
    act = _signed(_call(office, asha))
    forged = forge(act, imran)  # type: ignore[operator]
    with pytest.raises(DBAPIError, match="not proven"):
        _submit(office.store, imran, act, forged)
    assert office.rows(submitted_acts) == [], "all or none"


def test_a_sign_in_without_a_key_signs_nothing(office: CallingOffice) -> None:
    asha = office.office.asha
    _keyed(office, asha, b"")
    act = _call(office, asha)
    for key in (b"", bytes(32)):
        with pytest.raises(DBAPIError, match="not proven"):
            _submit(office.store, asha, replace(act, mac=mac_of(act, key) or b"x" * 32))


def test_acts_of_a_disabled_person_go_out_all_the_same(office: CallingOffice) -> None:
    asha, imran, admin = office.office.asha, office.office.imran, office.office.admin
    _keyed(office, asha)
    act = _signed(_call(office, asha))
    with office.store.write(None) as work:
        work.connection.execute(update(people).where(people.c.id == asha.person_id).values(is_disabled=True))
        work.connection.execute(
            update(sessions).where(sessions.c.id == asha.session_id).values(signed_out_at=work.now)
        )
    assert _submit(office.store, imran, act) == 1
    with office.store.read(imran) as work:
        assert SubmittedActs(work).to_apply(imran) == (), "not a colleague's to apply"
    with office.store.read(admin) as work:
        (found,) = SubmittedActs(work).to_apply(admin)
    assert apply_act(office.store, admin, found) == (Outcome.APPLIED, "")
    with office.store.write(admin) as work:
        SubmittedActs(work).settle(found.id, "applied")
    assert act.call_id is not None
    row = office.call_row(act.call_id)
    assert (row["person_id"], row["disposition_code"]) == (asha.person_id, "BUSY")
    settled = office.rows(submitted_acts)[0]
    assert (settled["payload"], settled["outcome"]) == ("", "applied")
    assert _submit(office.store, imran, act) == 0


def test_what_is_handed_in_cannot_be_changed_before_it_is_applied(team_office: CallingOffice) -> None:
    asha, admin = team_office.office.asha, team_office.office.admin
    _keyed(team_office, asha)
    act = _signed(_call(team_office, asha))
    assert _submit(team_office.store, asha, act) == 1
    for statement in (
        "UPDATE submitted_acts SET payload = '{}'",
        "UPDATE submitted_acts SET person_id = :me",
        "UPDATE submitted_acts SET settled_at = now(), outcome = 'applied', payload = ''",
        "INSERT INTO submitted_acts SELECT * FROM submitted_acts",
        "DELETE FROM submitted_acts",
    ):
        with pytest.raises((DBAPIError, ServerForbids)):
            _run(team_office.store, admin, statement, me=admin.person_id)
    assert json.loads(str(team_office.rows(submitted_acts)[0]["payload"]))["code"] == "BUSY"


def _settle(co: CallingOffice, who: Actor, act: KeptAct, outcome: str = "applied") -> None:
    with co.store.write(who) as work:
        SubmittedActs(work).settle(act.id, outcome)


@pytest.mark.parametrize("of", ["call", "note"])
def test_what_nobody_carried_out_is_not_settled_away(team_office: CallingOffice, of: str) -> None:
    """A team lead who says so, even with the command made up, leaves the act readable, and in the audit."""
    o = team_office.office
    _keyed(team_office, o.asha)
    lead = team_office.add_lead(owner=o.asha)
    note = kept_note(o.asha, lead, "ring at six", team_office.clock.now())
    act = _signed(_call(team_office, o.asha) if of == "call" else note)
    _submit(team_office.store, o.asha, act)
    for who in (o.imran, o.lead, o.other_lead, o.admin):
        with pytest.raises(ServerForbids):
            _settle(team_office, who, act)
    made_up = (
        "INSERT INTO commands (request_id, person_id, kind, payload_hash, at)"
        " VALUES (:id, :me, 'complete', '\\x00', now())"
    )
    _run(team_office.store, o.lead, made_up, id=act.id, me=o.lead.person_id)
    for who in (o.imran, o.other_lead):
        with pytest.raises(ServerForbids):
            _settle(team_office, who, act)
    _settle(team_office, o.lead, act)
    (kept_one,) = team_office.rows(submitted_acts)
    assert (kept_one["payload"], kept_one["outcome"]) == (act.payload, "applied")
    told = [row for row in team_office.rows(audit) if row["act"] == "kept_act.put_aside"]
    assert [(row["person_id"], row["subject_id"]) for row in told] == [(o.lead.person_id, act.id)]


def test_ones_own_act_is_ones_own_to_settle(team_office: CallingOffice) -> None:
    asha = team_office.office.asha
    _keyed(team_office, asha)
    act = _signed(_call(team_office, asha))
    _submit(team_office.store, asha, act)
    _settle(team_office, asha, act, "refused: too late")
    (row,) = team_office.rows(submitted_acts)
    assert (row["payload"], row["outcome"]) == ("", "refused: too late")


def _run(store: Store, who: Actor, statement: str, **values: object) -> None:
    with store.write(who) as work:
        work.connection.execute(text(statement), values)
