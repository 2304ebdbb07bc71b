"""`erasures begin|list|cancel|run|certificate|sealed|open|dial-again`: many erased at once, by a filter."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.cli.about_reports import campaign_named, needs_qt
from crm_desktop.cli.run import Answer, Told, acting
from crm_desktop.cli.whom import head_for_files
from crm_desktop.domain.erasure import Erasure
from crm_desktop.domain.lead import LeadStatus
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.erasure import CountedMany, EraseMany
from crm_desktop.services.whole_file import whole_file


def erasures(arguments: argparse.Namespace) -> Answer:
    """Begin one, look at them, take one back, or carry out what is due."""
    with acting(arguments) as (services, actor):
        if arguments.act == "begin":
            return _begin(services, actor, arguments)
        if arguments.act == "cancel":
            done = services.erasure.cancel(actor, arguments.id)
            return Answer(_shown(done), (f"Cancelled: {done.leads:,} people may be called again.",))
        if arguments.act == "sealed":
            return _sealed(services, actor, arguments)
        if arguments.act == "open":
            return _open(services, actor, arguments)
        if arguments.act == "certificate":
            return _certificate(services, actor, arguments.id, arguments.out)
        if arguments.act == "dial-again":
            return _dial_again(services, actor, arguments.reason)
        if arguments.act == "run":
            return _run(services, actor, arguments)
        every = services.erasure.all(actor)
        lines = [
            f"{each.id}  {each.state.value}  {each.done:,} of {each.leads:,} people  "
            f"from {each.starts_at:%Y-%m-%d %H:%M} UTC on"
            for each in every
        ]
        return Answer({"erasures": [_shown(each) for each in every]}, tuple(lines) or ("Nobody was erased.",))


def _begin(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    query = _query(services, actor, arguments)
    counted = services.erasure.count_many(actor, query)
    if arguments.count:
        return Answer(_counted(counted), (*_told(counted), "Nothing was changed."))
    if arguments.people is None:
        raise UserError(
            "Say with --people how many are erased. The filter finds {count} now; --count tells more.",
            field="people",
            count=counted.leads,
        )
    command = EraseMany(new_id(), query, arguments.reason, arguments.people)
    begun = services.erasure.erase_many(actor, command)
    lines = (
        f"{begun.leads:,} people are not called, written to or exported any more.",
        f"Their data goes from {begun.starts_at:%Y-%m-%d %H:%M} UTC on. Until then: "
        f"crm-desktop erasures cancel {begun.id}",
    )
    return Answer(_shown(begun), lines)


def _dial_again(services: Services, actor: Actor, reason: str) -> Answer:
    """By the list of erasures where it came along, else by the reason."""
    merged = services.put_back.merge(actor)
    again = merged.again
    if not merged.is_on:
        again += services.put_back.dial_again(actor, reason).again
    lines = (f"{again:,} erasures were done again.", "Dialling goes on.")
    return Answer({"again": again, "is_on": True}, lines)


def _run(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    out: Path | None = arguments.out
    if out is not None and not out.is_dir():
        raise UserError("There is no folder {folder}. Make it first.", field="out", folder=str(out))
    head = None if out is None else head_for_files(services, actor)
    done = [
        services.erasure.search_pages(actor, each.id)
        for each in services.erasure.go_on(actor, Told(arguments, "People"))
    ]
    files: list[str] = []
    if out is not None and head is not None and done:
        needs_qt()
        from crm_desktop.ui.certificate_paper import save_certificate

        for each in done:
            files += [str(file) for file in save_certificate(each, out, head)]
    lines = [f"{each.leads:,} people are erased; the certificate is {each.id}." for each in done]
    data = {"erasures": [_shown(each) for each in done], "files": files}
    return Answer(data, tuple(lines) or ("Nothing is due.",))


def _certificate(services: Services, actor: Actor, erasure_id: UUID, out: Path) -> Answer:
    """The files of one that is carried out, with what closed it since."""
    head = services.answers.head_of_certificate(actor)
    done = services.erasure.get(actor, erasure_id)
    if done.certificate is None:
        raise UserError("This isn’t carried out yet, so there is no certificate of it. See `erasures list`.")
    needs_qt()
    from crm_desktop.ui.certificate_paper import save_certificate

    held = services.seats.holding_open(actor).get(done.id, ())
    files = [str(file) for file in save_certificate(done, out, head, held)]
    return Answer({"id": str(done.id), "files": files}, (f"The certificate is in {out}.", *files))


def _sealed(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    found = services.erasure.sealed(actor, arguments.id)
    data = [
        {"id": str(each.id), "law": each.law, "until": each.until.isoformat(), "is_held": bool(each.hold_id)}
        for each in found
    ]
    lines = [f"{each.id}  until {each.until:%Y-%m-%d}  {each.law}" for each in found]
    return Answer({"sealed": data}, tuple(lines) or ("Nothing is sealed of it.",))


def _open(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    out: Path = arguments.out
    with whole_file(out) as part:
        part.write_text(services.erasure.open_sealed(actor, arguments.id, arguments.reason), "utf-8")
    return Answer({"out": str(out)}, (f"What was sealed of this person is in {out}.",))


def _query(services: Services, actor: Actor, arguments: argparse.Namespace) -> LeadQuery:
    known = {status.value for status in LeadStatus}
    for status in arguments.status:
        if status not in known:
            raise UserError(
                "There is no status “{status}”. There are: {known}.",
                field="status",
                status=status,
                known=", ".join(sorted(known)),
            )
    campaign_id = campaign_named(services, actor, arguments.campaign)
    query = LeadQuery(
        text=arguments.text.strip(),
        status=tuple(arguments.status),
        campaign="" if campaign_id is None else str(campaign_id),
        tag=arguments.tag.strip(),
        city=arguments.city.strip(),
        last_result=arguments.result.strip(),
        import_id=arguments.import_id.strip(),
    )
    if query == LeadQuery():
        raise UserError("Say whom: --text, --status, --campaign, --tag, --city, --result or --import.")
    return query


def _told(counted: CountedMany) -> tuple[str, ...]:
    lines = [
        f"{counted.leads:,} people with {counted.total:,} rows would be erased, {counted.merged:,} leads "
        "merged into them too.",
        f"{counted.own_phones:,} numbers never come in again; {counted.shared_phones:,} of others too stay.",
    ]
    if counted.waiting:
        lines.append(f"{counted.waiting:,} wait for another erasure already, and are left out.")
    if counted.on_call:
        lines.append(f"Somebody speaks with {counted.on_call:,} of them now: end that first.")
    if counted.held:
        lines.append(f"Of {counted.held:,} a legal hold wants something kept: that is sealed too.")
    if counted.sealed_until is not None:
        lines.append(
            f"Of {counted.sealed:,} the least is sealed until {counted.sealed_until:%Y-%m-%d} at the latest."
        )
    return tuple(lines)


def _counted(counted: CountedMany) -> dict[str, Any]:
    until = counted.sealed_until
    return {
        "people": counted.leads,
        "merged": counted.merged,
        "waiting": counted.waiting,
        "on_call": counted.on_call,
        "rows": dict(counted.rows),
        "own_phones": counted.own_phones,
        "shared_phones": counted.shared_phones,
        "emails": counted.emails,
        "held": counted.held,
        "sealed": counted.sealed,
        "sealed_until": None if until is None else until.isoformat(),
    }


def _shown(each: Erasure) -> dict[str, Any]:
    return {
        "id": str(each.id),
        "kind": each.kind.value,
        "state": each.state.value,
        "people": each.leads,
        "done": each.done,
        "reason": each.reason,
        "at": each.at.isoformat(),
        "starts_at": each.starts_at.isoformat(),
        "erased_at": None if each.erased_at is None else each.erased_at.isoformat(),
    }
