"""Sales: lists, sums, and moving them on: received, confirmed, cancelled, given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.domain.formats import money
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.result_fields import LONGEST_TEXT
from crm_desktop.domain.sales import (
    LONGEST_WHY,
    NEEDS_REASON,
    STATE_AFTER,
    Sale,
    SaleAct,
    SaleChange,
    SaleState,
    possible,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.services.lead_rules import seen
from crm_desktop.store.products import Products
from crm_desktop.store.sales import SaleKey, SaleQuery, SaleRow, Sales, SaleSum, Whose
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Store, Work

__all__ = [
    "ChangeSale",
    "Changed",
    "SaleKey",
    "SalePage",
    "SaleQuery",
    "SaleRow",
    "SaleService",
    "SaleSum",
]

UNDO_FOR = timedelta(minutes=10)
UNDO_KIND = "sale"
_CONFIRMS = frozenset({SaleAct.CONFIRM, SaleAct.WITHDRAW})


@dataclass(frozen=True, slots=True)
class SalePage:
    """A stretch of a list; `last_key` is where the next one goes on, None at the end."""

    rows: tuple[SaleRow, ...]
    last_key: SaleKey | None


@dataclass(frozen=True, slots=True)
class ChangeSale:
    """New values for a sale; what is None stays. `amount_minor` in minor units of its currency."""

    product_id: UUID | None = None
    product: str | None = None
    amount_minor: int | None = None
    reference: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A sale as an act left it, and what takes the act back."""

    sale: Sale
    undo_id: UUID


