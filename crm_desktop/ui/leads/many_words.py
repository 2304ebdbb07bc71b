"""Changes of many leads in words: what was done, left alone, taken back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.batches import LABELS, SKIPPED_LABELS, Batch, Kind
from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.services.batches import Undone
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.leads.words import status_words


def left_alone_words(skipped: Mapping[str, int]) -> str:
    """Left alone: Won or closed 40, …"""
    parts = [
        f"{tr_label(SKIPPED_LABELS[why])} {group_indian(count)}"
        for why, count in sorted(skipped.items(), key=lambda each: -each[1])
        if count
    ]
    return QCoreApplication.translate("ManyPanel", "Left alone: {what}").format(what=", ".join(parts))


def what_words(batch: Batch) -> str:
    """What was done: Tag added: Diwali."""
    words = tr_label(LABELS[batch.kind])
    to = batch.to
    if batch.kind is Kind.STATUS and to in list(LeadStatus):
        to = status_words(LeadStatus(to))
    if batch.kind is Kind.OWNER and not to:
        to = QCoreApplication.translate("ManyPanel", "Nobody")
    if batch.kind is Kind.HAND_OUT:
        to = ", ".join(f"{name} {group_indian(count)}" for name, count in batch.shares)
    return f"{words}: {to}" if to else words


def done_words(batch: Batch) -> str:
    """What the message says once it is done, or was stopped."""
    tr = QCoreApplication.translate
    if batch.is_partly:
        words = tr("ManyPanel", "Stopped: {done} of {found} leads are done and stay so.")
        return words.format(done=group_indian(batch.done), found=group_indian(batch.found))
    count = batch.done
    if batch.kind is Kind.HAND_OUT:
        words = plural(tr("ManyPanel", "{count} lead(s) handed out", "", count), count)
    elif batch.kind is Kind.MERGE:
        words = plural(tr("ManyPanel", "{count} double(s) merged", "", count), count)
    elif batch.kind is Kind.DELETE:
        words = plural(tr("ManyPanel", "{count} lead(s) deleted", "", count), count)
    else:
        words = plural(tr("ManyPanel", "{count} lead(s) changed", "", count), count)
    return words.format(count=group_indian(count))


def undone_words(undone: Undone) -> str:
    """What taking it back did, and what it left."""
    tr = QCoreApplication.translate
    if undone.is_partly:
        return tr("ManyPanel", "Stopped: what is taken back so far stays so. Undo goes on with the rest.")
    words = plural(tr("ManyPanel", "{count} lead(s) set back.", "", undone.back), undone.back)
    said = [words.format(count=group_indian(undone.back))]
    if undone.kept:
        kept = tr("ManyPanel", "{count} lead(s) stay: somebody worked on them since.", "", undone.kept)
        said.append(plural(kept, undone.kept).format(count=group_indian(undone.kept)))
    if undone.worked:
        worked = tr("ManyPanel", "{count} lead(s) keep what was done with them since.", "", undone.worked)
        said.append(plural(worked, undone.worked).format(count=group_indian(undone.worked)))
    if undone.erased:
        gone = tr("ManyPanel", "{count} lead(s) were erased since.", "", undone.erased)
        said.append(plural(gone, undone.erased).format(count=group_indian(undone.erased)))
    return " ".join(said)
