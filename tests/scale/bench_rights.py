"""What row policies cost a telecaller: claim, search and lists as the own role beside the tables' owner.

On a throw-away PostgreSQL without fsync; the same services on the same database, turn by turn, so that both
meet the same weather. Ten times the leads with CRM_DESKTOP_BENCH=full; at a size of one's own:
`python -m tests.scale.part rights 20000`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallingService, CompleteCall, Dial, NextLead
from crm_desktop.services.leads import LeadService
from crm_desktop.store.unit_of_work import Store
from tests.postgres import PgServer
from tests.scale.bench_postgres import server
from tests.scale.results import Result, against, middle
from tests.scale.rights_office import RightsOffice, build, opened_by_owner, opened_by_role

GOAL = 1.5
TURNS, WARM_UP = 60, 10

Act = Callable[[LeadService, Actor], object]
ACTS: dict[str, Act] = {
    "search a name": lambda leads, who: leads.find(who, "kavya"),
    "search a number": lambda leads, who: leads.find(who, "00001250"),
    "search the beginning of a name": lambda leads, who: leads.find(who, "ka"),
    "list by name": lambda leads, who: leads.page(who, LeadQuery(sort=Sort.NAME)),
    "list by age": lambda leads, who: leads.page(who, LeadQuery(sort=Sort.CREATED, descending=True)),
    "list of a text": lambda leads, who: leads.page(who, LeadQuery(text="kavya")),
}


def run(sizes: Sequence[int]) -> list[Result]:
    """Each act at two sizes of which one is ten times the other."""
    quick = max(sizes) <= 10_000
    factor = 10 if os.environ.get("CRM_DESKTOP_BENCH") == "full" else 1
    results: list[Result] = []
    with server() as pg:
        for size in (10_000,) if quick else (10_000 * factor, 100_000 * factor):
            results += measured(pg, size)
    return results


def measured(pg: PgServer, size: int) -> list[Result]:
    """Each act at one size."""
    made = build(pg.fresh(), size)
    try:
        return _measured(made, size)
    finally:
        pg.drop(made.database)


PARTS = {"all": measured}


def _measured(made: RightsOffice, size: int) -> list[Result]:
    bare, (bound, who) = opened_by_owner(made), opened_by_role(made)
    results = []
    for name, act in ACTS.items():
        ours, theirs = _in_turns(
            lambda act=act: act(LeadService(bound), who),  # type: ignore[misc]
            lambda act=act: act(LeadService(bare), made.office.asha),  # type: ignore[misc]
        )
        results.append(against(f"rights: {name}", size, ours, theirs, GOAL))
    ours, theirs = _in_turns(lambda: _claim(bound, who, made), lambda: _claim(bare, made.office.imran, made))
    results.append(against("rights: next lead", size, ours, theirs, GOAL))
    mine, other = Caller(bound, who, made), Caller(bare, made.office.imran, made)
    ours, theirs = _in_turns(mine.dial, other.dial, mine.give_result, other.give_result)
    # Beside claim, search and list, for which there is a goal: writing the call and all that follows.
    results.append(against("rights: result and next lead", size, ours, theirs, None))
    bare.close()
    bound.close()
    return results


class Caller:
    """Somebody who calls one lead after the other."""

    def __init__(self, store: Store, who: Actor, made: RightsOffice) -> None:
        self._calling, self._who, self._campaign = CallingService(store), who, made.campaign
        self._result = next(d for d in made.campaign.dispositions if d.code == "NO_ANSWER")
        self._shown = self._calling.next_lead(who, made.campaign.id)
        self._call_id = new_id()

    def dial(self) -> None:
        """Dial what is on the screen."""
        shown, self._call_id = self._shown, new_id()
        assert isinstance(shown, NextLead), shown
        lead, phone = shown.lead.id, shown.phone.phone_id
        self._calling.dial(
            self._who, Dial(new_id(), self._call_id, lead, self._campaign.id, phone, "practice")
        )

    def give_result(self) -> None:
        """Nobody answered: the next one."""
        command = CompleteCall(new_id(), self._call_id, self._result.id)
        self._shown = self._calling.complete_and_next(self._who, command).next  # type: ignore[assignment]


def _claim(store: Store, who: Actor, made: RightsOffice) -> None:
    found = CallingService(store).next_lead(who, made.campaign.id)
    assert isinstance(found, NextLead), found


def _in_turns(*acts: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the last two in the middle of all turns; what comes before them is only done."""
    taken: list[list[float]] = [[] for _ in acts]
    for turn in range(WARM_UP + TURNS):
        for act, times in zip(acts, taken, strict=True):
            begun = time.perf_counter()
            act()
            if turn >= WARM_UP:
                times.append((time.perf_counter() - begun) * 1000)
    return middle(taken[-2]), middle(taken[-1])
