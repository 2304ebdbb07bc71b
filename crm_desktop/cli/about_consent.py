"""`consent show|given|refused|receipt|age|notice|notices|expire`: the ledger, for scripts and letters.

DPDP Act 2023, s.6; a no binds at once, whatever becomes of its file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.cli.about_reports import needs_qt
from crm_desktop.cli.run import Answer, acting
from crm_desktop.cli.whom import moment, one_person, with_evidence
from crm_desktop.domain.consent import NO, STATE_LABELS, Basis, Channel, How, Purpose
from crm_desktop.domain.consent_receipt import as_json
from crm_desktop.domain.evidence import About, Evidence, Piece, Whose
from crm_desktop.domain.lawful import days_end
from crm_desktop.domain.notice_texts import READY_NOTICES
from crm_desktop.domain.people import Actor
from crm_desktop.domain.purposes import EVERYTHING, Pairs, label_of
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.consent import Agree, Ledger, SayNo, rows_of
from crm_desktop.services.minors import Guardian
from crm_desktop.services.notices import NoticeText, ready_notice
from crm_desktop.services.stored_files import check_readable
from crm_desktop.services.whole_file import whole_file

# How languages with words ready are called on a command line, beside their own name.
_LANGUAGES = {"hindi": "हिन्दी"} | {own.casefold(): own for own in READY_NOTICES}

# What of the general purposes is called on a command line; the office's own are called by their names.
_GENERAL = {purpose.value: purpose.value for purpose in Purpose}

_SHOWS = {
    About.CONSENT: "Shows what they said",
    About.LIFT: "Shows that a number may be called again",
    About.GUARDIAN: "Shows who speaks for them",
    About.AGAIN: "Shows that they came again",
}


def consent(arguments: argparse.Namespace) -> Answer:
    """Show a person's ledger, or keep what they said."""
    with acting(arguments) as (services, actor):
        if arguments.act == "notices":
            return _notices(services, actor)
        if arguments.act == "notice":
            return _write_notice(services, actor, arguments)
        if arguments.act == "expire":
            ended = services.consent.expire(actor)
            return Answer({"ended": ended}, (f"{ended:,} consents have ended and say so now.",))
        lead_id = one_person(services, actor, arguments)
        match arguments.act:
            case "given":
                return _given(services, actor, lead_id, arguments)
            case "refused" | "withdrawn":
                return _refused(services, actor, lead_id, arguments)
            case "receipt":
                return _receipt(services, actor, lead_id, arguments.out)
            case "age":
                return _age(services, actor, lead_id, arguments)
            case _:
                return _shown(services, services.consent.of_lead(actor, lead_id))


def _given(services: Services, actor: Actor, lead_id: UUID, arguments: argparse.Namespace) -> Answer:
    basis = Basis.CONTRACT if arguments.until else Basis.PURCHASE if arguments.purchase else Basis.CONSENT
    zone = services.workspace.zone
    command = Agree(
        new_id(), lead_id, _what(services, actor, arguments.purpose, arguments.way), How(arguments.how),
        _language(arguments.notice), arguments.proof, basis, moment(services, arguments.on),
        ends_at=days_end(arguments.until, 0, zone) if arguments.until else None,
        they_asked=arguments.they_asked,
    )  # fmt: skip

    def agree(piece: Piece | None) -> Ledger:
        return services.consent.agree(actor, replace(command, file=piece))

    ledger = with_evidence(services, actor, Whose(lead_id), arguments.evidence, agree)
    return _shown(services, ledger, command.what)


def _refused(services: Services, actor: Actor, lead_id: UUID, arguments: argparse.Namespace) -> Answer:
    """A no: the ledger calls it withdrawn where they had agreed."""
    file: Path | None = arguments.evidence
    if file is not None:
        check_readable(file, "file")
    is_all = not (arguments.purpose or arguments.way)
    what = EVERYTHING if is_all else _what(services, actor, arguments.purpose, arguments.way)
    command = SayNo(
        new_id(), lead_id, what, words=arguments.proof, how=How(arguments.how),
        said_at=moment(services, arguments.on),
    )  # fmt: skip
    services.consent.say_no(actor, command)
    ledger = services.consent.of_lead(actor, lead_id)
    if file is not None:
        services.evidence.add(actor, About.CONSENT, rows_of(ledger, what, NO), file)
        ledger = services.consent.of_lead(actor, lead_id)
    return _shown(services, ledger, () if is_all else what)


def _receipt(services: Services, actor: Actor, lead_id: UUID, out: Path) -> Answer:
    if not out.parent.is_dir():
        raise UserError("There is no folder {folder}. Make it first.", field="out", folder=str(out.parent))
    receipt = services.consent.receipt(actor, lead_id)
    if out.suffix.casefold() == ".pdf":
        needs_qt()
        from crm_desktop.ui.consent.receipt_paper import write_pdf

        with whole_file(out) as part:
            write_pdf(receipt, part)
    elif out.suffix.casefold() == ".json":
        with whole_file(out) as part:
            part.write_text(json.dumps(as_json(receipt), ensure_ascii=False, indent=1), "utf-8")
    else:
        raise UserError("Name the receipt .json or .pdf.", field="out")
    return Answer({"id": str(lead_id), "out": str(out)}, (f"The receipt is {out}.",))


