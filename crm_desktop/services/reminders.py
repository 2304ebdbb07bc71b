"""Reminders: dates of customers that make their lead due, and how each customer wants to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from crm_desktop.domain.callbacks import Callback, CallbackKind, CallbackState
from crm_desktop.domain.calling_window import DEFAULT_WINDOW, CallingWindow
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.queue import Lane, QueueEntry
from crm_desktop.domain.reminders import (
    FARTHEST_DAYS,
    Mark,
    Preferences,
    Reminds,
    checked_days,
    mark_due,
    time_due,
)
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.services.lead_rules import seen
from crm_desktop.store.campaigns import Campaigns, office_date, workspace_zone
from crm_desktop.store.leads import Leads
from crm_desktop.store.preferences import PreferenceRows
from crm_desktop.store.queue import Queue
from crm_desktop.store.reminders import DatedLead, ReminderRows
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

BATCH = 50  # leads a transaction: callers go on between them
SERVICE = Reminds((15, 7, 1), is_yearly=False)
CHANNELS = ("", "call", *Channel)


@dataclass(frozen=True, slots=True)
class Planned:
    """What planning did: call-backs made, and dates that came up for leads nobody looks after."""

    made: int
    nobodys: int


@dataclass(frozen=True, slots=True)
class _Due:
    """A date that may remind, by which rule, and what it is called."""

    lead: DatedLead
    reminds: Reminds
    about: str


class ReminderService:
    """Turns dates into call-backs, once each; may be run by every program of the workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- which fields remind ---

    def set_field(self, actor: Actor, field_id: UUID, reminds: Reminds | None) -> None:
        """Let a date field make its leads due so many days before, or (None) no longer."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        if reminds is not None:
            reminds = replace(reminds, days_before=checked_days(reminds.days_before))
        with self._store.write(actor) as work:
            field = next((f for f in Leads(work).fields() if f.id == field_id), None)
            if field is None:
                raise NotFound("This field does not exist any more.")
            if field.kind != "date":
                raise UserError(
                    "Only dates can remind; “{label}” is no date.", field="kind", label=field.label
                )
            Leads(work).set_field_reminds(field_id, reminds)
            days = list(reminds.days_before) if reminds else []
            work.record("field.reminds", "field", field_id, days_before=days)
            work.announce("settings")

    # --- how customers want to be reached ---

    def preferences(self, actor: Actor, lead_id: UUID) -> Preferences:
        """What a customer wishes."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return PreferenceRows(work).get(lead_id)

    def set_preferences(self, actor: Actor, wishes: Preferences) -> Preferences:
        """Keep what a customer wishes, read with `wishes.version`."""
        _check(wishes)
        if wishes.days_before is not None:
            wishes = replace(wishes, days_before=checked_days(wishes.days_before))
        with self._store.write(actor) as work:
            seen(work, actor, wishes.lead_id, Permission.CHANGE_LEADS)
            if not PreferenceRows(work).set(wishes, wishes.version):
                raise ChangedMeanwhile("Someone changed these wishes meanwhile. Look at them again.")
            work.record("lead.preferences", "lead", wishes.lead_id)
            work.announce("leads", wishes.lead_id)
        return replace(wishes, version=wishes.version + 1)

    # --- planning ---

    def plan(self, actor: Actor) -> Planned:
        """Make a call-back of every date that has come up and not reminded yet.

        Run at the first sign-in of the day and every hour. What came up while no program ran comes now, of
        several marks passed the last.
        """
        actor.require(Permission.CALL)
        with self._store.read(actor) as work:
            today = office_date(work)
            due = tuple(self._coming(work, today))
        made, nobodys = 0, sum(d.lead.owner_id is None for d in due)
        mine = [d for d in due if d.lead.owner_id is not None]
        for start in range(0, len(mine), BATCH):
            batch = mine[start : start + BATCH]
            with self._store.read(actor) as work:  # most days nothing is left to write
                if not tuple(_marks(work, batch, today)):
                    continue
            with self._store.write(actor) as work:
                made += sum(
                    _remind(work, each, mark, wish) for each, mark, wish in _marks(work, batch, today)
                )
        return Planned(made, nobodys)

    def _coming(self, work: Work, today: date) -> Iterator[_Due]:
        rows = ReminderRows(work)
        farthest = (FARTHEST_DAYS,)  # a customer may wish to hear earlier than the field says
        for field in Leads(work).fields():
            if field.reminds is not None:
                wide = Reminds(farthest, field.reminds.is_yearly)
                for lead in rows.coming_by_field(field.id, wide, today):
                    yield _Due(lead, field.reminds, field.label)
        for lead in rows.coming_by_service(Reminds(farthest, is_yearly=False), today):
            yield _Due(lead, SERVICE, "")


