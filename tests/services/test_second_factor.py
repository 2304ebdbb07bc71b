"""The second factor of people whose passwords are kept here; a team's server asks by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.second_factor import CodeNeeded, WrongCode, code_of, step_of
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.services.second_factor import SecondFactorService
from crm_desktop.store.second_factors import SecondFactors
from crm_desktop.store.tables import audit
from crm_desktop.store.unit_of_work import Store
from tests.factories import PASSWORD, Office
from tests.staffed_stores import Staffed


@pytest.fixture
def staffed(staffed_here: Staffed) -> Staffed:
    return staffed_here


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


@pytest.fixture
def factors(store: Store) -> SecondFactorService:
    return SecondFactorService(store, "Shakti Finance")


def shown(store: Store, actor: Actor, clock: SetClock) -> str:
    """What the person's authenticator shows now."""
    with store.read() as work:
        factor = SecondFactors(work).of(actor.person_id)
    assert factor is not None
    return code_of(factor.secret, step_of(clock.now()))


@pytest.fixture
def paper(store: Store, office: Office, factors: SecondFactorService, clock: SetClock) -> tuple[str, ...]:
    """Asha has one; gives her codes on paper."""
    factors.begin(office.asha)
    return factors.confirm(office.asha, shown(store, office.asha, clock))


def test_it_is_asked_for_once_it_was_confirmed(
    store: Store, office: Office, factors: SecondFactorService, clock: SetClock
) -> None:
    factors.begin(office.asha)
    assert office.people.sign_in("asha", PASSWORD, "s").actor.name == "Asha Pawar"  # not yet
    with pytest.raises(WrongCode):
        factors.confirm(office.asha, "000 00")
    assert factors.state(office.asha).since is None
    factors.confirm(office.asha, shown(store, office.asha, clock))
    assert (factors.state(office.asha).since, factors.state(office.asha).codes_left) == (clock.now(), 8)
    with pytest.raises(CodeNeeded) as asked:
        office.people.sign_in("asha", PASSWORD, "s")
    assert asked.value.field == "code"
    with pytest.raises(UserError, match="name or the password"):
        office.people.sign_in("asha", "nonsense", "s", shown(store, office.asha, clock))


def test_a_code_opens_one_sign_in(
    store: Store, office: Office, paper: tuple[str, ...], clock: SetClock
) -> None:
    clock.move(seconds=30)
    code = shown(store, office.asha, clock)
    assert office.people.sign_in("asha", PASSWORD, "s", code).actor.person_id == office.asha.person_id
    with pytest.raises(WrongCode):
        office.people.sign_in("asha", PASSWORD, "s", code)


def test_wrong_codes_wait_as_wrong_passwords_do(
    store: Store, office: Office, paper: tuple[str, ...], clock: SetClock
) -> None:
    for _ in range(3):
        with pytest.raises(WrongCode):
            office.people.sign_in("asha", PASSWORD, "s", "nonsense")
    clock.move(seconds=1)
    with pytest.raises(UserError, match="Wait"):
        office.people.sign_in("asha", PASSWORD, "s", paper[0])
    clock.move(seconds=30)
    office.people.sign_in("asha", PASSWORD, "s", shown(store, office.asha, clock))


def test_each_code_on_paper_works_once(
    office: Office, factors: SecondFactorService, paper: tuple[str, ...]
) -> None:
    assert len(set(paper)) == 8
    office.people.sign_in("asha", PASSWORD, "s", paper[3].lower())
    with pytest.raises(WrongCode):
        office.people.sign_in("asha", PASSWORD, "s", paper[3])
    assert factors.state(office.asha).codes_left == 7


def test_it_goes_with_a_code_or_by_an_admin(
    store: Store, office: Office, factors: SecondFactorService, paper: tuple[str, ...], clock: SetClock
) -> None:
    with pytest.raises(UserError, match="already"):
        factors.begin(office.asha)
    with pytest.raises(WrongCode):
        factors.drop(office.asha, "nonsense")
    with pytest.raises(NotAllowed):
        factors.drop_of(office.lead, office.asha.person_id)
    with pytest.raises(NotAllowed, match="with a code"):
        factors.drop_of(office.admin, office.admin.person_id)
    factors.drop_of(office.admin, office.asha.person_id)
    with pytest.raises(NotFound):
        factors.drop_of(office.admin, office.asha.person_id)
    office.people.sign_in("asha", PASSWORD, "s")
    factors.begin(office.asha)
    codes = factors.confirm(office.asha, shown(store, office.asha, clock))
    factors.drop(office.asha, codes[0])
    assert factors.state(office.asha).since is None
    with store.read() as work:
        acts = [row.act for row in work.connection.execute(audit.select().order_by(audit.c.no))]
    assert [act for act in acts if act.startswith("second_factor")] == [
        "second_factor_set", "second_factor_taken", "second_factor_set", "second_factor_paper_code_used",
        "second_factor_dropped",
    ]  # fmt: skip


def test_the_recovery_code_takes_an_admins_too(
    store: Store, office: Office, factors: SecondFactorService, clock: SetClock
) -> None:
    factors.begin(office.admin)
    factors.confirm(office.admin, shown(store, office.admin, clock))
    office.people.set_password_by_recovery(office.admin.person_id, "a-new-password")
    name = next(p.sign_in_name for p in office.people.admins() if p.id == office.admin.person_id)
    assert office.people.sign_in(name, "a-new-password", "s").actor.person_id == office.admin.person_id


def test_the_secret_is_long_lived_and_the_paper_is_kept_as_hashes(
    store: Store, office: Office, paper: tuple[str, ...], clock: SetClock
) -> None:
    clock.move(days=400)
    office.people.sign_in("asha", PASSWORD, "s", shown(store, office.asha, clock))
    clock.set(clock.now() + timedelta(seconds=60))
    with store.read() as work:
        kept = str(work.connection.execute(text("SELECT code_hashes FROM second_factors")).scalar_one())
    assert not any(code.replace("-", "") in kept for code in paper)
