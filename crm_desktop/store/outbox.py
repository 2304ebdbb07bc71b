"""What people did at this workstation, kept until the server has it: the outbox in the seat's own file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.kept_acts import (
    BEGINS,
    KEPT_FOR,
    OF_A_CALL,
    OF_CALLBACKS,
    PRESENCE,
    RESULTS,
    SHOWN,
    WRITTEN,
    ActKind,
    ActState,
    KeptAct,
    mac_of,
)
from crm_desktop.store.seat import Seat

_COLUMNS = (
    "no, id, person_id, session_id, person_name, kind, lead_id, call_id, made_at, payload, mac, state,"
    " outcome, told"
)
# Whatever way these are carried out, the server remembers them under the act's own id.
_COMMANDS = RESULTS | OF_CALLBACKS | WRITTEN | {
    ActKind.NOTE, ActKind.CALL_LATER, ActKind.SKIP, ActKind.MISSED, ActKind.EARLIER, ActKind.BOOKED,
    ActKind.NUMBER_SHOWN, ActKind.REQUEST, ActKind.SAID_NO,
}  # fmt: skip


def _listed(kinds: Iterable[ActKind]) -> str:
    return ", ".join(f"'{kind.value}'" for kind in sorted(kinds))


_KINDS = frozenset(ActKind)
_KNOWN_AS_COMMANDS, _OF_A_CALL = _listed(_COMMANDS), _listed(OF_A_CALL)
_PRESENCE = _listed(PRESENCE)
_ALIVE = "presence.alive"
_WITNESS = "server.witness"
_WHOLE = "payload <> ''"  # what an erased person's act said is gone: it is never offered again
_BEGINS, _ENDS = _listed(BEGINS), _listed(RESULTS | {ActKind.PUT_DOWN})


class Outbox:
    """Acts in the order they were done. Each is on the disk when the method returns."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def put(self, act: KeptAct, key: bytes = b"") -> KeptAct:
        """Keep an act under the next number, signed with `key`; the one that is there when it comes again."""
        with self._seat.together() as run:
            known = run(f"SELECT {_COLUMNS} FROM acts WHERE id = ?", (act.id.bytes,))
            if known:
                return _act(known[0])
            run(
                "INSERT INTO acts (id, person_id, session_id, person_name, kind, lead_id, call_id, made_at,"
                " payload, mac, state, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, x'', ?, ?)",
                (
                    act.id.bytes,
                    act.person_id.bytes,
                    act.session_id.bytes,
                    act.person_name,
                    act.kind.value,
                    _packed(act.lead_id),
                    _packed(act.call_id),
                    _text(act.made_at),
                    act.payload,
                    ActState.WAITING.value,
                    act.told,
                ),
            )
            no = int(run("SELECT no FROM acts WHERE id = ?", (act.id.bytes,))[0][0])
            kept = replace(act, no=no, made_at=act.made_at.astimezone(UTC))
            signed = replace(kept, mac=mac_of(kept, key))
            run("UPDATE acts SET mac = ? WHERE no = ?", (signed.mac, no))
            return signed

    def withdraw(self, act_id: UUID) -> None:
        """Forget an act that the server refused at once: the person was told, and nothing happened."""
        self._seat.run("DELETE FROM acts WHERE id = ? AND state = 'waiting'", (act_id.bytes,))

    def settle(
        self,
        act_ids: Sequence[UUID],
        at: datetime,
        epoch: UUID | None,
        outcome: str = "applied",
        why: str = "",
    ) -> None:
        """The server has these acts, or nothing follows from them; kept for a week all the same."""
        with self._seat.together() as run:
            for act_id in act_ids:
                run(
                    "UPDATE acts SET state = 'settled', outcome = ?, told = CASE WHEN ? <> '' THEN ?"
                    " ELSE told END, settled_at = ?, epoch = ?, is_shown = ? WHERE id = ?",
                    (outcome, why, why, _text(at), _packed(epoch), int(outcome not in SHOWN), act_id.bytes),
                )

    def submitted(self, act_ids: Sequence[UUID]) -> None:
        """Handed in for their person, who will apply them."""
        with self._seat.together() as run:
            for act_id in act_ids:
                run("UPDATE acts SET state = 'submitted' WHERE id = ? AND state = 'waiting'", (act_id.bytes,))

    def waiting(self, person_id: UUID | None = None) -> tuple[KeptAct, ...]:
        """What isn't known to be on the server, in order; of one person or of everybody."""
        whose, values = ("", ()) if person_id is None else (" AND person_id = ?", (person_id.bytes,))
        return self._acts(f"WHERE state = 'waiting'{whose} ORDER BY no", values)

    def to_send(self, person_id: UUID) -> tuple[KeptAct, ...]:
        """A person's waiting acts that stand by themselves: dials and marks go with their call's result."""
        return self._acts(
            f"WHERE state = 'waiting' AND person_id = ? AND kind NOT IN ({_OF_A_CALL}) ORDER BY no",
            (person_id.bytes,),
        )

    def get(self, act_id: UUID) -> KeptAct | None:
        """One act, whatever its state."""
        return next(iter(self._acts("WHERE id = ?", (act_id.bytes,))), None)

    def is_waiting(self, act_id: UUID) -> bool:
        """Whether an act lies here and isn't known to be on the server."""
        act = self.get(act_id)
        return act is not None and act.state is ActState.WAITING

    def of_call(self, call_id: UUID) -> tuple[KeptAct, ...]:
        """Everything kept of one call, in order."""
        return self._acts("WHERE call_id = ? ORDER BY no", (call_id.bytes,))

    def open_call(self, person_id: UUID) -> KeptAct | None:
        """The dial of a person's call that the server doesn't know of and that has no result yet."""
        found = self._acts(
            f"WHERE state = 'waiting' AND person_id = ? AND kind IN ({_BEGINS}) AND NOT EXISTS"
            f" (SELECT 1 FROM acts done WHERE done.call_id = acts.call_id AND done.kind IN ({_ENDS}))"
            " ORDER BY no LIMIT 1",
            (person_id.bytes,),
        )
        return found[0] if found else None

    def last_dial(self, person_id: UUID) -> KeptAct | None:
        """The call a person began last at this workstation, whether or not the server knows of it."""
        found = self._acts(
            f"WHERE person_id = ? AND kind IN ({_BEGINS}) ORDER BY no DESC LIMIT 1", (person_id.bytes,)
        )
        return found[0] if found else None

    def last_change(self, person_id: UUID, session_id: UUID) -> KeptAct | None:
        """The last change of presence of a sign-in at this workstation, whether or not the server has it."""
        found = self._acts(
            f"WHERE person_id = ? AND session_id = ? AND kind IN ({_PRESENCE}) ORDER BY no DESC LIMIT 1",
            (person_id.bytes, session_id.bytes),
        )
        return found[0] if found else None

    def note_alive(self, session_id: UUID, at: datetime) -> None:
        """The program of a sign-in is alive, whether or not the server can be told."""
        self._seat.set(_ALIVE, {"session": str(session_id), "at": _text(at)})

    def alive_at(self, session_id: UUID) -> datetime | None:
        """When the program of a sign-in was alive last; None for another one's."""
        kept = self._seat.get(_ALIVE)
        if not isinstance(kept, dict) or kept.get("session") != str(session_id):
            return None
        return datetime.fromisoformat(str(kept["at"]))

    def witness(self) -> str | None:
        """What the server gave to be shown at the next look, by which an older store is found out."""
        kept = self._seat.get(_WITNESS)
        return kept if isinstance(kept, str) else None

    def keep_witness(self, witness: str | None) -> None:
        """Keep the newest; where none was given, the one before."""
        if witness is not None and witness != self.witness():
            self._seat.set(_WITNESS, witness)

    def counts(self) -> dict[UUID, int]:
        """How many acts wait, by person: calls and texts count once, also while the result is missing."""
        rows = self._seat.run(
            "SELECT person_id, count(DISTINCT coalesce(call_id, json_extract(payload, '$.message_id'), id))"
            " FROM acts WHERE state = 'waiting' GROUP BY person_id"
        )
        return {UUID(bytes=row[0]): int(row[1]) for row in rows}

    def forget_name(self, person_id: UUID) -> None:
        """Whose account was deleted is named by no act any more."""
        self._seat.run("UPDATE acts SET person_name = '' WHERE person_id = ?", (person_id.bytes,))

    def people(self) -> dict[UUID, str]:
        """Who has acts waiting here, by name."""
        rows = self._seat.run("SELECT DISTINCT person_id, person_name FROM acts WHERE state = 'waiting'")
        return {UUID(bytes=row[0]): str(row[1]) for row in rows}

    def unshown(self, person_id: UUID) -> tuple[KeptAct, ...]:
        """Settled acts that came out otherwise than meant, and that the person hasn't been shown."""
        return self._acts(
            "WHERE state = 'settled' AND is_shown = 0 AND person_id = ? ORDER BY no", (person_id.bytes,)
        )

    def shown(self, act_ids: Sequence[UUID]) -> None:
        """The person has seen how these came out."""
        with self._seat.together() as run:
            for act_id in act_ids:
                run("UPDATE acts SET is_shown = 1 WHERE id = ?", (act_id.bytes,))

    def offer_again(self, epoch: UUID) -> int:
        """The store came back from a copy: what other epochs acknowledged waits again; gives how many."""
        other = f"(state = 'settled' OR state = 'submitted') AND {_WHOLE} AND (epoch IS NULL OR epoch <> ?)"
        with self._seat.together() as run:
            found = run(f"SELECT count(*) FROM acts WHERE {other}", (epoch.bytes,))
            run(
                "UPDATE acts SET state = 'waiting', outcome = '', is_shown = 0, settled_at = NULL"
                f" WHERE {other}",
                (epoch.bytes,),
            )
        return int(found[0][0])

    def settled(self, person_id: UUID, epoch: UUID) -> dict[UUID, int]:
        """Acts of a person that the server acknowledged, as commands it must know of, with their numbers."""
        rows = self._seat.run(
            "SELECT id, no FROM acts WHERE state = 'settled' AND outcome = 'applied' AND person_id = ?"
            f" AND epoch = ? AND kind IN ({_KNOWN_AS_COMMANDS})",
            (person_id.bytes, epoch.bytes),
        )
        return {UUID(bytes=row[0]): int(row[1]) for row in rows}

    def offer_since(self, no: int) -> int:
        """The store lost what was done from this act on: all of it waits again; gives how many acts."""
        with self._seat.together() as run:
            lost = f"state <> 'waiting' AND {_WHOLE} AND no >= ?"
            found = run(f"SELECT count(*) FROM acts WHERE {lost}", (no,))
            run(
                "UPDATE acts SET state = 'waiting', outcome = '', is_shown = 0, settled_at = NULL"
                f" WHERE {lost}",
                (no,),
            )
        return int(found[0][0])

    def forget_old(self, now: datetime) -> None:
        """Forget what was settled more than a week ago."""
        self._seat.run(
            "DELETE FROM acts WHERE state = 'settled' AND settled_at < ?", (_text(now - KEPT_FOR),)
        )

    def _acts(self, where: str, values: Sequence[object]) -> tuple[KeptAct, ...]:
        rows = self._seat.run(f"SELECT {_COLUMNS} FROM acts {where}", values)
        return tuple(_act(row) for row in rows if row[5] in _KINDS)  # a newer program's wait for it


def _act(row: Sequence[Any]) -> KeptAct:
    return KeptAct(
        no=int(row[0]),
        id=UUID(bytes=row[1]),
        person_id=UUID(bytes=row[2]),
        session_id=UUID(bytes=row[3]),
        person_name=row[4],
        kind=ActKind(row[5]),
        lead_id=_unpacked(row[6]),
        call_id=_unpacked(row[7]),
        made_at=datetime.fromisoformat(row[8]),
        payload=row[9],
        mac=bytes(row[10]),
        state=ActState(row[11]),
        outcome=row[12],
        told=row[13],
    )


def _packed(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _unpacked(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def _text(moment: datetime) -> str:
    """UTC in a form that sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
