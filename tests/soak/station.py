"""One telecaller's workstation as a process of its own: a day worked by the rules, told in a journal.

`python -m tests.soak.station STORE DIARY NAME SEED SLOT STATIONS UNTIL`: STORE is a workspace's folder, a
store's own file or a server's address; in the folder DIARY lie the day's clock and the journals. They wait
for each other, so that no clock is ahead of another's by more than `APART_S`: a lead stays on a screen for as
long as on a real day. One that was killed is started again with the same words: it goes on where it was.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from typing import Any, TextIO
from uuid import UUID

from crm_desktop.clock import SetClock
from crm_desktop.domain.calling_window import is_open, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreBusy, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallingService, CompleteCall, Dial, NextLead, Skip
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.people import PeopleService
from crm_desktop.services.presence import PresenceService
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import usual_values
from tests.factories import PASSWORD, QuickPasswords
from tests.stores import TEST_KEY

ROOT = Path(__file__).resolve().parents[2]
APART_S = 40.0
Line = dict[str, Any]
# What people answer, by weight; the others of the ready set come now and then.
ANSWERS = {
    "NO_ANSWER": 30, "BUSY": 22, "SWITCHED_OFF": 8, "INTERESTED": 8, "CALL_BACK": 12, "NOT_INTERESTED": 8,
    "WRONG_NUMBER": 2, "DO_NOT_CALL": 2, "SOLD": 4, "LANGUAGE": 2, "ALREADY_BOUGHT": 2,
}  # fmt: skip


class DayClock:
    """When each station does its next act, shared by all of them."""

    def __init__(self, file: Path, stations: int) -> None:
        self._open = file.open("r+b")
        self._shared = mmap.mmap(self._open.fileno(), 8 * stations)
        self._stations = stations

    @staticmethod
    def lay_out(file: Path, stations: int, start: datetime) -> DayClock:
        """A new one; everybody comes at `start`."""
        file.write_bytes(struct.pack(f"{stations}d", *[start.timestamp()] * stations))
        return DayClock(file, stations)

    def close(self) -> None:
        """Let go of the file."""
        self._shared.close()
        self._open.close()

    def of(self, slot: int) -> float:
        """When one station's next act is."""
        return float(struct.unpack_from("d", self._shared, 8 * slot)[0])

    def slowest(self) -> float:
        """The earliest of all next acts; infinite once everybody went home."""
        return min(self.of(slot) for slot in range(self._stations))

    def wait_until(self, slot: int, at: float) -> None:
        """Say when the next act is, and let the others come so far."""
        struct.pack_into("d", self._shared, 8 * slot, at)
        while at - self.slowest() > APART_S and not math.isinf(at):
            time.sleep(0.002)


@dataclass(frozen=True)
class At:
    """The services of a day, wherever the store is."""

    people: PeopleService
    campaigns: CampaignService
    calling: CallingService
    presence: PresenceService


@contextmanager
def at_store(where: str, clock: SetClock) -> Iterator[At]:
    """A workspace's folder, a store's own file, or a server."""
    if Path(where).is_dir():
        opened = WorkspaceService(clock, QuickPasswords()).open(Path(where))
        store, close = opened.store, opened.close
    else:
        engine = (
            open_engine(Path(where), TEST_KEY, cache_mb=8)
            if where.endswith(".db")
            else open_postgres_engine(where)
        )
        store = Store(engine, clock)
        close = store.close
    try:
        people = PeopleService(store, QuickPasswords())
        yield At(people, CampaignService(store), CallingService(store), PresenceService(store))
    finally:
        close()


