"""The shape of the project: the lock file, the names of files, and the fixtures all tests rely on."""

from __future__ import annotations

import ast
import contextlib
import importlib
import logging
import re
import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from crm_desktop.clock import SetClock
from tests.conftest import _checked
from tests.postgres import PgDatabase, PgServer

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "crm_desktop").rglob("*.py"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def _plain_name(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_every_dependency_is_locked_with_hashes() -> None:
    """What pyproject.toml names is in the lock, and no locked line lacks a hash."""
    locked = {_plain_name(line) for line in LOCK.splitlines() if re.match(r"[a-z0-9]", line)}
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    assert {_plain_name(line) for line in wanted} <= locked
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_lock_names_no_host() -> None:
    """The lock works with any mirror: it names none."""
    assert "://" not in LOCK
    assert "index-url" not in LOCK.replace("--no-emit-index-url", "")
    assert "find-links" not in LOCK


def test_uv_runs_the_locked_versions() -> None:
    """`uv run` resolves by itself; its constraints are the lock's pins (`make lock` writes both)."""
    pins = [line.removesuffix(" \\") for line in LOCK.splitlines() if re.match(r"[a-z0-9]", line)]
    assert PYPROJECT["tool"]["uv"]["constraint-dependencies"] == pins


def test_modules_keep_the_house_rules() -> None:
    """Docstrings on modules and classes, no drawers for odds and ends, files one can read in one go."""
    wrong = [f"{path.relative_to(ROOT)}: {why}" for path in MODULES for why in _against_the_rules(path)]
    assert len(MODULES) > 900
    assert not wrong, "\n".join(wrong)


def _against_the_rules(path: Path) -> Iterator[str]:
    """What a module lacks or has too much of."""
    if set(path.stem.split("_")) & {"utils", "util", "misc", "manager", "helper", "helpers"}:
        yield "a drawer for odds and ends"
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    without = [node.name for node in classes if not ast.get_docstring(node)]
    if not ast.get_docstring(tree):
        yield "the module has no docstring"
    if without:
        yield f"classes without a docstring: {without}"
    if text.count("\n") > 500:
        yield "longer than 500 lines: split it"


def test_clock_stands_still(clock: SetClock) -> None:
    """The set clock moves only when told."""
    before = clock.now()
    assert clock.now() == before
    clock.move(minutes=5)
    assert (clock.now() - before).total_seconds() == 300


@pytest.mark.parametrize("host", ["192.0.2.1", "example.invalid"])
def test_network_is_closed(host: str) -> None:
    """A test that reaches for another computer fails even if the code swallows the error."""
    from tests.conftest import _watch

    with pytest.raises(OSError, match="no network"):
        socket.create_connection((host, 80), timeout=0.1)
    assert _watch.network == [host]
    _watch.network.clear()


@pytest.mark.parametrize("where", ["crm_desktop.x", "sqlalchemy.pool"])
def test_an_unexpected_warning_fails_a_test(where: str, request: pytest.FixtureRequest) -> None:
    """What the fixture does to a test that logs a warning: fail it, unless a mark allows the text."""
    item = request.node

    def warned() -> None:
        step = _checked(item)
        next(step)
        logging.getLogger(where).warning("the line was cut")
        logging.getLogger(where).info("not worth a word")
        with contextlib.suppress(StopIteration):
            step.send(None)

    with pytest.raises(pytest.fail.Exception, match=f"WARNING {where}: the line was cut"):
        warned()
    item.add_marker(pytest.mark.allow_log("the line was .ut"))
    warned()


def test_every_benchmark_can_be_begun() -> None:
    """They are run by hand, so nothing else would notice that what they measure has moved."""
    for file in sorted((ROOT / "tests" / "scale").glob("bench_*.py")):
        assert callable(importlib.import_module(f"tests.scale.{file.stem}").run)


def test_fresh_database_is_a_copy_of_its_template(pg_server: PgServer) -> None:
    """A template is built once; copies don't see each other."""
    built = []

    def build(database: PgDatabase) -> None:
        built.append(database.name)
        with psycopg.connect(database.url()) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE TABLE lead (name text NOT NULL)")

    template = pg_server.template("layout", build)
    one, two = pg_server.fresh(template), pg_server.fresh(pg_server.template("layout", build))
    with psycopg.connect(one.url()) as connection:
        connection.execute("INSERT INTO lead VALUES ('कमला')")
    with psycopg.connect(two.url()) as connection:
        assert connection.execute("SELECT count(*) FROM lead").fetchone() == (0,)
        assert connection.execute("SELECT similarity('asha', 'ashaa') > 0.5").fetchone() == (True,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert len(built) == 1
    pg_server.drop(one)
    pg_server.drop(two)


def test_database_is_reached_by_socket_too(pg_database: PgDatabase) -> None:
    """The server listens on a socket in its own folder, for tests of local sign-in."""
    address = (
        f"postgresql://postgres@/{pg_database.name}?host={pg_database.socket_dir}&port={pg_database.port}"
    )
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == (pg_database.name,)
