"""What can be typed about people's data: persons, requests, consent, lifts, numbers that aren't called."""

from __future__ import annotations

import argparse
from pathlib import Path
from uuid import UUID

from crm_desktop.cli.arguments_values import Add, Commands, count, day
from crm_desktop.cli.places import Place, add_out
from crm_desktop.domain.consent import AGE_LABELS, LIFT_LABELS, Channel, How
from crm_desktop.domain.purposes import KIND_LABELS
from crm_desktop.domain.requests import Came, Proof, RequestKind, Step, Trigger

# What a step on a command line may be: a letter and an export write files, which are other commands.
_STEPS = [each.value for each in Step if each not in (Step.TAKEN, Step.LETTER, Step.EXPORTED)]


def their_data(commands: Commands, add: Add) -> None:
    """Add all of it."""
    _purposes(commands, add)
    _consent(add(commands, "consent", "what people agreed to and refused"), add)
    _lift(add(commands, "lift", "let be called again who asks for it; an admin's, dated"), add)
    _person(commands, add)
    _requests(add(commands, "requests", "what people ask about their data"), add)
    _numbers(commands, add)


def _whom(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "text", metavar="TEXT", nargs="?", default="", help="whose: any phone, name or e-mail"
    )
    command.add_argument("--id", type=UUID, metavar="ID", help="where more than one person is found")


def _evidence(command: argparse.ArgumentParser, told: str = "what shows it, in words") -> None:
    command.add_argument("--proof", default="", metavar="TEXT", help=told)
    command.add_argument("--evidence", type=Path, metavar="FILE", help="the file that shows it; kept sealed")


def _consent(command: argparse.ArgumentParser, add: Add) -> None:
    acts = command.add_subparsers(metavar="ACT", dest="act", required=True)
    shown = add(acts, "show", "what holds for a person, and what shows it")
    given = add(acts, "given", "keep that they agreed, with what shows it")
    no = add(acts, "refused", "keep that they said no; it binds from now on")
    back = add(acts, "withdrawn", "the same: the ledger calls it withdrawn where they had agreed")
    receipt = add(acts, "receipt", "write their receipt (ISO/IEC TS 27560)")
    age = add(acts, "age", "note an age; who is under 18 isn't called until a guardian agreed")
    for one in (shown, given, no, back, receipt, age):
        _whom(one)
    hows = [how.value for how in How if how not in (How.CALL, How.BROUGHT)]
    for one in (given, no, back):
        what = "all of it if neither is said" if one is not given else "each by each --way"
        one.add_argument(
            "--purpose", action="append", default=[], metavar="NAME",
            help=f"service, offers, or one of `purposes list`; {what}",
        )  # fmt: skip
        one.add_argument(
            "--way", action="append", default=[], choices=[way.value for way in Channel], metavar="WAY",
            help=", ".join(Channel),
        )  # fmt: skip
        one.add_argument("--how", choices=hows, required=True, help="how they said it")
        one.add_argument(
            "--on", default="", metavar="DAY", help="when they said it, else now; may have a time"
        )
        _evidence(one)
    given.add_argument(
        "--notice", required=True, metavar="LANGUAGE", help="in which they were told; see `consent notices`"
    )
    ends = given.add_mutually_exclusive_group()
    ends.add_argument("--until", type=day, metavar="DAY", help="the last day of the contract it lasts with")
    ends.add_argument("--purchase", action="store_true", help="to complete a purchase: ends after its days")
    given.add_argument(
        "--they-asked", action="store_true", help="after a no: they came by themselves, nobody asked them"
    )
    add_out(receipt, Place.FILE, ".json, or .pdf to print")
    age.add_argument("--band", required=True, choices=[each or "unknown" for each in AGE_LABELS])
    age.add_argument("--guardian", default="", metavar="NAME", help="who speaks for them; with guarded")
    age.add_argument("--relation", default="", metavar="TEXT")
    age.add_argument("--contact", default="", metavar="TEXT")
    _evidence(age, "how the guardian showed who they are")
    add(acts, "notices", "the notices people are told, with their versions and languages")
    write = add(acts, "notice", "write a new version of the notice in one language")
    write.add_argument("language", metavar="LANGUAGE", help="English and Hindi have words ready")
    write.add_argument("--contact", default="", metavar="TEXT", help="whom people write to")
    write.add_argument(
        "--text", type=Path, metavar="FILE",
        help="JSON with title, items, purposes, withdraw, rights, contact; else the words that are ready",
    )  # fmt: skip
    add(acts, "expire", "write down what has ended by itself")


