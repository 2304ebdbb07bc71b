"""The last sign-in of each person at this workstation, so that work can begin while the server is away.

What is kept: who it was, the sign-in's id and the key that signs its acts, sealed by the person's password
(argon2id, 64 MiB, then AES-256-GCM) inside the seat's encrypted file; never the password nor the token that
opens the server. Beside it, only in that file: when the server last confirmed the sign-in, how far the clocks
are apart, and the wrong passwords.

What it opens: this workstation's own kept leads while they are fresh, the running call, and acts for the
outbox. The server is asked nothing and believes nothing of it: once it is back it checks the password anew.

When it ends: 12 hours after the server last confirmed it (a long day with its break-downs; the next morning
asks the server), with the sign-out, with another password, when the server says that the person may not sign
in, and while the clock shows a time before the last confirmation. Closing the window without a server isn't a
sign-out. After the third wrong password each further one waits, up to a quarter of an hour.

What a stolen computer gives: the seat's file opens only with the workspace's key, which lies in the system's
key store or under the workstation's passphrase. Whoever has that too can guess passwords against the seal, an
argon2 each (the waits bind only this program, and a clock turned back lengthens the 12 hours). A password
guessed so opens the server as well: the person is given a one-time password at once. What then is left is the
key of that one sign-in: acts signed with it are taken only through somebody's live sign-in, and bear its id.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from crm_desktop.domain.people import Actor, Role
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.secrets.errors import SealedFileDamaged, SealedForAnother
from crm_desktop.secrets.sealing import (
    DoesNotOpen,
    PassphraseCost,
    seal_under_passphrase,
    unseal_under_passphrase,
)
from crm_desktop.services.people import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT

GOOD_FOR = timedelta(hours=12)
_KEPT = "team.sign_in."


class Kept(Protocol):
    """Where this workstation keeps its own settings."""

    def get(self, key: str) -> Any | None:
        """A value, None when it was never set."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


class TooOld(StoreProblem):
    """The server is away, and hasn't confirmed the sign-in for too long."""

    is_about_server = True

    def __init__(self) -> None:
        super().__init__(
            "The server can’t be reached, and your last sign-in at this computer is more than {hours} hours "
            "old. You can sign in when the server is back.",
            hours=int(GOOD_FOR.total_seconds()) // 3600,
        )


class ClockBehindSignIn(StoreProblem):
    """The server is away, and the clock was turned back since."""

    is_about_server = True

    def __init__(self) -> None:
        super().__init__(
            "The server can’t be reached, and the clock of this computer shows a time before your last "
            "sign-in here. Set the clock right, then try again."
        )


@dataclass(frozen=True, slots=True)
class KeptSignIn:
    """A sign-in that can go on; `apart`: how far the server's clock is ahead of the computer's."""

    actor: Actor
    seat: str
    day: int
    mac_key: bytes
    apart: timedelta

    def __repr__(self) -> str:
        return f"KeptSignIn(actor={self.actor!r})"


