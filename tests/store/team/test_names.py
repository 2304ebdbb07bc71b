"""What a team's workspace and its people are called on a server."""

from __future__ import annotations

import pytest

from crm_desktop.domain.people import Role
from crm_desktop.errors import UserError
from crm_desktop.store.team.names import TeamNames, slug_of
from crm_desktop.store.team.scram import prepared, verifier


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Shakti Finance", "shakti_finance"),
        ("  A & B – Loans!  ", "a_b_loans"),
        ("शक्ति फाइनेंस", "office"),
        ("Café Crème", "cafe_creme"),
        ("A very long name of an office", "a_very_long_name_o"),
    ],
)
def test_a_workspace_in_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_second_of_a_name_gets_a_number() -> None:
    taken = frozenset({"shakti_finance", "shakti_finance_2"})
    assert slug_of("Shakti Finance", taken) == "shakti_finance_3"
    assert slug_of("A very long name of an office", frozenset({"a_very_long_name_o"})) == "a_very_long_name_2"


def test_no_person_is_called_as_a_group() -> None:
    names = TeamNames("shakti_finance")
    assert names.person("asha") == "crm_shakti_finance_asha"
    assert names.group(Role.ADMIN) == "crm_shakti_finance__admin"
    assert names.person("admin") != names.group(Role.ADMIN)
    for wrong in ("_admin", "__admin", "n" * 45, "नाम" * 10):
        with pytest.raises(UserError, match="can't be used on a server"):
            names.person(wrong)
    assert len(TeamNames("s" * 18).person("n" * 40)) == 63


def test_a_verifier_is_that_of_the_standard() -> None:
    """RFC 7677, section 3: the server's signature there follows from this server key."""
    made = verifier("pencil", bytes.fromhex("5b6d99689d123b5e28d0d4ad3a2c3a3a"), 4096)
    assert made.startswith("SCRAM-SHA-256$4096:W22ZaJ0SO14o0NStOiw6Og==$")


def test_passwords_beyond_ascii_are_prepared_as_the_server_does() -> None:
    assert prepared("I\u00adX") == "IX"
    assert prepared("\u2168") == "IX"
    assert prepared("a\u00a0b") == "a b"
    assert prepared("\u0007é") == "\u0007é"  # not allowed: taken as it is
    assert prepared("\u0627\u0031") == "\u0627\u0031"  # likewise: letters that run both ways
    assert prepared("शक्ति१२३") == "शक्ति१२३"