class SaleService:
    """Sales of the person, the team or the office, as far as the permission reaches.

    Who sold may change, receive or cancel an own sale until it is confirmed; from then on, and for refunds,
    it takes someone who may confirm. Nobody but an admin confirms an own sale.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- looking ---

    def page(
        self, actor: Actor, query: SaleQuery, after: SaleKey | None = None, limit: int = 200
    ) -> SalePage:
        """The next sales of a list: those waiting for a confirmation first, then the newest."""
        actor.require(Permission.CHANGE_SALES)
        with self._store.read(actor) as work:
            rows = Sales(work).page(query, _whose(actor, Permission.CHANGE_SALES), after, limit)
        last = rows[-1].sale if len(rows) == limit else None
        return SalePage(rows, SaleKey(last.waits, last.at, last.id) if last is not None else None)

    def sums(self, actor: Actor, query: SaleQuery) -> tuple[SaleSum, ...]:
        """Sums by day, person, campaign, product, state and confirmed or not, of whom the person may see."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            return Sales(work).sums(query, _whose(actor, Permission.SEE_REPORTS))

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[SaleRow, ...]:
        """The sales of a lead and of those merged into it, newest first, whoever made them."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Sales(work).of_lead(lead_id)

    def get(self, actor: Actor, sale_id: UUID) -> SaleRow:
        """One sale."""
        with self._store.read(actor) as work:
            return _reached(work, actor, sale_id)

    def changes(self, actor: Actor, sale_id: UUID) -> tuple[SaleChange, ...]:
        """Every step of a sale, oldest first."""
        with self._store.read(actor) as work:
            _reached(work, actor, sale_id)
            return Sales(work).changes(sale_id)

    def allowed(self, actor: Actor, row: SaleRow) -> frozenset[SaleAct]:
        """What this person may do with the sale as it stands."""
        return frozenset(
            act for act in SaleAct if possible(row.sale, act) and _refusal(actor, row, act) is None
        )

    # --- moving on ---

    def act(self, actor: Actor, sale_id: UUID, version: int, act: SaleAct, why: str = "") -> Changed:
        """Confirm, withdraw, receive, cancel, refund or reopen a sale read with `version`."""
        if act is SaleAct.CHANGE:
            raise ValueError("a change needs its values: use `change`")
        reason = " ".join(why.split())
        if act in NEEDS_REASON and not reason:
            raise UserError("Say why; it is kept with the sale.", field="why")
        if len(reason) > LONGEST_WHY:
            raise UserError("Say why in at most {limit} characters.", field="why", limit=LONGEST_WHY)
        with self._store.write(actor) as work:
            row = self._may(work, actor, sale_id, act, version)
            state = STATE_AFTER[act][row.sale.state]
            after = replace(row.sale, state=state)
            if state is not row.sale.state:
                after = replace(after, state_at=work.now)
            if act is SaleAct.CONFIRM:
                after = replace(after, confirmed_by=actor.person_id, confirmed_at=work.now)
            elif act in (SaleAct.WITHDRAW, SaleAct.REOPEN):
                after = replace(after, confirmed_by=None, confirmed_at=None)
            own = act in _CONFIRMS and row.sale.person_id == actor.person_id
            return self._write(work, row.sale, after, version, act, reason, own_sale=own)

    def change(self, actor: Actor, sale_id: UUID, version: int, command: ChangeSale) -> Changed:
        """Change product, amount, reference or note; another amount has to be confirmed again."""
        with self._store.write(actor) as work:
            row = self._may(work, actor, sale_id, SaleAct.CHANGE, version)
            after = _changed(work, row.sale, command)
            if after.amount_minor != row.sale.amount_minor:
                after = replace(after, confirmed_by=None, confirmed_at=None)
            return self._write(work, row.sale, after, version, SaleAct.CHANGE, "")

    def undo(self, actor: Actor, undo_id: UUID) -> Sale:
        """Take an act back while nobody has touched the sale since; the steps stay, with one more."""
        with self._store.write(actor) as work:
            undone = UndoActs(work).take(UNDO_KIND, undo_id)
            if undone.person_id != actor.person_id:
                raise NotFound("There is nothing to undo.")
            before = undone.before
            now = Sales(work).get(UUID(before["sale"]))
            if now is None or now.version != before["version"]:
                raise ChangedMeanwhile("Someone changed this sale since. It can't be undone any more.")
            back = _of_image(now, before["was"])
            Sales(work).change(back, now.version, "undone")
            self._tell(work, now, back, "undo", "")
            return replace(back, version=now.version + 1)

    def _may(self, work: Work, actor: Actor, sale_id: UUID, act: SaleAct, version: int) -> SaleRow:
        row = _reached(work, actor, sale_id)
        refusal = _refusal(actor, row, act)
        if refusal is not None:
            raise refusal
        if row.sale.version != version:
            raise _meanwhile(work, row.sale)
        if not possible(row.sale, act):
            raise UserError("This can't be done with the sale as it stands. Look at it again.")
        return row

    def _write(
        self, work: Work, before: Sale, after: Sale, version: int, act: SaleAct, why: str, **detail: object
    ) -> Changed:
        if not Sales(work).change(after, version, why):
            raise _meanwhile(work, before)
        self._tell(work, before, after, act.value, why, **detail)
        image = {"sale": str(after.id), "version": version + 1, "was": _image(before)}
        undo_id = UndoActs(work).keep(UNDO_KIND, after.lead_id, image, UNDO_FOR)
        return Changed(replace(after, version=version + 1), undo_id)

    def _tell(self, work: Work, before: Sale, after: Sale, act: str, why: str, **detail: object) -> None:
        what = ", ".join((after.product, money(after.amount_minor, after.currency)))
        Timeline(work).add(
            after.lead_id,
            Kind.SALE_CHANGED,
            "\n".join(part for part in (what, why) if part),
            campaign_id=after.campaign_id,
            data={"sale": str(after.id), "act": act, "state": after.state.value},
        )
        fields = [
            n
            for n in ("product", "amount_minor", "reference", "note")
            if getattr(before, n) != getattr(after, n)
        ]
        work.record(
            f"sale.{act}", "sale", after.id, lead_id=after.lead_id, state=after.state.value, fields=fields,
            **detail,
        )  # fmt: skip
        work.announce("sales", after.id)
        work.announce("leads", after.lead_id)


def _whose(actor: Actor, permission: Permission) -> Whose:
    """Whose sales a permission lets the person see."""
    match actor.reach(permission):
        case Reach.ALL:
            return Whose()
        case Reach.TEAM:
            return Whose(actor.person_id, actor.team_id)
        case _:
            return Whose(actor.person_id)


def _is_within(actor: Actor, permission: Permission, row: SaleRow) -> bool:
    whose = _whose(actor, permission)
    if actor.reach(permission) is Reach.ALL or row.sale.person_id == actor.person_id:
        return True
    return whose.team_id is not None and whose.team_id == row.team_id


def _reached(work: Work, actor: Actor, sale_id: UUID) -> SaleRow:
    """A sale within the person's reach."""
    actor.require(Permission.CHANGE_SALES)
    row = Sales(work).row(sale_id)
    if row is None:
        raise NotFound("This sale was taken back meanwhile. Look at the list again.")
    if not _is_within(actor, Permission.CHANGE_SALES, row):
        raise NotAllowed("This sale is not yours to change. Ask your team lead.")
    return row


