"""`export-archive`, `import-archive`, `retention`, `workspace delete`: a workspace's own data."""

from __future__ import annotations

import argparse
import os

from crm_desktop.cli.places import Place, check_file
from crm_desktop.cli.run import Answer, Told, acting, folder, passwords, second_factor, variable, workspaces
from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import OLD_KIND_LABELS, LegalHold, OldKind
from crm_desktop.services.archive import ArchiveService, ExportArchive
from crm_desktop.services.archive_import import ArchiveImportService, ImportArchive
from crm_desktop.services.bundle import Services
from crm_desktop.services.deletion import DeletionService
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.stored_files import check_readable


def export_archive(arguments: argparse.Namespace) -> Answer:
    """Write everything into one file."""
    command = ExportArchive(
        arguments.out,
        os.environ.get("CRM_DESKTOP_ARCHIVE_PASSPHRASE", ""),
        os.environ.get("CRM_DESKTOP_PASSPHRASE", ""),
    )
    with acting(arguments) as (services, actor):
        done = ArchiveService(services.opened, SystemClock()).export(actor, command, Told(arguments, "Rows"))
    rows = sum(done.manifest.counts.values())
    data = {
        "file": str(done.out),
        "size": done.size,
        "made_at": done.manifest.made_at.isoformat(),
        "sealed": done.is_sealed,
        "went_on": done.went_on,
        "rows": done.manifest.counts,
        "documents": done.manifest.document_count,
        "tombstones": done.manifest.tombstones,
    }
    lines = [f"The archive {done.out} has {rows:,} rows and {done.manifest.document_count:,} documents."]
    if not done.is_sealed:
        lines.append("It has no passphrase: whoever has the file can read it.")
    return Answer(data, tuple(lines))


def import_archive(arguments: argparse.Namespace) -> Answer:
    """Bring an archive into an empty workspace."""
    check_readable(arguments.file, "file")
    command = ImportArchive(
        arguments.file,
        variable("CRM_DESKTOP_USER", "the sign-in name of the person who acts"),
        variable("CRM_DESKTOP_PASSWORD", "that person's password"),
        _passphrase(),
        second_factor(),
        apart_passphrase=os.environ.get("CRM_DESKTOP_PASSPHRASE", ""),
    )
    service = ArchiveImportService(SystemClock(), passwords())
    done = service.bring(folder(arguments), command, Told(arguments, "Rows"))
    data = {
        "workspace": str(folder(arguments)),
        "name": done.manifest.workspace_name,
        "made_at": done.manifest.made_at.isoformat(),
        "rows": dict(done.rows),
        "documents": done.documents,
        "tombstones": done.tombstones,
        "one_time_passwords": {n.person.sign_in_name: n.one_time_password for n in done.newcomers},
    }
    lines = [
        f"{done.manifest.workspace_name} is back: {sum(done.rows.values()):,} rows, compared one by one."
    ]
    for each in done.newcomers:
        lines.append(f"One-time password of {each.person.sign_in_name}: {each.one_time_password}")
    return Answer(data, tuple(lines))


def _holds(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    if arguments.act == "lift":
        services.keeping.lift(actor, arguments.id)
        return Answer({"id": str(arguments.id)}, ("It is no longer held.",))
    if arguments.act == "hold":
        kind = None if arguments.kind == "all" else OldKind(arguments.kind)
        command = HoldKind(kind, arguments.reason, arguments.law, arguments.until, arguments.person)
        holds: tuple[LegalHold, ...] = (services.keeping.hold(actor, command),)
    else:
        holds = services.keeping.preview(actor).holds
    data = [
        {
            "id": str(each.id),
            "kind": None if each.kind is None else each.kind.value,
            "person": None if each.lead_id is None else str(each.lead_id),
            "reason": each.reason,
            "law": each.law,
            "until": each.until.isoformat(),
        }
        for each in holds
    ]
    lines = [
        f"{each.id}  until {each.until}  {OLD_KIND_LABELS[each.kind.value if each.kind else 'all']}"
        f"{'' if each.lead_id is None else f' of person {each.lead_id}'}: {each.reason} ({each.law})"
        for each in holds
    ]
    return Answer({"holds": data}, tuple(lines) or ("Nothing is held.",))


def retention(arguments: argparse.Namespace) -> Answer:
    """What the next sweep would take, or the sweep now."""
    with acting(arguments) as (services, actor):
        if arguments.act in ("holds", "hold", "lift"):
            return _holds(services, actor, arguments)
        if arguments.act == "preview":
            kept = services.keeping.preview(actor)
            kinds, words = kept.kinds, "older"
        else:
            kinds, words = services.keeping.run(actor, Told(arguments, "Records")), "taken"
    data = {
        each.kind.value: {
            "kept_months": each.months,
            "older_than": None if each.older_than is None else each.older_than.isoformat(),
            words: each.count,
            "source": each.source,
            "held": None
            if each.held_by is None
            else {
                "reason": each.held_by.reason,
                "law": each.held_by.law,
                "until": each.held_by.until.isoformat(),
            },
        }
        for each in kinds
    }
    lines = []
    for each in kinds:
        period = "for ever" if each.older_than is None else f"{each.older_than:%d %b %Y}"
        held = "" if each.held_by is None else f"  held until {each.held_by.until}: {each.held_by.reason}"
        label = OLD_KIND_LABELS[each.kind.value]
        lines.append(f"{label:<30} older than {period:<12} {each.count:>9,} {words}{held}")
    return Answer({"kinds": data}, tuple(lines))


def _passphrase() -> str:
    """What seals an archive, or what law keeps."""
    return os.environ.get("CRM_DESKTOP_ARCHIVE_PASSPHRASE") or os.environ.get("CRM_DESKTOP_PASSPHRASE", "")


def delete(arguments: argparse.Namespace) -> Answer:
    """Ask for the workspace to be deleted, cancel that, or carry it out once its time has come."""
    where, service = folder(arguments), DeletionService(SystemClock(), workspaces())
    done = service.go_on(where)
    if done is None:
        if arguments.out is not None:
            check_file(arguments.out, "out", Place.FILE)
        with acting(arguments) as (services, actor):
            if arguments.cancel:
                service.cancel(services.opened, actor)
                return Answer({"planned": None}, ("The workspace stays.",))
            planned = service.plan(services.opened, actor, arguments.confirm, arguments.wait)
            if planned.at > SystemClock().now():
                day = f"{planned.at:%d %b %Y %H:%M} UTC"
                words = f"Run this again from {day} on to delete it; --cancel leaves it alone until then."
                return Answer({"planned": planned.at.isoformat()}, (words,))
            doomed = service.prepare(
                services.opened, actor, arguments.confirm, _passphrase(), Told(arguments, "Rows")
            )
        out = None if arguments.out is None else arguments.out.absolute()
        done = service.carry_out(doomed, out, os.environ.get("CRM_DESKTOP_OWNER_PASSWORD") or None)
    lines = (
        f"{done.certificate['workspace']['name']} is deleted; its keys are destroyed.",
        f"The certificate is in {done.file}",
        *(
            f"What the law keeps until {each['until']} lies sealed beside it: {each['file']}. Delete it then."
            for each in done.certificate["kept_by_law"]
        ),
        *done.certificate["limits"],
    )
    return Answer({"certificate": done.certificate, "file": str(done.file)}, lines)
