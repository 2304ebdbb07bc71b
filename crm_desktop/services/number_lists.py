"""Lists of numbers that aren't called, brought as files: with whose they are, their day and their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_desktop.domain.import_guess import guess_columns
from crm_desktop.domain.lawful import LONGEST_PROOF, days_end
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.phone import Phone, parse_phone, split_phones
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import Source
from crm_desktop.services.calling.blocking import block_unusable
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.lead_rules import clean
from crm_desktop.services.progress import Progress
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import office_date, workspace_zone
from crm_desktop.store.leads import Leads
from crm_desktop.store.number_lists import NumberList, NumberLists
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store, Work

AT_ONCE = 500  # numbers of one transaction, so that other writers get their turn


@dataclass(frozen=True, slots=True)
class BringList:
    """A list as it is brought. `ends_on`: its last day, None for good; `column`: its heading."""

    source: str
    listed_on: date | None = None  # None: today
    ends_on: date | None = None
    column: str = ""
    sheet: str | None = None


class NumberListService:
    """The lists of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, actor: Actor) -> tuple[NumberList, ...]:
        """Every list, the newest first."""
        actor.require(Permission.IMPORT, Reach.TEAM)
        with self._store.read(actor) as work:
            return NumberLists(work).all()

    def bring(
        self, actor: Actor, source: Source, command: BringList, progress: Progress | None = None
    ) -> NumberList:
        """Keep a list; its numbers aren't called from now on, also where they come in a later import.

        The same file again goes on where it stopped. Raises UserError without a source, for days that
        can't be, and for a file without numbers.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL, "number lists")
        name = clean(command.source)
        if not name or len(name) > LONGEST_PROOF:
            raise UserError("Say whose list it is, in a few words.", field="source")
        with self._store.read(actor) as work:
            zone, country, today = workspace_zone(work), workspace_info(work).country, office_date(work)
        listed_on = command.listed_on or today
        if listed_on > today:
            raise UserError("The list can’t be of a day to come.", field="listed_on")
        if command.ends_on is not None and command.ends_on < today:
            raise UserError("This list has ended already.", field="ends_on")
        numbers, unread = _numbers(source, command, country)
        if not numbers:
            raise UserError(
                "No number was found in this file. Name the column they stand in.", field="column"
            )
        with self._store.write(actor) as work:
            made = NumberLists(work).of_file(source.sha256)
            if made is None:
                made = NumberList(
                    id=new_id(),
                    file_name=source.name,
                    sha256=source.sha256,
                    source=name,
                    listed_on=listed_on,
                    ends_at=None if command.ends_on is None else days_end(command.ends_on, 0, zone),
                    numbers=len(numbers),
                    taken=0,
                    unread=unread,
                    at=work.now,
                )
                NumberLists(work).add(made)
                work.record("number_list.brought", "number_list", made.id, numbers=len(numbers))
        for start in range(0, len(numbers), AT_ONCE):
            if progress is not None:
                progress.check()
                progress.update(start)
            with self._store.write(actor) as work:
                _take(work, made, numbers[start : start + AT_ONCE])
        return next(each for each in self.all(actor) if each.id == made.id)

    def free_ended(self, actor: Actor) -> int:
        """Let numbers be called again whose list has ended and whom nothing else keeps; how many."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL, "number lists")
        with self._store.read(actor) as work:
            over = NumberLists(work).over()
        freed = 0
        for each in over:
            while True:
                with self._store.write(actor) as work:
                    held = NumberLists(work).held_by(each.id, AT_ONCE)
                    for phone_id in held:
                        Calls(work).set_do_not_call(
                            phone_id, None, f"The list of {each.source} ended", list_id=each.id
                        )
                        for lead_id in Queue(work).leads_with_phone(phone_id):
                            unblock(work, lead_id, after_lifting=True)
                    freed += len(held)
                    if not held:
                        NumberLists(work).end(each.id)
                        work.record("number_list.ended", "number_list", each.id)
                    for topic in ("leads", "queue"):
                        work.announce(topic)
                    if not held:
                        break
        return freed


def _take(work: Work, made: NumberList, e164s: Sequence[str]) -> None:
    """Numbers nobody calls from now on; those of erased people aren't kept: nobody reaches them anyway."""
    erased = Tombstones(work).standing(e164s)
    ids = list(Leads(work).phone_ids(e164 for e164 in e164s if e164 not in erased).values())
    called = NumberLists(work).called(ids)
    for phone_id in called:
        Calls(work).set_do_not_call(phone_id, work.now, f"On the list of {made.source}", list_id=made.id)
        block_unusable(work, phone_id)
    NumberLists(work).took(made.id, len(called))
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic)


def _numbers(source: Source, command: BringList, country: str) -> tuple[list[str], int]:
    """The numbers of the file, each once, and how many cells hold none that can be read."""
    table = source.table(command.sheet)
    place = _column(table.header, [cells for _, cells in table.preview], command.column, country)
    found: dict[str, None] = {}
    unread = 0
    for _, cells in source.rows(command.sheet):
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        parsed = [parse_phone(part, country) for part in split_phones(text)]
        good = [each.e164 for each in parsed if isinstance(each, Phone)]
        found.update(dict.fromkeys(good))
        unread += not good
    return list(found), unread


def _column(header: Sequence[str], sample: Sequence[Sequence[str]], wanted: str, country: str) -> int:
    if wanted:
        names = [name.casefold().strip() for name in header]
        if wanted.casefold().strip() not in names:
            raise UserError("There is no column {column} in this file.", field="column", column=wanted)
        return names.index(wanted.casefold().strip())
    guesses = guess_columns(header, sample, country)
    phones = [place for place, guess in enumerate(guesses) if guess.target in ("phone", "phones")]
    if not phones:
        raise UserError("No number was found in this file. Name the column they stand in.", field="column")
    return phones[0]
