"""The second factor: the RFCs' own values, and that no code is taken twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.second_factor import (
    AROUND,
    SECRET_BYTES,
    STEP_S,
    address_of,
    code_of,
    code_used,
    hash_of,
    shown_secret,
    step_of,
    step_shown,
)

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("seconds", "code"),  # RFC 6238, appendix B, the last six of its eight digits
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
     (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_the_rfcs_own_codes(seconds: int, code: str) -> None:
    assert code_of(SECRET, seconds // STEP_S) == code


@given(secret=st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES), now=moments, off=st.integers(-3, 3))
def test_a_code_counts_near_its_time_and_once(secret: bytes, now: datetime, off: int) -> None:
    code = code_of(secret, step_of(now) + off)
    step = step_shown(secret, f"{code[:3]} {code[3:]}", now, 0)
    near = {code_of(secret, step_of(now) + each) for each in range(-AROUND, AROUND + 1)}
    assert (step is not None) == (code in near)
    if step is not None:
        assert step_shown(secret, code, now, step) is None
        later = now + timedelta(seconds=STEP_S)
        again = step_shown(secret, code, later, step)
        assert again is None or code_of(secret, again) == code  # two steps may share a code by chance


def test_a_code_on_paper_is_known_however_it_is_typed() -> None:
    hashes = [hash_of("ABCDE-FGHJK"), hash_of("22222-33333")]
    assert code_used(hashes, " abcdefghjk ") == hashes[0]
    assert code_used(hashes, "ABCDE-FGHJL") is None
    assert code_used([], "") is None


def test_what_the_authenticator_is_told() -> None:
    found = urlsplit(address_of(SECRET, "asha", "Shakti Finance"))
    assert (found.scheme, found.netloc, found.path) == ("otpauth", "totp", "/Shakti%20Finance:asha")
    assert parse_qs(found.query)["secret"] == [shown_secret(SECRET).replace(" ", "")]
    assert parse_qs(found.query)["issuer"] == ["Shakti Finance"]
