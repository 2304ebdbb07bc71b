"""Asking the system who opens a link, and handing it one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from crm_desktop import handlers


def answer(text: str, code: int = 0) -> Callable[..., object]:
    return lambda command, **kwargs: subprocess.CompletedProcess(command, code, stdout=text)


@pytest.fixture(autouse=True)
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")


def test_linux_asks_for_the_registered_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", answer("\n"))
    assert not handlers.system_has_handler("tel")
    monkeypatch.setattr(subprocess, "run", answer("linphone.desktop\n"))
    assert handlers.system_has_handler("tel")


def test_a_link_is_taken_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", answer("", 0))
    assert handlers.open_link("tel:+919800000001")
    monkeypatch.setattr(subprocess, "run", answer("", 3))
    assert not handlers.open_link("tel:+919800000001")


def test_a_handler_that_stays_in_the_foreground_has_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def stays(command: object, **kwargs: object) -> object:
        raise subprocess.TimeoutExpired("xdg-open", 5)

    monkeypatch.setattr(subprocess, "run", stays)
    assert handlers.open_link("tel:+919800000001")
    assert not handlers.system_has_handler("tel")


def test_without_the_asking_program_there_is_no_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(command: object, **kwargs: object) -> object:
        raise FileNotFoundError("xdg-open")

    monkeypatch.setattr(subprocess, "run", missing)
    assert not handlers.open_link("tel:+919800000001")
    assert not handlers.system_has_handler("tel")
