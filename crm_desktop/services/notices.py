"""Notices: what people are told before they agree, in versions that never change once they were shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from uuid import UUID

from crm_desktop.domain.consent import LONGEST_NOTICE_TEXT, Notice, digest
from crm_desktop.domain.notice_texts import READY_NOTICES
from crm_desktop.domain.purposes import named_in
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import check_length
from crm_desktop.store.consents import Notices, Purposes
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
    no = _next_no(work)
    for text in checked:
        _add(work, no, text)
    work.record("notice.written", "notice", None, no=no, languages=[text.language for text in checked])
    work.keep_result(request_id, "save_notice", payload, {})
    work.announce("settings")


def newest_notices(work: Work) -> tuple[Notice, ...]:
    """The newest in each language."""
    found: dict[str, Notice] = {}
    for notice in Notices(work).all():
        found.setdefault(notice.language, notice)
    return tuple(found.values())


def rename_notices(work: Work) -> None:
    """Write those anew that don't name the purposes in use as they are called now, with their other words."""
    every, no = Purposes(work).all(), _next_no(work)
    names = [each.name for each in fields(NoticeText)]
    for notice in newest_notices(work):
        if notice.named != named_in(every, notice.language):
            _add(work, no, NoticeText(**{name: getattr(notice, name) for name in names}))


def _next_no(work: Work) -> int:
    return max((notice.no for notice in Notices(work).all()), default=0) + 1


def _add(work: Work, no: int, text: NoticeText) -> None:
    words, named = asdict(text), named_in(Purposes(work).all(), text.language)
    sha256 = digest(words | dict(named))
    Notices(work).add(Notice(id=new_id(), no=no, sha256=sha256, at=work.now, named=named, **words))


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
