"""Words of the campaigns page."""

from __future__ import annotations

from datetime import date
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QTime

from crm_desktop.domain.campaign import CallClass, Campaign, CampaignRole, ClientData
from crm_desktop.domain.formats import group_indian
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate
State = Literal["calling", "paused", "off"]
DAYS = (
    str(QT_TRANSLATE_NOOP("campaigns", "Mon")),
    str(QT_TRANSLATE_NOOP("campaigns", "Tue")),
    str(QT_TRANSLATE_NOOP("campaigns", "Wed")),
    str(QT_TRANSLATE_NOOP("campaigns", "Thu")),
    str(QT_TRANSLATE_NOOP("campaigns", "Fri")),
    str(QT_TRANSLATE_NOOP("campaigns", "Sat")),
    str(QT_TRANSLATE_NOOP("campaigns", "Sun")),
)
CLASSES: dict[CallClass, tuple[str, str]] = {
    CallClass.PROMOTIONAL: (
        str(QT_TRANSLATE_NOOP("campaigns", "Promotional")),
        str(QT_TRANSLATE_NOOP("campaigns", "You offer something new to them.")),
    ),
    CallClass.SERVICE: (
        str(QT_TRANSLATE_NOOP("campaigns", "Service")),
        str(QT_TRANSLATE_NOOP("campaigns", "About something they have from you: a renewal, a repair.")),
    ),
    CallClass.TRANSACTIONAL: (
        str(QT_TRANSLATE_NOOP("campaigns", "Transactional")),
        str(QT_TRANSLATE_NOOP("campaigns", "About a deal under way: papers, a payment, a delivery.")),
    ),
}  # fmt: skip
AT_END: dict[ClientData, str] = {
    ClientData.UNSAID: str(QT_TRANSLATE_NOOP("campaigns", "Not agreed yet")),
    ClientData.RETURN: str(QT_TRANSLATE_NOOP("campaigns", "Goes back to the client")),
    ClientData.DELETE: str(QT_TRANSLATE_NOOP("campaigns", "Is deleted here")),
}
SKILL_FIELDS: dict[str, str] = {
    "": str(QT_TRANSLATE_NOOP("campaigns", "everybody may call every lead")),
    "language": str(QT_TRANSLATE_NOOP("campaigns", "only people who speak the lead’s language")),
    "product": str(QT_TRANSLATE_NOOP("campaigns", "only people for the product the lead asked about")),
    "city": str(QT_TRANSLATE_NOOP("campaigns", "only people for the lead’s city")),
    "state": str(QT_TRANSLATE_NOOP("campaigns", "only people for the lead’s state")),
    "source": str(QT_TRANSLATE_NOOP("campaigns", "only people for the lead’s source")),
    "company": str(QT_TRANSLATE_NOOP("campaigns", "only people for the lead’s company")),
}


def words(text: str) -> str:
    """One of these words in the program's language."""
    return translate("campaigns", text)


def state_of(campaign: Campaign) -> State:
    """Whether it is called, paused for now, or switched off."""
    if not campaign.is_active:
        return "off"
    return "paused" if campaign.is_paused else "calling"


def state_chip(campaign: Campaign) -> tuple[str, ChipKind]:
    """The state as a chip."""
    kinds: dict[State, tuple[str, ChipKind]] = {
        "calling": (translate("campaigns", "Calling"), "ok"),
        "paused": (translate("campaigns", "Paused"), "warn"),
        "off": (translate("campaigns", "Off"), "plain"),
    }
    return kinds[state_of(campaign)]


def for_whom(campaign: Campaign) -> str:
    """Own leads or a client's."""
    if campaign.is_practice:
        return translate("campaigns", "Practice")
    if campaign.role is CampaignRole.CLIENT:
        return campaign.client_name
    return translate("campaigns", "Own")


def people_words(campaign: Campaign) -> str:
    """How many people work on it."""
    return str(len(campaign.people)) if campaign.people else translate("campaigns", "all")


def progress_words(successes: int, target: int) -> str:
    """How far it is towards its target."""
    if not target:
        return group_indian(successes)
    of = translate("campaigns", "{done} of {target}")
    return of.format(done=group_indian(successes), target=group_indian(target))


def q_date(day: date) -> QDate:
    """A date for Qt."""
    return QDate(day.year, day.month, day.day)


def py_date(day: QDate) -> date:
    """A date of Qt."""
    return date(day.year(), day.month(), day.day())


def q_time(minute: int) -> QTime:
    """Minutes after midnight as a time; midnight at the end is 00:00."""
    return QTime(minute // 60 % 24, minute % 60)


def minute_of(time: QTime, *, is_end: bool = False) -> int:
    """Minutes after midnight; 00:00 as an end is the end of the day."""
    minute = time.hour() * 60 + time.minute()
    return 24 * 60 if is_end and minute == 0 else minute
