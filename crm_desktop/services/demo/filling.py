"""Filling an empty workspace with people, leads and past days of work."""

from __future__ import annotations

import heapq
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.clock import Clock, SetClock
from crm_desktop.domain.calling_window import instants_of
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor, Permission, Reach, Role
from crm_desktop.errors import Cancelled, UserError
from crm_desktop.readers import open_source
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.demo.caller import Caller, Day, Next
from crm_desktop.services.demo.names import Invented, list_mapping, sample_words
from crm_desktop.services.imports import ImportPlan
from crm_desktop.services.passwords import Argon2Passwords, Passwords
from crm_desktop.services.people import AddPerson
from crm_desktop.services.progress import Progress
from crm_desktop.store.unit_of_work import Store

CALLS_A_DAY = 80
_TEAM_OF = 8
_SUNDAY = 6
_TOPICS = ("callbacks", "calls", "campaigns", "imports", "leads", "people", "queue", "sales")


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was made up; `callers` are sign-in names, `days` the working days, oldest first."""

    people: int
    teams: int
    campaigns: int
    leads: int
    calls: int
    callbacks: int
    callers: tuple[str, ...]
    days: tuple[date, ...]


def fill(
    services: Services,
    actor: Actor,
    *,
    people: int,
    leads: int,
    days: int,
    seed: int,
    clock: Clock,
    password: str | None = None,
    calls_a_day: int = CALLS_A_DAY,
    passwords: Passwords | None = None,
    progress: Progress | None = None,
) -> DemoResult:
    """Make up `people` colleagues, `leads` leads and the last `days` working days before today; admins only.

    The same seed gives the same work (ids apart) for the same day. From four people on every eighth is a
    team lead, the others call. All get `password`; without one a random password that nobody knows, so that
    an admin sets a one-time password for whoever shall sign in. Raises UserError when the workspace is not
    empty, and when it is stopped half-way: what was made up until then stays.
    """
    actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
    if people < 1 or leads < 0 or days < 0 or calls_a_day < 1:
        raise UserError("Made-up work needs at least one person, and no negative numbers.")
    if services.leads.count(actor, LeadQuery()) or len(services.people.list(actor)) > 1:
        raise UserError(
            "Made-up work is only filled into an empty workspace, and this one holds people or leads. "
            "Make a new workspace for it."
        )
    filling = _Filling(services, actor, seed, clock, password, passwords, progress)
    try:
        return filling.run(people, leads, days, calls_a_day)
    except Cancelled:
        raise UserError(
            "Stopped half-way: the workspace holds part of the made-up work. "
            "Make a new workspace to try again."
        ) from None


class _Checked:
    """Checks each password by the slow hash once; a caller signs in every day."""

    def __init__(self, slow: Passwords) -> None:
        self._slow = slow
        self._known: set[tuple[str, str]] = set()

    def hash(self, password: str) -> str:
        """A salted hash."""
        hashed = self._slow.hash(password)
        self._known.add((hashed, password))
        return hashed

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash."""
        return (password_hash, password) in self._known or self._slow.matches(password_hash, password)


