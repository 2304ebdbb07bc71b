"""What a column of a brought file can become, and what headings call it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

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


_NAMES: dict[str, str] = {
    "name": "name|full name|customer name|cust name|customer|client name|client|contact name|contact person|person"
    "|lead name|lead|fullname|student name|patient name|member name|applicant name|applicant|borrower name|name of customer"
    "|name of client|name of party|prospect|prospect name|sender name|buyer name|candidate name|display name|file as"
    "|contact full name|user name|guest name|owner name|investor name|नाम|पूरा नाम|ग्राहक का नाम|ग्राहक|नाव|પૂરું નામ|નામ|பெயர்|నామం|పేరు|ಹೆಸರು|നാമം|നাম",
    "first_name": "first name|firstname|fname|given name|first|forename|पहला नाम",
    "middle_name": "middle name|middle|middlename|mname|additional name|middle initial",
    "last_name": "last name|lastname|lname|surname|family name|last|उपनाम|कुलनाम",
    "company": "company|company name|organization|organisation|organization name|organization 1 name|firm|firm name|business name"
    "|account name|shop|shop name|org|employer|sender company|business|college|school|hospital|कंपनी|फर्म|संस्था",
    "phone": "phone|phone no|phone number|phone num|phoneno|phonenumber|ph|ph no|ph number|mobile|mobile no|mobile number|mobile num"
    "|mobileno|mobilenumber|mob|mob no|mob number|mobno|mo|mo no|m no|cell|cell no|cell phone|cellphone|cell number|tel|tel no"
    "|telephone|telephone no|telephone number|landline|landline no|contact no|contact number|contact num|contactno|cont no"
    "|cont|con no|contact mobile|contact phone|contact details|customer mobile|customer phone|customer mobile number|cust mobile"
    "|cust mob|customer contact|customer number|customer no|cust no|number|whatsapp|whatsapp no|whatsapp number|wa no|wa number"
    "|calling no|calling number|dial|dial number|sender mobile|sender phone|primary phone|primary mobile|phone value"
    "|registered mobile|registered mobile number|reg mobile no|फोन|फ़ोन|फोन नंबर|मोबाइल|मोबाइल नंबर|मोबाईल|मोबाईल नंबर|मोबाइल न|मो न|मोबाईल क्रमांक"
    "|दूरभाष|संपर्क|संपर्क नंबर|नंबर|મોબાઇલ|મોબાઈલ|கைபேசி|మొబైల్|ಮೊಬೈಲ್",
    "email": "email|e mail|email id|e mail id|emailid|mail|mail id|email address|e mail address|email value|gmail|sender email|ईमेल|ई मेल|इमेल",
    "address": "address|addr|full address|address1|address 1|address 1 street|address line 1|street|street address|business street"
    "|home street|residence address|office address|permanent address|current address|sender address|area|locality|landmark"
    "|address2|address 2|address3|address line 2|address line 3|address line|village|पता|पत्ता|गाँव|गांव|एरिया|इलाका",
    "city": "city|town|city name|address 1 city|business city|home city|location|district|dist|place|sender city|taluka|शहर|नगर|जिला|स्थान",
    "state": "state|state name|address 1 region|region|province|business state|home state|sender state|राज्य|प्रदेश",
    "postal_code": "pin|pincode|pin code|zip|zipcode|zip code|postal code|postcode|post code|address 1 postal code|business postal code"
    "|home postal code|sender pincode|पिन|पिन कोड|पिनकोड",
    "country": "country|country name|address 1 country|business country region|home country region|business country|nation|sender country iso|देश",
    "language": "language|lang|preferred language|mother tongue|भाषा",
    "source": "source|lead source|leadsource|source of lead|lead from|campaign name|utm source|medium|channel|platform|reference|referred by|ref by|ref|स्रोत",
    "note": "note|notes|remark|remarks|comment|comments|description|desc|details|message|requirement|requirements|enquiry|inquiry|query"
    "|query message|call notes|call remarks|last remark|last remarks|discussion|feedback remarks|observation|subject|टिप्पणी|विवरण|रिमार्क|नोट",
    "owner": "owner|lead owner|assigned to|assigned|assignee|agent|agent name|telecaller|telecaller name|caller|caller name|executive"
    "|executive name|sales person|salesperson|sales executive|sales rep|rep|counsellor|counselor|handled by|allocated to|allotted to|alloted to"
    "|given to|rm|rm name|relationship manager|contact owner|employee|employee name|tele caller|tc name",
    "status": "status|lead status|stage|lead stage|current status|pipeline stage|स्थिति",
    "result": "result|last result|disposition|dispo|call status|call result|call outcome|call disposition|outcome|response|feedback"
    "|call response|last call status|calling status|customer response|call feedback|परिणाम",
    "next_call_date": "next call|next call date|next call on|follow up|followup|follow up date|followup date|follow up dt|f up|fup|fu date|f u date"
    "|next follow up|next followup|next follow up date|next followup date|call back|callback|call back date|callback date|cb date|call back on"
    "|reminder|reminder date|next date|next action date|next contact date|revisit date|follow up on|appointment|appointment date|अगली कॉल|अगली तारीख",
    "next_call_time": "next call time|follow up time|followup time|call back time|callback time|cb time|fu time|appointment time",
    "created_at": "created|created at|created on|created time|created date|creation date|date created|lead date|entry date|enquiry date"
    "|inquiry date|date|date added|added on|timestamp|received on|rcvd on|rcvdon|query time|query date|submitted at|lead created|lead created on|दिनांक|तारीख|तिथि",
    "tags": "tag|tags|label|labels|category|categories|group|groups|group membership|segment|keywords",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|d o b|जन्म तिथि|जन्मदिन",
    "gender": "gender|sex|m f|लिंग",
    "amount": "amount|amt|loan amount|loan amt|budget|price|value|deal value|premium|emi|outstanding|outstanding amount|due amount|balance"
    "|bill amount|fees|amount due|annual revenue|राशि|रकम",
    "phone_label": "phone label|phone type",
    "ignore": "sr|sr no|srno|s no|sno|sl|sl no|slno|serial|serial no|serial number|no|क्रमांक|क्र|क्र सं|क्रम|phone code|country code|std code"
    "|fax|business fax|home fax|other fax|pager|telex|isdn|receiver mobile|modified time|modified by|created by|last activity time|list id"
    "|e mail label|email label|e mail type|email type|e mail display name|photo|website|web page|file|page|mobile verified|assistants phone"
    "|call duration|inbox url|is organic|ad id|adset id|form id|campaign id|branchpin|parentid|dncmobile|dncphone",
}  # fmt: skip
_PARTY = frozenset({"party", "party name", "account", "पार्टी"})
"""A firm where a person's name stands beside, else the name."""
_EXACT: dict[str, str] = {
    alias: target for target, aliases in _NAMES.items() for alias in aliases.split("|")
} | dict.fromkeys(_PARTY, "name")
_WEAK = {"contact": "phone", "no": "ignore", "number": "phone", "date": "created_at", "lead": "name", "customer": "name",
         "value": "amount", "reference": "source", "region": "state", "query": "note", "response": "result",
         "person": "name", "first": "first_name", "last": "last_name", "appointment": "next_call_date",
         "area": "address", "platform": "source", "page": "ignore", "file": "ignore", "cont": "phone",
         "feedback": "result", "group": "tags", "dial": "phone", "category": "tags", "subject": "note"}  # fmt: skip
_EXACT["contact"] = "phone"

_PHONE_WORD = re.compile(
    r"\b(?:phone|mobile|mob|cell|landline|telephone|tel|whatsapp|contact no|contact number|ph no|फोन|मोबाइल|मोबाईल)\b"
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
    r" (?:contact|no|number|phone|mobile|mob|mob no|contact no|contact number|mobile no|mobile number|phone no|phone number)"
)
_NUMBERED = re.compile(r"(.+?) ?(\d{1,2})")
_GOOGLE = re.compile(r"(phone|e mail) \d{1,2} (label|type|value)")


def normal_heading(heading: str) -> str:
    """A heading for comparing: folded, marks as blanks, hints in brackets left out ("Mob No.* (10 digit)" → "mob no")."""
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).casefold().replace("'", "").replace("’", "")
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
        weak = text in _WEAK or text == "contact"
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