def _lift(command: argparse.ArgumentParser, add: Add) -> None:
    acts = command.add_subparsers(metavar="ACT", dest="act", required=True)
    number = add(acts, "number", "a lead's number that isn't called")
    _whom(number)
    number.add_argument("--number", required=True, metavar="PHONE", help="which of their numbers")
    erased = add(acts, "erased", "somebody whose data was erased comes again")
    erased.add_argument("known_by", metavar="PHONE|E-MAIL")
    erased.add_argument("--name", default="", metavar="NAME", help="where a family shares the number")
    for one in (number, erased):
        one.add_argument(
            "--ground", required=True, choices=list(LIFT_LABELS),
            help="they asked, agreed anew, or the operator gave the number to somebody else",
        )  # fmt: skip
        _evidence(one)


def _requests(command: argparse.ArgumentParser, add: Add) -> None:
    acts = command.add_subparsers(metavar="ACT", dest="act", required=True)
    listed = add(acts, "list", "those an answer is owed to, the most urgent first")
    listed.add_argument("--all", action="store_true", help="closed ones too")
    new = add(acts, "take", "take one down; its clocks run from when it came")
    _whom(new)
    new.add_argument("--kind", required=True, choices=[each.value for each in RequestKind])
    new.add_argument("--came", required=True, choices=[each.value for each in Came], help="how it came")
    new.add_argument("--on", default="", metavar="DAY", help="when it came, else now; may have a time")
    new.add_argument("--name", default="", metavar="NAME", help="who asks, where we don't know them")
    new.add_argument("--contact", default="", metavar="TEXT", help="where the answer goes")
    new.add_argument("--words", default="", metavar="TEXT", help="in their words")
    step = add(acts, "step", "say what was done with one; it is kept")
    step.add_argument(
        "request", metavar="REQUEST", help="as letters call it, such as R261130-4F2A, or its id"
    )
    step.add_argument("step", choices=_STEPS)
    step.add_argument("--words", default="", metavar="TEXT")
    step.add_argument(
        "--proof", choices=[each.value for each in Proof], help="identity: how it was made sure"
    )
    step.add_argument("--name", default="", metavar="NAME", help="nominated: whom they named")
    step.add_argument("--contact", default="", metavar="TEXT", help="nominated: how they are reached")
    step.add_argument("--trigger", choices=[each.value for each in Trigger], help="nominated: in which case")
    step.add_argument("--evidence", type=Path, metavar="FILE", help="the file that shows it; kept sealed")

    officer = add(
        acts, "officer", "who stands on every letter and certificate; names them, where anything is said"
    )
    officer.add_argument("--name", metavar="NAME")
    officer.add_argument("--email", metavar="E-MAIL")
    officer.add_argument("--phone", metavar="PHONE")
    officer.add_argument("--address", metavar="TEXT", help="one of the three ways is enough")


def _purposes(commands: Commands, add: Add) -> None:
    made = add(commands, "purposes", "what the office calls people for, beside service and offers")
    acts = made.add_subparsers(metavar="ACT", dest="act", required=True)
    add(acts, "list", "every purpose of the office's own, with how long a yes holds")
    new = add(acts, "add", "set a purpose; the notices name it, campaigns can call for it")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--kind", required=True, choices=list(KIND_LABELS), help="of calls; never another one")
    new.add_argument(
        "--words", action="append", required=True, metavar="LANGUAGE=TEXT",
        help="what a notice says people are called for; once for each language of the notice",
    )  # fmt: skip
    new.add_argument(
        "--valid-days", type=count, default=0, metavar="N", help="a yes holds; 0: until it is taken back"
    )
    gone = add(acts, "retire", "ask nobody for it any more; what was said of it stays")
    gone.add_argument("name", metavar="NAME", help="see `purposes list`")


def _person(commands: Commands, add: Add) -> None:
    person = add(commands, "person", "one person's data, for who asks what is kept of them")
    acts = person.add_subparsers(metavar="ACT", dest="act", required=True)
    find = add(acts, "find", "by any phone, name or e-mail, also in notes")
    find.add_argument("text", metavar="TEXT")
    out = add(acts, "export", "write everything kept of a person into a folder")
    out.add_argument("text", metavar="TEXT", nargs="?", default="")
    out.add_argument("--id", type=UUID, metavar="ID", help="where more than one person is found")
    add_out(out, Place.NEW_FOLDER, "a folder that isn't there yet")
    out.add_argument("--reason", required=True, help="who asked and how; kept in the audit")
    erase = add(acts, "erase", "erase a person; --reason is the confirmation, nothing takes it back")
    erase.add_argument("text", metavar="TEXT", nargs="?", default="")
    erase.add_argument("--id", type=UUID, metavar="ID", help="where more than one person is found")
    add_out(erase, Place.FOLDER, "the folder of the certificate, JSON and PDF", is_needed=False)
    erase.add_argument("--reason", default="", help="how they asked, naming nobody; kept; must be given")
    erase.add_argument("--count", action="store_true", help="only say what would go")
    _erasures(add(commands, "erasures", "people erased many at once: begun, cancelled, carried out"), add)


