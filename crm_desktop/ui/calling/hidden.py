"""Numbers that the workspace hides: called without being seen, shown for one lead and with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from crm_desktop.domain.lead import LeadPhone
from crm_desktop.ui.calling import words

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter


class HiddenNumbers:
    """Which numbers of the lead on the screen are hidden, and those shown meanwhile.

    `was_refused`: copy or QR code was asked of a hidden number, which is told in place.
    """

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self._lead_id: UUID | None = None
        self._shown: dict[UUID, str] = {}
        self.was_refused = False

    def begin(self, lead_id: UUID | None) -> None:
        """Another lead is on the screen: what was shown is forgotten."""
        self.was_refused = False
        if lead_id != self._lead_id:
            self._lead_id = lead_id
            self._shown = {}

    def known(self, phone: LeadPhone) -> LeadPhone:
        """The phone as it may be shown now."""
        e164 = self._shown.get(phone.phone_id)
        return phone if e164 is None else replace(phone, e164=e164)

    def is_hidden(self, phone: LeadPhone | None) -> bool:
        """Whether part of this number is hidden now."""
        return phone is not None and words.is_masked(self.known(phone).e164)

    def number(self, phone: LeadPhone | None) -> str:
        """The number in groups of five, or masked."""
        return "" if phone is None else words.number(self.known(phone))

    def shown(self) -> tuple[UUID, ...]:
        """The phones shown by now."""
        return tuple(self._shown)

    def show(self, phone_id: UUID, e164: str) -> None:
        """This number may be seen while the lead is on the screen."""
        self._shown[phone_id] = e164
        self.was_refused = False

    def refuse(self) -> None:
        """Copy and QR code are not for a hidden number: say so where the number stands."""
        self.was_refused = True
        self._p.shown.emit()

    def reveal(self, reason: str) -> None:
        """Show the number of the call; the reason is logged."""
        p = self._p
        if p.lead is None or p.phone is None:
            return
        leads, actor = p.session.services.leads, p.session.actor
        lead_id, phone_id = p.lead.lead.id, p.phone.phone_id

        def shown(e164: str) -> None:
            p.ask.close()
            if self._lead_id == lead_id:
                self.show(phone_id, e164)
            p.shown.emit()

        p.move(lambda: leads.reveal_number(actor, lead_id, phone_id, reason), shown, p.ask.refused, "number")
