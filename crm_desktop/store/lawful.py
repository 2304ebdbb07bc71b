"""Answers to “Why may we call these people?”, scrubs, and the queue in step with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Table,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    update,
)

from crm_desktop.domain.campaign import CallClass, Campaign
from crm_desktop.domain.consent import CHANNEL_LETTERS, Channel
from crm_desktop.domain.lawful import BASIS_REASONS, Answer, Basis, Scope, Scrub, Span, for_purpose, spans_of
from crm_desktop.domain.purposes import FOREVER
from crm_desktop.domain.queue import FIRST_DONE_LANE, Lane, Reason
from crm_desktop.domain.rule_packs import RulePack, pack_on
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.ids import new_id
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.queue_statements import DUE
from crm_desktop.store.rule_changes import RuleChanges, kept_profile
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import bases, callbacks, campaigns, leads, queue_entries, scrubs
from crm_desktop.store.unit_of_work import Work

GATE_ON = "gate_on"
AT_ONCE = 5000  # places moved in one transaction, so that other writers get their turn
_q, _l = queue_entries.c, leads.c
_REASONS = [reason.value for reason in BASIS_REASONS]
_WHY = _q.reason.in_([literal_column(f"'{reason}'") for reason in _REASONS])
# The words of the partial index, or SQLite walks over every campaign's places.
_PUT_ASIDE: Any = and_(
    literal_column("queue_entries.lane >= 8"), _q.lane == literal_column(str(int(Lane.BLOCKED))), _WHY
)
# Of few leads: the sign keeps SQLite from walking over all that the campaign has in this lane.
_DUE_OF_FEW: Any = literal_column(f"+queue_entries.lane < {FIRST_DONE_LANE}")
_PUT_ASIDE_OF_FEW: Any = and_(literal_column(f"+queue_entries.lane = {int(Lane.BLOCKED)}"), _WHY)


class Bases:
    """Repository of answers and scrubs; only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def newest(self, campaign_id: UUID) -> Answer | None:
        """What holds for a campaign; None: nobody answered."""
        return self.answers(campaign_id).get(campaign_id)

    def newest_scrub(self, campaign_id: UUID) -> Scrub | None:
        """The run that holds for a campaign's list."""
        return self.scrubs(campaign_id).get(campaign_id)

    def answers(self, campaign_id: UUID | None = None) -> dict[UUID, Answer]:
        """What holds, by campaign: for all of which somebody answered, or for one."""
        rows = self._newest(bases, bases.c.at, campaign_id, bases.c.scope == Scope.CAMPAIGN.value)
        return {row.campaign_id: _answer(row) for row in rows}

    def scrubs(self, campaign_id: UUID | None = None) -> dict[UUID, Scrub]:
        """The runs that hold, by campaign: of all lists that were scrubbed, or of one."""
        return {
            row.campaign_id: Scrub(
                row.provider, row.reference, row.scrubbed_at, row.submitted, row.suppressed, row.person_id
            )
            for row in self._newest(scrubs, scrubs.c.scrubbed_at, campaign_id)
        }

    def _newest(self, table: Table, at: Any, campaign_id: UUID | None, *where: Any) -> Sequence[Any]:
        """The newest row of each campaign, or of one."""
        of_one = () if campaign_id is None else (table.c.campaign_id == campaign_id,)
        order = (at.desc(), table.c.id.desc())
        place = func.row_number().over(partition_by=table.c.campaign_id, order_by=order)
        ranked = select(table, place.label("place")).where(*where, *of_one).subquery()
        return self._work.connection.execute(select(ranked).where(ranked.c.place == 1)).all()

    def add(
        self,
        campaign_id: UUID,
        answer: Answer,
        import_id: UUID | None = None,
        scope: Scope = Scope.CAMPAIGN,
    ) -> UUID:
        """Keep an answer, in the name of who acts."""
        return self._keep(
            bases,
            campaign_id=campaign_id,
            scope=scope.value,
            import_id=import_id,
            kind=answer.kind.value,
            on_date=_number(answer.on_date),
            ends_on=_number(answer.ends_on),
            proof=answer.proof,
            source=answer.source,
            line=answer.line,
            overridden_until=answer.overridden_until,
            note=answer.why_overridden,
        )

    def add_of_lead(
        self, lead_id: UUID, campaign_id: UUID, call_id: UUID, proof: str, day: date, until: datetime
    ) -> bool:
        """Keep that a lead asked for another call in this one; it may then be called until `until`."""
        if not self._work.is_sqlite:
            given = (new_id(), lead_id, call_id, proof, number_of(day), until, self._work.now)
            return bool(self._work.connection.execute(select(func.note_asked(*given))).scalar_one())
        self._keep(
            bases,
            campaign_id=campaign_id,
            scope=Scope.LEAD.value,
            lead_id=lead_id,
            call_id=call_id,
            kind=Basis.ASKED.value,
            on_date=number_of(day),
            proof=proof,
        )
        self._work.connection.execute(
            update(leads).where(_l.id == lead_id).values(basis_kind=Basis.ASKED.value, basis_until=until)
        )
        return True

    def add_scrub(self, campaign_id: UUID, scrub: Scrub) -> UUID:
        """Keep a run, in the name of who acts."""
        return self._keep(
            scrubs,
            campaign_id=campaign_id,
            provider=scrub.provider,
            reference=scrub.reference,
            scrubbed_at=scrub.at,
            submitted=scrub.submitted,
            suppressed=scrub.suppressed,
        )

    def _keep(self, table: Table, **values: Any) -> UUID:
        """One more row, in the name of who acts."""
        row_id, actor = new_id(), self._work.actor
        person_id = actor.person_id if actor else None
        self._work.connection.execute(
            insert(table).values(id=row_id, **values, person_id=person_id, at=self._work.now)
        )
        return row_id


