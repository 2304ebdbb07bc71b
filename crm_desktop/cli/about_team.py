"""`share`, `unshare`, `join`, `moved`, `invite`, `reports-copy` and `upgrade-server`."""

from __future__ import annotations

import argparse
import os
from contextlib import closing
from pathlib import Path
from typing import Any

from crm_desktop.cli.run import (
    Answer,
    Told,
    acting,
    changed_at_once,
    folder,
    passwords,
    second_factor,
    variable,
    workspaces,
)
from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import COMMAND_SEAT, Permission, Reach
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.services.bundle import make_services
from crm_desktop.services.doctor import Doctor, Finding, State
from crm_desktop.services.team.health import TeamHealth
from crm_desktop.services.team.home import BringHome, HomeService, NotShared
from crm_desktop.services.team.joining import JoiningService
from crm_desktop.services.team.opening import OpenTeam
from crm_desktop.services.team.reports_copy import ReportsCopyService
from crm_desktop.services.team.sharing import Invited, Share, SharingService
from crm_desktop.store.team.checks import Check, CheckState
from crm_desktop.store.team.invitation import ENDING, Invitation, read_invitation
from crm_desktop.store.team.refusals import WrongPassword
from crm_desktop.store.team.server import read_address
from crm_desktop.store.team.team_file import TeamFile

OWNER = "CRM_DESKTOP_OWNER_PASSWORD"
_MARKS = {CheckState.GOOD: "ok     ", CheckState.NOTE: "note   ", CheckState.MISSING: "MISSING"}


def _owner() -> str | None:
    """The password of the server's administrator: asked each time, kept nowhere."""
    return os.environ.get(OWNER) or None


def share(arguments: argparse.Namespace) -> Answer:
    """Move the workspace to a server, or only look whether it could."""
    address = read_address(arguments.server, arguments.certificate)
    owner = _owner()
    sharing = SharingService(SystemClock(), passwords())
    if arguments.check:
        return _checked(sharing.check(address, owner))
    where = folder(arguments)
    command = Share(
        address=address,
        owner_password=owner,
        sign_in_name=variable("CRM_DESKTOP_USER", "the sign-in name of the admin who shares"),
        password=variable("CRM_DESKTOP_PASSWORD", "that admin's password"),
        code=second_factor(),
    )
    done = sharing.share(where, command, Told(arguments, "Sharing"))
    invitation = Invitation(done.team)
    file = arguments.invitation or where / f"{done.team.slug}{ENDING}"
    lines = [f"The workspace is on {done.team.server.shown} now; this folder is a workstation of it."]
    try:
        invitation.write(file)
        lines.append(f"Invitation for other workstations: {file}")
    except UserError as refused:  # the workspace is shared all the same
        file = None
        lines.append(str(refused))
    lines += _people_lines(done.invited, "Good for two days, to be changed at the first sign-in:")
    lines.append(f"The local file is kept in {done.moved_aside}, a verified backup in {done.backup}")
    lines += _check_lines(check for check in done.checks if check.state is CheckState.NOTE)
    data = {
        "workspace": str(where),
        "server": done.team.server.shown,
        "schema": done.team.names.schema,
        "invitation": str(file) if file is not None else None,
        "link": invitation.link,
        "people": _people(done.invited),
        "rows": dict(done.rows),
        "hashes": dict(done.hashes),
        "documents": done.documents,
        "backup": str(done.backup),
        "moved_aside": str(done.moved_aside),
        "checks": _checks(done.checks),
    }
    return Answer(data, tuple(lines))


def unshare(arguments: argparse.Namespace) -> Answer:
    """Bring a team's workspace into a new local folder."""
    command = BringHome(
        to=arguments.to,
        sign_in_name=variable("CRM_DESKTOP_USER", "the sign-in name of the admin who brings it back"),
        password=variable("CRM_DESKTOP_PASSWORD", "that admin's password"),
        code=second_factor(),
        drop=arguments.drop,
        owner_password=_owner() if arguments.drop else None,
    )
    done = HomeService(SystemClock(), passwords()).unshare(
        folder(arguments), command, Told(arguments, "Bringing home")
    )
    lines = [
        f"The workspace is in {done.folder}.",
        f"Recovery code (print it, keep it away from this computer): {done.recovery_code}",
        *_people_lines(done.invited, "One-time passwords there, good for two days:"),
        "The server's copy is gone; the workstations' folders open nothing any more and can be deleted."
        if done.is_dropped
        else "The server's copy stays as it is; --drop takes it away.",
    ]
    data = {
        "workspace": str(done.folder),
        "recovery_code": done.recovery_code,
        "people": _people(done.invited),
        "rows": dict(done.rows),
        "hashes": dict(done.hashes),
        "documents": done.documents,
        "dropped": done.is_dropped,
    }
    return Answer(data, tuple(lines))


