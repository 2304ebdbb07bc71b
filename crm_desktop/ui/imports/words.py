"""The import page's words: targets of columns, codes, files, figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from crm_desktop.domain.dispositions import READY_SET
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.import_columns import TARGETS
from crm_desktop.ui.i18n import counted, plural, tr_label

if TYPE_CHECKING:
    from crm_desktop.services.imports import Duplicates
    from crm_desktop.store.imports import PersonNames
    from crm_desktop.ui.imports.desk import Found

translate = QCoreApplication.translate
OWN_FIELD = "custom:*"
"""Stands for a field called as the column."""
_FIRST = ("ignore", "name", "phone")
_PHONE_LABELS = (
    ("Alternate", QT_TRANSLATE_NOOP("imports", "Phone, other")),
    ("Home", QT_TRANSLATE_NOOP("imports", "Phone, home")),
    ("Work", QT_TRANSLATE_NOOP("imports", "Phone, work")),
    ("Mobile", QT_TRANSLATE_NOOP("imports", "Phone, mobile")),
    ("WhatsApp", QT_TRANSLATE_NOOP("imports", "Phone, WhatsApp")),
    ("Landline", QT_TRANSLATE_NOOP("imports", "Phone, landline")),
    ("Family", QT_TRANSLATE_NOOP("imports", "Phone, family")),
    ("Other", QT_TRANSLATE_NOOP("imports", "Phone, further")),
)
_STATUSES = (
    ("new", QT_TRANSLATE_NOOP("leads", "New")),
    ("open", QT_TRANSLATE_NOOP("leads", "Open")),
    ("won", QT_TRANSLATE_NOOP("leads", "Won")),
    ("closed", QT_TRANSLATE_NOOP("leads", "Closed")),
)


def figure(number: int) -> str:
    """A number in lakh grouping."""
    return group_indian(number)


def rows_words(count: int) -> str:
    """ "4,812 rows"."""
    return counted(translate("imports", "%n row(s)", "", count), count)


def target_choices(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a column can become: data ("phone:Home", "custom:budget") and words, in the order shown."""
    choices = [(target, tr_label(TARGETS[target])) for target in _FIRST]
    choices += [(f"phone:{label}", translate("imports", str(words))) for label, words in _PHONE_LABELS]
    choices += [(target, tr_label(words)) for target, words in TARGETS.items() if target not in _FIRST]
    choices += [(f"custom:{key}", label) for key, label in fields]
    choices.append((OWN_FIELD, translate("imports", "A field of its own")))
    return choices


def answer_choices(
    kind: str, candidates: Sequence[str], people: Sequence[PersonNames]
) -> list[tuple[str, str]]:
    """What a value may mean: data and words; the likely ones first."""
    if kind == "result":
        return [(ready.code, tr_label(ready.label)) for ready in READY_SET]
    if kind == "status":
        return [(code, translate("leads", str(words))) for code, words in _STATUSES]
    if kind == "date_order":
        return [
            ("dmy", translate("imports", "Day first: 05/11 is 5 November")),
            ("mdy", translate("imports", "Month first: 05/11 is 11 May")),
        ]
    named = [(str(person.id), person.names[0]) for person in people]
    return sorted(named, key=lambda one: (one[0] not in candidates, one[1]))


def found_words(found: Found) -> str:
    """ "sheet “Day 1”, 4,812 rows"."""
    table, source = found.table, found.source
    parts = []
    if len(source.sheet_names) > 1:
        parts.append(translate("imports", "sheet “{sheet}”").format(sheet=table.sheet))
    if table.row_count is not None:
        parts.append(rows_words(table.row_count))
    else:
        parts.append(translate("imports", "{size} MB").format(size=f"{source.size / 1_000_000:,.1f}"))
    return ", ".join(parts)


def left_out_words(found: Found) -> str:
    """What above and below the table is not read as rows; empty when there is nothing."""
    titles, totals = len(found.table.title_rows), found.totals
    parts = []
    if titles:
        words = translate("imports", "%n row(s) above the headings", "", titles)
        parts.append(plural(words, titles))
    if totals:
        words = translate("imports", "%n row(s) of totals at the end", "", totals)
        parts.append(plural(words, totals))
    return translate("imports", "Left out: {what}").format(what=", ".join(parts)) if parts else ""


def updated_words(duplicates: Duplicates) -> str:
    """What "updated" is called for this way with duplicates."""
    return (
        translate("imports", "Update")
        if duplicates == "update"
        else translate("imports", "Fill empty fields")
    )


def skipped_words(duplicates: Duplicates) -> str:
    """What "skipped" is called for this way with duplicates."""
    return (
        translate("imports", "Skip, nothing new")
        if duplicates in ("fill", "update")
        else translate("imports", "Skip, already here")
    )


def refusal_words(sentence: str, still_open: str) -> str:
    """Why a file was refused, and which one stays open, so that nobody goes on with it unawares."""
    if not still_open:
        return sentence
    words = QCoreApplication.translate("imports", "“{file}” is still open.")
    return f"{sentence} {words.format(file=still_open)}"
