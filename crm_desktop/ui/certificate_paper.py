"""The certificate of an erasure as a page to hand over, and as JSON that proves itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.erasure import BESIDE_LABELS, KEPT_LABELS, KEPT_REASONS, Erasure
from crm_desktop.domain.formats import clock, day, group_indian
from crm_desktop.domain.person_records import HELD
from crm_desktop.domain.seats import ErasureSeat
from crm_desktop.errors import UserError
from crm_desktop.services.certificate import fingerprint
from crm_desktop.services.request_answers import LetterHead
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import Sheet, logo_of, open_pdf, paint_pages

_CELL = "padding:3px 12px 3px 0"
_TITLES = {held.table: held.title for held in HELD} | dict(BESIDE_LABELS)


def save_certificate(
    erasure: Erasure, folder: Path, head: LetterHead, waits_for: Sequence[ErasureSeat] = ()
) -> tuple[Path, ...]:
    """Write it as JSON and PDF into a folder, made where it isn't there; what closed it as JSON beside it.

    `waits_for`: the workstations it is open at now. Raises UserError where the folder can't be written.
    """
    name = f"erasure-{str(erasure.id)[-12:]}"
    proof, page, closed = (folder / f"{name}{ending}" for ending in (".json", ".pdf", "-closed.json"))
    try:
        folder.mkdir(exist_ok=True)
        proof.write_text(json.dumps(erasure.certificate, ensure_ascii=False, indent=1), encoding="utf-8")
        write_pdf(erasure.certificate or {}, page, head, erasure.closing, waits_for)
        if erasure.closing is not None:
            closed.write_text(json.dumps(erasure.closing, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise UserError("The folder {folder} can't be written.", folder=str(folder)) from error
    return (proof, page) if erasure.closing is None else (proof, page, closed)


def write_pdf(
    certificate: Mapping[str, Any],
    out: Path,
    head: LetterHead,
    closing: Mapping[str, Any] | None = None,
    waits_for: Sequence[ErasureSeat] = (),
) -> None:
    """Write the page as an A4 PDF; raises OSError where it can't."""
    title = QCoreApplication.translate("CertificatePaper", "Certificate of erasure")
    zone, officer = head.zone, head.officer
    rows = [_line(label, value) for label, value in _lines(certificate, zone)]
    rows += [_line(label, value) for label, value in _closed(certificate, zone, closing, waits_for)]
    rows.append(_heading(QCoreApplication.translate("CertificatePaper", "What was erased")))
    rows += [_line(tr_label(_TITLES.get(t, t)), str(n)) for t, n in certificate.get("rows", {}).items()]
    rows.append(_heading(QCoreApplication.translate("CertificatePaper", "What stays, and why")))
    rows += [
        _line(tr_label(KEPT_LABELS[each["what"]]), _why(each, zone)) for each in certificate.get("kept", ())
    ]
    if officer.is_known:
        rows.append(_heading(QCoreApplication.translate("CertificatePaper", "Grievance officer")))
        rows.append(_line(officer.name, officer.ways))
    rows.append(_heading(QCoreApplication.translate("CertificatePaper", "Signature")))
    rows.append(_line(QCoreApplication.translate("CertificatePaper", "Key"), fingerprint(certificate)))
    rows.append(_line("Ed25519", str(certificate["signature"]["value"])))
    columns = f'<th align="left" style="{_CELL}"></th><th align="left" style="{_CELL}"></th>'
    above = f"<h1>{escape(title)}</h1><p>{escape(str(certificate['office']))}</p>"
    paint_pages(
        open_pdf(out, title), Sheet(above, columns, rows, widths=(34, 66), logo=logo_of(head.logo)), title
    )


