"""The stage of the calling page, with the panel of who called over it."""

from tests.ui.calling.conftest import stage

__all__ = ["stage"]
