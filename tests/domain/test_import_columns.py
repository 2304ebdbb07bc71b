"""Columns guessed: from known layouts, from headings in three languages, from their cells."""

from __future__ import annotations

import pytest

from crm_desktop.domain.import_columns import SEVERAL, TARGETS, custom_key, header_target, normal_heading
from crm_desktop.domain.import_guess import guess_columns
from crm_desktop.domain.import_headings import HEADINGS
from crm_desktop.domain.import_layouts import LAYOUTS, find_layout


def targets(header: list[str], *rows: list[str], people: dict[str, list[str]] | None = None) -> list[str]:
    return [guess.target for guess in guess_columns(header, rows, people=people)]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Mob No.", "phone"),
        ("MOBILE NUMBER *", "phone"),
        ("Contact No 2", "phone"),
        ("Alt. contact", "phone"),
        ("Ph. No", "phone"),
        ("Customer Mobile (10 digit)", "phone"),
        ("WhatsApp No", "phone"),
        ("phone_number", "phone"),
        ("PhoneNumber", "phone"),
        ("Father's Mobile No", "phone"),
        ("मोबाइल", "phone"),
        ("फोन नंबर", "phone"),
        ("Phone Code", "ignore"),
        ("Fax", "ignore"),
        ("Sr. No.", "ignore"),
        ("S.No", "ignore"),
        ("Cust Name", "name"),
        ("Party", "name"),
        ("नाम", "name"),
        ("Name of Customer", "name"),
        ("full_name", "name"),
        ("First Name", "first_name"),
        ("LastName", "last_name"),
        ("Firm Name", "company"),
        ("E-Mail ID", "email"),
        ("शहर", "city"),
        ("Pin Code", "postal_code"),
        ("Address Line 2", "address"),
        ("Remarks", "note"),
        ("Follow up dt", "next_call_date"),
        ("Next Follow-up Date", "next_call_date"),
        ("Callback time", "next_call_time"),
        ("Lead Source", "source"),
        ("Telecaller", "owner"),
        ("Call Status", "result"),
        ("Lead Status", "status"),
        ("D.O.B", "birthday"),
        ("Lang", "language"),
        ("Loan Amount", "amount"),
        ("Created Time", "created_at"),
    ],
)
def test_headings_say_what_they_are(heading: str, target: str) -> None:
    match = header_target(heading)
    assert match is not None
    assert match.target == target


@pytest.mark.parametrize("heading", ["", "***", "Policy", "Vehicle model", "Phone model", "x" * 500])
def test_headings_nobody_knows(heading: str) -> None:
    assert header_target(heading) is None


def test_a_product_is_what_the_person_asked_about() -> None:
    rows = [[f"Person {i}", f"98200{i:05d}"] for i in range(12)]

    def found(heading: str, *cells: str) -> str:
        columns = [[*row, cell] for row, cell in zip(rows, cells * 4, strict=True)]
        return guess_columns(["Name", "Mobile", heading], columns)[2].target

    for heading in ("Product", "Interested In", "Product interest", "Service", "Loan Type", "प्रोडक्ट"):
        assert found(heading, "Gold loan", "Home loan", "कार लोन") == "product"
    assert found("Interest", "Interested", "Not interested", "RNR") == "result"
    assert found("Interest", "9.5", "10", "11.25") == "custom:interest"


def test_a_phones_label_is_in_its_heading() -> None:
    labels = {
        heading: match.label
        for heading in ("Home Phone", "Alt. contact", "WhatsApp No", "Phone")
        if (match := header_target(heading))
    }
    assert labels == {
        "Home Phone": "Home",
        "Alt. contact": "Alternate",
        "WhatsApp No": "WhatsApp",
        "Phone": "",
    }


def test_every_word_list_names_a_target_and_no_heading_stands_twice() -> None:
    assert set(HEADINGS) <= set(TARGETS)
    assert set(TARGETS) >= SEVERAL
    words = [word for aliases in HEADINGS.values() for word in aliases.split("|")]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    assert [word for word in words if normal_heading(word) != word] == []


def test_layouts_name_only_known_targets() -> None:
    for layout in LAYOUTS:
        for target in (*layout.columns.values(), *layout.positions):
            assert target.partition(":")[0] in TARGETS or target.startswith("custom:"), (layout.name, target)


