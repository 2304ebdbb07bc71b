"""Pictures of the page of requests: `python -m tests.ui.requests.pictures --out DIR`."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest

from crm_desktop.domain.evidence import Whose
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.requests import Came, Proof, Request, RequestKind, Step
from crm_desktop.ids import new_id
from crm_desktop.services.requests import TakeRequest, TakeStep
from tests.ui.leads.pictures import Photographer, nothing, studios
from tests.ui.leads.scene import Scene, settle
from tests.ui.looks import Album, run

WORDS = (
    "Who gave you my number? I never asked for this. Delete everything.",
    "",
    "Please send me all you have, to my e-mail address.",
    "मेरा पता गलत है, कृपया ठीक करें",
)


def bring(scene: Scene, request: Request, name: str) -> None:
    """A file that came with a request."""
    services, actor = scene.session.services, scene.session.actor
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(os.urandom(70_000))
        step = TakeStep(new_id(), request.id, request.version, Step.NOTE)
        step = replace(step, version=services.requests.get(actor, request.id).request.version)
        services.evidence.bring(
            actor, Whose(request.lead_id, request_id=request.id), file,
            lambda piece: services.requests.take_step(actor, replace(step, file=piece)),
        )  # fmt: skip


def requests(scene: Scene) -> None:
    """A register with a few requests, some late, some answered."""
    services, actor = scene.session.services, scene.session.actor
    page: Any = scene.window.deck.current_page
    service = services.requests
    if not service.page(actor):
        rows = services.leads.page(actor, LeadQuery(), None, 8).rows
        kinds = (RequestKind.ERASURE, RequestKind.ACCESS, RequestKind.ACCESS, RequestKind.CORRECTION,
                 RequestKind.GRIEVANCE, RequestKind.PORTABILITY, RequestKind.OBJECTION,
                 RequestKind.NOMINATION)  # fmt: skip
        for number, (row, kind) in enumerate(zip(rows, kinds, strict=False)):
            command = TakeRequest(
                new_id(), kind, tuple(Came)[number % 5], lead_id=row.id, contact=row.email,
                text=WORDS[number % 4],
                received_at=scene.session.clock.now() - timedelta(hours=number * 41 + 2),
            )  # fmt: skip
            taken = service.take(actor, command).request
            steps = [(Step.ACKNOWLEDGED, "", None), (Step.IDENTITY, "", Proof.NUMBER)]
            steps += [(Step.ANSWERED, "Sent by e-mail", None)] if number in (6, 7) else []
            for step, words, proof in steps if number % 3 != 1 else ():
                done = TakeStep(new_id(), taken.id, taken.version, step, words, proof)
                taken = service.take_step(actor, done).request
            if number == 7:
                for name in ("e-mail of 27 November from meera.kulkarni.deshpande@example.in.eml", "PAN.jpg"):
                    bring(scene, taken, name)
    page.read()
    settle()


def proof(scene: Scene) -> None:
    """How it was made sure who asks."""
    requests(scene)
    page: Any = scene.window.deck.current_page
    page.table.selectRow(next(i for i in range(9) if (r := page.model.row(i)) and r.request.proof is None))
    page.ask(Step.IDENTITY)
    page.card.proof.file.take(Path("/home/rohini/scans/आधार कार्ड रामचंद्र देशमुख kulkarni both sides.pdf"))


def note(scene: Scene) -> None:
    """A note with a file that can't be kept."""
    requests(scene)
    page: Any = scene.window.deck.current_page
    page.ask(Step.NOTE)
    page.card.words.file.take(Path("/nowhere/call recording 27 Nov.wav"))
    page.submit()
    settle()


def letter(scene: Scene) -> None:
    """A letter before it is saved, with what is missing."""
    requests(scene)
    page: Any = scene.window.deck.current_page
    page.ask(Step.LETTER)
    page.submit()


def new(scene: Scene) -> None:
    """A new request: looking for who asks."""
    requests(scene)
    page: Any = scene.window.deck.current_page
    page.begin_new()
    QTest.keyClicks(page.card.new.picker.field.edit, "kulk")
    settle()


def card(scene: Scene) -> None:
    """The card in a small window."""
    requests(scene)
    page: Any = scene.window.deck.current_page
    page.tabs.choose(1)


def draw(album: Album) -> None:
    """Every scene."""
    shoot = Photographer(album, "requests").shoot
    with studios(200) as (full, empty):
        shoot("empty", empty, nothing, page="requests", who="admin")
        for scene in (requests, card, proof, note, letter, new):
            shoot(scene.__name__, full, scene, page="requests", who="admin")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
