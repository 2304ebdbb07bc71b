"""Statements sent through the real `psql`, each by itself, with what came back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from tests.postgres import PgDatabase, find_binaries
from tests.stores import TEAM

_MARK = "@@statement"


@dataclass(frozen=True)
class Answer:
    """What one statement gave: rows as text, and errors with their SQLSTATE."""

    statement: str
    rows: str
    errors: str

    @property
    def is_refused(self) -> bool:
        """Whether the server answered with an error, or that nothing was granted."""
        nothing_granted = "WARNING:  01007" in self.errors
        return "ERROR:" in self.errors or "FATAL:" in self.errors or nothing_granted

    @property
    def told(self) -> str:
        """Everything that came back."""
        return self.rows + self.errors


def ask(
    database: PgDatabase, name: str, statements: Sequence[str], *, with_token: bool = True
) -> list[Answer]:
    """Send statements as a person, one after the other on one connection; a failure stops none that follows.

    With a token the person has signed in before, as the program does.
    """
    script = ["\\set VERBOSITY verbose"]
    if with_token:
        script.append("SELECT token AS secret FROM sign_in(gen_random_uuid(), 'psql', 20261129) \\gset")
        script.append("SELECT set_config('crm.token', :'secret', false) \\gset")
    for number, statement in enumerate(statements):
        script += [f"\\echo {_MARK} {number}", f"\\warn {_MARK} {number}", f"{statement.rstrip(';')};"]
        script += ["ROLLBACK;"] if statement.lstrip().upper().startswith("BEGIN") else []
    binaries = find_binaries()
    assert binaries is not None
    done = subprocess.run(
        [str(binaries / "psql"), "-X", "-A", "-t", database.url(TEAM.person(name))],
        input="\n".join(script),
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PGOPTIONS": f"-c search_path={TEAM.schema},public -c statement_timeout=20s"},
        check=False,
    )
    rows, errors = _parts(done.stdout), _parts(done.stderr)
    return [
        Answer(statement, rows.get(number, ""), errors.get(number, ""))
        for number, statement in enumerate(statements)
    ]


def _parts(output: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in output.split(_MARK + " ")[1:]:
        number, _, rest = part.partition("\n")
        found[int(number)] = rest
    return found