def _marks(work: Work, batch: Sequence[_Due], today: date) -> Iterator[tuple[_Due, Mark, Preferences | None]]:
    """The marks of a batch that have come and not reminded yet."""
    ids = [d.lead.lead_id for d in batch]
    wishes, known = PreferenceRows(work).of(ids), ReminderRows(work).known(ids)
    for each in batch:
        wish = wishes.get(each.lead.lead_id)
        days = wish.days_before if wish is not None and wish.days_before else each.reminds.days_before
        mark = mark_due(each.lead.day, replace(each.reminds, days_before=days), today)
        if mark is None:
            continue
        key = (each.lead.lead_id, each.lead.source_id, number_of(mark.occasion_on), mark.days_before)
        if key not in known:
            yield each, mark, wish


def _remind(work: Work, each: _Due, mark: Mark, wish: Preferences | None) -> bool:
    """Make one call-back; False for a lead with no number that may be called."""
    lead_id, owner_id = each.lead.lead_id, each.lead.owner_id
    assert owner_id is not None
    queue, rows = Queue(work), ReminderRows(work)
    facts = queue.facts(lead_id)
    if facts is None or all(p.is_do_not_call or p.is_wrong for p in facts.phones):
        return False
    entry, hours = _place(work, queue, lead_id)
    zone = each.lead.zone or workspace_zone(work)
    due_at = time_due(mark.due_on, zone, hours, wish, work.now)
    rows.close_earlier(lead_id, each.lead.source_id)
    reminder = Callback(
        id=new_id(),
        lead_id=lead_id,
        campaign_id=entry.campaign_id if entry else None,
        owner_id=owner_id,
        due_at=due_at,
        note=each.about,
        state=CallbackState.OPEN,
        created_at=work.now,
        closed_at=None,
        version=1,
        kind=CallbackKind.REMINDER,
    )
    if not rows.add(reminder, each.lead.source_id, mark):
        return False  # another program of the workspace was quicker
    if entry is not None and not (entry.lane is Lane.PROMISED and entry.next_at <= due_at):
        queue.place(entry.id, Lane.PROMISED, "", due_at, owner_id)
    set_next_call(work, lead_id)
    Timeline(work).add(
        lead_id,
        Kind.REMINDER,
        each.about,
        campaign_id=reminder.campaign_id,
        data={"on": mark.occasion_on.isoformat(), "days_before": mark.days_before, "at": due_at.isoformat()},
    )
    work.record("callback.reminder", "callback", reminder.id, lead_id=lead_id, days_before=mark.days_before)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, lead_id)
    return True


def _place(work: Work, queue: Queue, lead_id: UUID) -> tuple[QueueEntry | None, CallingWindow]:
    """The lead's place in a campaign that is called, and its hours; the usual ones without a campaign."""
    for stored in queue.of_lead(lead_id):
        campaign = Campaigns(work).get(stored.entry.campaign_id)
        if campaign is not None and campaign.is_active and stored.entry.lane is not Lane.BLOCKED:
            if stored.entry.claimed_by is not None:
                return None, campaign.window  # on a screen now: the call-back alone tells
            return stored.entry, campaign.window
    return None, DEFAULT_WINDOW


def _check(wishes: Preferences) -> None:
    if wishes.channel not in CHANNELS:
        raise UserError("“{channel}” is no way to reach someone.", field="channel", channel=wishes.channel)
    begin, end = wishes.from_minute, wishes.to_minute
    if (begin is None) != (end is None):
        raise UserError("Give both hours, from and until, or neither.", field="to_minute")
    if begin is not None and end is not None and not 0 <= begin < end <= 24 * 60:
        raise UserError("The hours must begin before they end.", field="to_minute")
