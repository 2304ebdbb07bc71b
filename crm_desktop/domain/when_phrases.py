"""Phrases of several words brought to one meaning: in plain text, and in the words of `when_words`."""

from __future__ import annotations

import re
from typing import Final

DAY: Final = (
    r"(?:(?:(?:NEXT|COMING|THIS) )?WD\d|TODAY|TOMORROW|DAYAFTER|D3|MONTHEND|\d{1,2} TARIKH|\d{1,2} M\d{1,2}"
    r"|M\d{1,2} \d{1,2}|\d{1,2}/\d{1,2}(?:/\d+)?)"
)
PART: Final = r"(?:MORNING|AFTERNOON|EVENING|NIGHT|DAYTIME)"
ORDER: Final = r"(?:FIRST|SECOND|THIRD|FOURTH|END|LAST)"
_HALF: Final = r"(?: (?:BAJE|AM|PM))"
_CLOCK: Final = rf"\d{{1,2}}(?:[:.]\d\d)?{_HALF}*"

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), instead) for pattern, instead in pairs)


#: On lower-case text, before it is cut into words.
PLAIN: Final[Rules] = _rules(
    (r"\b2\s?(?:moro|morrow|mrw|mro|mor|mrrw)\b", "tomorrow"),
    (r"\b([ap])\.\s?m\b\.?", r"\1m"),
    (r"\bo\s?clock\b", "baje"),
    (
        r"\b(?:end of (?:the )?(?:business )?day|close of business|din (?:ke|k) (?:end|ant|aakhir)\w*)\b",
        "eod",
    ),
    (r"\bweek end\b", "weekend"),
    (r"\b(?:kuch|thodi|thode|thoda) (?:der|time|samay)\b|\blittle while\b|कुछ देर|थोडी देर", "moments"),
    (r"\baa?s ?paa?s\b", "about"),
    (r"\blunch (?:time|break)\b", "lunch"),
    (r"\bnew year\b", "diwali"),
    (r"\bdin (?:mein|me|main|ko)\b|\bday ?time\b|\bin the day\b", "daytime"),
    (r"\bdiw?ali\b", "diwali"),
    (r"\bany time\b|\bkisi bhi (?:time|samay|waqt)\b|\bkabhi bhi\b", "anytime"),
    (r"\bforty five\b", "45"),
    (r"\b1/2 (?=h|gh)", "half "),
    (r"\b([01]?\d|2[0-3])h([0-5]\d)\b", r"\1:\2 hclock"),
    (r"\b([01]\d|2[0-3])([0-5]\d)\s?(?:hrs?|hours?|h)\b", r"\1:\2 hclock"),
    (r"\b([01]\d|2[0-3]):([0-5]\d)\s?(?:hrs?|hours?|h)\b", r"\1:\2 hclock"),
    (r"\b(?:ke|k|kay) (?:baad|bad)\b|के बाद", "kebaad"),
    (r"\bfrom now\b|\b(?:abhi|ab) se\b|अभी से", " "),
    (r"(\d)(?:st|nd|rd|th)\b", r"\1 tarikh"),
    (r"(?<=[ap]m) ?- ?(?=\d)|(?<=baje) ?- ?(?=\d)", " until "),
    (r"(?<![\d:./-])(\d{1,2}(?:[:.]\d\d)?) ?- ?(\d{1,2}(?:[:.]\d\d)?)(?![\d/])(?!-\d)", r"\1-\2"),
    (r"(?<=\s)-(?=\s)", " "),
    (r"(?<=\d)[.:-]+(?!\d)|(?<!\d)[.:/]+", " "),  # full stops and dashes between words
)

