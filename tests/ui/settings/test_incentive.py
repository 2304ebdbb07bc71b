"""Slabs of incentive, set by an admin."""

from __future__ import annotations

from datetime import timedelta

from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.incentive import IncentivePart
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import saved, show
from tests.ui.walk import assert_sound


def test_slabs_are_typed_checked_and_kept_from_tomorrow(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    services.products.add(actor, "सोने पर ऋण, 24 months", "")
    part = show(desk, office, "incentive", IncentivePart)
    part.product.setCurrentIndex(1)
    part.slabs.set_text("100; 5: 50")
    part.submit()
    assert "last slab" in part.slabs.error()
    assert part.is_edited
    part.slabs.set_text("10: 1,250; 2 lakh")
    saved(desk, office, part)
    office.until(lambda: desk.ops.is_idle and part.model.rowCount() == 1)
    shown = [str(part.model.index(0, column).data()) for column in range(3)]
    tomorrow = office.clock.now() + timedelta(days=1)
    assert shown[0].startswith("सोने")
    assert f"{tomorrow:%-d %b %Y}" in shown[1]
    assert shown[2] == "1–10: ₹1,250 · 11+: ₹2,00,000"
    assert part.slabs.text() == ""
    assert_sound(part)
