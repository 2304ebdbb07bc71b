"""What `make test` runs on PostgreSQL's newest server too: a short part of what runs on the installed one.

CRM_DESKTOP_TEST_POSTGRES=newest runs every test that has to do with PostgreSQL on the newest, as `make soak`
does; =installed leaves the short part out. Servers with TLS are always the system's.
"""

from __future__ import annotations

import pytest

from tests.postgres import INSTALLED, NEWEST, WHICH, newest_binaries

#: Beginnings of tests' names: schema, rights, attacks, claims, feed, outbox, there and back, upgrade.
SHORT_PART = (
    "tests/store/test_migrations.py::test_tables_and_migrations_agree",
    "tests/store/team/test_catalogue.py",
    "tests/store/team/test_signing_in.py",
    "tests/store/team/test_attacks_psql.py::test_no_way_out_of_the_box",
    "tests/store/team/test_attacks_psql.py::test_every_table_answers_with_own_rows_alone",
    "tests/store/team/test_attacks_psql.py::test_forged_acts_of_a_telecaller",
    "tests/store/team/test_attacks_psql.py::test_what_any_login_may_do_is_on_the_list",
    "tests/store/test_queue.py::test_due_leads_are_sought_in_order",
    "tests/store/test_queue.py::test_the_database_itself_keeps_one_screen",
    "tests/store/test_live.py::test_others_changes_are_hinted_at",
    "tests/store/test_live.py::test_what_is_committed_shows_while_another_transaction_is_open",
    "tests/services/offline/test_apply.py::test_whoever_called_since_decides",
    "tests/services/offline/test_apply.py::test_whatever_is_repeated_nothing_is_lost",
    "tests/services/team/test_sharing.py::test_there_and_back_again",
)
_ELSEWHERE = {"sqlite", "sqlite_store", "sqlite_staffed", "sqlite_office"}
_AS_ADMINISTRATOR = {"postgresql", "postgres_office"}  # in the short part a team's people are enough
_STARTING = ("pg_", "postgres_", "team_", "away_office", "asking_", "own_server")
_OWN = {"own_cluster", "PgServer", "find_binaries", "TeamOffice", "make_team_office"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The short part once more, on the newest server."""
    name = metafunc.definition.nodeid.partition("[")[0]
    if not WHICH and newest_binaries() is not None and name.startswith(SHORT_PART):
        metafunc.parametrize("which_postgres", [INSTALLED, NEWEST], indirect=True, scope="session")


def is_left_out(item: pytest.Item) -> bool:
    """Whether a run on the newest has nothing to learn from a test: it meets no server at all."""
    callspec = getattr(item, "callspec", None)
    params = {} if callspec is None else callspec.params
    if params.get("which_postgres", WHICH) != NEWEST:
        return False
    engines = {value for value in params.values() if isinstance(value, str)}
    if engines & _ELSEWHERE or (not WHICH and engines & _AS_ADMINISTRATOR):
        return True
    if engines & {"postgresql", "team"} or any("postgres_" in each or "team_" in each for each in engines):
        return False
    if not isinstance(item, pytest.Function):
        return True
    is_starting = any(name.startswith(_STARTING) for name in item.fixturenames)
    return not is_starting and not _OWN & vars(item.module).keys()


def is_newest(nodeid: str) -> bool:
    """Whether the test of this name runs on the newest beside the installed one."""
    return NEWEST in nodeid.rpartition("[")[2].rstrip("]").split("-")
