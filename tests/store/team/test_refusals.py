"""What the server refuses by itself is told in one sentence."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from crm_desktop.store.errors import ServerForbids, TooOften
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.rules import ME
from tests.calling_office import CallingOffice


def test_what_only_the_server_refuses(office: CallingOffice) -> None:
    asha = office.office.asha
    for statement in ("DELETE FROM audit", f"UPDATE people SET role = 'admin' WHERE id = {ME}"):
        with pytest.raises(ServerForbids, match="does not allow"), office.store.write(asha) as work:
            work.connection.execute(text(statement))


def test_taking_leads_without_end_is_stopped(office: CallingOffice) -> None:
    asha = office.office.asha
    office.add_lead()
    for _ in range(3):
        office.next(asha)
        office.calling.release(asha)
    with office.store.read() as work:
        counter = f"reach_claim_{asha.person_id.hex}"
        begins = "CAST(trunc(extract(epoch FROM now()) / 3600) * 1000000 AS bigint)"
        counted = work.connection.execute(text(f"SELECT last_value - {begins} FROM {counter}"))
        assert counted.scalar_one() == 3
        used_up = f"SELECT setval('{counter}', {begins} + {LIMITS['claim']})"
        work.connection.execute(text(used_up))
    with pytest.raises(TooOften, match="within the hour"):
        office.next(asha)
    office.next(office.office.imran)  # nobody else is kept from working
