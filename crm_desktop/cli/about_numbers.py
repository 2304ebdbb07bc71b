"""`do-not-call add|list|end`: lists of numbers that aren't called, brought as files."""

from __future__ import annotations

import argparse

from crm_desktop.cli.run import Answer, Told, acting
from crm_desktop.readers import open_source
from crm_desktop.services.number_lists import BringList
from crm_desktop.store.number_lists import NumberList


def do_not_call(arguments: argparse.Namespace) -> Answer:
    """Bring a list, show those that were brought, or let go of those that ended."""
    with acting(arguments) as (services, actor):
        freed = services.number_lists.free_ended(actor) if arguments.act != "list" else 0
        if arguments.act == "end":
            return Answer({"freed": freed}, (f"{freed:,} numbers may be called again.",))
        if arguments.act == "list":
            every = services.number_lists.all(actor)
            return Answer({"lists": [_shown(each) for each in every]}, tuple(_line(each) for each in every))
        command = BringList(
            arguments.source, arguments.on, arguments.until, arguments.column, arguments.sheet
        )
        with open_source(arguments.file) as source:
            made = services.number_lists.bring(actor, source, command, Told(arguments, "Numbers"))
        return Answer(_shown(made), (_line(made),))


def _shown(each: NumberList) -> dict[str, object]:
    return {
        "id": str(each.id),
        "file": each.file_name,
        "source": each.source,
        "on": each.listed_on.isoformat(),
        "ends_at": None if each.ends_at is None else each.ends_at.isoformat(),
        "numbers": each.numbers,
        "taken": each.taken,
        "unread": each.unread,
        "ended": each.ended_at is not None,
    }


def _line(each: NumberList) -> str:
    until = "for good" if each.ends_at is None else f"until {each.ends_at:%Y-%m-%d}"
    state = " (ended)" if each.ended_at is not None else ""
    return (
        f"{each.source}, {each.listed_on.isoformat()}, {until}{state}: {each.numbers:,} numbers, "
        f"{each.taken:,} of them newly not called, {each.unread:,} cells without a number."
    )
