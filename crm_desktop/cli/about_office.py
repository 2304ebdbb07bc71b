"""`office-server`: make this PC the office's server."""

from __future__ import annotations

import argparse
import os

from crm_desktop.cli.run import Answer
from crm_desktop.clock import SystemClock
from crm_desktop.services.team.office_server import OfficeServerService, Wish, called


def office_server(arguments: argparse.Namespace) -> Answer:
    """Set this computer up and say how to go on."""
    if arguments.night or arguments.erasures:
        OfficeServerService(SystemClock()).night(arguments.backups, only_erasures=not arguments.night)
        return Answer({"done": True}, ("It is done.",))
    if arguments.renew:
        until = OfficeServerService(SystemClock()).renew()
        told = (
            "The certificate counts for half a year more at least; it stays."
            if until is None
            else f"The certificate was renewed; the new one counts until {until:%Y-%m-%d}."
        )
        return Answer({"renewed_until": None if until is None else until.isoformat()}, (told,))
    wish = Wish(
        office=arguments.office,
        name=arguments.name,
        networks=tuple(arguments.network) if arguments.network else ("samenet",),
        backups=arguments.backups,
        password=os.environ.get("CRM_DESKTOP_OWNER_PASSWORD", ""),
        restore=arguments.restore,
    )
    made = OfficeServerService(SystemClock()).make(wish)
    lines = [*made.told, ""]
    lines.append("This PC is the office server now. Write this down; the password is shown only here:"
                 if made.password else "This PC is the office server now.")  # fmt: skip
    lines.append(f"  server       {made.address}")
    lines.append(f"  certificate  {made.certificate}")
    if made.password:
        lines.append(f"  password     {made.password}")
    if arguments.restore is None:
        lines += [
            "",
            "Next, on the computer with your workspace, in its window: Settings, Team. Or type there:",
            f"  {called()} share --server {made.address} --certificate {made.certificate}",
            "On another computer than this: copy the certificate there first (a memory stick, a mail: "
            "nothing secret is in it), and name the copy.",
            "Then give everybody the invitation that is made there.",
        ]
    data = {
        "server": made.address,
        "certificate": str(made.certificate),
        "backups": str(made.backups),
        "password": made.password or None,
        "told": list(made.told),
    }
    return Answer(data, tuple(lines))
