"""Accepting terms and policies: each version once a person, kept with what the text was; only windows ask."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.people import Actor
from crm_desktop.domain.policies import Accepted, Policy, missing_of
from crm_desktop.store.policies import policies
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store, Work

KEPT_AS = "policies_accepted"


class AcceptanceService:
    """What each person accepted. The audit keeps it too, which nobody can change."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def missing(self, actor: Actor) -> tuple[Policy, ...]:
        """What this person has to accept before going on."""
        with self._store.read(actor) as work:
            return missing_of(policies(), _accepted(work, actor))

    def accepted(self, actor: Actor) -> tuple[Accepted, ...]:
        """What this person accepted, the oldest first."""
        with self._store.read(actor) as work:
            return _accepted(work, actor)

    def accept(self, actor: Actor, shown: Sequence[Policy]) -> None:
        """Keep that these were read and accepted; what was accepted before is kept as it was."""
        with self._store.write(actor) as work:
            known = _accepted(work, actor)
            new = [Accepted(p.id, p.version, p.sha256, work.now) for p in missing_of(shown, known)]
            if not new:
                return
            rows = [each.as_json() for each in (*known, *new)]
            SettingRows(work).set("person", actor.person_id, KEPT_AS, rows)
            for each in new:
                work.record(
                    "policy_accepted", "person", actor.person_id, policy=each.id, version=each.version,
                    sha256=each.sha256,
                )  # fmt: skip


def _accepted(work: Work, actor: Actor) -> tuple[Accepted, ...]:
    kept = SettingRows(work).get("person", actor.person_id, KEPT_AS)
    return tuple(Accepted.from_json(each) for each in kept or ())