def is_gate_on(work: Work) -> bool:
    """Whether it is asked why people may be called."""
    return bool(SettingRows(work).of_workspace(GATE_ON))


class Law:
    """What follows from answers by the rules as they are; these are read once, for however many campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._profile = kept_profile(work)
        self._changes = RuleChanges(work).of(self._profile.id)
        self._zone = workspace_zone(work)
        self._packs: dict[date, RulePack] = {}

    def follows(self, call_class: CallClass, answer: Answer | None, scrub: Scrub | None) -> tuple[Span, ...]:
        """What would follow from an answer for a campaign of this class."""
        return spans_of(answer, scrub, call_class.value, self._rules_on, self._work.now, self._zone)

    def _rules_on(self, day: date) -> RulePack:
        if day not in self._packs:
            self._packs[day] = pack_on(self._profile, self._changes, day)
        return self._packs[day]


def spans_for(work: Work, campaign: Campaign) -> tuple[Span, ...]:
    """What follows from a campaign's answer from now on; nothing where the gate isn't on, or for practice."""
    return spans_with(work, campaign, None)


def spans_with(work: Work, campaign: Campaign, answer: Answer | None) -> tuple[Span, ...]:
    """What `spans_for` would say were this the campaign's answer; None: the one it has."""
    if campaign.is_practice or not is_gate_on(work):
        return ()
    known = Bases(work)
    answer = known.newest(campaign.id) if answer is None else answer
    spans = Law(work).follows(campaign.call_class, answer, known.newest_scrub(campaign.id))
    return for_purpose(spans, campaign.purpose_no)


def spans_for_all(work: Work) -> tuple[tuple[Campaign, tuple[Span, ...]], ...]:
    """Every campaign with what `spans_for` says of it, without asking for each."""
    every = Campaigns(work).all(include_inactive=True)
    if not is_gate_on(work):
        return tuple((each, ()) for each in every)
    law, known = Law(work), Bases(work)
    answers, runs = known.answers(), known.scrubs()
    return tuple(
        (each, ())
        if each.is_practice
        else (
            each,
            for_purpose(
                law.follows(each.call_class, answers.get(each.id), runs.get(each.id)), each.purpose_no
            ),
        )
        for each in every
    )


def write_spans(work: Work, campaign: Campaign) -> None:
    """Work out anew what follows for a campaign, and keep it where it changed."""
    keep_spans(work, campaign, spans_for(work, campaign))


def keep_spans(work: Work, campaign: Campaign, spans: tuple[Span, ...]) -> bool:
    """Keep what follows for a campaign; whether it is something else than it was."""
    if spans == campaign.lawful:
        return False
    work.known["campaigns changed"] = True
    work.connection.execute(
        update(campaigns)
        .where(campaigns.c.id == campaign.id)
        .values(
            lawful=[span.as_json() for span in spans],
            version=campaigns.c.version + 1,
        )
    )
    return True


def settle_lawful(
    work: Work, campaign: Campaign, lead_ids: list[UUID] | None = None, most: int = AT_ONCE
) -> int:
    """Put places whose leads may not be called out of the way, and bring back those that may again.

    Whose reason changed gets the new one. At most `most` of each, of these leads or of all; gives how many
    were moved.
    """
    if not work.is_sqlite:
        ids = None if lead_ids is None else cast(list(lead_ids), ARRAY(_l.id.type))
        found = work.connection.execute(select(func.settle_lawful(campaign.id, ids, work.now, most)))
        return int(found.scalar_one() or 0)
    span = campaign.lawful_at(work.now)
    passes = true() if span is None else _passes(span, work.now)
    these: list[Any] = [_q.campaign_id == campaign.id, _q.claimed_by.is_(None)]
    if lead_ids is not None:
        these.append(_q.lead_id.in_(lead_ids))
        due, put_aside = _DUE_OF_FEW, _PUT_ASIDE_OF_FEW
    else:
        due, put_aside = DUE, _PUT_ASIDE
    moved = 0
    if span is not None and not span.passes_all:
        reason = _reason(span, work.now)
        for which in (due, and_(put_aside, _q.reason != reason)):
            moved += _move(
                work, [*these, which, ~passes], most, lane=int(Lane.BLOCKED), reason=_of_lead(reason)
            )
    moved += _move(
        work, [*these, put_aside, passes], most, lane=_lane_again(), next_at=_time_again(), reason=""
    )
    return moved


