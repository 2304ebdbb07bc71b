"""The office server's certificate, renewed before it ends: looked at every week by the system."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from cryptography import x509

from crm_desktop.errors import UserError
from crm_desktop.services.team.office_backup import UNITS
from crm_desktop.services.team.office_cluster import CERTIFICATE, Cluster, ask, keep_certificate
from crm_desktop.services.team.office_machine import Machine, this_program

CRON = Path("/etc/cron.d/crm-desktop-certificate")
_NAME = "crm-desktop-certificate"


def renew(machine: Machine, cluster: Cluster, now: datetime) -> datetime | None:
    """Make a new certificate under the same names where the old one ends within half a year.

    The server reads it without a restart, and workstations notice nothing. Gives until when the new one
    counts, None where the old one stays. UserError where none was ever made here.
    """
    file = cluster.config / CERTIFICATE
    if not file.exists():
        raise UserError("This computer is not an office's server yet. Type: sudo crm-desktop office-server")
    said = x509.load_pem_x509_certificate(file.read_bytes()).extensions
    names = said.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
    if not keep_certificate(cluster, "", names, now):
        return None
    ask(machine, cluster, "SELECT pg_reload_conf();")
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc


def arrange(machine: Machine) -> list[str]:
    """Let the system look every week; gives what there is to say."""
    command = this_program("office-server", "--renew")
    if sys.platform == "win32":
        machine.run(["schtasks", "/Create", "/F", "/SC", "WEEKLY", "/ST", "01:45", "/RU", "SYSTEM",
                     "/TN", "CRM Desktop certificate", "/TR", command])  # fmt: skip
    elif Path("/run/systemd/system").is_dir():
        (UNITS / f"{_NAME}.service").write_text(_SERVICE.format(command=command), "utf-8")
        (UNITS / f"{_NAME}.timer").write_text(_TIMER, "utf-8")
        machine.run(["systemctl", "daemon-reload"])
        machine.run(["systemctl", "enable", "--now", f"{_NAME}.timer"])
    elif CRON.parent.is_dir() and machine.has("cron"):
        CRON.write_text(f"45 1 * * 1 root {command}\n", "utf-8")
    else:
        return [
            "Neither systemd nor cron runs here, so let something run `crm-desktop office-server --renew` as "
            "root now and then: it renews the certificate half a year before its end."
        ]
    said = ["The certificate is renewed by itself half a year before its end."]
    changer = others_may_change(Path(sys.prefix))
    if changer:
        said.append(
            f"For that the system runs this program as administrator, out of {sys.prefix}, which {changer} "
            "may change. If that is not you alone, set it up as root in /opt and type this again there."
        )
    return said


def others_may_change(place: Path) -> str:
    """Who besides root may change what lies in a folder, by what they own of the way to it; empty for nobody.

    Root's own running of it makes such a person root.
    """
    if sys.platform == "win32":
        return ""
    for each in (place, *place.parents):
        owner = each.stat().st_uid
        if owner != 0:
            try:
                return each.owner()
            except KeyError:  # of no user known here
                return f"user {owner}"
    return ""


_SERVICE = """[Unit]
Description=Certificate of CRM Desktop's office server
After=postgresql.service

[Service]
Type=oneshot
ExecStart={command}
"""

_TIMER = """[Unit]
Description=Certificate of CRM Desktop's office server, looked at every week

[Timer]
OnCalendar=Mon *-*-* 01:45:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""
