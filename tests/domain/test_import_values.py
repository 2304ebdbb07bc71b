"""What brought words mean: results, statuses, languages, people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.dispositions import READY_CODES
from crm_desktop.domain.import_values import (
    guess_gender,
    guess_language,
    guess_result,
    guess_status,
    match_person,
    normal_word,
)
from crm_desktop.domain.import_words import GENDERS, LANGUAGES, RESULTS, STATUSES
from crm_desktop.domain.lead import LeadStatus


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            "RNR|rnr 2|RNR-3|Ringing|R.N.R|NP|not picked|Not Picking Call|no answer|phone nahi"
            " uthaya|नहीं उठाया|RNR again",
            "NO_ANSWER",
        ),
        (
            "CB|Call back|follow-up|Follow Up|call later|baad me call karo"
            "|call tomorrow 4pm|call him on Monday",
            "CALL_BACK",
        ),
        ("NI|Not Interested|not intrested|nahi chahiye|नहीं चाहिए|No requirement|Lost Lead", "NOT_INTERESTED"),
        (
            "SO|S/O|swtch off|Switched Off|phone band hai|not reachable|स्विच ऑफ|Out of coverage area",
            "SWITCHED_OFF",
        ),
        ("Busy|line busy|व्यस्त|Engaged", "BUSY"),
        ("wrong no.|Wrong Number|invalid|galat number|गलत नंबर|number does not exist", "WRONG_NUMBER"),
        ("Language|language issue|Lang barrier", "LANGUAGE"),
        ("already bought|Already purchased|le liya|already taken from HDFC", "ALREADY_BOUGHT"),
        ("converted|Sold|Closed Won|payment done|admission done", "SOLD"),
        ("DND|DNC|do not call|don't call again|call mat karo|फोन मत करो", "DO_NOT_CALL"),
        ("Interested|INT|hot lead|Very interested|इच्छुक", "INTERESTED"),
    ],
)
def test_results_as_offices_write_them(words: str, code: str) -> None:
    assert {word: guess_result(word) for word in words.split("|")} == dict.fromkeys(words.split("|"), code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "xyz",
        "spoke to wife, she will discuss with her brother and decide about it after Diwali holidays",
        "Pune",
        "123",
    ],
)
def test_what_is_no_result(text: str) -> None:
    assert guess_result(text) is None


def test_every_word_leads_to_a_code_that_exists_and_only_to_one() -> None:
    assert set(RESULTS) == READY_CODES
    assert set(STATUSES) == {status.value for status in LeadStatus}
    for words in (RESULTS, STATUSES, LANGUAGES, GENDERS):
        all_words = [word for aliases in words.values() for word in aliases.split("|")]
        assert sorted(word for word in set(all_words) if all_words.count(word) > 1) == []
        assert [word for word in all_words if normal_word(word) != word] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Not Contacted", "new"),
        ("Contacted", "open"),
        ("Lost Lead", "closed"),
        ("Closed - Won", "won"),
        ("Fresh", "new"),
        ("?", None),
    ],
)
def test_statuses(text: str, status: str | None) -> None:
    assert guess_status(text) == status


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hin", "hi"),
        ("Hindi", "hi"),
        ("हिंदी", "hi"),
        ("हिन्दी", "hi"),
        ("Tamil/English", "ta"),
        ("Klingon", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert guess_language(text) == code


def test_genders() -> None:
    assert [guess_gender(text) for text in ("M", "Female", "महिला", "U")] == [
        "male",
        "female",
        "female",
        None,
    ]


PEOPLE = {
    "1": ["Pooja Sharma", "pooja"],
    "2": ["Ravi Kumar", "ravik"],
    "3": ["Ravi Shah", "ravis"],
    "4": ["Meera Iyer", "meera"],
}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Pooja", "1"),
        ("POOJA SHARMA", "1"),
        ("Sharma Pooja", "1"),
        ("Ravi K", "2"),
        ("ravis", "3"),
        ("Mee", "4"),
        ("MI", "4"),
        ("Iyer", "4"),
    ],
)
def test_people_are_found_by_parts_of_their_names(text: str, person: str) -> None:
    assert match_person(text, PEOPLE).person == person


def test_two_people_of_one_name_must_be_asked_about() -> None:
    match = match_person("Ravi", PEOPLE)
    assert match.person is None
    assert match.candidates == ("2", "3")


@pytest.mark.parametrize("text", ["", "Sunil", "Po", "P"])
def test_nobody_is_called_so(text: str) -> None:
    assert match_person(text, PEOPLE) == (None, ())


@given(st.text(max_size=400))
def test_no_text_breaks_the_guesses(text: str) -> None:
    assert guess_result(text) in READY_CODES | {None}
    assert guess_status(text) in {*STATUSES, None}
    guess_language(text)
    match_person(text, PEOPLE)