def next_leads(work: Work, campaign_id: UUID, after: UUID | None) -> list[UUID]:
    """The next leads of a campaign, `AT_ONCE` at most, in the order of their ids; none at the end."""
    statement = select(_q.lead_id).where(_q.campaign_id == campaign_id).order_by(_q.lead_id).limit(AT_ONCE)
    if after is not None:
        statement = statement.where(_q.lead_id > after)
    return list(work.connection.execute(statement).scalars())


def has_refused_by_law(work: Work, campaign_id: UUID) -> bool:
    """Whether anything of a campaign was put out of the way because of its answer."""
    return _REFUSED.row(work, campaign_id=campaign_id) is not None


def has_own_bases(work: Work, campaign_id: UUID) -> bool:
    """Whether leads that a campaign dials have a basis of their own that holds."""
    statement = (
        select(_q.id)
        .select_from(queue_entries.join(leads, _l.id == _q.lead_id))
        .where(
            _q.campaign_id == campaign_id,
            _q.lane < FIRST_DONE_LANE,
            _l.basis_kind != "",
            or_(_l.basis_until.is_(None), _l.basis_until > work.now),
        )
    )
    return work.connection.execute(statement.limit(1)).first() is not None


_REFUSED = Prepared(
    lambda is_sqlite: (
        select(_q.id)
        .where(
            _q.campaign_id == bindparam("campaign_id", type_=_q.campaign_id.type, required=True),
            _PUT_ASIDE,
        )
        .limit(literal_column("1"))
    )
)


def _move(work: Work, where: list[Any], most: int, **values: Any) -> int:
    chosen = (
        select(_q.id).select_from(queue_entries.join(leads, _l.id == _q.lead_id)).where(*where).limit(most)
    )
    done = work.connection.execute(
        update(queue_entries)
        .where(_q.id.in_(chosen))
        .values(**values, version=_q.version + 1)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount


def _passes(span: Span, now: datetime) -> Any:
    """Whether an entry's lead may be called, as `Span.refusals` says it."""
    own = and_(_l.basis_kind.in_(span.own), or_(_l.basis_until.is_(None), _l.basis_until > now))
    if span.purpose is not None and Basis.AGREED.value in span.own:
        token = f" +{span.purpose}{CHANNEL_LETTERS[Channel.CALL]}"
        at, until = func.instr(_l.purposes, token), f"{int(now.timestamp()):0{len(FOREVER)}d}"
        own = or_(own, and_(at > 0, func.substr(_l.purposes, at + len(token), len(FOREVER)) > until))
    if span.reasons:
        return own
    return true() if span.scrubbed_at is None else or_(own, _l.created_at <= span.scrubbed_at)


def _reason(span: Span, now: datetime) -> Any:
    """Why an entry's lead may not be called, first of all."""
    if not span.reasons:
        return Reason.SCRUB_MISSING.value
    first = span.reasons[0].value
    if span.reasons[0] is not Reason.NO_BASIS or not span.own:
        return first
    had_own = _l.basis_kind.in_(span.own)
    return case((had_own, Reason.BASIS_EXPIRED.value), else_=first)


def _of_lead(reason: Any) -> Any:
    if isinstance(reason, str):
        return reason
    return select(reason).where(_l.id == _q.lead_id).scalar_subquery()


def _open_promise(column: Any) -> Any:
    return (
        select(column)
        .where(
            callbacks.c.lead_id == _q.lead_id,
            callbacks.c.state == "open",
            or_(callbacks.c.campaign_id == _q.campaign_id, callbacks.c.campaign_id.is_(None)),
        )
        .scalar_subquery()
    )


def _lane_again() -> Any:
    has_promise = _open_promise(func.count()) > 0
    tried = case((_q.attempts > 0, int(Lane.RETRY)), else_=int(Lane.NEW))
    return case((has_promise, int(Lane.PROMISED)), else_=tried)


def _time_again() -> Any:
    return func.coalesce(_open_promise(func.min(callbacks.c.due_at)), _q.next_at)


def _number(day: date | None) -> int | None:
    return None if day is None else number_of(day)


def _date(number: int | None) -> date | None:
    return None if number is None else date_of(number)


def _answer(row: Any) -> Answer:
    return Answer(
        Basis(row.kind),
        _date(row.on_date),
        row.proof,
        row.source,
        row.line,
        _date(row.ends_on),
        row.overridden_until,
        row.note,
        row.person_id,
        row.at,
    )
