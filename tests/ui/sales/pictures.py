"""Pictures of the sales page: `python -m tests.ui.sales.pictures --out DIR`."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.sales import SaleAct, SaleState
from crm_desktop.services.sales import SaleQuery
from crm_desktop.store.sales import Sales
from tests.ui.leads.pictures import Photographer, nothing, studios
from tests.ui.leads.scene import Scene, made_up_sale, settle
from tests.ui.looks import Album, run


def sales(scene: Scene) -> None:
    """The sales page with a few sales."""
    services = scene.session.services
    page: Any = scene.window.deck.current_page
    rows = services.leads.page(scene.session.actor, LeadQuery(), None, 12).rows
    if not services.sales.page(scene.session.actor, SaleQuery()).rows:
        names = ("Home loan", "Gold loan", "Health cover plus, family floater", "सोना ऋण")
        with services.opened.store.write(scene.session.actor) as work:
            for number, row in enumerate(rows):
                Sales(work).add(
                    made_up_sale(
                        row.id, scene.session.actor.person_id, work.now - timedelta(hours=number * 5),
                        amount_minor=(number + 1) * 37_500_00, product=names[number % 4],
                        state=list(SaleState)[(0, 0, 1, 0, 2, 1, 0, 3, 1, 0, 0, 1)[number]],
                        confirmed_by=scene.session.actor.person_id if number % 3 == 2 else None,
                        confirmed_at=work.now if number % 3 == 2 else None,
                    )
                )  # fmt: skip
    page.read()
    settle()


def sale_card(scene: Scene) -> None:
    """The card in a small window."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.tabs.choose(1)


def sale_why(scene: Scene) -> None:
    """Cancelling a sale."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.ask(SaleAct.CANCEL)


def sale_change(scene: Scene) -> None:
    """Changing a sale."""
    sales(scene)
    page: Any = scene.window.deck.current_page
    page.ask(SaleAct.CHANGE)


def draw(album: Album) -> None:
    """Every scene."""
    shoot = Photographer(album, "sales").shoot
    with studios(200) as (full, empty):
        shoot("empty", empty, nothing, page="sales")
        for name, act in (("full", sales), ("card", sale_card), ("why", sale_why), ("change", sale_change)):
            shoot(name, full, act, page="sales", who="lead")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
