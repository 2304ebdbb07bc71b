"""A store that came from a copy of before: nothing is dialled until it is known who was erased since.

The list of erasures tells it. Of a server's, sealed lines stand in the store itself, and come back from its
night script and from workstations; only an admin's program opens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, LargeBinary, Text, cast, column, delete, func, select, update
from sqlalchemy.dialects import postgresql

from crm_desktop.domain.erasure import PUT_BACK_WHY
from crm_desktop.store.erasure_ledger import digest_of
from crm_desktop.store.server_care import said_by_script
from crm_desktop.store.tables import campaigns, erasure_lines, workspace
from crm_desktop.store.unit_of_work import Work

# Word of a server's script: until when the list beside its dumps reaches, which it has brought back.
REACHES = "crm.erasures_until"
MOST_LINES = 200  # handed over at a time


class PutBack:
    """Whether dialling is off since the store was put back, and what ends that."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    def since(self) -> datetime | None:
        """Since when dialling is off; None: it isn't."""
        at: datetime | None = self._run(select(workspace.c.put_back_at)).scalar_one_or_none()
        return at

    def reaches_until(self) -> datetime | None:
        """Until when a list reaches that the server's script brought; None where there is none."""
        if self._work.is_sqlite:
            return None
        at = said_by_script(self._work).get(REACHES, "")
        try:
            return datetime.fromisoformat(at) if at else None
        except ValueError:
            return None

    def is_brought(self) -> bool:
        """Whether the server's script brought a list that reaches beyond what was put back."""
        return bool(self._run(select(func.erasures_are_brought())).scalar_one())

    def lacks_audit_key(self) -> bool:
        """Whether a server's list can't be read: its key is in no dump and was not brought back."""
        return not self._work.is_sqlite and bool(self._run(select(func.audit_key_lacks())).scalar_one())

    def hold(self) -> None:
        """Dial nothing from now on, in a local store; a server notices by itself."""
        now = self._work.now
        self._run(update(workspace).values(put_back_at=now))
        paused = {"paused_at": now, "paused_why": PUT_BACK_WHY, "version": campaigns.c.version + 1}
        going = (campaigns.c.paused_at.is_(None), campaigns.c.is_active, ~campaigns.c.is_practice)
        self._run(update(campaigns).where(*going).values(**paused))

    def let_go(self, why: str) -> bool:
        """Dialling is on again; False where it was. `why`: empty where the script brought the list."""
        if not self._work.is_sqlite:
            return bool(self._run(select(func.dialling_on(why))).scalar_one())
        if self.since() is None:
            return False
        self._run(update(workspace).values(put_back_at=None))
        again = {"paused_at": None, "paused_why": "", "version": campaigns.c.version + 1}
        self._run(update(campaigns).where(campaigns.c.paused_why == PUT_BACK_WHY).values(**again))
        self._work.record("restore.dialling_on", "workspace", None, why=why)
        return True


class LinesOnServer:
    """The sealed lines in a server's store."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    # --- as an admin ---

    def all(self) -> list[str]:
        """Every line, the oldest first."""
        order = (erasure_lines.c.at, erasure_lines.c.digest)
        return list(self._run(select(erasure_lines.c.line).order_by(*order)).scalars())

    def digests(self) -> frozenset[bytes]:
        """By what its lines are known."""
        return frozenset(bytes(each) for each in self._run(select(erasure_lines.c.digest)).scalars())

    def add(self, lines: Iterable[str]) -> None:
        """Add lines; those that are there stay."""
        rows = [{"digest": digest_of(line), "line": line, "at": self._work.now} for line in lines]
        if rows:
            self._run(postgresql.insert(erasure_lines).on_conflict_do_nothing(), rows)

    def drop(self, lines: Sequence[str]) -> None:
        """Take out what isn't of this list."""
        self._run(delete(erasure_lines).where(erasure_lines.c.digest.in_([digest_of(x) for x in lines])))

    # --- as a workstation ---

    def lacking(self, known: Iterable[str]) -> list[str]:
        """Lines that this workstation doesn't have yet, some at a time."""
        digests = cast([digest_of(line) for line in known], ARRAY(LargeBinary))
        rows = func.erasure_lines_here(digests).table_valued(column("line", Text))
        return list(self._run(select(rows.c.line)).scalars())

    def hand_in(self, lines: Sequence[str]) -> int:
        """Bring what the store lacks of these, which it may since it was put back; gives how many lines."""
        by_digest = {digest_of(line): line for line in lines}
        rows = func.erasure_lines_wanted(cast(list(by_digest), ARRAY(LargeBinary)))
        asked = rows.table_valued(column("digest", LargeBinary))
        wanted = [by_digest[bytes(each)] for each in self._run(select(asked.c.digest)).scalars()]
        brought = 0
        for start in range(0, len(wanted), MOST_LINES):
            some = cast(wanted[start : start + MOST_LINES], ARRAY(Text))
            brought += int(self._run(select(func.hand_in_erasure_lines(some))).scalar_one())
        return brought


__all__ = ["LinesOnServer", "PutBack"]
