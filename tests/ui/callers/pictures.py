"""Draws who called, in every state and size: `python -m tests.ui.callers.pictures --out DIR`."""

from __future__ import annotations

import sys
from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QApplication, QLineEdit

from crm_desktop.services.leads import NewLead
from crm_desktop.ui.callers.desk import CallerDesk
from crm_desktop.ui.callers.earlier import EarlierPanel
from crm_desktop.ui.calling.page import CallingPage
from tests.ui.calling import pictures as base
from tests.ui.calling.stage import DEVANAGARI, LONG_LATIN, Stage, press, type_text
from tests.ui.looks import Album, run

TAIL = "345"


def people(stage: Stage) -> CallingPage:
    """An office whose leads end alike: a promise, a family, one who is not to be called."""
    stage.clock.set(base.NOW - timedelta(days=1))
    for name, number, company in (
        (LONG_LATIN, "9820012345", "Venkatasubramaniam and Ramachandran Textiles"),
        (DEVANAGARI, "9820012345", ""),
        ("Ravi Chauhan", "9890072345", "Kaveri Pumps"),
        ("Zoya Mirza", "9811162345", ""),
        ("Vandana Kini", "9822252345", "Deccan Dental Clinic"),
    ):
        add(stage, name, number, company=company, city="Pune")
    add(stage, "Gurpreet Singh Ahluwalia", "9833399999", owner=stage.office.imran.person_id)
    page = stage.open()
    for key, when in (("2", "kal 3:30 pm"), ("5", ""), ("4", "")):
        press(page, "Space")
        press(page, "A")
        press(page, "Ctrl+Enter")
        press(page, key)
        if when:
            type_text(page, when)
            press(page, "Enter")
        stage.clock.move(minutes=7)
    press(page, "D")
    press(page, "1")
    stage.clock.set(base.NOW)
    page.presenter.next_lead()
    desk(stage)
    return page


def add(stage: Stage, name: str, number: str, owner: UUID | None = None, **more: str) -> None:
    stage.services.leads.create(
        stage.office.admin,
        NewLead(
            name,
            (number,),
            campaign_id=stage.campaign.id,
            owner_id=owner or stage.office.asha.person_id,
            **more,
        ),  # type: ignore[arg-type]
    )


def desk(stage: Stage) -> CallerDesk:
    window = stage.windows[-1]
    return CallerDesk(window.context.services, stage.ops, window.notices, window)


def opened(stage: Stage) -> CallingPage:
    page = people(stage)
    press(page, "F3")
    return page


def too_few(stage: Stage) -> CallingPage:
    page = opened(stage)
    type_text(page, "234")
    return page


def found(stage: Stage) -> CallingPage:
    page = opened(stage)
    type_text(page, "2345")
    return page


def limited(stage: Stage) -> CallingPage:
    page = opened(stage)
    type_text(page, "98333 99999")
    return page


def nobody(stage: Stage) -> CallingPage:
    page = opened(stage)
    type_text(page, "98111 22233")
    return page


def used_up(stage: Stage) -> CallingPage:
    stage.services.settings.set(stage.office.admin, "number_lookups_per_hour", 1)
    page = nobody(stage)
    press(page, "F3")  # chooses what was typed
    type_text(page, "9811122244")
    return page


def form(stage: Stage) -> CallingPage:
    page = nobody(stage)
    press(page, "Enter")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.insert(DEVANAGARI)
    return page


def form_wrong(stage: Stage) -> CallingPage:
    page = opened(stage)
    type_text(page, "Meera Kulkarni")
    press(page, "Enter")
    type_text(page, "98200")
    press(page, "Enter")
    return page


def way(stage: Stage) -> CallingPage:
    page = found(stage)
    press(page, "Alt+L")
    type_text(page, "Office line, 022 4000 1000")
    return page


def while_on_call(stage: Stage) -> CallingPage:
    page = people(stage)
    press(page, "Space")
    press(page, "F3")
    type_text(page, "2345")
    return page


def incoming(stage: Stage) -> CallingPage:
    page = found(stage)
    press(page, "Enter")
    stage.clock.move(seconds=95)
    type_text(page, "Rang about the papers, wants the branch's address.")
    page.presenter.note.flush()
    page.presenter.tick()
    return page


def incoming_after(stage: Stage) -> CallingPage:
    page = incoming(stage)
    press(page, "Ctrl+Enter")
    return page


def incoming_limited(stage: Stage) -> CallingPage:
    page = limited(stage)
    press(page, "Enter")
    stage.clock.move(seconds=31)
    page.presenter.tick()
    return page


def earlier(stage: Stage) -> CallingPage:
    page = people(stage)
    press(page, "Shift+F3")
    type_text(page, "2345")
    press(page, "Enter")
    type_text(page, "aaj 11 baje")
    return page


def earlier_sale(stage: Stage) -> CallingPage:
    page = earlier(stage)
    form = page.window().findChild(EarlierPanel)
    form.result.setCurrentIndex(form.result.findText("Sold"))
    press(page, "Ctrl+Enter")
    return page


def earlier_promise(stage: Stage) -> CallingPage:
    page = earlier(stage)
    form = page.window().findChild(EarlierPanel)
    form.result.setCurrentIndex(form.result.findText("Call back"))
    form.next.set_text("kal 4 baje")
    form.when.set_text("17:00")
    press(page, "Ctrl+Enter")
    return page


SCENES = (earlier, earlier_sale, earlier_promise,
          opened, too_few, found, limited, nobody, used_up, form, form_wrong, way, while_on_call, incoming,
          incoming_after, incoming_limited)  # fmt: skip


def draw(album: Album) -> None:
    """Each of the scenes."""
    base.draw_scenes(album, {scene.__name__: scene for scene in SCENES}, "callers")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
