"""The made-up Excel file that the tour brings in: an Indian list as offices keep it. Nobody in it exists."""

from __future__ import annotations

from pathlib import Path

HEADINGS = ("Name", "Mobile", "City", "Company", "Last result", "Remarks")
_FIRST = (
    "Harshada", "Ravi", "Sunita", "Mohammed Arif", "Ananya", "Joseph", "Lakshmi", "Farida", "Shalini",
    "Vikram", "Gurpreet", "Meenakshi", "Dinesh", "Kavita",
)  # fmt: skip
_LAST = ("Jadhav", "Chauhan", "Deshmukh", "Khan", "Mukherjee", "D’Souza", "Narayanan", "Contractor", "Reddy")
_CITIES = ("Nashik", "Jaipur", "Pune", "Lucknow", "Kolkata", "Mumbai", "Coimbatore", "Surat", "Hyderabad")
_COMPANIES = ("", "Jadhav Agro", "", "Contractor Textiles", "", "Kovai Pumps", "", "")
_RESULTS = ("", "", "RNR", "", "", "Busy", "Switched off", "")
_REMARKS = (
    "Home loan of 18 lakh", "", "Has an offer from another bank", "", "Prefers mornings", "",
    "Wants the rates by WhatsApp", "", "",
)  # fmt: skip
ROWS = 62


def write_sheet(path: Path) -> None:
    """Write the workbook: a title above, the table, a few rows an import has to look at twice."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Home loan leads")
    sheet.write_row(0, 0, ("Shakti Finance: home loan enquiries, November",))
    sheet.write_row(2, 0, HEADINGS)
    for number, row in enumerate(rows()):
        sheet.write_row(3 + number, 0, row)
    book.close()


def rows() -> list[tuple[str, str, str, str, str, str]]:
    """The rows: mostly good, one number twice, one too short, one missing."""
    made = [
        (
            f"{_FIRST[no % len(_FIRST)]} {_LAST[no * 5 % len(_LAST)]}",
            f"98000 {400 + no:05d}",
            _CITIES[no % len(_CITIES)],
            _COMPANIES[no % len(_COMPANIES)],
            _RESULTS[no % len(_RESULTS)],
            _REMARKS[no % len(_REMARKS)],
        )
        for no in range(ROWS)
    ]
    made[17] = (*made[17][:1], made[4][1], *made[17][2:])
    made[29] = (*made[29][:1], "98000", *made[29][2:])
    made[41] = (*made[41][:1], "", *made[41][2:])
    return made
