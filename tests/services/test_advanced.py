"""One switch for coaching, rulings and streaks: off in a new office, an admin's to turn."""

from __future__ import annotations

import pytest

from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.advanced import ADVANCED, is_advanced, require_advanced
from crm_desktop.services.settings import SettingsService
from tests.calling_office import CallingOffice, both_engines


class Nowhere:
    """A workstation that keeps nothing."""

    def get(self, key: str) -> None:
        return None

    def set(self, key: str, value: object) -> None:
        raise AssertionError(key)


@both_engines
def test_an_admin_turns_it_on_and_everybody_sees_it(co: CallingOffice) -> None:
    service, asha = SettingsService(co.store, Nowhere()), co.office.asha
    assert not service.is_advanced(asha)
    with co.store.read(asha) as work, pytest.raises(UserError, match="switches them on"):
        require_advanced(work)
    with pytest.raises(NotAllowed):
        service.set(co.office.lead, ADVANCED, True)
    service.set(co.office.admin, ADVANCED, True)
    assert service.is_advanced(asha)
    with co.store.read(asha) as work:
        require_advanced(work)
        assert is_advanced(work)
