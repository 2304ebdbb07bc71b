"""Acts handed in for whoever did them: only what that person's own sign-in signed is taken."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from crm_desktop.domain.kept_acts import KeptAct, Outcome, mac_of
from crm_desktop.domain.people import Actor
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.submitted import SubmittedActs
from crm_desktop.store.tables import lead_phones, people, sessions, submitted_acts
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.kept_acts import kept_note, kept_result

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
        "INSERT INTO submitted_acts SELECT * FROM submitted_acts",
        "DELETE FROM submitted_acts",
    ):
        with pytest.raises((DBAPIError, ServerForbids)):
            _run(team_office.store, admin, statement, me=admin.person_id)
    assert json.loads(str(team_office.rows(submitted_acts)[0]["payload"]))["code"] == "BUSY"


def _run(store: Store, who: Actor, statement: str, **values: object) -> None:
    with store.write(who) as work:
        work.connection.execute(text(statement), values)
