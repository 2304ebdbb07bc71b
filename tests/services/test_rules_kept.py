"""The rules of law that are kept here: read by all, changed by admins with a note, never backwards."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.rules_kept import ChangeRule, RulesService
from crm_desktop.store.tables import audit, rule_changes
from tests.calling_office import CallingOffice, both_engines

TODAY = date(2026, 11, 20)
DPDP = date(2027, 5, 13)


@both_engines
def test_a_change_holds_from_its_day_on_and_bears_a_name(co: CallingOffice) -> None:
    rules, admin = RulesService(co.store), co.office.admin
    assert rules.kept(co.office.asha).pack.value("enquiry_days") == 7
    command = ChangeRule("enquiry_days", date(2025, 2, 12), date(2026, 12, 1), "5", "  Our lawyer's  advice ")
    assert rules.change(admin, command).value("enquiry_days") == 7
    moved = ChangeRule("bases_service", DPDP, date(2027, 5, 14), ["asked"], "Gazette says 14 May")
    rules.change(admin, moved)
    co.clock.move(days=12)
    kept = rules.kept(co.office.asha)
    assert kept.pack.value("enquiry_days") == 5
    change = kept.pack.kept["enquiry_days"].change
    assert change is not None
    assert (change.note, kept.names[change.person_id]) == ("Our lawyer's advice", "Rohini Nambiar")
    assert [(k.row.from_on, k.row_from) for k in kept.pack.coming if k.row.rule == "bases_service"] == [
        (date(2027, 5, 14), DPDP)
    ]
    assert len(co.rows(rule_changes)) == 2
    told = [row["detail"] for row in co.rows(audit, act="rules.changed")]
    assert told[0] == {"profile": "in", "rule": "enquiry_days", "from_on": "2026-12-01"}
    co.clock.set(datetime(2027, 5, 13, 12, tzinfo=UTC))
    assert rules.kept(admin).pack.bases_of("service") == {"asked", "customers", "agreed", "list"}
    co.clock.move(days=1)
    assert rules.kept(admin).pack.bases_of("service") == {"asked"}


def test_only_an_admin_changes_and_never_what_was(co: CallingOffice) -> None:
    rules = RulesService(co.store)
    good = ChangeRule("enquiry_days", date(2025, 2, 12), TODAY, 5, "Advice")
    for person in (co.office.asha, co.office.lead):
        with pytest.raises(NotAllowed):
            rules.change(person, good)
        with pytest.raises(NotAllowed):
            rules.choose(person, "us")
    for changed, field in (
        ({"from_on": date(2026, 11, 19)}, "from_on"),
        ({"note": "  "}, "note"),
        ({"note": "x" * 301}, "note"),
        ({"value": "many"}, "value"),
    ):
        values = {name: getattr(good, name) for name in ("rule", "row_from", "from_on", "value", "note")}
        with pytest.raises(UserError) as told:
            rules.change(co.office.admin, ChangeRule(**(values | changed)))  # type: ignore[arg-type]
        assert told.value.field == field
    assert co.rows(rule_changes) == []


def test_another_profile_is_chosen_and_keeps_its_own_changes(co: CallingOffice) -> None:
    rules, admin = RulesService(co.store), co.office.admin
    rules.change(admin, ChangeRule("enquiry_days", date(2025, 2, 12), TODAY, 5, "Advice"))
    assert rules.choose(admin, "us").value("enquiry_days") == 90
    assert rules.kept(admin).pack.profile == "us"
    assert rules.choose(admin, "in").value("enquiry_days") == 5
    with pytest.raises(UserError, match="mars"):
        rules.choose(admin, "mars")
