"""`person find|export|erase`: for who asks what is kept of them, or that it goes.

DPDP Act 2023, s.11 and 12; GDPR art. 15, 17 and 20.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from crm_desktop.cli.about_reports import needs_qt
from crm_desktop.cli.run import Answer, acting
from crm_desktop.cli.whom import head_for_files, one_person
from crm_desktop.domain.erasure import KEPT_LABELS, KEPT_REASONS
from crm_desktop.domain.people import Actor
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.certificate import fingerprint
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.persons import FoundPerson, PersonRecord


def person(arguments: argparse.Namespace) -> Answer:
    """Find a person, or write out what is kept of them."""
    with acting(arguments) as (services, actor):
        if arguments.act == "find":
            return _find(services, actor, arguments.text)
        if arguments.act == "erase":
            return _erase(services, actor, arguments)
        return _export(services, actor, arguments)


def _find(services: Services, actor: Actor, text: str) -> Answer:
    found = services.persons.find(actor, text)
    lines = [f"Nobody is found by “{text}”."] if not found else []
    lines += [
        f"{each.lead_id}  {each.name}  {', '.join(each.phones)}  ({', '.join(each.where)})" for each in found
    ]
    return Answer({"total": len(found), "persons": [_shown(each) for each in found]}, tuple(lines))


def _export(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    lead_id = one_person(services, actor, arguments, is_answer=True)
    done = services.persons.export(actor, lead_id, arguments.out, arguments.reason, _write_pdf)
    data = {
        "id": str(lead_id),
        "out": str(done.out),
        "files": list(done.files),
        "records": dict(done.counts),
        "documents": done.documents,
        "unread": list(done.unread),
    }
    lines = [f"Everything kept of this person is in {done.out}.", *done.files]
    lines += [f"The document {name} can't be read any more." for name in done.unread]
    return Answer(data, tuple(lines))


def _erase(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    lead_id = one_person(services, actor, arguments, is_answer=True)
    counted = services.erasure.count(actor, lead_id)
    would = {"id": str(lead_id), "rows": dict(counted.rows), "shared_phones": len(counted.shared_phones)}
    if arguments.count:
        lines = [f"{count:6}  {table}" for table, count in counted.rows.items()]
        return Answer(would, (*lines, f"{counted.total} rows would be erased. Nothing was changed."))
    out: Path | None = arguments.out
    if out is not None and not out.parent.is_dir():
        raise UserError("There is no folder {folder}. Make it first.", field="out", folder=str(out.parent))
    head = None if out is None else head_for_files(services, actor)
    done = services.erasure.erase(actor, ErasePerson(new_id(), lead_id, arguments.reason))
    done = services.erasure.search_pages(actor, done.id)
    certificate = dict(done.certificate or {})
    data = {"id": str(lead_id), "erasure": str(done.id), "certificate": certificate, "files": []}
    data["closed_at"] = certificate["closed_at"]
    if out is not None and head is not None:
        needs_qt()
        from crm_desktop.ui.certificate_paper import save_certificate

        held = services.seats.holding_open(actor).get(done.id, ())
        files = save_certificate(done, out, head, held)
        data["files"] = [str(file) for file in files]
    found = sum(certificate.get("verified", {}).get("found", {}).values())
    lines = [
        f"{sum(certificate['rows'].values())} rows are erased; a search of every table finds {found}.",
        *(f"Stays: {KEPT_LABELS[each['what']]}. {KEPT_REASONS[each['why']]}" for each in certificate["kept"]),
        f"The certificate is {done.id}, signed with the key {fingerprint(certificate)}.",
    ]
    if certificate["seats"]:
        lines.append(f"Open until these have let go of them: {', '.join(certificate['seats'])}")
    return Answer(data, tuple(lines))


def _write_pdf(record: PersonRecord, out: Path) -> None:
    """PDF needs Qt's typesetting, but no display."""
    needs_qt()
    from crm_desktop.ui.person_paper import write_pdf

    write_pdf(record, out)


def _shown(each: FoundPerson) -> dict[str, object]:
    return {
        "id": str(each.lead_id),
        "name": each.name,
        "company": each.company,
        "phones": list(each.phones),
        "email": each.email,
        "found_in": list(each.where),
    }
