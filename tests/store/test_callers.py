"""Who has rung: the statements seek in indexes, whatever the planner thinks of the sizes."""

from __future__ import annotations

import re

import pytest

from crm_desktop.domain.people import Permission, Role, reach
from crm_desktop.ids import new_id
from crm_desktop.store.callers import at_number, by_last_digits, digits_given
from crm_desktop.store.team.functions import callers
from crm_desktop.store.unit_of_work import Store


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("is_longer", [False, True])
def test_last_digits_seek_in_their_index(sqlite_store: Store, role: Role, is_longer: bool) -> None:
    statement = by_last_digits(reach(role, Permission.SEE_LEADS), 13, is_longer=is_longer)
    plan = _plan(sqlite_store, statement, digits_given("12345"))
    index = "USING COVERING INDEX" if not is_longer else "USING INDEX"
    assert f"SEARCH phones {index} ix_phones_last_digits" in " ".join(plan[:2]), plan
    assert not any("SCAN" in line and line != "SCAN few" for line in plan), plan
    chosen = plan[: plan.index("SCAN few")]
    assert "USE TEMP B-TREE FOR ORDER BY" not in chosen, plan  # it stops when there are enough


@pytest.mark.parametrize("role", list(Role))
def test_a_whole_number_is_one_seek(sqlite_store: Store, role: Role) -> None:
    plan = _plan(sqlite_store, at_number(reach(role, Permission.SEE_LEADS), 50), {"e164": "+919820012345"})
    assert "e164=?" in plan[0]
    assert not any("SCAN" in line for line in plan), plan


def test_postgresql_has_the_index_of_last_digits(postgres_store: Store) -> None:
    body = next(f.body for f in callers.FUNCTIONS if f.name == "callers_ending")
    given = {"p_four": "'2345'", "p_ends": "'%12345'", "p_me": f"'{new_id()}'::uuid", "p_limit": "13"}
    given |= {"p_team": f"'{new_id()}'::uuid", "p_reach": "'own'"}
    for name, value in given.items():
        body = re.sub(rf"\b{name}\b", value, body)
    with postgres_store.read() as work:
        work.driver.execute("SET LOCAL enable_seqscan = off")
        plan = [row[0] for row in work.driver.execute("EXPLAIN " + body).fetchall()]
    assert any("ix_phones_last_digits" in line for line in plan), plan


def _who() -> dict[str, object]:
    return {"me": new_id(), "team": new_id()}


def _plan(store: Store, statement: object, given: dict[str, object]) -> list[str]:
    with store.read() as work:
        wanted = {name for name, _ in statement.binds(work)}  # type: ignore[attr-defined]
        values = {k: v for k, v in {**given, **_who()}.items() if k in wanted}
        sql = statement.sql(work)  # type: ignore[attr-defined]
        parameters = statement.parameters(work, **values)  # type: ignore[attr-defined]
        return [row[3] for row in work.driver.execute("EXPLAIN QUERY PLAN " + sql, parameters).fetchall()]
