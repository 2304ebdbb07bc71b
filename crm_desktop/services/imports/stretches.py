"""Writing for long beside people who work: many steps in as few transactions as the others can bear.

Every commit costs: each page it touched is encrypted and written anew. But whoever gives a result meanwhile
waits for its end. So a transaction goes on until somebody in this program waits, and no longer than
`LONGEST_S`; programs beside it look every 0.1 s whether the store is free, and find it so between two.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from crm_desktop.domain.people import Actor
from crm_desktop.store.tuning import copy_log
from crm_desktop.store.unit_of_work import Store, Work

Step = Callable[[Work], None]
LONGEST_S = 0.4
COPY_S = 2.0
"""Between copies of the log: pages written again meanwhile are copied once."""


def in_stretches(store: Store, actor: Actor | None, steps: Iterable[Step], tell: Callable[[], None]) -> None:
    """Do the steps in their order; `tell` is called after each transaction and may raise to stop there.

    A step is taken from `steps` inside a transaction: what can be got ready before should be.
    """
    waiting = iter(steps)
    step = next(waiting, None)
    while step is not None:
        with store.write(actor) as work:
            begun = time.monotonic()
            while step is not None:
                step(work)
                step = next(waiting, None)
                if store.is_wanted or time.monotonic() - begun > LONGEST_S:
                    break
        copy_log(store, COPY_S)
        tell()
