"""Making Qt's classes where they may be made: on the GUI thread, before a worker imports what takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

CLASSES_A_STEP = 15


def class_steps(modules: Iterable[str]) -> Iterator[None]:
    """Make the classes of these modules of Qt, some at a step.

    They are made when first touched: the first scroll area of a window would make dozens at once, and two
    threads that make them at the same time end the program.
    """
    for name in modules:
        module = import_module(name)
        for place, each in enumerate(dir(module)):
            getattr(module, each)
            if place % CLASSES_A_STEP == CLASSES_A_STEP - 1:
                yield
        yield
