"""The stage of the calling page, with the page of a phone's log in the window."""

from tests.ui.calling.conftest import stage

__all__ = ["stage"]
