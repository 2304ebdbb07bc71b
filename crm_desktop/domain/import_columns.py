"""What a column of a brought file can become, and what headings call it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from crm_desktop.domain.import_headings import HEADINGS

TARGETS: dict[str, str] = {
    "name": "Name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "company": "Company",
    "phone": "Phone",
    "phone_label": "Kind of the next phone",
    "email": "E-mail",
    "address": "Address",
    "city": "City",
    "state": "State",
    "postal_code": "PIN code",
    "country": "Country",
    "language": "Language",
    "source": "Source",
    "product": "Product",
    "note": "Note",
    "owner": "Owner",
    "status": "Status",
    "result": "Last result",
    "next_call_date": "Next call: date",
    "next_call_time": "Next call: time",
    "created_at": "Created",
    "tags": "Tags",
    "birthday": "Birthday",
    "gender": "Gender",
    "score": "Score",
    "amount": "Amount",
    "ignore": "Leave out",
}
"""Targets and their English labels. Besides these there is `custom:<key>` for custom fields."""

SEVERAL = frozenset({"phone", "phone_label", "email", "note", "tags", "address"})
"""Targets whose columns add up; of the others the first filled column counts."""


class HeaderMatch(NamedTuple):
    """What a heading says: target, label (of a phone: "Home", "Alternate"), how sure (0.0 to 1.0)."""

    target: str
    label: str
    confidence: float


_PARTY = frozenset({"party", "party name", "account", "पार्टी"})
"""A firm where a person's name stands beside, else the name."""
_EXACT: dict[str, str] = {
    alias: target for target, aliases in HEADINGS.items() for alias in aliases.split("|")
} | dict.fromkeys(_PARTY, "name")
_WEAK = frozenset(
    {"contact", "no", "number", "date", "lead", "customer", "value", "reference", "region", "query",
     "response", "person", "first", "last", "appointment", "area", "platform", "page", "file", "cont",
     "feedback", "group", "dial", "category", "subject", "rating", "temperature",
     "interest", "service", "course"}
)  # fmt: skip
"""Headings that may well mean something else."""
_EXACT["contact"] = "phone"

_PHONE_WORD = re.compile(
    r"\b(?:phone|mobile|mob|cell|landline|telephone|tel|whatsapp|contact no|contact number"
    r"|ph no|फोन|मोबाइल|मोबाईल)\b"
)
_NOT_PHONE = re.compile(
    r"\b(?:code|type|verified|status|fax|pager|label|model|brand|operator|network|count|date|time|name)\b"
)
_LABELS = (
    (re.compile(r"\b(?:alt|alternate|alternative|alternet|secondary|other|second)\b"), "Alternate"),
    (re.compile(r"\b(?:home|residence|res|resi)\b"), "Home"),
    (re.compile(r"\b(?:work|office|off|business|company)\b"), "Work"),
    (re.compile(r"\b(?:whatsapp|wa)\b"), "WhatsApp"),
    (re.compile(r"\b(?:landline|telephone|tel)\b"), "Landline"),
    (re.compile(r"\b(?:father|mother|parent|guardian|spouse|husband|wife)s?\b"), "Family"),
    (re.compile(r"\b(?:mobile|mob|cell|cellphone)\b"), "Mobile"),
)
_ALT_CONTACT = re.compile(
    r"(?:alt|alternate|alternative|other|secondary|second|2nd|emergency|father|fathers|parent|parents|guardian)s?"
    r" (?:contact|no|number|phone|mobile|mob|mob no|contact no|contact number|mobile no"
    r"|mobile number|phone no|phone number)"
)
_NUMBERED = re.compile(r"(.+?) ?(\d{1,2})")
_GOOGLE = re.compile(r"(phone|e mail) \d{1,2} (label|type|value)")


def normal_heading(heading: str) -> str:
    """A heading for comparing: folded, marks as blanks, no hints: "Mob No.* (10 digit)" → "mob no"."""
    text = unicodedata.normalize("NFKC", heading[:200])
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).casefold().replace("'", "").replace("’", "")
    text = text.replace("whats app", "whatsapp")
    short = re.sub(r"[(\[][^)\]]*[)\]]", " ", text)
    text = short if any(char.isalnum() for char in short) else text
    return " ".join("".join(char if _stays(char) else " " for char in text).split())


def _stays(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in (
        "Mn",
        "Mc",
    )  # vowel signs of Indian scripts are marks


@lru_cache(maxsize=4096)
def header_target(heading: str) -> HeaderMatch | None:
    """What a heading plainly says, without looking at the cells; None when it says nothing."""
    if len(heading) > 120:
        return None
    text = normal_heading(heading)
    if not text:
        return None
    google = _GOOGLE.fullmatch(text)
    if google:
        if google[2] == "value":
            return HeaderMatch("phone" if google[1] == "phone" else "email", "", 0.98)
        return HeaderMatch("phone_label" if google[1] == "phone" else "ignore", "", 0.98)
    if text in _EXACT:
        target = _EXACT[text]
        weak = text in _WEAK
        return HeaderMatch(target, _label(text) if target == "phone" else "", 0.6 if weak else 0.95)
    if _ALT_CONTACT.fullmatch(re.sub(r" ?\d+$", "", text)):
        return HeaderMatch("phone", _label(text) or "Alternate", 0.9)
    numbered = _NUMBERED.fullmatch(text)
    base = (
        numbered[1]
        if numbered
        else re.sub(r"\b(?:alt|alternate|other|secondary|primary|second)\b ?", "", text).strip()
    )
    if base in _EXACT and base != "contact" and _EXACT[base] != "ignore":
        return HeaderMatch(_EXACT[base], _label(text) if _EXACT[base] == "phone" else "", 0.85)
    if _PHONE_WORD.search(text) and not _NOT_PHONE.search(text):
        return HeaderMatch("phone", _label(text), 0.75)
    if re.search(r"\b(?:email|e mail|mail id)\b", text) and not re.search(
        r"\b(?:type|status|sent|label|opt)\b", text
    ):
        return HeaderMatch("email", "", 0.75)
    return _by_words(text)


def is_party(heading: str) -> bool:
    """Whether a heading means a trading party: a firm when a person's name stands in another column."""
    return normal_heading(heading) in _PARTY


def _by_words(text: str) -> HeaderMatch | None:
    for pattern, target in (
        (r"\b(?:follow ?up|call ?back|next call)\b.*\btime\b", "next_call_time"),
        (
            r"\b(?:follow ?up|call ?back|next call)\b(?!.*\b(?:by|status|count|remarks?|notes?)\b)",
            "next_call_date",
        ),
        (r"\bremarks?\b|\bcomments?\b|\bnotes?\b|रिमार्क|टिप्पणी", "note"),
        (r"\b(?:pin ?code|zip ?code|postal code)\b", "postal_code"),
        (r"\b(?:customer|client|cust|party|student|patient|applicant|borrower) (?:full )?name\b", "name"),
        (r"(?:what is |what's |whats )?your (?:full )?name", "name"),
        (r"\b(?:disposition|call status|call result)\b", "result"),
        (r"\bassigned to\b", "owner"),
        (r"\b(?:amount|budget|premium)\b", "amount"),
        (r"\baddress\b", "address"),
    ):
        if re.search(pattern, text):
            return HeaderMatch(target, "", 0.7)
    return None


def _label(text: str) -> str:
    return next((label for pattern, label in _LABELS if pattern.search(text)), "")


def custom_key(heading: str) -> str:
    """The key of a custom field for a heading: letters and digits joined by "_", at most 40 characters."""
    return normal_heading(heading).replace(" ", "_")[:40] or "field"
