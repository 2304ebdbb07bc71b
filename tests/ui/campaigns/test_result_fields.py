"""What a result asks for, set on the page of campaigns."""

from __future__ import annotations

from crm_desktop.domain.result_fields import MOST_FIELDS, READY_SALE, FieldKind
from crm_desktop.ui.entrance.main_window import Desk
from tests.ui.campaigns.test_campaigns_page import make, saved, show
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound


def test_fields_of_a_result(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    results = page.results.editor
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
    campaign = saved(desk, office, page)
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
    assert_sound(page)


def test_fields_that_can_not_be_are_refused_by_name(desk: Desk, office: Place) -> None:
    page = show(desk, office)
    make(desk, office, page, "Home loan")
    page.results.editor.table.selectRow(2)
    asks = page.results.editor.asks
    asks.add_field()
    asks.kind.setCurrentIndex(asks.kind.findData("choice"))
    asks.kind.activated.emit(asks.kind.currentIndex())
    asks.choices.set_text("Only one")
    page.saving.save()
    office.until(lambda: desk.ops.is_idle and bool(page.foot.told.text()))
    assert page.foot.told.text() == "“New field” needs at least two different choices."
    assert page.is_edited
