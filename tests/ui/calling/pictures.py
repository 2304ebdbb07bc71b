"""Draws the calling page in every state and size: `python -m tests.ui.calling.pictures --out DIR`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from crm_desktop.clock import SetClock
from crm_desktop.domain.campaign import DialMode
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.result_fields import READY_SALE, FieldKind, ResultField
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.messages import TemplateText
from crm_desktop.store.engine import open_engine
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.ops import InlineOperations
from tests.campaign_acts import save_results
from tests.factories import AGREED
from tests.stores import TEST_KEY, migrated_file
from tests.ui.calling.stage import (
    DEVANAGARI,
    LONG_LATIN,
    LONG_TAMIL,
    Stage,
    fill,
    make_stage,
    press,
    type_text,
)
from tests.ui.looks import Album, run

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=ZoneInfo("Asia/Kolkata"))
Scene = Callable[[Stage], CallingPage]


def history(stage: Stage, name: str, **more: object) -> CallingPage:
    """A lead with calls behind it and a promise due now."""
    stage.clock.set(NOW - timedelta(days=1))
    stage.add(name, phones=3, company="Kaveri Pumps", city="Chennai", language="Tamil, English",
              source="Web form, 12 Nov", tags=("home-loan", "priority"),
              custom=more.pop("custom", {}), **more)  # fmt: skip
    page = stage.open()
    for key, note in (("4", ""), ("2", "Asks about part-payment charges; wife will co-apply")):
        page.presenter.next_lead()
        press(page, "Space")
        if key == "2":
            press(page, "A")
            type_text(page, note)
            stage.clock.move(seconds=72)
            press(page, "Ctrl+Enter")
        press(page, key)
        if key == "2":
            type_text(page, "kal 3:40 pm")
            press(page, "Enter")
        stage.clock.move(hours=2, minutes=20)
    stage.clock.set(NOW)
    page.presenter.next_lead()
    page.presenter.since = NOW - timedelta(seconds=6)
    page.presenter.tick()
    return page


def preview(stage: Stage) -> CallingPage:
    return history(stage, LONG_LATIN)


def preview_tamil(stage: Stage) -> CallingPage:
    return history(stage, LONG_TAMIL)


def qr(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    press(page, "Q")
    return page


def skip(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    press(page, "S")
    return page


def never(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    press(page, "D")
    return page


def asked_data(stage: Stage) -> CallingPage:
    page = on_call(stage)
    press(page, "Alt+D")
    return page


def say_no(stage: Stage) -> CallingPage:
    """In a call they say no: to what?"""
    page = by_hand(stage)
    press(page, "Ctrl+D")
    return page


def later(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    press(page, "L")
    return page


def by_hand(stage: Stage) -> CallingPage:
    page = history(stage, DEVANAGARI)
    press(page, "Space")
    stage.clock.move(seconds=21)
    page.presenter.tick()
    return page


def on_call(stage: Stage) -> CallingPage:
    page = by_hand(stage)
    press(page, "A")
    stage.clock.move(seconds=167)
    page.presenter.tick()
    type_text(page, "2 BHK in Baner, ready in March. Husband co-applicant, wants to compare.")
    page.presenter.note.flush()
    return page


def after(stage: Stage) -> CallingPage:
    page = on_call(stage)
    press(page, "Ctrl+Enter")
    stage.clock.move(seconds=18)
    page.presenter.tick()
    return page


def promise(stage: Stage) -> CallingPage:
    page = after(stage)
    press(page, "2")
    type_text(page, "kal 4 baje")
    return page


def unclear(stage: Stage) -> CallingPage:
    page = after(stage)
    press(page, "2")
    type_text(page, "jab man kare")
    return page


def which(stage: Stage) -> CallingPage:
    page = after(stage)
    press(page, "2")
    type_text(page, "next monday ya tuesday 11 baje")
    return page


def choosing(stage: Stage) -> CallingPage:
    page = which(stage)
    press(page, "Enter")
    return page


def between(stage: Stage) -> CallingPage:
    page = after(stage)
    press(page, "2")
    type_text(page, "4-5 baje")
    return page


def undo(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    stage.add("Vandana Kini")
    press(page, "Space")
    press(page, "4")
    return page


def countdown(stage: Stage) -> CallingPage:
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin,
        NewCampaign("Gold loan, renewals", dial_mode=DialMode.PREVIEW, countdown_s=5, answer=AGREED),
    )
    stage.services.settings.set(stage.office.asha, "last_campaign", str(stage.campaign.id))
    stage.add(DEVANAGARI, phones=2)
    page = stage.open()
    page.hero.countdown.show_left(4, 5)
    return page


def _ways(stage: Stage, **values: object) -> None:
    """The campaign is worked another way."""
    campaign = stage.services.campaigns.get(stage.office.admin, stage.campaign.id)
    stage.services.campaigns.update(
        stage.office.admin,
        ChangeCampaign(campaign.id, campaign.version, **values),  # type: ignore[arg-type]
    )


def boxed(stage: Stage) -> CallingPage:
    """A limited time after the call, and the result that comes then."""
    _ways(stage, wrap_up_s=45, wrap_up_code="NO_ANSWER")
    page = history(stage, DEVANAGARI)
    for key in ("Space", "A", "Ctrl+Enter"):
        press(page, key)
    page.hero.box.stop()
    page.hero.box.show_left(31, 45)
    return page


def announced(stage: Stage) -> CallingPage:
    """What has to be said when the call connects."""
    _ways(stage, recording_text="This call is recorded for training. Say so, and wait for their yes.")
    page = history(stage, LONG_TAMIL)
    press(page, "Space")
    press(page, "A")
    return page


def paused(stage: Stage) -> CallingPage:
    """Nobody is given a lead for now."""
    stage.services.campaigns.pause(
        stage.office.lead, stage.campaign.id, "New rates at noon, wait for the mail"
    )
    fill(stage, 12)
    return stage.open()


def paused_call(stage: Stage) -> CallingPage:
    """A pause while a call goes on."""
    page = history(stage, "Ravi Chauhan")
    press(page, "Space")
    stage.services.campaigns.pause(stage.office.lead, stage.campaign.id, "Power cut")
    page.refresh(frozenset({"campaigns"}))
    return page


def practice(stage: Stage) -> CallingPage:
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Practice", is_practice=True)
    )
    stage.services.settings.set(stage.office.asha, "last_campaign", str(stage.campaign.id))
    stage.add("Kavita Example")
    page = stage.open()
    press(page, "Space")
    return page


def nothing(stage: Stage) -> CallingPage:
    fill(stage, 24)
    page = stage.open()
    for key in "4544656537454434Q9":
        press(page, "Space")
        press(page, key)
        stage.clock.move(seconds=50)
    for _ in range(40):
        if page.presenter.state.value == "preview":
            press(page, "Space")
            press(page, "4")
    page.presenter.day.ask(look_around=True)
    page.presenter.day.read()
    return page


def pause(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    press(page, "B")
    press(page, "1")
    stage.clock.move(minutes=17)
    page.presenter.tick()
    return page


def recovered(stage: Stage) -> CallingPage:
    on_call(stage)
    stage.kill()
    stage.clock.move(minutes=3)
    return stage.open()


def empty(stage: Stage) -> CallingPage:
    return stage.open()


def locked(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    from crm_desktop.errors import UserError

    page.presenter.lock(UserError("The campaign {name} is switched off. Choose another one.", name="X"))
    return page


def refused(stage: Stage) -> CallingPage:
    page = history(stage, "Ravi Chauhan")
    stage.clock.set(NOW.replace(hour=19, minute=30))
    press(page, "Space")
    return page


def fifteen(stage: Stage) -> CallingPage:
    stage.give_fifteen_results()
    stage.add(DEVANAGARI, phones=2)
    page = stage.open()
    press(page, "Space")
    stage.clock.move(seconds=21)
    page.presenter.tick()
    return page


def fifteen_after(stage: Stage) -> CallingPage:
    page = fifteen(stage)
    press(page, "A")
    type_text(page, "2 BHK in Baner, ready in March.")
    press(page, "Ctrl+Enter")
    return page


def fifteen_promise(stage: Stage) -> CallingPage:
    page = fifteen_after(stage)
    press(page, "2")
    type_text(page, "kal 4 baje")
    return page


def hidden(stage: Stage) -> CallingPage:
    stage.hide_numbers()
    page = history(stage, DEVANAGARI)
    press(page, "C")
    return page


def hidden_call(stage: Stage) -> CallingPage:
    page = hidden(stage)
    press(page, "Space")
    return page


def hidden_why(stage: Stage) -> CallingPage:
    page = hidden(stage)
    press(page, "Alt+V")
    return page


def hidden_limit(stage: Stage) -> CallingPage:
    with stage.store.write(stage.office.admin) as work:
        SettingRows(work).set("workspace", stage.office.workspace_id, "number_lookups_per_hour", 0)
    page = hidden_why(stage)
    press(page, "1")
    return page


def writing(stage: Stage) -> CallingPage:
    """The panel that hands a text to WhatsApp."""
    texts = (
        ("Rates after a call", "Namaste {first_name}, as promised: our rates for {city}. {caller}, {office}"),
        ("आवास ऋण", "नमस्ते {first_name}, आपके आवास ऋण की जानकारी।"),
    )
    for name, body in texts:
        text = TemplateText(name, Channel.WHATSAPP, body, file_path="D:\\Brochures\\Home loan.pdf")
        stage.services.messages.save_template(stage.office.lead, text)
    page = history(stage, LONG_LATIN)
    press(page, "W")
    return page


def writing_refused(stage: Stage) -> CallingPage:
    """A channel by which this lead can't be reached."""
    page = writing(stage)
    press(page, "E")
    return page


