"""The rules of law that a workspace keeps: looked at by everybody, changed with a note by admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.rule_packs import LONGEST_NOTE, Profile, RuleChange, RulePack, checked_value
from crm_desktop.errors import UserError
from crm_desktop.services.lawful import LawfulService, write_all
from crm_desktop.store.people import People
from crm_desktop.store.rule_changes import RuleChanges, kept_profile, rules_today
from crm_desktop.store.rule_packs import profiles
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """From `from_on` on the value of a rule is this. `row_from`: which row is changed, as it stands there."""

    rule: str
    row_from: date
    from_on: date
    value: Any
    note: str


@dataclass(frozen=True, slots=True)
class RulesKept:
    """The rules that hold today, the profiles there are, and the names of who changed something."""

    pack: RulePack
    profiles: tuple[Profile, ...]
    names: dict[Any, str]


class RulesService:
    """Gives and changes the rules of law that are kept here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self, actor: Actor) -> RulesKept:
        """What holds today and what comes, with who changed it."""
        with self._store.read(actor) as work:
            pack = rules_today(work)
            rows = (*pack.kept.values(), *pack.coming)
            who = {kept.change.person_id for kept in rows if kept.change is not None}
            names = {p.id: p.display_name for p in People(work).all() if p.id in who} if who else {}
            return RulesKept(pack, profiles(), names)

    def choose(self, actor: Actor, profile: str) -> RulePack:
        """Keep another jurisdiction's rules; what was changed in the old one stays with it."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if profile not in {each.id for each in profiles()}:
            raise UserError(
                "There are no rules of {profile}. Choose among: {known}.",
                field="profile",
                profile=profile,
                known=", ".join(each.id for each in profiles()),
            )
        with self._store.write(actor) as work:
            before = kept_profile(work).id
            if before != profile:
                RuleChanges(work).choose(profile)
                work.record("rules.profile_chosen", "workspace", None, profile=profile, before=before)
                work.announce("settings")
                write_all(work)
                work.announce("campaigns")
                work.announce("queue")
            chosen = rules_today(work)
        LawfulService(self._store).settle_all(actor)
        return chosen

    def change(self, actor: Actor, command: ChangeRule) -> RulePack:
        """Change a rule from a day on; the note says why. What held until then stays as it was.

        Raises UserError for a day that is past, a value the rule can't have, or no note.
        """
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        value = checked_value(command.rule, command.value)
        note = " ".join(command.note.split())
        if not note:
            raise UserError("Say why, such as the notice or who advised it.", field="note")
        if len(note) > LONGEST_NOTE:
            raise UserError("The note is too long. Use at most {limit} characters.", field="note", limit=300)
        with self._store.write(actor) as work:
            pack = rules_today(work)
            if command.from_on < pack.day:
                raise UserError(
                    "Choose today or a later day: what was decided before stays.", field="from_on"
                )
            row_from = _row(pack, command)
            profile = kept_profile(work).id
            made = RuleChange(command.rule, row_from, command.from_on, value, note, actor.person_id, work.now)
            change_id = RuleChanges(work).add(profile, made)
            work.record(
                "rules.changed", "rule_change", change_id,
                profile=profile, rule=command.rule, from_on=command.from_on.isoformat(),
            )  # fmt: skip
            write_all(work)
            work.announce("settings")
            work.announce("campaigns")
            work.announce("queue")
            changed = rules_today(work)
        LawfulService(self._store).settle_all(actor)
        return changed


def _row(pack: RulePack, command: ChangeRule) -> date:
    """Which row is changed: one that is still to come moves; to one in force another is added."""
    coming = {(kept.row.rule, kept.row_from) for kept in pack.coming}
    if (command.rule, command.row_from) in coming:
        return command.row_from
    if command.rule not in pack.kept:
        raise UserError("These rules have changed meanwhile. Look at them again.", field="value")
    return command.from_on
