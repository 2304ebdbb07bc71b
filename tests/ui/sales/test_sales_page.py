"""The sales page by keyboard: lists by role, confirm, cancel with a reason, change, undo, two people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.sales import SaleAct, SaleState
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.services.sales import ChangeSale
from crm_desktop.store.sales import Sales
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.sales.page import SalesPage
from tests.factories import Office
from tests.staffed_stores import Staffed
from tests.ui.leads.scene import Scene, made_up_sale, make_services, open_scene, press, settle
from tests.ui.walk import assert_sound

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sqlite_store(sqlite_staffed: Staffed) -> Store:
    return sqlite_staffed.store


@pytest.fixture
def office(sqlite_staffed: Staffed) -> Office:
    return sqlite_staffed.office


@pytest.fixture
def services(sqlite_store: Store, office: Office) -> Services:
    return make_services(sqlite_store)


@pytest.fixture
def sold(services: Services, office: Office, clock: SetClock) -> dict[str, UUID]:
    """Sales of three people; gives their ids by the customer's name."""
    found: dict[str, UUID] = {}
    who = {"Ravi Chauhan": office.asha, "Vandana Kini": office.asha, "Meera Kulkarni": office.imran,
           "Zubin Daruwala": office.other_caller}  # fmt: skip
    for number, (name, seller) in enumerate(who.items()):
        lead = services.leads.create(office.admin, NewLead(name, (f"98000 {number + 100:05d}",)))
        at: datetime = clock.now() - timedelta(minutes=number)
        with services.opened.store.write(seller) as work:
            sale = made_up_sale(lead.id, seller.person_id, at, amount_minor=(number + 1) * 10_000_00)
            Sales(work).add(sale)
        found[name] = sale.id
    return found


Opener = Callable[..., tuple[Scene, SalesPage]]


@pytest.fixture
def opened(
    services: Services,
    office: Office,
    sold: dict[str, UUID],
    clock: SetClock,
    ops: InlineOperations,
    tmp_path: Path,
) -> Opener:
    """Opens the page for someone, the team lead unless told."""

    def opener(actor: Actor | None = None, **more: object) -> tuple[Scene, SalesPage]:
        who = actor or office.lead
        scene = open_scene(services, clock, who, ops, tmp_path / "w.ini", page="sales", **more)  # type: ignore[arg-type]
        settle()
        page = scene.window.deck.current_page
        assert isinstance(page, SalesPage)
        page.focus_first()
        settle()
        return scene, page

    return opener


def names(page: SalesPage) -> list[str]:
    """Whom the sales in view were made to."""
    return [row.lead_name for row in page.model.shown]


def test_each_role_sees_its_own(opened: Opener, office: Office) -> None:
    _, page = opened(office.asha)
    assert names(page) == ["Ravi Chauhan", "Vandana Kini"]
    assert page.filters.people.isHidden()
    assert page.filters.sum.text() == "2 sales, ₹30,000; confirmed 0, ₹0"
    assert not page.card.buttons[SaleAct.CONFIRM].isVisible()
    _, page = opened(office.lead)
    assert names(page) == ["Ravi Chauhan", "Vandana Kini", "Meera Kulkarni"]
    _, page = opened(office.admin)
    assert len(names(page)) == 4


def test_confirming_by_one_key_with_undo(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID]
) -> None:
    _, page = opened()
    assert page.card.row is not None
    assert page.card.row.lead_name == "Ravi Chauhan"
    press("C")
    assert services.sales.get(office.admin, sold["Ravi Chauhan"]).sale.counts
    assert names(page) == ["Vandana Kini", "Meera Kulkarni", "Ravi Chauhan"]
    assert page.filters.sum.text() == "3 sales, ₹60,000; confirmed 1, ₹10,000"
    press("Z", CTRL)
    assert not services.sales.get(office.admin, sold["Ravi Chauhan"]).sale.is_confirmed


def test_cancelling_asks_why_in_place(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID]
) -> None:
    scene, page = opened()
    press("X")
    assert scene.window.acts.state("sales") == "form"
    assert QApplication.focusWidget() is page.card.why.why.edit
    press(Qt.Key.Key_Return, CTRL)
    assert page.card.why.why.error() == "Say why; it is kept with the sale."
    press(Qt.Key.Key_Escape)
    assert page.card.box is None
    assert QApplication.focusWidget() is page.table
    press("X")
    press("1", ALT)
    sale = services.sales.get(office.admin, sold["Ravi Chauhan"]).sale
    assert sale.state is SaleState.CANCELLED
    steps = services.sales.changes(office.admin, sale.id)
    assert steps[-1].why == "Thought better of it"
    assert page.card.row is not None
    assert page.card.row.sale.id == sale.id
    titles = [page.card.steps.model_.entry(row).title for row in range(2)]
    assert titles == ["Cancelled", "Promised"]


