"""Products, set by an admin."""

from __future__ import annotations

from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.products import ProductsPart
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import saved, show
from tests.ui.walk import assert_sound


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


def test_what_two_people_change_at_once_stands_together(desk: Desk, office: Place) -> None:
    part = show(desk, office, "products", ProductsPart)
    products, actor = desk.session.services.products, desk.session.actor
    made = products.add(actor, "Gold loan", "1.25 lakh")
    part.load()
    office.until(lambda: desk.ops.is_idle and part.product is not None)
    part.name.set_text("Gold loans")
    products.change(
        actor, made.id, made.version, name="Gold", price="2 lakh", is_active=True
    )  # at another desk
    part.submit()
    office.until(lambda: "Save again" in part.told.text())
    assert "now here too: Price." in part.told.text()
    assert "Both of you changed Name: what you typed stands here, theirs is “Gold”." in part.told.text()
    assert (part.name.text(), part.price.text(), part.is_edited) == ("Gold loans", "₹2,00,000", True)
    assert products.list(actor)[0].name == "Gold"
    assert_sound(part)
    saved(desk, office, part)
    assert [(p.name, p.price_minor) for p in products.list(actor)] == [("Gold loans", 2_00_000_00)]