class _Filling:
    """One filling on its way; acts through services whose clock stands in the past."""

    def __init__(
        self,
        services: Services,
        actor: Actor,
        seed: int,
        clock: Clock,
        password: str | None,
        passwords: Passwords | None,
        progress: Progress | None,
    ) -> None:
        self._present, self._admin, self._progress = services, actor, progress
        self._now = clock.now()
        self._zone = services.workspace.zone
        self._seed = seed
        self._random = Random(f"work {seed}")
        self._invented = Invented(seed)
        self._password = password or secrets.token_urlsafe(18)
        self._clock = SetClock(self._now)
        past = replace(services.opened, store=Store(services.opened.store.engine, self._clock))
        self._past = make_services(past, self._clock, _Checked(passwords or Argon2Passwords()))
        self._calls = 0
        self._expected = 0

    def run(self, people: int, leads: int, days: int, calls_a_day: int) -> DemoResult:
        """Everything, oldest first."""
        working = self._working_days(days)
        first = working[0] if working else self._working_days(1)[0]
        self._clock.set(self._at(first, 9, 5))
        teams, callers = self._add_people(people)
        parts = self._parts(leads, len(working))
        self._expected = len(callers) * len(working) * calls_a_day
        campaigns: list[Campaign] = []
        created = 0
        staff = [
            self._caller(name, number, campaigns) for number, name in enumerate(callers)
        ]  # the list of campaigns grows while they work
        for number, day in enumerate(working or [first]):
            for part in [p for p in parts if p[0] == number]:
                self._clock.set(self._at(day, 9, 15))
                campaign, count_ = self._bring(*part[1:])
                campaigns.append(campaign)
                created += count_
            if working and campaigns:
                self._work(day, staff, campaigns, calls_a_day)
        callbacks = sum(caller.promises for caller in staff)
        with self._present.opened.store.write(self._admin) as work:
            work.record(
                "demo_filled", "workspace", self._present.workspace.id, leads=created, calls=self._calls
            )
            for topic in _TOPICS:
                work.announce(topic)
        return DemoResult(
            people, teams, len(campaigns), created, self._calls, callbacks, tuple(callers), tuple(working)
        )

    # --- people and leads ---

    def _add_people(self, people: int) -> tuple[int, list[str]]:
        """Add everybody in teams; how many teams, and who calls."""
        taken = frozenset(p.sign_in_name for p in self._past.people.list(self._admin))
        names = self._invented.people(people, taken)
        teams: list[UUID] = []
        callers: list[str] = []
        for index, (sign_in, display) in enumerate(names):
            place = index % _TEAM_OF
            if place == 0:
                name = f"Team {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[len(teams) % 26]}{len(teams) // 26 or ''}"
                teams.append(self._past.people.add_team(self._admin, name).id)
            is_lead = place == 0 and people >= 4 and index < people - 1
            role = Role.TEAM_LEAD if is_lead else Role.TELECALLER
            self._past.people.add(self._admin, AddPerson(sign_in, display, role, self._password, teams[-1]))
            if not is_lead:
                callers.append(sign_in)
            self._check()
        return len(teams), callers

    def _parts(self, leads: int, days: int) -> list[tuple[int, str, str, int]]:
        """The lists brought in: on which day, for which campaign, its script, how many leads."""
        known = sample_words()["campaigns"]
        used = known[: 1 if leads < 60 else 2 if leads < 300 else 3]
        shares = (1.0,) if len(used) == 1 else (0.6, 0.4) if len(used) == 2 else (0.5, 0.3, 0.2)
        sizes = [int(leads * share) for share in shares]
        sizes[0] += leads - sum(sizes)
        return [
            (number * days // (2 * len(used)), each["name"], each["script"], size)
            for number, (each, size) in enumerate(zip(used, sizes, strict=True))
        ]

    def _bring(self, name: str, script: str, leads: int) -> tuple[Campaign, int]:
        """Make a campaign and import its list; gives it and how many leads came."""
        title = f"{name}, {self._clock.now().astimezone(ZoneInfo(self._zone)):%B %Y}"
        answer = Answer(Basis.AGREED, proof="Made-up people: nobody is rung")
        campaign = self._past.campaigns.create(self._admin, NewCampaign(title, script=script, answer=answer))
        if all(product.name != name for product in self._past.products.list(self._admin)):
            self._past.products.add(self._admin, name)
        if not leads:
            return campaign, 0
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{name}.csv"
            self._invented.write_list(file, leads)
            with open_source(file) as source:
                done = self._past.imports.run(
                    self._admin,
                    source,
                    # By phone and name: families share a number.
                    ImportPlan(title, list_mapping(), duplicates="create", match="phone_name"),
                    self._progress,
                )
        return campaign, done.created

    # --- work ---

    def _caller(self, name: str, number: int, campaigns: list[Campaign]) -> Caller:
        random = Random(f"caller {self._seed} {number}")
        return Caller(
            sign_in_name=name,
            password=self._password,
            seat=f"seat-{number + 1}",
            luck=random.uniform(0.6, 1.6),
            marks_talk=number % 3 != 1,
            random=random,
            services=self._past,
            campaigns=campaigns,
            count_call=self._count,
        )

    def _work(
        self, day: date, staff: Sequence[Caller], campaigns: Sequence[Campaign], calls_a_day: int
    ) -> None:
        """One working day of everybody who comes, in the order in which things happen."""
        present = [c for c in staff if len(staff) < 3 or self._random.random() > 0.06] or list(staff)
        turn = count()  # parts what happens at the same second, so that callers are never compared
        agenda: list[tuple[datetime, int, Next]] = []
        for caller in present:
            own = staff.index(caller) % len(campaigns)
            caller.campaigns = [*campaigns[own:], *campaigns[:own]]
            first = caller.begin(self._plan(day, calls_a_day))
            assert first is not None
            heapq.heappush(agenda, (first[0], next(turn), first))
        while agenda:
            at, _, step = heapq.heappop(agenda)
            assert step is not None
            self._clock.set(at)
            following = step[1](at)
            if following is not None:
                heapq.heappush(agenda, (following[0], next(turn), following))

    def _plan(self, day: date, calls_a_day: int) -> Day:
        random = self._random
        pauses = [
            (self._at(day, 11, random.randint(20, 50)), "Tea", random.uniform(9, 19)),
            (self._at(day, 13, random.randint(0, 40)), "Lunch", random.uniform(35, 50)),
            (self._at(day, 16, random.randint(10, 40)), "Tea", random.uniform(9, 18)),
        ]
        if random.random() < 0.3:
            extra = random.choice(("Washroom", "Meeting", "Power"))
            pauses.append((self._at(day, 15, random.randint(0, 30)), extra, random.uniform(5, 20)))
        return Day(
            arrives_at=self._at(day, 9, random.randint(44, 59)),
            opens_at=self._at(day, 10, 0),
            leaves_at=self._at(day, 18, random.randint(25, 45)),
            target=max(1, round(calls_a_day * random.uniform(0.93, 1.1))),
            pauses=sorted(pauses),
        )

    # --- inside ---

    def _working_days(self, days: int) -> list[date]:
        """The last working days before today by the office's clock, oldest first; Sundays are free."""
        day = self._now.astimezone(ZoneInfo(self._zone)).date()
        found: list[date] = []
        while len(found) < days:
            day -= timedelta(days=1)
            if day.weekday() != _SUNDAY:
                found.append(day)
        return found[::-1]

    def _at(self, day: date, hour: int, minute: int) -> datetime:
        found = instants_of(day, time(hour, minute), self._zone)
        return found[0] if found else instants_of(day, time(hour + 1, minute), self._zone)[0]

    def _count(self) -> None:
        self._calls += 1
        self._check()
        if self._progress is not None:
            self._progress.update(self._calls, max(self._expected, self._calls))

    def _check(self) -> None:
        if self._progress is not None:
            self._progress.check()