def two_toasts(stage: Stage) -> CallingPage:
    page = undo(stage)
    for name in ("Meera Kulkarni", "Zoya Mirza"):
        stage.add(name)
    press(page, "Space")
    press(page, "4")
    return page


def sale(stage: Stage) -> CallingPage:
    for name, price in (
        ("Home loan", ""),
        ("Gold loan", "1,25,000"),
        ("Health cover plus, family", "18,500"),
    ):
        stage.services.products.add(stage.office.admin, name, price)
    page = after(stage)
    press(page, "0")
    return page


def sale_amount(stage: Stage) -> CallingPage:
    page = sale(stage)
    press(page, "2")
    type_text(page, "1.5 lakh")
    return page


def sale_wrong(stage: Stage) -> CallingPage:
    page = sale(stage)
    press(page, "2")
    type_text(page, "1,2500")
    press(page, "Enter")
    return page


def six_fields(stage: Stage) -> CallingPage:
    asked = (
        *READY_SALE[:2],
        ResultField("visit", "Visit at the branch", FieldKind.DATE, is_required=True),
        ResultField("why", "कारण", FieldKind.CHOICE, choices=("ब्याज दर", "Timing", "Has another offer")),
        ResultField("papers", "Papers complete", FieldKind.YES_NO),
        ResultField("budget", "Monthly instalment they can pay", FieldKind.MONEY),
    )
    results = [replace(d, fields=asked) if d.code == "SOLD" else d for d in stage.campaign.dispositions]
    stage.campaign = save_results(stage.services.campaigns, stage.office.admin, stage.campaign, results)
    return sale(stage)


