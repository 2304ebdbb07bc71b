"""A team's server that goes and comes back, as the window tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crm_desktop.domain.kept_acts import ActKind, ActState, KeptAct
from crm_desktop.errors import UserError
from crm_desktop.services.offline.letting_go import Cleared
from crm_desktop.services.offline.link import Link
from crm_desktop.services.offline.patience import ServerSlow
from crm_desktop.services.offline.sending import Sent
from crm_desktop.ui.entrance.server_watch import AWAY, CLEARED, OTHERWISE, ServerWatch
from crm_desktop.ui.ops.operations import InlineOperations
from crm_desktop.ui.shell.notices import Notices, Tone

NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)


class _Calling:
    """Stands in for the calling service: counts looks, has what came out otherwise."""

    def __init__(self) -> None:
        self.looks = 0
        self.otherwise: tuple[KeptAct, ...] = ()
        self.read: tuple[KeptAct, ...] = ()

    def look(self, _actor: object) -> Sent:
        self.looks += 1
        return Sent()

    def came_out_otherwise(self, _actor: object) -> tuple[KeptAct, ...]:
        return self.otherwise

    def shown(self, acts: tuple[KeptAct, ...]) -> None:
        self.read = acts


class _Stage:
    def __init__(self, qtbot: QtBot) -> None:
        self.home = QObject()
        self.link, self.calling = Link(), _Calling()
        self.ops, self.notices = InlineOperations(self.home), Notices(self.home)
        self.cleared: Cleared | None = None
        offline = SimpleNamespace(link=self.link, calling=self.calling, was_cleared=lambda: self.cleared)
        session = SimpleNamespace(services=SimpleNamespace(offline=offline), actor=object())
        self.watch = ServerWatch(cast(Any, session), self.ops, self.notices, self.home)

    def banner(self, notice_id: str) -> Any:
        """The notice of that name, None when it isn't shown."""
        return next((notice for notice in self.notices.banners if notice.id == notice_id), None)

    @property
    def toasts(self) -> list[str]:
        """What passes by."""
        return [toast.text for toast in self.notices.toasts]


@pytest.fixture
def stage(qtbot: QtBot) -> Any:
    """A watch with nothing behind it."""
    made = _Stage(qtbot)
    yield made
    made.watch.stop()
    made.ops.close()


def test_away_is_told_calmly_with_what_waits(stage: _Stage) -> None:
    stage.link.went(NOW, 0)
    assert stage.banner(AWAY).tone is Tone.INFO
    assert stage.banner(AWAY).text == "Server not reachable: go on calling, your calls are kept here"
    stage.link.counted(3)
    assert stage.banner(AWAY).text == "Server not reachable: your calls are kept here (3 waiting)"
    assert stage.watch.waiting == 3


def test_back_and_sent_is_told_once_and_pages_look_again(stage: _Stage) -> None:
    heard: list[Any] = []
    stage.ops.changes.announced.connect(heard.append)
    stage.link.went(NOW, 3)
    stage.link.all_sent(NOW, 3)
    assert stage.banner(AWAY) is None
    assert stage.toasts == ["The server is back, and all is sent: 3 calls"]
    assert {topic for change in heard for topic in change.topics} >= {"calls", "queue"}


def test_why_it_takes_nothing_is_told_where_it_can_be_mended(stage: _Stage) -> None:
    stage.link.went(NOW, 1, UserError("The name or the password is wrong. Try again."))
    text = stage.banner(AWAY).text
    assert text == "Your calls are kept here. The name or the password is wrong. Try again."


def test_a_slow_server_is_no_server_that_is_away(stage: _Stage) -> None:
    stage.link.went(NOW, 1, ServerSlow(), is_slow=True)
    text = stage.banner(AWAY).text
    assert text == "Your calls are kept here. The server answers slowly; they are sent behind you."


def test_what_came_out_otherwise_stays_until_it_was_read(stage: _Stage) -> None:
    act = KeptAct(
        uuid4(), 1, uuid4(), uuid4(), "Asha", ActKind.COMPLETE, uuid4(), uuid4(), NOW, "{}",
        state=ActState.SETTLED, outcome="overtaken", told="वेंकटेश्वर सुब्रमण्यम",
    )  # fmt: skip
    stage.calling.otherwise = (act, replace(act, id=uuid4(), outcome="without_text", told="Meena"))
    stage.watch.look()
    notice = stage.banner(OTHERWISE)
    assert len(notice.text.splitlines()) == 2
    assert "वेंकटेश्वर सुब्रमण्यम: Saved. Someone else has called since" in notice.text
    assert "Meena: Time and result are saved, without the note" in notice.text
    notice.acts[0].run()
    assert stage.banner(OTHERWISE) is None
    assert stage.calling.read == stage.calling.otherwise


def test_that_a_retired_workstation_was_cleared_is_told(stage: _Stage) -> None:
    stage.cleared = Cleared(2)
    stage.watch.look()
    text = stage.banner(CLEARED).text
    assert text.startswith("An admin had retired this workstation.")
    assert "2 acts" in text


def test_a_local_workspace_has_nothing_to_watch(qtbot: QtBot) -> None:
    home = QObject()
    session = SimpleNamespace(services=SimpleNamespace(offline=None), actor=object())
    ops = InlineOperations(home)
    watch = ServerWatch(cast(Any, session), ops, Notices(home), home)
    watch.look()
    assert watch.waiting == 0
    ops.close()
