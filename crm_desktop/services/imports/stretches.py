"""Writing for long beside people who work: many steps in as few transactions as the others can bear.

Every commit costs: each page it touched is encrypted and written anew, and steps touch the same pages of
indexes. But whoever gives a result meanwhile waits for its end. So a transaction goes on until somebody
waits, in this program or in one beside it (`store/wanted.py`), and no longer than `LONGEST_S`. A server lets
others write meanwhile, but for the rows that were changed: there it is `LONGEST_ON_SERVER_S`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from crm_desktop.domain.people import Actor
from crm_desktop.errors import Cancelled
from crm_desktop.store.tuning import copy_log
from crm_desktop.store.unit_of_work import Store, Work

Step = Callable[[Work], None]
LONGEST_S = 4.0
LONGEST_ON_SERVER_S = 0.4
COPY_S = 2.0
"""Between copies of the log: pages written again meanwhile are copied once."""


def in_stretches(store: Store, actor: Actor | None, steps: Iterable[Step], tell: Callable[[], None]) -> None:
    """Do the steps in their order; `tell` is called after each and may raise Cancelled to stop there.

    What is done so far stays done then. A step is taken from `steps` inside a transaction: what can be got
    ready before should be.
    """
    waiting = iter(steps)
    step = next(waiting, None)
    while step is not None:
        stopped: Cancelled | None = None
        with store.write(actor) as work:
            longest = LONGEST_S if work.is_sqlite else min(LONGEST_S, LONGEST_ON_SERVER_S)
            begun = time.monotonic()
            while step is not None and stopped is None:
                step(work)
                try:
                    tell()
                except Cancelled as asked:
                    stopped = asked
                step = next(waiting, None)
                if store.is_wanted or time.monotonic() - begun > longest:
                    break
        if stopped is not None:
            raise stopped
        copy_log(store, COPY_S)
        store.stand_aside()