def join(arguments: argparse.Namespace) -> Answer:
    """Make a folder a workstation of a team; with name and password set, sign in there once."""
    where = folder(arguments)
    invitation = read_invitation(arguments.invitation)
    done = JoiningService(SystemClock()).join(where, invitation)
    if not done.recovery_code:
        return _moved(where, done.team)
    data: dict[str, Any] = {
        "workspace": str(where),
        "name": done.team.info.name,
        "server": done.team.server.shown,
        "recovery_code": done.recovery_code,
        "signed_in": False,
    }
    lines = [
        f"{where} is a workstation of {done.team.info.name} on {done.team.server.shown} now.",
        f"Recovery code of backups made on this computer: {done.recovery_code}",
    ]
    name, password = os.environ.get("CRM_DESKTOP_USER"), os.environ.get("CRM_DESKTOP_PASSWORD")
    if name and password:
        try:
            with closing(workspaces().open(where)) as opened:
                people = make_services(opened, SystemClock(), passwords()).people
                signed = people.sign_in(name, password, COMMAND_SEAT, second_factor())
                try:
                    changed_at_once(people, signed, password)
                finally:
                    people.sign_out(signed.actor, COMMAND_SEAT)
            data["signed_in"] = True
            lines.append(f"{signed.actor.name} can sign in here.")
        except (UserError, StoreProblem) as refused:
            data["refused"] = str(refused)
            lines.append(f"Nobody is signed in yet: {refused}")
            lines.append("The folder stays a workstation: sign in there, it need not join again.")
    return Answer(data, tuple(lines), 1 if "refused" in data else 0)


def moved(arguments: argparse.Namespace) -> Answer:
    """Tell a workstation where its team's server is now."""
    where = folder(arguments)
    place = read_address(arguments.server, arguments.certificate).place
    return _moved(where, JoiningService(SystemClock()).move(where, place))


def _moved(where: Path, team: TeamFile) -> Answer:
    told = f"{where} is a workstation of {team.info.name}; its server is {team.server.shown} now."
    data = {"workspace": str(where), "name": team.info.name, "server": team.server.shown}
    return Answer(data, (told, "What waits here to be sent goes there at the next sign-in."))


def invite(arguments: argparse.Namespace) -> Answer:
    """Write an invitation for another workstation."""
    with acting(arguments) as (services, actor):
        if not isinstance(services.opened, OpenTeam):
            raise NotShared
        invitation = JoiningService(SystemClock()).invite(services.opened, actor, arguments.name)
    if arguments.qr is not None:  # first what may be refused: both are written or none
        invitation.write_qr(arguments.qr)
    invitation.write(arguments.out)
    lines = [f"The invitation is in {arguments.out}", f"As a link: {invitation.link}"]
    if arguments.qr is not None:
        lines.append(f"As a QR picture: {arguments.qr}")
    data = {
        "invitation": str(arguments.out),
        "link": invitation.link,
        "qr": str(arguments.qr) if arguments.qr is not None else None,
    }
    return Answer(data, tuple(lines))


def reports_copy(arguments: argparse.Namespace) -> Answer:
    """Say or change where reports are asked."""
    with acting(arguments) as (services, actor):
        if not isinstance(services.opened, OpenTeam):
            raise NotShared
        copies = ReportsCopyService(services.opened.team_store, services.settings)
        if arguments.none or arguments.server:
            copies.set(actor, "" if arguments.none else arguments.server)
        found = copies.get(actor)
    told = f"Reports are asked of {found}." if found else "Reports are asked of the team's server itself."
    return Answer({"reports_copy": found or None}, (told,))


