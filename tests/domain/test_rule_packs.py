"""Rules of law by date: which row holds on a day, what admins changed, and what values can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.rule_packs import Profile, RuleChange, checked_value, pack_on, profile_for
from crm_desktop.errors import UserError
from crm_desktop.store.rule_packs import profiles

INDIA = profiles()[0]
DPDP = date(2027, 5, 13)
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def change(rule: str, row_from: date, from_on: date, value: object, minutes: int = 0) -> RuleChange:
    return RuleChange(rule, row_from, from_on, value, "Circular 7", None, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("day", "days", "promotional", "ceiling"),
    [
        (date(2025, 2, 11), 90, ["asked", "customers", "agreed", "list"], "1 month"),
        (date(2025, 2, 12), 7, ["asked", "customers", "agreed", "list"], "1 month"),
        (DPDP - timedelta(days=1), 7, ["asked", "customers", "agreed", "list"], "1 month"),
        (DPDP, 7, ["asked", "agreed"], "90 days"),
    ],
)
def test_indias_rules_change_on_their_days(
    day: date, days: int, promotional: list[str], ceiling: str
) -> None:
    pack = pack_on(INDIA, (), day)
    assert pack.value("enquiry_days") == days
    assert pack.bases_of("promotional") == frozenset(promotional)
    assert pack.value("request_ceiling") == ceiling
    assert (pack.window_of("promotional").start, pack.window_of("promotional").end) == (time(10), time(21))
    assert ("bases_promotional" in {kept.row.rule for kept in pack.coming}) == (day < DPDP)


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.id)
def test_each_dated_row_begins_on_its_day_and_not_before(profile: Profile) -> None:
    """A rule's first row also says what held before it."""
    firsts = {row.rule: row for row in sorted(profile.rows, key=lambda row: row.from_on, reverse=True)}
    for row in profile.rows:
        before = pack_on(profile, (), row.from_on - timedelta(days=1))
        begun = pack_on(profile, (), row.from_on)
        assert begun.kept[row.rule].row == row
        assert row not in [kept.row for kept in begun.coming]
        if row is not firsts[row.rule]:
            assert before.kept[row.rule].row.from_on < row.from_on
            assert row in [kept.row for kept in before.coming]


def test_a_version_names_the_newest_row_and_the_values() -> None:
    before, after = pack_on(INDIA, (), DPDP - timedelta(days=1)), pack_on(INDIA, (), DPDP)
    assert before.version.startswith("in-2025-02-")
    assert after.version.startswith("in-2027-05-")
    longer = pack_on(INDIA, [change("enquiry_days", NOW.date(), NOW.date(), 5)], NOW.date())
    assert longer.version.startswith("in-2026-11-")
    assert len({before.version, after.version, longer.version}) == 3


def test_a_row_in_force_is_followed_by_another_and_one_to_come_is_moved() -> None:
    later = date(2026, 12, 10)
    shorter = change("enquiry_days", later, later, 5)
    assert pack_on(INDIA, [shorter], later - timedelta(days=1)).value("enquiry_days") == 7
    assert pack_on(INDIA, [shorter], later).value("enquiry_days") == 5
    moved = change("request_ceiling", DPDP, date(2027, 5, 14), "90 days")
    assert pack_on(INDIA, [moved], DPDP).value("request_ceiling") == "1 month"
    held = pack_on(INDIA, [moved], date(2027, 5, 14)).kept["request_ceiling"]
    assert (held.row.value, held.change, held.row.source) == ("90 days", moved, "DPDP Rules 2025, rule 14")
    again = change("request_ceiling", DPDP, date(2027, 6, 1), "60 days", minutes=1)
    assert pack_on(INDIA, [again, moved], date(2027, 5, 20)).value("request_ceiling") == "1 month"


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(1, 60)), max_size=6))
def test_the_newest_row_that_has_begun_holds(day: date, wanted: list[tuple[date, int]]) -> None:
    changes = [change("enquiry_days", on, on, value, place) for place, (on, value) in enumerate(wanted)]
    rows = {date(2018, 7, 19): 90, date(2025, 2, 12): 7} | dict(wanted)
    newest = max(on for on in rows if on <= day)
    pack = pack_on(INDIA, changes, day)
    assert pack.value("enquiry_days") == rows[newest]
    assert [k.row.from_on for k in pack.coming if k.row.rule == "enquiry_days"] == sorted(
        on for on in rows if on > day
    )


def test_an_office_begins_with_the_rules_of_its_country() -> None:
    for country, profile in (("IN", "in"), ("US", "us"), ("GB", "uk"), ("DE", "eu"), ("AE", "in")):
        assert profile_for(profiles(), "", country).id == profile
    assert profile_for(profiles(), "us", "IN").id == "us"


@pytest.mark.parametrize(
    ("rule", "typed", "kept"),
    [
        ("promotional_hours", "9.30 – 20:00", "09:30-20:00"),
        ("service_hours", "0:00-24:00", "00:00-24:00"),
        ("enquiry_days", " 7 ", 7),
        ("bases_service", "list, Asked", ["asked", "list"]),
        ("scrub_needed", "", []),
        ("series_promotional", "1 40", "140"),
        ("complaints", "1, 2 4", [1, 2, 4]),
        ("request_ceiling", " 1  Months", "1 month"),
    ],
)
def test_values_are_read_as_people_type_them(rule: str, typed: str, kept: object) -> None:
    assert checked_value(rule, typed) == kept


@pytest.mark.parametrize(
    ("rule", "typed"),
    [
        ("promotional_hours", "morning"),
        ("promotional_hours", "10:00-10:00"),
        ("promotional_hours", "25:00-26:00"),
        ("enquiry_days", "-1"),
        ("enquiry_days", "seven"),
        ("request_ceiling", "soon"),
        ("bases_service", "friends"),
        ("series_promotional", "one"),
        ("complaints", ""),
        ("no_such_rule", "1"),
    ],
)
def test_other_values_are_refused_in_words(rule: str, typed: str) -> None:
    with pytest.raises(UserError):
        checked_value(rule, typed)
