"""Incidents: clocks from when they were known, on both sides of the law’s day; what notices must say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crm_desktop.domain.incidents import NEEDED, Notice
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.incidents import IncidentService, NoteIncident
from crm_desktop.store.tables import audit
from tests.calling_office import CallingOffice, both_engines

DPDP = datetime(2027, 5, 12, 18, 30, tzinfo=UTC)  # midnight in India


@both_engines
def test_every_notice_goes_out_in_time_with_what_it_must_say(co: CallingOffice) -> None:
    service, admin = IncidentService(co.store), co.office.admin
    aware = co.clock.now() - timedelta(hours=2)
    command = NoteIncident(new_id(), "A list sent to the wrong firm", {"nature": "A list"}, aware)
    incident = service.note(admin, command)
    assert service.note(admin, command) == incident
    assert [(o.notice, o.due_at - aware) for o in incident.owed] == [(Notice.CERT_IN, timedelta(hours=6))]
    assert (incident.alert(aware + timedelta(hours=3)), incident.alert(aware + timedelta(hours=7))) == (
        50,
        100,
    )
    with pytest.raises(UserError, match="must also say: When it happened"):
        service.send(admin, incident.id, incident.version, Notice.CERT_IN, "form")
    with pytest.raises(UserError, match="still owed"):
        service.close(admin, incident.id, incident.version, is_closed=True)
    told = dict.fromkeys(NEEDED[Notice.CERT_IN], "…known")
    incident = service.change(admin, incident.id, incident.version, incident.title, told)
    with pytest.raises(ChangedMeanwhile):
        service.change(admin, incident.id, 1, incident.title, {})
    sent = service.send(admin, incident.id, incident.version, Notice.CERT_IN, "by form, no. 7")
    assert sent.owed[0].sent_at == co.clock.now()
    assert sent.next_owed() is None
    closed = service.close(admin, incident.id, sent.version, is_closed=True)
    assert [each.closed_at for each in service.all(admin)] == [closed.closed_at] == [co.clock.now()]
    steps = [(step.kind, step.notice, step.text) for step in service.steps(admin, incident.id)]
    assert steps == [
        ("noted", "", ""), ("changed", "", "nature, when, where, contact"),
        ("sent", "cert_in", "by form, no. 7"), ("closed", "", ""),
    ]  # fmt: skip
    assert "incident.told" in {row["act"] for row in co.rows(audit)}
    for nobody in (co.office.lead, co.office.asha):
        with pytest.raises(NotAllowed):
            service.all(nobody)


def test_from_the_day_of_the_law_people_and_the_board_are_told_too(co: CallingOffice) -> None:
    service, admin = IncidentService(co.store), co.office.admin
    kinds = []
    for moment in (DPDP - timedelta(seconds=1), DPDP):
        co.clock.set(moment)
        incident = service.note(admin, NoteIncident(new_id(), "Lost laptop", {}))
        kinds.append(
            [(o.notice.value, int((o.due_at - moment).total_seconds() / 3600)) for o in incident.owed]
        )
    assert kinds == [
        [("cert_in", 6)],
        [("cert_in", 6), ("people", 24), ("board_first", 24), ("board_detail", 72)],
    ]
    with pytest.raises(UserError, match="few words"):
        service.note(admin, NoteIncident(new_id(), " ", {}))
    with pytest.raises(UserError, match="at most 200 characters"):
        service.note(admin, NoteIncident(new_id(), "x" * 201, {}))
    with pytest.raises(UserError, match="at most 2000 characters"):
        service.note(admin, NoteIncident(new_id(), "x", {"nature": "y" * 2001}))
    with pytest.raises(UserError, match="still to come"):
        service.note(admin, NoteIncident(new_id(), "x", {}, co.clock.now() + timedelta(hours=1)))