#: On canonical words, in this order.
PHRASES: Final[Rules] = _rules(
    (r"\bhclock\b", "H24"),
    (r"\bkebaad\b", "KEBAAD"),
    (r"\b1 TARIKH (?=U_WEEK)|\bBEFORE (?=U_WEEK)", "FIRST "),
    (r"\b2 TARIKH (?=U_WEEK)", "SECOND "),
    (r"\b3 TARIKH (?=U_WEEK)", "THIRD "),
    (r"\b4 TARIKH (?=U_WEEK)", "FOURTH "),
    (r"\bFIRST HALF\b", "MORNING"),
    (r"\bSECOND HALF\b", "AFTER LUNCH"),
    (r"\b(?:IN )?(?:A )?moments\b", "MOMENTS"),
    (r"\bMORNING MORNING\b", "EARLY MORNING"),
    (r"\b(?:A )?FEW\b", "FEW"),
    (r"\bU_DAY AFTER TOMORROW\b", "DAYAFTER"),
    (
        r"(?<!\d )(?<!A )(?<!FEW )\bU_DAY AFTER(?= \d| AM| PM| MORNING| AFTERNOON| EVENING| NIGHT|$)",
        "DAYAFTER",
    ),
    (r"\b(?:same|isi|usi|THIS) (?:time|samay|waqt)\b", "SAMETIME"),
    (r"\b(?:same|isi) U_DAY NEXT U_WEEK\b|\bNEXT U_WEEK (?:same|isi) U_DAY\b", "1 U_WEEK"),
    (r"\b(?:NEXT (?:TO|KO)? ?NEXT|NEXT SE NEXT)\b", "NEXT2"),
    (r"\bU_WEEK AFTER NEXT\b(?: U_WEEK)?", "NEXT2 U_WEEK"),
    (r"(?<!M\d )(?<!M\d\d )(?<!U_MONTH )\bEND (?:THIS )?U_WEEK(?! M\d| NEXT| U_MONTH| THIS)", "EOW"),
    (r"\b(?:THIS )?U_WEEK END\b", "EOW"),
    (r"(?<!M\d )(?<!M\d\d )(?<!U_MONTH )\bLAST U_(?:WEEK|MONTH)(?! M\d| NEXT| U_MONTH| THIS)", "AGO"),
    (r"\b(?:END|LAST) U_DAY (?:THIS )?U_MONTH\b|\bU_MONTH (?:END|LAST) U_DAY\b", "MONTHEND"),
    (r"\bU_MONTH (?:END|LAST)(?! U_WEEK)\b|\bEND (?:THIS )?U_MONTH\b|\bmonthend\b|\beom\b", "MONTHEND"),
    (r"\bEND NEXT U_MONTH\b", "NEXT MONTHEND"),
    (r"\bEND (M\d+)\b|\b(M\d+) END(?! U_WEEK)\b", r"\1\2 MONTHEND"),
    (r"\bCOMING (?:wale|wala|wali|वाले)\b", "COMING"),
    (r"\b(?:THIS COMING|NEXT COMING)\b", "COMING"),
    (r"\b(?:A )?FORTNIGHT\b", "14 U_DAY"),
    (r"\b(?:1 )?U_HOUR AND (?:A )?HALF\b", "90 U_MIN"),
    (r"\b(\d{1,2}) AND (?:A )?HALF U_HOUR\b|\b(\d{1,2}) U_HOUR AND (?:A )?HALF\b", r"SADHE \1\2 U_HOUR"),
    (r"\bAND HALF U_HOUR\b|\bHALF (?:A )?U_HOUR\b", "30 U_MIN"),
    (r"\bA QUARTER U_HOUR\b|\bQUARTER (?:A )?U_HOUR\b", "15 U_MIN"),
    (r"\bA (?=U_)", "1 "),
    (r"(?<!\S)(\d{1,2}) BAJKAR (\d{1,2})(?: U_MIN)?\b", r"\2 PAST \1 BAJE"),
    (r"(?<!\S)(\d{1,2}) BAJNE (\d{1,2})(?: U_MIN)?\b", r"\2 TOHOUR \1 BAJE"),
    (r"\b(\d{1,2}) U_MIN PAST (?=\d)", r"\1 PAST "),
    (r"\b(\d{1,2}) U_MIN TO (?=\d)", r"\1 TOHOUR "),
    (r"^U_(WEEK|MONTH) (?:AFTER|KEBAAD)\b|^AFTER U_(WEEK|MONTH)\b", r"1 U_\1\2"),
    (r"\bDEDH U_HOUR\b", "90 U_MIN"),
    (r"\bDHAI U_HOUR\b", "150 U_MIN"),
    (r"\bSAWA U_HOUR\b", "75 U_MIN"),
    (r"\bPAUNE U_HOUR\b", "45 U_MIN"),
    (r"(?<!\S)(\d):([0-5]\d) U_HOUR\b", r"\1 U_HOUR \2 U_MIN"),
    (r"\bIN (?=THIS\b|MORNING\b|EVENING\b|AFTERNOON\b|NIGHT\b|M\d|NEXT\b|DAYTIME\b)", ""),
    (r"\bTHIS (?=MORNING\b|EVENING\b|AFTERNOON\b|NIGHT\b|DAYTIME\b)", "TODAY "),
    (r"(?<!\S)(\d{1,2}) KO\b", r"\1 TARIKH"),
    (r"\bKO\b", ""),
    # "abhi nahi, 2 ghante baad"; "aaj nahi kal"; "not today, tomorrow"
    (rf"\bNOW NOT\b|\bNOT NOW\b|\b(TODAY|TOMORROW|DAYAFTER) NOT (?!\1\b)(?={DAY}|NEXT|COMING|\d+ U_)", ""),
    (rf"\bNOT (TODAY|TOMORROW) (?!\1\b)(?={DAY}|NEXT|COMING|\d+ U_)", ""),
    (r"^NOW (?=\d+ U_)", ""),
    # ranges
    (rf"\bBETWEEN ({_CLOCK}) (?:AND|TO|UNTIL|SE) ({_CLOCK})", r"\1 UNTIL \2"),
    (rf"(?<!\S)({_CLOCK}) (?:SE|UNTIL) ({_CLOCK})(?: BETWEEN)?", r"\1 UNTIL \2"),
    (rf"(?<!\S)(\d{{1,2}}(?:[:.]\d\d)?{_HALF}+) (?:TO|AND) ({_CLOCK})", r"\1 UNTIL \2"),
    (r"(?<!\S)(\d{1,2})-(\d{1,2}) BETWEEN\b", r"\1 UNTIL \2 BAJE"),
    (rf"(?<!\S)(\d{{1,2}}(?:[:.]\d\d)?)-(\d{{1,2}}(?:[:.]\d\d)?)(?={_HALF}| {PART})", r"\1 UNTIL \2"),
    (rf"({PART}) (\d{{1,2}})-(\d{{1,2}})(?!\S)", r"\1 \2 UNTIL \3"),
    (r"(?<= BAJE) BETWEEN\b", ""),
    (r"\bSE\b", ""),
    # after a day, not after an hour
    (rf"(?<!\S)({DAY}) KEBAAD\b", r"\1 LATER_DAY"),
    (rf"(?<!BAJE )(?<!AM )(?<!PM )(?<!LUNCH )(?<!U_DAY )(?<!U_WEEK )\bAFTER ({DAY})(?!\S)", r"\1 LATER_DAY"),
    (r"\bKEBAAD\b", "AFTER"),
    # "15 30", "4 30 baje"
    (r"(?<!\S)(\d{1,2} M\d{1,2}) (\d{1,2}) (00|15|30|45)(?!\S)", r"\1 \2:\3"),
    (r"(?<!\S)(?<!M\d )(?<!M\d\d )(\d{1,2}) (00|15|30|45)(?= BAJE| AM| PM|$)", r"\1:\2"),
    (
        r"\bU_MONTH (?=\d{1,2} TARIKH)"
        r"(?<!NEXT U_MONTH )(?<!COMING U_MONTH )(?<!1 U_MONTH )(?<!THIS U_MONTH )",
        "",
    ),
)
