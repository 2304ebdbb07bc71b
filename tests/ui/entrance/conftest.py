"""Programs on real workspaces."""

from tests.ui.entrance.away import workstation  # noqa: F401 - a fixture
from tests.ui.entrance.fixtures import office, place, template  # noqa: F401 - fixtures
