"""Runs one command: opens the workspace, signs its person in, prints the answer, and ends honestly."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop import paths
from crm_desktop.cli.places import check_places
from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import COMMAND_SEAT, Actor
from crm_desktop.errors import Cancelled, StoreBusy, UserError
from crm_desktop.log import configure, get_logger, redact
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.passwords import Argon2Passwords, Passwords
from crm_desktop.services.people import PeopleService, SignedIn
from crm_desktop.services.workspace import WorkspaceService

log = get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What a command gives: JSON, the same as readable lines, and the exit code."""

    data: Mapping[str, Any]
    lines: tuple[str, ...]
    code: int = 0


Command = Callable[[argparse.Namespace], Answer]


def run(arguments: argparse.Namespace) -> int:
    """Do one command. Prints to stdout; a refusal is one sentence on stderr and exit code 1."""
    # A script reads stderr: it gets the one sentence, the log goes to its file.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        check_places(arguments)
        answer = _command(arguments)(arguments)
    except UserError as refused:
        print(str(refused), file=sys.stderr)
        return 1
    except StoreBusy:
        print("The workspace is busy with other work. Nothing was changed. Try again.", file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. Nothing half-done stays behind.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `| head` had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - nothing may be flushed to the closed pipe
        return 0
    except Exception as error:  # a mistake of the program: told in one sentence, kept in the log
        configure(paths.log_dir() / "crm-desktop.log")
        log.error("a command failed", error)
        print(
            f"The program made a mistake and stopped ({redact(type(error).__name__)}). "
            f"It is written in {paths.log_dir()}.",
            file=sys.stderr,
        )
        return 1
    _print(answer, as_json=arguments.json)
    return answer.code


def _print(answer: Answer, *, as_json: bool) -> None:
    try:
        if as_json:
            print(json.dumps(answer.data, ensure_ascii=False, indent=1, default=str))
        else:
            for line in answer.lines:
                print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - as above


def _command(arguments: argparse.Namespace) -> Command:
    """The command's own function; each module is imported only when it is used."""
    if arguments.command == "office-server":
        from crm_desktop.cli import about_office

        return about_office.office_server
    team = ("share", "unshare", "join", "moved", "invite", "reports-copy", "upgrade-server")
    if arguments.command in team:
        from crm_desktop.cli import about_team

        return {
            "share": about_team.share,
            "unshare": about_team.unshare,
            "join": about_team.join,
            "moved": about_team.moved,
            "invite": about_team.invite,
            "reports-copy": about_team.reports_copy,
            "upgrade-server": about_team.upgrade_server,
        }[arguments.command]
    if arguments.command == "workspace" and arguments.act == "delete":
        from crm_desktop.cli import about_archive

        return about_archive.delete
    if arguments.command in ("export-archive", "import-archive", "retention"):
        from crm_desktop.cli import about_archive

        return {
            "export-archive": about_archive.export_archive,
            "import-archive": about_archive.import_archive,
            "retention": about_archive.retention,
        }[arguments.command]
    from crm_desktop.cli import (
        about_consent,
        about_erasures,
        about_leads,
        about_lifts,
        about_numbers,
        about_people,
        about_person,
        about_purposes,
        about_queue,
        about_reports,
        about_requests,
        about_seats,
        about_targets,
        about_workspace,
    )

    commands: dict[str, Command] = {
        "workspace": about_workspace.new,
        "backup": about_workspace.backup,
        "restore": about_workspace.restore,
        "doctor": about_workspace.doctor,
        "tour": about_workspace.tour,
        "demo": about_workspace.demo,
        "people": about_people.people,
        "consent": about_consent.consent,
        "lift": about_lifts.lift,
        "requests": about_requests.requests,
        "erasures": about_erasures.erasures,
        "person": about_person.person,
        "purposes": about_purposes.purposes,
        "seats": about_seats.seats,
        "import": about_leads.import_,
        "leads": about_leads.leads,
        "do-not-call": about_numbers.do_not_call,
        "export": about_leads.export,
        "queue": about_queue.why,
        "report": about_reports.report,
        "targets": about_targets.targets,
        "totals": about_reports.totals,
        "texts": about_reports.texts,
        "old-calls": about_reports.old_calls,
    }
    return commands[arguments.command]


def folder(arguments: argparse.Namespace) -> Path:
    """The workspace a command is about."""
    given: Path | None = arguments.workspace
    return given if given is not None else paths.default_workspace_dir()


def workspaces() -> WorkspaceService:
    """The service that works without an open workspace."""
    return WorkspaceService(SystemClock(), passwords())


def passwords() -> Passwords:
    """What hashes and checks passwords."""
    return Argon2Passwords()


@contextmanager
def acting(arguments: argparse.Namespace) -> Iterator[tuple[Services, Actor]]:
    """The open workspace's services and the person of CRM_DESKTOP_USER, for one command."""
    opened = workspaces().open(folder(arguments))
    try:
        services = make_services(opened, SystemClock())
        name = variable("CRM_DESKTOP_USER", "the sign-in name of the person who acts")
        password = variable("CRM_DESKTOP_PASSWORD", "that person's password")
        signed = services.people.sign_in(name, password, COMMAND_SEAT, second_factor())
        try:
            changed_at_once(services.people, signed, password)
            yield services, signed.actor
        finally:
            if opened.seals_as_person:
                opened.seal()
            services.people.sign_out(signed.actor, COMMAND_SEAT)
    finally:
        opened.close()


def changed_at_once(people: PeopleService, signed: SignedIn, password: str) -> None:
    """Change a one-time password to CRM_DESKTOP_NEW_PASSWORD; refused where that isn't set."""
    if not signed.must_change_password:
        return
    new = os.environ.get("CRM_DESKTOP_NEW_PASSWORD", "")
    if not new:
        raise UserError("This is a one-time password. Sign in to the window once and choose your own.")
    people.change_password(signed.actor, password, new)


def second_factor() -> str:
    """The code of CRM_DESKTOP_SECOND_FACTOR, for who has one."""
    return os.environ.get("CRM_DESKTOP_SECOND_FACTOR", "")


def variable(name: str, told: str) -> str:
    """An environment variable that must be there; commands never prompt."""
    value = os.environ.get(name, "")
    if not value:
        raise UserError(
            "Set {name} to {told}; nothing secret stands on a command line.", name=name, told=told
        )
    return value


class Told:
    """Progress of a command on a terminal's stderr; silent when stderr is no terminal or JSON is asked."""

    def __init__(self, arguments: argparse.Namespace, what: str) -> None:
        self._speaks = sys.stderr.isatty() and not arguments.json
        self._what = what

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Show how far it is."""
        if self._speaks:
            of = f" of {total:,}" if total else ""
            print(f"\r{self._what}: {done:,}{of} {note}", end="", file=sys.stderr, flush=True)

    def check(self) -> None:
        """A command is stopped by Ctrl+C."""