def six_doubt(stage: Stage) -> CallingPage:
    page = six_fields(stage)
    press(page, "1")
    type_text(page, "25L")
    press(page, "Enter")
    type_text(page, "kal")
    press(page, "Enter")
    return page


def six_choice(stage: Stage) -> CallingPage:
    page = six_doubt(stage)
    press(page, "Enter")
    return page


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (preview, preview_tamil, qr, skip, never, say_no, later, by_hand, on_call, after, promise,
                  unclear, asked_data, which, choosing, between, undo, countdown, boxed, announced, paused,
                  paused_call, practice, nothing, pause, recovered, empty,
                  locked, refused, writing, writing_refused, fifteen, fifteen_after, fifteen_promise,
                  hidden, hidden_call, hidden_why, hidden_limit, two_toasts, sale, sale_amount, sale_wrong,
                  six_fields, six_doubt, six_choice)
}  # fmt: skip


def draw_scenes(album: Album, scenes: dict[str, Scene], area: str) -> None:
    """Each scene in a new office, in every look."""
    folder = Path(tempfile.mkdtemp())
    template = migrated_file(folder / "workspace.db")
    for name, scene in scenes.items():
        if album.wants(f"{area}-{name}"):
            _draw(album, template, scene, f"{area}-{name}")
    shutil.rmtree(folder, ignore_errors=True)


def _draw(album: Album, template: Path, scene: Scene, name: str) -> None:
    folder = Path(tempfile.mkdtemp())
    shutil.copyfile(template, folder / "workspace.db")
    clock = SetClock(NOW)
    store = Store(open_engine(folder / "workspace.db", TEST_KEY, cache_mb=32), clock)
    ops = InlineOperations()
    stage = make_stage(store, clock, folder, ops)
    page = scene(stage)
    page.presenter.day.read()
    album.settle()
    album.take(page.window(), name)
    for window in stage.windows:
        window.hide()
        window.deleteLater()
    album.settle()
    ops.close()
    stage.seat.close()
    store.close()
    shutil.rmtree(folder, ignore_errors=True)


def draw(album: Album) -> None:
    """Everything of the calling page."""
    draw_scenes(album, SCENES, "calling")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
