"""The stage of the calling page, on which a team lead looks at the board too."""

from tests.ui.calling.conftest import stage  # noqa: F401 - a fixture
