"""Products, and what a result asks for, set by an admin."""

from __future__ import annotations

from crm_desktop.domain.result_fields import MOST_FIELDS, READY_SALE, FieldKind
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.campaigns import CampaignsPart
from crm_desktop.ui.settings.products import ProductsPart
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import saved, show
from tests.ui.walk import assert_sound


def campaign_part(desk: Desk, office: Place) -> CampaignsPart:
    """The settings of a new campaign."""
    part = show(desk, office, "campaigns", CampaignsPart)
    part.new_name.set_text("Home loan")
    part.make()
    office.until(lambda: desk.ops.is_idle and part.campaign is not None)
    return part


def test_products_are_added_changed_and_ordered(desk: Desk, office: Place) -> None:
    part = show(desk, office, "products", ProductsPart)
    services, actor = desk.session.services, desk.session.actor
    part.submit()  # nothing typed: nothing happens
    for name, price in (("Gold loan", "1.25 lakh"), ("Health cover", "")):
        part.begin_new()
        part.name.set_text(name)
        part.price.set_text(price)
        saved(desk, office, part)
    assert [(p.name, p.price_minor) for p in services.products.list(actor)] == [
        ("Gold loan", 1_25_000_00), ("Health cover", None),
    ]  # fmt: skip
    assert part.product is not None
    assert part.product.name == "Health cover"
    part.move_chosen(-1)
    office.until(lambda: desk.ops.is_idle and part.table.currentIndex().row() == 0)
    assert [p.name for p in services.products.list(actor)] == ["Health cover", "Gold loan"]
    part.table.selectRow(1)
    assert part.price.text() == "₹1,25,000"
    part.is_active.setChecked(False)
    part.table.selectRow(0)  # not before it is saved
    assert part.table.currentIndex().row() == 1
    assert "Save this product first" in part.told.text()
    saved(desk, office, part)
    assert [p.name for p in services.products.list(actor)] == ["Health cover"]
    assert_sound(part)


def test_a_price_that_can_not_be_read_is_told_and_a_name_twice_refused(desk: Desk, office: Place) -> None:
    part = show(desk, office, "products", ProductsPart)
    part.name.set_text("Gold loan")
    part.price.set_text("1,2500")
    part.submit()
    assert "odd places" in part.price.error()
    assert part.told.text() == "Mend the price, then save."
    assert "odd places" in part.price.error()
    part.price.set_text("")
    saved(desk, office, part)
    part.begin_new()
    part.name.set_text("gold LOAN")
    part.submit()
    office.until(lambda: bool(part.told.text()))
    assert "already" in part.told.text()


def test_fields_of_a_result(desk: Desk, office: Place) -> None:
    part = campaign_part(desk, office)
    services, actor = desk.session.services, desk.session.actor
    results = part.results
    sold = next(n for n, r in enumerate(results.results) if r.code == "SOLD")
    results.table.selectRow(sold)
    asks = results.asks
    assert [f.key for f in asks.fields] == [f.key for f in READY_SALE]
    assert "Product" in asks.model.data(asks.model.index(0, 0))  # type: ignore[operator]
    assert not asks.sale.isEnabled()
    results.table.selectRow(2)
    assert results.results[2].code == "NOT_INTERESTED"
    assert asks.fields == []
    asks.add_field()
    asks.label.set_text("Reason")
    asks.kind.setCurrentIndex(asks.kind.findData("choice"))
    asks.kind.activated.emit(asks.kind.currentIndex())
    asks.choices.set_text("Price, Timing ,, price of others")
    asks.add_field()
    asks.label.set_text("Visit")
    asks.kind.setCurrentIndex(asks.kind.findData("date"))
    asks.kind.activated.emit(asks.kind.currentIndex())
    asks.needed.setChecked(True)
    asks.move_chosen(-1)
    saved(desk, office, part)
    campaign = services.campaigns.get(actor, services.campaigns.list(actor)[0].id)
    fields = next(d for d in campaign.dispositions if d.code == "NOT_INTERESTED").fields
    assert [(f.label, f.kind, f.is_required, f.choices) for f in fields] == [
        ("Visit", FieldKind.DATE, True, ()),
        ("Reason", FieldKind.CHOICE, False, ("Price", "Timing", "price of others")),
    ]
    assert len({f.key for f in fields}) == 2
    office.until(lambda: desk.ops.is_idle)
    results.table.selectRow(2)
    asks.table.selectRow(0)
    asks.remove_chosen()
    assert [f.label for f in asks.fields] == ["Reason"]
    asks.add_sale()
    assert [f.kind for f in asks.fields][1:] == [f.kind for f in READY_SALE]
    while asks.add.isEnabled():
        asks.add_field()
    assert len(asks.fields) == MOST_FIELDS
    assert_sound(part)


def test_fields_that_can_not_be_are_refused_by_name(desk: Desk, office: Place) -> None:
    part = campaign_part(desk, office)
    part.results.table.selectRow(2)
    asks = part.results.asks
    asks.add_field()
    asks.kind.setCurrentIndex(asks.kind.findData("choice"))
    asks.kind.activated.emit(asks.kind.currentIndex())
    asks.choices.set_text("Only one")
    part.submit()
    office.until(lambda: bool(part.told.text()))
    assert part.told.text() == "“New field” needs at least two different choices."
    assert part.is_edited