def test_google_contacts() -> None:
    header = [
        "First Name",
        "Middle Name",
        "Last Name",
        "Nickname",
        "Organization Name",
        "Organization Title",
        "Birthday",
        "Notes",
        "Labels",
        "E-mail 1 - Label",
        "E-mail 1 - Value",
        "Phone 1 - Label",
        "Phone 1 - Value",
        "Phone 2 - Label",
        "Phone 2 - Value",
        "Custom Field 1 - Value",
    ]
    row = [
        "Asha",
        "",
        "Patil",
        "",
        "Shakti",
        "Manager",
        "1990-01-31",
        "call after 5",
        "* myContacts",
        "* Home",
        "a@example.com",
        "Mobile",
        "+91 98000 00001 ::: +91 98000 00002",
        "",
        "",
        "",
    ]
    assert targets(header, row) == [
        "first_name",
        "middle_name",
        "last_name",
        "ignore",
        "company",
        "custom:job_title",
        "birthday",
        "note",
        "tags",
        "ignore",
        "email",
        "phone_label",
        "phone",
        "phone_label",
        "phone",
        "ignore",
    ]


def test_outlook() -> None:
    header = [
        "Title",
        "First Name",
        "Last Name",
        "Company",
        "Job Title",
        "Business Street",
        "Business City",
        "Home City",
        "Business Fax",
        "Business Phone",
        "Home Phone",
        "Mobile Phone",
        "E-mail Address",
        "E-mail 2 Address",
        "E-mail Type",
        "Spouse",
        "Notes",
        "Web Page",
    ]
    assert targets(header) == [
        "ignore",
        "first_name",
        "last_name",
        "company",
        "custom:job_title",
        "address",
        "city",
        "city",
        "ignore",
        "phone",
        "phone",
        "phone",
        "email",
        "email",
        "ignore",
        "ignore",
        "note",
        "ignore",
    ]


def test_zoho() -> None:
    header = [
        "LEADID",
        "Last Name",
        "Company",
        "Lead Owner",
        "Email",
        "Mobile",
        "Industry",
        "Lead Source",
        "Lead Status",
        "Created Time",
    ]
    row = [
        "zcrm_1",
        "Patil",
        "Shakti",
        "Pooja",
        "a@example.com",
        "9800000001",
        "Retail",
        "Web",
        "Contacted",
        "15 Apr, 2021 00:03:00",
    ]
    assert targets(header, row) == [
        "custom:leadid",
        "last_name",
        "company",
        "owner",
        "email",
        "phone",
        "custom:industry",
        "source",
        "status",
        "created_at",
    ]


def test_vicidial_without_header() -> None:
    line = (
        "||101|91|9800000{0}||Asha|K|Patil|12 MG Road|||Pune|MH||411001|IN|F|1990-01-31|9800001{0}"
        "|a{0}@example.com||vip|0|NA|2026-01-02 10:00:00|9800000009_91_home"
    )
    rows = [line.format(number).split("|") for number in range(110, 120)]
    header = [f"Column {n + 1}" for n in range(27)]
    layout = find_layout(header, rows)
    assert layout is not None
    assert layout.name == "ViciDial list"
    guessed = targets(header, *rows)
    assert (guessed[4], guessed[6], guessed[8], guessed[12], guessed[19], guessed[20], guessed[26]) == (
        "phone",
        "first_name",
        "last_name",
        "city",
        "phone",
        "email",
        "phone",
    )


def test_indiamart_never_takes_the_receivers_number() -> None:
    header = [
        "UNIQUE_QUERY_ID",
        "SENDER_NAME",
        "SENDER_MOBILE",
        "SENDER_EMAIL",
        "QUERY_PRODUCT_NAME",
        "QUERY_MESSAGE",
        "RECEIVER_MOBILE",
    ]
    rows = [["1", "Asha", "+91-9800000001", "", "Pump", "Need 2", "9800000099"]] * 5
    assert targets(header, *rows) == [
        "custom:query_id",
        "name",
        "phone",
        "email",
        "product",
        "note",
        "ignore",
    ]


def test_justdial_and_facebook() -> None:
    header = [
        "leadid",
        "leadtype",
        "prefix",
        "name",
        "mobile",
        "phone",
        "email",
        "date",
        "category",
        "city",
        "area",
        "brancharea",
    ]
    assert targets(header)[3:9] == ["name", "phone", "phone", "email", "created_at", "tags"]
    header = [
        "id",
        "created_time",
        "ad_id",
        "ad_name",
        "form_name",
        "platform",
        "full_name",
        "phone_number",
        "email",
        "city",
    ]
    rows = [
        [
            "l:1",
            "2026-11-20T10:22:33+05:30",
            "ag:1",
            "Ad",
            "Form",
            "fb",
            "Asha",
            "p:+919800000001",
            "a@example.com",
            "Pune",
        ]
    ] * 4
    assert targets(header, *rows)[6:] == ["name", "phone", "email", "city"]


