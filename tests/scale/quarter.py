"""A made-up quarter of a team of 25: `python -m tests.scale.quarter FOLDER [--calls N]`.

A workspace in FOLDER, encrypted, with a million calls and all that belongs to them: habits, leave, a night
shift, breaks, sales and cancellations, call-backs kept, late and moved, do-not-calls, two campaigns of which
one stands still, and patterns that are worth a look. Its people are made by the services, its rows written in
bulk. Sign in as `meera` (team lead) or `rohini` (admin) with `PASSWORD`; the passphrase is `PASSPHRASE`, and
their now is `NOW`. `crm-desktop share` moves it to a server, as any workspace.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from crm_desktop.clock import SetClock
from crm_desktop.domain.campaign_rules import Rules, Who, WhoKind
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.lead import search_key, search_text
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor, Role
from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.passwords import Argon2Passwords, Passwords
from crm_desktop.services.people import AddPerson
from crm_desktop.services.workspace import NewWorkspace, OpenWorkspace, WorkspaceService
from crm_desktop.store.bulk import Bulk
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.tables import (
    callbacks,
    calls,
    campaign_zones,
    do_not_calls,
    lead_phones,
    lead_tags,
    leads,
    phones,
    presence,
    queue_entries,
    sale_changes,
    sales,
    sessions,
    skips,
    tags,
    timeline,
)  # fmt: skip
from crm_desktop.store.tuning import bulk_load, copy_log
from crm_desktop.store.types import pack_time
from tests.factories import PASSWORD
from tests.scale.made_up import CITIES, FIRST, LAST
from tests.scale.quarter_days import (
    ABROAD,
    CAMPAIGN,
    DAY,
    HOUR,
    NEW,
    OVER,
    PROMISED,
    RETRY,
    SOURCES,
    TRIES,
    A,
    B,
    Quarter,
    Rows,
    S,
    Setting,
    row_id,
)  # fmt: skip
from tests.scale.quarter_people import DAYS, LEAVES_TODAY, NAMES, habits

CALLS, SEED = 1_000_000, 20261126
NOW = datetime(2026, 11, 26, 10, 10, tzinfo=UTC)  # Thursday, 15:40 in India
PASSPHRASE = "a made-up passphrase"
CAMPAIGNS = ("Home loan, festive offer", "Two-wheeler insurance renewals")
PRODUCTS = (("Home loan processing", 49_900), ("Two-wheeler insurance", 11_800))  # rupees, in paise below
TAGS = ("Hot", "Festival list", "Office nearby")
BATCH = 20_000


class Play:
    """Writes the quarter into a fresh workspace; `run` gives how many calls were written."""

    def __init__(self, services: Services, admin: Actor, *, calls: int, seed: int, now: datetime) -> None:
        self.services, self.admin, self.seed, self.now = services, admin, seed, now
        self.store = services.opened.store
        self.clock = self.store.clock
        assert isinstance(self.clock, SetClock)
        self.clock.set(now - timedelta(days=DAYS + 2))
        self.staff = habits(seed)
        self.setting = self._office()
        self.quarter = Quarter(self.setting, self.staff, calls, pack_time(now), seed)
        self._chance = Random(f"names {seed}")

    def run(self) -> int:
        """Everything, oldest first."""
        with bulk_load(self.store):
            for rows in self.quarter.days():
                self._write(rows)
                copy_log(self.store, rest_s=3)
        self.clock.set(self.now)
        self._stand_still()
        self._untouched()
        self._leave()
        self._settle()
        return self.quarter.written

    # --- what the services make ---

    def _office(self) -> Setting:
        people, admin = self.services.people, self.admin
        team = people.add_team(admin, "Pune").id
        joined = AddPerson("meera", "Meera Kulkarni", Role.TEAM_LEAD, PASSWORD, team)
        lead_id = people.add(admin, joined).person.id
        ids = []
        for place, name in enumerate(NAMES):
            joined = AddPerson(f"caller{place + 1}", name, Role.TELECALLER, PASSWORD, team)
            ids.append(people.add(admin, joined).person.id)
        set_ = self.services.settings.set
        for key, value in (("advanced", True), ("calls_target", 480), ("sales_target", 2_000_000)):
            set_(admin, key, value)
        made, answer = [], Answer(Basis.AGREED, proof="Made-up people: nobody is rung")
        for name, kind in zip(CAMPAIGNS, (WhoKind.ANYONE, WhoKind.OWNER), strict=True):
            rules = Rules(who=Who(kind))
            made.append(
                self.services.campaigns.create(
                    admin, NewCampaign(name, answer=answer, rules=rules, target=4_000)
                )
            )
        results = [
            {d.code: (d.id.bytes, d.code, d.label, flags_text(d.flags)) for d in campaign.dispositions}
            for campaign in made
        ]
        products = []
        for name, rupees in PRODUCTS:
            product = self.services.products.add(admin, name, str(rupees))
            products.append((product.id.bytes, name, rupees * 100))
            from_on = (self.clock.now() + timedelta(days=1, hours=6)).date()
            self.services.incentive.set_slabs(admin, product.id, "10: 100; 150", from_on)
        allowed = {reason.code: reason.minutes for reason in BREAK_REASONS}
        return Setting(
            [each.bytes for each in ids],
            lead_id.bytes,
            [each.id.bytes for each in made],
            results,
            products,
            allowed,
        )

    def _leave(self) -> None:
        from crm_desktop.ids import UUID

        today = (self.now + timedelta(hours=5, minutes=30)).date()
        away = Leave(today, today + timedelta(days=9))
        self.services.leave.set(self.admin, UUID(bytes=self.setting.people[LEAVES_TODAY]), away)

    # --- rows ---

    def _write(self, rows: Rows) -> None:
        """A day's rows."""
        with self.store.write(None) as work:
            bulk = Bulk(work)
            self._add_leads(bulk, rows.first_new_lead)
            for table, names, found in (
                (sessions, _SESSION, rows.sessions), (presence, _PRESENCE, rows.presence),
                (calls, _CALL, rows.calls),
                (timeline, _TIMELINE, rows.timeline), (sales, _SALE, rows.sales),
                (sale_changes, _CHANGE, rows.sale_changes), (skips, _SKIP, rows.skips),
                (do_not_calls, _FORBIDDEN, rows.do_not_calls),
            ):  # fmt: skip
                bulk.insert(table, names.split(), found)

    def _add_leads(self, bulk: Bulk, first: int) -> None:
        """The leads that came in, with what they are found by; how they stand is written at the end."""
        played, chance = self.quarter.leads, self._chance
        lead_rows, texts, numbers, phone_rows, belong = [], [], [], [], []
        for number in range(first, len(played.id)):
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
            if number % 97 == 0:
                name = "सुनीता रामचंद्र देशमुख"
            city = "New York" if played.pool[number] == ABROAD else chance.choice(CITIES)
            zone = "America/New_York" if played.pool[number] == ABROAD else "Asia/Kolkata"
            e164 = f"+91{6_000_000_000 + number * 2_654_435_761 % 4_000_000_000}"
            came = played.came[number]
            lead_rows.append(
                (
                    number + 1, played.id[number], name, search_key(name), city, search_key(city), zone,
                    SOURCES[played.source[number]], "new", came, came,
                )
            )  # fmt: skip
            numbers.append(number + 1)
            texts.append(search_text(name, "", (), (e164,)))
            phone_rows.append((played.phone[number], e164))
            belong.append((played.id[number], played.phone[number], 1))
        bulk.insert(leads, _LEAD.split(), lead_rows)
        bulk.insert(phones, ("id", "e164"), phone_rows)
        bulk.insert(lead_phones, ("lead_id", "phone_id", "position"), belong)
        SearchIndex(bulk._work).add(numbers, texts)

    def _untouched(self) -> None:
        """Leads of the last lists that nobody has called yet."""
        played, first = self.quarter.leads, len(self.quarter.leads.id)
        monday = self.quarter.midnight + (DAYS - 1 - self.quarter.weekday(DAYS - 1)) * DAY + 9 * HOUR
        for number in range(first // 20):
            played.add(monday + number, A, number % len(SOURCES))
        with self.store.write(None) as work:
            self._add_leads(Bulk(work), first)

    def _stand_still(self) -> None:
        """What campaign B has left is somebody's who is on leave, or promised for later."""
        played, now = self.quarter.leads, self.quarter.now
        for promise in self.quarter.promises:
            if played.pool[promise.lead] == B and promise.state == "open" and promise.due <= now:
                promise.state = "broken"
                promise.closed = promise.due + DAY // 2 if promise.due + DAY // 2 < now else now
                played.state[promise.lead] = RETRY
        for number in range(len(played.id)):
            if played.pool[number] == B and played.state[number] in (NEW, RETRY):
                played.state[number], played.owner[number] = RETRY, LEAVES_TODAY

    def _settle(self) -> None:
        """How leads, numbers, promises and the queue stand now; the totals, counted from the rows."""
        played = self.quarter.leads
        with self.store.write(None) as work:
            bulk = Bulk(work)
            self._tag(bulk)
            for some in _parts(self.quarter.promises):
                bulk.insert(callbacks, _CALLBACK.split(), [self._promise_row(promise) for promise in some])
            run = work.connection.connection.dbapi_connection.executemany  # type: ignore[union-attr]
            for some in _parts(range(len(played.id))):
                run(_SET_LEAD, [self._lead_row(number) for number in some])
                run(_SET_PHONE, [self._phone_row(number) for number in some])
            forbidden = (
                "UPDATE phones SET do_not_call_at = d.at FROM do_not_calls d WHERE d.phone_id = phones.id"
            )
            work.connection.exec_driver_sql(forbidden)
            on_screen = {lead: self.setting.people[place] for lead, place in self.quarter.open_calls}
            lease = self.quarter.now + 110 * S
            for some in _parts(range(len(played.id))):
                bulk.insert(
                    queue_entries, _ENTRY.split(),
                    [
                        (*self._entry_row(no), on_screen.get(no), lease if no in on_screen else None)
                        for no in some
                    ],
                )  # fmt: skip
            zones = [(self.setting.campaigns[at], "Asia/Kolkata", 0, "") for at in (0, 1)]
            zones.append((self.setting.campaigns[0], "America/New_York", 0, ""))
            bulk.insert(
                campaign_zones, ("campaign_id", "zone", "priority", "skill"), zones, skip_existing=True
            )
        with self.store.write(None) as work:
            hours = CallHours(work)
            days = hours.days()
            assert days is not None
            hours.rebuild(*days)
        with self.store.write(None) as work:
            work.connection.exec_driver_sql("INSERT INTO lead_fts(lead_fts) VALUES ('optimize')")

    def _tag(self, bulk: Bulk) -> None:
        ids = [row_id(self.quarter.midnight + at) for at in range(len(TAGS))]
        bulk.insert(tags, ("id", "name"), list(zip(ids, TAGS, strict=True)))
        rows = [
            (ids[number % 7 % 3], lead) for number, lead in enumerate(self.quarter.leads.id) if number % 7 < 3
        ]
        bulk.insert(lead_tags, ("tag_id", "lead_id"), rows)

    def _promise_row(self, promise: Any) -> tuple[Any, ...]:
        played, owner = self.quarter.leads, self.setting.people[promise.person]
        state = promise.state
        if state == "open" and played.state[promise.lead] != PROMISED:
            state = "cancelled"
        is_over = promise.closed is not None
        return (
            promise.id, played.id[promise.lead], self.setting.campaigns[CAMPAIGN[played.pool[promise.lead]]],
            promise.call, owner, promise.due, state, promise.made, owner,
            promise.closed if is_over else promise.made if state == "cancelled" else None,
            promise.closed_by, promise.first_due or None, promise.moved, "promise",
        )  # fmt: skip

    def _lead_row(self, number: int) -> tuple[Any, ...]:
        played = self.quarter.leads
        state, last = played.state[number], played.last[number]
        status = {NEW: "new", RETRY: "open", PROMISED: "open"}.get(state, "closed")
        owner = played.owner[number]
        return (
            "won" if played.is_won[number] else status, None if owner < 0 else self.setting.people[owner],
            last or None, played.result[number], played.next[number] if state != OVER else None,
            played.tries[number], last or played.came[number], number + 1,
        )  # fmt: skip

    def _phone_row(self, number: int) -> tuple[Any, ...]:
        played = self.quarter.leads
        last = played.last[number]
        is_today = last >= self.quarter.midnight + (DAYS - 1) * DAY
        day = self.quarter.number(DAYS - 1) if is_today else None
        return played.tries[number], 1 if is_today else 0, day, last or None, played.phone[number]

    def _entry_row(self, number: int) -> tuple[Any, ...]:
        played, now = self.quarter.leads, self.quarter.now
        state, pool = played.state[number], played.pool[number]
        owner = played.owner[number]
        person = None if owner < 0 else self.setting.people[owner]
        lane, reason, at = Lane.NEW, "", played.came[number]
        if state == RETRY:
            lane, at = Lane.RETRY, played.next[number]
        elif state == PROMISED:
            lane, at = Lane.PROMISED, played.next[number]
        elif state == OVER:
            is_used_up = played.tries[number] >= TRIES and not played.is_won[number]
            lane, reason, at = Lane.CLOSED, Reason.MAX_ATTEMPTS if is_used_up else Reason.FINAL, now
        is_owned = lane is Lane.PROMISED or (pool == B and lane is not Lane.CLOSED)
        return (
            row_id(played.came[number]), self.setting.campaigns[CAMPAIGN[pool]], played.id[number], int(lane),
            str(reason), at, "America/New_York" if pool == ABROAD else "Asia/Kolkata", played.tries[number],
            person if is_owned else None,
        )  # fmt: skip


_CALL = (
    "id lead_id campaign_id phone_id person_id session_id dialler dialled_at attempt_no state known_how day "
    "answered_at ended_at closed_at talk_s disposition_id disposition_code disposition_label "
    "disposition_flags"
)
_TIMELINE = "id lead_id at person_id kind campaign_id call_id text data"
_SESSION = "id person_id seat signed_in_at last_seen_at signed_out_at end_reason day"
_PRESENCE = "id person_id session_id state reason allowed_s at day known_how"
_SALE = (
    "id lead_id call_id campaign_id person_id product amount_minor currency state confirmed_by confirmed_at "
    "at day product_id state_at"
)
_CHANGE = "id sale_id at person_id state amount_minor is_confirmed why"
_SKIP = "id lead_id campaign_id person_id reason at"
_FORBIDDEN = "id phone_id at person_id call_id why"
_LEAD = "no id name name_key city city_key zone source status created_at updated_at"
_CALLBACK = (
    "id lead_id campaign_id call_id owner_id due_at state created_at created_by closed_at closed_by_call_id "
    "first_due_at moved_count kind"
)
_ENTRY = "id campaign_id lead_id lane reason next_at zone attempts owner_id claimed_by lease_until"
_SET_LEAD = (
    "UPDATE leads SET status = ?, owner_id = ?, last_call_at = ?, last_result = ?, next_call_at = ?, "
    "attempts = ?, updated_at = ? WHERE no = ?"
)
_SET_PHONE = "UPDATE phones SET attempts = ?, day_attempts = ?, day = ?, last_attempt_at = ? WHERE id = ?"


def _parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


class _OneHash:
    """The real slow hash, made once: everybody has the same password."""

    def __init__(self) -> None:
        self._slow, self._made = Argon2Passwords(), ""

    def hash(self, password: str) -> str:
        """A salted hash."""
        self._made = self._made or self._slow.hash(password)
        return self._made

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash."""
        return password_hash == self._made or self._slow.matches(password_hash, password)


def make_quarter(
    folder: Path,
    *,
    calls: int = CALLS,
    seed: int = SEED,
    now: datetime = NOW,
    passwords: Passwords | None = None,
) -> tuple[OpenWorkspace, Services, Actor]:
    """The workspace in a folder that has none, open, with its services and its admin; close it."""
    clock = SetClock(now - timedelta(days=DAYS + 3))
    passwords = passwords or _OneHash()
    office = WorkspaceService(clock, passwords)
    office.create(
        folder, NewWorkspace("Shakti Finance", "rohini", "Rohini Nambiar", PASSWORD, passphrase=PASSPHRASE)
    )
    opened = office.open(folder, passphrase=PASSPHRASE)
    services = make_services(opened, clock, passwords)
    admin = services.people.sign_in("rohini", PASSWORD, "seat-admin").actor
    Play(services, admin, calls=calls, seed=seed, now=now).run()
    return opened, services, admin


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    begun = time.monotonic()
    opened, _, _ = make_quarter(given.folder, calls=given.calls, seed=given.seed)
    opened.close()
    print(f"{given.calls:,} calls in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