def test_the_money_came_and_went(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID]
) -> None:
    _, page = opened()
    press("R")
    sale_id = sold["Ravi Chauhan"]
    assert services.sales.get(office.admin, sale_id).sale.state is SaleState.RECEIVED
    press("G")
    QTest.keyClicks(QApplication.focusWidget(), "Bank refused")
    press(Qt.Key.Key_Return, CTRL)
    assert services.sales.get(office.admin, sale_id).sale.state is SaleState.REFUNDED
    assert services.sales.changes(office.admin, sale_id)[-1].why == "Bank refused"
    assert page.card.buttons[SaleAct.RECEIVE].isHidden()


def test_changing_the_amount(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID]
) -> None:
    services.products.add(office.admin, "Health cover")
    _, page = opened()
    press("E")
    box = page.card.change
    assert QApplication.focusWidget() is box.amount.edit
    assert box.amount.text() == "₹10,000"
    box.amount.set_text("1,2500")
    press(Qt.Key.Key_Return, CTRL)
    assert "odd places" in box.amount.error()
    box.amount.set_text("15k")
    box.choice.setCurrentIndex(1)
    press(Qt.Key.Key_Return, CTRL)
    sale = services.sales.get(office.admin, sold["Ravi Chauhan"]).sale
    assert (sale.amount_minor, sale.product) == (15_000_00, "Health cover")
    press("Z", CTRL)
    sale = services.sales.get(office.admin, sold["Ravi Chauhan"]).sale
    assert (sale.amount_minor, sale.product) == (10_000_00, "Gold loan")


def test_two_people_at_one_sale(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID]
) -> None:
    _, page = opened()
    press("E")
    services.sales.change(office.asha, sold["Ravi Chauhan"], 1, ChangeSale(amount_minor=99_00))
    page.card.change.amount.set_text("20k")
    press(Qt.Key.Key_Return, CTRL)
    assert "Asha Pawar changed this sale meanwhile" in page.card.change.amount.error()
    assert services.sales.get(office.admin, sold["Ravi Chauhan"]).sale.amount_minor == 99_00
    press(Qt.Key.Key_Escape)
    press("C")  # what is shown now is what is confirmed
    assert services.sales.get(office.admin, sold["Ravi Chauhan"]).sale.counts


def test_filters(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID], clock: SetClock
) -> None:
    services.sales.act(office.admin, sold["Vandana Kini"], 1, SaleAct.CONFIRM)
    services.sales.act(office.admin, sold["Meera Kulkarni"], 1, SaleAct.CANCEL, "slip")
    with services.opened.store.write(office.asha) as work:
        old = Sales(work).get(sold["Ravi Chauhan"])
        assert old is not None
        Sales(work).add(replace(old, id=UUID(int=9), at=clock.now() - timedelta(days=40), day=20261011))
    _, page = opened()
    assert len(names(page)) == 3

    def choose(box: str, index: int) -> list[str]:
        combo = getattr(page.filters, box)
        combo.setCurrentIndex(index)
        combo.activated.emit(index)
        settle()
        return names(page)

    assert choose("state", 1) == ["Ravi Chauhan"]
    assert choose("state", 4) == ["Meera Kulkarni"]
    assert choose("state", 0) == ["Ravi Chauhan", "Vandana Kini", "Meera Kulkarni"]
    assert choose("days", 3) == ["Ravi Chauhan"]
    assert len(choose("days", 4)) == 4
    assert choose("people", page.filters.people.findText("Imran Sheikh")) == ["Meera Kulkarni"]
    assert choose("days", 1) == ["Meera Kulkarni"]
    page.open(sale_id=sold["Ravi Chauhan"])
    settle()
    assert page.card.row is not None
    assert page.card.row.sale.id == sold["Ravi Chauhan"]


def test_a_long_list_is_read_as_it_is_scrolled(
    opened: Opener, services: Services, office: Office, sold: dict[str, UUID], clock: SetClock
) -> None:
    with services.opened.store.write(office.asha) as work:
        one = Sales(work).get(sold["Ravi Chauhan"])
        assert one is not None
        for number in range(300):
            at = clock.now() - timedelta(minutes=10 + number)
            Sales(work).add(replace(one, id=UUID(int=100 + number), at=at))
    _, page = opened()
    assert len(page.model.shown) == 200
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    settle()
    assert len(page.model.shown) == 303
    assert len({row.sale.id for row in page.model.shown}) == 303


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (1920, 1080)])
def test_nothing_is_cut_off(opened: Opener, size: tuple[int, int]) -> None:
    scene, page = opened(size=size)
    assert_sound(scene.window)
    page.tabs.choose(1)
    settle()
    assert_sound(scene.window)
    press("X")
    assert_sound(scene.window)


def test_kinds_have_headings_that_cannot_be_chosen(opened: Opener) -> None:
    _, page = opened()
    press("C")
    assert [page.model.index(place, 0).data() for place in sorted(page.model.headings())] == [
        "Waiting for confirmation",
        "Dealt with",
    ]
    assert page.model.row(0) is None
    assert page.card.row is not None
    places = [page.table.currentIndex().row()]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        press(key)
        places.append(page.table.currentIndex().row())
    assert places == [4, 2, 1, 1, 2, 4]