class Station:
    """The program of one person, without its window."""

    def __init__(
        self, services: At, actor: Actor, clock: SetClock, day: DayClock, slot: int, journal: TextIO
    ) -> None:
        self.services, self.actor, self.clock = services, actor, clock
        self._day, self._slot, self._journal = day, slot, journal
        self.random = Random()

    def work(self, until: datetime) -> None:
        """Calls, a break in the middle, now and then a skip or a wrong key, until it is time to go home."""
        begins = self.clock.now()
        self._take_up()
        campaigns = [
            self.services.campaigns.get(self.actor, c.id) for c in self.services.campaigns.list(self.actor)
        ]
        breaks_at = begins + (until - begins) / 2
        while self.clock.now() < until:
            if self.clock.now() >= breaks_at:
                breaks_at = until + timedelta(days=1)
                self._break()
            campaign = self.random.choice(campaigns)
            shown = self._next(campaign)
            while shown is not None and self.clock.now() < min(until, breaks_at):
                shown = self._one(shown)
            self._pass(60, 180)  # nothing to dial there for now

    def finish(self) -> None:
        """Go home."""
        self._asked(lambda: self.services.calling.release(self.actor))
        self._asked(lambda: self.services.people.sign_out(self.actor))

    def _take_up(self) -> None:
        """The call that was under way when the program was killed gets its result."""
        found = self.services.calling.open_call(self.actor)
        if found is not None:
            self._complete(found.next_lead, found.call.id, self._answer(found.next_lead.campaign))
            self._asked(lambda: self.services.calling.release(self.actor))

    # ---- acts ---------------------------------------------------------------------------------------

    def _one(self, shown: NextLead) -> NextLead | None:
        """What is done with one lead on the screen; gives the next."""
        self._pass(4, 30)
        if self.random.random() < 0.05:
            skip = Skip(new_id(), shown.lead.id, shown.campaign.id, "Other")
            return self._shown(self._asked(lambda: self.services.calling.skip(self.actor, skip)))
        call_id = new_id()
        dial = Dial(new_id(), call_id, shown.lead.id, shown.campaign.id, shown.phone.phone_id, "by_hand")
        try:
            self._asked(lambda: self.services.calling.dial(self.actor, dial))
        except UserError:  # its hours ended while it was looked at
            if is_open(shown.campaign.window, shown.local_zone, self.clock.now()):
                raise
            self._asked(lambda: self.services.calling.release(self.actor))
            return None
        self._tell("dialled", shown, call=str(call_id), kind=shown.why.kind)
        result = self._answer(shown.campaign)
        if result.code in ("NO_ANSWER", "SWITCHED_OFF"):
            self._pass(15, 45)
        else:
            self._pass(3, 15)
            self._asked(lambda: self.services.calling.mark_answered(self.actor, call_id))
            self._pass(15, 240)
            self._asked(lambda: self.services.calling.mark_ended(self.actor, call_id))
        return self._complete(shown, call_id, result)

    def _complete(self, shown: NextLead, call_id: UUID, result: Disposition) -> NextLead | None:
        is_slip = self.random.random() < 0.04
        promised: datetime | None = None
        for minutes in (self.random.choice((10, 30, 75, 1500)), 3 * 1440):
            if result.needs_next_date:
                wanted = self.clock.now() + timedelta(minutes=minutes)
                promised = next_open(shown.campaign.window, shown.local_zone, wanted)
            command = CompleteCall(
                new_id(), call_id, result.id, "a remark", promised,
                take_next=not is_slip, values=usual_values(result),
            )  # fmt: skip
            done = self._asked(partial(self.services.calling.complete_and_next, self.actor, command))
            if done is not None:
                break  # else the number was tried often enough that day: another one is promised
        if is_slip:  # the wrong key: taken back, and given again
            self._asked(lambda: self.services.calling.undo(self.actor, done.undo_id))
            self._tell("undone", shown, call=str(call_id))
            return self._complete(shown, call_id, self._answer(shown.campaign))
        self._tell("result", shown, call=str(call_id), code=result.code)
        return self._shown(done.next)

    def _next(self, campaign: Campaign) -> NextLead | None:
        return self._shown(self._asked(lambda: self.services.calling.next_lead(self.actor, campaign.id)))

    def _shown(self, found: object) -> NextLead | None:
        if not isinstance(found, NextLead):
            return None
        return found

    def _break(self) -> None:
        self._asked(lambda: self.services.calling.release(self.actor))
        self._asked(lambda: self.services.presence.start_break(self.actor, "Tea", new_id()))
        self._pass(600, 900)
        self._asked(lambda: self.services.presence.end_break(self.actor, new_id()))

    # ---- inside -------------------------------------------------------------------------------------

    def _answer(self, campaign: Campaign) -> Disposition:
        results = [d for d in campaign.dispositions if d.is_active]
        return self.random.choices(results, [ANSWERS.get(d.code, 1) for d in results])[0]

    def _pass(self, least_s: float, most_s: float) -> None:
        """So much time goes by; the program keeps the lead on the screen meanwhile, as a desk does."""
        at = self.clock.now().timestamp() + self.random.uniform(least_s, most_s)
        self._day.wait_until(self._slot, at)
        self.clock.set(datetime.fromtimestamp(at, UTC))

    def _asked(self, act: Any) -> Any:
        """Do an act; another station may be writing at this moment. None when a promise was refused."""
        while True:
            try:
                return act()
            except StoreBusy:
                time.sleep(0.002)
            except UserError as refused:
                if refused.field != "callback_at":
                    raise
                return None

    def _tell(self, act: str, shown: NextLead, **more: object) -> None:
        line = {
            "at": self.clock.now().timestamp(), "who": str(self.actor.person_id), "act": act,
            "lead": str(shown.lead.id), "campaign": str(shown.campaign.id), **more,
        }  # fmt: skip
        self._journal.write(json.dumps(line) + "\n")
        self._journal.flush()  # what was told before a kill was told


def main(where: str, diary: Path, name: str, seed: str, slot: int, stations: int, until: datetime) -> None:
    """Come, work, go home."""
    day = DayClock(diary / "day.clock", stations)
    clock = SetClock(datetime.fromtimestamp(day.of(slot), UTC))
    with (
        at_store(where, clock) as services,
        (diary / f"{name}.journal").open("a", encoding="utf-8") as journal,
    ):
        try:
            actor = services.people.sign_in(name, PASSWORD, f"seat of {name}").actor
            station = Station(services, actor, clock, day, slot, journal)
            station.random = Random(f"{seed} {name} {day.of(slot)}")
            station.work(until)
            station.finish()
        finally:
            day.wait_until(slot, math.inf)
            day.close()


def start(
    where: str, diary: Path, names: tuple[str, ...], slot: int, seed: str, until: datetime
) -> Popen[bytes]:
    """One of the stations as a process."""
    words = [where, str(diary), names[slot], seed, str(slot), str(len(names)), until.isoformat()]
    return Popen([sys.executable, "-m", "tests.soak.station", *words], cwd=ROOT, stderr=PIPE)


def told(diary: Path, names: tuple[str, ...]) -> list[Line]:
    """All that the stations say they did; the last word of one that was killed may be half."""
    found = []
    for name in names:
        for line in (diary / f"{name}.journal").read_text("utf-8").splitlines():
            with suppress(json.JSONDecodeError):
                found.append(json.loads(line))
    return found


if __name__ == "__main__":
    where, diary, name, seed, slot, stations, until = sys.argv[1:]
    main(where, Path(diary), name, seed, int(slot), int(stations), datetime.fromisoformat(until))
