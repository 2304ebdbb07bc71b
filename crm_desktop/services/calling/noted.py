"""What a result noted beside itself: its fields checked, and the sale that follows from an amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Call
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.result_fields import (
    SALE_KINDS,
    Asked,
    FieldKind,
    FieldValue,
    Plain,
    checked_values,
)
from crm_desktop.domain.sales import Sale, SaleState
from crm_desktop.domain.shift import day_of
from crm_desktop.domain.timeline import Kind
from crm_desktop.ids import new_id
from crm_desktop.store.products import Products
from crm_desktop.store.sales import Sales
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


def asked_now(work: Work) -> Asked:
    """The office's money and day, and what it sells now."""
    info = workspace_info(work)
    today = work.now.astimezone(ZoneInfo(info.zone)).date()
    return Asked(info.currency, today, Products(work).all())


def noted(work: Work, result: Disposition, given: Sequence[tuple[str, Plain]]) -> tuple[FieldValue, ...]:
    """What was given for the result's fields; raises UserError at the field that is missing or wrong."""
    if not result.fields and not given:
        return ()
    return checked_values(result.fields, given, asked_now(work))


def as_text(values: Sequence[FieldValue]) -> str:
    """One readable line: "Reason: Price, Visit: 5 Dec 2026"."""
    return ", ".join(f"{value.label}: {value.shown}" for value in values)


def beside_sale(values: Sequence[FieldValue]) -> tuple[FieldValue, ...]:
    """What is told with the call itself, because the sale's own row doesn't say it."""
    has_sale = any(value.kind is FieldKind.AMOUNT for value in values)
    return tuple(v for v in values if not (has_sale and v.kind in SALE_KINDS))


def make_sale(
    work: Work, call: Call, campaign: Campaign, values: Sequence[FieldValue], at: datetime
) -> Sale | None:
    """Keep the sale of a call whose result noted an amount, to the credit of whoever made the call.

    `at` is when it was agreed: now, or long ago where the call is entered later.
    None without an amount, and in practice. What is sold is the product, else what the campaign is called.
    """
    by_kind = {value.kind: value for value in values}
    amount = by_kind.get(FieldKind.AMOUNT)
    if amount is None or call.is_practice:
        return None
    product, reference = by_kind.get(FieldKind.PRODUCT), by_kind.get(FieldKind.REFERENCE)
    paid = by_kind.get(FieldKind.PAID)
    info = workspace_info(work)
    known = product and next((p for p in Products(work).all() if str(p.id) == product.value), None)
    sale = Sale(
        id=new_id(),
        lead_id=call.lead_id,
        call_id=call.id,
        campaign_id=campaign.id,
        person_id=call.person_id,
        product=product.shown if product else campaign.name,
        product_id=known.id if known else None,
        amount_minor=int(amount.value),
        currency=info.currency,
        state=SaleState.RECEIVED if paid is not None and paid.value else SaleState.PROMISED,
        reference=reference.shown if reference else "",
        note="",
        at=at,
        day=call.day or day_of(call.dialled_at, info.zone, None),
        state_at=at,
        confirmed_by=None,
        confirmed_at=None,
    )
    Sales(work).add(sale)
    Timeline(work).add(
        sale.lead_id,
        Kind.SALE,
        ", ".join(part for part in (sale.product, amount.shown, sale.reference) if part),
        campaign_id=campaign.id,
        call_id=call.id,
        data={"sale": str(sale.id), "state": sale.state.value},
        at=at,
    )
    work.record("sale.made", "sale", sale.id, lead_id=sale.lead_id, call_id=call.id, state=sale.state.value)
    work.announce("sales", sale.id)
    return sale
