"""A result that asks for more: fields filled by keyboard, the sale, undo, a killed program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.result_fields import FieldKind, ResultField
from crm_desktop.domain.sales import SaleState
from crm_desktop.services.sales import SaleQuery, SaleRow
from crm_desktop.ui.calling.answer_draft import ANSWERS
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State, Strip
from tests.campaign_acts import save_results
from tests.ui.calling.stage import Stage, press, type_text
from tests.ui.walk import assert_sound

REASON = ResultField("reason", "Reason", FieldKind.CHOICE, choices=("Price", "Timing", "Has another offer"))
VISIT = ResultField("visit", "Visit", FieldKind.DATE, is_required=True)


def asks(stage: Stage, code: str, *fields: ResultField) -> None:
    """Let a result ask for these."""
    campaigns, admin = stage.services.campaigns, stage.office.admin
    results = [replace(d, fields=fields) if d.code == code else d for d in stage.campaign.dispositions]
    stage.campaign = save_results(campaigns, admin, stage.campaign, results)


def sell(stage: Stage, *products: tuple[str, str]) -> CallingPage:
    """A call on the screen whose result Sold was just pressed."""
    for name, price in products:
        stage.services.products.add(stage.office.admin, name, price)
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "0")
    return page


def sales_of(stage: Stage) -> tuple[SaleRow, ...]:
    """Every sale, as the admin sees them."""
    return stage.services.sales.page(stage.office.admin, SaleQuery()).rows


def edit(page: CallingPage, place: int) -> object:
    """The input of a field."""
    return page.results.fields.fields[place].edit


def told(page: CallingPage) -> str:
    """The line below the fields."""
    return page.results.fields._told.text()


def test_a_sale_by_keyboard_alone(stage: Stage) -> None:
    page = sell(stage, ("Home loan", ""), ("Gold loan", "50,000"))
    assert page.presenter.ask.strip is Strip.FIELDS
    assert QApplication.focusWidget() is edit(page, 0)
    press(page, "2")  # the product's number chooses it and goes on
    assert page.results.fields.fields[0].text() == "Gold loan"
    assert QApplication.focusWidget() is edit(page, 1)
    assert page.results.fields.fields[1].text() == "₹50,000"
    type_text(page, "1.25 lakh")  # over the price, which is chosen whole
    assert told(page) == "Understood as ₹1,25,000"
    press(page, "Enter")
    assert page.results.fields.fields[1].text() == "₹1,25,000"
    press(page, "1")
    assert QApplication.focusWidget() is edit(page, 3)
    type_text(page, "POL-7")
    press(page, "Enter")
    assert page.presenter.state is State.PREVIEW
    assert page.hero.name.accessibleName() == "Vandana Kini"
    (row,) = sales_of(stage)
    assert (row.sale.product, row.sale.amount_minor, row.sale.state, row.sale.reference) == (
        "Gold loan", 1_25_000_00, SaleState.RECEIVED, "POL-7",
    )  # fmt: skip
    assert row.person_name == "Asha Pawar"
    assert QApplication.focusWidget() is page.hero.dial


def test_ctrl_enter_passes_what_is_optional(stage: Stage) -> None:
    page = sell(stage)
    labels = [f.label.text() for f in page.results.fields.fields if not f.isHidden()]
    assert labels == [
        "Amount",
        "Paid already (optional)",
        "Reference number (optional)",
    ]  # nothing to choose from
    type_text(page, "25k")
    press(page, "Ctrl+Enter")
    (row,) = sales_of(stage)
    assert (row.sale.amount_minor, row.sale.state) == (25_000_00, SaleState.PROMISED)


def test_wrong_input_is_told_at_its_field_and_nothing_is_saved(stage: Stage) -> None:
    page = sell(stage, ("Home loan", ""))
    press(page, "Ctrl+Enter")
    assert told(page) == "Give “Product”, then go on."
    assert QApplication.focusWidget() is edit(page, 0)
    press(page, "1")
    type_text(page, "1,2500")
    press(page, "Ctrl+Enter")
    assert told(page) == "The commas in “1,2500” stand in odd places. Type 12,500 if you mean that."
    assert page.results.fields.fields[1].frame._tone == "danger"
    assert page.results.fields.fields[1].edit.accessibleDescription() == told(page)
    assert QApplication.focusWidget() is edit(page, 1)
    assert sales_of(stage) == ()
    for _ in range(6):
        press(page, "Backspace")
    assert page.results.fields.fields[1].frame._tone == ""
    type_text(page, "500")
    press(page, "Ctrl+Enter")
    assert sales_of(stage)[0].sale.amount_minor == 500_00


def test_esc_goes_back_and_what_was_typed_waits(stage: Stage) -> None:
    page = sell(stage)
    type_text(page, "25k")
    press(page, "Esc")
    assert page.presenter.ask.strip is Strip.NONE
    assert page.presenter.state is State.BY_HAND
    press(page, "0")
    assert page.results.fields.fields[0].text() == "25k"
    press(page, "Esc")
    press(page, "4")  # another result after all
    assert sales_of(stage) == ()
    assert stage.seat.get(ANSWERS) is None


def test_a_date_that_may_be_another_is_looked_at_twice(stage: Stage) -> None:
    asks(stage, "NOT_INTERESTED", VISIT)
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "3")
    type_text(page, "kal")
    press(page, "Enter")
    assert told(page) == "Is it Sat 21 Nov 2026? Press Enter if so."
    assert page.presenter.state is State.BY_HAND
    press(page, "Enter")
    assert page.presenter.state is not State.BY_HAND
    (call,) = [
        c for c in stage.services.leads.timeline(stage.office.admin, _only_lead(stage)) if c.kind == "call"
    ]
    assert call.text == "Visit: 21 Nov 2026"


def _only_lead(stage: Stage) -> object:
    (row,) = stage.services.leads.find(stage.office.admin, "Ravi")
    return row.id


def test_a_choice_is_one_key_and_an_optional_one_is_passed_by_one(stage: Stage) -> None:
    asks(stage, "NOT_INTERESTED", REASON)
    for name in ("Ravi Chauhan", "Vandana Kini", "Meera Kulkarni"):
        stage.add(name)
    page = stage.open()
    press(page, "Space")
    press(page, "3")
    press(page, "2")
    assert page.hero.name.accessibleName() == "Vandana Kini"
    press(page, "Space")
    press(page, "3")
    press(page, "Enter")
    assert page.hero.name.accessibleName() == "Meera Kulkarni"
    press(page, "Space")
    press(page, "3")
    QTest.mouseClick(page.results.fields.options[2], Qt.MouseButton.LeftButton)
    noted = [
        [
            item.text
            for item in stage.services.leads.timeline(stage.office.admin, row.id)
            if item.kind == "call"
        ]
        for name in ("Ravi", "Vandana", "Meera")
        for row in stage.services.leads.find(stage.office.admin, name)
    ]
    assert noted == [["Reason: Timing"], [""], ["Reason: Has another offer"]]


def test_fields_come_before_the_time_of_the_call_back(stage: Stage) -> None:
    asks(stage, "INTERESTED", REASON)
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "1")
    assert page.results.fields.save.words() == "Next: when to call"
    press(page, "1")
    assert page.presenter.ask.strip is Strip.PROMISE
    assert QApplication.focusWidget() is page.results.strip.field.edit
    press(page, "Esc")
    assert page.presenter.ask.strip is Strip.FIELDS
    assert page.results.fields.fields[0].text() == "Price"
    assert QApplication.focusWidget() is edit(page, 0)
    press(page, "Enter")
    type_text(page, "kal 4 baje")
    press(page, "Enter")
    (promise,) = stage.services.callbacks.mine(stage.office.asha).coming
    (call,) = [
        i for i in stage.services.leads.timeline(stage.office.admin, promise.lead_id) if i.kind == "call"
    ]
    assert call.text == "Reason: Price"


def test_undo_brings_what_was_typed_back(stage: Stage) -> None:
    page = sell(stage)
    type_text(page, "25k")
    press(page, "Ctrl+Enter")
    press(page, "Ctrl+Z")
    assert page.presenter.state is State.AFTER
    assert sales_of(stage) == ()
    press(page, "0")
    assert page.results.fields.fields[0].text() == "₹25,000"
    type_text(page, "30k")
    press(page, "Ctrl+Enter")
    assert [row.sale.amount_minor for row in sales_of(stage)] == [30_000_00]


def test_a_killed_program_keeps_what_was_typed(stage: Stage) -> None:
    page = sell(stage, ("Home loan", ""))
    press(page, "1")
    type_text(page, "1.25 lakh")
    page.presenter.ask.questions.keeper.flush()
    stage.kill()
    again = stage.open()
    assert again.presenter.state is State.AFTER
    assert again.presenter.ask.strip is Strip.FIELDS
    assert [f.text() for f in again.results.fields.fields[:2]] == ["Home loan", "1.25 lakh"]
    assert QApplication.focusWidget() is edit(again, 0)
    press(again, "Ctrl+Enter")
    assert sales_of(stage)[0].sale.amount_minor == 1_25_000_00
    assert stage.seat.get(ANSWERS) is None


def test_a_product_taken_away_meanwhile_is_told_at_its_field(stage: Stage) -> None:
    page = sell(stage, ("Home loan", ""), ("Gold loan", ""))
    gold = stage.services.products.list(stage.office.admin)[1]
    press(page, "2")
    type_text(page, "500")
    stage.services.products.change(
        stage.office.admin, gold.id, 1, name="Gold loan", price="", is_active=False
    )
    press(page, "Ctrl+Enter")
    assert "“Product” can't take" in told(page)
    assert QApplication.focusWidget() is edit(page, 0)
    assert sales_of(stage) == ()


def test_keys_of_results_sleep_while_fields_are_asked(stage: Stage) -> None:
    page = sell(stage)
    press(page, "4")  # a digit of the amount, not the result No answer
    assert page.presenter.ask.strip is Strip.FIELDS
    assert page.results.fields.fields[0].text() == "4"
    QTest.mouseClick(page.results.fields.back, Qt.MouseButton.LeftButton)
    assert page.presenter.ask.strip is Strip.NONE


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (1100, 700)])
@pytest.mark.parametrize("count", [1, 4, 6])
def test_nothing_is_cut_off_or_nameless(stage: Stage, size: tuple[int, int], count: int) -> None:
    kinds = (FieldKind.PRODUCT, FieldKind.AMOUNT, FieldKind.PAID, FieldKind.REFERENCE, FieldKind.DATE)
    fields = [ResultField(f"f{n}", f"Field {n}", kind, n % 2 == 0) for n, kind in enumerate(kinds)]
    fields.append(replace(REASON, key="f5"))
    asks(stage, "SOLD", *fields[:count])
    stage.services.products.add(stage.office.admin, "Home loan balance transfer with top-up")
    stage.add("Ravi Chauhan")
    page = stage.open(width=size[0], height=size[1])
    press(page, "Space")
    press(page, "0")
    press(page, "Ctrl+Enter")
    assert_sound(page)