def _lines(certificate: Mapping[str, Any], zone: str) -> list[tuple[str, str]]:
    found = certificate["verified"]["found"]
    lines = [
        (QCoreApplication.translate("CertificatePaper", "Number"), str(certificate["id"])),
        (QCoreApplication.translate("CertificatePaper", "Asked for"), str(certificate["reason"])),
        (
            QCoreApplication.translate("CertificatePaper", "Not called any more from"),
            _when(certificate["suppressed_at"], zone),
        ),
        (QCoreApplication.translate("CertificatePaper", "Erased"), _when(certificate["erased_at"], zone)),
        (QCoreApplication.translate("CertificatePaper", "Done by"), str(certificate["by"])),
        (
            QCoreApplication.translate("CertificatePaper", "Verified"),
            QCoreApplication.translate(
                "CertificatePaper",
                "Every table was searched for numbers and e-mails nobody else has: nothing was found.",
            )
            if not found
            else QCoreApplication.translate(
                "CertificatePaper", "Found in others’ own records: {places}"
            ).format(places=", ".join(found)),
        ),
        (
            QCoreApplication.translate("CertificatePaper", "Keeps from coming back"),
            QCoreApplication.translate("CertificatePaper", "Keyed hashes: {count}").format(
                count=certificate["tombstones"]
            ),
        ),
    ]
    if certificate["persons"] > 1:
        people = QCoreApplication.translate(
            "CertificatePaper", "{count}; the ids of their records stand in the file beside this page"
        ).format(count=group_indian(certificate["persons"]))
        lines.insert(2, (QCoreApplication.translate("CertificatePaper", "People"), people))
    pages = certificate.get("pages")
    if pages:
        told = QCoreApplication.translate(
            "CertificatePaper", "{pages} pages of the file, free ones too: {found} found"
        ).format(pages=pages["searched"], found=pages["found"])
        lines.append((QCoreApplication.translate("CertificatePaper", "Searched afterwards"), told))
    return lines


def _closed(
    certificate: Mapping[str, Any],
    zone: str,
    closing: Mapping[str, Any] | None,
    waits_for: Sequence[ErasureSeat],
) -> list[tuple[str, str]]:
    """When it was closed and what each workstation did, or which it waits for."""
    closed = certificate.get("closed_at") if closing is None else closing["closed_at"]
    told = _when(closed, zone) if closed else QCoreApplication.translate(
        "CertificatePaper", "Not yet: these workstations haven’t confirmed that they keep nothing."
    )  # fmt: skip
    lines = [(QCoreApplication.translate("CertificatePaper", "Closed"), told)]
    seen = QCoreApplication.translate("CertificatePaper", "waited for; last seen {when}")
    through = QCoreApplication.translate("CertificatePaper", "let go {when}")
    retired = QCoreApplication.translate("CertificatePaper", "retired {when}: {why}")
    if closing is None:
        return lines + [
            (each.seat.shown, seen.format(when=_when(each.seat.last_seen_at.isoformat(), zone)))
            for each in waits_for
        ]
    for each in closing["seats"]:
        at = each["acknowledged_at"]
        words = through if at else retired
        when = _when(at or each["retired_at"], zone)
        lines.append((str(each["seat"]), words.format(when=when, why=each["why"])))
    return lines


def _why(each: Mapping[str, Any], zone: str) -> str:
    parts = [tr_label(KEPT_REASONS[each["why"]])]
    if each["until"]:
        until = datetime.fromisoformat(each["until"])
        parts.append(
            QCoreApplication.translate("CertificatePaper", "Until {day}.").format(
                day=day(until, zone, year=True)
            )
        )
    return " ".join(parts)


def _when(at: str, zone: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{day(moment, zone, year=True)}, {clock(moment, zone)}"


def _heading(text: str) -> str:
    return f'<td colspan="2" style="padding:14px 0 4px 0"><h3>{escape(text)}</h3></td>'


def _line(label: str, value: str) -> str:
    return f'<td style="{_CELL};color:#555">{escape(label)}</td><td style="{_CELL}">{escape(value)}</td>'