def _refusal(actor: Actor, row: SaleRow, act: SaleAct) -> NotAllowed | None:
    """Why this person may not do this with the sale, None if they may."""
    if not _is_within(actor, Permission.CHANGE_SALES, row):
        return NotAllowed("This sale is not yours to change. Ask your team lead.")
    confirms = actor.may(Permission.CONFIRM_SALES, Reach.TEAM)
    if act in _CONFIRMS:
        if not confirms:
            return NotAllowed("Only a team lead or an admin can confirm a sale. Ask your team lead.")
        is_own = row.sale.person_id == actor.person_id
        if is_own and actor.reach(Permission.CONFIRM_SALES) is not Reach.ALL:
            return NotAllowed("You can't confirm your own sale. Ask an admin.")
        return None
    if confirms:
        return None
    if act in (SaleAct.REFUND, SaleAct.REOPEN):
        return NotAllowed("Only a team lead or an admin can do this. Ask your team lead.")
    if row.sale.is_confirmed:
        return NotAllowed("This sale is confirmed. Only a team lead or an admin can change it now.")
    return None


def _meanwhile(work: Work, sale: Sale) -> ChangedMeanwhile:
    steps = Sales(work).changes(sale.id)
    who = steps[-1].person_name if steps else ""
    return ChangedMeanwhile(
        "{who} changed this sale meanwhile. Nothing was overwritten: look at it again.", who=who or "Someone"
    )


def _changed(work: Work, sale: Sale, command: ChangeSale) -> Sale:
    after = sale
    if command.product_id is not None:
        product = Products(work).get(command.product_id)
        if product is None:
            raise NotFound("This product does not exist any more. Choose another.", field="product")
        after = replace(after, product_id=product.id, product=product.name)
    elif command.product is not None and command.product.strip() != sale.product:
        name = _text(command.product, "product")
        if not name:
            raise UserError("Say what was sold.", field="product")
        after = replace(after, product_id=None, product=name)
    if command.amount_minor is not None:
        if command.amount_minor <= 0:
            raise UserError("The amount must be more than 0. Type it again.", field="amount")
        after = replace(after, amount_minor=command.amount_minor)
    if command.reference is not None:
        after = replace(after, reference=_text(command.reference, "reference"))
    if command.note is not None:
        after = replace(after, note=_text(command.note, "note"))
    return after


def _text(typed: str, field: str) -> str:
    text = " ".join(typed.split())
    if len(text) > LONGEST_TEXT:
        raise UserError("Use at most {limit} characters.", field=field, limit=LONGEST_TEXT)
    return text


# ---- images for undoing --------------------------------------------------------------------------------

_KEPT = (
    "product", "product_id", "amount_minor", "state", "reference", "note", "state_at", "confirmed_by",
    "confirmed_at",
)  # fmt: skip


def _image(sale: Sale) -> dict[str, Any]:
    """What acts may change of a sale, as plain values."""
    values = {name: getattr(sale, name) for name in _KEPT}
    return {
        name: value if value is None or isinstance(value, int | str) else _plain(value)
        for name, value in values.items()
    } | {"state": sale.state.value}


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, UUID) else str(value.isoformat())


def _of_image(sale: Sale, image: Mapping[str, Any]) -> Sale:
    """The sale with what `_image` kept."""

    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(image[name]) if image[name] else None

    def known(name: str) -> UUID | None:
        return UUID(image[name]) if image[name] else None

    return replace(
        sale,
        product=image["product"],
        product_id=known("product_id"),
        amount_minor=image["amount_minor"],
        state=SaleState(image["state"]),
        reference=image["reference"],
        note=image["note"],
        state_at=moment("state_at"),
        confirmed_by=known("confirmed_by"),
        confirmed_at=moment("confirmed_at"),
    )
