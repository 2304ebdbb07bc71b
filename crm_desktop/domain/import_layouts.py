"""Layouts people bring again and again, known as a whole: by their headings, or by their shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from crm_desktop.domain.import_columns import normal_heading

_PHONE_CODE = re.compile(r"\d{0,3}")
_DIGITS = re.compile(r"\d{7,15}")


@dataclass(frozen=True)
class Layout:
    """A known layout. `needs`: headings (normal form) that together tell it.

    `columns`: what headings mean here, where it differs from what they plainly say ("phone:Home" gives the
    label). `rest`: the target of headings not known at all, None to go on guessing.
    `positions` with `fits`: targets by place for a layout without header.
    """

    name: str
    needs: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    rest: str | None = None
    positions: tuple[str, ...] = ()
    fits: Callable[[Sequence[Sequence[str]]], bool] | None = None


def _is_vicidial(rows: Sequence[Sequence[str]]) -> bool:
    """26 or 27 cells, a dialling code in the fourth, digits of a phone in the fifth, most of the time."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return False
    good = sum(
        24 <= len(row) <= 28
        and bool(_PHONE_CODE.fullmatch(row[3].strip()))
        and bool(_DIGITS.fullmatch(row[4].strip()))
        and (len(row) < 18 or row[17].strip().upper() in ("", "M", "F", "U"))
        for row in rows
    )
    return good * 5 >= len(rows) * 4


def _keys(text: str) -> dict[str, str]:
    pairs = (part.split("=") for part in text.split("|"))
    return {normal_heading(heading): target for heading, target in pairs}


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Google contacts",
        frozenset({"phone 1 value"}),
        _keys(
            "Organization Title=custom:job_title|Nickname=ignore|Labels=tags"
            "|Group Membership=tags|Notes=note"
            "|Name Prefix=ignore|Name Suffix=ignore|Phonetic First Name=ignore|Phonetic Middle Name=ignore"
            "|Phonetic Last Name=ignore|File As=ignore|Organization Department=ignore"
            "|Photo=ignore|Website=ignore"
            "|Fax=ignore|Address 1 - Label=ignore|Address 1 - Formatted=ignore|Address 1 - PO Box=address"
            "|Address 1 - Extended Address=address|Language=language"
        ),
        "ignore",
    ),
    Layout(
        "Outlook contacts",
        frozenset({"business phone", "home phone", "mobile phone"}),
        _keys(
            "Title=ignore|Job Title=custom:job_title|E-mail Address=email"
            "|E-mail 2 Address=email|E-mail 3 Address=email"
            "|Business Phone=phone:Work|Business Phone 2=phone:Work|Home Phone=phone:Home"
            "|Home Phone 2=phone:Home"
            "|Mobile Phone=phone:Mobile|Other Phone=phone:Other|Primary Phone=phone"
            "|Company Main Phone=phone:Work"
            "|Car Phone=phone:Other|Callback=phone:Other|Radio Phone=ignore"
            "|TTY/TDD Phone=ignore|Assistant's Phone=ignore"
            "|Business Street=address|Business Street 2=address|Business Street 3=address"
            "|Home Street=address"
            "|Home Street 2=address|Home Street 3=address|Other Street=ignore"
            "|Other City=ignore|Other State=ignore"
            "|Other Postal Code=ignore|Location=ignore|Account=ignore|Categories=tags"
            "|Keywords=ignore|Referred By=source"
            "|Gender=gender|Language=language|Notes=note|Business Country/Region=country"
            "|Home Country/Region=country"
            "|Business Address=ignore|Home Address=ignore|Other Address=ignore"
        ),
        "ignore",
    ),
    Layout(
        "Zoho leads",
        frozenset({"lead owner", "lead status"}),
        _keys(
            "Created Time=created_at|Created By=ignore|Modified By=ignore"
            "|Modified Time=ignore|LEADID=custom:leadid"
            "|Record Id=custom:leadid|Lead Owner Id=ignore|Salutation=ignore|Last Activity Time=ignore"
            "|Email Opt Out=ignore|Tag=tags|Street=address|Zip Code=postal_code|Rating=tags"
        ),
    ),
    Layout(
        "IndiaMART enquiries",
        frozenset({"sender name", "sender mobile"}),
        _keys(
            "UNIQUE_QUERY_ID=custom:query_id|QUERY_TYPE=ignore|QUERY_TIME=created_at"
            "|SUBJECT=note|QUERY_MESSAGE=note"
            "|SENDER_MOBILE=phone:Mobile|SENDER_MOBILE_ALT=phone:Alternate|SENDER_PHONE=phone:Landline"
            "|SENDER_PHONE_ALT=phone:Alternate|SENDER_EMAIL_ALT=email|QUERY_PRODUCT_NAME=product"
            "|QUERY_MCAT_NAME=tags|CALL_DURATION=ignore|RECEIVER_MOBILE=ignore|RECEIVER_CATALOG=ignore"
        ),
    ),
    Layout(
        "JustDial leads",
        frozenset({"leadid", "brancharea"}),
        _keys(
            "leadid=custom:leadid|leadtype=ignore|prefix=ignore|mobile=phone:Mobile"
            "|phone=phone:Landline|date=created_at"
            "|category=tags|area=address|brancharea=ignore|dncmobile=ignore|dncphone=ignore|time=ignore"
            "|branchpin=ignore|parentid=ignore|pincode=postal_code"
        ),
    ),
    Layout(
        "99acres responses",
        frozenset({"rcvd on", "project name"}),
        _keys("Rcvd On=created_at|RcvdOn=created_at|Project Name=custom:project|Query Info=note"
              "|QryInfo=note|Subject=note"),
    ),
    Layout(
        "Facebook lead ads",
        frozenset({"created time", "ad name", "form name"}),
        _keys(
            "id=custom:facebook_lead|created_time=created_at|ad_id=ignore|ad_name=ignore"
            "|adset_id=ignore|adset_name=ignore"
            "|campaign_id=ignore|campaign_name=source|form_id=ignore|form_name=ignore"
            "|is_organic=ignore|platform=ignore"
            "|full_name=name|phone_number=phone|lead_status=status|inbox_url=ignore"
        ),
    ),
    Layout(
        "Bank marketing campaign",
        frozenset({"age", "poutcome", "emp var rate", "y"}),
        _keys(
            "contact=custom:contact|month=custom:month|campaign=custom:campaign|education=custom:education"
            "|duration=ignore|y=custom:y|default=custom:default|loan=custom:loan|housing=custom:housing"
        ),
    ),
    Layout(
        "ViciDial list",
        positions=(
            "ignore", "source", "ignore", "ignore", "phone", "ignore", "first_name", "middle_name",
            "last_name", "address", "address", "address", "city", "state", "ignore", "postal_code",
            "country", "gender", "birthday",
            "phone:Alternate", "email", "ignore", "note", "ignore", "result", "created_at", "phone:Alternate",
        ),
        fits=_is_vicidial,
    ),
)  # fmt: skip


def find_layout(
    header: Sequence[str], rows: Sequence[Sequence[str]], layouts: Sequence[Layout] = LAYOUTS
) -> Layout | None:
    """The layout these headings, or (without header) this shape, belong to."""
    headings = {normal_heading(heading) for heading in header}
    for layout in layouts:
        if layout.needs and layout.needs <= headings:
            return layout
    numbered = all(re.fullmatch(r"column \d+", heading) for heading in headings)
    for layout in layouts:
        if numbered and layout.fits is not None and layout.fits(rows):
            return layout
    return None
