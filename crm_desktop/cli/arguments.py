"""What can be typed after `crm-desktop`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from crm_desktop import __version__
from crm_desktop.cli.arguments_of_data import their_data
from crm_desktop.cli.arguments_values import Add, Commands, count, day
from crm_desktop.cli.places import Place, add_out
from crm_desktop.domain.retention import OldKind

REPORT_NAMES = (
    "agent-day", "evening", "calls", "follow-ups", "sales", "attendance", "funnel", "best-time",
    "data-quality", "timeline", "results", "progress", "targets", "incentive", "coaching", "worth-a-look",
)  # fmt: skip

_WORDS = """\
Without a command the window opens. A command acts as the person in CRM_DESKTOP_USER with
CRM_DESKTOP_PASSWORD. Other variables: CRM_DESKTOP_NEW_PASSWORD (people add; instead of a one-time one),
CRM_DESKTOP_PASSPHRASE (a computer without a key store), CRM_DESKTOP_ARCHIVE_PASSPHRASE (seals an
archive), CRM_DESKTOP_RECOVERY_CODE (restore on another computer), CRM_DESKTOP_OWNER_PASSWORD (share,
upgrade-server: the administrator of the server). Nothing secret stands on a command line.
Exit codes: 0 done, 1 refused or failed, 2 used wrongly.
"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments; prints usage and exits with 2 when they make no sense."""
    found = _parser().parse_args(argv)
    # Not argparse's own defaults: those of a command's parser would cover what stood before the command.
    for name, value in (("json", False), ("workspace", None), ("seat", "main")):
        if not hasattr(found, name):
            setattr(found, name, value)
    return found


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help="answer in JSON")
    common.add_argument("--workspace", type=Path, metavar="DIR", help="the workspace's folder")
    common.add_argument("--seat", metavar="NAME", help="this workstation's seat, for a second window")
    parser = argparse.ArgumentParser(
        prog="crm-desktop",
        description="CRM Desktop, the telecalling CRM.",
        epilog=_WORDS,
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"CRM Desktop {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    def add(into: Commands, name: str, told: str) -> argparse.ArgumentParser:
        return into.add_parser(name, help=told, description=told, parents=[common], allow_abbrev=False)

    _workspace(commands, add)
    _people(commands, add)
    _targets(commands, add)
    their_data(commands, add)
    _seats(commands, add)
    _import(add(commands, "import", "bring leads in from a file, or take an import back"))
    _leads(commands, add)
    export = add(commands, "export", "write leads into a file")
    export.add_argument("what", choices=["leads"])
    export.add_argument("--format", choices=["csv", "xlsx"], required=True)
    add_out(export, Place.FILE)
    export.add_argument("--reason", required=True, help="why; kept in the audit")
    _queue(commands, add)
    _reports(commands, add)
    backup = add(commands, "backup", "make a verified backup")
    add_out(backup, Place.NEW_FILE)
    restore = add(commands, "restore", "bring a backup back")
    restore.add_argument("file", type=Path, metavar="FILE")
    archive = add(
        commands, "export-archive", "write everything into one file that is read without CRM Desktop"
    )
    add_out(archive, Place.FILE)
    keeping = add(commands, "retention", "data that is older than the workspace keeps it")
    acts = keeping.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "preview", "what the next sweep would take; changes nothing")
    add(acts, "run", "take it now; what law holds stays")
    _holds(acts, add)
    brought = add(commands, "import-archive", "bring an archive into an empty workspace")
    brought.add_argument("file", type=Path, metavar="FILE")
    _team(commands, add)
    doctor = add(commands, "doctor", "check store, audit, key store, handlers, display and fonts")
    doctor.add_argument(
        "--end-long-transactions", action="store_true", help="of a team's server, as an admin"
    )
    doctor.add_argument(
        "--clock-is-right",
        action="store_true",
        help="calls that are days ahead of the clock were stamped by a wrong one: count them as of now",
    )
    tour = add(commands, "tour", "drive the windows through a first day and save pictures")
    tour.add_argument("--out", type=Path, required=True, metavar="DIR")
    demo = add(commands, "demo", "fill an empty workspace with made-up past work")
    demo.add_argument("--people", type=count, default=3, metavar="N")
    demo.add_argument("--leads", type=count, default=500, metavar="N")
    demo.add_argument("--days", type=count, default=5, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    _office_server(add(commands, "office-server", "make this PC the office's server (as administrator)"))
    return parser


def _office_server(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", default="", metavar="NAME", help="what workstations call it")
    command.add_argument(
        "--office", default="", metavar="NAME", help="the office's name, for the certificate"
    )
    command.add_argument(
        "--network", action="append", metavar="CIDR", help="from where workstations connect, else from here"
    )
    command.add_argument("--backups", type=Path, metavar="DIR", help="else /var/backups/crm-desktop")
    command.add_argument("--night", action="store_true", help="only the backup, by Windows’ task planner")
    command.add_argument("--erasures", action="store_true", help="only the list of erasures, likewise")
    command.add_argument(
        "--renew", action="store_true", help="only renew the certificate, where it ends within half a year"
    )
    command.add_argument(
        "--restore", type=Path, metavar="DIR", help="put back the newest backup in this folder"
    )


def _workspace(commands: Commands, add: Add) -> None:
    made = add(commands, "workspace", "make a workspace, or delete it")
    acts = made.add_subparsers(metavar="ACT", dest="act", required=True)
    new = add(acts, "new", "make a workspace and its first admin")
    new.add_argument("--name", required=True, help="the office's name")
    new.add_argument("--admin", required=True, metavar="NAME", help="the admin's sign-in name")
    new.add_argument("--admin-name", default="", metavar="NAME", help="the admin's full name")
    new.add_argument("--country", default="IN", metavar="CC")
    new.add_argument("--zone", default="Asia/Kolkata")
    gone = add(acts, "delete", "ask for the whole workspace to be deleted; asked again after the wait, it is")
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--confirm", metavar="NAME", help="the workspace's name, exactly")
    which.add_argument("--cancel", action="store_true", help="leave it alone after all")
    gone.add_argument("--wait", type=count, default=7, metavar="DAYS", help="0: at once")
    # Looked at by the command: one that was killed goes on, whatever it has written already.
    gone.add_argument("--out", type=Path, metavar="FILE", help="where the certificate goes, else beside it")


def _targets(commands: Commands, add: Add) -> None:
    made = add(commands, "targets", "what people, campaigns and teams are to reach, from tomorrow on")
    acts = made.add_subparsers(metavar="ACT", dest="act", required=True)
    listed = add(acts, "list", "every target with the day it holds from; of one of these, if said")
    new = add(acts, "set", "set a target of one of these; past days stay judged by theirs")
    shown = add(acts, "show", "how far targets are today: one's own, a person's or a campaign's")
    days = add(acts, "days", "the office's working days; sets them from tomorrow on, if any are said")
    for command in (listed, new):
        command.add_argument("--team", metavar="NAME", help="its people together")
        command.add_argument("--each", action="store_true", help="each caller without an own one")
        command.add_argument("--office", action="store_true", help="everybody together")
    for command in (listed, new, shown):
        command.add_argument("--person", metavar="NAME", help="a sign-in name; with --campaign: in it")
        command.add_argument("--campaign", metavar="NAME")
    measures = ["calls", "conversations", "successes", "talk_s", "sales", "sales_amount"]
    new.add_argument("measure", choices=measures)
    new.add_argument("period", choices=["day", "week", "month"])
    new.add_argument(
        "amount", metavar="AMOUNT", help="talk in minutes; 0: none; default: what each caller has, again"
    )
    named = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    days.add_argument("--days", nargs="+", choices=named, metavar="DAY", help="mon … sun")
    days.add_argument("--week-starts", choices=named, metavar="DAY")
    days.add_argument("--holiday", action="append", type=day, metavar="DAY", help="yyyy-mm-dd")
    days.add_argument("--no-holiday", action="append", type=day, metavar="DAY")
    for command in (new, days):
        command.add_argument(
            "--from", dest="from_on", type=day, metavar="DAY", help="a later day than tomorrow"
        )


def _people(commands: Commands, add: Add) -> None:
    people = add(commands, "people", "the people of the workspace")
    acts = people.add_subparsers(metavar="ACT", dest="act", required=True)
    new = add(acts, "add", "add a person")
    new.add_argument("name", metavar="NAME", help="the sign-in name")
    new.add_argument(
        "--role",
        required=True,
        type=lambda typed: typed.strip().lower().replace(" ", "_").replace("-", "_"),  # "team lead", too
        choices=["telecaller", "team_lead", "admin"],
    )
    new.add_argument("--display-name", default="", metavar="NAME")
    new.add_argument("--team", default="", metavar="NAME", help="made when there is none")
    add(acts, "list", "list the people")
    off = add(acts, "disable", "take someone's right to sign in")
    off.add_argument("name", metavar="NAME")
    gone = add(acts, "delete", "delete an account; the work stays under a neutral name or goes to another")
    gone.add_argument("name", metavar="NAME")
    gone.add_argument("--confirm", required=True, metavar="NAME", help="the sign-in name once more")
    gone.add_argument("--to", default="", metavar="NAME", help="who gets open leads and call-backs")


def _holds(acts: Commands, add: Add) -> None:
    add(acts, "holds", "what law or a court wants kept")
    new = add(acts, "hold", "keep a kind of data, or one person's, until the end of a day")
    new.add_argument("--kind", default="all", choices=[*(kind.value for kind in OldKind), "all"])
    new.add_argument("--person", type=UUID, metavar="ID", help="of this person alone; see `person find`")
    new.add_argument("--reason", required=True, help="such as the case and its number, naming nobody")
    new.add_argument("--law", required=True, help="which law or order")
    new.add_argument("--until", type=day, required=True, metavar="DAY", help="its last day")
    off = add(acts, "lift", "let go of a hold before its day")
    off.add_argument("id", type=UUID, metavar="ID", help="see `retention holds`")


def _seats(commands: Commands, add: Add) -> None:
    seats = add(commands, "seats", "a team's workstations, and what erasures wait for at them")
    acts = seats.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "list", "which are in use, when each was seen last, which erasures wait for it")
    gone = add(acts, "retire", "one that is lost, sold or broken: nothing waits for it, its sign-ins end")
    gone.add_argument("seat_named", metavar="SEAT", help="its id, or its name where only one has it")
    gone.add_argument("--reason", required=True, help="what became of it; stays in certificates")


def _team(commands: Commands, add: Add) -> None:
    share = add(commands, "share", "move the workspace to a PostgreSQL server, for a team")
    share.add_argument("--server", required=True, metavar="URL", help="postgresql://admin@host:port/database")
    share.add_argument("--certificate", type=Path, metavar="FILE", help="of the server's authority (PEM)")
    share.add_argument("--invitation", type=Path, metavar="FILE", help="where the invitation goes")
    share.set_defaults(place=Place.FILE)
    share.add_argument("--check", action="store_true", help="only look whether the server is fit")
    home = add(commands, "unshare", "bring a team's workspace back into a new local folder")
    home.add_argument("--to", type=Path, required=True, metavar="DIR")
    home.add_argument("--drop", action="store_true", help="take it off the server afterwards")
    join = add(commands, "join", "make a folder a workstation of a team")
    join.add_argument("invitation", metavar="INVITATION", help="the file, or the link")
    moved = add(commands, "moved", "the team's server has another name or certificate: tell this workstation")
    moved.add_argument("--server", required=True, metavar="URL", help="postgresql://admin@host:port/database")
    moved.add_argument("--certificate", type=Path, metavar="FILE", help="of the server's authority (PEM)")
    invite = add(commands, "invite", "write an invitation for another workstation")
    add_out(invite, Place.FILE)
    invite.add_argument("--for", dest="name", default="", metavar="NAME", help="whose it is")
    invite.add_argument("--qr", type=Path, metavar="FILE", help="a QR picture too (PNG)")
    copy = add(commands, "reports-copy", "where a team's reports are asked; without a server, says so")
    copy.add_argument("server", nargs="?", metavar="HOST[:PORT]", help="a standby that follows the server")
    copy.add_argument("--none", action="store_true", help="the server itself again")
    upgrade = add(commands, "upgrade-server", "bring a team's server up to this program")
    upgrade.add_argument("--administrator", default="", metavar="NAME", help="else who shared it")


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, nargs="?", metavar="FILE")
    command.add_argument("--undo", metavar="ID", help="take this import back")
    command.add_argument("--campaign", metavar="NAME", help="made when there is none")
    command.add_argument("--duplicates", choices=["skip", "fill", "update", "create"], default="skip")
    command.add_argument("--match", choices=["phone", "phone_name"], default="phone")
    command.add_argument("--map", type=Path, metavar="FILE", help="a saved mapping of columns")
    command.add_argument("--sheet", metavar="NAME")
    command.add_argument("--source", default="", metavar="TEXT")
    command.add_argument("--owner", default="", metavar="NAME", help="whose the leads are")
    why = command.add_argument_group("why these people may be called")
    why.add_argument("--why", choices=["asked", "customers", "agreed", "list"])
    why.add_argument(
        "--asked-on", "--on", default="", metavar="COLUMN|YYYY-MM-DD",
        help="when they asked: a column of the file or a day; when they agreed; customers since",
    )  # fmt: skip
    why.add_argument("--proof", default="", metavar="TEXT", help="asked, agreed: how it can be shown")
    why.add_argument(
        "--evidence", type=Path, metavar="FILE", help="the file that shows it, kept sealed beside the answer"
    )
    why.add_argument("--list-of", default="", metavar="NAME", help="list: whom you have it from")
    why.add_argument("--line", default="", metavar="NUMBER", help="list: the number it is called from")
    command.add_argument("--refused", type=Path, metavar="FILE", help="where refused rows go")
    command.set_defaults(usage=command, place=Place.FILE)


