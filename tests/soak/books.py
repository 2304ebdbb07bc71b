"""The books of a shift: what must add up once everybody went home, counted anew from the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Table, select

from crm_desktop.domain.call import LOST
from crm_desktop.domain.campaign_rules import PHONE_CAPS
from crm_desktop.domain.queue import Lane
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.tables import (
    audit,
    callbacks,
    calls,
    campaigns,
    commands,
    do_not_calls,
    lead_phones,
    leads,
    phones,
    queue_entries,
    skips,
    timeline,
)
from crm_desktop.store.unit_of_work import Store

Row = dict[str, Any]


class Books:
    """Everything a shift left, read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.read() as work:

            def rows(table: Table) -> list[Row]:
                order = [table.c.no] if "no" in table.c else list(table.primary_key.columns)
                return [dict(r) for r in work.connection.execute(select(table).order_by(*order)).mappings()]

            self.calls, self.leads, self.phones = rows(calls), rows(leads), rows(phones)
            self.entries, self.callbacks, self.audit = rows(queue_entries), rows(callbacks), rows(audit)
            self.timeline, self.skips, self.commands = rows(timeline), rows(skips), rows(commands)
            self.do_not_calls, self.lead_phones = rows(do_not_calls), rows(lead_phones)
            self.campaigns = {row["id"]: row for row in rows(campaigns)}

    def problems(self, acknowledged: dict[Any, str]) -> list[str]:
        """Sentences about what does not add up; `acknowledged`: results the callers were told are saved."""
        return [
            *self._results(acknowledged),
            *self._one_after_another(),
            *self._counters(),
            *self._caps(),
            *self._places(),
            *self._do_not_call(),
            *self._told(),
            *self._chain(),
        ]

    def _results(self, acknowledged: dict[Any, str]) -> list[str]:
        """Every call has one result, the one its caller was told; one that was given up for lost has none."""
        found = [f"call {c['id']} has no result" for c in self.calls if c["state"] != "closed"]
        labels = {c["id"]: c["disposition_label"] for c in self.calls}
        found += [
            f"call {call_id}: {label} was acknowledged, {labels.get(call_id)} is kept"
            for call_id, label in acknowledged.items()
            if labels.get(call_id) != label
        ]
        told = Counter(t["call_id"] for t in self.timeline if t["kind"] == "call")
        undone = Counter(t["call_id"] for t in self.timeline if t["kind"] == "call_undone")
        found += [
            f"call {c['id']} stands {told[c['id']] - undone[c['id']]} times on the timeline"
            for c in self.calls
            if told[c["id"]] - undone[c["id"]] != (0 if c["end_cause"] == LOST else 1)
        ]
        made = Counter(row["kind"] for row in self.commands)
        if made["dial"] != len(self.calls):
            found.append(f"{made['dial']} dial commands made {len(self.calls)} calls")
        return found

    def _one_after_another(self) -> list[str]:
        """By the order of the audit no lead and no person ever had two calls at once."""
        found: list[str] = []
        keys_of = {c["id"]: (c["lead_id"], c["person_id"]) for c in self.calls}
        open_at: dict[Any, Any] = {}
        for row in self.audit:
            call_id = row["subject_id"]
            keys = keys_of.get(call_id, ())
            if row["act"] in ("call.dialled", "call.result_undone"):
                found += [f"two calls at once for {k}" for k in keys if open_at.get(k) is not None]
                open_at.update(dict.fromkeys(keys, call_id))
            elif row["act"] in ("call.completed", "call.lost"):
                found += [f"{k}'s call ended twice" for k in keys if open_at.get(k) != call_id]
                open_at.update(dict.fromkeys(keys))
        return found

    def _counters(self) -> list[str]:
        """What leads, phones and entries count is what the calls say."""
        by_lead = Counter(c["lead_id"] for c in self.calls)
        by_phone = Counter(c["phone_id"] for c in self.calls)
        by_entry = Counter((c["lead_id"], c["campaign_id"]) for c in self.calls)
        found = [
            f"lead {r['id']} counts {r['attempts']} tries, made {by_lead[r['id']]}"
            for r in self.leads
            if r["attempts"] != by_lead[r["id"]]
        ]
        found += [
            f"phone {r['id']} counts {r['attempts']} tries, made {by_phone[r['id']]}"
            for r in self.phones
            if r["attempts"] != by_phone[r["id"]]
        ]
        found += [
            f"entry {r['id']} counts {r['attempts']} tries, made {by_entry[r['lead_id'], r['campaign_id']]}"
            for r in self.entries
            if r["attempts"] != by_entry[r["lead_id"], r["campaign_id"]]
        ]
        return found

    def _caps(self) -> list[str]:
        """No number was dialled more often than allowed, neither a day nor in all."""
        a_day = Counter(
            (c["phone_id"], c["dialled_at"].date()) for c in self.calls
        )  # hours lie in one UTC day
        in_all = Counter(c["phone_id"] for c in self.calls)
        found = [f"{n} dials of {k[0]} on {k[1]}" for k, n in a_day.items() if n > (PHONE_CAPS.per_day or 0)]
        found += [f"{n} dials of {k} in all" for k, n in in_all.items() if n > (PHONE_CAPS.lifetime or 0)]
        by_phone = {p["id"]: p for p in self.phones}
        for (phone_id, day), n in a_day.items():
            kept = by_phone[phone_id]
            if kept["day"] == day.year * 10_000 + day.month * 100 + day.day and kept["day_attempts"] != n:
                found.append(f"phone {phone_id} counts {kept['day_attempts']} dials on {day}, made {n}")
        return found

    def _places(self) -> list[str]:
        """Nobody holds a lead any more; a lead stands with the promised exactly when a promise is open."""
        found = [f"entry {e['id']} is still on a screen" for e in self.entries if e["claimed_by"] is not None]
        promises: dict[Any, list[Row]] = defaultdict(list)
        for row in self.callbacks:
            if row["state"] == "open":
                promises[row["lead_id"], row["campaign_id"]].append(row)
        for entry in self.entries:
            given = promises[entry["lead_id"], entry["campaign_id"]]
            if len(given) > 1:
                found.append(f"{len(given)} open promises for entry {entry['id']}")
            if (entry["lane"] == Lane.PROMISED) != bool(given):
                found.append(f"entry {entry['id']} stands in lane {entry['lane']} with {len(given)} promises")
            if given and given[0]["owner_id"] != entry["owner_id"]:
                found.append(f"entry {entry['id']} waits for another person than its promise")
        found += [
            f"promise {c['id']} ended and has no end" for c in self.callbacks
            if (c["state"] == "open") != (c["closed_at"] is None)
        ]  # fmt: skip
        return found

    def _do_not_call(self) -> list[str]:
        """The mark on a phone is what its last row says; no lead with only such phones is in a lane."""
        last = {row["phone_id"]: row for row in self.do_not_calls}
        found = [
            f"phone {p['id']} and its do-not-call rows disagree"
            for p in self.phones
            if (p["do_not_call_at"] is not None) != (p["id"] in last and not last[p["id"]]["is_lifted"])
        ]
        forbidden = {p["id"] for p in self.phones if p["do_not_call_at"] is not None}
        numbers: dict[Any, set[Any]] = defaultdict(set)
        for row in self.lead_phones:
            numbers[row["lead_id"]].add(row["phone_id"])
        found += [
            f"entry {e['id']} may be dialled though nobody may be called there"
            for e in self.entries
            if e["lane"] < Lane.BLOCKED and numbers[e["lead_id"]] <= forbidden
        ]
        return found

    def _told(self) -> list[str]:
        """Skips are counted, told and audited alike."""
        told = sum(t["kind"] == "skipped" for t in self.timeline)
        audited = sum(a["act"] == "lead.skipped" for a in self.audit)
        return [] if told == audited == len(self.skips) else [f"{len(self.skips)} skips, {told}, {audited}"]

    def _chain(self) -> list[str]:
        sealer = Sealer(self._store, bytes(range(32)))
        sealer.seal()
        return list(sealer.verify().problems)
