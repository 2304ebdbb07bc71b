"""Changes of many leads, tried with the real `psql`: nobody makes up how a lead was, nor undoes others’."""

from __future__ import annotations

import pytest

from crm_desktop.domain.batches import Change, Kind
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.leads import LeadService
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

_ROW = "INSERT INTO batch_leads (batch_id, part, lead_id, owner_id, team_id, before) VALUES {}"
_ASIDE = "INSERT INTO batch_rows (batch_id, part, kind, row_id, lead_id, before) VALUES {}"
_BATCH = (
    "INSERT INTO batches (id, kind, person_id, settings, at, until) VALUES"
    " ('{}', 'owner', {}, '{{}}', now(), now() + interval '{} days')"
)


@pytest.fixture(autouse=True)
def logins(office: CallingOffice, connect: Connect) -> None:
    """A telecaller and a team lead can connect."""
    for name in ("asha", "joseph"):
        connect(name)


def test_undoing_sets_back_only_what_really_was(database: PgDatabase, office: CallingOffice) -> None:
    theirs = office.add_lead("Theirs", owner=office.office.other_caller)
    mine = office.add_lead("Hers", owner=office.office.asha)
    service, admin = BatchService(office.store), office.office.admin
    numbers = LeadService(office.store).numbers(admin, LeadQuery())
    done = service.change(admin, numbers, Change(Kind.STATUS, "closed"), new_id())
    place = office.entry(theirs).entry.id
    own, joseph = new_id(), "(SELECT acting())"
    stranger = office.office.other_caller.person_id
    tried = [
        _BATCH.format(new_id(), joseph, 90),
        _BATCH.format(new_id(), f"'{admin.person_id}'", 30),
        _ROW.format(f"('{own}', 0, '{theirs}', NULL, NULL, 'new')"),
        _ROW.format(f"('{own}', 0, '{mine}', '{stranger}', NULL, 'new')"),
        _ROW.format(f"('{done.id}', 7, '{mine}', NULL, NULL, 'new')"),
        # Neither a place that is somebody else's, nor one that stands otherwise, nor in another's batch.
        *(
            _ASIDE.format(f"('{batch}', 0, 'entry', '{entry}', '{lead}', '{before}')")
            for batch, lead, entry, before in (
                (own, mine, place, "3:"),
                (own, theirs, place, "3:"),
                (done.id, theirs, place, "9:final"),
            )
        ),
        f"DELETE FROM batch_rows WHERE batch_id = '{done.id}'",
        f"UPDATE batch_rows SET before = '1:' WHERE batch_id = '{done.id}'",
        "SELECT take_old('leads', now(), 10)",
        "SELECT count_old('leads', now()) WHERE count_old('leads', now()) IS NOT NULL",
        f"UPDATE batch_leads SET before = 'won' WHERE batch_id = '{done.id}'",
        f"UPDATE batch_leads SET is_kept = true WHERE batch_id = '{done.id}'",
        f"DELETE FROM batch_leads WHERE batch_id = '{done.id}'",
        f"UPDATE batches SET undone_at = now() WHERE id = '{done.id}'",
        f"UPDATE batches SET until = now() + interval '1 year' WHERE id = '{own}'",
        f"UPDATE batches SET person_id = '{admin.person_id}' WHERE id = '{own}'",
        f"DELETE FROM batches WHERE id = '{done.id}'",
        "INSERT INTO hand_out_plans (id, name, person_id, query, settings, created_at, next_at) VALUES"
        f" (gen_random_uuid(), 'x', '{admin.person_id}', '{{}}', '{{}}', now(), now())",
    ]
    ask(database, "joseph", [_BATCH.format(own, joseph, 30)])
    for who in ("joseph", "asha"):
        answers = ask(database, who, tried)
        through = [a.statement for a in answers if not a.is_refused and " 0" not in a.rows]
        assert through == []
        wrong = [a.told for a in answers if any(code in a.errors for code in ("42601", "42703", "42P01"))]
        assert wrong == []
    look = ask(database, "joseph", ["SELECT count(*) FROM batch_leads", "SELECT count(*) FROM batches"])
    assert [a.rows.strip() for a in look] == ["0", "2"]
