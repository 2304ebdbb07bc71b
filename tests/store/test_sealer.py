"""The audit chain finds what was changed, removed, added or cut off; on every engine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from crm_desktop.clock import SetClock
from crm_desktop.ids import new_id
from crm_desktop.store import sealer as sealing
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.tables import audit, audit_seals
from crm_desktop.store.unit_of_work import Store

KEY = bytes(range(32))


@pytest.fixture
def sealer(store: Store, monkeypatch: pytest.MonkeyPatch) -> Sealer:
    monkeypatch.setattr(sealing, "BATCH", 10)
    return Sealer(store, KEY)


def _acts(store: Store, count: int) -> None:
    with store.write(None) as work:
        for number in range(count):
            work.record("tested", "thing", new_id(), number=number, words=["नमस्ते", None, 1.5])


def _without_trigger(store: Store, statement: object) -> None:
    """As someone with the file and its key would: past the triggers."""
    with store.engine.connect() as plain:
        connection = plain.execution_options(write=True)
        with connection.begin():
            if connection.dialect.name == "sqlite":
                connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
            else:
                connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
            connection.execute(statement)  # type: ignore[call-overload]


def test_a_sound_chain(store: Store, sealer: Sealer) -> None:
    assert sealer.seal() is None
    _acts(store, 25)
    head = sealer.seal()
    assert head is not None
    assert head.no == 3
    _acts(store, 4)
    report = sealer.verify(head)
    assert (report.rows, report.seals, report.unsealed, report.problems) == (25, 3, 4, ())


def test_audit_rows_cannot_be_changed(store: Store) -> None:
    _acts(store, 1)
    with pytest.raises(DatabaseError, match="append-only"), store.write(None) as work:
        work.connection.execute(update(audit).values(act="other"))


def test_a_changed_row_is_found(store: Store, sealer: Sealer) -> None:
    _acts(store, 25)
    sealer.seal()
    with store.read() as work:
        number = work.connection.execute(select(audit.c.no).order_by(audit.c.no).offset(12)).scalars().first()
    _without_trigger(store, update(audit).where(audit.c.no == number).values(act="never_happened"))
    assert "were changed" in sealer.verify().problems[0]


def test_a_removed_row_is_found(store: Store, sealer: Sealer) -> None:
    _acts(store, 25)
    sealer.seal()
    with store.read() as work:
        number = work.connection.execute(select(func.min(audit.c.no))).scalar_one()
    _without_trigger(store, delete(audit).where(audit.c.no == number))
    assert sealer.verify().problems


def test_a_cut_off_tail_is_found_by_the_head_outside(store: Store, sealer: Sealer) -> None:
    _acts(store, 25)
    head = sealer.seal()
    with store.read() as work:
        last = work.connection.execute(select(audit_seals).order_by(audit_seals.c.no.desc())).first()
    assert last is not None
    _without_trigger(store, delete(audit).where(audit.c.no >= last.first_no))
    _without_trigger(store, delete(audit_seals).where(audit_seals.c.no == last.no))
    assert sealer.verify().problems == ()
    assert "cut off" in sealer.verify(head).problems[0]


def test_a_chain_made_anew_with_another_key_is_found(store: Store, sealer: Sealer) -> None:
    _acts(store, 5)
    Sealer(store, bytes(32)).seal()
    assert sealer.verify().problems


def test_retention_ends_a_stretch_with_a_signed_checkpoint(
    store: Store, sealer: Sealer, clock: SetClock
) -> None:
    _acts(store, 25)
    sealer.seal()
    clock.move(days=400)
    _acts(store, 15)
    head = sealer.seal()
    assert sealer.end_stretch(clock.now() - timedelta(days=365)) == 25
    report = sealer.verify(head)
    assert report.problems == ()
    assert report.rows == 15
    _without_trigger(store, update(audit_seals).where(audit_seals.c.is_checkpoint).values(previous=bytes(32)))
    assert "not signed" in sealer.verify().problems[0]


def test_a_row_that_commits_late_is_sealed_in_commit_order(postgres_store: Store) -> None:
    """PostgreSQL: a sequence loses what commits late; the chain waits for it."""
    sealer = Sealer(postgres_store, KEY)
    slow = postgres_store.engine.connect()
    transaction = slow.begin()
    row = {"id": new_id(), "at": postgres_store.clock.now(), "act": "slow", "subject_kind": "thing"}
    slow.execute(insert(audit).values(**row))
    _acts(postgres_store, 3)
    assert sealer.seal() is None
    transaction.commit()
    slow.close()
    assert sealer.seal() is not None
    report = sealer.verify()
    assert (report.rows, report.problems) == (4, ())
