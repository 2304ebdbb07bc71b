"""Draws the page of a phone's log: `python -m tests.ui.phone_log.pictures --out DIR`."""

from __future__ import annotations

import sys
from typing import Any

from tests.ui.calling import pictures as base
from tests.ui.calling.stage import Stage, press
from tests.ui.looks import Album, run
from tests.ui.phone_log.stage import office_day, open_page


class _Shown:
    """What `base.draw` asks of a page of calling."""

    def __init__(self, stage: Stage) -> None:
        self._window = stage.windows[-1]
        self.presenter: Any = self
        self.day: Any = self

    def read(self) -> None:
        """The page has no day's figures."""

    def window(self) -> object:
        """The window."""
        return self._window


def empty(stage: Stage) -> Any:
    open_page(stage)
    return _Shown(stage)


def brought(stage: Stage) -> Any:
    page = open_page(stage, office_day(stage))
    press(page, "Down")
    return _Shown(stage)


def strangers(stage: Stage) -> Any:
    page = open_page(stage, office_day(stage))
    press(page, "Alt+2")
    return _Shown(stage)


def new_lead(stage: Stage) -> Any:
    shown = strangers(stage)
    press(stage.windows[-1], "N")
    return shown


def left_out(stage: Stage) -> Any:
    page = open_page(stage, office_day(stage))
    press(page, "Alt+3")
    return _Shown(stage)


def done(stage: Stage) -> Any:
    page = open_page(stage, office_day(stage))
    for key in ("Down", "3", "3", "Ctrl+Enter"):
        press(page, key)
    return _Shown(stage)


SCENES = (empty, brought, strangers, new_lead, left_out, done)


def draw(album: Album) -> None:
    """Each of the scenes."""
    base.draw_scenes(album, {scene.__name__: scene for scene in SCENES}, "phone_log")


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