def _erasures(command: argparse.ArgumentParser, add: Add) -> None:
    acts = command.add_subparsers(metavar="ACT", dest="act", required=True)
    new = add(
        acts, "begin", "suppress everybody a filter finds at once; their data goes after 24 hours, for good"
    )
    which = new.add_argument_group("whom: all of these hold")
    which.add_argument("--text", default="", metavar="TEXT", help="as typed into the list's search")
    which.add_argument("--status", action="append", default=[], metavar="STATUS")
    which.add_argument("--campaign", default="", metavar="NAME", help="who stands in its queue")
    which.add_argument("--tag", default="", metavar="NAME")
    which.add_argument("--city", default="", metavar="NAME")
    which.add_argument("--result", default="", metavar="CODE", help="of their last call")
    which.add_argument("--import", dest="import_id", default="", metavar="ID", help="who came in by it")
    new.add_argument("--reason", default="", help="why, naming nobody; kept; needed to begin")
    new.add_argument(
        "--people", type=count, metavar="N", help="how many it must find; --count tells; needed to begin"
    )
    new.add_argument("--count", action="store_true", help="only say what would go")
    add(acts, "list", "what waits, goes on, is done or was cancelled")
    off = add(acts, "cancel", "take one back that hasn't begun")
    off.add_argument("id", type=UUID, metavar="ID")
    paper = add(acts, "certificate", "write the certificate of one that is carried out, JSON and PDF")
    paper.add_argument("id", type=UUID, metavar="ID", help="see `erasures list`")
    add_out(paper, Place.FOLDER, "a folder; made where it isn't there")
    kept = add(acts, "sealed", "what law or a hold still keeps of one, sealed")
    kept.add_argument("id", type=UUID, metavar="ID", help="see `erasures list`")
    opened = add(acts, "open", "open what is sealed of one person, for the court or authority that asks")
    opened.add_argument("id", type=UUID, metavar="ID", help="see `erasures sealed`")
    opened.add_argument("--reason", required=True, help="who asked and on which ground; kept")
    add_out(opened, Place.NEW_FILE)
    again = add(acts, "dial-again", "let dialling go on in a store that was put back from a copy")
    again.add_argument("--reason", default="", help="why it may without the list of erasures; kept")
    run = add(acts, "run", "carry out what is due, or was broken off")
    add_out(run, Place.FOLDER, "the folder of certificates, JSON and PDF", is_needed=False)


def _numbers(commands: Commands, add: Add) -> None:
    lists = add(commands, "do-not-call", "lists of numbers that aren't called, such as an operator's")
    acts = lists.add_subparsers(metavar="ACT", dest="act", required=True)
    new = add(acts, "add", "bring a list; its numbers aren't called, nor when they come in a later import")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--source", required=True, metavar="TEXT", help="whose list it is")
    new.add_argument("--on", type=day, metavar="DAY", help="of which day the list is, else today")
    new.add_argument("--until", type=day, metavar="DAY", help="its last day, else for good")
    new.add_argument("--column", default="", metavar="HEADING", help="where the numbers stand, else found")
    new.add_argument("--sheet", metavar="NAME")
    add(acts, "list", "the lists that were brought")
    add(acts, "end", "let numbers be called again whose list has ended")
    run = add(acts, "scrub", "enter an operator's run over a campaign's list; it holds until the day ends")
    run.add_argument("--campaign", required=True, metavar="NAME")
    run.add_argument("--provider", required=True, metavar="NAME", help="whose register it was")
    run.add_argument("--reference", required=True, metavar="TEXT")
    run.add_argument("--submitted", required=True, type=count, metavar="N", help="numbers on the list")
    run.add_argument("--suppressed", required=True, type=count, metavar="N", help="of them taken out")
    run.add_argument("--at", default="", metavar="TIME", help="2026-11-20T09:30, else now")
    run.add_argument("--evidence", type=Path, metavar="FILE", help="the operator's report; kept sealed")
