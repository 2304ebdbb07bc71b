"""`import`, `leads list|find` and `export leads`."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.cli.run import Answer, Told, acting
from crm_desktop.domain.import_guess import guess_columns, mapping_from
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.lawful import Answer as LawfulAnswer
from crm_desktop.domain.lawful import Basis
from crm_desktop.domain.lead_query import LeadQuery, LeadRow
from crm_desktop.domain.people import Actor
from crm_desktop.domain.phone import format_phone
from crm_desktop.errors import NotFound, UserError
from crm_desktop.readers import Source, open_source
from crm_desktop.services.bundle import Services
from crm_desktop.services.imports import ImportPlan


def import_(arguments: argparse.Namespace) -> Answer:
    """Bring a file in, or take an import back."""
    if (arguments.file is None) == (arguments.undo is None):
        arguments.usage.error("give a FILE with --campaign, or --undo ID")
    if arguments.undo is None and not (arguments.campaign or "").strip():
        arguments.usage.error("--campaign NAME is missing")
    with acting(arguments) as (services, actor):
        if arguments.undo is not None:
            return _undo(services, actor, arguments)
        with open_source(arguments.file) as source:
            return _run(services, actor, arguments, source)


def _run(services: Services, actor: Actor, arguments: argparse.Namespace, source: Source) -> Answer:
    mapping = _mapping(services, actor, arguments, source)
    why, asked_column = _why(arguments, mapping)
    plan = ImportPlan(
        campaign_name=arguments.campaign,
        mapping=mapping,
        duplicates=arguments.duplicates,
        match=arguments.match,
        owner_id=_owner(services, actor, arguments.owner),
        source=arguments.source,
        country=services.workspace.country,
        sheet=arguments.sheet,
        why=why,
        why_file=arguments.evidence,
        asked_column=asked_column,
    )
    told = Told(arguments, "Rows")
    done = services.imports.run(actor, source, plan, told, arguments.refused)
    data = {
        "id": str(done.id),
        "read": done.read,
        "created": done.created,
        "updated": done.updated,
        "skipped": done.skipped,
        "refused": done.refused,
        "repeated": done.repeated,
        "refused_file": str(done.refused_file) if done.refused_file is not None else None,
    }
    lines = [
        f"{done.read:,} rows read: {done.created:,} created, {done.updated:,} updated, "
        f"{done.skipped:,} skipped, {done.refused:,} refused."
    ]
    if done.refused_file is not None:
        lines.append(f"Refused rows with their reasons: {done.refused_file}")
    lines.append(f"To take it back: crm-desktop import --undo {done.id}")
    missing = services.lawful.missing(actor, done.campaign_id)
    data["not_dialled"] = None if missing is None else str(missing)
    if missing is not None:
        lines.append(f"Nobody of it is dialled yet. {missing}")
    return Answer(data, tuple(lines))


def _why(arguments: argparse.Namespace, mapping: Mapping) -> tuple[LawfulAnswer | None, int | None]:
    """Why these people may be called, where the command says so, and the column that says when they asked."""
    if arguments.why is None:
        given = (arguments.asked_on, arguments.proof, arguments.list_of, arguments.line, arguments.evidence)
        if any(given):
            raise UserError("Say --why as well: asked, customers, agreed or list.")
        return None, None
    on, column = _asked_on(arguments.asked_on.strip(), mapping)
    if arguments.why == Basis.ASKED and on is None and column is None:
        raise UserError("Say when they asked: --asked-on with a column of the file or a day.")
    if column is not None and arguments.why != Basis.ASKED:
        raise UserError("Give the date of --asked-on as 2026-11-29.")
    why = LawfulAnswer(
        Basis(arguments.why), on, arguments.proof, source=arguments.list_of, line=arguments.line
    )
    return why, column


def _asked_on(given: str, mapping: Mapping) -> tuple[date | None, int | None]:
    """A day, or the place of a column."""
    if not given:
        return None, None
    headers = [rule.header.strip().casefold() for rule in mapping.columns]
    if given.casefold() in headers:
        return None, headers.index(given.casefold())
    try:
        return date.fromisoformat(given), None
    except ValueError:
        raise UserError(
            "“{given}” is no column of the file and no day such as 2026-11-29.", given=given
        ) from None


def _mapping(services: Services, actor: Actor, arguments: argparse.Namespace, source: Source) -> Mapping:
    table = source.table(arguments.sheet)
    if arguments.map is not None:
        return _saved_mapping(arguments.map).for_header(list(table.header))
    remembered = services.imports.layout_for(actor, table.header)
    if remembered is not None:
        return remembered
    country = services.workspace.country
    names = {str(p.id): p.names for p in services.imports.people(actor)}
    guesses = guess_columns(table.header, [cells for _, cells in table.preview], country, people=names)
    return mapping_from(table.header, guesses, country, table.header_row is not None)


def _saved_mapping(file: Path) -> Mapping:
    try:
        return Mapping.from_json(json.loads(file.read_text("utf-8")))
    except OSError as error:
        raise UserError(
            "The mapping {file} can't be read ({why}). Check its name.", file=file, why=error.strerror or "?"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            "The file {file} is not a mapping of columns. Save one in the import window, or leave --map out.",
            file=file,
        ) from error


def _owner(services: Services, actor: Actor, name: str) -> UUID | None:
    if not name:
        return None
    found = next((p for p in services.people.list(actor) if p.sign_in_name == name.casefold()), None)
    if found is None:
        raise NotFound("There is nobody with the sign-in name “{name}”. See `people list`.", name=name)
    return found.id


def _undo(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    try:
        import_id = UUID(arguments.undo)
    except ValueError:
        raise NotFound(
            "There is no import {id}. Its id is in the answer of `import`.", id=arguments.undo
        ) from None
    done = services.imports.undo(actor, import_id, Told(arguments, "Leads"))
    kept = [{"lead": str(k.lead_id), "why": k.why} for k in done.kept]
    data = {"id": str(import_id), "removed": done.removed, "restored": done.restored, "kept": kept}
    lines = [f"{done.removed:,} leads removed, {done.restored:,} set back, {len(kept):,} kept."]
    lines += [f"Kept {k['lead']}: {k['why']}" for k in kept]
    return Answer(data, tuple(lines))


def leads(arguments: argparse.Namespace) -> Answer:
    """List or find leads."""
    with acting(arguments) as (services, actor):
        query = LeadQuery(text=arguments.text) if arguments.act == "find" else LeadQuery()
        total = services.leads.count(actor, query) if arguments.act == "list" or query.text.strip() else 0
        rows: tuple[LeadRow, ...] = ()
        if total and arguments.limit:
            rows = services.leads.page(actor, query, limit=arguments.limit).rows
    lines = [
        f"{row.name:<30.30} {_shown(row.phone):<20} {row.city:<16.16} {row.status.value:<7} {row.owner_name}"
        for row in rows
    ]
    lines.append(f"{len(rows):,} of {total:,} leads")
    return Answer({"total": total, "leads": [_lead(row) for row in rows]}, tuple(lines))


def _shown(phone: str) -> str:
    return phone if not phone or "•" in phone else format_phone(phone)


def _lead(row: LeadRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "name": row.name,
        "phone": row.phone,
        "more_phones": row.more_phones,
        "company": row.company,
        "email": row.email,
        "city": row.city,
        "source": row.source,
        "product": row.product,
        "score": row.score,
        "status": row.status.value,
        "owner": row.owner_name,
        "is_do_not_call": row.is_do_not_call,
        "last_result": row.last_result,
        "last_call_at": row.last_call_at.isoformat() if row.last_call_at else None,
        "next_call_at": row.next_call_at.isoformat() if row.next_call_at else None,
        "attempts": row.attempts,
        "created_at": row.created_at.isoformat(),
    }


def export(arguments: argparse.Namespace) -> Answer:
    """Write all leads into a file."""
    with acting(arguments) as (services, actor):
        done = services.exports.leads(
            actor,
            LeadQuery(),
            arguments.format,
            arguments.out,
            arguments.reason,
            Told(arguments, "Leads"),
        )
    return Answer({"rows": done.rows, "file": str(done.out)}, (f"{done.rows:,} leads are in {done.out}",))
