"""Why a cell was not taken or a row refused: whole English sentences, for the screens to translate."""

from __future__ import annotations

from crm_desktop.domain.phone import PhoneFault

PHONE_REASONS: dict[PhoneFault, str] = {
    PhoneFault.EMPTY: "There is no phone number",
    PhoneFault.TOO_SHORT: "The phone number is too short",
    PhoneFault.TOO_LONG: "The phone number is too long",
    PhoneFault.NOT_A_NUMBER: "This is no phone number",
    PhoneFault.DUMMY: "The phone number is made up",
    PhoneFault.LOST_DIGITS: "The spreadsheet has cut digits off the phone number",
    PhoneFault.NOT_VALID: "There is no such phone number",
}
NO_WAY = "There is no phone number, and no name with an e-mail to know the person by"
NOTHING_USED = "Nothing in this row is in a column that is used"
BAD_EMAIL = "This is no e-mail address"
BAD_DATE = "This date is not understood"
FUTURE_DATE = "This date is still to come; nobody can have asked then"
BAD_TIME = "This time is not understood"
UNKNOWN_RESULT = "This result is not known; kept as a note"
UNKNOWN_STATUS = "This status is not known; kept as a note"
UNKNOWN_SCORE = "This is no score from 0 to 100; kept as a note"
UNKNOWN_PERSON = "Nobody here is called so; left without an owner"
SEVERAL_PEOPLE = "Several people here are called so; left without an owner"
UNKNOWN_LANGUAGE = "This language is not known; kept as a note"
TOO_LONG = "The text was cut at 500 characters"
TOO_LONG_PRODUCT = "The product was cut at 200 characters"
EXTRA_CELLS = "The row has more cells than there are headings; these were left out"
REFUSALS: dict[PhoneFault, str] = {
    fault: f"{text}, and there is no name with an e-mail to know the person by"
    for fault, text in PHONE_REASONS.items()
}
"""Why a row is refused, by what is wrong with its first phone. All reasons are whole English sentences, for
translation; what was written stands beside them."""
