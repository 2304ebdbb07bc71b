"""Values no program can read, tried with the real `psql` on what is one's own to write."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from crm_desktop.domain.places import COUNTRIES
from crm_desktop.domain.zones import guess_zone, known_zones
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.doctor import State, unknown_zones
from crm_desktop.services.lead_rules import EditLead, checked_changes
from tests.calling_office import CallingOffice
from tests.postgres import PgDatabase
from tests.store.team.conftest import Connect
from tests.store.team.psql import ask

Connection = psycopg.Connection[Any]
LONG = "repeat('x', 100000)"
OF_OWN_LEAD = {
    "leads": (
        "zone = 'Mars/Olympus'", "zone = 'IST'", "zone = 'asia/kolkata'", f"zone = {LONG}",
        "age_band = 'young'", "basis_kind = 'mine'", "last_call_at = 'infinity'", "created_at = '-infinity'",
        "next_call_at = '20000-01-01'",
        *(f"{name} = {LONG}" for name in (
            "age_band", "language", "product", "name", "name_key", "company", "email", "address", "city",
            "state", "postal_code", "country", "source", "last_result")),
    ),
    "queue_entries": (
        "lane = 77", "lane = 0", "reason = 'because'", f"reason = {LONG}", "zone = 'Mars/Olympus'",
        f"zone = {LONG}", f"skill = {LONG}", "next_at = 'infinity'", "lease_until = '-infinity'",
    ),
    "lead_phones": (f"label = {LONG}", f"extension = {LONG}", "wrong_at = 'infinity'"),
    "phones": ("last_attempt_at = 'infinity'", "day = 7", "day = 20260231"),
}  # fmt: skip
NEW_ROWS = (
    "INSERT INTO campaign_zones (campaign_id, zone) VALUES ('{campaign}', 'Mars/Olympus')",
    "INSERT INTO campaign_zones (campaign_id, zone, skill) VALUES ('{campaign}', '', " + LONG + ")",
    "INSERT INTO tags (id, name) VALUES (gen_random_uuid(), " + LONG + ")",
    "INSERT INTO lead_emails (lead_id, position, email) VALUES ('{lead}', 2, " + LONG + ")",
    "INSERT INTO lead_preferences (lead_id, from_minute, updated_at) VALUES ('{lead}', 5000000, now())",
    "INSERT INTO timeline (id, lead_id, at, person_id, kind) VALUES (gen_random_uuid(), '{lead}', now(), "
    "'{me}', " + LONG + ")",
    "INSERT INTO settings (scope, owner_id, key, value) VALUES ('person', '{me}', 'x', "
    "to_jsonb(repeat('x', 5000000)))",
    "INSERT INTO callbacks (id, lead_id, owner_id, due_at, created_at, kind) VALUES "
    "(gen_random_uuid(), '{lead}', '{me}', now(), now(), 'surprise')",
    "INSERT INTO changes (at, topic, session_id) VALUES (now(), " + LONG + ", (SELECT acting_session()))",
    "INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, disposition_flags) "
    "VALUES ('{new}', '{lead}', '{me}', 'in', 'open', 'marked', now(), 'human nonsense')",
)  # fmt: skip
DEEP = "('{\"a\":' || repeat('[', 2000) || repeat(']', 2000) || '}')::jsonb"
LONG_NUMBER = "('{\"a\": ' || repeat('9', 5000) || '}')::jsonb"
# JSON that no program reads, money and words of a shape there isn't.
BAD_JSON = ("'[]'", "'7'", "'\"x\"'", DEEP, LONG_NUMBER)
VALUE = '{{"key": "a", "label": "A", "kind": "text", "value": "x", "shown": "x"}}'
BAD_VALUES = (
    "'{{}}'", "'[7]'", "'[[]]'", f"'[[{VALUE}]]'", "'[null]'", f"'[{VALUE}, {VALUE[:-2]}, \"shown\": 1}}}}]'",
    f"""'[{VALUE.replace('"text"', '"poem"')}]'""", f"""'[{VALUE.replace('"text"', '["text"]')}]'""",
    f"""'[{VALUE.replace('"value": "x"', '"value": {{}}')}]'""", f"'[{', '.join([VALUE] * 7)}]'",
)  # fmt: skip
_CALL = (
    "INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, disposition_values) "
    "VALUES ('{new}', '{lead}', '{me}', 'in', 'open', 'marked', now(), "
)
_WAS = (
    "INSERT INTO contests (id, lead_id, call_id, person_id, at, claim, why, was) VALUES (gen_random_uuid(), "
    "'{called}', '{call}', '{me}', now(), 'result', 'Why', "
)
SHAPED = (
    *(f"INSERT INTO timeline (id, lead_id, at, person_id, kind, data) VALUES (gen_random_uuid(), '{{lead}}', "
      f"now(), '{{me}}', 'note', {bad.replace('{', '{{').replace('}', '}}')})" for bad in BAD_JSON),
    *(_CALL + f"{bad})" for bad in BAD_VALUES),
    *(f"INSERT INTO lead_preferences (lead_id, days_before, updated_at) VALUES ('{{lead}}', {bad}, now())"
      for bad in ("'7'", "'[\"x\"]'", "'[1.5]'", "'[91]'", "'[-1]'", "'[1,2,3,4,5,6,7]'", "'[[1]]'")),
    *(f"UPDATE leads SET purposes = '{bad}'" for bad in (" x ", "-1c", " -1c +2 ", " -x1c ")),
    *(f"INSERT INTO sales (id, lead_id, person_id, product, amount_minor, currency, state, at) "
      f"VALUES (gen_random_uuid(), '{{lead}}', '{{me}}', '', {minor}, '{money}', 'promised', now())"
      for minor, money in ((9 * 10**18, "INR"), (-(9 * 10**18), "INR"), (1, "inr"), (1, "₹"))),
    *(_WAS + f"{bad})" for bad in ("'[]'", "'{{}}'", "'{{\"person\": 7}}'", "'{{\"person\": \"{me}\", "
      "\"talk_s\": \"long\"}}'", "'{{\"person\": \"{me}\", \"disposition\": \"x\"}}'")),
)  # fmt: skip
WELL_SHAPED = (
    _CALL + f"'[{VALUE}]')",
    _CALL + "NULL)",
    _WAS + '\'{{"person": "{me}", "disposition": null, "talk_s": 7, "left_out": false}}\')',
    "INSERT INTO timeline (id, lead_id, at, person_id, kind, data) VALUES (gen_random_uuid(), '{lead}', "
    "now(), '{me}', 'note', '{{\"a\": [1]}}')",
    "INSERT INTO lead_preferences (lead_id, days_before, updated_at) VALUES ('{lead}', '[30, 7, 0]', now())",
)

# What isn't theirs, a value out of bounds, one of the table's own bounds, a day there is none of.
REFUSALS = ("42501", "CR014", "23514", "22008", "22P02")


def test_no_value_stops_those_who_read_it(
    database: PgDatabase, office: CallingOffice, connect: Connect, administrator: Connection
) -> None:
    """What may be written at all is bounded for everybody; claiming goes on."""
    o = office.office
    called = office.add_lead("Called", owner=o.asha)
    call = office.call(o.asha, "NO_ANSWER", office.next(o.asha)).call.id
    lead = office.add_lead("Own", owner=o.asha)
    for name in ("asha", "joseph"):
        connect(name)
    names = {"lead": lead, "me": o.asha.person_id, "campaign": office.campaign.id, "new": new_id(),
             "call": call, "called": called}  # fmt: skip
    tried = [
        *(f"UPDATE {table} SET {each}" for table, sets in OF_OWN_LEAD.items() for each in sets),
        *(each.format(**names) for each in (*NEW_ROWS, *SHAPED)),
    ]
    for name in ("asha", "joseph"):
        answers = ask(database, name, [f"BEGIN; {each}" for each in tried])
        let_through = [(a.statement, a.told) for a in answers if not a.is_refused]
        assert let_through == []
        assert [a.told for a in answers if not any(code in a.errors for code in REFUSALS)] == []
    fine = [
        *(f"BEGIN; {each.format(**names)}; ROLLBACK" for each in WELL_SHAPED),
        "UPDATE leads SET zone = 'Asia/Dubai', age_band = 'adult', product = 'Gold'",
        "UPDATE leads SET zone = ''",
    ]
    assert [a.told for a in ask(database, "asha", fine) if a.is_refused] == []
    assert office.next(o.asha).lead.id == lead


def test_an_unknown_zone_is_the_offices(office: CallingOffice) -> None:
    """As an older version, a server's administrator or another list of zones may have left it."""
    lead = office.add_lead("Elsewhere", zone="Mars/Olympus")
    found = office.next(office.office.asha)
    assert (found.lead.id, found.local_zone) == (lead, "Asia/Kolkata")
    done = office.call(office.office.asha, "NO_ANSWER", found)
    assert done.next is not None
    (told,) = unknown_zones(office.store, None)
    assert (told.state, told.told.partition(":")[0]) == (
        State.WARNING,
        "1 leads have a time zone there is none of",
    )
    with pytest.raises(UserError, match="no time zone Mars/Phobos"):
        checked_changes(found.lead, EditLead(lead, 1, {"zone": "Mars/Phobos"}))
    with pytest.raises(UserError, match="at most 500"):
        checked_changes(found.lead, EditLead(lead, 1, {"city": "x" * 501}))


def test_the_zones_leads_are_given_are_known() -> None:
    assert {guess_zone(country=country) for country in COUNTRIES} <= known_zones()
    assert {"Asia/Kolkata", "America/New_York", "UTC"} <= known_zones()
    assert not {"", "IST", "Mars/Olympus"} & known_zones()
