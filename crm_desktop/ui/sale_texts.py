"""How sales and service records are put into words, wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import money
from crm_desktop.domain.sales import LABELS, Sale, SaleAct, SaleState
from crm_desktop.domain.timeline import Kind
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

ICONS: dict[str, str] = {
    Kind.SALE: "result.sold",
    Kind.SALE_CHANGED: "result.sold",
    Kind.SERVICE: "lead.service",
}


def state_words(state: SaleState) -> str:
    """“Promised”, “Received” …"""
    return tr_label(LABELS[state])


def state_chip(state: SaleState) -> ChipKind:
    """The colour of a state."""
    kinds: dict[SaleState, ChipKind] = {
        SaleState.PROMISED: "warn",
        SaleState.RECEIVED: "ok",
        SaleState.CANCELLED: "plain",
        SaleState.REFUNDED: "plain",
    }
    return kinds[state]


def confirmed_words(sale: Sale, by: str) -> str:
    """Whether it counts: who confirmed it, or that it waits."""
    translate = QCoreApplication.translate
    if sale.is_confirmed:
        return (
            translate("sales", "confirmed by {name}").format(name=by)
            if by
            else translate("sales", "confirmed")
        )
    return translate("sales", "not confirmed yet") if sale.waits else translate("sales", "not confirmed")


def amount_words(sale: Sale) -> str:
    """The amount with its sign."""
    return money(sale.amount_minor, sale.currency)


def act_words(act: SaleAct) -> str:
    """What can be done with a sale, as a verb."""
    translate = QCoreApplication.translate
    return {
        SaleAct.CONFIRM: translate("sales", "Confirm"),
        SaleAct.WITHDRAW: translate("sales", "Take the confirmation back"),
        SaleAct.RECEIVE: translate("sales", "Money received"),
        SaleAct.CANCEL: translate("sales", "Cancel the sale"),
        SaleAct.REFUND: translate("sales", "Money given back"),
        SaleAct.REOPEN: translate("sales", "Promised again"),
        SaleAct.CHANGE: translate("sales", "Change"),
    }[act]


def done_words(act: str) -> str:
    """What was done with a sale or a record, for the history; empty for what needs no word."""
    translate = QCoreApplication.translate
    return {
        "confirm": translate("sales", "confirmed"),
        "withdraw": translate("sales", "confirmation taken back"),
        "receive": translate("sales", "money received"),
        "cancel": translate("sales", "cancelled"),
        "refund": translate("sales", "money given back"),
        "reopen": translate("sales", "promised again"),
        "change": translate("sales", "changed"),
        "undo": translate("sales", "undone"),
        "changed": translate("sales", "changed"),
        "removed": translate("sales", "taken away"),
    }.get(act, "")


def history_marks(kind: str, data: Mapping[str, object]) -> list[str]:
    """What a sale's or a record's row in a history says before its text."""
    if kind == Kind.SALE and data.get("state") == SaleState.RECEIVED:
        return [state_words(SaleState.RECEIVED).lower()]
    if kind in (Kind.SALE_CHANGED, Kind.SERVICE):
        words = done_words(str(data.get("act", "")))
        return [words] if words else []
    return []