def _age(services: Services, actor: Actor, lead_id: UUID, arguments: argparse.Namespace) -> Answer:
    band, name = arguments.band.replace("unknown", ""), arguments.guardian
    guardian = Guardian(name, arguments.proof, arguments.relation, arguments.contact) if name else None

    def note(piece: Piece | None) -> Ledger:
        return services.consent.set_age(actor, lead_id, band, guardian, new_id(), piece)

    ledger = with_evidence(services, actor, Whose(lead_id), arguments.evidence, note)
    return Answer({"id": str(lead_id), "age": ledger.age_band or "unknown"}, (f"{ledger.name}: noted.",))


def _notices(services: Services, actor: Actor) -> Answer:
    every = services.consent.notices(actor)
    told = [{"version": n.no, "language": n.language, "sha256": n.sha256, "title": n.title} for n in every]
    lines = [f"{n.no:>4}  {n.language:<12} {n.title}" for n in every]
    return Answer({"notices": told}, tuple(lines or ("No notice is written yet: see `consent notice`.",)))


def _write_notice(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    """A new version in one language: the words to begin with, and what a file says instead of them."""
    language, known = _language(arguments.language), {field.name for field in fields(NoticeText)}
    ready = ready_notice(language, services.workspace.name, arguments.contact)
    words = {} if ready is None else asdict(ready)
    if arguments.text is not None:
        try:
            given = json.loads(arguments.text.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise UserError(
                "{file} can’t be read as JSON: {why}.", field="text", file=arguments.text.name, why=error
            ) from error
        if not isinstance(given, dict) or not given.keys() <= known or not all(map(_is_text, given.values())):
            raise UserError(
                "A notice has these texts: {known}.", field="text", known=", ".join(sorted(known))
            )
        words |= given
    words |= {"language": language} | ({"contact": arguments.contact} if arguments.contact else {})
    if missing := sorted(name for name in known if not str(words.get(name, "")).strip()):
        raise UserError(
            "The notice in {language} lacks: {missing}. Give them with --text FILE and --contact.",
            field="text", language=language, missing=", ".join(missing),
        )  # fmt: skip
    services.consent.save_notice(actor, (NoticeText(**words),), new_id())
    return _notices(services, actor)


def _language(typed: str) -> str:
    """As the notice has it: `hindi` is हिन्दी."""
    name = " ".join(typed.split())
    return _LANGUAGES.get(name.casefold(), name)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _what(services: Services, actor: Actor, named: Iterable[str], ways: Iterable[str]) -> Pairs:
    """Each purpose by each way; both are said, nothing is chosen for anybody."""
    own = {p.name.casefold(): p.key for p in services.consent.purposes(actor) if p.retired_at is None}
    known = own | _GENERAL
    keys: list[str] = []
    for name in named:
        key = known.get(" ".join(name.split()).casefold())
        if key is None:
            raise UserError(
                "There is no purpose “{name}”; there are: {known}.", field="purpose", name=name,
                known=", ".join(known),
            )  # fmt: skip
        keys.append(key)
    channels = [Channel(way) for way in ways]
    if not keys or not channels:
        raise UserError("Say what for and which way: --purpose and --way.", field="purpose")
    return tuple(product(dict.fromkeys(keys), dict.fromkeys(channels)))


def _shown(services: Services, ledger: Ledger, only: Pairs = ()) -> Answer:
    zone = ZoneInfo(services.workspace.zone)
    held, lines = [], []
    for (purpose, channel), standing in ledger.holds.items():
        if only and (purpose, channel) not in only:
            continue
        row, state = standing.row, standing.state.value if standing.state else ""
        name = label_of(purpose, ledger.purposes)[0]
        notice = next((n for n in ledger.notices if row is not None and n.id == row.notice_id), None)
        held.append(
            {
                "purpose": purpose if purpose in _GENERAL else name,
                "label": name,
                "way": channel.value,
                "state": state or "not asked",
                "at": _at(row.at) if row else None,
                "valid_until": _at(row.valid_until) if row else None,
                "how": row.how if row else "",
                "evidence": row.evidence if row else "",
                "sha256": row.sha256 if row else "",
                "notice": None if notice is None else {"version": notice.no, "language": notice.language},
                "not_asked_before": _at(standing.reask_at),
            }
        )
        if state or only:
            when = f"  {row.at.astimezone(zone):%Y-%m-%d %H:%M}" if row else ""
            lines.append(f"{name:<40} {channel.value:<10} {STATE_LABELS[state]}{when}")
    data: dict[str, Any] = {
        "id": str(ledger.lead_id),
        "name": ledger.name,
        "age": ledger.age_band or "unknown",
        "holds": held,
        "files": [_file(each) for each in ledger.files],
    }
    lines = lines or ["Nothing was asked or said yet."]
    lines += [f"{_SHOWS[each.about]}: {each.piece.name}" for each in ledger.files]
    return Answer(data, (ledger.name, *lines))


def _file(each: Evidence) -> dict[str, object]:
    return {
        "about": each.about.value, "name": each.piece.name, "size": each.piece.size,
        "sha256": each.piece.sha256, "at": _at(each.at), "by": each.by,
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
