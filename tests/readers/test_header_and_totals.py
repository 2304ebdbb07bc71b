"""Where the table begins and ends: titles above, no header, totals below."""

from __future__ import annotations

import pytest

from crm_desktop.readers import OpenOptions, open_source

LEADS = [
    "Asha Patil\t98000 00001\tPune\t1500",
    "Ravi Kumar\t98000 00002\tNagpur\t2500",
    "Meera\t98000 00003\tPune\t500",
]


def pasted(*lines: str, header_row: int | None = None):  # type: ignore[no-untyped-def]
    return open_source("\n".join(lines), OpenOptions(header_row=header_row))


def test_titles_above_the_header_are_set_aside() -> None:
    source = pasted(
        "Shakti Finance\t\t\t", "Leads of November 2026\t\t\t", "", "Name\tMobile\tCity\tAmount", *LEADS
    )
    table = source.table()
    assert table.header_row == 4
    assert table.first_row == 5
    assert table.header == ("Name", "Mobile", "City", "Amount")
    assert [cells[0] for _, cells in table.title_rows] == ["Shakti Finance", "Leads of November 2026"]
    assert table.row_count == 3


def test_a_band_of_group_headings_is_not_the_header() -> None:
    source = pasted("Customer\tContact\tPlace\tMoney", "Cust Name\tMob No.\tCity\tLoan Amt", *LEADS)
    assert source.table().header_row == 2


def test_headings_nobody_knows_are_found_by_contrast() -> None:
    source = pasted("Wer\tWas\tWo\tWieviel", *LEADS)
    assert source.table().header_row == 1


def test_hindi_headings_are_headings() -> None:
    source = pasted("नाम\tमोबाइल\tशहर\tराशि", *LEADS)
    assert source.table().header_row == 1


@pytest.mark.parametrize(
    "lines", [LEADS, ["9800000001", "9800000002"], ["Asha\tPune", "Ravi\tPune", "Asha\tDelhi"]]
)
def test_data_from_the_first_row_on_has_no_header(lines: list[str]) -> None:
    table = pasted(*lines).table()
    assert table.header_row is None
    assert table.first_row == 1
    assert table.row_count == len(lines)
    assert table.header[0] == "Column 1"


def test_a_vicidial_list_has_no_header() -> None:
    line = (
        "||101|91|98000{0:05}||Asha{0}||Patil|12 MG Road|||Pune|MH||411001|IN|F|1990-01-31|"
        "|a{0}@example.com||note|0|NEW||"
    )
    table = pasted(*(line.format(n) for n in range(10))).table()
    assert table.header_row is None
    assert len(table.preview) == 10


def test_the_persons_choice_goes_first() -> None:
    lines = ["Name\tMobile\tCity\tAmount", *LEADS]
    assert pasted(*lines, header_row=0).table().row_count == 4
    assert pasted(*lines, header_row=2).table().header[0] == "Asha Patil"


@pytest.mark.parametrize(
    "total",
    ["Total\t\t\t4500", "Grand Total:\t\t\t4,500", "\t\tTotal\t4500", "कुल\t\t\t4500", "Total leads: 3\t\t\t"],
)
def test_totals_at_the_end_are_left_out_and_named(total: str) -> None:
    source = pasted("Name\tMobile\tCity\tAmount", *LEADS, "", total, "")
    assert len(list(source.rows())) == 3
    assert source.oddities.total_rows == [6]
    assert source.table().row_count == 3


def test_a_row_of_nothing_but_sums_is_left_out() -> None:
    source = pasted("Name\tMobile\tCity\tAmount", *LEADS, "\t\t\t4500")
    assert len(list(source.rows())) == 3
    assert source.oddities.total_rows == [5]


def test_a_lone_number_that_is_no_sum_stays() -> None:
    source = pasted("Name\tMobile\tCity\tAmount", *LEADS, "\t98000 00004\t\t")
    assert len(list(source.rows())) == 4
    assert source.oddities.total_rows == []


def test_people_and_firms_called_total_stay() -> None:
    source = pasted(
        "Name\tMobile\tCity\tAmount",
        "Total\t\t\t99",
        *LEADS,
        "Total Gas Agency\t98000 00009\tPune\t1",
        "Total\t98000 00008\tPune\t1",
    )
    assert [cells[0] for _, cells in source.rows()][-2:] == ["Total Gas Agency", "Total"]
    assert source.oddities.total_rows == []


def test_empty_columns_are_not_used() -> None:
    source = pasted(
        "Name\t\tMobile\t",
        *(line.replace("\t", "\t\t", 1) for line in ["A\t98000 00001\t", "B\t98000 00002\t"]),
    )
    assert source.table().used == (0, 2)