def _leads(commands: Commands, add: Add) -> None:
    leads = add(commands, "leads", "look at leads")
    acts = leads.add_subparsers(metavar="ACT", dest="act", required=True)
    listed = add(acts, "list", "list leads by name")
    listed.add_argument("--limit", type=count, default=50, metavar="N")
    found = add(acts, "find", "find leads by name, company, e-mail or part of a phone")
    found.add_argument("text", metavar="TEXT")
    found.add_argument("--limit", type=count, default=50, metavar="N")


def _queue(commands: Commands, add: Add) -> None:
    queue = add(commands, "queue", "the queue of leads to dial")
    acts = queue.add_subparsers(metavar="ACT", dest="act", required=True)
    why = add(acts, "why", "why leads aren't dialled: a campaign's counts, or every gate of one lead")
    which = why.add_mutually_exclusive_group(required=True)
    which.add_argument("--campaign", metavar="NAME")
    which.add_argument("--lead", metavar="ID", help="see `leads find`")


def _report_name(name: str) -> str:
    if name not in REPORT_NAMES:
        raise argparse.ArgumentTypeError(f"there is no report “{name}”; there are: {', '.join(REPORT_NAMES)}")
    return name


def _reports(commands: Commands, add: Add) -> None:
    report = add(commands, "report", "figures of calls, follow-ups, sales and time at work")
    names = ", ".join(REPORT_NAMES)
    report.add_argument("name", metavar="NAME", nargs="?", type=_report_name, help=names)
    report.add_argument("--saved", default="", metavar="NAME", help="as saved under this name")
    report.add_argument(
        "--from", dest="first", type=day, metavar="DAY", help="yyyy-mm-dd; today if not given"
    )
    report.add_argument("--to", dest="last", type=day, metavar="DAY", help="yyyy-mm-dd, else today")
    report.add_argument(
        "--by",
        default="",
        metavar="WHAT",
        help="calls: day, hour, campaign, person, result; best-time: weekday_hour, hour, weekday; "
        "coaching: person, campaign, question, week",
    )
    report.add_argument("--person", default="", metavar="NAME", help="only this person's")
    report.add_argument("--campaign", default="", metavar="NAME", help="only this campaign's")
    report.add_argument("--source", metavar="NAME", help='only of leads from this source; "" for none')
    report.add_argument("--tag", default="", metavar="NAME", help="only of leads with this tag")
    report.add_argument(
        "--receipt", metavar="COLUMN", help="the rows behind a number: its column's id, with --row"
    )
    report.add_argument("--row", default="total", metavar="KEY", help="the row's key; total if not given")
    report.add_argument("--compare", action="store_true", help="with as many days before, under `before`")
    report.add_argument("--format", choices=["json", "csv", "xlsx", "pdf"])
    add_out(report, Place.FILE, is_needed=False)
    report.set_defaults(usage=report)
    totals = add(commands, "totals", "the totals that reports use")
    acts = totals.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "rebuild", "count them anew from the calls")
    texts = add(commands, "texts", "the index of what people wrote, by which persons are found")
    acts = texts.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "rebuild", "make it anew from notes, messages and all other texts")
    old = add(commands, "old-calls", "calls that are older than the workspace keeps them")
    acts = old.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "list", "which months are old enough to go; changes nothing")
    add(acts, "delete", "close these months and delete their calls")
    add(acts, "receipts", "the months whose calls were deleted")
