"""`workspace new`, `backup`, `restore`, `doctor`, `tour` and `demo`."""

from __future__ import annotations

import argparse
import os

from crm_desktop.cli.run import Answer, Told, acting, folder, variable, workspaces
from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.services.doctor import Doctor, Finding, State
from crm_desktop.services.workspace import NewWorkspace
from crm_desktop.store.key_copies import beside
from crm_desktop.store.team.team_file import is_team


def new(arguments: argparse.Namespace) -> Answer:
    """Make a workspace and its first admin."""
    where = folder(arguments)
    command = NewWorkspace(
        name=arguments.name,
        sign_in_name=arguments.admin,
        display_name=arguments.admin_name or arguments.admin,
        password=variable("CRM_DESKTOP_PASSWORD", "the admin's password"),
        country=arguments.country.upper(),
        zone=arguments.zone,
    )
    made = workspaces().create(where, command)
    data = {"id": str(made.workspace_id), "workspace": str(where), "recovery_code": made.recovery_code}
    return Answer(
        data,
        (
            f"The workspace is in {where}.",
            f"Recovery code (print it, keep it away from this computer): {made.recovery_code}",
        ),
    )


def backup(arguments: argparse.Namespace) -> Answer:
    """Make a verified backup beside whatever is running."""
    with acting(arguments) as (services, actor):
        made = services.workspaces.back_up(services.opened, actor, arguments.out, Told(arguments, "Percent"))
    keys = beside(arguments.out) if made.documents is not None else None
    data = {
        "file": str(arguments.out),
        "keys": None if keys is None else str(keys),
        "made_at": made.made_at.isoformat(),
        "rows": dict(made.counts),
    }
    lines = [f"The backup {arguments.out} is made and verified."]
    if keys is not None:
        lines.append(f"Its documents open with {keys}: keep both, and delete that file within 30 days.")
    return Answer(data, tuple(lines))


def restore(arguments: argparse.Namespace) -> Answer:
    """Bring a backup back: over its own workspace as admin, into a new folder by the recovery code."""
    where = folder(arguments)
    code = os.environ.get("CRM_DESKTOP_RECOVERY_CODE") or None
    if workspaces().exists(where) and code is None:
        with acting(arguments) as (_, actor):
            actor.require(Permission.BACKUP, Reach.ALL)
    elif code is None:
        variable("CRM_DESKTOP_RECOVERY_CODE", "the recovery code of the workspace the backup is of")
    done = workspaces().restore(
        arguments.file,
        where,
        recovery_code=code,
        passphrase=os.environ.get("CRM_DESKTOP_PASSPHRASE") or None,
        progress=Told(arguments, "Percent"),
    )
    data = {
        "workspace": str(where),
        "made_at": done.manifest.made_at.isoformat(),
        "rows": dict(done.manifest.counts),
        "moved_aside": str(done.moved_aside) if done.moved_aside is not None else None,
        "documents_without_key": done.unopened,
    }
    lines = [f"The backup of {done.manifest.made_at:%d %b %Y, %H:%M} UTC is back in {where}."]
    if done.moved_aside is not None:
        lines.append(f"What was there before is kept in {done.moved_aside}")
    if done.unopened:
        keys = beside(arguments.file).name
        lines.append(f"{done.unopened} documents can't be opened: {keys} is not beside the backup.")
    return Answer(data, tuple(lines))


def doctor(arguments: argparse.Namespace) -> Answer:
    """Look at everything; exit code 1 only when the store is not sound."""
    service = workspaces()
    if is_team(folder(arguments)):
        from crm_desktop.cli.about_team import examined

        findings = [*examined(arguments), *_of_this_computer()]
    else:
        opened = service.open(folder(arguments))
        try:
            found = Doctor(service).examine(
                opened, Told(arguments, "Checks"), clock_is_right=arguments.clock_is_right
            )
            findings = [*found, *_of_this_computer()]
        finally:
            opened.close()
    marks = {State.SOUND: "ok     ", State.WARNING: "warning", State.BROKEN: "BROKEN "}
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{marks[finding.state]} {finding.what}: {finding.told}")
        if finding.mend:
            lines.append(f"        → {finding.mend}")
    broken = any(f.state is State.BROKEN for f in findings)
    data = {
        "sound": not broken,
        "findings": [
            {"what": f.what, "state": f.state.value, "told": f.told, "mend": f.mend} for f in findings
        ],
    }
    return Answer(data, tuple(lines), 1 if broken else 0)


def _of_this_computer() -> list[Finding]:
    from crm_desktop.cli.window import has_display
    from crm_desktop.handlers import system_has_handler
    from crm_desktop.ui.fonts_here import missing_fonts

    found: list[Finding] = []
    if system_has_handler("tel"):
        found.append(Finding("tel: handler", State.SOUND, "A program here takes tel: links."))
    else:
        found.append(
            Finding(
                "tel: handler",
                State.WARNING,
                "No program here takes tel: links.",
                "Install a softphone or link your telephone, or dial by hand.",
            )
        )
    if has_display():
        found.append(Finding("display", State.SOUND, "There is a display."))
    else:
        found.append(
            Finding("display", State.WARNING, "There is no display.", "Windows open only on a desktop.")
        )
    missing = missing_fonts()
    if missing:
        mend = "Debian: apt-get install fonts-inter fonts-noto-core. Otherwise the system's fonts are used."
        found.append(Finding("fonts", State.WARNING, f"Not installed: {', '.join(missing)}.", mend))
    else:
        found.append(Finding("fonts", State.SOUND, "Every font of the look is installed."))
    return found


def tour(arguments: argparse.Namespace) -> Answer:
    """Drive the real windows through a first day and save a picture of each step."""
    from crm_desktop.tour import take_pictures

    pictures = take_pictures(arguments.out)
    return Answer(
        {"pictures": [str(p) for p in pictures]},
        (f"{len(pictures)} pictures are in {arguments.out}",),
    )


def demo(arguments: argparse.Namespace) -> Answer:
    """Fill an empty workspace with made-up past work, through the services."""
    from crm_desktop.services.demo import fill

    with acting(arguments) as (services, actor):
        done = fill(
            services,
            actor,
            people=arguments.people,
            leads=arguments.leads,
            days=arguments.days,
            seed=arguments.seed,
            clock=SystemClock(),
            password=os.environ.get("CRM_DESKTOP_NEW_PASSWORD") or None,
            progress=Told(arguments, "Calls"),
        )
    return Answer(
        {"people": done.people, "leads": done.leads, "calls": done.calls, "callbacks": done.callbacks},
        (f"{done.people} people, {done.leads:,} leads and {done.calls:,} calls were made up.",),
    )
