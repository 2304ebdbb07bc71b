"""A day of several stations counted again from the rows alone, to be held against what pages show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.queue import Lane
from crm_desktop.store.tables import calls, lead_phones, phones, presence, queue_entries, sessions
from crm_desktop.store.unit_of_work import Store

INDIA = ZoneInfo("Asia/Kolkata")
Row = dict[str, Any]
Line = dict[str, Any]


class DayRows:
    """What the day left."""

    def __init__(self, store: Store) -> None:
        with store.read() as work:

            def rows(table: Any) -> list[Row]:
                return [dict(row) for row in work.connection.execute(table.select()).mappings()]

            self.calls = sorted(rows(calls), key=lambda row: (row["dialled_at"], row["id"]))
            self.entries, self.phones = rows(queue_entries), {row["id"]: row for row in rows(phones)}
            self.presence, self.sessions = rows(presence), rows(sessions)
            self.numbers: dict[UUID, list[Row]] = defaultdict(list)
            for row in rows(lead_phones):
                self.numbers[row["lead_id"]].append(row)

    # ---- the campaign page ------------------------------------------------------------------------

    def standing(self, campaign: Campaign, now: datetime) -> Counter[str]:
        """How many leads of a campaign are dialable now, today, later; blocked, used up, finished."""
        own = (entry for entry in self.entries if entry["campaign_id"] == campaign.id)
        return Counter(self._stands(entry, campaign, now) for entry in own)

    def _stands(self, entry: Row, campaign: Campaign, now: datetime) -> str:
        assert entry["claimed_by"] is None
        usable = self._usable(entry)
        if entry["lane"] == Lane.CLOSED and entry["reason"] in ("final", "max_attempts"):
            return "finished" if entry["reason"] == "final" else "used"
        if entry["lane"] >= Lane.BLOCKED or not usable:
            return "blocked"
        at = max(entry["next_at"], now).astimezone(INDIA)
        opens = self._opening(campaign, at)
        if opens <= now:
            return "now"
        return "today" if opens.date() == now.astimezone(INDIA).date() else "after"

    def reasons(self, campaign: Campaign, now: datetime) -> Counter[str]:
        """The first reason of each lead of a campaign that can't be dialled now."""
        own = (entry for entry in self.entries if entry["campaign_id"] == campaign.id)
        found = Counter(self._reason(entry, campaign, now) for entry in own)
        del found[""]
        return found

    def _reason(self, entry: Row, campaign: Campaign, now: datetime) -> str:
        """What keeps it, empty: nothing. Nobody owns leads here, and no two share a number."""
        numbers = [self.phones[number["phone_id"]] for number in self._usable(entry)]
        if entry["lane"] >= Lane.BLOCKED:
            return str(entry["reason"])
        today = int(now.astimezone(INDIA).strftime("%Y%m%d"))
        caps = campaign.rules.phone_caps
        if all(each["day"] == today and each["day_attempts"] >= (caps.per_day or 99) for each in numbers):
            return "day_cap"
        if self._opening(campaign, now.astimezone(INDIA)) > now:
            return "outside_hours"
        if entry["next_at"] <= now:
            return ""
        if entry["lane"] == Lane.PROMISED:
            return "promised_later"
        return "skipped" if entry["reason"] == "skipped" else "waiting_retry"

    def untils(self, campaign: Campaign, now: datetime) -> dict[str, datetime]:
        """When the first lead of each reason can be dialled; nothing where none ever can by itself."""
        found: dict[str, datetime] = {}
        for entry in self.entries:
            if entry["campaign_id"] != campaign.id or entry["lane"] >= Lane.BLOCKED:
                continue
            reason = self._reason(entry, campaign, now)
            tomorrow = (now.astimezone(INDIA) + timedelta(days=1)).replace(hour=0, minute=0, second=0)
            earliest = tomorrow.replace(microsecond=0) if reason == "day_cap" else now
            opens = self._opening(campaign, max(entry["next_at"], earliest).astimezone(INDIA))
            if reason:
                found[reason] = min(opens, found.get(reason, opens))
        return found

    def later(self, campaign: Campaign, now: datetime) -> Counter[int]:
        """How many of a campaign's leads open in which hour of the rest of the day."""
        found: Counter[int] = Counter()
        for entry in self.entries:
            is_own = entry["campaign_id"] == campaign.id
            if is_own and self._stands(entry, campaign, now) == "today":
                opens = self._opening(campaign, max(entry["next_at"], now).astimezone(INDIA))
                found[opens.astimezone(INDIA).hour] += 1
        return found

    def _usable(self, entry: Row) -> list[Row]:
        return [
            number
            for number in self.numbers[entry["lead_id"]]
            if number["wrong_at"] is None and self.phones[number["phone_id"]]["do_not_call_at"] is None
        ]

    def _opening(self, campaign: Campaign, at: datetime) -> datetime:
        """The first minute from then on in which the campaign calls; its holidays are none."""
        begins = timedelta(minutes=campaign.start_minute)
        ends = timedelta(minutes=campaign.end_minute)
        for day in range(9):
            midnight = (at + timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
            if midnight.weekday() in campaign.days and at < midnight + ends:
                return max(at, midnight + begins)
        raise AssertionError("never again")

    def successes(self, campaign: Campaign) -> int:
        """Calls of a campaign whose result is a success."""
        own = (row for row in self.calls if row["campaign_id"] == campaign.id)
        return sum("success" in row["disposition_flags"].split() for row in own)

    # ---- the rules --------------------------------------------------------------------------------

    def broken_rules(self, campaigns: Iterable[Campaign], journal: Sequence[Line]) -> list[str]:
        """Calls outside the hours, over a cap, or sooner than their results allow."""
        found: list[str] = []
        known = {campaign.id: campaign for campaign in campaigns}
        a_day: Counter[tuple[UUID, Any]] = Counter()
        before: dict[tuple[UUID, UUID], Row] = {}
        chosen = {line["call"]: line["kind"] for line in journal if line["act"] == "dialled"}
        for row in self.calls:
            campaign, at = known[row["campaign_id"]], row["dialled_at"].astimezone(INDIA)
            minute = at.hour * 60 + at.minute
            if not campaign.start_minute <= minute < campaign.end_minute or at.weekday() not in campaign.days:
                found.append(f"{campaign.name} dialled at {at}")
            a_day[row["phone_id"], at.date()] += 1
            if a_day[row["phone_id"], at.date()] > (campaign.rules.phone_caps.per_day or 99):
                found.append(f"{row['phone_id']} was dialled {a_day[row['phone_id'], at.date()]} times a day")
            last = before.get((row["lead_id"], row["campaign_id"]))
            is_wrong = last is not None and last["disposition_code"] == "WRONG_NUMBER"  # the next one at once
            if last is not None and not is_wrong and chosen.get(str(row["id"])) == "retry":
                waited = (row["dialled_at"] - last["closed_at"]).total_seconds()
                if waited < campaign.rules.after(last["disposition_code"]).after_s:
                    found.append(f"again {waited:.0f} s after {last['disposition_code']} in {campaign.name}")
            before[row["lead_id"], row["campaign_id"]] = row
        return found

    def told_wrongly(self, journal: Sequence[Line]) -> list[str]:
        """Results that their callers remember otherwise, or that the store lost or made up."""
        kept = {str(row["id"]): row for row in self.calls}
        told = {line["call"]: line for line in journal if line["act"] == "result"}
        found = [f"{call} is in no row" for call in told if call not in kept]
        found += [f"nobody made {call}" for call in kept if call not in told]
        for call, line in told.items():
            row = kept.get(call)
            if row is not None and (row["disposition_code"], str(row["person_id"])) != (
                line["code"],
                line["who"],
            ):
                found.append(f"{call}: {line['code']} was told, {row['disposition_code']} is kept")
        return found

    def two_screens(self) -> list[str]:
        """Leads that two people had in a call at the same time."""
        found: list[str] = []
        for one, other in zip(*(self._by_lead()[n:] for n in (0, 1)), strict=False):
            if one["lead_id"] == other["lead_id"] and other["dialled_at"] < one["closed_at"]:
                found.append(f"{one['lead_id']} in two calls at {other['dialled_at']}")
        return found

    def _by_lead(self) -> list[Row]:
        return sorted(self.calls, key=lambda row: (str(row["lead_id"]), row["dialled_at"]))

    # ---- My day -----------------------------------------------------------------------------------

    def day_of(self, person_id: UUID) -> dict[str, int]:
        """One person's figures."""
        mine = [row for row in self.calls if row["person_id"] == person_id]
        flags = [row["disposition_flags"].split() for row in mine]
        talks = [row["talk_s"] or 0 for row in mine]
        return {
            "calls": len(mine),
            "answered": sum(
                "human" in own or row["answered_at"] is not None for own, row in zip(flags, mine, strict=True)
            ),
            "interested": sum("success" in own and "final" not in own for own in flags),
            "talk_s": sum(talks),
            "breaks": sum(row["state"] == "break" for row in self.presence if row["person_id"] == person_id),
        }
