"""The watch over the GUI thread: it notices a block, names the place, and is quiet otherwise."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from crm_desktop.ui.ops import Heartbeat


def block_the_screen(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        time.sleep(0.002)


def test_a_block_is_measured_and_located(qtbot: QtBot) -> None:
    heartbeat = Heartbeat(limit_ms=30)
    heartbeat.start()
    qtbot.wait(20)
    heartbeat.reset()
    block_the_screen(0.1)
    qtbot.waitUntil(lambda: bool(heartbeat.blocks))
    heartbeat.stop()
    block = max(heartbeat.blocks, key=lambda b: b.ms)
    assert block.ms > 80
    assert heartbeat.worst_ms == block.ms
    assert "block_the_screen" in block.stack
    assert block.cpu_ms < block.ms


def test_the_switch() -> None:
    assert Heartbeat.is_wanted({"CRM_DESKTOP_HEARTBEAT": "1"})
    assert not Heartbeat.is_wanted({"CRM_DESKTOP_HEARTBEAT": "0"})
    assert not Heartbeat.is_wanted({})


def test_stopping_ends_the_thread_and_starting_twice_is_harmless(qtbot: QtBot) -> None:
    heartbeat = Heartbeat()
    heartbeat.start()
    heartbeat.start()
    heartbeat.stop()
    heartbeat.stop()
    assert not heartbeat._timer.isActive()