def test_an_office_sheet() -> None:
    header = [
        "Sr No",
        "Party",
        "Contact Person",
        "Mob No.",
        "Contact No 2",
        "City",
        "Status",
        "Remarks",
        "Follow up dt",
        "Telecaller",
    ]
    rows = [
        [
            str(n),
            "Shakti Traders",
            "Asha",
            f"98000 0{n:04}",
            "",
            "Pune",
            word,
            "said call later",
            "25/11/2026",
            "Pooja",
        ]
        for n, word in enumerate(["RNR", "CB", "NI", "RNR", "switch off", "RNR", "NI", "CB"])
    ]
    assert targets(header, *rows) == [
        "ignore",
        "company",
        "name",
        "phone",
        "phone",
        "city",
        "result",
        "note",
        "next_call_date",
        "owner",
    ]


def test_cells_speak_where_headings_do_not() -> None:
    header = ["A", "B", "C", "D", "E", "F"]
    rows = [
        [
            f"98000 0{n:04}",
            f"a{n}@example.com",
            ["RNR", "NI", "CB"][n % 3],
            ["Pooja", "Ravi K"][n % 2],
            ["Hindi", "Tamil"][n % 2],
            f"Item {n}",
        ]
        for n in range(12)
    ]
    people = {"p1": ["Pooja Sharma"], "p2": ["Ravi Kumar"]}
    assert targets(header, *rows, people=people) == [
        "phone",
        "email",
        "result",
        "owner",
        "language",
        "custom:f",
    ]


def test_cells_overrule_a_wrong_heading() -> None:
    rows = [["cellular", f"98000 0{n:04}", "12 MG Road"] for n in range(6)]
    assert targets(["contact", "Name", "Email"], *rows) == ["custom:contact", "phone", "custom:email"]


def test_bare_phones() -> None:
    assert targets(
        ["Column 1"], ["9800000001"], ["098000-00002"], ["9.80E+09"], ["9800000003"], ["9800000004"]
    ) == ["phone"]


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (["RNR", "Switched off", "Ringing"], "result"),
        # most leads not yet called, or called with words that both know: the callers' own words decide
        (["Fresh", "Fresh", "Fresh", "Fresh", "RNR", "Ringing"], "result"),
        (["Pending", "Pending", "RNR", "Ringing"], "result"),
        (["Interested", "Not interested", "Follow up", "Interested", "Call back"] * 4 + ["RNR"], "result"),
        (["Open", "Contacted", "Won", "Lost"], "status"),
        (["New", "Contacted", "Open", "Lost", "RNR"], "status"),
        (["Interested", "Follow up", "New", "Closed"], "status"),
        (["Interested", "Interested"], "status"),
    ],
)
def test_a_status_column_is_what_its_cells_are(words: list[str], target: str) -> None:
    rows = [[f"Person {i}", f"98200{i:05d}", word] for i, word in enumerate(words)]
    for heading in ("Status", "Lead Status", "Stage"):
        assert guess_columns(["Name", "Mobile", heading], rows)[2].target == target


def test_remarks_that_are_results_are_results() -> None:
    rows = [[word] for word in ["RNR", "NI", "RNR", "CB", "RNR", "NI"]]
    assert targets(["Remarks"], *rows) == ["result"]
    assert targets(["Remarks"], *[[f"wants loan of {n} lakh, call after Diwali"] for n in range(6)]) == [
        "note"
    ]


def test_one_target_that_takes_one_column_is_given_once() -> None:
    guessed = targets(["Name", "Customer Name", "City", "District", "Mobile", "Phone"])
    assert guessed.count("name") == 1
    assert guessed.count("city") == 1
    assert guessed.count("phone") == 2


def test_date_columns_say_their_order_and_their_doubt() -> None:
    rows = [["03/04/2026"], ["05/06/2026"], ["07/08/2026"]]
    [guess] = guess_columns(["Follow up"], rows)
    assert guess.dates is not None
    assert guess.dates.is_ambiguous
    [guess] = guess_columns(["Follow up"], [*rows, ["04/25/2026"]])
    assert guess.dates is not None
    assert (guess.dates.order, guess.dates.is_ambiguous) == ("mdy", False)


def test_custom_keys_are_short_and_plain() -> None:
    assert custom_key("Policy  No. (old)") == "policy_no"
    assert custom_key("!!!") == "field"
    assert len(custom_key("long " * 50)) <= 40