class KeptSignIns:
    """The sign-ins kept in one seat's file, by sign-in name. Slow by argon2: not for the GUI thread."""

    def __init__(self, kept: Kept, workspace_id: UUID) -> None:
        self._kept = kept
        self._workspace_id = workspace_id

    def keep(self, name: str, password: str, sign_in: KeptSignIn, now: datetime) -> None:
        """Keep a sign-in the server gave just now in place of the person's last; `now` by the server."""
        actor = sign_in.actor
        fields = {
            "person": str(actor.person_id),
            "session": str(actor.session_id),
            "name": actor.name,
            "role": actor.role.value,
            "team": None if actor.team_id is None else str(actor.team_id),
            "seat": sign_in.seat,
            "day": sign_in.day,
            "mac_key": sign_in.mac_key.hex(),
        }
        sealed = seal_under_passphrase(
            json.dumps(fields).encode(), password, self._bound_to(name), PassphraseCost()
        )
        record = {"sealed": sealed.decode(), **_confirmed(now, sign_in.apart), "failed": 0}
        self._kept.set(_KEPT + name, record)

    def confirm(self, name: str, now: datetime, apart: timedelta) -> None:
        """The server has just taken something from this sign-in: its hours begin anew."""
        record = self._record(name)
        if record is not None:
            self._kept.set(_KEPT + name, record | _confirmed(now, apart))

    def forget(self, name: str) -> None:
        """Nothing goes on for this person any more."""
        if self._record(name) is not None:
            self._kept.set(_KEPT + name, None)

    def forget_if_opened_by(self, name: str, password: str) -> None:
        """The server refuses what opens the kept sign-in: the password was changed, or the person is out."""
        record = self._record(name)
        if record is not None and self._unsealed(name, password, record) is not None:
            self.forget(name)

    def open(self, name: str, password: str, own_now: datetime) -> KeptSignIn | None:
        """The sign-in that goes on, None where none is kept; `own_now` by the computer's clock.

        Raises `TooOld`, `ClockBehindSignIn`, and UserError (field `password`) for a wrong password or while
        one has to wait after several.
        """
        record = self._record(name)
        if record is None:
            return None
        try:
            apart = timedelta(seconds=float(record["apart_s"]))
            confirmed_at = datetime.fromisoformat(record["confirmed_at"])
            waits_until = datetime.fromisoformat(record["waits_until"]) if record.get("waits_until") else None
        except (KeyError, TypeError, ValueError):
            return None  # by another version of the program
        now = own_now + apart
        if now < confirmed_at:
            raise ClockBehindSignIn
        if now - confirmed_at > GOOD_FOR:
            self.forget(name)
            raise TooOld
        if waits_until is not None and now < waits_until:
            raise UserError(
                "Too many wrong passwords. Wait {seconds} seconds, then try again, "
                "or ask your team lead for a one-time password.",
                field="password",
                seconds=math.ceil((waits_until - now).total_seconds()),
            )
        fields = self._unsealed(name, password, record)
        if fields is None:
            self._note_failed(name, record, now)
            raise UserError("The password is wrong. Try again.", field="password")
        self._kept.set(_KEPT + name, record | {"failed": 0, "waits_until": None})
        return _read(fields, apart)

    def _note_failed(self, name: str, record: dict[str, Any], now: datetime) -> None:
        count = int(record.get("failed", 0)) + 1
        wait = min(FIRST_WAIT * 2 ** max(0, count - FREE_TRIES), LONGEST_WAIT)
        until = (now + wait).isoformat() if count >= FREE_TRIES else None
        self._kept.set(_KEPT + name, record | {"failed": count, "waits_until": until})

    def _record(self, name: str) -> dict[str, Any] | None:
        found = self._kept.get(_KEPT + name)
        return found if isinstance(found, dict) else None

    def _unsealed(self, name: str, password: str, record: dict[str, Any]) -> dict[str, Any] | None:
        try:
            text = unseal_under_passphrase(
                str(record["sealed"]).encode(), password, self._bound_to(name), Path("seat")
            )
            fields: dict[str, Any] = json.loads(text)
        except (DoesNotOpen, SealedFileDamaged, SealedForAnother, KeyError, ValueError):
            return None
        return fields

    def _bound_to(self, name: str) -> str:
        return f"crm-desktop sign-in {self._workspace_id} {name}"


def _confirmed(now: datetime, apart: timedelta) -> dict[str, Any]:
    return {"confirmed_at": now.astimezone(UTC).isoformat(), "apart_s": apart.total_seconds()}


def _read(fields: dict[str, Any], apart: timedelta) -> KeptSignIn:
    team = fields["team"]
    actor = Actor(
        UUID(fields["person"]),
        UUID(fields["session"]),
        str(fields["name"]),
        Role(fields["role"]),
        None if team is None else UUID(team),
    )
    return KeptSignIn(actor, str(fields["seat"]), int(fields["day"]), bytes.fromhex(fields["mac_key"]), apart)