def upgrade_server(arguments: argparse.Namespace) -> Answer:
    """Bring the server's tables, functions and rights up to this program."""
    done = JoiningService(SystemClock()).upgrade(folder(arguments), _owner(), arguments.administrator)
    told = (
        f"The server was up to date already (data version {done.after}); its rights were given anew."
        if done.before == done.after
        else f"The server went from data version {done.before} to {done.after}."
    )
    return Answer({"before": done.before, "after": done.after}, (told,))


class NotTaken(StoreProblem):
    """The server knows no such login: it doesn't say whether because there is none any more."""

    def __init__(self) -> None:
        super().__init__(
            "The server takes no such name and password: one is wrong, or the workspace was taken off the "
            "server (unshare --drop), and then this folder opens nothing any more and can be deleted.",
            field="password",
        )


def examined(arguments: argparse.Namespace) -> list[Finding]:
    """What the doctor finds on a team's server, as the person who asks; without one, whether it answers."""
    if not os.environ.get("CRM_DESKTOP_USER"):
        return _examined_by_nobody(arguments)
    try:
        return _examined_by_somebody(arguments)
    except WrongPassword as error:
        raise NotTaken from error


def _examined_by_somebody(arguments: argparse.Namespace) -> list[Finding]:
    with acting(arguments) as (services, actor):
        opened = services.opened
        assert isinstance(opened, OpenTeam)
        health = TeamHealth(opened.store, opened.team.names, SystemClock())
        found = [_answers(opened.team)]
        if arguments.end_long_transactions:
            ended = health.end_long_transactions(actor)
            found.append(Finding("ended", State.SOUND, f"{ended} long transactions were ended."))
        found += health.examine(actor)
        if (certificate := health.certificate(opened.team.server)) is not None:
            found.append(certificate)
        if copy := ReportsCopyService(opened.team_store, services.settings).examine(actor):
            found.append(copy)
        is_admin = actor.may(Permission.SEE_AUDIT, Reach.ALL)
        return [
            *found,
            *Doctor(services.workspaces).examine_beside_server(opened, as_admin=is_admin, actor=actor),
        ]


def _examined_by_nobody(arguments: argparse.Namespace) -> list[Finding]:
    service = workspaces()
    with closing(service.open(folder(arguments))) as opened:
        assert isinstance(opened, OpenTeam)
        try:
            JoiningService(SystemClock()).look(opened.team, opened.folder)
            found = _answers(opened.team)
        except StoreProblem as problem:
            found = Finding("store", State.BROKEN, str(problem), "Look at the server and the network.")
        seen = TeamHealth(opened.store, opened.team.names, SystemClock()).certificate(opened.team.server)
        unseen = Finding(
            "sign-in",
            State.WARNING,
            "Nobody is signed in, so the server showed nothing of its store.",
            "Set CRM_DESKTOP_USER and CRM_DESKTOP_PASSWORD, then look again.",
        )
        shown = [] if seen is None else [seen]
        return [found, *shown, unseen, *Doctor(service).examine_beside_server(opened, as_admin=False)]


def _answers(team: TeamFile) -> Finding:
    return Finding("store", State.SOUND, f"The server {team.server.shown} answers.")


def _checked(checks: tuple[Check, ...]) -> Answer:
    missing = any(check.state is CheckState.MISSING for check in checks)
    return Answer(
        {"fit": not missing, "checks": _checks(checks)}, tuple(_check_lines(checks)), 1 if missing else 0
    )


def _checks(checks: Any) -> list[dict[str, str]]:
    return [{"what": c.what, "state": c.state.value, "told": c.told, "mend": c.mend} for c in checks]


def _check_lines(checks: Any) -> list[str]:
    lines = []
    for check in checks:
        lines.append(f"{_MARKS[check.state]} {check.what}: {check.told}")
        if check.mend:
            lines.append(f"        → {check.mend}")
    return lines


def _people(invited: tuple[Invited, ...]) -> list[dict[str, str]]:
    return [
        {
            "name": each.person.sign_in_name,
            "display_name": each.person.display_name,
            "role": each.person.role.value,
            "one_time_password": each.one_time_password,
        }
        for each in invited
    ]


def _people_lines(invited: tuple[Invited, ...], told: str) -> list[str]:
    if not invited:
        return []
    return [told, *(f"  {each.person.sign_in_name:<20} {each.one_time_password}" for each in invited)]
