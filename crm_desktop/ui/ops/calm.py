"""Keeps Python itself from holding the window up: short turns for its threads, nothing collected in vain.

A worker that computes gives the interpreter away only when its turn is over, and the GUI thread asks for it
dozens of times a repaint: with Python's 5 ms a turn one repaint beside a busy worker took 200 ms. And a full
collection walks every object there is, on whichever thread happens to trigger it: 100 ms with the program's
modules and windows loaded, nearly all of which stay to the end.
"""

from __future__ import annotations

import gc
import sys

TURN_S = 0.0005
#: New objects between two collections of the young; of those between two of the older; of those until a
#: full one is considered. Python's own (700, 10, 10) collects thousands of times while modules are imported.
THRESHOLD = (20_000, 20, 20)
_before: list[tuple[float, tuple[int, int, int]]] = []


def begin() -> None:
    """Before the program's real work; a second call changes nothing."""
    if not _before:
        _before.append((sys.getswitchinterval(), gc.get_threshold()))
        sys.setswitchinterval(TURN_S)
        gc.set_threshold(*THRESHOLD)


def settle() -> None:
    """What exists now stays for long: collections leave it out from here on. Costs nothing."""
    if _before:
        gc.freeze()


def let_go() -> None:
    """A person left and much of what was there is gone: collections look at everything again."""
    gc.unfreeze()


def end() -> None:
    """As it was before `begin`."""
    if _before:
        turn, threshold = _before.pop()
        sys.setswitchinterval(turn)
        gc.set_threshold(*threshold)
        gc.unfreeze()
