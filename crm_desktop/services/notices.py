"""Notices: what people are told before they agree, in versions that never change once they were shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from crm_desktop.domain.consent import LONGEST_NOTICE_TEXT, Notice, digest
from crm_desktop.domain.notice_texts import READY_NOTICES
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import check_length
from crm_desktop.store.consents import Notices
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice in one language (DPDP Act s. 5): what is kept, what for, how to take it back, rights."""

    language: str
    title: str
    items: str
    purposes: str
    withdraw: str
    rights: str
    contact: str


def ready_notice(language: str, office: str, contact: str) -> NoticeText | None:
    """The words to begin with in a language; None where the program has none."""
    words = READY_NOTICES.get(language)
    if words is None:
        return None
    return NoticeText(language, **{k: v.format(office=office, contact=contact) for k, v in words.items()})


def write_notice(work: Work, texts: tuple[NoticeText, ...], request_id: UUID) -> None:
    """Write a new version in these languages; a repeat writes nothing. Raises UserError for empty fields."""
    checked = tuple(_checked_notice(text) for text in texts)
    if not checked or len({text.language for text in checked}) < len(checked):
        raise UserError("Write the notice once in each of its languages.", field="language")
    payload = {"sha256": [digest(asdict(text)) for text in checked]}
    if work.earlier_result(request_id, "save_notice", payload) is not None:
        return
    no = max((notice.no for notice in Notices(work).all()), default=0) + 1
    for text in checked:
        words = asdict(text)
        Notices(work).add(Notice(id=new_id(), no=no, sha256=digest(words), at=work.now, **words))
    work.record("notice.written", "notice", None, no=no, languages=[text.language for text in checked])
    work.keep_result(request_id, "save_notice", payload, {})
    work.announce("settings")


def notice_in(work: Work, language: str) -> Notice:
    """The newest notice in a language; raises UserError where there is none."""
    every = Notices(work).all()
    found = next((notice for notice in every if notice.language == language), None)
    if found is None:
        raise UserError(
            "There is no notice in this language yet. An admin writes it in the settings, Consent.",
            field="language",
        )
    return found


def _checked_notice(text: NoticeText) -> NoticeText:
    words = {name: value.strip() for name, value in asdict(text).items()}
    for name, value in words.items():
        if not value:
            raise UserError("A notice says all of it: fill every field.", field=name)
        check_length(value, LONGEST_NOTICE_TEXT, name)
    return NoticeText(**words)
