"""What calling stands on beside the leads, as the server said it last: campaigns, and what results ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.domain.result_fields import Asked
from crm_desktop.errors import UserError
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.seat import Seat


@dataclass(frozen=True, slots=True)
class Ground:
    """The campaigns this person may work on, and what results ask."""

    campaigns: tuple[Campaign, ...]
    asked: Asked


class KeptGround:
    """Keeps it in the seat's own file, a person each."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def of(self, actor: Actor, read: Callable[[], Ground], today: date) -> Ground:
        """What `read` gives; while the server is away what it gave last, asked as of `today`.

        The error of `read` where nothing was kept.
        """
        kept_as = f"known.{actor.person_id}.ground"
        before = self._seat.get(kept_as)
        try:
            found = read()
        except UserError as error:
            is_away = error.is_about_server or isinstance(error, ServerAway)
            if not is_away or not isinstance(before, str):
                raise
            try:
                kept = thawed(Ground, before)
            except (ValueError, KeyError, TypeError):
                raise error from None  # by another version of the program
            return replace(kept, asked=replace(kept.asked, today=today))
        if (now := frozen(found)) != before:
            self._seat.set(kept_as, now)
        return found
