"""What must hold whatever three people do in whatever order: nothing called twice, lost or too often."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import insert, update

from crm_desktop.clock import SetClock
from crm_desktop.domain.call import LOST
from crm_desktop.domain.calling_window import day_start, is_open, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Caps, Mix, Numbers, Part, Recycle, Rules, Who, WhoKind
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import LOST_CALL_S, PRIORITIES, Lane, NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import CallLater, NextLead, Skip
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.leads import EditLead, LeadService
from crm_desktop.store.engine import open_engine
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import (
    callbacks,
    calls,
    lead_phones,
    leads,
    phones,
    queue_entries,
    sessions,
)
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import INDIA, Template
from tests.campaign_acts import save_rules
from tests.conftest import TEST_NOW
from tests.stores import TEST_KEY

CODES = (
    *("NO_ANSWER", "BUSY", "SWITCHED_OFF", "CALL_BACK", "CALL_BACK", "INTERESTED"),
    *("WRONG_NUMBER", "NOT_INTERESTED", "SOLD", "DO_NOT_CALL"),
)
PEOPLE = st.integers(0, 2)
_NO, _FEW = st.none(), st.integers(1, 4)
CAPS = st.builds(
    Caps, per_day=_NO | _FEW, per_24h=_NO | st.integers(2, 4), per_week=_NO | st.integers(3, 6),
    lifetime=st.integers(3, 8),
).filter(lambda caps: (caps.per_day or 0) <= (caps.per_24h or 9))  # fmt: skip
WHO = st.sampled_from(
    [
        Who(), Who(WhoKind.ANYONE), Who(WhoKind.ANYONE, same_days=3), Who(WhoKind.OWNER_FIRST),
        Who(WhoKind.ANYONE, skill="language"), Who(WhoKind.OWNER_FIRST, after_minutes=5, skill="language"),
    ]
)  # fmt: skip
RULES = st.builds(
    Rules,
    mix=st.sampled_from([Mix(), Mix(1, 0), Mix(0, 1), Mix(1, 2), Mix(3, 1)]),
    recycling=st.dictionaries(
        st.sampled_from(("NO_ANSWER", "BUSY", "SWITCHED_OFF")),
        st.builds(
            Recycle, st.sampled_from([120, 900, 7200]), st.none() | st.integers(1, 2), st.sampled_from(Part)
        ),
    ),
    phone_caps=CAPS,
    lead_caps=st.just(Caps()) | CAPS,
    gap_s=st.sampled_from([0, 600, 3600]),
    numbers=st.sampled_from(Numbers),
    who=WHO,
    by_score=st.booleans() | st.just(True),
)
WINDOWS = st.sampled_from([(600, 1140), (0, 1440), (660, 900), (20 * 60, 2 * 60)])  # the last over midnight


class Shift(RuleBasedStateMachine):
    """Three people work two campaigns of a few leads, some of them families, over some days."""

    template: Template
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.path = self.folder / f"{new_id()}.db"
        shutil.copyfile(self.template.place, self.path)
        self.clock = SetClock(TEST_NOW)
        self.store = Store(open_engine(self.path, TEST_KEY, cache_mb=8), self.clock)
        co = self.co = self.template.opened(self.store, self.clock)
        self.gold = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
        self.people: list[Actor] = [co.office.asha, co.office.imran, co.office.other_caller]
        first = co.add_lead("Lead 0")
        shared = co.rows(lead_phones, lead_id=first)[0]["phone_id"]
        assert isinstance(shared, UUID)
        co.add_lead("Lead 1", phones=(shared,))
        both = [co.add_lead("Lead 2", phones=2), co.add_lead("Lead 3", owner=self.people[0])]
        co.add_lead("Lead 4", zone="Asia/Dubai")
        co.add_lead("Lead 5", campaign=self.gold)
        with self.store.write(None) as work:
            work.connection.execute(insert(lead_phones).values(lead_id=both[0], phone_id=shared, position=3))
            for lead_id in both:
                Queue(work).add(self.gold.id, lead_id, INDIA, None)
        self.screens: dict[int, NextLead | None] = dict.fromkeys(range(3))
        self.running: dict[int, UUID] = {}
        self.undo: dict[int, tuple[UUID, UUID, NextLead, dict[str, Any], int, datetime]] = {}
        self.changes = 0
        self.dials = 0
        with self.store.write(None) as work:
            tamil = update(leads).where(leads.c.name.in_(("Lead 2", "Lead 4")))
            work.connection.execute(tamil.values(language="Tamil"))
        co.campaigns.set_skills(co.office.admin, self.people[1].person_id, "language", frozenset({"TAMIL"}))

    def teardown(self) -> None:
        self.store.close()
        for file in self.folder.glob(self.path.name + "*"):
            file.unlink()

    # --- what a team lead does ---

    @rule(in_gold=st.booleans(), rules=RULES)
    def other_rules(self, in_gold: bool, rules: Rules) -> None:
        campaign = self._campaign(self.gold.id if in_gold else self.co.campaign.id)
        try:
            save_rules(self.co.campaigns, self.co.office.lead, campaign, rules)
        except UserError:
            return  # a cap that could never be reached
        self.undo.clear()  # undo promises the place as it was, under the rules as they were

    @rule(in_gold=st.booleans(), hours=WINDOWS)
    def other_hours(self, in_gold: bool, hours: tuple[int, int]) -> None:
        campaign = self._campaign(self.gold.id if in_gold else self.co.campaign.id)
        command = ChangeCampaign(campaign.id, campaign.version, start_minute=hours[0], end_minute=hours[1])
        self.co.campaigns.update(self.co.office.lead, command)
        self.undo.clear()

    @rule(in_gold=st.booleans())
    def pause_or_resume(self, in_gold: bool) -> None:
        campaign = self._campaign(self.gold.id if in_gold else self.co.campaign.id)
        act = self.co.campaigns.resume if campaign.is_paused else self.co.campaigns.pause
        act(self.co.office.lead, campaign.id)
        self.undo.clear()

    def _campaign(self, campaign_id: UUID) -> Campaign:
        return self.co.campaigns.get(self.co.office.admin, campaign_id)

    @rule(lead=st.integers(0, 5), score=st.sampled_from(["0", "1", "50", "99", "100"]))
    def rate(self, lead: int, score: str) -> None:
        card = self._lead(lead)
        service = LeadService(self.store)
        service.edit(self.co.office.admin, EditLead(card["id"], card["version"], {"score": score}))
        self.changes += 1

    @rule(lead=st.integers(0, 5), priority=st.sampled_from([*PRIORITIES.values()]))
    def call_first_or_last(self, lead: int, priority: int) -> None:
        LeadService(self.store).set_priority(self.co.office.admin, [self._lead(lead)["id"]], priority)

    def _lead(self, number: int) -> dict[str, Any]:
        rows: list[dict[str, Any]] = self.co.rows(leads, name=f"Lead {number}")
        return rows[0]

    # --- what people do ---

    @rule(who=PEOPLE, in_gold=st.booleans())
    def take_the_next(self, who: int, in_gold: bool) -> None:
        if who in self.running:
            return
        campaign = self.gold if in_gold else self.co.campaign
        promises = self._own_due_promises(who, campaign.id)
        entries = {row["lead_id"]: row for row in self.co.rows(queue_entries, campaign_id=campaign.id)}
        found = self.co.calling.next_lead(self.people[who], campaign.id)
        self._show(who, found)
        if isinstance(found, NextLead):
            self._is_theirs(who, found, entries[found.lead.id])
            self._goes_before(who, found)
        if isinstance(found, NextLead) and found.why.kind in ("retry", "new"):
            # Promised first: what was promised and due could not be dialled, and was moved on.
            assert not promises & self._own_due_promises(who, campaign.id)

    @rule(who=PEOPLE, lead=st.integers(0, 5))
    def choose(self, who: int, lead: int) -> None:
        if self.screens[who] is not None:
            return
        try:
            self._show(who, self.co.calling.take_lead(self.people[who], self._lead(lead)["id"]))
        except UserError:
            pass  # refused: the invariants say whether rightly so

    @rule(who=PEOPLE)
    def dial(self, who: int) -> None:
        shown = self.screens[who]
        if shown is None:
            return
        earlier: list[dict[str, Any]] = self.co.rows(calls)
        try:
            call_id = self.co.dial(self.people[who], shown)
        except UserError:
            return
        self._was_allowed(shown, self.co.call_row(call_id), earlier)
        assert who not in self.running
        self._end_lost(shown.lead.id)
        self.dials += 1
        self.changes += 1
        self.running[who] = call_id
        self.undo.pop(who, None)

    def _end_lost(self, lead_id: UUID) -> None:
        """A call that fell silent for an hour is over once somebody else dials its lead, and no other."""
        for other, call_id in list(self.running.items()):
            call = self.co.call_row(call_id)
            if call["end_cause"] != LOST:
                continue
            dialled_at = call["dialled_at"]
            assert isinstance(dialled_at, datetime)
            assert call["lead_id"] == lead_id
            assert self.clock.now() - dialled_at > timedelta(seconds=LOST_CALL_S)
            del self.running[other]
            self.screens[other] = None

    @rule(
        who=PEOPLE,
        in_gold=st.booleans(),
        code=st.sampled_from(CODES),
        hours=st.integers(1, 60),
        stay=st.booleans(),
        regret=st.sampled_from(["", "at once", "at once", "after another's call", "after a minute"]),
    )
    def make_a_whole_call(
        self, who: int, in_gold: bool, code: str, hours: int, stay: bool, regret: str = ""
    ) -> None:
        if self.screens[who] is None:
            self.take_the_next(who, in_gold)
        if who not in self.running:
            self.dial(who)
        if who not in self.running:
            return
        self._finish(who, code, hours, stay)
        if regret == "after another's call":
            self.make_a_whole_call((who + 1) % 3, in_gold, "BUSY", hours, False)
        elif regret == "after a minute":
            self.clock.move(minutes=1)
        if regret and who in self.undo:
            self._take_back(who)

    @rule(
        who=PEOPLE,
        in_gold=st.booleans(),
        minutes=st.sampled_from([20, 125, 245]),
        codes=st.lists(st.sampled_from(("NO_ANSWER", "BUSY", "CALL_BACK")), min_size=2, max_size=9),
    )
    def work_for_a_while(self, who: int, in_gold: bool, minutes: int, codes: list[str]) -> None:
        for code in codes:
            self.make_a_whole_call(who, in_gold, code, 1, False)
            self.time_passes(minutes)

    @precondition(lambda self: self.running)
    @rule(who=PEOPLE, code=st.sampled_from(CODES), hours=st.integers(1, 60), stay=st.booleans())
    def give_a_result(self, who: int, code: str, hours: int, stay: bool) -> None:
        self._finish(who if who in self.running else min(self.running), code, hours, stay)

    def _finish(self, who: int, code: str, hours: int, stay: bool) -> None:
        shown, call_id = self.screens[who], self.running[who]
        assert shown is not None
        at = None
        if code in ("CALL_BACK", "INTERESTED"):
            window = self._campaign(shown.campaign.id).window
            at = next_open(window, shown.local_zone, self.clock.now() + timedelta(hours=hours))
        before = self._state(shown.lead.id)
        give = partial(self.co.result, self.people[who], call_id, campaign=shown.campaign)
        try:
            done = give(code, callback_at=at, stay_on_lead=stay)
        except UserError as error:  # a promise that could not be kept
            if at is None or error.field != "callback_at":
                raise
            done = give("NOT_INTERESTED", stay_on_lead=stay)
        assert self.co.call_row(call_id)["state"] == "closed"
        del self.running[who]
        self.changes += 1
        self.undo[who] = (done.undo_id, call_id, shown, before, self.changes, self.clock.now())
        self._show(who, done.next)

    @precondition(lambda self: bool(set(self.undo) - set(self.running)))
    @rule()
    def take_it_back(self) -> None:
        self._take_back(min(set(self.undo) - set(self.running)))

    def _take_back(self, who: int) -> None:
        undo_id, call_id, shown, before, changes, at = self.undo.pop(who)
        entries = self.co.rows(queue_entries, lead_id=shown.lead.id)
        holder = next((e["claimed_by"] for e in entries if e["claimed_by"] is not None), None)
        is_easy = (
            changes == self.changes
            and self.clock.now() <= at + timedelta(minutes=10)
            and holder in (None, self.people[who].person_id)
        )
        try:
            reopened = self.co.calling.undo(self.people[who], undo_id)
        except UserError:
            assert not is_easy
            return
        assert reopened.call.id == call_id
        self.running[who] = call_id
        self.screens[who] = reopened.next_lead
        if is_easy:
            assert self._state(shown.lead.id) == before
        self.changes += 1

    @rule(who=PEOPLE)
    def skip(self, who: int) -> None:
        shown = self.screens[who]
        if shown is None or who in self.running:
            return
        command = Skip(new_id(), shown.lead.id, shown.campaign.id, "Other")
        try:
            self._show(who, self.co.calling.skip(self.people[who], command))
            self.changes += 1
        except UserError:
            self.screens[who] = None  # the lease ran out

    @rule(who=PEOPLE, hours=st.integers(1, 60))
    def promise_without_a_call(self, who: int, hours: int) -> None:
        shown = self.screens[who]
        if shown is None or who in self.running:
            return
        window = self._campaign(shown.campaign.id).window
        at = next_open(window, shown.local_zone, self.clock.now() + timedelta(hours=hours))
        assert at is not None
        try:
            self.co.calling.call_later(
                self.people[who], CallLater(new_id(), shown.lead.id, shown.campaign.id, at)
            )
            self.changes += 1
        except UserError:
            pass
        self.screens[who] = None

    @rule(minutes=st.sampled_from([1, 5, 16, 130, 300]))
    def time_passes(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)
        opening = next_open(self._campaign(self.co.campaign.id).window, INDIA, self.clock.now())
        assert opening is not None
        self.clock.set(opening)

    @rule(hours=st.sampled_from([-25, -13, -5, -1, 1, 5, 13, 25]))
    def the_clock_jumps(self, hours: int) -> None:
        """Somebody sets the computer's clock, or it was wrong: forwards and back, over midnight too."""
        self.clock.move(hours=hours)
        self.undo.clear()  # undo is for ten minutes by this clock

    # --- what must hold ---

    @invariant()
    def every_lead_is_counted_once_for_everybody(self) -> None:
        for campaign in (self.co.campaign, self.gold):
            total = len(self.co.rows(queue_entries, campaign_id=campaign.id))
            for who in self.people:
                why = self.co.calling.why_nothing(who, campaign.id)
                assert why.total == total == why.dialable + sum(r.leads for r in why.reasons)

    @invariant()
    def no_call_is_lost_or_doubled(self) -> None:
        rows = self.co.rows(calls)
        assert len(rows) == self.dials
        assert {r["id"] for r in rows if r["state"] == "open"} == set(self.running.values())

    def _was_allowed(self, shown: NextLead, call: dict[str, Any], earlier: list[dict[str, Any]]) -> None:
        """By a plain recount: no cap was reached before this dial, and the campaign was open."""
        campaign, at = self._campaign(shown.campaign.id), call["dialled_at"]
        zone = ZoneInfo(str(self.co.lead_row(shown.lead.id)["zone"]))
        assert not campaign.is_paused
        assert is_open(campaign.window, str(zone), at)
        of_phone = [r["dialled_at"] for r in earlier if r["phone_id"] == call["phone_id"]]
        of_lead = [r["dialled_at"] for r in earlier if r["lead_id"] == call["lead_id"]]
        for caps, times in ((campaign.rules.phone_caps, of_phone), (campaign.rules.lead_caps, of_lead)):
            # What was stamped later than now came before it all the same: it counts for today.
            today = [t for t in times if t.astimezone(zone).date() >= at.astimezone(zone).date()]
            day = [t for t in times if t > at - timedelta(hours=24)]
            week = [t for t in times if t > at - timedelta(days=7)]
            for cap, made in (
                (caps.per_day, today), (caps.per_24h, day), (caps.per_week, week), (caps.lifetime, times)
            ):  # fmt: skip
                assert cap is None or len(made) < cap

    def _is_absent(self, person_id: UUID) -> bool:
        today = day_start(self.clock.now(), INDIA)
        seen: list[dict[str, Any]] = self.co.rows(sessions, person_id=person_id)
        return all(row["last_seen_at"] < today for row in seen)

    def _is_theirs(self, who: int, found: NextLead, before: dict[str, Any]) -> None:
        """Given by the campaign's rules on owners, skills and the peace of a number."""
        campaign, me, now = self._campaign(found.campaign.id), self.people[who].person_id, self.clock.now()
        assert not campaign.is_paused
        if campaign.rules.who.skill and self.co.lead_row(found.lead.id)["language"]:
            assert who == 1
        if before["owner_id"] not in (None, me):
            waits = campaign.rules.who.others_after if before["lane"] != Lane.PROMISED else None
            is_late = waits is not None and before["next_at"] <= now - waits
            is_free = before["lane"] == Lane.PROMISED or waits is not None
            assert is_late or (is_free and self._is_absent(before["owner_id"]))
        if before["lane"] == Lane.PROMISED:
            return
        others = [
            row["dialled_at"]
            for row in self.co.rows(calls, phone_id=found.phone.phone_id)
            if row["lead_id"] != found.lead.id
        ]
        own = [row["dialled_at"] for row in self.co.rows(calls, lead_id=found.lead.id)]
        last: datetime | None = max(others, default=None)  # type: ignore[type-var]
        if last is not None and (not own or max(own) < last):  # type: ignore[type-var]
            assert now >= last + timedelta(seconds=campaign.rules.gap_s)

    def _goes_before(self, who: int, found: NextLead) -> None:
        """Of what could be taken instead at the same place, none is more urgent: it would have come first.

        A promise is kept at its time, whatever its score.
        """
        rules, mine = self._campaign(found.campaign.id).rules, (None, self.people[who].person_id)
        rows: list[dict[str, Any]] = self.co.rows(queue_entries)
        taken = next(
            r for r in rows if (r["lead_id"], r["campaign_id"]) == (found.lead.id, found.campaign.id)
        )
        if taken["owner_id"] not in mine:
            return  # it waited too long for its owner

        def turn(row: dict[str, Any]) -> tuple[Any, ...]:
            rank = row["priority"], row["score"] if rules.by_score else 0
            return tuple(-each for each in rank if row["lane"] != Lane.PROMISED)

        shown = {row["lead_id"] for row in rows if row["claimed_by"] is not None}
        for row in rows:
            is_alike = all(row[name] == taken[name] for name in ("campaign_id", "lane", "zone", "skill"))
            is_free = row["lead_id"] not in shown and row["next_at"] <= self.clock.now()
            if is_alike and is_free and row["owner_id"] in mine:
                assert (*turn(taken), taken["next_at"]) <= (*turn(row), row["next_at"])

    @invariant()
    def places_have_their_leads_scores(self) -> None:
        scores = {row["id"]: row["score"] for row in self.co.rows(leads)}
        assert all(row["score"] == scores[row["lead_id"]] for row in self.co.rows(queue_entries))

    @invariant()
    def who_asked_is_never_dialled_again(self) -> None:
        asked: dict[Any, Any] = {r["id"]: r["do_not_call_at"] for r in self.co.rows(phones)}
        for row in self.co.rows(calls):
            at = asked[row["phone_id"]]
            dialled: Any = row["dialled_at"]
            assert at is None or dialled <= at

    @invariant()
    def promises_and_queue_agree(self) -> None:
        entries: list[dict[str, Any]] = self.co.rows(queue_entries)
        promises: list[dict[str, Any]] = self.co.rows(callbacks, state="open")
        promised = {(e["lead_id"], e["campaign_id"]): e for e in entries if e["lane"] == Lane.PROMISED}
        assert {(p["lead_id"], p["campaign_id"]) for p in promises} == set(promised)
        assert len(promises) == len(promised)
        for promise in promises:
            entry = promised[promise["lead_id"], promise["campaign_id"]]
            assert entry["owner_id"] == promise["owner_id"]

    # --- inside ---

    def _show(self, who: int, found: NextLead | NothingToDial | None) -> None:
        if isinstance(found, NextLead):
            assert found.entry is not None
            assert self.co.entry(found.lead.id, found.campaign).entry.claimed_by == (
                self.people[who].person_id
            )
            assert not found.phone.is_wrong
            assert not found.phone.is_do_not_call
            self.screens[who] = found
        else:
            self.screens[who] = None
            if found is not None:
                assert found.dialable == 0

    def _own_due_promises(self, who: int, campaign_id: UUID) -> set[object]:
        rows: list[dict[str, Any]] = self.co.rows(queue_entries, campaign_id=campaign_id)
        return {
            r["id"]
            for r in rows
            if r["lane"] == Lane.PROMISED
            and r["owner_id"] == self.people[who].person_id
            and r["next_at"] <= self.clock.now()
            and r["claimed_by"] is None
            and is_open(self._campaign(campaign_id).window, r["zone"], self.clock.now())
        }

    def _state(self, lead_id: UUID) -> dict[str, Any]:
        """What undoing must restore; claims move refused entries of other leads, which is another matter.

        They close those whose numbers are used up as well.
        """
        names = ("lane", "reason", "next_at", "owner_id", "attempts", "zone")
        entries: list[list[Any]] = []
        for row in self.co.rows(queue_entries):
            is_tried = row["lane"] in (Lane.RETRY, Lane.NEW) or row["reason"] == Reason.MAX_ATTEMPTS
            others = ["tried" if is_tried else row["lane"]]
            entries.append([row[name] for name in names] if row["lead_id"] == lead_id else others)
        promises: list[dict[str, Any]] = [
            {k: v for k, v in row.items() if k != "version"} for row in self.co.rows(callbacks, state="open")
        ]
        tables = (calls, phones, lead_phones, leads)
        return {"entries": entries, "promises": promises, **{t.name: self.co.rows(t) for t in tables}}


@pytest.mark.timeout(400 if settings().max_examples < 1000 else 0)  # on a machine at its limit
def test_a_shift_of_three(sqlite_office_template: Template, tmp_path: Path) -> None:
    Shift.template, Shift.folder = sqlite_office_template, tmp_path
    usual = settings()
    if usual.max_examples >= 1000:  # `make soak`: long shifts, and the shortest that fails
        chosen = settings(usual, stateful_step_count=40, max_examples=usual.max_examples // 4)
    else:
        chosen = settings(
            usual, stateful_step_count=15, max_examples=15, phases=[Phase.explicit, Phase.generate]
        )
    run_state_machine_as_test(Shift, settings=chosen)
