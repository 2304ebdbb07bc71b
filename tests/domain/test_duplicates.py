"""Doubles are told by number and name as an import tells them, and families are left apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.duplicates import Double, Stays, doubles


def _lead(no: int, name: str, *phones: int, email: str = "", attempts: int = 0) -> Double:
    return Double(no, name, tuple(bytes([phone]) for phone in phones), email, attempts)


def test_who_is_who_at_one_number_and_which_one_stays() -> None:
    some = [
        _lead(1, "kavya iyer", 1), _lead(2, "kavya iyer", 1, 2, attempts=3), _lead(3, "", 2),
        _lead(4, "ramesh iyer", 1), _lead(5, "kavya iyer", 9), _lead(6, "lata", 7, email="l@x.in"),
        _lead(7, "lata", email="L@x.in"), _lead(8, "lata", 8, email="l@x.in"),
    ]  # fmt: skip
    found = doubles(some, Stays.WORKED, with_other_names=False)
    assert found.into == {1: 2, 3: 2, 7: 6, 8: 6}
    assert found.other_name == {4}
    oldest = doubles(some, Stays.OLDEST, with_other_names=False)
    assert (oldest.into[2], oldest.into[3]) == (1, 1)
    family = doubles(some, Stays.OLDEST, with_other_names=True)
    assert family.into[4] == 1
    assert not family.other_name
    # Without a name and with two people's numbers it is the first one's: never a bridge between them.
    between = [_lead(1, "asha", 1), _lead(2, "ravi", 2), _lead(3, "", 1, 2)]
    assert doubles(between, Stays.OLDEST, with_other_names=False).into == {3: 1}


_LEADS = st.lists(
    st.tuples(
        st.sampled_from(["", "asha", "ravi", "meera"]),
        st.lists(st.integers(1, 4), max_size=3, unique=True),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(_LEADS, st.sampled_from(Stays), st.booleans())
def test_nobody_with_another_name_is_merged_unasked_and_doubles_go_into_one(
    made: list[tuple[str, list[int], int]], stays: Stays, with_other_names: bool
) -> None:
    some = [
        _lead(no, name, *phones, attempts=tries) for no, (name, phones, tries) in enumerate(made, start=1)
    ]
    by_no = {lead.no: lead for lead in some}
    found = doubles(reversed(some), stays, with_other_names=with_other_names)
    assert not set(found.into) & set(found.into.values())
    of = {no: found.into.get(no, no) for no in by_no}
    for keep in set(found.into.values()):
        members = [by_no[no] for no, goes in of.items() if goes == keep]
        if stays is Stays.OLDEST:
            assert keep == min(lead.no for lead in members)
        else:
            assert by_no[keep].attempts == max(lead.attempts for lead in members)
        if not with_other_names:
            assert len({lead.name_key for lead in members} - {""}) <= 1
    for one in some:
        for other in some:
            if not set(one.phones) & set(other.phones):
                continue
            if with_other_names or (one.name_key and one.name_key == other.name_key):
                assert of[one.no] == of[other.no]
    assert found.other_name.isdisjoint(found.into)
