"""What every test gets: an offscreen screen, a set clock, no network, and failure on unexpected warnings."""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Generator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from crm_desktop import ids
from crm_desktop.clock import SetClock

# Before anything imports Qt, keyring or the program's folders.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
os.environ.pop("CRM_DESKTOP_LOG", None)

from tests.away_office import away_office, away_office_template  # noqa: F401 - likewise
from tests.calling_office import (  # noqa: F401 - fixtures for all tests
    co,
    postgres_office,
    postgres_office_template,
    sqlite_office,
    sqlite_office_template,
    team_office,
    team_office_template,
)
from tests.compiled_once import compile_once
from tests.memory_folder import use_memory
from tests.migrated_once import migrate_once, real_migrations  # noqa: F401 - a fixture
from tests.newest_postgres import is_left_out, is_newest, pytest_generate_tests  # noqa: F401 - a hook
from tests.postgres import (  # noqa: F401 - fixtures for all tests
    WHICH,
    pg_database,
    pg_server,
    pg_servers,
    pg_template,
    which_postgres,
)
from tests.staffed_stores import (  # noqa: F401 - likewise
    office,
    postgres_staff,
    postgres_staffed,
    sqlite_staff,
    sqlite_staffed,
    staffed,
    staffed_here,
    team_staff,
    team_staffed,
)
from tests.stores import (  # noqa: F401 - likewise
    postgres_store,
    sqlite_store,
    sqlite_template,
    store,
    team_store,
)
from tests.team_offices import asking_place, asking_server, local_office, own_keys  # noqa: F401 - likewise

settings.register_profile(
    "quick", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
PROFILE = os.environ.get("CRM_DESKTOP_TEST_PROFILE", "quick")
settings.load_profile(PROFILE)
if PROFILE == "quick":  # each worker would read a thousand sources for the numbers and texts that stand there
    from hypothesis.internal.conjecture import providers

    providers._get_local_constants = lambda: providers._local_constants

LONG_FIRST = (
    "test_tour", "end_to_end", "services/team", "faults", "store/team/test_plans", "services", "store", "ui",
)  # fmt: skip
A_WHOLE_RUN = 3000  # tests; fewer were chosen by somebody, who gets them all
_IN_MEMORY = pytest.StashKey[Path | None]()

#: Fri 20 Nov 2026, 15:42 in India: inside calling hours, on a working day, near a month's end.
TEST_NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)

_SERVER = re.compile(r"(?<=[\[-])(postgresql|postgres_store)(?=[\]-])")  # in the name of a test
_LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|::1|localhost|")


class _Watch(logging.Handler):
    """Keeps the warnings, and the attempts to reach the network, of the test that runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []
        self.network: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record as text."""
        text = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            text += f" [{record.exc_info[1]!r}]"
        self.found.append(text)


_watch = _Watch()


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: no test may look up or reach another computer (libpq and Qt are not seen by it)."""
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a str or bytes is a local socket
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host is None:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not _LOOPBACK.fullmatch(str(host)):
        _watch.network.append(str(host))
        raise OSError(f"a test tried to reach {host!r}; tests use no network")


def pytest_configure(config: pytest.Config) -> None:
    """Send the program's own folders to a temporary place, watch the log, close the network."""
    config.stash[_IN_MEMORY] = use_memory()
    compile_once()
    migrate_once()
    ids._by_chance = ids.new_id  # leads that stand alike come as they were made, unless a test wants chance
    if "CRM_DESKTOP_HOME" not in os.environ:
        home = tempfile.TemporaryDirectory(prefix="crm-test-home-")
        os.environ["CRM_DESKTOP_HOME"] = home.name
        config.add_cleanup(home.cleanup)
    logging.getLogger().addHandler(_watch)
    sys.addaudithook(_refuse_network)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """What the run left in memory goes; after a failure it stays until the next run, to be looked at."""
    folder = session.config.stash[_IN_MEMORY]
    if folder is not None and exitstatus == 0:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _place(file: str) -> int:
    """Where a test's file stands in the run: long ones first, so that workers end together."""
    name = file.removeprefix("tests/")
    return next((n for n, start in enumerate(LONG_FIRST) if name.startswith(start)), len(LONG_FIRST))


def _left_to_soak(items: list[pytest.Item]) -> list[pytest.Item]:
    """Nine in ten tests as a server's administrator, of those that run as a team's people too."""
    names = {item.nodeid for item in items}
    return [
        item
        for item in items
        if item.nodeid.startswith(("tests/services/", "tests/store/"))
        if any(
            as_team != item.nodeid and as_team in names
            for as_team in (_SERVER.sub(team, item.nodeid) for team in ("team", "team_store"))
        )
        and zlib.crc32(item.nodeid.encode()) % 10
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put long files first; what `allow_log` allows to Python's logging it allows to Qt's messages too.

    A run of everything leaves some to `make soak`; one on the newest PostgreSQL what meets no server.
    """
    left = [item for item in items if is_left_out(item)]
    if len(items) >= A_WHOLE_RUN and not WHICH and PROFILE == "quick":
        left += _left_to_soak(items)
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: _place(item.nodeid.partition("::")[0]))
    for item in items:
        for mark in item.iter_markers("allow_log"):
            item.add_marker(pytest.mark.qt_log_ignore(*mark.args, extend=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Modules and seven thousand tests stay: the collector needn't walk over them again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files go to workers whole, and the short part on the newest PostgreSQL to one, which starts it once."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        """By file, but for what runs on the newest."""

        def _split_scope(self, nodeid: str) -> str:
            return "newest" if is_newest(nodeid) else str(super()._split_scope(nodeid))

    return Scheduling(config, log)


def _checked(item: pytest.Item) -> Generator[None, object, object]:
    _watch.found.clear()
    _watch.network.clear()
    result = yield
    allowed = [re.compile(pattern) for mark in item.iter_markers("allow_log") for pattern in mark.args]
    unexpected = [text for text in _watch.found if not any(a.search(text) for a in allowed)]
    reached = [f"network: {host}" for host in _watch.network]
    _watch.found.clear()
    _watch.network.clear()
    if unexpected or reached:
        pytest.fail("Unexpected in this test:\n  " + "\n  ".join(unexpected + reached), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test whose set-up warns or reaches for the network."""
    return (yield from _checked(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that warns or reaches for the network."""
    return (yield from _checked(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test whose tear-down warns or reaches for the network."""
    return (yield from _checked(item))


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at Fri 20 Nov 2026, 15:42 in India, until it is moved."""
    return SetClock(TEST_NOW)


@pytest.fixture
def by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leads that stand alike come by chance, as they do in the program."""
    monkeypatch.setattr(ids, "_by_chance", uuid4)


@pytest.fixture
def own_home(tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The program's folders for this test alone; gives the folder."""
    monkeypatch.setenv("CRM_DESKTOP_HOME", os.fspath(tmp_path))
    return os.fspath(tmp_path)
